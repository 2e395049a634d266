// The promises, in one function: golden tests, property tests, the corpus run and the fuzz target
// all call it.
#pragma once

#include <string>
#include <vector>

#include "chain.h"

// What is broken of what dockerfix promises about this text; empty: nothing. Any bytes will do.
std::vector<std::string> broken_promises(const std::string& text, const dockerfix::Policy& policy);

// A policy chosen by the bytes of `text`: many texts meet many policies, and each always the same.
dockerfix::Policy policy_for(const std::string& text);

// The options that make it, as on the command line.
std::string options_of(const dockerfix::Policy& policy);

// `text` with a unified diff applied, as patch would; throws std::runtime_error where it does not
// fit.
std::string patched(const std::string& text, const std::string& diff);
