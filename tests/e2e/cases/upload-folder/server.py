import http.server
import os


class Uploads(http.server.SimpleHTTPRequestHandler):
    def do_PUT(self):
        with open("./" + self.path, "wb") as file:
            file.write(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(201)
        self.end_headers()


os.chdir("uploads")
http.server.HTTPServer(("", 8000), Uploads).serve_forever()
