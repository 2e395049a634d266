#include "needs.h"

#include <algorithm>
#include <array>

namespace dockerfix {
namespace {

// Root's in every distribution, and closed to others. Not the folders below them: a package gives
// /etc/postgresql to its own account.
bool is_roots_folder(std::string_view path) {
  static constexpr std::array<std::string_view, 17> folders = {"/",
                                                               "/bin",
                                                               "/boot",
                                                               "/etc",
                                                               "/etc/apt",
                                                               "/lib",
                                                               "/root",
                                                               "/sbin",
                                                               "/usr",
                                                               "/usr/bin",
                                                               "/usr/lib",
                                                               "/usr/local",
                                                               "/usr/local/bin",
                                                               "/usr/sbin",
                                                               "/usr/share",
                                                               "/usr/local/lib",
                                                               "/usr/local/sbin"};
  return std::find(folders.begin(), folders.end(), path) != folders.end();
}

// The same where the base image is known: others may have opened these.
bool is_roots_tree(std::string_view path) {
  static constexpr std::array<std::string_view, 11> folders = {
      "/home", "/media",     "/mnt",     "/opt",     "/run",      "/srv",
      "/var",  "/var/cache", "/var/lib", "/var/log", "/var/spool"};
  return std::find(folders.begin(), folders.end(), path) != folders.end();
}

// A directory of the program that root made is no need of root: it is given to the user instead.
bool denied(const OwnedView& log, bool known_base, const Write& write) {
  if (write.perhaps || write.if_present || is_within(write.path, "/dev")) return false;
  const auto closed = [&](const std::string& folder) {
    const bool roots = is_roots_folder(folder) || (known_base && is_roots_tree(folder));
    return roots && !owner_of(log, folder);
  };
  switch (write.kind) {
    case Write::Kind::into:
      return closed(write.path);
    case Write::Kind::directory:
      return !is_top_path(write.path) && !owner_of(log, write.path) &&
             closed(parent_path(write.path));
    case Write::Kind::entry:
      return !owner_of(log, write.path) && closed(parent_path(write.path));
    case Write::Kind::owned:
    case Write::Kind::file: {
      const std::optional<OwnerFound> found = owner_of(log, write.path);
      if (!found) return closed(parent_path(write.path));
      return found->sure && found->owner.kind == Owner::Kind::root && !found->world_writable;
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> certain_need(const Facts& facts, const RunFacts& run) {
  if (run.need == Need::root) return run.because;
  if (run.sudo) return std::nullopt;  // and may have opened what it writes
  const std::size_t stage = facts.before[run.item].stage;
  const OwnedView log = owned_before(facts, stage, run.item);
  for (const Write& write : run.writes) {
    if (denied(log, facts.stages[stage].base.row != nullptr, write)) return "writing " + write.path;
  }
  return std::nullopt;
}

std::optional<std::string> possible_need(const Facts& facts, const RunFacts& run) {
  const OwnedView log = owned_before(facts, facts.before[run.item].stage, run.item);
  for (const Write& write : run.writes) {
    const bool sure = !write.perhaps && !write.if_present;
    const bool system = is_within(write.path, "/etc") || is_within(write.path, "/usr") ||
                        is_within(write.path, "/var") || is_within(write.path, "/opt");
    if (sure && system && !is_shared_path(write.path) && !owner_of(log, write.path))
      return "writing " + write.path;
  }
  return std::nullopt;
}

}  // namespace dockerfix
