// The interface of a transform: a value with a name, a summary and one function.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document.h"
#include "edit.h"

namespace dockerfix {

struct Facts;
struct Plan;

enum class Safety : std::uint8_t { safe, unsafe, suggest };  // applied / on request / only shown

struct Fix {
  Span where;       // what the reader should look at, in the text before the fix
  std::string why;  // one sentence that names lines and facts
  std::vector<Edit> edits;
  Safety safety = Safety::safe;  // never safer than its transform or what it is based on
};

struct Context {
  const Document& doc;                      // the text that the transform before this one left
  const Facts& facts;                       // of doc
  const Plan& plan;                         // made once, for the text the chain began with
  const std::vector<std::uint32_t>& lines;  // of each item, in that first text, for messages
};

struct Transform {
  std::string_view name;     // "create-user": the flag, the file, and the testdata folder
  std::string_view summary;  // one imperative line
  Safety safety;             // the most its fixes may claim
  void (*find)(const Context&, std::vector<Fix>&);
};

// The chain, in the order it runs (transforms/all.cpp).
std::span<const Transform* const> all_transforms();

}  // namespace dockerfix
