#include "root_guards.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dockerfix {
namespace {

struct Test {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool equal = true;  // to 0
};

constexpr std::array<std::string_view, 10> askers = {
    "$(id -u)", "`id -u`",   "$EUID",    "${EUID}",   "$UID",
    "${UID}",   "$(whoami)", "`whoami`", "$(id -un)", "(( EUID"};

void skip(std::string_view text, std::size_t& at, std::string_view any) {
  while (at < text.size() && any.find(text[at]) != std::string_view::npos) ++at;
}

// What follows `asker` is a comparison with root: [ "$(id -u)" = 0 ], [[ $EUID -ne 0 ]],
// (( EUID == 0 )), [ $(whoami) != root ]. Empty where it is something else.
std::optional<Test> test_after(std::string_view text, std::size_t begin, std::string_view asker) {
  constexpr std::array<std::string_view, 5> signs = {"==", "=", "-eq", "!=", "-ne"};
  std::size_t at = begin + asker.size();
  skip(text, at, "\"'");
  skip(text, at, " \t");
  for (const std::string_view sign : signs) {
    if (!text.substr(at).starts_with(sign)) continue;
    at += sign.size();
    skip(text, at, " \t");
    skip(text, at, "\"'");
    for (const std::string_view root : {"0", "root"}) {
      if (!text.substr(at).starts_with(root)) continue;
      return Test{begin, at + root.size(), sign != "!=" && sign != "-ne"};
    }
    return std::nullopt;
  }
  return std::nullopt;
}

std::vector<Test> tests_of(std::string_view text) {
  std::vector<Test> tests;
  for (std::size_t at = text.find_first_of("$`("); at != std::string_view::npos;
       at = text.find_first_of("$`(", at + 1)) {
    for (const std::string_view asker : askers) {
      if (!text.substr(at).starts_with(asker)) continue;
      if (const std::optional<Test> test = test_after(text, at, asker)) tests.push_back(*test);
      break;
    }
  }
  return tests;
}

// Whether the line around `at` decides something; to print who runs is no question.
bool decides(std::string_view text, std::size_t at) {
  const std::size_t begin = text.rfind('\n', at) + 1;
  const std::string_view line = text.substr(begin, text.find('\n', at) - begin);
  for (const std::string_view word : {"[", "test ", "case ", "((", "if "}) {
    if (line.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// How often the text asks who runs it.
std::size_t questions(const std::string& text) {
  std::size_t count = 0;
  for (const std::string_view word : {"id -u", "EUID", "whoami"}) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
      count += decides(text, at);
    }
  }
  return count;
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
  const std::vector<Test> tests = tests_of(text);
  guards.unclear = questions(text) > tests.size();
  for (const Test& test : tests) {
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
