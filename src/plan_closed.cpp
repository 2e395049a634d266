// What only its owner may read or execute, and the program must.
#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"
#include "scripts.h"

namespace dockerfix {
namespace {

// Closed on purpose, and read by root's programs.
bool is_secret_of_system(std::string_view path) {
  static constexpr std::array<std::string_view, 7> places = {
      "/root", "/etc/sudoers.d", "/etc/ssh", "/etc/ssl", "/etc/apt", "/etc/pki", "/etc/cron.d"};
  return is_system_root(parent_path(path)) ||
         std::any_of(places.begin(), places.end(),
                     [&](std::string_view place) { return is_within(path, place); });
}

// Whether --chown gives it away on the COPY that brings it from the build context.
bool is_given_by_copy(const Look& look, const Plan& plan, const std::string& path) {
  const ModeSet* mode = mode_of(look.facts, look.stage, path);
  if (mode == nullptr || mode->source.empty()) return false;
  const std::optional<Brought> brought =
      brought_to(look.doc, look.facts, look.stage, look.policy.listing, path);
  const std::vector<std::size_t> given = copies_to_own(look.doc, look.facts, plan);
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
  // `touch acme.json && chmod 600 acme.json`: made for the program to keep something in.
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const Stage& stage = look.facts.stages[at];
    for (const ModeSet& mode : stage.modes) {
      const bool made =
          std::any_of(stage.owned.begin(), stage.owned.end(), [&](const Owned& entry) {
            const bool new_one =
                entry.what == Owned::What::file || entry.what == Owned::What::directory;
            return new_one && entry.item == mode.item && entry.path == mode.path;
          });
      const bool by_run = look.doc.items[mode.item].keyword == Keyword::run;
      // `chmod -R go-rwx /app`: what is copied there is closed, too.
      const bool tree = mode.recursive && is_program_path(look.facts, plan, mode.path);
      if (!mode.closed || (!made && !tree) || !by_run || is_secret_of_system(mode.path)) continue;
      if (!is_closed(look.facts, look.stage, mode.path)) continue;
      OwnPath own{mode.path, false, "its mode is for its owner only", tree, true};
      own.there = true;
      out.push_back(std::move(own));
    }
  }
  return out;
}

}  // namespace dockerfix
