// An instruction's text as Docker reads it (continuations, comments and blank lines gone),
// with the way back to the file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "document.h"

namespace dockerfix {

struct Logical {
  struct Chunk {  // from `joined` on, the text comes from `file` on
    std::uint32_t joined = 0;
    std::uint32_t file = 0;
  };
  std::string text;
  std::vector<Chunk> chunks;  // ascending in both members

  // The span of the file that holds text[begin, end). Where the range crosses a continuation the
  // span includes it.
  Span source(std::size_t begin, std::size_t end) const;

  // text[begin, end) as a Logical of its own.
  Logical part(std::size_t begin, std::size_t end) const;
};

}  // namespace dockerfix
