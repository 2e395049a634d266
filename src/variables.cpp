// A reader of BuildKit's word syntax. What it accepts, and where it differs from a shell, follows
// moby/buildkit frontend/dockerfile/shell/lex.go.
#include "variables.h"

#include <algorithm>
#include <utility>

#include "patterns.h"

namespace dockerfix {
namespace {

struct Text {  // a result that may hang on an unknown variable
  std::string text;
  bool known = true;
};

void append(Text& to, const Text& more) {
  to.text += more.text;
  to.known = to.known && more.known;
}

constexpr int max_depth = 100;  // of ${a:-${b:-…}}

// The words of ProcessWords. BuildKit keeps one buffer for the word being built and empties it
// where it enters a ${…} with an operator, so that "a${x:-b}" gives the single word "b". It is
// shared here as well.
struct Words {
  std::string& buffer;
  std::vector<std::string> done;
  bool in_word = false;

  void flush() {
    if (buffer.empty()) return;
    done.push_back(buffer);
    buffer.clear();
    in_word = false;
  }
  void add_raw(std::string_view text) {
    buffer += text;
    in_word = true;
  }
  void add(std::string_view text) {
    while (!text.empty()) {
      const std::string_view rune = first_rune(text);
      text.remove_prefix(rune.size());
      if (!is_space(rune)) {
        add_raw(rune);
      } else if (in_word) {
        flush();
      }
    }
  }
};

struct Lexer {
  std::string_view text;
  char escape;
  const Lookup& lookup;
  std::size_t at = 0;
  int depth = 0;
  bool failed = false;
  bool raw_escapes = false;
  std::string buffer{};

