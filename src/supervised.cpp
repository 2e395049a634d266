#include "supervised.h"

#include <fmt/format.h>

#include <algorithm>

#include "ownership.h"
#include "text.h"

namespace dockerfix {
namespace {

// Where -c names none: http://supervisord.org/configuration.html
std::vector<std::string> usual_places(const std::string& cwd) {
  return {join_path(cwd, "supervisord.conf"), join_path(cwd, "etc/supervisord.conf"),
          "/etc/supervisord.conf", "/etc/supervisor/supervisord.conf"};
}

// What -c or --configuration says of the file.
struct Named {
  bool named = false;               // one of them is there
  std::optional<std::string> path;  // empty: a variable hides it, or it is missing
};

Named named_file(const Argv& argv) {
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const std::string& word = argv[i].raw;
    const bool is_long = word.starts_with("--configuration");
    if (!is_long && !word.starts_with("-c")) continue;
    if (word == "-c" || word == "--configuration")
      return {true, i + 1 < argv.size() ? argv[i + 1].value : std::nullopt};
    if (!is_long) return {true, word.substr(2)};
    const std::size_t equals = word.find('=');
    return {true,
            equals == std::string::npos ? std::nullopt : std::optional(word.substr(equals + 1))};
  }
  return {};
}

void take_over(SupervisorSettings& all, SupervisorSettings more) {
  all.programs.insert(all.programs.end(), more.programs.begin(), more.programs.end());
  if (all.switches_user.empty()) all.switches_user = more.switches_user;
  // The defaults of [supervisord] are those of the first file.
  for (const std::string& path : more.writes) {
    if (path.starts_with('/')) all.writes.push_back(path);
  }
  all.sockets.insert(all.sockets.end(), more.sockets.begin(), more.sockets.end());
}

}  // namespace

std::optional<SupervisorSettings> settings_of(const Argv& argv, const std::string& cwd,
                                              const AtHand& at_hand) {
  std::vector<std::string> places = usual_places(cwd);
  if (const Named file = named_file(argv); file.named) {
    if (!file.path || file.path->empty()) return std::nullopt;
    places = {join_path(cwd, *file.path)};
  }
  for (const std::string& place : places) {
    const std::optional<std::string> text = at_hand.text(place);
    if (!text) continue;
    SupervisorSettings settings = read_supervisor(*text);
    for (const std::string& pattern : settings.include) {
      const auto files = at_hand.matching(join_path(parent_path(place), pattern));
      if (!files) return std::nullopt;
      for (const std::string& file : *files) {
        const std::optional<std::string> more = at_hand.text(file);
        if (!more) return std::nullopt;
        take_over(settings, read_supervisor(*more));
      }
    }
    return settings;
  }
  return std::nullopt;
}

Program supervisord_with(const SupervisorSettings& settings) {
  if (!settings.switches_user.empty()) {
    return said(Runs::needs_root, "runs-supervisord",
                fmt::format("[{}] of supervisord's settings has a user=, which takes root",
                            settings.switches_user),
                "drop that user=, or run one program a container");
  }
  // Its arguments and its environment, and what a RUN does to its settings, are not read.
  Program program = said(Runs::unknown, "runs-supervisord",
                         "as far as its settings are read supervisord switches no user");
  program.settings_read = true;
  for (const std::string& path : settings.sockets) {
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    // It makes the socket anew at each start, which takes the folder.
    if (!folder.empty()) program.writes.push_back(folder);
  }
  for (const std::string& path : settings.writes) {
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    const bool in_own = path.starts_with('/') && folder != "/var/log/" && folder != "/run/" &&
                        folder != "/var/run/" && folder != "/";
    program.writes.push_back(in_own ? folder : path);
  }
  return program;
}

}  // namespace dockerfix
