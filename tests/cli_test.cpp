// The program as people meet it. A file of testdata/cli is a transcript: "$ " and "> " give a
// command for sh, "| " what it wrote to standard output, "! " to standard error, and "= N" how it
// ended, if not with 0; "\" stands under a last line without a line feed. Other lines are prose.
// DOCKERFIX_UPDATE=1 writes down what happens now.
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "files.h"
#include "find.h"
#include "options.h"

namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

const std::string root_text =
    "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD [\"python\", \"app.py\"]\n";

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void store(const fs::path& path, const std::string& text) {
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

struct Folder {
  fs::path path;

  Folder() {
    std::string name = fs::temp_directory_path() / "dockerfix-cli-XXXXXX";
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }

  Strings names() const {
    Strings found;
    for (const auto& entry : fs::directory_iterator(path)) found.push_back(entry.path().filename());
    std::sort(found.begin(), found.end());
    return found;
  }
};

std::string quoted(const std::string& word) {
  return "'" + std::regex_replace(word, std::regex("'"), "'\\''") + "'";
}

struct Ran {
  int status = -1;
  std::string output;
  std::string errors;
};

// Runs a text of sh in a folder, with the program on PATH and nothing of this machine's git.
Ran run(const fs::path& folder, const std::string& command) {
  const Folder streams;
  store(streams.path / "command", command);
  const std::string line =
      "cd " + quoted(folder) + " && PATH=" + quoted(fs::path(PROGRAM).parent_path()) +
      ":$PATH LC_ALL=C.UTF-8 HOME=" + quoted(streams.path) + " GIT_CONFIG_NOSYSTEM=1 exec sh " +
      quoted(streams.path / "command") + " </dev/null >" + quoted(streams.path / "1") + " 2>" +
      quoted(streams.path / "2");
  const int status = std::system(line.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          contents(streams.path / "1"), contents(streams.path / "2")};
}

std::string marked(const std::string& text, const char* mark) {
  std::string result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    result += line.empty() ? std::string(mark, 1) + "\n" : mark + line + "\n";
  }
  return text.empty() || text.back() == '\n' ? result : result + "\\\n";
}

bool is_expectation(const std::string& line) {
  return !line.empty() && std::string("|!=\\").find(line[0]) != std::string::npos;
}

// The transcript as it would read today.
std::string played(const std::string& transcript) {
  const Folder folder;
  std::istringstream lines(transcript);
  std::string result;
  std::string command;
  const auto finish = [&] {
    if (command.empty()) return;
    const Ran ran = run(folder.path, command);
    result += marked(ran.output, "| ") + marked(ran.errors, "! ");
    if (ran.status != 0) result += "= " + std::to_string(ran.status) + "\n";
    command.clear();
  };
  for (std::string line; std::getline(lines, line);) {
    const bool continues = line.starts_with("> ") || line == ">";
    if (is_expectation(line)) continue;
    if (!continues) finish();
    if (continues) command += line.substr(std::min<std::size_t>(line.size(), 2)) + "\n";
    if (line.starts_with("$ ")) command = line.substr(2) + "\n";
    result += line + "\n";
  }
  finish();
  return result;
}

std::uint32_t inode(const fs::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? static_cast<std::uint32_t>(status.st_ino) : 0;
}

}  // namespace

TEST_CASE("the program does what the transcripts say") {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "testdata/cli")) {
    const std::string transcript = contents(entry.path());
    const std::string now = played(transcript);
    ++count;
    if (std::getenv("DOCKERFIX_UPDATE") != nullptr) store(entry.path(), now);
    INFO(entry.path() << "\nDOCKERFIX_UPDATE=1 ctest --test-dir build/dev accepts what is new");
    CHECK(now == contents(entry.path()));
  }
  CHECK(count > 5);
}

