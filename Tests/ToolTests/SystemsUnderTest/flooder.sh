#!/bin/sh
# A kernel that floods when a process ends.
"$@" | while IFS= read -r line; do
  case $line in
    *'"killed"'*) exec tr '\0' x </dev/zero ;;
  esac
  printf '%s\n' "$line"
done
