// Whether a RUN fails as an ordinary user, certainly or perhaps.
#pragma once

#include <optional>
#include <string>

#include "facts.h"

namespace dockerfix {

// The command or the path that proves it; empty: it may well work, or nobody can tell.
std::optional<std::string> certain_need(const Facts& facts, const RunFacts& run);

// The path of the system's that it writes and whose owner nobody knows; empty: there is none.
std::optional<std::string> possible_need(const Facts& facts, const RunFacts& run);

}  // namespace dockerfix
