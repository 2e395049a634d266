// What the program writes, what HOME shall be, and what the operator has to know.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "kept_places.h"
#include "place.h"
#include "plan_parts.h"
#include "settings_files.h"

namespace dockerfix {

void add_write(std::vector<OwnPath>& out, OwnPath path) {
  const bool known =
      std::any_of(out.begin(), out.end(), [&](const OwnPath& p) { return p.path == path.path; });
  if (!known) out.push_back(std::move(path));
}

// A directory that only this file of the program lies in is made its own; a file among others is
// made empty instead.
OwnPath path_for(const std::string& whole, bool folder, const std::string& why) {
  const bool among_others = is_system_root(parent_path(whole));
  if (folder || among_others) return {whole, !folder, why, false, true};
  return {parent_path(whole), false, why, false, true};
}

namespace {

// The paths of a row of the table of base images: a final / marks a directory, // a tree, a ~ what
// needs no owner.
void add_row(std::vector<OwnPath>& out, const Look& look, std::string_view words) {
  const std::string why = fmt::format("{} writes there", look.base().text);
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    if (word.empty() || word.starts_with('~')) continue;
    const bool tree = word.ends_with("//");
    const bool there = word.starts_with('=');
    add_write(out,
              {join_path("/", word.substr(there)), !word.ends_with('/'), why, tree, true, there});
  }
}

// catalina.sh works below CATALINA_BASE, or else CATALINA_HOME, or else where it lies.
std::vector<std::string> tomcat_places(const Look& look, const Program& program) {
  const bool by_path = look.launch.command.find('/') != std::string::npos;
  Value base = final_variable(look.facts, look.stage, "CATALINA_BASE");
  if (base.kind != Value::Kind::set && !by_path)
    base = final_variable(look.facts, look.stage, "CATALINA_HOME");
  if (base.kind != Value::Kind::set || !base.text.starts_with('/')) return program.writes;
  std::vector<std::string> out;
  for (const std::string& path : program.writes) {
    const std::string name(base_name(std::string_view(path).substr(0, path.size() - 1)));
    out.push_back(join_path(base.text, name) + "/");
  }
  return out;
}

std::vector<std::string> places_of(const Look& look, const Program& program) {
  if (program.kind == "runs-nginx") return nginx_places(look, program.writes);
  if (program.kind == "runs-php-fpm") return php_fpm_places(look, program.writes);
  std::vector<std::string> own = packaged_default(look, program).places;
  if (!own.empty()) return own;
  return program.kind == "runs-tomcat" ? tomcat_places(look, program) : program.writes;
}

// Whether the row of the base image says where this program writes.
bool row_knows(const BaseImage* row, const Program& program) {
  if (!row || row->start != Start::serves) return false;
  return program.kind != "runs-nginx" || row->repository.find("nginx") != std::string_view::npos ||
         row->repository.find("openresty") != std::string_view::npos;
}

// Whether the row of the base image names what its program writes below that directory.
bool row_tells(const BaseImage* row, const std::string& directory) {
  const std::vector<std::string_view> words = words_of(row->writes);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    if (word.starts_with('=')) word.remove_prefix(1);
    return word.starts_with(directory + "/");
  });
}

}  // namespace

namespace {

// The RUN that installs the package whose directory that is as a rule: "/var/lib/redis" of redis
// and of redis-server; no_item: none does.
std::size_t brings_state(const Look& look, std::string_view path) {
  static constexpr std::array<std::string_view, 4> states = {"/var/lib/", "/var/log/",
                                                             "/var/cache/", "/var/spool/"};
  for (const std::string_view state : states) {
    if (!path.starts_with(state)) continue;
    const std::string_view name =
        path.substr(state.size(), path.find('/', state.size()) - state.size());
    for (const RunFacts& run : look.runs)
      for (const std::string& package : run.packages)
        if (name.size() > 2 && package.starts_with(name)) return run.item;
  }
  return no_item;
}

// Whether something was put into the folder: then it may be there to be read.
bool is_filled(const OwnedView& log, std::string_view folder) {
  return std::any_of(log.begin(), log.end(), [&](const std::span<const Owned> part) {
    return std::any_of(part.begin(), part.end(), [&](const Owned& entry) {
      const bool put = entry.what == Owned::What::content || entry.what == Owned::What::file;
      return put && is_within(entry.path, folder);
    });
  });
}

}  // namespace

