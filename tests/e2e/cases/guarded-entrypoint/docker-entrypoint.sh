#!/bin/sh
set -e
if [ "$(id -u)" = 0 ]; then
  chown -R keeper /data
fi
exec "$@"
