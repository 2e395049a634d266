// Walks testdata/<transform or topic>/<case>/{input,expected,explain[,args][,context/]}; a case
// with a context may have an input.dockerignore.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "chain.h"
#include "check.h"
#include "input.h"
#include "options.h"

namespace fs = std::filesystem;
using namespace dockerfix;

namespace {

const fs::path testdata = fs::path(SOURCE_DIR) / "testdata";

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void spit(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// The options of a case, as on the command line.
Policy policy_of_words(const std::string& text) {
  Policy policy;
  std::istringstream in(text);
  for (std::string word; in >> word;) {
    const std::string name = word.substr(0, word.find('='));
    const std::string value = name == word ? "" : word.substr(name.size() + 1);
    const auto options = policy_options();
    const auto option = std::find_if(options.begin(), options.end(), [&](const PolicyOption& row) {
      return name == "--" + std::string(row.name);
    });
    if (option == options.end()) FAIL("args: " << word);
    set_option(*option, name == word ? "true" : value, policy);
  }
  return policy;
}

// One line a fix, a reason or a note of what was said: "6 own-paths: …" or "unchanged: rootless".
std::string explained(const Result& result) {
  std::string out = fmt::format("{}\n", outcome_name(result.outcome));
  const auto add = [&](const Applied& each, std::string_view what) {
    out += fmt::format("{}{} {}: {}\n", what, each.line, each.transform, each.why);
  };
  for (const Applied& each : result.fixes) add(each, "");
  for (const Applied& each : result.offers) add(each, "offer ");
  for (const Reason& reason : result.reasons) {
    out += fmt::format("reason {} {}: {}\n", reason.line, reason.kind, reason.message);
    if (!reason.remedy.empty()) out += fmt::format("advice {}\n", reason.remedy);
  }
  for (const Problem& problem : result.problems)
    out += fmt::format("problem at {}: {}\n", problem.offset, problem.message);
  for (const std::string& note : result.notes) out += fmt::format("note {}\n", note);
  return out;
}

// The text with the line that a reason advises: "set ENV NAME=VALUE above this line", "set ENV NAME
// to a directory …", "set ENV NAME and OTHER to directories …"; empty: it advises something else.
std::string heeded(std::string_view text, const Reason& reason) {
  constexpr std::string_view order = "set ENV ";
  std::string_view rest = reason.remedy;
  if (!rest.starts_with(order) || rest.find("above this line") == std::string_view::npos) return {};
  rest.remove_prefix(order.size());
  std::string settings;
  for (bool more = true; more;) {
    const std::string_view name = rest.substr(0, rest.find(' '));
    rest.remove_prefix(name.size() + 1);
    const bool valued = name.find('=') != std::string_view::npos;
    settings += fmt::format(" {}{}", name, valued ? "" : "=/opt/elsewhere");
    more = rest.starts_with("and ");
    if (more) rest.remove_prefix(4);
  }
  std::size_t at = 0;
  for (std::uint32_t line = 1; line < reason.line; ++line) at = text.find('\n', at) + 1;
  return fmt::format("{}ENV{}\n{}", text.substr(0, at), settings, text.substr(at));
}

std::vector<fs::path> cases() {
  std::vector<fs::path> out;
  for (const auto& topic : fs::directory_iterator(testdata)) {
    if (!topic.is_directory() || topic.path().filename() == "parse" ||
        topic.path().filename() == "cli")
      continue;
    for (const auto& each : fs::directory_iterator(topic.path())) {
      if (each.is_directory()) out.push_back(each.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("every golden case gives what it expects, and keeps the promises") {
  const bool update = std::getenv("DOCKERFIX_UPDATE") != nullptr;
  const std::vector<fs::path> all = cases();
  REQUIRE(!all.empty());
  for (const fs::path& folder : all) {
    DYNAMIC_SECTION(folder.parent_path().filename().string() << "/" << folder.filename().string()) {
      const std::string input = slurp(folder / "input");
      Policy policy = policy_of_words(slurp(folder / "args"));
      // The build context of a case: its folder `context`, where it has one.
      if (fs::is_directory(folder / "context"))
        set_context(policy, folder / "context", folder / "input");
      const Result result = fix(input, policy);
      if (update) {
        spit(folder / "expected", result.text);
        spit(folder / "explain", explained(result));
      }
      INFO("to accept: DOCKERFIX_UPDATE=1 and look at git diff " << folder.string());
      CHECK(result.text == slurp(folder / "expected"));
      CHECK(explained(result) == slurp(folder / "explain"));
      for (const Reason& reason : result.reasons) {
        const std::string other = heeded(input, reason);
        if (other.empty()) continue;
        for (const Reason& still : fix(other, policy).reasons)
          CHECK(still.message != reason.message);  // who does what we say is not told it again
      }
      const std::vector<std::string> broken = broken_promises(input, policy);
      CHECK(broken == std::vector<std::string>{});
    }
  }
}

TEST_CASE("every transform is in the table, and has its basic, unchanged and unknown cases") {
  std::set<std::string> in_table;
  for (const Transform* transform : all_transforms()) {
    const std::string name(transform->name);
    in_table.insert(name);
    std::set<std::string> kinds;
    std::size_t count = 0;
    if (fs::is_directory(testdata / name)) {
      for (const auto& each : fs::directory_iterator(testdata / name)) {
        const std::string folder = each.path().filename().string();
        kinds.insert(folder.substr(0, folder.find('-')));
        ++count;
      }
    }
    CAPTURE(name);
    CHECK(kinds.count("basic") == 1);
    CHECK(kinds.count("already") + kinds.count("unchanged") >= 1);
    CHECK(kinds.count("unknown") == 1);
    CHECK(count >= 5);
  }
  for (const auto& file : fs::directory_iterator(fs::path(SOURCE_DIR) / "transforms")) {
    std::string name = file.path().stem().string();
    std::replace(name.begin(), name.end(), '_', '-');
    if (name != "all") CHECK(in_table.count(name) == 1);
  }
}
