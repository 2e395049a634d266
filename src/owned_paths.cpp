// Which directories and files the account must own.
#include <algorithm>
#include <array>

#include "owned_parts.h"
#include "place.h"
#include "plan_parts.h"

namespace dockerfix {

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

bool chosen_by_hand(const Facts& facts, const Plan& plan) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const Owned& entry : facts.stages[at].owned) {
      if (entry.what == Owned::What::owner && is_account(entry.owner, plan.account)) return true;
    }
  }
  return false;
}

namespace {

// Whether the author gave parts of the directory to the account, by hand.
bool chosen_below(const Facts& facts, const Plan& plan, const std::string& path) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const Owned& entry : facts.stages[at].owned) {
      const bool given = entry.what == Owned::What::owner && is_account(entry.owner, plan.account);
      if (given && entry.path != path && is_within(entry.path, path)) return true;
    }
  }
  return false;
}

// Anybody may write in /tmp, but not in what WORKDIR or VOLUME makes there.
bool is_made_in_shared(const Facts& facts, const Plan& plan, std::string_view path) {
  const std::optional<std::string>& workdir = facts.after_stage[plan.stage].workdir;
  const bool works = workdir && !is_top_path(*workdir) && is_within(path, *workdir);
  return works || in_volume(facts, plan, path);
}

// In a folder that is its own the program makes what is missing. A VOLUME the engine makes, as
// root.
bool makes_itself(const Facts& facts, const OwnedView& log, const Plan& plan,
                  const std::string& path) {
  for (const std::size_t at : chain_of(facts, plan.stage))
    for (const Volume& volume : facts.stages[at].volumes)
      if (volume.path.empty() || is_within(volume.path, path)) return false;
  const std::string above = parent_path(path);
  const std::optional<OwnerFound> found = owner_of(log, above);
  // Below /var/log and its like packages make what the log does not show.
  return found && found->sure && !is_top_path(above) && is_there(log, above) &&
         is_account(found->owner, plan.account);
}

// Root's for certain, or (where the account is new to the files) not known to be the account's.
bool must_own(const Facts& facts, const OwnedView& log, const Plan& plan, const OwnPath& own) {
  const std::string& path = own.path;
  // What the program is known to write may lie among the system's, but is never all of that. /run
  // holds nothing but what programs put there as they run.
  const bool run = path == "/run" || path == "/var/run";
  const bool closed =
      own.known && !own.file ? is_system_root(path) && !run : !own.file && is_shared_top(path);
  // /var/tmp/nginx is nginx's, /tmp everybody's.
  const bool shared = is_shared_path(path) && !is_made_in_shared(facts, plan, path) &&
                      !(own.known && parent_path(path) == "/var/tmp");
  if (closed || shared || is_within(path, "/root")) return false;
  // For any id of group 0 an owner is not enough.
  if (plan.ownership == Ownership::openshift && plan.standing == Standing::root) return true;
  // A RUN left it as root, whoever had the directory before.
  if (own.recursive && own.since != 0 && !is_given_after(log, own, plan.account)) return true;
  const std::optional<OwnerFound> found = owner_of(log, path);
  if (found && own.there && is_account(found->owner, plan.account)) return false;
  if (found && found->sure && (found->world_writable || is_account(found->owner, plan.account))) {
    return false;
  }
  if (!found && makes_itself(facts, log, plan, path)) return false;
  if (plan.standing != Standing::rootless) return true;
  // What a package brings that a moved RUN installs, unless the file gives it to somebody.
  const bool given = found && found->owner.kind == Owner::Kind::user;
  const bool planned = std::any_of(plan.writes.begin(), plan.writes.end(),
                                   [&](const OwnPath& each) { return each.path == path; });
  return (planned && !given) || (found && found->sure && found->owner.kind == Owner::Kind::root);
}