void add_program(std::vector<OwnPath>& out, const Look& look, const Program& program,
                 const std::optional<std::string>& cwd, const std::string& why) {
  const bool known = row_knows(look.base().row, program);
  const std::optional<std::string>& home = look.base().workdir;
  const bool at_home = home && cwd == home && known && row_tells(look.base().row, *home);
  const std::size_t packaged = packaged_default(look, program).item;
  for (const std::string& path : places_of(look, program)) {
    const bool absolute = path.starts_with('/');
    if (path.starts_with('~') || at_home || (absolute && known)) continue;
    if (!absolute && !cwd) continue;
    std::string whole = join_path(cwd.value_or("/"), path);
    if (whole == "/var/run") whole = "/run";  // a link to it, which chown -R would not follow
    const std::string name =
        program.kind.starts_with("runs-") ? program.kind.substr(5) : "the program";
    OwnPath own = path_for(whole, path.ends_with('/'),
                           why.empty() ? fmt::format("{} writes there", name) : why);
    // A package leaves files of its own account in its directories: log files that are not for
    // others, for example. What is below the WORKDIR the copies give away.
    const bool tree =
        std::find(program.trees.begin(), program.trees.end(), path) != program.trees.end();
    own.recursive = tree || (absolute && !own.file && whole != "/run");
    // The package made it, for its own account: no COPY below does.
    const std::size_t brought = packaged != no_item ? packaged : brings_state(look, whole);
    const std::optional<OwnerFound> found =
        owner_of(owned_before(look.facts, look.stage, no_item), whole);
    const bool given = found && found->by == Owned::What::owner;
    if (own.recursive && !given && brought != no_item) own.since = brought;
    add_write(out, std::move(own));
  }
  for (const std::string& path : program.made_new) {
    if (!path.starts_with('/') && !cwd) continue;
    std::string folder = parent_path(join_path(cwd.value_or("/"), path));
    if (folder == "/var/run") folder = "/run";
    add_write(out, {folder, false, fmt::format("{} is made there", base_name(path)), false, true});
  }
  // In a WORKDIR of its own it makes them itself.
  for (const std::string& path : program.perhaps) {
    const std::string whole = join_path(cwd.value_or("/"), path);
    const bool there = is_there(owned_before(look.facts, look.stage, no_item), whole);
    if (cwd && (there || look.policy.ownership == Ownership::strict))
      add_write(out, {whole, false, "the program may write there", false, true});
  }
  for (const std::string& path : program.told)
    if (!is_filled(owned_before(look.facts, look.stage, no_item), path) && !is_system_path(path))
      add_write(out, {path, false, "an option of the program names it", false, false});
  if (program.kind == "runs-nginx" && !known) add_nginx_settings(out, look);
}

namespace {

// What a script or a text that starts it writes. Who removes, renames or replaces needs the folder.
void add_written(std::vector<OwnPath>& out, const Look& look, const Plan& plan,
                 const Written& write) {
  const std::string why = "what starts it writes there";
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  const bool replaces = write.kind == Write::Kind::entry;
  const bool folder = write.kind == Write::Kind::into || write.kind == Write::Kind::directory;
  std::string place = replaces ? parent_path(write.path) : write.path;
  const bool in_run = place == "/run" || place == "/var/run";
  if (in_run) place = "/run";  // where /var/run is a link to
  if (write.perhaps && !in_run && !owner_of(log, place)) return;
  OwnPath own = path_for(place, folder || replaces, why);
  // Files that COPY left to root are overwritten one by one.
  own.recursive = write.kind == Write::Kind::into && !own.file && is_there(log, own.path);
  if ((folder || replaces) && !is_there(log, own.path))
    for (std::string& above : missing_above(look, plan, own.path))
      add_write(out, {std::move(above), false, why, false, true});
  add_write(out, std::move(own));
  // `envsubst … >/etc/nginx/conf.d/default.conf`: the file may be the image's, or a package's, and
  // root's.
  const bool serves = look.base().row && look.base().row->start == Start::serves;
  const bool packaged = std::any_of(look.runs.begin(), look.runs.end(),
                                    [](const RunFacts& run) { return !run.packages.empty(); });
  if (write.kind == Write::Kind::file && is_within(place, "/etc") && !owner_of(log, place) &&
      (serves || (packaged && !is_there(log, parent_path(place)))))
    add_write(out, {place, true, why, false, true, true});
  // `touch logs/app.log` in the build: the file is root's, whoever has the directory.
  const std::optional<OwnerFound> file = folder || replaces ? std::nullopt : owner_of(log, place);
  if (file && file->sure && file->owner.kind == Owner::Kind::root)
    add_write(out, {place, true, why, false, true, true});
}

// An account that the file makes without a home gets one: semantics 0.3, rule 10.
void add_home(std::vector<OwnPath>& out, const Look& look, const Plan& plan) {
  // useradd leaves a home that is there already its owner.
  if (plan.create && plan.account.home &&
      holds_any(owned_before(look.facts, look.stage, no_item), *plan.account.home))
    return add_write(out,
                     {*plan.account.home, false, "it is there before the account", false, true});
  const KnownAccounts known = accounts_before(look.facts, look.stage, no_item);
  const KnownAccount* account = find_account(known, plan.account.name);
  const bool homeless = account && account->made_by != no_item && !account->account.has_home;
  if (!homeless || !plan.account.home || !is_within(*plan.account.home, "/home")) return;
  add_write(out, {*plan.account.home, false, "the account has no home yet", false, true});
}

}  // namespace

