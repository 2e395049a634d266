#include "check.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "check_tiles.h"
#include "diff.h"
#include "oracles.h"
#include "plan.h"
#include "why.h"

using namespace dockerfix;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    lines.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

std::vector<std::string> comments_of(const Document& doc) {
  std::vector<std::string> out;
  for (const Item& item : doc.items) {
    for (const Piece& piece : item.pieces) {
      if (piece.kind == Piece::Kind::comment) out.emplace_back(doc.at(piece.span));
    }
  }
  return out;
}

bool is_asked_for(const Policy& policy, std::string_view name) {
  const auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return (policy.select.empty() || has(policy.select)) && !has(policy.ignore);
}

// The USER that an item runs as, found by going up the lines; no_item: the base image's. FROM and
// USER are answered for themselves.
std::size_t user_above(const Document& doc, const Facts& facts, std::size_t item) {
  for (std::size_t i = item;; --i) {
    if (doc.items[i].keyword == Keyword::user) return i;
    if (doc.items[i].keyword != Keyword::from) continue;
    const auto stage = std::find_if(facts.stages.begin(), facts.stages.end(),
                                    [i](const Stage& one) { return one.from == i; });
    if (!stage->parent) return no_item;
    i = facts.stages[*stage->parent].end;  // the item after its last
  }
}

void check_rows(const Document& doc, const Facts& facts, std::vector<std::string>& broken) {
  for (const WhyRow& row : why_rows(doc, facts)) {
    std::string all = row.line + row.instruction + row.stage + row.user + row.need;
    for (const std::string& made : row.made) all += made;
    const bool odd = std::any_of(all.begin(), all.end(), [](unsigned char c) { return c < ' '; });
    if (odd) broken.push_back("why prints a control character");
    if (row.stage.empty()) continue;
    std::size_t stage = facts.stages.size() - 1;
    while (facts.stages[stage].from > row.item) --stage;
    if (facts.stages[stage].base.family == Family::windows) continue;
    const std::size_t user = user_above(doc, facts, row.item);
    const std::string by =
        user == no_item ? " (base)"
                        : fmt::format(" (line {})", position(doc, doc.items[user].span.begin).line);
    if (!row.user.ends_with(by))
      broken.push_back(fmt::format("why says {}, and not{}, of line {}", row.user, by, row.line));
  }
}

// Whatever is asked of a text that parses, there is an answer, and it is what the lines say.
void check_why(const std::string& text, const Policy& policy, std::vector<std::string>& broken) {
  const Document doc = parse(text);
  if (!doc.problems.empty() || check_encoding(text)) return;
  Scripts scripts;
  const Facts facts = read_facts(doc, policy, scripts);
  check_rows(doc, facts, broken);
  std::string problem;
  runtime_stages(doc, facts, policy, problem);
  if (!problem.empty()) return;
  const std::string name = "Dockerfile";
  // The last instruction: what is above it decides the most.
  std::size_t last = doc.items.size() - 1;
  while (doc.items[last].keyword == Keyword::none) --last;
  // One question a text: the others are asked of other texts.
  Question question;
  if (text.size() % 3 == 1) question.line = position(doc, doc.items[last].span.begin).line;
  if (text.size() % 3 == 2) question.path = "/app/data";
  const Answer answer = why({name, text}, policy, question);
  if (!answer.problem.empty()) broken.push_back("why has no answer: " + answer.problem);
  if (answer.text.empty()) broken.push_back("why says nothing");
}

void check_fixed(const std::string& text, const Policy& policy, const Result& result,
                 std::vector<std::string>& broken) {
  const Document before = parse(text);
  const Document after = parse(result.text);
  if (!check_tiles(after).empty())
    broken.push_back("the output does not tile: " + check_tiles(after));
  if (!after.problems.empty())
    broken.push_back("the output does not parse: " + after.problems.front().message);
  if (comments_of(before) != comments_of(after)) broken.push_back("the comments differ");
  if (patched(text, unified_diff(text, result.text, "Dockerfile")) != result.text) {
    broken.push_back("the diff applied to the input does not give the output");
  }
  for (const std::string& odd : odd_additions(before, after, result)) broken.push_back(odd);
  const Result second = fix(result.text, policy);
  if (second.text != result.text) broken.push_back("a second run changes the file again");
  // A part of the chain promises a part of the result.
  const bool whole = policy.select.empty() && policy.ignore.empty();
  if (whole && second.outcome != Outcome::rootless) {
    broken.push_back(fmt::format("the output is {}, not rootless", outcome_name(second.outcome)));
  }
  for (const Transform* transform : all_transforms()) {
    // Those that were not chosen have promised nothing about this output.
    if (!is_asked_for(policy, transform->name)) continue;
    Policy alone = policy;
    alone.select = {std::string(transform->name)};
    if (fix(result.text, alone).text != result.text) {
      broken.push_back(fmt::format("{} alone changes the chain's output", transform->name));
    }
  }
}

}  // namespace

