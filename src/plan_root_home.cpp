// What the container uses from root's home, which only root can enter.
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

Reason root_home_reason(const Look& look, std::size_t item, const std::string& what,
                        const char* remedy = "move it out of /root, to /app or /opt for example") {
  return {"root-home", look.line(item),
          fmt::format("{} /root, which is closed to everybody else", what), remedy};
}

// "/root/.jupyter/x": its program looks for it in the home of whoever starts it.
bool is_settings_of_home(std::string_view path) {
  return path.starts_with("/root/.");
}

// The VOLUMEs of the base image are its own program's.
bool serves_itself(const Look& look) {
  const BaseImage* row = look.base().row;
  return row && row->start == Start::serves && !look.launch.own_command;
}

// .bashrc and its like: nobody but root's own shell reads them, or the sshd that lets root in.
bool is_for_shell_of_root(const Look& look, std::size_t item, const std::string& to) {
  static constexpr std::array<std::string_view, 13> names = {
      ".bashrc", ".bash_profile", ".bash_aliases",  ".profile",  ".zshrc",
      ".vimrc",  ".inputrc",      ".tmux.conf",     ".screenrc", ".nanorc",
      ".irbrc",  ".dircolors",    "authorized_keys"};
  const std::vector<Word> all = words(read(look.doc, look.doc.items[item]), look.doc.escape);
  if (all.size() != 2) return false;
  return is_one_of(base_name(to), names) ||
         (to == "/root" && is_one_of(base_name(all[0].text), names));
}

// Where a tool of the build keeps what it fetched, and the container does not start that tool.
bool is_cache_of_build(const Look& look, std::string_view variable) {
  struct Cache {
    std::string_view variable, tool;
  };
  static constexpr std::array<Cache, 12> caches = {{{"UV_CACHE_DIR", "uv"},
                                                    {"PIP_CACHE_DIR", "pip"},
                                                    {"POETRY_CACHE_DIR", "poetry"},
                                                    {"NPM_CONFIG_CACHE", "npm"},
                                                    {"npm_config_cache", "npm"},
                                                    {"YARN_CACHE_FOLDER", "yarn"},
                                                    {"COMPOSER_CACHE_DIR", "composer"},
                                                    {"GOCACHE", "go"},
                                                    {"GOMODCACHE", "go"},
                                                    {"CCACHE_DIR", "ccache"},
                                                    {"SCCACHE_DIR", "sccache"},
                                                    {"BUN_INSTALL_CACHE_DIR", "bun"}}};
  const std::vector<Program>& started = look.launch.programs;
  const std::vector<std::string>& names = look.launch.names;
  if (std::any_of(started.begin(), started.end(),
                  [](const Program& found) { return found.runs == Runs::unknown; }))
    return false;
  return std::any_of(caches.begin(), caches.end(), [&](const Cache& row) {
    return row.variable == variable &&
           std::find(names.begin(), names.end(), row.tool) == names.end();
  });
}

// Whether something is, or may be, where an entry of PATH names root's home. An empty one is passed
// by. A RUN that is not all read may have put it there.
bool fills_path(const Look& look, std::string_view path) {
  while (!path.empty()) {
    const std::string_view entry = path.substr(0, path.find(':'));
    path.remove_prefix(std::min(path.size(), entry.size() + 1));
    if (!names_root_home(entry)) continue;
    for (const RunFacts& run : look.runs) {
      const bool as_root = look.facts.before[run.item].user.kind != User::Kind::ordinary;
      if (as_root && (run.may_leave || !run.home_install.empty())) return true;
      if (!run.home_file.empty() &&
          (is_within(run.home_file, entry) || is_within(entry, run.home_file)))
        return true;
    }
  }
  return false;
}

// `COPY x /root/x … RUN mv /root/x /opt`: it is not used from there.
bool is_taken_away(const Look& look, std::size_t item, const std::string& path) {
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  return std::any_of(log.begin(), log.end(), [&](std::span<const Owned> part) {
    return std::any_of(part.begin(), part.end(), [&](const Owned& entry) {
      return entry.what == Owned::What::gone && entry.item > item && is_within(path, entry.path);
    });
  });
}

