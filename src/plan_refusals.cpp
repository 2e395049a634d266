// Why a stage is refused or left alone: one function a reason.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "json.h"
#include "place.h"
#include "plan_parts.h"
#include "scripts.h"

namespace dockerfix {
namespace {

std::optional<Reason> windows(const Look& look) {
  if (look.base().family != Family::windows) return std::nullopt;
  // Who names it, be it in a comment, knows of it, and has a reason.
  const bool named = look.doc.text.find("ContainerUser") != std::string::npos;
  const bool starts = look.launch.own_command || look.base().brings_program();
  return Reason{"windows", look.line(look.facts.stages[look.stage].from),
                "a Windows image has other accounts (ContainerUser) and no file owners to set",
                named    ? ""
                : starts ? "add USER ContainerUser by hand"
                         : "set USER ContainerUser in what is built from this image"};
}

std::optional<Reason> onbuild(const Look& look) {
  std::size_t found = no_item;
  each_item(look, [&](std::size_t i) {
    if (look.doc.items[i].keyword == Keyword::onbuild && found == no_item) found = i;
  });
  if (found == no_item) return std::nullopt;
  return Reason{"onbuild", look.line(found),
                "ONBUILD runs in other people's builds, as the user that this image ends with",
                "set USER in the images that are built from it"};
}

// What the base starts by itself, and nothing replaces, needs root.
bool starts_as_root(const Look& look) {
  const BaseImage* row = look.base().row;
  if (!row || !needs_root(row->start) || !look.launch.base_entrypoint) return false;
  if (row->start == Start::needs_root || look.launch.cmd == no_item) return true;
  // Who says the CMD of such an image once more replaces nothing.
  static constexpr std::array<std::string_view, 5> own = {"init", "my_init", "wrapper", "start.sh",
                                                          "run.sh"};
  const Instruction cmd = read(look.doc, look.doc.items[look.launch.cmd]);
  return cmd.exec && !cmd.exec->empty() && is_one_of(base_name(cmd.exec->front()), own);
}

// By what the row says of it.
std::string_view instead_of(std::string_view note) {
  struct Instead {
    std::string_view sign, remedy;
  };
  static constexpr std::array<Instead, 5> all = {
      {{"-rootless tag", "use that tag, and the places that it has for its data"},
       {"docker.sock",
        "start it with docker run --user UID --group-add GID, the number of that socket's group"},
       {"dockerd", "use its rootless image, or the daemon of the host by a socket"},
       {"switches users", "run its program without that switch, in an image of one's own"},
       {"sshd", "use docker exec, or a sidecar for ssh"}}};
  for (const Instead& row : all)
    if (note.find(row.sign) != std::string_view::npos) return row.remedy;
  return "use a base image that starts its program itself";
}

std::optional<Reason> base_needs_root(const Look& look) {
  if (!starts_as_root(look)) return std::nullopt;
  const std::string_view note = look.base().row->note;
  return Reason{
      "base-needs-root", look.line(look.facts.stages[look.stage].from),
      fmt::format("{} needs root to start{}{}", look.base().text, note.empty() ? "" : ": ", note),
      std::string(instead_of(note))};
}

// Only a Docker daemon keeps its state there.
std::optional<Reason> docker_inside(const Look& look) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Volume& volume : look.facts.stages[at].volumes) {
      if (volume.of_base || volume.path != "/var/lib/docker") continue;
      return Reason{"runs-dockerd", look.line(volume.item),
                    "a VOLUME /var/lib/docker is for a Docker daemon inside, which needs root",
                    "use a rootless daemon, or the daemon of the host"};
    }
  }
  return std::nullopt;
}

// A stage below this one would run its RUNs, or its program, as the user that this one ends with.
std::optional<Reason> built_upon(const Look& look) {
  std::string problem;
  const std::vector<std::size_t> all = runtime_stages(look.doc, look.facts, look.policy, problem);
  for (std::size_t i = look.stage + 1; i < look.facts.stages.size(); ++i) {
    if (std::find(all.begin(), all.end(), i) != all.end()) continue;  // its turn comes
    const std::vector<std::size_t> chain = chain_of(look.facts, i);
    if (std::find(chain.begin(), chain.end(), look.stage) == chain.end()) continue;
    std::size_t found = inheriting_run(look, i);
    const bool inherits = look.facts.after_stage[i].user.because == look.end().user.because;
    for (std::size_t item = look.facts.stages[i].from; item < look.facts.stages[i].end; ++item) {
      const Keyword keyword = look.doc.items[item].keyword;
      const bool starts = keyword == Keyword::cmd || keyword == Keyword::entrypoint;
      if (found == no_item && starts && inherits) found = item;
    }
    if (found == no_item) continue;
    return Reason{"built-upon", look.line(found),
                  "a stage that is FROM this one runs this as the user that this one ends with",
                  "name that stage with --target, or give it a USER root"};
  }
  return std::nullopt;
}

