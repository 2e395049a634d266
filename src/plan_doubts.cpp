// What makes a fix unsafe: one function a reason.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"

namespace dockerfix {
namespace {

std::optional<Reason> unread_entrypoint(const Look& look) {
  for (std::size_t i = 0; i < look.launch.programs.size(); ++i) {
    if (look.launch.programs[i].runs != Runs::unknown) continue;
    const std::size_t item = look.launch.item();
    return Reason{"entrypoint-unread", look.line(item), look.launch.programs[i].because,
                  "read it: if it changes owners or users it needs root; else give --unsafe-fixes"};
  }
  if (look.launch.understood) return std::nullopt;
  return Reason{"entrypoint-unread", look.line(look.launch.item()),
                "what it starts is a text that dockerfix cannot read",
                "give --unsafe-fixes if it works without root"};
}

// `ONBUILD RUN` of a stage that this one is FROM runs here, as root, and is not read.
std::optional<Reason> onbuild_of_a_stage(const Look& look) {
  std::size_t found = no_item;
  each_item(look, [&](std::size_t i) {
    const bool above = i < look.facts.stages[look.stage].from;
    if (look.doc.items[i].keyword == Keyword::onbuild && above) found = i;
  });
  if (found == no_item) return std::nullopt;
  return Reason{"base-onbuild", look.line(found),
                "what this ONBUILD makes in the stage that is FROM it stays root's",
                "write it into that stage, or give --unsafe-fixes"};
}

// /opt/vendor/launcher, which nothing in the file brings.
bool starts_program_of_base(const Look& look) {
  if (look.launch.named.empty()) return false;
  const std::string& path = look.launch.named.front();
  return base_name(path) == look.launch.name && !is_system_path(path) && !is_within(path, "/bin") &&
         !is_within(path, "/sbin") &&
         !owner_of(owned_before(look.facts, look.stage, no_item), path);
}

// FROM ${TARGET}, where the default is a stage of the file: another one may be built.
std::optional<Reason> stage_by_argument(const Look& look) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const Stage& stage = look.facts.stages[at];
    const From from = read_from(read(look.doc, look.doc.items[stage.from]), look.doc.escape);
    const bool given = std::any_of(
        look.policy.build_args.begin(), look.policy.build_args.end(),
        [&](const auto& arg) { return from.base.find(arg.first) != std::string::npos; });
    if (!stage.parent || given || from.base.find('$') == std::string::npos) continue;
    return Reason{"stage-by-argument", look.line(stage.from),
                  "a build argument says which stage it is FROM: for another one the fix may be "
                  "another",
                  "give that argument with --build-arg"};
  }
  return std::nullopt;
}

std::optional<Reason> base_guessed(const Look& look) {
  const Base& base = look.base();
  const std::uint32_t line = look.line(look.facts.stages[look.stage].from);
  if (is_unresolved(look)) {
    const std::string told =
        base.source == Source::evidence
            ? fmt::format("the RUN on line {} tells that it is", look.line(base.because))
            : "the rest of the name stands for";
    return Reason{"base-variable", line,
                  fmt::format("FROM names a variable that has no value in this file; {} {}", told,
                              family_facts(base.family).name),
                  "give its value with --build-arg NAME=VALUE"};
  }
  if (base.source == Source::words) {
    return Reason{"base-guessed", line,
                  fmt::format("{} is not known; its name speaks of {}", base.text,
                              family_facts(base.family).name),
                  how_to_tell(base)};
  }
  if (base.text.find("onbuild") != std::string::npos) {
    return Reason{"base-onbuild", line,
                  fmt::format("what {} copies and installs by ONBUILD stays root's", base.text),
                  "take a base image without ONBUILD, or give --unsafe-fixes"};
  }
  if (base.user.kind == User::Kind::unknown) {
    return Reason{"base-user-unknown", line,
                  fmt::format("which user {} starts as is not known", base.text),
                  "say it as user in dockerfix.toml, or give --unsafe-fixes if it is root"};
  }
  // One that a base starts as an ordinary user works as one.
  if (base.start == Start::untold && base.user.kind != User::Kind::ordinary &&
      look.launch.base_entrypoint && look.launch.cmd != no_item) {
    return Reason{"base-entrypoint-unknown", line,
                  fmt::format("{} may bring an ENTRYPOINT, and that is not known", base.text),
                  "give --unsafe-fixes if it works without root"};
  }
  if (base.start == Start::untold && starts_program_of_base(look)) {
    return Reason{"base-program-unknown", look.line(look.launch.item()),
                  fmt::format("no line shows where {} comes from, nor where it writes",
                              look.launch.named.front()),
                  "give --unsafe-fixes if it works without root"};
  }
  if (base.row && needs_root(base.row->start)) {
    return Reason{"base-init", line,
                  fmt::format("{} has an init system that this stage replaces", base.text),
                  "give --unsafe-fixes if nothing of it is used"};
  }
  return std::nullopt;
}