// A directory that holds what a program keeps, by where it is or by what it is called.
bool is_state_path(const Facts& facts, const Plan& plan, const std::string& path) {
  const std::string_view name = base_name(path);
  // The root of another system, which is made in this one.
  static constexpr std::array<std::string_view, 5> systems = {"/sys-root", "/sysroot", "/rootfs",
                                                              "/chroot", "/sys_root"};
  // What is built into the WORKDIR, and only read from then on.
  static constexpr std::array<std::string_view, 6> built = {"bin", "lib",     "lib64",
                                                            "obj", "classes", "include"};
  if (has_any(path, systems) || is_one_of(name, built)) return false;
  if (is_kept_by_package(path)) return true;
  if (!is_program_path(facts, plan, path)) return false;
  const std::optional<std::string>& workdir = facts.after_stage[plan.stage].workdir;
  if (workdir && !is_top_path(*workdir) && is_within(path, *workdir)) return true;
  if (plan.account.home && is_within(path, *plan.account.home)) return true;
  static constexpr std::array<std::string_view, 6> roots = {"/var", "/run", "/data",
                                                            "/srv", "/app", "/mnt"};
  for (const std::string_view root : roots) {
    if (is_within(path, root)) return true;
  }
  // The last of them is where the editors mount what is worked on: containers.dev, workspaceFolder.
  static constexpr std::array<std::string_view, 23> names = {
      "log",    "logs",    "run",     "cache", "tmp",       "temp",       "data",     "db",
      "upload", "uploads", "storage", "state", "spool",     "media",      "backup",   "backups",
      "output", "work",    "config",  "conf",  "workspace", "workspaces", "datastore"};
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

// `chown -R root:root /var/log/kafka`: nobody says this of a directory that nothing writes.
bool is_put_back(const Facts& facts, const Plan& plan, const Owned& entry) {
  static constexpr std::array<std::string_view, 6> states = {"/var/log",   "/var/lib", "/var/cache",
                                                             "/var/spool", "/var/run", "/run"};
  return entry.what == Owned::What::owner && entry.owner.kind == Owner::Kind::root &&
         is_program_path(facts, plan, entry.path) && !is_system_path(entry.path) &&
         std::any_of(states.begin(), states.end(),
                     [&](std::string_view state) { return is_within(entry.path, state); });
}

// Directories that a RUN made, or gave to root, and that nothing removed since.
void add_made(const Facts& facts, const Plan& plan, const OwnedView& log,
              std::vector<OwnPath>& out) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    const Stage& stage = facts.stages[at];
    for (const Owned& entry : stage.owned) {
      if (is_put_back(facts, plan, entry)) {
        OwnPath own{entry.path, false, "given to root", entry.recursive, true, true};
        if (entry.recursive) own.since = entry.item;
        add_path(out, own);
      }
      if (entry.what != Owned::What::directory || is_on_the_way(facts, plan, stage, entry))
        continue;
      const bool by_run = std::any_of(stage.runs.begin(), stage.runs.end(),
                                      [&](const RunFacts& run) { return run.item == entry.item; });
      const bool holds = is_state_path(facts, plan, entry.path) ||
                         (filled(facts, plan, entry.path) == Filled::as_user &&
                          is_program_path(facts, plan, entry.path));
      if (by_run && is_there(log, entry.path) && holds) {
        const bool known = is_kept_by_package(entry.path);
        const std::optional<OwnerFound> owner = owner_of(log, entry.path);
        if (known && owner && owner->owner.kind == Owner::Kind::user) continue;
        add_path(out, {entry.path, false, "made as root", false, known});
      }
    }
  }
}

// `chgrp -R 0 /opt/app && chmod -R g=u /opt/app`: opened to whoever runs with that group, to be
// written. The account has another group.
void add_opened(const Document& doc, const Facts& facts, const Plan& plan, const OwnedView& log,
                std::vector<OwnPath>& out) {
  if (plan.account.gid == 0u) return;
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const GroupGiven& given : facts.stages[at].groups) {
      const std::string& path = given.path;
      const bool list = path == "/etc/passwd" || path == "/etc/group";
      if (!given.opened || list || doc.items[given.item].keyword != Keyword::run) continue;
      if (facts.before[given.item].user.kind == User::Kind::ordinary || !is_plain_path(path))
        continue;
      if (is_shared_top(path) || is_system_root(path) || is_top_path(path)) continue;
      if (is_within(path, "/root") || is_within(path, "/dev")) continue;
      const std::optional<OwnerFound> owner = owner_of(log, path);
      if (owner && owner->owner.kind == Owner::Kind::user) continue;
      OwnPath own{path, false, "a RUN opens it to its group", given.recursive, true, true};
      own.since = given.item;
      add_path(out, own);
    }
  }
}

// Whether a RUN under the final user, or the copy of a tree that is that user's, shows that the
// WORKDIR is meant to be written by it.
bool shows_workdir(const Document& doc, const Facts& facts, const Plan& plan,
                   const std::string& workdir) {
  bool given = false;
  bool kept = false;  // copies that stay root's: the author chose
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
      given = given || (tree && !file && is_account(log[i].owner, plan.account));
      const Keyword by = doc.items[log[i].item].keyword;
      kept = kept ||
             ((by == Keyword::copy || by == Keyword::add) && log[i].what == Owned::What::content &&
              is_within(log[i].path, workdir) && log[i].owner.kind != Owner::Kind::user);
    }
  }
  return given && !kept;
}

