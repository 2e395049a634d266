"""What people had to repair after they made a Dockerfile non-root, and whether dockerfix's first answer
has it already. Called by score.py --migrations; Dockerfiles are read by reading.py.

For each pair of kind `migrate` the Dockerfile from before is fixed, alone in a folder, once as it is
(tier "safe only") and once with --unsafe-fixes. The states after it (after, followup-1, …) are read one
by one, and what a state has that the one before it had not is a repair:
  ownership    a path that the account may now write: by chown, chmod (write, or read where it was not
               just execution), mkdir as the account, or --chown on a COPY that was there without it
  placement    a RUN that was under USER and now runs as root (`window`), or the other way (`to user`)
  home         ENV HOME, a home made with the account, or the home given to it
  account      the command that makes the account got a number, a home, another tool; USER got a number
  back to root the migration was taken back
Repairs of one follow-up and one kind are one repair, which holds if each part of it holds.

What is said of a repair:
  contained    our result has it: we may write the path there, by can_write or whole_tree, which are
               strict; the RUN runs as root, or as the account; the account has a home or number
  told         not contained, but we refused, doubted or offered for that very reason: one of OF_OWNERS that
               names the path, one above or below it, or the line of the COPY; one of OF_PROGRAMS whose
               program the path is named after; one of OF_RUNS at the line of the RUN; for a home, that
               something lies in /root; that /root is closed, for what moved from there to their home. The explanations of fixes and the notes do not count. With
               --unsafe-fixes the doubts that were there without it were still said.
               also what `before` gave away already, as it stands in ours; and what a RUN of theirs gave itself
               by sudo, where ours runs as root
  partly       all but what a RUN of root puts into the tree, for those that gave a whole tree away: not
               contained, given apart
  left alone   missed, since we refused the file or do not know it, for another reason
  missed       none of these
  no compare   never a hit and never a miss: what it speaks of is not in `before` (a path that neither it
               nor a folder above it is a place of `before`, nor named in its text; a new COPY or RUN), the
               base became another, more than MOST_LINES lines of the file changed, it came after a return
               to root, it gives group 0 a path by chgrp or an /etc/passwd, or makes it one for all as
               /tmp is (any number as account), a RUN stands above the first USER below a base that we
               know to run as an account, or it only adds an x, which root needs as well.
The home of the account that they made stands for the home of ours. Bar: contained and told among all
that can be compared, of ownership and placement.
"""

import json
import re
import subprocess
import tempfile
from collections import Counter, defaultdict, namedtuple
from pathlib import Path

from reading import (Reading, SYSTEM, at_or_below, below, can_write, has_home, is_granted, is_root_user,
                     user_part, whole_tree)

MOST_LINES = 60
COMMON = set("api app bin cache conf config data db etc home lib log logs public run src ssl storage tmp user "
             "www".split())
BAR = 70
TIERS = ("safe only", "with unsafe")
Reason = namedtuple("Reason", "line kind message")
Answer = namedtuple("Answer", "outcome reasons text reading")
Repair = namedtuple("Repair", "kind sub parts")  # parts: what each function of JUDGES is asked
Verdict = namedtuple("Verdict", "pair followup subject kind sub what said")
REASON = re.compile(r"^(?:.*/)?([0-9a-f]{10})/Dockerfile(?::(\d+))?: (?:unsafe fix offered|rootless|left alone|"
                    r"unknown, left alone): (.*) \[([\w-]+)\]$")
OUTCOME = re.compile(r"^(?:.*/)?([0-9a-f]{10})/Dockerfile[:\d]*: (would be fixed|unsafe fix offered|rootless|"
                     r"left alone|unknown, left alone|\S.*)$")
OUTCOMES = {"would be fixed": "fixed", "unsafe fix offered": "offered", "rootless": "rootless",
            "left alone": "refused", "unknown, left alone": "unknown"}


