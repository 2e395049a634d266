// What a shell script asks of the user that runs it, and does then.
#pragma once

#include <vector>

#include "shell.h"

namespace dockerfix {

struct RootGuards {
  std::vector<bool> roots;  // of Script::commands: only root comes to it
  bool unclear = false;     // it asks who runs it in a way that is not understood
  bool wants_root = false;  // it ends in a failure where it is not run by root
};

// Understood is one test of `id -u`, $UID, $EUID or whoami against root, alone as the condition of
// an `if`, or left of && and ||. A script that asks in any other way is unclear.
RootGuards root_guards(const Script& script);

}  // namespace dockerfix
