// Create the account that the program runs as.
#include <fmt/format.h>

#include "place.h"
#include "transform.h"

namespace dockerfix {
namespace {

// Names need the account above the first COPY that uses it; numbers let it come last.
std::size_t first_named_copy(const Context& cx) {
  if (cx.plan.owner == cx.plan.owner_number) return no_item;
  for (const std::size_t item : copies_to_own(cx.doc, cx.facts, cx.plan)) {
    if (cx.facts.before[item].stage == cx.plan.stage) return item;
  }
  return no_item;
}

// Below the file's own account commands: ours above them could take the ids that they ask for.
bool below_own_accounts(const Context& cx, std::size_t item) {
  const std::vector<AccountEvent>& events = cx.facts.stages[cx.plan.stage].accounts;
  return events.empty() || events.back().item < item;
}

Edit insertion(const Context& cx, const Style& style, const std::vector<std::string>& commands) {
  const std::vector<OwnGroup> groups = groups_to_own(cx.doc, cx.facts, cx.plan);
  std::size_t place = closing_place(cx.doc, cx.facts, cx.plan.stage);
  bool closing = true;
  const auto earlier = [&](std::size_t item) {
    const bool roots = item < place && cx.facts.before[item].user.kind == User::Kind::root;
    if (!roots || !below_own_accounts(cx, item)) return;
    place = item;
    closing = false;
  };
  for (const OwnGroup& group : groups) {
    if (!group.closing && !group.appended) earlier(group.place);
  }
  earlier(first_named_copy(cx));
  const State& state = cx.facts.before[place];
  std::vector<std::string> lines = run_in(style, state, commands);
  if (state.user.kind != User::Kind::root) lines.insert(lines.begin(), line(style, "USER", "root"));
  return closing ? insert_at_closing(cx.doc, cx.facts, cx.plan.stage, lines)
                 : insert_above(cx.doc, place, lines);
}

// The arguments stand above the first line that uses them.
void declare_arguments(const Context& cx, const Style& style, std::vector<Edit>& edits) {
  const std::vector<std::string> lines = {line(style, "ARG", cx.plan.arg_uid),
                                          line(style, "ARG", cx.plan.arg_gid)};
  const std::vector<std::size_t> copies = copies_to_own(cx.doc, cx.facts, cx.plan);
  if (!copies.empty()) {
    const Edit above = insert_above(cx.doc, copies.front(), lines);
    if (above.span.begin < edits.front().span.begin) {
      edits.insert(edits.begin(), above);
      return;
    }
  }
  const std::string_view ending = line_ending(cx.doc, 0);
  std::string both;
  for (const std::string& text : lines) both.append(text).append(ending);
  // At the end of a file without a last line ending the insertion begins with one.
  const std::size_t at = edits.front().text.starts_with(ending) ? ending.size() : 0;
  edits.front().text.insert(at, both);
}

void find(const Context& cx, std::vector<Fix>& out) {
  if (!cx.plan.create || cx.plan.standing != Standing::root) return;
  const std::vector<std::string> commands =
      create_commands(cx.plan.make, cx.facts.stages[cx.plan.stage].base.family);
  const Style style = style_of(cx.doc);
  const std::size_t from = cx.facts.stages[cx.plan.stage].from;
  Fix fix{.where = cx.doc.items[from].span,
          .why = cx.plan.account_why,
          .edits = {insertion(cx, style, commands)},
          .safety = cx.plan.safety()};
  if (cx.plan.uid_arg) declare_arguments(cx, style, fix.edits);
  out.push_back(std::move(fix));
}

}  // namespace

extern constinit const Transform create_user{
    .name = "create-user",
    .summary = "Create the account that the program runs as",
    .safety = Safety::safe,
    .find = find,
};

}  // namespace dockerfix
