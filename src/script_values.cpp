#include "script_values.h"

#include <array>

#include "ownership.h"
#include "text.h"

namespace dockerfix {
namespace {

Lookup lookup_of(const ScriptValues& values) {
  return [&values](std::string_view name) {
    const auto own = values.own.find(std::string(name));
    return own == values.own.end() ? values.settings(name) : own->second;
  };
}

std::string unquoted(std::string text) {
  std::erase(text, '"');
  return text;
}

// `$(dirname "$SOCKET")`, `$(cd "$(dirname "$0")" && pwd)`: the folder of a file, or of the script.
std::optional<std::string> folder_in(const std::string& text, const ScriptValues& values) {
  const bool own =
      text.find("$0") != std::string::npos || text.find("BASH_SOURCE") != std::string::npos;
  const std::string plain = unquoted(text);
  if (own) {
    const bool folder = plain.starts_with("$(dirname ") ||
                        (plain.starts_with("$(cd $(dirname ") && plain.ends_with("pwd)"));
    if (!folder || values.place.empty() || plain.find("..") != std::string::npos)
      return std::nullopt;
    return parent_path(values.place);
  }
  constexpr std::string_view start = "$(dirname ";
  if (!plain.starts_with(start) || !plain.ends_with(')')) return std::nullopt;
  const std::string inner = plain.substr(start.size(), plain.size() - start.size() - 1);
  if (inner.find_first_of(" ();|`") != std::string::npos) return std::nullopt;
  const std::optional<std::string> path = expand(inner, '\\', lookup_of(values));
  if (!path || !path->starts_with('/')) return std::nullopt;
  return parent_path(*path);
}

// "NAME" of ${NAME:-text} and ${NAME:=text}; empty: it is no such word.
std::string with_default(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (!text.starts_with("${") || colon == std::string::npos || colon + 1 >= text.size()) return {};
  const std::string name = text.substr(2, colon - 2);
  const bool plain = name.find_first_of("}#%/[-+=?") == std::string::npos;
  return plain && (text[colon + 1] == '-' || text[colon + 1] == '=') ? name : std::string();
}

std::optional<std::string> part_value(const ShellPart& part, const ScriptValues& values) {
  if (part.kind == ShellPart::Kind::literal) return part.text;
  if (part.kind == ShellPart::Kind::unknown) return folder_in(part.text, values);
  const Lookup lookup = lookup_of(values);
  ShellWord alone{part.text, {part}, true, {}, false};
  const std::string name = with_default(part.text);
  if (name.empty()) return expand(alone, lookup);
  // BuildKit has no :=, which says the same of the word itself.
  alone.parts.front().text[part.text.find(':') + 1] = '-';
  const bool known = values.own.count(name) != 0;
  return expand(alone, [&](std::string_view asked) {
    const Value value = lookup(asked);
    const bool nobody = asked == name && !known && value.kind != Value::Kind::set;
    return nobody ? Value{} : value;
  });
}

}  // namespace

std::optional<std::string> script_word(const ShellWord& word, const ScriptValues& values) {
  std::string out;
  for (const ShellPart& part : word.parts) {
    const std::optional<std::string> text = part_value(part, values);
    if (!text) return std::nullopt;
    out += *text;
  }
  return out;
}

std::string known_folder(const ShellWord& word, const ScriptValues& values) {
  std::string begin;
  for (const ShellPart& part : word.parts) {
    const std::optional<std::string> text = part_value(part, values);
    if (!text) break;
    begin += *text;
  }
  const std::size_t slash = begin.rfind('/');
  return begin.starts_with('/') && slash != 0 ? begin.substr(0, slash) : std::string();
}

void note_assignments(const Command& command, ScriptValues& values) {
  static constexpr std::array<std::string_view, 5> lasting = {"export", "declare", "readonly",
                                                              "local", "typeset"};
  const auto note = [&](const std::string& name, const ShellWord& word) {
    const std::optional<std::string> value = script_word(word, values);
    values.own[name] = value && !command.conditional ? Value{Value::Kind::set, *value}
                                                     : Value{Value::Kind::unknown, {}};
  };
  if (command.words.empty() || is_one_of(command.words.front().raw, lasting)) {
    for (const Assignment& each : command.assignments) note(each.name, each.value);
    return;
  }
  if (command.words.front().raw != ":") return;
  for (const ShellWord& word : command.words) {
    const std::string name = word.parts.size() == 1 ? with_default(word.parts[0].text) : "";
    if (!name.empty() && word.parts[0].text.find(":=") == name.size() + 2) note(name, word);
  }
}

}  // namespace dockerfix
