// The servers that packages of the distribution bring, with accounts, directories and settings of
// their own. One function a reason; each makes the fix unsafe.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "idle.h"
#include "packaged.h"
#include "plan_parts.h"

namespace dockerfix {

bool is_php_fpm(std::string_view package) {
  return package.starts_with("php") && package.ends_with("-fpm");
}

// Debian's php-fpm.conf has error_log = /var/log/php8.2-fpm.log, Alpine's log/php83/error.log,
// Fedora's /var/log/php-fpm/error.log and pid = /run/php-fpm/php-fpm.pid.
std::vector<std::string> php_fpm_places(const Look& look, std::vector<std::string> places) {
  const Family family = look.base().family;
  const bool packaged = std::any_of(look.runs.begin(), look.runs.end(), [](const RunFacts& run) {
    return std::any_of(run.packages.begin(), run.packages.end(), is_php_fpm);
  });
  if (family != Family::debian || !packaged) std::erase(places, "/run/php/");
  for (const RunFacts& run : look.runs) {
    for (std::string package : run.packages) {
      if (!is_php_fpm(package)) continue;
      // `apt-get install php-fpm` brings the version that `php-fpm8.2` names.
      for (const std::string& command : look.launch.commands) {
        const std::string_view name = base_name(command);
        const bool version = name.starts_with("php-fpm") && name.size() > 7 &&
                             name.find_first_not_of("0123456789.", 7) == std::string_view::npos;
        if (package == "php-fpm" && version) package = fmt::format("php{}-fpm", name.substr(7));
      }
      if (family == Family::debian && package != "php-fpm")
        places.push_back(fmt::format("/var/log/{}.log", package));
      if (family == Family::alpine)
        places.push_back(fmt::format("/var/log/{}/", package.substr(0, package.size() - 4)));
      if (family == Family::redhat)
        places.insert(places.end(), {"/var/log/php-fpm/", "/run/php-fpm/"});
    }
  }
  return places;
}

namespace {

// The package keeps its configuration for its own account: 0640 redis:redis.
std::optional<Reason> closed_settings(const Look& look) {
  static constexpr std::array<std::string_view, 6> readers = {
      "redis-server", "valkey-server", "mosquitto", "memcached", "squid", "haproxy"};
  const bool reader = std::find(readers.begin(), readers.end(), look.launch.name) != readers.end();
  if (!reader || look.base().brings_program()) return std::nullopt;
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
  if (look.base().brings_program()) return std::nullopt;
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
  std::string_view kinds;  // of the program that it is
};
constexpr std::array<Daemon, 10> daemons = {{
    {"cron cronie anacron dcron", "runs-cron"},
    {"nginx nginx-full nginx-light nginx-extras nginx-core", "runs-nginx"},
    {"apache2 httpd", "runs-apache runs-apachectl"},
    {"openssh-server", "runs-sshd"},
    {"rsyslog syslog-ng", "runs-syslog"},
    {"postfix exim4", "runs-mail"},
    {"mysql-server mariadb-server", "runs-mysqld"},
    {"supervisor pip:supervisor", "runs-supervisord"},
    {"redis-server redis valkey", "runs-redis"},
    {"postgresql postgresql-server", "runs-postgres"},
}};

// Whether CMD, which may be the arguments of an entrypoint, names such a program.
bool is_named_by_cmd(const Look& look, std::string_view kinds) {
  if (look.launch.cmd == no_item) return false;
  const Instruction cmd = read(look.doc, look.doc.items[look.launch.cmd]);
  if (!cmd.exec || cmd.exec->empty()) return false;
  const std::string& first = cmd.exec->front();
  const std::string named = program({{first, first, true}}).kind;
  return !named.empty() && has_word(kinds, named);
}

// A package is a server's, and the server is not what the container starts: something else does,
// as root for all that anybody can tell.
std::optional<Reason> other_daemon(const Look& look) {
  for (const RunFacts& run : look.runs) {
    for (const std::string& package : run.packages) {
      for (const Daemon& daemon : daemons) {
        if (!has_word(daemon.packages, package) || runs(look, daemon.kinds) ||
            is_named_by_cmd(look, daemon.kinds))
          continue;
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

// What a program of these does in a RUN brings no program but by packages of the distribution.
bool brings_none(const Tool& tool) {
  static constexpr std::string_view quiet =
      "apt-get apt aptitude apk yum dnf microdnf zypper rm mkdir echo printf sed chmod chown touch "
      "useradd groupadd adduser addgroup usermod cat tee set export cd true find locale-gen "
      "dpkg-reconfigure update-ca-certificates a2enmod a2dismod a2ensite a2dissite";
  return has_word(quiet, tool.name);
}

// The package that a program called `name` comes with; empty: nobody can tell. Where nothing but
// packages brings programs, any of them may be the one.
std::string package_of(const Look& look, const std::string& name, std::size_t& item) {
  std::string any;
  bool only = look.base().row && look.base().row->start == Start::shell;
  for (const RunFacts& run : look.runs) {
    only = only && !run.unread && std::all_of(run.tools.begin(), run.tools.end(), brings_none);
    for (const std::string& package : run.packages) {
      const bool its = package == name || package == name + "-server" ||
                       package == name + "-daemon" || package + "d" == name;
      if (!its && !any.empty()) continue;
      item = run.item;
      if (its) return package;
      any = package;
    }
  }
  const std::string& command = look.launch.command;
  const bool of_system = command.find('/') == std::string::npos ||
                         command.starts_with("/usr/bin/") || command.starts_with("/usr/sbin/");
  const bool copied = std::any_of(look.copies.begin(), look.copies.end(), [](const Copied& copy) {
    return !copy.to || is_within(*copy.to, "/usr") || is_within(*copy.to, "/bin") ||
           *copy.to == "/";
  });
  return only && of_system && !copied ? any : std::string();
}

// A server that a package brings, and of which nothing is known: its package has an account for it
// as a rule, and directories of that account's.
std::optional<Reason> packaged_program(const Look& look) {
  const std::string& name = look.launch.name;
  const std::vector<Program>& started = look.launch.programs;
  const bool known = std::any_of(started.begin(), started.end(), [](const Program& program) {
    return program.listed || !program.kind.empty() || !program.writes.empty() ||
           !program.made_new.empty();
  });
  static constexpr std::array<std::string_view, 3> inits = {"tini", "dumb-init", "catatonit"};
  const std::span<const Packaged> listed = packaged_servers();
  if (name.empty() || known || is_one_of(name, inits) || is_interpreter(name) ||
      is_known_command(name) || std::any_of(listed.begin(), listed.end(), [&](const Packaged& row) {
        return row.command == name;
      }))
    return std::nullopt;
  std::size_t item = no_item;
  const std::string package = package_of(look, name, item);
  const bool serves =
      name.ends_with('d') || package.ends_with("-server") || package.ends_with("-daemon") ||
      has_instruction(look, {Keyword::expose, Keyword::volume, Keyword::healthcheck});
  if (package.empty() || !serves) return std::nullopt;
  return Reason{"packaged-program", look.line(item),
                fmt::format("where {} writes its package decides: /var/lib/{} or its like may be "
                            "an account's of its own",
                            name, package),
                "give these to the account, or give --unsafe-fixes if it writes nothing"};
}

constexpr std::array<Check, 4> checks = {closed_settings, packaged_server, packaged_program,
                                         other_daemon};

}  // namespace

std::span<const Check> daemon_doubts() {
  return checks;
}

}  // namespace dockerfix
