#!/usr/bin/env python3
import json
import time

with open("/config/shop.json") as file:
    settings = json.load(file)
settings["opened"] = time.time()
with open("/config/shop.json", "w") as file:
    json.dump(settings, file)
for folder in ("/data", "/var/lib/shop"):
    with open(folder + "/opened", "w") as file:
        file.write("yes")
print("open", flush=True)
time.sleep(1e6)
