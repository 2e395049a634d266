// Whether what the container starts may be executed at all.
#include <algorithm>

#include "place.h"
#include "plan_parts.h"
#include "scripts.h"

namespace dockerfix {
namespace {

// What may give the mode that a chmod which nobody can read, or `install`, would.
bool may_change_modes(const Look& look, const RunFacts& run, const std::string& path) {
  const std::string text = read(look.doc, look.doc.items[run.item]).rest.text;
  const bool named = text.find(base_name(path)) != std::string::npos;
  return run.unread || named || text.find("chmod") != std::string::npos;
}

}  // namespace

std::string not_executable(const Look& look) {
  const std::string& command = look.launch.command;
  if (command.empty() || !look.policy.listing) return {};
  for (const std::string& place : places_of_program(command, look.launch.cwd)) {
    const std::optional<Brought> brought =
        brought_to(look.doc, look.facts, look.stage, look.policy.listing, place);
    if (!brought) continue;
    const ContextEntry entry = look.policy.listing(brought->source).front();
    const Instruction copy = read(look.doc, look.doc.items[brought->item]);
    if (entry.folder || (entry.mode & 0111U) != 0 || copy.flag("chmod")) return {};
    const bool changed = std::any_of(look.runs.begin(), look.runs.end(), [&](const RunFacts& run) {
      return run.item > brought->item && may_change_modes(look, run, place);
    });
    return changed ? std::string() : place;
  }
  return {};
}

std::size_t copy_to(const Document& doc, const Facts& facts, std::size_t stage,
                    const std::string& path) {
  // Of which source it is made does not matter here: the plan has looked.
  const ContextLister any = [](const std::string& source) {
    return std::vector<ContextEntry>{{source, false, 0}};
  };
  const std::optional<Brought> brought = brought_to(doc, facts, stage, any, path);
  return brought ? brought->item : no_item;
}

}  // namespace dockerfix
