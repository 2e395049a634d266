// Whom a server becomes, by its settings.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "programs.h"

namespace dockerfix {

// The text of the file at that absolute path of the image; nullopt: it is not at hand.
using TextAt = std::function<std::optional<std::string>(const std::string& path)>;

// What becomes of `usual`, the program `name` that is started with these words in `cwd`, where its
// settings are at hand and name a user, a group or a chroot: Runs::drops, or Runs::needs_root. A
// server of another name, one that is not known to run as a user, and one whose settings nobody can
// read stay `usual`.
Program by_settings(const Argv& argv, std::string_view name, const std::string& cwd,
                    const TextAt& text_at, const Program& usual);

}  // namespace dockerfix
