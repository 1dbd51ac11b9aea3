#!/bin/sh
# A kernel that says a word on its standard error for each request, colours included, and dies of a wait; before it passes the request
# on, so that no answer comes first.
while IFS= read -r line; do
  printf 'got \033[31m%.40s\n' "$line" >&2
  case $line in
    *'"wait"'*) echo 'panic: nobody to wait for' >&2; kill -SEGV 0 ;;
  esac
  printf '%s\n' "$line"
done | "$@"
