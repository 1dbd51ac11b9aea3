#!/bin/sh
# A kernel that never looks at its input again as soon as a world is started, with a helper that waits for ever; it writes down
# both. It sleeps instead of computing, so that the other tests get on.
read -r request
echo '{"hello":{"subject":{"version":2,"name":"spinner","level":"L0","actions":["fork","exit","wait","load","store","loadPointer","storePointer","move","derive","narrow","inspect"],"enforcesBounds":true,"strategies":["copa"],"pageSize":4096,"granuleSize":16}}}'
read -r request || exit 0
sleep 100000 &
echo "$! $$" >"$1.new" && mv "$1.new" "$1"
exec sleep 100000