TEST_CASE("writing keeps mode, owner, attributes and the target of a symbolic link") {
  const Folder folder;
  const fs::path file = folder.path / "real/Dockerfile";
  store(file, root_text);
  fs::create_symlink("real/Dockerfile", folder.path / "link");
  const bool is_root = ::geteuid() == 0;
  if (is_root) REQUIRE(::chown(file.c_str(), 1234, 5678) == 0);
  if (!is_root) WARN("skipped in part: only root can give a file to somebody else");
  REQUIRE(::chmod(file.c_str(), 0640) == 0);
  const bool has_attributes = ::setxattr(file.c_str(), "user.note", "kept", 4, 0) == 0;
  if (!has_attributes) WARN("skipped in part: this file system has no user attributes");

  const Ran ran = run(folder.path, "dockerfix --write link");
  CHECK(ran.status == 0);
  CHECK(contents(file) != root_text);
  CHECK(contents(file) == run(folder.path, "dockerfix link").output);
  CHECK(fs::read_symlink(folder.path / "link") == "real/Dockerfile");
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
  if (is_root) CHECK((status.st_uid == 1234 && status.st_gid == 5678));
  std::string note(4, ' ');
  if (has_attributes) CHECK(::getxattr(file.c_str(), "user.note", note.data(), 4) == 4);
  CHECK(folder.names() == Strings{"link", "real"});
}

TEST_CASE("a file that needs no change is not written") {
  const Folder folder;
  store(folder.path / "Dockerfile", root_text);
  CHECK(run(folder.path, "dockerfix -w Dockerfile").status == 0);
  const auto before = inode(folder.path / "Dockerfile");
  const Ran again = run(folder.path, "dockerfix -w Dockerfile");
  CHECK(again.status == 0);
  CHECK(again.output + again.errors == "");
  CHECK(inode(folder.path / "Dockerfile") == before);
}

TEST_CASE("where writing fails the old file stays, nothing else is left, and the reason is given") {
  struct Row {
    const char* claim;
    const char* command;
    const char* message;
  };
  const Row rows[] = {
      {"a read-only file, though root could", "chmod 444 Dockerfile; dockerfix -w Dockerfile",
       "read-only"},
      {"a read-only folder, though root could", "chmod 555 .; dockerfix -w Dockerfile",
       "read-only|Permission denied"},
      {"a file of two names", "ln Dockerfile ../other-name; dockerfix -w Dockerfile", "hard link"},
      {"a write that fails halfway",
       "said=$( (trap '' XFSZ; ulimit -f 0; exec dockerfix -w Dockerfile) 2>&1 ); status=$?; "
       "echo \"$said\" >&2; exit $status",
       "File too large"},
  };
  for (const Row& row : rows) {
    INFO(row.claim);
    const Folder folder;
    store(folder.path / "in/Dockerfile", root_text);
    const Ran ran = run(folder.path / "in", row.command);
    ::chmod((folder.path / "in").c_str(), 0755);
    CHECK(ran.status == 2);
    CHECK(ran.output == "");
    INFO(ran.errors);
    CHECK(std::regex_search(ran.errors, std::regex(row.message)));
    CHECK(ran.errors.starts_with("Dockerfile: cannot be written"));
    CHECK(contents(folder.path / "in/Dockerfile") == root_text);
    CHECK(std::distance(fs::directory_iterator(folder.path / "in"), {}) == 1);
  }
}

TEST_CASE("on a full disk the old file stays") {
  const Folder folder;
  if (::mount("none", folder.path.c_str(), "tmpfs", 0, "size=16k") != 0) {
    WARN("skipped: no small disk can be mounted here");
    return;
  }
  store(folder.path / "Dockerfile", root_text);
  std::ofstream(folder.path / "filler") << std::string(1 << 20, 'x');
  const Ran ran = run(folder.path, "dockerfix -w Dockerfile");
  const std::string after = contents(folder.path / "Dockerfile");
  const Strings names = folder.names();
  REQUIRE(::umount(folder.path.c_str()) == 0);
  CHECK(ran.status == 2);
  CHECK(ran.errors.find("No space left on device") != std::string::npos);
  CHECK(after == root_text);
  CHECK(names == Strings{"Dockerfile", "filler"});
}