def answers(program, pairs, flags):
    """What the program makes of each `before`, by the pair's id."""
    with tempfile.TemporaryDirectory() as there:
        for pair in pairs:
            folder = Path(there, pair["id"])
            folder.mkdir()
            (folder / "Dockerfile").write_bytes(pair["before"])
        brief = subprocess.run([program, "--check", *flags, there], capture_output=True)
        full = subprocess.run([program, "--check", "--show-fixes", *flags, there], capture_output=True)
        subprocess.run([program, "--write", *flags, there], capture_output=True)
        outcomes = read_outcomes(brief.stderr.decode("utf-8", "replace"))
        reasons = read_reasons(full.stderr.decode("utf-8", "replace"))
        out = {}
        for pair in pairs:
            text = Path(there, pair["id"], "Dockerfile").read_bytes()
            out[pair["id"]] = Answer(outcomes.get(pair["id"], "invalid"), reasons[pair["id"]], text, Reading(text))
        return out


def read_outcomes(text):
    out = {}
    for line in text.splitlines():
        found = OUTCOME.match(line)
        if found and found[1] not in out:
            said = next((name for name in sorted(OUTCOMES, key=len) if re.match(rf"{name}(:|$)", found[2])), None)
            out[found[1]] = OUTCOMES.get(said, "bug" if "a bug of dockerfix" in line else "invalid")
    return out


def read_reasons(text):
    out = defaultdict(list)
    for line in text.splitlines():
        found = REASON.match(line)
        if found:
            out[found[1]].append(Reason(int(found[2] or 0), found[4], found[3]))
    return out


# What a state has that the one before it had not.


def home_of(reading):
    """The home below /home of the account that runs, where the file makes that account or names it so."""
    who = user_part(reading.user or "")
    for name, made in reading.accounts.items():
        if name == who or made.get("uid") == who:
            return made["home"] if made["home"].startswith("/home/") else None
    return f"/home/{who}" if who and not who.isdigit() and "$" not in who else None


def repairs(last, now):
    """The repairs that `now` has over `last`, both non-root."""
    found = owned_paths(last, now) + owned_copies(last, now)
    found += moved_runs(last, now) + homes(last, now) + accounts(last, now)
    merged = defaultdict(list)
    for kind, sub, part in found:
        if part not in merged[kind, sub]:
            merged[kind, sub].append(part)
    return [Repair(kind, sub, parts) for (kind, sub), parts in merged.items()]


def owned_paths(last, now):
    out = []
    for kind, path, *more in now.log:
        if kind == "make":
            new = not any(e[:2] == ("make", path) for e in last.log) and not is_granted(last, path, False, True)
            if new and not is_root_user(more[0]) and path != home_of(now) and "$" not in more[0]:
                out.append(("ownership", "mkdir", (path, False)))
        elif kind == "own" and now.is_mine(more[1], True) or kind == "mode" and more[1] in ("world", "group"):
            if is_new_grant(last, now, path, more[0]):
                home = path == home_of(now)
                out.append(("home" if home else "ownership", "given" if home else
                            "chown" if kind == "own" else "chmod", (path, more[0])))
        elif kind == "mode" and is_newly_readable(last, now, path, more[1]):
            out.append(("ownership", "readable", (path, False)))
    return out


def is_newly_readable(last, now, path, who):
    """A number that lets others execute opens a folder; of a file it may be all that is meant."""
    readable = any(e[0] == "mode" and e[1] == path and e[3] in ("read", "run") for e in last.log)
    folder = any(below(e[1], path) for e in now.log)
    given = is_granted(last, path, False, True) or is_granted(now, path, False, True)
    return not readable and (who == "read" or folder) and not given


def is_new_grant(last, now, path, tree):
    if tree:
        order = ("no", "partly", "whole")
        more = order.index(whole_tree(now, path, True)) > order.index(whole_tree(last, path, True))
        return more or (not is_granted(last, path, True, True) and whole_tree(last, path, True) != "whole")
    known = any(at_or_below(e[1], path) for e in last.log if e[0] in ("make", "copy"))
    return not is_granted(last, path, False, True) and not (known and can_write(last, path, True))


