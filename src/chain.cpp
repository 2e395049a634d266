#include "chain.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "added_lines.h"
#include "needs.h"
#include "plan.h"
#include "second_look.h"

namespace dockerfix {
namespace {

struct Broken {
  std::string what;
};

struct TooLong {};  // a fix would make a line longer than BuildKit reads

// A text on its way through the chain, with the way back to the text it began as.
struct Work {
  std::vector<std::uint32_t> starts;  // of the lines of the text it began as
  Document doc;
  Facts facts;
  std::vector<std::vector<Edit>> made;  // by each transform in turn, sorted
};

// Where a byte of the text stood before `edits`; empty: they wrote it.
std::optional<std::uint32_t> before_edits(const std::vector<Edit>& edits, std::uint32_t offset) {
  std::int64_t shift = 0;
  for (const Edit& edit : edits) {
    const auto begin = static_cast<std::int64_t>(edit.span.begin) + shift;
    const auto size = static_cast<std::int64_t>(edit.text.size());
    if (offset < begin) break;
    if (offset < begin + size) return std::nullopt;
    shift += size - (edit.span.end - edit.span.begin);
  }
  return static_cast<std::uint32_t>(offset - shift);
}

std::vector<std::uint32_t> line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts = {0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
  return starts;
}

// The line of each item in the text the chain began with; 0: the chain wrote it.
std::vector<std::uint32_t> first_lines(const Work& work) {
  const auto line_at = [&starts = work.starts](std::uint32_t offset) {
    return static_cast<std::uint32_t>(std::upper_bound(starts.begin(), starts.end(), offset) -
                                      starts.begin());
  };
  std::vector<std::uint32_t> lines;
  for (const Item& item : work.doc.items) {
    std::optional<std::uint32_t> offset = item.span.begin;
    for (auto edits = work.made.rbegin(); edits != work.made.rend() && offset; ++edits) {
      offset = before_edits(*edits, *offset);
    }
    lines.push_back(offset ? line_at(*offset) : 0);
  }
  return lines;
}

class Chain {
 public:
  Chain(const Policy& policy, Scripts& scripts) : policy_(policy), scripts_(scripts) {}

  Work start(Document doc) const {
    Facts facts = read_facts(doc, policy_, scripts_);
    return {line_starts(doc.text), std::move(doc), std::move(facts), {}};
  }

  // Runs the transforms on `work`, and returns what they did. What they only suggest is not done.
  std::vector<Applied> run(Work& work, const Plan& plan, std::vector<Applied>& suggested) const {
    std::vector<Applied> applied;
    std::vector<std::uint32_t> lines = first_lines(work);
    for (const Transform* transform : all_transforms()) {
      if (!is_chosen(policy_, transform->name)) continue;
      std::vector<Fix> fixes;
      transform->find({work.doc, work.facts, plan, lines}, fixes);
      take_suggestions(work, *transform, lines, fixes, suggested);
      if (fixes.empty()) continue;
      step(work, *transform, fixes, lines, applied);
      lines = first_lines(work);
    }
    return applied;
  }

  // What the first transform that still has something to do would say; empty: none has.
  std::string left_to_do(const Work& work, const Plan& plan) const {
    const std::vector<std::uint32_t> lines(work.doc.items.size(), 0);
    for (const Transform* transform : all_transforms()) {
      std::vector<Fix> fixes;
      transform->find({work.doc, work.facts, plan, lines}, fixes);
      std::erase_if(fixes, [&](const Fix& fix) { return is_suggestion(*transform, fix); });
      if (!fixes.empty()) return fmt::format("{}: {}", transform->name, fixes.front().why);
    }
    return {};
  }

 private:
  static bool is_suggestion(const Transform& transform, const Fix& fix) {
    return std::max(fix.safety, transform.safety) == Safety::suggest;
  }

