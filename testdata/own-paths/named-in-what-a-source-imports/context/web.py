import meter
SOCKET = "/run/meter/web.sock"
