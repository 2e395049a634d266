#include "shell_scan.h"

#include <algorithm>

namespace dockerfix {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_special(char c) {
  return c == ';' || c == '&' || c == '|' || c == '(' || c == ')';
}

bool has(std::string_view text, std::string_view any) {
  return text.find(any) != text.npos;
}

// An expansion that BuildKit's lexer would read in another way than a shell does is unknown:
// command substitutions, bracket patterns, and single quotes that double quotes make literal.
ShellPart::Kind expansion_kind(std::string_view text, bool quoted) {
  const std::string_view name = text.substr(text.substr(0, 2) == "${" ? 2 : 1);
  const bool plain = name_length(name) > 0 && !has(text, "$(") && !has(text, "`") &&
                     !has(text, "[") && text.find(hole) == text.npos && !(quoted && has(text, "'"));
  return plain ? ShellPart::Kind::expansion : ShellPart::Kind::unknown;
}

bool read_piece(Scan& scan, std::vector<ShellAtom>& atoms) {
  const ShellPiece* piece = piece_at(scan.skeleton, scan.at);
  if (!piece || piece->span.end <= scan.at) return false;
  const std::size_t end = std::min<std::size_t>(piece->span.end, scan.end);
  const std::string text = scan.text.text.substr(scan.at, end - scan.at);
  const auto kind = piece->kind == ShellPiece::Kind::expansion ? expansion_kind(text, piece->quoted)
                                                               : ShellPart::Kind::unknown;
  atoms.push_back({{kind, text}, false});
  scan.at = end;
  return true;
}

// What stands at the hole at `at`; null where there is none.
const ShellPart* hole_at(const ShellText& text, std::size_t at) {
  if (text.text[at] != hole) return nullptr;
  const auto begin = text.text.begin();
  const auto index =
      static_cast<std::size_t>(std::count(begin, begin + static_cast<std::ptrdiff_t>(at), hole));
  return index < text.holes.size() ? &text.holes[index] : nullptr;
}

bool read_hole(Scan& scan, std::vector<ShellAtom>& atoms) {
  const ShellPart* part = scan.at < scan.end ? hole_at(scan.text, scan.at) : nullptr;
  if (!part) return false;
  atoms.push_back({*part, false});
  ++scan.at;
  return true;
}

void add_literal(std::vector<ShellAtom>& atoms, std::string_view text, bool plain) {
  const bool join = !atoms.empty() && atoms.back().plain == plain &&
                    atoms.back().part.kind == ShellPart::Kind::literal;
  if (join)
    atoms.back().part.text += text;
  else
    atoms.push_back({{ShellPart::Kind::literal, std::string(text)}, plain});
}

// What ends a run of characters that mean themselves, and can begin a piece, an escape or a hole.
constexpr std::string_view quote_ends = "'\x01";
constexpr std::string_view double_quote_ends = "\"\\$`(<>\x01";
constexpr std::string_view word_ends = " \t\r\n\f\v;&|()<>\\'\"$`\x01";

// One character, whatever it is, and those behind it up to one of `ends`.
void read_run(Scan& scan, std::vector<ShellAtom>& atoms, std::string_view ends, bool plain) {
  const std::string_view rest = scan.rest();
  const std::string_view run = rest.substr(0, std::min(rest.find_first_of(ends, 1), rest.size()));
  add_literal(atoms, run, plain);
  scan.at += run.size();
}

void read_single_quote(Scan& scan, std::vector<ShellAtom>& atoms) {
  add_literal(atoms, {}, false);
  for (++scan.at; scan.at < scan.end && scan.look() != '\'';)
    if (!read_hole(scan, atoms)) read_run(scan, atoms, quote_ends, false);
  ++scan.at;
}

void add_code_point(std::string& out, unsigned value) {
  const auto byte = [&](unsigned bits) { out += static_cast<char>(bits); };
  if (value < 0x80) return byte(value);
  if (value < 0x800) {
    byte(0xC0 | value >> 6);
  } else {
    if (value < 0x10000) {
      byte(0xE0 | value >> 12);
    } else {
      byte(0xF0 | (value >> 18 & 7));
      byte(0x80 | (value >> 12 & 0x3F));
    }
    byte(0x80 | (value >> 6 & 0x3F));
  }
  byte(0x80 | (value & 0x3F));
}

// One escape of $'…', the backslash already taken.
std::string read_ansi_escape(Scan& scan) {
  static constexpr std::string_view from = "abeEfnrtv\\'\"?";
  static constexpr std::string_view to = "\a\b\x1b\x1b\f\n\r\t\v\\'\"?";
  const char c = scan.look();
  const bool octal = c >= '0' && c <= '7';
  if (!octal) ++scan.at;
  if (const auto index = from.find(c); index != from.npos) return std::string(1, to[index]);
  const std::size_t most = octal ? 3 : c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  const std::string_view digits = octal ? "01234567" : "0123456789abcdefABCDEF";
  const std::string_view found = scan.rest().substr(
      0, std::min(most, std::min(scan.rest().find_first_not_of(digits), scan.rest().size())));
  if (found.empty()) return std::string("\\") + c;
  scan.at += found.size();
  const auto value = static_cast<unsigned>(std::stoul(std::string(found), nullptr, octal ? 8 : 16));
  std::string out;
  if (most < 4)
    out += static_cast<char>(value);
  else
    add_code_point(out, value);
  return out;
}

void read_ansi_quote(Scan& scan, std::vector<ShellAtom>& atoms) {
  add_literal(atoms, {}, false);
  for (scan.at += 2; scan.at < scan.end && scan.look() != '\'';) {
    const bool escape = scan.look() == '\\' && scan.at + 1 < scan.end;
    const std::string_view plain = scan.rest().substr(0, 1);
    ++scan.at;
    add_literal(atoms, escape ? read_ansi_escape(scan) : std::string(plain), false);
  }
  ++scan.at;
}

// What double quotes hold, up to the closing one or the end; of a heredoc's body " is literal.
void read_quoted(Scan& scan, std::vector<ShellAtom>& atoms, bool heredoc) {
  add_literal(atoms, {}, false);
  while (scan.at < scan.end && (heredoc || scan.look() != '"')) {
    if (read_piece(scan, atoms) || read_hole(scan, atoms)) continue;
    if (scan.look() == '\\' && scan.look(1) == '\n') {
      scan.at += 2;
      continue;
    }
    const std::string_view special = heredoc ? "$`\\" : "$`\\\"";
    if (scan.look() == '\\' && special.find(scan.look(1)) != special.npos) ++scan.at;
    read_run(scan, atoms, double_quote_ends, false);
  }
}

// One step within a word; false where the word ends.
bool read_atom(Scan& scan, LexedWord& out, bool test) {
  if (scan.at >= scan.end) return false;
  if (read_piece(scan, out.atoms) || read_hole(scan, out.atoms)) return true;
  const char c = scan.look();
  if (is_scan_blank(c) || (!test && (is_special(c) || c == '<' || c == '>'))) return false;
  if (!test && c == '&' && scan.look(1) == '>') return false;
  out.word.quoted |= c == '\\' || c == '\'' || c == '"';
  if (c == '\\' && (scan.look(1) == '\n' || (scan.look(1) == '\r' && scan.look(2) == '\n'))) {
    scan.at += scan.look(1) == '\r' ? 3 : 2;
  } else if (c == '\\') {
    add_literal(out.atoms, scan.rest().substr(1, 1), false);
    scan.at = std::min(scan.at + 2, scan.end);
  } else if (c == '\'') {
    read_single_quote(scan, out.atoms);
  } else if (c == '"' || (c == '$' && scan.look(1) == '"')) {
    out.word.quoted = true;
    scan.at += c == '"' ? 1 : 2;
    read_quoted(scan, out.atoms, false);
    ++scan.at;
  } else if (c == '$' && scan.look(1) == '\'') {
    out.word.quoted = true;
    read_ansi_quote(scan, out.atoms);
  } else {
    read_run(scan, out.atoms, word_ends, true);
  }
  return true;
}

}  // namespace

