#!/bin/bash
set -e
NAME=worker
LOCK=/var/lock/$NAME.lock
SOCKET="/run/$NAME/worker.sock"
DONE=${DONE:-$QUEUE/done}
: "${REPORTS:=/srv/reports}"
if [ -n "$DEBUG" ]; then LOG=/opt/debug/log; fi
exec 9>"$LOCK"
mkdir -p "$(dirname "$SOCKET")" "$DONE" "$REPORTS/$(date +%F)" "$REPORTS/daily"
echo started >"$LOG"
exec perl -e 'sleep'
