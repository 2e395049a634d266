#include "report.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

namespace dockerfix {
namespace {

std::string at_line(const std::string& path, std::uint32_t line) {
  return line == 0 ? shown(path) : fmt::format("{}:{}", shown(path), line);
}

// "What is in the way. What to do": each is given with or without capital and full stop.
std::string sentences(std::string_view message, std::string_view remedy) {
  if (message.ends_with('.')) message.remove_suffix(1);
  if (remedy.ends_with('.')) remedy.remove_suffix(1);
  if (remedy.empty()) return std::string(message);
  const bool lower = remedy[0] >= 'a' && remedy[0] <= 'z';
  const char first = static_cast<char>(lower ? remedy[0] - 'a' + 'A' : remedy[0]);
  return fmt::format("{}. {}{}", message, first, remedy.substr(1));
}

std::string reason_line(const std::string& path, const Reason& reason, std::string_view label) {
  return fmt::format("{}: {}: {} [{}]", at_line(path, reason.line), label,
                     sentences(reason.message, reason.remedy), reason.kind);
}

std::string fix_line(const std::string& path, const Applied& fix) {
  return fmt::format("{}: {}: {}", at_line(path, fix.line), fix.transform, sentences(fix.why, ""));
}

std::string offer_line(const std::string& path, const Applied& offer) {
  const bool on_request = offer.safety == Safety::unsafe;
  return fmt::format("{} ({})", fix_line(path, offer),
                     on_request ? "not done: unsafe, wants --unsafe-fixes" : "a suggestion");
}

std::string bug_line(const std::string& path, const Result& result) {
  return fmt::format(
      "{}: a bug of dockerfix, not of this file, which is as it was: {}. Please report it together "
      "with the file",
      shown(path), sentences(result.bug, ""));
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

// The printable character that begins here, or "?" for one byte that is part of none.
std::string_view character(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first == '\t') return " ";
  if (first < 0x80) return first < ' ' || first == 0x7f ? "?" : text.substr(0, 1);
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const std::string_view bytes = text.substr(0, length);
  const bool whole = first > 0xc2 && first < 0xf5 && bytes.size() == length &&
                     std::all_of(bytes.begin() + 1, bytes.end(), continues_character);
  return whole ? bytes : "?";
}

// One line of the text, short enough for a terminal, and where the offset falls in it.
struct Excerpt {
  std::string line;
  std::size_t mark = 0;
};

Excerpt excerpt(std::string_view text, std::size_t offset) {
  constexpr std::size_t before = 60;
  constexpr std::size_t after = 40;
  offset = std::min(offset, text.size());
  const std::string_view head = text.substr(0, offset);
  std::size_t begin = std::max(head.rfind('\n') + 1, offset - std::min(offset, before));
  const std::size_t end =
      std::min({text.find_first_of("\r\n", offset), offset + after, text.size()});
  while (begin < offset && continues_character(text[begin])) ++begin;
  Excerpt result;
  while (begin < end) {
    if (begin < offset) ++result.mark;
    const std::string_view next = character(text.substr(begin));
    result.line += next;
    begin += next == "?" || next == " " ? 1 : next.size();
  }
  return result;
}

std::string_view label(Outcome outcome) {
  switch (outcome) {
    case Outcome::fixed:
      return "would be fixed";  // --check writes nothing
    case Outcome::offered:
      return "unsafe fix offered";
    case Outcome::rootless:
    case Outcome::refused:
    case Outcome::unknown:
    case Outcome::invalid:
    case Outcome::bug:
      break;
  }
  return outcome_name(outcome);
}

std::string_view left_alone(Outcome outcome) {
  return outcome == Outcome::unknown ? "unknown, left alone" : "left alone";
}

// The one line that says most: the first reason, or what was or would be done.
std::string verdict_line(const std::string& path, const Result& result) {
  const auto names = [](const std::vector<Applied>& fixes) {
    std::vector<std::string_view> once;
    for (const Applied& fix : fixes) {
      if (std::find(once.begin(), once.end(), fix.transform) == once.end()) {
        once.push_back(fix.transform);
      }
    }
    return fmt::format("{}", fmt::join(once, ", "));
  };
  const std::vector<Reason>& reasons = result.reasons;
  switch (result.outcome) {
    case Outcome::fixed:
      return fmt::format("{}: {}: {}", shown(path), label(result.outcome), names(result.fixes));
    case Outcome::rootless:
      return reasons.empty() ? fmt::format("{}: rootless", shown(path))
                             : reason_line(path, reasons.front(), "rootless");
    case Outcome::bug:
      return bug_line(path, result);
    case Outcome::offered:
    case Outcome::refused:
    case Outcome::unknown:
    case Outcome::invalid:
      break;
  }
  const bool offered = result.outcome == Outcome::offered;
  const std::string_view verdict = offered ? label(result.outcome) : left_alone(result.outcome);
  return reasons.empty() ? fmt::format("{}: {}", shown(path), verdict)
                         : reason_line(path, reasons.front(), verdict);
}

}  // namespace

std::string shown(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    text += byte < ' ' || byte == 0x7f ? fmt::format("\\{:03o}", byte) : std::string(1, c);
  }
  return text;
}

