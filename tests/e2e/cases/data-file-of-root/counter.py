import http.server


class Counter(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open("count.db", "r+") as file:
            count = int(file.read()) + 1
            file.seek(0)
            file.write(str(count))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(count).encode())


http.server.HTTPServer(("", 8000), Counter).serve_forever()
