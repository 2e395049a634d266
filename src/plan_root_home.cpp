// What the container uses from root's home, which only root can enter.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "json.h"
#include "place.h"
#include "plan_parts.h"
#include "scripts.h"
#include "text.h"

namespace dockerfix {
namespace {

// The first path of root's home in the text, as a word or a part of one: "/root/bin" of
// "/usr/bin:/root/bin"; empty: there is none.
std::string_view root_path_in(std::string_view text) {
  for (std::size_t at = text.find("/root"); at != std::string_view::npos;
       at = text.find("/root", at + 1)) {
    const bool begins =
        at == 0 || std::string_view(" \t\"'=:;,([{").find(text[at - 1]) != std::string_view::npos;
    const std::string_view path = text.substr(at);
    const std::size_t end = path.find_first_of(" \t\r\n\\&|<>\"':;,)]}");
    const bool ends = path.size() == 5 || path[5] == '/' || end == 5;
    if (begins && ends) return path.substr(0, end);
  }
  return {};
}

bool names_root_home(std::string_view text) {
  return !root_path_in(text).empty();
}

// The VOLUMEs of the base image are its own program's.
bool serves_itself(const Look& look) {
  const BaseImage* row = look.base().row;
  return row && row->start == Start::serves && !look.launch.own_command;
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
      const bool installs = std::any_of(
          run.home_installs.begin(), run.home_installs.end(),
          [&](const HomeInstall& install) { return !serves_build_only(look, install); });
      const bool known = !run.home_installs.empty() && !installs;  // curl … | sh: no more than that
      // Nothing but composer fills that: its global plugins put no program there.
      const bool composers = entry.ends_with("composer/vendor/bin");
      if (as_root && ((run.may_leave && !known && !composers) || installs)) return true;
      if (!run.home_file.empty() &&
          (is_within(run.home_file, entry) || is_within(entry, run.home_file)))
        return true;
    }
  }
  return false;
}

}  // namespace

bool in_root_home(std::string_view path) {
  return is_within(path, "/root");
}

bool is_settings_of_home(std::string_view path) {
  return path.starts_with("/root/.");
}

Reason root_home_reason(const Look& look, std::size_t item, const std::string& what,
                        const std::string& remedy) {
  return {"root-home", look.line(item),
          fmt::format("{} /root, which is closed to everybody else", what),
          remedy.empty()
              ? "move it out of /root, to /app or /opt for example" + and_go_by(look, item, true)
              : remedy};
}

std::string and_go_by(const Look& look, std::size_t item, bool above, std::string_view tree) {
  constexpr std::size_t most = 6;
  // Where installers put things, as a rule.
  static constexpr std::array<std::string_view, 3> places = {"/root/.", "/root/go/",
                                                             "/root/google-cloud-sdk"};
  static constexpr std::array<std::string_view, 4> removals = {"rm -rf /root/.", "rm -fr /root/.",
                                                               "rm -r /root/.", "rm -f /root/."};
  std::vector<std::uint32_t> lines;
  each_item(look, [&](std::size_t i) {
    if (i == item) return;
    std::uint32_t line = look.line(i);
    each_line(look.doc.at(look.doc.items[i].span), [&](std::string_view text) {
      const bool home =
          text.find(" ~/") != std::string_view::npos || text.find("=~/") != std::string_view::npos;
      const bool names = above      ? names_root_home(text) || home
                         : i < item ? !tree.empty() && text.find(tree) != std::string_view::npos
                                    : has_any(text, places);
      if (names && !has_any(text, removals)) lines.push_back(line);
      ++line;
    });
  });
  if (lines.empty()) return {};
  if (lines.size() == 1) return fmt::format(", and change /root on line {}, too", lines[0]);
  const bool more = lines.size() > most;
  const std::string last = more ? "others" : fmt::format("{}", lines.back());
  lines.resize(more ? most : lines.size() - 1);
  return fmt::format(", and change /root on lines {} and {}, too", fmt::join(lines, ", "), last);
}

bool opens_root_home(const Look& look) {
  const BaseImage* row = look.base().row;
  return row && has_word(row->writes, "~/root/");
}

// What the container uses at run time from a home that only root can enter.

