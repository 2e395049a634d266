// Which copies get the account as owner, and which directories it must own.
#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"

namespace dockerfix {
namespace {

bool under_workdir(const Facts& facts, const Plan& plan, std::string_view path) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    const Stage& stage = facts.stages[at];
    for (std::size_t i = stage.from + 1; i <= stage.end; ++i) {
      const State& state = i < stage.end ? facts.before[i] : facts.after_stage[at];
      if (!state.workdir || state.workdir_because == no_item || is_shared_top(*state.workdir))
        continue;
      if (is_within(path, *state.workdir)) return true;
    }
  }
  return false;
}

bool in_volume(const Facts& facts, const Plan& plan, std::string_view path) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const Volume& volume : facts.stages[at].volumes) {
      if (!volume.path.empty() && !is_top_path(volume.path) && is_within(path, volume.path))
        return true;
    }
  }
  return false;
}

// The file that ENTRYPOINT or CMD starts, copied from another stage or into an image that has
// nothing else: it stays root's, for nobody writes it.
bool is_program(const Document& doc, const Facts& facts, const Plan& plan,
                const Instruction& instruction) {
  const Family family = facts.stages[plan.stage].base.family;
  const bool bare = family == Family::scratch || family == Family::distroless;
  if (!instruction.flag("from") && !bare) return false;
  const std::vector<Word> all = words(instruction, doc.escape);
  if (all.size() != 2) return false;
  const std::string& name = plan.program;
  if (name.empty()) return bare;
  const bool into = copies_into(doc, instruction);
  return base_name(all[0].text) == name || (!into && base_name(all[1].text) == name);
}

// `COPY . /app`: the whole of the build context.
bool copies_context(const Document& doc, const Instruction& instruction) {
  if (instruction.flag("from") || !instruction.heredocs.empty()) return false;
  const std::vector<Word> all = words(instruction, doc.escape);
  const std::string& source = all.front().text;
  return all.size() == 2 && (source == "." || source == "./" || source == "/" || source == "*");
}

// Whether a work tree of git's may come with it: what COPY takes from below the context brings
// none.
bool brings_git(const Document& doc, const Instruction& instruction) {
  if (instruction.flag("from") || copies_context(doc, instruction)) return true;
  const std::vector<Word> all = words(instruction, doc.escape);
  return std::any_of(all.begin(), all.end(), [](const Word& word) {
    return base_name(word.text) == ".git" || word.text.ends_with(".git/");
  });
}

// scratch and distroless have no shell, and programs in one file. What such a program writes lies
// in its WORKDIR, or was made for it in another stage: COPY --from=build /data /data.
bool is_for_bare(const Facts& facts, const Plan& plan, const std::string& to) {
  const Family family = facts.stages[plan.stage].base.family;
  if (family != Family::scratch && family != Family::distroless) return true;
  const std::optional<std::string>& workdir = facts.after_stage[plan.stage].workdir;
  const bool own = workdir && !is_top_path(*workdir) && is_within(to, *workdir);
  return own || keeps_data(to);
}

// scratch has no /tmp: the COPY that brings it makes it anew, closed like any other directory.
bool makes_tmp(const Facts& facts, const Plan& plan, std::string_view to) {
  return facts.stages[plan.stage].base.family == Family::scratch &&
         (to == "/tmp" || to == "/var/tmp");
}

// /licenses and /config are not: they are read.
bool is_own_tree(const Facts& facts, const Plan& plan, const std::string& path) {
  static constexpr std::array<std::string_view, 8> roots = {
      "/app", "/srv", "/opt", "/home", "/code", "/usr/src", "/var/www", "/workspace"};
  return under_workdir(facts, plan, path) || in_volume(facts, plan, path) || keeps_data(path) ||
         (plan.account.home && is_within(path, *plan.account.home)) ||
         std::any_of(roots.begin(), roots.end(),
                     [&](std::string_view root) { return is_within(path, root); });
}

