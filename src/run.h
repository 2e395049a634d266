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

// Answers `dockerfix why FILE[:LINE] [PATH]`: prints, and returns 0, or 2 where there is no answer.
// Throws as run does.
int run_why(const Options& options, const std::string& target,
            const std::optional<std::string>& path);

// Writes results to standard output and reports to standard error. Throws std::runtime_error where
// the first fails; of the second there is nobody to tell.
void print(std::string_view output, std::string_view reports);

// The table of transforms: name, safety and summary.
std::string transform_table();

}  // namespace dockerfix
