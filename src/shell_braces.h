// {a,b} and {1..3} in the words of a shell text. Internal to the shell reader.
#pragma once

#include <vector>

#include "shell.h"

namespace dockerfix {

struct ShellAtom {  // of a word: a part, before its neighbours are joined
  ShellPart part;
  bool plain = false;  // literal and not quoted: its { , } mean something
};

// Literal neighbours become one part.
std::vector<ShellPart> join_atoms(const std::vector<ShellAtom>& atoms);

// The words that `word` with these atoms stands for, with their parts: one where no brace expands.
// More than 64 are not made: then it is one word, with an unknown part.
std::vector<ShellWord> expand_braces(ShellWord word, const std::vector<ShellAtom>& atoms);

}  // namespace dockerfix
