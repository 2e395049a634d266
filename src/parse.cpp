// The lossless reader: one cursor that can only take bytes into pieces, and one function a kind of
// line. What the lines mean is in parse_parts.h.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "document.h"
#include "logical.h"
#include "parse_cursor.h"
#include "parse_parts.h"

namespace dockerfix {
namespace {

using parts::Cursor;
using parts::Head;
using parts::narrow;
using parts::Range;
using Kind = Piece::Kind;

// BuildKit reads with Go's bufio.Scanner, whose longest line this is.
constexpr std::size_t longest_line = 65535;
constexpr std::string_view bom = "\xEF\xBB\xBF";

struct Line {  // a physical line: content, then what ends it
  std::size_t begin = 0;
  std::size_t cut = 0;  // where the content ends: before \r and \n, or before the escape character
  std::size_t end = 0;
  Kind kind = Kind::text;  // text, comment or blank
  bool continued = false;

  std::string_view content(std::string_view text) const { return text.substr(begin, cut - begin); }
};

struct Mark {  // a part of the joined line, up to `end`
  Kind kind;
  std::size_t end;
};

class Parser {
 public:
  explicit Parser(Document& doc) : doc_(doc), text_(doc.text), cursor_(doc) {}
  void run();

 private:
  Line line_at(std::size_t pos);
  bool take_directive(const Line& line);
  void take_instruction(Line line);
  void join_lines(Line line);
  void mark_parts();
  void mark(Kind kind, Range range);
  void mark_head(const Head& head);
  void take_lines();
  void take_content(const Line& line, std::size_t joined, std::size_t& next_mark);
  void take_heredocs();
  bool take_heredoc(const parts::HeredocMark& heredoc);
  void check_instruction(std::size_t begin);
  void finish();
  void complain(std::size_t offset, std::string message) {
    doc_.problems.push_back({narrow(offset), std::move(message)});
  }
  std::size_t in_file(std::size_t joined) const {
    return joined_.chunks.empty() ? lines_.front().begin : joined_.source(joined, joined).begin;
  }

