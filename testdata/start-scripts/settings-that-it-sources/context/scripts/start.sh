#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib/env.sh"
mkdir -p "$STATE_DIR/cursors"
exec perl collect.pl
