// Readers of the commands that work on whole trees.
#include <algorithm>

#include "command_readers.h"

namespace dockerfix::commands {
namespace {

// The tool's old form: "tar xzfC archive.tgz /dir", letters first and their values after.
Argv with_dashes(const Argv& argv, std::string_view valued) {
  if (argv.size() < 2 || !argv[1].value || argv[1].value->starts_with('-')) return argv;
  Argv result{argv[0]};
  std::size_t next = 2;
  for (const char letter : *argv[1].value) {
    const std::string name{'-', letter};
    result.push_back({name, name, false});
    if (is_one_of(name, valued) && next < argv.size()) result.push_back(argv[next++]);
  }
  result.insert(result.end(), argv.begin() + static_cast<std::ptrdiff_t>(next), argv.end());
  return result;
}

bool replace_all(std::string& text, std::string_view what, const std::string& with) {
  bool any = false;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
    any = true;
  }
  return any;
}

// What find found stands for the path it searched and all below it.
Argv for_start(Argv argv, const Place& start) {
  for (Arg& arg : argv) {
    if (!arg.value || arg.value->find("{}") == std::string::npos) continue;
    if (start.path)
      replace_all(*arg.value, "{}", *start.path);
    else
      arg.value.reset();
    arg.quoted = true;  // braces have had their meaning
  }
  return argv;
}

void take_over(Doing& doing, Verdict verdict, Effects effects) {
  for (Write& write : verdict.writes.paths) {
    write.recursive = write.perhaps = true;
    doing.verdict.writes.paths.push_back(std::move(write));
  }
  for (Effect& effect : effects.list) {
    effect.recursive = effect.perhaps = true;
    doing.effects.list.push_back(std::move(effect));
  }
  doing.verdict.writes.unknown |= verdict.writes.unknown;
  doing.verdict.unless_owned |= verdict.unless_owned;
  doing.effects.unread |= effects.unread;
  if (verdict.need == Need::none || doing.verdict.need == Need::root) return;
  doing.verdict.need = verdict.need;
  doing.verdict.because = "find -exec " + verdict.because;
}

// Reads the command after -exec; the index of what follows its end.
std::size_t read_exec_of(Doing& doing, std::size_t begin, const std::vector<Place>& starts) {
  std::size_t end = begin;
  while (end < doing.argv.size() && !is_one_of(doing.argv[end].raw, "; \\; ';' \";\" +")) ++end;
  const Argv argv(doing.argv.begin() + static_cast<std::ptrdiff_t>(begin),
                  doing.argv.begin() + static_cast<std::ptrdiff_t>(end));
  for (const Place& start : starts) {
    Verdict inner;
    Effects done;
    read_command(strip_prefixes(for_start(argv, start)), doing.environment, inner, done);
    take_over(doing, std::move(inner), std::move(done));
  }
  return end + 1;
}

std::vector<Place> starts_of(const Argv& argv, std::size_t& next) {
  std::vector<Place> starts;
  while (next < argv.size() && is_one_of(argv[next].raw, "-H -L -P")) ++next;
  for (; next < argv.size(); ++next) {
    const std::string& raw = argv[next].raw;
    if (raw.starts_with('-') || raw.starts_with('(') || raw.starts_with("\\(") || raw == "!") break;
    for (Place& place : places(argv[next])) starts.push_back(std::move(place));
  }
  if (starts.empty()) starts.push_back({"."});
  return starts;
}

// The folder that an archive has inside, as a rule: its name without the ending.
std::optional<std::string> folder_of_archive(const Arg* archive) {
  static constexpr std::array<std::string_view, 8> endings = {
      ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tar.zst", ".tar"};
  if (!archive || !archive->value) return std::nullopt;
  const std::string name = file_name(*archive->value);
  // app.tar.gz may be flat; name-1.2.tar.gz is what a release is packed as.
  const std::size_t dash = name.find_last_of('-');
  const std::size_t number = name.find_first_of("0123456789");
  if (dash == std::string::npos || number == std::string::npos || number < name.find('-'))
    return std::nullopt;
  for (const std::string_view ending : endings)
    if (name.ends_with(ending) && name.size() > ending.size())
      return name.substr(0, name.size() - ending.size());
  return std::nullopt;
}

}  // namespace

void read_tar(Doing& doing) {
  const std::string_view valued = valued_options(doing.name);
  const Options options = read_options(with_dashes(doing.argv, valued), valued);
  const Arg here{".", ".", false};
  const Arg* directory = options.value("-C|--directory");
  const Arg* archive = options.value("-f|--file");
  if (options.has("-t|--list|-d|--diff|-O|--to-stdout")) return;
  if (options.has("-x|--extract|--get")) {
    for (const Place& place : places(directory ? *directory : here)) {
      add_write(doing, Write::Kind::into, place);
      Effect* effect = add_effect(doing, Effect::Kind::fill, place, true);
      const bool keeps_owner = !options.has("--no-same-owner");
      if (effect) effect->keeps_owner = keeps_owner;
      const bool flat = options.has("--strip-components|--strip|--transform|--xform|-O");
      const std::optional<std::string> folder = folder_of_archive(archive);
      // What names members of the archive does not unpack it whole.
      if (flat || !folder || !place.path || !options.operands.empty()) continue;
      effect = add_effect(doing, Effect::Kind::fill, {*place.path + "/" + *folder}, true);
      if (effect) effect->keeps_owner = keeps_owner;
    }
  } else if (options.has("-c|--create|-r|--append|-u|--update|-A|--delete")) {
    if (!archive) return;
    for (const Place& place : places(*archive)) {
      add_write(doing, Write::Kind::file, place);
      add_effect(doing, Effect::Kind::make_file, place);
    }
  } else {
    doing.verdict.need = Need::unknown;
    doing.effects.unread = true;
  }
}

void read_find(Doing& doing) {
  std::size_t next = 1;
  const std::vector<Place> starts = starts_of(doing.argv, next);
  bool prunes = false;
  while (next < doing.argv.size()) {
    const std::string& raw = doing.argv[next++].raw;
    prunes |= is_one_of(raw, "-prune -maxdepth -quit");
    if (raw == "-delete") {
      for (const Place& start : starts) {
        const Place place{start.path, true};
        add_write(doing, Write::Kind::entry, place, true);
        add_effect(doing, Effect::Kind::remove, place, true);
      }
    } else if (is_one_of(raw, "-fprint -fprint0 -fls -fprintf") && next < doing.argv.size()) {
      for (const Place& place : places(doing.argv[next])) {
        add_write(doing, Write::Kind::file, place);
        add_effect(doing, Effect::Kind::make_file, place);
      }
    } else if (is_one_of(raw, "-exec -execdir -ok -okdir")) {
      next = read_exec_of(doing, next, starts);
    }
  }
  // It cannot read /root or /proc/1/fd, and says so in its exit status.
  const auto is_all = [](const Place& start) { return start.path == "/"; };
  if (prunes || std::none_of(starts.begin(), starts.end(), is_all)) return;
  doing.verdict.need = Need::root;
  doing.verdict.because = "find /";
}

void read_git_clone(Doing& doing) {
  const Argv& operands = doing.options.operands;
  Place place{"."};
  if (operands.size() > 2) {
    place = places(operands[2]).empty() ? Place{} : places(operands[2]).front();
  } else if (operands.size() == 2 && operands[1].value) {
    std::string name = file_name(*operands[1].value);
    if (name.ends_with(".git")) name.resize(name.size() - 4);
    place.path = name.substr(name.rfind(':') + 1);
  }
  add_write(doing, Write::Kind::into, place);
  add_effect(doing, Effect::Kind::fill, place, true);
}

// pip never fails for want of root: where it may not write it installs for the user, and says so.
void read_pip_install(Doing& doing) {
  const Options& options = doing.options;
  const std::string program = doing.argv[0].value.value_or("");
  const Value virtual_env = doing.environment ? doing.environment("VIRTUAL_ENV") : Value{};
  std::vector<Place> to;
  if (const Arg* target = options.value("-t|--target|--prefix|--root")) {
    to = places(*target);
  } else if (options.has("--user")) {
    do_all(doing, "home:$PYTHONUSERBASE|~/.local");
  } else if (const std::size_t bin = program.rfind("/bin/");
             bin != std::string::npos && bin != 0 &&
             !is_one_of(program.substr(0, bin), "/usr /usr/local")) {
    to = {{program.substr(0, bin)}};  // the pip of a virtual environment
  } else if (virtual_env.kind == Value::Kind::set && !virtual_env.text.empty()) {
    to = {{virtual_env.text}};
  } else {
    to = {{"/usr/local", true}};
  }
  if (const Arg* editable = options.value("-e|--editable"))
    for (Place& place : places(*editable)) {
      if (place.path && place.path->find("://") != std::string::npos) continue;
      if (place.path) place.path->resize(std::min(place.path->find('['), place.path->size()));
      place.perhaps = true;  // .[extra]
      add_write(doing, Write::Kind::into, place);
    }
  for (const Place& place : to) {
    add_write(doing, Write::Kind::into, place);
    add_effect(doing, Effect::Kind::fill, place, true);
  }
}

void read_device(Doing& doing) {
  if (doing.options.operands.empty()) return;
  const std::vector<Place> found = places(doing.options.operands.back());
  for (const Place& place : found) {
    if (place.path && place.path->starts_with("/dev/"))
      doing.verdict.need = Need::root;
    else
      add_write(doing, Write::Kind::file, place);
  }
}

}  // namespace dockerfix::commands