std::vector<std::string> broken_promises(const std::string& text, const Policy& policy) {
  std::vector<std::string> broken;
  const std::string tiles = check_tiles(parse(text));
  if (!tiles.empty()) broken.push_back("the input does not tile: " + tiles);
  const Result result = fix(text, policy);
  if (result.outcome == Outcome::bug)
    broken.push_back("dockerfix calls it its own bug: " + result.bug);
  const bool changed = result.text != text;
  if (changed != (result.outcome == Outcome::fixed))
    broken.push_back("changed, and not called fixed, or the reverse");
  if (changed != !result.fixes.empty())
    broken.push_back("changed without a reason, or a reason without a change");
  const bool must_say = result.outcome == Outcome::refused || result.outcome == Outcome::unknown ||
                        result.outcome == Outcome::offered;
  if (must_say && result.reasons.empty()) broken.push_back("no reason is given");
  if ((result.outcome == Outcome::invalid) != !result.problems.empty())
    broken.push_back("invalid without a problem, or the reverse");
  check_why(text, policy, broken);
  if (changed) check_fixed(text, policy, result, broken);
  return broken;
}

Policy policy_for(const std::string& text) {
  std::uint64_t number = 14695981039346656037U;  // FNV-1a: the same on every machine
  for (const char c : text) number = (number ^ static_cast<unsigned char>(c)) * 1099511628211U;
  number ^= number >> 32U;
  const auto one_of = [&number](std::uint64_t count) {
    const std::uint64_t out = number % count;
    number /= count;
    return out;
  };
  Policy policy;
  policy.unsafe_fixes = one_of(4) != 0;
  policy.ownership = static_cast<Ownership>(one_of(3));
  policy.user_form = one_of(2) == 0 ? UserForm::number : UserForm::name;
  policy.uid_arg = one_of(3) == 0;
  policy.all_targets = one_of(4) == 0;
  // Names that the texts of property_test have.
  const std::uint64_t target = policy.all_targets ? 0 : one_of(6);
  if (target == 1) policy.targets = {"base"};
  if (target == 2) policy.targets = {"final"};
  if (target == 3) policy.targets = {"base", "final"};
  const auto transforms = all_transforms();
  const std::string name(transforms[one_of(transforms.size())]->name);
  // Not kept yet: own-paths for OpenShift, without set-user, writes its RUN again each time.
  const std::uint64_t part = policy.ownership == Ownership::openshift ? 0 : one_of(8);
  if (part == 1) policy.select = {name};
  if (part == 2) policy.ignore = {name};
  return policy;
}

std::string options_of(const Policy& policy) {
  static constexpr std::string_view ownerships[] = {"compat", "strict", "openshift"};
  std::string out = fmt::format("--user-form={} --ownership={}",
                                policy.user_form == UserForm::name ? "name" : "number",
                                ownerships[static_cast<std::size_t>(policy.ownership)]);
  if (policy.unsafe_fixes) out += " --unsafe-fixes";
  if (policy.uid_arg) out += " --uid-arg";
  if (policy.all_targets) out += " --all-targets";
  for (const std::string& name : policy.targets) out += " --target=" + name;
  for (const std::string& name : policy.select) out += " --select=" + name;
  for (const std::string& name : policy.ignore) out += " --ignore=" + name;
  return out;
}

std::string patched(const std::string& text, const std::string& diff) {
  const std::vector<std::string> old = lines_of(text);
  const std::vector<std::string> patch = lines_of(diff);
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < patch.size(); ++i) {
    const std::string& line = patch[i];
    if (line.starts_with("--- ") || line.starts_with("+++ ") || line.starts_with("\\")) continue;
    if (line.starts_with("@@ -")) {
      std::size_t start = std::stoul(line.substr(4));
      const std::size_t comma = line.find(',');
      const bool empty = comma < line.find(" +") && std::stoul(line.substr(comma + 1)) == 0;
      if (!empty && start > 0) --start;
      while (at < start) out += old.at(at++);
      continue;
    }
    // "\ No newline at end of file" takes the newline of the line above it.
    std::string body = line.substr(1);
    if (i + 1 < patch.size() && patch[i + 1].starts_with("\\")) body.pop_back();
    if (line[0] != '+') {
      if (old.at(at++) != body) throw std::runtime_error("the diff does not fit");
    }
    if (line[0] != '-') out += body;
  }
  while (at < old.size()) out += old[at++];
  return out;
}