def same_copies(copy, others):
    """The COPYs of the others that are this one: by what and where, else by what, else by where."""
    for key in (lambda one: one[:2], lambda one: one.sources, lambda one: one.dest):
        found = [one for one in others if key(one) == key(copy)]
        if found:
            return found
    return []


def owned_copies(last, now):
    out = []
    for copy in now.copies:
        before = same_copies(copy, last.copies)
        if not now.is_mine(copy.owner, True) or any(last.is_mine(one.owner, True) for one in before):
            continue
        if not is_granted(last, copy.dest, True, True):
            out.append(("ownership", "--chown", copy))
    return out


def likeness(run, other):
    """1 where one has all words of the other, which people add to; else the share of words in common."""
    words, theirs = set(run.text.split()), set(other.text.split())
    if len(min(words, theirs, key=len)) > 1 and (words <= theirs or theirs <= words):
        return 1
    return len(words & theirs) / max(1, len(words | theirs))


def same_run(run, others):
    """The RUN of the others that is this one, perhaps with other versions in it; None: there is none."""
    exact = next((other for other in others if other.text == run.text), None)
    best = exact or max(others, key=lambda other: likeness(run, other), default=None)
    return best if best and likeness(run, best) >= 0.5 else None


def moved_runs(last, now):
    out = []
    for run in now.runs:
        was = same_run(run, last.runs)
        if was and is_root_user(was.user) != is_root_user(run.user):
            out.append(("placement", "window" if is_root_user(run.user) else "to user", run))
        elif not was and run.below_user and is_root_user(run.user):
            out.append(("placement", "window", run))
    return out


def homes(last, now):
    out = []
    if now.home and not last.home:
        out.append(("home", "ENV HOME", now.home))
    mine = {name for name in now.accounts if name == user_part(now.user) or now.accounts[name].get("uid") == now.user}
    for name in mine & set(last.accounts):
        if now.accounts[name]["makes home"] and not last.accounts[name]["makes home"]:
            out.append(("home", "made", now.accounts[name]["home"]))
    return out


def accounts(last, now):
    out = []
    for name in set(now.accounts) & set(last.accounts):
        was, made = last.accounts[name], now.accounts[name]
        if made.get("uid") and not was.get("uid"):
            out.append(("account", "number", name))
        if made["tool"] != was["tool"]:
            out.append(("account", "tool", made["tool"]))
    if user_part(now.user).isdigit() and re.match(r"[A-Za-z_]", user_part(last.user)):
        out.append(("account", "USER in numbers", now.user))
    return out


# What is said of each part of a repair: a word of the docstring, or "no compare: why".


def comparable_path(path, before, now):
    """Why the path cannot be compared with `before`; empty: it can."""
    if "$" in path and path not in before.expand(before.text):
        return "its name is not known"
    if path in ("/etc/passwd", "/etc/group") or path in now.any_number:
        return "any number as account (OpenShift)"
    home = home_of(now)
    if home and at_or_below(path, home):
        return ""
    places = before.places
    if any(at_or_below(path, place) or below(place, path) for place in places) and path not in SYSTEM:
        return ""
    if before.base != now.base:
        return "another base"
    text = before.expand(before.text)
    if re.search(r"(?<![\w.}-])" + re.escape(path) + r"(?![\w.-])", text) and path not in SYSTEM:
        return ""
    return "" if path in SYSTEM or is_named(path, text) else "the path is not in before"


def is_named(path, text):
    """Whether the first part of the path below the folders that every system has is a word of the file:
    nginx in /var/log/nginx, but not data in /data/x, which would be any word."""
    parts = path.split("/")
    first = next((part for at, part in enumerate(parts) if at and "/".join(parts[:at + 1]) not in SYSTEM), "")
    return len(parts) > 2 and first not in COMMON and re.search(rf"\b{re.escape(first)}\b", text) is not None


