#!/bin/bash
set -e
NAME=worker
LOCK=/var/lock/$NAME.lock
SOCKET="/run/$NAME/worker.sock"
DONE=${DONE:-$QUEUE/done}
: "${REPORTS:=/srv/reports}"
exec 9>"$LOCK"
mkdir -p "$(dirname "$SOCKET")" "$DONE" "$REPORTS/$(date +%F)" "$REPORTS/daily"
exec perl -e 'sleep'
