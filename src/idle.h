// Commands that start no program.
#pragma once

#include <string>

#include "commands.h"

namespace dockerfix {

// What is left when nothing is given to an interpreter or a build tool to run; `name` is that of
// command_name.
bool is_idle(const Argv& argv, const std::string& name);

// Whether the command keeps a container up for people to log in to, and does nothing else.
bool only_waits(const Argv& argv, const std::string& name);

}  // namespace dockerfix
