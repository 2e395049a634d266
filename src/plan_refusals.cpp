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

bool in_root_home(std::string_view path) {
  return is_within(path, "/root");
}

// "/root/…" as a word or a part of one: a path in it that an ordinary user cannot reach.
bool names_root_home(std::string_view text) {
  for (std::size_t at = text.find("/root"); at != std::string_view::npos;
       at = text.find("/root", at + 1)) {
    const bool begins =
        at == 0 || std::string_view(" \t\"'=:;,([{").find(text[at - 1]) != std::string_view::npos;
    const std::size_t after = at + 5;
    const bool ends = after >= text.size() ||
                      std::string_view("/ \t\"':;,)]}").find(text[after]) != std::string_view::npos;
    if (begins && ends) return true;
  }
  return false;
}

std::optional<Reason> windows(const Look& look) {
  if (look.base().family != Family::windows) return std::nullopt;
  return Reason{"windows", look.line(look.facts.stages[look.stage].from),
                "a Windows image has other accounts (ContainerUser) and no file owners to set",
                "add USER ContainerUser by hand"};
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

std::optional<Reason> base_needs_root(const Look& look) {
  const BaseImage* row = look.base().row;
  if (!row || row->start != Start::needs_root || !look.launch.base_entrypoint) return std::nullopt;
  return Reason{"base-needs-root", look.line(look.facts.stages[look.stage].from),
                fmt::format("{} needs root to start{}{}", look.base().text,
                            row->note.empty() ? "" : ": ", row->note),
                "use a base image without an init system of its own"};
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
    const auto inherits = [&](const User& user) { return user.because == look.end().user.because; };
    std::size_t found = no_item;
    for (const RunFacts& run : look.facts.stages[i].runs) {
      if (found == no_item && inherits(look.facts.before[run.item].user)) found = run.item;
    }
    for (std::size_t item = look.facts.stages[i].from; item < look.facts.stages[i].end; ++item) {
      const Keyword keyword = look.doc.items[item].keyword;
      const bool starts = keyword == Keyword::cmd || keyword == Keyword::entrypoint;
      if (found == no_item && starts && inherits(look.facts.after_stage[i].user)) found = item;
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
    const std::size_t item = look.launch.item();
    return Reason{found.kind, look.line(item), found.because, found.remedy};
  }
  return std::nullopt;
}

Reason root_home_reason(const Look& look, std::size_t item, const std::string& what) {
  return {"root-home", look.line(item),
          fmt::format("{} is in /root, which is closed to everybody else", what),
          "move it out of /root, to /app or /opt for example"};
}

// The VOLUMEs of the base image are its own program's.
bool serves_itself(const Look& look) {
  const BaseImage* row = look.base().row;
  return row && row->start == Start::serves && !look.launch.own_command;
}

// What the container uses at run time from a home that only root can enter.
std::optional<Reason> root_home(const Look& look) {
  if (look.end().workdir && in_root_home(*look.end().workdir)) {
    return root_home_reason(look, look.end().workdir_because, "the WORKDIR " + *look.end().workdir);
  }
  std::optional<Reason> reason;
  each_item(look, [&](std::size_t i) {
    const Keyword keyword = look.doc.items[i].keyword;
    if (reason) return;
    const bool starts =
        i == look.launch.entrypoint || i == look.launch.cmd || keyword == Keyword::healthcheck;
    if (starts && names_root_home(read(look.doc, look.doc.items[i]).rest.text)) {
      reason =
          root_home_reason(look, i, fmt::format("a path that {} names", keyword_name(keyword)));
    }
    if (keyword == Keyword::copy || keyword == Keyword::add) {
      const std::optional<std::string> to = copy_destination(
          look.doc, look.facts, i, read(look.doc, look.doc.items[i]), look.facts.before[i]);
      if (to && in_root_home(*to)) reason = root_home_reason(look, i, *to);
    }
  });
  if (reason) return reason;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings) {
      if (!setting.env || setting.name == "HOME") continue;
      for (const Pair& pair :
           pairs(read(look.doc, look.doc.items[setting.item]), look.doc.escape)) {
        if (pair.name != setting.name || !names_root_home(pair.value.value_or(""))) continue;
        return root_home_reason(look, setting.item, "what ENV " + setting.name + " names");
      }
    }
    for (const Volume& volume : look.facts.stages[at].volumes) {
      if (in_root_home(volume.path) && (!volume.of_base || serves_itself(look)))
        return root_home_reason(look, volume.item,
                                fmt::format("the VOLUME {}{}", volume.path,
                                            volume.of_base ? " of the base image" : ""));
    }
  }
  return std::nullopt;
}

std::optional<Reason> home_install(const Look& look) {
  for (const RunFacts& run : look.runs) {
    if (run.home_install.empty()) continue;
    if (look.facts.before[run.item].user.kind == User::Kind::ordinary) continue;
    if (variable(look.facts, run.item, "HOME").kind == Value::Kind::set &&
        !in_root_home(variable(look.facts, run.item, "HOME").text)) {
      continue;
    }
    return Reason{
        "root-home", look.line(run.item),
        fmt::format("{} installs under /root, which is closed to everybody else", run.home_install),
        "have it install elsewhere, or install it after USER"};
  }
  return std::nullopt;
}

