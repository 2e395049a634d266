// A Dockerfile as it is given, and the policy that holds for it.
#pragma once

#include <stdexcept>
#include <string>

#include "files.h"
#include "options.h"

namespace dockerfix {

// dockerfix.toml cannot be read: many files have that trouble in common.
struct ConfigError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What dockerfix.toml says for a file of that name, and over it the command line. Throws
// ConfigError, and std::runtime_error where a folder that they name is none.
Policy policy_for(const std::string& name, const Options& options);

// Gives the policy the build context in a folder, without what the .dockerignore of the file, or of
// the context, keeps out of it: github.com/moby/buildkit 73ed682 frontend/dockerui/config.go.
void set_context(Policy& policy, const std::string& folder, const std::string& dockerfile);

struct Input {  // a file, and what it is read by
  Snapshot file;
  Policy policy;
};

// `path` is "-" for standard input, and `name` what reports call it. Throws std::runtime_error
// where it cannot be read.
Input read_input(const std::string& path, const std::string& name, const Options& options);

}  // namespace dockerfix