std::optional<Reason> s6_as_user(const Look& look) {
  if (!runs(look, "runs-s6") || !can_start_s6(look)) return std::nullopt;
  return Reason{"runs-s6", look.line(look.launch.item()),
                "/run is open to the user that s6-overlay starts as; a service that switches users "
                "does not start so",
                "give --unsafe-fixes if none does, and s6-overlay is 2.1 or later"};
}

// "USER root" under a comment that says why.
std::optional<Reason> meant(const Look& look) {
  const std::size_t item = look.end().user.because;
  if (item == no_item) return std::nullopt;
  std::string comment;
  for (std::size_t i = item; i > 0 && is_comment(look.doc, i - 1); --i) {
    comment += to_lower(look.doc.at(look.doc.items[i - 1].span));
  }
  if (comment.find("root") == std::string::npos) return std::nullopt;
  return Reason{"root-meant", look.line(item), "the comment above USER says that root is meant",
                "give --unsafe-fixes if it is not"};
}

// CMD ["npm start"]: there is no such program, so what is started comes from elsewhere.
std::optional<Reason> cannot_start(const Look& look) {
  const std::vector<std::string>& named = look.launch.named;
  const bool path = !named.empty() && base_name(named.front()) == look.launch.name;
  if (look.launch.name.find(' ') == std::string::npos || path) return std::nullopt;
  return Reason{"command-unusable", look.line(look.launch.item()),
                fmt::format("no program is called \"{}\": whoever runs the image gives another",
                            look.launch.name),
                "make each word a string of its own"};
}

// A script that writes where only root may.
std::optional<Reason> script_writes(const Look& look) {
  for (const Written& write : look.launch.writes) {
    const bool into = write.kind == Write::Kind::into || write.kind == Write::Kind::directory;
    const std::string& folder = into ? write.path : parent_path(write.path);
    // Its own folder among the system's is given to it, and so is a log; the system's are not.
    if (!is_system_root(folder) || is_shared_path(folder)) continue;
    const bool made = folder == "/var/log" || is_within(folder, "/run") || folder == "/var/run" ||
                      folder == "/var/lock";
    if (write.kind == Write::Kind::file && made) continue;
    // /run itself is given to who makes and removes entries in it.
    if (write.kind == Write::Kind::entry && (folder == "/run" || folder == "/var/run")) continue;
    return Reason{"entrypoint-writes", look.line(look.launch.item()),
                  fmt::format("what it starts writes to {}, which stays root's", write.path),
                  "have it write elsewhere, or give --unsafe-fixes"};
  }
  if (!look.launch.hidden_write.empty())
    return Reason{"entrypoint-writes", look.line(look.launch.item()),
                  fmt::format("what it starts writes to {}, and nobody can tell where that is",
                              look.launch.hidden_write),
                  "give --unsafe-fixes if another user may write there"};
  return std::nullopt;
}

// Something was put into root's home, and nobody can tell whether the program wants it.
std::optional<Reason> home_filled(const Look& look) {
  for (const RunFacts& run : look.runs) {
    if (run.home_file.empty()) continue;
    return Reason{"root-home-filled", look.line(run.item),
                  fmt::format("it leaves {}, which only root can read", run.home_file),
                  "give --unsafe-fixes if the program does not want it"};
  }
  return std::nullopt;
}

// `uv run` brings the environment up to date first: what root's `uv sync` made it may not change.
bool syncs_at_start(const Look& look) {
  std::string text;
  for (const std::size_t item : {look.launch.entrypoint, look.launch.cmd})
    if (item != no_item) text += read(look.doc, look.doc.items[item]).rest.text + "\n";
  std::erase_if(text, [](char c) { return c == '"' || c == ','; });
  return text.find("uv run") != std::string::npos && text.find("--no-sync") == std::string::npos &&
         final_variable(look.facts, look.stage, "UV_NO_SYNC").kind != Value::Kind::set;
}

// Its caches are in root's home, and what it fetches again it may not get.
std::optional<Reason> builds_at_start(const Look& look) {
  if (syncs_at_start(look)) {
    return Reason{"builds-at-start", look.line(look.launch.item()),
                  "uv run changes its environment when the container starts, and that is root's",
                  "give it --no-sync, or start the program of .venv/bin"};
  }
  for (const Program& found : look.launch.programs) {
    if (found.kind != "builds-at-start") continue;
    return Reason{"builds-at-start", look.line(look.launch.item()),
                  fmt::format("{} builds when the container starts: what the build of the image "
                              "left in root's home is not there for it",
                              look.launch.name),
                  "build in a RUN and start the result, or give --unsafe-fixes"};
  }
  return std::nullopt;
}

// Accounts that no tool made are not known.
std::optional<Reason> accounts_by_hand(const Look& look) {
  const auto is_list = [](std::string_view path) {
    return path == "/etc/passwd" || path == "/etc/group";
  };
  std::size_t found = no_item;
  for (const RunFacts& run : look.runs) {
    for (const Write& write : run.writes) {
      if (is_list(write.path)) found = run.item;
    }
  }
  for (const Copied& copy : look.copies) {
    if (!copy.to) continue;
    for (const Word& word : words(copy.instruction, look.doc.escape)) {
      const bool into = *copy.to == "/etc" && is_list(join_path("/etc", base_name(word.text)));
      if (is_list(*copy.to) || into) found = copy.item;
    }
  }
  if (found == no_item || !family_facts(look.base().family).shell) return std::nullopt;
  return Reason{"accounts-by-hand", look.line(found),
                "it writes accounts by hand: which names and ids are taken is not known",
                "make them with useradd or adduser, or give --unsafe-fixes"};
}

