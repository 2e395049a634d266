// What is written, and what is left behind, at one place.
#include <algorithm>

#include "command_readers.h"

namespace dockerfix::commands {
namespace {

bool is_sink(std::string_view path) {
  return path == "-" || path == "/dev/null" || path == "/dev/stdout" || path == "/dev/stderr" ||
         path == "/dev/tty" || path == "/dev/zero" || path.starts_with("/dev/fd/") ||
         path.starts_with("/proc/self/fd/");
}

// One clause of a symbolic mode: "ug+rw", "o=", "a+X", "g=u".
void read_clause(std::string_view clause, Effect& effect) {
  const std::size_t op = std::min(clause.find_first_of("+-="), clause.size());
  const std::string_view who = clause.substr(0, op);
  if (op == clause.size()) return;
  const std::string_view what = clause.substr(op + 1);
  const bool all = who.find('a') != std::string_view::npos;
  const bool group = all || who.find('g') != std::string_view::npos;
  const bool other = all || who.find('o') != std::string_view::npos;
  // "g=u": what the owner may, and an owner may write as a rule.
  const bool write = what.find_first_of("wu") != std::string_view::npos;
  const bool removes = clause[op] == '-' ? write : clause[op] == '=' && !write;
  const bool adds = clause[op] != '-' && write;
  if (group && (adds || removes)) effect.group_writable = adds;
  if (other && (adds || removes)) effect.world_writable = adds;
}

}  // namespace

void add_write(Doing& doing, Write::Kind kind, const Place& place, bool recursive,
               bool if_present) {
  if (!place.path) {
    doing.verdict.writes.unknown = true;
  } else if (!is_sink(*place.path)) {
    doing.verdict.writes.paths.push_back({kind, *place.path, recursive, if_present, place.perhaps});
  }
}

Effect* add_effect(Doing& doing, Effect::Kind kind, const Place& place, bool recursive) {
  if (!place.path) doing.effects.unread = true;
  if (!place.path || is_sink(*place.path)) return nullptr;
  Effect effect;
  effect.kind = kind;
  effect.path = *place.path;
  effect.recursive = recursive;
  effect.perhaps = place.perhaps;
  doing.effects.list.push_back(std::move(effect));
  return &doing.effects.list.back();
}

bool is_installed(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos || path.substr(0, slash).ends_with("bin") ||
         path.starts_with("/usr/") || path.starts_with("/lib/");
}

std::string file_name(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return std::string(path.substr(path.rfind('/') + 1));
}

std::vector<Place> places(const Arg& arg) {
  if (!arg.value) return {{std::nullopt}};
  if (arg.value->empty()) return {};
  if (arg.quoted) return {{*arg.value}};
  std::vector<Place> result;
  for (std::string& word : brace_expand(*arg.value)) result.push_back({std::move(word)});
  return result;
}

void read_mode(std::string_view text, Effect& effect) {
  effect.mode_text = text;
  const bool octal = !text.empty() && text.size() <= 5 &&
                     text.find_first_not_of("01234567") == std::string_view::npos;
  if (octal) {
    effect.mode = static_cast<std::uint32_t>(std::stoul(std::string(text), nullptr, 8));
    effect.world_writable = (*effect.mode & 02) != 0;
    effect.group_writable = (*effect.mode & 020) != 0;
    return;
  }
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    read_clause(text.substr(0, comma), effect);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
}

}  // namespace dockerfix::commands

namespace dockerfix {

std::optional<bool> closed_to_others(std::string_view mode) {
  if (mode.empty()) return std::nullopt;
  if (mode.find_first_not_of("01234567") == std::string_view::npos) {
    const int owner = mode.size() < 3 ? 0 : mode[mode.size() - 3] - '0';
    return (owner & 5 & ~(mode.back() - '0')) != 0;
  }
  std::optional<bool> closed;
  while (!mode.empty()) {
    const std::string_view clause = mode.substr(0, mode.find(','));
    mode.remove_prefix(std::min(clause.size() + 1, mode.size()));
    const std::size_t op = clause.find_first_of("+-=");
    if (op == std::string_view::npos) return std::nullopt;
    const std::string_view who = clause.substr(0, op);
    const std::string_view what = clause.substr(op + 1);
    const bool runs = what.find_first_of("xX") != std::string_view::npos;
    const bool reads = what.find('r') != std::string_view::npos;
    const bool others = who.empty() || who.find_first_of("oa") != std::string_view::npos;
    if (!others) {
      if (clause[op] == '+' && runs && !closed) closed = true;
    } else if (clause[op] == '-') {
      if (runs || reads) closed = true;
    } else if (runs) {
      closed = false;
    } else if (clause[op] == '=') {
      closed = true;
    }
  }
  return closed;
}

}  // namespace dockerfix
