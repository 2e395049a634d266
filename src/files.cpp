#include "files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace dockerfix {
namespace {

// Positions in a text have 32 bits, and nobody writes a Dockerfile of this size.
constexpr std::size_t largest = 64U << 20U;

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

struct Descriptor {
  int number;

  explicit Descriptor(int n) : number(n) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

std::string read_all(int descriptor, std::size_t expected) {
  std::string text;
  std::size_t length = 0;
  for (;;) {
    text.resize(std::max(length + 4096, expected + 1));
    const ssize_t n = ::read(descriptor, text.data() + length, text.size() - length);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("cannot be read");
    if (n == 0) break;
    length += static_cast<std::size_t>(n);
    if (length > largest) throw std::runtime_error("is too large to be a Dockerfile");
  }
  text.resize(length);
  return text;
}

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

Snapshot snapshot(const struct stat& status) {
  return {.text = {},
          .device = status.st_dev,
          .inode = status.st_ino,
          .size = status.st_size,
          .modified = nanoseconds(status.st_mtim),
          .changed = nanoseconds(status.st_ctim)};
}

// The status of a file that is still what was read.
struct stat unchanged_status(const std::string& path, const Snapshot& old) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) fail("cannot be written");
  const Snapshot now = snapshot(status);
  if (now.device != old.device || now.inode != old.inode || now.size != old.size ||
      now.modified != old.modified || now.changed != old.changed) {
    throw std::runtime_error("was changed by another program meanwhile, and was not written");
  }
  return status;
}

void require_writable(const std::string& path, const std::string& folder,
                      const struct stat& status) {
  constexpr mode_t any_write = 0222;
  if (!S_ISREG(status.st_mode)) throw std::runtime_error("cannot be written: not a regular file");
  if ((status.st_mode & any_write) == 0) throw std::runtime_error("cannot be written: read-only");
  if (::access(path.c_str(), W_OK) != 0) fail("cannot be written");
  if (status.st_nlink > 1) {
    throw std::runtime_error(
        "cannot be written: it has further hard links, which would keep the old text");
  }
  struct stat of_folder {};
  if (::stat(folder.c_str(), &of_folder) != 0) fail("cannot be written");
  if ((of_folder.st_mode & any_write) == 0) {
    throw std::runtime_error("cannot be written: its folder is read-only");
  }
}

// Access lists and labels. Losing a list would change who may read the file; a label that may not
// be set is the business of the system's policy.
void keep_attributes(const std::string& from, int to) {
  std::string names(4096, '\0');
  const ssize_t length = ::listxattr(from.c_str(), names.data(), names.size());
  if (length <= 0) return;
  names.resize(static_cast<std::size_t>(length));
  for (std::size_t at = 0; at < names.size(); at = names.find('\0', at) + 1) {
    const char* const name = names.data() + at;
    std::string value(65536, '\0');
    const ssize_t size = ::getxattr(from.c_str(), name, value.data(), value.size());
    if (size < 0) continue;
    const bool kept = ::fsetxattr(to, name, value.data(), static_cast<std::size_t>(size), 0) == 0;
    if (!kept && std::string_view(name) == "system.posix_acl_access") {
      fail("cannot be written with its access list");
    }
  }
}

void keep_owner_and_mode(int to, const struct stat& status) {
  struct stat made {};
  if (::fstat(to, &made) != 0) fail("cannot be written");
  const bool same_owner = made.st_uid == status.st_uid && made.st_gid == status.st_gid;
  if (!same_owner && ::fchown(to, status.st_uid, status.st_gid) != 0) {
    fail("cannot be written with its owner");
  }
  if (::fchmod(to, status.st_mode & 07777U) != 0) fail("cannot be written with its mode");
}

struct TemporaryFile {
  std::string path;
  Descriptor descriptor;

  TemporaryFile(const std::string& folder, const std::string& name)
      : path(fmt::format("{}/.{}.dockerfix-XXXXXX", folder, name)),
        descriptor(::mkostemp(path.data(), O_CLOEXEC)) {
    if (descriptor.number < 0) fail("cannot be written: no file can be made in its folder");
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!path.empty()) ::unlink(path.c_str());
  }

  void rename_to(const std::string& target) {
    if (::rename(path.c_str(), target.c_str()) != 0) fail("cannot be written");
    path.clear();
  }
};

}  // namespace

Snapshot read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (file.number < 0 || ::fstat(file.number, &status) != 0) fail("cannot be read");
  Snapshot result = snapshot(status);
  const auto size = static_cast<std::size_t>(std::max<std::int64_t>(result.size, 0));
  result.text = read_all(file.number, std::min(size, largest));
  return result;
}

std::string read_standard_input() {
  return read_all(STDIN_FILENO, 0);
}

void replace_file(const std::string& path, const Snapshot& old, std::string_view text) {
  std::error_code error;
  const std::filesystem::path target = std::filesystem::canonical(path, error);
  if (error) throw std::system_error(error, "cannot be written");
  const std::string folder = target.parent_path();
  const struct stat status = unchanged_status(target, old);
  require_writable(target, folder, status);
  TemporaryFile file(folder, target.filename());
  keep_owner_and_mode(file.descriptor.number, status);
  keep_attributes(target, file.descriptor.number);
  write_all(file.descriptor.number, text);
  if (::fsync(file.descriptor.number) != 0) fail("cannot be written");
  unchanged_status(target, old);
  file.rename_to(target);
  const Descriptor parent(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (parent.number >= 0) ::fsync(parent.number);  // some file systems have no fsync of folders
}

bool keep_file(const std::string& path, std::string_view text) {
  try {
    const std::filesystem::path target = path;
    std::filesystem::create_directories(target.parent_path());
    TemporaryFile file(target.parent_path(), target.filename());
    write_all(file.descriptor.number, text);
    file.rename_to(target);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(descriptor, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("cannot be written");
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

void guard_standard_streams() {
  for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(number, F_GETFD) != -1) continue;
    // Opened the wrong way round: reading it or writing to it fails, as it did when closed.
    (void)::open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

bool input_is_given() {
  struct stat status {};
  if (::fstat(STDIN_FILENO, &status) != 0) return false;
  return S_ISFIFO(status.st_mode) || S_ISREG(status.st_mode) || S_ISSOCK(status.st_mode);
}

bool is_directory(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool path_exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

PlainPath plain_path(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const fs::path full = (here / path).lexically_normal();
  const fs::path seen = full.lexically_relative(here);
  if (!seen.empty() && *seen.begin() != "..") return {seen, ""};
  fs::path top = full.parent_path();
  while (top.has_relative_path() && !fs::exists(top / ".git", error)) top = top.parent_path();
  return {full.lexically_relative(top), top};
}

std::string identity(const std::string& path) {
  std::error_code error;
  const std::filesystem::path found = std::filesystem::canonical(path, error);
  return error ? path : found.string();
}

}  // namespace dockerfix
