#include "launch.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "idle.h"
#include "json.h"
#include "root_guards.h"
#include "script_values.h"
#include "scripts.h"
#include "server_users.h"
#include "settings_files.h"
#include "supervised.h"
#include "text.h"

namespace dockerfix {
namespace {

// The last instruction of that keyword in the chain.
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

class Reader {
 public:
  Reader(const Document& doc, const Facts& facts, std::size_t stage, const ContextReader& context,
         Launch& launch)
      : doc_(doc), facts_(facts), stage_(stage), context_(context), launch_(launch) {}

  // The words themselves, or, of `sh -c TEXT`, the commands of the text.
  void read_exec_form(const std::vector<std::string>& words, int depth = 0) {
    if (words.empty()) return;
    const Script script = read_exec(words);
    if (program(literal(words)).kind != "shell-text" || script.commands.empty()) {
      return read_argv(literal(words), depth);
    }
    read_script(script, depth);
  }

  void read_text(const std::string& text) { read_script(read_shell(text), 0); }

  // The entrypoint of nginx and its like runs what lies in /docker-entrypoint.d.
  void read_helpers() {
    for (const Copied& copy : copies_of(doc_, facts_, stage_)) {
      if (!copy.to || !is_within(*copy.to, "/docker-entrypoint.d")) continue;
      const std::vector<Word> all = words(copy.instruction, doc_.escape);
      const bool into = copies_into(doc_, copy.instruction) || *copy.to == "/docker-entrypoint.d";
      for (std::size_t source = 0; source + 1 < all.size(); ++source) {
        const std::string path = into ? join_path(*copy.to, base_name(all[source].text)) : *copy.to;
        if (path.ends_with(".sh") || path.ends_with(".envsh") || path.find('*') != path.npos)
          read_argv(literal({path}), 1);
      }
    }
  }

  // What the image starts by itself.
  void read_base(const BaseImage* row) {
    const std::string name(row ? base_name(row->repository) : std::string_view());
    Program found = with_settings({{name, name, true}}, name, Program());
    if (found.runs != Runs::as_user) launch_.programs.push_back(std::move(found));
  }

 private:
  static constexpr int deepest = 4;  // a script that starts a script that …

  ScriptValues values_at(const std::string& place) const {
    // What ENV sets is there when it starts.
    return {[this](std::string_view name) {
              const Value value = final_variable(facts_, stage_, name);
              return value.kind == Value::Kind::set ? value : Value{Value::Kind::unknown, {}};
            },
            {},
            place};
  }

  void read_script(const Script& script, int depth, const std::string& place = {}) {
    ScriptValues values = values_at(place);
    read_script(script, depth, values);
  }

  // What it does as root only is passed by.
  void read_script(const Script& script, int depth, ScriptValues& values) {
    launch_.understood = launch_.understood && script.understood;
    const RootGuards guards = root_guards(script);
    if (guards.unclear) {
      launch_.programs.push_back(
          said(Runs::unknown, "asks-who-runs", "the script that it starts asks who runs it"));
    }
    if (guards.wants_root) {
      return launch_.programs.push_back(
          said(Runs::needs_root, "checks-for-root",
               "the script that it starts ends where it is not run by root",
               "take that test out of the script"));
    }
    const std::optional<std::string> cwd = launch_.cwd;
    for (const Command& command : script.commands)
      for (const Assignment& each : command.assignments)
        values.temporary = values.temporary || each.value.raw.find("mktemp") != std::string::npos;
    for (std::size_t i = 0; i < script.commands.size(); ++i) {
      const Command& command = script.commands[i];
      if (guards.roots[i]) {
        note_drop(command, values);
        continue;
      }
      note_assignments(command, values);
      if (command.words.empty()) continue;
      Argv argv;
      for (const ShellWord& word : command.words)
        argv.push_back({one_word(word, values), word.raw, word.quoted});
      if (sources(argv, depth, values)) continue;
      if (changes_directory(argv, command)) continue;
      const std::string raw = argv.back().raw;
      if (argv.front().raw == "exec" && (raw == "$@" || raw == "\"$@\"") && argv.size() == 2)
        continue;
      std::vector<Arg> targets;
      for (const Redirect& redirect : command.redirects) {
        if (redirect.op.find('>') != std::string::npos)
          targets.push_back({script_word(redirect.target, values), redirect.target.raw, false});
      }
      const Writes writes = verdict(strip_prefixes(argv), targets).writes;
      note_writes(writes, command);
      if (writes.unknown) note_hidden(command, argv, values);
      // Who comes there is not known, which has been said.
      if (command.by != RunBy::unclear) read_argv(argv, depth);
    }
    if (depth > 0) launch_.cwd = cwd;
  }

