// What simple commands do: whether they need root, what they write, and what they leave behind in
// the file system. Facts: which RUN commands need root, as one plain table in commands.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shell.h"
#include "variables.h"

namespace dockerfix {

struct Arg {                         // a word with its variables filled in
  std::optional<std::string> value;  // empty: nobody can tell
  std::string raw;                   // as written
  bool quoted = false;
};
using Argv = std::vector<Arg>;

// A command, and what runs it on behalf of another: env, time, nice, sudo, xargs, …
struct Invocation {
  Argv argv;                        // the command itself; empty: none, or not to be told
  bool sudo = false;                // behind sudo or doas without -u
  bool switches_user = false;       // behind su, gosu, runuser, setpriv, su-exec, chpst, sudo -u
  std::optional<std::string> user;  // …to whom, where that is literal
  bool paths_unknown = false;       // behind xargs or parallel: more arguments follow
  std::optional<Arg> text;          // of su -c TEXT and the like, argv empty: a shell text to be
                                    // read instead
};

// Strips the prefixes of `argv`; `FOO=bar cmd` prefixes are not part of argv already. The first
// word of the result is as it was written, path and all. `python -m pip` and `busybox rm` become
// pip and rm; so do `npx`, `bundle exec`, `poetry run` and their kin. find -exec is no prefix:
// verdict and effects read it, for find says which paths.
Invocation strip_prefixes(const Argv& argv);

// The name that a command goes by: no path, no version ("/usr/bin/python3.12" is "python"), as the
// tables write it. Empty where it cannot be told.
std::string command_name(const Argv& argv);

// What must be writable. A path is absolute, or relative to the cwd; ~ at the start and globs are
// as written, braces are expanded. Sticky directories (/tmp) are the caller's to think of.
struct Write {
  enum class Kind : std::uint8_t {
    into,       // a directory in which entries are made; made with its parents where it is missing
    directory,  // a directory that is made where it is missing: the nearest one above it that
                // exists must be writable. Where it exists nothing is asked of it (mkdir -p)
    file,       // created or overwritten: where it exists it must be writable itself (also where it
                // turns out to be a directory), else the directory that holds it
    entry,      // removed, renamed or replaced: the directory that holds it must be writable
    owned,      // chmod, touch -d: must belong to the user, being able to write is not enough
  };
  Kind kind = Kind::file;
  std::string path;
  bool recursive = false;   // and so for everything below it
  bool if_present = false;  // nothing is asked, and nothing fails, where it is missing
  bool perhaps = false;     // only as a rule (a cache in the home, what a build makes, what
                            // find may find): never a proof that the command would fail
};

struct Writes {  // where a command of class P writes
  std::vector<Write> paths;
  bool unknown = false;  // and somewhere nobody can tell
};

enum class Need : std::uint8_t {
  none,  // also where it depends on `writes`
  root,  // certainly, for every ordinary user, whatever files that user owns
  unknown,
};

struct Verdict {
  Need need = Need::unknown;
  Writes writes;              // class P: needs root where the user may not write there
  bool unless_owned = false;  // root, but not where every path of `writes` belongs to the
                              // user already and is given to that same user (a chown that
                              // changes nothing; whom it names is in effects())
  bool refuses_root = false;  // makepkg, brew, initdb: must not run as root
  std::string because;        // "apt-get install", for messages
};

// Whether this command needs root (class A of the table), needs to write paths (class P), or
// neither (class N). A command that the table does not list is unknown, and so is `sh -c TEXT`: ask
// for the commands of TEXT instead. Behind sudo, su and their kin everything is root's.
// `redirect_targets`: the targets of > >> >| &> &>> <> ; they count as files. `environment`: what
// is known of variables such as NPM_CONFIG_PREFIX, VIRTUAL_ENV or GOPATH; where it is not given,
// they are unset. Never throws.
Verdict verdict(const Invocation& invocation, const std::vector<Arg>& redirect_targets,
                const Lookup& environment = {});

// What a command leaves behind in the file system, as far as it is understood. Paths as in Write.
struct Effect {
  enum class Kind : std::uint8_t {
    make_directory,  // recursive: with its missing parents
    make_file,
    copy,  // `from` to `path`; where path is a directory, to path/basename(from); a final /
    move,  // says that it is one. move takes `from` away
    chown,
    chmod,
    remove,
    fill,        // makes a tree of unknown content below path: tar x, git clone, npm ci
    home_write,  // the same below the home (path begins with ~), for use at run time
    link,        // makes a link, where something else may have been
  };
  Kind kind = Kind::make_file;
  std::string path;
  bool recursive = false;
  bool perhaps = false;      // as in Write: or only some of what is below path
  std::string from;          // copy, move; home_write: the variable that sends it elsewhere
  bool keeps_owner = false;  // copy, move, fill: owners come along where root does it
  // chown, install, rsync --chown: as written ("app", "10001"). Owner empty: left alone. Group
  // empty: left alone; "": the owner's login group ("chown app:").
  std::optional<std::string> owner, group;
  bool owner_unknown = false;         // chown to someone nobody can tell
  std::optional<std::uint32_t> mode;  // chmod 755, mkdir -m, install -m; octal only
  std::string mode_text;              // as written, symbolic too
  bool world_writable = false;        // 777, 1777, a+w, o+w, +w does not count (umask)
  bool group_writable = false;        // 775, g+w, g=u, a+w
};

// Whether those who are neither the owner of a file of that mode ("0750", "u+x", "go-rwx") nor of
// its group cannot read or run it where the owner can; empty: the mode says nothing of them. "u+x"
// counts as closed: who gives it to the owner alone found it given to nobody.
std::optional<bool> closed_to_others(std::string_view mode);

struct Effects {
  std::vector<Effect> list;
  bool unread = false;  // and it may have done something that nobody can tell
  // Settings that later commands obey as if the variable were set: `npm config set prefix X` is
  // NPM_CONFIG_PREFIX, `./configure --prefix=X` is PREFIX. Empty: nobody can tell.
  std::vector<std::pair<std::string, std::optional<std::string>>> sets;
};

// The effects of the command, its redirects included. Accounts (useradd and its kin) are read
// elsewhere; files that package managers put into system directories are root's and not listed.
Effects effects(const Invocation& invocation, const std::vector<Arg>& redirect_targets,
                const Lookup& environment = {});

// Whether the table of commands has a row for that name.
bool is_known_command(std::string_view name);

// Both, for the price of one.
struct Deed {
  Verdict verdict;
  Effects effects;
};
Deed deed(const Invocation& invocation, const std::vector<Arg>& redirect_targets,
          const Lookup& environment = {});

}  // namespace dockerfix
