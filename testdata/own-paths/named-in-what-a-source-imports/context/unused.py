LOG = "/var/log/unused/x.log"
