// $NAME, ${NAME} and the rest of BuildKit's expansions in one word of a Dockerfile.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

struct Value {  // what is known of a variable
  enum class Kind { unset, set, unknown };
  Kind kind = Kind::unset;
  std::string text;  // where set
};
using Lookup = std::function<Value(std::string_view name)>;

// The word with its variables expanded and its quotes removed, as BuildKit's shell.Lex.ProcessWord
// does (all its forms: :- - :+ + :? ? # ## % %% / //). Empty where the result hangs on an unknown
// variable, or where BuildKit would fail.
std::optional<std::string> expand(std::string_view word, char escape, const Lookup& lookup);

// The same, but split into words at unquoted blanks (ProcessWords).
std::optional<std::vector<std::string>> expand_words(std::string_view word, char escape,
                                                     const Lookup& lookup);

}  // namespace dockerfix
