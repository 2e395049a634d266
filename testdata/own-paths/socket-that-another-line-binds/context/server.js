const SOCKET = "/var/run/app.sock";
require("http").createServer(()=>{}).listen(SOCKET);
