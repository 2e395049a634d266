// What the commands of a RUN do, each in the directory and with the variables of its own shell.
#include <algorithm>
#include <array>

#include "facts_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

// What one shell of the script knows just then.
struct Site {
  std::optional<std::string> cwd;
  std::map<std::string, Value, std::less<>> variables;
  bool closes = false;  // its umask keeps others out of what is made
};

// `chown $(whoami) x`: as another user it says something else.
bool names_its_user(std::string_view word) {
  static constexpr std::array<std::string_view, 6> signs = {"$USER", "${USER", "whoami",
                                                            "$(id ", "`id ",   "id -u"};
  return has_any(word, signs);
}

class RunReader {
 public:
  RunReader(Facts& facts, std::size_t item, const State& state)
      : facts_(facts), item_(item), state_(state), family_(facts.stages[state.stage].base.family) {
    run_.item = item;
  }

  void read_script(const Script& script) {
    sites_.assign(script.shells.size(), {});
    started_.assign(script.shells.size(), false);
    for (at_ = 0; at_ < script.commands.size(); ++at_) {
      next_ = at_ + 1 < script.commands.size() ? &script.commands[at_ + 1] : nullptr;
      read_command(script, script.commands[at_]);
    }
    run_.unread = run_.unread || !script.understood;
    run_.may_leave = run_.may_leave || !script.understood;
  }

  RunFacts finish() && {
    if (run_.unread) {
      // As an ordinary user it could have changed what that user owns, and nothing else matters.
      stage().owned.push_back({item_, Owned::What::anything, "/", {}, true});
    }
    return std::move(run_);
  }

  RunFacts& run() { return run_; }

 private:
  Stage& stage() { return facts_.stages[state_.stage]; }

  Site& site_of(const Script& script, std::uint32_t shell) {
    if (!started_[shell]) {
      started_[shell] = true;
      if (script.shells[shell].parent == shell)
        sites_[shell].cwd = state_.workdir;
      else
        sites_[shell] = site_of(script, script.shells[shell].parent);
    }
    return sites_[shell];
  }

  Lookup lookup_in(const Site& site) const {
    return [this, &site](std::string_view name) -> Value {
      const auto found = site.variables.find(name);
      if (found != site.variables.end()) return found->second;
      if (name == "HOME") return home();
      if (name == "PWD" && site.cwd) return {Value::Kind::set, *site.cwd};
      Value value = variable(facts_, item_, name);
      // A shell may have more set than the file says, but not less.
      if (value.kind == Value::Kind::unset && !is_upper(name)) return {Value::Kind::unknown, {}};
      return value;
    };
  }

  // For settings of tools (NPM_CONFIG_PREFIX, …): what neither the file nor the RUN sets is unset.
  Lookup settings_in(const Site& site) const {
    return [this, &site](std::string_view name) -> Value {
      const Value value = lookup_in(site)(name);
      if (value.kind != Value::Kind::unknown || site.variables.count(name)) return value;
      for (const std::size_t at : chain_of(facts_, state_.stage)) {
        for (const Setting& setting : facts_.stages[at].settings) {
          if (setting.name == name) return value;
        }
      }
      return {};
    };
  }

