#!/bin/bash
file=$(mktemp)
until (echo > /dev/tcp/$DB_HOST/$DB_PORT) >/dev/null 2>&1; do sleep 1; done
echo ready >"$file"
exec /app/srv
