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
  same->brought = same->brought || path.brought;
  same->since = std::max(same->since, path.since);
}

bool may_vanish(const Document& doc, const Stage& stage, std::size_t maker) {
  static constexpr std::array<std::string_view, 5> sweepers = {"find", "git", "xargs", "mv",
                                                               "rsync"};
  const Item& item = doc.items[maker];
  if (item.keyword == Keyword::run && !read(doc, item).flags.empty()) return true;
  return std::any_of(stage.runs.begin(), stage.runs.end(), [&](const RunFacts& run) {
    return run.item >= maker && (run.unread || uses_any(run, sweepers));
  });
}

void add_made_files(const Document& doc, const Facts& facts, const Plan& plan, const OwnedView& log,
                    std::vector<OwnPath>& out) {
  static constexpr std::array<std::string_view, 5> endings = {".db", ".sqlite", ".sqlite3", ".log",
                                                              ".pid"};
  const Stage& stage = facts.stages[plan.stage];
  for (const Owned& entry : stage.owned) {
    const bool data =
        std::any_of(endings.begin(), endings.end(),
                    [&](std::string_view ending) { return entry.path.ends_with(ending); }) ||
        keeps_data(parent_path(entry.path)) || in_volume(facts, plan, parent_path(entry.path));
    const auto run = std::find_if(stage.runs.begin(), stage.runs.end(),
                                  [&](const RunFacts& r) { return r.item == entry.item; });
    if (entry.what != Owned::What::file || run == stage.runs.end()) continue;
    // An empty file is there to be written, and what lies in a home is its account's.
    const bool touched =
        parent_path(entry.path) != "/" && !is_within(entry.path, "/etc") &&
        !is_within(entry.path, "/home") && entry.path.find("_modules/") == std::string::npos &&
        std::find(run->touched.begin(), run->touched.end(), entry.path) != run->touched.end();
    const std::string home = plan.account.home.value_or("");
    const bool at_home = is_within(home, "/home") && home != "/home" && is_within(entry.path, home);
    if (!(data || touched || at_home) || is_within(entry.path, "/usr/share")) continue;
    const bool replaced =
        std::any_of(stage.owned.begin() + (&entry - stage.owned.data()), stage.owned.end(),
                    [&](const Owned& later) {
                      return later.what == Owned::What::gone && is_within(entry.path, later.path);
                    });
    if (!entry.by_run || replaced || !is_there(log, entry.path) ||
        !is_program_path(facts, plan, entry.path))
      continue;
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

namespace {

constexpr std::array<std::string_view, 5> unpackers = {"tar", "bsdtar", "unzip", "cpio", "7z"};
constexpr std::array<std::string_view, 4> cloners = {"git", "svn", "hg", "composer"};

// Whether the RUN unpacks or clones. What is copied or installed there otherwise is no tree of a
// program's own. An archive may bring owners of its own: nobody can tell whose the files are then.
bool brings(const Document& doc, const Stage& stage, std::size_t item, bool known) {
  static constexpr std::array<std::string_view, 4> copies = {"cp -r", "cp -R", "cp -a", "rsync "};
  return std::any_of(stage.runs.begin(), stage.runs.end(), [&](const RunFacts& run) {
    if (run.item != item) return false;
    const bool tree = uses_any(run, cloners) || has_any(doc.at(doc.items[item].span), copies);
    return uses_any(run, unpackers) || (known && tree);
  });
}

}  // namespace

std::size_t tree_brought_by(const Document& doc, const Facts& facts, std::size_t stage) {
  const std::optional<std::string>& workdir = facts.after_stage[stage].workdir;
  std::size_t found = no_item;
  if (!workdir || is_top_path(*workdir) || is_system_path(*workdir)) return found;
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const Owned& entry : facts.stages[at].owned) {
      const bool by_run = doc.items[entry.item].keyword == Keyword::run;
      const bool fills = entry.what == Owned::What::content && entry.path == *workdir && by_run;
      const bool roots = entry.owner.kind != Owner::Kind::user;
      if (fills && roots &&
          brings(doc, facts.stages[at], entry.item, entry.owner.kind == Owner::Kind::root))
        found = entry.item;
      const bool given =
          entry.what == Owned::What::owner && entry.recursive && is_within(*workdir, entry.path);
      if (given) found = no_item;
    }
  }
  return found;
}

bool can_give_itself(const Document& doc, const Facts& facts, const Plan& plan, std::size_t item,
                     std::string_view path) {
  const bool as_root = facts.before[item].user.kind == User::Kind::root;
  // What is mounted for the time of the RUN belongs to others, and may not be given away.
  if (plan.ownership != Ownership::compat || facts.before[item].stage != plan.stage || !as_root ||
      !is_plain_path(path) || !read(doc, doc.items[item]).flags.empty())
    return false;
  for (const RunFacts& run : facts.stages[plan.stage].runs) {
    // git would find it given away, and npm runs scripts as who owns the folder: what works in the
    // tree later does so as root.
    const bool asks = run.item > item && (run.asks_git != AsksGit::no || may_fill(run));
    if (asks || (run.item == item && !run.plain_chain)) return false;
  }
  const std::string owner = run_owner_at(facts, plan, item);
  return !owner.empty() && owner.find('$') == std::string::npos;
}

std::optional<OwnPath> brought_tree(const Document& doc, const Facts& facts, const Plan& plan) {
  const std::size_t item = tree_brought_by(doc, facts, plan.stage);
  if (item == no_item) return std::nullopt;
  const std::string& workdir = *facts.after_stage[plan.stage].workdir;
  if (!can_give_itself(doc, facts, plan, item, workdir)) return std::nullopt;
  OwnPath tree{workdir, false, "this RUN puts it there as root", true, false, true};
  tree.since = item;
  tree.brought = true;
  return tree;
}

}  // namespace dockerfix
