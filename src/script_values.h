// What the words of a start script come to: ENV, and what the script sets itself.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "shell.h"

namespace dockerfix {

struct ScriptValues {
  Lookup settings;                   // what ENV sets, as far as anybody can tell
  std::map<std::string, Value> own;  // what the script has set so far
  std::string place;                 // of the script, absolute; empty: it is a text, or not known
  bool temporary = false;            // a variable holds what mktemp made
};

// The word with its expansions filled in. ${NAME:-text} is the text where nothing sets NAME: so it
// runs unless somebody says otherwise. Of $(…) it knows dirname. Empty: nobody can tell.
std::optional<std::string> script_word(const ShellWord& word, const ScriptValues& values);

// The folder that a word with unknown parts names: /srv/reports of "/srv/reports/$(date)". Empty:
// nobody can tell, or it may be anywhere.
std::string known_folder(const ShellWord& word, const ScriptValues& values);

// Takes over what the command sets for those after it: NAME=value, export NAME=value and
// : "${NAME:=value}". A value that is set in one branch only is unknown.
void note_assignments(const Command& command, ScriptValues& values);

}  // namespace dockerfix
