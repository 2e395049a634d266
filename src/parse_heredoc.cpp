// Where an instruction opens heredocs: BuildKit's heredocsFromLine, and as much of its shell/lex.go
// as that uses. There no variable is ever set, and the escape character is always a backslash.
#include <algorithm>
#include <utility>

#include "parse_parts.h"

namespace dockerfix::parts {
namespace {

// Deeper ${a:-${b:-…}} than this is taken for a line without heredocs.
constexpr int max_depth = 100;
constexpr int no_stop = -1;

struct Lex {
  std::string_view in;
  bool raw_quotes = false;   // quotes stay in the words
  bool raw_escapes = false;  // backslashes stay in the words
  std::size_t pos = 0;
  bool failed = false;
  int depth = 0;
  // One buffer for all levels, which each level empties when it begins: in BuildKit too what stands
  // before ${NAME:-…} gets lost from its word.
  std::string word;

  bool at_end() const { return pos >= in.size(); }
  char peek() const { return at_end() ? '\0' : in[pos]; }
};

struct Words {
  std::vector<std::string> texts;
  std::vector<std::size_t> begins;
  std::size_t begin = 0;  // of the word that is being built
  bool in_word = false;

  void flush(Lex& lex) {
    if (lex.word.empty()) return;
    texts.push_back(std::exchange(lex.word, {}));
    begins.push_back(begin);
    in_word = false;
  }
  void add_raw(Lex& lex, std::string_view text, std::size_t from) {
    if (lex.word.empty()) begin = from;
    lex.word += text;
    in_word = true;
  }
  // Adds the characters of `text`; white space between them ends a word.
  void add(Lex& lex, std::string_view text, std::size_t from) {
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t space = space_at(text, i);
      if (space == 0) {
        add_raw(lex, text.substr(i, 1), from);
      } else if (in_word) {
        flush(lex);
      }
      i += std::max<std::size_t>(space, 1);
    }
  }
};

std::string until(Lex& lex, int stop, bool raw_escapes, Words& words);

std::string single_quoted(Lex& lex) {
  const std::size_t begin = lex.pos++;
  const std::size_t end = lex.in.find('\'', lex.pos);
  if (end == lex.in.npos) {
    lex.failed = true;
    return {};
  }
  lex.pos = end + 1;
  return std::string(lex.raw_quotes ? lex.in.substr(begin, end + 1 - begin)
                                    : lex.in.substr(begin + 1, end - begin - 1));
}

bool is_name_char(char c) {
  // Any letter in BuildKit; a byte above ASCII is taken for part of one.
  const auto byte = static_cast<unsigned char>(c);
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         byte >= 0x80;
}

std::string_view name(Lex& lex) {
  const std::size_t begin = lex.pos;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (is_digit(lex.peek())) {
    while (is_digit(lex.peek())) ++lex.pos;
  } else if (!lex.at_end() && std::string_view("@*#?-$!").find(lex.peek()) != lex.in.npos) {
    ++lex.pos;
  } else {
    while (!lex.at_end() && is_name_char(lex.peek())) ++lex.pos;
  }
  return lex.in.substr(begin, lex.pos - begin);
}

// What follows a '$'. With nothing set, every form comes out about as it went in.
std::string dollar(Lex& lex) {
  ++lex.pos;
  if (lex.peek() != '{') return "$" + std::string(name(lex));
  ++lex.pos;
  lex.failed = lex.at_end() || lex.peek() == '{' || lex.peek() == '}' || lex.peek() == ':';
  if (lex.failed) return {};
  std::string out = "${" + std::string(name(lex));
  char mark = lex.peek();
  ++lex.pos;
  if (mark == '}') return out + "}";
  out += mark;
  Words ignored;
  if (mark == '/') {
    if (lex.peek() == '/') ++lex.pos;
    out += until(lex, '/', true, ignored) + "/";
    return out + until(lex, '}', true, ignored) + "}";
  }
  const bool colon = mark == ':';
  if (colon) {
    mark = lex.peek();
    ++lex.pos;
    out += mark;
  }
  const bool pattern = mark == '#' || mark == '%';
  lex.failed = colon ? pattern : std::string_view("+-?#%").find(mark) == lex.in.npos || !mark;
  if (lex.failed) return {};
  return out + until(lex, '}', pattern, ignored) + "}";
}

std::string double_quoted(Lex& lex) {
  std::string out;
  if (lex.raw_quotes) out += '"';
  ++lex.pos;
  while (!lex.at_end() && !lex.failed) {
    char c = lex.peek();
    if (c == '$') {
      out += dollar(lex);
      continue;
    }
    ++lex.pos;
    if (c == '"') {
      if (lex.raw_quotes) out += c;
      return out;
    }
    if (c == '\\') {
      if (lex.raw_escapes) out += c;
      if (lex.at_end()) continue;
      if (std::string_view("\"$\\").find(lex.peek()) != lex.in.npos) c = lex.in[lex.pos++];
    }
    out += c;
  }
  lex.failed = true;
  return {};
}

std::string possible_heredoc(Lex& lex) {
  ++lex.pos;
  if (lex.peek() != '<') return "<";
  const std::size_t begin = lex.pos++ - 1;
  while (lex.peek() == ' ' || lex.peek() == '\t' || lex.peek() == '\r') ++lex.pos;
  return std::string(lex.in.substr(begin, lex.pos - begin));
}

// A character that is not special, or an escaped one.
std::string plain(Lex& lex, Words& words) {
  const std::size_t begin = lex.pos;
  char c = lex.in[lex.pos++];
  if (c != '\\') {
    const std::size_t length = std::max<std::size_t>(space_at(lex.in, begin), 1);
    lex.pos = begin + length;
    const std::string_view text = lex.in.substr(begin, length);
    words.add(lex, text, begin);
    return std::string(text);
  }
  std::string out;
  if (lex.raw_escapes) out += c;
  if (!lex.at_end()) out += lex.in[lex.pos++];
  if (!out.empty()) words.add_raw(lex, out, begin);
  return out;
}

// Reads up to `stop`; fails where it does not come.
std::string until(Lex& lex, int stop, bool raw_escapes, Words& words) {
  std::string out;
  if (++lex.depth > max_depth) lex.failed = true;
  lex.word.clear();
  const bool outer_raw = std::exchange(lex.raw_escapes, raw_escapes);
  bool stopped = stop == no_stop;
  while (!lex.at_end() && !lex.failed) {
    const char c = lex.peek();
    if (c == stop) {
      ++lex.pos;
      stopped = true;
      break;
    }
    const std::size_t begin = lex.pos;
    if (c == '$') {
      const std::string text = dollar(lex);
      words.add(lex, text, begin);
      out += text;
    } else if (c == '<' || c == '\'' || c == '"') {
      const std::string text = c == '<'    ? possible_heredoc(lex)
                               : c == '\'' ? single_quoted(lex)
                                           : double_quoted(lex);
      words.add_raw(lex, text, begin);
      out += text;
    } else {
      out += plain(lex, words);
    }
  }
  if (!stopped) lex.failed = true;
  words.flush(lex);
  lex.raw_escapes = outer_raw;
  --lex.depth;
  return out;
}

std::optional<Words> lex_words(std::string_view text, bool raw_quotes, bool raw_escapes) {
  Lex lex{.in = text, .raw_quotes = raw_quotes, .word = {}};
  Words words;
  until(lex, no_stop, raw_escapes, words);
  if (lex.failed) return std::nullopt;
  return words;
}

auto count_quotes(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return c == '\'' || c == '"'; });
}

}  // namespace

