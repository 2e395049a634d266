// What must hold of the lines that a fix adds, found out without the tool's own facts and plans:
// these know the texts only, and each rule is what a person would look for.
#pragma once

#include <string>
#include <vector>

#include "chain.h"
#include "document.h"

// What is wrong with the lines that `result` adds to `before`; empty: nothing.
std::vector<std::string> odd_additions(const dockerfix::Document& before,
                                       const dockerfix::Document& after,
                                       const dockerfix::Result& result);
