#!/bin/bash
set -e
NAME=worker
PIDFILE=/var/run/$NAME.pid
LOCK=/var/lock/$NAME.lock

exec 9>"$LOCK"
flock -n 9 || { echo "$NAME is running already"; exit 1; }
echo $$ >"$PIDFILE"
echo working
while :; do sleep 1; done
