// What the base image says of a stage: that it needs root, or drops it, or that nobody can tell.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"

namespace dockerfix {
namespace {

// The instruction that has the base start, as root, what it starts by itself: FROM, or a CMD that
// says it once more. no_item: it needs no root, or something else is started.
std::size_t starts_as_root(const Look& look) {
  const BaseImage* row = look.base().row;
  const std::size_t from = look.facts.stages[look.stage].from;
  if (!row || !needs_root(row->start) || !look.launch.base_entrypoint) return no_item;
  if (row->start == Start::needs_root || look.launch.cmd == no_item) return from;
  // Who says the CMD of such an image once more replaces nothing.
  static constexpr std::array<std::string_view, 5> own = {"init", "my_init", "wrapper", "start.sh",
                                                          "run.sh"};
  const Instruction cmd = read(look.doc, look.doc.items[look.launch.cmd]);
  const bool same = cmd.exec && !cmd.exec->empty() && is_one_of(base_name(cmd.exec->front()), own);
  return same ? look.launch.cmd : no_item;
}

// By what the row says of it.
std::string_view instead_of(std::string_view note) {
  struct Instead {
    std::string_view sign, remedy;
  };
  static constexpr std::array<Instead, 10> all = {
      {{"-rootless tag", "use that tag, and the places that it has for its data"},
       {"PUID and PGID",
        "change nothing here, and choose them by docker run --env PUID=UID --env PGID=GID"},
       {"dockerd, or",
        "use docker:cli where the client is all that is used, and docker run --group-add with the "
        "group of the socket; else its rootless image"},
       {"made for root alone", "keep it for tests, in a network of its own"},
       {"my_init",
        "start its one service directly, by a CMD of its own; several are several containers"},
       {"docker.sock",
        "start it with docker run --user UID --group-add GID, the number of that socket's group"},
       {"dockerd",
        "use a -dind-rootless tag (19.03 or later), with USER root above what installs and USER "
        "rootless below "
        "it; "
        "or docker:cli, where the client is all that is used"},
       {"switches users", "run its program without that switch, in an image of one's own"},
       {"sshd", "use docker exec, or a sidecar for ssh"},
       {"supervisord", "use an image for each of its programs, which starts that as a user"}}};
  for (const Instead& row : all)
    if (note.find(row.sign) != std::string_view::npos) return row.remedy;
  return "use a base image that starts its program itself";
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

}  // namespace

std::optional<Reason> base_needs_root(const Look& look) {
  const std::size_t item = starts_as_root(look);
  if (item == no_item) return std::nullopt;
  const std::string_view note = look.base().row->note;
  return Reason{
      "base-needs-root", look.line(item),
      fmt::format("{} needs root to start{}{}", look.base().text, note.empty() ? "" : ": ", note),
      std::string(instead_of(note))};
}

// Its own program is root's, then: the entrypoint hands it over as it is.
std::optional<Reason> starts_other_program(const Look& look) {
  const BaseImage* row = look.base().row;
  if (!row || row->start != Start::drops || !look.launch.base_entrypoint || starts_server(look))
    return std::nullopt;
  return Reason{"may-drop", look.line(look.launch.cmd),
                fmt::format("{} starts as root here: {} changes users for its own server, and as a "
                            "rule for nothing else",
                            look.launch.name.empty() ? "what this names" : look.launch.name,
                            look.base().text),
                look.launch.name == "supervisord"
                    ? "run each of its programs in a container of its own, or give it its user="
                    : "name the server first, in exec form, or set USER by hand where it needs no "
                      "root"};
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
  const bool decided = starts_as_root(look) != no_item || (look.launch.base_entrypoint && drops);
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
