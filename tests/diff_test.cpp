#include "diff.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "check.h"

using dockerfix::unified_diff;

namespace {

namespace fs = std::filesystem;

struct Case {
  const char* claim;
  std::string before;
  std::string after;
  std::string diff;  // without the two header lines
};

const Case cases[] = {
    {"a line in the middle", "a\nb\nc\n", "a\nx\nb\nc\n", "@@ -1,3 +1,4 @@\n a\n+x\n b\n c\n"},
    {"a line at the top", "a\n", "x\na\n", "@@ -1 +1,2 @@\n+x\n a\n"},
    {"what goes stands before what comes", "a\nb\n", "x\ny\n", "@@ -1,2 +1,2 @@\n-a\n-b\n+x\n+y\n"},
    {"everything is new", "", "a\n", "@@ -0,0 +1 @@\n+a\n"},
    {"everything is gone", "a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n"},
    {"neither has a last newline", "a\nb", "x\nb",
     "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n"},
    {"the last newline comes", "a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"},
    {"the last newline goes", "a\n", "a", "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n"},
    {"carriage returns stay", "a\r\nb\r\n", "a\r\nx\r\nb\r\n",
     "@@ -1,2 +1,3 @@\n a\r\n+x\r\n b\r\n"},
    {"six lines between two changes join them", "1\n2\n3\n4\n5\n6\n7\n8\n",
     "x\n2\n3\n4\n5\n6\n7\ny\n", "@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n"},
    {"seven lines between two changes part them", "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
     "x\n2\n3\n4\n5\n6\n7\n8\ny\n",
     "@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n"},
};

// Texts of few different lines, so that lines repeat and runs of them move.
std::string random_text(std::mt19937& random) {
  std::string text;
  for (auto lines = random() % 30; lines > 0; --lines) {
    text += static_cast<char>('a' + random() % 4);
    if (random() % 5 == 0) text += '\r';
    text += '\n';
  }
  if (random() % 3 == 0 && !text.empty()) text.pop_back();
  return text;
}

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void store(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

bool runs(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

struct Folder {
  fs::path path;

  Folder() {
    std::string name = fs::temp_directory_path() / "dockerfix-diff-XXXXXX";
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
};

}  // namespace

TEST_CASE("texts that are the same have no diff") {
  CHECK(unified_diff("", "", "x").empty());
  CHECK(unified_diff("a\r\nb", "a\r\nb", "x").empty());
}

TEST_CASE("a diff names its lines as diff(1) does") {
  for (const Case& row : cases) {
    INFO(row.claim);
    CHECK(unified_diff(row.before, row.after, "x") == "--- a/x\n+++ b/x\n" + row.diff);
  }
}

TEST_CASE("a file name is written as git writes it") {
  const auto header = [](const char* path) {
    const std::string diff = unified_diff("a\n", "b\n", path);
    return diff.substr(0, diff.find('\n'));
  };
  CHECK(header("a/Dockerfile") == "--- a/a/Dockerfile");
  CHECK(header("my app/Dockerfile") == "--- a/my app/Dockerfile\t");
  CHECK(header("tab\there") == "--- \"a/tab\\011here\"");
  CHECK(header("say \"x\"") == "--- \"a/say \\042x\\042\"");
  CHECK(header("Dockerfile.für") == "--- a/Dockerfile.für");
}

TEST_CASE("git apply and patch make the new text of the old one and its diff") {
  const bool has_git = runs("git --version");
  const bool has_patch = runs("patch --version");
  if (!has_git && !has_patch) {
    WARN("skipped: neither git nor patch is installed");
    return;
  }
  if (!has_git) WARN("skipped in part: git is not installed");
  if (!has_patch) WARN("skipped in part: patch is not installed");
  const Folder folder;
  std::mt19937 random(20);  // the same texts each time
  const std::string in = "cd '" + folder.path.string() + "' && ";
  const char* const names[] = {"Dockerfile", "a b/Dockerfile", "say \"x\"/Dockerfile.\\x", "é"};
  for (int i = 0; i < 40; ++i) {
    const std::string name = names[i % 4];
    const fs::path file = folder.path / name;
    const std::string before = "FROM x\n" + random_text(random);
    const std::string after = "FROM x\n" + random_text(random);
    store(folder.path / "x.patch", unified_diff(before, after, name));
    if (before == after) continue;
    INFO("before:\n" << before << "after:\n" << after);
    if (has_git) {
      store(file, before);
      CHECK(runs(in + "git apply --whitespace=nowarn x.patch"));
      CHECK(contents(file) == after);
    }
    if (has_patch) {
      store(file, before);
      CHECK(runs(in + "patch -p1 --no-backup-if-mismatch < x.patch"));
      CHECK(contents(file) == after);
    }
  }
}

TEST_CASE("the diff of any two texts leads from one to the other") {
  std::mt19937 random(7);
  for (int i = 0; i < 5000; ++i) {
    const std::string before = random_text(random);
    const std::string after = random_text(random);
    INFO("before:\n" << before << "after:\n" << after);
    const std::string diff = unified_diff(before, after, "x");
    REQUIRE(patched(before, diff) == after);
  }
}
