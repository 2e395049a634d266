// What the program that a container starts says about running as an ordinary user. Facts: daemons
// and system services, entrypoint and process shape, the refuse and warn matrix.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "commands.h"

namespace dockerfix {

enum class Runs : std::uint8_t {
  as_user,  // works, where it may write `writes`
  drops,    // starts as root and becomes an ordinary user itself: leave it alone
  needs_root,
  unknown,  // nobody can tell from its arguments: `kind` says what would
};

struct Program {
  Runs runs = Runs::as_user;
  std::string kind;     // a stable word: "runs-cron", "uses-sudo", "unknown-script"; empty where
                        // there is nothing to say
  std::string because;  // one sentence without its subject's line: "cron runs jobs as their users"
  std::string remedy;   // what a person could do; may be empty
  // What the program is known to write, by its arguments or by what it is: absolute, or relative to
  // the WORKDIR; a final / marks a directory, no / a file (as in BaseImage::writes).
  std::vector<std::string> writes;
  std::vector<std::string> trees;     // of these: rewritten with what the build left in them
  std::vector<std::string> made_new;  // files whose directory it must write: sockets, pid files
                                      // that are renamed into their place
  std::vector<std::string> perhaps;   // folders that only some of its applications write
  // Absolute folders that an option names, of a program that is not listed: nobody knows what for.
  std::vector<std::string> told;
  bool cwd_writes = false;          // and it makes entries in the WORKDIR itself
  bool listed = false;              // the table of programs has it
  bool settings_read = false;       // its settings are at hand, and name all that it writes
  std::vector<unsigned> low_ports;  // below 1024, by its arguments or by default
  std::optional<std::size_t> item;  // what starts it, where that is neither ENTRYPOINT nor CMD
};

// What is known of a program without its arguments.
Program said(Runs runs, std::string kind, std::string because, std::string remedy = {});

// Reads the argv of an ENTRYPOINT and CMD, joined; of `sh -c TEXT` ask for each command of TEXT
// instead (as a whole it is unknown, "shell-text"). tini, dumb-init and the prefixes of
// strip_prefixes are taken off, and so are entrypoints known to do no more than `exec "$@"`.
//
// A program that is not listed runs as a user, with these exceptions, which are unknown
// ("unknown-script"): a name that ends in .sh or .bash; one without extension that holds
// "entrypoint", or is run, start, startup, init, boot, launch or setup; one that begins with such a
// word and - or _ and is in /, in a bin or sbin directory, or found by PATH; and what a shell is
// given to run. "command-unknown": a variable hides what is run.
//
// A daemon's name counts where the path is that of an installed program: /usr/sbin/cron is cron,
// /app/service is the image's own.
Program program(const Argv& argv);

}  // namespace dockerfix