  // `if [ "$(id -u)" = 0 ]; then exec gosu app "$0" "$@"; fi`
  void note_drop(const Command& command, const ScriptValues& values) {
    Argv argv;
    for (const ShellWord& word : command.words)
      argv.push_back({script_word(word, values), word.raw, word.quoted});
    launch_.drops_for_root = launch_.drops_for_root || strip_prefixes(argv).switches_user;
  }

  // `$COMMAND` without quotes may be several words.
  static std::optional<std::string> one_word(const ShellWord& word, const ScriptValues& values) {
    std::optional<std::string> text = script_word(word, values);
    if (text && !word.quoted && text->find_first_of(" \t\n") != std::string::npos)
      return std::nullopt;
    return text;
  }

  // `. ./env.sh`, where that file is at hand: it is read as part of the script.
  bool sources(const Argv& argv, int depth, ScriptValues& values) {
    if ((argv[0].raw != "." && argv[0].raw != "source") || argv.size() < 2 || !argv[1].value)
      return false;
    if (depth >= deepest || (!argv[1].value->starts_with('/') && !launch_.cwd)) return false;
    const std::string place = join_path(launch_.cwd.value_or("/"), *argv[1].value);
    const std::optional<std::string> text = copied_text(doc_, facts_, stage_, context_, place);
    if (!text) return false;
    read_script(read_shell(*text), depth + 1, values);
    return true;
  }

  // `cd /code && npm start`: what follows works there.
  bool changes_directory(const Argv& argv, const Command& command) {
    if (argv.front().raw != "cd" || argv.size() != 2) return false;
    const std::string to = argv[1].value.value_or("");
    const bool known = !to.empty() && to[0] != '~' && to[0] != '-' && !command.conditional &&
                       (to[0] == '/' || launch_.cwd);
    launch_.cwd = known ? std::optional(join_path(launch_.cwd.value_or("/"), to)) : std::nullopt;
    return true;
  }

  static bool is_output(const Argv& argv, std::size_t i) {
    return argv[i].raw == "-o" || argv[i].raw == "-O" || argv[i].raw == "--output";
  }

  // Where a word that nobody can tell says where to write: the last of them, that of a redirect
  // first. What lies in /tmp anybody may write.
  void note_hidden(const Command& command, const Argv& argv, const ScriptValues& values) {
    const ShellWord* hidden = nullptr;
    for (std::size_t i = 0; i < argv.size(); ++i)
      if (!argv[i].value) hidden = &command.words[i];
    for (std::size_t i = 1; i < argv.size(); ++i)
      if (!argv[i].value && is_output(argv, i - 1)) hidden = &command.words[i];
    for (const Redirect& redirect : command.redirects)
      if (redirect.op.find('>') != std::string::npos && !script_word(redirect.target, values))
        hidden = &redirect.target;
    if (!hidden) return;
    const std::string& raw = hidden->raw;
    const std::string folder = known_folder(*hidden, values);
    const bool nowhere = is_within(folder, "/dev") || is_within(folder, "/proc") ||
                         is_within(folder, "/sys") || is_shared_path(folder);
    // The home of the account, and what mktemp made.
    const bool own = raw.find("$HOME") != raw.npos || raw.find("${HOME") != raw.npos ||
                     raw.find("mktemp") != raw.npos || raw.find("TMPDIR") != raw.npos ||
                     values.temporary;
    if ((!folder.empty() && nowhere) || own) return;
    if (!folder.empty() && !is_top_path(folder))
      launch_.writes.push_back({folder, Write::Kind::into, false});
    else if (launch_.hidden_write.empty())
      launch_.hidden_write = raw;
  }

