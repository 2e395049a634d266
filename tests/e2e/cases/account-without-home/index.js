const fs = require("fs");
fs.mkdirSync("data", { recursive: true });
fs.writeFileSync("data/started", "yes");
fs.appendFileSync("logs/svc.log", "started\n");
fs.mkdirSync(require("os").homedir() + "/.cache", { recursive: true });
require("http").createServer((_, answer) => answer.end("ok")).listen(3000);
