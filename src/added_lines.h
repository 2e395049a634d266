// What a fix may write into a file beside the instructions that were there: for the second look.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "document.h"
#include "shell.h"

namespace dockerfix {

// Whether items[item] is a line that some fix writes: a RUN that only makes accounts, directories
// and owners, an ARG with an id, or ENV HOME.
bool may_be_added(const Document& doc, std::size_t item, Scripts& scripts);

inline constexpr std::string_view account_twice = "two commands of a chain are ";
inline constexpr std::string_view stacked_user = "a USER stands right on another";

// What is wrong with the USER lines of `after`; empty: nothing. They may be moved and added, and
// one that says root may be replaced; none is lost, and none is added right on another.
std::optional<std::string> broken_users(const Document& before, const Document& after);

// What is wrong with the items that were added, taken together; empty: nothing. They are of one
// stage, and no account or group that they make is made in its chain already.
std::optional<std::string> broken_additions(const Document& after,
                                            const std::vector<std::size_t>& added,
                                            Scripts& scripts);

}  // namespace dockerfix
