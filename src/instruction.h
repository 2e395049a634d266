// What an instruction says: flags, arguments, exec form, key=value pairs, heredocs. A view made
// on demand from the tree; nothing here is kept in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document.h"
#include "logical.h"

namespace dockerfix {

struct Flag {  // --chown=app:app is {"chown", "app:app"}
  std::string name;
  std::optional<std::string> value;  // empty for --link
  Span span;
};

struct Word {  // quotes and variables as written
  std::string text;
  Span span;
};

struct Pair {  // of ENV, LABEL and ARG; quotes and variables as written
  std::string name;
  std::optional<std::string> value;  // empty for "ARG NAME"
  Span span;
};

struct Heredoc {
  std::string name;
  bool expand = true;  // false where the name was quoted
  bool chomp = false;  // <<-: leading tabs are dropped
  std::string body;    // as BuildKit gives it to the command
  Span span;           // of the body in the file
};

struct Instruction {
  Keyword keyword = Keyword::none;  // of ONBUILD: the inner instruction's
  bool onbuild = false;
  Span keyword_span;  // of ONBUILD: the inner keyword's
  std::vector<Flag> flags;
  Logical rest;                                  // what follows the keyword and the flags
  std::optional<std::vector<std::string>> exec;  // where the rest is a JSON array of strings
  std::vector<Heredoc> heredocs;

  const Flag* flag(std::string_view name) const;  // the first of that name, or null
};

// Of HEALTHCHECK the flags are HEALTHCHECK's own, and the rest begins at CMD or NONE, with `exec`
// of what follows CMD. Of an item that is no instruction: keyword none, everything empty.
Instruction read(const Document& doc, const Item& item);

// The words of the rest, split as BuildKit splits the arguments of COPY, EXPOSE and the like.
// Of an exec-form COPY, ADD or VOLUME: the strings of the array, with the spans of their quotes.
std::vector<Word> words(const Instruction& instruction, char escape);

// The pairs of ENV, LABEL or ARG, old form ("ENV NAME some value") included. A quote or an
// unpaired word that BuildKit would reject ends the list.
std::vector<Pair> pairs(const Instruction& instruction, char escape);

struct From {
  std::string base;   // as written: an image, an alias, or either by variable
  std::string alias;  // lower case, as BuildKit compares it; empty: none
  std::optional<std::string> platform;
  Span base_span;
};
From read_from(const Instruction& instruction, char escape);

}  // namespace dockerfix
