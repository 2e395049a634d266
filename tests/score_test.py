"""What score.py, reading.py and migrations.py must read and count, on small files. Run by score.py --self-test."""

import contextlib
import io
import json
import tempfile
from pathlib import Path

import migrations
import reading
import score
from migrations import Answer, Reason
from reading import Reading

BEFORE = """FROM debian:12 AS base
WORKDIR /app
COPY package.json /app/
COPY src /app/src
RUN make build
RUN mkdir -p /app/data
CMD ["/app/run"]
"""
OURS = BEFORE.replace("COPY ", "COPY --chown=10001:10001 ").replace(
    "CMD", "RUN groupadd --gid 10001 app && useradd --uid 10001 --gid app --create-home app \\\n"
    " && chown 10001:10001 /app /app/data\nUSER 10001:10001\nCMD")
AFTER = BEFORE.replace("RUN make", "RUN adduser me\nUSER me\nRUN make")


def same(got, wanted):
    assert got == wanted, f"{got!r}, not {wanted!r}"


def of(text):
    return Reading(text.encode())


def made(lines):
    return of("FROM debian\n" + lines)


def test_lines():
    for text, outcome, reason in (
        ("/x/a:1/Dockerfile: would be fixed: set-user", "fixed", ""),
        ("D:3: unsafe fix offered: a: b. C [toolbox]", "unsafe fix offered", "toolbox"),
        ("D: rootless", "rootless", ""),
        ("D:1: rootless: it drops [drops]", "rootless", "drops"),
        ("D:3: left alone: why [root-home]", "refused", "root-home"),
        ("D:3: unknown, left alone: why [base-unknown]", "unknown", "base-unknown"),
        ("D:2:5: unknown instruction FORM", "invalid", ""),
        ("D: a bug of dockerfix, not of this file, which is as it was: x", "bug", ""),
    ):
        line = score.check_line(text)
        same((line.outcome, line.reason), (outcome, reason))
    same(score.check_line("D:3: left alone: why [root-home]").path, "D")
    same(score.check_line("  RUN x"), None)


def test_counters():
    """Two files that differ in all that is counted, and each count."""
    kinds = [score.Line(f"{n}.Dockerfile", outcome, "why", outcome) for n, outcome in enumerate(score.OUTCOMES)]
    files = [score.File(line, "git-head" if n % 2 else "odd:bom", "node", n < 5) for n, line in enumerate(kinds)]
    out = printed(lambda: (score.print_table("stratum", files, lambda one: one.stratum, 1),
                           score.print_unknown(files), score.print_reasons(files)))
    assert "odd:bom" in out and "(1 more)" in out, out
    assert out.splitlines()[2].split() == ["odd:bom", "1", "0", "1", "0", "1", "0", "1", "4"], out
    assert "odd:bom                               1 of     3, 33.3 %" in out, out
    assert "all but odd:…                         0 of     2, 0.0 %" in out, out
    assert out.count("      1 why") == 3, out


def test_sample():
    files = [score.File(score.Line(str(n), "", "", ""), "", "", True) for n in range(50)]
    same(score.sample(files, 7, 5), score.sample(files[::-1], 7, 5))
    assert score.sample(files, 7, 5) != score.sample(files, 8, 5), "the seed does nothing"
    same(len(score.sample(files, 7, 99)), 50)


def test_places():
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there, "files")
        folder.mkdir()
        path = folder / "ab.Dockerfile"
        path.write_text("FROM Node:20@sha256:1 AS x\nUSER 5\n")
        line = score.Line(str(path), "fixed", "", "")
        same(score.placed(line, score.read_index(folder))[1:], ("-", "node", False))
        Path(there, "index.tsv").write_text("id\tstratum\tfinal_root_base\nab\tgit-head\tdocker.io/library/php:8\n")
        same(score.placed(line, score.read_index(folder))[1:], ("git-head", "php", False))
        path.write_text("FROM a\nUSER 5\nUSER root\n")
        same(score.placed(line, {})[3], True)
        same(score.placed(line._replace(outcome="rootless"), {})[3], False)


def test_bases():
    same(reading.base_of(b"ARG V=3\nFROM a.b:5000/x/y:$V AS one\nFROM one\n"), "a.b:5000/x/y")
    same(reading.base_of(b"FROM x AS x\n"), "x")
    same(reading.base_of(b"FROM $Y\n"), "(a variable)")
    same(reading.base_of(b""), "")


