// The answer about one instruction.
#include <fmt/format.h>

#include <algorithm>

#include "needs.h"
#include "text.h"
#include "why_parts.h"

namespace dockerfix {
namespace {

constexpr std::size_t label_width = 14;
constexpr std::size_t command_width = 60;

std::string row(std::string_view label, std::string_view text) {
  return fmt::format("  {}{}\n", padded(label, label_width), text);
}

// A command as its author wrote it, on one line.
std::string command_text(const Command& command) {
  std::string out;
  const auto add = [&out](const std::string& word) { out += (out.empty() ? "" : " ") + word; };
  for (const Assignment& assignment : command.assignments) {
    // `export A=b` has it among its words.
    const bool word = std::any_of(command.words.begin(), command.words.end(), [&](const auto& w) {
      return w.raw.starts_with(assignment.name + "=");
    });
    if (!word) add(assignment.name + "=" + assignment.value.raw);
  }
  for (const ShellWord& word : command.words) add(word.raw);
  for (const Redirect& redirect : command.redirects) add(redirect.op + redirect.target.raw);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return shown(collapsed(out));
}

// What proves that a command needs root by where it writes; empty: nothing does.
std::optional<std::string> denied_write(const Facts& facts, const RunFacts& run,
                                        const CommandFacts& command) {
  RunFacts alone;
  alone.item = run.item;
  alone.writes.assign(run.writes.begin() + static_cast<std::ptrdiff_t>(command.writes_begin),
                      run.writes.begin() + static_cast<std::ptrdiff_t>(command.writes_end));
  return certain_need(facts, alone);
}

// On what it depends: where it writes for certain.
std::string writes_of(const RunFacts& run, const CommandFacts& command) {
  constexpr std::size_t most = 2;
  std::vector<std::string> paths;
  bool owns = false;
  for (std::size_t i = command.writes_begin; i < command.writes_end; ++i) {
    if (run.writes[i].perhaps) continue;
    owns = owns || run.writes[i].kind == Write::Kind::owned;
    paths.push_back(shown(run.writes[i].path));
  }
  if (paths.empty()) return "";
  const std::size_t count = paths.size();
  paths.resize(std::min(count, most));
  const std::string more = count > most ? fmt::format(" and {} more", count - most) : "";
  return fmt::format(", where it {} {}{}", owns ? "owns" : "can write", fmt::join(paths, ", "),
                     more);
}

std::string need_of(const Facts& facts, const RunFacts& run, const CommandFacts& command) {
  if (command.need == Need::root && command.certain) return "yes: " + shown(command.because);
  if (const std::optional<std::string> word = denied_write(facts, run, command))
    return "yes: " + shown(*word);
  if (command.need == Need::root)
    return fmt::format("perhaps: {}, which may not run or may fail", shown(command.because));
  const std::string unread = command.unread ? ", and it cannot be read" : "";
  if (command.need == Need::unknown) return "unknown" + unread;
  return "no" + writes_of(run, command) + unread;
}

std::string commands_of(const View& view, const RunFacts& run, Scripts& scripts) {
  const Instruction instruction = read(view.doc, view.doc.items[run.item]);
  const Script script = script_of_run(instruction, view.facts.before[run.item], scripts);
  std::vector<std::string> texts;
  for (const CommandFacts& command : run.commands)
    texts.push_back(shortened(command_text(script.commands[command.command]), command_width));
  std::size_t width = 0;
  for (const std::string& text : texts) width = std::max(width, width_of(text));
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    out += row(i == 0 ? "commands" : "", fmt::format("{}  {}", padded(texts[i], width),
                                                     need_of(view.facts, run, run.commands[i])));
  }
  const bool all_said = std::any_of(run.commands.begin(), run.commands.end(),
                                    [](const CommandFacts& command) { return command.unread; });
  if (run.unread && !all_said) out += row(out.empty() ? "commands" : "", "it cannot be read");
  return out;
}

std::string said_user_because(const View& view, std::size_t stage, const User& user) {
  return fmt::format("{} ({})", said_user(user), why_user(view, stage, user));
}

std::string said_home(const View& view, std::size_t stage, std::size_t item) {
  const Value home = home_before(view.facts, stage, item);
  return home.kind == Value::Kind::set ? shown(home.text) : "unknown";
}

std::string state_before(const View& view, std::size_t item) {
  const State& state = view.facts.before[item];
  std::string shell;
  for (const std::string& word : state.shell) shell += (shell.empty() ? "" : " ") + shown(word);
  const std::string stage = row("stage", said_stage(view, state.stage));
  if (is_windows(view, state.stage))
    return stage + row("nobody knows", windows_words) + row("shell", shell);
  return stage + row("runs as", said_user_because(view, state.stage, state.user)) +
         row("works in", said_workdir(view, state)) +
         row("HOME", said_home(view, state.stage, item)) + row("shell", shell);
}

// What changes for what follows.
std::string state_after_it(const View& view, std::size_t item) {
  const std::size_t stage = stage_at(view.facts, item);
  const Keyword keyword = view.doc.items[item].keyword;
  const State& after = state_after(view.facts, item);
  std::string out;
  if (keyword == Keyword::from) out += row("begins", said_stage(view, stage));
  if (is_windows(view, stage)) return out.empty() ? out : out + row("nobody knows", windows_words);
  if (keyword == Keyword::from || keyword == Keyword::user)
    out += row("from here", "as " + said_user_because(view, stage, after.user));
  if (keyword == Keyword::from || keyword == Keyword::workdir)
    out += row(out.empty() ? "from here" : "", "in " + said_workdir(view, after));
  return out;
}

}  // namespace

std::string line_answer(const View& view, const Subject& subject, Scripts& scripts,
                        std::size_t item) {
  std::string out = fmt::format("{}:{}: {}\n", shown(subject.path), view.lines[item],
                                shortened(instruction_text(view.doc, item), 90));
  if (stage_at(view.facts, item) == no_item)
    return out + row("stage", "none: it stands above the first FROM");
  const bool begins = view.doc.items[item].keyword == Keyword::from;
  if (!begins) out += state_before(view, item);
  if (const RunFacts* run = run_at(view.facts, item)) {
    out += row("needs root", said_need(view.facts, *run));
    out += commands_of(view, *run, scripts);
  }
  std::string_view label = "makes";
  for (const std::string& made : made_by(view, item)) {
    out += row(label, made);
    label = "";
  }
  return out + state_after_it(view, item);
}

}  // namespace dockerfix
