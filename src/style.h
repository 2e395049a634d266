// Lines in the style of the file they go into: keyword case, continuation style, escape.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document.h"

namespace dockerfix {

struct Style {
  bool lower_case = false;      // "run" rather than "RUN"
  std::string indent = "    ";  // of a continued line
  bool leading_and = true;      // "\⏎    && b" rather than "&& \⏎    b"
  char escape = '\\';
};

// What most of the file's own lines do; where they say nothing, the defaults above.
Style style_of(const Document& doc);

// "USER 10001:10001" in the file's keyword case.
std::string line(const Style& style, std::string_view keyword, std::string_view rest);

// A shell-form RUN of the commands joined by &&: one line where it is short, else continued in the
// file's way. Lines come without their ending.
std::vector<std::string> run_lines(const Style& style, const std::vector<std::string>& commands);

// " && more" for the end of an existing RUN, continued if that RUN is continued.
std::string appended(const Style& style, bool continued, const std::vector<std::string>& commands,
                     std::string_view line_ending);

}  // namespace dockerfix
