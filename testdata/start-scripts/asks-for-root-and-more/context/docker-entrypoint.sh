#!/bin/sh
set -e
if [ "${1##*/}" = keeper -a "$(id -u)" = 0 ]; then
  chown -R keeper /var/lib/keeper
  exec gosu keeper "$0" "$@"
fi
exec "$@"