// uv fetches a Python of its own into root's home where the image has none that fits.
std::optional<Reason> python_of_uv(const Look& look) {
  const BaseImage* row = look.base().row;
  if (row && row->repository.find("python") != std::string_view::npos) return std::nullopt;
  static constexpr std::array<std::string_view, 5> settings = {
      "UV_PYTHON_INSTALL_DIR", "UV_PYTHON_DOWNLOADS", "UV_PYTHON_PREFERENCE", "UV_SYSTEM_PYTHON",
      "UV_NO_MANAGED_PYTHON"};
  for (const std::string_view name : settings) {
    if (final_variable(look.facts, look.stage, name).kind == Value::Kind::set) return std::nullopt;
  }
  if (installs(look, "python3") || installs(look, "python-")) return std::nullopt;
  for (const RunFacts& run : look.runs) {
    const std::string text = read(look.doc, look.doc.items[run.item]).rest.text;
    const bool makes =
        text.find("uv sync") != std::string::npos || text.find("uv venv") != std::string::npos;
    if (!makes || look.facts.before[run.item].user.kind == User::Kind::ordinary) continue;
    return Reason{"uv-python", look.line(run.item),
                  "uv may link the environment to a Python in root's home",
                  "set ENV UV_PYTHON_INSTALL_DIR to a directory for all above this line"};
  }
  return std::nullopt;
}

// corepack fetches yarn and pnpm into the home of whoever calls them first.
std::optional<Reason> corepack_home(const Look& look) {
  static constexpr std::array<std::string_view, 1> corepack = {"corepack"};
  const bool calls = look.launch.name == "pnpm" || look.launch.name == "yarn";
  if (!calls || final_variable(look.facts, look.stage, "COREPACK_HOME").kind == Value::Kind::set)
    return std::nullopt;
  for (const RunFacts& run : look.runs) {
    if (!uses_any(run, corepack)) continue;
    return Reason{"corepack-home", look.line(run.item),
                  fmt::format("corepack keeps {} in root's home: the account fetches it again "
                              "each time that it starts",
                              look.launch.name),
                  "set ENV COREPACK_HOME to a directory for all above this line"};
  }
  return std::nullopt;
}

}  // namespace

// Whether the RUN that brings the tree gives parts of it to the account: its author chose which.
static bool gives_parts(const Look& look, const Plan& plan, std::size_t item) {
  const std::string& workdir = *look.end().workdir;
  for (const Owned& entry : look.facts.stages[look.facts.before[item].stage].owned) {
    if (entry.item == item && entry.what == Owned::What::owner && is_within(entry.path, workdir) &&
        is_account(entry.owner, plan.account))
      return true;
  }
  return false;
}

std::optional<Reason> tree_of_root(const Look& look, const Plan& plan) {
  const std::size_t found = tree_brought_by(look.doc, look.facts, look.stage);
  if (found == no_item || brought_tree(look.doc, look.facts, plan)) return std::nullopt;
  if (gives_parts(look, plan, found)) return std::nullopt;
  return Reason{"tree-of-root", look.line(found),
                fmt::format("what this RUN puts into {} stays root's", *look.end().workdir),
                "chown -R it in that RUN, or give --unsafe-fixes if the program rewrites nothing"};
}

namespace {

// What a variable hides may lie anywhere.
std::optional<Reason> volume_unknown(const Look& look) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Volume& volume : look.facts.stages[at].volumes) {
      if (!volume.path.empty()) continue;
      return Reason{"volume-variable", look.line(volume.item),
                    "VOLUME names a variable that has no value in this file: nobody can own it",
                    "give its value with --build-arg NAME=VALUE"};
    }
  }
  return std::nullopt;
}

constexpr std::array<Check, 16> doubt_checks = {
    unverified_cypress, accounts_by_hand, python_of_uv,   unread_entrypoint,
    script_writes,      base_guessed,     meant,          home_filled,
    builds_at_start,    corepack_home,    volume_unknown, cannot_start,
    stage_by_argument,  s6_as_user,       closed_key,     onbuild_of_a_stage};

}  // namespace

bool can_start_s6(const Look& look) {
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (const std::span<const Owned> part : log)
    for (const Owned& entry : part)
      if (entry.what == Owned::What::mode && entry.path == "/run") return true;
  const std::optional<OwnerFound> run = owner_of(log, "/run");
  if (!run) return false;
  const KnownAccounts known = accounts_before(look.facts, look.stage, no_item);
  const KnownAccount* owner = find_account(known, run->owner.name);
  return owner && owner->made_by != no_item;
}

std::span<const Check> doubts() {
  return doubt_checks;
}

}  // namespace dockerfix
