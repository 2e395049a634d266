#include "server_users.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <vector>

#include "place.h"
#include "text.h"

namespace dockerfix {
namespace {

// One whose settings have it end where it is not root: what it may not become, it does not start
// without. Keys are compared without regard to case.
struct Server {
  std::string_view names;
  std::string_view unasked;  // what it reads without being told: relative to where it works
  std::string_view user;
  std::string_view group;
  std::string_view chroot;
  std::string_view signs = "=:";         // between a key and its value; empty: a blank
  std::string_view section = {};         // only what stands below this word counts …
  std::string_view other_sections = {};  // … until one of these
  // "even-root": it may not become root either. "code": its settings are a program, and what is no
  // literal nobody can tell. "usually": most of its settings name a user, so unread ones leave open
  // who runs.
  std::string_view traits = {};
};

constexpr std::array<Server, 7> servers = {{
    // "Cannot set gid": https://docs.haproxy.org/3.0/configuration.html#3.1
    {"haproxy", "/usr/local/etc/haproxy/haproxy.cfg", "user uid", "group gid", "chroot", "",
     "global", "defaults frontend backend listen userlist"},
    // "cannot setuid() as non-root user": core/uwsgi.c, uwsgi_as_root; INI or YAML.
    {"uwsgi", "", "uid", "gid", "chroot"},
    // util.py, set_owner_process
    {"gunicorn", "gunicorn.conf.py", "user", "group", "", "=", "", "", "code"},
    // "failed to assume identity of user": src/main.c of pgbouncer.
    {"pgbouncer", "", "user", "", "", "=", "", "", "usually"},
    // "If you set the "User" option, you must start Tor as root".
    {"tor", "/etc/tor/torrc", "user", "", "", ""},
    // "@ERROR: setuid failed", "@ERROR: chroot failed": clientserver.c, rsync_module.
    {"rsync", "/etc/rsyncd.conf", "uid", "gid", "use chroot", "=", "", "", "even-root usually"},
    // "setgid: Operation not permitted", "chroot: …": src/ui_unix.c of stunnel.
    {"stunnel stunnel4 stunnel3", "/etc/stunnel/stunnel.conf", "setuid", "setgid", "chroot", "=",
     "", "", "usually"},
}};

struct Becomes {
  bool user = false;
  bool group = false;
  bool chroots = false;
  bool unknown = false;  // one of them, perhaps
};

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// The value of `key` in `line`, without its quotes; empty: the line says no such thing.
std::string_view value_of(std::string_view line, std::string_view key, std::string_view signs) {
  constexpr std::string_view blanks = " \t";
  const std::size_t begin = line.find_first_not_of(blanks);
  if (key.empty() || begin == std::string_view::npos ||
      lowered(line.substr(begin, key.size())) != key)
    return {};
  line.remove_prefix(begin + key.size());
  std::size_t sign = line.find_first_not_of(blanks);
  if (sign == std::string_view::npos) return {};
  if (signs.empty() ? sign == 0 : signs.find(line[sign]) == std::string_view::npos) return {};
  if (!signs.empty()) ++sign;
  line.remove_prefix(sign);
  const std::size_t value = line.find_first_not_of(blanks);
  if (value == std::string_view::npos) return {};
  line.remove_prefix(value);
  return line.substr(0, line.find_first_of(" \t\r#;"));
}

bool is_literal(const Server& server, std::string_view value) {
  const bool quoted = value[0] == '"' || value[0] == '\'';
  const bool number = value.find_first_not_of("0123456789") == std::string_view::npos;
  const bool named = !has_word(server.traits, "code") || quoted || number || value == "None";
  return named && value.find_first_of("$%(@") == std::string_view::npos;
}

std::string_view unquoted(std::string_view value) {
  if (!value.empty() && (value[0] == '"' || value[0] == '\'')) value.remove_prefix(1);
  return value.substr(0, value.find_first_of("\"'"));
}

void see_value(const Server& server, std::string_view value, bool& becomes, Becomes& found) {
  if (value.empty()) return;
  if (!is_literal(server, value)) {
    found.unknown = true;
    return;
  }
  const std::string_view name = unquoted(value);
  const bool root = name == "root" || name == "0";
  const bool other = root ? has_word(server.traits, "even-root") : !name.empty() && name != "None";
  becomes = becomes || other;
}

Becomes read_settings(const Server& server, std::string_view text) {
  Becomes found;
  bool counts = server.section.empty();
  each_line(text, [&](std::string_view line) {
    if (!server.section.empty()) {
      const std::vector<std::string_view> words = words_of(line.substr(0, line.find('#')));
      const std::string_view first = words.empty() ? std::string_view() : words[0];
      if (first == server.section) counts = true;
      if (has_word(server.other_sections, first)) counts = false;
    }
    if (!counts) return;
    const auto value = [&](std::string_view key) { return value_of(line, key, server.signs); };
    for (const std::string_view key : words_of(server.user))
      see_value(server, value(key), found.user, found);
    for (const std::string_view key : words_of(server.group))
      see_value(server, value(key), found.group, found);
    static constexpr std::array<std::string_view, 5> noes = {"", "no", "false", "0", "off"};
    found.chroots = found.chroots || !is_one_of(unquoted(value(server.chroot)), noes);
  });
  return found;
}

// What all its settings say; `read` is set where some are at hand.
Becomes read_all(const Server& server, const Argv& argv, const std::string& cwd,
                 const TextAt& text_at, bool& read) {
  std::vector<std::string> places;
  for (const Arg& arg : argv)
    if (arg.value) places.push_back(join_path(cwd, arg.value->substr(arg.value->find('=') + 1)));
  if (!server.unasked.empty()) places.push_back(join_path(cwd, std::string(server.unasked)));
  Becomes all;
  for (const std::string& place : places) {
    // Settings that it is told to read stand for those that it finds itself.
    const bool unasked = !server.unasked.empty() && &place == &places.back();
    const std::optional<std::string> text = unasked && read ? std::nullopt : text_at(place);
    if (!text) continue;
    read = true;
    const Becomes found = read_settings(server, *text);
    all = {all.user || found.user, all.group || found.group, all.chroots || found.chroots,
           all.unknown || found.unknown};
  }
  return all;
}

}  // namespace

Program by_settings(const Argv& argv, std::string_view name, const std::string& cwd,
                    const TextAt& text_at, const Program& usual) {
  const auto* server = std::find_if(servers.begin(), servers.end(),
                                    [&](const Server& each) { return has_word(each.names, name); });
  const bool daemon = name != "rsync" || std::any_of(argv.begin(), argv.end(), [](const Arg& arg) {
                        return arg.value == "--daemon";
                      });
  if (server == servers.end() || !daemon || usual.runs != Runs::as_user) return usual;
  bool read = false;
  const Becomes all = read_all(*server, argv, cwd, text_at, read);
  if (all.unknown || (!read && has_word(server->traits, "usually")))
    return said(Runs::unknown, "runs-by-settings", "its settings decide whom it becomes",
                "take user, group and chroot out of them");
  if (all.user && !has_word(server->traits, "even-root"))
    return said(Runs::drops, "drops-user",
                fmt::format("its settings name the user that {} changes to", name));
  if (!all.user && !all.group && !all.chroots) return usual;
  return said(Runs::needs_root,
              all.chroots ? "chroots"
              : all.user  ? "changes-user"
                          : "changes-group",
              fmt::format("its settings have {} {}, which takes root", name,
                          all.chroots ? "chroot"
                          : all.user  ? "change its user"
                                      : "change its group"),
              "take that out of them");
}

}  // namespace dockerfix
