STATE_DIR=${STATE_DIR:-/var/lib/collector}