# The reasons that say who owns a place, or that it cannot be written or read. What a script does, what
# is mounted, what the image is for is said of the same paths, and is another reason.
OF_OWNERS = set("root-home root-home-filled tree-of-root no-run-to-own keeps-elsewhere entrypoint-writes "
                "settings-unread package-settings runs-s6 toolbox".split())
# Those that say that the places of a program are not known, and name the program.
OF_PROGRAMS = {"nginx-built", "packaged-server", "packaged-php-fpm"}
KEYS = re.compile(r"\.(key|crt|pem)$")


def told_of_path(answer, path, lines=()):
    return any(tells_of_path(reason, path, lines) for reason in answer.reasons)


def tells_of_path(reason, path, lines):
    if reason.kind == "serves-tls":
        return KEYS.search(path) is not None
    if reason.kind in OF_PROGRAMS:
        return any(re.search(rf"\b{re.escape(part)}\b", reason.message) for part in path.split("/") if len(part) > 2)
    text = reason.message
    if reason.kind == "entrypoint-unread":  # what comes before names the script, not what it writes
        text = text.partition("it could not change")[2]
    elif reason.kind not in OF_OWNERS:
        return False
    elif reason.line and reason.line in lines:
        return True
    named = [word.rstrip("./") for word in re.findall(r"/[\w./@-]+", text)]
    return any(word == path or (word not in SYSTEM | {""} and (at_or_below(path, word) or below(word, path)))
               for word in named)


def tells_of_root_home(answer):
    """Whether we refused since what the program needs lies in /root: it is to be moved out."""
    return answer.outcome == "refused" and any(reason.kind == "root-home" for reason in answer.reasons)


def is_moved_home(path, before, now, answer):
    """Whether it is in their account's home now, and `before` worked in /root or copied to it."""
    home = home_of(now)
    places = [before.cwd] + [copy.dest for copy in before.copies]
    from_root = any(at_or_below(place, "/root") for place in places)
    return bool(home) and at_or_below(path, home) and from_root and tells_of_root_home(answer)


def our_path(path, now, ours):
    """Their path in our file: below our account's home where it is below that of theirs."""
    theirs, own = home_of(now), home_of(ours)
    if theirs and own and at_or_below(path, theirs):
        return own + path[len(theirs):]
    return path


def judge_path(part, before, now, answer):
    path, tree = part
    why = comparable_path(path, before, now)
    if why:
        return "no compare: " + why
    said = "missed"
    if answer.outcome == "fixed" and not answer.reading.is_root():
        at = our_path(path, now, answer.reading)
        if not tree:
            said = "contained" if can_write(answer.reading, at) else "missed"
        else:
            said = {"whole": "contained", "partly": "partly", "no": "missed"}[whole_tree(answer.reading, at)]
            if said == "partly" and is_given_before(before, at, answer.reading):
                said = "contained"
        if said != "contained" and path in now.by_sudo:
            said = judge_sudo(now.by_sudo[path], before, answer) or said
    told = told_of_path(answer, path) or is_moved_home(path, before, now, answer)
    return "told" if said != "contained" and told else said


def is_given_before(before, path, ours):
    """Whether `before` gives the tree to our account already, below all that is copied into it."""
    given = [number for number, (kind, at, *more) in enumerate(before.log)
             if kind == "own" and at == path and more[0] and ours.is_mine(more[1], False)]
    return bool(given) and not any(kind == "copy" and at_or_below(at, path) for kind, at, *_ in before.log[given[-1]:])


def judge_sudo(run, before, answer):
    """Theirs had to be given what its RUN fills; ours fills it as root."""
    there = same_run(run, before.runs)
    ours = there and same_run(there, answer.reading.runs)
    fixed = answer.outcome == "fixed" and not answer.reading.is_root()
    return "contained" if fixed and ours and is_root_user(ours.user) else ""


def judge_copy(part, before, now, answer):
    there = same_copies(part, before.copies)
    if not there:
        return "no compare: the COPY is not in before"
    ours = [copy for one in there for copy in same_copies(one, answer.reading.copies)]
    reading = answer.reading
    if ours and all(reading.is_mine(c.owner, False) or is_granted(reading, c.dest, True, False) for c in ours):
        return "contained"
    told = told_of_path(answer, part.dest, [copy.line for copy in there])
    return "told" if told or is_moved_home(part.dest, before, now, answer) else "missed"


