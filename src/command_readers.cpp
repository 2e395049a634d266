// Readers of the commands whose paths a row of the table cannot say.
#include "command_readers.h"

#include <algorithm>
#include <array>

#include "text.h"

namespace dockerfix::commands {
namespace {

bool is_directory_for_sure(std::string_view path) {
  return path.ends_with('/') || path == "." || path == ".." || path.ends_with("/.") ||
         path.ends_with("/..") || path == "~";
}

std::string with_slash(std::string path) {
  if (!path.ends_with('/')) path += '/';
  return path;
}

Argv from_second(const Argv& operands) {
  if (operands.empty()) return {};
  return {operands.begin() + 1, operands.end()};
}

std::vector<Place> all_places(const Argv& args) {
  std::vector<Place> result;
  for (const Arg& arg : args)
    for (Place& place : places(arg)) result.push_back(std::move(place));
  return result;
}

// Where cp, mv, ln and install put things, and what they take there.
struct Transfer {
  std::vector<Place> from;
  Place to;
  bool directory = false;  // `to` certainly is one
};

Transfer read_transfer(const Options& options) {
  Transfer transfer;
  if (const Arg* target = options.value("-t|--target-directory")) {
    const std::vector<Place> to = places(*target);
    transfer = {all_places(options.operands), to.front(), true};
    return transfer;
  }
  transfer.from = all_places(options.operands);
  if (transfer.from.size() < 2) return transfer;  // one more operand is needed, or follows
  transfer.to = transfer.from.back();
  transfer.from.pop_back();
  const bool several = transfer.from.size() > 1;
  transfer.directory = several || (transfer.to.path && is_directory_for_sure(*transfer.to.path));
  return transfer;
}

void write_to(Doing& doing, const Transfer& transfer) {
  const Write::Kind kind = transfer.directory ? Write::Kind::into : Write::Kind::file;
  add_write(doing, kind, transfer.to);
}

// One effect for each source.
Effect* transfer_effect(Doing& doing, Effect::Kind kind, const Transfer& transfer,
                        const Place& source) {
  Place to = transfer.to;
  if (to.path && transfer.directory) *to.path = with_slash(*to.path);
  Effect* effect = add_effect(doing, kind, to);
  if (effect && source.path) effect->from = *source.path;
  return effect;
}

bool preserves_owner(const Options& options) {
  if (options.has("-a|--archive|-p")) return true;
  const Arg* value = options.value("--preserve");
  if (!value) return options.has("--preserve");
  return !value->value || value->value->find("owner") != std::string::npos ||
         value->value->find("all") != std::string::npos;
}

// OWNER, OWNER:GROUP, OWNER:, :GROUP, and the old OWNER.GROUP.
void read_owner(const Arg& arg, Effect& effect) {
  if (!arg.value || arg.value->find('$') != std::string::npos) {
    effect.owner_unknown = true;
    return;
  }
  const std::string& text = *arg.value;
  std::size_t split = text.find(':');
  if (split == std::string::npos) split = text.find('.');
  if (split != 0) effect.owner = text.substr(0, split);
  if (split != std::string::npos) effect.group = text.substr(split + 1);
}

void set_owner_options(const Options& options, Effect& effect) {
  const Arg* owner = options.value("-o|--owner");
  const Arg* group = options.value("-g|--group");
  if (owner) effect.owner = owner->value;
  if (group) effect.group = group->value;
  effect.owner_unknown = (owner && !owner->value) || (group && !group->value);
}

void set_mode_option(const Options& options, Effect& effect) {
  const Arg* mode = options.value("-m|--mode");
  if (mode && mode->value) read_mode(*mode->value, effect);
}

// "chmod -x file": a mode that looks like options.
std::string mode_among_options(const Options& options) {
  std::string mode;
  for (const Options::Given& given : options.given)
    if (given.name.size() == 2 &&
        std::string_view("rwxXst").find(given.name[1]) != std::string::npos)
      mode += given.name[1];
  return mode.empty() ? mode : "-" + mode;
}

void add_closed_directory(Doing& doing, const std::string& path) {
  if (Effect* effect = add_effect(doing, Effect::Kind::make_directory, {path}))
    read_mode("0750", *effect);
}

}  // namespace

// curl closes the folders that it makes to others (curl(1), --create-dirs: "Created directories are
// made with mode 0750").
void read_curl(Doing& doing) {
  if (!doing.options.has("--create-dirs")) return;
  for (const Options::Given& given : doing.options.given) {
    const bool folder = given.name == "--output-dir";
    if (!folder && given.name != "-o" && given.name != "--output") continue;
    if (!given.value || !given.value->value) continue;
    const Arg* below = doing.options.value("--output-dir");
    if (!folder && below && !below->value) continue;
    const std::string& file = *given.value->value;
    const std::string path = !folder && below ? with_slash(*below->value) + file : file;
    for (std::size_t end = path.find('/', 1); end < path.size(); end = path.find('/', end + 1))
      add_closed_directory(doing, path.substr(0, end));
    if (folder) add_closed_directory(doing, path);
  }
}

void read_mkdir(Doing& doing) {
  const bool parents = doing.options.has("-p|--parents");
  for (const Place& place : all_places(doing.options.operands)) {
    add_write(doing, Write::Kind::directory, place);
    if (Effect* effect = add_effect(doing, Effect::Kind::make_directory, place, parents))
      set_mode_option(doing.options, *effect);
  }
}

void read_copy(Doing& doing) {
  const Options& options = doing.options;
  const bool move = doing.name == "mv";
  Transfer transfer = read_transfer(options);
  const bool network = doing.name == "rsync" || doing.name == "scp";
  if (network && transfer.to.path && transfer.to.path->find(':') != std::string::npos) return;
  if (options.has("-T|--no-target-directory") && transfer.from.size() == 1)
    transfer.directory = false;
  if (transfer.from.empty()) return;
  write_to(doing, transfer);
  for (const Place& source : transfer.from) {
    if (move) add_write(doing, Write::Kind::entry, source);
    const Effect::Kind kind = move ? Effect::Kind::move : Effect::Kind::copy;
    Effect* effect = transfer_effect(doing, kind, transfer, source);
    if (!effect) continue;
    effect->keeps_owner =
        move || preserves_owner(options) || (network && options.has("-o|--owner"));
    effect->recursive = move || options.has("-r|-R|-a|--recursive|--archive");
    if (const Arg* chown = options.value("--chown")) read_owner(*chown, *effect);
  }
}

void read_link(Doing& doing) {
  Transfer transfer = read_transfer(doing.options);
  if (doing.options.operands.size() == 1 && transfer.to.path == std::nullopt) {
    transfer.to = {"."};  // ln -s /some/where: a link of that name here
    transfer.directory = true;
  }
  if (transfer.from.empty()) return;
  for (const Place& source : transfer.from) {
    Place link = transfer.to;
    if (link.path && transfer.directory && source.path)
      link.path = (*link.path == "." ? "" : with_slash(*link.path)) + file_name(*source.path);
    add_write(doing, Write::Kind::entry, link);
    add_effect(doing, Effect::Kind::link, link);
  }
}

// `sqlite3 app.db <schema.sql` makes the file; what only asks needs to write nothing.
void read_sqlite(Doing& doing) {
  const Argv& operands = doing.options.operands;
  if (operands.empty() || operands[0].raw.find(":memory:") != std::string::npos) return;
  static constexpr std::array<std::string_view, 8> asks = {
      "select", "pragma", ".dump", ".schema", ".tables", "explain", ".backup", "vacuum into"};
  const std::string text = operands.size() > 1 ? to_lower(operands[1].value.value_or("")) : "";
  for (const std::string_view word : asks)
    if (text.starts_with(word)) return;
  for (const Place& file : places(operands[0])) {
    add_write(doing, Write::Kind::file, file);
    add_effect(doing, Effect::Kind::make_file, file);
  }
}

void read_install(Doing& doing) {
  const Options& options = doing.options;
  if (options.has("-o|--owner|-g|--group")) {
    doing.verdict.need = Need::root;
    doing.verdict.unless_owned = true;
  }
  const auto finish = [&](Effect* effect) {
    if (!effect) return;
    set_owner_options(options, *effect);
    set_mode_option(options, *effect);
  };
  if (options.has("-d|--directory")) {
    for (const Place& place : all_places(options.operands)) {
      add_write(doing, Write::Kind::directory, place);
      finish(add_effect(doing, Effect::Kind::make_directory, place, true));
    }
    return;
  }
  const Transfer transfer = read_transfer(options);
  if (transfer.from.empty()) return;
  write_to(doing, transfer);
  for (const Place& source : transfer.from)
    finish(transfer_effect(doing, Effect::Kind::copy, transfer, source));
}

void read_remove(Doing& doing) {
  const bool recursive = doing.options.has("-r|-R|--recursive");
  const bool force = doing.options.has("-f|--force");
  for (const Place& place : all_places(doing.options.operands)) {
    add_write(doing, Write::Kind::entry, place, recursive, force);
    add_effect(doing, Effect::Kind::remove, place, recursive);
  }
}

void read_chmod(Doing& doing) {
  const Options& options = doing.options;
  const bool recursive = options.has("-R|--recursive");
  const bool reference = options.has("--reference");
  const std::string dashed = mode_among_options(options);
  Argv paths = options.operands;
  std::optional<std::string> mode = dashed;
  if (dashed.empty() && !reference && !paths.empty()) {
    mode = paths.front().value;
    paths = from_second(paths);
  }
  for (const Place& place : all_places(paths)) {
    add_write(doing, Write::Kind::owned, place, recursive);
    Effect* effect = add_effect(doing, Effect::Kind::chmod, place, recursive);
    if (effect && mode) read_mode(*mode, *effect);
  }
}

void read_chown(Doing& doing) {
  const Options& options = doing.options;
  const bool recursive = options.has("-R|--recursive");
  const bool reference = options.has("--reference");
  Effect owner;
  owner.owner_unknown = reference;
  if (!reference && !options.operands.empty()) read_owner(options.operands.front(), owner);
  if (doing.name == "chgrp") owner.group = std::exchange(owner.owner, std::nullopt);
  // A group of one's own may be given to one's own files; an owner may not.
  if (owner.owner || owner.owner_unknown) {
    doing.verdict.need = Need::root;
    doing.verdict.unless_owned = true;
  }
  for (const Place& place :
       all_places(reference ? options.operands : from_second(options.operands))) {
    add_write(doing, Write::Kind::owned, place, recursive);
    Effect* effect = add_effect(doing, Effect::Kind::chown, place, recursive);
    if (!effect) continue;
    effect->owner = owner.owner;
    effect->group = owner.group;
    effect->owner_unknown = owner.owner_unknown;
    effect->perhaps = options.has("--from");
  }
}

}  // namespace dockerfix::commands
