// What the container starts: ENTRYPOINT and CMD as the engine joins them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "facts.h"
#include "programs.h"

namespace dockerfix {

struct Launch {
  std::size_t entrypoint = no_item;   // the instruction in force; no_item: the base image's, if any
  std::size_t cmd = no_item;
  bool own_command = false;           // the chain says what to start
  bool base_entrypoint = false;       // the base image's ENTRYPOINT may stand before it
  std::vector<Invocation> commands;   // what is started, prefixes stripped, in order
  std::vector<Program> programs;      // parallel to commands
  bool understood = true;             // false: a text that nobody can read
};

// What `stage` starts.
Launch launch_of(const Document& doc, const Facts& facts, std::size_t stage);

}  // namespace dockerfix
