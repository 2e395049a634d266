"""A plain reader of Dockerfiles, written apart from dockerfix's own, that judges what dockerfix made.

usage: plain_check.py PROGRAM FOLDER...   every Dockerfile below the folders (and every "input", as
                                          testdata has them) is fixed in a copy, safe and unsafe,
                                          and compared with the original
It knows no shell grammar and no base image: it asks only what anybody can see. Prints what is wrong,
one line each, then "N passed, M failed"; exits with 1 where something failed.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

DIRECTIVE = re.compile(rb"^\s*#\s*([A-Za-z]+)\s*=\s*(.+?)\s*$")
HEREDOC = re.compile(r"<<-?\s*([\"']?)([A-Za-z_][A-Za-z0-9_.]*)\1")
HEREDOC_KEYWORDS = ("RUN", "COPY", "ADD", "ONBUILD")
CHOWN = re.compile(r"--chown=(\S+)\s+")
MOUNT_OWNER = re.compile(r",(?:uid|gid)=[^,\s]+")
TREES = re.compile(r"( && mkdir -p [^&|;<>()]+)? && chown -R \S+( [^&|;<>()]+)+$")
OUR_COMMANDS = {"addgroup", "adduser", "groupadd", "useradd", "mkdir", "chown", "chmod", "touch"}
SHADOW = re.compile(r"^(dnf|microdnf|tdnf|yum) (install -y shadow(-utils)?|clean all)$")
ROOT_COMMANDS = re.compile(
    r"(?:^|&&|;|\|\||\bthen\b|\bdo\b)\s*(apt-get (?:update|install|upgrade|remove|purge)"
    r"|apt (?:update|install|upgrade)|apk (?:add|del|update|upgrade)|(?:dnf|yum|microdnf|tdnf) install"
    r"|zypper install|useradd|groupadd|adduser|addgroup|usermod|groupmod)\b"
)
NUMBERS = re.compile(r"^\d+(:\d+)?$")
USERS_OF_BASES = set(
    "node nginx www-data app nonroot nobody daemon redis postgres mysql mongodb jovyan elasticsearch "
    "rabbitmq memcache haproxy varnish tomcat jetty solr kafka zookeeper cassandra bun deno default "
    "airflow gradle jenkins ubuntu caddy php ruby vscode circleci sonarqube neo4j rocketchat pptruser "
    "seluser apache http grafana 1000".split()
)


class Instruction:
    def __init__(self, line, text):
        self.line = line
        self.keyword, _, self.rest = text.strip().partition(" ")
        self.keyword = self.keyword.upper()
        self.rest = " ".join(self.rest.split())


def is_text(line):
    """Whether the line goes on with a continued instruction."""
    return line.strip() not in (b"", b"\\") and not line.lstrip().startswith(b"#")


def instructions(data):
    """The instructions of a Dockerfile, continued lines joined, comments and heredocs passed over."""
    escape = b"\\"
    lines = data.replace(b"\r\n", b"\n").split(b"\n")
    for line in lines:
        found = DIRECTIVE.match(line)
        if not found:
            break
        if found.group(1).lower() == b"escape":
            escape = found.group(2)
    out, text, begin, ends = [], "", 0, []
    for number, raw in enumerate(lines, 1):
        line = raw.decode("utf-8", "surrogateescape").replace("\t", " ")
        if ends:
            if line.strip() == ends[0]:
                ends.pop(0)
            continue
        if line.lstrip().startswith("#") or (text and not line.strip()):
            continue
        if not text:
            begin = number
        stripped = line.rstrip()
        more = stripped.endswith(escape.decode())
        text += stripped[:-1] + " " if more else line
        if more and any(is_text(rest) for rest in lines[number:]):
            continue
        if text.strip():
            out.append(Instruction(begin, text))
            if out[-1].keyword in HEREDOC_KEYWORDS:
                ends = [name for _, name in HEREDOC.findall(text)]
        text = ""
    return out


def stages(all_instructions):
    """Lists of instructions, one a stage, with the index of the stage that each is FROM, or None."""
    out, names = [], {}
    for one in all_instructions:
        if one.keyword == "FROM":
            words = [w for w in one.rest.split() if not w.startswith("--")]
            base = words[0].lower() if words else ""
            out.append(([], names.get(base)))
            if len(words) == 3 and words[1].upper() == "AS":
                names[words[2].lower()] = len(out) - 1
        elif out:
            out[-1][0].append(one)
    return out


def chain(all_stages, index):
    below = [] if all_stages[index][1] is None else chain(all_stages, all_stages[index][1])
    return below + all_stages[index][0]


def is_root(user):
    return user.split(":")[0].strip("\"'") in ("root", "0", "")


def plain(one):
    """An instruction without what a fix may add to it."""
    rest = one.rest
    if one.keyword in ("COPY", "ADD"):
        rest = CHOWN.sub("", rest, count=1)
    if one.keyword == "RUN":
        rest = MOUNT_OWNER.sub("", rest)
        rest = re.sub(r"(--mount=\S*(?:target|dst|destination)=)[^,\s]+", r"\1_", rest)
    return one.keyword, rest


def is_added(one):
    """Whether it is of a kind that a fix may add."""
    if one.keyword == "USER":
        return True
    if one.keyword == "ARG":
        return re.match(r"^\w*(UID|GID)=\d+$", one.rest) is not None
    if one.keyword == "ENV":
        return one.rest.startswith("HOME=")
    if one.keyword != "RUN":
        return False
    text = one.rest
    exec_form = re.match(r'^\["/bin/sh", "-c", "(.*)"\]$', text)
    if exec_form:
        text = exec_form.group(1)
    commands = [c.strip() for c in text.split(" && ")]
    return all(c.split()[0] in OUR_COMMANDS or SHADOW.match(c) for c in commands)


def lost(before, after):
    """What is lost, reordered, or neither the file's nor of a kind that a fix adds."""
    old = [plain(one) for one in before if one.keyword != "USER"]
    at = 0
    for one in after:
        if at < len(old) and matches(old[at], one):
            at += 1
        elif not is_added(one):
            return f"line {one.line}: {one.keyword} is neither the file's nor of a kind that a fix adds"
    return f"{' '.join(old[at])[:60]!r} is lost or out of order" if at < len(old) else None


