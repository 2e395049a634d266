#include "unused.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "facts.h"
#include "report.h"
#include "text.h"

namespace dockerfix {
namespace {

bool is_base(const Given& given) {
  return given.option->name == "base";
}

bool is_build_arg(const Given& given) {
  return given.option->name == "build-arg";
}

std::string argument_name(const Given& given) {
  return given.value.substr(0, given.value.find('='));
}

// Taken without an ARG: https://docs.docker.com/reference/dockerfile/#predefined-args and what
// follows there, of the machine and of BuildKit itself.
bool is_predefined(const std::string& name) {
  static constexpr std::array<std::string_view, 14> names = {
      "http_proxy",     "https_proxy", "ftp_proxy",    "no_proxy",         "all_proxy",
      "targetplatform", "targetos",    "targetarch",   "targetvariant",    "buildplatform",
      "buildos",        "buildarch",   "buildvariant", "source_date_epoch"};
  return is_one_of(to_lower(name), names) || name.starts_with("BUILDKIT_");
}

bool declares(const Document& doc, const std::string& name) {
  return std::any_of(doc.items.begin(), doc.items.end(), [&](const Item& item) {
    if (item.keyword != Keyword::arg) return false;
    const std::vector<Pair> all = pairs(read(doc, item), doc.escape);
    return std::any_of(all.begin(), all.end(), [&](const Pair& pair) { return pair.name == name; });
  });
}

bool has_base(const Facts& facts, const std::string& name) {
  return std::any_of(facts.stages.begin(), facts.stages.end(), [&](const Stage& stage) {
    return !stage.parent && names_base(name, stage.base.text);
  });
}

}  // namespace

std::vector<bool> taken_by(const std::string& text, const Policy& policy,
                           const std::vector<Given>& given) {
  std::vector<bool> taken(given.size(), true);
  const bool asked = std::any_of(given.begin(), given.end(), [](const Given& each) {
    return is_base(each) || is_build_arg(each);
  });
  if (!asked) return taken;
  const Document doc = parse(text);
  if (!doc.problems.empty()) return taken;
  Scripts scripts;
  const Facts facts = read_facts(doc, policy, scripts);
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (is_base(given[i])) taken[i] = has_base(facts, read_base(given[i].value).first);
    const std::string name = argument_name(given[i]);
    if (is_build_arg(given[i])) taken[i] = is_predefined(name) || declares(doc, name);
  }
  return taken;
}

std::string unused_notes(const std::vector<Given>& given,
                         const std::vector<std::vector<bool>>& taken) {
  std::string text;
  for (std::size_t i = 0; i < given.size() && !taken.empty(); ++i) {
    const bool used = std::any_of(taken.begin(), taken.end(),
                                  [i](const std::vector<bool>& file) { return file[i]; });
    if (used) continue;
    text += is_base(given[i])
                ? fmt::format("dockerfix: note: --base {}: no stage is FROM such an image\n",
                              shown(given[i].value))
                : fmt::format(
                      "dockerfix: note: --build-arg {}: no ARG declares it; docker build "
                      "says that it was not consumed\n",
                      shown(argument_name(given[i])));
  }
  return text;
}

}  // namespace dockerfix
