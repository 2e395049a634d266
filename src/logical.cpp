#include "logical.h"

#include <algorithm>

namespace dockerfix {
namespace {

// The chunk that holds text[at]; chunks must not be empty.
const Logical::Chunk& chunk_at(const std::vector<Logical::Chunk>& chunks, std::size_t at) {
  auto after = std::upper_bound(
      chunks.begin(), chunks.end(), at,
      [](std::size_t value, const Logical::Chunk& chunk) { return value < chunk.joined; });
  return after == chunks.begin() ? chunks.front() : *(after - 1);
}

std::uint32_t in_file(const std::vector<Logical::Chunk>& chunks, std::size_t at) {
  const Logical::Chunk& chunk = chunk_at(chunks, at);
  return chunk.file + static_cast<std::uint32_t>(at - chunk.joined);
}

}  // namespace

Span Logical::source(std::size_t begin, std::size_t end) const {
  if (chunks.empty()) return {};
  // The end of the text is the end of its last chunk, not the begin of a chunk that is not there.
  const auto edge = [&](std::size_t at) {
    return at > 0 ? in_file(chunks, at - 1) + 1 : in_file(chunks, 0);
  };
  const std::uint32_t from = begin < text.size() ? in_file(chunks, begin) : edge(text.size());
  return {from, begin == end ? from : edge(end)};
}

Logical Logical::part(std::size_t begin, std::size_t end) const {
  Logical out;
  out.text = text.substr(begin, end - begin);
  if (chunks.empty()) return out;
  out.chunks.push_back({0, source(begin, begin).begin});
  for (const Chunk& chunk : chunks) {
    if (chunk.joined <= begin || chunk.joined >= end) continue;
    out.chunks.push_back({chunk.joined - static_cast<std::uint32_t>(begin), chunk.file});
  }
  return out;
}

}  // namespace dockerfix