TEST_CASE("a file that was changed since it was read is not written") {
  const Folder folder;
  const fs::path file = folder.path / "Dockerfile";
  store(file, "FROM a\n");
  const dockerfix::Snapshot read = dockerfix::read_file(file);
  CHECK(read.text == "FROM a\n");
  SECTION("in place, with the same length") {
    store(file, "FROM b\n");
  }
  SECTION("by a new file of that name") {
    store(folder.path / "new", "FROM b\n");
    fs::rename(folder.path / "new", file);
  }
  CHECK_THROWS_WITH(dockerfix::replace_file(file, read, "FROM c\n"),
                    Catch::Contains("changed by another program"));
  CHECK(contents(file) == "FROM b\n");
  CHECK(folder.names() == Strings{"Dockerfile"});
}

TEST_CASE("the names that mean a Dockerfile") {
  for (const char* name :
       {"Dockerfile", "Containerfile", "dockerfile", "Dockerfile.prod", "Containerfile.in",
        "web.Dockerfile", "web.dockerfile", "web.Containerfile"}) {
    CHECK(dockerfix::is_dockerfile_name(name));
  }
  for (const char* name :
       {"Dockerfile.dockerignore", "Dockerfile.md", "Dockerfile.txt", "Dockerfile.bak",
        "Dockerfile.orig", "Dockerfile.rej", "Containerfile.swp", "Dockerfile.swp~", "Dockerfile.~",
        "Dockerfile~", "Dockerfiles", "Dockerfile-prod", ".dockerignore", "docker-compose.yml",
        "MyDockerfile", ""}) {
    CHECK_FALSE(dockerfix::is_dockerfile_name(name));
  }
}

TEST_CASE("a closed or full standard output is an error, and a closed pipe is quiet") {
  const Folder folder;
  store(folder.path / "Dockerfile", root_text);
  CHECK(run(folder.path, "dockerfix Dockerfile >&-").status == 2);
  CHECK(run(folder.path, "dockerfix -d Dockerfile >/dev/full").status == 2);
  CHECK(run(folder.path, "dockerfix -w Dockerfile >&- 2>&- <&-").status == 0);
  for (int i = 0; i < 300; ++i) {
    store(folder.path / std::to_string(i) / "Dockerfile", root_text);
  }
  const Ran piped = run(folder.path, "dockerfix -dq . | head -n 1");
  CHECK(piped.status == 0);
  CHECK(piped.errors == "");
}

TEST_CASE("over many files the output is in order, whichever core was first") {
  const Folder folder;
  std::string expected;
  for (int i = 100; i < 200; ++i) {
    const std::string name = "Dockerfile." + std::to_string(i);
    std::string text = root_text;
    for (int line = 0; line < (i * 37) % 400; ++line) text += "# a line\n";
    store(folder.path / name, text);
    expected += name + "\n";
  }
  const Ran listed = run(folder.path, "dockerfix -lq .");
  CHECK(listed.status == 1);
  CHECK(listed.output == expected);
}

TEST_CASE("numbers of accounts are those that Docker takes, but for root's") {
  CHECK(dockerfix::read_id("1") == 1);
  CHECK(dockerfix::read_id("2147483647") == 2147483647);
  for (const char* text : {"0", "-1", "", "1.5", "2147483648", "99999999999", " 1", "1 ", "0x10"}) {
    INFO(text);
    CHECK_THROWS_AS(dockerfix::read_id(text), dockerfix::UsageError);
  }
}

TEST_CASE("names of accounts are those that useradd takes, but for root") {
  for (const char* text : {"app", "_x", "a-b_9"}) CHECK(dockerfix::read_account_name(text) == text);
  for (const std::string& text :
       {std::string("root"), std::string(), std::string("9a"), std::string("-a"), std::string("A"),
        std::string("a b"), std::string("a:b"), std::string("$x"), std::string(33, 'a')}) {
    INFO(text);
    CHECK_THROWS_AS(dockerfix::read_account_name(text), dockerfix::UsageError);
  }
}

TEST_CASE("a mistyped word is answered with the nearest, if one is near") {
  const std::vector<std::string_view> words = {"create-user", "move-user", "set-user", "set-home"};
  CHECK(dockerfix::nearest("create-usr", words) == "create-user");
  CHECK(dockerfix::nearest("moveuser", words) == "move-user");
  CHECK(dockerfix::nearest("set-hom", words) == "set-home");
  CHECK(dockerfix::nearest("lint", words).empty());
  CHECK(dockerfix::nearest("", words).empty());
}
