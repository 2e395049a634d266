// Options and operands of a command line, as getopt reads them. For the tables of commands only.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands.h"
#include "text.h"

namespace dockerfix::commands {

struct Options {
  struct Given {
    std::string name;          // "-o" or "--output"
    std::optional<Arg> value;  // where it takes one and one is there
    bool early = true;         // it stands before the first operand
  };
  std::vector<Given> given;
  Argv operands;
  std::size_t end = 0;  // index in argv of the first operand, or its size

  // Whether one of "-g|--global" is given.
  bool has(std::string_view alternatives) const;
  // The last value given with one of them, or null.
  const Arg* value(std::string_view alternatives) const;
};

enum class Stop : std::uint8_t {
  never,
  at_operand
};  // at_operand: what follows is another command

// Reads argv[1…]. `valued` lists the options that take a value, separated by blanks: "-o --output".
// "-i?" takes one only where it is attached ("-i.bak"). Where the list begins with "words", options
// of one dash are words too (-out, -delete), else letters can be joined (-xzf). A word that nobody
// can tell counts as an option where it is written with a dash, else as an operand.
Options read_options(const Argv& argv, std::string_view valued, Stop stop = Stop::never);

// The options of this command that take a value, in the form above; empty: none are known.
std::string_view valued_options(std::string_view command);

// Whether `word` is one of the words of `list`, which are separated by `separator`. A * at the end
// or the start of a list's word stands for anything.
bool is_one_of(std::string_view word, std::string_view list, char separator = ' ');

// The rows of the one table of its type whose `names` have `name`, in the order of the table.
template <typename Row>
std::vector<const Row*> rows_named(std::span<const Row> table, std::string_view name) {
  // By the first letter: to hash or to sort the names takes a quarter of the time of a small file.
  struct Index {
    std::array<std::vector<std::pair<std::string_view, const Row*>>, 256> by_letter;
    std::vector<const Row*> patterns;  // rows with a * among their names

    static unsigned char letter(std::string_view word) {
      return static_cast<unsigned char>(word.empty() ? '\0' : word.front());
    }
    explicit Index(std::span<const Row> rows) {
      for (const Row& row : rows) {
        if (row.names.find('*') != std::string_view::npos)
          patterns.push_back(&row);
        else
          for (const std::string_view word : words_of(row.names))
            by_letter[letter(word)].emplace_back(word, &row);
      }
    }
  };
  static const Index index(table);
  std::vector<const Row*> found;
  for (const auto& [word, row] : index.by_letter[Index::letter(name)])
    if (word == name) found.push_back(row);
  for (const Row* row : index.patterns) {
    if (is_one_of(name, row->names))
      found.insert(std::upper_bound(found.begin(), found.end(), row), row);
  }
  return found;
}

// What an unquoted {a,b} stands for, nested ones too; else the word itself.
std::vector<std::string> brace_expand(const std::string& word);

}  // namespace dockerfix::commands