  bool end() const { return at >= text.size(); }
  bool peek(char c) const { return !end() && text[at] == c; }
  // One character, or nothing at the end.
  std::string_view next() {
    const std::string_view rune = first_rune(text.substr(at));
    at += rune.size();
    return rune;
  }
  // BuildKit would answer with an error: nothing more is read.
  Text fail() {
    failed = true;
    at = text.size();
    return {};
  }
};

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

Text process(Lexer& lexer, std::optional<char> stop, bool raw_escapes, Words& words);

Text process_inner(Lexer& lexer, char stop, bool raw_escapes) {
  Words words{lexer.buffer, {}};
  return process(lexer, stop, raw_escapes, words);
}

std::string read_single_quote(Lexer& lexer) {
  const std::size_t end = lexer.text.find('\'', ++lexer.at);
  if (end == std::string_view::npos) return lexer.fail().text;
  const std::string_view inside = lexer.text.substr(lexer.at, end - lexer.at);
  lexer.at = end + 1;
  return std::string(inside);
}

// A letter outside ASCII belongs to a name in BuildKit, which asks Unicode; no such name is ever
// set, and no table of letters is kept here.
std::string read_name(Lexer& lexer, bool& known) {
  const std::size_t begin = lexer.at;
  if (lexer.end()) return {};
  const char first = lexer.text[lexer.at];
  if (is_digit(first)) {
    while (!lexer.end() && is_digit(lexer.text[lexer.at])) ++lexer.at;
  } else if (std::string_view("@*#?-$!").find(first) != std::string_view::npos) {
    ++lexer.at;
    return std::string(1, first);
  } else {
    while (!lexer.end() && (is_name_start(lexer.text[lexer.at]) || is_digit(lexer.text[lexer.at])))
      ++lexer.at;
  }
  if (!is_digit(first) && !lexer.end() && static_cast<unsigned char>(lexer.text[lexer.at]) >= 0x80)
    known = false;
  return std::string(lexer.text.substr(begin, lexer.at - begin));
}

Text value_text(const Value& value) {
  return {value.text, value.kind != Value::Kind::unknown};
}

// ${V-w}, ${V+w} and ${V?w}; with a colon an empty value counts as unset.
Text choose(Lexer& lexer, char form, bool colon, const Value& value, const Text& word) {
  if (value.kind == Value::Kind::unknown) {
    const bool empty_either_way = form == '+' && word.known && word.text.empty();
    return {{}, empty_either_way};
  }
  const bool unset = value.kind == Value::Kind::unset || (colon && value.text.empty());
  if (form == '?' && unset) return lexer.fail();
  if (form == '+') return unset ? Text{} : word;
  return unset && form == '-' ? word : value_text(value);
}

// ${V#p}, ${V##p}, ${V%p} and ${V%%p}.
Text trim(Lexer& lexer, char form, const Value& value, Text word) {
  if (value.kind == Value::Kind::unknown) return {{}, false};
  if (value.text.empty()) return {};
  if (!word.known) return {{}, false};
  const bool longest = !word.text.empty() && word.text.front() == form;
  if (longest) word.text.erase(0, 1);
  const auto pattern = read_pattern(word.text);
  if (!pattern) return lexer.fail();
  return {form == '#' ? trim_prefix(*pattern, value.text, longest)
                      : trim_suffix(*pattern, value.text, longest)};
}

// ${V/p/r} and ${V//p/r}; the pattern always takes the longest match.
Text substitute(Lexer& lexer, const std::string& name) {
  const bool all = lexer.peek('/');
  if (all) ++lexer.at;
  const Text pattern_text = process_inner(lexer, '/', true);
  const Text replacement = process_inner(lexer, '}', true);
  const Value value = lexer.lookup(name);
  if (value.kind == Value::Kind::unknown || !pattern_text.known || !replacement.known)
    return {{}, false};
  const auto pattern = read_pattern(pattern_text.text);
  if (!pattern) return lexer.fail();
  return {all ? replace_all(*pattern, value.text, replacement.text)
              : replace_first(*pattern, value.text, replacement.text)};
}

Text read_braces(Lexer& lexer) {
  ++lexer.at;
  if (lexer.end() || lexer.peek('{') || lexer.peek('}') || lexer.peek(':')) return lexer.fail();
  bool known = true;
  const std::string name = read_name(lexer, known);
  if (!known) return lexer.fail();
  if (lexer.end()) return lexer.fail();
  char form = lexer.text[lexer.at++];
  if (form == '}') return value_text(lexer.lookup(name));
  if (form == '/') return substitute(lexer, name);
  const bool colon = form == ':';
  if (colon) {
    if (lexer.end()) return lexer.fail();
    form = lexer.text[lexer.at++];
  }
  const bool pattern = form == '#' || form == '%';
  if ((colon && pattern) || std::string_view("+-?#%").find(form) == std::string_view::npos)
    return lexer.fail();
  const Text word = process_inner(lexer, '}', pattern);
  const Value value = lexer.lookup(name);
  return pattern ? trim(lexer, form, value, word) : choose(lexer, form, colon, value, word);
}

Text read_dollar(Lexer& lexer) {
  if (++lexer.depth > max_depth) return lexer.fail();
  ++lexer.at;
  Text result;
  if (lexer.peek('{')) {
    result = read_braces(lexer);
  } else {
    const std::string name = read_name(lexer, result.known);
    append(result, name.empty() ? Text{"$"} : value_text(lexer.lookup(name)));
  }
  --lexer.depth;
  return result;
}

Text read_double_quote(Lexer& lexer) {
  Text result;
  ++lexer.at;
  while (!lexer.peek('"')) {
    if (lexer.end()) return lexer.fail();
    if (lexer.peek('$')) {
      append(result, read_dollar(lexer));
      continue;
    }
    std::string_view rune = lexer.next();
    if (rune.front() == lexer.escape) {
      if (lexer.raw_escapes) result.text += rune;
      if (lexer.end()) continue;
      if (lexer.peek('"') || lexer.peek('$') || lexer.peek(lexer.escape)) rune = lexer.next();
    }
    result.text += rune;
  }
  ++lexer.at;
  return result;
}

// "<<" and the blanks behind it stay together, as they would in front of a heredoc's name.
std::string read_less(Lexer& lexer) {
  const std::size_t begin = lexer.at++;
  if (lexer.peek('<')) {
    ++lexer.at;
    while (lexer.peek(' ') || lexer.peek('\t') || lexer.peek('\r')) ++lexer.at;
  }
  return std::string(lexer.text.substr(begin, lexer.at - begin));
}

// One step: a quote, an expansion, an escape or a plain character.
void step(Lexer& lexer, Text& result, Words& words) {
  const char c = lexer.text[lexer.at];
  if (c == '$') {
    const Text value = read_dollar(lexer);
    append(result, value);
    words.add(value.text);
  } else if (c == '\'' || c == '"' || c == '<') {
    const Text value = c == '"'    ? read_double_quote(lexer)
                       : c == '\'' ? Text{read_single_quote(lexer)}
                                   : Text{read_less(lexer)};
    append(result, value);
    words.add_raw(value.text);
  } else if (c == lexer.escape) {
    std::string_view escaped = lexer.next();
    if (lexer.raw_escapes) {
      words.add_raw(escaped);
      result.text += escaped;
    }
    escaped = lexer.next();
    if (!escaped.empty()) words.add_raw(escaped);
    result.text += escaped;
  } else {
    const std::string_view rune = lexer.next();
    words.add(rune);
    result.text += rune;
  }
}

Text process(Lexer& lexer, std::optional<char> stop, bool raw_escapes, Words& words) {
  words.buffer.clear();
  const bool outer_escapes = std::exchange(lexer.raw_escapes, raw_escapes);
  Text result;
  while (!lexer.end() && !(stop && lexer.peek(*stop))) step(lexer, result, words);
  if (stop && lexer.end()) lexer.fail();
  lexer.at += stop && !lexer.end() ? 1 : 0;
  words.flush();
  lexer.raw_escapes = outer_escapes;
  return result;
}

}  // namespace

std::optional<std::string> expand(std::string_view word, char escape, const Lookup& lookup) {
  const auto means_more = [&](char c) {
    return c == '$' || c == '\'' || c == '"' || c == '<' || c == escape;
  };
  if (std::none_of(word.begin(), word.end(), means_more)) return std::string(word);
  Lexer lexer{word, escape, lookup};
  Words words{lexer.buffer, {}};
  const Text result = process(lexer, std::nullopt, false, words);
  if (lexer.failed || !result.known) return std::nullopt;
  return result.text;
}

std::optional<std::vector<std::string>> expand_words(std::string_view word, char escape,
                                                     const Lookup& lookup) {
  Lexer lexer{word, escape, lookup};
  Words words{lexer.buffer, {}};
  const Text result = process(lexer, std::nullopt, false, words);
  if (lexer.failed || !result.known) return std::nullopt;
  return words.done;
}

}  // namespace dockerfix