bool unpacks(const Look& look, const Copied& copy) {
  static constexpr std::array<std::string_view, 8> endings = {
      ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz"};
  const std::vector<Word> all = words(copy.instruction, look.doc.escape);
  if (copy.instruction.keyword != Keyword::add || all.size() != 2) return false;
  const std::string_view source = all[0].text;
  return source.find("://") == std::string_view::npos &&
         std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return source.ends_with(ending); });
}

namespace {

// "/opt/app" where the WORKDIR is in it and an archive is unpacked in /opt; empty: it is elsewhere.
std::string worked_in(const Look& look, const std::string& top) {
  const std::string workdir = look.end().workdir.value_or("/");
  if (workdir == top || !is_within(workdir, top)) return {};
  if (top == "/") return is_system_path(workdir) ? std::string() : workdir;
  return workdir.substr(0, workdir.find('/', top.size() + 1));
}

// ADD unpacks an archive with the owners that it has inside: semantics 1.5.
void add_archives(std::vector<OwnPath>& out, const Look& look) {
  for (const Copied& copy : look.copies) {
    if (!unpacks(look, copy) || !copy.to || is_within(*copy.to, "/usr")) continue;
    const std::string tree = is_top_path(*copy.to) ? worked_in(look, *copy.to) : *copy.to;
    if (!tree.empty())
      add_write(out, {tree, false, "ADD keeps the owners that are in the archive", true, false});
  }
}

// The models that a RUN of root loads stay root's, and huggingface_hub writes beside them what it
// finds of newer ones (refs, blobs, .locks: file_download.py). The folder is made first: what loads
// them may have been told another. What comes after that RUN has the last word.
void spread_models(const Look& look, const Plan& plan, std::string_view variable, OwnPath& own) {
  if (variable != "HF_HOME") return;
  const OwnPath alone = own;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Owned& entry : look.facts.stages[at].owned) {
      const bool above = is_within(own.path, entry.path);
      const bool mine = is_account(entry.owner, plan.account);
      const bool loads = look.doc.items[entry.item].keyword == Keyword::run &&
                         entry.what == Owned::What::content && entry.path == own.path;
      if (loads && entry.owner.kind != Owner::Kind::user) {
        own.recursive = true;
        own.since = entry.item;
        own.brought = can_give_itself(look.doc, look.facts, plan, entry.item, own.path);
      } else if (above && (entry.what == Owned::What::gone || (mine && entry.recursive))) {
        own = alone;
      } else if (own.recursive && entry.item != own.since && entry.what != Owned::What::gone &&
                 (is_within(entry.path, own.path) || (above && entry.recursive))) {
        own.since = entry.item;
        own.brought = false;
      }
    }
  }
}

// What the name says is kept at the path, or may be: CONFIG_PATH=/config, where nothing of the
// image is. Who mounts it has it as the host does, and else the program makes it.
Kept kept_at(const Look& look, const Setting& setting, const std::string& path) {
  const Kept kept = kept_by(setting.name);
  if (kept != Kept::nothing || !may_keep(setting.name)) return kept;
  const bool right_below_root = parent_path(path) == "/" && path.find('.') == std::string::npos;
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  return right_below_root && !is_filled(log, path) ? Kept::folder : Kept::nothing;
}

