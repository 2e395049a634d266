// Does what the command line asks for.
#pragma once

#include "options.h"

namespace dockerfix {

// Fixes every file that the options name, prints, and returns the exit status: 0, 1 or 2 as
// README.md lists them. Throws UsageError where the options do not go together, and
// std::runtime_error where standard input or output fails.
int run(const Options& options);

// Answers `dockerfix why FILE[:LINE] [PATH]`: prints, and returns 0, or 2 where there is no answer.
// Throws as run does.
int run_why(const Options& options, const std::string& target,
            const std::optional<std::string>& path);

// The table of transforms: name, safety and summary.
std::string transform_table();

}  // namespace dockerfix
