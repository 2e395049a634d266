#include "shell_asks.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace dockerfix {
bool is_test(const Command& command) {
  if (command.words.empty()) return false;
  const std::string& raw = command.words[0].raw;
  return raw == "[" || raw == "[[" || raw == "test" || raw == "let" || raw.starts_with("((");
}

namespace {

using Kind = ShellNode::Kind;
using Commands = std::span<const Command>;

std::string name_of(const ShellWord& word) {
  const std::string path = literal(word).value_or("");
  return path.substr(path.rfind('/') + 1);
}

std::string name_of(const Command& command) {
  return command.words.empty() ? "" : name_of(command.words[0]);
}

bool asks_group(const ShellWord& option) {
  constexpr std::array<std::string_view, 6> options = {"-g",  "-G",      "-gn",
                                                       "-gr", "--group", "--groups"};
  return std::find(options.begin(), options.end(), option.raw) != options.end();
}

// `id -u` and its like, behind `command` too. `id app` asks whether there is an app, and `id -g`
// for what gives no rights.
bool is_asker(const Command& command) {
  constexpr std::array<std::string_view, 5> runners = {"command", "env", "exec", "builtin",
                                                       "busybox"};
  std::span<const ShellWord> words = command.words;
  while (!words.empty() && std::find(runners.begin(), runners.end(), words[0].raw) != runners.end())
    words = words.subspan(1);
  const std::string name = words.empty() ? "" : name_of(words[0]);
  if (name == "whoami" || name == "logname") return true;
  return name == "id" && std::all_of(words.begin() + 1, words.end(), [](const ShellWord& word) {
           return word.raw.starts_with('-') && !asks_group(word);
         });
}

bool is_own_name(std::string_view name) {
  return name == "UID" || name == "EUID";
}

bool names_answer(const Output& out, const ShellPart& part) {
  constexpr std::string_view name_chars =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  const std::string& text = part.text;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of(name_chars, at), text.size());
    const std::string name = text.substr(at, end - at);
    if (is_own_name(name)) return true;  // [[ EUID -eq 0 ]] needs no $
    const bool told = name == "USER" || name == "LOGNAME" || out.answers.count(name) > 0;
    if (told && part.kind != ShellPart::Kind::literal) return true;
    at = end + 1;
  }
  return false;
}

// Whether a word has the name of a variable that tells who runs it.
bool names_answer(const Output& out, const ShellWord& word) {
  return std::any_of(word.parts.begin(), word.parts.end(),
                     [&](const ShellPart& part) { return names_answer(out, part); });
}

bool has_answer(const Output& out, const Command& command) {
  const auto names = [&](const ShellWord& word) { return names_answer(out, word); };
  return std::any_of(command.words.begin(), command.words.end(), names);
}

bool asks(const Output& out, Commands commands) {
  return std::any_of(commands.begin(), commands.end(), [&](const Command& command) {
    return is_asker(command) || (is_test(command) && has_answer(out, command));
  });
}

// What `id` with these options prints.
Asked printed_by(const Command& command) {
  for (const Redirect& redirect : command.redirects)
    if (redirect.fd != 2) return Asked::nothing;
  if (name_of(command) == "whoami") return command.words.size() == 1 ? Asked::name : Asked::nothing;
  if (name_of(command) != "id") return Asked::nothing;
  std::string options;
  for (const ShellWord& word : command.words) options += word.raw + " ";
  options.erase(0, options.find(' ') + 1);
  constexpr std::array<std::string_view, 3> numbers = {"-u ", "--user ", "-ur "};
  constexpr std::array<std::string_view, 6> names = {"-un ",   "-nu ",           "-u -n ",
                                                     "-n -u ", "--user --name ", "--name --user "};
  const auto is = [&](std::string_view each) { return each == options; };
  if (std::any_of(numbers.begin(), numbers.end(), is)) return Asked::number;
  return std::any_of(names.begin(), names.end(), is) ? Asked::name : Asked::nothing;
}

// What the word is, where it is the answer and nothing else.
Asked asked_by(const Output& out, const ShellWord& word, Commands before) {
  if (word.parts.size() != 1) return Asked::nothing;
  const ShellPart& part = word.parts[0];
  if (part.kind == ShellPart::Kind::unknown) {
    const bool runs = part.text.starts_with('`') || part.text.starts_with("$(");
    return runs && before.size() == 1 ? printed_by(before[0]) : Asked::nothing;
  }
  if (part.kind != ShellPart::Kind::expansion || !before.empty()) return Asked::nothing;
  std::string name = part.text.substr(part.text.starts_with("${") ? 2 : 1);
  if (part.text.starts_with("${") && name.ends_with('}')) name.pop_back();
  if (const auto told = out.told.find(name); told != out.told.end()) return told->second;
  return is_own_name(name) && out.answers.count(name) == 0 ? Asked::number : Asked::nothing;
}

Answer for_root(bool root) {
  return root ? Answer::root : Answer::users;
}