# The reasons that say that a RUN needs root, or must not be root's.
OF_RUNS = {"uses-sudo", "root-home", "root-home-filled", "tree-of-root", "runs-root-command"}


def judge_run(part, before, now, answer):
    there = same_run(part, before.runs)
    if not there:
        return "no compare: the RUN is not in before"
    if not part.user and answer.outcome == "rootless":
        return "no compare: it runs as the base image's user"
    ours = same_run(there, answer.reading.runs)
    if answer.outcome == "fixed" and not answer.reading.is_root() and ours:
        root = is_root_user(ours.user)
        if root == is_root_user(part.user):
            return "contained"
        if root and ours.cwd not in SYSTEM and whole_tree(answer.reading, ours.cwd) == "whole":
            return "contained"
    told = any(reason.line == there.line and reason.kind in OF_RUNS for reason in answer.reasons)
    in_root = at_or_below(there.cwd, "/root") or re.search(r"/root\b", there.text)
    moved = in_root and not is_root_user(part.user) and tells_of_root_home(answer)
    return "told" if told or moved else "missed"


def judge_home(part, before, now, answer):
    if has_home(answer.reading):
        return "contained"
    told = any(reason.kind in ("root-home", "root-home-filled", "corepack-home") for reason in answer.reasons)
    return "told" if told else "missed"


def judge_account(part, before, now, answer):
    """We make the account with a number and by the tool of the family, or take one that is there."""
    ours = answer.reading
    if answer.outcome != "fixed" or ours.is_root():
        return "missed"
    return "contained" if user_part(ours.user).isdigit() else "missed"


def judge_tool(part, before, now, answer):
    """Another tool: contained where our account is made with it, or none had to be made."""
    ours = answer.reading
    if answer.outcome != "fixed" or ours.is_root():
        return "missed"
    made = {one["tool"] for name, one in ours.accounts.items() if name not in before.accounts}
    return "contained" if not made or part in made else "missed"


JUDGES = {"window": judge_run, "to user": judge_run, "--chown": judge_copy, "tool": judge_tool,
          "ENV HOME": judge_home, "made": judge_home, "given": judge_home,
          "number": judge_account, "USER in numbers": judge_account}


def judge(repair, before, now, answer):
    """One word for all parts: the worst of those that can be compared."""
    judge_part = JUDGES.get(repair.sub, judge_path)
    said = [(judge_part(part, before, now, answer), part) for part in repair.parts]
    compared = [(without_answer(word, answer), part) for word, part in said if not word.startswith("no compare")]
    if not compared:
        return said[0][0], []
    worst = max((one[0] for one in compared), key=["contained", "told", "partly", "left alone", "missed"].index)
    return worst, [part for word, part in compared if word == worst]


def without_answer(word, answer):
    return "left alone" if word == "missed" and answer.outcome in ("refused", "unknown", "invalid", "bug") else word


# All pairs.


def load(folder):
    """The pairs of kind migrate, each with its states as readings."""
    out = []
    for line in Path(folder, "index.jsonl").read_text().splitlines():
        pair = json.loads(line)
        if pair["kind"] != "migrate":
            continue
        there = Path(folder, "files", pair["id"])
        pair["before"] = (there / "before.Dockerfile").read_bytes()
        names = ["after"] + [f"followup-{n}" for n in range(1, len(pair["followups"]) + 1)]
        pair["states"] = [(there / f"{name}.Dockerfile").read_bytes() for name in names]
        out.append(pair)
    return out


