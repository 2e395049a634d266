#!/bin/sh
if ! [ "$(id -u)" = 0 ]; then
  echo must be root >&2
  exit 1
fi
exec "$@"
