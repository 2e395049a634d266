// What the program writes, what HOME shall be, and what the operator has to know.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "place.h"
#include "plan_parts.h"
#include "settings_files.h"

namespace dockerfix {
namespace {

void add(std::vector<OwnPath>& out, OwnPath path) {
  const bool known =
      std::any_of(out.begin(), out.end(), [&](const OwnPath& p) { return p.path == path.path; });
  if (!known) out.push_back(std::move(path));
}

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
    add(out, {join_path("/", word.substr(there)), !word.ends_with('/'), why, tree, true, there});
  }
}

// A directory that only this file of the program lies in is made its own; a file among others is
// made empty instead.
OwnPath path_for(const std::string& whole, bool folder, const std::string& why) {
  const bool among_others = is_system_root(parent_path(whole));
  if (folder || among_others) return {whole, !folder, why, false, true};
  return {parent_path(whole), false, why, false, true};
}

// Where a distribution's package differs: Alpine's nginx has --pid-path=/run/nginx/nginx.pid and
// its caches below --prefix=/var/lib/nginx (aports main/nginx/APKBUILD). Settings that are copied
// name /run/nginx.pid as a rule.
std::vector<std::string> places_of_package(const Look& look, const Program& program) {
  std::vector<std::string> places = program.writes;
  if (program.kind != "runs-nginx" || look.base().family != Family::alpine) return places;
  std::erase(places, "/var/cache/nginx/");
  places.emplace_back("/run/nginx/");
  // Before 3.11 its temporary files were there, and a link led to them from /var/lib/nginx.
  const std::optional<ImageRef> image = parse_image(look.base().text);
  if (image && matches_any("3.<11*|*alpine3.<11*", image->tag))
    places.emplace_back("/var/tmp/nginx/");
  return places;
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

// `why`: empty: the program itself.
void add_program(std::vector<OwnPath>& out, const Look& look, const Program& program,
                 const std::optional<std::string>& cwd, const std::string& why = {}) {
  const bool known = row_knows(look.base().row, program);
  const std::optional<std::string>& home = look.base().workdir;
  const bool at_home = home && cwd == home && known && row_tells(look.base().row, *home);
  for (const std::string& path : places_of_package(look, program)) {
    const bool absolute = path.starts_with('/');
    if (path.starts_with('~') || at_home || (absolute && known)) continue;
    if (!absolute && !cwd) continue;
    const std::string whole = join_path(cwd.value_or("/"), path);
    const std::string name =
        program.kind.starts_with("runs-") ? program.kind.substr(5) : "the program";
    OwnPath own = path_for(whole, path.ends_with('/'),
                           why.empty() ? fmt::format("{} writes there", name) : why);
    // A package leaves files of its own account in its directories: log files that are not for
    // others, for example. What is below the WORKDIR the copies give away.
    const bool tree =
        std::find(program.trees.begin(), program.trees.end(), path) != program.trees.end();
    own.recursive = tree || (absolute && !own.file);
    add(out, std::move(own));
  }
}

// A log or a pid file. What the image has in /var/log/nginx are links to its standard streams.
void add_log(std::vector<OwnPath>& out, const std::string& path, const std::string& why) {
  const std::string folder = parent_path(path);
  if (folder == "/var/log/nginx")
    add(out, {folder, false, why, false, true, true});
  else
    add(out, path_for(path, false, why));
}

// What copied settings name, where they are files that are at hand; whether that is all of it.
bool add_named(std::vector<OwnPath>& out, const Look& look, const Copied& copy) {
  const std::vector<Word> all = words(copy.instruction, look.doc.escape);
  if (!look.policy.context || copy.instruction.flag("from") || !copy.instruction.heredocs.empty())
    return false;
  bool resolved = true;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const std::optional<std::string> text = look.policy.context(all[i].text);
    if (!text) return false;
    const NginxSettings settings = read_nginx(*text);
    const std::string why = fmt::format("{} names it", all[i].text);
    for (const std::string& path : settings.files) add_log(out, path, why);
    for (const std::string& path : settings.folders)
      add(out, {path, false, why, false, true, false});
    resolved = resolved && !settings.unresolved;
  }
  return resolved;
}

// Settings of the file's own may name log files of their own: those of the image are links.
void add_own_settings(std::vector<OwnPath>& out, const Look& look) {
  const BaseImage* row = look.base().row;
  if (!row || !matches_any("nginx", row->repository)) return;
  for (const Copied& copy : look.copies) {
    const bool settings = copy.to && is_within(*copy.to, "/etc/nginx") &&
                          !is_within(*copy.to, "/etc/nginx/templates") &&
                          !is_within(*copy.to, "/etc/nginx/modules");
    if (!settings || add_named(out, look, copy)) continue;
    add(out, {"/var/log/nginx", false, "settings that are copied may name logs there", false, true,
              true});
  }
}

// Templates are written over the settings that the image brings.
void add_templates(std::vector<OwnPath>& out, const Look& look) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Owned& entry : look.facts.stages[at].owned) {
      const bool templates = is_within(entry.path, "/etc/nginx/templates");
      if (!templates || entry.what != Owned::What::content) continue;
      add(out, {"/etc/nginx/conf.d", false, "nginx writes its templates there", true, true});
    }
  }
}

