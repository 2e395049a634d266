// In which RUN the paths are owned: above a VOLUME that would freeze them, in the RUN that fills a
// tree, or before the closing group.
#include <algorithm>
#include <array>
#include <span>

#include "owned_parts.h"
#include "place.h"
#include "text.h"

namespace dockerfix {
namespace {

bool is_in(const std::string& path, const Volume& volume) {
  return !volume.path.empty() && is_within(path, volume.path);
}

// The first VOLUME of the runtime stage that would freeze one of the paths, while it is root's
// turn.
std::size_t freezing_volume(const Facts& facts, const Plan& plan,
                            const std::vector<OwnPath>& paths) {
  for (const Volume& volume : facts.stages[plan.stage].volumes) {
    if (volume.of_base || facts.before[volume.item].user.kind == User::Kind::ordinary) continue;
    for (const OwnPath& path : paths) {
      if (is_in(path.path, volume) && path.since < volume.item) return volume.item;
    }
  }
  return no_item;
}

// Whether its output is what the program rewrites: .next, target, obj.
bool builds(const RunFacts& run) {
  static constexpr std::array<std::string_view, 17> builders = {
      "npm",    "npx",     "yarn", "pnpm", "bun",  "node",   "next",  "mvn", "mvnw",
      "gradle", "gradlew", "sbt",  "lein", "mill", "dotnet", "cargo", "go"};
  return run.leaves_data.has_value() || uses_any(run, builders);
}

}  // namespace

bool may_fill(const RunFacts& run) {
  static constexpr std::array<std::string_view, 9> others = {
      "make", "rails", "rake", "ruby", "php", "bundle", "python", "composer", "artisan"};
  return run.unread || builds(run) || uses_any(run, others);
}

namespace {

// The last RUN of the runtime stage that may have filled a tree in the WORKDIR as root, where more
// can be appended to it: so no byte is stored twice.
std::size_t filling_run(const Document& doc, const Facts& facts, const Plan& plan,
                        const OwnPath& path) {
  const Stage& stage = facts.stages[plan.stage];
  const std::optional<std::string>& workdir = facts.after_stage[plan.stage].workdir;
  if (!path.recursive || !workdir || is_top_path(*workdir) || !is_within(path.path, *workdir))
    return no_item;
  const auto last = std::find_if(stage.runs.rbegin(), stage.runs.rend(), may_fill);
  if (last == stage.runs.rend() || !last->plain_chain || !builds(*last)) return no_item;
  const bool filled_later =
      std::any_of(stage.owned.begin(), stage.owned.end(), [&](const Owned& entry) {
        return entry.item > last->item && entry.what == Owned::What::content &&
               entry.owner.kind != Owner::Kind::user &&
               (is_within(path.path, entry.path) || is_within(entry.path, path.path));
      });
  // What is mounted for the time of the RUN belongs to others, and may not be given away.
  if (!read(doc, doc.items[last->item]).flags.empty() || !is_plain_path(path.path)) return no_item;
  // git would find it given away.
  if (std::any_of(stage.runs.begin(), stage.runs.end(), [&](const RunFacts& run) {
        return run.item > last->item && run.asks_git != AsksGit::no;
      }))
    return no_item;
  const std::string owner = run_owner_at(facts, plan, last->item);
  const bool fits = facts.before[last->item].user.kind == User::Kind::root && !owner.empty() &&
                    owner.find('$') == std::string::npos;
  return fits && !filled_later ? last->item : no_item;
}

// Takes the trees out of `paths` that are given away by the RUN that fills them.
std::vector<OwnGroup> groups_of_runs(const Document& doc, const Facts& facts, const Plan& plan,
                                     std::vector<OwnPath>& paths) {
  std::vector<OwnGroup> groups;
  if (plan.standing != Standing::root || plan.ownership != Ownership::compat) return groups;
  std::vector<OwnPath> others;
  for (OwnPath& path : paths) {
    const std::size_t item = path.brought ? path.since : filling_run(doc, facts, plan, path);
    const auto same = std::find_if(groups.begin(), groups.end(),
                                   [&](const OwnGroup& group) { return group.place == item; });
    if (item == no_item)
      others.push_back(std::move(path));
    else if (same != groups.end())
      same->paths.push_back(std::move(path));
    else
      groups.push_back({item, false, {std::move(path)}, true});
  }
  paths = std::move(others);
  return groups;
}

}  // namespace

std::vector<OwnGroup> groups_to_own(const Document& doc, const Facts& facts, const Plan& plan) {
  std::vector<OwnPath> paths = paths_to_own(doc, facts, plan);
  std::vector<OwnGroup> groups;
  if (paths.empty() || !plan.can_run) return groups;
  groups = groups_of_runs(doc, facts, plan, paths);
  if (paths.empty()) return groups;
  OwnGroup late{closing_place(doc, facts, plan.stage), true, {}};
  if (plan.standing == Standing::rootless) {
    const std::size_t user = facts.after_stage[plan.stage].user.because;
    if (user == no_item || facts.before[user].stage != plan.stage ||
        facts.before[user].user.kind != User::Kind::root) {
      return groups;  // there is no place where root could do it
    }
    late = {user, false, {}};
  }
  const std::size_t volume = freezing_volume(facts, plan, paths);
  if (volume == no_item || volume > late.place || run_owner_at(facts, plan, volume).empty()) {
    late.paths = std::move(paths);
    groups.push_back(std::move(late));
    return groups;
  }
  OwnGroup early{volume, false, {}};
  const OwnedView log = owned_before(facts, plan.stage, volume);
  for (OwnPath& path : paths) {
    const bool frozen = std::any_of(
        facts.stages[plan.stage].volumes.begin(), facts.stages[plan.stage].volumes.end(),
        [&](const Volume& v) { return !v.of_base && is_in(path.path, v); });
    const bool first = (frozen || is_there(log, path.path)) && path.since < volume;
    (first ? early : late).paths.push_back(std::move(path));
  }
  groups.push_back(std::move(early));
  if (!late.paths.empty()) groups.push_back(std::move(late));
  return groups;
}

}  // namespace dockerfix
