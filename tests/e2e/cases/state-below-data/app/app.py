import pathlib
import time

pathlib.Path("/data/state/visits").write_text("1")
pathlib.Path("/data/summary").write_text("1 visit")
print("kept")
time.sleep(1e6)
