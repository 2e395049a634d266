// Edits of a text, and what applies them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document.h"

namespace dockerfix {

struct Edit {
  Span span;
  std::string text;
};

// The text with the edits made. They may come in any order; edits at the same empty span apply in
// the order given. Overlap or a span outside the text is a bug: throws std::logic_error.
std::string apply(std::string_view text, std::vector<Edit> edits);

// The line ending to write near an item: what the item itself ends in, else what the file uses
// first, else "\n".
std::string_view line_ending(const Document& doc, std::size_t item);

// Whole lines (without their ending) before items[item], or at the end of the text where item is
// items.size(). Line endings follow the file; a last line without ending gets one first.
Edit insert_lines(const Document& doc, std::size_t item, const std::vector<std::string>& lines);

Edit replace(Span span, std::string text);
Edit remove_item(const Document& doc, std::size_t item);

}  // namespace dockerfix
