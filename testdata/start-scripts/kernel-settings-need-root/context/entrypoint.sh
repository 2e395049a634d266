#!/bin/sh
set -e
echo 1 > /proc/sys/net/ipv4/ip_forward
exec "$@"
