#!/bin/bash
set -euo pipefail
: "${PORT:=8080}"; export PORT
envsubst "\$PORT" < /etc/nginx/site.tmpl > /etc/nginx/sites-enabled/default
exec "$@"
