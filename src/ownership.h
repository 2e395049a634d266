// Who owns a path: a log of what each instruction did, read backwards.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accounts.h"

namespace dockerfix {

struct Owner {  // the user half of an owner; the group rarely decides
  enum class Kind : std::uint8_t { root, user, unknown };
  Kind kind = Kind::unknown;
  std::string name;  // of user: as written, a name or a number
};

struct Owned {
  enum class What : std::uint8_t {
    directory,  // this directory was made (or is known to be there) with this owner
    file,       // this file was made
    content,    // a tree of unknown content was put below path; path itself keeps its owner
    owner,      // chown
    mode,       // chmod to world-writable
    gone,       // removed or moved away
    swept,      // what begins with path may be gone: rm -rf /build/*
    anything,   // a command nobody can read: may have changed all below path
  };
  std::size_t item = 0;  // the instruction that did it
  What what = What::anything;
  std::string path;  // absolute, without a final slash
  Owner owner;
  bool recursive = false;
  bool by_run = false;  // file, content: a COPY of a tree around it leaves it as it is
};

struct OwnerFound {
  Owner owner;
  bool world_writable = false;
  bool sure = true;      // false: it may be missing, only a tree around it was filled
  std::size_t item = 0;  // the line to name
  Owned::What by = Owned::What::anything;  // what it did
};

using OwnershipLog = std::vector<Owned>;

// The logs of a chain's stages, one after the other. Holds until one of them grows.
using OwnedView = std::vector<std::span<const Owned>>;

// Who owns `path` after the whole of the log: the last entry that speaks of it. Empty where no
// entry does. An unread command in between makes the answer unknown, unless what it could have
// changed was said again after it.
std::optional<OwnerFound> owner_of(const OwnedView& log, std::string_view path);

// Whether an entry says that `path` itself is there.
bool is_there(const OwnedView& log, std::string_view path);

// Whether the directory has to be there: it was made, or something was made in it.
bool holds_any(const OwnedView& log, std::string_view directory);

// "/a/b" of "/a/b/c"; "/" of "/a" and of "/".
std::string parent_path(std::string_view path);

// `path` made absolute on `base` (absolute), with "." and ".." and doubled slashes resolved.
std::string join_path(std::string_view base, std::string_view path);

// Whether `path` is `root` itself or lies below it.
bool is_within(std::string_view path, std::string_view root);

// A directory that belongs to the distribution and stays root's: /etc, /usr/bin, /var/lib/dpkg, …
bool is_system_path(std::string_view path);

// A directory that anybody may write: /tmp, /var/tmp, /dev/shm.
bool is_shared_path(std::string_view path);

// / and the directories that every distribution has: /etc, /usr, /var, /home, /opt, …
bool is_top_path(std::string_view path);

// Of these, the ones that must never be chowned as a whole. /srv and /opt may be a program's own.
bool is_shared_top(std::string_view path);

// /usr/share/filebeat/data, by its name: a program that was unpacked among the system's keeps all
// that it has below one folder.
bool is_kept_by_package(std::string_view path);

// One of the distribution's directories itself, and not something of a program below it: /etc, but
// not /etc/nginx.
bool is_system_root(std::string_view path);

}  // namespace dockerfix
