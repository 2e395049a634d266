import argparse
import http.server
import json
import os
import sqlite3

parser = argparse.ArgumentParser()
parser.add_argument("--storage", default="./files")
parser.add_argument("--reports", default="/reports")
arguments = parser.parse_args()
DATA_DIR = os.getenv("DATA_DIR", "/data")
settings = json.load(open("settings.json"))
env = dict(line.strip().split("=", 1) for line in open(".env"))


class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        folders = [arguments.storage, arguments.reports, DATA_DIR, settings["storage"]["path"]]
        for folder in folders:
            os.makedirs(folder + "/new", exist_ok=True)
        database = sqlite3.connect(env["DB_PATH"])
        database.execute("create table if not exists hits (at)")
        database.execute("insert into hits values (1)")
        database.commit()
        self.send_response(200)
        self.end_headers()


http.server.HTTPServer(("", 8000), Shop).serve_forever()