def judged(pair, answer):
    """Every repair of the pair with what is said of it."""
    before = Reading(pair["before"])
    states = [Reading(text) for text in pair["states"]]
    back = False
    for number, followup in enumerate(pair["followups"], 1):
        last, now = states[number - 1], states[number]
        mine = (pair, number, followup["subject"])
        if followup["kind"] == "unmigrate" or now.is_root():
            if not back:
                yield Verdict(*mine, "back to root", "back to root", [], back_to_root(answer))
            back = True
            continue
        for repair in repairs(last, now) if not last.is_root() else []:
            if back:
                said, parts = "no compare: after a return to root", []
            elif followup["n_changed"] > MOST_LINES:
                said, parts = f"no compare: more than {MOST_LINES} lines changed", []
            else:
                said, parts = judge(repair, before, now, answer)
            yield Verdict(*mine, repair.kind, repair.sub, parts or repair.parts, said)


def back_to_root(answer):
    return answer.outcome + (f" ({answer.reasons[0].kind})" if answer.reasons else "")


def final_state(pair):
    """The last state before a return to root, which is what they ended up with."""
    best = pair["states"][0]
    for text, followup in zip(pair["states"][1:], pair["followups"]):
        if followup["kind"] == "unmigrate":
            break
        best = text
    return Reading(best)


def account_kind(reading, before=None):
    if reading.is_root():
        return "root"
    who = user_part(reading.user)
    made = [name for name, one in reading.accounts.items() if who in (name, one.get("uid"))]
    if made:
        return "created"
    if "$" in who:
        return "a variable"
    return "number" if who.isdigit() else "the image's"


def compare_ends(pairs, answered):
    """Our first answer beside what they ended up with: accounts, paths that are given, RUNs of root."""
    kinds, counts = Counter(), Counter()
    for pair in pairs:
        end, before, answer = final_state(pair), Reading(pair["before"]), answered[pair["id"]]
        if answer.outcome != "fixed" or answer.reading.is_root():
            counts["not fixed"] += 1
            continue
        kinds[account_kind(end), account_kind(answer.reading)] += 1
        seen = set()
        for kind, path, *more in end.log:
            if kind == "own" and end.is_mine(more[1], True) and (path, more[0]) not in seen:
                seen.add((path, more[0]))
                counts["path", judge_path((path, more[0]), before, end, answer).split(":")[0]] += 1
        for run in end.runs:
            there = same_run(run, before.runs)
            ours = there and same_run(there, answer.reading.runs)
            if ours:
                counts["run", is_root_user(run.user), is_root_user(ours.user)] += 1
        counts["home", has_home(end), has_home(answer.reading)] += 1
    return kinds, counts


def share(words):
    """"12 of 20, 60 %", of the words that can be compared."""
    compared = [word for word in words if not word.startswith("no compare")]
    hits = sum(word in ("contained", "told") for word in compared)
    return f"{hits} of {len(compared)}" + (f", {100 * hits / len(compared):.0f} %" if compared else "")


def print_tier(tier, verdicts, pairs, answered):
    print(f"\n== {tier} ==")
    print("first answers:", ", ".join(f"{n} {name}" for name, n in
                                      Counter(one.outcome for one in answered.values()).most_common()))
    rows = defaultdict(Counter)
    for one in verdicts:
        if one.kind != "back to root":
            rows[one.kind, one.sub][one.said.split(":")[0]] += 1
    heads = ("contained", "told", "partly", "left alone", "missed", "no compare")
    print(f"{'repair':28}" + "".join(f"{head:>12}" for head in heads))
    for (kind, sub), row in sorted(rows.items()):
        print(f"{kind + ', ' + sub:28}" + "".join(f"{row[head]:12}" for head in heads))
    barred = [one for one in verdicts if one.kind in ("ownership", "placement")]
    for kind in ("ownership", "placement", "home", "account"):
        print(f"{kind}: {share([one.said for one in verdicts if one.kind == kind])} contained or told")
    print(f"ownership and placement: {share([one.said for one in barred])} contained or told (the bar: {BAR} %)")
    whole = [one.said if one.said != "partly" else "contained" for one in barred]
    print(f"  with those that lack only what a RUN of root puts there: {share(whole)}")
    fixed = [one.said for one in barred if answered[one.pair["id"]].outcome == "fixed"]
    print(f"  where we gave a fix: {share(fixed)}")
    spoken = [one.said for one in barred if one.pair["followups"][one.followup - 1]["permission_subject"]]
    print(f"  where the commit itself speaks of permissions or users: {share(spoken)}")
    by_repo = defaultdict(list)
    for one in barred:
        if not one.said.startswith("no compare"):
            by_repo[one.pair["repo"]].append(one.said in ("contained", "told"))
    if by_repo:
        mean = sum(sum(hits) / len(hits) for hits in by_repo.values()) / len(by_repo)
        print(f"  each of the {len(by_repo)} repositories counting the same: {100 * mean:.0f} %")
    print("back to root:", ", ".join(f"{n} {name}" for name, n in Counter(
        one.said for one in verdicts if one.kind == "back to root").most_common()) or "none")
    print_ends(pairs, answered)


