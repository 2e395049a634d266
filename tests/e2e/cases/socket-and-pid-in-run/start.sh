#!/bin/sh
set -e
gunicorn --umask 0 app:app >>/var/log/web.log 2>&1 &
exec nginx -g "daemon off;"
