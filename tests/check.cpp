#include "check.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "check_tiles.h"
#include "diff.h"

using namespace dockerfix;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    lines.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

std::vector<std::string> comments_of(const Document& doc) {
  std::vector<std::string> out;
  for (const Item& item : doc.items) {
    for (const Piece& piece : item.pieces) {
      if (piece.kind == Piece::Kind::comment) out.emplace_back(doc.at(piece.span));
    }
  }
  return out;
}

bool is_chosen(const Policy& policy, std::string_view name) {
  const auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return (policy.select.empty() || has(policy.select)) && !has(policy.ignore);
}

void check_fixed(const std::string& text, const Policy& policy, const Result& result,
                 std::vector<std::string>& broken) {
  const Document before = parse(text);
  const Document after = parse(result.text);
  if (!check_tiles(after).empty())
    broken.push_back("the output does not tile: " + check_tiles(after));
  if (!after.problems.empty())
    broken.push_back("the output does not parse: " + after.problems.front().message);
  if (comments_of(before) != comments_of(after)) broken.push_back("the comments differ");
  if (patched(text, unified_diff(text, result.text, "Dockerfile")) != result.text) {
    broken.push_back("the diff applied to the input does not give the output");
  }
  const Result second = fix(result.text, policy);
  if (second.text != result.text) broken.push_back("a second run changes the file again");
  if (second.outcome != Outcome::rootless) {
    broken.push_back(fmt::format("the output is {}, not rootless", outcome_name(second.outcome)));
  }
  for (const Transform* transform : all_transforms()) {
    // Those that were not chosen have promised nothing about this output.
    if (!is_chosen(policy, transform->name)) continue;
    Policy alone = policy;
    alone.select = {std::string(transform->name)};
    if (fix(result.text, alone).text != result.text) {
      broken.push_back(fmt::format("{} alone changes the chain's output", transform->name));
    }
  }
}

}  // namespace

std::vector<std::string> broken_promises(const std::string& text, const Policy& policy) {
  std::vector<std::string> broken;
  const std::string tiles = check_tiles(parse(text));
  if (!tiles.empty()) broken.push_back("the input does not tile: " + tiles);
  const Result result = fix(text, policy);
  if (result.outcome == Outcome::bug)
    broken.push_back("dockerfix calls it its own bug: " + result.bug);
  const bool changed = result.text != text;
  if (changed != (result.outcome == Outcome::fixed))
    broken.push_back("changed, and not called fixed, or the reverse");
  if (changed != !result.fixes.empty())
    broken.push_back("changed without a reason, or a reason without a change");
  const bool must_say = result.outcome == Outcome::refused || result.outcome == Outcome::unknown ||
                        result.outcome == Outcome::offered;
  if (must_say && result.reasons.empty()) broken.push_back("no reason is given");
  if ((result.outcome == Outcome::invalid) != !result.problems.empty())
    broken.push_back("invalid without a problem, or the reverse");
  if (changed) check_fixed(text, policy, result, broken);
  return broken;
}

std::string patched(const std::string& text, const std::string& diff) {
  const std::vector<std::string> old = lines_of(text);
  const std::vector<std::string> patch = lines_of(diff);
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < patch.size(); ++i) {
    const std::string& line = patch[i];
    if (line.starts_with("--- ") || line.starts_with("+++ ") || line.starts_with("\\")) continue;
    if (line.starts_with("@@ -")) {
      std::size_t start = std::stoul(line.substr(4));
      const std::size_t comma = line.find(',');
      const bool empty = comma < line.find(" +") && std::stoul(line.substr(comma + 1)) == 0;
      if (!empty && start > 0) --start;
      while (at < start) out += old.at(at++);
      continue;
    }
    // "\ No newline at end of file" takes the newline of the line above it.
    std::string body = line.substr(1);
    if (i + 1 < patch.size() && patch[i + 1].starts_with("\\")) body.pop_back();
    if (line[0] != '+') {
      if (old.at(at++) != body) throw std::runtime_error("the diff does not fit");
    }
    if (line[0] != '-') out += body;
  }
  while (at < old.size()) out += old[at++];
  return out;
}
