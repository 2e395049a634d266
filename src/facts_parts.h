// The parts of the forward pass that have files of their own. Used by facts.cpp and by these only.
#pragma once

#include <map>

#include "facts.h"

namespace dockerfix {

struct Evidence {                   // what a RUN under no USER proves of an unknown base
  Family family = Family::unknown;  // unknown: it proves root, but no family
  std::size_t because = no_item;
};

// By the index of the stage at a chain's root.
std::map<std::size_t, Evidence> evidence_of(const Facts& facts);

Base base_of(const std::string& text, const Policy& policy, const Evidence* evidence);
std::optional<std::string> base_workdir(const Base& base);
// A variable that the file does not set: unset, unless the base image may set it.
Value base_variable(const Base& base, std::string_view name);

Owner owner_from(const User& user);

// Records `path` and those of its parents that are not known to be there yet.
void make_directories(const Facts& facts, std::size_t stage, std::size_t item,
                      const std::string& path, const Owner& owner, OwnershipLog& log);

void read_copy(const Document& doc, const Facts& facts, std::size_t item,
               const Instruction& instruction, const State& state, Stage& stage);
void read_run(Facts& facts, Scripts& scripts, std::size_t item, const Instruction& instruction,
              const State& state);

}  // namespace dockerfix
