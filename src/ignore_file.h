// What .dockerignore keeps out of the build context, and the wildcards of COPY.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

struct GlobToken {
  enum class Kind : std::uint8_t {
    literal,  // one character
    one,      // any but /
    many,     // any number of those
    deep,     // any number of whole folders
    rest,     // anything
    set,      // one of a class
  };
  struct Range {
    std::string first, last;  // characters in UTF-8, whose order is that of their bytes
  };
  Kind kind = Kind::literal;
  std::string rune;
  std::vector<Range> ranges;
  bool negated = false;
};
struct Glob {
  std::string head;               // the literals that it begins with
  std::vector<GlobToken> tokens;  // what follows them; empty: they are all
  std::string tail;               // the literals behind the last of these that is none
  std::string inside;             // the longest run of literals among them
};

struct IgnoreRule {
  Glob glob;
  bool exception = false;  // it began with !
};

struct IgnoreRules {
  std::vector<IgnoreRule> rules;
  bool exceptions = false;  // a folder that is kept out may have files that are not
};

// The rules of a .dockerignore, as github.com/moby/patternmatcher 5a6d842 reads them
// (ignorefile/ignorefile.go, patternmatcher.go). A pattern that it rejects, with which nothing
// would be built, says nothing here.
IgnoreRules read_ignore_file(std::string_view text);

// Whether a path of the context, without a leading slash, is kept out: the last rule that speaks of
// it, or of a folder above it, decides. As fsutil 6d9dc2e walks the context (filter.go): whether a
// rule speaks of a folder is asked where that folder is met.
bool is_ignored(const IgnoreRules& rules, std::string_view path);

// The pattern of a COPY source, by the rules of Go's filepath.Match: * and ? cross no slash. A
// pattern that is malformed matches nothing.
bool matches_source(std::string_view pattern, std::string_view path);

}  // namespace dockerfix
