#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "check_tiles.h"
#include "debug.h"
#include "instruction.h"

using namespace dockerfix;
namespace fs = std::filesystem;

namespace {

const fs::path cases = fs::path(SOURCE_DIR) / "testdata" / "parse";

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> golden_inputs() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(cases)) {
    if (entry.path().filename() == "input") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// All that an instruction says, without where it stands.
std::string meaning(const Document& doc) {
  std::string out;
  for (const Item& item : doc.items) {
    if (item.keyword == Keyword::none) continue;
    const Instruction instruction = read(doc, item);
    const From from = read_from(instruction, doc.escape);
    out += std::string(keyword_name(item.keyword)) + " " +
           std::string(keyword_name(instruction.keyword)) + " (" + instruction.rest.text + ")";
    for (const Flag& flag : instruction.flags)
      out += " " + flag.name + "=" + flag.value.value_or("-");
    for (const Word& word : words(instruction, doc.escape)) out += " [" + word.text + "]";
    for (const Pair& pair : pairs(instruction, doc.escape)) {
      out += " {" + pair.name + "}{" + pair.value.value_or("-") + "}";
    }
    if (instruction.keyword == Keyword::from) out += " " + from.base + " " + from.alias;
    if (instruction.exec) out += " exec " + std::to_string(instruction.exec->size());
    for (const Heredoc& heredoc : instruction.heredocs) {
      out += " << " + heredoc.name + (heredoc.expand ? "" : "'") + (heredoc.chomp ? "-" : "") +
             replaced(heredoc.body, "\r\n", "\n");
    }
    out += "\n";
  }
  return out + std::to_string(doc.problems.size()) + " problems\n";
}

// What must hold of any text; empty: it does.
std::string broken_promise(const std::string& text) {
  const Document doc = parse(text);
  if (doc.text != text) return "the text is another one";
  if (const std::string tiles = check_tiles(doc); !tiles.empty()) return tiles;
  for (const Item& item : doc.items) {
    if ((item.keyword == Keyword::onbuild) < (item.trigger != Keyword::none)) return "a trigger";
    const Instruction instruction = read(doc, item);
    for (const Word& word : words(instruction, doc.escape)) {
      const Span span = word.span;
      if (span.begin < item.span.begin || span.end > item.span.end) return "a word leaves its item";
      // Only an exec form's strings and what a continuation cuts differ from the file.
      const bool plain = !instruction.exec && doc.at(span).find('\n') == std::string_view::npos;
      if (plain && doc.at(span) != word.text) return "a word's span is off";
    }
  }
  for (const Problem& problem : doc.problems) {
    if (problem.offset > text.size() || problem.message.empty()) return "a problem without place";
  }
  return {};
}

}  // namespace

TEST_CASE("golden cases read as they did") {
  const bool update = std::getenv("DOCKERFIX_UPDATE") != nullptr;
  const std::vector<fs::path> inputs = golden_inputs();
  REQUIRE(inputs.size() > 100);
  for (const fs::path& input : inputs) {
    const Document doc = parse(slurp(input));
    const std::string found =
        debug_tree(doc) + "\n" + debug_instructions(doc) + "\n" + debug_problems(doc);
    const fs::path expected = input.parent_path() / "expected";
    if (update) std::ofstream(expected, std::ios::binary) << found;
    INFO(input.string() << " (DOCKERFIX_UPDATE=1 accepts the change)");
    CHECK(found == slurp(expected));
    CHECK(broken_promise(doc.text) == "");
  }
}

TEST_CASE("all short sequences of fragments keep their bytes") {
  const std::vector<std::string> fragments{
      "FROM a", "RUN ", "ONBUILD COPY ", "\n", "\r\n",    "\\\n",    "\\",
      " ",      "#",    "<<-E",          "E",  "[\"a\"]", "--f=\"x", "# escape=`\n"};
#if defined(__SANITIZE_ADDRESS__)
  const int longest = 4;
#else
  const int longest = 5;
#endif
  std::vector<std::string> sequences{""};
  for (std::size_t first = 0, length = 0; length <= longest; ++length) {
    const std::size_t end = sequences.size();
    for (; first < end; ++first) {
      if (const std::string broken = broken_promise(sequences[first]); !broken.empty()) {
        FAIL(broken << " in " << sequences[first]);
      }
      if (length == longest) continue;
      for (const std::string& fragment : fragments)
        sequences.push_back(sequences[first] + fragment);
    }
  }
  CHECK(sequences.size() == (longest == 4 ? 41371 : 579195));
}

