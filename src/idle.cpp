#include "idle.h"

#include <algorithm>
#include <array>

#include "text.h"

namespace dockerfix {

bool is_interpreter(std::string_view name) {
  static constexpr std::array<std::string_view, 49> tools = {
      "sh",      "bash",    "ash",  "dash",   "zsh",     "fish",   "ksh",  "python",  "python2",
      "python3", "ipython", "pypy", "pypy3",  "graalpy", "node",   "deno", "bun",     "ruby",
      "irb",     "perl",    "php",  "R",      "julia",   "swipl",  "ghci", "iex",     "erl",
      "lua",     "jshell",  "sbcl", "scala",  "sqlite3", "gradle", "mvn",  "lein",    "sbt",
      "stack",   "cargo",   "go",   "dotnet", "java",    "tclsh",  "clj",  "clojure", "elixir",
      "nim",     "swift",   "pwsh", "Rscript"};
  return is_one_of(name, tools);
}

bool is_idle(const Argv& argv, const std::string& name) {
  if (argv.empty()) return true;  // a wrapper without a command
  // `perl -de0` starts the debugger, `python -mhttp.server` a program.
  const bool options_only = std::all_of(argv.begin() + 1, argv.end(), [](const Arg& arg) {
    return arg.raw.starts_with('-') && !arg.raw.starts_with("-m");
  });
  if (options_only && is_interpreter(name)) return true;
  static constexpr std::array<std::string_view, 13> asks = {
      "--version", "-v", "-V",   "-version", "--help", "-h",   "version",
      "help",      "-l", "repl", "console",  "shell",  "usage"};
  return argv.size() == 2 && std::find(asks.begin(), asks.end(), argv[1].raw) != asks.end();
}

bool only_waits(const Argv& argv, const std::string& name) {
  if (name == "tail") return argv.size() > 1 && argv.back().raw == "/dev/null";
  const bool sleeps = name == "sleep" && argv.size() == 2;
  return (sleeps && argv[1].raw.starts_with("inf")) || (name == "cat" && argv.size() == 1);
}

}  // namespace dockerfix
