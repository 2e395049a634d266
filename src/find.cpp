#include "find.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

namespace dockerfix {
namespace {

namespace fs = std::filesystem;

// git sets these for its hooks. They would point every call at the repository of the hook.
bool belongs_to_git_hook(std::string_view variable) {
  constexpr std::array names = {"GIT_DIR=",        "GIT_WORK_TREE=",        "GIT_INDEX_FILE=",
                                "GIT_COMMON_DIR=", "GIT_OBJECT_DIRECTORY=", "GIT_PREFIX="};
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return variable.starts_with(name); });
}

struct Answer {
  int status = -1;  // as of exit; -1: git could not be run
  std::string output;
};

Answer ask_git(const std::string& folder, std::vector<const char*> arguments) {
  // A repository may name a program to run as its file-system monitor: do not.
  std::vector<const char*> argv = {"git", "-C", folder.c_str(), "-c", "core.fsmonitor=false"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  argv.push_back(nullptr);
  std::vector<char*> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!belongs_to_git_hook(*variable)) variables.push_back(*variable);
  }
  variables.push_back(nullptr);

  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, "git", &actions, nullptr,
                                   const_cast<char* const*>(argv.data()), variables.data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  Answer answer;
  std::array<char, 65536> buffer{};
  for (ssize_t n = 1; error == 0 && n > 0;) {
    n = ::read(ends[0], buffer.data(), buffer.size());
    if (n > 0) answer.output.append(buffer.data(), static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  int status = 0;
  if (error == 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status)) {
    answer.status = WEXITSTATUS(status);
  }
  return answer;
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
  const Answer answer =
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
  if (name.ends_with(".dockerignore")) return false;
  return std::find(whole.begin(), whole.end(), name) != whole.end() ||
         std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view part) {
                       return name.size() > part.size() && name.starts_with(part);
                     }) ||
         std::any_of(endings.begin(), endings.end(), [&](std::string_view part) {
           return name.size() > part.size() && name.ends_with(part);
         });
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
