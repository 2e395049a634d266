#include "place.h"

#include <algorithm>
#include <array>

#include "text.h"

namespace dockerfix {
namespace {

bool is_closing(Keyword keyword) {
  return keyword == Keyword::cmd || keyword == Keyword::entrypoint ||
         keyword == Keyword::healthcheck;
}

// Says something of the image, and neither runs nor makes anything.
bool is_metadata(Keyword keyword) {
  switch (keyword) {
    case Keyword::none:
    case Keyword::expose:
    case Keyword::label:
    case Keyword::maintainer:
    case Keyword::stopsignal:
    case Keyword::env:
    case Keyword::arg:
    case Keyword::volume:
      return true;
    default:
      return is_closing(keyword);
  }
}

// Whether the instruction before `item` stands alone between blank lines.
bool stands_alone(const Document& doc, std::size_t item) {
  std::size_t i = instruction_before(doc, item);
  if (i == no_item || i == 0) return false;
  while (i > 0 && is_comment(doc, i - 1)) --i;
  return i > 0 && is_blank(doc, i - 1);
}

std::string json_string(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

}  // namespace

bool is_comment(const Document& doc, std::size_t item) {
  const std::vector<Piece>& pieces = doc.items[item].pieces;
  return doc.items[item].keyword == Keyword::none &&
         std::any_of(pieces.begin(), pieces.end(),
                     [](const Piece& piece) { return piece.kind == Piece::Kind::comment; });
}

bool is_blank(const Document& doc, std::size_t item) {
  const std::vector<Piece>& pieces = doc.items[item].pieces;
  return doc.items[item].keyword == Keyword::none && !is_comment(doc, item) &&
         std::none_of(pieces.begin(), pieces.end(),
                      [](const Piece& piece) { return piece.kind == Piece::Kind::directive; });
}

std::size_t instruction_before(const Document& doc, std::size_t item) {
  while (item-- > 0) {
    if (doc.items[item].keyword != Keyword::none) return item;
  }
  return no_item;
}

namespace {

// A USER root where root ran already: it says who starts the container, and nothing else.
bool says_root_again(const Document& doc, const Facts& facts, const Stage& stage,
                     std::size_t item) {
  if (doc.items[item].keyword != Keyword::user) return false;
  const std::size_t index = facts.before[item].stage;
  const State& after = item + 1 < stage.end ? facts.before[item + 1] : facts.after_stage[index];
  return facts.before[item].user.kind == User::Kind::root && after.user.kind == User::Kind::root;
}

}  // namespace

std::size_t closing_place(const Document& doc, const Facts& facts, std::size_t stage) {
  const Stage& at = facts.stages[stage];
  std::size_t group = at.end;
  for (std::size_t i = at.end; i-- > at.from + 1;) {
    const bool root_again = says_root_again(doc, facts, at, i);
    if (!is_metadata(doc.items[i].keyword) && !root_again) break;
    if (is_closing(doc.items[i].keyword) || root_again) group = i;
  }
  if (group == at.end) {
    // None: right after the last instruction, above what leads to the next stage.
    return instruction_before(doc, at.end) + 1;
  }
  while (group > at.from + 1 && is_comment(doc, group - 1)) --group;
  return group;
}

Edit insert_at_closing(const Document& doc, const Facts& facts, std::size_t stage,
                       const std::vector<std::string>& lines) {
  std::size_t place = closing_place(doc, facts, stage);
  std::vector<std::string> all = lines;
  const bool at_end = place == 0 || doc.items[place - 1].keyword != Keyword::none;
  if (at_end) {
    const bool group_follows =
        place < facts.stages[stage].end && doc.items[place].keyword != Keyword::none;
    if (!group_follows && stands_alone(doc, place)) all.insert(all.begin(), "");
    return insert_lines(doc, place, all);
  }
  if (stands_alone(doc, place)) {
    all.push_back("");
    return insert_lines(doc, place, all);
  }
  // The group above is dense: the new lines join it, above the blank lines.
  while (place > 0 && is_blank(doc, place - 1)) --place;
  return insert_lines(doc, place, all);
}

Edit insert_above(const Document& doc, std::size_t item, const std::vector<std::string>& lines) {
  std::vector<std::string> all = lines;
  std::size_t place = item;
  while (place > 0 && is_comment(doc, place - 1)) --place;
  if (place > 0 && is_blank(doc, place - 1) && stands_alone(doc, place)) all.push_back("");
  return insert_lines(doc, place, all);
}

std::string run_owner_at(const Facts& facts, const Plan& plan, std::size_t item) {
  if (plan.run_owner == plan.owner_number || plan.account.name.empty()) return plan.run_owner;
  const auto is_there_before = [&](std::size_t at) {
    const KnownAccounts known = accounts_before(facts, plan.stage, at);
    return find_account(known, plan.account.name) != nullptr;
  };
  // One that nothing in the file makes comes from a package or from the base image.
  const bool made_here = plan.create || is_there_before(no_item);
  if (!made_here || is_there_before(item)) return plan.run_owner;
  const bool variable = plan.owner_number.find('$') != std::string::npos;
  return variable ? std::string() : plan.owner_number;
}

std::vector<std::string> run_in(const Style& style, const State& state,
                                const std::vector<std::string>& commands) {
  if (is_posix_shell(state.shell)) return run_lines(style, commands);
  std::string joined;
  for (const std::string& command : commands) {
    joined.append(joined.empty() ? "" : " && ").append(command);
  }
  return {line(style, "RUN", "[\"/bin/sh\", \"-c\", " + json_string(joined) + "]")};
}

bool is_run_of(const Document& doc, std::size_t item, const std::vector<std::string>& commands) {
  if (item == no_item || doc.items[item].keyword != Keyword::run) return false;
  std::string joined;
  for (const std::string& command : commands) {
    joined.append(joined.empty() ? "" : " && ").append(command);
  }
  return collapsed(read(doc, doc.items[item]).rest.text) == joined;
}

}  // namespace dockerfix
