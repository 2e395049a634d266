// What supervisord starts, where its settings are at hand.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "programs.h"
#include "settings_files.h"

namespace dockerfix {

// What the chain brings: the text of a file, and the files that a pattern of [include] stands for.
// Empty: not at hand, or nobody can tell.
struct AtHand {
  std::function<std::optional<std::string>(const std::string& path)> text;
  std::function<std::optional<std::vector<std::string>>(const std::string& pattern)> matching;
};

// The settings that `supervisord ARGUMENTS` reads, with all that they include, when it is started
// in `cwd`. Empty where one of the files is not at hand.
std::optional<SupervisorSettings> settings_of(const Argv& argv, const std::string& cwd,
                                              const AtHand& at_hand);

// supervisord itself as those settings have it; its programs are apart.
Program supervisord_with(const SupervisorSettings& settings);

}  // namespace dockerfix
