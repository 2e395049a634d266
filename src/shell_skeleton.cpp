// Finds quotes, expansions, heredocs and comments with a stack of what is open. The shell's own
// rules: POSIX.1-2017, Shell Command Language, 2.2, 2.3, 2.6 and 2.7.4, and bash's manual for $'…',
// [[ … ]], arrays and <(…).
#include <algorithm>
#include <array>
#include <utility>

#include "shell_lex.h"

namespace dockerfix {
namespace {

struct Open {                    // something that is not closed yet
  enum class Kind : std::uint8_t {
    code,                        // the text itself, $(…), (…)
    double_quote, heredoc,       // "…", a heredoc's body
    braces,                      // ${…}
    arithmetic,                  // $((…)) and ((…))
    masked,                      // an array, an extended glob
    test,                        // [[ … ]]
  };
  Kind kind = Kind::code;
  int piece = -1;                // index in Skeleton::pieces; -1: none
  int parens = 0;                // open in arithmetic and masked
  bool quoted = false;           // within double quotes, however deep
  // Of code:
  std::uint32_t word = 0;        // where the word began
  bool in_word = false;
  bool plain = true;             // the word holds nothing that is quoted or expanded
  bool command_position = true;  // a keyword would be one here
  bool compound = false;         // behind the end of a compound command: redirects stay
  bool target = false;           // the next word belongs to a redirect
  int cases = 0;                 // open case … esac
  int until_in = 0;              // 2: behind for or case, 1: one word later, where `in` may stand
  bool patterns = false;         // what follows that `in` is case patterns
  bool naming = false;           // behind `function`
  bool list = false;             // behind the `in` of a for
  std::size_t substitutions = 0; // pieces there were when the word began
};

struct Lexer {
  std::string_view text;
  Skeleton out;
  std::vector<Open> open;
  std::size_t at = 0;
  std::size_t next_heredoc = 0;  // the first whose body has not begun
  std::size_t substitutions = 0; // met so far

