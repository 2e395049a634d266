// What BuildKit rejects in one instruction: parser/line_parsers.go and instructions/parse.go.
#include <fmt/core.h>

#include <array>

#include "parse_parts.h"
#include "text.h"

namespace dockerfix::parts {
namespace {

// How an instruction reads its arguments.
enum class Shape { command, list, pairs, names, words, text, health, trigger };

struct Syntax {
  Keyword keyword;
  Shape shape;
  std::size_t least;  // arguments
  std::size_t most;
};

constexpr std::size_t any = ~std::size_t{0};

constexpr std::array<Syntax, 18> syntaxes{{
    {Keyword::add, Shape::list, 2, any},
    {Keyword::arg, Shape::names, 1, any},
    {Keyword::cmd, Shape::command, 0, any},
    {Keyword::copy, Shape::list, 2, any},
    {Keyword::entrypoint, Shape::command, 0, any},
    {Keyword::env, Shape::pairs, 1, any},
    {Keyword::expose, Shape::words, 1, any},
    {Keyword::from, Shape::words, 1, 3},
    {Keyword::healthcheck, Shape::health, 1, any},
    {Keyword::label, Shape::pairs, 1, any},
    {Keyword::maintainer, Shape::text, 1, 1},
    {Keyword::onbuild, Shape::trigger, 1, any},
    {Keyword::run, Shape::command, 0, any},
    {Keyword::shell, Shape::command, 1, any},
    {Keyword::stopsignal, Shape::text, 1, 1},
    {Keyword::user, Shape::text, 1, 1},
    {Keyword::volume, Shape::list, 1, any},
    {Keyword::workdir, Shape::text, 1, 1},
}};

const Syntax* find_syntax(Keyword keyword) {
  for (const Syntax& syntax : syntaxes) {
    if (syntax.keyword == keyword) return &syntax;
  }
  return nullptr;
}

// ENV and LABEL: either "NAME value" or "NAME=value …".
std::optional<Fault> check_pairs(std::string_view line, const Head& head, char escape) {
  const std::string_view name = keyword_name(head.keyword);
  std::optional<QuotedWord> word = next_word(line, head.rest, escape);
  if (!word) return std::nullopt;
  if (word->range.of(line).find('=') == line.npos) {
    if (split(line, head.rest).size() > 1) return std::nullopt;
    return Fault{word->range.begin, fmt::format("{} needs a name and a value", name)};
  }
  for (; word; word = next_word(line, {word->range.end, head.rest.end}, escape)) {
    if (word->range.of(line).find('=') == line.npos) {
      return Fault{word->range.begin, fmt::format("no = in {}: {} takes NAME=value pairs",
                                                  word->range.of(line), name)};
    }
  }
  return std::nullopt;
}

// What parser.Parse rejects, which goes for the instruction behind ONBUILD as well.
std::optional<Fault> check_shape(std::string_view line, const Head& head, char escape) {
  const Syntax* syntax = find_syntax(head.keyword);
  if (!syntax) return std::nullopt;
  if (syntax->shape == Shape::pairs) return check_pairs(line, head, escape);
  Range rest = head.rest;
  if (syntax->shape == Shape::health) {
    while (rest.begin < rest.end && !is_separator(line[rest.begin])) ++rest.begin;
  } else if (syntax->shape != Shape::command && syntax->shape != Shape::list) {
    return std::nullopt;
  }
  if (read_exec_form(line, rest, nullptr) != ExecForm::other_types) return std::nullopt;
  return Fault{trim(line, rest).begin, "a JSON array must hold strings only"};
}

std::optional<Fault> check_count(std::string_view line, const Head& head, const Syntax& syntax,
                                 std::size_t count) {
  const std::string_view name = keyword_name(head.keyword);
  if (count < syntax.least) {
    const std::string_view needs = syntax.most == 1    ? "one argument"
                                   : syntax.least == 1 ? "at least one argument"
                                                       : "a source and a destination";
    return Fault{head.word.begin, fmt::format("{} needs {}", name, needs)};
  }
  if (head.keyword != Keyword::from || count == 1) return std::nullopt;
  const std::vector<Range> words = split(line, head.rest);
  if (count == 3 && equal_fold(words[1].of(line), "as")) return std::nullopt;
  return Fault{words[1].begin, "FROM takes an image, and after it at most AS and a name"};
}

std::optional<Fault> check_stage_name(std::string_view line, const Head& head) {
  const std::vector<Range> words = split(line, head.rest);
  if (words.size() != 3) return std::nullopt;
  const std::string name = to_lower(words[2].of(line));
  const bool good = name.front() >= 'a' && name.front() <= 'z' &&
                    name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") == name.npos;
  if (good) return std::nullopt;
  return Fault{words[2].begin,
               fmt::format("{} cannot be the name of a stage: a letter, then letters, digits, "
                           "-, _ and . only",
                           words[2].of(line))};
}

struct Arguments {
  ExecForm form = ExecForm::no;
  std::vector<ExecString> strings;  // exec form
  std::vector<Range> words;         // else

