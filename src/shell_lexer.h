// The state of the reader that makes a Skeleton, and its steps outside of code. Internal to the
// shell reader.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shell_lex.h"

namespace dockerfix {

struct Open {  // something that is not closed yet
  enum class Kind : std::uint8_t {
    code,  // the text itself, $(…), (…)
    double_quote,
    heredoc,     // "…", a heredoc's body
    braces,      // ${…}
    arithmetic,  // $((…)) and ((…))
    masked,      // an array, an extended glob
    test,        // [[ … ]]
  };
  Kind kind = Kind::code;
  int piece = -1;       // index in Skeleton::pieces; -1: none
  int parens = 0;       // open in arithmetic and masked
  bool quoted = false;  // within double quotes, however deep
  // Of code:
  std::uint32_t word = 0;  // where the word began
  bool in_word = false;
  bool plain = true;              // the word holds nothing that is quoted or expanded
  bool command_position = true;   // a keyword would be one here
  bool compound = false;          // behind the end of a compound command: redirects stay
  bool target = false;            // the next word belongs to a redirect
  int cases = 0;                  // open case … esac
  int until_in = 0;               // 2: behind for or case, 1: one word later, where `in` may stand
  bool patterns = false;          // what follows that `in` is case patterns
  bool naming = false;            // behind `function`
  bool list = false;              // behind the `in` of a for
  std::size_t substitutions = 0;  // pieces there were when the word began
};

struct Lexer {
  std::string_view text;
  Skeleton out;
  std::vector<Open> open;
  std::vector<std::string> names;  // that end the heredocs
  std::size_t at = 0;
  std::size_t next_heredoc = 0;   // the first whose body has not begun
  std::size_t substitutions = 0;  // met so far

  Open& top() { return open.back(); }
  char look(std::size_t ahead = 0) const {
    return at + ahead < text.size() ? text[at + ahead] : '\0';
  }
  bool starts(std::string_view what) const { return text.substr(at, what.size()) == what; }
  void keep(std::size_t count) {  // the skeleton shows these bytes as they are
    for (const std::size_t end = std::min(at + count, text.size()); at < end; ++at)
      out.text[at] = text[at];
  }
  void mask(std::size_t count, char with = 'x') {
    for (const std::size_t end = std::min(at + count, text.size()); at < end; ++at)
      out.text[at] = with;
  }
};

inline bool is_shell_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}
// Whether an unquoted `c`, or the end of the text, ends a word.
bool ends_word(char c);

int add_piece(Lexer& lexer, ShellPiece::Kind kind, std::size_t begin, std::size_t end);
void push_open(Lexer& lexer, Open::Kind kind, int piece = -1);
void pop_open(Lexer& lexer);

// Takes note that a word begins here, or goes on, with something quoted or expanded.
void enter_word(Lexer& lexer);
void not_plain(Lexer& lexer);

// Reads what means the same in code, quotes, arithmetic, arrays and [[ ]]: quotes, escapes and
// expansions. False where there is none here.
bool read_common(Lexer& lexer);

// One step within quotes or brackets of the top's kind.
void step_quote(Lexer& lexer);
void step_braces(Lexer& lexer);
void step_brackets(Lexer& lexer);
void step_test(Lexer& lexer);

// Reads << or <<- and the delimiter, where they stand; the body is skipped where the line ends.
void read_heredoc(Lexer& lexer);

// Skips the bodies of the heredocs of the line that ends here. The skeleton does not show them.
void skip_heredocs(Lexer& lexer);

// Whether the two brackets that open at `begin` close together, as those of arithmetic do and those
// of a subshell in a subshell do not.
bool closes_double(std::string_view text, std::size_t begin);

}  // namespace dockerfix
