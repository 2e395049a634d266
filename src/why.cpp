#include "why.h"

#include <fmt/format.h>

#include <algorithm>

#include "why_parts.h"

namespace dockerfix {
namespace {

Answer no_answer(const Subject& subject, const std::string& what) {
  return {"", fmt::format("{}: {}\n", shown(subject.path), what)};
}

Answer invalid(const Subject& subject, std::vector<Problem> problems) {
  Result result;
  result.outcome = Outcome::invalid;
  result.problems = std::move(problems);
  return {"", full_report(subject, result, false)};
}

// The line of the last byte of an item, its line ending left out.
std::uint32_t last_line(const View& view, std::size_t item) {
  std::string_view text = view.doc.at(view.doc.items[item].span);
  if (text.ends_with('\n')) text.remove_suffix(1);
  return view.lines[item] + static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

Answer about_line(const View& view, const Subject& subject, Scripts& scripts, std::uint32_t line) {
  const auto after = std::upper_bound(view.lines.begin(), view.lines.end(), line);
  const std::uint32_t last = view.lines.empty() ? 0 : last_line(view, view.lines.size() - 1);
  if (line == 0 || line > last)
    return no_answer(subject, fmt::format("there is no such line: the last is {}", last));
  const auto item = static_cast<std::size_t>(after - view.lines.begin()) - 1;
  if (view.doc.items[item].keyword != Keyword::none)
    return {line_answer(view, subject, scripts, item), ""};
  std::size_t next = item;
  while (next < view.doc.items.size() && view.doc.items[next].keyword == Keyword::none) ++next;
  if (next == view.doc.items.size())
    return no_answer(subject, fmt::format("no instruction stands on line {}, or below", line));
  return no_answer(subject, fmt::format("no instruction stands on line {}; the next is on line {}",
                                        line, view.lines[next]));
}

Answer about_path(const View& view, const Subject& subject, const Policy& policy,
                  const std::vector<std::size_t>& stages, const std::string& path) {
  if (path.empty()) return no_answer(subject, "a path is wanted, and there is an empty word");
  for (const std::size_t stage : stages) {
    if (path.starts_with('/') || view.facts.after_stage[stage].workdir) continue;
    return no_answer(subject, fmt::format("the WORKDIR of {} is not known: give the path from /",
                                          said_stage(view, stage)));
  }
  return {path_answer(view, subject, policy, stages, path), ""};
}

}  // namespace

Answer why(const Subject& subject, const Policy& policy, const Question& question) {
  if (const std::optional<Problem> problem = check_encoding(subject.text))
    return invalid(subject, {*problem});
  const Document doc = parse(subject.text);
  if (!doc.problems.empty()) return invalid(subject, doc.problems);
  Scripts scripts;
  const Facts facts = read_facts(doc, policy, scripts);
  const std::vector<std::uint32_t> lines = lines_of_items(doc);
  const View view{doc, facts, lines};
  std::string problem;
  const std::vector<std::size_t> stages = runtime_stages(doc, facts, policy, problem);
  if (!problem.empty()) return no_answer(subject, problem);
  if (question.line) return about_line(view, subject, scripts, *question.line);
  if (question.path) return about_path(view, subject, policy, stages, *question.path);
  return {table_answer(view, subject, policy, stages), ""};
}

}  // namespace dockerfix
