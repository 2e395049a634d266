// What the command line says of base images and build arguments, and no file has: a slip of who
// typed it, as a rule.
#pragma once

#include <string>
#include <vector>

#include "options.h"

namespace dockerfix {

// Of each option of the command line, whether a file takes it: a --base whose image a stage is
// FROM, a --build-arg that an ARG declares. All others count as taken.
std::vector<bool> taken_by(const std::string& text, const Policy& policy,
                           const std::vector<Given>& given);

// A line for each option that none of the files takes; empty where there is none, or no file.
std::string unused_notes(const std::vector<Given>& given,
                         const std::vector<std::vector<bool>>& taken);

}  // namespace dockerfix
