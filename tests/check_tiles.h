// The promise that no byte is lost: items tile the text, and each item's pieces tile the item.
#pragma once

#include <string>

#include "document.h"

// What is wrong with the tiling; empty: nothing.
std::string check_tiles(const dockerfix::Document& doc);
