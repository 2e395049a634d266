bind = "unix:/run/web.sock"
pidfile = "/run/web.pid"