TEST_CASE("breaking lines at blanks changes no instruction") {
  for (const fs::path& input : golden_inputs()) {
    const Document doc = parse(slurp(input));
    std::string broken;
    for (const Item& item : doc.items) {
      for (const Piece& piece : item.pieces) {
        const bool breaks = piece.kind == Piece::Kind::text || piece.kind == Piece::Kind::space;
        for (std::uint32_t i = piece.span.begin; i < piece.span.end; ++i) {
          broken += doc.text[i];
          const char next = i + 1 < doc.text.size() ? doc.text[i + 1] : '\n';
          // A # would begin a comment; before white space the line may end.
          const bool fits = doc.text[i] == ' ' &&
                            std::string("# \t\v\f\r\n\xC2\xE2").find(next) == std::string::npos;
          if (breaks && fits) broken += std::string(1, doc.escape) + "\n";
        }
      }
    }
    INFO(input.string());
    CHECK(meaning(parse(broken)) == meaning(doc));
  }
}

TEST_CASE("CRLF line endings change no instruction") {
  for (const fs::path& input : golden_inputs()) {
    const std::string text = slurp(input);
    if (text.find('\r') != text.npos) continue;
    INFO(input.string());
    CHECK(meaning(parse(replaced(text, "\n", "\r\n"))) == meaning(parse(text)));
  }
}

