// The patterns of ${V#p}, ${V%p} and ${V/p/r} as BuildKit reads them: * and ? are special, [ is
// not, and neither crosses a newline.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

// The first character of `text`: its UTF-8 bytes. Empty where text is; a stray byte is a character.
std::string_view first_rune(std::string_view text);

// Whether Go's unicode.IsSpace holds for this character.
bool is_space(std::string_view rune);

struct PatternToken {
  enum class Kind { literal, any_one, any_many };
  Kind kind = Kind::literal;
  std::string_view rune;
};
using Pattern = std::vector<PatternToken>;  // its views point into the text it was read from

// Empty where a backslash stands before anything but * ? \ } and /, which BuildKit rejects.
std::optional<Pattern> read_pattern(std::string_view text);

// `value` without the shortest or longest prefix or suffix that matches; itself where none does.
std::string trim_prefix(const Pattern& pattern, std::string_view value, bool longest);
std::string trim_suffix(const Pattern& pattern, std::string_view value, bool longest);

// `value` with the leftmost longest match replaced, or with all of them. In replace_all a $ in the
// replacement is special ($0 is the match, $$ a $, other names are empty): BuildKit hands it to
// Go's Regexp.ReplaceAllString.
std::string replace_first(const Pattern& pattern, std::string_view value,
                          std::string_view replacement);
std::string replace_all(const Pattern& pattern, std::string_view value,
                        std::string_view replacement);

}  // namespace dockerfix
