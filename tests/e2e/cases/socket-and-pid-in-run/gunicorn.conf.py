bind = "unix:/run/app.sock"
pidfile = "/run/app.pid"
