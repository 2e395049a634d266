#include "shell.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace dockerfix;

namespace {

using Strings = std::vector<std::string>;

std::string shown(const ShellWord& word) {
  std::string out;
  for (const ShellPart& part : word.parts) {
    if (part.kind == ShellPart::Kind::literal) out += part.text;
    if (part.kind == ShellPart::Kind::expansion) out += "<" + part.text + ">";
    if (part.kind == ShellPart::Kind::unknown) out += "<?>";
  }
  return out;
}

// "shell flags: NAME=value|word|word >target", where the flags are c, m and f.
std::string shown(const Command& command) {
  std::string out = std::to_string(command.shell);
  out += command.conditional ? "c" : "";
  out += command.masked ? "m" : "";
  out += command.function ? "f" : "";
  out += ":";
  std::string separator = " ";
  const auto add = [&](const std::string& text) {
    out += separator + text;
    separator = "|";
  };
  for (const Assignment& each : command.assignments) add(each.name + "=" + shown(each.value));
  for (const ShellWord& word : command.words) add(shown(word));
  for (const Redirect& each : command.redirects)
    out += " " + (each.fd ? std::to_string(*each.fd) : "") + each.op + shown(each.target);
  return out;
}

Strings shown(const Script& script) {
  Strings out;
  for (const Command& command : script.commands) out.push_back(shown(command));
  if (!script.understood) out.push_back("not understood");
  return out;
}

Strings read(std::string_view text) {
  return shown(read_shell(text));
}

struct Case {
  const char* text;
  Strings expected;
};

void check(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    INFO(each.text);
    CHECK(read(each.text) == each.expected);
  }
}

Strings words_of(std::string_view text) {
  Strings out;
  for (const Command& command : read_shell(text).commands)
    for (const ShellWord& word : command.words) out.push_back(shown(word));
  return out;
}

}  // namespace

TEST_CASE("lists say whose failure counts") {
  check({
      {"a", {"0: a"}},
      {"a && b", {"0: a", "0: b"}},
      {"a || b", {"0m: a", "0c: b"}},
      {"a && b || c", {"0m: a", "0m: b", "0c: c"}},
      {"a || b && c", {"0m: a", "0c: b", "0: c"}},
      {"a || exit 1", {"0: a", "0c: exit|1"}},
      {"a || { echo x; exit 1; }; b", {"0: a", "0cm: echo|x", "0cm: exit|1", "0: b"}},
      {"a || exit 0", {"0m: a", "0c: exit|0"}},
      {"a; b", {"0m: a", "0: b"}},
      {"a\nb\n", {"0m: a", "0: b"}},
      {"a & b", {"1m: a", "0: b"}},
      {"! a; b", {"0m: a", "0: b"}},
      {"! a | b", {"1m: a", "2m: b"}},
      {"a && ! b", {"0: a", "0m: b"}},
  });
}

TEST_CASE("set -e lets a failure in the middle of a list count") {
  check({
      {"set -e; a; b", {"0m: set|-e", "0: a", "0: b"}},
      {"set -eux\na\nb", {"0m: set|-eux", "0: a", "0: b"}},
      {"set -o errexit; a; b", {"0m: set|-o|errexit", "0: a", "0: b"}},
      {"set -e; a; set +e; b; c", {"0m: set|-e", "0: a", "0: set|+e", "0m: b", "0: c"}},
      {"set -e; a && b; c", {"0m: set|-e", "0m: a", "0: b", "0: c"}},
      {"set -ex && a && b", {"0: set|-ex", "0: a", "0: b"}},
      {"set -x; a; b", {"0m: set|-x", "0m: a", "0: b"}},
      {"set -e; if a; then b; fi; c", {"0m: set|-e", "0m: a", "0c: b", "0: c"}},
      {"set -e; (a; b); c", {"0m: set|-e", "1: a", "1: b", "0: c"}},
      {"(set -e; a; b); c", {"1m: set|-e", "1m: a", "1m: b", "0: c"}},
  });
}

