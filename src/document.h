// A Dockerfile as a list of items, and each item as a list of pieces: the lossless tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

struct Span {  // half-open byte range in Document::text
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool empty() const { return begin == end; }
  friend bool operator==(const Span&, const Span&) = default;
};

enum class Keyword : std::uint8_t {
  none,     // a comment, a blank line or a directive
  unknown,  // kept, never interpreted
  add,
  arg,
  cmd,
  copy,
  entrypoint,
  env,
  expose,
  from,
  healthcheck,
  label,
  maintainer,
  onbuild,
  run,
  shell,
  stopsignal,
  user,
  volume,
  workdir,
};

// A line ending is a piece of its own, newline, except where it belongs to a continuation (the
// escape character up to and with the line ending) or to a heredoc_body (its lines as they are). So
// an item ends in a newline piece unless the file ends first. A blank line is an optional blank
// (its white space) and a newline.
struct Piece {
  enum class Kind : std::uint8_t {
    space,
    keyword,
    flag,
    text,  // what an instruction is made of
    continuation,
    comment,
    blank,      // what Docker drops when it joins lines
    directive,  // "# syntax=…" and the like, above everything else
    heredoc_body,
    heredoc_end,
    newline,
    bom,
  };
  Kind kind;
  Span span;
};

struct Item {  // an instruction, a comment, a directive, or a blank line; with its line ending
  Keyword keyword = Keyword::none;
  Keyword trigger = Keyword::none;  // of ONBUILD: the keyword of the instruction inside
  Span span;
  std::vector<Piece> pieces;
};

struct Problem {  // what BuildKit would reject, at a byte of the text
  std::uint32_t offset = 0;
  std::string message;
};
inline constexpr std::string_view line_too_long =
    "the line is longer than the 65535 bytes that BuildKit reads";

// Invariant: items tile text, and each item's pieces tile the item (check_tiles in
// tests/check_tiles.cpp).
struct Document {
  std::string text;
  char escape = '\\';
  std::vector<Item> items;
  std::vector<Problem> problems;  // in the order of the text; empty: BuildKit accepts the file

  std::string_view at(Span span) const {
    return std::string_view(text).substr(span.begin, span.end - span.begin);
  }
};

// Reads what BuildKit's parser.Parse reads, and says in `problems` what parser.Parse or
// instructions.Parse would reject. Never fails and never loses a byte; linear in the input.
Document parse(std::string text);

// What keeps a file from being read as text at all: UTF-16, a NUL byte, broken UTF-8. BuildKit does
// not check this, but nothing good comes of such a file. Empty: it is UTF-8.
std::optional<Problem> check_encoding(std::string_view text);

// The keyword in upper case, as documentation writes it; empty for none and unknown.
std::string_view keyword_name(Keyword keyword);

struct Position {  // 1-based; the column counts bytes
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};
Position position(const Document& doc, std::uint32_t offset);

}  // namespace dockerfix