TEST_CASE("the case of keywords changes no instruction") {
  for (const fs::path& input : golden_inputs()) {
    const Document doc = parse(slurp(input));
    std::string text = doc.text;
    for (const Item& item : doc.items) {
      for (const Piece& piece : item.pieces) {
        if (piece.kind != Piece::Kind::keyword) continue;
        for (std::uint32_t i = piece.span.begin; i < piece.span.end; ++i) {
          const bool letter =
              (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z');
          if (letter && i % 2 == 0) text[i] = static_cast<char>(text[i] ^ 0x20);
        }
      }
    }
    INFO(input.string());
    CHECK(meaning(parse(text)) == meaning(doc));
  }
}

TEST_CASE("the other escape character changes no instruction") {
  int tried = 0;
  for (const fs::path& input : golden_inputs()) {
    const Document doc = parse(slurp(input));
    std::string text = doc.text;
    for (const Item& item : doc.items) {
      for (const Piece& piece : item.pieces) {
        if (piece.kind == Piece::Kind::continuation) text[piece.span.begin] = '`';
      }
    }
    const bool fits = text.find('\\') == text.npos && doc.text.find('`') == doc.text.npos &&
                      doc.text.rfind("\xEF\xBB\xBF", 0) != 0;
    if (!fits) continue;
    ++tried;
    INFO(input.string());
    CHECK(meaning(parse("# escape=`\n" + text)) == meaning(doc));
  }
  CHECK(tried > 50);
}

TEST_CASE("what nests without end is read in bounded depth") {
  for (const char* unit : {"${a:-", "[", "{\"a\":", "ONBUILD ", "<<${", "\"$", "\\\n"}) {
    for (const char* begin : {"FROM a\nRUN ", "FROM a\nRUN <<", "FROM a\nCMD [", ""}) {
      std::string text = begin;
      for (int i = 0; i < 50000; ++i) text += unit;
      CHECK(broken_promise(text) == "");
    }
  }
}

TEST_CASE("a line may be as long as BuildKit's longest and no longer") {
  const std::string fits = "FROM " + std::string(65535 - 5, 'a');
  CHECK(parse(fits).problems.empty());
  CHECK(parse(fits + "\n").problems.empty());
  CHECK(parse(fits + "a").problems.size() == 1);
  CHECK(parse("FROM a\nRUN <<E\n" + std::string(65536, 'a') + "\nE\n").problems.size() == 1);
}

TEST_CASE("a problem names the byte that it is about") {
  struct Row {
    const char* text;
    Position at;
    const char* message;
  };
  static constexpr Row rows[] = {
      {"", {1, 1}, "no instructions"},
      {"# c\n", {1, 1}, "no instructions"},
      {"ARG A\n", {1, 1}, "no FROM"},
      {"\n  USER a\nFROM a\n", {2, 3}, "before the first FROM"},
      {"FROM a\n\tNOPE b\n", {2, 2}, "unknown instruction NOPE"},
      {"FROM a\nCOPY --chown=a \\\n --nope b c\n", {3, 2}, "COPY has no flag --nope"},
      {"FROM a\nCOPY --chown=a --chown=b c d\n", {2, 16}, "given twice"},
      {"FROM a\nRUN x \\\n# c\n  <<E\n", {4, 3}, "no line E ends"},
      {"FROM a AS \\\n b+\n", {2, 2}, "b+ cannot be the name of a stage"},
      {"FROM a\nENV a=b \\\n  c\n", {3, 3}, "no = in c"},
      {"FROM a\nCMD \\\n  [\"a\", 1]\n", {3, 3}, "strings only"},
      {"FROM a\nHEALTHCHECK --interval=5 CMD x\n", {2, 13}, "--interval"},
      {"# escape=x\nFROM a\n", {1, 1}, "escape"},
      {"FROM a\n\\", {2, 1}, "no instruction"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const Document doc = parse(row.text);
    REQUIRE(doc.problems.size() == 1);
    const Position at = position(doc, doc.problems[0].offset);
    CHECK(at.line == row.at.line);
    CHECK(at.column == row.at.column);
    CHECK_THAT(doc.problems[0].message, Catch::Contains(row.message));
  }
}

TEST_CASE("every instruction is accepted and rejected by BuildKit's rules") {
  struct Row {
    const char* line;
    bool accepted;
  };
  static constexpr Row rows[] = {
      {"RUN", true},
      {"CMD", true},
      {"ENTRYPOINT", true},
      {"CMD []", true},
      {"SHELL [\"a\"]", true},
      {"SHELL []", false},
      {"SHELL a", false},
      {"SHELL", false},
      {"USER", false},
      {"USER a b", true},
      {"WORKDIR", false},
      {"STOPSIGNAL", false},
      {"STOPSIGNAL --x 9", true},
      {"MAINTAINER", false},
      {"EXPOSE", false},
      {"VOLUME", false},
      {"VOLUME []", false},
      {"VOLUME [\" \"]", false},
      {"VOLUME [\"a\", 1]", false},
      {"ARG", false},
      {"ARG =a", false},
      {"ARG --x a", true},
      {"ARG a b=c", true},
      {"ENV", false},
      {"ENV a", false},
      {"ENV a b", true},
      {"ENV =a", false},
      {"ENV a=b c", false},
      {"ENV --x=y a=b", false},
      {"LABEL", false},
      {"LABEL a", false},
      {"LABEL a=b =c", false},
      {"COPY a", false},
      {"COPY [\"a\"]", false},
      {"COPY [\"a\", \"b\"]", true},
      {"COPY --link=maybe a b", false},
      {"COPY --link= a b", false},
      {"COPY --link=FALSE a b", true},
      {"COPY --link a b", true},
      {"COPY --chown a b", false},
      {"COPY --chown= a b", true},
      {"COPY --exclude=a --exclude=b c d", true},
      {"COPY --from=a --from=b c d", false},
      {"COPY --Chown=a b c", false},
      {"COPY -- --a b", true},
      {"COPY --checksum=a b c", false},
      {"ADD --checksum=a b c", true},
      {"ADD --unpack --keep-git-dir=true b c", true},
      {"ADD --from=a b c", false},
      {"ADD a", false},
      {"RUN --network=none x", true},
      {"RUN --network=lan x", false},
      {"RUN --network= x", false},
      {"RUN --security=insecure x", true},
      {"RUN --security=no x", false},
      {"RUN --mount=type=cache,target=/a --mount=type=ssh x", true},
      {"RUN --mount= x", false},
      {"RUN --mount=from=$A x", false},
      {"RUN --mount=from=a$ x", true},
      {"RUN --mount x", false},
      {"RUN --mount=target=\\\"a x", false},
      {"RUN --mount=\\\"target=a\\\",rw x", true},
      {"RUN --device=a x", true},
      {"RUN --device=a,b x", false},
      {"RUN --device=a,required x", true},
      {"RUN --device=name=a,required=maybe x", false},
      {"RUN --device=required,name=a x", true},
      {"HEALTHCHECK", false},
      {"HEALTHCHECK NONE", true},
      {"HEALTHCHECK none x", false},
      {"HEALTHCHECK CMD", false},
      {"HEALTHCHECK CMD []", false},
      {"HEALTHCHECK CMD x", true},
      {"HEALTHCHECK --nope NONE", true},
      {"HEALTHCHECK --nope CMD x", false},
      {"HEALTHCHECK MAYBE x", false},
      {"HEALTHCHECK CMD [\"a\", 1]", false},
      {"HEALTHCHECK --interval=1h1m1.5s CMD x", true},
      {"HEALTHCHECK --interval=5 CMD x", false},
      {"HEALTHCHECK --interval=-5s CMD x", false},
      {"HEALTHCHECK --interval=0 CMD x", true},
      {"HEALTHCHECK --interval=0s CMD x", true},
      {"HEALTHCHECK --interval=10us CMD x", false},
      {"HEALTHCHECK --interval=1ms CMD x", true},
      {"HEALTHCHECK --interval= CMD x", true},
      {"HEALTHCHECK --timeout=1.2.3s CMD x", false},
      {"HEALTHCHECK --timeout=s CMD x", false},
      {"HEALTHCHECK --timeout=.5s CMD x", true},
      {"HEALTHCHECK --timeout=1e3s CMD x", false},
      {"HEALTHCHECK --timeout=9999999h CMD x", false},
      {"HEALTHCHECK --timeout=+ CMD x", false},
      {"HEALTHCHECK --retries=3 CMD x", true},
      {"HEALTHCHECK --retries=-3 CMD x", false},
      {"HEALTHCHECK --retries=+3 CMD x", true},
      {"HEALTHCHECK --retries=3.0 CMD x", false},
      {"HEALTHCHECK --retries=2147483648 CMD x", false},
      {"HEALTHCHECK --retries= CMD x", true},
      {"ONBUILD", false},
      {"ONBUILD RUN x", true},
      {"ONBUILD ONBUILD RUN x", false},
      {"ONBUILD FROM a", false},
      {"ONBUILD maintainer a", false},
      {"ONBUILD NOPE x", true},
      {"ONBUILD COPY a", true},
      {"ONBUILD ENV a", false},
      {"ONBUILD CMD [1]", false},
      {"ONBUILD --x RUN y", false},
      {"ONBUILD COPY --x a b", true},
      {"ONBUILD ENV =a", true},
      {"FROM a b", false},
      {"FROM a AS b", true},
      {"FROM a as b c", false},
      {"FROM a to b", false},
      {"FROM a AS 1", false},
      {"FROM a AS B-_.9", true},
      {"FROM a AS b/c", false},
      {"FROM", false},
      {"FROM --platform=a b", true},
      {"FROM --platform b", false},
      {"FROM --x=y b", false},
      {"RUN <<E\nE", true},
      {"RUN <<E", false},
      {"COPY <<E /a\nE", true},
      {"COPY /a <<E\nE", false},
      {"COPY [\"a\", \"<<E\"]", false},
      {"USER <<E", true},
      {"CMD <<E", true},
      {"RUN [\"<<E\"]", true},
      {"RUN 'a\" <<E", true},
      {"RUN <<<E", true},
      {"RUN << E x\nE", true},
      {"RUN <<'E' <<\"F\"\nE\nF", true},
      {"RUN <<-E\n\tE", true},
      {"RUN <<E\n\tE", false},
      {"RUN <<\\E\nE", true},
      {"RUN <<${a:-b}", true},
      {"RUN 3<<${a/b/c}", true},
      {"RUN <<$E\n$E", true},
      {"RUN <<${E}\n${E}", true},
      {"RUN ${} <<E", true},
      {"RUN ${a:%b} <<E", true},
      {"RUN ${a:-b} <<E", false},
      {"RUN ${a//b/c} <<E", false},
      {"COPY a <<'E", true},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    CHECK(parse(std::string("FROM a\n") + row.line + "\n").problems.empty() == row.accepted);
  }
}

TEST_CASE("the exec form is what Go reads as an array of strings") {
  struct Row {
    const char* rest;
    std::vector<std::string> strings;
  };
  const Row good[] = {
      {"[]", {}},
      {"[\"\"]", {""}},
      {"[ \"a\" , \"b\" ]", {"a", "b"}},
      {"[\t\"a\",\t\"b\"\t]", {"a", "b"}},
      {R"(["\" \\ \/ \b\f\n\r\t"])", {"\" \\ / \b\f\n\r\t"}},
      {R"(["\u00e9\u2665\ud83d\ude00"])", {"é♥😀"}},
      {R"(["\ud83d x","\udc00"])", {"\uFFFD x", "\uFFFD"}},
      {R"(["é"])", {"é"}},
  };
  for (const Row& row : good) {
    INFO(row.rest);
    const Document doc = parse(std::string("FROM a\nRUN ") + row.rest);
    const Instruction instruction = read(doc, doc.items[1]);
    REQUIRE(instruction.exec);
    CHECK(*instruction.exec == row.strings);
    CHECK(doc.problems.empty());
  }
  const char* shell_form[] = {"['a']",     "[\"a\"",    "[\"a\",]",    "[,]",       "[\"a\" \"b\"]",
                              "[\"a\"] b", "\"a\"",     "[\"\t\"]",    "[\"\\x\"]", "[\"\\u12g4\"]",
                              "[a]",       "[01]",      "[\"a\", 1.]", "{}",        "[\"a\"",
                              "[1e]",      "[\"a]",     "[\"\\",       "[tru]",     "[\"a\"]]",
                              "[{\"a\"}]", "[{\"a\":}]"};
  for (const char* rest : shell_form) {
    INFO(rest);
    const Document doc = parse(std::string("FROM a\nRUN ") + rest);
    CHECK_FALSE(read(doc, doc.items[1]).exec);
    CHECK(doc.problems.empty());
  }
  for (const char* rest : {"[1]", "[\"a\", 4.5e-3]", "[{}]", "[{\"a\": [null, -0]}]", "[true]",
                           "[null]", "[[\"a\"]]"}) {
    INFO(rest);
    CHECK(parse(std::string("FROM a\nRUN ") + rest).problems.size() == 1);
  }
}

