// What is no text that BuildKit could mean: UTF-16, NUL, broken UTF-8.
#include <fmt/core.h>

#include "document.h"

namespace dockerfix {
namespace {

// The length of the well-formed UTF-8 sequence at `pos` (Unicode 15, table 3-7); 0: none.
std::size_t sequence_at(std::string_view text, std::size_t pos) {
  const auto byte = [&](std::size_t i) {
    return pos + i < text.size() ? static_cast<unsigned char>(text[pos + i]) : 0U;
  };
  const unsigned first = byte(0);
  const std::size_t length = first < 0x80                     ? 1
                             : first >= 0xC2 && first <= 0xDF ? 2
                             : first >= 0xE0 && first <= 0xEF ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool surrogate = first == 0xED && byte(1) > 0x9F;
  const bool too_large = first == 0xF4 && byte(1) > 0x8F;
  return overlong || surrogate || too_large ? 0 : length;
}

}  // namespace

std::optional<Problem> check_encoding(std::string_view text) {
  const std::string_view mark = text.substr(0, 2);
  if (mark == "\xFF\xFE" || mark == "\xFE\xFF") {
    return Problem{0, "the file is UTF-16; BuildKit reads UTF-8 only"};
  }
  for (std::size_t pos = 0; pos < text.size();) {
    const auto byte = static_cast<unsigned char>(text[pos]);
    if (byte != 0 && byte < 0x80) {
      ++pos;
      continue;
    }
    const auto offset = static_cast<std::uint32_t>(pos);
    if (text[pos] == '\0') return Problem{offset, "a NUL byte: this is not a text in UTF-8"};
    const std::size_t length = sequence_at(text, pos);
    if (length == 0) {
      return Problem{offset, fmt::format("the byte 0x{:02X} is not valid UTF-8 here", byte)};
    }
    pos += length;
  }
  return std::nullopt;
}

}  // namespace dockerfix
