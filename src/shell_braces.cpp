// Bash's brace expansion; dash has none. Bash manual, 3.5.1.
#include "shell_braces.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>

namespace dockerfix {
namespace {

using Atoms = std::vector<ShellAtom>;

constexpr std::size_t most_words = 64;
constexpr std::ptrdiff_t most_braces = 16;

bool is(const ShellAtom& atom, char c) {
  return atom.plain && atom.part.text.size() == 1 && atom.part.text[0] == c;
}

// Plain text as one atom a character.
Atoms exploded(const Atoms& atoms) {
  Atoms out;
  for (const ShellAtom& atom : atoms) {
    if (!atom.plain) {
      out.push_back(atom);
      continue;
    }
    for (const char c : atom.part.text)
      out.push_back({{ShellPart::Kind::literal, std::string(1, c)}, true});
  }
  return out;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || std::abs(value) > 1000000)
    return std::nullopt;
  return value;
}

std::string padded(int value, std::size_t width) {
  std::string text = std::to_string(std::abs(value));
  const std::size_t sign = value < 0 ? 1 : 0;
  if (text.size() + sign < width) text.insert(0, width - sign - text.size(), '0');
  return (value < 0 ? "-" : "") + text;
}

bool is_padded(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  return text.size() > 1 && text.front() == '0';
}

bool is_letter(std::string_view text) {
  return text.size() == 1 &&
         ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z'));
}

// The items of 1..3, 01..10, a..e and 1..9..2; empty where it is no sequence.
std::vector<std::string> sequence(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == text.npos) return {};
  const std::string_view from = text.substr(0, dots);
  const std::string_view rest = text.substr(dots + 2);
  const std::string_view to = rest.substr(0, rest.find(".."));
  const auto step = to.size() == rest.size() ? 1 : number(rest.substr(to.size() + 2));
  const bool letters = is_letter(from) && is_letter(to);
  const auto first = letters ? from[0] : number(from);
  const auto last = letters ? to[0] : number(to);
  if (!step || !first || !last) return {};
  const int stride = std::max(1, std::abs(*step)) * (*last < *first ? -1 : 1);
  const std::size_t width = is_padded(from) || is_padded(to) ? std::max(from.size(), to.size()) : 0;
  std::vector<std::string> items;
  for (int i = *first; (stride > 0 ? i <= *last : i >= *last) && items.size() <= most_words;
       i += stride)
    items.push_back(letters ? std::string(1, static_cast<char>(i)) : padded(i, width));
  return items;
}

struct Braces {
  std::size_t begin = 0;
  std::size_t end = 0;              // of the closing one
  std::vector<Atoms> alternatives;  // at least one
};

// What {…} that opens at `begin` stands for; empty where it stands for itself.
std::optional<Braces> braces_at(const Atoms& atoms, std::size_t begin) {
  Braces out{begin, begin, {{}}};
  std::string text;
  int depth = 1;
  bool all_plain = true;
  for (std::size_t i = begin + 1; i < atoms.size(); ++i) {
    depth += is(atoms[i], '{') ? 1 : is(atoms[i], '}') ? -1 : 0;
    if (depth == 0) {
      out.end = i;
      break;
    }
    if (depth == 1 && is(atoms[i], ',')) {
      out.alternatives.emplace_back();
      continue;
    }
    out.alternatives.back().push_back(atoms[i]);
    all_plain = all_plain && atoms[i].plain;
    text += atoms[i].part.text;
  }
  if (depth > 0) return std::nullopt;
  if (out.alternatives.size() > 1) return out;
  out.alternatives.clear();
  if (all_plain)
    for (const std::string& item : sequence(text))
      out.alternatives.push_back({{{ShellPart::Kind::literal, item}, false}});
  if (out.alternatives.empty()) return std::nullopt;
  return out;
}

std::optional<Braces> first_braces(const Atoms& atoms) {
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (!is(atoms[i], '{')) continue;
    if (auto braces = braces_at(atoms, i)) return braces;
  }
  return std::nullopt;
}

// False where there are too many.
bool expand_all(const Atoms& atoms, std::vector<Atoms>& out) {
  const auto braces = first_braces(atoms);
  if (!braces) {
    out.push_back(atoms);
    return out.size() <= most_words;
  }
  for (const Atoms& alternative : braces->alternatives) {
    Atoms next(atoms.begin(), atoms.begin() + static_cast<std::ptrdiff_t>(braces->begin));
    next.insert(next.end(), alternative.begin(), alternative.end());
    next.insert(next.end(), atoms.begin() + static_cast<std::ptrdiff_t>(braces->end) + 1,
                atoms.end());
    if (!expand_all(next, out)) return false;
  }
  return true;
}

}  // namespace

std::vector<ShellPart> join_atoms(const std::vector<ShellAtom>& atoms) {
  std::vector<ShellPart> parts;
  for (const ShellAtom& atom : atoms) {
    const bool literal = atom.part.kind == ShellPart::Kind::literal;
    if (literal && atom.part.text.empty()) continue;
    if (literal && !parts.empty() && parts.back().kind == ShellPart::Kind::literal)
      parts.back().text += atom.part.text;
    else
      parts.push_back(atom.part);
  }
  return parts;
}

std::vector<ShellWord> expand_braces(ShellWord word, const std::vector<ShellAtom>& atoms) {
  std::ptrdiff_t opening = 0;
  for (const ShellAtom& atom : atoms)
    if (atom.plain) opening += std::count(atom.part.text.begin(), atom.part.text.end(), '{');
  std::vector<Atoms> variants;
  if (opening == 0) {
    word.parts = join_atoms(atoms);
    return {std::move(word)};
  }
  if (opening > most_braces || !expand_all(exploded(atoms), variants)) {
    word.parts = {{ShellPart::Kind::unknown, word.raw}};
    return {std::move(word)};
  }
  std::vector<ShellWord> words;
  for (const Atoms& variant : variants) {
    words.push_back(word);
    words.back().parts = join_atoms(variant);
    words.back().braces = variants.size() > 1;
  }
  return words;
}

}  // namespace dockerfix