// (( EUID == 0 ))
Answer arithmetic_answer(const Output& out, std::string text) {
  std::erase_if(
      text, [](char c) { return std::string_view(" \t${}").find(c) != std::string_view::npos; });
  if (text.size() < 5 || !text.ends_with("))")) return Answer::unclear;
  text = text.substr(2, text.size() - 4);
  const std::string name = leading_name(text);
  if (!is_own_name(name) || out.answers.count(name) > 0) return Answer::unclear;
  text.erase(0, name.size());
  if (text == "==0") return Answer::root;
  return text == "!=0" || text == ">0" || text.empty() ? Answer::users : Answer::unclear;
}

using Words = std::span<const ShellWord>;

// QUESTION = 0, ! QUESTION -ne 0, QUESTION == root.
Answer primary_answer(const Output& out, Words words, Commands before) {
  const bool negated = !words.empty() && words[0].raw == "!";
  if (negated) words = words.subspan(1);
  if (words.size() != 3) return Answer::unclear;
  const Asked asked = asked_by(out, words[0], before);
  const std::string& sign = words[1].raw;
  const std::string value = literal(words[2]).value_or("");
  const bool number = asked == Asked::number && value == "0";
  if (!number && (asked != Asked::name || value != "root")) return Answer::unclear;
  if (sign == "=" || sign == "==" || (number && sign == "-eq")) return for_root(!negated);
  if (sign == "!=" || (number && (sign == "-ne" || sign == "-gt"))) return for_root(negated);
  return Answer::unclear;
}

// Of what holds only where something else does, too.
Answer weakened(Answer answer) {
  if (answer == Answer::root) return Answer::some_root;
  return answer == Answer::users ? Answer::some_users : answer;
}

bool may_ask(const Output& out, Words words) {
  const auto runs = [](const ShellPart& part) {
    const bool command = part.text.starts_with('`') || part.text.starts_with("$(");
    return part.kind == ShellPart::Kind::unknown && command;
  };
  return std::any_of(words.begin(), words.end(), [&](const ShellWord& word) {
    return names_answer(out, word) || std::any_of(word.parts.begin(), word.parts.end(), runs);
  });
}

// [ "$1" = app -a QUESTION = 0 ], [[ -n $X && QUESTION = 0 ]]
Answer joined_answer(const Output& out, Words words, std::string_view sign, Commands before) {
  Answer all = Answer::open;
  while (!words.empty()) {
    const auto end = std::find_if(words.begin(), words.end(),
                                  [&](const ShellWord& word) { return word.raw == sign; });
    const Words part(words.begin(), end);
    words = end == words.end() ? Words() : Words(end + 1, words.end());
    if (!may_ask(out, part)) continue;
    if (all != Answer::open) return Answer::unclear;
    all = weakened(primary_answer(out, part, before));
  }
  return all == Answer::open ? Answer::unclear : all;
}

// `test` is the last of the commands, and those before it are what its words run.
Answer test_answer(const Output& out, const Command& test, Commands before) {
  Words words = test.words;
  const std::string opening = words[0].raw;
  if (opening.starts_with("((")) return arithmetic_answer(out, opening);
  const std::string close = opening == "[" ? "]" : opening == "[[" ? "]]" : "";
  words = words.subspan(1);
  if (!close.empty()) {
    if (words.empty() || words.back().raw != close) return Answer::unclear;
    words = words.first(words.size() - 1);
  }
  const auto has = [&](std::string_view sign) {
    return std::any_of(words.begin(), words.end(),
                       [&](const ShellWord& word) { return word.raw == sign; });
  };
  for (const std::string_view sign : {"-o", "||", "(", ")", "\\(", "\\)"})
    if (has(sign)) return Answer::unclear;
  const std::string_view sign = opening == "[[" ? "&&" : "-a";
  return has(sign) ? joined_answer(out, words, sign, before) : primary_answer(out, words, before);
}

Answer negation(Answer answer) {
  if (answer == Answer::root) return Answer::users;
  if (answer == Answer::users) return Answer::root;
  return answer == Answer::open ? answer : Answer::unclear;
}

bool only_prints(const Command& command) {
  const std::string name = name_of(command);
  return name == "echo" || name == "printf" || name == ":" || name == "true";
}

bool is_plain(const ShellNode& node) {
  if (node.kind != Kind::redirected || node.children.empty()) return node.kind == Kind::command;
  return is_plain(node.children[0]);
}

// What the node says, whose question is still counted.
Answer said_by(const Reading& reading, const ShellNode& node, std::size_t first, Context cx) {
  const Output& out = reading.out;
  const Commands all = Commands(out.script.commands).subspan(first);
  if (!asks(out, all)) return Answer::open;
  const Command& last = all.back();
  const bool tests = is_plain(node) && is_test(last);
  if (is_plain(node) && !tests && (only_prints(last) || !last.assignments.empty()))
    return Answer::open;
  if (!tests || cx.again) return Answer::unclear;
  const Answer answer = test_answer(out, last, all.first(all.size() - 1));
  return negated(reading, node) ? negation(answer) : answer;
}