std::optional<Reason> copied_into_root_home(const Look& look, std::size_t item) {
  const auto copy = std::find_if(look.copies.begin(), look.copies.end(),
                                 [&](const Copied& each) { return each.item == item; });
  if (copy == look.copies.end() || !copy->to) return std::nullopt;
  const std::string& to = *copy->to;
  if (!in_root_home(to) || is_for_shell_of_root(look, item, to) || is_taken_away(look, item, to))
    return std::nullopt;
  if (is_settings_of_home(to))
    return root_home_reason(look, item, to + " is in",
                            "put it into the home of the account, or where its program looks for "
                            "everybody's settings");
  const std::vector<Word> all = words(copy->instruction, look.doc.escape);
  const bool one = to == "/root" && all.size() == 2 && is_plain_path(all[0].text) &&
                   all[0].text.find_first_not_of("./") != std::string::npos;
  return root_home_reason(look, item,
                          one             ? fmt::format("{} is copied to", all[0].text)
                          : to == "/root" ? "what is copied is in"
                                          : to + " is in");
}

}  // namespace

// What the container uses at run time from a home that only root can enter.

std::optional<Reason> root_home(const Look& look) {
  if (look.end().workdir && in_root_home(*look.end().workdir)) {
    const std::string& workdir = *look.end().workdir;
    return root_home_reason(
        look, look.end().workdir_because,
        workdir == "/root" ? "the WORKDIR is" : fmt::format("the WORKDIR {} is in", workdir));
  }
  std::optional<Reason> reason;
  each_item(look, [&](std::size_t i) {
    const Keyword keyword = look.doc.items[i].keyword;
    if (reason) return;
    const bool starts =
        i == look.launch.entrypoint || i == look.launch.cmd || keyword == Keyword::healthcheck;
    if (starts && names_root_home(read(look.doc, look.doc.items[i]).rest.text)) {
      reason = root_home_reason(look, i,
                                fmt::format("a path that {} names is in", keyword_name(keyword)));
    }
    if (keyword == Keyword::copy || keyword == Keyword::add)
      reason = copied_into_root_home(look, i);
  });
  if (reason) return reason;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings) {
      if (!setting.env || setting.name == "HOME") continue;
      for (const Pair& pair :
           pairs(read(look.doc, look.doc.items[setting.item]), look.doc.escape)) {
        if (pair.name != setting.name || !names_root_home(pair.value.value_or(""))) continue;
        if (setting.name == "PATH" || is_cache_of_build(look, setting.name)) continue;
        return root_home_reason(look, setting.item,
                                fmt::format("what ENV {} names is in", setting.name));
      }
    }
    for (const Volume& volume : look.facts.stages[at].volumes) {
      if (in_root_home(volume.path) && (!volume.of_base || serves_itself(look)))
        return volume.of_base
                   ? root_home_reason(
                         look, volume.item,
                         fmt::format("the VOLUME {} of the base image is in", volume.path),
                         "tell its program another place, or use another base image")
                   : root_home_reason(look, volume.item,
                                      fmt::format("the VOLUME {} is in", volume.path));
    }
  }
  return std::nullopt;
}

std::optional<Reason> path_in_root_home(const Look& look) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings) {
      if (!setting.env || setting.name != "PATH") continue;
      for (const Pair& pair :
           pairs(read(look.doc, look.doc.items[setting.item]), look.doc.escape)) {
        if (pair.name == "PATH" && fills_path(look, pair.value.value_or("")))
          return root_home_reason(look, setting.item, "what ENV PATH names is in");
      }
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
    if (run.home_install == "ln")
      return Reason{"root-home", look.line(run.item),
                    "a link points into /root, which is closed to everybody else",
                    "put what it points to elsewhere"};
    static constexpr std::array<std::string_view, 5> keepers = {"helm", "kubectl", "aws", "gcloud",
                                                                "docker"};
    return Reason{
        "root-home", look.line(run.item),
        fmt::format("{} {} under /root, which is closed to everybody else", run.home_install,
                    is_one_of(run.home_install, keepers) ? "keeps its settings" : "installs"),
        run.home_variable.empty()
            ? "have it install elsewhere, or install it after USER"
            : fmt::format("set ENV {} to a directory outside /root above this line",
                          run.home_variable)};
  }
  return std::nullopt;
}

// poetry and pipenv make their environments under the home of whoever calls them, unless told.

std::optional<Reason> environment_in_home(const Look& look) {
  struct Caller {
    std::string_view calls;
    std::array<std::string_view, 4> unless;  // one of these variables, or a text of the chain
    std::string_view remedy;
  };
  static constexpr std::array<Caller, 2> tools = {
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
    for (const Caller& tool : tools) {
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

}  // namespace dockerfix
