#!/bin/sh
set -e
mkdir -p visits
exec httpd -f -p 8080 -h /app
