import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

REF = Path(os.environ["HF_HOME"], "hub", "models--bert-base-uncased", "refs", "main")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        # What the library does when the hub has a newer revision.
        REF.write_text("second")
        (REF.parent.parent / ".locks").mkdir(exist_ok=True)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(REF.read_bytes())


HTTPServer(("", 8000), Handler).serve_forever()
