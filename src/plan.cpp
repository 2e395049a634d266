#include "plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "place.h"
#include "plan_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

// Why it has to stay root's: the first reason, which is the gravest, and the others, so that nobody
// mends one only to be told of the next. What is not started here, or not Linux, has one.
void refuse(const Look& look, Plan& plan) {
  static constexpr std::array<std::string_view, 2> alone = {"windows", "onbuild"};
  for (const auto check : refusals()) {
    std::optional<Reason> reason = check(look);
    if (!reason) continue;
    const auto same = [&](const Reason& other) {
      return other.line == reason->line || other.message == reason->message;
    };
    if (!plan.refusal)
      plan.refusal = std::move(reason);
    else if (!same(*plan.refusal) && std::none_of(plan.refusals.begin(), plan.refusals.end(), same))
      plan.refusals.push_back(std::move(*reason));
    if (is_one_of(plan.refusal->kind, alone)) return;
  }
}

Standing standing_of(const Look& look, Plan& plan) {
  const User& user = look.facts.after_stage[look.stage].user;
  if (user.kind == User::Kind::ordinary) return Standing::rootless;
  plan.refusal = unknown_reason(look);
  if (plan.refusal) return Standing::unknown;
  plan.refusal = drops_reason(look);
  if (plan.refusal) return Standing::drops;
  refuse(look, plan);
  if (plan.refusal) return Standing::needs_root;
  return Standing::root;
}

// Programs of another processor run where an emulator is registered, or was copied. Where no RUN of
// the chain shows that there is one, none is added.
bool wants_emulator(const Look& look) {
  const Item& from =
      look.doc.items[look.facts.stages[chain_of(look.facts, look.stage).front()].from];
  const std::string platform =
      read_from(read(look.doc, from), look.doc.escape).platform.value_or("");
  const bool literal = platform.starts_with("linux/") && platform.find('$') == std::string::npos;
  const bool other = literal && !platform.ends_with("amd64") && !platform.ends_with("386");
  return look.runs.empty() && (other || is_of_other_processor(look.base().text));
}

// Where nobody knows the image, a RUN that needs a shell shows that there is one, and chown leaves
// the group of a number as it is.
void own_writes_of_moved_runs(const Look& look, Plan& plan) {
  plan.writes = writes_of_moved_runs(look);
  if (plan.writes.empty()) return;
  plan.can_run =
      plan.can_run || std::any_of(look.runs.begin(), look.runs.end(), [&](const RunFacts& run) {
        return !read(look.doc, look.doc.items[run.item]).exec;
      });
  if (plan.run_owner.empty() && plan.account.uid)
    plan.run_owner = std::to_string(*plan.account.uid);
}

Look look_at(const Document& doc, const Facts& facts, const Policy& policy, std::size_t stage,
             const std::vector<std::uint32_t>& lines) {
  Look look{doc, facts, policy, stage, launch_of(doc, facts, stage, policy.context), lines, {}, {}};
  for (const std::size_t at : chain_of(facts, stage)) {
    look.runs.insert(look.runs.end(), facts.stages[at].runs.begin(), facts.stages[at].runs.end());
  }
  look.copies = copies_of(doc, facts, stage);
  look.can_run = family_facts(look.base().family).shell && !wants_emulator(look);
  return look;
}

// `; those with a name are "build", "ship"`; empty: none has one.
std::string names_of_stages(const Facts& facts) {
  std::string names;
  for (const Stage& stage : facts.stages) {
    if (!stage.name.empty())
      names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", stage.name);
  }
  if (!names.empty()) return fmt::format("; those with a name are {}", names);
  const std::size_t last = facts.stages.size() - 1;
  return last == 0 ? "; its only stage, 0, has no name"
                   : fmt::format("; none has a name, they are 0 to {}", last);
}

// Of those that are asked for. The others refuse the plan: see built_upon.
std::vector<std::size_t> heirs_of(const Look& look) {
  std::string problem;
  std::vector<std::size_t> out;
  for (const std::size_t stage : runtime_stages(look.doc, look.facts, look.policy, problem)) {
    if (stage != look.stage && inheriting_run(look, stage) != no_item) out.push_back(stage);
  }
  return out;
}

