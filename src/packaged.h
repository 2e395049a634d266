// Where the servers of the distributions' packages write.
#pragma once

#include <span>
#include <string_view>

namespace dockerfix {

struct Packaged {
  std::string_view package;  // how the names of its packages begin
  std::string_view command;  // its row in the table of programs tells the rest
  std::string_view kind;     // of Program; empty: such a row is for other builds of it
  std::string_view places = {};
  std::string_view on_alpine = {};  // the same there; empty: no other
  bool own_default = false;         // the row of its program tells of other builds
};

// In the order in which they are asked.
std::span<const Packaged> packaged_servers();

}  // namespace dockerfix
