// The lexical side of a shell text: where quotes, expansions, heredocs and comments begin and end,
// and the words of one simple command. Internal to the shell reader.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "shell.h"

namespace dockerfix {

struct ShellPiece {  // a stretch of a word that is not literal
  enum class Kind : std::uint8_t {
    expansion,     // $NAME, ${…}
    substitution,  // $(…), <(…), >(…)
    backticks,
    other,  // $((…)), ((…)), an array, $1, $? and their like
  };
  Kind kind = Kind::other;
  Span span;
  bool quoted = false;  // within double quotes
};

struct ShellHeredoc {
  std::uint32_t op = 0;  // where << stands
  Span body;             // empty where the text ends before it
  bool present = false;  // the text holds the body
  bool expand = true;    // false where the delimiter was quoted
  bool tabs = false;     // <<-: leading tabs are dropped
};

// A text of the same length that has the same commands, with what is inside words taken out: what
// is left is keywords, separators, x, and the text of $(…) treated alike. No grammar stumbles on
// it, and its offsets are those of the text.
struct Skeleton {
  std::string text;
  std::vector<ShellPiece> pieces;      // ascending by where they begin; they nest
  std::vector<ShellHeredoc> heredocs;  // ascending
  std::vector<std::uint32_t> bangs;    // where a ! negates, ascending
  bool balanced = true;                // every quote and bracket is closed
  bool comments = false;
};

Skeleton skeleton(std::string_view text);

// The same of a heredoc's body: all of it is as within double quotes, but " is literal.
Skeleton heredoc_skeleton(std::string_view body);

// A text and what stands in for parts that only an outer text knows: each byte `hole` in it is the
// next of `holes`.
constexpr char hole = '\x01';
struct ShellText {
  std::string text;
  std::vector<ShellPart> holes;
};

// The simple command in text[span]: its assignments, words and redirects, with spans in the text.
Command lex_command(const ShellText& text, const Skeleton& skeleton, Span span);

// The parts of a heredoc's body that is expanded.
std::vector<ShellPart> lex_heredoc(const ShellText& body, const Skeleton& skeleton);

}  // namespace dockerfix