def matches(old, one):
    keyword, rest = plain(one)
    if (keyword, rest) == old:
        return True
    if keyword != "RUN" or old[0] != "RUN" or not rest.startswith(old[1]):
        return False
    return TREES.fullmatch(rest[len(old[1]):]) is not None


def words_above(lines):
    """What a RUN makes is called somewhere: by the command, or by the variable that it uses."""
    text = " ".join(one.rest for one in lines if one.keyword in ("RUN", "ENV", "ARG"))
    return set(re.findall(r"[\w.-]+", text))


def problems(before, after):
    """Everything that anybody can see is wrong with the result."""
    if before == after:
        return
    old, new = instructions(before), instructions(after)
    found = lost(old, new)
    if found:
        yield found
    for comment in re.findall(rb"(?m)^[ \t]*#.*$", before):
        if comment.rstrip(b"\r") not in after:
            yield f"the comment {comment[:40]!r} is lost"
    all_stages = stages(new)
    if not all_stages:
        return
    last = chain(all_stages, len(all_stages) - 1)
    users = [one for one in last if one.keyword == "USER"]
    if users and is_root(users[-1].rest):
        yield f"line {users[-1].line}: it ends as {users[-1].rest}"
    yield from root_commands(last)
    yield from owners(old, last)


def root_commands(last):
    user = None
    for one in last:
        if one.keyword == "USER":
            user = one.rest
        if one.keyword != "RUN" or not user or is_root(user) or "$" in user:
            continue
        if one.rest.startswith("--") and "sudo" in one.rest:
            continue
        found = ROOT_COMMANDS.search(one.rest)
        if found and "sudo" not in one.rest and not one.rest.startswith("["):
            yield f"line {one.line}: {found.group(1)} as {user}"


