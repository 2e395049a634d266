// What the container starts: ENTRYPOINT and CMD as the engine joins them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "facts.h"
#include "programs.h"

namespace dockerfix {

struct Written {
  std::string path;  // absolute
  Write::Kind kind = Write::Kind::file;
  bool perhaps = false;  // nothing fails where it is missing: rm -f
};

struct Launch {
  std::size_t entrypoint = no_item;  // the instruction in force; no_item: the base image's, if any
  std::size_t cmd = no_item;
  bool own_command = false;           // the chain says what to start
  bool base_entrypoint = false;       // the base image's ENTRYPOINT may stand before it
  std::string name;                   // of the first command, as command_name writes it
  std::string command;                // its first word, as written
  std::vector<std::string> names;     // of all commands, as `name`: also of what its scripts do
  std::vector<std::string> commands;  // of these: the first word, as written
  std::vector<Program> programs;      // what is started, and what its scripts do, in order
  std::vector<Written> writes;        // by the texts and scripts that are read
  std::string hidden_write;           // a word of these that says where, and that nobody can tell
  std::vector<std::string> named;     // absolute paths that ENTRYPOINT and CMD name
  std::optional<std::string> cwd;     // where its texts leave it to work; empty: nobody can tell
  bool idle = false;                  // a shell, an interpreter, --version: it starts no program
  bool waits = false;                 // tail -f /dev/null, sleep infinity: people log in to it
  bool drops_for_root = false;        // a script of it drops privileges where root runs it
  bool understood = true;             // false: a text that nobody can read

  // The instruction to name in messages.
  std::size_t item() const { return entrypoint != no_item ? entrypoint : cmd; }
};

// What `stage` starts. Scripts are read where the file or the context has them.
Launch launch_of(const Document& doc, const Facts& facts, std::size_t stage,
                 const ContextReader& context);

}  // namespace dockerfix
