// Run as root what needs root: move USER below it, or bracket it.
#include <fmt/format.h>

#include <algorithm>

#include "needs.h"
#include "place.h"
#include "transform.h"

namespace dockerfix {
namespace {

struct Failing {
  std::size_t item;
  std::string because;
};

// The RUNs that certainly fail as the user that `user` (an item, or the base image) made.
std::vector<Failing> failing_runs(const Context& cx, const Stage& stage, std::size_t user) {
  std::vector<Failing> out;
  for (const RunFacts& run : stage.runs) {
    const User& as = cx.facts.before[run.item].user;
    if (as.kind != User::Kind::ordinary || as.because != user) continue;
    if (run.names_user) continue;  // as root it says something else
    if (std::optional<std::string> because = certain_need(cx.facts, run)) {
      out.push_back({run.item, std::move(*because)});
    }
  }
  return out;
}

// Nothing between the USER and the last failing RUN minds running as root, or makes a directory
// that own-paths would not give back.
bool can_move(const Context& cx, const Stage& stage, std::size_t user,
              const std::vector<Failing>& fails) {
  if (user == no_item || user < stage.from) return false;
  if (cx.facts.before[user].user.kind != User::Kind::root)
    return false;  // another USER is above it
  const std::optional<std::string>& last = cx.facts.after_stage[cx.plan.stage].workdir;
  for (std::size_t i = user; i < fails.back().item; ++i) {
    const bool workdir = cx.doc.items[i].keyword == Keyword::workdir;
    if (workdir && cx.facts.before[i + 1].workdir != last) return false;
  }
  for (const RunFacts& run : stage.runs) {
    if (run.item < user || run.item > fails.back().item) continue;
    const bool failing = std::any_of(fails.begin(), fails.end(),
                                     [&](const Failing& f) { return f.item == run.item; });
    const bool neutral = run.need == Need::none && run.writes.empty() && !run.unread;
    if (run.as_user || (!failing && !neutral)) return false;
  }
  return true;
}

std::string why_of(const Context& cx, const Failing& fails) {
  return fmt::format("line {} ({}) needs root and stands under USER {}", cx.lines[fails.item],
                     fails.because, cx.facts.before[fails.item].user.text);
}

Fix moved(const Context& cx, std::size_t user, const std::vector<Failing>& fails) {
  const Document& doc = cx.doc;
  std::string text(doc.at(doc.items[user].span));
  const std::string_view ending = line_ending(doc, user);
  if (text.ends_with(ending)) text.resize(text.size() - ending.size());
  // The blank line that sets the USER apart goes with it.
  const bool alone =
      user + 1 < doc.items.size() && is_blank(doc, user - 1) && is_blank(doc, user + 1);
  std::vector<std::string> lines = {text};
  if (alone) lines.insert(lines.begin(), "");
  std::vector<Edit> edits = {remove_item(doc, user),
                             insert_lines(doc, fails.back().item + 1, lines)};
  if (alone) edits.push_back(remove_item(doc, user + 1));
  return {
      .where = doc.items[user].span, .why = why_of(cx, fails.front()), .edits = std::move(edits)};
}

std::string written_user(const Context& cx, std::size_t item) {
  const User& user = cx.facts.before[item].user;
  if (user.because == no_item) return user.text;
  return read(cx.doc, cx.doc.items[user.because]).rest.text;
}

// One bracket around each row of failing RUNs that stand together.
void bracket(const Context& cx, const std::vector<Failing>& fails, std::vector<Fix>& out) {
  const Style style = style_of(cx.doc);
  for (std::size_t i = 0; i < fails.size();) {
    std::size_t last = i;
    while (last + 1 < fails.size() &&
           instruction_before(cx.doc, fails[last + 1].item) == fails[last].item) {
      ++last;
    }
    out.push_back(
        {.where = cx.doc.items[fails[i].item].span,
         .why = why_of(cx, fails[i]) + "; what stands between them must stay that user's",
         .edits = {insert_above(cx.doc, fails[i].item, {line(style, "USER", "root")}),
                   insert_lines(cx.doc, fails[last].item + 1,
                                {line(style, "USER", written_user(cx, fails[i].item))})}});
    i = last + 1;
  }
}

void find(const Context& cx, std::vector<Fix>& out) {
  for (const std::size_t at : chain_of(cx.facts, cx.plan.stage)) {
    const Stage& stage = cx.facts.stages[at];
    std::vector<std::size_t> users;
    for (const RunFacts& run : stage.runs) {
      const std::size_t user = cx.facts.before[run.item].user.because;
      if (users.empty() || users.back() != user) users.push_back(user);
    }
    for (const std::size_t user : users) {
      const std::vector<Failing> fails = failing_runs(cx, stage, user);
      if (fails.empty()) continue;
      if (can_move(cx, stage, user, fails))
        out.push_back(moved(cx, user, fails));
      else
        bracket(cx, fails, out);
    }
  }
}

}  // namespace

extern constinit const Transform move_user{
    .name = "move-user",
    .summary = "Run as root what needs root: move USER below it, or bracket it",
    .safety = Safety::safe,
    .find = find,
};

}  // namespace dockerfix