def print_ends(pairs, answered):
    kinds, counts = compare_ends(pairs, answered)
    print("account (theirs in the end / ours):", ", ".join(f"{a} / {b} {n}" for (a, b), n in kinds.most_common()))
    paths = {word: n for (head, word, *_), n in ((k, n) for k, n in counts.items() if k[0] == "path")}
    print("paths that they gave away in the end, where we gave a fix:",
          ", ".join(f"{word} {n}" for word, n in sorted(paths.items())))
    for head, yes, no in (("run", "root", "the account"), ("home", "a home", "none")):
        cells = [f"{yes if a else no} / {yes if b else no} {counts[head, a, b]}" for a in (True, False) for b in (True, False)]
        print(f"{head} (theirs in the end / ours):", ", ".join(cells))


def print_why_not(verdicts):
    whys = Counter(one.said for one in verdicts if one.said.startswith("no compare"))
    print("\nnot compared:")
    for why, n in whys.most_common():
        print(f"{n:7} {why[12:]}")


def shown(part):
    if isinstance(part, tuple) and hasattr(part, "dest"):
        return f"COPY {' '.join(part.sources)} {part.dest}"
    if isinstance(part, tuple) and hasattr(part, "text"):
        return f"RUN {part.text[:70]}"
    return part[0] + ("/**" if part[1] else "") if isinstance(part, tuple) else str(part)


def print_list(verdicts, answered, wanted):
    for one in verdicts:
        missed = one.said in ("missed", "left alone", "partly")
        if wanted in (one.kind, one.sub, one.said, one.said.split(":")[0]) and (missed or wanted not in (one.kind, one.sub)):
            answer = answered[one.pair["id"]]
            print(f"{one.pair['id']} {one.followup} {one.pair['repo']} {one.pair['path']}: {one.kind}, {one.sub}: {one.said}: "
                  f"{'; '.join(shown(part) for part in one.what)} | we: {back_to_root(answer)}, "
                  f"USER {answer.reading.user} | {one.subject[:60]}")


def print_misses(verdicts, answered):
    for kind in ("ownership", "placement", "home", "account"):
        print(f"\nmissed: {kind}")
        print_list(verdicts, answered, kind)


def with_doubts(answered, doubts):
    """Answers to --unsafe-fixes, with what was said before it was asked for."""
    return {name: one._replace(reasons=one.reasons + [reason for reason in doubts.get(name, []) if reason not in
                                                      one.reasons]) for name, one in answered.items()}


def score(program, folder, wanted=None):
    """Prints everything; with `wanted` only the list of that kind, sub-kind, or word."""
    pairs, doubts = load(folder), {}
    for tier, flags in zip(TIERS, ([], ["--unsafe-fixes"])):
        answered = with_doubts(answers(program, pairs, flags), doubts)
        doubts = {name: one.reasons for name, one in answered.items()}
        verdicts = [one for pair in pairs for one in judged(pair, answered[pair["id"]])]
        if not wanted:
            print_tier(tier, verdicts, pairs, answered)
    if wanted:
        print_list(verdicts, answered, wanted)
    else:
        print_why_not(verdicts)
        print_misses(verdicts, answered)
