// Simple commands that carry a shell text of their own, and builtins that change how the rest is
// read. Internal to the shell reader.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shell_lex.h"

namespace dockerfix {

struct ShellOptions {  // of one shell, as far as they decide what a failure does
  bool errexit = false;
  bool pipefail = false;
};

struct InnerText {
  ShellText text;
  Span span;                 // of the word that holds it
  bool fresh = true;         // false: eval, which runs it in the same shell
  bool hidden = false;       // nobody can tell what it is; text is empty
  bool conditional = false;  // by xargs or find: any number of times
  bool sudo = false;
  ShellOptions options;
  std::vector<Assignment> assignments;  // that its shell begins with
  std::vector<ShellWord> rest;  // what is left of the command: `find … ` without its -exec
};

// The text of `sh -c '…'`, `eval '…'` or of a shell that reads its input, also behind env, sudo,
// xargs, find -exec and the like; `input` is that of a heredoc or a here
// string, or null. Empty where the
// command carries none, or where another user runs it.
std::optional<InnerText> inner_text(const Command& command, const ShellText* input);

// The literal text of parts, with a hole for each that is not.
ShellText text_of(const std::vector<ShellPart>& parts);

// What `set` makes of the options.
void apply_set(const Command& command, ShellOptions& options);

// The variables that a command such as read, getopts or unset gives a value nobody can tell.
std::vector<std::string> variables_set(const Command& command);

// Whether a command ends a script with a failure: exit 1, return 1, false.
bool always_fails(const Command& command);

// Whether a command behind it in a chain would not run: exit, exec, return.
bool ends_script(const Command& command);

bool is_variable_name(std::string_view text);

// The name of `NAME` or `((NAME=…`; empty where there is none.
std::string leading_name(std::string_view text);

}  // namespace dockerfix
