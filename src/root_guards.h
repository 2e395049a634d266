// The parts of a shell script that only root comes to.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "document.h"

namespace dockerfix {

struct RootGuards {
  std::vector<Span> parts;  // of the text: bodies of `if [ "$(id -u)" = 0 ]` and the like
  bool unclear = false;     // it asks who runs it in a way that is not understood
  bool wants_root = false;  // it ends where it is not run by root

  bool covers(std::size_t at) const;
};

// Finds the tests of `id -u`, $EUID and $UID against 0, in the usual spellings, and what stands
// under them. A test that it does not know is not found: what stands under it then counts.
RootGuards root_guards(const std::string& text);

}  // namespace dockerfix
