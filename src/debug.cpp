#include "debug.h"

#include <fmt/core.h>

#include <algorithm>

#include "instruction.h"

namespace dockerfix {
namespace {

// Unicode has a picture for each control character, from U+2400 on; a line feed gets the usual
// arrow.
void append_visible(std::string& out, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "⏎";
    } else if (byte < 0x20) {
      out += "\xE2\x90";
      out += static_cast<char>(0x80 + byte);
    } else {
      out += c;
    }
  }
}

std::string visible(std::string_view text) {
  std::string out;
  while (const std::optional<Problem> problem = check_encoding(text)) {
    // check_encoding names the first bad byte; NUL is bad to it, but has a picture.
    const std::size_t bad =
        text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF" ? 0 : problem->offset;
    append_visible(out, text.substr(0, bad));
    if (text[bad] == '\0') {
      append_visible(out, text.substr(bad, 1));
    } else {
      out += fmt::format("<{:02X}>", static_cast<unsigned>(static_cast<unsigned char>(text[bad])));
    }
    text.remove_prefix(bad + 1);
  }
  append_visible(out, text);
  return out;
}

std::string lower_name(Keyword keyword) {
  if (keyword == Keyword::unknown) return "unknown";
  if (keyword == Keyword::none) return "nothing";
  std::string name(keyword_name(keyword));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return static_cast<char>(c - 'A' + 'a'); });
  return name;
}

std::string label(const Item& item) {
  if (item.keyword == Keyword::onbuild) return "onbuild " + lower_name(item.trigger);
  if (item.keyword != Keyword::none) return lower_name(item.keyword);
  for (const Piece& piece : item.pieces) {
    if (piece.kind == Piece::Kind::directive) return "directive";
    if (piece.kind == Piece::Kind::comment) return "comment";
  }
  return "blank";
}

void append_words(std::string& out, const Document& doc, const Instruction& instruction) {
  if (instruction.keyword == Keyword::from) {
    const From from = read_from(instruction, doc.escape);
    out += fmt::format("  base {}\n", visible(from.base));
    if (!from.alias.empty()) out += fmt::format("  alias {}\n", visible(from.alias));
    return;
  }
  const bool paired = instruction.keyword == Keyword::env || instruction.keyword == Keyword::arg ||
                      instruction.keyword == Keyword::label;
  if (paired) {
    for (const Pair& pair : pairs(instruction, doc.escape)) {
      out += fmt::format("  pair [{}]", visible(pair.name));
      out += pair.value ? fmt::format(" [{}]\n", visible(*pair.value)) : "\n";
    }
    return;
  }
  for (const Word& word : words(instruction, doc.escape)) {
    out += fmt::format("  word [{}] from [{}]\n", visible(word.text), visible(doc.at(word.span)));
  }
}

}  // namespace

std::string debug_tree(const Document& doc) {
  std::string out;
  for (const Item& item : doc.items) {
    out += label(item);
    std::string_view before = ": ";
    for (const Piece& piece : item.pieces) {
      out += before;
      out += visible(doc.at(piece.span));
      before = "|";
    }
    out += '\n';
  }
  return out;
}

std::string debug_instructions(const Document& doc) {
  std::string out;
  for (const Item& item : doc.items) {
    if (item.keyword == Keyword::none) continue;
    const Instruction instruction = read(doc, item);
    out += fmt::format("{} {}\n", position(doc, item.span.begin).line, label(item));
    for (const Flag& flag : instruction.flags) {
      out += fmt::format("  flag [{}]", visible(flag.name));
      out += flag.value ? fmt::format(" [{}]\n", visible(*flag.value)) : "\n";
    }
    out += fmt::format("  rest [{}]\n", visible(instruction.rest.text));
    if (instruction.exec) out += "  exec form\n";
    append_words(out, doc, instruction);
    for (const Heredoc& heredoc : instruction.heredocs) {
      out += fmt::format("  heredoc {}{}{} [{}]\n", visible(heredoc.name),
                         heredoc.expand ? "" : " literal", heredoc.chomp ? " chomped" : "",
                         visible(heredoc.body));
    }
  }
  return out;
}

std::string debug_problems(const Document& doc) {
  std::string out;
  for (const Problem& problem : doc.problems) {
    const Position at = position(doc, problem.offset);
    out += fmt::format("{}:{}: {}\n", at.line, at.column, visible(problem.message));
  }
  return out;
}

}  // namespace dockerfix
