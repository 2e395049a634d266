#!/bin/sh
set -e
mkdir -p /run/php
php-fpm8.2 -D
exec nginx -g "daemon off;"
