// What the program writes, what HOME shall be, and what the operator has to know.
#include <fmt/format.h>

#include <algorithm>

#include "plan_parts.h"

namespace dockerfix {
namespace {

void add(std::vector<OwnPath>& out, OwnPath path) {
  const bool known = std::any_of(out.begin(), out.end(), [&](const OwnPath& p) { return p.path == path.path; });
  if (!known) out.push_back(std::move(path));
}

void add_words(std::vector<OwnPath>& out, std::string_view words, const std::string& why) {
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    if (!word.empty()) add(out, {join_path("/", word), !word.ends_with('/'), why});
  }
}

std::vector<std::string> low_ports(const Look& look) {
  std::vector<std::string> out;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const Stage& stage = look.facts.stages[at];
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      if (look.doc.items[i].keyword != Keyword::expose) continue;
      for (const Word& word : words(read(look.doc, look.doc.items[i]), look.doc.escape)) {
        const std::optional<std::string> text = expand(word.text, look.doc.escape, variables_at(look.facts, i));
        const std::string port = text ? text->substr(0, text->find_first_of("/-")) : "";
        const bool number = !port.empty() && port.size() < 5 &&
                            std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (number && std::stoi(port) < 1024) out.push_back(port);
      }
    }
  }
  return out;
}

}  // namespace

std::vector<OwnPath> known_writes(const Look& look) {
  std::vector<OwnPath> out;
  const BaseImage* row = look.base().row;
  if (row && row->start == Start::serves) {
    add_words(out, row->writes, fmt::format("{} writes there", look.base().text));
  }
  for (const Program& found : look.launch.programs) {
    for (const std::string& path : found.writes) {
      if (!path.starts_with('/') && !look.end().workdir) continue;
      if (path.starts_with('~')) continue;
      const std::string whole = join_path(look.end().workdir.value_or("/"), path);
      // A path without a final slash is a file: its directory must be writable.
      add(out, {path.ends_with('/') ? whole : parent_path(whole), false, found.because});
    }
  }
  for (const std::string& path : look.launch.writes) {
    if (!is_system_path(path)) add(out, {path, false, "the script that starts it writes there"});
  }
  return out;
}

std::optional<std::string> home_to_set(const Look& look, const Plan& plan) {
  const std::size_t last = look.facts.stages[look.stage].end - 1;
  const Value home = variable(look.facts, last, "HOME");
  if (home.kind != Value::Kind::set || !is_within(home.text, "/root")) return std::nullopt;
  return plan.account.home;
}

std::vector<std::string> operator_notes(const Look& look, const Plan& plan) {
  std::vector<std::string> out;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Volume& volume : look.facts.stages[at].volumes) {
      out.push_back(fmt::format(
          "a volume on {0} that the root version filled stays root's: docker run --rm -u 0 "
          "--entrypoint chown -v NAME:{0} IMAGE -R {1} {0}", volume.path, plan.run_owner));
    }
  }
  for (const std::string& port : low_ports(look)) {
    out.push_back(fmt::format(
        "port {} is below 1024: any user may bind it in Docker since 20.10, but not everywhere; "
        "where it fails, listen on 8{:0>3} and publish that", port, port));
  }
  if (plan.has_shell) out.push_back("to see who runs: docker run --rm --entrypoint id IMAGE");
  return out;
}

}  // namespace dockerfix