def test_commands():
    said = reading.commands("cd /a && for d in x y; do chown me $d; done; A=1; echo \"a;b\" {p,q}/z", {})
    same(said, [["cd", "/a"], ["chown", "me", "x", "y"], ["echo", "a;b", "p/z", "q/z"]])
    assert reading.commands("echo 'x && chown a b", {}), "a quote that does not end"


def test_modes():
    for mode, who in (("777", ["world"]), ("1777", ["world"]), ("775", ["group"]), ("755", ["run"]), ("644", ["read"]), ("711", []),
                      ("a+w", ["world"]), ("g=u", ["group"]), ("+x", []), ("a+rX", ["read"]), ("u+w", []),
                      ("go-w", [])):
        same(reading.written_by(mode), who)


def test_writes():
    """Who may write, each a file and a path, with what is easily taken for it."""
    user = "USER me\n"
    for lines, path, wanted in (
        ("WORKDIR /a\nCOPY --chown=me . /a\n", "/a", False),
        ("WORKDIR /a\nRUN chown me /a\n", "/a", True),
        ("WORKDIR /a\nRUN chown me /a/*\n", "/a", False),
        ("WORKDIR /a\nRUN chown -R you /a\n", "/a", False),
        ("WORKDIR /a\nRUN chown me /a\n", "/a/new", True),
        ("WORKDIR /a\nRUN chown me /a\nCOPY . .\n", "/a/new", False),
        ("WORKDIR /a\nRUN chown me /a\nCOPY x.json .\n", "/a/new", True),
        ("COPY . /a\nRUN chown -R me /a\n", "/a/b/c", True),
        ("RUN chown -R me /a\nCOPY b /a/b\n", "/a/b", False),
        ("RUN chmod 777 /a\n", "/a", True),
        ("RUN chmod 775 /a\n", "/a", False),
        ("RUN install -d -o me /a\n", "/a", True),
        ("RUN git clone x /a\n", "/a", False),
        ("RUN useradd -m me\n", "/home/me/.cache", True),
        ("RUN useradd me\n", "/home/me", False),
        ("RUN useradd -m me\n", "/usr/local", False),
        ("RUN useradd -m me\n", "/", False),
        ("RUN true\n", "/tmp/x", True),
    ):
        same((lines, reading.can_write(made(lines + user), path)), (lines, wanted))
    assert not reading.can_write(made("RUN chown -R me /a\nUSER root\n"), "/a"), "root is nobody's account"
    assert reading.can_write(made("RUN chown -R node /a\nUSER 1000\n"), "/a"), "node is 1000"
    assert reading.can_write(made("USER me\nWORKDIR /a\n"), "/a"), "WORKDIR below USER"


def test_trees():
    for lines, wanted in (
        ("WORKDIR /a\nRUN chown me /a\n", "whole"),
        ("WORKDIR /a\nRUN chown me /a\nCOPY --chown=me . .\n", "whole"),
        ("WORKDIR /a\nRUN chown me /a\nCOPY . .\n", "no"),
        ("WORKDIR /a\nRUN npm ci\nRUN chown me /a\n", "partly"),
        ("WORKDIR /a\nRUN npm ci && chown -R me /a\n", "whole"),
        ("RUN tar xf a.tgz\nWORKDIR /a\nRUN chown me /a\n", "partly"),
        ("WORKDIR /a\nRUN cd / && tar xf b.tgz\nRUN chown me /a\n", "whole"),
        ("WORKDIR /a\nRUN mkdir b\nRUN chown me /a\n", "no"),
        ("WORKDIR /a\nRUN mkdir b\nRUN chown me /a /a/b\n", "whole"),
        ("WORKDIR /a\n", "no"),
    ):
        same((lines, reading.whole_tree(made(lines + "USER me\n"), "/a")), (lines, wanted))
    same(reading.can_write(made("COPY all /\nUSER me\n"), "/tmp"), True)
    same(reading.can_write(made("COPY all /\nUSER me\n"), "/opt/x"), False)


def test_homes():
    for lines, wanted in (("RUN adduser me\n", True), ("RUN adduser -H me\n", False), ("RUN useradd me\n", False),
                          ("RUN useradd -u 7 -m me\n", True),
                          ("RUN useradd -b /b -M me && mkdir -p /b/me && chown -R me /b\n", True), ("ENV HOME=/root\nRUN adduser me\n", False),
                          ("ENV HOME /tmp\n", True), ("RUN useradd me && install -d -o me /home/me\n", True)):
        same((lines, reading.has_home(made(lines + "USER me\n"))), (lines, wanted))
    same(reading.has_home(made("RUN adduser me\n")), False)