std::optional<HeredocMark> heredoc_word(std::string_view word) {
  HeredocMark mark;
  const std::size_t arrows = std::min(word.find_first_not_of("0123456789"), word.size());
  if (word.substr(arrows, 2) != "<<") return std::nullopt;
  word.remove_prefix(arrows + 2);
  mark.chomp = !word.empty() && word.front() == '-';
  if (mark.chomp) word.remove_prefix(1);
  word.remove_prefix(std::min(word.find_first_not_of(" \t\n\f\r"), word.size()));
  if (word.empty() || word.find('<') != word.npos) return std::nullopt;
  const std::optional<Words> bare = lex_words(word, false, false);
  const std::optional<Words> quoted = lex_words(word, true, false);
  if (bare && bare->texts.size() != 1) return std::nullopt;
  mark.bad = !bare || !quoted || quoted->texts.size() != 1;
  if (mark.bad) return mark;
  mark.name = bare->texts.front();
  mark.expand = count_quotes(mark.name) == count_quotes(quoted->texts.front());
  return mark;
}

std::vector<HeredocMark> heredoc_marks(std::string_view line) {
  std::vector<HeredocMark> marks;
  const std::optional<Words> words = lex_words(line, true, true);
  if (!words) return marks;
  for (std::size_t i = 0; i < words->texts.size(); ++i) {
    if (std::optional<HeredocMark> mark = heredoc_word(words->texts[i])) {
      mark->at = words->begins[i];
      marks.push_back(std::move(*mark));
    }
  }
  return marks;
}

bool may_have_heredocs(std::string_view line, const Head& head) {
  const bool can =
      head.keyword == Keyword::run || head.keyword == Keyword::copy || head.keyword == Keyword::add;
  return can && line.find("<<") != line.npos &&
         read_exec_form(line, head.rest, nullptr) == ExecForm::no;
}

}  // namespace dockerfix::parts