  void note_writes(const Writes& writes, const Command& command) {
    const std::optional<std::string>& workdir = launch_.cwd;
    for (const Write& write : writes.paths) {
      if (write.perhaps || write.path.starts_with('~')) continue;
      if (!write.path.starts_with('/') && !workdir) continue;
      const std::string path = join_path(workdir.value_or("/"), write.path);
      if (is_within(path, "/proc/sys") || is_within(path, "/sys")) {
        const bool perhaps = command.conditional || command.masked;
        launch_.programs.push_back(said(perhaps ? Runs::unknown : Runs::needs_root, "sets-kernel",
                                        path + " is the kernel's, and root's",
                                        "give it to docker run with --sysctl"));
      } else if (!is_within(path, "/dev") && !is_within(path, "/proc")) {
        launch_.writes.push_back({path, write.kind, write.if_present});
      }
    }
  }

  void note_names(const Argv& argv) {
    const std::optional<std::string>& workdir = launch_.cwd;
    for (const Arg& arg : argv) {
      const std::string path = arg.value.value_or("");
      // A command without a slash is found by PATH.
      if (&arg == &argv.front() && path.find('/') == std::string::npos) continue;
      if (path.starts_with('/'))
        launch_.named.push_back(join_path("/", path));
      else if (!path.empty() && path[0] != '-' && workdir)
        launch_.named.push_back(join_path(*workdir, path));
    }
  }

  void read_argv(const Argv& argv, int depth) {
    note_names(argv);
    if (argv[0].raw == "trap" && argv.size() > 2 && argv[1].value && depth < deepest)
      return read_script(read_shell(*argv[1].value), depth + 1);
    Program found = program(argv);
    const Argv inner = strip_prefixes(argv).argv;
    const std::string name = inner.empty() ? "" : command_name(inner);
    if (!name.empty()) {
      launch_.names.push_back(name);
      launch_.commands.push_back(inner.front().value.value_or(""));
    }
    if (launch_.name.empty() && depth == 0) {
      launch_.name = name;
      if (!inner.empty()) launch_.command = inner.front().value.value_or("");
      launch_.idle = is_idle(inner, name);
      launch_.waits = only_waits(inner, name);
    }
    if (found.runs == Runs::as_user && found.kind.empty()) read_behind_dashes(inner, depth);
    if (found.runs == Runs::as_user && found.kind.empty() && depth < deepest) {
      if (const std::optional<std::string> script = script_behind(inner))
        found = said(Runs::unknown, "unknown-script",
                     "what " + *script + " does is not in the Dockerfile",
                     "look whether it changes owners or switches users");
    }
    if (found.runs == Runs::unknown && depth < deepest && follow_script(found, inner, depth))
      return;
    if (follow_package(inner, name, depth)) return;
    if (found.kind == "runs-supervisord" && follow_supervisor(inner)) return;
    found = with_settings(inner, name, found);
    if (depth > 0 && found.runs == Runs::unknown && found.kind == "command-unknown")
      return;  // exec "$@"
    const bool unread = found.kind == "unknown-script" && depth == 0;
    launch_.programs.push_back(std::move(found));
    if (unread) note_behind_script(inner);
  }

  // Nobody knows what a script does with its arguments, but such as need root are there to be run.
  void note_behind_script(const Argv& argv) {
    if (argv.size() < 2 || argv[1].raw.starts_with('-')) return;
    // `manage.sh cron` is a word of that script's own.
    static constexpr std::array<std::string_view, 5> starters = {"entry", "init", "start", "run",
                                                                 "boot"};
    if (!has_any(base_name(argv[0].raw), starters)) return;
    Launch kept = launch_;
    std::vector<std::string> read = read_;  // what is only looked at here is read yet
    std::vector<std::string> words;
    for (std::size_t i = 1; i < argv.size(); ++i)
      words.push_back(argv[i].value.value_or(argv[i].raw));
    read_exec_form(words, 1);
    for (std::size_t i = kept.programs.size(); i < launch_.programs.size(); ++i) {
      Program& program = launch_.programs[i];
      if (program.runs != Runs::needs_root) continue;
      if (launch_.cmd != no_item) program.item = launch_.cmd;
      kept.programs.push_back(std::move(program));
    }
    launch_ = std::move(kept);
    read_ = std::move(read);
  }

  // A wrapper that is not known: what stands behind -- is a command too.
  void read_behind_dashes(const Argv& argv, int depth) {
    for (std::size_t i = 1; i + 1 < argv.size(); ++i) {
      if (argv[i].raw != "--") continue;
      return read_argv({argv.begin() + static_cast<std::ptrdiff_t>(i) + 1, argv.end()}, depth + 1);
    }
  }

