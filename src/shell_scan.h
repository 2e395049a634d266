// One word of a shell text, quotes and all. Internal to the shell reader.
#pragma once

#include <string_view>
#include <vector>

#include "shell_braces.h"
#include "shell_lex.h"

namespace dockerfix {

struct Scan {
  const ShellText& text;
  const Skeleton& skeleton;
  std::size_t at;
  std::size_t end;

  std::string_view rest() const { return std::string_view(text.text).substr(at, end - at); }
  char look(std::size_t ahead = 0) const { return at + ahead < end ? text.text[at + ahead] : '\0'; }
};

inline bool is_scan_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

struct LexedWord {
  ShellWord word;  // parts not filled in
  std::vector<ShellAtom> atoms;
};

// The word at `at`; raw is empty where none begins. Within [[ ]] only blanks end a word.
LexedWord read_word(Scan& scan, bool test);

// The piece that begins at `at`, or null.
const ShellPiece* piece_at(const Skeleton& skeleton, std::size_t at);

// How long the variable name is that `text` begins with; 0: none.
std::size_t name_length(std::string_view text);

}  // namespace dockerfix
