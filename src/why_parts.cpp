// How facts are put into words.
#include "why_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "needs.h"
#include "text.h"

namespace dockerfix {

std::vector<std::uint32_t> lines_of_items(const Document& doc) {
  std::vector<std::uint32_t> lines;
  std::uint32_t line = 1;
  for (const Item& item : doc.items) {
    lines.push_back(line);
    const std::string_view text = doc.at(item.span);
    line += static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
  }
  return lines;
}

std::string said_item(const View& view, std::size_t item) {
  return fmt::format("{} on line {}", keyword_name(view.doc.items[item].keyword), view.lines[item]);
}

std::string stage_name(const Facts& facts, std::size_t stage) {
  const std::string& name = facts.stages[stage].name;
  return name.empty() ? std::to_string(stage) : shown(name);
}

std::string said_stage(const View& view, std::size_t stage) {
  return fmt::format("stage {} ({})", stage_name(view.facts, stage),
                     said_item(view, view.facts.stages[stage].from));
}

std::string instruction_text(const Document& doc, std::size_t item) {
  std::string text;
  for (const Piece& piece : doc.items[item].pieces) {
    switch (piece.kind) {
      case Piece::Kind::keyword:
      case Piece::Kind::flag:
      case Piece::Kind::text:
      case Piece::Kind::space:
        text += doc.at(piece.span);
        break;
      default:
        break;
    }
  }
  return shown(collapsed(text));
}

std::string said_user(const User& user) {
  if (user.kind == User::Kind::unknown) return "unknown";
  return user.text.empty() ? "root" : shown(user.text);
}

std::string said_owner(const Owner& owner) {
  switch (owner.kind) {
    case Owner::Kind::root:
      return "root";
    case Owner::Kind::user:
      return shown(owner.name);
    case Owner::Kind::unknown:
      break;
  }
  return "unknown";
}

std::string why_user(const View& view, std::size_t stage, const User& user) {
  if (user.because != no_item) return said_item(view, user.because);
  const Base& base = view.facts.stages[stage].base;
  if (base.because != no_item && user.kind != User::Kind::unknown)
    return fmt::format("the base image must start as it: {} needs it",
                       said_item(view, base.because));
  const std::string image = shown(base.text);
  if (user.kind == User::Kind::unknown)
    return fmt::format("nobody can tell whom {} starts as", image);
  return fmt::format("{} starts as it", image);
}

std::string said_workdir(const View& view, const State& state) {
  const std::string path = state.workdir ? shown(*state.workdir) : "unknown";
  return fmt::format("{} ({})", path,
                     state.workdir_because == no_item ? "the base image's"
                                                      : said_item(view, state.workdir_because));
}

std::size_t stage_at(const Facts& facts, std::size_t item) {
  for (std::size_t i = facts.stages.size(); i-- > 0;)
    if (facts.stages[i].from <= item) return i;
  return no_item;
}

const State& state_after(const Facts& facts, std::size_t item) {
  const std::size_t stage = stage_at(facts, item);
  return item + 1 < facts.stages[stage].end ? facts.before[item + 1] : facts.after_stage[stage];
}

namespace {

// What an entry of the log speaks of, and what it says.
std::pair<std::string, std::string> said_entry(const Owned& entry) {
  const std::string below = entry.path == "/" ? "/*" : entry.path + "/*";
  switch (entry.what) {
    case Owned::What::directory:
    case Owned::What::file:
      return {entry.path, said_owner(entry.owner)};
    case Owned::What::content:
      return {below, said_owner(entry.owner)};
    case Owned::What::owner:
      return {entry.recursive ? entry.path + " and below" : entry.path, said_owner(entry.owner)};
    case Owned::What::mode:
      return {entry.recursive ? entry.path + " and below" : entry.path, "anybody may write it"};
    case Owned::What::gone:
      return {entry.path, "removed"};
    case Owned::What::swept:
      return {entry.path + "*", "removed"};
    case Owned::What::anything:
      break;
  }
  return {"", "unknown"};
}

// What `file` says of a path goes for what is below it, where it is a directory.
bool is_said_already(const OwnershipLog& log, std::size_t i) {
  return i > 0 && log[i].what == Owned::What::content && log[i - 1].item == log[i].item &&
         log[i - 1].what == Owned::What::file && log[i - 1].path == log[i].path &&
         said_owner(log[i - 1].owner) == said_owner(log[i].owner);
}

// Whose the path of an entry was by the same item, before it; empty: nobody's.
std::string last_owner(const OwnershipLog& log, std::size_t i) {
  for (std::size_t at = i; at-- > 0 && log[at].item == log[i].item;) {
    const bool owned = log[at].what == Owned::What::directory ||
                       log[at].what == Owned::What::file || log[at].what == Owned::What::owner;
    if (owned && log[at].path == log[i].path) return said_owner(log[at].owner);
  }
  return "";
}

}  // namespace

std::vector<std::string> made_by(const View& view, std::size_t item) {
  std::vector<std::string> out;
  const std::size_t at = stage_at(view.facts, item);
  if (at == no_item) return out;
  const Stage& stage = view.facts.stages[at];
  const auto add = [&out](const std::string& line) {
    if (std::find(out.begin(), out.end(), line) == out.end()) out.push_back(line);
  };
  for (std::size_t i = 0; i < stage.owned.size(); ++i) {
    if (stage.owned[i].item != item || is_said_already(stage.owned, i)) continue;
    if (stage.base.family == Family::windows) return {"unknown"};
    const auto [path, owner] = said_entry(stage.owned[i]);
    // Made and given away at once.
    if (stage.owned[i].what == Owned::What::owner)
      std::erase(out, fmt::format("{}: {}", shown(path), last_owner(stage.owned, i)));
    add(path.empty() ? owner : fmt::format("{}: {}", shown(path), owner));
  }
  for (const ModeSet& mode : stage.modes)
    if (mode.item == item && mode.closed) add(shown(mode.path) + ": closed to others");
  return out;
}

const RunFacts* run_at(const Facts& facts, std::size_t item) {
  const std::size_t stage = stage_at(facts, item);
  if (stage == no_item) return nullptr;
  for (const RunFacts& run : facts.stages[stage].runs)
    if (run.item == item) return &run;
  return nullptr;
}

std::string said_need(const Facts& facts, const RunFacts& run) {
  if (const std::optional<std::string> word = certain_need(facts, run))
    return "yes: " + shown(*word);
  if (run.need == Need::unknown || run.unread) return "unknown";
  const std::optional<std::string> path = possible_need(facts, run);
  return path ? "perhaps: " + shown(*path) : "no";
}

namespace {

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

}  // namespace

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

std::string shortened(std::string_view text, std::size_t width) {
  constexpr std::string_view more = "...";
  if (width_of(text) <= width || width <= more.size()) return std::string(text);
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++at) {
    if (!continues_character(text[at]) && count++ == width - more.size()) break;
  }
  return std::string(text.substr(0, at)).append(more);
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  out.append(width - std::min(width, width_of(text)), ' ');
  return out;
}

}  // namespace dockerfix
