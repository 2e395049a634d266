// How BuildKit cuts one logical line into its parts: keyword, flags, words, exec form, heredocs.
// Shared by the parser, its checks and the view of an instruction; nobody else needs it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document.h"

namespace dockerfix::parts {

struct Range {  // half-open, in the joined line
  std::size_t begin = 0;
  std::size_t end = 0;

  bool empty() const { return begin == end; }
  std::size_t size() const { return end - begin; }
  std::string_view of(std::string_view line) const { return line.substr(begin, end - begin); }
};

// What separates arguments: a tab, a blank, and the rare \v, \f and lone \r.
inline bool is_separator(char c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

// The length of the Unicode white space at `pos`, which is inside the text; 0 where there is none.
std::size_t wide_space_at(std::string_view text, std::size_t pos);  // above ASCII
inline std::size_t space_at(std::string_view text, std::size_t pos) {
  const char c = text[pos];
  if (static_cast<unsigned char>(c) < 0x80) return is_separator(c) || c == '\n' ? 1 : 0;
  return wide_space_at(text, pos);
}

// The range without the Unicode white space at its two ends.
Range trim(std::string_view line, Range range);

// The length of the Unicode white space that the line begins with.
std::size_t first_non_space(std::string_view line);

// Where the escape character stands that continues the line; npos: it ends here. BuildKit does not
// count escapes: one before the last escape keeps the line from being continued, however many.
std::size_t continuation(std::string_view line, char escape);

struct Directive {
  std::string name;  // lower case
  std::string_view value;
};

// "# name = value", where BuildKit knows the name.
std::optional<Directive> read_directive(std::string_view line);

bool equal_fold(std::string_view a, std::string_view b);
Keyword find_keyword(std::string_view word);

struct Head {
  Keyword keyword = Keyword::none;  // none: there is no word at all
  Range word;
  std::vector<Range> flags;
  Range terminator;  // a lone -- that ends the flags; empty: none
  Range rest;
};

// Cuts the instruction that stands in `range`.
void cut_head(std::string_view line, Range range, char escape, Head& head);

// A flag without its quotes and escapes.
std::string flag_text(std::string_view flag, char escape);

// The words between separators, quotes meaning nothing (COPY, EXPOSE, FROM and the like).
std::vector<Range> split(std::string_view line, Range range);

struct QuotedWord {
  Range range;
  bool open_quote = false;  // its quote is never closed
};

// The first word at or after range.begin, where quotes and escapes join (ENV, LABEL, ARG). Empty:
// no more words. The next one is looked for from range.end of this one.
std::optional<QuotedWord> next_word(std::string_view line, Range range, char escape);

enum class ExecForm {
  no,           // not JSON, or no array: shell form
  strings,      // exec form
  other_types,  // JSON, but not of strings only: BuildKit rejects it
};

struct ExecString {
  std::string text;
  Range range;  // with its quotes
};

// Reads the rest of an instruction as Go's encoding/json reads an array. `out` may be null.
ExecForm read_exec_form(std::string_view line, Range rest, std::vector<ExecString>* out);

struct HeredocMark {
  std::string name;
  bool expand = true;
  bool chomp = false;
  bool bad = false;    // BuildKit stumbles over its quotes and rejects the file
  std::size_t at = 0;  // where its word begins in the line
};

// A word such as <<EOF or 3<<-'EOF'; empty where it is none.
std::optional<HeredocMark> heredoc_word(std::string_view word);

// The heredocs that a RUN, COPY or ADD opens, in order. `line` is the whole line, ONBUILD included.
std::vector<HeredocMark> heredoc_marks(std::string_view line);

// Whether the instruction can open heredocs: RUN, COPY or ADD in shell form, also behind ONBUILD.
bool may_have_heredocs(std::string_view line, const Head& head);

struct Fault {
  std::size_t at = 0;  // in the joined line
  std::string message;
};

// What parser.Parse or instructions.Parse rejects in one instruction, whatever stands around it.
// `inner` is the instruction behind ONBUILD, or null.
std::optional<Fault> check_syntax(std::string_view line, const Head& head, const Head* inner,
                                  char escape);

// The part of it that concerns flags: which ones the instruction has, and what RUN's may say.
std::optional<Fault> check_flags(std::string_view line, const Head& head, char escape);

// The part that concerns HEALTHCHECK.
std::optional<Fault> check_healthcheck(std::string_view line, const Head& head);

}  // namespace dockerfix::parts
