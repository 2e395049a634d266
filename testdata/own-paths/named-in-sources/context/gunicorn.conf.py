# accesslog = "/var/log/unused/access.log"
errorlog = "/var/log/shop/error.log"
