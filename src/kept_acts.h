// What a line of a source does to files, in the languages that programs are written in.
#pragma once

#include <string_view>

#include "kept_places.h"

namespace dockerfix {

// `os.makedirs(x)`, `fs.writeFileSync(x)`, `open(x, "w")`: whether it makes a folder, or makes or
// fills a file.
Kept kept_by_act(std::string_view code);

// Whether it does either.
bool writes(std::string_view code);

}  // namespace dockerfix
