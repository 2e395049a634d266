// What the tables of the facts answer: the variables, modes and owners that hold at an item.
#include <algorithm>
#include <array>

#include "facts_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

// Set by BuildKit for every build, each from the command line or the machine: declared or not in
// FROM, only where declared in a stage.
// https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope
bool is_automatic(std::string_view name) {
  static constexpr std::array<std::string_view, 8> names = {
      "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT",
      "BUILDPLATFORM",  "BUILDOS",  "BUILDARCH",  "BUILDVARIANT"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

const Setting* last_setting(const std::vector<Setting>& settings, std::size_t item,
                            std::string_view name, bool env) {
  for (auto setting = settings.rbegin(); setting != settings.rend(); ++setting) {
    if (setting->item < item && setting->env == env && setting->name == name) return &*setting;
  }
  return nullptr;
}

bool is_posix_shell(const std::vector<std::string>& shell) {
  static constexpr std::array<std::string_view, 6> names = {"sh",   "bash", "ash",
                                                            "dash", "zsh",  "ksh"};
  if (shell.empty()) return false;
  const std::string_view name = base_name(shell.front());
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool uses_any(const RunFacts& run, std::span<const std::string_view> names) {
  return std::any_of(run.tools.begin(), run.tools.end(), [&](const Tool& tool) {
    return std::find(names.begin(), names.end(), tool.name) != names.end();
  });
}

std::vector<std::size_t> chain_of(const Facts& facts, std::size_t stage) {
  std::vector<std::size_t> chain = {stage};
  while (facts.stages[chain.back()].parent) chain.push_back(*facts.stages[chain.back()].parent);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

namespace {

Value stage_variable(const Facts& facts, std::size_t stage, std::size_t item,
                     std::string_view name) {
  // ENV wins over ARG wherever each of them stands.
  for (const bool env : {true, false}) {
    for (std::optional<std::size_t> at = stage; at; at = facts.stages[*at].parent) {
      if (const Setting* found = last_setting(facts.stages[*at].settings, item, name, env)) {
        return found->value;
      }
    }
  }
  const Value shipped = base_variable(facts.stages[stage].base, name);
  // An ARG above FROM that the stage does not repeat is the classic mistake: it is empty here.
  const bool forgotten = last_setting(facts.global, no_item, name, false) != nullptr;
  return forgotten && shipped.kind == Value::Kind::unknown ? Value{} : shipped;
}

}  // namespace

Value variable(const Facts& facts, std::size_t item, std::string_view name) {
  const std::size_t stage = item < facts.before.size() ? facts.before[item].stage : no_item;
  if (stage != no_item) return stage_variable(facts, stage, item, name);
  if (const Setting* arg = last_setting(facts.global, item, name, false)) return arg->value;
  return {is_automatic(name) ? Value::Kind::unknown : Value::Kind::unset, {}};
}

Value final_variable(const Facts& facts, std::size_t stage, std::string_view name) {
  return stage_variable(facts, stage, no_item, name);
}

Lookup variables_at(const Facts& facts, std::size_t item) {
  return [&facts, item](std::string_view name) { return variable(facts, item, name); };
}

const ModeSet* mode_of(const Facts& facts, std::size_t stage, std::string_view path) {
  const ModeSet* found = nullptr;
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const ModeSet& mode : facts.stages[at].modes) {
      const bool speaks = mode.path == path || (mode.recursive && is_within(path, mode.path));
      if (speaks) found = &mode;
    }
  }
  return found;
}

bool is_closed(const Facts& facts, std::size_t stage, std::string_view path) {
  const ModeSet* mode = mode_of(facts, stage, path);
  return mode != nullptr && mode->closed;
}

OwnedView owned_before(const Facts& facts, std::size_t stage, std::size_t item) {
  OwnedView view;
  for (const std::size_t at : chain_of(facts, stage)) {
    const OwnershipLog& log = facts.stages[at].owned;
    const auto end =
        std::lower_bound(log.begin(), log.end(), item,
                         [](const Owned& entry, std::size_t i) { return entry.item < i; });
    view.emplace_back(log.begin(), end);
  }
  return view;
}

}  // namespace dockerfix