  // `COPY run.sh /start-it`: a program whose source is a shell script, by its name or its first
  // line. The place in the image; empty: it is none, or nobody can tell.
  std::optional<std::string> script_behind(const Argv& argv) {
    if (argv.empty() || !argv[0].value) return std::nullopt;
    const std::optional<std::string>& workdir = launch_.cwd;
    for (const std::string& place : places_of_program(*argv[0].value, workdir)) {
      const std::optional<std::string> source = copied_source(facts_, stage_, place);
      if (!source) continue;
      if (source->ends_with(".sh") || source->ends_with(".bash")) return place;
      const std::optional<std::string> text = copied_text(doc_, facts_, stage_, context_, place);
      if (text && is_for_shell(*text)) return place;
    }
    return std::nullopt;
  }

  // Whether the script is at hand; then what it does stands for it, and what follows it is run too.
  bool follow_script(const Program& found, const Argv& argv, int depth) {
    if (found.kind != "unknown-script" || argv.empty()) return false;
    std::size_t at = 0;
    const bool by_shell = argv.front().value && is_posix_shell({*argv.front().value});  // sh FILE
    if (by_shell) {
      at = 1;
      while (at < argv.size() && argv[at].raw.starts_with('-')) ++at;
    }
    if (at >= argv.size() || !argv[at].value) return false;
    const std::optional<std::string>& workdir = launch_.cwd;
    std::string path = *argv[at].value;
    if (by_shell && path.find('/') == std::string::npos) path = "./" + path;
    for (const std::string& place : places_of_program(path, workdir)) {
      const std::optional<std::string> text = copied_text(doc_, facts_, stage_, context_, place);
      if (!text) continue;
      if (std::find(read_.begin(), read_.end(), place) != read_.end()) return true;
      read_.push_back(place);
      read_file(*text, depth, place);
      const Argv rest(argv.begin() + static_cast<std::ptrdiff_t>(at) + 1, argv.end());
      if (!rest.empty() && depth == 0) read_argv(rest, depth + 1);
      return true;
    }
    return false;
  }

  void read_file(const std::string& text, int depth, const std::string& place) {
    if (text.starts_with("#!") && !is_for_shell(text)) {  // a program in another language
      static constexpr std::array<std::string_view, 10> switches = {
          "gosu",    "su-exec", "setpriv",    "setuidgid", "setuid(",
          "setgid(", "chown(",  "chownSync(", "\"chown\"", "'chown'"};
      return launch_.programs.push_back(has_any(text, switches)
                                            ? said(Runs::unknown, "changes-as-it-runs",
                                                   place + " may change users or owners as it runs",
                                                   "set USER by hand if it does not")
                                            : Program());
    }
    read_script(read_shell(text), depth + 1, place);
  }

  Program with_settings(const Argv& argv, std::string_view name, const Program& usual) const {
    return by_settings(
        argv, name, launch_.cwd.value_or("/"),
        [&](const std::string& path) { return copied_text(doc_, facts_, stage_, context_, path); },
        usual);
  }

  // What supervisord's settings start, where they are at hand.
  bool follow_supervisor(const Argv& argv) {
    const AtHand at_hand = {
        [&](const std::string& path) { return copied_text(doc_, facts_, stage_, context_, path); },
        [&](const std::string& pattern) { return copied_matching(facts_, stage_, pattern); }};
    const std::optional<std::string> cwd = launch_.cwd;
    const std::optional<SupervisorSettings> settings =
        settings_of(argv, cwd.value_or("/"), at_hand);
    if (!settings) return false;
    launch_.programs.push_back(supervisord_with(*settings));
    for (const Supervised& program : settings->programs) {
      launch_.cwd = program.directory.empty() ? cwd : program.directory;
      read_script(read_shell(program.command), 1);
    }
    launch_.cwd = cwd;
    return true;
  }

  // npm start and its like run a text of package.json.
  bool follow_package(const Argv& argv, const std::string& name, int depth) {
    if (name != "npm" && name != "yarn" && name != "pnpm") return false;
    if (argv.size() < 2 || !argv[1].value || depth >= deepest) return false;
    std::string script = *argv[1].value;
    if (script == "run" || script == "run-script") {
      if (argv.size() < 3 || !argv[2].value) return false;
      script = *argv[2].value;
    }
    const std::optional<std::string>& workdir = launch_.cwd;
    if (!workdir) return false;
    const std::optional<std::string> json =
        copied_text(doc_, facts_, stage_, context_, join_path(*workdir, "package.json"));
    const std::optional<std::string> text = json ? package_script(*json, script) : std::nullopt;
    if (!text) return false;
    read_script(read_shell(*text), depth + 1);
    return true;
  }