  Open& top() { return open.back(); }
  char look(std::size_t ahead = 0) const {
    return at + ahead < text.size() ? text[at + ahead] : '\0';
  }
  bool starts(std::string_view what) const { return text.substr(at, what.size()) == what; }
  void keep(std::size_t count) {  // the skeleton shows these bytes as they are
    for (const std::size_t end = std::min(at + count, text.size()); at < end; ++at)
      out.text[at] = text[at];
  }
  void mask(std::size_t count, char with = 'x') {
    for (const std::size_t end = std::min(at + count, text.size()); at < end; ++at)
      out.text[at] = with;
  }
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool ends_word(char c) {
  return c == '\0' || c == '\n' || is_blank(c) || c == ';' || c == '&' || c == '|' || c == '(' ||
         c == ')' || c == '<' || c == '>';
}

template <std::size_t Size>
bool is_one_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

int add_piece(Lexer& lexer, ShellPiece::Kind kind, std::size_t begin, std::size_t end) {
  lexer.out.pieces.push_back({kind,
                              {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                              lexer.top().quoted});
  return static_cast<int>(lexer.out.pieces.size()) - 1;
}

void push(Lexer& lexer, Open::Kind kind, int piece = -1) {
  Open open;
  open.kind = kind;
  open.piece = piece;
  open.quoted = kind == Open::Kind::double_quote || kind == Open::Kind::heredoc ||
                (kind != Open::Kind::code && !lexer.open.empty() && lexer.top().quoted);
  lexer.open.push_back(open);
}

void pop(Lexer& lexer) {
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

// Whether the two brackets that open at `begin` close together, as those of arithmetic do and those
// of a subshell in a subshell do not.
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
  if (!named) end += first != '\0' && (is_digit(first) || std::string_view("@*#?-$!").find(first) !=
                                                              std::string_view::npos);
  if (end > lexer.at + 1)
    add_piece(lexer, named ? ShellPiece::Kind::expansion : ShellPiece::Kind::other, lexer.at, end);
  lexer.mask(end - lexer.at);
}

void push_substitution(Lexer& lexer) {
  ++lexer.substitutions;
  push(lexer, Open::Kind::code, add_piece(lexer, ShellPiece::Kind::substitution, lexer.at, 0));
  lexer.keep(2);
}

// $ and what it begins, in every context that expands.
void read_dollar(Lexer& lexer) {
  if (lexer.starts("$((") && closes_double(lexer.text, lexer.at + 1)) {
    push(lexer, Open::Kind::arithmetic, add_piece(lexer, ShellPiece::Kind::other, lexer.at, 0));
    lexer.mask(3);
  } else if (lexer.starts("$(")) {
    push_substitution(lexer);
  } else if (lexer.starts("${")) {
    push(lexer, Open::Kind::braces, add_piece(lexer, ShellPiece::Kind::expansion, lexer.at, 0));
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

// What means the same in code, arithmetic, arrays and [[ ]]: quotes, escapes and expansions.
bool read_common(Lexer& lexer) {
  const bool quoted = lexer.top().quoted;
  const char c = lexer.look();
  if (c == '\\') {
    if (lexer.at + 1 >= lexer.text.size()) lexer.out.balanced = false;
    lexer.mask(2);
  } else if (c == '`') {
    read_backticks(lexer);
  } else if (c == '"' && lexer.top().kind != Open::Kind::heredoc) {
    push(lexer, Open::Kind::double_quote);
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
    pop(lexer);
  } else if (!read_common(lexer)) {
    lexer.mask(1);
  }
}

void step_braces(Lexer& lexer) {
  if (lexer.look() == '}') {
    lexer.mask(1);
    pop(lexer);
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
    if (last) pop(lexer);
  } else if (!read_common(lexer)) {
    lexer.mask(1);
  }
}

void step_test(Lexer& lexer) {
  if (lexer.starts("]]") && ends_word(lexer.look(2)) && ends_word(lexer.text[lexer.at - 1])) {
    lexer.mask(2);
    pop(lexer);
  } else if (!read_common(lexer)) {
    lexer.mask(1, is_blank(lexer.look()) || lexer.look() == '\n' ? ' ' : 'x');
  }
}

// Keywords behind which a command stands, and those behind which none does.
constexpr std::array<std::string_view, 7> openers = {"if",   "then",  "elif", "else",
                                                     "do", "while", "until"};
constexpr std::array<std::string_view, 3> closers = {"fi", "done", "esac"};
constexpr std::array<std::string_view, 4> introducers = {"for", "case", "select", "function"};

// Shows a keyword in the skeleton and takes note of what it changes.
bool take_keyword(Open& code, std::string_view word) {
  if (std::exchange(code.until_in, std::max(code.until_in - 1, 0)) == 1 && word == "in") {
    code.command_position = code.patterns;
    code.list = !code.patterns;
    return true;
  }
  if (!code.command_position || !code.plain || code.target) return false;
  code.compound = is_one_of(word, closers);
  if (is_one_of(word, openers)) return true;
  if (code.compound) {
    if (word == "esac") code.cases -= code.cases > 0;
    return true;
  }
  if (!is_one_of(word, introducers)) return false;
  code.naming = word == "function";
  code.until_in = code.naming ? 0 : 2;
  code.patterns = word == "case";
  code.cases += code.patterns;
  code.command_position = false;
  return true;
}

// The grammar wants a separator between the ends of two compound commands; the shell does not.
void separate(Lexer& lexer, std::size_t at) {
  if (at > 0 && lexer.out.text[at - 1] == ' ') lexer.out.text[at - 1] = ';';
}

// What a plain word is to the grammar: the name of a command, which it sees, or an argument, which
// it does not need to.
void place_word(Lexer& lexer, Open& code, bool before_in) {
  const bool seen = code.command_position || code.naming || code.list || before_in ||
                    (code.target && code.compound) || code.substitutions != lexer.substitutions;
  if (!seen) std::fill(lexer.out.text.begin() + code.word, lexer.out.text.begin() + lexer.at, ' ');
  if (!code.target) code.compound = false;
  code.target = false;
  code.command_position = std::exchange(code.naming, false);
}

void end_word(Lexer& lexer) {
  Open& code = lexer.top();
  if (code.kind != Open::Kind::code || !code.in_word) return;
  code.in_word = false;
  const std::string_view word = lexer.text.substr(code.word, lexer.at - code.word);
  const bool descriptor = (lexer.look() == '<' || lexer.look() == '>') &&
                          std::all_of(word.begin(), word.end(), is_digit);
  const bool before_in = code.until_in == 2;
  const bool compound = code.compound;
  const auto out = lexer.out.text.begin() + code.word;
  if (descriptor) {
    if (compound) std::copy(word.begin(), word.end(), out);
    else if (!code.command_position) std::fill(out, out + word.size(), ' ');
  } else if (take_keyword(code, word)) {
    std::copy(word.begin(), word.end(), out);
    if (compound) separate(lexer, code.word);
  } else {
    place_word(lexer, code, before_in);
  }
}

void skip_comment(Lexer& lexer) {
  lexer.out.comments = true;
  const std::size_t end = std::min(lexer.text.find('\n', lexer.at), lexer.text.size());
  lexer.mask(end - lexer.at, ' ');
}

// The bodies of the heredocs of the line that ends here. The skeleton does not show them.
void skip_heredocs(Lexer& lexer, const std::vector<std::string>& names) {
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
      const bool last = line == names[lexer.next_heredoc];
      lexer.mask(end - lexer.at + (newline == std::string_view::npos ? 0 : 1), ' ');
      if (last) break;
      heredoc.body.end = static_cast<std::uint32_t>(lexer.at);
    }
  }
  // A separator in place of the newline that went with the last body.
  if (lexer.at > 0 && lexer.text[lexer.at - 1] == '\n') lexer.out.text[lexer.at - 1] = '\n';
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

void read_heredoc(Lexer& lexer, std::vector<std::string>& names) {
  ShellHeredoc heredoc;
  heredoc.op = static_cast<std::uint32_t>(lexer.at);
  heredoc.tabs = lexer.look(2) == '-';
  std::size_t begin = lexer.at + (heredoc.tabs ? 3 : 2);
  while (begin < lexer.text.size() && is_blank(lexer.text[begin])) ++begin;
  std::size_t end = begin;
  for (char quote = '\0'; end < lexer.text.size() && lexer.text[end] != '\n'; ++end) {
    const char c = lexer.text[end];
    if (quote == '\0' && ends_word(c)) break;
    if (c == '\'' || c == '"') quote = quote == c ? '\0' : quote == '\0' ? c : quote;
  }
  const std::string_view raw = lexer.text.substr(begin, end - begin);
  heredoc.expand = raw.find_first_of("'\"\\") == std::string_view::npos;
  lexer.out.heredocs.push_back(heredoc);
  names.push_back(delimiter(raw));
  // To the grammar it is a file by that name.
  const Open& code = lexer.top();
  if (code.compound) lexer.keep(1);
  lexer.mask(begin - lexer.at, code.command_position && !code.compound ? 'x' : ' ');
  lexer.mask(end - lexer.at, code.command_position || code.compound ? 'x' : ' ');
}

void read_redirect(Lexer& lexer, std::vector<std::string>& names) {
  static constexpr std::array<std::string_view, 11> operators = {
      "&>>", "<<<", "&>", ">>", ">|", ">&", "<&", "<>", "<<", ">", "<"};
  if (lexer.starts("<<") && !lexer.starts("<<<")) return read_heredoc(lexer, names);
  const auto* op = std::find_if(operators.begin(), operators.end(),
                                [&](std::string_view each) { return lexer.starts(each); });
  const bool compound = lexer.top().compound;
  const char unseen = lexer.top().command_position ? 'x' : ' ';
  if (!compound) {
    lexer.mask(op->size(), unseen);
  } else if (*op == "<<<" || *op == "<>") {
    lexer.keep(1);
    lexer.mask(op->size() - 1, ' ');
  } else {
    lexer.keep(op->size());
  }
  if (lexer.look() == '-' && (*op == ">&" || *op == "<&")) {
    compound ? lexer.keep(1) : lexer.mask(1, unseen);
  } else {
    lexer.top().target = true;
  }
}

void read_separator(Lexer& lexer) {
  Open& code = lexer.top();
  if (lexer.look() != '\n') code.until_in = 0;
  code.command_position = true;
  code.compound = false;
  code.target = false;
  code.list = false;
  lexer.keep(1);
}

void read_open_paren(Lexer& lexer) {
  Open& code = lexer.top();
  const char before = lexer.at > 0 ? lexer.text[lexer.at - 1] : '\n';
  const bool array = code.in_word && before == '=';
  const bool glob = code.in_word && std::string_view("@+?*!").find(before) != std::string_view::npos;
  if (array || glob) {
    not_plain(lexer);
    push(lexer, Open::Kind::masked, add_piece(lexer, ShellPiece::Kind::other, lexer.at, 0));
    return lexer.mask(1);
  }
  if (!code.in_word && lexer.starts("((") && closes_double(lexer.text, lexer.at)) {
    not_plain(lexer);
    push(lexer, Open::Kind::arithmetic, add_piece(lexer, ShellPiece::Kind::other, lexer.at, 0));
    return lexer.mask(2);
  }
  end_word(lexer);
  push(lexer, Open::Kind::code);
  lexer.keep(1);
}

void read_close_paren(Lexer& lexer) {
  end_word(lexer);
  lexer.keep(1);
  if (lexer.top().cases > 0) {  // the end of a case pattern
    lexer.top().command_position = true;
    lexer.top().compound = false;
    return;
  }
  if (lexer.open.size() == 1) {
    lexer.out.balanced = false;
    return;
  }
  pop(lexer);
  if (lexer.top().kind != Open::Kind::code) return;
  const bool in_word = lexer.top().in_word;  // it closed a $(…)
  if (in_word) return;
  // Behind the () of a function comes its body.
  const std::string_view before = std::string_view(lexer.out.text).substr(0, lexer.at - 1);
  lexer.top().command_position = true;
  lexer.top().compound = before[before.find_last_not_of(' ')] != '(';
}

// Braces, !, [[ and # mean something only as the beginning of a word.
bool read_word_start(Lexer& lexer) {
  Open& code = lexer.top();
  const bool alone = ends_word(lexer.look(1));
  const char c = lexer.look();
  if (c == '#') {
    skip_comment(lexer);
  } else if (c == '{' && alone && code.command_position) {
    lexer.keep(1);
    code.compound = false;
  } else if (c == '}' && alone && code.command_position) {
    if (code.compound) separate(lexer, lexer.at);
    lexer.keep(1);
    code.compound = true;
  } else if (c == '!' && alone && code.command_position) {
    lexer.out.bangs.push_back(static_cast<std::uint32_t>(lexer.at));
    lexer.mask(1, ' ');
  } else if (lexer.starts("[[") && ends_word(lexer.look(2)) && code.command_position) {
    not_plain(lexer);
    lexer.mask(2);
    push(lexer, Open::Kind::test);
  } else {
    return false;
  }
  return true;
}

// A backslash at the end of a line joins the lines, in the middle of a word too.
void skip_line_end(Lexer& lexer) {
  const std::size_t size = lexer.look(1) == '\r' ? 3 : 2;
  if (ends_word(lexer.look(size))) end_word(lexer);
  if (lexer.top().in_word) lexer.top().plain = false;
  lexer.mask(size, lexer.top().in_word ? 'x' : ' ');
}

void step_code(Lexer& lexer, std::vector<std::string>& names) {
  const char c = lexer.look();
  if (lexer.starts("\\\n") || lexer.starts("\\\r\n")) return skip_line_end(lexer);
  if (c == '\n' || is_blank(c)) {
    end_word(lexer);
    if (c != '\n') return lexer.mask(1, ' ');
    read_separator(lexer);
    return skip_heredocs(lexer, names);
  }
  if (lexer.starts("<(") || lexer.starts(">(")) not_plain(lexer);
  else if (c == '<' || c == '>' || lexer.starts("&>")) {
    end_word(lexer);
    return read_redirect(lexer, names);
  }
  if (c == ';' || c == '&' || c == '|') {
    end_word(lexer);
    return read_separator(lexer);
  }
  if (c == '(') return read_open_paren(lexer);
  if (c == ')') return read_close_paren(lexer);
  if (!lexer.top().in_word && read_word_start(lexer)) return;
  enter_word(lexer);
  if (std::string_view("\\`\"'$<>").find(c) != std::string_view::npos) lexer.top().plain = false;
  if (!read_common(lexer)) lexer.mask(1);
}

Skeleton run(std::string_view text, Open::Kind kind) {
  Lexer lexer{text, {}, {}};
  std::vector<std::string> names;
  lexer.out.text.assign(text.size(), 'x');
  push(lexer, kind);
  while (lexer.at < text.size()) {
    switch (lexer.top().kind) {
      case Open::Kind::code: step_code(lexer, names); break;
      case Open::Kind::double_quote:
      case Open::Kind::heredoc: step_quote(lexer); break;
      case Open::Kind::braces: step_braces(lexer); break;
      case Open::Kind::arithmetic:
      case Open::Kind::masked: step_brackets(lexer); break;
      case Open::Kind::test: step_test(lexer); break;
    }
  }
  end_word(lexer);
  if (lexer.open.size() > 1) lexer.out.balanced = false;
  while (lexer.open.size() > 1) pop(lexer);
  return std::move(lexer.out);
}

}  // namespace

Skeleton skeleton(std::string_view text) { return run(text, Open::Kind::code); }

Skeleton heredoc_skeleton(std::string_view body) { return run(body, Open::Kind::heredoc); }

}  // namespace dockerfix
