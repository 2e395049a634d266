import pathlib
import time

pathlib.Path("today.txt").write_text("fine")
print("the report is written")
while True:
    time.sleep(1)