  static bool is_upper(std::string_view name) {
    return std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
    });
  }

  Value home() const { return home_before(facts_, state_.stage, item_); }

  Arg arg_of(const ShellWord& word, const Site& site) const {
    return {expand(word, lookup_in(site)), word.raw, word.quoted};
  }

  // Empty where the path cannot be told.
  std::optional<std::string> absolute(const std::string& path, const Site& site) {
    if (path.starts_with('~')) {
      run_.as_user = true;
      const Value value = home();
      if (value.kind != Value::Kind::set || (path.size() > 1 && path[1] != '/'))
        return std::nullopt;
      return join_path(value.text, "." + path.substr(1));
    }
    if (path.starts_with('/')) return join_path("/", path);
    if (!site.cwd) return std::nullopt;
    return join_path(*site.cwd, path);
  }

  void read_command(const Script& script, const Command& command) {
    Site& site = site_of(script, command.shell);
    for (const Assignment& assignment : command.assignments) {
      const std::optional<std::string> value = expand(assignment.value, lookup_in(site));
      const bool lasts = command.words.empty() || command.words.front().raw == "export" ||
                         command.words.front().raw == "declare" ||
                         command.words.front().raw == "readonly" ||
                         command.words.front().raw == "local";
      if (!lasts) continue;
      const bool sure = value && !command.conditional;
      site.variables[assignment.name] =
          sure ? Value{Value::Kind::set, *value} : Value{Value::Kind::unknown, {}};
    }
    Argv argv;
    for (const ShellWord& word : command.words) {
      const bool home = word.raw.find("$HOME") != std::string::npos ||
                        word.raw.find("${HOME") != std::string::npos;
      run_.names_user = run_.names_user || names_its_user(word.raw);
      run_.as_user = run_.as_user || run_.names_user || home;
      argv.push_back(arg_of(word, site));
    }
    std::vector<Arg> targets;
    for (const Redirect& redirect : command.redirects) {
      if (redirect.op.find('>') == std::string::npos) continue;
      targets.push_back(arg_of(redirect.target, site));
    }
    if (argv.empty() && targets.empty()) return;
    const Invocation invocation = strip_prefixes(argv);
    if (change_directory(invocation, command, site)) return;
    note_umask(invocation.argv, command, site);
    read_invocation(invocation, targets, command, site);
  }

  bool change_directory(const Invocation& invocation, const Command& command, Site& site) {
    if (invocation.argv.empty() || !invocation.argv.front().value) return false;
    const std::string& name = *invocation.argv.front().value;
    if (name != "cd" && name != "pushd") return false;
    std::optional<std::string> to;
    if (invocation.argv.size() > 1 && invocation.argv.back().value) {
      to = absolute(*invocation.argv.back().value, site);
    }
    site.cwd = command.conditional ? std::nullopt : to;
    return true;
  }

  // `umask 077`, `umask u=rwx,go=`
  static void note_umask(const Argv& argv, const Command& command, Site& site) {
    if (argv.size() != 2 || argv[0].value != "umask" || !argv[1].value || command.conditional)
      return;
    const std::string& mask = *argv[1].value;
    const bool number = !mask.empty() && mask.find_first_not_of("01234567") == std::string::npos;
    const bool last = number && ((mask.back() - '0') & 5) != 0;
    site.closes = number ? last : mask.ends_with("o=");
  }

  // What is made under a umask that keeps others out. A directory that was there keeps its mode.
  void close_made(const Effect& effect, const std::string& path, bool was_there) {
    const bool folder = effect.kind == Effect::Kind::make_directory && !was_there;
    const bool made = folder || effect.kind == Effect::Kind::make_file ||
                      effect.kind == Effect::Kind::copy || effect.kind == Effect::Kind::fill;
    if (!made || !effect.mode_text.empty()) return;
    const bool into =
        effect.kind == Effect::Kind::copy && was_there && !effect.from.ends_with("/.");
    const std::string put = into ? join_path(path, base_name(effect.from)) : path;
    if (is_system_path(put) || is_top_path(put)) return;
    ModeSet mode{item_, put, true, true};
    mode.made = folder ? ModeSet::Made::folder : ModeSet::Made::file;
    stage().modes.push_back(std::move(mode));
  }

  void read_invocation(const Invocation& invocation, const std::vector<Arg>& targets,
                       const Command& command, Site& site) {
    const Deed both = deed(invocation, targets, settings_in(site));
    const Verdict& found = both.verdict;
    const std::string name = command_name(invocation.argv);
    if (!name.empty()) run_.tools.push_back({name, command.conditional});
    const std::size_t installs = run_.home_installs.size();
    note_signs(invocation.argv, name, settings_in(site), stage().owned.size(), run_);
    if (run_.home_installs.size() > installs && next_ != nullptr) excuse_home_install(*next_, run_);
    if (fills_database(invocation.argv, name))
      run_.leaves_data = site.cwd ? site.cwd : state_.workdir;
    run_.sudo = run_.sudo || invocation.sudo;
    if (invocation.text) run_.unread = run_.may_leave = true;  // su -c TEXT: another user's doing
    run_.as_user = run_.as_user || found.refuses_root;
    // An init script may start its daemon as the account that runs it: postgresql's does.
    const bool own_service =
        state_.user.kind == User::Kind::ordinary &&
        (name == "service" || invocation_path(invocation).starts_with("/etc/init.d/"));
    // What may not run, or may fail without harm, proves nothing.
    const bool certain = !command.conditional && !command.masked && !invocation.sudo &&
                         !own_service && !owns_prefix(name) &&
                         !(name == "npm" && has_conda(facts_, state_.stage, run_));
    const bool unchanged = found.need == Need::root && certain && changes_nothing(both, site);
    if (found.need == Need::root && certain && !unchanged) {
      if (run_.need != Need::root) run_.because = found.because;
      run_.need = Need::root;
    } else if (found.need == Need::root && run_.need == Need::none) {
      run_.need = Need::unknown;
    }
    if (found.need == Need::unknown && run_.need == Need::none) run_.need = Need::unknown;
    const std::size_t writes = run_.writes.size();
    for (const Write& write : found.writes.paths) {
      if (std::optional<std::string> path = absolute(write.path, site)) {
        Write resolved = write;
        resolved.path = *path;
        run_.writes.push_back(std::move(resolved));
      }
    }
    run_.commands.push_back({at_, unchanged ? Need::none : found.need, certain,
                             found.need == Need::root ? found.because : std::string(),
                             both.effects.unread || invocation.text.has_value(), writes,
                             run_.writes.size()});
    note_texts(invocation, name, targets, site);
    if (name == "touch") note_touched(invocation, command, site);
    if (!read_accounts(invocation, command)) read_effects(invocation, both.effects, command, site);
  }

  // Not what it may find missing, nor what the shell finds: `touch -c x`, `touch src/*.rs`, and
  // `touch /no/where/x || true`.
  void note_touched(const Invocation& invocation, const Command& command, const Site& site) {
    for (std::size_t i = 1; i < invocation.argv.size(); ++i) {
      const Arg& file = invocation.argv[i];
      if (!file.value || file.raw.starts_with('-')) continue;
      std::optional<std::string> path = absolute(*file.value, site);
      if (!path) continue;
      if (!may_be_missing(*path, command)) run_.touched.push_back(std::move(*path));
    }
  }

  // `touch /no/where/x || true`: nobody hears of it where the directory is not there.
  bool may_be_missing(const std::string& file, const Command& command) const {
    const std::string folder = parent_path(file);
    return command.masked && folder != state_.workdir && !is_system_root(folder) &&
           !is_there(owned_before(facts_, state_.stage, no_item), folder);
  }

  // `echo '<?php …' >index.php`, `… | tee FILE`: texts that stand in the file itself.
  void note_texts(const Invocation& invocation, const std::string& name,
                  const std::vector<Arg>& targets, const Site& site) {
    if (name != "echo" && name != "printf" && name != "cat" && name != "tee") return;
    std::vector<Arg> files = targets;
    if (name == "tee")
      files.insert(files.end(), invocation.argv.begin() + 1, invocation.argv.end());
    for (const Arg& file : files) {
      // >&2 writes no file, and -a is none.
      const bool descriptor = file.raw.find_first_not_of("0123456789-") == std::string::npos;
      if (descriptor || !file.value || file.raw.starts_with('-')) continue;
      const std::optional<std::string> path = absolute(*file.value, site);
      if (path && !is_within(*path, "/dev") && !is_within(*path, "/tmp"))
        run_.texts.push_back(*path);
    }
  }

  // nvm's npm, and one that was told its prefix: `npm config set prefix ~/.npm-global`,
  // `echo prefix=… >>~/.npmrc`.
  bool has_npm_of_its_own() const {
    static constexpr std::array<std::string_view, 5> managers = {"nvm", "fnm", "volta", "asdf",
                                                                 "n"};
    for (const std::size_t at : chain_of(facts_, state_.stage)) {
      for (const RunFacts& run : facts_.stages[at].runs) {
        if (facts_.before[run.item].user.kind != User::Kind::ordinary) continue;
        const bool told =
            std::any_of(run.texts.begin(), run.texts.end(),
                        [](const std::string& path) { return base_name(path) == ".npmrc"; });
        if (run.sets_npm_prefix || told || uses_any(run, managers)) return true;
      }
    }
    return false;
  }

  // `RUN chown -R node /usr/local/lib/node_modules` above `npm install -g`.
  bool owns_prefix(const std::string& name) const {
    static constexpr std::array<std::string_view, 12> installers = {
        "npm",   "yarn",     "pnpm", "pip",   "gem",   "bundle",
        "cpanm", "luarocks", "make", "cmake", "ninja", "composer"};
    if (state_.user.kind != User::Kind::ordinary || !is_one_of(name, installers)) return false;
    if ((name == "npm" || name == "pnpm" || name == "yarn") && has_npm_of_its_own()) return true;
    for (const std::span<const Owned> part : owned_before(facts_, state_.stage, no_item)) {
      for (const Owned& entry : part) {
        const bool prefix =
            is_within(entry.path, "/usr/local") || is_within(entry.path, "/usr/lib");
        const bool given =
            entry.what == Owned::What::mode ||
            (entry.what == Owned::What::owner && entry.owner.name == state_.user.name());
        if (prefix && given) return true;
      }
    }
    return false;
  }

  static std::string invocation_path(const Invocation& invocation) {
    return invocation.argv.empty() ? std::string() : invocation.argv.front().value.value_or("");
  }

  // By name or by number.
  bool is_user(const std::string& owner) const {
    if (owner == state_.user.name()) return true;
    const KnownAccounts known = accounts_before(facts_, state_.stage, item_);
    const KnownAccount* one = find_account(known, owner);
    const KnownAccount* user = find_account(known, state_.user.name());
    return one && user && one->account.uid && one->account.uid == user->account.uid;
  }

  // A chown to the user that owns the path already is allowed to that user.
  bool changes_nothing(const Deed& both, const Site& site) {
    if (!both.verdict.unless_owned || state_.user.kind != User::Kind::ordinary) return false;
    for (const Effect& effect : both.effects.list) {
      if (effect.kind != Effect::Kind::chown) continue;
      const std::optional<std::string> path = absolute(effect.path, site);
      if (!path || !effect.owner || !is_user(*effect.owner)) return false;
      const std::optional<OwnerFound> owner =
          owner_of(owned_before(facts_, state_.stage, no_item), *path);
      if (!owner || owner->owner.kind == Owner::Kind::root) return false;
    }
    return true;
  }

  // Whether it is a command of accounts.
  bool read_accounts(const Invocation& invocation, const Command& command) {
    std::vector<AccountChange> changes = read_account_command(invocation.argv, family_);
    for (std::size_t i = 0; i < changes.size(); ++i) {
      AccountEvent event{item_, std::move(changes[i]), command.conditional, {}, {}};
      note_variables(invocation.argv, i, event);
      const Account& account = event.change.account;
      // useradd leaves a directory that is there to its owner; BusyBox gives it to the account.
      const bool there = account.home && family_facts(family_).tool != AccountTool::busybox &&
                         holds_any(owned_before(facts_, state_.stage, no_item), *account.home);
      if (event.change.kind == AccountChange::Kind::account && account.has_home && account.home &&
          !there) {
        stage().owned.push_back({item_,
                                 Owned::What::directory,
                                 *account.home,
                                 {Owner::Kind::user, account.name},
                                 false});
      }
      stage().accounts.push_back(std::move(event));
    }
    return !changes.empty();
  }

  // An id that came from a variable is written by that variable again, or not at all. Which id a
  // word gives is seen by giving another one.
  void note_variables(const Argv& argv, std::size_t change, AccountEvent& event) const {
    for (std::size_t i = 0; i < argv.size(); ++i) {
      const Arg& arg = argv[i];
      if (!arg.value || arg.raw.find('$') == std::string::npos) continue;
      const std::size_t digits = arg.value->find_last_not_of("0123456789") + 1;
      if (digits == arg.value->size()) continue;
      Argv other = argv;
      other[i].value = arg.value->substr(0, digits) + "1999999999";
      const std::vector<AccountChange> read = read_account_command(other, family_);
      if (read.size() <= change) continue;
      std::string raw = arg.raw.substr(arg.raw.find('$'));
      std::erase(raw, '"');
      if (read[change].account.uid == 1999999999u) event.uid_text = raw;
      if (read[change].account.gid == 1999999999u || read[change].group.gid == 1999999999u) {
        event.gid_text = raw;
      }
    }
  }

  void read_effects(const Invocation& invocation, const Effects& found, const Command& command,
                    Site& site) {
    static constexpr std::array<std::string_view, 6> keep = {"rm",    "rmdir", "unlink",
                                                             "chown", "chmod", "chgrp"};
    run_.may_leave =
        run_.may_leave || (found.unread && !is_one_of(command_name(invocation.argv), keep));
    run_.unread = run_.unread || found.unread;
    for (const auto& [name, value] : found.sets) {
      run_.sets_npm_prefix = run_.sets_npm_prefix || name == "NPM_CONFIG_PREFIX";
      site.variables[name] =
          value ? Value{Value::Kind::set, *value} : Value{Value::Kind::unknown, {}};
    }
    for (const Effect& effect : found.list) {
      const std::optional<std::string> path = absolute(effect.path, site);
      if (effect.kind == Effect::Kind::home_write && !effect.perhaps) {
        // An ENV would not move what the RUN sets itself.
        const bool free = site.variables.count(effect.from) == 0;
        run_.home_installs.push_back({command_name(invocation.argv), free ? effect.from : "",
                                      path.value_or(""), stage().owned.size()});
      }
      if (!path) continue;
      const bool missing = effect.kind == Effect::Kind::make_file && may_be_missing(*path, command);
      if (command.conditional || effect.perhaps || missing) {
        // It may have happened or not: what stands there now is not known. A directory that is
        // filled, or not, keeps its owner.
        const bool fills = effect.kind == Effect::Kind::fill;
        const auto what = fills ? Owned::What::content : Owned::What::owner;
        if (effect.kind != Effect::Kind::home_write)
          stage().owned.push_back({item_, what, *path, {}, effect.recursive});
        continue;
      }
      note_home_file(effect, *path, run_);
      Effect done = effect;
      if (!done.from.empty()) done.from = absolute(effect.from, site).value_or(effect.from);
      if (effect.from.ends_with("/.")) done.from += "/.";  // all that is in it
      const bool was_there =
          site.closes && is_there(owned_before(facts_, state_.stage, no_item), *path);
      record_effect(facts_, item_, state_, done, *path);
      if (site.closes) close_made(done, *path, was_there);
    }
  }

  Facts& facts_;
  std::size_t item_;
  const State& state_;
  Family family_;
  RunFacts run_;
  std::vector<Site> sites_;
  std::vector<bool> started_;
  std::size_t at_ = 0;             // the command that is read
  const Command* next_ = nullptr;  // the one behind it
};

