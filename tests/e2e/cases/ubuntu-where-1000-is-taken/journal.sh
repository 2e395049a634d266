#!/bin/bash
set -e
sqlite3 journal.db "CREATE TABLE IF NOT EXISTS entries (day); INSERT INTO entries VALUES ('monday')"
echo "the journal has $(sqlite3 journal.db 'SELECT count(*) FROM entries') entry"
exec sleep infinity
