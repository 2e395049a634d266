// A unified diff that `git apply` and `patch -p1` take.
#pragma once

#include <string>
#include <string_view>

namespace dockerfix {

// The difference of two texts with three lines around each change, under the names a/PATH and
// b/PATH; empty where the texts are the same. Every byte of the lines is as it was: a carriage
// return stays, and a missing last newline is marked. `path` is relative and has no "..".
std::string unified_diff(std::string_view before, std::string_view after, std::string_view path);

}  // namespace dockerfix
