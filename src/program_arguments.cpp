// What the arguments of any program say of the files and ports it uses.
#include "program_arguments.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "command_options.h"
#include "kept_places.h"
#include "text.h"

namespace dockerfix::programs {
namespace {

using commands::is_one_of;

// Options that name what is written, of whatever program: words of one dash or two.
constexpr std::string_view file_options =
    "log-file logfile log_file logpath access-logfile error-logfile "
    "access-log error-log db-file database-file sqlite sqlite-path junitxml junit-xml output-file "
    "report-file result-log";
constexpr std::string_view pid_options = "pid pid-file pid_file pidfile";
constexpr std::string_view directory_options =
    "data-dir datadir data_dir data-path storage-dir storage_dir cache-dir cachedir log-dir logdir "
    "log_dir "
    "upload-dir uploads-dir state-dir storage.path storage.tsdb.path storage.local.path db-dir "
    "dbpath "
    "work-dir tmp-dir temp-dir persistence-path output-dir output_dir outputdir report-dir "
    "reports-dir results-dir download-dir";
constexpr std::string_view port_options =
    "port http-port https-port http_port server.port listen-port bind b listen listen-address "
    "web.listen-address addr address http http-address https-address entrypoints.web.address";
constexpr std::string_view socket_options =  // that name what a server listens on
    "b bind listen listen-address s socket socket-path socket-file http-socket u uds unix-socket "
    "unix_socket unixsocket";
constexpr std::string_view ports_by_p =  // whose -p is a port
    "serve http-server rails puma rackup thin flask next daphne uvicorn json-server live-server "
    "thrust "
    "jekyll httpd streamlit memcached";

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "80", ":80", "0.0.0.0:80", "[::]:80", "tcp://*:80": the port, where it is low.
std::optional<unsigned> low_port(std::string_view value) {
  const std::size_t colon = value.rfind(':');
  if (colon != std::string_view::npos) value.remove_prefix(colon + 1);
  unsigned port = 0;
  if (!is_number(value)) return std::nullopt;
  const auto result = std::from_chars(value.data(), value.data() + value.size(), port);
  if (result.ec != std::errc() || port == 0 || port >= 1024) return std::nullopt;
  return port;
}

// `--bind unix:/run/app.sock`, `--uds /run/app.sock`. The sockets of container engines are there to
// be used.
void add_socket(Program& program, std::string_view value) {
  constexpr std::string_view of_engines = "docker.sock containerd.sock podman.sock crio.sock";
  value = value.substr(0, value.find('?'));
  const bool marked = value.starts_with("unix:");
  if (marked) value.remove_prefix(5);
  if (marked && value.starts_with("//")) value.remove_prefix(2);
  const bool named = value.ends_with(".sock") || value.ends_with(".socket");
  if (!marked && !(named && value.starts_with('/'))) return;
  if (!is_one_of(base_name(value), of_engines)) add_made_new(program, std::string(value));
}

// sqlite:///data/x.db, sqlite:////abs/x.db, file:./dev.db, data/app.sqlite3
void add_sqlite(Program& program, std::string_view value) {
  for (const std::string_view scheme :
       {"sqlite:///", "sqlite3:///", "sqlite://", "sqlite:", "file:"})
    if (value.starts_with(scheme)) {
      value.remove_prefix(scheme.size());
      break;
    }
  value = value.substr(0, value.find('?'));
  const bool database =
      value.ends_with(".db") || value.ends_with(".sqlite") || value.ends_with(".sqlite3");
  if (!database || value.find("://") != std::string_view::npos || value.starts_with('-')) return;
  add_path(program, std::string(value), false);
  // Its journal is made next to it.
  const std::size_t slash = value.rfind('/');
  if (slash == std::string_view::npos)
    program.cwd_writes = true;
  else
    add_path(program, std::string(value.substr(0, slash)), true);
}

// `-d /datastore`. Of one letter, those that commonly name a folder that is written; of `-c /srv/x`
// and a path with an ending nobody can tell that it is one.
void add_told(Program& program, std::string_view option, const std::string& path) {
  constexpr std::string_view letters = "dDoOwW";
  const bool letter = option.size() == 1 && letters.find(option[0]) != std::string_view::npos;
  const bool folder = base_name(path).find('.') == std::string_view::npos;
  if (is_one_of(option, "cp classpath class-path module-path chdir app-dir directory basedir"))
    return;
  if (path.starts_with('/') && path.size() > 1 && folder && (letter || option.size() > 1))
    program.told.push_back(path);
}

// `-sd /data`, `--state /var/lib/app/state`: what an option of a program names there it keeps
// there, but for what it only reads.
void add_state(Program& program, std::string_view option, std::string_view value) {
  constexpr std::array<std::string_view, 5> roots = {"/var/log/", "/var/lib/", "/var/cache/",
                                                     "/var/spool/", "/data/"};
  constexpr std::array<std::string_view, 16> read = {
      "conf",   "cert", "key", "tls",    "ssl",   "root",   "static", "templ",
      "schema", "web",  "ca",  "plugin", "token", "secret", "pass",   "rule"};
  constexpr std::array<std::string_view, 10> read_only = {
      ".yaml", ".yml", ".toml", ".conf", ".ini", ".cfg", ".pem", ".crt", ".key", ".properties"};
  const std::string whole = std::string(value) + (value == "/data" ? "/" : "");
  const auto root = std::find_if(roots.begin(), roots.end(),
                                 [&](std::string_view each) { return whole.starts_with(each); });
  const bool is_read = has_any(option, read) || std::any_of(read_only.begin(), read_only.end(),
                                                            [&](std::string_view ending) {
                                                              return value.ends_with(ending);
                                                            });
  if (is_read || !is_plain_path(whole)) return;
  // `--storage /srv/files`; of `--db /app` nobody can tell whether it is a file.
  const Kept kept = root == roots.end() ? kept_by(option) : Kept::nothing;
  if (kept == Kept::folder && whole.starts_with('/')) return add_path(program, whole, true);
  if (root == roots.end()) return add_told(program, option, whole);
  if (option.size() < 2) return;
  const std::string_view below = std::string_view(whole).substr(root->size());
  if (below.empty() && *root != "/data/") return;
  if (whole.ends_with('/')) return add_path(program, whole, true);
  // Whether "/data/log" is a file or a folder nobody can tell: what it is in can be given away.
  if (below.find('/') != std::string_view::npos || *root == "/data/")
    return add_path(program, whole.substr(0, whole.rfind('/')), true);
  add_path(program, whole, below.find('.') == std::string_view::npos);
}

// php -S 0.0.0.0:80, python -m http.server 80, manage.py runserver 0:80
void read_special_ports(const Argv& argv, const std::string& name, Program& program) {
  const bool serves = is_one_of(name, "http.server SimpleHTTPServer manage.py python pypy php");
  for (std::size_t i = 1; serves && i < argv.size(); ++i) {
    if (!argv[i].value) continue;
    const std::string& before = argv[i - 1].value.value_or("");
    if (name == "http.server" || name == "SimpleHTTPServer" || before == "runserver" ||
        before == "-S")
      add_port(program, *argv[i].value);
  }
}

}  // namespace

void add_port(Program& program, std::string_view value) {
  const std::optional<unsigned> port = low_port(value);
  if (!port) return;
  const auto& ports = program.low_ports;
  if (std::find(ports.begin(), ports.end(), *port) == ports.end())
    program.low_ports.push_back(*port);
}

void add_path(Program& program, std::string path, bool directory) {
  if (path.empty() || path == "-" || path.starts_with("/dev/") || path.starts_with("/proc/"))
    return;
  if (path.find("://") != std::string::npos || path == "true" || path == "false" || is_number(path))
    return;
  if (directory && (path == "." || path == "./")) {
    program.cwd_writes = true;
    return;
  }
  if (directory && !path.ends_with('/')) path += '/';
  auto& writes = program.writes;
  if (std::find(writes.begin(), writes.end(), path) == writes.end())
    writes.push_back(std::move(path));
}

void add_made_new(Program& program, const std::string& path) {
  if (path.empty() || path == "-" || path.starts_with("/dev/") || path.starts_with("/proc/"))
    return;
  std::erase(program.writes, path);
  program.made_new.push_back(path);
  program.cwd_writes = program.cwd_writes || path.find('/') == std::string::npos;
}

// What any program's arguments say of files, directories and ports.
void read_arguments(const Argv& argv, const std::string& name, bool listed, Program& program) {
  for (std::size_t i = 1; i < argv.size(); ++i) {
    if (!argv[i].value) continue;
    std::string_view word = *argv[i].value;
    if (!word.starts_with('-')) {
      add_sqlite(program, word);
      continue;
    }
    word.remove_prefix(word.starts_with("--") ? 2 : 1);
    const std::size_t equals = word.find('=');
    std::string value;
    if (equals != std::string_view::npos)
      value = word.substr(equals + 1);
    else if (i + 1 < argv.size() && argv[i + 1].value)
      value = *argv[i + 1].value;
    if (value.starts_with('-')) continue;
    const std::string_view option = word.substr(0, equals);
    if (is_one_of(option, file_options)) add_path(program, value, false);
    if (is_one_of(option, directory_options)) add_path(program, value, true);
    const bool path = value.find('/') != std::string::npos;
    if (!listed && path) add_state(program, option, value);
    if (path && is_one_of(option, "home home-dir homedir")) add_path(program, value, true);
    if (path && is_one_of(option, pid_options)) add_made_new(program, value);
    if (is_one_of(option, port_options)) add_port(program, value);
    if (is_one_of(option, socket_options)) add_socket(program, value);
    if (option == "p" && is_one_of(name, ports_by_p)) add_port(program, value);
    if (equals != std::string_view::npos) add_sqlite(program, value);
  }
  read_special_ports(argv, name, program);
}

}  // namespace dockerfix::programs
