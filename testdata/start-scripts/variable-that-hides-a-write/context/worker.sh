#!/bin/bash
set -e
if [ -n "$DEBUG" ]; then LOG=/opt/debug/log; fi
echo started >"$LOG"
exec perl -e 'sleep'
