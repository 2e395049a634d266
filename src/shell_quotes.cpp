// Quotes, expansions, brackets and heredocs of a shell text.
#include "shell_lexer.h"

namespace dockerfix {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

void read_backticks(Lexer& lexer) {
  std::size_t end = lexer.at + 1;
  while (end < lexer.text.size() && lexer.text[end] != '`') end += lexer.text[end] == '\\' ? 2 : 1;
  if (end >= lexer.text.size()) lexer.out.balanced = false;
  end = std::min(end + 1, lexer.text.size());
  add_piece(lexer, ShellPiece::Kind::backticks, lexer.at, end);
  lexer.mask(end - lexer.at);
}

void read_name(Lexer& lexer) {
  std::size_t end = lexer.at + 1;
  const char first = lexer.look(1);
  const bool named = is_name(first) && !is_digit(first);
  while (named && end < lexer.text.size() && is_name(lexer.text[end])) ++end;
  if (!named)
    end += first != '\0' &&
           (is_digit(first) || std::string_view("@*#?-$!").find(first) != std::string_view::npos);
  if (end > lexer.at + 1)
    add_piece(lexer, named ? ShellPiece::Kind::expansion : ShellPiece::Kind::other, lexer.at, end);
  lexer.mask(end - lexer.at);
}

void push_substitution(Lexer& lexer) {
  ++lexer.substitutions;
  push_open(lexer, Open::Kind::code, add_piece(lexer, ShellPiece::Kind::substitution, lexer.at, 0));
  lexer.keep(2);
}

// $ and what it begins, in every context that expands.
void read_dollar(Lexer& lexer) {
  if (lexer.starts("$((") && closes_double(lexer.text, lexer.at + 1)) {
    push_open(lexer, Open::Kind::arithmetic,
              add_piece(lexer, ShellPiece::Kind::other, lexer.at, 0));
    lexer.mask(3);
  } else if (lexer.starts("$(")) {
    push_substitution(lexer);
  } else if (lexer.starts("${")) {
    push_open(lexer, Open::Kind::braces,
              add_piece(lexer, ShellPiece::Kind::expansion, lexer.at, 0));
    lexer.mask(2);
  } else {
    read_name(lexer);
  }
}

void read_single_quote(Lexer& lexer) {
  const std::size_t end = lexer.text.find('\'', lexer.at + 1);
  if (end == std::string_view::npos) lexer.out.balanced = false;
  lexer.mask(end == std::string_view::npos ? lexer.text.size() : end + 1 - lexer.at);
}

void read_ansi_quote(Lexer& lexer) {
  std::size_t end = lexer.at + 2;
  while (end < lexer.text.size() && lexer.text[end] != '\'') end += lexer.text[end] == '\\' ? 2 : 1;
  if (end >= lexer.text.size()) lexer.out.balanced = false;
  lexer.mask(end + 1 - lexer.at);
}

std::string delimiter(std::string_view raw) {
  std::string name;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\'' || raw[i] == '"') continue;
    if (raw[i] == '\\' && i + 1 < raw.size()) ++i;
    name += raw[i];
  }
  return name;
}

}  // namespace

bool ends_word(char c) {
  return c == '\0' || c == '\n' || is_shell_blank(c) || c == ';' || c == '&' || c == '|' ||
         c == '(' || c == ')' || c == '<' || c == '>';
}

int add_piece(Lexer& lexer, ShellPiece::Kind kind, std::size_t begin, std::size_t end) {
  lexer.out.pieces.push_back({kind,
                              {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                              lexer.top().quoted});
  return static_cast<int>(lexer.out.pieces.size()) - 1;
}

void push_open(Lexer& lexer, Open::Kind kind, int piece) {
  Open open;
  open.kind = kind;
  open.piece = piece;
  open.quoted = kind == Open::Kind::double_quote || kind == Open::Kind::heredoc ||
                (kind != Open::Kind::code && !lexer.open.empty() && lexer.top().quoted);
  lexer.open.push_back(open);
}

void pop_open(Lexer& lexer) {
  if (const int piece = lexer.top().piece; piece >= 0)
    lexer.out.pieces[piece].span.end = static_cast<std::uint32_t>(lexer.at);
  lexer.open.pop_back();
}

void enter_word(Lexer& lexer) {
  Open& code = lexer.top();
  if (code.kind != Open::Kind::code || code.in_word) return;
  code.in_word = true;
  code.plain = true;
  code.word = static_cast<std::uint32_t>(lexer.at);
  code.substitutions = lexer.substitutions;
}

void not_plain(Lexer& lexer) {
  enter_word(lexer);
  lexer.top().plain = false;
}

bool closes_double(std::string_view text, std::size_t begin) {
  constexpr std::size_t far = 4096;
  int depth = 0;
  for (std::size_t i = begin; i < std::min(text.size(), begin + far); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 1) return text.substr(i + 1, 1) == ")";
    if (depth < 1) return false;
  }
  return false;
}

