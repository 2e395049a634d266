// The places that the program's own files name.
#include <fmt/format.h>

#include <algorithm>

#include "named_places.h"
#include "plan_parts.h"
#include "scripts.h"

namespace dockerfix {
namespace {

// What the file names, as far as it can be the program's.
void add_places(std::vector<OwnPath>& out, const Look& look, const Plan& plan,
                const std::string& file, std::string_view text) {
  const std::string why = fmt::format("{} names it", file);
  for (const NamedPlace& place : places_named(text)) {
    const std::string folder = parent_path(place.path);
    const bool itself = place.folder || is_system_root(folder);
    const std::string& path = itself ? place.path : folder;
    if (is_system_path(path) || !is_program_path(look.facts, plan, path)) continue;
    for (std::string& above : missing_above(look, plan, path))
      out.push_back({std::move(above), false, why, false, true});
    out.push_back({path, itself && !place.folder, why, false, true});
  }
}

}  // namespace

std::vector<std::string> missing_above(const Look& look, const Plan& plan,
                                       const std::string& path) {
  std::vector<std::string> out;
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (std::string above = parent_path(path); !is_top_path(above); above = parent_path(above)) {
    if (is_there(log, above) || is_system_root(above) || is_system_path(above) ||
        !is_program_path(look.facts, plan, above))
      break;
    out.insert(out.begin(), above);
  }
  return out;
}

std::vector<OwnPath> named_in_files(const Look& look, const Plan& plan) {
  std::vector<OwnPath> out;
  std::vector<std::string> seen;
  for (const std::string& named : look.launch.named) {
    for (const std::string& file : files_named(named)) {
      if (std::find(seen.begin(), seen.end(), file) != seen.end()) continue;
      seen.push_back(file);
      const std::optional<std::string> text =
          copied_text(look.doc, look.facts, look.stage, look.policy.context, file);
      if (text && !is_for_shell(*text)) add_places(out, look, plan, file, *text);
    }
  }
  return out;
}

}  // namespace dockerfix