// RUN <<EOF: the body is the script. Other heredocs are part of the text.
bool is_body(const Instruction& instruction) {
  return !instruction.heredocs.empty() && instruction.rest.text.starts_with("<<");
}

const Script& shell_script_of(const Instruction& instruction, Scripts& scripts) {
  if (is_body(instruction)) return scripts.read(instruction.heredocs.front().body);
  std::string text = instruction.rest.text;
  for (const Heredoc& heredoc : instruction.heredocs) {
    text.append("\n").append(heredoc.body).append(heredoc.name).append("\n");
  }
  return scripts.read(text);
}

}  // namespace

Script script_of_run(const Instruction& instruction, const State& state, Scripts& scripts) {
  if (instruction.exec) return read_exec(*instruction.exec);
  return is_posix_shell(state.shell) ? shell_script_of(instruction, scripts) : Script{};
}

void read_run(Facts& facts, Scripts& scripts, std::size_t item, const Instruction& instruction,
              const State& state) {
  RunReader reader(facts, item, state);
  if (instruction.exec) {
    reader.read_script(read_exec(*instruction.exec));
  } else if (!is_posix_shell(state.shell)) {
    reader.run().unread = reader.run().may_leave = true;
    reader.run().need = Need::unknown;
  } else {
    const Script& script = shell_script_of(instruction, scripts);
    reader.read_script(script);
    if (is_body(instruction)) {
      // Any #! line names its interpreter.
      const std::string& body = instruction.heredocs.front().body;
      const bool other = body.starts_with("#!") && !is_for_shell(body);
      reader.run().unread = reader.run().unread || other;
      reader.run().may_leave = reader.run().may_leave || other;
    }
    reader.run().plain_chain = script.plain_chain && instruction.heredocs.empty();
  }
  facts.stages[state.stage].runs.push_back(std::move(reader).finish());
}

}  // namespace dockerfix
