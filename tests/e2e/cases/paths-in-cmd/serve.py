import argparse
import http.server
import os

parser = argparse.ArgumentParser()
parser.add_argument("--pid")
parser.add_argument("--access-log")
options = parser.parse_args()
with open(options.pid, "w") as file:
    file.write(str(os.getpid()))


class Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open(options.access_log, "a") as log:
            log.write(self.path + "\n")
        self.send_response(200)
        self.end_headers()


http.server.HTTPServer(("", 8000), Hello).serve_forever()
