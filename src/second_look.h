// The promises about one fixed text, looked at afresh: nothing is shown or written that fails one.
#pragma once

#include <optional>
#include <string>

#include "document.h"
#include "shell.h"

namespace dockerfix {

// What is wrong with `after` as a fix of one stage of `before`; empty: nothing. Looks at the two
// texts only, and at what a fix may do at all: it knows neither the plan nor the transforms.
std::optional<std::string> broken_promise(const Document& before, const Document& after,
                                          Scripts& scripts);

}  // namespace dockerfix