  static void take_suggestions(const Work& work, const Transform& transform,
                               const std::vector<std::uint32_t>& lines, std::vector<Fix>& fixes,
                               std::vector<Applied>& suggested) {
    for (const Fix& fix : fixes) {
      if (is_suggestion(transform, fix))
        suggested.push_back(
            {transform.name, line_of(work.doc, lines, fix.where), fix.why, Safety::suggest});
    }
    std::erase_if(fixes, [&](const Fix& fix) { return is_suggestion(transform, fix); });
  }

  void step(Work& work, const Transform& transform, std::vector<Fix>& fixes,
            const std::vector<std::uint32_t>& lines, std::vector<Applied>& applied) const {
    std::vector<Edit> edits;
    for (Fix& fix : fixes) {
      applied.push_back({transform.name, line_of(work.doc, lines, fix.where), fix.why,
                         std::max(fix.safety, transform.safety)});
      edits.insert(edits.end(), fix.edits.begin(), fix.edits.end());
    }
    std::stable_sort(edits.begin(), edits.end(),
                     [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
    Document next = parse(dockerfix::apply(work.doc.text, edits));
    if (!next.problems.empty()) {
      if (next.problems.front().message == line_too_long) throw TooLong{};
      throw Broken{fmt::format("{}: the result does not parse: {}", transform.name,
                               next.problems.front().message)};
    }
    // An edit at the end of an item may have changed that item.
    const auto first =
        std::find_if(work.doc.items.begin(), work.doc.items.end(),
                     [&](const Item& item) { return item.span.end >= edits.front().span.begin; });
    const auto index = static_cast<std::size_t>(first - work.doc.items.begin());
    work.doc = std::move(next);
    const std::map<std::size_t, Evidence> proved = work.facts.evidence;
    work.facts = read_on(work.doc, policy_, scripts_, std::move(work.facts), index);
    keep_evidence(work.doc, policy_, scripts_, proved, work.facts);
    work.made.push_back(std::move(edits));
  }

  static std::uint32_t line_of(const Document& doc, const std::vector<std::uint32_t>& lines,
                               Span where) {
    for (std::size_t i = 0; i < doc.items.size(); ++i) {
      if (doc.items[i].span.end > where.begin) return lines[i];
    }
    return 0;
  }

  const Policy& policy_;
  Scripts& scripts_;
};

// How many RUNs certainly fail as the user they stand under.
std::size_t failing_runs(const Facts& facts) {
  std::size_t count = 0;
  for (const Stage& stage : facts.stages) {
    for (const RunFacts& run : stage.runs) {
      count += facts.before[run.item].user.kind == User::Kind::ordinary && certain_need(facts, run);
    }
  }
  return count;
}

std::string_view stage_text(const Document& doc, const Stage& stage) {
  const std::uint32_t end = stage.end < doc.items.size()
                                ? doc.items[stage.end].span.begin
                                : static_cast<std::uint32_t>(doc.text.size());
  return doc.at({doc.items[stage.from].span.begin, end});
}

// Stages outside the chain do not ship: not a byte of them may change. Those that are fixed after
// this one may begin with a USER.
bool others_are_as_they_were(const Work& before, const Work& after, const Plan& plan) {
  std::vector<std::size_t> chain = chain_of(after.facts, plan.stage);
  chain.insert(chain.end(), plan.heirs.begin(), plan.heirs.end());
  const std::vector<Stage>& old = before.facts.stages;
  const std::vector<Stage>& now = after.facts.stages;
  if (old.size() != now.size()) return false;
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (std::find(chain.begin(), chain.end(), i) != chain.end()) continue;
    if (stage_text(before.doc, old[i]) != stage_text(after.doc, now[i])) return false;
  }
  return true;
}

void second_look(const Chain& chain, const Policy& policy, Scripts& scripts, const Work& before,
                 const Plan& plan, const Work& work) {
  if (const std::optional<std::string> broken = broken_promise(before.doc, work.doc, scripts))
    throw Broken{*broken};
  if (failing_runs(work.facts) > failing_runs(before.facts))
    throw Broken{"a RUN that needs root runs as another user"};
  const bool whole = policy.select.empty() && policy.ignore.empty();
  if (!whole) return;  // a part of the chain promises a part of the result
  if (work.facts.after_stage[plan.stage].user.kind != User::Kind::ordinary) {
    throw Broken{"the result does not end as an ordinary user"};
  }
  const std::string more =
      chain.left_to_do(work, make_plan(work.doc, work.facts, policy, plan.stage, {}));
  if (!more.empty()) throw Broken{fmt::format("a second run changes it again ({})", more)};
}

Outcome outcome_of(Standing standing) {
  switch (standing) {
    case Standing::rootless:
    case Standing::drops:
      return Outcome::rootless;
    case Standing::needs_root:
      return Outcome::refused;
    case Standing::unknown:
      return Outcome::unknown;
    case Standing::root:
      break;
  }
  return Outcome::fixed;
}

Safety worst(const std::vector<Applied>& applied) {
  Safety out = Safety::safe;
  for (const Applied& each : applied) out = std::max(out, each.safety);
  return out;
}

// Without its account a name would be root's, silently; numbers work for anybody.
void use_numbers_only(Plan& plan) {
  plan.create = false;
  plan.uid_arg = false;
  plan.user = plan.owner = plan.run_owner = plan.owner_number =
      fmt::format("{}:{}", *plan.account.uid, *plan.account.gid);
  plan.doubts.push_back({"account-not-made", 0,
                         "create-user is not selected, so the account has no name and no home",
                         "select create-user too"});
}

// The users that the RUNs of a text run as, in order.
std::vector<std::string> users_of_runs(const Document& doc, const Facts& facts) {
  std::vector<std::string> users;
  for (std::size_t i = 0; i < doc.items.size(); ++i) {
    const User& user = facts.before[i].user;
    if (doc.items[i].keyword == Keyword::run)
      users.push_back(user.kind == User::Kind::root ? "root" : user.text);
  }
  return users;
}

// Whether the RUNs of `before` are among those of `after`, in order and each as the same user.
bool same_users(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::size_t at = 0;
  for (const std::string& user : after) {
    if (at < before.size() && before[at] == user) ++at;
  }
  return at == before.size();
}

// What the operator has to know, each once: stages share much of it. A risk that was taken is said
// again, since --unsafe-fixes alone does not tell what to test.
void add_notes(const Plan& plan, const std::vector<Applied>& applied, Result& result) {
  const auto add = [&](const std::string& note) {
    const bool said =
        std::find(result.notes.begin(), result.notes.end(), note) != result.notes.end();
    if (!said) result.notes.push_back(note);
  };
  if (worst(applied) != Safety::safe) {
    for (const Reason& doubt : plan.doubts) {
      const std::string place = doubt.line == 0 ? "" : fmt::format("line {}: ", doubt.line);
      add(fmt::format("risk taken: {}{} [{}]", place, doubt.message, doubt.kind));
    }
  }
  for (const std::string& note : plan.notes) add(note);
}

// Fixes one runtime stage of `before`, which becomes what the next stage begins with.
void fix_stage(const Chain& chain, const Policy& policy, Scripts& scripts, std::size_t stage,
               Work& before, Result& result) {
  Plan plan = make_plan(before.doc, before.facts, policy, stage, first_lines(before));
  result.outcome = std::max(result.outcome, outcome_of(plan.standing));
  if (plan.refusal) result.reasons.push_back(*plan.refusal);
  result.reasons.insert(result.reasons.end(), plan.refusals.begin(), plan.refusals.end());
  if (plan.standing != Standing::root && plan.standing != Standing::rootless) return;
  if (plan.create && !is_chosen(policy, "create-user")) use_numbers_only(plan);
  Work work = before;
  std::vector<Applied> applied = chain.run(work, plan, result.offers);
  if (applied.empty()) {
    if (plan.standing == Standing::root) {
      result.outcome = Outcome::refused;
      result.reasons.push_back(
          {"not-selected", 0, "the transforms that would fix it are not selected", ""});
    }
    return;
  }
  const bool moved = std::any_of(applied.begin(), applied.end(),
                                 [](const Applied& each) { return each.transform == "move-user"; });
  if (!moved &&
      !same_users(users_of_runs(before.doc, before.facts), users_of_runs(work.doc, work.facts))) {
    throw Broken{"a RUN runs as another user than before"};
  }
  if (!others_are_as_they_were(before, work, plan)) {
    throw Broken{"a stage that does not ship was changed"};
  }
  second_look(chain, policy, scripts, before, plan, work);
  if (worst(applied) != Safety::safe && !policy.unsafe_fixes) {
    result.outcome = std::max(result.outcome, Outcome::offered);
    result.reasons.insert(result.reasons.end(), plan.doubts.begin(), plan.doubts.end());
    result.offers.insert(result.offers.end(), applied.begin(), applied.end());
    return;
  }
  result.outcome = std::max(result.outcome, Outcome::fixed);
  result.text = work.doc.text;
  result.still_root |= work.facts.after_stage[stage].user.kind != User::Kind::ordinary;
  before = std::move(work);
  result.fixes.insert(result.fixes.end(), applied.begin(), applied.end());
  add_notes(plan, applied, result);
}

Result refused(const std::string& text, Reason reason) {
  Result result;
  result.outcome = Outcome::refused;
  result.text = text;
  result.reasons.push_back(std::move(reason));
  return result;
}

Result invalid(const std::string& text, std::vector<Problem> problems) {
  Result result;
  result.outcome = Outcome::invalid;
  result.text = text;
  result.problems = std::move(problems);
  return result;
}

Result bug(const std::string& text, const std::string& what) {
  Result result;
  result.outcome = Outcome::bug;
  result.text = text;
  result.bug = what;
  return result;
}

// Two promises that a file may break by itself; all others are dockerfix's own.
Result promise_broken(const std::string& text, const std::string& what) {
  // The file makes it by a command that cannot be read: options that no such tool has.
  if (what.starts_with(account_twice))
    return refused(text, {"account-unread", 0,
                          "a command of the file that dockerfix cannot read makes the account "
                          "that it would make",
                          "mend that command, or name another account with --user"});
  // A bracket has no place where another USER stands: nothing is wrong with the file, nor written.
  if (what == stacked_user)
    return refused(text, {"user-stacked", 0, "a USER would stand right on another here",
                          "move the USER below the RUN that needs root by hand"});
  return bug(text, what);
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::rootless:
      return "rootless";
    case Outcome::fixed:
      return "fixed";
    case Outcome::offered:
      return "unsafe fix offered";
    case Outcome::refused:
      return "refused";
    case Outcome::unknown:
      return "unknown";
    case Outcome::invalid:
      return "invalid";
    case Outcome::bug:
      break;
  }
  return "bug";
}

Result fix(const std::string& text, const Policy& policy) {
  if (const std::optional<Problem> problem = check_encoding(text)) return invalid(text, {*problem});
  Result result;
  result.text = text;
  try {
    Document doc = parse(text);
    if (!doc.problems.empty()) return invalid(text, doc.problems);
    Scripts scripts;
    const Chain chain(policy, scripts);
    Work work = chain.start(std::move(doc));
    std::string problem;
    const std::vector<std::size_t> stages = runtime_stages(work.doc, work.facts, policy, problem);
    if (!problem.empty())
      return refused(text, {"no-target", 0, problem, "name a stage of this file with --target"});
    for (const std::size_t stage : stages) fix_stage(chain, policy, scripts, stage, work, result);
    if (result.outcome > Outcome::fixed) {
      // All of a file or nothing: what could be fixed beside what could not is on offer only.
      result.text = text;
      result.offers.insert(result.offers.begin(), result.fixes.begin(), result.fixes.end());
      result.fixes.clear();
      result.notes.clear();
    }
  } catch (const TooLong&) {
    return refused(text,
                   {"long-line", 0,
                    "the fix would make a line longer than the 65535 bytes that BuildKit reads",
                    "break that line with the escape character"});
  } catch (const Broken& broken) {
    return promise_broken(text, broken.what);
  } catch (const std::exception& error) {
    return bug(text, error.what());
  }
  return result;
}

}  // namespace dockerfix