// In a file that has its user already: where the whole context is copied to and no --chown stands
// anywhere, people expect that tree to be that user's. Anything else may be root's on purpose.
std::optional<std::string> expected_tree(const Document& doc, const Facts& facts,
                                         const Plan& plan) {
  const Family family = facts.stages[plan.stage].base.family;
  if (family == Family::scratch || family == Family::distroless) return std::nullopt;
  std::optional<std::string> tree;
  for (const Copied& copy : copies_of(doc, facts, plan.stage)) {
    if (copy.instruction.flag("chown")) return std::nullopt;
    if (copies_context(doc, copy.instruction)) tree = copy.to;
  }
  return tree;
}

// What comes from another image, and not from a stage of this file, is a tool.
bool is_tool(const Facts& facts, const Plan& plan, const Instruction& instruction) {
  const Flag* from = instruction.flag("from");
  if (!from || !from->value) return false;
  const std::string name = to_lower(*from->value);
  if (stage_number(name, facts)) return false;
  for (std::size_t i = 0; i < plan.stage; ++i) {
    if (facts.stages[i].name == name) return false;
  }
  return true;
}

// Images made from Debian's buildpack-deps bring git, their slim and Alpine variants do not:
// docker-library/buildpack-deps debian/*/scm/Dockerfile.
bool may_have_git(const Facts& facts, std::size_t stage) {
  static constexpr std::array<std::string_view, 9> with_git = {
      "python", "node", "ruby", "golang", "perl", "rust", "pypy", "erlang", "elixir"};
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const RunFacts& run : facts.stages[at].runs)
      if (std::find(run.packages.begin(), run.packages.end(), "git") != run.packages.end())
        return true;
  }
  const Base& base = facts.stages[chain_of(facts, stage).front()].base;
  if (!base.row) return base.text != "scratch";
  const bool small = base.text.find("slim") != std::string::npos;
  const bool full = base.row->repository.starts_with("buildpack-deps") ||
                    is_one_of(base.row->repository, with_git);
  return full && !small && base.family == Family::debian;
}

// git, and go that asks it for the version, stop at a work tree that is another user's ("dubious
// ownership"), root included, in whatever stage is built on the COPY: semantics 2.4.
bool git_reads_it(const Facts& facts, std::size_t item) {
  for (std::size_t at = 0; at < facts.stages.size(); ++at) {
    const std::vector<std::size_t> chain = chain_of(facts, at);
    if (std::find(chain.begin(), chain.end(), facts.before[item].stage) == chain.end()) continue;
    for (const RunFacts& run : facts.stages[at].runs) {
      if (run.item < item || facts.before[run.item].user.kind == User::Kind::ordinary) continue;
      if (run.asks_git == AsksGit::surely) return true;
      if (run.asks_git == AsksGit::perhaps && may_have_git(facts, at)) return true;
    }
  }
  return false;
}

// COPY --chown gives away the directories that it makes, too: that of the work tree, for example.
bool in_git_tree(const Document& doc, const Facts& facts, const Plan& plan, const std::string& to) {
  const std::vector<Copied> copies = copies_of(doc, facts, plan.stage);
  return std::any_of(copies.begin(), copies.end(), [&](const Copied& copy) {
    return copy.to && brings_git(doc, copy.instruction) &&
           (is_within(to, *copy.to) || is_within(*copy.to, to));
  });
}

// A recursive chown below decides, whomever it names.
bool chowned_later(const Facts& facts, const Plan& plan, std::size_t item,
                   const std::string& path) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const Owned& entry : facts.stages[at].owned) {
      if (entry.item > item && entry.what == Owned::What::owner && entry.recursive &&
          entry.owner.kind != Owner::Kind::unknown && is_within(path, entry.path)) {
        return true;
      }
    }
  }
  return false;
}

