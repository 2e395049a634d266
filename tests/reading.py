"""What one Dockerfile makes of owners, read plainly: which account runs, and what it may write.

It stands apart from dockerfix's own reading and knows less: no shell grammar (a RUN is split at the
operators, `for … in` over plain words is followed, heredocs are passed over), no base image. What it
cannot see is not there. Instructions and stages come from plain_check.py.

The log of a file is a list of events in order, each a tuple (kind, path, more…):
  make PATH OWNER             mkdir, WORKDIR: a directory, where there was none
  own  PATH TREE OWNER        chown, and what install -d and the like give away; "inside": all but PATH itself
  mode PATH TREE WHO          chmod: "world" or "group" may write it, "read": others may read it, or "run":
                              by a number, others may read and execute or enter it
  copy PATH SOURCES OWNER     COPY and ADD; OWNER None: no --chown
  fill PATH USER NAME         another command that names PATH, or works in it
"""

import json
import re
import shlex
from collections import namedtuple

from plain_check import instructions, stages

# user "": no USER stands above it. below_user: one other than root does.
Run = namedtuple("Run", "text user line cwd below_user")
Copy = namedtuple("Copy", "dest sources owner line")
VARIABLE = re.compile(r"\$(?:(\w+)|\{(\w+)(?::?([-+])([^}]*))?\})")
SYSTEM = set(
    "/ /bin /boot /dev /etc /home /lib /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr "
    "/usr/bin /usr/lib /usr/libexec /usr/local /usr/local/bin /usr/local/etc /usr/local/lib /usr/local/share "
    "/usr/sbin /usr/share /usr/src /var /var/cache /var/lib /var/log /var/run /var/spool /var/tmp "
    "/docker-entrypoint.d".split()
)
# The commands that fill the folder they work in, whatever their words are.
FILLS = set("npm yarn pnpm npx bun bundle composer make cmake cargo go mvn gradle git tar unzip wget curl "
            "touch rake dotnet poetry uv".split())
# The commands that make folders below the one they work in, by names that nobody sees.
UNPACKS = {"tar", "unzip", "git", "mv", "cp"}
# The commands that write nothing where their words point, or whose words are not places.
READS = set("echo test [ [[ set export cat ls grep which id true false cd rm rmdir apt-get apt apk yum dnf "
            "microdnf tdnf zypper useradd adduser groupadd addgroup usermod groupmod find source . if "
            "printf sleep ln update-ca-certificates ldconfig".split())
VALUED = set("-u -g -G -d -h -s -c -b -k -e -f -p -o --uid --gid --home --home-dir --shell --ingroup "
             "--gecos --comment --groups --base-dir --password --skel".split())
# Names and numbers of the accounts that well-known images ship: the same person to the kernel.
SHIPPED = {("node", "1000"), ("nginx", "101"), ("www-data", "33"), ("www-data", "82"), ("nonroot", "65532"),
           ("appuser", "1000"), ("jovyan", "1000"), ("postgres", "999"), ("redis", "999"), ("app", "1654"), ("seluser", "1200")}


def below(path, top):
    return path != top and path.startswith(top.rstrip("/") + "/")


def at_or_below(path, top):
    return path == top or below(path, top)


def absolute(path, cwd):
    path = path if path.startswith("/") else f"{cwd}/{path}"
    parts = []
    for part in path.split("/"):
        if part == "..":
            parts[-1:] = []
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)


def user_part(owner):
    return re.split(r"[:.](?=[\w$])", owner.strip("\"'"), maxsplit=1)[0]


def is_root_user(owner):
    return user_part(owner) in ("root", "0", "")


