// Where the project lies in the image, and by what it may be started.
#include <algorithm>

#include "place.h"
#include "plan_parts.h"
#include "scripts.h"

namespace dockerfix {
namespace {

// Whether one of these commands is started, or something that nobody can read; what a base image of
// PHP starts runs the project.
bool may_start(const Look& look, std::string_view names) {
  const Launch& launch = look.launch;
  if (!launch.own_command) {
    const BaseImage* row = look.base().row;
    return row && row->repository.find("php") != std::string_view::npos &&
           matches_any(names, "php");
  }
  const bool unread = std::any_of(launch.programs.begin(), launch.programs.end(),
                                  [](const Program& found) { return found.runs == Runs::unknown; });
  return unread || std::any_of(launch.names.begin(), launch.names.end(), [&](const auto& name) {
           return matches_any(names, base_name(name));
         });
}

}  // namespace

std::vector<ProjectSign> project_of(const Look& look) {
  std::vector<ProjectSign> out;
  const std::optional<std::string>& cwd = look.launch.cwd;
  if (!look.policy.context || !cwd || is_top_path(*cwd)) return out;
  return signs_of(
      {*cwd,
       [&](const std::string& path) {
         return copied_text(look.doc, look.facts, look.stage, look.policy.context, path);
       },
       [&](std::string_view names) { return may_start(look, names); },
       [&](std::string_view name) { return final_variable(look.facts, look.stage, name); }});
}

}  // namespace dockerfix