// What a RUN moves is somewhere else then, with its owner.
bool removed_later(const Facts& facts, const Plan& plan, std::size_t item,
                   const std::string& path) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    const OwnershipLog& log = facts.stages[at].owned;
    for (std::size_t i = 0; i < log.size(); ++i) {
      const bool moved = i + 1 < log.size() && log[i + 1].item == log[i].item &&
                         log[i + 1].what == Owned::What::content;
      if (log[i].item > item && log[i].what == Owned::What::gone && !moved &&
          is_within(path, log[i].path))
        return true;
    }
  }
  return false;
}

// Root's for certain, or (where the account is new to the files) not known to be the account's.
bool must_own(const OwnedView& log, const Plan& plan, const OwnPath& own) {
  const std::string& path = own.path;
  // What the program is known to write may lie among the system's, but is never all of that.
  const bool closed =
      own.known && !own.file ? is_system_root(path) : !own.file && is_shared_top(path);
  if (closed || is_shared_path(path) || is_within(path, "/root")) return false;
  // For any id of group 0 an owner is not enough.
  if (plan.ownership == Ownership::openshift && plan.standing == Standing::root) return true;
  const std::optional<OwnerFound> found = owner_of(log, path);
  if (found && own.there && is_account(found->owner, plan.account)) return false;
  if (found && found->sure && (found->world_writable || is_account(found->owner, plan.account))) {
    return false;
  }
  if (plan.standing != Standing::rootless) return true;
  return found && found->sure && found->owner.kind == Owner::Kind::root;
}

void add_path(std::vector<OwnPath>& out, OwnPath path) {
  const bool known = std::any_of(out.begin(), out.end(),
                                 [&](const OwnPath& other) { return other.path == path.path; });
  if (!known) out.push_back(std::move(path));
}

// A directory that holds what a program keeps, by where it is or by what it is called.
bool is_state_path(const Facts& facts, const Plan& plan, const std::string& path) {
  if (!is_program_path(facts, plan, path)) return false;
  const std::optional<std::string>& workdir = facts.after_stage[plan.stage].workdir;
  if (workdir && !is_top_path(*workdir) && is_within(path, *workdir)) return true;
  if (plan.account.home && is_within(path, *plan.account.home)) return true;
  static constexpr std::array<std::string_view, 6> roots = {"/var", "/run", "/data",
                                                            "/srv", "/app", "/mnt"};
  for (const std::string_view root : roots) {
    if (is_within(path, root)) return true;
  }
  static constexpr std::array<std::string_view, 20> names = {
      "log",    "logs",    "run",     "cache",   "tmp",    "temp",  "data",
      "db",     "upload",  "uploads", "storage", "state",  "spool", "media",
      "backup", "backups", "output",  "work",    "config", "conf"};
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Whether files are put right into it, and whether by a user.
enum class Filled : std::uint8_t { no, as_root, as_user };
Filled filled(const Facts& facts, const Plan& plan, const std::string& path) {
  Filled found = Filled::no;
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const Owned& entry : facts.stages[at].owned) {
      if (entry.what != Owned::What::content || entry.path != path) continue;
      if (entry.owner.kind == Owner::Kind::user) return Filled::as_user;
      found = Filled::as_root;
    }
  }
  return found;
}

// `mkdir -p /var/lib/app/data` names the last of these; the others may have been there before.
bool is_on_the_way(const Facts& facts, const Plan& plan, const Stage& stage, const Owned& made) {
  const std::optional<std::string>& workdir = facts.after_stage[plan.stage].workdir;
  if (workdir && !is_top_path(*workdir) && is_within(made.path, *workdir)) return false;
  return std::any_of(stage.owned.begin(), stage.owned.end(), [&](const Owned& other) {
    return other.item == made.item && other.what == Owned::What::directory &&
           other.path != made.path && is_within(other.path, made.path);
  });
}