// What makes the fix unsafe, as far as the file tells it without its paths.
void add_doubts(const Look& look, Plan& plan) {
  for (const auto checks : {mount_doubts(), host_doubts(), key_doubts(), purpose_doubts(), doubts(),
                            package_doubts(), daemon_doubts()}) {
    for (const auto check : checks) {
      if (std::optional<Reason> reason = check(look)) plan.doubts.push_back(std::move(*reason));
    }
  }
  if (is_settled_apachectl(look, plan))
    std::erase_if(plan.doubts,
                  [](const Reason& doubt) { return doubt.kind == "entrypoint-unread"; });
}

}  // namespace

std::string_view standing_name(Standing standing) {
  switch (standing) {
    case Standing::rootless:
      return "rootless";
    case Standing::root:
      return "root";
    case Standing::drops:
      return "drops";
    case Standing::needs_root:
      return "needs-root";
    case Standing::unknown:
      break;
  }
  return "unknown";
}

std::optional<std::size_t> stage_number(const std::string& text, const Facts& facts) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value < facts.stages.size() ? std::optional(value) : std::nullopt;
}

Plan make_plan(const Document& doc, const Facts& facts, const Policy& policy, std::size_t stage,
               const std::vector<std::uint32_t>& lines) {
  const Look look = look_at(doc, facts, policy, stage, lines);
  Plan plan;
  plan.stage = stage;
  plan.ownership = policy.ownership;
  plan.uid_arg = policy.uid_arg;
  plan.program = look.launch.name;
  const std::string& command = look.launch.command;
  if (command.find('/') != std::string::npos && (command[0] == '/' || look.launch.cwd))
    plan.program_path = join_path(look.launch.cwd.value_or("/"), command);
  plan.not_executable = not_executable(look);
  plan.only_reads = only_reads(look);
  plan.can_run = look.can_run;
  plan.standing = standing_of(look, plan);
  if (plan.standing == Standing::rootless) {
    take_final_user(look, plan);
    own_writes_of_moved_runs(look, plan);
    plan.home = home_to_set(look, plan);
    return plan;
  }
  if (plan.standing != Standing::root) return plan;
  choose_account(look, plan);
  if (plan.refusal) {
    plan.standing = Standing::unknown;
    return plan;
  }
  add_doubts(look, plan);
  plan.heirs = heirs_of(look);
  plan.writes = known_writes(look, plan);
  name_what_stays(look, plan);
  for (const LateCheck check : late_doubts())
    if (std::optional<Reason> reason = check(look, plan)) plan.doubts.push_back(std::move(*reason));
  plan.home = home_to_set(look, plan);
  plan.notes = operator_notes(look, plan);
  return plan;
}

std::vector<std::size_t> runtime_stages(const Document&, const Facts& facts, const Policy& policy,
                                        std::string& problem) {
  std::vector<std::size_t> out;
  if (facts.stages.empty()) return out;
  if (policy.all_targets) {
    std::vector<bool> used(facts.stages.size(), false);
    for (const Stage& stage : facts.stages) {
      if (stage.parent) used[*stage.parent] = true;
      for (const CopiedStage& from : stage.copies_from) used[from.stage] = true;
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (!used[i]) out.push_back(i);
    }
    return out;
  }
  for (const std::string& target : policy.targets) {
    const auto found = std::find_if(facts.stages.rbegin(), facts.stages.rend(),
                                    [&](const Stage& s) { return s.name == to_lower(target); });
    if (found != facts.stages.rend()) {
      out.push_back(static_cast<std::size_t>(facts.stages.rend() - found) - 1);
    } else if (const std::optional<std::size_t> number = stage_number(target, facts)) {
      out.push_back(*number);
    } else {
      problem = fmt::format("there is no stage \"{}\"{}", target, names_of_stages(facts));
      return {};
    }
  }
  if (policy.targets.empty()) out.push_back(facts.stages.size() - 1);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string describe(const Plan& plan) {
  std::string out = fmt::format("standing {}\n", standing_name(plan.standing));
  if (plan.refusal)
    out += fmt::format("reason {}: {}\n", plan.refusal->kind, plan.refusal->message);
  for (const Reason& doubt : plan.doubts)
    out += fmt::format("doubt {}: {}\n", doubt.kind, doubt.message);
  if (!plan.user.empty()) {
    out += fmt::format("user {} ({}{})\n", plan.user, plan.create ? "created: " : "",
                       plan.account_why);
    out += fmt::format("owner {}\n", plan.owner);
  }
  for (const OwnPath& path : plan.writes)
    out += fmt::format("writes {}: {}\n", path.path, path.why);
  if (plan.home) out += fmt::format("home {}\n", *plan.home);
  return out;
}

}  // namespace dockerfix
