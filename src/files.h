// Reads files and replaces them without ever leaving half of one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

struct Snapshot {  // a file as it was when it was read
  std::string text;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = 0;
  std::int64_t modified = 0;  // in nanoseconds, like `changed`
  std::int64_t changed = 0;
};

// A small text file below `folder`, for what a Dockerfile there copies. Empty where there is none,
// where it lies elsewhere (also by a symbolic link), is no regular file, is larger than 256 KiB, or
// holds a NUL. Never throws.
std::optional<std::string> read_below(const std::string& folder, const std::string& path);

struct FileEntry {
  std::string path;  // below the folder that was asked for
  bool folder = false;
  std::uint32_t mode = 0;  // its permissions
};

// The regular file or folder at `path` below `folder`, and what is below it: level by level and in
// order, whole levels up to a bound, but for what `skip` passes by. Links are not followed but in
// `path` itself, and not to elsewhere. Empty where nothing is there. Never throws.
std::vector<FileEntry> list_below(const std::string& folder, const std::string& path,
                                  const std::function<bool(const FileEntry&)>& skip);

// All of a file, or of standard input. Throw std::runtime_error with a message that does not name
// the file where it cannot be read, is a directory, or is too large to be a Dockerfile.
Snapshot read_file(const std::string& path);
std::string read_standard_input();

// Replaces the file, or what a symbolic link points to, by way of a temporary file in the same
// folder; the mode, the owner and extended attributes stay. Throws std::runtime_error, and leaves
// the old file, where that cannot be done, where the file or its folder is read-only (by its mode
// too, which does not bind root), and where the file is no longer what `old` says.
void replace_file(const std::string& path, const Snapshot& old, std::string_view text);

// Writes a file that is only there to be found again, and makes its folders. Whether that could be
// done; never throws.
bool keep_file(const std::string& path, std::string_view text);

// Writes all of it, or throws std::runtime_error.
void write_all(int descriptor, std::string_view text);

// Makes descriptors 0 to 2 refuse to be used where the caller closed them, so that no file we open
// takes their place.
void guard_standard_streams();

// Whether standard input is a pipe, a file or a socket: something that was meant to be read.
bool input_is_given();

bool is_directory(const std::string& path);
bool path_exists(const std::string& path);

struct PlainPath {
  std::string path;  // without "." and "..", and without a leading slash
  std::string from;  // where it is seen from; empty: the current folder
};
// The path as seen from the current folder; of one that lies elsewhere, from the top of the git
// work tree that it lies in, else from the root.
PlainPath plain_path(const std::string& path);

// The same text for two paths of the same file. The path itself where there is no such file.
std::string identity(const std::string& path);

}  // namespace dockerfix
