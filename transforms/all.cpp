#include <array>

#include "transform.h"

namespace dockerfix {

extern const Transform move_user;
extern const Transform create_user;
extern const Transform chown_copies;
extern const Transform chmod_copies;
extern const Transform own_paths;
extern const Transform own_mounts;
extern const Transform set_home;
extern const Transform set_user;

// The chain, in the order it runs.
std::span<const Transform* const> all_transforms() {
  static constexpr std::array<const Transform*, 8> chain = {
      &move_user,    // first: the others then see who really runs what
      &create_user,  // before anything names the account
      &chown_copies, &chmod_copies,
      &own_paths,  // after the copies: it owns what they leave to root
      &own_mounts,   &set_home,
      &set_user,  // last: everything that needs root stands above it
  };
  return chain;
}

}  // namespace dockerfix