// What ENV tells the program to keep things in: semantics 2.2, generic logs and SQLite. Below the
// WORKDIR, which is its own, it makes what it misses.
void add_settings(std::vector<OwnPath>& out, const Look& look, const Plan& plan) {
  const std::optional<std::string>& workdir = look.end().workdir;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings) {
      if (!setting.env) continue;
      const Value value = final_variable(look.facts, look.stage, setting.name);
      const std::string path =
          value.kind == Value::Kind::set ? path_in_value(value.text) : std::string();
      if (path.empty() || !is_program_path(look.facts, plan, path)) continue;
      const Kept kept = kept_at(look, setting, path);
      if (kept == Kept::nothing) continue;
      OwnPath own =
          path_for(path, kept == Kept::folder, fmt::format("ENV {} names it", setting.name));
      const bool below = workdir && !is_top_path(*workdir) && is_within(own.path, *workdir);
      spread_models(look, plan, setting.name, own);
      if (below && !own.recursive && plan.ownership != Ownership::strict) continue;
      // A file right in a directory of the system's is made only where logs are.
      if (own.file && parent_path(own.path) != "/var/log") continue;
      own.known = own.file || own.recursive;
      // A socket among those of others is one of them: /run/docker.sock.
      if (own.file && is_within(own.path, "/run")) continue;
      if (!is_within(own.path, "/tmp") && !is_system_path(own.path)) {
        add_write(out, std::move(own));
      }
    }
  }
}

// What the files of the project tell that are copied to where the program works.
void add_project(std::vector<OwnPath>& out, const Look& look, const Plan& plan) {
  for (const ProjectSign& sign : project_of(look)) {
    if (!sign.argv.empty()) {
      Argv argv;
      for (const std::string& word : sign.argv) argv.push_back({word, word, true});
      add_program(out, look, program(argv), sign.folder, sign.why);
    }
    if (sign.path.empty() || !is_program_path(look.facts, plan, sign.path)) continue;
    add_write(out, {sign.path, false, sign.why, true, false});
  }
}

}  // namespace

namespace {

// `ENV HOME=/srv/web`: USER does not change it, and what is started keeps its settings there.
void add_named_home(std::vector<OwnPath>& out, const Look& look, const Plan& plan) {
  const Value home = final_variable(look.facts, look.stage, "HOME");
  if (plan.standing != Standing::root || home.kind != Value::Kind::set) return;
  const std::string path = path_in_value(home.text);
  if (path.empty() || path == plan.account.home || !is_program_path(look.facts, plan, path)) return;
  add_write(out, {path, false, "ENV HOME names it", false, true});
}

}  // namespace

std::vector<OwnPath> known_writes(const Look& look, const Plan& plan) {
  std::vector<OwnPath> out;
  if (plan.ownership == Ownership::openshift && plan.account.home) {
    add_write(out, {*plan.account.home, false, "any id has its home there", false, true});
  }
  const BaseImage* row = look.base().row;
  if (row && row->start == Start::serves) {
    add_row(out, look, row->writes);
    add_nginx_settings(out, look);
  }
  add_home(out, look, plan);
  add_named_home(out, look, plan);
  for (OwnPath& path : closed_paths(look, plan)) add_write(out, std::move(path));
  if (plan.standing == Standing::root) add_settings(out, look, plan);
  add_archives(out, look);
  const std::optional<std::string>& cwd = look.launch.cwd;
  if (cwd && cwd != look.end().workdir && is_program_path(look.facts, plan, *cwd))
    add_write(out, {*cwd, false, "what starts it works there", false, false});
  for (const Program& found : look.launch.programs) add_program(out, look, found, cwd);
  if (plan.standing == Standing::root) {
    add_project(out, look, plan);
    add_unread(out, look);
    for (OwnPath& own : named_in_files(look, plan)) add_write(out, std::move(own));
  }
  for (const Written& write : look.launch.writes) add_written(out, look, plan, write);
  return out;
}

std::optional<std::string> home_to_set(const Look& look, const Plan& plan) {
  const Value home = final_variable(look.facts, look.stage, "HOME");
  if (plan.ownership == Ownership::openshift && plan.standing == Standing::root) {
    return plan.account.home;  // an id that no passwd knows has / for its home
  }
  if (home.kind != Value::Kind::set || !is_within(home.text, "/root")) return std::nullopt;
  return plan.account.home;
}

}  // namespace dockerfix