// The WORKDIR that a base image brings is as that image wants it, until something is copied there.
// What has its user already is taken to be meant as it is, until something in the file says
// otherwise.
bool wants_workdir(const Document& doc, const Facts& facts, const Plan& plan) {
  const State& end = facts.after_stage[plan.stage];
  if (plan.only_reads) return false;
  if (end.workdir_because == no_item && filled(facts, plan, *end.workdir) == Filled::no)
    return false;
  // Who owns a directory can replace the code in it.
  if (plan.ownership == Ownership::strict && filled(facts, plan, *end.workdir) != Filled::no)
    return false;
  if (plan.standing != Standing::rootless) return true;
  return !chosen_by_hand(facts, plan) && shows_workdir(doc, facts, plan, *end.workdir);
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
  // /usr/share/grafana/data is a program's, among the system's.
  constexpr std::string_view share = "/usr/share/";
  static constexpr std::array<std::string_view, 6> of_system = {
      "zoneinfo", "fonts", "locale", "ca-certificates", "man", "doc"};
  const std::size_t below = path.find('/', share.size());
  const bool below_program =
      path.starts_with(share) && below != std::string::npos &&
      !is_one_of(std::string_view(path).substr(share.size(), below - share.size()), of_system);
  if (path.empty() || (is_system_path(path) && !below_program) || is_system_root(path))
    return false;
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
  if (is_shared_top(path) || is_within(path, "/root") || is_within(path, "/dev")) return false;
  if (is_shared_path(path)) return is_made_in_shared(facts, plan, path);
  if (!is_within(path, "/usr")) return true;
  return is_within(path, "/usr/src") || under_workdir(facts, plan, path) ||
         in_volume(facts, plan, path);
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
    if (removed_later(facts, plan, copy.item, *copy.to)) continue;
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

std::vector<OwnPath> paths_written(const Document& doc, const Facts& facts, const Plan& plan) {
  const OwnedView log = owned_before(facts, plan.stage, no_item);
  const State& end = facts.after_stage[plan.stage];
  std::vector<OwnPath> all;
  if (end.workdir && is_program_path(facts, plan, *end.workdir) &&
      wants_workdir(doc, facts, plan)) {
    add_path(all, {*end.workdir, false, "WORKDIR made it as root"});
  }
  // What its author made for a user that was there already is taken to be meant as it is.
  if (plan.standing == Standing::root) {
    if (std::optional<OwnPath> tree = brought_tree(doc, facts, plan)) add_path(all, *tree);
    add_left_data(facts, plan, all);
    add_made(facts, plan, log, all);
    add_made_files(doc, facts, plan, log, all);
    add_opened(doc, facts, plan, log, all);
  }
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const Volume& volume : facts.stages[at].volumes) {
      // What the program of the base image writes there is in the table.
      if (volume.of_base || !can_be_owned(log, volume.path)) continue;
      if (plan.standing == Standing::rootless && chosen_below(facts, plan, volume.path)) continue;
      add_path(all, {volume.path, false, "the program writes its VOLUME", false, true});
    }
  }
  for (const OwnPath& path : plan.writes) add_path(all, path);
  if (plan.standing == Standing::root) {
    spread_left_data(facts, plan, all);
    // What `git clone … .` finds in its folder, it does not go on with.
    const std::size_t tree = tree_brought_by(doc, facts, plan.stage);
    const bool here = tree != no_item && facts.before[tree].stage == plan.stage;
    for (OwnPath& path : all)
      if (here && is_within(path.path, *end.workdir)) path.since = std::max(path.since, tree);
  }
  if (plan.ownership == Ownership::openshift && plan.standing == Standing::root)
    add_copied(doc, facts, plan, all);
  return all;
}

std::vector<OwnPath> paths_to_own(const Document& doc, const Facts& facts, const Plan& plan) {
  const OwnedView log = owned_before(facts, plan.stage, no_item);
  std::vector<OwnPath> all = paths_written(doc, facts, plan);
  std::erase_if(all, [&](const OwnPath& path) { return !must_own(facts, log, plan, path); });
  // In a folder of its own the program makes its files itself.
  const std::vector<OwnPath> chosen = all;
  std::erase_if(all, [&](const OwnPath& file) {
    return file.file && !file.there && !is_there(log, file.path) &&
           std::any_of(chosen.begin(), chosen.end(), [&](const OwnPath& folder) {
             return !folder.file && folder.path == parent_path(file.path);
           });
  });
  return all;
}

}  // namespace dockerfix
