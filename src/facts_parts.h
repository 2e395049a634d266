// The parts of the forward pass that have files of their own. Used by facts.cpp and by these only.
#pragma once

#include "facts.h"

namespace dockerfix {

// The last ENV (or ARG) of that name above `item`; null: none.
const Setting* last_setting(const std::vector<Setting>& settings, std::size_t item,
                            std::string_view name, bool env);

// The same whether or not the facts were read by it.
std::map<std::size_t, Evidence> evidence_of(const Facts& facts);

// `image` is `text` as far as it resolves: what does not is left in it as ${NAME}.
Base base_of(const std::string& text, const std::string& image, const Policy& policy,
             const Evidence* evidence);
// A variable that the file does not set: unset, unless the base image may set it.
Value base_variable(const Base& base, std::string_view name);

// Whether the user of "USER:GROUP" is root by its name or number, or missing.
bool says_root(std::string_view user);

Owner owner_from(const User& user);

// Records `path` and those of its parents that are not known to be there yet.
void make_directories(const Facts& facts, std::size_t stage, std::size_t item,
                      const std::string& path, const Owner& owner, OwnershipLog& log);

void read_copy(const Document& doc, const Facts& facts, const ContextLister& listing,
               std::size_t item, const Instruction& instruction, const State& state, Stage& stage);

// Records the modes of what a COPY at `path` brings from the build context, where others than the
// owner miss something: whoever is not root then needs to own it.
void note_context_modes(const Document& doc, const Facts& facts, const ContextLister& listing,
                        std::size_t item, const Instruction& instruction, const std::string& path,
                        Stage& stage);
struct Carried {
  std::size_t stage = 0;  // that it comes from
  std::string from;       // absolute: a file, or a tree
  std::string file_to;    // where a file of that path is put
  std::string tree_to;    // what stands for that path, for all that lies below it
};

// Records at `item` that private keys keep their mode where cp, mv and COPY --from put them.
void carry_keys(const Facts& facts, std::size_t item, const Carried& carried, Stage& stage);

// What a chmod makes of those at `path`, or below it.
void change_context_modes(const Facts& facts, std::size_t item, const Effect& effect,
                          const std::string& path, std::size_t stage, std::vector<ModeSet>& out);
// Writes down what an effect does at `path`, absolute, as the user in force.
void record_effect(Facts& facts, std::size_t item, const State& state, const Effect& effect,
                   const std::string& path);
void note_home_file(const Effect& effect, const std::string& path, RunFacts& run);

// Installers into root's home, and packages of the system.
bool fills_database(const Argv& argv, const std::string& name);
// `logged`: see HomeInstall.
void note_signs(const Argv& argv, const std::string& name, const Lookup& settings,
                std::size_t logged, RunFacts& run);

// `curl … | env UV_INSTALL_DIR=/usr/local/bin sh`: the shell behind the pipe is told where. Of the
// install that was noted last.
void excuse_home_install(const Command& shell, RunFacts& run);

// A node that conda installed has its prefix where conda has it, which may be the user's.
bool has_conda(const Facts& facts, std::size_t stage, const RunFacts& run);

void read_run(Facts& facts, Scripts& scripts, std::size_t item, const Instruction& instruction,
              const State& state);

}  // namespace dockerfix