std::string problem_report(const Subject& subject, const Problem& problem) {
  Document doc;
  doc.text = subject.text;
  const Position where = position(doc, problem.offset);
  const Excerpt lines = excerpt(subject.text, problem.offset);
  const std::string said =
      fmt::format("{}:{}:{}: {}\n", shown(subject.path), where.line, where.column, problem.message);
  if (lines.line.empty()) return said;
  return said + fmt::format("  {}\n  {:>{}}\n", lines.line, '^', lines.mark + 1);
}

std::string full_report(const Subject& subject, const Result& result, bool fixes) {
  std::string text;
  // One mistake may bring many more; BuildKit itself stops at the first.
  constexpr std::size_t most = 5;
  const std::size_t count = result.problems.size();
  for (std::size_t i = 0; i < std::min(count, most); ++i) {
    text += problem_report(subject, result.problems[i]);
  }
  if (count > most) text += fmt::format("{}: and {} more\n", shown(subject.path), count - most);
  if (result.outcome == Outcome::bug) text += bug_line(subject.path, result) + "\n";
  if (fixes) {
    for (const Applied& fix : result.fixes) text += fix_line(subject.path, fix) + "\n";
  }
  const bool rootless = result.outcome == Outcome::rootless || result.outcome == Outcome::fixed;
  for (const Reason& reason : result.reasons) {
    const std::string_view verdict = rootless ? "note" : left_alone(result.outcome);
    text += reason_line(subject.path, reason, verdict) + "\n";
  }
  if (fixes) {
    for (const Applied& offer : result.offers) text += offer_line(subject.path, offer) + "\n";
    for (const std::string& note : result.notes) {
      text += fmt::format("{}: note: {}\n", shown(subject.path), sentences(note, ""));
    }
  }
  return text;
}

std::string check_report(const Subject& subject, const Result& result) {
  if (!result.problems.empty()) return problem_report(subject, result.problems.front());
  return verdict_line(subject.path, result) + "\n";
}

void Tally::add(const Result& result) {
  ++files;
  ++outcomes[result.outcome];
  if (result.outcome == Outcome::rootless || result.outcome == Outcome::fixed) return;
  std::set<std::string_view> kinds;
  for (const Reason& reason : result.reasons) {
    if (kinds.insert(reason.kind).second) ++reasons[reason.kind];
  }
}

std::string summary(const Tally& tally) {
  const auto row = [](std::size_t count, std::string_view name) {
    return fmt::format("{:>7} {}\n", count, name);
  };
  std::string text = fmt::format("{} files:\n", tally.files + tally.unreadable);
  constexpr Outcome order[] = {Outcome::fixed,   Outcome::offered, Outcome::rootless,
                               Outcome::refused, Outcome::unknown, Outcome::invalid,
                               Outcome::bug};
  for (const Outcome outcome : order) {
    const auto found = tally.outcomes.find(outcome);
    text += row(found == tally.outcomes.end() ? 0 : found->second, label(outcome));
  }
  if (tally.unreadable > 0) text += row(tally.unreadable, "not readable");
  if (tally.reasons.empty()) return text;
  std::vector<std::pair<std::string, std::size_t>> reasons(tally.reasons.begin(),
                                                           tally.reasons.end());
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  text += "files by reason:\n";
  for (const auto& [kind, count] : reasons) text += row(count, kind);
  return text;
}

}  // namespace dockerfix
