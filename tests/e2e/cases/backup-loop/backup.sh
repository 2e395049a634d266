#!/bin/bash
tar czf "$BACKUP_DIR/$(date +%s%N).tgz" -C "$SOURCE_DIR" . && echo "backed up"
ls -1t "$BACKUP_DIR"/*.tgz | tail -n +$((KEEP + 1)) | xargs -r rm
