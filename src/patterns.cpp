#include "patterns.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace dockerfix {
namespace {

using Runes = std::vector<std::string_view>;

Runes split_runes(std::string_view text) {
  Runes runes;
  while (!text.empty()) {
    runes.push_back(first_rune(text));
    text.remove_prefix(runes.back().size());
  }
  return runes;
}

std::string join(const Runes& runes, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += runes[i];
  return text;
}

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Where a match that begins at `from` can end, ascending.
std::vector<std::size_t> match_ends(const Pattern& pattern, const Runes& runes, std::size_t from) {
  std::vector<std::size_t> ends{from};
  for (const PatternToken& token : pattern) {
    std::vector<std::size_t> next;
    for (std::size_t end : ends) {
      if (token.kind == PatternToken::Kind::any_many) {
        if (!next.empty() && next.back() >= end) continue;
        next.push_back(end);
        while (end < runes.size() && runes[end] != "\n") next.push_back(++end);
      } else if (end < runes.size() &&
                 (token.kind == PatternToken::Kind::literal ? runes[end] == token.rune
                                                            : runes[end] != "\n")) {
        next.push_back(end + 1);
      }
    }
    ends = std::move(next);
    if (ends.empty()) break;
  }
  return ends;
}

// The length in characters of the shortest or longest match at the beginning, 0 where there is
// none.
std::size_t prefix_length(const Pattern& pattern, const Runes& runes, bool longest) {
  const auto ends = match_ends(pattern, runes, 0);
  if (ends.empty()) return 0;
  return longest ? ends.back() : ends.front();
}

struct Match {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::optional<Match> find_match(const Pattern& pattern, const Runes& runes, std::size_t from) {
  for (std::size_t begin = from; begin <= runes.size(); ++begin) {
    const auto ends = match_ends(pattern, runes, begin);
    if (!ends.empty()) return Match{begin, ends.back()};
  }
  return std::nullopt;
}

// What Go's Regexp.Expand makes of a template without groups.
std::string fill_template(std::string_view replacement, std::string_view match) {
  std::string out;
  for (std::size_t i = 0; i < replacement.size();) {
    if (replacement[i] != '$') {
      out += replacement[i++];
      continue;
    }
    if (replacement.substr(i + 1, 1) == "$") {
      out += '$';
      i += 2;
      continue;
    }
    const bool braces = replacement.substr(i + 1, 1) == "{";
    const std::size_t begin = i + (braces ? 2 : 1);
    std::size_t end = begin;
    while (end < replacement.size() && is_word_char(replacement[end])) ++end;
    if (end == begin || (braces && replacement.substr(end, 1) != "}")) {
      out += replacement[i++];
      continue;
    }
    const std::string_view name = replacement.substr(begin, end - begin);
    if (name == "0") out += match;
    i = end + (braces ? 1 : 0);
  }
  return out;
}

}  // namespace

std::string_view first_rune(std::string_view text) {
  if (text.empty()) return text;
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  std::size_t found = 1;
  while (found < std::min(size, text.size()) &&
         (static_cast<unsigned char>(text[found]) & 0xC0) == 0x80)
    ++found;
  return text.substr(0, found == size ? size : 1);
}

bool is_space(std::string_view rune) {
  if (rune.size() == 1) return rune[0] == ' ' || (rune[0] >= '\t' && rune[0] <= '\r');
  static constexpr std::array<std::string_view, 19> spaces = {
      "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
      "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
      "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
      "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};
  return std::find(spaces.begin(), spaces.end(), rune) != spaces.end();
}

std::optional<Pattern> read_pattern(std::string_view text) {
  using Kind = PatternToken::Kind;
  Pattern pattern;
  while (!text.empty()) {
    std::string_view rune = first_rune(text);
    text.remove_prefix(rune.size());
    Kind kind = rune == "*" ? Kind::any_many : rune == "?" ? Kind::any_one : Kind::literal;
    if (rune == "\\") {
      rune = first_rune(text);
      text.remove_prefix(rune.size());
      if (rune.empty() || std::string_view("*?\\}/").find(rune) == std::string_view::npos)
        return std::nullopt;
      kind = Kind::literal;
    }
    pattern.push_back({kind, rune});
  }
  return pattern;
}

std::string trim_prefix(const Pattern& pattern, std::string_view value, bool longest) {
  const Runes runes = split_runes(value);
  return join(runes, prefix_length(pattern, runes, longest), runes.size());
}

std::string trim_suffix(const Pattern& pattern, std::string_view value, bool longest) {
  Runes runes = split_runes(value);
  const Runes reversed(runes.rbegin(), runes.rend());
  const Pattern backwards(pattern.rbegin(), pattern.rend());
  return join(runes, 0, runes.size() - prefix_length(backwards, reversed, longest));
}

std::string replace_first(const Pattern& pattern, std::string_view value,
                          std::string_view replacement) {
  const Runes runes = split_runes(value);
  const auto match = find_match(pattern, runes, 0);
  if (!match) return std::string(value);
  return join(runes, 0, match->begin) + std::string(replacement) +
         join(runes, match->end, runes.size());
}

std::string replace_all(const Pattern& pattern, std::string_view value,
                        std::string_view replacement) {
  const Runes runes = split_runes(value);
  std::string out;
  std::size_t last = 0;
  for (std::size_t from = 0; from <= runes.size();) {
    const auto match = find_match(pattern, runes, from);
    if (!match) break;
    out += join(runes, last, match->begin);
    // An empty match just behind another match is not replaced.
    if (match->end > last || match->begin == 0)
      out += fill_template(replacement, join(runes, match->begin, match->end));
    last = match->end;
    from = std::max(from + 1, match->end);
  }
  return out + join(runes, last, runes.size());
}

}  // namespace dockerfix
