"""What dockerfix costs: one small file against an empty static C program, and many against cat."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SMALL = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD [\"python\", \"app.py\"]\n"


def milliseconds(argv):
    """One run from start to end, its output thrown away."""
    null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    begin = time.perf_counter()
    child = os.posix_spawnp(argv[0], argv, os.environ, file_actions=null)
    _, status = os.waitpid(child, 0)
    took = (time.perf_counter() - begin) * 1000
    if os.waitstatus_to_exitcode(status) < 0:
        sys.exit(f"{argv[0]} was killed by a signal")
    return took


def medians(commands, repeats):
    """The commands take turns, so that whatever else the machine does falls on all of them."""
    times = [[] for _ in commands]
    for _ in range(repeats):
        for row, argv in zip(times, commands):
            row.append(milliseconds(argv))
    return [statistics.median(row) for row in times]


def report(what, ours, theirs, other, unit_count=None):
    each = f", {ours / unit_count * 1000:.0f} us a file" if unit_count else ""
    print(f"{what}: {ours:.2f} ms{each}; {other}: {theirs:.2f} ms; ratio {ours / theirs:.1f}")


def make_project(folder):
    """A Dockerfile and 60 sources of 200 lines beside it, all of which dockerfix reads."""
    modules = [f"part{n}" for n in range(59)]
    body = "".join(f"    value_{n} = read('shelf/{n}', limit={n})  # no path of its own\n" for n in range(197))
    for name in modules:
        Path(folder, f"{name}.py").write_text(f"import os\n\ndef run(read):\n{body}")
    lines = [f"import {name}\n" for name in modules]
    Path(folder, "app.py").write_text("".join(lines) + "DATA_DIR = '/data'\n" * 141)
    dockerfile = Path(folder, "Dockerfile")
    dockerfile.write_text(SMALL)
    return [str(dockerfile), *sorted(str(path) for path in Path(folder).glob("*.py"))]


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(folder)
        ours, theirs = medians([[program, project[0]], ["cat", *project]], 100)
        report("one file beside 60 sources of 200 lines", ours, theirs, "cat")

    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty")
        source = Path(folder, "empty.c")
        source.write_text("int main(void) { return 0; }\n")
        subprocess.run(["cc", "-O2", "-static", "-o", empty, source], check=True)
        small = Path(folder, "Dockerfile")
        small.write_text(SMALL)
        ours, theirs = medians([[program, str(small)], [str(empty)]], 300)
        report("one small file", ours, theirs, "an empty static C program")

    corpus = TOP.parent / "shared/corpus/files"
    if corpus.is_dir():
        files = sorted(str(path) for path in corpus.rglob("*") if path.is_file())
    else:
        print("there is no ../shared/corpus; taking the inputs of testdata")
        files = sorted(str(path) for path in TOP.glob("testdata/**/input"))
    if not files:
        sys.exit("there are no files to take")
    size = sum(os.path.getsize(path) for path in files)
    ours, theirs = medians([[program, "--diff", *files], ["cat", *files]], 9)
    report(f"{len(files)} files, {size / 1e6:.1f} MB", ours, theirs, "cat", len(files))


if __name__ == "__main__":
    main(sys.argv[1])
