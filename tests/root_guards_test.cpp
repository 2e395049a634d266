#include "root_guards.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace dockerfix;

namespace {

std::string found(const std::string& text) {
  const RootGuards guards = root_guards(read_shell(text));
  if (guards.wants_root) return "wants root";
  return guards.unclear ? "unclear" : "safe";
}

// The names of the commands that an ordinary user comes to.
std::string done_by_users(const std::string& text) {
  const Script script = read_shell(text);
  const RootGuards guards = root_guards(script);
  std::string out;
  for (std::size_t i = 0; i < script.commands.size(); ++i) {
    if (guards.roots[i] || script.commands[i].words.empty()) continue;
    const std::string& name = script.commands[i].words[0].raw;
    if (name != "[" && name != "id") out += (out.empty() ? "" : " ") + name;
  }
  return out;
}

struct Row {
  const char* expected;
  const char* text;
};

}  // namespace

TEST_CASE("a script that insists on root is told from one that makes do") {
  const std::vector<Row> rows = {
      {"safe", "exec \"$@\""},
      {"safe", "echo \"running as $(id -u)\"; exec \"$@\""},
      {"safe", "export ME=$(id -u)\nexec app --user \"$(id -un)\""},
      {"safe", "if id app >/dev/null; then echo there; fi"},
      {"safe", "[ -d /data ] || exit 1\nexec \"$@\""},
      {"safe", "if [ \"$(id -u)\" = 0 ]; then chown -R app /app; exec gosu app \"$@\"; fi"},
      {"safe", "if [ `id -u` -eq 0 ]; then\n  chown a b\nelse\n  echo no root\nfi\nexec \"$@\""},
      {"safe", "if [[ $EUID -ne 0 ]]; then exec \"$@\"; fi\nchown a /x\nexec gosu app \"$@\""},
      {"safe", "[ \"$(id -u)\" = 0 ] && chown -R app /data || true"},
      {"safe", "(( EUID == 0 )) && chown a /x\nexec \"$@\""},
      {"safe", "test \"$(whoami)\" != root || chown a /x"},
      {"safe", "if [ -n \"$1\" ]; then if [ $(id -u) = 0 ]; then exec su-exec app \"$@\"; fi; fi"},
      {"safe", "if [ \"$1\" = app ] && [ \"$(id -u)\" = 0 ]; then chown a /x; fi"},
      {"safe", "if [ \"$1\" = app -a \"$(id -u)\" = 0 ]; then chown a /x; fi\nexec \"$@\""},
      {"safe", "if [[ $1 == app* && $(id -u) == 0 ]]; then chown a /x; exec gosu a \"$0\"; fi"},
      {"safe", "[ \"$(id -u)\" = 0 ] && [ -d /data ] && chown app /data\nexec \"$@\""},
      {"safe", "if [ `id -u` -eq 0 ] && [ `id -g` -eq 0 ]; then chown a /x; exec gosu a b; fi\nb"},
      {"safe", "[ -d /data ] && [ \"$(id -u)\" = 0 ] && chown app /data\nexec \"$@\""},
      {"safe", "uid=$(id -u)\nif [ \"$uid\" = 0 ]; then chown a /x; fi\nexec \"$@\""},
      {"safe", "me=`whoami`\nif [ \"$1\" = app ] && [ $me = root ]; then chown a /x; fi"},
      // Those that a user cannot start.
      {"wants root", "uid=$(id -u)\nif [ \"$uid\" != 0 ]; then exit 1; fi"},
      {"wants root", "if [ -n \"$X\" -a $EUID = 0 ]; then chown a /x; else exit 1; fi"},
      {"wants root", "[[ $EUID -eq 0 && -n $X ]] || exit 1"},
      {"wants root", "if [ \"$(id -u)\" != 0 ]; then echo root only >&2; exit 1; fi"},
      {"wants root", "[ \"$(id -u)\" = 0 ] || die \"must be root\""},
      {"wants root", "[ \"$(id -u)\" -eq 0 ] || {\n  echo \"must be root\"\n  exit 1\n}"},
      {"wants root", "if ! [ \"$(id -u)\" = 0 ]; then\n  echo must be root; exit 1\nfi"},
      {"wants root", "if [ ! \"$(id -u)\" -eq 0 ]; then\n  echo root\n  exit 1\nfi"},
      {"wants root", "if [ \"$UID\" -gt 0 ]; then\n  echo must be root\n  exit 1\nfi"},
      {"wants root", "if [ \"$(id -nu)\" != root ]; then\n  echo must be root\n  exit 1\nfi"},
      {"wants root", "if [ \"$(id --user)\" -ne 0 ]; then exit 1; fi"},
      {"wants root", "if [ $(id -u) -eq 0 ]; then chown a b; else exit 1; fi"},
      {"wants root",
       "if [ $(id -u) -eq 0 ]; then a; elif [ -z \"$1\" ]; then b; else c; fi\n"
       "[ $(id -u) -eq 0 ] || exit 2"},
      {"wants root", "(( EUID != 0 )) && exit 1"},
      {"wants root", "[ $(id -u) -ne 0 ] && echo \"must be root\" && exit 1"},
      {"wants root", "need() { echo root; exit 1; }\n[ $(id -u) = 0 ] || need"},
      {"wants root", "[ \"$(id -u)\" = 0 ] || return 1"},
      // What is not understood.
      {"unclear",
       "need_root() { if [ \"$(id -u)\" -ne 0 ]; then fail \"root please\"; fi; }\n"
       "fail() { echo \"$1\"; exit 1; }\nneed_root"},
      {"unclear", "[ \"$(id -u)\" -eq 0 ] || (echo \"must be root\" && exit 1) || exit 1"},
      {"unclear", "if [ \"$(id -u)\" = 0 ] || [ -n \"$FORCE\" ]; then chown -R app /app; fi"},
      {"unclear", "if [ \"$(id -u)\" = 0 -o -n \"$1\" ]; then chown a /x; fi"},
      {"unclear", "if [ \"$(id -u)\" = 0 ] && [ \"$(id -un)\" = root ]; then chown a /x; fi"},
      {"unclear", "[ -n \"$1\" ] && [ \"$(id -u)\" = 0 ] || exit 1"},
      {"unclear", "[ -n \"$1\" ] && [ \"$(id -u)\" != 0 ] && exit 1\nexec \"$@\""},
      {"unclear", "[ -n \"$1\" ] && [ \"$(id -u)\" = 0 ]"},
      {"unclear", "if [ \"$1\" = a -a \"$(id -u)\" = \"$(id -g)\" ]; then chown a /x; fi"},
      {"unclear", "[ \"$(id -u)\" = 0 ] || [ -n \"$ANYBODY\" ] || exit 1"},
      {"unclear", "[ \"$(id -u)\" != 0 ] && a || chown a /x"},
      {"unclear", "case $(id -u) in 0) chown a /x;; esac"},
      {"unclear", "case \"$USER\" in root) ;; *) exit 1;; esac"},
      {"unclear", "while [ $(id -u) != 0 ]; do sleep 1; done"},
      {"unclear", "for x in 1; do [ $(id -u) = 0 ] || exit 1; done"},
      {"unclear", "if id -u | grep -q '^0$'; then a; else exit 1; fi"},
      {"unclear", "if id | grep -q root; then a; else exit 1; fi"},
      {"unclear", "uid=$(id -u)\nuid=${OF:-$uid}\nif [ \"$uid\" != 0 ]; then exit 1; fi"},
      {"unclear", "[ -n \"$X\" ] && uid=$(id -u)\nif [ \"$uid\" != 0 ]; then exit 1; fi"},
      {"unclear", "if [ $(id -u) != 0 ]; then OTHER=1; fi\nif [ -n \"$OTHER\" ]; then exit 1; fi"},
      {"unclear", "if [ \"$USER\" = root ]; then chown a /x; fi"},
      {"unclear", "if [ \"$(id -u)\" = 1000 ]; then a; else chown a /x; fi"},
      {"unclear", "if [ \"$(id -u)\" != 0 ]; then if [ ! -w /x ]; then exit 1; fi; fi"},
      {"unclear", "if [ \"$(id -u)\" != 0 ]; then exit 0; fi"},
      {"unclear", "set -e\n[ \"$(id -u)\" = 0 ]\nexec \"$@\""},
      {"unclear", "if [ \"$(command id -u)\" -ge 1 ]; then exit 1; fi"},
      {"unclear", "UID=${UID:-1000}\nif [ \"$UID\" = 0 ]; then chown a /x; fi"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(found(row.text) == row.expected);
  }
}

TEST_CASE("what only root comes to is told from what everybody does") {
  const std::vector<Row> rows = {
      {"exec", "if [ \"$(id -u)\" = 0 ]; then # if root, fi\n  chown a /app\nfi\nexec \"$@\""},
      {"chown exec", "if [ $(id -u) = 0 ]; then\n a\nfi\nchown -R 33 /app/x\nexec \"$@\""},
      {"exec", "if [ $(id -u) != 0 ]; then exec \"$@\"; fi\nchown a /x\nexec gosu app \"$@\""},
      {"b c", "if [ $(id -u) = 0 ]; then a; else b; fi; c"},
      {"b c", "if [ $(id -u) = 0 ]; then a; elif [ x ]; then b; else c; fi"},
      {"true b", "[ $(id -u) = 0 ] && chown a /x || true; b"},
      {"exec b", "( [ $(id -u) = 0 ] || exec a )\nb"},
      {"chown", "[ $(id -u) = 0 ] || [ x ] && chown a /x"},
      {"exec", "if [ $1 = a ] && [ $(id -u) = 0 ]; then chown a /x; fi; exec a"},
      {"b exec", "if [ $1 = a -a $(id -u) = 0 ]; then chown a /x; else b; fi; exec a"},
      {"date b", "if date && [ $(id -u) != 0 ]; then b; fi"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(done_by_users(row.text) == row.expected);
  }
}