// Takes the question, or counts one more where it is not understood.
Answer answer_of(Reading& reading, const ShellNode& node, std::size_t first, Context cx) {
  Output& out = reading.out;
  const bool list = node.kind == Kind::list && out.list.list == &node && !cx.again;
  const bool takes = !list || out.list.last_asks;
  Answer answer = list ? out.list.answer : said_by(reading, node, first, cx);
  if (list && negated(reading, node)) answer = negation(answer);
  if (answer == Answer::unclear)
    ++out.questions;
  else if (answer != Answer::open && takes)
    --out.questions;  // note_question has counted the test
  return answer;
}

}  // namespace

Answer answer_of_all(Reading& reading, const ShellNode& node, std::size_t middle, std::size_t first,
                     Context cx) {
  const ShellNode* condition = nullptr;
  for (std::size_t i = 0; i < middle; ++i) {
    if (node.children[i].named) condition = condition ? &node : &node.children[i];
  }
  return condition ? answer_of(reading, *condition, first, cx) : Answer::open;
}

Answer answer_of_word(Reading& reading, const ShellNode& word, std::size_t first) {
  Output& out = reading.out;
  const bool asked = asks(out, Commands(out.script.commands).subspan(first)) ||
                     has_answer(out, lex_command(reading.text, reading.skeleton, word.span));
  if (!asked) return Answer::open;
  ++out.questions;
  return Answer::unclear;
}

Context under(Context cx, Answer answer, bool holds) {
  if (answer == Answer::open) {
    cx.sometimes = true;
  } else if (cx.by != RunBy::root) {
    const bool roots = answer == Answer::root || answer == Answer::some_root;
    const bool perhaps = answer == Answer::some_users;
    cx.sometimes |= perhaps;
    if (answer == Answer::unclear)
      cx.by = RunBy::unclear;
    else if (holds == roots && !(perhaps && !holds))
      cx.by = RunBy::root;
    else if (cx.by == RunBy::anyone && !(perhaps && !holds))
      cx.by = RunBy::users;
  }
  return cx;
}

Context context_behind(const AskingList& list, Kind op) {
  const bool mixed =
      list.answer != Answer::open && list.reached != Kind::other && list.reached != op;
  return under(list.cx, mixed ? Answer::unclear : list.answer, op == Kind::and_then);
}

namespace {

// `[ "$1" = app ] && [ QUESTION = 0 ]`: behind &&, where nothing has asked yet, questions are
// followed.
Context operand_context(const AskingList& list, const ShellOperand& operand, bool is_first) {
  Context cx = list.cx;
  cx.again |= !is_first && (operand.before != Kind::and_then || list.answer != Answer::open);
  return cx;
}

}  // namespace

void finish(Reading& reading, AskingList& list, const ShellNode& node, const ShellOperand& operand,
            std::size_t first) {
  const Answer last =
      said_by(reading, *operand.node, first, operand_context(list, operand, !list.begun));
  list.only_and &= operand.before == Kind::and_then;
  const bool both = list.answer != Answer::open && last != Answer::open;
  const Answer one = weakened(last == Answer::open ? list.answer : last);
  const bool clear = one == Answer::open || (list.only_and && !both);
  reading.out.list = {&node, clear ? one : Answer::unclear, last != Answer::open};
}

void follow(Reading& reading, AskingList& list, const ShellOperand& operand, std::size_t first) {
  const bool is_first = !std::exchange(list.begun, true);
  const Context cx = operand_context(list, operand, is_first);
  const Answer answer = answer_of(reading, *operand.node, first, cx);
  list.only_and &= is_first || operand.before == Kind::and_then;
  if (is_first || answer == Answer::unclear)
    list.answer = answer;
  else if (answer != Answer::open)
    list.answer = weakened(answer);
  if (is_first) return;
  if (context_behind(list, operand.before).by == RunBy::users) list.reached = operand.before;
  const std::vector<Command>& commands = reading.out.script.commands;
  const bool sure = operand.before == Kind::and_then && is_plain(*operand.node) &&
                    commands.size() > first && only_prints(commands.back());
  list.cx.sometimes |= !sure;
}

void note_question(Reading& reading, bool tests, std::size_t first, Context cx) {
  Output& out = reading.out;
  const Commands all = Commands(out.script.commands).subspan(first);
  const bool asked = asks(out, all);
  if (tests && asked) ++out.questions;
  for (const Command& each : all) {
    for (const Assignment& assignment : each.assignments) {
      out.told.erase(assignment.name);
      const bool tells = asked || cx.by != RunBy::anyone || is_own_name(assignment.name) ||
                         names_answer(out, assignment.value);
      if (tells) out.answers.insert(assignment.name);
    }
  }
  // `uid=$(id -u)`
  const bool plain = cx.by == RunBy::anyone && !cx.sometimes && !cx.again;
  if (all.empty() || !plain) return;
  const Command& last = all.back();
  if (!last.words.empty() || last.assignments.size() != 1) return;
  const Asked held = asked_by(out, last.assignments[0].value, all.first(all.size() - 1));
  if (held != Asked::nothing) out.told[last.assignments[0].name] = held;
}

}  // namespace dockerfix