def found(change, start=AFTER):
    return [(one.kind, one.sub) for one in migrations.repairs(of(start), of(change))]


def test_repairs():
    """Each kind of repair, and what is none."""
    same(found(AFTER), [])
    same(found(AFTER.replace("build", "build && chown me /app")), [("ownership", "chown")])
    same(found(AFTER.replace("build", "build && chmod 777 /app")), [("ownership", "chmod")])
    same(found(AFTER.replace("build", "build && chmod a+r /app/src/x")), [("ownership", "readable")])
    same(found(AFTER.replace("build", "build && chmod +x /app/src/x")), [])
    same(found(AFTER.replace("build", "build && chmod 755 /app/src/x")), [])
    same(found(AFTER.replace("build", "build && chmod 755 /app")), [("ownership", "readable")])
    same(found(AFTER.replace("build", "build && chmod 644 /app/src/x"),
               AFTER.replace("build", "build && chmod 755 /app/src/x")), [])
    same(found(AFTER.replace("COPY src", "COPY --chown=me src")), [("ownership", "--chown")])
    same(found(AFTER.replace("CMD", "RUN mkdir /app/new\nCMD")), [("ownership", "mkdir")])
    same(found(AFTER.replace("RUN make", "USER root\nRUN make").replace("CMD", "USER me\nCMD"))[0],
         ("placement", "window"))
    same(found(AFTER.replace("CMD", "RUN a b c\nUSER me\nCMD"), AFTER.replace("CMD", "USER root\nRUN a b c\nUSER me\nCMD")),
         [("placement", "to user")])
    same(found(AFTER.replace("CMD", "ENV HOME=/app\nCMD")), [("home", "ENV HOME")])
    bare = AFTER.replace("adduser me", "adduser -H me")
    same(found(AFTER, bare), [("home", "made")])
    same(found(bare.replace("USER me", "RUN chown me /home/me\nUSER me"), bare), [("home", "given")])
    same(found(AFTER.replace("adduser me", "adduser --uid 7 me")), [("account", "number")])
    same(found(AFTER.replace("adduser me", "useradd -m me")), [("account", "tool")])
    same(found(AFTER.replace("USER me", "USER 7")), [("account", "USER in numbers")])
    tree = AFTER.replace("USER me", "RUN chown -R me /app\nUSER me")
    same(found(tree.replace("COPY ", "COPY --chown=me "), tree), [])


def answer(outcome, text, *reasons):
    return Answer(outcome, list(reasons), text.encode(), of(text))


FIXED = answer("fixed", OURS)
REFUSED = answer("refused", BEFORE, Reason(5, "tree-of-root", "what RUN puts into /app/src"))


def said(change, given, start=AFTER, before=BEFORE):
    last, now = of(start), of(change)
    return [migrations.judge(one, of(before), now, given)[0] for one in migrations.repairs(last, now)]


