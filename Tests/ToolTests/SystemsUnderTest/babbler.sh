#!/bin/sh
# A kernel that answers nonsense when a call fails.
"$@" | while IFS= read -r line; do
  case $line in
    *'"failed"'*) line='{"observation":{"observation":{"failed":{"errno":"no memory"}}}}' ;;
  esac
  printf '%s\n' "$line"
done
