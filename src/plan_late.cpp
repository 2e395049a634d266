// What makes a fix unsafe once its account and its paths are known: what cannot be owned. One
// function a reason.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

// `COPY --from=build --chown=65532:65532 /empty /data` makes /data that account's, too.
bool is_made_by_copy(const Look& look, const std::vector<std::size_t>& given,
                     const std::string& path) {
  return std::any_of(look.copies.begin(), look.copies.end(), [&](const Copied& copy) {
    return copy.to && *copy.to != "/" && is_within(path, *copy.to) && !is_system_root(*copy.to) &&
           std::find(given.begin(), given.end(), copy.item) != given.end() &&
           !is_there(owned_before(look.facts, look.stage, copy.item), *copy.to);
  });
}

// Without a RUN nothing can give the account what it must write. The WORKDIR alone tells of no
// write.
std::optional<Reason> nobody_can_own(const Look& look, const Plan& plan) {
  if (plan.can_run) return std::nullopt;
  const std::vector<std::size_t> given = copies_to_own(look.doc, look.facts, plan);
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Volume& volume : look.facts.stages[at].volumes) {
      if (volume.of_base || look.base().family != Family::scratch) continue;
      if (is_made_by_copy(look, given, volume.path)) continue;
      return Reason{"no-run-to-own", look.line(volume.item),
                    fmt::format("nothing can run here to give {} to the program", volume.path),
                    "make it in a builder stage and COPY --from --chown it"};
    }
  }
  for (const OwnPath& path : paths_to_own(look.doc, look.facts, plan)) {
    const bool whole_system = family_facts(look.base().family).shell;
    if (path.path == look.end().workdir && !whole_system) continue;
    if (is_made_by_copy(look, given, path.path)) continue;
    return Reason{
        "no-run-to-own", look.line(look.launch.item()),
        fmt::format("nothing can run here to give {} to the program ({})", path.path, path.why),
        "make it in a builder stage and COPY --from --chown it"};
  }
  return std::nullopt;
}

// A directory of the system's that a program writes is not given away.
std::optional<Reason> writes_among_systems(const Look& look, const Plan& plan) {
  for (const OwnPath& path : plan.writes) {
    const bool given = path.path == "/run" || path.path == "/var/run" || is_shared_path(path.path);
    const bool home = is_within(path.path, "/root");
    if (!path.known || (path.file && !home) || given || !(home || is_system_root(path.path)))
      continue;
    if (home)
      return Reason{"writes-root-home", look.line(look.launch.item()),
                    fmt::format("{} is in /root, which is closed to everybody else ({})", path.path,
                                path.why),
                    "name a directory outside /root for it"};
    return Reason{"writes-among-systems", look.line(look.launch.item()),
                  fmt::format("{} stays root's ({})", path.path, path.why),
                  "name a directory of its own for it"};
  }
  return std::nullopt;
}

// What is closed in the build context, and stays root's with its directory.
std::optional<Reason> closed_copy(const Look& look, const Plan& plan) {
  const std::vector<std::size_t> given = copies_to_own(look.doc, look.facts, plan);
  for (const Copied& copy : look.copies) {
    const bool chown = copy.instruction.flag("chown") ||
                       std::find(given.begin(), given.end(), copy.item) != given.end();
    const ModeSet* mode = chown ? nullptr : closed_in_context(look.facts, plan, copy.item);
    if (mode == nullptr) continue;
    return Reason{"closed-copy", look.line(copy.item),
                  fmt::format("{} has mode {:04o} in the build context, and {} stays root's: only "
                              "root can read it",
                              mode->source, mode->mode, mode->path),
                  fmt::format("chmod {} it there, or copy it alone, with --chown",
                              mode->recursive ? "a+rX" : "a+r")};
  }
  return std::nullopt;
}

// FROM --platform=$BUILDPLATFORM builds for other processors, and a stage without a RUN needs no
// emulator for that. One of ours would.
std::optional<Reason> needs_emulator(const Look& look, const Plan& plan) {
  if (!look.can_run || !look.runs.empty()) return std::nullopt;
  for (const Stage& stage : look.facts.stages) {
    const std::string_view text = look.doc.at(look.doc.items[stage.from].span);
    if (text.find("BUILDPLATFORM") == std::string_view::npos) continue;
    if (!plan.create && paths_to_own(look.doc, look.facts, plan).empty()) return std::nullopt;
    return Reason{"cross-built", look.line(look.facts.stages[look.stage].from),
                  "it is built for other processors, and has no RUN yet: one needs an emulator",
                  "set up QEMU where it is built, and give --unsafe-fixes"};
  }
  return std::nullopt;
}

// Under --ownership strict the code stays root's, and with it what a RUN left among it.
std::optional<Reason> strict_keeps_data(const Look& look, const Plan& plan) {
  if (plan.ownership != Ownership::strict) return std::nullopt;
  for (const RunFacts& run : look.runs) {
    const bool as_root = look.facts.before[run.item].user.kind != User::Kind::ordinary;
    if (!run.leaves_data || !as_root) continue;
    return Reason{"data-of-root", look.line(run.item),
                  "this leaves data of root's in a tree that --ownership strict keeps root's",
                  "make it in a directory of its own, or give --unsafe-fixes"};
  }
  return std::nullopt;
}

constexpr std::array<LateCheck, 6> checks = {tree_of_root,         nobody_can_own,
                                             writes_among_systems, strict_keeps_data,
                                             closed_copy,          needs_emulator};

}  // namespace

std::span<const LateCheck> late_doubts() {
  return checks;
}

}  // namespace dockerfix
