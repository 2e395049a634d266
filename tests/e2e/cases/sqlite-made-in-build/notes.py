import http.server
import sqlite3

database = sqlite3.connect("state/notes.db")


class Notes(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        note = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with database:
            database.execute("INSERT INTO notes VALUES (?)", (note,))
        self.do_GET()

    def do_GET(self):
        rows = database.execute("SELECT text FROM notes").fetchall()
        self.send_response(200)
        self.end_headers()
        self.wfile.write("\n".join(text for (text,) in rows).encode())


http.server.HTTPServer(("", 8000), Notes).serve_forever()