TEST_CASE("pipefail lets a failure within a pipeline count") {
  check({
      {"a | b", {"1m: a", "2: b"}},
      {"a |& b | c", {"1m: a", "2m: b", "3: c"}},
      {"set -o pipefail && a | b", {"0: set|-o|pipefail", "1: a", "2: b"}},
      {"set -euxo pipefail; a | b; c", {"0m: set|-euxo|pipefail", "1: a", "2: b", "0: c"}},
      {"bash -o pipefail -c 'a | b'", {"2: a", "3: b"}},
  });
}

TEST_CASE("subshells and pipelines have a working directory of their own, groups do not") {
  check({
      {"(cd /x && a) && b", {"1: cd|/x", "1: a", "0: b"}},
      {"{ cd /x; a; } && b", {"0m: cd|/x", "0: a", "0: b"}},
      {"a | (cd /x && b)", {"1m: a", "3: cd|/x", "3: b"}},
      {"a $(cd /x; b)", {"1m: cd|/x", "1m: b", "0: a|<?>"}},
  });
  const Script script = read_shell("(a; (b))");
  REQUIRE(script.shells.size() == 3);
  CHECK(script.shells[1].parent == 0);
  CHECK(script.shells[2].parent == 1);
  CHECK_FALSE(script.shells[2].fresh);
}

TEST_CASE("compound commands list their conditions and bodies") {
  check({
      {"if a; then b; elif c; then d; else e; fi", {"0m: a", "0c: b", "0cm: c", "0c: d", "0c: e"}},
      {"while a; do b; done", {"0m: a", "0c: b"}},
      {"until a\ndo\nb\ndone", {"0m: a", "0c: b"}},
      {"for f in a $(b); do c $f; done", {"1m: b", "0: f=<?>", "0c: c|<$f>"}},
      {"case $(a) in `b`) c;; esac", {"1m: a", "2cm: b", "0c: c"}},
      {"for f; do a; done", {"0: f=<?>", "0c: a"}},
      {"for ((i=0; i<3; i++)); do a $i; done", {"0: i=<?>", "0c: a|<$i>"}},
      {"case $x in a|b) c;; (d) e ;; *) ;; esac", {"0c: c", "0c: e"}},
      {"case x in\n a) if b; then c; fi ;;\nesac && d", {"0cm: b", "0c: c", "0: d"}},
      {"f() { a; b; }; f x", {"0cm: a", "0c: b", "0f: f|x"}},
      {"function f { a; }\nf", {"0c: a", "0f: f"}},
      {"f() (a); g", {"1c: a", "0: g"}},
      {"{ a; } > /x 2>&1", {"0: >/x 2>&1", "0: a"}},
      {"(a) >/x && b", {"0: >/x", "1: a", "0: b"}},
      {"while read -r l; do a $l; done < /x",
       {"0: </x", "0m: read|-r|l", "0m: l=<?>", "0c: a|<$l>"}},
      {"if a; then b; fi | c", {"1m: a", "1cm: b", "2: c"}},
      {"[ -f x ] && [[ a == b && ( c > d || e ) ]] && f",
       {"0: [|-f|x|]", "0: [[|a|==|b|&&|(|c|>|d||||e|)|]]", "0: f"}},
      {"(( x < 3 )) && a", {"0: <?>", "0: a"}},
  });
}

TEST_CASE("ends of compound commands need no separator between them") {
  check({
      {"while a; do if b; then c; fi done && d", {"0m: a", "0cm: b", "0c: c", "0: d"}},
      {"{ { a; } } && b", {"0: a", "0: b"}},
      {"if a; then for x in y; do b; done else c; fi", {"0m: a", "0c: x=<?>", "0c: b", "0c: c"}},
      {"if a; then (b) fi", {"0m: a", "1c: b"}},
  });
}