  Document& doc_;
  std::string_view text_;
  Cursor cursor_;
  bool directives_open_ = true;
  std::set<std::string> seen_directives_;
  bool any_instruction_ = false;
  bool any_from_ = false;
  bool stage_missing_ = false;
  // Of the instruction being read; kept between instructions for their memory.
  std::vector<Line> lines_;
  std::vector<Mark> marks_;
  Logical joined_;
  Head head_;
  Head inner_;
};

Line Parser::line_at(std::size_t pos) {
  Line line;
  line.begin = pos;
  const std::size_t newline = text_.find('\n', pos);
  line.end = newline == text_.npos ? text_.size() : newline + 1;
  line.cut = newline == text_.npos ? text_.size() : newline;
  if (line.cut - pos > longest_line) {
    complain(pos, std::string(line_too_long));
  }
  while (line.cut > pos && text_[line.cut - 1] == '\r') --line.cut;
  return line;
}

bool Parser::take_directive(const Line& line) {
  const std::optional<parts::Directive> directive = parts::read_directive(line.content(text_));
  if (!directive) return directives_open_ = false;
  const bool value_is_escape = directive->value == "\\" || directive->value == "`";
  if (!seen_directives_.insert(directive->name).second) {
    complain(line.begin, "the parser directive " + directive->name + " is given twice");
  } else if (directive->name == "escape" && value_is_escape) {
    doc_.escape = directive->value.front();
  } else if (directive->name == "escape") {
    complain(line.begin, "the escape directive takes \\ or ` only");
  }
  cursor_.take_to(Kind::directive, line.cut);
  cursor_.take_to(Kind::newline, line.end);
  cursor_.end_item();
  return true;
}

// Collects the physical lines of an instruction, and what BuildKit makes of them.
void Parser::join_lines(Line line) {
  lines_.clear();
  joined_.text.clear();
  joined_.chunks.clear();
  for (bool open = true; open;) {
    const std::string_view content = line.content(text_);
    const std::size_t inside = lines_.empty() ? content.size() : parts::first_non_space(content);
    if (!lines_.empty() && inside == content.size()) {
      line.kind = Kind::blank;
    } else if (!lines_.empty() && content[inside] == '#') {
      line.kind = Kind::comment;
    } else {
      const std::size_t escape = parts::continuation(content, doc_.escape);
      line.continued = escape != content.npos;
      if (line.continued) line.cut = line.begin + escape;
      open = line.continued;
      if (line.cut > line.begin) {
        joined_.chunks.push_back({narrow(joined_.text.size()), narrow(line.begin)});
      }
      joined_.text += line.content(text_);
    }
    lines_.push_back(line);
    if (line.end == text_.size()) break;
    if (open) line = line_at(line.end);
  }
}

void Parser::mark(Kind kind, Range range) {
  if (range.empty()) return;
  const std::size_t done = marks_.empty() ? 0 : marks_.back().end;
  if (range.begin > done) marks_.push_back({Kind::space, range.begin});
  marks_.push_back({kind, range.end});
}

void Parser::mark_head(const Head& head) {
  mark(Kind::keyword, head.word);
  for (const Range& flag : head.flags) mark(Kind::flag, flag);
  mark(Kind::flag, head.terminator);
}

// Cuts the joined line into parts that cover it.
void Parser::mark_parts() {
  const std::string_view line = joined_.text;
  parts::cut_head(line, {0, line.size()}, doc_.escape, head_);
  marks_.clear();
  mark_head(head_);
  if (head_.keyword == Keyword::onbuild) {
    parts::cut_head(line, head_.rest, doc_.escape, inner_);
    mark_head(inner_);
    mark(Kind::text, inner_.rest);
  } else {
    mark(Kind::text, head_.rest);
  }
  if (marks_.empty() || marks_.back().end < line.size()) {
    marks_.push_back({Kind::space, line.size()});
  }
}

// Takes the content of one physical line, which begins at `joined` in the joined line.
void Parser::take_content(const Line& line, std::size_t joined, std::size_t& next_mark) {
  const std::size_t indent = parts::first_non_space(line.content(text_));
  if (marks_[next_mark].kind == Kind::text) {
    cursor_.take(Kind::space, std::min(indent, marks_[next_mark].end - joined));
  }
  while (cursor_.pos() < line.cut) {
    const Mark& part = marks_[next_mark];
    const std::size_t end = std::min(line.cut, line.begin + (part.end - joined));
    cursor_.take_to(part.kind, end);
    if (joined + (end - line.begin) == part.end) ++next_mark;
  }
}

void Parser::take_lines() {
  std::size_t joined = 0;
  std::size_t next_mark = 0;
  for (const Line& line : lines_) {
    if (line.kind == Kind::text && line.cut > line.begin) {
      take_content(line, joined, next_mark);
      joined += line.cut - line.begin;
    } else {
      cursor_.take_to(line.kind, line.cut);
    }
    cursor_.take_to(line.continued ? Kind::continuation : Kind::newline, line.end);
  }
}

bool Parser::take_heredoc(const parts::HeredocMark& heredoc) {
  std::size_t body_end = cursor_.pos();
  while (body_end < text_.size()) {
    const Line line = line_at(body_end);
    std::string_view word = line.content(text_);
    if (heredoc.chomp) word.remove_prefix(std::min(word.find_first_not_of('\t'), word.size()));
    if (word == heredoc.name) {
      cursor_.take_to(Kind::heredoc_body, body_end);
      cursor_.take_to(Kind::heredoc_end, line.cut);
      cursor_.take_to(Kind::newline, line.end);
      return true;
    }
    body_end = line.end;
  }
  cursor_.take_to(Kind::heredoc_body, body_end);
  return false;
}

void Parser::take_heredocs() {
  const Head& head = head_.keyword == Keyword::onbuild ? inner_ : head_;
  if (!parts::may_have_heredocs(joined_.text, head)) return;
  for (const parts::HeredocMark& heredoc : parts::heredoc_marks(joined_.text)) {
    if (heredoc.bad) {
      complain(in_file(heredoc.at), "the name of this heredoc cannot be read");
      return;
    }
    if (take_heredoc(heredoc)) continue;
    complain(in_file(heredoc.at), "no line " + heredoc.name + " ends this heredoc");
    return;
  }
}

void Parser::check_instruction(std::size_t begin) {
  const bool onbuild = head_.keyword == Keyword::onbuild;
  const std::optional<parts::Fault> fault =
      parts::check_syntax(joined_.text, head_, onbuild ? &inner_ : nullptr, doc_.escape);
  if (fault) complain(in_file(fault->at), fault->message);
  any_instruction_ = true;
  if (head_.keyword == Keyword::from) any_from_ = true;
  const bool homeless = !any_from_ && !stage_missing_ && head_.keyword != Keyword::arg;
  if (!homeless || head_.keyword == Keyword::unknown || head_.keyword == Keyword::none) return;
  stage_missing_ = true;
  complain(begin, "only ARG can stand before the first FROM");
}

void Parser::take_instruction(Line line) {
  join_lines(line);
  mark_parts();
  take_lines();
  check_instruction(in_file(head_.word.begin));
  take_heredocs();
  cursor_.end_item(head_.keyword == Keyword::none ? Keyword::unknown : head_.keyword,
                   head_.keyword == Keyword::onbuild ? inner_.keyword : Keyword::none);
}

void Parser::finish() {
  cursor_.end_item();
  if (!any_instruction_) {
    complain(0, "the file has no instructions");
  } else if (!any_from_ && doc_.problems.empty()) {
    complain(0, "the file has no FROM");
  }
  std::stable_sort(doc_.problems.begin(), doc_.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.offset < b.offset; });
}

void Parser::run() {
  if (text_.substr(0, bom.size()) == bom) cursor_.take(Kind::bom, bom.size());
  while (!cursor_.at_end()) {
    const Line line = line_at(cursor_.pos());
    if (directives_open_ && take_directive(line)) continue;
    const std::string_view content = line.content(text_);
    const std::size_t inside = parts::first_non_space(content);
    if (inside < content.size() && content[inside] != '#') {
      take_instruction(line);
      continue;
    }
    cursor_.take_to(inside == content.size() ? Kind::blank : Kind::comment, line.cut);
    cursor_.take_to(Kind::newline, line.end);
    cursor_.end_item();
  }
  finish();
}

}  // namespace

Document parse(std::string text) {
  Document doc;
  doc.text = std::move(text);
  constexpr std::size_t usual_item = 64;  // bytes; saves moving the items about
  doc.items.reserve(doc.text.size() / usual_item + 1);
  Parser(doc).run();
  return doc;
}

}  // namespace dockerfix