std::optional<Reason> root_home(const Look& look) {
  if (opens_root_home(look)) return std::nullopt;
  if (look.end().workdir && in_root_home(*look.end().workdir)) {
    const std::string& workdir = *look.end().workdir;
    const std::string what =
        workdir == "/root" ? "the WORKDIR is" : fmt::format("the WORKDIR {} is in", workdir);
    if (look.end().workdir_because == no_item)
      return root_home_reason(
          look, look.facts.stages[chain_of(look.facts, look.stage).front()].from,
          look.base().text + " starts in",
          "set a WORKDIR outside /root" +
              and_go_by(look, look.facts.stages[chain_of(look.facts, look.stage).front()].from,
                        true));
    // "/root/.node-red": its program looks for it in the home of whoever starts it.
    if (is_settings_of_home(workdir))
      return root_home_reason(
          look, look.end().workdir_because, what,
          "move it into the home of an account, or to where its program is told "
          "to look" +
              and_go_by(look, look.end().workdir_because, true));
    if (!has_settings_of_shell(look))
      return root_home_reason(look, look.end().workdir_because, what);
    return root_home_reason(look, look.end().workdir_because, what,
                            "make it the home of an account, with the settings that are copied "
                            "there");
  }
  std::optional<Reason> reason;
  each_item(look, [&](std::size_t i) {
    const Keyword keyword = look.doc.items[i].keyword;
    if (reason) return;
    const bool starts =
        i == look.launch.entrypoint || i == look.launch.cmd || keyword == Keyword::healthcheck;
    const std::string text = starts ? read(look.doc, look.doc.items[i]).rest.text : "";
    if (const std::string_view path = root_path_in(text); !path.empty())
      reason = root_home_reason(
          look, i, fmt::format("{}, which {} names, is in", path, keyword_name(keyword)));
  });
  if (reason) return reason;
  if (std::optional<Reason> copied = copied_into_root_home(look, false)) return copied;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings) {
      if (!setting.env || setting.name == "HOME") continue;
      for (const Pair& pair :
           pairs(read(look.doc, look.doc.items[setting.item]), look.doc.escape)) {
        if (pair.name != setting.name || !names_root_home(pair.value.value_or(""))) continue;
        if (setting.name == "PATH" || is_cache_of_build(look, setting.name)) continue;
        const std::string what =
            fmt::format("{}, which ENV {} names, is in", root_path_in(*pair.value), setting.name);
        // These are written as it runs.
        static constexpr std::array<std::string_view, 3> files = {"XAUTHORITY", "ICEAUTHORITY",
                                                                  "HISTFILE"};
        if (!is_one_of(setting.name, files)) return root_home_reason(look, setting.item, what);
        return root_home_reason(
            look, setting.item, what,
            "name a place in the home of the account" + and_go_by(look, setting.item, true));
      }
    }
    for (const Volume& volume : look.facts.stages[at].volumes) {
      if (in_root_home(volume.path) && (!volume.of_base || serves_itself(look)))
        return volume.of_base
                   ? root_home_reason(
                         look, volume.item,
                         fmt::format("the VOLUME {} of the base image is in", volume.path),
                         "use another base image")
                   : root_home_reason(look, volume.item,
                                      fmt::format("the VOLUME {} is in", volume.path),
                                      is_settings_of_home(volume.path)
                                          ? "put it into the home of the account, or where its "
                                            "program is told to look"
                                          : "");
    }
  }
  return std::nullopt;
}

std::optional<Reason> settings_in_root_home(const Look& look) {
  if (opens_root_home(look)) return std::nullopt;
  return copied_into_root_home(look, true);
}

std::optional<Reason> path_in_root_home(const Look& look) {
  if (opens_root_home(look)) return std::nullopt;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings) {
      if (!setting.env || setting.name != "PATH") continue;
      for (const Pair& pair :
           pairs(read(look.doc, look.doc.items[setting.item]), look.doc.escape)) {
        if (pair.name == "PATH" && fills_path(look, pair.value.value_or("")))
          return root_home_reason(
              look, setting.item,
              fmt::format("{}, which ENV PATH names, is in", root_path_in(*pair.value)));
      }
    }
  }
  return std::nullopt;
}

}  // namespace dockerfix
