// Finds the row of a command and does what the row says.
#include <algorithm>
#include <unordered_map>

#include "command_readers.h"
#include "ownership.h"

namespace dockerfix::commands {
namespace {

Answer negated(Answer answer) {
  if (answer == Answer::maybe) return answer;
  return answer == Answer::yes ? Answer::no : Answer::yes;
}

std::string_view cut(std::string_view& list, char separator) {
  const std::size_t end = std::min(list.find(separator), list.size());
  const std::string_view word = list.substr(0, end);
  list.remove_prefix(std::min(end + 1, list.size()));
  return word;
}

Answer operand_is(const Arg& operand, std::string_view alternatives) {
  if (operand.value) return is_one_of(*operand.value, alternatives, '|') ? Answer::yes : Answer::no;
  if (alternatives == "*") return Answer::yes;
  // "CFLAGS=$X" is no subcommand, whatever X holds.
  const std::string start = operand.raw.substr(0, operand.raw.find('$'));
  if (start.find('=') == std::string::npos) return Answer::maybe;
  return is_one_of(start, alternatives, '|') ? Answer::yes : Answer::no;
}

struct Matching {
  const Doing& doing;
  std::size_t operand = 0;
  std::string because;

  void matched(std::string_view word) { because.append(" ").append(word); }

  Answer any_operand(std::string_view alternatives) {
    Answer answer = Answer::no;
    for (const Arg& arg : doing.options.operands) {
      const Answer one = operand_is(arg, alternatives);
      if (one == Answer::yes && arg.value) matched(*arg.value);
      if (one == Answer::yes) return one;
      if (one == Answer::maybe) answer = one;
    }
    return answer;
  }

  // "-g|--global", "-n|--priority=-*", "^-c": one of these, with such a value, before any operand.
  Answer any_option(std::string_view condition) {
    const bool early = condition[0] == '^';
    if (early) condition.remove_prefix(1);
    const std::string_view names = cut(condition, '=');
    for (const Options::Given& given : doing.options.given) {
      if (!is_one_of(given.name, names, '|') || (early && !given.early)) continue;
      if (!condition.empty() && !given.value) continue;
      const Answer answer = condition.empty() ? Answer::yes : operand_is(*given.value, condition);
      if (answer == Answer::no) continue;
      matched(given.name);
      return answer;
    }
    return Answer::no;
  }

  Answer any_word(std::string_view alternatives) const {
    while (!alternatives.empty()) {
      const std::string_view text = cut(alternatives, '|');
      const auto has = [&](const Arg& arg) {
        return (arg.value ? *arg.value : arg.raw).find(text) != std::string::npos;
      };
      if (std::any_of(doing.argv.begin(), doing.argv.end(), has)) return Answer::yes;
    }
    return Answer::no;
  }