def owners(old, last):
    had = {owner for one in old for owner in CHOWN.findall(one.rest)}
    had |= {one.rest for one in old if one.keyword == "USER"}
    for number, one in enumerate(last):
        if one.keyword not in ("COPY", "ADD"):
            continue
        for owner in CHOWN.findall(one.rest):
            if owner in had or NUMBERS.match(owner) or owner.startswith("$"):
                continue
            if "--link" in one.rest.split():
                yield f"line {one.line}: --link with the name {owner}"
            name = owner.split(":")[0]
            if name not in USERS_OF_BASES and name not in words_above(last[:number]):
                yield f"line {one.line}: nobody made {name}"


# What it must see, each as a result of SAMPLE, with a word of what it says.
SAMPLE = b"""# syntax=docker/dockerfile:1
FROM debian AS base
RUN apt-get update \\
    && apt-get install -y curl
FROM base
# the code
COPY --link . /app
CMD ["/app/run"]
"""
BROKEN = [
    (b"CMD", b"USER root\nCMD", "ends as root"),
    (b"COPY --link . /app\n", b"USER 1000\n", "neither the file's"),
    (b"CMD [\"/app/run\"]\n", b"USER 1000\n", "is lost"),
    (b"/app/run", b"/app/runs", "neither the file's"),
    (b"# the code\n", b"", "comment"),
    (b"CMD", b"RUN curl x | sh\nUSER 1000\nCMD", "neither the file's"),
    (b"RUN", b"USER 1000\nRUN", "apt-get update as 1000"),
    (b"--link", b"--link --chown=node:node", "--link with the name"),
    (b"--link", b"--chown=nobodys:node --link", "nobody made"),
    (b"install -y curl", b"install -y curl && rm -rf /x", "neither the file's"),
]
SOUND = [
    (b"CMD", b"RUN mkdir -p /d && chown 1:1 /d\nUSER 1:1\nCMD"),
    (b"--link", b"--link --chown=1:1"),
    (b"install -y curl", b"install -y curl \\\n    && chown -R 1:1 /app"),
]


def test_itself():
    for old, new, said in BROKEN:
        seen = list(problems(SAMPLE, SAMPLE.replace(old, new, 1)))
        assert any(said in text for text in seen), (new, said, seen)
    for old, new in SOUND:
        assert not list(problems(SAMPLE, SAMPLE.replace(old, new, 1))), new


def dockerfiles(folder):
    named = re.compile(r"(.*\.)?Dockerfile|input")
    return sorted(path for path in Path(folder).rglob("*") if named.fullmatch(path.name) and path.is_file())


def fixed_copies(program, flags, folder):
    """Each Dockerfile below the folder as it was, and as the program makes it."""
    paths = dockerfiles(folder)
    with tempfile.TemporaryDirectory() as there:
        copies = [Path(there) / str(number) / "Dockerfile" for number in range(len(paths))]
        for path, copy in zip(paths, copies):
            copy.parent.mkdir()
            copy.write_bytes(path.read_bytes())
        subprocess.run([program, "--write", *flags, there], stderr=subprocess.DEVNULL)
        for path, copy in zip(paths, copies):
            yield path, path.read_bytes(), copy.read_bytes()


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    test_itself()
    program, folders = sys.argv[1], sys.argv[2:]
    changed = passed = failed = 0
    for flags in ([], ["--unsafe-fixes"]):
        for folder in folders:
            for path, before, after in fixed_copies(program, flags, folder):
                wrong = list(problems(before, after))
                for text in wrong:
                    print(f"{path.name}{' unsafe' if flags else ''}: {text}")
                changed += before != after
                passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f"{changed} of them were changed")
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or changed == 0


if __name__ == "__main__":
    sys.exit(main())