// Directories that a RUN made and that nothing removed since.
void add_made(const Facts& facts, const Plan& plan, const OwnedView& log,
              std::vector<OwnPath>& out) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    const Stage& stage = facts.stages[at];
    for (const Owned& entry : stage.owned) {
      if (entry.what != Owned::What::directory || is_on_the_way(facts, plan, stage, entry))
        continue;
      const bool by_run = std::any_of(stage.runs.begin(), stage.runs.end(),
                                      [&](const RunFacts& run) { return run.item == entry.item; });
      const bool holds = is_state_path(facts, plan, entry.path) ||
                         (filled(facts, plan, entry.path) == Filled::as_user &&
                          is_program_path(facts, plan, entry.path));
      if (by_run && is_there(log, entry.path) && holds) {
        add_path(out, {entry.path, false, "made as root"});
      }
    }
  }
}

// Whether a RUN gives the account something: then its author chose what it owns, and what not.
bool chosen_by_hand(const Facts& facts, const Plan& plan) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const Owned& entry : facts.stages[at].owned) {
      if (entry.what == Owned::What::owner && is_account(entry.owner, plan.account)) return true;
    }
  }
  return false;
}

// Whether a RUN under the final user, or the copy of a tree that is that user's, shows that the
// WORKDIR is meant to be written by it.
bool shows_workdir(const Facts& facts, const Plan& plan, const std::string& workdir) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    const Stage& stage = facts.stages[at];
    for (const RunFacts& run : stage.runs) {
      if (facts.before[run.item].user.kind != User::Kind::ordinary) continue;
      for (const Write& write : run.writes) {
        if (parent_path(write.path) == workdir || write.path == workdir) return true;
      }
    }
    const std::vector<Owned>& log = stage.owned;
    for (std::size_t i = 0; i < log.size(); ++i) {
      const bool tree = log[i].what == Owned::What::content && log[i].path == workdir;
      // `COPY server /app` may be a file.
      const bool file = i > 0 && log[i - 1].what == Owned::What::file && log[i - 1].path == workdir;
      if (tree && !file && is_account(log[i].owner, plan.account)) return true;
    }
  }
  return false;
}

// The WORKDIR that a base image brings is as that image wants it, until something is copied there.
// What has its user already is taken to be meant as it is, until something in the file says
// otherwise.
bool wants_workdir(const Facts& facts, const Plan& plan) {
  const State& end = facts.after_stage[plan.stage];
  if (plan.only_reads) return false;
  if (end.workdir_because == no_item && filled(facts, plan, *end.workdir) == Filled::no)
    return false;
  // Who owns a directory can replace the code in it.
  if (plan.ownership == Ownership::strict && filled(facts, plan, *end.workdir) != Filled::no)
    return false;
  if (plan.standing != Standing::rootless) return true;
  return !chosen_by_hand(facts, plan) && shows_workdir(facts, plan, *end.workdir);
}

bool is_in(const std::string& path, const Volume& volume) {
  return !volume.path.empty() && is_within(path, volume.path);
}

// The first VOLUME of the runtime stage that would freeze one of the paths, while it is root's
// turn.
std::size_t freezing_volume(const Facts& facts, const Plan& plan,
                            const std::vector<OwnPath>& paths) {
  for (const Volume& volume : facts.stages[plan.stage].volumes) {
    if (facts.before[volume.item].user.kind == User::Kind::ordinary) continue;
    for (const OwnPath& path : paths) {
      if (is_in(path.path, volume)) return volume.item;
    }
  }
  return no_item;
}

}  // namespace

