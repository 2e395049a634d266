#include "variables.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

using namespace dockerfix;

namespace {

using Strings = std::vector<std::string>;

// SET is set, NULL is set and empty, U is unknown, everything else is unset.
Value look(std::string_view name) {
  static const std::map<std::string, std::string, std::less<>> values = {
      {"SET", "/a/b.c.d"}, {"NULL", ""}, {"TWO", "x  y"}, {"STAR", "*"}, {"UMLAUT", "übung"}};
  if (name == "U") return {Value::Kind::unknown, {}};
  const auto found = values.find(name);
  if (found == values.end()) return {};
  return {Value::Kind::set, found->second};
}

constexpr const char* nothing = "<nothing>";

std::string answer(std::string_view word, char escape = '\\') {
  return expand(word, escape, look).value_or(nothing);
}

struct Case {
  const char* word;
  const char* expected;
};

}  // namespace

TEST_CASE("each form of expansion is answered as BuildKit does") {
  const Case cases[] = {{"$SET", "/a/b.c.d"},
                        {"${SET}", "/a/b.c.d"},
                        {"$NULL", ""},
                        {"${NONE}", ""},
                        {"a$SET/x", "a/a/b.c.d/x"},
                        {"$SETx", ""},
                        {"$", "$"},
                        {"a$", "a$"},
                        {"$.", "$."},
                        {"${SET:-w}", "/a/b.c.d"},
                        {"${NULL:-w}", "w"},
                        {"${NONE:-w}", "w"},
                        {"${NONE:-}", ""},
                        {"${SET-w}", "/a/b.c.d"},
                        {"${NULL-w}", ""},
                        {"${NONE-w}", "w"},
                        {"${SET:+w}", "w"},
                        {"${NULL:+w}", ""},
                        {"${NONE:+w}", ""},
                        {"${SET+w}", "w"},
                        {"${NULL+w}", "w"},
                        {"${NONE+w}", ""},
                        {"${SET:?w}", "/a/b.c.d"},
                        {"${NULL:?w}", nothing},
                        {"${NONE:?w}", nothing},
                        {"${SET?w}", "/a/b.c.d"},
                        {"${NULL?w}", ""},
                        {"${NONE?w}", nothing},
                        {"${SET#*/}", "a/b.c.d"},
                        {"${SET##*/}", "b.c.d"},
                        {"${SET#b}", "/a/b.c.d"},
                        {"${SET%.*}", "/a/b.c"},
                        {"${SET%%.*}", "/a/b"},
                        {"${SET%.?}", "/a/b.c"},
                        {"${SET%x}", "/a/b.c.d"},
                        {"${NULL#*}", ""},
                        {"${NONE##*}", ""},
                        {"${SET/./-}", "/a/b-c.d"},
                        {"${SET//./-}", "/a/b-c-d"},
                        {"${SET/.*/}", "/a/b"},
                        {"${SET//\\//:}", ":a:b.c.d"},
                        {"${SET//[a]/x}", "/a/b.c.d"},
                        {"${SET//x/y}", "/a/b.c.d"},
                        {"${SET//*/x}", "x"},
                        {"${NULL//*/x}", "x"},
                        {"${SET/./$NULL}", "/a/bc.d"},
                        {"${UMLAUT#?}", "bung"},
                        {"${UMLAUT//?/-}", "-----"},
                        {"${STAR#\\*}", ""},
                        {"${SET#$STAR/}", "a/b.c.d"},
                        {"${SET#\\a}", nothing},
                        {"${SET:#a}", nothing},
                        {"${SET:=w}", nothing},
                        {"${SET=w}", nothing},
                        {"${SET^^}", nothing},
                        {"${SET:0:2}", nothing},
                        {"${#SET}", nothing},
                        {"${!SET}", nothing},
                        {"${SET/a}", nothing},
                        {"${SET", nothing},
                        {"${", nothing},
                        {"${}", nothing},
                        {"${:-w}", nothing},
                        {"${{SET}}", nothing},
                        {"${SET}}", "/a/b.c.d}"}};
  for (const Case& c : cases) {
    INFO(c.word);
    CHECK(answer(c.word) == c.expected);
  }
}

TEST_CASE("an unknown variable makes the result unknown unless the form does not hang on it") {
  const Case cases[] = {{"$U", nothing},          {"a${U}b", nothing},
                        {"\"$U\"", nothing},      {"'$U'", "$U"},
                        {"\\$U", "$U"},           {"${U:-w}", nothing},
                        {"${U-w}", nothing},      {"${U:+w}", nothing},
                        {"${U+w}", nothing},      {"${U:+}", ""},
                        {"${U+$NULL}", ""},       {"${U:?w}", nothing},
                        {"${U#a}", nothing},      {"${U%%a}", nothing},
                        {"${U/a/b}", nothing},    {"${SET:-$U}", "/a/b.c.d"},
                        {"${NONE:-$U}", nothing}, {"${NONE:+$U}", ""},
                        {"${SET:+$U}", nothing},  {"${SET:+${NONE:-$U}}", nothing},
                        {"${SET#$U}", nothing},   {"${NULL#$U}", ""},
                        {"${SET/a/$U}", nothing}, {"${SET/$U/a}", nothing}};
  for (const Case& c : cases) {
    INFO(c.word);
    CHECK(answer(c.word) == c.expected);
  }
}

