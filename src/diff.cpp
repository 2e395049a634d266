#include "diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <dtl/dtl.hpp>
#include <vector>

namespace dockerfix {
namespace {

using Lines = std::vector<std::string_view>;

struct Step {  // one line of a diff
  char mark;   // ' ', '-' or '+'
  std::string_view line;
};

// The lines with their line feeds, so that a last line without one differs from one with it.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

void add_common(std::vector<Step>& steps, Lines::const_iterator begin, Lines::const_iterator end) {
  for (; begin != end; ++begin) steps.push_back({' ', *begin});
}

// dtl mixes what goes and what comes; readers expect first the one, then the other.
void sort_changes(std::vector<Step>& steps) {
  const auto is_common = [](const Step& step) { return step.mark == ' '; };
  for (auto at = steps.begin(); at != steps.end();) {
    at = std::find_if_not(at, steps.end(), is_common);
    const auto end = std::find_if(at, steps.end(), is_common);
    std::stable_partition(at, end, [](const Step& step) { return step.mark == '-'; });
    at = end;
  }
}

std::vector<Step> steps_between(const Lines& before, const Lines& after) {
  const auto [a, b] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto [ra, rb] = std::mismatch(before.rbegin(), std::make_reverse_iterator(a),
                                      after.rbegin(), std::make_reverse_iterator(b));
  std::vector<Step> steps;
  add_common(steps, before.begin(), a);
  dtl::Diff<std::string_view, Lines> diff(Lines(a, ra.base()), Lines(b, rb.base()));
  diff.compose();
  for (const auto& [line, info] : diff.getSes().getSequence()) {
    const bool same = info.type == dtl::SES_COMMON;
    steps.push_back({same ? ' ' : info.type == dtl::SES_DELETE ? '-' : '+', line});
  }
  add_common(steps, ra.base(), before.end());
  sort_changes(steps);
  return steps;
}

// "3,4" as diff(1) writes it: a range of no lines is named by the line before it.
std::string range(std::size_t first, std::size_t count) {
  if (count == 1) return fmt::format("{}", first + 1);
  return fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

std::size_t count_but(const Step* begin, const Step* end, char mark) {
  return static_cast<std::size_t>(
      std::count_if(begin, end, [mark](const Step& step) { return step.mark != mark; }));
}

std::string hunk(const std::vector<Step>& steps, std::size_t begin, std::size_t end) {
  const Step* const all = steps.data();
  std::string text =
      fmt::format("@@ -{} +{} @@\n",
                  range(count_but(all, all + begin, '+'), count_but(all + begin, all + end, '+')),
                  range(count_but(all, all + begin, '-'), count_but(all + begin, all + end, '-')));
  for (std::size_t i = begin; i < end; ++i) {
    text += steps[i].mark;
    text += steps[i].line;
    if (steps[i].line.back() != '\n') text += "\n\\ No newline at end of file\n";
  }
  return text;
}

// A name as git writes it: in C quotes where it has a control character, a quote or a backslash;
// with a tab behind where it has a blank, since patch(1) would end the name there.
std::string header_name(std::string_view side, std::string_view path) {
  const auto is_odd = [](unsigned char c) { return c < ' ' || c == '"' || c == '\\' || c == 0x7f; };
  std::string name = fmt::format("{}/", side);
  bool quoted = false;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    quoted |= is_odd(byte);
    name += is_odd(byte) ? fmt::format("\\{:03o}", byte) : std::string(1, c);
  }
  if (quoted) return fmt::format("\"{}\"", name);
  return path.find(' ') == std::string_view::npos ? name : name + "\t";
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view path) {
  if (before == after) return "";
  constexpr std::size_t around = 3;
  const std::vector<Step> steps = steps_between(lines_of(before), lines_of(after));
  std::string text =
      fmt::format("--- {}\n+++ {}\n", header_name("a", path), header_name("b", path));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].mark == ' ') continue;
    const std::size_t begin = i - std::min(i, around);
    std::size_t last = i;  // the last change of this hunk
    for (; i < steps.size() && i <= last + 2 * around + 1; ++i) {
      if (steps[i].mark != ' ') last = i;
    }
    i = std::min(last + around, steps.size() - 1);
    text += hunk(steps, begin, i + 1);
  }
  return text;
}

}  // namespace dockerfix