  std::size_t count() const { return form == ExecForm::no ? words.size() : strings.size(); }
};

Arguments list_arguments(std::string_view line, const Head& head) {
  Arguments out;
  out.form = read_exec_form(line, head.rest, &out.strings);
  if (out.form == ExecForm::no) out.words = split(line, head.rest);
  return out;
}

std::size_t count_arguments(std::string_view line, const Head& head, Shape shape, char escape) {
  switch (shape) {
    case Shape::list:
      return list_arguments(line, head).count();
    case Shape::words:
      return split(line, head.rest).size();
    case Shape::pairs:
    case Shape::names:
      return next_word(line, head.rest, escape) ? 1 : 0;
    case Shape::command:
    case Shape::text:
    case Shape::health:
    case Shape::trigger:
      break;
  }
  return head.rest.empty() ? 0 : 1;
}

std::optional<Fault> check_destination(std::string_view line, const Head& head) {
  const Arguments arguments = list_arguments(line, head);
  const bool exec = arguments.form == ExecForm::strings;
  const Range last = exec ? arguments.strings.back().range : arguments.words.back();
  const std::optional<HeredocMark> mark =
      heredoc_word(exec ? arguments.strings.back().text : last.of(line));
  if (!mark || mark->bad) return std::nullopt;
  return Fault{last.begin, fmt::format("the destination of {} cannot be a heredoc",
                                       keyword_name(head.keyword))};
}

std::optional<Fault> check_volumes(std::string_view line, const Head& head) {
  for (const ExecString& string : list_arguments(line, head).strings) {
    if (trim(string.text, {0, string.text.size()}).empty()) {
      return Fault{string.range.begin, "the path of a VOLUME cannot be empty"};
    }
  }
  return std::nullopt;
}

std::optional<Fault> check_names(std::string_view line, const Head& head, char escape) {
  Range rest = head.rest;
  if (head.keyword != Keyword::arg) {
    // The old form, "ENV NAME value", takes anything for a name.
    const std::optional<QuotedWord> first = next_word(line, rest, escape);
    if (!first || first->range.of(line).find('=') == line.npos) return std::nullopt;
  }
  while (const std::optional<QuotedWord> word = next_word(line, rest, escape)) {
    if (line[word->range.begin] == '=') {
      return Fault{word->range.begin,
                   fmt::format("no name before = in {}", keyword_name(head.keyword))};
    }
    rest.begin = word->range.end;
  }
  return std::nullopt;
}

std::optional<Fault> check_shell(std::string_view line, const Head& head) {
  const Arguments arguments = list_arguments(line, head);
  if (arguments.form == ExecForm::strings && !arguments.strings.empty()) return std::nullopt;
  return Fault{head.rest.begin, "SHELL takes a JSON array of at least one string"};
}

std::optional<Fault> check_trigger(std::string_view line, const Head* inner) {
  if (!inner) return std::nullopt;
  const Keyword trigger = inner->keyword;
  if (trigger != Keyword::onbuild && trigger != Keyword::from && trigger != Keyword::maintainer) {
    return std::nullopt;
  }
  return Fault{inner->word.begin,
               fmt::format("{} cannot stand behind ONBUILD", inner->word.of(line))};
}

// What only this instruction asks of its arguments.
std::optional<Fault> check_own_rules(std::string_view line, const Head& head, const Head* inner,
                                     char escape) {
  switch (head.keyword) {
    case Keyword::from:
      return check_stage_name(line, head);
    case Keyword::add:
    case Keyword::copy:
      return check_destination(line, head);
    case Keyword::volume:
      return check_volumes(line, head);
    case Keyword::arg:
    case Keyword::env:
    case Keyword::label:
      return check_names(line, head, escape);
    case Keyword::shell:
      return check_shell(line, head);
    case Keyword::healthcheck:
      return check_healthcheck(line, head);
    case Keyword::onbuild:
      return check_trigger(line, inner);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Fault> check_syntax(std::string_view line, const Head& head, const Head* inner,
                                  char escape) {
  const Syntax* syntax = find_syntax(head.keyword);
  if (!syntax) {
    const std::string_view word = head.word.of(line);
    return Fault{head.word.begin, word.empty() ? "an escape character with no instruction"
                                               : fmt::format("unknown instruction {}", word)};
  }
  std::optional<Fault> fault = check_shape(line, head, escape);
  if (!fault && inner) fault = check_shape(line, *inner, escape);
  if (!fault) {
    const std::size_t count = count_arguments(line, head, syntax->shape, escape);
    fault = check_count(line, head, *syntax, count);
  }
  if (!fault) fault = check_flags(line, head, escape);
  if (!fault) fault = check_own_rules(line, head, inner, escape);
  return fault;
}

}  // namespace dockerfix::parts
