// The words, assignments and redirects of one simple command.
#include <algorithm>
#include <array>

#include "shell_braces.h"
#include "shell_lex.h"
#include "shell_scan.h"

namespace dockerfix {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

ShellWord finished(LexedWord lexed) {
  lexed.word.parts = join_atoms(lexed.atoms);
  return std::move(lexed.word);
}

void skip_blanks(Scan& scan) {
  for (;;) {
    if (is_scan_blank(scan.look())) {
      ++scan.at;
    } else if (scan.look() == '\\' && (scan.look(1) == '\n' || scan.look(1) == '\r')) {
      scan.at += 2;
    } else if (scan.look() == '#') {
      while (scan.at < scan.end && scan.look() != '\n') ++scan.at;
    } else {
      return;
    }
  }
}

std::string_view redirect_operator(const Scan& scan) {
  static constexpr std::array<std::string_view, 12> operators = {
      "&>>", "<<<", "<<-", "&>", ">>", ">|", ">&", "<&", "<>", "<<", "<", ">"};
  const char c = scan.look();
  if (c != '&' && c != '<' && c != '>') return {};
  if (const ShellPiece* piece = piece_at(scan.skeleton, scan.at);
      piece && piece->kind == ShellPiece::Kind::substitution)
    return {};
  for (const std::string_view op : operators)
    if (scan.rest().substr(0, op.size()) == op) return op;
  return {};
}

bool read_redirect(Scan& scan, std::optional<int> fd, Command& command) {
  const std::string_view op = redirect_operator(scan);
  if (op.empty()) return false;
  scan.at += op.size();
  while (is_scan_blank(scan.look()) && scan.look() != '\n') ++scan.at;
  command.redirects.push_back({std::string(op), fd, finished(read_word(scan, false))});
  return true;
}

std::optional<int> descriptor(const Scan& scan, const ShellWord& word) {
  const bool digits = !word.raw.empty() && word.raw.size() < 5 &&
                      std::all_of(word.raw.begin(), word.raw.end(), is_digit);
  if (!digits || (scan.look() != '<' && scan.look() != '>') || redirect_operator(scan).empty())
    return std::nullopt;
  return std::stoi(word.raw);
}

// NAME=value, NAME+=value or NAME[…]=value.
std::optional<Assignment> as_assignment(const ShellWord& word) {
  const std::string_view raw = word.raw;
  const std::size_t name = name_length(raw);
  std::size_t at = name;
  if (name == 0) return std::nullopt;
  const bool element = raw.substr(at, 1) == "[";
  if (element) at = std::min(raw.find(']', at), raw.size() - 1) + 1;
  const bool append = raw.substr(at, 1) == "+";
  at += append ? 1 : 0;
  if (raw.substr(at, 1) != "=") return std::nullopt;
  ++at;
  Assignment out{std::string(raw.substr(0, name)), word};
  out.value.raw.erase(0, at);
  out.value.span.begin += static_cast<std::uint32_t>(at);
  auto& parts = out.value.parts;
  if (element) {
    parts = {{ShellPart::Kind::unknown, out.value.raw}};
    return out;
  }
  parts.front().text.erase(0, at);
  if (parts.front().text.empty()) parts.erase(parts.begin());
  if (append) parts.insert(parts.begin(), {ShellPart::Kind::expansion, "${" + out.name + "}"});
  return out;
}

bool declares(const Command& command) {
  static constexpr std::array<std::string_view, 5> declarations = {"export", "declare", "typeset",
                                                                   "local", "readonly"};
  return !command.words.empty() && std::find(declarations.begin(), declarations.end(),
                                             command.words[0].raw) != declarations.end();
}

void add_word(Command& command, LexedWord lexed) {
  const bool bare = command.words.empty();
  if ((bare || declares(command)) && lexed.word.raw.find('=') != std::string::npos) {
    ShellWord word = lexed.word;
    word.parts = join_atoms(lexed.atoms);
    if (auto assignment = as_assignment(word)) {
      command.assignments.push_back(std::move(*assignment));
      if (!bare) command.words.push_back(std::move(word));
      return;
    }
  }
  if (lexed.word.raw.find('{') == std::string::npos) {
    command.words.push_back(finished(std::move(lexed)));
    return;
  }
  for (ShellWord& word : expand_braces(std::move(lexed.word), lexed.atoms))
    command.words.push_back(std::move(word));
}

// A redirect, an assignment or a word. `test` tells whether [[ is open.
void read_token(Scan& scan, bool& test, Command& command) {
  if (!test && read_redirect(scan, std::nullopt, command)) return;
  LexedWord word = read_word(scan, test);
  if (word.word.raw.empty()) {
    ++scan.at;  // a bracket or separator that only a text in error has here
    return;
  }
  const auto fd = test ? std::nullopt : descriptor(scan, word.word);
  if (fd) {
    read_redirect(scan, fd, command);
    return;
  }
  test = word.word.raw != "]]" && (test || (command.words.empty() && word.word.raw == "[["));
  add_word(command, std::move(word));
}

// $(mktemp), $(mktemp -d): something new below /tmp, where TMPDIR names no other place.
bool is_mktemp(std::string_view text) {
  static constexpr std::array<std::string_view, 6> forms = {
      "$(mktemp)", "$(mktemp -d)", "$(mktemp --directory)",
      "`mktemp`",  "`mktemp -d`",  "`mktemp --directory`"};
  return std::find(forms.begin(), forms.end(), text) != forms.end();
}

}  // namespace

Command lex_command(const ShellText& text, const Skeleton& skeleton, Span span) {
  Scan scan{text, skeleton, span.begin, std::min<std::size_t>(span.end, text.text.size())};
  Command command;
  command.span = span;
  for (bool first = true, test = false; scan.at < scan.end; first = false) {
    skip_blanks(scan);
    if (scan.at >= scan.end) break;
    if (first) command.span.begin = static_cast<std::uint32_t>(scan.at);
    read_token(scan, test, command);
    command.span.end = static_cast<std::uint32_t>(std::min(scan.at, scan.end));
  }
  return command;
}

std::optional<std::string> expand(const ShellWord& word, const Lookup& lookup) {
  std::string out;
  for (const ShellPart& part : word.parts) {
    if (part.kind == ShellPart::Kind::unknown) {
      if (!is_mktemp(part.text)) return std::nullopt;
      out += "/tmp/tmp.XXXXXXXXXX";
      continue;
    }
    if (part.kind == ShellPart::Kind::literal) {
      out += part.text;
      continue;
    }
    std::string text = part.text;
    // ${X=w} and ${X:=w} give what ${X-w} and ${X:-w} do.
    const std::size_t name = text.substr(0, 2) == "${" ? name_length(text.substr(2)) : 0;
    const std::size_t op = name == 0 ? 0 : name + 2 + (text[name + 2] == ':' ? 1 : 0);
    if (op > 0 && text[op] == '=') text[op] = '-';
    const auto value = expand(text, '\\', lookup);
    if (!value) return std::nullopt;
    out += *value;
  }
  return out;
}

}  // namespace dockerfix
