#include "root_guards.h"

#include <algorithm>
#include <array>

namespace dockerfix {
namespace {

// What a command does to the script that it stands in.
enum class End : std::uint8_t {
  no,
  failure,
  replaced,  // exec
  perhaps,   // a success, or a function that nobody can tell
};

End end_of(const Command& command, bool functions_end) {
  constexpr std::array<std::string_view, 8> names = {"die",   "fail",  "err",  "error",
                                                     "fatal", "abort", "bail", "panic"};
  if (command.words.empty()) return End::no;
  const std::string& name = command.words[0].raw;
  if (command.failing) return End::failure;
  if (command.function) return functions_end ? End::perhaps : End::no;
  if (name == "exec") return command.words.size() > 1 ? End::replaced : End::no;
  if (std::find(names.begin(), names.end(), name) != names.end()) return End::failure;
  if (name == "false" || name == "kill") return End::perhaps;
  if (name != "exit" && name != "return") return End::no;
  if (command.words.size() < 2) return End::perhaps;
  const std::string& status = command.words[1].raw;
  const bool number = status.find_first_not_of("0123456789") == std::string::npos;
  return number && status.find_first_not_of('0') != std::string::npos ? End::failure : End::perhaps;
}

// Whether what ends this shell ends the script: `sh -c TEXT` does, ( … ) does not.
bool is_script(const Script& script, std::uint32_t shell) {
  while (shell != 0 && script.shells[shell].fresh) shell = script.shells[shell].parent;
  return shell == 0;
}

bool is_below(const Script& script, std::uint32_t shell, std::uint32_t above) {
  while (shell != above && shell != 0) shell = script.shells[shell].parent;
  return shell == above;
}

// Whether some command that is not always come to, as those of functions are not, ends the script.
bool may_end(const Script& script) {
  return std::any_of(script.commands.begin(), script.commands.end(), [](const Command& command) {
    return command.conditional && end_of(command, false) != End::no;
  });
}

}  // namespace

RootGuards root_guards(const Script& script) {
  RootGuards guards;
  guards.unclear = script.questions;
  const bool functions_end = may_end(script);
  const Command* left = nullptr;  // by every ordinary user: the rest is root's
  for (const Command& command : script.commands) {
    const bool roots =
        command.by == RunBy::root || (left && is_below(script, command.shell, left->shell));
    guards.roots.push_back(roots);
    if (roots) continue;
    guards.unclear |= command.by == RunBy::unclear;
    if (command.by != RunBy::users && command.by != RunBy::some_users) continue;
    const End end = end_of(command, functions_end);
    const bool always = command.by == RunBy::users && is_script(script, command.shell);
    if (end == End::replaced) {
      if (command.by == RunBy::users) left = &command;
    } else if (end == End::failure && always) {
      guards.wants_root = true;
    } else if (end != End::no) {
      guards.unclear = true;
    }
  }
  return guards;
}

}  // namespace dockerfix
