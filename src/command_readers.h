// The rows of the table of commands, and the readers of those whose paths a row cannot say. For
// commands.cpp and its neighbours only.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command_options.h"
#include "commands.h"

namespace dockerfix::commands {

struct Doing {  // a command that is being read, and what is found
  const Argv& argv;
  std::string name;
  Options options;
  const Lookup& environment;
  bool paths_unknown;
  Verdict verdict;
  Effects effects;
};

using Reader = void (*)(Doing&);

enum class Class : std::uint8_t {
  root,    // A
  writes,  // P
  reads,   // N
  refuses_root,
  unknown,  // listed to say that it is not known, or not surely enough
};

// The first row that matches decides.
//
// `when`: conditions separated by blanks, all of which must hold; | separates alternatives, * at
// either end stands for anything.
//   -g|--global   one of these options is given; -n=-* with such a value; ^-c before any operand
//   add|remove    the next operand is one of these (the first word counts for operand 1, and so on)
//   +install*     any operand is one of these
//   =text|other   any word contains one of these texts
//   0             there is no operand
//   !…            the condition does not hold
//
// `does`: what is done, separated by blanks, each KIND:PLACE, or KIND?:PLACE where it is only so as
// a rule. A place is the first of its alternatives that the command line has.
//   dir file edit remove own into fill home   as in the functions of these names; edit replaces a
//   file set:NAME=PLACE  later commands obey it as if the variable were set unknown         it
//   writes where nobody can tell
//   @2 @2+ @last    operands
//   -o --output     the value of an option;  of=  what follows that in an operand or a value
//   $NAME           the value of a variable
//   (-C|.)/x        x below the place in parentheses
//   others          the path itself
//
// `unless`: where one of these variables is set, it writes there and needs no root.
struct Row {
  std::string_view names;
  std::string_view when;
  Class what = Class::reads;
  std::string_view does = {};
  Reader reader = nullptr;
  std::string_view unless = {};
};
std::span<const Row> all_rows();

enum class Answer : std::uint8_t { no, yes, maybe };

// Whether the conditions of a `when` hold. Adds the words that matched to `because`.
Answer matches(std::string_view when, const Doing& doing, std::string& because);

// Does what a `does` says.
void do_all(Doing& doing, std::string_view does);

// A path that is made, written or removed. An empty one counts as unknown; /dev/null, /dev/stdout
// and "-" do not count. What is `perhaps` done proves nothing.
struct Place {
  std::optional<std::string> path;
  bool perhaps = false;
};
void add_write(Doing& doing, Write::Kind kind, const Place& place, bool recursive = false,
               bool if_present = false);
Effect* add_effect(Doing& doing, Effect::Kind kind, const Place& place, bool recursive = false);

// The paths of an argument: none can be told, or one, or several where it has braces.
std::vector<Place> places(const Arg& arg);

// Whether a command of that path is what its name says: found by PATH, or in a bin or sbin
// directory or below /usr or /lib. ./install is a script of the project's own.
bool is_installed(std::string_view path);

// The last part of a path.
std::string file_name(std::string_view path);

// What a mode says: octal or symbolic.
void read_mode(std::string_view text, Effect& effect);

// Does what one command line says; `find` calls it for what -exec runs.
void read_command(const Invocation& invocation, const Lookup& environment, Verdict& verdict,
                  Effects& effects);

// The files that the redirects of a command make.
void add_redirects(Doing& doing, const std::vector<Arg>& targets);

void read_mkdir(Doing& doing);
void read_copy(Doing& doing);  // cp, mv, rsync, scp
void read_link(Doing& doing);
void read_sqlite(Doing& doing);
void read_install(Doing& doing);
void read_remove(Doing& doing);
void read_chmod(Doing& doing);
void read_chown(Doing& doing);  // and chgrp
void read_tar(Doing& doing);
void read_find(Doing& doing);
void read_curl(Doing& doing);  // the folders of --create-dirs, apart from what the row says
void read_git_clone(Doing& doing);
void read_pip_install(Doing& doing);
void read_device(Doing& doing);  // mkfs: a device or an image file

}  // namespace dockerfix::commands
