#include "command_options.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace dockerfix::commands {
namespace {

// The words of a list, one at a time.
bool next_word(std::string_view& list, char separator, std::string_view& word) {
  while (!list.empty() && list.front() == separator) list.remove_prefix(1);
  if (list.empty()) return false;
  const std::size_t end = std::min(list.find(separator), list.size());
  word = list.substr(0, end);
  list.remove_prefix(end);
  return true;
}

enum class Takes : std::uint8_t { nothing, value, attached };

Takes takes(std::string_view name, std::string_view valued) {
  std::string_view word;
  while (next_word(valued, ' ', word)) {
    if (word == name) return Takes::value;
    if (word.size() == name.size() + 1 && word.back() == '?' && word.starts_with(name))
      return Takes::attached;
  }
  return Takes::nothing;
}

// The part of a word that is the same whatever its variables hold.
std::string_view literal_start(const Arg& arg) {
  if (arg.value) return *arg.value;
  return std::string_view(arg.raw).substr(0, arg.raw.find_first_of("$`\"'\\*"));
}

struct Reader {
  const Argv& argv;
  std::string_view valued;
  bool words;
  Options options;
  std::size_t next = 1;

  std::optional<Arg> following() {
    if (next >= argv.size()) return std::nullopt;
    return argv[next++];
  }

  // The rest of `arg` from `from` on, as a value of its own.
  static Arg rest(const Arg& arg, std::size_t from) {
    if (!arg.value) return {std::nullopt, arg.raw.substr(from), arg.quoted};
    return {arg.value->substr(from), arg.value->substr(from), arg.quoted};
  }

  void give(std::string name, std::optional<Arg> value) {
    options.given.push_back({std::move(name), std::move(value), options.operands.empty()});
  }

  void whole(const Arg& arg, std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos) {
      give(std::string(text.substr(0, equals)), rest(arg, equals + 1));
      return;
    }
    const bool value = takes(text, valued) == Takes::value;
    give(std::string(text), value ? following() : std::nullopt);
  }

  void letters(const Arg& arg, std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
      const std::string name{'-', text[i]};
      const Takes what = takes(name, valued);
      const bool attached = i + 1 < text.size() || (!arg.value && arg.raw.size() > text.size());
      if (what == Takes::nothing) {
        give(name, std::nullopt);
      } else if (attached) {
        give(name, rest(arg, i + 1));
        return;
      } else {
        give(name, what == Takes::value ? following() : std::nullopt);
      }
    }
  }

  void read(Stop stop) {
    bool only_operands = false;
    while (next < argv.size()) {
      const Arg& arg = argv[next];
      const std::string_view text = literal_start(arg);
      const bool operand = only_operands || text.size() < 2 || text[0] != '-';
      if (operand && stop == Stop::at_operand) break;
      ++next;
      if (operand) {
        options.operands.push_back(arg);
      } else if (text == "--") {
        only_operands = true;
      } else if (words || text[1] == '-' || takes(text, valued) == Takes::value) {
        whole(arg, text);
      } else {
        letters(arg, text);
      }
    }
    options.end = next;
  }
};

// A hostile text must not fill the memory.
constexpr std::size_t most_expansions = 256;
constexpr std::size_t longest_expanded = 4096;

struct Braces {
  std::vector<std::string> parts;  // empty: not closed
  std::size_t end = 0;             // after the closing one
};

Braces read_braces(const std::string& word, std::size_t open) {
  Braces braces;
  std::string part;
  int depth = 0;
  for (std::size_t i = open; i < word.size(); ++i) {
    const char c = word[i];
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (depth == 0 || (depth == 1 && c == ',')) {
      braces.parts.push_back(std::exchange(part, {}));
      braces.end = i + 1;
      if (depth == 0) return braces;
    } else if (i > open) {
      part += c;
    }
  }
  return {};
}

std::vector<std::string> with_each(const std::string& before,
                                   const std::vector<std::string>& middle,
                                   const std::string& after) {
  std::vector<std::string> result;
  for (const std::string& part : middle) {
    for (const std::string& one : brace_expand(before + part + after)) result.push_back(one);
    if (result.size() > most_expansions) break;
  }
  return result;
}

}  // namespace

bool is_one_of(std::string_view word, std::string_view list, char separator) {
  std::string_view one;
  while (next_word(list, separator, one)) {
    if (one == word || one == "*") return true;
    if (one.size() > 1 && one.back() == '*' && word.starts_with(one.substr(0, one.size() - 1)))
      return true;
    if (one.size() > 1 && one.front() == '*' && word.ends_with(one.substr(1))) return true;
  }
  return false;
}

bool Options::has(std::string_view alternatives) const {
  return std::any_of(given.begin(), given.end(), [&](const Given& option) {
    return is_one_of(option.name, alternatives, '|');
  });
}

const Arg* Options::value(std::string_view alternatives) const {
  const Arg* found = nullptr;
  for (const Given& option : given)
    if (option.value && is_one_of(option.name, alternatives, '|')) found = &*option.value;
  return found;
}

Options read_options(const Argv& argv, std::string_view valued, Stop stop) {
  Reader reader{argv, valued, valued.starts_with("words"), {}};
  reader.read(stop);
  return std::move(reader.options);
}

std::vector<std::string> brace_expand(const std::string& word) {
  if (word.size() > longest_expanded) return {word};
  for (std::size_t open = 0; open < word.size(); ++open) {
    if (word[open] != '{' || (open > 0 && word[open - 1] == '$')) continue;
    const Braces braces = read_braces(word, open);
    // One without a comma ({}, {x}) is literal.
    if (braces.parts.size() > 1)
      return with_each(word.substr(0, open), braces.parts, word.substr(braces.end));
  }
  return {word};
}

}  // namespace dockerfix::commands
