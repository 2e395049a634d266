#!/bin/sh
if [ "$(id -u)" = 1000 ]; then exec "$@"; else exec $(drop_privs_cmd) "$@"; fi