  Answer holds(std::string_view condition) {
    if (condition[0] == '!') {
      const std::string kept = because;
      const Answer answer = negated(holds(condition.substr(1)));
      because = kept;
      return answer;
    }
    if (condition[0] == '-' || condition[0] == '^') return any_option(condition);
    if (condition[0] == '+') return any_operand(condition.substr(1));
    if (condition[0] == '=') return any_word(condition.substr(1));
    const Argv& operands = doing.options.operands;
    if (condition == "0") return operands.empty() ? Answer::yes : Answer::no;
    if (operand >= operands.size()) return Answer::no;
    const Arg& arg = operands[operand++];
    const Answer answer = operand_is(arg, condition);
    if (answer == Answer::yes && arg.value && condition != "*") matched(*arg.value);
    return answer;
  }
};

std::vector<Place> values_of(const std::vector<Arg>& args) {
  std::vector<Place> result;
  for (const Arg& arg : args)
    for (Place& place : places(arg)) result.push_back(std::move(place));
  return result;
}

// "@2", "@2+" and "@last".
std::vector<Place> operands_at(const Doing& doing, std::string_view which) {
  const Argv& operands = doing.options.operands;
  if (operands.empty()) return {};
  if (which == "last") return places(operands.back());
  const std::size_t index = static_cast<std::size_t>(which[0] - '1');
  if (index >= operands.size()) return {};
  if (which.back() != '+') return places(operands[index]);
  return values_of({operands.begin() + static_cast<std::ptrdiff_t>(index), operands.end()});
}

// "of=", "DESTDIR=": the value of an operand or of an option (-D of cmake) of that form.
std::vector<Place> assigned(const Doing& doing, std::string_view name) {
  Argv words = doing.options.operands;
  for (const Options::Given& given : doing.options.given)
    if (given.value) words.push_back(*given.value);
  for (const Arg& word : words) {
    const std::string& text = word.value ? *word.value : word.raw;
    if (!text.starts_with(name)) continue;
    if (!word.value) return {{std::nullopt}};
    return {{text.substr(name.size())}};
  }
  return {};
}

std::vector<Place> resolve_one(const Doing& doing, std::string_view place) {
  if (place[0] == '@') return operands_at(doing, place.substr(1));
  if (place.back() == '=') return assigned(doing, place);
  if (place[0] == '-') {
    const Arg* value = doing.options.value(place);
    return value ? places(*value) : std::vector<Place>{};
  }
  if (place[0] != '$') return {{std::string(place)}};
  const Value value = doing.environment ? doing.environment(place.substr(1)) : Value{};
  if (value.kind == Value::Kind::unknown) return {{std::nullopt}};
  if (value.kind == Value::Kind::unset || value.text.empty()) return {};
  return {{value.text}};
}

std::vector<Place> resolve(const Doing& doing, std::string_view place) {
  std::string_view below;
  if (place[0] == '(') {
    const std::size_t close = place.find(')');
    below = place.substr(close + 1);
    place = place.substr(1, close - 1);
  }
  std::vector<Place> found;
  while (found.empty() && !place.empty()) found = resolve_one(doing, cut(place, '|'));
  for (Place& one : found) {
    if (below.empty() || !one.path) continue;
    *one.path = *one.path == "." ? std::string(below.substr(1)) : one.path->append(below);
  }
  return found;
}

void do_at(Doing& doing, std::string_view kind, const Place& place) {
  using enum Effect::Kind;
  if (kind == "dir") {
    add_write(doing, Write::Kind::directory, place);
    add_effect(doing, make_directory, place);
  } else if (kind == "file" || kind == "key") {
    add_write(doing, Write::Kind::file, place);
    Effect* const made = add_effect(doing, make_file, place);
    if (made && kind == "key") read_mode("600", *made);
  } else if (kind == "edit") {
    add_write(doing, Write::Kind::entry, place);
  } else if (kind == "new") {
    add_write(doing, Write::Kind::entry, place);
    add_effect(doing, make_file, place);
  } else if (kind == "remove") {
    add_write(doing, Write::Kind::entry, place);
    add_effect(doing, remove, place);
  } else if (kind == "own") {
    add_write(doing, Write::Kind::owned, place);
  } else {
    add_write(doing, Write::Kind::into, place);
    // An option or a variable may send it elsewhere: `nltk.downloader -d /usr/share/nltk_data`.
    const bool at_home = kind == "home" && place.path &&
                         (place.path->starts_with('~') || is_within(*place.path, "/root"));
    if (kind == "fill" || kind == "home")
      add_effect(doing, at_home ? home_write : fill, place, true);
  }
}

// Where one of the variables is set, the command writes there instead of into root's directories.
bool excused(Doing& doing, std::string_view variables) {
  while (!variables.empty()) {
    const std::string name = "$" + std::string(cut(variables, ' '));
    const std::vector<Place> found = resolve_one(doing, name);
    if (found.empty()) continue;
    doing.verdict.need = found[0].path ? Need::none : Need::unknown;
    add_write(doing, Write::Kind::into, found[0]);
    return true;
  }
  return false;
}

void apply_row(const Row& row, Doing& doing) {
  const bool known = row.what != Class::unknown;
  doing.verdict.need = known ? Need::none : Need::unknown;
  doing.effects.unread = !known;
  doing.verdict.refuses_root = row.what == Class::refuses_root;
  if (row.what == Class::root && !excused(doing, row.unless)) doing.verdict.need = Need::root;
  do_all(doing, row.does);
  if (row.reader) row.reader(doing);
  if (!doing.paths_unknown || (row.what != Class::writes && !row.reader)) return;
  doing.verdict.writes.unknown = true;  // more paths follow than are written
  doing.effects.unread = true;
}

// `anything --version` asks for no more than that, also of a program that nobody has heard of.
bool only_asks(const Argv& argv) {
  return argv.size() == 2 && argv[1].value &&
         is_one_of(*argv[1].value, "--version --help -version -V");
}

void find_and_apply(Doing& doing) {
  doing.verdict.because = doing.name;
  doing.effects.unread = true;
  if (doing.name.empty()) return;
  if (only_asks(doing.argv)) {
    doing.verdict.need = Need::none;
    doing.effects.unread = false;
    return;
  }
  const std::string& path = *doing.argv[0].value;
  const bool service_script = path.starts_with("/etc/init.d/");
  const bool own = !service_script && !is_installed(path);
  // Scripts that projects bring along under names that say what they do.
  constexpr std::string_view usual =
      "configure Configure config gradlew mvnw autogen.sh bootstrap.sh b2 bjam waf rustup-init";
  if (own && !is_one_of(doing.name, usual)) return;
  const std::string name = service_script ? "/etc/init.d/" : doing.name;
  for (const Row* row : rows_named<Row>(all_rows(), name)) {
    std::string because;
    const Answer answer = matches(row->when, doing, because);
    if (answer == Answer::no) continue;
    if (answer == Answer::maybe) return;
    doing.verdict.because += because;
    apply_row(*row, doing);
    return;
  }
}

}  // namespace

void add_redirects(Doing& doing, const std::vector<Arg>& targets) {
  for (const Arg& target : targets) {
    const bool descriptor =
        !target.raw.empty() && target.raw.find_first_not_of("0123456789-") == std::string::npos;
    if (descriptor) continue;  // >&2 and >&- open no file
    for (const Place& place : places(target)) {
      do_at(doing, "file", place);
      // echo prefix=… >> ~/.npmrc
      if (place.path && place.path->ends_with("/.npmrc"))
        doing.effects.sets.emplace_back("NPM_CONFIG_PREFIX", std::nullopt);
    }
  }
}

Answer matches(std::string_view when, const Doing& doing, std::string& because) {
  Matching matching{doing, 0, {}};
  Answer all = Answer::yes;
  std::string_view rest = when;
  while (!rest.empty()) {
    const Answer one = matching.holds(cut(rest, ' '));
    if (one == Answer::no) return one;
    if (one == Answer::maybe) all = one;
  }
  because = matching.because;
  return all;
}

namespace {

// NAME of the first $NAME of a place; empty: none.
std::string variable_in(std::string_view place) {
  const std::size_t dollar = place.find('$');
  if (dollar == std::string_view::npos) return {};
  place.remove_prefix(dollar + 1);
  return std::string(place.substr(0, place.find('|')));
}

}  // namespace

void do_all(Doing& doing, std::string_view does) {
  while (!does.empty()) {
    std::string_view place = cut(does, ' ');
    if (place == "unknown") {
      add_write(doing, Write::Kind::file, {});
      doing.effects.unread = true;
      continue;
    }
    std::string_view kind = cut(place, ':');
    if (kind == "set") {
      const std::string_view name = cut(place, '=');
      for (const Place& one : resolve(doing, place))
        doing.effects.sets.emplace_back(std::string(name), one.path);
      continue;
    }
    const bool perhaps = kind.back() == '?';
    if (perhaps) kind.remove_suffix(1);
    for (Place& one : resolve(doing, place)) {
      one.perhaps = perhaps;
      do_at(doing, kind, one);
      if (kind == "home" && one.path) doing.effects.list.back().from = variable_in(place);
    }
  }
}

void read_command(const Invocation& invocation, const Lookup& environment, Verdict& verdict,
                  Effects& effects) {
  const bool becomes_another = invocation.sudo || invocation.switches_user;
  if (invocation.argv.empty()) {  // a bare redirect or assignment, or su -c TEXT
    verdict.need = becomes_another ? Need::root : Need::none;
    effects.unread = becomes_another || invocation.text;
  } else {
    const std::string name = command_name(invocation.argv);
    Doing doing{invocation.argv,
                name,
                read_options(invocation.argv, valued_options(name)),
                environment,
                invocation.paths_unknown,
                {},
                {}};
    find_and_apply(doing);
    verdict = std::move(doing.verdict);
    effects = std::move(doing.effects);
  }
  if (!becomes_another) return;
  verdict.need = Need::root;
  verdict.writes = {};
  verdict.unless_owned = false;
  verdict.refuses_root = false;
  const std::string what = verdict.because.empty() ? "" : " for " + verdict.because;
  verdict.because = (invocation.sudo ? "sudo" : "switching to another user") + what;
}

}  // namespace dockerfix::commands

namespace dockerfix {

bool is_known_command(std::string_view name) {
  return !commands::rows_named<commands::Row>(commands::all_rows(), name).empty();
}

Deed deed(const Invocation& invocation, const std::vector<Arg>& redirect_targets,
          const Lookup& environment) {
  Deed both;
  commands::read_command(invocation, environment, both.verdict, both.effects);
  const Argv none;
  commands::Doing redirects{
      none, {}, {}, environment, false, std::move(both.verdict), std::move(both.effects)};
  commands::add_redirects(redirects, redirect_targets);
  return {std::move(redirects.verdict), std::move(redirects.effects)};
}

Verdict verdict(const Invocation& invocation, const std::vector<Arg>& redirect_targets,
                const Lookup& environment) {
  return deed(invocation, redirect_targets, environment).verdict;
}

Effects effects(const Invocation& invocation, const std::vector<Arg>& redirect_targets,
                const Lookup& environment) {
  return deed(invocation, redirect_targets, environment).effects;
}

}  // namespace dockerfix
