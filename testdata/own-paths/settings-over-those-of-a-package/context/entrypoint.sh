#!/bin/sh
set -e
envsubst </etc/nginx/site.tmpl >/etc/nginx/sites-enabled/default
exec "$@"
