const fs = require("fs");
const http = require("http");

fs.writeFileSync("data/started", "yes");
http.createServer((request, response) => {
  response.end(fs.readFileSync("data/started"));
}).listen(3000);
