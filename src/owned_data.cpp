// What the RUNs of the build leave for the program as root: data files, and trees with data in
// them.
#include <algorithm>
#include <array>

#include "owned_parts.h"
#include "place.h"
#include "plan_parts.h"

namespace dockerfix {

bool is_given_after(const OwnedView& log, const OwnPath& own, const Account& account) {
  for (const std::span<const Owned> part : log) {
    for (const Owned& entry : part) {
      if (entry.item >= own.since && entry.what == Owned::What::owner && entry.recursive &&
          is_account(entry.owner, account) && is_within(own.path, entry.path))
        return true;
    }
  }
  return false;
}

// One that is there already is known for more than one reason.
void add_path(std::vector<OwnPath>& out, OwnPath path) {
  const auto same = std::find_if(out.begin(), out.end(),
                                 [&](const OwnPath& other) { return other.path == path.path; });
  if (same == out.end()) return out.push_back(std::move(path));
  if (path.recursive && !same->recursive) same->why = path.why;
  same->recursive = same->recursive || path.recursive;
  same->known = same->known || path.known;
  same->there = same->there || path.there;
  same->since = std::max(same->since, path.since);
}

namespace {

// What a RUN made, a later command may take away unseen; what lies on a mount is gone with its RUN.
bool may_vanish(const Document& doc, const Stage& stage, std::size_t maker) {
  static constexpr std::array<std::string_view, 5> sweepers = {"find", "git", "xargs", "mv",
                                                               "rsync"};
  if (!read(doc, doc.items[maker]).flags.empty()) return true;
  return std::any_of(stage.runs.begin(), stage.runs.end(), [&](const RunFacts& run) {
    return run.item >= maker && (run.unread || uses_any(run, sweepers));
  });
}

}  // namespace

void add_made_files(const Document& doc, const Facts& facts, const Plan& plan, const OwnedView& log,
                    std::vector<OwnPath>& out) {
  static constexpr std::array<std::string_view, 5> endings = {".db", ".sqlite", ".sqlite3", ".log",
                                                              ".pid"};
  static constexpr std::array<std::string_view, 1> linker = {"ln"};
  const Stage& stage = facts.stages[plan.stage];
  for (const Owned& entry : stage.owned) {
    const bool data =
        std::any_of(endings.begin(), endings.end(),
                    [&](std::string_view ending) { return entry.path.ends_with(ending); }) ||
        keeps_data(parent_path(entry.path));
    if (entry.what != Owned::What::file || !data || is_within(entry.path, "/usr/share")) continue;
    const auto run = std::find_if(stage.runs.begin(), stage.runs.end(),
                                  [&](const RunFacts& r) { return r.item == entry.item; });
    const bool made = run != stage.runs.end() && !uses_any(*run, linker);
    if (!made || !is_there(log, entry.path) || !is_program_path(facts, plan, entry.path)) continue;
    if (may_vanish(doc, stage, entry.item)) continue;
    // The classic builder drops what a RUN puts into a VOLUME that is declared above it.
    const bool kept = !volume_above(facts, plan.stage, entry.item, entry.path);
    OwnPath file{entry.path, !kept, "a RUN made it as root", false, true};
    file.there = kept;
    file.since = entry.item;
    add_path(out, std::move(file));
  }
}

void add_left_data(const Facts& facts, const Plan& plan, std::vector<OwnPath>& out) {
  if (plan.ownership == Ownership::strict) return;
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const RunFacts& run : facts.stages[at].runs) {
      const State& state = facts.before[run.item];
      if (!run.leaves_data || state.user.kind == User::Kind::ordinary) continue;
      const std::string& path = *run.leaves_data;
      if (is_top_path(path) || !is_program_path(facts, plan, path)) continue;
      OwnPath tree{path, false, "a RUN leaves its data there as root", true, true, true};
      tree.since = run.item;
      add_path(out, std::move(tree));
    }
  }
}

void spread_left_data(const Facts& facts, const Plan& plan, std::vector<OwnPath>& all) {
  if (plan.ownership == Ownership::strict) return;
  for (const RunFacts& run : facts.stages[plan.stage].runs) {
    if (!run.leaves_data || facts.before[run.item].user.kind == User::Kind::ordinary) continue;
    for (OwnPath& path : all) {
      if (path.file || path.recursive || !keeps_data(path.path) || path.since > run.item) continue;
      if (volume_above(facts, plan.stage, run.item, path.path)) continue;
      path.recursive = true;
      path.since = run.item;
    }
  }
}

}  // namespace dockerfix