class Reading:
    def __init__(self, data):
        self.log, self.runs, self.copies, self.users = [], [], [], []
        self.accounts, self.env, self.user, self.cwd, self.home = {}, {}, None, "/", None
        self.places, self.text = set(), data.decode("utf-8", "replace")
        self.any_number = set()  # given to group 0, as OpenShift's accounts have it, or to all as /tmp is
        self.by_sudo = {}  # paths that a RUN of the account gave to it by sudo, with that RUN
        self.chain = last_chain(data)
        self.base = base_of(data)
        for one in self.chain:
            self.read(one)

    def read(self, one):
        reader = READERS.get(one.keyword)
        if reader:
            reader(self, one)

    def expand(self, text):
        def value(found):
            name = found[1] or found[2]
            had = self.env.get(name)
            if found[3] == "+":
                return found[4] if had else ""
            if had:
                return had
            return found[4] if found[3] == "-" else found[0]
        return VARIABLE.sub(value, text)

    def is_root(self):
        return self.user is None or is_root_user(self.user)

    def place(self, path):
        if path not in SYSTEM:
            self.places.add(path)

    def same_person(self, owner, user):
        """Whether a file of `owner` is one that `user` may write as its owner."""
        a, b = user_part(owner), user_part(user)
        if a == b:
            return True
        ids = {(name, made.get("uid")) for name, made in self.accounts.items()} | SHIPPED
        return (a, b) in ids or (b, a) in ids

    def is_mine(self, owner, lenient):
        """Ours is strict: the account that runs. Of people's own files any owner but root counts, since
        names come from images and scripts that nobody sees here."""
        if owner is None or is_root_user(owner):
            return False
        return lenient or (not self.is_root() and self.same_person(owner, self.user))


def last_chain(data):
    all_stages = stages(instructions(data))
    if not all_stages:
        return []
    out, index = [], len(all_stages) - 1
    while index is not None:
        out = all_stages[index][0] + out
        below_it = all_stages[index][1]
        index = below_it if below_it is not None and below_it < index else None
    return out


def base_of(data):
    """The repository that the last chain is FROM in the end, without tag and digest; "" without FROM."""
    every = instructions(data)
    args = dict(one.rest.split("=", 1) for one in every if one.keyword == "ARG" and "=" in one.rest)
    froms = [[w for w in one.rest.split() if not w.startswith("--")] for one in every if one.keyword == "FROM"]
    names, index = {}, len(froms) - 1
    for number, words in enumerate(froms):
        if len(words) == 3:
            names.setdefault(words[2].lower(), number)
    while index >= 0 and froms[index]:
        name = VARIABLE.sub(lambda m: args.get(m[1] or m[2], m[0]).strip("\"'"), froms[index][0])
        earlier = names.get(name.lower())
        if earlier is None or earlier >= index:
            return repository(name)
        index = earlier
    return ""


def repository(image):
    if "$" in image:
        return "(a variable)"
    image = re.sub(r"^(index\.)?(docker\.io|registry\.hub\.docker\.com)/(library/)?", "", image.split("@")[0].lower())
    head, slash, last = image.rpartition("/")
    return head + slash + last.split(":")[0]


def read_user(self, one):
    self.user = self.expand(one.rest).strip("\"'")
    self.users.append(self.user)


def read_workdir(self, one):
    self.cwd = absolute(self.expand(one.rest.strip("\"'")), self.cwd)
    self.log.append(("make", self.cwd, self.user or "root"))
    self.place(self.cwd)


def read_env(self, one):
    pairs = re.findall(r"(\w+)=(\"[^\"]*\"|'[^']*'|[^\s\"']*)", one.rest)
    if one.keyword == "ENV" and not re.match(r"\w+=", one.rest):
        name, _, value = one.rest.partition(" ")
        pairs = [(name, value)]
    for name, value in pairs:
        value = self.expand(value.strip("\"'"))
        if one.keyword == "ENV" or name not in self.env:
            self.env[name] = value
        if name == "HOME" and one.keyword == "ENV":
            self.home = value


def words_of(text):
    """The words of an exec form or of a plain line."""
    if text.lstrip().startswith("["):
        try:
            return [str(word) for word in json.loads(text)]
        except ValueError:
            pass
    return text.split()


def read_copy(self, one):
    flags, rest = re.match(r"((?:--\S+\s+)*)(.*)", one.rest).groups()
    words = [self.expand(word) for word in words_of(rest)]
    if len(words) < 2:
        return
    owner = re.search(r"--chown=(\S+)", flags)
    owner = self.expand(owner[1]) if owner else None
    dest = absolute(words[-1], self.cwd)
    sources = tuple(words[:-1])
    if words[-1].endswith("/") and len(sources) == 1 and is_file_name(sources[0]):
        dest = absolute(sources[0].rsplit("/", 1)[-1], dest)
    self.copies.append(Copy(dest, sources, owner, one.line))
    self.log.append(("copy", dest, sources, owner))
    mode = re.search(r"--chmod=(\S+)", flags)
    if mode:
        self.log += [("mode", dest, True, who) for who in written_by(mode[1])]
    self.place(dest)


