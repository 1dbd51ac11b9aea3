#!/bin/sh
# A kernel that is like the one that follows, but for the answer to one step of each world: rewriter.sh STEP ANSWER COMMAND…
step=$1 answer=$2
shift 2
"$@" | while IFS= read -r line; do
  case $line in
    *'"started"'*) steps=0 ;;
    *'"observation"'*)
      steps=$((steps + 1))
      [ "$steps" -ne "$step" ] || line="{\"observation\":{\"observation\":$answer}}" ;;
  esac
  printf '%s\n' "$line"
done