std::optional<Reason> program_needs_root(const Look& look) {
  for (const Program& found : look.launch.programs) {
    if (found.runs != Runs::needs_root) continue;
    if (found.kind == "runs-s6" && can_start_s6(look)) continue;
    const std::size_t item = look.launch.item();
    return Reason{found.kind, look.line(item), found.because, found.remedy};
  }
  return std::nullopt;
}

// It installs what entrypoints drop privileges with, and its entrypoint is not at hand.
std::optional<Reason> may_drop(const Look& look) {
  static constexpr std::array<std::string_view, 4> tools = {"gosu", "su-exec", "setpriv",
                                                            "s6-setuidgid"};
  const bool unread = std::any_of(look.launch.programs.begin(), look.launch.programs.end(),
                                  [](const Program& found) { return found.runs == Runs::unknown; });
  if (!unread) return std::nullopt;
  std::optional<Reason> reason;
  each_item(look, [&](std::size_t i) {
    if (reason || look.doc.items[i].keyword != Keyword::run) return;
    const std::string text = read(look.doc, look.doc.items[i]).rest.text;
    for (const std::string_view tool : tools) {
      if (!has_word(text, tool)) continue;
      reason = Reason{"may-drop", look.line(i),
                      fmt::format("{} is there, with which its entrypoint, which is not at hand, "
                                  "may drop privileges at run time",
                                  tool),
                      "run dockerfix where the entrypoint is"};
    }
  });
  return reason;
}

// What is started is not all at hand, and the port of sshd is open: sshd is among it.
std::optional<Reason> serves_ssh(const Look& look) {
  static constexpr std::array<std::string_view, 3> servers = {"openssh-server", "openssh",
                                                              "dropbear"};
  const std::size_t port = exposed_at(look, 22);
  const bool unread = !look.launch.understood ||
                      std::any_of(look.launch.programs.begin(), look.launch.programs.end(),
                                  [](const Program& each) {
                                    return each.runs == Runs::unknown && !each.settings_read;
                                  });
  const bool installed = std::any_of(look.runs.begin(), look.runs.end(), [](const RunFacts& run) {
    return std::any_of(run.packages.begin(), run.packages.end(),
                       [](const std::string& package) { return is_one_of(package, servers); });
  });
  if (port == no_item || !unread || !installed) return std::nullopt;
  return Reason{
      "runs-sshd", look.line(port),
      "it installs an ssh server and EXPOSEs its port, and sshd needs root to log users in",
      "use docker exec, or a sidecar for ssh"};
}

// What the entrypoints of the images that drop privileges do it for: `if [ "$1" = redis-server ]`.
// An option alone is given to that server. A CMD in shell form begins with /bin/sh.
bool starts_server(const Look& look) {
  if (look.launch.cmd == no_item) return true;
  const Instruction cmd = read(look.doc, look.doc.items[look.launch.cmd]);
  if (!cmd.exec) return false;
  static constexpr std::string_view servers =
      "redis*|valkey*|keydb*|postgres|mysqld*|mariadb*|mongo*|rabbitmq*|cassandra|eswrapper|"
      "elasticsearch|logstash|kibana|memcached|haproxy|*couchdb|influx*|neo4j|arango*|"
      "apache2-foreground|apache2|httpd*|php-fpm*|ghost|node|zookeeper|zkServer*|solr*|*jenkins*|"
      "crate*|nats*|etcd|consul|vault|unit*|grafana*|telegraf|kong|nginx|sonar*|rethinkdb|agent|"
      "server|minio|varnishd|chronograf|kapacitor";
  const std::string_view first = cmd.exec->empty() ? std::string_view() : cmd.exec->front();
  return first.empty() || first.starts_with('-') || first.ends_with(".conf") ||
         first.ends_with(".cnf") || matches_any(servers, base_name(first));
}

// Its own program is root's, then: the entrypoint hands it over as it is.
std::optional<Reason> starts_other_program(const Look& look) {
  const BaseImage* row = look.base().row;
  if (!row || row->start != Start::drops || !look.launch.base_entrypoint || starts_server(look))
    return std::nullopt;
  return Reason{"may-drop", look.line(look.launch.cmd),
                fmt::format("{} starts as root by the entrypoint of {}, which drops privileges for "
                            "its own server, and as a rule for nothing else",
                            look.launch.name.empty() ? "what this names" : look.launch.name,
                            look.base().text),
                look.launch.name == "supervisord"
                    ? "give each program of its configuration its user="
                    : "name the server first, in exec form, or set USER by hand where it needs no "
                      "root"};
}