TEST_CASE("pairs end where BuildKit would reject them") {
  struct Row {
    const char* rest;
    std::vector<std::pair<std::string, std::string>> pairs;
  };
  const Row rows[] = {
      {"a=b c=\"d e\" f='g h'", {{"a", "b"}, {"c", "\"d e\""}, {"f", "'g h'"}}},
      {"a b  c ", {{"a", "b  c"}}},
      {"a\tb=c", {{"a", "b=c"}}},
      {"a=b c d=e", {{"a", "b"}}},
      {"a=b c=\"d", {{"a", "b"}}},
      {"a=b\\ c d=\\\"", {{"a", "b\\ c"}, {"d", "\\\""}}},
      {"a= b=", {{"a", ""}, {"b", ""}}},
      {"a", {}},
      {"a='\\' b=c", {{"a", "'\\'"}, {"b", "c"}}},
      {"a=b=c", {{"a", "b=c"}}},
  };
  for (const Row& row : rows) {
    INFO(row.rest);
    const Document doc = parse(std::string("FROM a\nENV ") + row.rest);
    std::vector<std::pair<std::string, std::string>> found;
    for (const Pair& pair : pairs(read(doc, doc.items[1]), '\\')) {
      found.emplace_back(pair.name, pair.value.value());
    }
    CHECK(found == row.pairs);
  }
}

