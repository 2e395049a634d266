// Commands that start no program.
#pragma once

#include <string>
#include <string_view>

#include "commands.h"

namespace dockerfix {

// Whether `name`, that of command_name, runs what it is told to: a language, a shell, a build tool.
bool is_interpreter(std::string_view name);

// What is left when nothing is given to an interpreter or a build tool to run; `name` is that of
// command_name.
bool is_idle(const Argv& argv, const std::string& name);

// Whether the command keeps a container up for people to log in to, and does nothing else.
bool only_waits(const Argv& argv, const std::string& name);

}  // namespace dockerfix
