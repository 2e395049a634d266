// Facts that go on from the first changed item are those of a text that is read anew.
#include "facts.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace dockerfix;

namespace {

std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string said(const State& state) {
  return fmt::format("stage {} user {} '{}' by {} in '{}' by {} shell {}\n",
                     static_cast<std::ptrdiff_t>(state.stage), static_cast<int>(state.user.kind),
                     state.user.text, static_cast<std::ptrdiff_t>(state.user.because),
                     state.workdir.value_or("?"),
                     static_cast<std::ptrdiff_t>(state.workdir_because),
                     state.shell.empty() ? "" : state.shell.front());
}

std::string said(const Stage& stage) {
  std::string out =
      fmt::format("from {} to {} '{}' base '{}' family {} user {} '{}'\n", stage.from, stage.end,
                  stage.name, stage.base.text, static_cast<int>(stage.base.family),
                  static_cast<int>(stage.base.user.kind), stage.base.user.text);
  for (const CopiedStage& copied : stage.copies_from)
    out += fmt::format("  {} copies from {}\n", copied.item, copied.stage);
  for (const Setting& setting : stage.settings)
    out += fmt::format("  {} {}={}\n", setting.item, setting.name, setting.value.text);
  for (const AccountEvent& event : stage.accounts)
    out += fmt::format("  {} account {}\n", event.item, event.change.account.name);
  for (const Volume& volume : stage.volumes)
    out += fmt::format("  {} volume {}\n", volume.item, volume.path);
  for (const RunFacts& run : stage.runs) {
    out += fmt::format("  {} needs {} for '{}', {} writes, {} packages\n", run.item,
                       static_cast<int>(run.need), run.because, run.writes.size(),
                       run.packages.size());
  }
  for (const Owned& owned : stage.owned)
    out += fmt::format("  {} {} {} of '{}'\n", owned.item, static_cast<int>(owned.what), owned.path,
                       owned.owner.name);
  for (const ModeSet& mode : stage.modes)
    out += fmt::format("  {} mode of {}: {}\n", mode.item, mode.path, mode.closed);
  for (const GroupGiven& given : stage.groups)
    out += fmt::format("  {} group of {}\n", given.item, given.path);
  return out;
}

std::string said(const Facts& facts) {
  std::string out;
  for (const Setting& setting : facts.global)
    out += fmt::format("{} {}={}\n", setting.item, setting.name, setting.value.text);
  for (const Stage& stage : facts.stages) out += said(stage);
  for (const State& state : facts.before) out += said(state);
  for (const State& state : facts.after_stage) out += said(state);
  for (const auto& [stage, evidence] : facts.evidence)
    out += fmt::format("stage {} by item {}\n", stage, evidence.because);
  return out;
}

std::size_t first_difference(const Document& before, const Document& after) {
  std::size_t item = 0;
  while (item < before.items.size() && item < after.items.size() &&
         before.at(before.items[item].span) == after.at(after.items[item].span))
    ++item;
  return item;
}

void check(const std::string& before, const std::string& after) {
  const Document old = parse(before);
  const Document now = parse(after);
  if (!old.problems.empty() || !now.problems.empty()) return;
  Scripts scripts;
  const Facts anew = read_facts(now, Policy{}, scripts);
  for (std::size_t first = 0; first <= first_difference(old, now); ++first) {
    INFO("from item " << first << "\n" << before << "=>\n" << after);
    const Facts known = read_facts(old, Policy{}, scripts);
    CHECK(said(read_on(now, Policy{}, scripts, known, first)) == said(anew));
  }
}

}  // namespace

TEST_CASE("facts that go on from a changed item are those of the whole text") {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(SOURCE_DIR) / "testdata")) {
    const std::filesystem::path& path = entry.path();
    if (path.filename() != "input" || !std::filesystem::exists(path.parent_path() / "expected"))
      continue;
    check(slurp(path), slurp(path.parent_path() / "expected"));
    ++count;
  }
  CHECK(count > 200);
}

TEST_CASE("facts go on over stages, and over what a base image is known by") {
  const char* rows[][2] = {
      {"FROM a AS one\nUSER x\nFROM one\nRUN b\n",
       "FROM a AS one\nUSER x\nRUN c\nFROM one\nRUN b\n"},
      {"FROM a AS one\nUSER x\nFROM one\nRUN b\n",
       "FROM a AS one\nUSER x\nFROM one\nUSER y\nRUN b\n"},
      {"FROM private\nRUN apt-get update\nCMD x\n",
       "FROM private\nRUN apt-get update\nRUN useradd y\nUSER y\nCMD x\n"},
      {"FROM private\nCOPY . .\nRUN apk add b\nCMD x\n",
       "FROM private\nCOPY --chown=1 . .\nRUN apk add b\nUSER 1\nCMD x\n"},
      {"FROM private\nRUN ls\nCMD x\n", "FROM private\nRUN ls\nRUN apk add b\nCMD x\n"},
      {"ARG V=1\nFROM a:$V\nENV B=$V\n", "ARG V=1\nARG W=2\nFROM a:$V\nENV B=$V\n"},
  };
  for (const auto& row : rows) check(row[0], row[1]);
}