TEST_CASE("words that look like keywords or operators are words") {
  check({
      {"echo if then fi done } { ! esac", {"0: echo|if|then|fi|done|}|{|!|esac"}},
      {"find . ! -name 'a b' \\( -type d -o -type f \\) -exec rm {} \\;",
       {"0: find|.|!|-name|a b|(|-type|d|-o|-type|f|)|-exec|rm|{}|;"}},
      {"echo 'a && b; c' \"d | e\" f\\;g", {"0: echo|a && b; c|d | e|f;g"}},
      {"sed -e s/#/x/ -e 's/\"//g' a#b # comment && c", {"0: sed|-e|s/#/x/|-e|s/\"//g|a#b"}},
      {"echo done > x", {"0: echo|done >x"}},
      {"echo a=b if=/dev/zero x=", {"0: echo|a=b|if=/dev/zero|x="}},
      {"ls *.[ch] ?(a|b) +(c) ~/x ^$ 100%", {"0: ls|*.[ch]|?<?>|+<?>|~/x|^$|100%"}},
  });
}

TEST_CASE("quotes are removed from words") {
  CHECK(words_of("a\"b c\"'d e'f\\ g") == Strings{"ab cd ef g"});
  CHECK(words_of("\"a\\\"b\\$c\\d\\\\\"") == Strings{"a\"b$c\\d\\"});
  CHECK(words_of("'a\\nb'") == Strings{"a\\nb"});
  CHECK(words_of("$'a\\tb\\x41\\101\\u00e9\\'\\q'") == Strings{"a\tbAA\xC3\xA9'\\q"});
  CHECK(words_of("$\"a\" \"\" ''") == Strings{"a", "", ""});
  CHECK(words_of("a\\\nb c") == Strings{"ab", "c"});
  const Script script = read_shell("a 'b' c\"d\" e\\f $g \"$h\"");
  std::vector<bool> quoted;
  for (const ShellWord& word : script.commands.at(0).words) quoted.push_back(word.quoted);
  CHECK(quoted == std::vector<bool>{false, true, true, true, false, true});
}

TEST_CASE("expansions are parts as written, and what nobody can tell is unknown") {
  check({
      {"a $X ${X} ${X:-y z} \"p$X/q\"", {"0: a|<$X>|<${X}>|<${X:-y z}>|p<$X>/q"}},
      {"a $1 $? $$ \"$@\" ${1:-x} $((1+2)) `b` \"$(c)\" <(d)",
       {"1m: b", "2m: c", "3m: d", "0: a|<?>|<?>|<?>|<?>|<?>|<?>|<?>|<?>|<?>"}},
      {"a ${X:-$(b)} ${X#[a]} \"${X:-'y'}\"", {"1m: b", "0: a|<?>|<?>|<?>"}},
      {"a \"$(b \"$(c 'x)')\")\"", {"2m: c|x)", "1m: b|<?>", "0: a|<?>"}},
      {"a `b \\`c\\`` ", {"2m: c", "1m: b|<?>", "0: a|<?>"}},
      {"a $(case x in y) b;; esac) c", {"1cm: b", "0: a|<?>|c"}},
  });
}

TEST_CASE("a command substitution fails a bare assignment only") {
  check({
      {"X=$(a)", {"1: a", "0: X=<?>"}},
      {"X=$(a) b", {"1m: a", "0: X=<?>|b"}},
      {"export X=$(a)", {"1m: a", "0: X=<?>|export|X=<?>"}},
  });
}

TEST_CASE("assignments stand alone, before a command and behind export") {
  check({
      {"A=1 B='x y' c D=2", {"0: A=1|B=x y|c|D=2"}},
      {"A=", {"0: A="}},
      {"export A=1 B", {"0: A=1|export|A=1|B"}},
      {"A+=:/x", {"0: A=<${A}>:/x"}},
      {"A=(b c)", {"0: A=<?>"}},
      {"A=~/x:{a,b}", {"0: A=~/x:{a,b}"}},
      {": ${A:=b}", {"0: A=<${A:-b}>", "0: :|<${A:=b}>"}},
      {"read -r A B && c", {"0: read|-r|A|B", "0: A=<?>", "0: B=<?>", "0: c"}},
      {"printf -v A x", {"0: printf|-v|A|x", "0: A=<?>"}},
      {"unset A", {"0: unset|A", "0: A=<?>"}},
  });
}