def is_file_name(source):
    return re.search(r"\.\w+$", source.rsplit("/", 1)[-1]) is not None and "*" not in source


def read_volume(self, one):
    for word in words_of(one.rest):
        self.place(absolute(self.expand(word.strip("\"'")), self.cwd))


def written_by(mode):
    """Who a chmod gives the right to write, or at least to read."""
    if re.fullmatch(r"[0-7]{3,4}", mode):
        group, other = int(mode[-2]), int(mode[-1])
        if other & 2:
            return ["world"]
        if group & 2:
            return ["group"]
        return [{4: "read", 5: "run"}[other & 5]] if other & 4 else []
    out = []
    for part in mode.split(","):
        who, what = re.match(r"([ugoa]*)(.*)", part).groups()
        if "w" in what.split("-")[0] and ("a" in who or "o" in who):
            out.append("world")
        elif "g" in who and ("w" in what.split("-")[0] or "=u" in what):
            out.append("group")
        elif "r" in what and who != "u" and not what.startswith("-"):
            out.append("read")
    return out


def commands(text, env):
    """The simple commands of a RUN, as lists of words, in order. `for` over plain words is unrolled."""
    try:
        lexer = shlex.shlex(text, posix=True, punctuation_chars=";&|()")
        lexer.whitespace_split, lexer.commenters = True, ""
        tokens = list(lexer)
    except ValueError:
        tokens = re.sub(r"(&&|\|\||;)", r" \1 ", text.replace('"', "").replace("'", "")).split()
    out, now, loops = [], [], {}
    for token in tokens + [";"]:
        if token and not set(token) <= set(";&|()"):
            now.append(token)
            continue
        while now and now[0] in ("do", "then", "else", "{", "}", "!", "sudo", "exec", "time", "command", "if", "done", "fi"):
            now.pop(0)
        if len(now) > 2 and now[0] == "for" and now[2] == "in":
            loops[now[1]] = now[3:]
        elif now:
            while now and re.match(r"^\w+=", now[0]):
                name, _, value = now.pop(0).partition("=")
                if not now:
                    env[name] = value
            out.append([each for word in now for each in unrolled(word, loops)])
        now = []
    return [words for words in out if words]


def unrolled(word, loops):
    for name, values in loops.items():
        if f"${name}" in word or f"${{{name}}}" in word:
            return [word.replace(f"${{{name}}}", value).replace(f"${name}", value) for value in values]
    return braces(word)


def braces(word):
    found = re.match(r"^(.*?)(?<!\$)\{([^{}]*,[^{}]*)\}(.*)$", word)
    if not found:
        return [word]
    return [each for part in found[2].split(",") for each in braces(found[1] + part + found[3])]


def read_run(self, one):
    text = re.sub(r"^(--\S+\s+)*", "", one.rest)
    if text.startswith("["):
        words = words_of(text)
        text = words[2] if len(words) == 3 and words[1] == "-c" else " ".join(words)
    user, cwd = self.user or "root", self.cwd
    self.runs.append(Run(text, self.user or "", one.line, cwd, any(not is_root_user(name) for name in self.users)))
    had, logged = dict(self.env), len(self.log)
    for words in commands(text, self.env):
        words = [each for word in words for each in expanded(self, word)]
        if not words:
            continue
        if words[0] == "cd" and len(words) > 1:
            cwd = absolute(words[1], cwd)
        else:
            read_command(self, words, cwd, user)
    if not is_root_user(user) and re.search(r"\bsudo\b", text):
        self.by_sudo.update({path: self.runs[-1] for kind, path, *_ in self.log[logged:] if kind in ("own", "make")})
    self.env = had


def expanded(self, word):
    """A word with its variables; a value with spaces is taken to be meant as several words."""
    value = self.expand(word)
    return value.split() if "$" in word and value != word else [value]


