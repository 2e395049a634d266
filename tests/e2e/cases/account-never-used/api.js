const fs = require("fs");
const http = require("http");

http.createServer((request, response) => {
  fs.appendFileSync("requests.log", request.url + "\n");
  response.end(fs.readFileSync("requests.log"));
}).listen(3000);