TEST_CASE("forms nest, and quotes inside them are removed") {
  const Case cases[] = {{"${NONE:-${NULL:-${SET}}}", "/a/b.c.d"},
                        {"${NONE:-a ${NULL:+b}c}", "a c"},
                        {"${NONE:-'a}b'}", "a}b"},
                        {"${NONE:-\"a}b\"}", "a}b"},
                        {"${NONE:-a\\}b}", "a}b"},
                        {"\"${NONE:-\"w\"}\"", "w"},
                        {"${SET##*\\.}", nothing},
                        {"${NONE:-\\$SET}", "$SET"}};
  for (const Case& c : cases) {
    INFO(c.word);
    CHECK(answer(c.word) == c.expected);
  }
}

TEST_CASE("positional and special parameters are names like any other") {
  const Case cases[] = {{"$1x", "x"}, {"$12x", "x"}, {"${1:-w}", "w"}, {"$@x", "x"}, {"$?", ""},
                        {"$$", ""},   {"${#}", ""},  {"${-:-w}", "w"}, {"$0", ""}};
  for (const Case& c : cases) {
    INFO(c.word);
    CHECK(answer(c.word) == c.expected);
  }
  const Lookup one = [](std::string_view name) {
    return name == "1" ? Value{Value::Kind::unknown, {}} : Value{};
  };
  CHECK_FALSE(expand("$1", '\\', one));
}

TEST_CASE("quotes and escapes go, and a backtick escapes where it is the escape character") {
  const Case cases[] = {{"a\\ b", "a b"},       {"a\\", "a"},        {"\"a\\b\"", "a\\b"},
                        {"\"a\\\"b\"", "a\"b"}, {"'a\\b'", "a\\b"},  {"\"a", nothing},
                        {"'a", nothing},        {"a\"b\"'c'", "abc"}};
  for (const Case& c : cases) {
    INFO(c.word);
    CHECK(answer(c.word) == c.expected);
  }
  const Case backtick[] = {{"a`$SET", "a$SET"},   {"c:\\dir", "c:\\dir"},
                           {"\"a`\"b\"", "a\"b"}, {"c:\\$SET", "c:\\/a/b.c.d"},
                           {"``", "`"},           {"\"`x\"", "`x"}};
  for (const Case& c : backtick) {
    INFO(c.word);
    CHECK(answer(c.word, '`') == c.expected);
  }
}

TEST_CASE("a name that runs into a character outside ASCII is not guessed at") {
  CHECK(answer("$SET\xC3\xBC") == nothing);
  CHECK(answer("\xC3\xBC$SET") == "\xC3\xBC/a/b.c.d");
  CHECK(answer("${SET}\xC3\xBC") == "/a/b.c.d\xC3\xBC");
}

TEST_CASE("words are split at unquoted blanks, those of values included") {
  const auto split = [](std::string_view word) { return expand_words(word, '\\', look); };
  CHECK(split("a b\tc") == Strings{"a", "b", "c"});
  CHECK(split("a\"$TWO\"b") == Strings{"ax  yb"});
  CHECK(split("a${TWO}b") == Strings{"ax", "yb"});
  CHECK(split("'a b' c\\ d") == Strings{"a b", "c d"});
  CHECK(split("  a  ") == Strings{"a"});
  CHECK(split("a\xC2\xA0"
              "b") == Strings{"a", "b"});
  CHECK(split("\"\"") == Strings{});
  CHECK(split("") == Strings{});
  CHECK_FALSE(split("a $U"));
  CHECK_FALSE(split("a \"b"));
}

TEST_CASE("deep nesting ends without an answer") {
  std::string word;
  for (int i = 0; i < 100000; ++i) word += "${X:-";
  CHECK(answer(word) == nothing);
}

namespace {

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

const std::filesystem::path folder = SOURCE_DIR "/../shared/conformance/buildkit/shell";

}  // namespace

TEST_CASE("BuildKit's own table of single words holds") {
  std::ifstream file(folder / "envVarTest");
  if (!file) {
    WARN("skipped: " << (folder / "envVarTest") << " is not there");
    return;
  }
  const std::map<std::string, std::string, std::less<>> values = {
      {"PWD", "/home"}, {"SHELL", "bash"}, {"KOREAN", "한국어"}, {"NULL", ""}};
  const Lookup lookup = [&](std::string_view name) {
    const auto found = values.find(name);
    return found == values.end() ? Value{} : Value{Value::Kind::set, found->second};
  };
  int checked = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#' || line[0] == 'W') continue;
    const auto bar = line.rfind('|');
    const std::string word = trimmed(line.substr(2, bar - 2));
    const std::string expected = trimmed(line.substr(bar + 1));
    INFO(line);
    CHECK(expand(word, '\\', lookup).value_or("error") == expected);
    ++checked;
  }
  CHECK(checked > 200);
}

TEST_CASE("BuildKit's own table of word splitting holds") {
  std::ifstream file(folder / "wordsTest");
  if (!file) {
    WARN("skipped: " << (folder / "wordsTest") << " is not there");
    return;
  }
  std::map<std::string, std::string, std::less<>> values;
  const Lookup lookup = [&](std::string_view name) {
    const auto found = values.find(name);
    return found == values.end() ? Value{} : Value{Value::Kind::set, found->second};
  };
  int checked = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line.rfind("ENV ", 0) == 0) {
      const auto equals = line.find('=');
      values[line.substr(4, equals - 4)] = line.substr(equals + 1);
      continue;
    }
    const auto bar = line.rfind('|');
    const auto words = expand_words(trimmed(line.substr(0, bar)), '\\', lookup);
    std::string joined = words ? "" : "error";
    for (const std::string& word : words.value_or(Strings{}))
      joined += (joined.empty() ? "" : ",") + word;
    INFO(line);
    CHECK(joined == line.substr(line.find_first_not_of(' ', bar + 1)));
    ++checked;
  }
  CHECK(checked > 15);
}
