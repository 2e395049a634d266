import http.server
import pathlib


class Counter(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        file = pathlib.Path("state/count")
        count = int(file.read_text()) + 1
        file.write_text(str(count))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(count).encode())


http.server.HTTPServer(("", 8000), Counter).serve_forever()
