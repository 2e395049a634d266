// The shape of the project: who may know what, and what the documents say of it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "find.h"
#include "run.h"

namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string section(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  REQUIRE(from != std::string::npos);
  return text.substr(from, text.find(end, from) - from);
}

std::vector<fs::path> sources(const Strings& folders) {
  std::vector<fs::path> found;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / folder)) {
      found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end(),
            [](const fs::path& a, const fs::path& b) { return a.filename() < b.filename(); });
  return found;
}

Strings all_matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  Strings found;
  for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match) {
    found.push_back((*match)[1]);
  }
  return found;
}

Strings included(const fs::path& file) {
  return all_matches(contents(file), "#include [<\"]([^>\"]+)[>\"]");
}

bool includes_any(const fs::path& file, const Strings& headers) {
  const Strings found = included(file);
  return std::find_first_of(found.begin(), found.end(), headers.begin(), headers.end()) !=
         found.end();
}

}  // namespace

TEST_CASE("README's table of transforms is what the program prints") {
  const std::string readme = contents(fs::path(SOURCE_DIR) / "README.md");
  std::string table;
  std::istringstream lines(section(readme, "| transform |", "\n\n"));
  for (std::string line; std::getline(lines, line);) {
    std::smatch cells;
    const std::regex row("\\| `([a-z-]+)` \\| (\\w+) \\| (.*) \\|");
    if (!std::regex_match(line, cells, row)) continue;
    std::string padded = cells[1].str();
    padded.resize(14, ' ');
    std::string safety = cells[2].str();
    safety.resize(9, ' ');
    table += padded + safety + cells[3].str() + "\n";
  }
  CHECK(table == dockerfix::transform_table());
}

TEST_CASE("pre-commit gives the hooks the files that a search finds") {
  const std::string hooks = contents(fs::path(SOURCE_DIR) / ".pre-commit-hooks.yaml");
  const auto pattern = [&](const std::string& key) {
    const std::string line = section(hooks, "  " + key + ": '", "\n");
    return std::regex(line.substr(key.size() + 5, line.size() - key.size() - 6));
  };
  const std::regex files = pattern("files");
  const std::regex exclude = pattern("exclude");
  for (const std::string name :
       {"Dockerfile", "Containerfile", "dockerfile", "Dockerfile.prod", "Containerfile.in",
        "web.Dockerfile", "web.dockerfile", "web.containerfile", "Dockerfile.dockerignore",
        "Dockerfiles", "MyDockerfile", "Dockerfile.", "README.md", ".dockerfile"}) {
    INFO(name);
    for (const std::string& path : {name, "a/b/" + name}) {
      const bool hooked = std::regex_search(path, files) && !std::regex_search(path, exclude);
      CHECK(hooked == dockerfix::is_dockerfile_name(name));
    }
  }
}

TEST_CASE(
    "one file each knows the command-line parser, the diff library, the shell grammar and git") {
  struct Row {
    const char* text;
    Strings files;
  };
  const Row rows[] = {
      {"#include <CLI/", {"main.cpp"}},
      {"#include <dtl/", {"diff.cpp"}},
      {"#include <toml++/", {"config.cpp"}},
      {"#include <nlohmann/", {"json.cpp"}},
      {"#include <tree_sitter/", {"shell.cpp"}},
      {"#include <spawn.h>", {"process.cpp"}},
      {"#include <filesystem>", {"files.cpp", "files_below.cpp", "find.cpp"}},
      {"#include <fcntl.h>", {"files.cpp", "files_below.cpp", "process.cpp"}},
      {"#include <fstream>", {}},
      {"#include <iostream>", {}},
  };
  for (const Row& row : rows) {
    Strings found;
    for (const fs::path& file : sources({"src", "transforms"})) {
      if (contents(file).find(row.text) != std::string::npos) found.push_back(file.filename());
    }
    INFO(row.text);
    CHECK(found == row.files);
  }
}

TEST_CASE("the tree knows nothing of what it means") {
  const Strings meaning = {"accounts.h", "chain.h",     "commands.h", "facts.h", "images.h",
                           "launch.h",   "ownership.h", "plan.h",     "shell.h", "transform.h"};
  std::size_t count = 0;
  for (const fs::path& file : sources({"src"})) {
    const std::string name = file.filename();
    const bool is_tree = name.starts_with("document") || name.starts_with("parse") ||
                         name.starts_with("logical") || name.starts_with("instruction");
    if (!is_tree) continue;
    ++count;
    INFO(name);
    CHECK_FALSE(includes_any(file, meaning));
  }
  CHECK(count > 5);
}

TEST_CASE("transforms meet neither the disk nor each other") {
  const Strings world = {"cstdio", "fstream",  "iostream", "filesystem", "unistd.h", "files.h",
                         "find.h", "report.h", "run.h",    "options.h",  "chain.h"};
  for (const fs::path& file : sources({"transforms"})) {
    INFO(file);
    CHECK_FALSE(includes_any(file, world));
    const Strings values =
        all_matches(contents(file), "extern (?:constinit )?const Transform (\\w+)");
    const std::string own = file.stem();
    CHECK((own == "all" || values == Strings{own}));
  }
}

TEST_CASE("every source file has its place on CONTRIBUTING's map") {
  const std::string contributing = contents(fs::path(SOURCE_DIR) / "CONTRIBUTING.md");
  Strings patterns = all_matches(section(contributing, "## The map", "\n## "), "`([^`]+)`");
  for (std::string& pattern : patterns) {
    pattern = std::regex_replace(pattern, std::regex("\\."), "\\.");
    pattern = std::regex_replace(pattern, std::regex("\\*"), ".*");
  }
  for (const fs::path& file : sources({"src"})) {
    const std::string name = file.filename();
    INFO(name);
    CHECK(std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
      return std::regex_match(name, std::regex(pattern));
    }));
  }
}
