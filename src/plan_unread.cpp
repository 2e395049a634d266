// A start that is not at hand: what it is taken to write, and what it cannot.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "packaged.h"
#include "patterns.h"
#include "place.h"
#include "plan_parts.h"

namespace dockerfix {
namespace {

bool is_unread(const Look& look) {
  const std::vector<Program>& started = look.launch.programs;
  return !look.launch.understood ||
         std::any_of(started.begin(), started.end(),
                     [](const Program& found) { return found.runs == Runs::unknown; });
}

// Client tools and libraries have names of their own behind a dash: redis-tools, tor-geoipdb.
bool is_server(std::string_view package, std::string_view start) {
  if (!package.starts_with(start)) return false;
  package.remove_prefix(start.size());
  return package.empty() || package == "-server" || package.find_first_of("0123456789$") <= 1;
}

// The RUN that installs it; no_item: none does.
std::size_t installed_by(const Look& look, const Packaged& row) {
  const bool any = row.places.empty() && row.command != "php-fpm";
  const auto found = std::find_if(look.runs.begin(), look.runs.end(), [&](const RunFacts& run) {
    return std::any_of(run.packages.begin(), run.packages.end(), [&](const std::string& name) {
      if (any) return name.starts_with(row.package);
      return row.command == "php-fpm" ? is_php_fpm(name) : is_server(name, row.package);
    });
  });
  return found == look.runs.end() ? no_item : found->get().item;
}

bool installs_it(const Look& look, const Packaged& row) {
  return installed_by(look, row) != no_item;
}

// What its settings say is known then.
bool are_settings_read(const Look& look, std::string_view command) {
  const std::vector<Program>& started = look.launch.programs;
  return command == "supervisord" &&
         std::any_of(started.begin(), started.end(),
                     [](const Program& found) { return found.settings_read; });
}

// Where a server writes does not depend on who starts it.
void add_installed(std::vector<OwnPath>& out, const Look& look) {
  const bool unread = is_unread(look);
  for (const Packaged& row : packaged_servers()) {
    const bool itself =
        look.launch.name == row.command || (!row.kind.empty() && runs(look, row.kind));
    if (!(unread || itself) || !installs_it(look, row)) continue;
    const std::string command(row.command);
    const Program known = program({{command, command, true}});
    // By its arguments, what is started by itself tells more than its package.
    const bool told = !known.writes.empty() || known.cwd_writes || !known.kind.empty();
    const bool adds = !row.kind.empty() && !row.places.empty();
    if ((!unread && told && !adds) || are_settings_read(look, row.command)) continue;
    const std::string why = fmt::format("{}, as it is packaged, writes there", row.command);
    const std::string closed = fmt::format("the package of {} closes it to others", row.command);
    const bool alpine = look.base().family == Family::alpine && !row.on_alpine.empty();
    for (const std::string_view place : words_of(alpine ? row.on_alpine : row.places)) {
      const bool settings = is_within(place, "/etc") && place.find('.') != std::string_view::npos &&
                            !place.ends_with(".d");
      const bool file = settings || place.ends_with(".log");
      OwnPath own{std::string(place), file, settings ? closed : why, !file && place != "/run",
                  true};
      // The package made it, for its own account: no COPY below does.
      if (own.recursive) own.since = installed_by(look, row);
      add_write(out, std::move(own));
    }
    if (!row.kind.empty() && !runs(look, row.kind)) add_program(out, look, known, look.launch.cwd);
  }
}

// Of the system and of its tools: no start script of a program's writes there.
bool is_settings_of_system(std::string_view path) {
  static constexpr std::array<std::string_view, 35> names = {"alternatives",
                                                             "apk",
                                                             "apt",
                                                             "bash_completion.d",
                                                             "ca-certificates",
                                                             "cron.d",
                                                             "cron.daily",
                                                             "cron.hourly",
                                                             "cron.weekly",
                                                             "crontabs",
                                                             "dbus-1",
                                                             "default",
                                                             "fonts",
                                                             "init.d",
                                                             "ld.so.conf.d",
                                                             "locale",
                                                             "logrotate.d",
                                                             "modprobe.d",
                                                             "network",
                                                             "pam.d",
                                                             "pki",
                                                             "pip",
                                                             "profile.d",
                                                             "security",
                                                             "skel",
                                                             "ssh",
                                                             "ssl",
                                                             "sudoers.d",
                                                             "supervisor",
                                                             "supervisor.d",
                                                             "supervisord.d",
                                                             "sysctl.d",
                                                             "systemd",
                                                             "udev",
                                                             "yum.repos.d"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return is_one_of(name, names) || name.find('.') != std::string_view::npos;
}

// "/etc/kafka" of "/etc/kafka/secrets/key"; empty: nothing of a program's.
std::string settings_place(std::string_view path) {
  if (!is_within(path, "/etc") || path == "/etc") return {};
  const std::string place(path.substr(0, path.find('/', 5)));
  // A file right in /etc goes by its own name, and only those of a program are meant.
  return is_settings_of_system(place) ? std::string() : place;
}

// The folders of settings that this file puts something into.
std::vector<std::string> settings_places(const Look& look) {
  std::vector<std::string> found;
  const auto see = [&](std::string_view path) {
    std::string place = settings_place(path);
    const bool known = std::find(found.begin(), found.end(), place) != found.end();
    if (!place.empty() && !known) found.push_back(std::move(place));
  };
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Owned& entry : look.facts.stages[at].owned) {
      const bool puts = entry.what == Owned::What::directory || entry.what == Owned::What::file ||
                        entry.what == Owned::What::content;
      if (puts) see(entry.path);
    }
  }
  for (const RunFacts& run : look.runs)
    for (const Write& write : run.writes) see(write.path);
  return found;
}

bool is_template(std::string_view name) {
  static constexpr std::array<std::string_view, 10> endings = {
      ".template", ".templ", ".tmpl",  ".tpl",      ".j2",
      ".jinja2",   ".jinja", ".ctmpl", ".envsubst", ".gotmpl"};
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

// `COPY default.conf.template /etc/nginx/conf.d/`: what starts it writes the settings beside their
// template, over those that are there.
void add_templates_at_hand(std::vector<OwnPath>& out, const Look& look) {
  for (const Copied& copy : look.copies) {
    if (!copy.to || settings_place(*copy.to).empty()) continue;
    if (is_within(*copy.to, "/etc/nginx/templates") || is_within(*copy.to, "/etc/confd")) continue;
    const std::vector<Word> all = words(copy.instruction, look.doc.escape);
    const bool templates = std::any_of(all.begin(), all.end(),
                                       [](const Word& word) { return is_template(word.text); });
    if (!templates) continue;
    const bool folder = copies_into(look.doc, copy.instruction) || !is_template(*copy.to);
    add_write(out, {folder ? *copy.to : parent_path(*copy.to), false,
                    "what starts it fills in the templates there", true, true, true});
  }
}

// confd and its like say in files of their own where they write: for nginx it is this folder in all
// of their examples.
void add_rendered(std::vector<OwnPath>& out, const Look& look) {
  const BaseImage* row = look.base().row;
  const bool nginx =
      installs(look, "nginx") || (row && matches_any("nginx|*/nginx", row->repository));
  if (!nginx || !matches_any("confd|consul-template|docker-gen", look.launch.name)) return;
  add_write(out, {"/etc/nginx/conf.d", false,
                  fmt::format("{} writes nginx's settings there", look.launch.name), true, true});
}

}  // namespace

PackagedDefault packaged_default(const Look& look, const Program& started) {
  PackagedDefault out;
  for (const Packaged& row : packaged_servers()) {
    if (!row.own_default || look.launch.name != row.command || !installs_it(look, row)) continue;
    const std::string& command = look.launch.command;
    if (started.writes != program({{command, command, true}}).writes) continue;
    for (const std::string_view place : words_of(row.places))
      out.places.push_back(fmt::format("{}/", place));
    out.item = installed_by(look, row);
  }
  return out;
}

void add_unread(std::vector<OwnPath>& out, const Look& look) {
  add_installed(out, look);
  add_rendered(out, look);
  if (is_unread(look)) add_templates_at_hand(out, look);
}

std::vector<OwnPath> writes_of_moved_runs(const Look& look) {
  Look moved = look;
  std::erase_if(moved.runs, [&](const RunFacts& run) {
    return run.need != Need::root || look.facts.before[run.item].user.kind != User::Kind::ordinary;
  });
  std::vector<OwnPath> out;
  if (moved.runs.empty() || !is_chosen(look.policy, "move-user")) return out;
  add_installed(out, moved);
  // A server that is started by its name writes where its arguments say.
  for (const Packaged& row : packaged_servers()) {
    if (!installs_it(moved, row)) continue;
    for (const Program& found : look.launch.programs) {
      if (found.kind == row.kind || look.launch.name == row.command)
        add_program(out, moved, found, look.launch.cwd);
    }
  }
  return out;
}

// It ends where its lock directory is not APACHE_RUN_USER's, which envvars has say www-data
// (mkdir_chown in /usr/sbin/apache2ctl, and /etc/apache2/envvars, of Debian's apache2 2.4).
bool is_settled_apachectl(const Look& look, const Plan& plan) {
  const std::vector<Program>& started = look.launch.programs;
  const bool only = look.launch.understood &&
                    std::all_of(started.begin(), started.end(), [](const Program& found) {
                      return found.runs != Runs::unknown || found.kind == "runs-apachectl";
                    });
  const bool replaced = std::any_of(look.copies.begin(), look.copies.end(), [](const Copied& copy) {
    return !copy.to || *copy.to == "/" || *copy.to == "/etc" || *copy.to == "/etc/apache2";
  });
  const Value user = final_variable(look.facts, look.stage, "APACHE_RUN_USER");
  const bool its_own = user.kind != Value::Kind::set || user.text == "www-data";
  return only && !replaced && its_own && look.base().family == Family::debian &&
         installs(look, "apache2") && !plan.create && plan.account.name == "www-data" &&
         look.doc.text.find("envvars") == std::string::npos;
}

void name_what_stays(const Look& look, Plan& plan) {
  const auto doubt = std::find_if(plan.doubts.begin(), plan.doubts.end(), [](const Reason& found) {
    return found.kind == "entrypoint-unread";
  });
  if (doubt == plan.doubts.end()) return;
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  const auto is_ours = [&](const std::string& path) {
    const std::optional<OwnerFound> found = owner_of(log, path);
    if (found && (found->world_writable || is_account(found->owner, plan.account))) return true;
    return std::any_of(plan.writes.begin(), plan.writes.end(), [&](const OwnPath& own) {
      return is_within(path, own.path) || (own.recursive && is_within(own.path, path));
    });
  };
  std::vector<std::string> stays = settings_places(look);
  // Root's own, though the account's home: Debian's passwd.master.
  const bool www = plan.account.name == "www-data" && look.base().family == Family::debian;
  if (!plan.create && www) stays.insert(stays.begin(), plan.account.home.value_or("/var/www"));
  std::erase_if(stays, is_ours);
  constexpr std::size_t enough = 3;
  if (stays.size() > enough) stays.resize(enough);
  if (!stays.empty())
    doubt->message += fmt::format("; it could not change {}", fmt::join(stays, " or "));
}

}  // namespace dockerfix
