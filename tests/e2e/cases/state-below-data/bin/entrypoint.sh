#!/bin/bash
set -euo pipefail
mkdir -p /data/state

case "$1" in
  serve) exec python -u /opt/app/app.py ;;
  *) exec "$@" ;;
esac
