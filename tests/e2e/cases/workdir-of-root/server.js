const fs = require("fs");
const http = require("http");
const ms = require("ms");

http.createServer((request, response) => {
  fs.writeFileSync("last-request", request.url);
  response.end(ms(60000, { long: true }));
}).listen(3000);
