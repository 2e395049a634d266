#!/bin/sh
# The address of the API is known only when the container starts.
set -e
sed -i "s|@API_URL@|$API_URL|" /usr/share/nginx/html/index.html
exec "$@"
