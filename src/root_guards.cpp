#include "root_guards.h"

#include <algorithm>
#include <optional>
#include <regex>

namespace dockerfix {
namespace {

struct Test {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool equal = true;  // to 0
};

// [ "$(id -u)" = 0 ], [[ $EUID -ne 0 ]], test `id -u` -eq 0, (( EUID == 0 )), [ $(whoami) = root ]
std::vector<Test> tests_of(const std::string& text) {
  static const std::regex pattern(
      R"re((\$\(id -u\)|`id -u`|\$\{?E?UID\}?|\(\( *E?UID|\$\(whoami\)|`whoami`|\$\(id -un\))["']? *(==|=|-eq|!=|-ne) *["']?(0|root)["']?)re");
  std::vector<Test> tests;
  for (std::sregex_iterator found(text.begin(), text.end(), pattern), none; found != none;
       ++found) {
    const std::string sign = found->str(2);
    tests.push_back({static_cast<std::size_t>(found->position()),
                     static_cast<std::size_t>(found->position() + found->length()),
                     sign != "!=" && sign != "-ne"});
  }
  return tests;
}

bool is_word_char(char c) {
  return c != ' ' && c != '\t' && c != '\n' && c != ';' && c != '\r';
}

// The next word of the text from `at` on, as far as `if` and `fi` are concerned.
std::string word_at(const std::string& text, std::size_t& at) {
  while (at < text.size() && !is_word_char(text[at])) ++at;
  const std::size_t begin = at;
  while (at < text.size() && is_word_char(text[at])) ++at;
  return text.substr(begin, at - begin);
}

struct Body {
  Span then;
  Span otherwise;
};

// The parts of the `if` whose condition ends at `from`; empty where no `then` follows on that line.
std::optional<Body> body_after(const std::string& text, std::size_t from) {
  std::size_t at = from;
  const std::size_t then = text.find("then", from);
  if (then == std::string::npos || then > text.find('\n', text.find('\n', from) + 1))
    return std::nullopt;
  Body body;
  at = then + 4;
  body.then.begin = static_cast<std::uint32_t>(at);
  int depth = 1;
  while (at < text.size()) {
    const std::string word = word_at(text, at);
    const auto begin = static_cast<std::uint32_t>(at - word.size());
    if (word == "if") ++depth;
    if (word == "fi" && --depth == 0) {
      (body.then.end == 0 ? body.then.end : body.otherwise.end) = begin;
      return body;
    }
    if (depth == 1 && (word == "else" || word == "elif") && body.then.end == 0) {
      body.then.end = begin;
      body.otherwise.begin = static_cast<std::uint32_t>(at);
    }
  }
  return std::nullopt;
}

bool has_word(const std::string& text, Span span, const std::string& wanted) {
  std::size_t at = span.begin;
  while (at < span.end) {
    if (word_at(text, at) == wanted) return at <= span.end;
  }
  return false;
}

void add_body(const std::string& text, const Test& test, const Body& body, RootGuards& guards) {
  if (test.equal) {
    guards.parts.push_back(body.then);
    if (has_word(text, body.otherwise, "exit")) guards.wants_root = true;
    return;
  }
  if (has_word(text, body.then, "exit")) guards.wants_root = true;
  if (!body.otherwise.empty()) guards.parts.push_back(body.otherwise);
  // An ordinary user leaves the script here: the rest is root's.
  if (has_word(text, body.then, "exec")) {
    guards.parts.push_back({body.then.end, static_cast<std::uint32_t>(text.size())});
  }
}

}  // namespace

bool RootGuards::covers(std::size_t at) const {
  return std::any_of(parts.begin(), parts.end(),
                     [&](Span part) { return part.begin <= at && at < part.end; });
}

RootGuards root_guards(const std::string& text) {
  RootGuards guards;
  for (const Test& test : tests_of(text)) {
    const std::size_t line_end = std::min(text.find('\n', test.end), text.size());
    const std::size_t line_begin = text.rfind('\n', test.begin) + 1;
    const std::string_view before =
        std::string_view(text).substr(line_begin, test.begin - line_begin);
    if (before.find("if") != std::string_view::npos) {
      if (const std::optional<Body> body = body_after(text, test.end))
        add_body(text, test, *body, guards);
      continue;
    }
    // [ … ] && command, [ … ] || command
    const std::string_view after = std::string_view(text).substr(test.end, line_end - test.end);
    const bool and_then = after.find("&&") != std::string_view::npos;
    const bool or_else = after.find("||") != std::string_view::npos;
    const Span rest{static_cast<std::uint32_t>(test.end), static_cast<std::uint32_t>(line_end)};
    if ((test.equal && and_then) || (!test.equal && or_else))
      guards.parts.push_back(rest);
    else if ((and_then || or_else) && has_word(text, rest, "exit"))
      guards.wants_root = true;
  }
  return guards;
}

}  // namespace dockerfix
