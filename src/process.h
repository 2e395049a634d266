// Runs another program and takes what it says.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

struct Ended {
  int status = -1;  // as of exit; -1: it could not be run, or a signal ended it
  std::string output;
};

// Runs the program that PATH names, with no input and nobody to read its errors. Variables of the
// environment that begin with a word of `without` are not passed on. What it writes beyond 256 MiB
// ends it. Never throws.
Ended run_program(const std::vector<std::string>& words,
                  std::span<const std::string_view> without = {});

}  // namespace dockerfix