bool read_common(Lexer& lexer) {
  const bool quoted = lexer.top().quoted;
  const char c = lexer.look();
  if (c == '\\') {
    if (lexer.at + 1 >= lexer.text.size()) lexer.out.balanced = false;
    lexer.mask(2);
  } else if (c == '`') {
    read_backticks(lexer);
  } else if (c == '"' && lexer.top().kind != Open::Kind::heredoc) {
    push_open(lexer, Open::Kind::double_quote);
    lexer.mask(1);
  } else if (!quoted && c == '\'') {
    read_single_quote(lexer);
  } else if (!quoted && lexer.starts("$'")) {
    read_ansi_quote(lexer);
  } else if (!quoted && lexer.starts("$\"")) {
    lexer.mask(1);
  } else if (c == '$') {
    read_dollar(lexer);
  } else if (!quoted && (lexer.starts("<(") || lexer.starts(">("))) {
    push_substitution(lexer);
  } else {
    return false;
  }
  return true;
}

void step_quote(Lexer& lexer) {
  const bool heredoc = lexer.top().kind == Open::Kind::heredoc;
  if (!heredoc && lexer.look() == '"') {
    lexer.mask(1);
    pop_open(lexer);
  } else if (!read_common(lexer)) {
    lexer.mask(1);
  }
}

void step_braces(Lexer& lexer) {
  if (lexer.look() == '}') {
    lexer.mask(1);
    pop_open(lexer);
  } else if (!read_common(lexer)) {
    lexer.mask(1);
  }
}

void step_brackets(Lexer& lexer) {
  const bool arithmetic = lexer.top().kind == Open::Kind::arithmetic;
  if (lexer.look() == '(') {
    ++lexer.top().parens;
    lexer.mask(1);
  } else if (lexer.look() == ')') {
    const bool last = lexer.top().parens-- == 0;
    lexer.mask(last && arithmetic ? 2 : 1);
    if (last) pop_open(lexer);
  } else if (!read_common(lexer)) {
    lexer.mask(1);
  }
}

void step_test(Lexer& lexer) {
  if (lexer.starts("]]") && ends_word(lexer.look(2)) && ends_word(lexer.text[lexer.at - 1])) {
    lexer.mask(2);
    pop_open(lexer);
  } else if (!read_common(lexer)) {
    lexer.mask(1, is_shell_blank(lexer.look()) || lexer.look() == '\n' ? ' ' : 'x');
  }
}

void read_heredoc(Lexer& lexer) {
  ShellHeredoc heredoc;
  heredoc.op = static_cast<std::uint32_t>(lexer.at);
  heredoc.tabs = lexer.look(2) == '-';
  std::size_t begin = lexer.at + (heredoc.tabs ? 3 : 2);
  while (begin < lexer.text.size() && is_shell_blank(lexer.text[begin])) ++begin;
  std::size_t end = begin;
  for (char quote = '\0'; end < lexer.text.size() && lexer.text[end] != '\n'; ++end) {
    const char c = lexer.text[end];
    if (quote == '\0' && ends_word(c)) break;
    if (c == '\'' || c == '"') quote = quote == c ? '\0' : quote == '\0' ? c : quote;
  }
  const std::string_view raw = lexer.text.substr(begin, end - begin);
  heredoc.expand = raw.find_first_of("'\"\\") == std::string_view::npos;
  lexer.out.heredocs.push_back(heredoc);
  lexer.names.push_back(delimiter(raw));
  // To the grammar it is a file by that name.
  const Open& code = lexer.top();
  if (code.compound) lexer.keep(1);
  lexer.mask(begin - lexer.at, code.command_position && !code.compound ? 'x' : ' ');
  lexer.mask(end - lexer.at, code.command_position || code.compound ? 'x' : ' ');
}

void skip_heredocs(Lexer& lexer) {
  auto& heredocs = lexer.out.heredocs;
  for (; lexer.next_heredoc < heredocs.size(); ++lexer.next_heredoc) {
    ShellHeredoc& heredoc = heredocs[lexer.next_heredoc];
    heredoc.present = lexer.at < lexer.text.size();
    heredoc.body = {static_cast<std::uint32_t>(lexer.at), static_cast<std::uint32_t>(lexer.at)};
    while (lexer.at < lexer.text.size()) {
      const std::size_t newline = lexer.text.find('\n', lexer.at);
      const std::size_t end = std::min(newline, lexer.text.size());
      std::string_view line = lexer.text.substr(lexer.at, end - lexer.at);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      while (heredoc.tabs && !line.empty() && line.front() == '\t') line.remove_prefix(1);
      const bool last = line == lexer.names[lexer.next_heredoc];
      lexer.mask(end - lexer.at + (newline == std::string_view::npos ? 0 : 1), ' ');
      if (last) break;
      heredoc.body.end = static_cast<std::uint32_t>(lexer.at);
    }
  }
  // A separator in place of the newline that went with the last body.
  if (lexer.at > 0 && lexer.text[lexer.at - 1] == '\n') lexer.out.text[lexer.at - 1] = '\n';
}

}  // namespace dockerfix