TEST_CASE("redirects may stand anywhere in a command") {
  check({
      {"> f a b >> g 2>&1 c", {"0: a|b|c >f >>g 2>&1"}},
      {"a &> f >| g <> h 2>&- <<< \"x y\"", {"0: a &>f >|g <>h 2>&- <<<x y"}},
      {"> f", {"0: >f"}},
      {"a>b", {"0: a >b"}},
      {"a 2 > b", {"0: a|2 >b"}},
      {"a > >(b)", {"1m: b", "0: a ><?>"}},
  });
}

TEST_CASE("a heredoc is a redirect, and its body is no command") {
  check({
      {"cat <<EOF > /x && b\nrm a\nEOF\nc", {"0m: cat <<EOF >/x", "0m: b", "0: c"}},
      {"cat <<'E F' | b\n$(a)\nE F\n", {"1m: cat <<E F", "2: b"}},
      {"cat <<EOF\n$(a) it's \"b\n`c`\\$(d)\nEOF\n", {"1m: a", "2m: c", "0: cat <<EOF"}},
      {"cat <<-EOF\n\ta\n\tEOF\nb", {"0m: cat <<-EOF", "0: b"}},
      {"cat <<A <<B\na\nA\nb\nB\nc", {"0m: cat <<A <<B", "0: c"}},
      {"cat <<EOF > /x && b", {"0: cat <<EOF >/x", "0: b"}},
      {"x=$(cat <<EOF\na)\nEOF\n) && b", {"1: cat <<EOF", "0: x=<?>", "0: b"}},
      {"cat <<EOF\r\na\r\nEOF\r\nb\r\n", {"0m: cat <<EOF", "0: b"}},
      {"while a; do b; done <<EOF\nx\nEOF\nc", {"0m: <<EOF", "0m: a", "0cm: b", "0: c"}},
  });
}

TEST_CASE("the text of sh -c is read in a shell of its own") {
  check({
      {"sh -c 'a && b'", {"1: a", "1: b"}},
      {"/bin/bash -lc \"a 'b c'\"", {"1: a|b c"}},
      {"sh -ec 'a; b'", {"1: a", "1: b"}},
      {"sh -c 'a; b'", {"1m: a", "1: b"}},
      {"bash -euxo pipefail -c 'a | b; c'", {"2: a", "3: b", "1: c"}},
      {"A=1 env B=2 sh -c 'a' > /x", {"0: >/x", "1: A=1|B=2", "1: a"}},
      {"timeout 10 nice bash --norc -c a", {"1: a"}},
      {"exec sh -c \"sh -c 'a'\"", {"2: a"}},
      {"xargs -0 sh -c 'a $1'", {"1c: a|<?>"}},
      {"find /x -type f -exec sh -c 'a' \\;", {"0: find|/x|-type|f", "1c: a"}},
      {"sh -c \"a $X '$Y' && b\"", {"1: a|<$X>|<$Y>", "1: b"}},
      {"sh -c \"a $(b)\"", {"1m: b", "2: a|<?>"}},
      {"sh script.sh -c x", {"0: sh|script.sh|-c|x"}},
      {"python -c 'a'", {"0: python|-c|a"}},
      {"docker run x sh -c a", {"0: docker|run|x|sh|-c|a"}},
  });
  CHECK(read_shell("sh -c a").shells.at(1).fresh);
}

TEST_CASE("the text of eval is read in the same shell") {
  check({
      {"eval 'cd /x && a'", {"0: cd|/x", "0: a"}},
      {"eval a \"b c\"", {"0: a|b|c"}},
      {"eval \"a $X\"", {"0: a|<$X>"}},
  });
}

TEST_CASE("a shell that reads a heredoc runs it") {
  check({
      {"bash <<'EOF'\na $X\nb\nEOF\nc", {"0m: <<EOF", "1m: a|<$X>", "1m: b", "0: c"}},
      {"bash <<EOF\na $X \\$Y\nEOF\n", {"0: <<EOF", "1: a|<$X>|<$Y>"}},
      {"sudo sh -e <<-EOF && c\n\ta\n\tb\n\tEOF\n", {"0: <<-EOF", "1: a", "1: b", "0: c"}},
      {"sh <<< 'a; b'", {"0: <<<a; b", "1m: a", "1: b"}},
  });
}