def read_command(self, words, cwd, user):
    name = words[0].rsplit("/", 1)[-1]
    rest = words[1:]
    plain = [word for word in rest if not word.startswith("-")]
    tree = any(re.match(r"^-\w*R", word) or word == "--recursive" for word in rest)
    if name in ("chown", "chgrp", "chmod"):
        grants(self, name, plain, tree, cwd)
    elif name in ("find", "xargs") and any(verb in rest for verb in ("chown", "chgrp", "chmod")):
        at = next(i for i, word in enumerate(rest) if word in ("chown", "chgrp", "chmod"))
        tops = [word for word in rest[:at] if re.match(r"^[./$]", word)]
        value = [word for word in rest[at + 1:] if not word.startswith("-")][:1]
        grants(self, rest[at], value + tops, True, cwd)
    elif name == "fix-permissions":
        self.log += [("mode", absolute(path, cwd), True, "group") for path in plain]
    elif name in ("mkdir", "install"):
        made_directories(self, name, rest, cwd, user)
    elif name in ("useradd", "adduser"):
        account(self, name, rest)
    elif name not in READS:
        paths = [absolute(word, cwd) for word in plain if word.startswith("/")]
        elsewhere = name == "touch" and all(word.startswith("/") for word in plain)
        if (name in FILLS | UNPACKS or "/" in words[0]) and not elsewhere:
            paths.append(cwd)
        self.log += [("fill", path, user, name) for path in paths]


def is_for_all(mode):
    """a+rwXt, 1777: several accounts shall make files there, each its own."""
    return re.fullmatch(r"1[0-7][0-7][2367]|[ugoa]*\+[rwxX]*w[rwxX]*t", mode) is not None


# "inside" is a fourth member of an event; only can_write has to tell it from the whole folder.
def grants(self, name, plain, tree, cwd):
    for path in plain[1:]:
        if name == "chmod" and is_for_all(plain[0]) and absolute(path, cwd) not in SYSTEM:
            self.any_number.add(absolute(path, cwd))
        inside = ("inside",) if path.endswith("/*") else ()  # what is in the folder, and not the folder
        path = absolute(re.sub(r"/\*+$", "", path), cwd)
        if name == "chmod":
            self.log += [("mode", path, tree or bool(inside), who, *inside) for who in written_by(plain[0])]
        elif name == "chgrp" and plain[0] in ("0", "root"):
            self.any_number.add(path)
        elif name == "chown":
            self.log.append(("own", path, tree or bool(inside), plain[0], *inside))


def made_directories(self, name, rest, cwd, user):
    flags = [word for word in rest if word.startswith("-")]
    if name == "install" and not any(re.match(r"^-\w*d", word) for word in flags):
        return
    values = {rest[i]: rest[i + 1] for i in range(len(rest) - 1) if rest[i] in ("-o", "-g", "-m", "--mode")}
    taken = set(values.values())
    for path in [word for word in rest if not word.startswith("-") and word not in taken]:
        path = absolute(path, cwd)
        self.log.append(("make", path, user))
        self.place(path)
        if "-o" in values:
            self.log.append(("own", path, False, values["-o"]))
        for who in written_by(values.get("-m", values.get("--mode", "755"))):
            self.log.append(("mode", path, False, who))


def account(self, name, rest):
    made, names, words = {"tool": name}, [], list(rest)
    while words:
        word = words.pop(0)
        flag, has_value, value = word.partition("=")
        if not word.startswith("-"):
            names.append(word)
            continue
        if not has_value and flag in VALUED and words:
            value = words.pop(0)
        key = {"-u": "uid", "--uid": "uid", "-d": "home", "-h": "home", "--home": "home",
               "--home-dir": "home", "-g": "group", "--gid": "group", "-G": "groups",
               "--ingroup": "group", "-b": "base", "--base-dir": "base"}.get(flag)
        if key:
            made[key] = value
        if flag in ("-m", "--create-home") or re.match(r"^-[a-zA-Z]*m[a-zA-Z]*$", flag):
            made["makes home"] = True
        if flag in ("-M", "-H", "--no-create-home"):
            made["makes home"] = False
    if not names:
        return
    who = names[-1] if name == "useradd" else names[0]
    made.setdefault("makes home", name == "adduser")
    made.setdefault("home", f"{made.get('base', '/home')}/{who}")
    self.accounts[who] = made
    if made["makes home"]:
        self.log += [("make", made["home"], who)]


READERS = {"USER": read_user, "WORKDIR": read_workdir, "ENV": read_env, "ARG": read_env,
           "COPY": read_copy, "ADD": read_copy, "RUN": read_run, "VOLUME": read_volume}


