#!/bin/sh
# A kernel that lies: it is the one that "$@" serves, but every status that is waited for becomes 0.
"$@" | while IFS= read -r line; do
  case $line in
    *'"exited":{"status"'*) line="${line%%\"exited\"*}\"exited\":{\"status\":0}}}}}}" ;;
  esac
  printf '%s\n' "$line"
done
