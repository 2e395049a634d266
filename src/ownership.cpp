#include "ownership.h"

#include <algorithm>
#include <array>

namespace dockerfix {
namespace {

constexpr std::array<std::string_view, 32> system_roots = {"/bin",
                                                           "/boot",
                                                           "/dev",
                                                           "/etc",
                                                           "/lib",
                                                           "/lib32",
                                                           "/lib64",
                                                           "/libx32",
                                                           "/proc",
                                                           "/sbin",
                                                           "/sys",
                                                           "/usr/bin",
                                                           "/usr/include",
                                                           "/usr/lib",
                                                           "/usr/lib32",
                                                           "/usr/lib64",
                                                           "/usr/libexec",
                                                           "/usr/sbin",
                                                           "/usr/share",
                                                           "/usr/local/bin",
                                                           "/usr/local/etc",
                                                           "/usr/local/lib",
                                                           "/usr/local/sbin",
                                                           "/usr/local/include",
                                                           "/usr/local/share",
                                                           "/usr/local/libexec",
                                                           "/var/lib/apt",
                                                           "/var/lib/dpkg",
                                                           "/var/lib/rpm",
                                                           "/var/lib/pacman",
                                                           "/var/cache/apt",
                                                           "/var/cache/apk"};

bool any_within(std::string_view path, const auto& roots) {
  return std::any_of(roots.begin(), roots.end(),
                     [&](std::string_view root) { return is_within(path, root); });
}

// Whether the entry decides the owner of path, and not only of something below or beside it.
bool speaks_of(const Owned& entry, std::string_view path) {
  switch (entry.what) {
    case Owned::What::directory:
    case Owned::What::file:
      return entry.path == path;
    case Owned::What::content:
      return entry.path != path && is_within(path, entry.path);
    case Owned::What::owner:
    case Owned::What::mode:
      return entry.path == path || (entry.recursive && is_within(path, entry.path));
    case Owned::What::gone:
    case Owned::What::anything:
      return is_within(path, entry.path);
    case Owned::What::swept:
      return path.starts_with(entry.path);
  }
  return false;
}

}  // namespace

std::optional<OwnerFound> owner_of(const OwnedView& log, std::string_view path) {
  bool world_writable = false;
  std::size_t opened = 0;
  std::optional<OwnerFound>
      filled;               // the tree around it was filled: what was there stays as it was
  std::string_view around;  // that tree
  for (auto part = log.rbegin(); part != log.rend(); ++part) {
    for (auto entry = part->rbegin(); entry != part->rend(); ++entry) {
      const bool tree = filled && entry->what == Owned::What::content && entry->path == path;
      if (!speaks_of(*entry, path) && !tree) continue;
      if (entry->what == Owned::What::gone || entry->what == Owned::What::swept) return filled;
      if (entry->what == Owned::What::mode) {
        if (!world_writable) opened = entry->item;
        world_writable = true;
      } else if (entry->what == Owned::What::content) {
        // `RUN npm ci` above `COPY . .`: what a RUN put deeper stays as it was.
        if (!filled || (entry->by_run && entry->path.size() > around.size())) {
          filled = OwnerFound{entry->owner, world_writable, false, entry->item, entry->what};
          around = entry->path;
        }
      } else if (entry->what == Owned::What::anything) {
        // It may have added files; a directory that is there keeps its owner.
        if (!filled) filled = OwnerFound{{}, world_writable, false, entry->item, entry->what};
      } else if (filled && entry->what == Owned::What::file && !entry->by_run) {
        return filled;
      } else {
        return OwnerFound{entry->owner, world_writable, true, entry->item, entry->what};
      }
    }
  }
  if (!filled && world_writable) return OwnerFound{{}, true, true, opened, Owned::What::mode};
  return filled;
}

bool is_there(const OwnedView& log, std::string_view path) {
  for (auto part = log.rbegin(); part != log.rend(); ++part) {
    for (auto entry = part->rbegin(); entry != part->rend(); ++entry) {
      if (entry->what == Owned::What::gone && is_within(path, entry->path)) return false;
      if (entry->what == Owned::What::swept && path.starts_with(entry->path)) return false;
      // What may have been made there, or not, counts for an owner that nobody can tell.
      const bool perhaps =
          entry->what == Owned::What::owner && entry->owner.kind == Owner::Kind::unknown;
      const bool itself = entry->path == path && entry->what != Owned::What::anything &&
                          entry->what != Owned::What::content && !perhaps;
      if (itself) return true;
    }
  }
  return false;
}

bool holds_any(const OwnedView& log, std::string_view directory) {
  for (const std::span<const Owned> part : log) {
    for (const Owned& entry : part) {
      const bool made = entry.what == Owned::What::directory || entry.what == Owned::What::file ||
                        entry.what == Owned::What::content;
      if (made && is_within(entry.path, directory) && is_there(log, entry.path)) return true;
    }
  }
  return is_there(log, directory);
}

std::string parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return "/";
  return std::string(path.substr(0, slash));
}

std::string join_path(std::string_view base, std::string_view path) {
  std::string whole(path.starts_with('/') ? "" : base);
  whole.append("/").append(path);
  std::string out;
  for (std::size_t begin = 0; begin < whole.size();) {
    std::size_t end = whole.find('/', begin);
    if (end == std::string::npos) end = whole.size();
    const std::string_view name = std::string_view(whole).substr(begin, end - begin);
    if (name == "..") {
      out.erase(std::min(out.rfind('/'), out.size()));
    } else if (!name.empty() && name != ".") {
      out.append("/").append(name);
    }
    begin = end + 1;
  }
  return out.empty() ? "/" : out;
}

bool is_within(std::string_view path, std::string_view root) {
  if (root == "/") return path.starts_with('/');
  return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

bool is_system_path(std::string_view path) {
  // What server images run at start: /docker-entrypoint.d, /docker-entrypoint-initdb.d, …
  if (path.starts_with("/docker-entrypoint") || is_within(path, "/entrypoint.d")) return true;
  return any_within(path, system_roots);
}

bool is_shared_path(std::string_view path) {
  static constexpr std::array<std::string_view, 3> roots = {"/tmp", "/var/tmp", "/dev/shm"};
  return any_within(path, roots);
}

bool is_top_path(std::string_view path) {
  static constexpr std::array<std::string_view, 22> tops = {
      "/",        "/home",     "/media",     "/mnt",     "/opt",      "/root",
      "/run",     "/run/lock", "/srv",       "/tmp",     "/usr",      "/usr/local",
      "/usr/src", "/var",      "/var/cache", "/var/lib", "/var/lock", "/var/log",
      "/var/opt", "/var/run",  "/var/spool", "/var/tmp"};
  return std::find(tops.begin(), tops.end(), path) != tops.end() || is_system_path(path);
}

bool is_shared_top(std::string_view path) {
  static constexpr std::array<std::string_view, 4> own = {"/srv", "/opt", "/mnt", "/media"};
  return is_top_path(path) && std::find(own.begin(), own.end(), path) == own.end();
}

bool is_kept_by_package(std::string_view path) {
  static constexpr std::array<std::string_view, 7> names = {"data",  "log", "logs",   "run",
                                                            "cache", "tmp", "uploads"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::find(names.begin(), names.end(), name) != names.end() &&
         (is_within(path, "/usr/share") || is_within(path, "/usr/local")) &&
         !is_system_root(parent_path(path));
}

bool is_system_root(std::string_view path) {
  if (std::find(system_roots.begin(), system_roots.end(), path) != system_roots.end()) return true;
  return is_shared_top(path) && !is_system_path(path);
}

}  // namespace dockerfix
