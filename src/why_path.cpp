// The answer about one path.
#include <fmt/format.h>

#include <algorithm>

#include "why_parts.h"

namespace dockerfix {
namespace {

constexpr std::size_t label_width = 14;

std::string row(std::string_view label, std::string_view text) {
  return fmt::format("  {}{}\n", padded(label, label_width), text);
}

std::string said(const Access& access) {
  return fmt::format("{}: {}", said_can(access.can), access.why);
}

// The file as it would be with all fixes, unsafe ones too.
struct Fixed {
  Result result;
  Document doc;
  Facts facts;
};

Fixed fixed(const Subject& subject, const Policy& policy) {
  Policy all = policy;
  all.unsafe_fixes = true;
  Fixed out{fix(subject.text, all), {}, {}};
  Scripts scripts;
  out.doc = parse(out.result.text);
  out.facts = read_facts(out.doc, all, scripts);
  return out;
}

bool is_unsafe(const Result& result) {
  return std::any_of(result.fixes.begin(), result.fixes.end(),
                     [](const Applied& each) { return each.safety != Safety::safe; });
}

// The owner and the access after the fix. Its lines have no numbers in the file: they are quoted.
std::string after_fix(const Fixed& after, const Policy& policy, std::size_t stage,
                      const std::string& path) {
  if (after.result.outcome != Outcome::fixed) {
    const bool nothing = after.result.outcome == Outcome::rootless;
    const std::vector<Reason>& reasons = after.result.reasons;
    return row("after a fix", nothing           ? "as it is: there is nothing to fix"
                              : reasons.empty() ? "none is made"
                                                : "none is made: " + reasons.front().message);
  }
  const std::vector<std::uint32_t> lines = lines_of_items(after.doc);
  const View view{after.doc, after.facts, lines};
  const Plan plan = make_plan(after.doc, after.facts, policy, stage, lines);
  const Access access = access_to(view, stage, path, starts_as(view, plan));
  const std::optional<OwnerFound> found = owner_of(owned_before(after.facts, stage, no_item), path);
  std::string out =
      row("after a fix", fmt::format("{}{}", said_can(access.can),
                                     is_unsafe(after.result) ? " (it wants --unsafe-fixes)" : ""));
  out += row("", fmt::format("runs as {}, and the owner is {}",
                             said_user(after.facts.after_stage[stage].user),
                             owner_at_end(view, stage, path)));
  if (found)
    out += row("", fmt::format("by {}", shortened(instruction_text(after.doc, found->item), 80)));
  return out;
}

std::string about_stage(const View& view, const Policy& policy, const Fixed& after,
                        std::size_t stage, const std::string& path) {
  const Plan plan = make_plan(view.doc, view.facts, policy, stage, view.lines);
  std::string out = fmt::format("{} at the end of {}\n", shown(path), said_stage(view, stage));
  if (is_windows(view, stage)) return out + row("nobody knows", windows_words);
  const std::string owner = owner_at_end(view, stage, path);
  out += row("owner", fmt::format("{}: {}", owner == "unknown" ? "nobody can tell" : owner,
                                  why_owner(view, stage, path)));
  if (const ModeSet* mode = mode_of(view.facts, stage, path))
    out += row("mode", fmt::format("{} to others ({})", mode->closed ? "closed" : "open",
                                   said_item(view, mode->item)));
  const Who now = starts_as(view, plan);
  out += row("runs as", fmt::format("{} ({})", now.name,
                                    why_user(view, stage, view.facts.after_stage[stage].user)));
  out += row("can write", said(access_to(view, stage, path, now)));
  if (plan.standing == Standing::drops)
    out += row("", "it drops privileges at run time, and then this is not known");
  if (plan.standing == Standing::root)
    out += row("", fmt::format("as {}, whom a fix starts it as, {}", shown(plan.user),
                               said(access_to(view, stage, path, planned(plan)))));
  return out + after_fix(after, policy, stage, path);
}

}  // namespace

std::string path_answer(const View& view, const Subject& subject, const Policy& policy,
                        const std::vector<std::size_t>& stages, const std::string& path) {
  const Fixed after = fixed(subject, policy);
  std::string out;
  for (const std::size_t stage : stages) {
    const std::string whole = join_path(view.facts.after_stage[stage].workdir.value_or("/"), path);
    out += (out.empty() ? "" : "\n") + about_stage(view, policy, after, stage, whole);
  }
  return out;
}

}  // namespace dockerfix