// What a script or a text that starts it writes. Who removes, renames or replaces needs the folder.
void add_written(std::vector<OwnPath>& out, const Look& look, const Written& write) {
  const std::string why = "what starts it writes there";
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  const bool replaces = write.kind == Write::Kind::entry;
  const bool folder = write.kind == Write::Kind::into || write.kind == Write::Kind::directory;
  const std::string& place = replaces ? parent_path(write.path) : write.path;
  if (write.perhaps && !owner_of(log, place)) return;
  OwnPath own = path_for(place, folder || replaces, why);
  // Files that COPY left to root are overwritten one by one.
  own.recursive = write.kind == Write::Kind::into && !own.file && is_there(log, own.path);
  add(out, std::move(own));
  // `touch logs/app.log` in the build: the file is root's, whoever has the directory.
  const std::optional<OwnerFound> file = folder || replaces ? std::nullopt : owner_of(log, place);
  if (file && file->sure && file->owner.kind == Owner::Kind::root)
    add(out, {place, true, why, false, true, true});
}

// An account that the file makes without a home gets one: semantics 0.3, rule 10.
void add_home(std::vector<OwnPath>& out, const Look& look, const Plan& plan) {
  const KnownAccounts known = accounts_before(look.facts, look.stage, no_item);
  const KnownAccount* account = find_account(known, plan.account.name);
  const bool homeless = account && account->made_by != no_item && !account->account.has_home;
  if (!homeless || !plan.account.home || !is_within(*plan.account.home, "/home")) return;
  add(out, {*plan.account.home, false, "the account has no home yet", false, true});
}

// A local file that ADD unpacks; of a URL it does not.
bool is_archive(std::string_view source) {
  static constexpr std::array<std::string_view, 8> endings = {
      ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz"};
  return source.find("://") == std::string_view::npos &&
         std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return source.ends_with(ending); });
}

// ADD unpacks an archive with the owners that it has inside: semantics 1.5.
void add_archives(std::vector<OwnPath>& out, const Look& look) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const Stage& stage = look.facts.stages[at];
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      if (look.doc.items[i].keyword != Keyword::add) continue;
      const Instruction add_line = read(look.doc, look.doc.items[i]);
      const std::vector<Word> all = words(add_line, look.doc.escape);
      const bool archive = all.size() == 2 && is_archive(all[0].text);
      const std::optional<std::string> to =
          copy_destination(look.doc, look.facts, i, add_line, look.facts.before[i]);
      if (archive && to && !is_top_path(*to) && !is_within(*to, "/usr")) {
        add(out, {*to, false, "ADD keeps the owners that are in the archive", true, false});
      }
    }
  }
}

enum class Named : std::uint8_t { nothing, folder, file };

// "DATA_DIR", "APP_UPLOAD_FOLDER", "SQLITE_PATH": a place that the program keeps something in. Not
// what a tool of the build is told (PIP_CACHE_DIR), nor what is brought to it (DB_PASSWORD_FILE).
Named named_by(std::string_view variable) {
  static constexpr std::array<std::string_view, 23> tools = {
      "PIP",    "UV",      "POETRY",   "NPM",    "YARN", "PNPM",  "CARGO",   "RUSTUP",
      "GRADLE", "MAVEN",   "M2",       "CCACHE", "GEM",  "CONDA", "MAMBA",   "NVM",
      "PYENV",  "SCCACHE", "COMPOSER", "BUNDLE", "APT",  "BUN",   "COREPACK"};
  static constexpr std::array<std::string_view, 12> brought = {
      "PASSWORD", "SECRET", "SECRETS", "KEY",  "TOKEN", "CERT",
      "CA",       "USER",   "NAME",    "HOST", "PORT",  "CREDENTIALS"};
  static constexpr std::array<std::string_view, 17> kept = {
      "DATA",   "DATADIR", "LOGS",  "LOGDIR", "UPLOAD", "UPLOADS", "STORAGE",   "STATE",   "CACHE",
      "BACKUP", "BACKUPS", "MEDIA", "OUTPUT", "TMP",    "TEMP",    "DOWNLOADS", "SESSIONS"};
  static constexpr std::array<std::string_view, 8> one_file = {
      "LOG", "LOGFILE", "DB", "DATABASE", "SQLITE", "SQLITE3", "PID", "PIDFILE"};
  static constexpr std::array<std::string_view, 6> folders = {"DIR",     "DIRECTORY", "FOLDER",
                                                              "FOLDERS", "ROOT",      "HOME"};
  // Known by their whole names: the tools' own documents.
  static constexpr std::array<std::string_view, 4> whole = {"DENO_DIR", "HF_HOME", "TORCH_HOME",
                                                            "MPLCONFIGDIR"};
  if (is_one_of(variable, whole)) return Named::folder;
  if (is_one_of(variable.substr(0, variable.find('_')), tools)) return Named::nothing;
  const std::vector<std::string_view> parts = name_words(variable, "_");
  if (has_one_of(parts, brought)) return Named::nothing;
  const bool keeps = has_one_of(parts, kept);
  const bool file = has_one_of(parts, one_file);
  if (!keeps && !file) return Named::nothing;
  const std::string_view word = parts.back();
  if (is_one_of(word, folders)) return Named::folder;
  const bool names_file = word == "FILE" || word == "URL" || word == "URI" || word == "DSN";
  return file || names_file ? Named::file : Named::folder;
}

