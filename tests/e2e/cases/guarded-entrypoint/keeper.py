import pathlib
import time

pathlib.Path("/data/kept").write_text("safe")
print("it is kept")
while True:
    time.sleep(1)