def test_judgements():
    """Each word, of each judge."""
    own = AFTER.replace("build", "build && chown me PATH")
    same(said(own.replace("PATH", "/app"), FIXED), ["contained"])
    same(said(own.replace("PATH", "/app/src"), FIXED), ["contained"])
    same(said(own.replace("PATH", "/app /app/src"), FIXED), ["contained"])
    same(said(own.replace("PATH", "-R /app"), FIXED), ["partly"])
    same(said(own.replace("PATH", "-R /app"), answer("fixed", OURS.replace("build", "build && chown -R 10001 /app"))),
         ["contained"])
    same(said(own.replace("PATH", "/var/log"), FIXED), ["missed"])
    same(said(own.replace("PATH", "/app /var/log"), FIXED), ["missed"])
    same(said(own.replace("PATH", "/data"), FIXED), ["no compare: the path is not in before"])
    same(said(own.replace("PATH", "/etc/passwd"), FIXED), ["no compare: any number as account (OpenShift)"])
    same(said(own.replace("PATH", "$OTHER"), FIXED), ["no compare: its name is not known"])
    same(said(own.replace("PATH", "/var/log/x").replace("debian", "alpine"), FIXED), ["no compare: another base"])
    group = AFTER.replace("build", "build && chgrp -R 0 /app && chmod -R g=u /app")
    same(said(group, FIXED), ["no compare: any number as account (OpenShift)"])
    for mode in ("1777", "a+rwXt"):
        shared = AFTER.replace("build", f"build && chmod {mode} /app")
        same(said(shared, FIXED), ["no compare: any number as account (OpenShift)"])
    same(said(AFTER.replace("build", "build && chmod 777 /app"), FIXED), ["contained"])
    named = BEFORE.replace("CMD", "ENV SHARED=/opt/x\nCMD")
    elsewhere = own.replace("PATH", "/opt/x").replace("debian", "alpine")
    same(said(elsewhere, FIXED, before=named), ["no compare: another base"])
    same(said(own.replace("PATH", "/opt/x"), FIXED, before=named), ["missed"])
    given = BEFORE.replace("RUN make", "RUN chown -R me /app && make").replace("RUN mkdir -p /app/data\n", "")
    ours = given.replace("CMD", "USER me\nCMD")
    late = own.replace("PATH", "-R /app")
    same(said(late, answer("fixed", ours), before=given), ["contained"])
    same(said(late, answer("fixed", ours), before=given.replace("CMD", "COPY more /app/more\nCMD")), ["partly"])
    sudo = AFTER.replace("make build", "sudo chown me /var/log && make build")
    same(said(sudo, FIXED), ["contained"])
    same(said(sudo, REFUSED), ["left alone"])
    same(said(own.replace("PATH", "/app/src"), REFUSED), ["told"])
    same(said(own.replace("PATH", "/var/log"), REFUSED), ["left alone"])
    offered = answer("offered", BEFORE, Reason(1, "toolbox", "it starts no program"))
    same(said(own.replace("PATH", "/app"), offered), ["missed"])
    copy = AFTER.replace("COPY src", "COPY --chown=me src")
    same(said(copy, FIXED), ["contained"])
    same(said(copy, answer("fixed", OURS.replace("COPY --chown=10001:10001 src", "COPY src"))), ["missed"])
    same(said(copy, FIXED, before=BEFORE.replace("COPY src /app/src", "")), ["no compare: the COPY is not in before"])
    window = AFTER.replace("RUN make", "USER root\nRUN make").replace("RUN mkdir", "USER me\nRUN mkdir")
    same(said(window, FIXED), ["contained"])
    same(said(window, answer("fixed", AFTER)), ["missed"])
    same(said(window, REFUSED), ["told"])
    same(said(window, FIXED, before=BEFORE.replace("make build", "other")), ["no compare: the RUN is not in before"])
    above, below = "FROM debian\nRUN make build\nUSER me\n", "FROM debian\nUSER me\nRUN make build\n"
    same(said(above, answer("rootless", BEFORE), below), ["no compare: it runs as the base image's user"])
    same(said(above, answer("fixed", AFTER), below), ["missed"])
    home = AFTER.replace("CMD", "ENV HOME=/app\nCMD")
    same(said(home, FIXED), ["contained"])
    same(said(home, answer("fixed", OURS.replace("--create-home", "-M"))), ["missed"])
    same(said(home, answer("refused", BEFORE, Reason(1, "root-home", "in /root"))), ["told"])
    number = AFTER.replace("adduser me", "adduser --uid 7 me")
    same(said(number, FIXED), ["contained"])
    same(said(number, answer("fixed", AFTER)), ["missed"])
    tool = AFTER.replace("adduser me", "useradd -m me")
    same(said(tool, FIXED), ["contained"])
    same(said(tool, answer("fixed", AFTER)), ["missed"])


def test_moved_home():
    """What left /root for their account's home is told where we refused since it lies in /root."""
    before = "FROM debian\nWORKDIR /root\nCOPY src /root/src\nRUN make build\n"
    start = before + "RUN adduser me\nUSER me\n"
    moved = ("FROM debian\nRUN adduser me\nUSER me\nWORKDIR /home/me/src\nRUN mkdir /home/me/src/x\n"
             "COPY --chown=me src /home/me/src\nRUN make build\n")
    closed = answer("refused", before, Reason(2, "root-home", "the WORKDIR is /root, which is closed"))
    other = answer("refused", before, Reason(2, "runs-cron", "cron needs root"))
    kinds = [(one.kind, one.sub) for one in migrations.repairs(of(start), of(moved))]
    same(kinds, [("ownership", "mkdir"), ("ownership", "--chown"), ("placement", "to user")])
    same(said(moved, closed, start, before), ["told"] * 3)
    same(said(moved, other, start, before), ["left alone"] * 3)
    same(said(moved, closed, start, before.replace("/root", "/srv")), ["left alone"] * 3)


