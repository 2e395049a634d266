#include "launch.h"

namespace dockerfix {
namespace {

// The last instruction of that keyword in the chain, and the stage it stands in.
std::size_t last_of(const Document& doc, const Facts& facts, std::size_t stage, Keyword keyword) {
  const std::vector<std::size_t> chain = chain_of(facts, stage);
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    for (std::size_t i = facts.stages[*at].end; i-- > facts.stages[*at].from;) {
      if (doc.items[i].keyword == keyword) return i;
    }
  }
  return no_item;
}

// ENTRYPOINT drops a CMD that stands in a stage above its own.
// BuildKit convert.go: dispatchEntrypoint, `if !d.cmd.IsSet`.
bool drops_cmd(const Facts& facts, std::size_t entrypoint, std::size_t cmd) {
  return entrypoint != no_item && cmd != no_item &&
         facts.before[cmd].stage != facts.before[entrypoint].stage && cmd < entrypoint;
}

Argv literal(const std::vector<std::string>& words) {
  Argv argv;
  for (const std::string& word : words) argv.push_back({word, word, true});
  return argv;
}

void add_command(Launch& launch, const Argv& argv) {
  Invocation invocation = strip_prefixes(argv);
  launch.programs.push_back(program(argv));
  launch.commands.push_back(std::move(invocation));
}

void add_script(Launch& launch, const Facts& facts, std::size_t item, const std::string& text) {
  const Script script = read_shell(text);
  launch.understood = launch.understood && script.understood;
  for (const Command& command : script.commands) {
    if (command.words.empty()) continue;
    Argv argv;
    for (const ShellWord& word : command.words) {
      argv.push_back({expand(word, variables_at(facts, item)), word.raw, word.quoted});
    }
    add_command(launch, argv);
  }
}

// The words themselves, or, of `sh -c TEXT`, the commands of the text.
void add_exec(Launch& launch, const std::vector<std::string>& words) {
  if (words.empty()) return;
  const Program whole = program(literal(words));
  const Script script = read_exec(words);
  if (whole.kind != "shell-text" || script.commands.empty()) return add_command(launch, literal(words));
  launch.understood = launch.understood && script.understood;
  const Lookup nothing = [](std::string_view) { return Value{Value::Kind::unknown, {}}; };
  for (const Command& command : script.commands) {
    Argv argv;
    for (const ShellWord& word : command.words) argv.push_back({expand(word, nothing), word.raw, word.quoted});
    if (!argv.empty() && program(argv).kind != "shell-text") add_command(launch, argv);
  }
}

}  // namespace

Launch launch_of(const Document& doc, const Facts& facts, std::size_t stage) {
  Launch launch;
  launch.entrypoint = last_of(doc, facts, stage, Keyword::entrypoint);
  launch.cmd = last_of(doc, facts, stage, Keyword::cmd);
  if (drops_cmd(facts, launch.entrypoint, launch.cmd)) launch.cmd = no_item;
  launch.own_command = launch.entrypoint != no_item || launch.cmd != no_item;
  launch.base_entrypoint = launch.entrypoint == no_item;
  std::vector<std::string> words;
  if (launch.entrypoint != no_item) {
    const Instruction entrypoint = read(doc, doc.items[launch.entrypoint]);
    if (!entrypoint.exec) {
      add_script(launch, facts, launch.entrypoint, entrypoint.rest.text);
      return launch;  // a shell-form ENTRYPOINT ignores CMD
    }
    words = *entrypoint.exec;
    // `ENTRYPOINT []` takes the base image's away.
  }
  if (launch.cmd != no_item) {
    const Instruction cmd = read(doc, doc.items[launch.cmd]);
    if (cmd.exec) {
      words.insert(words.end(), cmd.exec->begin(), cmd.exec->end());
    } else if (words.empty()) {
      add_script(launch, facts, launch.cmd, cmd.rest.text);
      return launch;
    } else {
      add_script(launch, facts, launch.cmd, cmd.rest.text);
    }
  }
  add_exec(launch, words);
  return launch;
}

}  // namespace dockerfix
