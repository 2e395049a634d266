#include "named_places.h"

#include <algorithm>
#include <array>

#include "ownership.h"
#include "text.h"

namespace dockerfix {
namespace {

constexpr std::array<std::string_view, 7> roots = {
    "/var/log/", "/var/lib/", "/var/cache/", "/var/spool/", "/var/run/", "/run/", "/data/"};

// Of the system, or of a program that shows them to this one.
constexpr std::array<std::string_view, 28> others = {
    "apt",     "dpkg",    "apk",      "rpm",  "docker", "containerd", "podman",
    "kubelet", "secrets", "dbus",     "udev", "utmp",   "wtmp",       "syslog",
    "journal", "systemd", "lock",     "user", "yum",    "dnf",        "btmp",
    "lastlog", "faillog", "messages", "auth", "kern",   "mail",       "misc"};

struct Named {            // of the text that names the places
  bool settings = false;  // and no source
  bool binds = false;     // somewhere
};

// Whether the line speaks of folders: LOG_DIR, makedirs, path.join, RotatingFileHandler(folder …).
bool speaks_of_folders(std::string_view line) {
  static constexpr std::array<std::string_view, 8> words = {"dir",    "Dir",    "DIR",  "folder",
                                                            "Folder", "FOLDER", "join", "LOGS"};
  return has_any(line, words);
}

// Whether a path may begin at `at`: in a string, or as a word. "sqlite:////var/lib/app/app.db" has
// its own way to write one.
bool opens(std::string_view line, std::size_t at) {
  if (at == 0) return true;
  const std::string_view before = line.substr(0, at);
  if (before.ends_with(":///") || before.ends_with("unix:") || before.ends_with("unix://"))
    return true;
  return std::string_view("\"'` \t=(").find(line[at - 1]) != std::string_view::npos;
}

// `bind = "unix:/run/app.sock"`, `server.listen('/run/app.sock')`; in settings also `socket =`,
// `stats socket`, `master-fifo`. What it only connects to is another's.
bool listens(std::string_view line, std::string_view path, const Named& named) {
  static constexpr std::array<std::string_view, 4> binds = {"bind", "listen", "Listen",
                                                            "UnixListener"};
  static constexpr std::array<std::string_view, 4> sockets = {"socket", "stats", "fifo", "sock ="};
  static constexpr std::array<std::string_view, 6> connects = {"pass",  "onnect", "upstream",
                                                               "proxy", "client", "server "};
  std::string rest(line);
  if (const std::size_t at = rest.find(path); at != std::string::npos) rest.erase(at, path.size());
  if (has_any(rest, binds)) return true;
  if (has_any(rest, connects)) return false;
  return named.settings ? has_any(rest, sockets) : named.binds;
}

// `SOCKET = "/run/app.sock"`, and `.listen(SOCKET)` elsewhere in the text.
bool binds_sockets(std::string_view text) {
  static constexpr std::array<std::string_view, 5> calls = {
      ".bind(", ".listen(", "start_unix_server", "create_unix_server", "UNIXServer"};
  return has_any(text, calls);
}

// `pidfile = "/run/app.pid"` of gunicorn, `pid "/run/app.pid"` of unicorn, PIDLockFile of
// python-daemon: they rename or link it into its place.
bool replaces_pid(std::string_view line) {
  static constexpr std::array<std::string_view, 4> words = {"pidfile", "PIDLockFile", "pid \"",
                                                            "pid '"};
  return has_any(line, words);
}

// "/var/spool/shop" is a folder, unless it is a server's that a client names.
bool is_folder_by_place(std::string_view root, std::string_view name) {
  static constexpr std::array<std::string_view, 3> places = {"/var/lib/", "/var/cache/",
                                                             "/var/spool/"};
  static constexpr std::array<std::string_view, 12> servers = {
      "mysql", "mariadb", "postgresql", "postgres",  "pgsql", "redis",
      "mongo", "mongodb", "rabbitmq",   "cassandra", "cron",  "elasticsearch"};
  return is_one_of(root, places) && !is_one_of(name, servers);
}

void add_place(std::vector<NamedPlace>& out, std::string_view found, std::string_view root,
               bool folder, std::string_view line, const Named& named) {
  static constexpr std::array<std::string_view, 4> endings = {".sock", ".socket", ".fifo", ".ipc"};
  const std::string path = join_path("/", found);
  if (!path.starts_with(root)) return;  // "/data/../etc/passwd"
  const std::string_view below = std::string_view(path).substr(root.size());
  const std::string_view first = below.substr(0, below.find_first_of("/."));
  if (first.empty() || is_one_of(first, others)) return;
  const bool at_root = below.find('/') == std::string_view::npos;
  const bool socket =
      at_root && std::any_of(endings.begin(), endings.end(),
                             [&](std::string_view ending) { return below.ends_with(ending); });
  const bool made_new = (socket && listens(line, found, named)) ||
                        (at_root && below.ends_with(".pid") && replaces_pid(line));
  if (socket && !made_new) return;
  // "/var/log/app" may be a file or a folder. What lies deeper has a folder that can be given away.
  const bool its_own = at_root && root != "/data/" && below.find('.') == std::string_view::npos;
  if (its_own && !folder && !speaks_of_folders(line) && !is_folder_by_place(root, first)) return;
  const bool there = std::any_of(out.begin(), out.end(),
                                 [&](const NamedPlace& place) { return place.path == path; });
  if (!there) out.push_back({path, folder || its_own, made_new});
}

// The root that a path at `at` of the line is below; empty: none of them, or no path begins there.
std::string_view root_at(std::string_view line, std::size_t at) {
  if (!opens(line, at)) return {};
  const std::string_view rest = line.substr(at);
  const auto root = std::find_if(roots.begin(), roots.end(),
                                 [&](std::string_view each) { return rest.starts_with(each); });
  return root == roots.end() ? std::string_view() : *root;
}

void read_line(std::vector<NamedPlace>& out, std::string_view line, const Named& named) {
  for (std::size_t at = line.find('/'); at != std::string_view::npos; at = line.find('/', at)) {
    while (line.substr(at).starts_with("//")) ++at;  // "sqlite:////data/shop.db"
    std::size_t end = at;
    while (end < line.size() && is_path_char(line[end])) ++end;
    const std::string_view root = root_at(line, at);
    if (!root.empty()) {
      if (is_comment_line(line) || is_of_the_web(line)) return;
      std::string_view found = line.substr(at, end - at);
      // "/var/log/app/{name}.log": what is known of it is the folder.
      const bool goes_on =
          end < line.size() && std::string_view("{$%*<").find(line[end]) != std::string_view::npos;
      if (goes_on) found = found.substr(0, found.rfind('/') + 1);
      add_place(out, found, root, found.ends_with('/'), line, named);
    }
    at = end;
  }
}

}  // namespace

bool is_of_the_web(std::string_view line) {
  static constexpr std::array<std::string_view, 13> calls = {
      ".get(", ".post(", ".put(", ".patch(", ".delete(", ".use(", ".all(",
      "route", "fetch(", "axios", "http",    "href",     "url"};
  static constexpr std::array<std::string_view, 7> settings = {
      "env", "Env", "ENV", "config", "Config", "ettings", "Paths.get("};
  return has_any(line, calls) && !has_any(line, settings);
}

bool is_below_state(std::string_view path) {
  return std::any_of(roots.begin(), roots.end(),
                     [&](std::string_view root) { return path.starts_with(root); });
}

std::vector<NamedPlace> places_named(std::string_view text, bool settings) {
  const Named named{settings, binds_sockets(text)};
  std::vector<NamedPlace> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (line.size() <= longest_line) read_line(out, line, named);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::vector<std::string> files_named(const std::string& path) {
  std::vector<std::string> out = {path};
  const std::string folder = parent_path(path);
  std::string module(base_name(path));
  module.resize(std::min(module.find(':'), module.size()));
  std::replace(module.begin(), module.end(), '.', '/');
  if (module.empty()) return out;
  out.push_back(join_path(folder, module + ".py"));
  out.push_back(join_path(folder, module + "/__main__.py"));
  out.push_back(join_path(folder, module + "/__init__.py"));
  out.push_back(join_path(folder, module + ".js"));
  out.push_back(join_path(folder, module + "/index.js"));
  return out;
}

}  // namespace dockerfix
