// What a physical line is: continued or not, a parser directive or not; and where it stands.
#include <algorithm>

#include "parse_parts.h"
#include "text.h"

namespace dockerfix {

Position position(const Document& doc, std::uint32_t offset) {
  const std::string_view before = std::string_view(doc.text).substr(0, offset);
  const std::size_t newline = before.rfind('\n');
  const std::size_t line_begin = newline == before.npos ? 0 : newline + 1;
  return {static_cast<std::uint32_t>(
              1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'))),
          static_cast<std::uint32_t>(before.size() - line_begin + 1)};
}

namespace parts {

std::size_t first_non_space(std::string_view line) {
  std::size_t pos = 0;
  while (pos < line.size() && space_at(line, pos) > 0) pos += space_at(line, pos);
  return pos;
}

std::size_t continuation(std::string_view line, char escape) {
  std::size_t pos = line.find_last_not_of(" \t");
  if (pos == line.npos || line[pos] != escape) return line.npos;
  return pos > 0 && line[pos - 1] == escape ? line.npos : pos;
}

std::optional<Directive> read_directive(std::string_view line) {
  line.remove_prefix(first_non_space(line));
  if (line.empty() || line.front() != '#') return std::nullopt;
  line.remove_prefix(1);
  line.remove_prefix(first_non_space(line));
  static constexpr std::string_view blanks = " \t\n\f\r";
  std::size_t name_end = line.find_first_of("= \t\n\f\r");
  if (name_end == line.npos) return std::nullopt;
  Directive directive{to_lower(line.substr(0, name_end)), {}};
  if (directive.name != "syntax" && directive.name != "escape" && directive.name != "check") {
    return std::nullopt;
  }
  const std::size_t equals = line.find_first_not_of(blanks, name_end);
  if (equals == line.npos || line[equals] != '=') return std::nullopt;
  line.remove_prefix(equals + 1);
  if (line.empty()) return std::nullopt;
  const std::size_t begin = std::min(line.find_first_not_of(blanks), line.size() - 1);
  const std::size_t last = line.find_last_not_of(blanks);
  directive.value = line.substr(begin, last == line.npos ? 1 : last + 1 - begin);
  return directive;
}

}  // namespace parts
}  // namespace dockerfix
