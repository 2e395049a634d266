#include "needs.h"

namespace dockerfix {
namespace {

// Whether `user` certainly cannot make or change entries of the directory `path`. semantics 3.3.
bool closed(const OwnershipLog& log, const Facts& facts, std::size_t stage, const std::string& path) {
  for (std::string at = path;; at = parent_path(at)) {
    if (is_shared_path(at)) return false;
    if (const std::optional<OwnerFound> found = owner_of(log, at)) {
      return found->owner.kind == Owner::Kind::root && !found->world_writable;
    }
    if (is_system_path(at) || at == "/root") return true;
    if (is_top_path(at)) {
      // In an image that is not known someone may have opened /opt or /srv.
      const BaseImage* row = facts.stages[stage].base.row;
      return row && row->start == Start::shell && at == path;
    }
    if (at == "/") return false;
  }
}

bool denied(const OwnershipLog& log, const Facts& facts, std::size_t stage, const Write& write) {
  if (write.perhaps || write.if_present || is_within(write.path, "/dev")) return false;
  switch (write.kind) {
    case Write::Kind::into: return closed(log, facts, stage, write.path);
    case Write::Kind::directory:
      return !is_top_path(write.path) && !owner_of(log, write.path) &&
             closed(log, facts, stage, parent_path(write.path));
    case Write::Kind::file:
    case Write::Kind::entry: return closed(log, facts, stage, parent_path(write.path)) &&
                                    closed(log, facts, stage, write.path);
    case Write::Kind::owned: {
      const std::optional<OwnerFound> found = owner_of(log, write.path);
      return found ? found->owner.kind == Owner::Kind::root : is_system_path(write.path);
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> certain_need(const Facts& facts, const RunFacts& run) {
  if (run.need == Need::root) return run.because;
  const std::size_t stage = facts.before[run.item].stage;
  const OwnershipLog log = owned_before(facts, stage, run.item);
  for (const Write& write : run.writes) {
    if (denied(log, facts, stage, write)) return "writing " + write.path;
  }
  return std::nullopt;
}

}  // namespace dockerfix