TEST_CASE("spans lead back over continuations") {
  const Document doc = parse("FROM a\nCOPY --chown=a:\\\n# c\nb \\\n\n  src \\\n dst\n");
  const Instruction copy = read(doc, doc.items[1]);
  CHECK(doc.at(copy.keyword_span) == "COPY");
  REQUIRE(copy.flag("chown"));
  CHECK(copy.flag("chown")->value == "a:b");
  CHECK(doc.at(copy.flag("chown")->span) == "--chown=a:\\\n# c\nb");
  CHECK(copy.flag("from") == nullptr);
  const std::vector<Word> found = words(copy, doc.escape);
  REQUIRE(found.size() == 2);
  CHECK(doc.at(found[0].span) == "src");
  CHECK(doc.at(found[1].span) == "dst");
  CHECK(copy.rest.text == "src  dst");
  CHECK(doc.at(copy.rest.source(0, 8)) == "src \\\n dst");
  CHECK(doc.at(copy.rest.source(4, 8)) == " dst");
  CHECK(doc.at(copy.rest.part(2, 7).source(0, 5)) == "c \\\n ds");
  CHECK(copy.rest.part(5, 8).text == "dst");
  CHECK(copy.rest.source(8, 8).begin == doc.text.size() - 1);
  CHECK(Logical{}.source(0, 0).empty());
}

