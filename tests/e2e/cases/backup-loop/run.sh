#!/bin/bash
cd "$(dirname "$0")"
while true; do
  ./backup.sh >>/var/log/backup.log 2>&1
  tail -n 1 /var/log/backup.log
  sleep "${INTERVAL:-0.2}"
done
