// The tree and the view as text: for people who wonder what dockerfix reads, and for golden cases.
#pragma once

#include <string>

#include "document.h"

namespace dockerfix {

// One line an item, its pieces between bars: "run: RUN| |apt-get update && |\⏎| |apt-get
// install|⏎". Control characters are shown as their Unicode pictures, invalid UTF-8 as <XX>.
std::string debug_tree(const Document& doc);

// What read() and its kin make of each instruction, one line a fact, under the instruction's line
// number.
std::string debug_instructions(const Document& doc);

// One line a problem, with line and column.
std::string debug_problems(const Document& doc);

}  // namespace dockerfix