constexpr std::array<Check, 14> refusal_checks = {
    starts_other_program, windows,      onbuild,
    base_needs_root,      built_upon,   program_needs_root,
    docker_inside,        may_drop,     root_home,
    environment_in_home,  home_install, fetched_by_package,
    path_in_root_home,    serves_ssh};

}  // namespace

std::span<const Check> refusals() {
  return refusal_checks;
}

bool has_instruction(const Look& look, std::initializer_list<Keyword> keywords) {
  bool found = false;
  each_item(look, [&](std::size_t i) {
    const Keyword keyword = look.doc.items[i].keyword;
    found = found || std::find(keywords.begin(), keywords.end(), keyword) != keywords.end();
  });
  return found;
}

std::size_t inheriting_run(const Look& look, std::size_t stage) {
  const std::vector<std::size_t> chain = chain_of(look.facts, stage);
  if (std::find(chain.begin(), chain.end(), look.stage) == chain.end()) return no_item;
  for (const RunFacts& run : look.facts.stages[stage].runs) {
    if (look.facts.before[run.item].user.because == look.end().user.because) return run.item;
  }
  return no_item;
}

bool is_unresolved(const Look& look) {
  return look.facts.stages[chain_of(look.facts, look.stage).front()].unresolved;
}

std::string how_to_tell(const Base& base) {
  return fmt::format(
      "say what it is with --base {0}=FAMILY, or with family = \"FAMILY\" below [images.\"{1}\"] "
      "in dockerfix.toml",
      base.text, base.image.substr(0, base.image.find('@')));
}

namespace {

// What FROM comes to where a variable of it is empty, and that is no reference of an image. One
// that no ARG declares is: https://docs.docker.com/reference/build-checks/undefined-arg-in-from/
std::optional<std::string> no_image(const Look& look) {
  const std::size_t item = look.facts.stages[chain_of(look.facts, look.stage).front()].from;
  const std::string base = read_from(read(look.doc, look.doc.items[item]), look.doc.escape).base;
  bool is_empty = false;
  const std::optional<std::string> text = expand(base, look.doc.escape, [&](std::string_view name) {
    Value value = variable(look.facts, item, name);
    is_empty = is_empty || (value.kind != Value::Kind::unknown && value.text.empty());
    return value;
  });
  return is_empty && text && !parse_image(*text) ? text : std::nullopt;
}

}  // namespace

std::optional<Reason> unknown_reason(const Look& look) {
  const User& user = look.end().user;
  const Base& base = look.base();
  const std::uint32_t from =
      look.line(look.facts.stages[chain_of(look.facts, look.stage).front()].from);
  if (user.kind == User::Kind::unknown && user.because != no_item) {
    return Reason{"user-variable", look.line(user.because),
                  "USER names a variable that has no value in this file",
                  "give its value with --build-arg NAME=VALUE"};
  }
  const bool told = user.kind != User::Kind::unknown && base.family != Family::unknown;
  if (const std::optional<std::string> image = no_image(look); image && !told) {
    return Reason{"base-variable", from,
                  fmt::format("a variable of FROM is empty, and \"{}\" is no image: FROM sees only "
                              "what an ARG above the first FROM declares",
                              *image),
                  "declare it there, with a value: ARG NAME=VALUE"};
  }
  if (is_unresolved(look) && !told) {
    return Reason{"base-variable", from, "FROM names a variable that has no value in this file",
                  "give its value with --build-arg NAME=VALUE"};
  }
  // What its entrypoint does is reason enough, whatever it is made from.
  const bool drops = base.start == Start::drops && starts_server(look);
  const bool decided = starts_as_root(look) || (look.launch.base_entrypoint && drops);
  if (base.family == Family::unknown && !decided) {
    return Reason{
        "base-unknown", from,
        fmt::format("the base image {} is not known, and no RUN tells its family", base.text),
        how_to_tell(base)};
  }
  return std::nullopt;
}

std::optional<Reason> drops_reason(const Look& look) {
  for (const Program& found : look.launch.programs) {
    if (found.runs != Runs::drops) continue;
    const std::size_t item = look.launch.item();
    return Reason{"drops", look.line(item), "drops privileges at run time: " + found.because, ""};
  }
  const BaseImage* row = look.base().row;
  if (row && row->start == Start::drops && look.launch.base_entrypoint && starts_server(look)) {
    return Reason{
        "drops", look.line(look.facts.stages[look.stage].from),
        fmt::format("the entrypoint of {} drops privileges at run time", look.base().text), ""};
  }
  return std::nullopt;
}

}  // namespace dockerfix
