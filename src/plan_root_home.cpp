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
    const bool ends =
        after >= text.size() ||
        std::string_view("/ \t\r\n\\&|<>\"':;,)]}").find(text[after]) != std::string_view::npos;
    if (begins && ends) return true;
  }
  return false;
}

// Without a remedy of its own: where to move it, and what follows it.
Reason root_home_reason(const Look& look, std::size_t item, const std::string& what,
                        const std::string& remedy = {}) {
  return {"root-home", look.line(item),
          fmt::format("{} /root, which is closed to everybody else", what),
          remedy.empty()
              ? "move it out of /root, to /app or /opt for example" + and_go_by(look, item, true)
              : remedy};
}

// The first path in root's home of a value: "/root/bin" of "/usr/bin:/root/bin".
std::string_view path_in(std::string_view value) {
  const std::size_t at = value.find("/root");
  const std::string_view path = value.substr(std::min(at, value.size()));
  return path.substr(0, path.find_first_of(":;, \t\"'"));
}

// "/root/.jupyter/x": its program looks for it in the home of whoever starts it.
bool is_settings_of_home(std::string_view path) {
  return path.starts_with("/root/.");
}

// "/root/.phpenv/versions/8.1/etc/x.ini": a version manager's tree, where the base image has it.
bool is_tree_of_base(std::string_view path) {
  static constexpr std::array<std::string_view, 10> managers = {
      "/root/.phpenv/", "/root/.rbenv/", "/root/.pyenv/", "/root/.nodenv/", "/root/.nvm/",
      "/root/.sdkman/", "/root/.asdf/",  "/root/.goenv/", "/root/.jenv/",   "/root/.rvm/"};
  return std::any_of(managers.begin(), managers.end(),
                     [&](std::string_view manager) { return path.starts_with(manager); });
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

bool has_settings_of_shell(const Look& look) {
  return std::any_of(look.copies.begin(), look.copies.end(), [&](const Copied& copy) {
    return copy.to && in_root_home(*copy.to) && is_for_shell_of_root(look, copy.item, *copy.to);
  });
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
      if (as_root && (run.may_leave || !run.home_installs.empty())) return true;
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

// A patch, a package, a list of requirements that a RUN below takes: nothing reads it when the
// container runs.
bool is_for_build(const Look& look, const Copied& copy) {
  static constexpr std::array<std::string_view, 12> endings = {
      ".patch", ".diff", ".deb", ".rpm",    ".apk", ".whl",
      ".gem",   ".tgz",  ".zip", ".tar.gz", ".tar", "requirements.txt"};
  const std::vector<Word> all = words(copy.instruction, look.doc.escape);
  if (all.size() < 2 || copy.instruction.flag("from")) return false;
  return std::all_of(all.begin(), all.end() - 1, [&](const Word& source) {
    const std::string name(base_name(source.text));
    const bool taken = std::any_of(look.runs.begin(), look.runs.end(), [&](const RunFacts& run) {
      const std::string_view text = look.doc.at(look.doc.items[run.item].span);
      return run.item > copy.item && text.find(name) != std::string_view::npos;
    });
    return taken && is_plain_path(name) &&
           std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
  });
}

// What COPY or ADD puts into root's home, `settings`: in places where programs look for them, or
// elsewhere.
std::optional<Reason> copied_into_root_home(const Look& look, const Copied& copy, bool settings) {
  if (!copy.to || !in_root_home(*copy.to) || is_settings_of_home(*copy.to) != settings)
    return std::nullopt;
  const std::string& to = *copy.to;
  if (is_for_shell_of_root(look, copy.item, to) || is_taken_away(look, copy.item, to) ||
      is_for_build(look, copy))
    return std::nullopt;
  if (is_tree_of_base(to))
    return root_home_reason(look, copy.item, to + " is in",
                            "have the base image keep that tree elsewhere, or use another one");
  if (settings)
    return root_home_reason(look, copy.item, to + " is in",
                            "put it into the home of the account, or where its program looks for "
                            "everybody's settings");
  const std::vector<Word> all = words(copy.instruction, look.doc.escape);
  const bool one = to == "/root" && all.size() == 2 && is_plain_path(all[0].text) &&
                   all[0].text.find_first_not_of("./") != std::string::npos;
  return root_home_reason(look, copy.item,
                          one             ? fmt::format("{} is copied to", all[0].text)
                          : to == "/root" ? "what is copied is in"
                                          : to + " is in");
}

std::optional<Reason> copied_into_root_home(const Look& look, bool settings) {
  for (const Copied& copy : look.copies) {
    if (std::optional<Reason> reason = copied_into_root_home(look, copy, settings)) return reason;
  }
  return std::nullopt;
}

}  // namespace

std::string and_go_by(const Look& look, std::size_t item, bool above) {
  constexpr std::size_t most = 6;
  // Where installers put things, as a rule.
  static constexpr std::array<std::string_view, 3> places = {"/root/.", "/root/go/",
                                                             "/root/google-cloud-sdk"};
  static constexpr std::array<std::string_view, 4> removals = {"rm -rf /root/.", "rm -fr /root/.",
                                                               "rm -r /root/.", "rm -f /root/."};
  std::vector<std::uint32_t> lines;
  each_item(look, [&](std::size_t i) {
    if (i == item || (!above && i < item)) return;
    std::uint32_t line = look.line(i);
    each_line(look.doc.at(look.doc.items[i].span), [&](std::string_view text) {
      const bool names = above ? names_root_home(text) : has_any(text, places);
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

// What the container uses at run time from a home that only root can enter.

std::optional<Reason> root_home(const Look& look) {
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
    if (starts && names_root_home(read(look.doc, look.doc.items[i]).rest.text)) {
      reason = root_home_reason(look, i,
                                fmt::format("a path that {} names is in", keyword_name(keyword)));
    }
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
            fmt::format("{}, which ENV {} names, is in", path_in(*pair.value), setting.name);
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
  return copied_into_root_home(look, true);
}

std::optional<Reason> path_in_root_home(const Look& look) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings) {
      if (!setting.env || setting.name != "PATH") continue;
      for (const Pair& pair :
           pairs(read(look.doc, look.doc.items[setting.item]), look.doc.escape)) {
        if (pair.name == "PATH" && fills_path(look, pair.value.value_or("")))
          return root_home_reason(
              look, setting.item,
              fmt::format("{}, which ENV PATH names, is in", path_in(*pair.value)));
      }
    }
  }
  return std::nullopt;
}

}  // namespace dockerfix
