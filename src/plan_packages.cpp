// What packages bring beside their programs: accounts, directories and servers. One function a
// reason; each makes the fix unsafe.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "plan_parts.h"

namespace dockerfix {

bool installs(const Look& look, std::string_view start) {
  for (const RunFacts& run : look.runs) {
    for (const std::string& package : run.packages) {
      if (package.starts_with(start)) return true;
    }
  }
  return false;
}

namespace {

bool runs(const Look& look, std::string_view kind) {
  return std::any_of(look.launch.programs.begin(), look.launch.programs.end(),
                     [&](const Program& program) { return program.kind == kind; });
}

// The image's own command starts nginx or httpd, as nothing says otherwise.
bool is_web_server(const BaseImage* row) {
  return row && row->start == Start::serves && matches_any("nginx|*/nginx|httpd", row->repository);
}

// nginx writes where its build was told to; what is known holds for packages and the image.
std::optional<Reason> nginx_of_its_own(const Look& look) {
  const BaseImage* row = look.base().row;
  const bool brings = row && row->start == Start::serves;
  if (!runs(look, "runs-nginx") || brings || installs(look, "nginx")) return std::nullopt;
  return Reason{"nginx-built", look.line(look.launch.item()),
                "no package of the distribution brings this nginx: where it writes, its build says",
                "own those paths, and give --unsafe-fixes"};
}

// The package keeps its configuration for its own account: 0640 redis:redis.
std::optional<Reason> closed_settings(const Look& look) {
  static constexpr std::array<std::string_view, 6> readers = {
      "redis-server", "valkey-server", "mosquitto", "memcached", "squid", "haproxy"};
  const bool reader = std::find(readers.begin(), readers.end(), look.launch.name) != readers.end();
  const BaseImage* row = look.base().row;
  if (!reader || (row && row->start != Start::shell)) return std::nullopt;
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (const std::string& path : look.launch.named) {
    if (!is_within(path, "/etc") || path == "/etc") continue;
    if (owner_of(log, path)) continue;  // the file's own
    return Reason{
        "package-settings", look.line(look.launch.item()),
        fmt::format("{} comes with the package, which may close it to other accounts", path),
        "COPY settings of your own, or give --unsafe-fixes"};
  }
  return std::nullopt;
}

// The php-fpm of a distribution's package has directories and an account of that package. So have
// the servers of Red Hat's: /var/lib/php/session is 0770 root:apache, and mariadb's settings name
// /run/mariadb and /var/log/mariadb (the spec files of php and mariadb10.5).
std::optional<Reason> packaged_server(const Look& look) {
  const BaseImage* row = look.base().row;
  if (row && row->start != Start::shell) return std::nullopt;
  const Family family = look.base().family;
  const bool redhat = family == Family::redhat;
  const bool php_image = row && row->repository.find("php") != std::string::npos;
  const bool fpm = runs(look, "runs-php-fpm") && !php_image && family != Family::debian;
  const bool server =
      redhat && (runs(look, "runs-mysqld") || (runs(look, "runs-apache") && installs(look, "php")));
  if (!fpm && !server) return std::nullopt;
  return Reason{fpm ? "packaged-php-fpm" : "packaged-server", look.line(look.launch.item()),
                fmt::format("where {} writes here, and as whom, its package decides",
                            fpm ? "php-fpm" : look.launch.name),
                "start from an official image, or give --unsafe-fixes"};
}

struct Daemon {
  std::string_view packages;
  std::string_view kind;  // of the program that it is
};
constexpr std::array<Daemon, 10> daemons = {{
    {"cron cronie anacron dcron", "runs-cron"},
    {"nginx nginx-full nginx-light nginx-extras nginx-core", "runs-nginx"},
    {"apache2 httpd", "runs-apache"},
    {"openssh-server", "runs-sshd"},
    {"rsyslog syslog-ng", "runs-syslog"},
    {"postfix exim4", "runs-mail"},
    {"mysql-server mariadb-server", "runs-mysqld"},
    {"supervisor pip:supervisor", "runs-supervisord"},
    {"redis-server redis valkey", "runs-redis"},
    {"postgresql postgresql-server", "runs-postgres"},
}};

// A package is a server's, and the server is not what the container starts: something else does,
// as root for all that anybody can tell.
std::optional<Reason> other_daemon(const Look& look) {
  for (const RunFacts& run : look.runs) {
    for (const std::string& package : run.packages) {
      for (const Daemon& daemon : daemons) {
        if (!has_word(daemon.packages, package) || runs(look, daemon.kind)) continue;
        return Reason{"other-daemon", look.line(run.item),
                      fmt::format("it installs {}, which nothing here starts: what does may "
                                  "need root",
                                  package),
                      "give --unsafe-fixes if nothing starts it"};
      }
    }
  }
  return std::nullopt;
}

constexpr std::array<Check, 4> checks = {nginx_of_its_own, closed_settings, packaged_server,
                                         other_daemon};

}  // namespace

// The workers, which open the files, are another account's from the start; but for code that runs
// inside (Lua, PHP, WSGI) and for what starts before, they only read.
bool only_reads(const Look& look) {
  const Launch& launch = look.launch;
  if (!launch.writes.empty() || installs(look, "php") || installs(look, "libapache2-mod"))
    return false;
  const bool base = is_web_server(look.base().row);
  if (launch.programs.empty()) return base && !launch.own_command;
  return std::all_of(launch.programs.begin(), launch.programs.end(), [&](const Program& program) {
    const bool nginx = program.kind == "runs-nginx" && launch.name != "openresty";
    return nginx || (base && program.kind == "runs-apache");
  });
}

std::span<const Check> package_doubts() {
  return checks;
}

}  // namespace dockerfix
