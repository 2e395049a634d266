#!/bin/bash
need_root() { if [ "$(id -u)" -ne 0 ]; then fail "root please"; fi; }
fail() { echo "$1"; exit 1; }
need_root
exec "$@"