TEST_CASE("sudo sh -c runs as root, and another user's text is not read") {
  const Script script = read_shell("sudo -E sh -c '(a)'");
  REQUIRE(script.shells.size() == 3);
  CHECK_FALSE(script.shells[0].sudo);
  CHECK(script.shells[1].sudo);
  CHECK(script.shells[2].sudo);
  CHECK(read_shell("sudo -u root sh -c a").shells.back().sudo);
  check({
      {"sudo -u x sh -c 'a'", {"0: sudo|-u|x|sh|-c|a"}},
      {"su x -c 'a'", {"0: su|x|-c|a"}},
      {"gosu x sh -c 'a'", {"0: gosu|x|sh|-c|a"}},
      {"chroot /mnt sh -c 'a'", {"0: chroot|/mnt|sh|-c|a"}},
  });
}

TEST_CASE("a text that nobody can see is not understood") {
  check({
      {"sh -c \"$X\"", {"0: sh|-c|<$X>", "not understood"}},
      {"eval \"$(a)\"", {"1m: a", "0: eval|<?>", "not understood"}},
      {"sh -c \"$X a\"", {"1: <$X>|a", "not understood"}},
      {"bash <<EOF", {"0: bash <<EOF", "not understood"}},
      {"a &&", {"0: a", "not understood"}},
      {"a 'b", {"0: a|b", "not understood"}},
  });
  CHECK_FALSE(read_shell("if a; then b").understood);
  CHECK_FALSE(read_shell("a $(b").understood);
  CHECK_FALSE(read_shell(")").understood);
}

TEST_CASE("braces make several words, as in bash") {
  CHECK(words_of("/a/{b,c}/d") == Strings{"/a/b/d", "/a/c/d"});
  CHECK(words_of("{a,b}{1..3}") == Strings{"a1", "a2", "a3", "b1", "b2", "b3"});
  CHECK(words_of("a{b,{c,d}e,}") == Strings{"ab", "ace", "ade", "a"});
  CHECK(words_of("{08..10} {c..a} {1..9..4}") ==
        Strings{"08", "09", "10", "c", "b", "a", "1", "5", "9"});
  CHECK(words_of("{a,$X}\"{b,c}\"") == Strings{"a{b,c}", "<$X>{b,c}"});
  CHECK(words_of("{} {a} a{b '{a,b}' \\{a,b}") == Strings{"{}", "{a}", "a{b", "{a,b}", "{a,b}"});
  CHECK(words_of("{1..1000}") == Strings{"<?>"});
  const Script script = read_shell("a {b,c}");
  const auto& words = script.commands.at(0).words;
  REQUIRE(words.size() == 3);
  CHECK_FALSE(words[0].braces);
  CHECK(words[1].braces);
  CHECK(words[1].raw == "{b,c}");
  CHECK(words[1].span == Span{2, 7});
}

TEST_CASE("only commands joined by && are a plain chain") {
  for (const char* text :
       {"a", "a && b", "A=1 && b > /x && sh -c 'c; d'", "a $(b; c) && [ d ]", "a && b  "}) {
    INFO(text);
    CHECK(read_shell(text).plain_chain);
  }
  for (const char* text : {"",
                           "a; b",
                           "a || b",
                           "a | b",
                           "a &",
                           "a;",
                           "a && b # c",
                           "(a)",
                           "{ a; }",
                           "! a",
                           "a && (b)",
                           "a <<EOF",
                           "a\nb",
                           "a\n",
                           "a && exit 0",
                           "a &&",
                           "if a; then b; fi",
                           "exec a",
                           "a 'b",
                           "a \\"}) {
    INFO(text);
    CHECK_FALSE(read_shell(text).plain_chain);
  }
}

