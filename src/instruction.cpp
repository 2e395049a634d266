#include "instruction.h"

#include <algorithm>
#include <utility>

#include "parse_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

using parts::Head;
using parts::Range;
using Kind = Piece::Kind;

// The line that BuildKit makes of the item: what is left without continuations, comments, blank
// lines.
Logical join(const Document& doc, const Item& item) {
  Logical out;
  for (const Piece& piece : item.pieces) {
    const bool kept = piece.kind == Kind::space || piece.kind == Kind::keyword ||
                      piece.kind == Kind::flag || piece.kind == Kind::text;
    if (!kept) continue;
    const auto joined = static_cast<std::uint32_t>(out.text.size());
    const bool adjoins = !out.chunks.empty() && piece.span.begin - out.chunks.back().file ==
                                                    joined - out.chunks.back().joined;
    if (!adjoins) out.chunks.push_back({joined, piece.span.begin});
    out.text += doc.at(piece.span);
  }
  return out;
}

std::vector<Flag> read_flags(const Logical& line, const Head& head, char escape) {
  std::vector<Flag> flags;
  for (const Range& range : head.flags) {
    const std::string text = parts::flag_text(range.of(line.text), escape);
    const std::size_t equals = std::min(text.find('='), text.size());
    Flag flag{text.substr(2, equals - 2), std::nullopt, line.source(range.begin, range.end)};
    if (equals < text.size()) flag.value = text.substr(equals + 1);
    flags.push_back(std::move(flag));
  }
  return flags;
}

// The rest that may be a JSON array; of HEALTHCHECK, what follows CMD.
std::optional<Range> exec_range(std::string_view rest, Keyword keyword) {
  switch (keyword) {
    case Keyword::add:
    case Keyword::cmd:
    case Keyword::copy:
    case Keyword::entrypoint:
    case Keyword::run:
    case Keyword::shell:
    case Keyword::volume:
      return Range{0, rest.size()};
    case Keyword::healthcheck:
      return Range{std::min(rest.find_first_of(" \t\v\f\r"), rest.size()), rest.size()};
    default:
      return std::nullopt;
  }
}

std::vector<parts::ExecString> exec_strings(const Instruction& instruction) {
  std::vector<parts::ExecString> strings;
  const std::optional<Range> range = exec_range(instruction.rest.text, instruction.keyword);
  if (range) parts::read_exec_form(instruction.rest.text, *range, &strings);
  return strings;
}

// The body without the leading tabs of its lines, for <<-.
std::string chomped(std::string_view body) {
  std::string out;
  bool line_begin = true;
  for (const char c : body) {
    if (line_begin && c == '\t') continue;
    out += c;
    line_begin = c == '\n';
  }
  return out;
}

std::vector<Heredoc> read_heredocs(const Document& doc, const Item& item, const Logical& line,
                                   const Head& head) {
  std::vector<Heredoc> out;
  if (!parts::may_have_heredocs(line.text, head)) return out;
  const std::vector<parts::HeredocMark> marks = parts::heredoc_marks(line.text);
  Span body;  // an empty body has no piece
  for (const Piece& piece : item.pieces) {
    if (piece.kind == Kind::heredoc_body) body = piece.span;
    const bool unterminated = !body.empty() && &piece == &item.pieces.back();
    const bool ends = piece.kind == Kind::heredoc_end || unterminated;
    if (!ends || out.size() == marks.size()) continue;
    if (body.empty()) body = {piece.span.begin, piece.span.begin};
    const parts::HeredocMark& mark = marks[out.size()];
    const std::string_view text = doc.at(body);
    out.push_back(
        {mark.name, mark.expand, mark.chomp, mark.chomp ? chomped(text) : std::string(text), body});
    body = {};
  }
  return out;
}

// A name=value word; without = the value is empty.
Pair read_pair(const Logical& rest, Range range) {
  const std::string_view text = range.of(rest.text);
  const std::size_t equals = text.find('=');
  Pair pair{std::string(text.substr(0, equals)), std::nullopt, rest.source(range.begin, range.end)};
  if (equals != text.npos) pair.value = std::string(text.substr(equals + 1));
  return pair;
}

// "ENV NAME some value"
std::vector<Pair> old_form(const Logical& rest) {
  const std::vector<Range> words = parts::split(rest.text, {0, rest.text.size()});
  if (words.size() < 2) return {};
  return {{std::string(words[0].of(rest.text)), rest.text.substr(words[1].begin),
           rest.source(0, rest.text.size())}};
}

}  // namespace

const Flag* Instruction::flag(std::string_view name) const {
  const auto found =
      std::find_if(flags.begin(), flags.end(), [&](const Flag& flag) { return flag.name == name; });
  return found == flags.end() ? nullptr : &*found;
}

Instruction read(const Document& doc, const Item& item) {
  Instruction out;
  if (item.keyword == Keyword::none) return out;
  const Logical line = join(doc, item);
  Head head;
  parts::cut_head(line.text, {0, line.text.size()}, doc.escape, head);
  out.onbuild = head.keyword == Keyword::onbuild;
  if (out.onbuild) parts::cut_head(line.text, Range(head.rest), doc.escape, head);
  out.keyword = out.onbuild ? item.trigger : item.keyword;
  out.keyword_span = line.source(head.word.begin, head.word.end);
  out.flags = read_flags(line, head, doc.escape);
  out.rest = line.part(head.rest.begin, head.rest.end);
  if (const std::optional<Range> range = exec_range(out.rest.text, out.keyword)) {
    std::vector<parts::ExecString> strings;
    if (parts::read_exec_form(out.rest.text, *range, &strings) == parts::ExecForm::strings) {
      out.exec.emplace();
      for (parts::ExecString& string : strings) out.exec->push_back(std::move(string.text));
    }
  }
  out.heredocs = read_heredocs(doc, item, line, head);
  return out;
}

std::vector<Word> words(const Instruction& instruction, char) {
  std::vector<Word> out;
  const Logical& rest = instruction.rest;
  if (instruction.exec) {
    for (parts::ExecString& string : exec_strings(instruction)) {
      out.push_back({std::move(string.text), rest.source(string.range.begin, string.range.end)});
    }
    return out;
  }
  for (const Range& range : parts::split(rest.text, {0, rest.text.size()})) {
    out.push_back({std::string(range.of(rest.text)), rest.source(range.begin, range.end)});
  }
  return out;
}

std::vector<Pair> pairs(const Instruction& instruction, char escape) {
  std::vector<Pair> out;
  const Logical& rest = instruction.rest;
  Range range{0, rest.text.size()};
  while (const std::optional<parts::QuotedWord> word = parts::next_word(rest.text, range, escape)) {
    if (word->open_quote) return out;
    const bool paired = word->range.of(rest.text).find('=') != rest.text.npos;
    if (!paired && instruction.keyword != Keyword::arg) {
      return range.begin == 0 ? old_form(rest) : out;
    }
    out.push_back(read_pair(rest, word->range));
    range.begin = word->range.end;
  }
  return out;
}

From read_from(const Instruction& instruction, char escape) {
  From from;
  const std::vector<Word> arguments = words(instruction, escape);
  if (const Flag* platform = instruction.flag("platform")) from.platform = platform->value;
  if (arguments.empty()) return from;
  from.base = arguments[0].text;
  from.base_span = arguments[0].span;
  if (arguments.size() == 3 && parts::equal_fold(arguments[1].text, "as")) {
    from.alias = to_lower(arguments[2].text);
  }
  return from;
}

}  // namespace dockerfix
