// Keywords, flags and words, as BuildKit's split_command.go and line_parsers.go cut them.
#include <algorithm>
#include <array>
#include <cstring>

#include "parse_parts.h"

namespace dockerfix {
namespace {

struct KeywordRow {
  Keyword keyword;
  std::string_view name;
};

constexpr std::array<KeywordRow, 18> keyword_rows{{
    {Keyword::add, "ADD"},
    {Keyword::arg, "ARG"},
    {Keyword::cmd, "CMD"},
    {Keyword::copy, "COPY"},
    {Keyword::entrypoint, "ENTRYPOINT"},
    {Keyword::env, "ENV"},
    {Keyword::expose, "EXPOSE"},
    {Keyword::from, "FROM"},
    {Keyword::healthcheck, "HEALTHCHECK"},
    {Keyword::label, "LABEL"},
    {Keyword::maintainer, "MAINTAINER"},
    {Keyword::onbuild, "ONBUILD"},
    {Keyword::run, "RUN"},
    {Keyword::shell, "SHELL"},
    {Keyword::stopsignal, "STOPSIGNAL"},
    {Keyword::user, "USER"},
    {Keyword::volume, "VOLUME"},
    {Keyword::workdir, "WORKDIR"},
}};

char lower_char(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string_view keyword_name(Keyword keyword) {
  for (const KeywordRow& row : keyword_rows) {
    if (row.keyword == keyword) return row.name;
  }
  return {};
}

namespace parts {

std::size_t wide_space_at(std::string_view text, std::size_t pos) {
  const auto byte = [&](std::size_t i) {
    return pos + i < text.size() ? static_cast<unsigned char>(text[pos + i]) : 0U;
  };
  const unsigned first = byte(0);
  // The rest of what Go's unicode.IsSpace knows: U+0085 U+00A0 U+1680 U+2000..200A U+2028 U+2029
  // U+202F U+205F U+3000.
  if (first == 0xC2) return byte(1) == 0x85 || byte(1) == 0xA0 ? 2 : 0;
  const unsigned pair = first << 16 | byte(1) << 8 | byte(2);
  const bool wide = pair == 0xE19A80 || (pair >= 0xE28080 && pair <= 0xE2808A) ||
                    pair == 0xE280A8 || pair == 0xE280A9 || pair == 0xE280AF || pair == 0xE2819F ||
                    pair == 0xE38080;
  return wide ? 3 : 0;
}

Range trim(std::string_view line, Range range) {
  line = line.substr(0, range.end);
  while (range.begin < range.end) {
    const std::size_t length = space_at(line, range.begin);
    if (length == 0) break;
    range.begin += length;
  }
  while (range.begin < range.end) {
    std::size_t length = 1;
    while (length <= 3 && (length > range.size() || space_at(line, range.end - length) != length)) {
      ++length;
    }
    if (length > 3) break;
    range.end -= length;
    line = line.substr(0, range.end);
  }
  return range;
}

bool equal_fold(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower_char(x) == lower_char(y); });
}

Keyword find_keyword(std::string_view word) {
  for (const KeywordRow& row : keyword_rows) {
    const bool may_be =
        row.name.size() == word.size() && lower_char(word[0]) == lower_char(row.name[0]);
    if (may_be && equal_fold(row.name, word)) return row.keyword;
  }
  return Keyword::unknown;
}

namespace {

// BuildKit looks for the end of a flag byte by byte, so the last byte of "à" is a space to it.
bool is_byte_space(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return is_separator(c) || c == '\n' || byte == 0x85 || byte == 0xA0;
}

// The end of the flag that begins at `pos`; its text without quotes and escapes goes to `text`.
std::size_t read_flag(std::string_view line, std::size_t pos, std::size_t end, char escape,
                      std::string& text) {
  char quote = 0;
  for (; pos < end; ++pos) {
    char c = line[pos];
    if (quote != 0 && c == quote) {
      quote = 0;
      continue;
    }
    if (quote == 0 && is_byte_space(c)) break;
    if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
      continue;
    }
    if (c == escape) {
      if (pos + 1 == end) continue;  // dropped at the end of the line
      c = line[++pos];
    }
    text += c;
  }
  return pos;
}

}  // namespace

std::string flag_text(std::string_view flag, char escape) {
  std::string text;
  read_flag(flag, 0, flag.size(), escape, text);
  return text;
}

void cut_head(std::string_view line, Range range, char escape, Head& head) {
  head.flags.clear();
  head.terminator = {};
  range = trim(line, range);
  std::size_t pos = range.begin;
  while (pos < range.end && !is_separator(line[pos])) ++pos;
  head.word = {range.begin, pos};
  head.keyword = head.word.empty() ? Keyword::none : find_keyword(head.word.of(line));
  std::string text;
  while (true) {
    while (pos < range.end && is_byte_space(line[pos])) ++pos;
    if (line.substr(pos, range.end - pos).substr(0, 2) != "--") break;
    text.clear();
    const Range flag{pos, read_flag(line, pos, range.end, escape, text)};
    pos = flag.end;
    if (text == "--") {
      head.terminator = flag;
      break;
    }
    head.flags.push_back(flag);
  }
  head.rest = trim(line, {pos, range.end});
}

std::vector<Range> split(std::string_view line, Range range) {
  std::vector<Range> words;
  std::size_t pos = range.begin;
  while (pos < range.end) {
    while (pos < range.end && is_separator(line[pos])) ++pos;
    const std::size_t begin = pos;
    while (pos < range.end && !is_separator(line[pos])) ++pos;
    if (pos > begin) words.push_back({begin, pos});
  }
  return words;
}

std::optional<QuotedWord> next_word(std::string_view line, Range range, char escape) {
  std::size_t pos = range.begin;
  line = line.substr(0, range.end);
  while (pos < line.size() && space_at(line, pos) > 0) pos += space_at(line, pos);
  const std::size_t begin = pos;
  std::size_t end = pos;
  char quote = 0;
  while (pos < line.size()) {
    const char c = line[pos];
    if (quote == 0 && space_at(line, pos) > 0) break;
    ++pos;
    if (c == escape && quote != '\'') {
      if (pos == line.size()) break;  // an escape at the very end is dropped
      ++pos;
    } else if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    }
    end = pos;
  }
  if (end == begin) return std::nullopt;
  return QuotedWord{{begin, end}, quote != 0};
}

}  // namespace parts
}  // namespace dockerfix
