#include "find.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "process.h"

namespace dockerfix {
namespace {

namespace fs = std::filesystem;

// git sets these for its hooks. They would point every call at the repository of the hook.
constexpr std::array<std::string_view, 6> of_git_hooks = {
    "GIT_DIR=",        "GIT_WORK_TREE=",        "GIT_INDEX_FILE=",
    "GIT_COMMON_DIR=", "GIT_OBJECT_DIRECTORY=", "GIT_PREFIX="};

Ended ask_git(const std::string& folder, const std::vector<std::string>& arguments) {
  // A repository may name a program to run as its file-system monitor: do not.
  std::vector<std::string> words = {"git", "-C", folder, "-c", "core.fsmonitor=false"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_program(words, of_git_hooks);
}

bool in_work_tree(const fs::path& folder) {
  std::error_code error;
  for (fs::path at = fs::canonical(folder, error); !error; at = at.parent_path()) {
    if (fs::exists(at / ".git", error)) return true;
    if (at == at.root_path()) break;
  }
  return false;
}

fs::path below(const fs::path& folder, const fs::path& name) {
  return folder == "." ? name : folder / name;
}

bool list_tracked(const fs::path& folder, Found& found);

bool is_repository(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / ".git", error);
}

void walk(const fs::path& folder, Found& found);

void search(const fs::path& folder, Found& found) {
  if (!is_repository(folder) || !list_tracked(folder, found)) walk(folder, found);
}

void walk(const fs::path& folder, Found& found) {
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename();
    const fs::file_status status = entry->symlink_status();
    if (fs::is_regular_file(status) && is_dockerfile_name(name)) {
      found.files.push_back(below(folder, name));
    } else if (fs::is_directory(status) && name != ".git" && name != "node_modules") {
      search(below(folder, name), found);
    }
  }
  if (error) found.errors.push_back(fmt::format("{}: {}", folder.string(), error.message()));
}

// False where git is not there or does not answer, for example because the work tree is another
// user's.
bool list_tracked(const fs::path& folder, Found& found) {
  const Ended answer =
      ask_git(folder, {"ls-files", "-z", "--cached", "--others", "--exclude-standard"});
  if (answer.status != 0) return false;
  std::string_view rest = answer.output;
  while (!rest.empty()) {
    const std::string_view name = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    // git names a repository within this one as if it were a file, and does not look into it.
    const fs::path path =
        below(folder, name.ends_with('/') ? name.substr(0, name.size() - 1) : name);
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (fs::is_directory(status)) {
      search(path, found);
    } else if (fs::is_regular_file(status) && is_dockerfile_name(path.filename().string())) {
      found.files.push_back(path);
    }
  }
  return true;
}

}  // namespace

bool is_dockerfile_name(std::string_view name) {
  constexpr std::array<std::string_view, 3> whole = {"Dockerfile", "Containerfile", "dockerfile"};
  constexpr std::array<std::string_view, 2> beginnings = {"Dockerfile.", "Containerfile."};
  constexpr std::array<std::string_view, 4> endings = {".Dockerfile", ".dockerfile",
                                                       ".Containerfile", ".containerfile"};
  // What stands beside a Dockerfile: words about it, and what editors and patch(1) leave.
  constexpr std::array<std::string_view, 8> others = {".dockerignore", ".md",  ".txt", ".bak",
                                                      ".orig",         ".rej", ".swp", "~"};
  const bool other = std::any_of(others.begin(), others.end(),
                                 [&](std::string_view part) { return name.ends_with(part); });
  if (other) return false;
  return std::find(whole.begin(), whole.end(), name) != whole.end() ||
         std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view part) {
                       return name.size() > part.size() && name.starts_with(part);
                     }) ||
         std::any_of(endings.begin(), endings.end(), [&](std::string_view part) {
           return name.size() > part.size() && name.ends_with(part);
         });
}

std::string find_above(const std::string& folder, const std::string& name) {
  std::error_code error;
  if (fs::is_regular_file(below(folder, name), error)) return below(folder, name);
  for (fs::path at = fs::canonical(folder.empty() ? "." : folder, error); !error;
       at = at.parent_path()) {
    if (fs::is_regular_file(at / name, error)) return at / name;
    error.clear();  // that of a file that is not there
    if (is_repository(at) || at == at.root_path()) break;
  }
  return "";
}

Found find_dockerfiles(const std::string& folder) {
  Found found;
  fs::path top = fs::path(folder).lexically_normal();
  if (!top.has_filename()) top = top.parent_path();
  const bool tracked = in_work_tree(top) && ask_git(top, {"check-ignore", "-q", "."}).status != 0;
  if (!tracked) {
    walk(top, found);
  } else if (!list_tracked(top, found)) {
    found.warnings.push_back(
        fmt::format("{}: git does not list it, so .gitignore is not honoured", folder));
    walk(top, found);
  }
  std::sort(found.files.begin(), found.files.end());
  found.files.erase(std::unique(found.files.begin(), found.files.end()), found.files.end());
  return found;
}

}  // namespace dockerfix
