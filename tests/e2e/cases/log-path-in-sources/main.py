import http.server
import logging
import os
from logging.handlers import RotatingFileHandler

LOG_DIR = os.environ.get("LOG_DIR", "/var/log/shop")
os.makedirs(LOG_DIR, exist_ok=True)
handler = RotatingFileHandler(os.path.join(LOG_DIR, "shop.log"), maxBytes=100_000)
logging.basicConfig(level=logging.INFO, handlers=[handler])


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        logging.info("visit to %s", self.path)
        self.send_response(200)
        self.end_headers()


http.server.ThreadingHTTPServer(("", 5000), Handler).serve_forever()
