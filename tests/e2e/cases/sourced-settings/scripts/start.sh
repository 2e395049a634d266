#!/bin/sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib/env.sh"
mkdir -p "$STATE_DIR/cursors" "$(dirname "$FIFO")"
echo 1 >"$STATE_DIR/cursors/first"
date >"$STATE_DIR/last"
[ -p "$FIFO" ] || mkfifo "$FIFO"
echo collecting
exec tail -f "$STATE_DIR/last"
