// What only its owner may read or execute, and the program must.
#include <algorithm>

#include "place.h"
#include "plan_parts.h"
#include "scripts.h"

namespace dockerfix {
bool is_removed(const OwnedView& log, const ModeSet& mode) {
  for (const std::span<const Owned> part : log) {
    for (const Owned& entry : part) {
      const bool gone = entry.what == Owned::What::gone && is_within(mode.path, entry.path);
      const bool swept = entry.what == Owned::What::swept && mode.path.starts_with(entry.path);
      if (entry.item >= mode.item && (gone || swept)) return true;
    }
  }
  return false;
}

namespace {

// Closed on purpose, and read by root's programs. A folder that a RUN makes among the system's is
// not one of them.
bool is_secret_of_system(std::string_view path, bool folder) {
  return is_place_of_root(path) || base_name(path) == "authorized_keys" ||
         is_within(path, "/etc/ssl") || is_within(path, "/etc/pki") ||
         (!folder && is_system_root(parent_path(path)));
}

// What the RUN that set the mode made there.
ModeSet::Made made_there(const Stage& stage, const ModeSet& mode) {
  if (mode.made != ModeSet::Made::nothing) return mode.made;
  for (const Owned& entry : stage.owned) {
    if (entry.item != mode.item || entry.path != mode.path) continue;
    if (entry.what == Owned::What::directory) return ModeSet::Made::folder;
    if (entry.what == Owned::What::file) return ModeSet::Made::file;
  }
  return ModeSet::Made::nothing;
}

// What is closed in /etc is so on purpose, unless what is started names it.
bool is_for_program(const Look& look, const std::string& path) {
  const std::vector<std::string>& named = look.launch.named;
  return !is_within(path, "/etc") ||
         std::any_of(named.begin(), named.end(),
                     [&](const std::string& one) { return is_within(one, path); });
}

// Whether --chown gives it away on the COPY that brings it from the build context.
bool is_given_by_copy(const Look& look, const Plan& plan, const std::string& path) {
  const ModeSet* mode = mode_of(look.facts, look.stage, path);
  if (mode == nullptr) return false;
  const std::vector<std::size_t> given = copies_to_own(look.doc, look.facts, plan);
  if (std::find(given.begin(), given.end(), mode->item) != given.end()) return true;
  if (mode->source.empty()) return false;
  const std::optional<Brought> brought =
      brought_to(look.doc, look.facts, look.stage, look.policy.listing, path);
  return brought && std::find(given.begin(), given.end(), brought->item) != given.end();
}

}  // namespace

// What the program is started from, or told to read, and what only its owner may.
std::vector<OwnPath> closed_paths(const Look& look, const Plan& plan) {
  std::vector<OwnPath> out;
  std::vector<std::string> named = look.launch.named;
  if (!look.launch.command.empty())
    for (std::string& place : places_of_program(look.launch.command, look.launch.cwd))
      named.push_back(std::move(place));
  for (const std::string& path : named) {
    if (!is_closed(look.facts, look.stage, path) || is_given_by_copy(look, plan, path)) continue;
    OwnPath own{path, false, "its mode is for its owner only", false, true};
    own.there = true;
    out.push_back(std::move(own));
  }
  for (const MadeKey& key : made_keys(look)) {
    if (!key.within_reach || is_given_by_copy(look, plan, key.mode->path)) continue;
    OwnPath own{key.mode->path, false, "its owner alone can read the key"};
    own.known = own.there = true;
    own.since = key.mode->item;
    out.push_back(std::move(own));
  }
  // `touch acme.json && chmod 600 acme.json`: made for the program to keep something in.
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const Stage& stage = look.facts.stages[at];
    for (const ModeSet& mode : stage.modes) {
      if (!mode.closed || look.doc.items[mode.item].keyword != Keyword::run) continue;
      const ModeSet::Made made = made_there(stage, mode);
      if (made == ModeSet::Made::key) continue;
      // `chmod -R go-rwx /app`: what is copied there is closed, too.
      const bool tree = mode.recursive && is_program_path(look.facts, plan, mode.path);
      if (made == ModeSet::Made::nothing && !tree) continue;
      if (is_secret_of_system(mode.path, tree || made == ModeSet::Made::folder)) continue;
      const bool meant = mode.made != ModeSet::Made::nothing && !is_for_program(look, mode.path);
      if (meant || is_removed(log, mode)) continue;
      if (!is_closed(look.facts, look.stage, mode.path)) continue;
      const std::optional<OwnerFound> owner = owner_of(log, mode.path);
      if (owner && owner->owner.kind == Owner::Kind::user) continue;
      OwnPath own{mode.path, false, "its mode is for its owner only", tree, true};
      own.there = true;
      out.push_back(std::move(own));
    }
  }
  return out;
}

}  // namespace dockerfix
