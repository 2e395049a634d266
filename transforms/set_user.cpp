// Start the container as the account: USER before the closing CMD and ENTRYPOINT.
#include <fmt/format.h>

#include "place.h"
#include "transform.h"

namespace dockerfix {
namespace {

// Whether the instructions after `user` do something as root.
bool root_works_after(const Context& cx, std::size_t user) {
  for (std::size_t i = user + 1; i < cx.facts.stages[cx.plan.stage].end; ++i) {
    const Keyword keyword = cx.doc.items[i].keyword;
    if (keyword == Keyword::run || keyword == Keyword::workdir) return true;
  }
  return false;
}

// The WORKDIR that root makes, where no RUN can give it away; no_item: there is none. BuildKit lets
// the USER above it make it (dispatchWorkdir, WithUser): semantics 1.1.
std::size_t workdir_of_root(const Context& cx) {
  const State& end = cx.facts.after_stage[cx.plan.stage];
  const std::size_t item = end.workdir_because;
  const bool here = item != no_item && cx.facts.before[item].stage == cx.plan.stage;
  if (cx.plan.can_run || !here || !end.workdir || is_top_path(*end.workdir)) return no_item;
  const std::optional<OwnerFound> found =
      owner_of(owned_before(cx.facts, cx.plan.stage, no_item), *end.workdir);
  const bool made = found && found->sure && found->item == item;
  return made && found->owner.kind == Owner::Kind::root ? item : no_item;
}

// A USER root that snuck back is replaced where it stands, unless root still has work to do.
Edit edit_for(const Context& cx, const User& root) {
  const bool here = root.because != no_item && cx.facts.before[root.because].stage == cx.plan.stage;
  if (here && !root_works_after(cx, root.because)) {
    const Logical rest = read(cx.doc, cx.doc.items[root.because]).rest;
    return replace(rest.source(0, rest.text.size()), cx.plan.user);
  }
  const std::vector<std::string> user = {line(style_of(cx.doc), "USER", cx.plan.user)};
  const std::size_t workdir = workdir_of_root(cx);
  if (workdir != no_item && cx.plan.ownership != Ownership::strict)
    return insert_above(cx.doc, workdir, user);
  return insert_at_closing(cx.doc, cx.facts, cx.plan.stage, user);
}

// A stage that is FROM this one would run its RUNs as the account: they go on as root.
Fix fix_for_heir(const Context& cx, std::size_t heir) {
  const std::size_t from = cx.facts.stages[heir].from;
  return {.where = cx.doc.items[from].span,
          .why = fmt::format("its RUNs run as root, and the stage that it is FROM ends as {} now",
                             cx.plan.user),
          .edits = {insert_lines(cx.doc, from + 1, {line(style_of(cx.doc), "USER", "root")})},
          .safety = cx.plan.safety()};
}

void find(const Context& cx, std::vector<Fix>& out) {
  const User& root = cx.facts.after_stage[cx.plan.stage].user;
  if (cx.plan.standing != Standing::root || root.kind == User::Kind::ordinary) return;
  const bool said = root.because != no_item;
  const std::size_t where = said ? root.because : cx.facts.stages[cx.plan.stage].from;
  const std::string since =
      cx.lines[where] ? fmt::format(" since {} on line {}", said ? "USER" : "FROM", cx.lines[where])
                      : "";
  out.push_back({.where = cx.doc.items[where].span,
                 .why = cx.plan.create ? fmt::format("the container runs as root{}", since)
                                       : fmt::format("the container runs as root{}; {}", since,
                                                     cx.plan.account_why),
                 .edits = {edit_for(cx, root)},
                 .safety = cx.plan.safety()});
  for (const std::size_t heir : cx.plan.heirs) out.push_back(fix_for_heir(cx, heir));
}

}  // namespace

extern constinit const Transform set_user{
    .name = "set-user",
    .summary = "Start the container as the account",
    .safety = Safety::safe,
    .find = find,
};

}  // namespace dockerfix
