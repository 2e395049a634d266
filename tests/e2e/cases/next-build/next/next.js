#!/usr/bin/env node
// Reads and writes the folder .next as Next.js does: pages at build, optimized images on request.
const fs = require("fs");
const http = require("http");

if (process.argv[2] === "build") {
  fs.mkdirSync(".next/server", { recursive: true });
  fs.writeFileSync(".next/server/index.html", "<h1>Hello</h1>\n");
} else {
  http.createServer((request, response) => {
    if (request.url === "/image") {
      fs.mkdirSync(".next/cache/images", { recursive: true });
      fs.writeFileSync(".next/cache/images/1.webp", "image");
    }
    response.end(fs.readFileSync(".next/server/index.html"));
  }).listen(3000);
}