def is_granted(reading, path, tree, lenient):
    """Whether a chown or chmod names the path, or recursively one above it, for the account."""
    for kind, at, *more in reading.log:
        if kind not in ("own", "mode"):
            continue
        covers = (at == path and (more[0] or not tree)) or (more[0] and below(path, at))
        if covers and gives(reading, kind, more[1], lenient):
            return True
    return False


def gives(reading, kind, who, lenient):
    if kind == "own":
        return reading.is_mine(who, lenient)
    return who == "world" or (who == "group" and lenient)


def can_write(reading, path, lenient=False):
    """Whether the account may write in `path`, or may make it where nothing else did. What is not seen
    to be given is not given; a path in a copied folder is taken to come with the copy."""
    state, firm = None, False
    for kind, at, *more in reading.log:
        if kind == "make" and (at == path or makes_parent(at, path)) and not firm:
            state, firm = reading.is_mine(more[0], lenient), True
        elif kind in ("own", "mode") and ((at == path and "inside" not in more) or (more[0] and below(path, at))):
            if kind == "own" or gives(reading, kind, more[1], lenient):
                state = gives(reading, kind, more[1], lenient)
                firm = firm or at == path
        elif kind == "copy":
            state, firm = after_copy(reading, path, at, more, lenient, state, firm)
        elif kind == "fill" and at == path and not firm and path not in SYSTEM and path != reading.cwd:
            state, firm = reading.is_mine(more[0], lenient), True
    if state is not None:
        return state
    if path in ("/tmp", "/var/tmp", "/dev/shm"):
        return True
    return path != "/" and can_write(reading, path.rsplit("/", 1)[0] or "/", lenient)


def makes_parent(at, path):
    """Whether what makes `at` makes `path` as well; what every image has is there already."""
    return below(at, path) and path not in SYSTEM


def after_copy(reading, path, dest, more, lenient, state, firm):
    sources, owner = more
    mine = reading.is_mine(owner, lenient)
    if path in SYSTEM and below(path, dest):
        return state, firm  # it is there already, and stays as it is
    if dest == path:
        is_file = len(sources) == 1 and is_file_name(sources[0]) and is_file_name(dest)
        return (mine, True) if is_file or not firm else (state, firm)
    if below(path, dest) and not firm and not all(is_file_name(source) for source in sources):
        return mine, False
    if makes_parent(dest, path) and not firm:
        return False, True
    return state, firm


def whole_tree(reading, path, lenient=False):
    """"whole", "partly" or "no": whether the account may write the folder and all that is seen to be in
    it. "partly": all but what a RUN of root puts there, which may or may not be written."""
    if not can_write(reading, path, lenient):
        return "no"
    filled = False
    for number, (kind, at, *more) in enumerate(reading.log):
        inside = at_or_below(at, path) or (kind == "copy" and below(path, at))
        inside = inside or (kind == "fill" and more[1] in UNPACKS and is_unpacked(reading, number, at, path))
        alone = kind == "make" or (kind == "copy" and is_file_name(at))
        if not inside or given_later(reading, number, max(at, path, key=len), not alone, lenient):
            continue
        if kind == "copy" and not reading.is_mine(more[1], lenient):
            return "no"
        if kind == "make" and not can_write(reading, at, lenient):
            return "no"
        if kind == "fill" and is_root_user(more[0]):
            filled = True
    return "partly" if filled else "whole"


def is_unpacked(reading, number, folder, path):
    """Whether what is unpacked in the folder may be what makes the path: nothing made it before."""
    made = any(e[0] in ("make", "copy") and e[1] == path for e in reading.log[:number])
    return below(path, folder) and path not in SYSTEM and not made


def given_later(reading, number, path, tree, lenient):
    """Whether a chown or chmod below that event gives the path to the account; with `tree`, all of it."""
    for kind, at, *more in reading.log[number + 1:]:
        if kind in ("own", "mode") and gives(reading, kind, more[1], lenient):
            if (at == path and (more[0] or not tree)) or (more[0] and below(path, at)):
                return True
    return False


def has_home(reading):
    """Whether the account is seen to have a home that is its own: made with it, or given by ENV HOME."""
    if reading.is_root():
        return False
    if reading.home is not None:
        return not at_or_below(reading.home, "/root") and can_write(reading, reading.home)
    who = user_part(reading.user)
    for name, made in reading.accounts.items():
        if name == who or made.get("uid") == who:
            return made["makes home"] or can_write(reading, made["home"])
    return False
