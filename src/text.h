// What several readers ask of a text.
#pragma once

#include <string>
#include <string_view>

namespace dockerfix {

// ASCII only: what is no letter of it stays as it is.
std::string to_lower(std::string_view text);

// "c" of "/a/b/c"; the text itself where it has no slash.
std::string_view base_name(std::string_view path);

// It stands there as a word of its own, or as the last part of a path.
bool has_word(std::string_view text, std::string_view word);

}  // namespace dockerfix