bool keeps_data(std::string_view path) {
  static constexpr std::array<std::string_view, 10> names = {
      "data",    "db",    "database", "uploads", "upload",
      "storage", "media", "state",    "backups", "repositories"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return is_within(path, "/var/lib") || is_within(path, "/data") ||
         std::find(names.begin(), names.end(), name) != names.end();
}

bool can_be_owned(const OwnedView& log, const std::string& path) {
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  if (path.empty() || is_system_path(path) || is_system_root(path)) return false;
  if (is_within(path, "/proc") || is_within(path, "/sys") || is_within(path, "/dev")) return false;
  if (name.find('.') != std::string_view::npos && name.front() != '.') return false;
  for (const std::span<const Owned> part : log) {
    for (const Owned& entry : part) {
      if (entry.what == Owned::What::file && entry.path == path) return false;
    }
  }
  return true;
}

bool is_program_path(const Facts& facts, const Plan& plan, std::string_view path) {
  if (is_shared_top(path) || is_shared_path(path) || is_within(path, "/root") ||
      is_within(path, "/dev")) {
    return false;
  }
  if (!is_within(path, "/usr")) return true;
  return is_within(path, "/usr/src") || under_workdir(facts, plan, path) ||
         in_volume(facts, plan, path);
}

namespace {

// A file that ADD fetches is root's only, wherever it lies, unless a chmod opens it. What the build
// alone takes is not: settings of package managers, archives that are unpacked and removed.
bool fetches_for_program(const Document& doc, const Facts& facts, const Plan& plan,
                         const Copied& copy) {
  static constexpr std::array<std::string_view, 8> of_the_build = {
      "/tmp",     "/var/tmp",         "/root",   "/etc/apt", "/etc/apk",
      "/etc/pki", "/etc/yum.repos.d", "/usr/src"};
  const std::string& to = *copy.to;
  if (plan.standing != Standing::root ||
      std::any_of(of_the_build.begin(), of_the_build.end(),
                  [&](std::string_view place) { return is_within(to, place); }))
    return false;
  for (const std::string& source : fetched_by(copy.instruction, doc.escape)) {
    const bool into = copies_into(doc, copy.instruction);
    const std::string path = into ? join_path(to, base_name(source)) : to;
    if (is_closed(facts, plan.stage, path) && !removed_later(facts, plan, copy.item, path) &&
        !chowned_later(facts, plan, copy.item, path))
      return true;
  }
  return false;
}

// `expected`: the only tree that may get an owner, in a file that has its user already.
bool gets_owner(const Document& doc, const Facts& facts, const Plan& plan,
                const std::optional<std::string>& expected, const Copied& copy) {
  const Instruction& instruction = copy.instruction;
  if (!copy.to || instruction.flag("chown") || is_tool(facts, plan, instruction)) return false;
  const std::string& to = *copy.to;
  if (makes_tmp(facts, plan, to) && plan.standing == Standing::root) return true;
  if (fetches_for_program(doc, facts, plan, copy)) return true;
  // "COPY run.sh /run.sh" is a file beside the system's, and no tree of the program's.
  const bool into = copies_into(doc, instruction);
  const bool file_at_top =
      !into && is_top_path(parent_path(to)) && to.find('.') != std::string::npos;
  const bool closed = instruction.flag("chmod") && is_closed(facts, plan.stage, to);
  if ((file_at_top && !closed) || !is_program_path(facts, plan, to)) return false;
  const bool data = in_volume(facts, plan, to) || keeps_data(to);
  const bool own =
      plan.only_reads ? data : is_own_tree(facts, plan, to) || copies_context(doc, instruction);
  if (!closed && (!own || !is_for_bare(facts, plan, to))) return false;
  if (expected && !is_within(to, *expected)) return false;
  if (into && in_git_tree(doc, facts, plan, to) && git_reads_it(facts, copy.item)) return false;
  if (!closed && is_program(doc, facts, plan, instruction)) return false;
  return !chowned_later(facts, plan, copy.item, to) && !removed_later(facts, plan, copy.item, to);
}

}  // namespace

std::vector<std::size_t> copies_to_own(const Document& doc, const Facts& facts, const Plan& plan) {
  std::vector<std::size_t> out;
  if (plan.ownership == Ownership::strict) return out;
  std::optional<std::string> expected;
  if (plan.standing == Standing::rootless) {
    expected = expected_tree(doc, facts, plan);
    if (!expected || chosen_by_hand(facts, plan)) return out;
  }
  for (const Copied& copy : copies_of(doc, facts, plan.stage)) {
    if (gets_owner(doc, facts, plan, expected, copy)) out.push_back(copy.item);
  }
  return out;
}

namespace {

// What chown-copies gave away is still closed to the group: COPY leaves the modes of the context,
// 0644 as a rule.
void add_copied(const Document& doc, const Facts& facts, const Plan& plan,
                std::vector<OwnPath>& all) {
  const std::string given = plan.owner_number.substr(0, plan.owner_number.find(':')) + ":0";
  for (const Copied& copy : copies_of(doc, facts, plan.stage)) {
    const Flag* chown = copy.instruction.flag("chown");
    if (!copy.to || !chown || chown->value != given) continue;
    const auto above = std::find_if(all.begin(), all.end(), [&](const OwnPath& path) {
      return !path.file && is_within(*copy.to, path.path);
    });
    if (above == all.end())
      all.push_back(
          {*copy.to, false, "the group shall write what is copied", false, true, true, true});
    else
      above->filled = true;
  }
}

}  // namespace

std::vector<OwnPath> paths_to_own(const Document& doc, const Facts& facts, const Plan& plan) {
  const OwnedView log = owned_before(facts, plan.stage, no_item);
  const State& end = facts.after_stage[plan.stage];
  std::vector<OwnPath> all;
  if (end.workdir && is_program_path(facts, plan, *end.workdir) && wants_workdir(facts, plan)) {
    add_path(all, {*end.workdir, false, "WORKDIR made it as root"});
  }
  // What its author made for a user that was there already is taken to be meant as it is.
  if (plan.standing == Standing::root) add_made(facts, plan, log, all);
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const Volume& volume : facts.stages[at].volumes) {
      if (!can_be_owned(log, volume.path)) continue;
      add_path(all, {volume.path, false, "the program writes its VOLUME", false, true});
    }
  }
  for (const OwnPath& path : plan.writes) add_path(all, path);
  if (plan.ownership == Ownership::openshift && plan.standing == Standing::root)
    add_copied(doc, facts, plan, all);
  std::erase_if(all, [&](const OwnPath& path) { return !must_own(log, plan, path); });
  return all;
}

