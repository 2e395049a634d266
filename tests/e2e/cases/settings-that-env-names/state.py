import os

PATH = "/var/lib/meter/state"


def keep():
    os.makedirs(os.path.dirname(PATH), exist_ok=True)
    with open(PATH, "w") as out:
        out.write("kept")
