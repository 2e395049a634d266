ROOT_DIR = "/var/lib/meter/disk"
