// The code of a shell text: keywords, words, redirects and heredocs. The shell's own rules:
// POSIX.1-2017, Shell Command Language, 2.2 to 2.4, 2.7.4, and bash's manual for [[ … ]] and
// arrays.
#include <array>
#include <utility>

#include "shell_lexer.h"
#include "text.h"

namespace dockerfix {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Keywords behind which a command stands, and those behind which none does.
constexpr std::array<std::string_view, 7> openers = {"if", "then",  "elif", "else",
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
    if (compound)
      std::copy(word.begin(), word.end(), out);
    else if (!code.command_position)
      std::fill(out, out + word.size(), ' ');
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

void read_redirect(Lexer& lexer) {
  static constexpr std::array<std::string_view, 11> operators = {
      "&>>", "<<<", "&>", ">>", ">|", ">&", "<&", "<>", "<<", ">", "<"};
  if (lexer.starts("<<") && !lexer.starts("<<<")) return read_heredoc(lexer);
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
  const bool glob =
      code.in_word && std::string_view("@+?*!").find(before) != std::string_view::npos;
  if (array || glob) {
    not_plain(lexer);
    push_open(lexer, Open::Kind::masked, add_piece(lexer, ShellPiece::Kind::other, lexer.at, 0));
    return lexer.mask(1);
  }
  if (!code.in_word && lexer.starts("((") && closes_double(lexer.text, lexer.at)) {
    not_plain(lexer);
    push_open(lexer, Open::Kind::arithmetic,
              add_piece(lexer, ShellPiece::Kind::other, lexer.at, 0));
    return lexer.mask(2);
  }
  end_word(lexer);
  push_open(lexer, Open::Kind::code);
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
  pop_open(lexer);
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
    push_open(lexer, Open::Kind::test);
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

void step_code(Lexer& lexer) {
  const char c = lexer.look();
  if (lexer.starts("\\\n") || lexer.starts("\\\r\n")) return skip_line_end(lexer);
  if (c == '\n' || is_shell_blank(c)) {
    end_word(lexer);
    if (c != '\n') return lexer.mask(1, ' ');
    read_separator(lexer);
    return skip_heredocs(lexer);
  }
  if (lexer.starts("<(") || lexer.starts(">("))
    not_plain(lexer);
  else if (c == '<' || c == '>' || lexer.starts("&>")) {
    end_word(lexer);
    return read_redirect(lexer);
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
  Lexer lexer{text, {}, {}, {}};
  lexer.out.text.assign(text.size(), 'x');
  push_open(lexer, kind);
  while (lexer.at < text.size()) {
    switch (lexer.top().kind) {
      case Open::Kind::code:
        step_code(lexer);
        break;
      case Open::Kind::double_quote:
      case Open::Kind::heredoc:
        step_quote(lexer);
        break;
      case Open::Kind::braces:
        step_braces(lexer);
        break;
      case Open::Kind::arithmetic:
      case Open::Kind::masked:
        step_brackets(lexer);
        break;
      case Open::Kind::test:
        step_test(lexer);
        break;
    }
  }
  end_word(lexer);
  if (lexer.open.size() > 1) lexer.out.balanced = false;
  while (lexer.open.size() > 1) pop_open(lexer);
  return std::move(lexer.out);
}
}  // namespace

Skeleton skeleton(std::string_view text) {
  return run(text, Open::Kind::code);
}

Skeleton heredoc_skeleton(std::string_view body) {
  return run(body, Open::Kind::heredoc);
}

}  // namespace dockerfix