std::vector<OwnGroup> groups_to_own(const Document& doc, const Facts& facts, const Plan& plan) {
  std::vector<OwnPath> paths = paths_to_own(doc, facts, plan);
  std::vector<OwnGroup> groups;
  if (paths.empty() || !plan.can_run) return groups;
  OwnGroup late{closing_place(doc, facts, plan.stage), true, {}};
  if (plan.standing == Standing::rootless) {
    const std::size_t user = facts.after_stage[plan.stage].user.because;
    if (user == no_item || facts.before[user].stage != plan.stage ||
        facts.before[user].user.kind != User::Kind::root) {
      return groups;  // there is no place where root could do it
    }
    late = {user, false, {}};
  }
  const std::size_t volume = freezing_volume(facts, plan, paths);
  if (volume == no_item || volume > late.place || run_owner_at(facts, plan, volume).empty()) {
    late.paths = std::move(paths);
    return {late};
  }
  OwnGroup early{volume, false, {}};
  const OwnedView log = owned_before(facts, plan.stage, volume);
  for (OwnPath& path : paths) {
    const bool frozen = std::any_of(facts.stages[plan.stage].volumes.begin(),
                                    facts.stages[plan.stage].volumes.end(),
                                    [&](const Volume& v) { return is_in(path.path, v); });
    (frozen || is_there(log, path.path) ? early : late).paths.push_back(std::move(path));
  }
  groups.push_back(std::move(early));
  if (!late.paths.empty()) groups.push_back(std::move(late));
  return groups;
}

}  // namespace dockerfix