def test_told():
    """A reason is that very one where it names the path or the line, and not where it names the system's."""
    for message, path, wanted in (("it fills /app/src", "/app", True), ("it fills /app", "/app/x", True),
                                  ("it fills /app.", "/app", True), ("it fills /apps", "/app", False),
                                  ("it is in /var", "/var/log", False), ("read it", "/app", False)):
        told = migrations.told_of_path(answer("offered", "", Reason(3, "tree-of-root", message)), path)
        same((message, told), (message, wanted))
    for kind, message, path, wanted in (("entrypoint-unread", "what /app does", "/app", False),
                                        ("nginx-built", "this nginx", "/var/log/nginx", True),
                                        ("nginx-built", "this nginx", "/var/log", False),
                                        ("serves-tls", "the key", "/a/b.key", True),
                                        ("serves-tls", "the key", "/a/b", False)):
        told = migrations.told_of_path(answer("offered", "", Reason(3, kind, message)), path)
        same((kind, path, told), (kind, path, wanted))


def test_pairs():
    """What comes after a return to root, or with many lines, is not compared; the return is counted once."""
    own = AFTER.replace("build", "build && chown me /app")
    pair = {"before": BEFORE.encode(), "states": [one.encode() for one in (AFTER, own, BEFORE, AFTER, own)],
            "followups": [{"subject": "", "kind": kind, "n_changed": 1}
                          for kind in ("tweak", "unmigrate", "re-migrate", "tweak")]}
    verdicts = list(migrations.judged(pair, FIXED))
    same([(one.kind, one.said) for one in verdicts], [("ownership", "contained"), ("back to root", "fixed"),
                                                     ("ownership", "no compare: after a return to root")])
    pair["followups"][0]["n_changed"] = migrations.MOST_LINES + 1
    same(next(migrations.judged(pair, FIXED)).said, "no compare: more than 60 lines changed")
    same(migrations.share(["contained", "told", "partly", "missed", "left alone", "no compare: x"]), "2 of 5, 40 %")
    same(migrations.share(["no compare: x"]), "0 of 0")


def test_ends():
    pair = {"id": "a", "before": BEFORE.encode(), "followups": [],
            "states": [AFTER.replace("build", "build && chown me /app").encode()]}
    kinds, counts = migrations.compare_ends([pair], {"a": FIXED})
    same(dict(kinds), {("created", "created"): 1})
    same((counts["path", "contained"], counts["run", False, True], counts["home", True, True]), (1, 2, 1))
    same(migrations.compare_ends([pair], {"a": REFUSED})[1]["not fixed"], 1)
    for user, kind in (("7", "number"), ("node", "the image's"), ("$X", "a variable"), ("0:0", "root")):
        same(migrations.account_kind(made(f"USER {user}\n")), kind)


def test_program():
    """Its reports are read: the outcome of the brief one, all reasons of the full one."""
    said_of = ("/t/0123456789/Dockerfile:3: left alone: why [root-home]\n/t/0123456789/Dockerfile:4: left alone: b [odd]\n"
               "/t/aaaaaaaaaa/Dockerfile: would be fixed: set-user\n/t/aaaaaaaaaa/Dockerfile: note: x\n"
               "/t/bbbbbbbbbb/Dockerfile:1:2: no FROM\n/t/cccccccccc/Dockerfile: unknown, left alone: x [y]\n")
    same(migrations.read_outcomes(said_of), {"0123456789": "refused", "aaaaaaaaaa": "fixed", "bbbbbbbbbb": "invalid",
                                             "cccccccccc": "unknown"})
    reasons = migrations.read_reasons(said_of)
    same(reasons["0123456789"], [Reason(3, "root-home", "why"), Reason(4, "odd", "b")])
    same(reasons["aaaaaaaaaa"], [])


def test_doubts():
    doubt = Reason(1, "x", "y")
    same(migrations.with_doubts({"a": FIXED}, {"a": [doubt]})["a"].reasons, [doubt])
    same(migrations.with_doubts({"a": REFUSED}, {"a": REFUSED.reasons})["a"].reasons, REFUSED.reasons)


def test_loading():
    with tempfile.TemporaryDirectory() as there:
        rows = [{"id": "a", "kind": "migrate", "followups": [{}]}, {"id": "b", "kind": "revert", "followups": []}]
        Path(there, "index.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        Path(there, "files/a").mkdir(parents=True)
        for name in ("before", "after", "followup-1"):
            Path(there, "files/a", f"{name}.Dockerfile").write_text(name)
        pairs = migrations.load(there)
        same([(one["id"], one["before"], one["states"]) for one in pairs], [("a", b"before", [b"after", b"followup-1"])])


def printed(action):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        action()
    return out.getvalue()


CASES = [(name, test) for name, test in list(globals().items()) if name.startswith("test_")]
