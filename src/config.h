// dockerfix.toml: what a project says of its base images and of how its files are to be fixed.
#pragma once

#include <string>

#include "policy.h"

namespace dockerfix {

// Does to the policy what the text says: a key for each option of the command line that decides how
// a file is fixed, and a table [images."NAME"] for each base image that only the project knows.
// `name` is the file's, for messages; a context that is given there is relative to its folder.
// Throws std::runtime_error with "path:line:column: message" where it is no TOML, where a key is
// unknown, its value none that it takes or at odds with another, or an image has no family.
void read_config(const std::string& name, const std::string& text, Policy& policy);

// The same for what an engine told of an image, which may lack a family.
void read_answer(const std::string& name, const std::string& text, Policy& policy);

}  // namespace dockerfix
