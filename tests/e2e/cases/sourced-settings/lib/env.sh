# What a deployment may override.
STATE_DIR=${STATE_DIR:-/var/lib/collector}
: "${FIFO:=/run/collector/fifo}"
