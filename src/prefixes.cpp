// What runs a command on behalf of another.
#include <algorithm>
#include <utility>

#include "command_options.h"
#include "commands.h"

namespace dockerfix {
namespace {

using commands::is_one_of;
using commands::Options;
using commands::read_options;
using commands::Stop;
using commands::valued_options;

enum class Sort : std::uint8_t {
  plain,      // the same user runs the command that follows
  assigns,    // …after NAME=VALUE words
  arguments,  // xargs, parallel: more arguments follow
  sudo,
  su,           // [USER] -c TEXT
  user_first,   // USER COMMAND…
  user_option,  // -u USER COMMAND…; plain without that option
};

struct Prefix {
  std::string_view names;
  std::string_view word;    // the first operand must be one of these: "exec" of bundle exec
  std::string_view valued;  // options that take a value
  std::size_t operands;     // that stand before the command: 1 of timeout
  Sort sort;
  std::string_view user;  // user_option, sudo: the options that name the user
};

constexpr Prefix prefixes[] = {
    {"env", "", "-u -C -S --unset --chdir --split-string", 0, Sort::assigns, ""},
    {"cross-env", "", "", 0, Sort::assigns, ""},
    {"time", "", "-f -o --format --output", 0, Sort::plain, ""},
    {"nice", "", "-n --adjustment", 0, Sort::plain, ""},
    {"ionice", "", "-c -n -p -P -u --class --classdata", 0, Sort::plain, ""},
    {"timeout", "", "-s -k --signal --kill-after", 1, Sort::plain, ""},
    {"exec", "", "-a", 0, Sort::plain, ""},
    {"command builtin nohup eatmydata setsid unbuffer chronic catchsegv noglob", "", "", 0,
     Sort::plain, ""},
    {"linux32 linux64 setarch", "", "", 0, Sort::plain, ""},
    {"stdbuf", "", "-i -o -e --input --output --error", 0, Sort::plain, ""},
    {"chrt taskset", "", "", 1, Sort::plain, ""},
    {"flock", "", "-w -E --timeout --conflict-exit-code", 1, Sort::plain, ""},
    {"strace ltrace", "", "-e -o -s -p -a -P -u", 0, Sort::plain, ""},
    {"xvfb-run", "", "-n -s -e -f -p -w --server-num --server-args --error-file", 0, Sort::plain,
     ""},
    {"dbus-run-session dbus-launch ssh-agent", "", "", 0, Sort::plain, ""},
    {"fakeroot", "", "-l -s -i -b --lib --faked", 0, Sort::plain, ""},
    {"tini tini-static as-tini-static docker-init", "", "-p -e", 0, Sort::plain, ""},
    {"dumb-init", "", "-r --rewrite", 0, Sort::plain, ""},
    {"catatonit with-contenv", "", "", 0, Sort::plain, ""},
    {"busybox", "", "", 0, Sort::plain, ""},
    // Runners of packages: whatever they fetch first, the command runs as the same user.
    {"npx bunx uvx", "", "-p --package -c --call --from --with --python", 0, Sort::plain, ""},
    {"pnpm yarn npm", "exec dlx x", "--dir -C --filter --prefix -p --package", 1, Sort::plain, ""},
    {"bundle bundler", "exec", "--gemfile", 1, Sort::plain, ""},
    {"poetry pipenv pdm rye hatch", "run", "-C -P --directory --project", 1, Sort::plain, ""},
    {"uv", "run",
     "-p --python --project --directory --package --extra --group --no-group --with --env-file", 1,
     Sort::plain, ""},
    {"conda mamba micromamba", "run", "-n -p --name --prefix --cwd", 1, Sort::plain, ""},
    {"opam", "exec", "--switch", 1, Sort::plain, ""},
    // What follows comes with more arguments than are written.
    {"xargs", "",
     "-I -n -P -L -d -a -E -s -i? -e? -l? --max-args --max-procs --delimiter --arg-file "
     "--max-chars",
     0, Sort::arguments, ""},
    {"parallel", "",
     "-j -P -N -n -I -a -S --jobs --colsep --arg-file --delay --joblog --results --tmpdir --wd "
     "--retries --timeout --load --memfree",
     0, Sort::arguments, ""},
    // What becomes another user needs root for it, whoever that is.
    {"sudo", "",
     "-u -g -h -p -C -D -R -T -U -r -t --user --group --host --prompt --chdir --close-from "
     "--chroot "
     "--preserve-env?",
     0, Sort::sudo, "-u|--user"},
    {"doas", "", "-u -C -a", 0, Sort::sudo, "-u"},
    {"su", "", "-c -s -g -G -w --command --shell --group --supp-group --whitelist-environment", 0,
     Sort::su, ""},
    {"runuser", "",
     "-u -c -s -g -G -w --user --command --shell --group --supp-group --whitelist-environment", 0,
     Sort::su, "-u|--user"},
    {"gosu su-exec setuidgid s6-setuidgid setuser", "", "", 1, Sort::user_first, ""},
    {"setpriv", "",
     "--reuid --regid --ruid --euid --rgid --egid --groups --inh-caps --ambient-caps "
     "--bounding-set "
     "--securebits --pdeathsig --selinux-label --apparmor-profile --ptracer --landlock-access "
     "--landlock-rule",
     0, Sort::user_option, "--reuid|--euid|--ruid"},
    {"chpst", "", "-u -U -b -e -/ -n -l -L -m -d -o -p -f -c -r -t -C", 0, Sort::user_option, "-u"},
    {"s6-applyuidgid", "", "-u -g -G", 0, Sort::user_option, "-u|-U"},
};

bool is_assignment(const Arg& arg) {
  std::string_view text = arg.value ? *arg.value : arg.raw;
  if (text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || text[0] == '-') return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(equals), [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

Argv from(const Argv& argv, std::size_t index) {
  if (index >= argv.size()) return {};
  return {argv.begin() + static_cast<std::ptrdiff_t>(index), argv.end()};
}

Argv split_blanks(const Arg& text) {
  Argv result;
  if (!text.value) return {text};
  std::string word;
  for (const char c : *text.value + " ") {
    if (c != ' ' && c != '\t') {
      word += c;
    } else if (!word.empty()) {
      result.push_back({word, word, false});
      word.clear();
    }
  }
  return result;
}

// "app:app" names the user app.
std::optional<std::string> user_of(const Arg* arg) {
  if (!arg || !arg->value) return std::nullopt;
  return arg->value->substr(0, arg->value->find(':'));
}

bool is_root(const std::optional<std::string>& user) {
  return user && (*user == "root" || *user == "0");
}

// The command that `python -m` names, or -1. Options of python itself stand before it.
std::size_t module_index(const Argv& argv) {
  for (std::size_t i = 1; i + 1 < argv.size(); ++i) {
    if (!argv[i].value || !argv[i].value->starts_with('-') || *argv[i].value == "-c") return 0;
    if (*argv[i].value == "-m") return i + 1;
    if (is_one_of(*argv[i].value, "-W -X")) ++i;
  }
  return 0;
}

const Prefix* find_prefix(const Argv& argv, const std::string& name) {
  for (const Prefix* prefix : commands::rows_named<Prefix>(prefixes, name)) {
    if (prefix->word.empty()) return prefix;
    const Options options = read_options(argv, valued_options(name));
    if (options.operands.empty() || !options.operands[0].value) continue;
    if (is_one_of(*options.operands[0].value, prefix->word)) return prefix;
  }
  return nullptr;
}

// Options, operands and NAME=VALUE words of the prefix; the index where the command begins.
std::size_t command_index(const Prefix& prefix, const Argv& argv, Options& options) {
  options = read_options(argv, prefix.valued, Stop::at_operand);
  std::size_t index = options.end;
  for (std::size_t skipped = 0; skipped < prefix.operands; ++skipped) {
    const Options more = read_options(from(argv, index), prefix.valued, Stop::at_operand);
    index += more.end;
  }
  const bool assigns = prefix.sort == Sort::assigns || prefix.sort == Sort::sudo;
  while (assigns && index < argv.size() && is_assignment(argv[index])) ++index;
  return index;
}

void read_su(const Prefix& prefix, const Options& stopped, Invocation& invocation) {
  const Argv argv = std::exchange(invocation.argv, {});
  invocation.switches_user = true;
  if (!prefix.user.empty() && stopped.has(prefix.user)) {  // runuser -u USER COMMAND
    invocation.user = user_of(stopped.value(prefix.user));
    invocation.argv = from(argv, stopped.end);
    return;
  }
  const Options options = read_options(argv, prefix.valued);
  const Arg* user = nullptr;
  for (const Arg& operand : options.operands)
    if (!user && operand.raw != "-") user = &operand;
  invocation.user = user ? user_of(user) : std::optional<std::string>("root");
  if (const Arg* text = options.value("-c|--command")) invocation.text = *text;
}

// Of xargs -I{} the word {} stands for what nobody can tell, and nothing else follows.
void read_xargs(const Options& options, Invocation& invocation) {
  const Arg* replaced = options.value("-I|-i|--replace");
  const bool braces = options.has("-i|--replace") && !replaced;
  if (!replaced && !braces) {
    invocation.paths_unknown = true;
    return;
  }
  const std::string mark = replaced && replaced->value ? *replaced->value : "{}";
  for (Arg& arg : invocation.argv)
    if (arg.value && arg.value->find(mark) != std::string::npos) arg.value.reset();
}

void cut_arguments(Argv& argv) {  // parallel COMMAND ::: ARGUMENTS
  const auto is_mark = [](const Arg& arg) { return arg.raw.starts_with(":::"); };
  argv.erase(std::find_if(argv.begin(), argv.end(), is_mark), argv.end());
}

// Whether one prefix was taken off.
bool strip_one(Invocation& invocation) {
  const std::string name = command_name(invocation.argv);
  if (name == "python" || name == "pypy") {
    const std::size_t index = module_index(invocation.argv);
    if (index) invocation.argv = from(invocation.argv, index);
    return index != 0;
  }
  const Prefix* prefix = find_prefix(invocation.argv, name);
  if (!prefix) return false;
  Options options;
  const std::size_t index = command_index(*prefix, invocation.argv, options);
  if (prefix->sort == Sort::su) {
    read_su(*prefix, options, invocation);
    return !invocation.argv.empty();
  }
  Argv rest = from(invocation.argv, index);
  if (name == "env" && options.value("-S|--split-string")) {
    Argv split = split_blanks(*options.value("-S|--split-string"));
    rest.insert(rest.begin(), split.begin(), split.end());
  }
  if (name == "parallel") cut_arguments(rest);
  const bool sudo = prefix->sort == Sort::sudo;
  // Alone they are commands of their own: env prints, command -v asks, exec keeps redirects.
  const bool asks = name == "command" && options.has("-v|-V");
  if ((rest.empty() && !sudo && prefix->sort != Sort::user_first) || asks) return false;
  const bool with_user = sudo || prefix->sort == Sort::user_option;
  const Arg* user = with_user ? options.value(prefix->user) : nullptr;
  if (prefix->sort == Sort::user_first && options.end < invocation.argv.size())
    user = &invocation.argv[options.end];
  const std::optional<std::string> to = user_of(user);
  if (sudo && (!user || is_root(to))) {
    invocation.sudo = true;
  } else if (user) {
    invocation.switches_user = true;
    invocation.user = to;
  }
  invocation.argv = std::move(rest);
  if (prefix->sort == Sort::arguments) read_xargs(options, invocation);
  return !invocation.argv.empty();
}

}  // namespace

std::string command_name(const Argv& argv) {
  if (argv.empty() || !argv[0].value) return {};
  std::string name = argv[0].value->substr(argv[0].value->rfind('/') + 1);
  if (const std::size_t at = name.find('@'); at != std::string::npos && at > 0) name.resize(at);
  // python3.12, pip3, php-fpm8.2 and gcc-12 are known by their plain names; apache2 is a name
  // itself.
  constexpr std::string_view versioned =
      "python pypy pip php php-fpm php-cgi phpize gcc g++ clang clang++ cpp ruby gem perl lua "
      "luarocks "
      "node nodejs virtualenv easy_install gunicorn celery";
  const std::size_t end = name.find_last_not_of("0123456789.-");
  if (end == std::string::npos || end + 1 >= name.size()) return name;
  if (is_one_of(name.substr(0, end + 1), versioned)) name.resize(end + 1);
  return name;
}

Invocation strip_prefixes(const Argv& argv) {
  Invocation invocation;
  invocation.argv = argv;
  constexpr int deepest = 32;  // a hostile text must end too
  for (int i = 0; i < deepest && strip_one(invocation); ++i) {
  }
  return invocation;
}

}  // namespace dockerfix
