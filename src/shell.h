// The simple commands of a shell text, found with the real shell grammar (tree-sitter-bash).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "document.h"
#include "variables.h"

namespace dockerfix {

struct ShellPart {  // of a word, after quote removal
  enum class Kind : std::uint8_t {
    literal,
    expansion,  // $NAME or ${…}, text as written
    unknown,    // $(…), `…`, $((…)), <(…): nobody can tell; text as written
  };
  Kind kind = Kind::literal;
  std::string text;
};

struct ShellWord {
  std::string raw;  // as written
  std::vector<ShellPart> parts;
  bool quoted = false;  // any part of it; a quoted ~ or * is literal
  Span span;            // in the text given to read_shell
  bool braces = false;  // came out of {a,b}, which dash does not know
};

struct Assignment {  // NAME=value, alone, before a command, or after export/local/…
  std::string name;
  ShellWord value;
};

struct Redirect {
  std::string op;         // ">", ">>", ">|", "&>", "<", "<<", "<<<", ">&" …
  std::optional<int> fd;  // as written
  ShellWord target;
};

// Who comes to a command, by what the text asks of the user that runs it.
enum class RunBy : std::uint8_t {
  anyone,      // it does not ask
  root,        // nobody else
  users,       // every ordinary user
  some_users,  // the same, under some other condition
  unclear,     // it asks in a way that is not understood
};

struct Command {  // a simple command
  std::vector<Assignment> assignments;
  std::vector<ShellWord> words;  // empty for a bare assignment or a bare redirect
  std::vector<Redirect> redirects;
  Span span;
  std::uint32_t shell = 0;   // index into Script::shells: whose cd and variables it sees
  bool conditional = false;  // in an if/while/for/case body, in a function, or right of ||
  bool masked = false;       // its failure does not fail the RUN: left of ||, not last in a
                             // pipe, in a condition, negated, or in the background
  bool function = false;     // calls a function of the text; its body is listed where it stands
  bool failing = false;      // and the last that this function does is to end the script: exit 1
  RunBy by = RunBy::anyone;
};

struct Shell {               // an interpreter or subshell within the script
  std::uint32_t parent = 0;  // shells[0] is its own parent
  bool fresh = false;        // sh -c '…' and the like: sees only exported variables and the cwd
  bool sudo = false;         // sudo sh -c '…': runs as root, whoever runs the text
};

struct Script {
  std::vector<Command> commands;  // in the order they would run, as far as the text tells
  std::vector<Shell> shells;      // at least one
  bool questions = false;         // it asks who runs it, somewhere, in a way not understood
  bool understood = true;         // false: the grammar could not read it, or it hides text (eval
                                  // "$X", sh -c "$X"); what was found is still listed
  bool plain_chain = false;       // only simple commands joined by &&: one more can be appended
};

// Reads a POSIX or bash text: lists, pipelines, subshells, groups, if/for/while/case, functions,
// $(…), and the texts of sh -c '…', eval '…', bash <<EOF where they are literal. A command inside
// $(…) stands before the one that uses it. Commands that came out of a quoted text have the span
// of the word that held them. Never fails.
Script read_shell(std::string_view text);

// Texts read once each, however often a file is looked at while it is fixed.
struct Scripts {
  std::unordered_map<std::string, Script> by_text;
  const Script& read(const std::string& text);
};

// A command of an exec form: each string is one literal word; sh -c texts are read as above. Spans
// are empty.
Script read_exec(const std::vector<std::string>& argv);

// The word with its expansions filled in by `lookup` (the forms BuildKit knows, and $NAME); empty
// where it has an unknown part. $(mktemp) is the template that mktemp has by itself. Globs and ~
// are left as they are.
std::optional<std::string> expand(const ShellWord& word, const Lookup& lookup);

// The word's text where it is literal.
std::optional<std::string> literal(const ShellWord& word);

}  // namespace dockerfix