// The path in a value: "/data", "sqlite:////data/app.db", "file:/data/app.db"; empty: none, or one
// that the WORKDIR goes before ("sqlite:///app.db", by SQLAlchemy's rules).
std::string path_in(std::string value) {
  const std::size_t colon = value.find(':');
  const std::string scheme = value.substr(0, std::min(colon, value.size()));
  if (scheme.starts_with("sqlite") || scheme == "file") {
    value.erase(0, colon + 1);
    if (value.starts_with("///")) value.erase(0, scheme == "file" ? 2 : 3);
    value.resize(std::min(value.find('?'), value.size()));
  }
  const bool plain = value.starts_with('/') && value.find_first_of(":; ,") == std::string::npos;
  return plain ? join_path("/", value) : std::string();
}

// What ENV tells the program to keep things in: semantics 2.2, generic logs and SQLite. Below the
// WORKDIR, which is its own, it makes what it misses.
void add_settings(std::vector<OwnPath>& out, const Look& look, const Plan& plan) {
  const std::optional<std::string>& workdir = look.end().workdir;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings) {
      const Named named = setting.env ? named_by(setting.name) : Named::nothing;
      if (named == Named::nothing) continue;
      const Value value = final_variable(look.facts, look.stage, setting.name);
      const std::string path = value.kind == Value::Kind::set ? path_in(value.text) : std::string();
      if (path.empty() || !is_program_path(look.facts, plan, path)) continue;
      OwnPath own =
          path_for(path, named == Named::folder, fmt::format("ENV {} names it", setting.name));
      const bool below = workdir && !is_top_path(*workdir) && is_within(own.path, *workdir);
      if (below && plan.ownership != Ownership::strict) continue;
      // A file right in a directory of the system's is made only where logs are.
      if (own.file && parent_path(own.path) != "/var/log") continue;
      own.known = own.file;
      if (!is_within(own.path, "/tmp") && !is_within(own.path, "/run") &&
          !is_system_path(own.path)) {
        add(out, std::move(own));
      }
    }
  }
}

struct Packaged {
  std::string_view package;  // how the names of its packages begin
  std::string_view command;
  std::string_view kind;  // of Program
};
constexpr std::array<Packaged, 7> packaged = {{{"nginx", "nginx", "runs-nginx"},
                                               {"apache2", "apache2", "runs-apache"},
                                               {"httpd", "httpd", "runs-apache"},
                                               {"php-fpm", "php-fpm", "runs-php-fpm"},
                                               {"lighttpd", "lighttpd", "runs-lighttpd"},
                                               {"varnish", "varnishd", "runs-varnish"},
                                               {"squid", "squid", "runs-squid"}}};

// A script or a supervisor that nobody can read starts what the file installs: where a server
// writes does not depend on who starts it.
void add_installed(std::vector<OwnPath>& out, const Look& look) {
  const std::vector<Program>& started = look.launch.programs;
  const bool unread = std::any_of(started.begin(), started.end(),
                                  [](const Program& found) { return found.runs == Runs::unknown; });
  if (!unread) return;
  for (const Packaged& row : packaged) {
    const bool said = std::any_of(started.begin(), started.end(),
                                  [&](const Program& found) { return found.kind == row.kind; });
    if (said || !installs(look, row.package)) continue;
    const std::string command(row.command);
    add_program(out, look, program({{command, command, true}}), look.launch.cwd);
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
    add(out, {sign.path, false, sign.why, true, false});
  }
}

}  // namespace

std::vector<OwnPath> known_writes(const Look& look, const Plan& plan) {
  std::vector<OwnPath> out;
  if (plan.ownership == Ownership::openshift && plan.account.home) {
    add(out, {*plan.account.home, false, "any id has its home there", false, true});
  }
  const BaseImage* row = look.base().row;
  if (row && row->start == Start::serves) {
    add_row(out, look, row->writes);
    add_templates(out, look);
    add_own_settings(out, look);
  }
  add_home(out, look, plan);
  for (OwnPath& path : closed_paths(look, plan)) add(out, std::move(path));
  if (plan.standing == Standing::root) add_settings(out, look, plan);
  add_archives(out, look);
  const std::optional<std::string>& cwd = look.launch.cwd;
  if (cwd && cwd != look.end().workdir && is_program_path(look.facts, plan, *cwd))
    add(out, {*cwd, false, "what starts it works there", false, false});
  for (const Program& found : look.launch.programs) add_program(out, look, found, cwd);
  if (plan.standing == Standing::root) add_project(out, look, plan);
  if (plan.standing == Standing::root) add_installed(out, look);
  for (const Written& write : look.launch.writes) add_written(out, look, write);
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
