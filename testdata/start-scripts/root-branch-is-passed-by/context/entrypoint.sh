#!/bin/sh
set -e
if [ "$(id -u)" = 0 ]; then # if root, fi
  chown -R app /app
  exec gosu app "$0" "$@"
fi
mkdir -p /var/lib/tide
exec "$@"