TEST_CASE("words map back to their bytes") {
  const std::string text = "  FOO=1 mkdir -p \"/a b\"/c >>/x && cd `pwd -P`; sh -c 'rm  y'";
  const Script script = read_shell(text);
  const auto bytes = [&](Span span) { return text.substr(span.begin, span.end - span.begin); };
  REQUIRE(script.commands.size() == 4);
  CHECK(bytes(script.commands[0].span) == "FOO=1 mkdir -p \"/a b\"/c >>/x");
  CHECK(bytes(script.commands[0].assignments[0].value.span) == "1");
  CHECK(bytes(script.commands[0].words[2].span) == "\"/a b\"/c");
  CHECK(bytes(script.commands[0].redirects[0].target.span) == "/x");
  CHECK(bytes(script.commands[1].words[1].span) == "-P");
  CHECK(bytes(script.commands[2].span) == "cd `pwd -P`");
  CHECK(bytes(script.commands[3].span) == "'rm  y'");
  CHECK(bytes(script.commands[3].words[1].span) == "'rm  y'");
}

TEST_CASE("an exec form is one command of literal words") {
  CHECK(shown(read_exec({"a", "$X", "b;c"})) == Strings{"0: a|$X|b;c"});
  CHECK(shown(read_exec({"/bin/sh", "-c", "a && b $X"})) == Strings{"1: a", "1: b|<$X>"});
  CHECK(shown(read_exec({"A=1"})) == Strings{"0: A=1"});
  CHECK(shown(read_exec({})) == Strings{});
  CHECK_FALSE(read_exec({"a"}).plain_chain);
  CHECK(read_exec({"a", "b"}).commands.at(0).words.at(1).span.empty());
}

TEST_CASE("a word is filled in where every part of it is known") {
  const Lookup lookup = [](std::string_view name) {
    if (name == "X") return Value{Value::Kind::set, "/x"};
    return Value{name == "U" ? Value::Kind::unknown : Value::Kind::unset, {}};
  };
  const auto filled = [&](std::string_view text) {
    return expand(read_shell(text).commands.at(0).words.at(0), lookup);
  };
  CHECK(filled("\"$X\"/a") == "/x/a");
  CHECK(filled("a${N:-b}c") == "abc");
  CHECK(filled("${X%x}~*") == "/~*");
  CHECK(filled("'$X'") == "$X");
  const auto used = [&](std::string_view text) {
    return expand(read_shell(text).commands.back().words.at(0), lookup);
  };
  CHECK(used("\"$(mktemp -d)\"/a") == "/tmp/tmp.XXXXXXXXXX/a");
  CHECK(used("`mktemp`") == "/tmp/tmp.XXXXXXXXXX");
  CHECK_FALSE(used("$(mktemp -p /a)"));
  CHECK_FALSE(filled("a$U"));
  CHECK_FALSE(filled("a$1"));
  CHECK_FALSE(filled("${X^^}"));
  CHECK(expand(read_shell(": ${N:=b}").commands.at(1).words.at(1), lookup) == "b");
}

TEST_CASE("texts of great depth or length end with an answer") {
  const auto repeated = [](std::string_view text, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += text;
    return out;
  };
  for (const char* text :
       {"$(", "(", "{ ", "if ", "\"$(", "${a:-", "`", "((", "case x in a) ", "[[ "}) {
    INFO(text);
    CHECK_FALSE(read_shell("b; " + repeated(text, 10001)).understood);
  }
  CHECK_FALSE(read_shell(repeated("$(", 10000) + "a" + repeated(")", 10000)).understood);
  CHECK(read_shell(repeated("a && ", 5000) + "b").commands.size() == 5001);
  std::string nested = "a";
  for (int i = 0; i < 40; ++i) nested = "eval eval eval eval eval eval " + nested;
  CHECK_FALSE(read_shell(nested).understood);
}

TEST_CASE("any bytes are taken") {
  for (const std::string& text :
       {std::string("a\0b", 3), std::string("\x01 a \x01"), std::string("\xff\xfe"),
        std::string("a \xc3"), std::string("\r")}) {
    const Script script = read_shell(text);
    CHECK(script.shells.size() >= 1);
    for (const Command& command : script.commands) CHECK(command.span.end <= text.size());
  }
}
