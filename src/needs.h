// Whether a RUN certainly fails as the user it stands under.
#pragma once

#include <optional>
#include <string>

#include "facts.h"

namespace dockerfix {

// The command or the path that proves it; empty: it may well work, or nobody can tell.
std::optional<std::string> certain_need(const Facts& facts, const RunFacts& run);

}  // namespace dockerfix
