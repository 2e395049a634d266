#include "needs.h"

#include <algorithm>
#include <array>

namespace dockerfix {
namespace {

// Root's in every distribution, and closed to others. Not the folders below them: a package gives
// /etc/postgresql to its own account.
bool is_roots_folder(std::string_view path) {
  static constexpr std::array<std::string_view, 17> folders = {
      "/",         "/bin",           "/boot",          "/etc",      "/etc/apt",
      "/lib",      "/root",          "/sbin",          "/usr",      "/usr/bin",
      "/usr/lib",  "/usr/local",     "/usr/local/bin", "/usr/sbin", "/usr/share",
      "/usr/local/lib", "/usr/local/sbin"};
  return std::find(folders.begin(), folders.end(), path) != folders.end();
}

// Whether an ordinary user certainly cannot change the entries of `path`. semantics 3.3.
bool closed(const OwnedView& log, const std::string& path) {
  for (std::string at = path;; at = parent_path(at)) {
    if (const std::optional<OwnerFound> found = owner_of(log, at)) {
      return found->owner.kind == Owner::Kind::root && !found->world_writable;
    }
    // What stands between a folder that is known and the path may be anybody's.
    if (is_roots_folder(at)) return at == path;
    if (at == "/") return false;
  }
}

bool denied(const OwnedView& log, const Write& write) {
  if (is_shared_path(write.path) || write.perhaps || write.if_present || is_within(write.path, "/dev")) return false;
  switch (write.kind) {
    case Write::Kind::into: return closed(log, write.path);
    case Write::Kind::directory:
      return !is_top_path(write.path) && !owner_of(log, write.path) &&
             closed(log, parent_path(write.path));
    case Write::Kind::file: {
      // One that is there is asked itself, one that is not asks the folder around it.
      const std::optional<OwnerFound> found = owner_of(log, write.path);
      if (found && found->owner.kind != Owner::Kind::root) return false;
      return closed(log, parent_path(write.path));
    }
    case Write::Kind::entry: return closed(log, parent_path(write.path));
    case Write::Kind::owned: {
      const std::optional<OwnerFound> found = owner_of(log, write.path);
      return found ? found->owner.kind == Owner::Kind::root : is_roots_folder(parent_path(write.path));
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> certain_need(const Facts& facts, const RunFacts& run) {
  if (run.need == Need::root) return run.because;
  const std::size_t stage = facts.before[run.item].stage;
  const OwnedView log = owned_before(facts, stage, run.item);
  for (const Write& write : run.writes) {
    if (denied(log, write)) return "writing " + write.path;
  }
  return std::nullopt;
}

}  // namespace dockerfix