// poetry and pipenv make their environments under the home of whoever calls them, unless told.
std::optional<Reason> environment_in_home(const Look& look) {
  struct Tool {
    std::string_view calls;
    std::array<std::string_view, 4> unless;  // one of these variables, or a text of the chain
    std::string_view remedy;
  };
  static constexpr std::array<Tool, 2> tools = {
      {{"poetry install",
        {"POETRY_VIRTUALENVS_CREATE", "POETRY_VIRTUALENVS_IN_PROJECT", "POETRY_VIRTUALENVS_PATH",
         "virtualenvs."},
        "set ENV POETRY_VIRTUALENVS_IN_PROJECT=1 above this line"},
       {"pipenv install",
        {"PIPENV_VENV_IN_PROJECT", "WORKON_HOME", "VIRTUAL_ENV", "--system"},
        "set ENV PIPENV_VENV_IN_PROJECT=1 above this line"}}};
  const auto is_said = [&](std::string_view sign) {
    bool found = false;
    each_item(look, [&](std::size_t i) {
      const std::string_view text = look.doc.at(look.doc.items[i].span);
      found = found || text.find(sign) != std::string_view::npos;
    });
    return found;
  };
  for (const RunFacts& run : look.runs) {
    if (look.facts.before[run.item].user.kind == User::Kind::ordinary) continue;
    const std::string text = read(look.doc, look.doc.items[run.item]).rest.text;
    for (const Tool& tool : tools) {
      if (text.find(tool.calls) == std::string::npos || is_said("VIRTUAL_ENV")) continue;
      if (std::any_of(tool.unless.begin(), tool.unless.end(), is_said)) continue;
      return Reason{"root-home", look.line(run.item),
                    fmt::format("{} makes its environment under /root, which is closed to "
                                "everybody else",
                                tool.calls),
                    std::string(tool.remedy)};
    }
  }
  return std::nullopt;
}

// npm packages that fetch a browser into the home of whoever installs them: semantics 2.6.
std::optional<Reason> fetched_by_package(const Look& look) {
  struct Fetcher {
    std::string package;
    std::array<std::string_view, 3>
        unless;  // one of these variables sends it elsewhere, or stops it
  };
  static const std::array<Fetcher, 2> fetchers = {
      {{"puppeteer",
        {"PUPPETEER_CACHE_DIR", "PUPPETEER_SKIP_DOWNLOAD", "PUPPETEER_SKIP_CHROMIUM_DOWNLOAD"}},
       {"cypress", {"CYPRESS_CACHE_FOLDER", "CYPRESS_INSTALL_BINARY", "CYPRESS_CACHE_FOLDER"}}}};
  for (const RunFacts& run : look.runs) {
    const State& state = look.facts.before[run.item];
    const bool installs = std::any_of(run.tools.begin(), run.tools.end(), [](const Tool& tool) {
      return tool.name == "npm" || tool.name == "yarn" || tool.name == "pnpm";
    });
    if (!installs || !state.workdir || state.user.kind == User::Kind::ordinary) continue;
    const std::optional<std::string> json =
        copied_text(look.doc, look.facts, look.stage, look.policy.context,
                    join_path(*state.workdir, "package.json"));
    for (const Fetcher& fetcher : fetchers) {
      const bool elsewhere =
          std::any_of(fetcher.unless.begin(), fetcher.unless.end(), [&](std::string_view name) {
            return variable(look.facts, run.item, name).kind == Value::Kind::set;
          });
      if (!json || elsewhere || !depends_on(*json, fetcher.package)) continue;
      return Reason{
          "root-home", look.line(run.item),
          fmt::format("{} puts its browser under /root, which is closed to everybody else",
                      fetcher.package),
          fmt::format("set ENV {} to a directory for all above this line", fetcher.unless[0])};
    }
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
      reason =
          Reason{"may-drop", look.line(i),
                 fmt::format("it installs {}, with which its entrypoint, which is not at hand, "
                             "may drop privileges at run time",
                             tool),
                 "run dockerfix where the entrypoint is"};
    }
  });
  return reason;
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
                fmt::format("the entrypoint of {} drops privileges for its own server, and as a "
                            "rule not for what this starts",
                            look.base().text),
                "name the server first, in exec form, or set USER by hand"};
}

constexpr std::array<Check, 12> refusal_checks = {
    starts_other_program, environment_in_home, windows,       onbuild,  base_needs_root,
    built_upon,           program_needs_root,  docker_inside, may_drop, root_home,
    home_install,         fetched_by_package};

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

std::string how_to_tell(const Base& base) {
  return fmt::format(
      "say what it is with --base {0}=FAMILY, or with family = \"FAMILY\" below [images.\"{1}\"] "
      "in dockerfix.toml",
      base.text, base.text.substr(0, base.text.find('@')));
}

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
  if (look.facts.stages[chain_of(look.facts, look.stage).front()].unresolved) {
    return Reason{"base-variable", from, "FROM names a variable that has no value in this file",
                  "give its value with --build-arg NAME=VALUE"};
  }
  if (base.family == Family::unknown) {
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
