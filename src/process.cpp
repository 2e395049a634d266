#include "process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace dockerfix {
namespace {

// All that is written to the pipe, as far as it is kept.
std::string drain(int pipe) {
  constexpr std::size_t most = 256 * 1024 * 1024;
  std::string output;
  std::array<char, 65536> buffer{};
  for (ssize_t n = 1; n > 0 && output.size() < most;) {
    n = ::read(pipe, buffer.data(), buffer.size());
    if (n > 0) output.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return output;
}

}  // namespace

Ended run_program(const std::vector<std::string>& words,
                  std::span<const std::string_view> without) {
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  std::vector<char*> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const bool dropped =
        std::any_of(without.begin(), without.end(), [&](std::string_view beginning) {
          return std::string_view(*variable).starts_with(beginning);
        });
    if (!dropped) variables.push_back(*variable);
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
  const int error =
      ::posix_spawnp(&child, argv.front(), &actions, nullptr, argv.data(), variables.data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  Ended ended;
  if (error == 0) ended.output = drain(ends[0]);
  ::close(ends[0]);
  int status = 0;
  if (error == 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status)) {
    ended.status = WEXITSTATUS(status);
  }
  return ended;
}

}  // namespace dockerfix
