"""The scoreboard: what dockerfix makes of many real Dockerfiles, and of real migrations.

usage: score.py PROGRAM [FOLDER] [--seed N] [--sample N]
       score.py PROGRAM --migrations [FOLDER] [--list KIND]
       score.py --self-test

Without FOLDER it reads ../shared/corpus/files, or ../shared/migrations, beside the project. An index.tsv
beside the folder gives each file its stratum and its base image; without one the stratum is "-" and the
base image is read from the file. Outcomes and reasons are those of the lines of --check, which give one
reason a file: the first. The base family is the repository of the image that the last stage is FROM in
the end, without registry docker.io, tag and digest: the program does not print what family it took.
A file counts as root-running where neither its last USER is another nor the program calls it rootless
or invalid: "unknown" is given as a share of these, by stratum. --list KIND gives the repairs that are
missed of a kind ("ownership"), or a way ("--chown"), or all of a word ("told", "no compare").
"""

import argparse
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict, namedtuple
from pathlib import Path

sys.dont_write_bytecode = True  # the tests' folder is no place for it

import migrations
from reading import base_of, is_root_user, last_chain, repository

TOP = Path(__file__).resolve().parent.parent
SHARED = TOP.parent / "shared"
Line = namedtuple("Line", "path outcome reason text")
File = namedtuple("File", "line stratum base runs_as_root")
OUTCOMES = ("fixed", "unsafe fix offered", "rootless", "refused", "unknown", "invalid", "bug")
WORDS = {"would be fixed": "fixed", "unsafe fix offered": "unsafe fix offered", "rootless": "rootless",
         "left alone": "refused", "unknown, left alone": "unknown"}
VERDICT = re.compile(r"^(.+?)(?::\d+)?: (would be fixed|unsafe fix offered|rootless|left alone|unknown, left alone)"
                     r"(?=:|$)(?:.*\[([\w-]+)\])?")
PROBLEM = re.compile(r"^(.+?):\d+:\d+: ")
BUG = re.compile(r"^(.+?): a bug of dockerfix\b")


def check_line(text):
    """One line of --check; None for the lines that show a problem's place."""
    found = VERDICT.match(text)
    if found:
        return Line(found[1], WORDS[found[2]], found[3] or "", text)
    for form, outcome in ((BUG, "bug"), (PROBLEM, "invalid")):
        found = form.match(text)
        if found:
            return Line(found[1], outcome, "", text)
    return None


def checked(program, folder):
    """The lines of --check for the folder, the first of each file, and how many of it say nothing known."""
    run = subprocess.run([program, "--check", str(folder)], capture_output=True)
    out, strange = {}, 0
    for text in run.stderr.decode("utf-8", "replace").splitlines():
        line = check_line(text)
        if line:
            out.setdefault(line.path, line)
        elif not re.match(r"^(  |\s*\d+ )", text):
            strange += text.startswith(str(folder))
    return list(out.values()), strange


def read_index(folder):
    """The rows of index.tsv beside the folder, by id; empty: there is none."""
    path = Path(folder).resolve().parent / "index.tsv"
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    names = lines[0].split("\t")
    return {row[0]: dict(zip(names, row)) for row in (line.split("\t") for line in lines[1:])}


def ends_non_root(data):
    users = [one.rest for one in last_chain(data) if one.keyword == "USER"]
    return bool(users) and "$" not in users[-1] and not is_root_user(users[-1])


def placed(line, index):
    row = index.get(Path(line.path).name.split(".")[0], {})
    data = Path(line.path).read_bytes()
    base = repository(row["final_root_base"]) if row.get("final_root_base") else base_of(data)
    root = line.outcome not in ("rootless", "invalid") and not ends_non_root(data)
    return File(line, row.get("stratum", "-"), base, root)


def print_table(title, files, key, most):
    """Counts by outcome, one row a key, the commonest keys first."""
    rows = defaultdict(Counter)
    for one in files:
        rows[key(one)][one.line.outcome] += 1
    print(f"\n{title:32}" + "".join(f"{name.replace('unsafe fix ', ''):>10}" for name in OUTCOMES) + f"{'all':>10}")
    order = sorted(rows.items(), key=lambda row: (-sum(row[1].values()), row[0]))
    rest = sum((counts for _, counts in order[most:]), Counter())
    if rest:
        order = order[:most] + [(f"({len(order) - most} more)", rest)]
    for name, counts in order:
        print(f"{name[:31]:32}" + "".join(f"{counts[one]:10}" for one in OUTCOMES) + f"{sum(counts.values()):10}")


def print_unknown(files):
    print("\nof those that run as root, unknown:")
    counts = defaultdict(Counter)
    for one in files:
        if one.runs_as_root:
            odd = one.stratum.startswith("odd:")
            for name in [one.stratum] + (["odd:…"] if odd else []) + ["all"] + ([] if odd else ["all but odd:…"]):
                counts[name][one.line.outcome == "unknown"] += 1
    for name, row in sorted(counts.items()):
        total = row[True] + row[False]
        print(f"{name:32}{row[True]:7} of {total:5}, {100 * row[True] / total:.1f} %")


def print_reasons(files):
    for outcome in ("unknown", "refused", "unsafe fix offered"):
        reasons = Counter(one.line.reason or "(no reason)" for one in files if one.line.outcome == outcome)
        print(f"\nthe commonest reasons of \"{outcome}\":")
        for reason, count in reasons.most_common(10):
            print(f"{count:7} {reason}")


def sample(files, seed, count):
    """The same files for the same seed and the same folder, whatever is said of them."""
    files = sorted(files, key=lambda one: one.line.path)
    return random.Random(seed).sample(files, min(count, len(files)))


def score_corpus(program, folder, seed, count):
    lines, strange = checked(program, folder)
    if not lines:
        sys.exit(f"{folder}: nothing was said of any file")
    index = read_index(folder)
    files = [placed(line, index) for line in lines]
    print(f"{len(files)} files" + (f", {strange} lines of no known form" if strange else ""))
    print_table("stratum", files, lambda one: one.stratum, 40)
    print_table("base image", files, lambda one: one.base or "(none)", 25)
    print_table("first reason", [one for one in files if one.line.reason], lambda one: one.line.reason, 100)
    print_unknown(files)
    print_reasons(files)
    print(f"\nto read, --seed {seed}:")
    for one in sample(files, seed, count):
        print(one.line.text)
    return strange > 0 or any(one.line.outcome == "bug" for one in files)


def self_test():
    """Every reader and every counter on a small case. Prints "N passed, M failed"."""
    from score_test import CASES
    failed = 0
    for name, test in CASES:
        try:
            test()
        except AssertionError as error:
            failed += 1
            print(f"{name}: {error}")
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return failed > 0


def folder_or(given, default):
    folder = Path(given) if given else default
    if not folder.is_dir():
        sys.exit(f"there is no folder {folder}")
    return folder


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    parser.add_argument("program")
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=10)
    parser.add_argument("--migrations", action="store_true")
    parser.add_argument("--list", metavar="KIND")
    asked = parser.parse_intermixed_args()
    if asked.migrations:
        return migrations.score(asked.program, folder_or(asked.folder, SHARED / "migrations"), asked.list)
    return score_corpus(asked.program, folder_or(asked.folder, SHARED / "corpus/files"), asked.seed, asked.sample)


if __name__ == "__main__":
    sys.exit(main())
