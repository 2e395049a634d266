import json
import os
import socket
import time

import state

config = json.load(open(os.environ["CONFIG"]))
for path in config.values():
    os.makedirs(os.path.dirname(path), exist_ok=True)
state.keep()
with open(config["log"], "a") as log, socket.socket(socket.AF_UNIX) as server:
    server.bind(config["socket"])
    print("up", file=log)
    print("up")
    while True:
        time.sleep(1)