std::size_t name_length(std::string_view text) {
  if (text.empty() || !is_name_start(text.front())) return 0;
  std::size_t size = 1;
  while (size < text.size() && (is_name_start(text[size]) || is_digit(text[size]))) ++size;
  return size;
}

const ShellPiece* piece_at(const Skeleton& skeleton, std::size_t at) {
  const auto& pieces = skeleton.pieces;
  const auto found = std::lower_bound(
      pieces.begin(), pieces.end(), at,
      [](const ShellPiece& piece, std::size_t where) { return piece.span.begin < where; });
  return found != pieces.end() && found->span.begin == at ? &*found : nullptr;
}

LexedWord read_word(Scan& scan, bool test) {
  LexedWord out;
  const std::size_t begin = scan.at;
  while (read_atom(scan, out, test)) {
  }
  scan.at = std::min(scan.at, scan.end);
  out.word.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(scan.at)};
  out.word.raw = scan.text.text.substr(begin, scan.at - begin);
  if (scan.text.holes.empty() || out.word.raw.find(hole) == std::string::npos) return out;
  std::string filled;
  for (std::size_t i = begin; i < scan.at; ++i) {
    const ShellPart* part = hole_at(scan.text, i);
    filled += part ? part->text : std::string(1, scan.text.text[i]);
  }
  out.word.raw = filled;
  return out;
}

std::vector<ShellPart> lex_heredoc(const ShellText& body, const Skeleton& skeleton) {
  Scan scan{body, skeleton, 0, body.text.size()};
  std::vector<ShellAtom> atoms;
  read_quoted(scan, atoms, true);
  return join_atoms(atoms);
}

}  // namespace dockerfix
