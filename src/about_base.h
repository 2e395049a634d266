// What is known of a base image and why, for people: `dockerfix base IMAGE`.
#pragma once

#include <optional>
#include <string>

#include "policy.h"

namespace dockerfix {

struct AboutBase {
  bool known = false;  // its family is: without that nothing can be fixed
  std::string text;    // one fact a line, what is not known among them
};

// Empty where the text is no valid image reference.
std::optional<AboutBase> about_base(const std::string& image, const Policy& policy);

}  // namespace dockerfix
