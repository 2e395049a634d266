// What simple commands do: whether they need root, and what they write. Facts of semantics: which
// RUN commands need root, as one plain table in commands.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shell.h"

namespace dockerfix {

struct Arg {                           // a word with its variables filled in
  std::optional<std::string> value;    // empty: nobody can tell
  std::string raw;                     // as written
  bool quoted = false;
};
using Argv = std::vector<Arg>;

// What runs a command on behalf of another: env, time, nice, sudo, xargs, find -exec, …
struct Invocation {
  Argv argv;                           // the command itself; empty: none, or not to be told
  bool sudo = false;                   // behind sudo or doas without -u
  bool switches_user = false;          // behind su, gosu, runuser, setpriv, su-exec, chpst, sudo -u
  std::optional<std::string> user;     // …to whom, where that is literal
  bool paths_unknown = false;          // behind xargs, find -exec, parallel: more arguments follow
};

// Strips the prefixes of `argv`; `FOO=bar cmd` prefixes are not part of argv already.
Invocation strip_prefixes(const Argv& argv);

enum class Need : std::uint8_t { none, root, unknown };

struct Writes {                        // where a command of class P writes
  std::vector<std::string> paths;      // absolute, or relative to the cwd; as given, ~ kept
  bool unknown = false;                // and somewhere nobody can tell
};

struct Verdict {
  Need need = Need::unknown;           // none also where it depends on `writes` only
  Writes writes;                       // class P: needs root where the user may not write there
  bool owns_needed = false;            // chmod, touch -t: being able to write is not enough, the
                                       // path itself must be the user's
  std::string because;                 // "apt-get install", for messages
};

// Whether this command needs root (class A of the table), needs to write paths (class P), or
// neither (class N). A command that the table does not list is unknown. Redirects count.
Verdict verdict(const Invocation& invocation, const std::vector<Arg>& redirect_targets);

}  // namespace dockerfix
