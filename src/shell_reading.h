// What a shell text comes to as it is read: the commands so far, the shells and their options.
// Internal to the shell reader.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "shell_lex.h"
#include "shell_texts.h"

namespace dockerfix {

constexpr int max_shell_depth = 200;  // of nested constructs
constexpr int max_shell_texts = 16;   // of sh -c within sh -c

// What a failure of a command comes to: it fails the script, it does so under `set -e` only, or
// nothing ever hears of it.
enum class Status : std::uint8_t { result, sequence, ignored };

struct Context {
  std::uint32_t shell = 0;
  Status status = Status::result;
  bool conditional = false;
  RunBy by = RunBy::anyone;  // never some_users: that is `sometimes`
  bool sometimes = false;    // under a condition that does not ask who runs it
  bool again = false;        // in a loop or a function, where questions are not followed
};

// What a word prints of the user that runs the text.
enum class Asked : std::uint8_t { nothing, number, name };

// What a condition says of that user: see Answer (shell_asks.h).
enum class Answer : std::uint8_t {
  open,        // it does not ask
  root,        // holds for root, and for nobody else
  users,       // holds for all but root
  some_root,   // holds for nobody but root, and not always
  some_users,  // holds for all but root, and not always
  unclear,
};

struct ListAnswer {  // of the list of && and || that was read last
  const void* list = nullptr;
  Answer answer = Answer::unclear;
  bool last_asks = false;  // its last operand, whose question nothing has taken yet
};

struct Output {  // what all texts within a text share
  Script script;
  std::vector<ShellOptions> options;  // of script.shells
  std::set<std::string> functions;
  std::set<std::string> failing;      // of these: what ends with exit 1
  std::size_t questions = 0;          // who runs it, that are not understood
  std::set<std::string> answers;      // variables that may tell who runs it
  std::map<std::string, Asked> told;  // of these: what they hold, and nothing else
  ListAnswer list;
};

struct Reading {  // of one text
  Output& out;
  ShellText text;
  Skeleton skeleton;
  std::uint32_t base = 0;    // where it begins in the text given to read_shell
  std::optional<Span> span;  // where all of it is said to be, where quotes came between
  int texts = 0;             // how many texts it is within
};

// Reads a text into its output (shell_walk.cpp).
void read_text(Reading& reading, Context cx);

// The pieces that begin in text[span].
std::span<const ShellPiece> pieces_in(const Skeleton& skeleton, Span span);

// Where a command ends at the latest: the skeleton shows blanks for its arguments.
std::uint32_t extent(const Reading& reading, std::uint32_t seen);

// Whether a place in text[span] belongs to a $(…) within it.
bool is_inside(const Reading& reading, Span span, std::uint32_t at);

// The context within a shell of its own: a subshell, or a fresh interpreter.
Context in_shell(Output& out, Context cx, bool fresh);

// The same context, where nothing hears of a failure.
Context masked(Context cx);

// Says that nobody can tell what a variable holds from here on.
void push_unknown(Reading& reading, const std::string& name, Span span, Context cx);

// Lists a simple command, or the commands of the text that it carries, with what it changes for
// those behind it.
void emit(Reading& reading, Command command, Context cx);

// Lists what `…` holds: a text of its own.
void read_backticks(Reading& reading, const ShellPiece& piece, Context cx);

// Lists what ${NAME:=value} in text[span] sets.
void push_defaults(Reading& reading, Span span, Context cx);

}  // namespace dockerfix
