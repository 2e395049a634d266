// Does what the command line asks for.
#pragma once

#include "options.h"

namespace dockerfix {

// Fixes every file that the options name, prints, and returns the exit status: 0, 1 or 2 as
// README.md lists them. Throws UsageError where the options do not go together, and
// std::runtime_error where standard input or output fails.
int run(const Options& options);

// Answers `dockerfix base IMAGE…`: prints what is known of each, apart by a blank line, and returns
// 0, 1 where an image is not known, 2 where a word is no image reference; the others are printed.
int run_base(const Options& options, const std::vector<std::string>& images);

// The table of transforms: name, safety and summary.
std::string transform_table();

}  // namespace dockerfix
