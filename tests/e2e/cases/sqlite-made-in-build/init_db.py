import os
import sqlite3

os.makedirs("state")
with sqlite3.connect("state/notes.db") as database:
    database.execute("CREATE TABLE notes (text)")
    database.execute("INSERT INTO notes VALUES ('tea')")
