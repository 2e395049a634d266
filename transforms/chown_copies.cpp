// Give the account the files that COPY and ADD bring.
#include <fmt/format.h>

#include "place.h"
#include "transform.h"

namespace dockerfix {
namespace {

// Whether the variables in an owner have its ids on this line already.
bool is_set_here(const Context& cx, std::size_t item, const std::string& owner) {
  if (owner.find('$') == std::string::npos) return true;
  const std::optional<std::string> text =
      expand(owner, cx.doc.escape, variables_at(cx.facts, item));
  return text && cx.plan.account.uid && cx.plan.account.gid &&
         *text == fmt::format("{}:{}", *cx.plan.account.uid, *cx.plan.account.gid);
}

// The owner as it can be written on this instruction; empty: not at all.
std::string owner_for(const Context& cx, std::size_t item, const Instruction& instruction) {
  const std::string& number = cx.plan.owner_number;
  if (cx.plan.ownership == Ownership::openshift) {
    return number.empty() ? std::string() : number.substr(0, number.find(':')) + ":0";
  }
  if (cx.plan.owner == number) return is_set_here(cx, item, number) ? number : std::string();
  // --link cannot look a name up, and a name that is not there yet is silently root's: semantics
  // 1.2 and 1.3.
  const KnownAccounts known = accounts_before(cx.facts, cx.facts.before[item].stage, item);
  const bool there = find_account(known, cx.plan.account.name) != nullptr;
  return instruction.flag("link") || !there ? number : cx.plan.owner;
}

Span flag_place(const Instruction& instruction) {
  const Span last =
      instruction.flags.empty() ? instruction.keyword_span : instruction.flags.back().span;
  return {last.end, last.end};
}

std::string said_mode(const ModeSet* closed) {
  if (closed == nullptr) return {};
  return fmt::format(", and {} has mode {:04o} in the build context, which is for its owner only",
                     closed->source, closed->mode);
}

void find(const Context& cx, std::vector<Fix>& out) {
  for (const std::size_t item : copies_to_own(cx.doc, cx.facts, cx.plan)) {
    const Instruction instruction = read(cx.doc, cx.doc.items[item]);
    const std::string owner = owner_for(cx, item, instruction);
    if (owner.empty()) continue;
    out.push_back(
        {.where = cx.doc.items[item].span,
         .why = fmt::format("{} makes root the owner unless --chown names another, whatever USER "
                            "says; the program runs as {}{}",
                            keyword_name(instruction.keyword), cx.plan.user,
                            said_mode(closed_in_context(cx.facts, cx.plan, item))),
         .edits = {replace(flag_place(instruction), " --chown=" + owner)},
         .safety = cx.plan.safety()});
  }
}

}  // namespace

extern constinit const Transform chown_copies{
    .name = "chown-copies",
    .summary = "Give the account the files that COPY and ADD bring",
    .safety = Safety::safe,
    .find = find,
};

}  // namespace dockerfix