  const Document& doc_;
  const Facts& facts_;
  std::size_t stage_;
  const ContextReader& context_;
  Launch& launch_;
  std::vector<std::string> read_;  // the scripts: each is read once
};

// `ENTRYPOINT ["docker-entrypoint.sh"]` below `FROM postgres`: what that image starts by itself,
// said once more, as no COPY brings another of that name.
bool says_base_entrypoint(const Facts& facts, std::size_t stage, const Launch& launch,
                          const std::vector<std::string>& words) {
  static constexpr std::array<std::string_view, 4> names = {
      "docker-entrypoint.sh", "docker-php-entrypoint", "docker-entrypoint", "entrypoint.sh"};
  const BaseImage* row = facts.stages[stage].base.row;
  const bool known = row && (row->start == Start::drops || row->start == Start::serves);
  if (!known || words.empty() || !is_one_of(base_name(words.front()), names)) return false;
  const std::vector<std::string> places = places_of_program(words.front(), launch.cwd);
  return std::none_of(places.begin(), places.end(), [&](const std::string& place) {
    return copied_source(facts, stage, place).has_value();
  });
}

// What takes root in the HEALTHCHECK in force; what else it runs is no program of the container's.
void read_healthcheck(const Document& doc, const Facts& facts, std::size_t stage,
                      const ContextReader& context, Launch& launch) {
  const std::size_t item = last_of(doc, facts, stage, Keyword::healthcheck);
  if (item == no_item) return;
  const Instruction check = read(doc, doc.items[item]);
  const std::string& text = check.rest.text;
  if (text.empty() || text[0] == 'N' || text[0] == 'n') return;  // NONE
  Launch own;
  own.cwd = facts.after_stage[stage].workdir;
  Reader reader(doc, facts, stage, context, own);
  if (check.exec)
    reader.read_exec_form(*check.exec);
  else
    reader.read_text(text.substr(std::min(text.size(), std::string_view("CMD").size())));
  for (Program& found : own.programs) {
    if (found.runs != Runs::needs_root && found.runs != Runs::drops) continue;
    found.runs = Runs::needs_root;
    found.because = "in HEALTHCHECK, " + found.because;
    found.item = item;
    launch.programs.push_back(std::move(found));
  }
}

}  // namespace

Launch launch_of(const Document& doc, const Facts& facts, std::size_t stage,
                 const ContextReader& context) {
  Launch launch;
  launch.entrypoint = last_of(doc, facts, stage, Keyword::entrypoint);
  launch.cmd = last_of(doc, facts, stage, Keyword::cmd);
  if (drops_cmd(facts, launch.entrypoint, launch.cmd)) launch.cmd = no_item;
  launch.own_command = launch.entrypoint != no_item || launch.cmd != no_item;
  launch.base_entrypoint = launch.entrypoint == no_item;
  read_healthcheck(doc, facts, stage, context, launch);
  launch.cwd = facts.after_stage[stage].workdir;
  Reader reader(doc, facts, stage, context, launch);
  if (launch.base_entrypoint) reader.read_helpers();
  if (!launch.own_command) reader.read_base(facts.stages[stage].base.row);
  std::vector<std::string> words;
  if (launch.entrypoint != no_item) {
    const Instruction entrypoint = read(doc, doc.items[launch.entrypoint]);
    if (!entrypoint.exec) {
      reader.read_text(entrypoint.rest.text);
      return launch;  // a shell-form ENTRYPOINT ignores CMD
    }
    words = *entrypoint.exec;  // `ENTRYPOINT []` takes the base image's away
    if (says_base_entrypoint(facts, stage, launch, words)) {
      launch.base_entrypoint = true;
      words.erase(words.begin());
    }
  }
  if (launch.cmd == no_item) {
    launch.own_command = !words.empty();
    reader.read_exec_form(words);
    return launch;
  }
  const Instruction cmd = read(doc, doc.items[launch.cmd]);
  if (cmd.exec) words.insert(words.end(), cmd.exec->begin(), cmd.exec->end());
  reader.read_exec_form(words);
  if (!cmd.exec) reader.read_text(cmd.rest.text);
  return launch;
}

}  // namespace dockerfix