TEST_CASE("a position counts lines and bytes from one") {
  const Document doc = parse("FROM a\r\n\nRUN é x");
  CHECK(position(doc, 0).column == 1);
  CHECK(position(doc, 8).line == 2);
  CHECK(position(doc, 9).line == 3);
  CHECK(position(doc, 9).column == 1);
  CHECK(position(doc, 16).column == 8);
}

TEST_CASE("what is no UTF-8 text is named with its byte") {
  struct Row {
    std::string text;
    std::uint32_t offset;
    const char* message;
  };
  const Row rows[] = {
      {std::string("\xFF\xFE") + "F", 0, "UTF-16"},
      {std::string("\xFE\xFF\0F", 4), 0, "UTF-16"},
      {std::string("F\0", 2), 1, "NUL"},
      {"a\xC0\xAF", 1, "0xC0"},
      {"\xE0\x80\x80", 0, "0xE0"},
      {"\xED\xA0\x80", 0, "0xED"},
      {"\xF4\x90\x80\x80", 0, "0xF4"},
      {"\xF0\x8F\xBF\xBF", 0, "0xF0"},
      {"ab\xE2\x82", 2, "0xE2"},
      {"\x80", 0, "0x80"},
  };
  for (const Row& row : rows) {
    const std::optional<Problem> problem = check_encoding(row.text);
    REQUIRE(problem);
    CHECK(problem->offset == row.offset);
    CHECK_THAT(problem->message, Catch::Contains(row.message));
    CHECK(broken_promise(row.text) == "");
  }
  CHECK_FALSE(
      check_encoding("\xEF\xBB\xBF"
                     "FROM a # é € 😀 \xED\x9F\xBF \xF4\x8F\xBF\xBF"));
}

TEST_CASE("where we differ from BuildKit, we mean to") {
  // BuildKit copies flags byte by byte into runes, so --chown=\u00e9 becomes --chown=\u00c3\u00a9;
  // a name that nobody means. We keep what is written.
  const Document flag = parse("FROM a\nCOPY --chown=\u00e9 a b\n");
  CHECK(read(flag, flag.items[1]).flag("chown")->value == "\u00e9");
  // Go's ToLower makes a k of the Kelvin sign, and an i of the dotted capital I. To us such a
  // keyword is unknown: nobody writes it, and half of all tools would not know it.
  CHECK(parse("FROM a\nHEALTHCHEC\u212a NONE\n").problems.size() == 1);
  // A build of ARG alone fails, but only after the parser ("dockerfile contains no stages to
  // build").
  CHECK(parse("ARG A\n").problems.size() == 1);
  // A quote that is never closed fails the build too late for the parser; pairs() stops before it.
  const Document quote = parse("FROM a\nENV A=b C=\"d\n");
  CHECK(quote.problems.empty());
  CHECK(pairs(read(quote, quote.items[1]), '\\').size() == 1);
  // ${a:-${a:-\u2026}} nested deeper than a hundred is read as a line without heredocs.
  std::string deep = "FROM a\nRUN ";
  for (int i = 0; i < 200; ++i) deep += "${a:-";
  deep += std::string(200, '}');
  CHECK(parse(deep + " <<E\n").problems.empty());
}
