// Files of a folder that is somebody else's: never outside of it, and never more than a bound.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "files.h"

namespace dockerfix {
namespace {

namespace fs = std::filesystem;

// What `path` below `folder` leads to; empty: nothing, or a link leads elsewhere.
std::optional<fs::path> place_below(const std::string& folder, const std::string& path) {
  const fs::path named = fs::path(folder.empty() ? "." : folder) / fs::path(path).relative_path();
  struct stat status {};
  // Most of what is asked for is not there, which one call tells.
  if (::stat(named.c_str(), &status) != 0) return std::nullopt;
  std::error_code error;
  const fs::path root = fs::canonical(folder.empty() ? "." : folder, error);
  if (error) return std::nullopt;
  const fs::path file = fs::canonical(named, error);
  if (error) return std::nullopt;
  const auto [end, rest] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return end == root.end() ? std::optional(file) : std::nullopt;
}

// `name` in the folder that is open as `in`.
std::optional<FileEntry> entry_at(int in, const char* name, std::string path) {
  struct stat status {};
  if (::fstatat(in, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return std::nullopt;
  return FileEntry{std::move(path), S_ISDIR(status.st_mode), status.st_mode & 0777U};
}

// What lies right in the folders of one level; empty: more than `most`.
std::optional<std::vector<FileEntry>> next_level(
    const fs::path& top, const std::string& path, const std::vector<FileEntry>& level,
    std::size_t most, const std::function<bool(const FileEntry&)>& skip) {
  std::vector<FileEntry> out;
  std::size_t seen = 0;
  for (const FileEntry& above : level) {
    if (!above.folder) continue;
    const fs::path place = top / fs::path(above.path).lexically_relative(path);
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(place.c_str()), ::closedir);
    while (const dirent* found = folder ? ::readdir(folder.get()) : nullptr) {
      const std::string name = found->d_name;
      if (name == "." || name == "..") continue;
      if (++seen > most) return std::nullopt;
      std::optional<FileEntry> entry = entry_at(::dirfd(folder.get()), found->d_name,
                                                above.path == "." ? name : above.path + "/" + name);
      if (entry && !skip(*entry)) out.push_back(std::move(*entry));
    }
  }
  std::sort(out.begin(), out.end(),
            [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
  return out;
}

}  // namespace

std::vector<FileEntry> list_below(const std::string& folder, const std::string& path,
                                  const std::function<bool(const FileEntry&)>& skip) {
  constexpr std::size_t most = 2000;
  constexpr int deepest = 16;
  std::vector<FileEntry> out;
  std::string clean = fs::path(path).relative_path().lexically_normal();
  if (clean.ends_with('/')) clean.pop_back();
  const std::optional<fs::path> top = place_below(folder, clean);
  if (!top) return out;
  if (std::optional<FileEntry> entry =
          entry_at(AT_FDCWD, top->c_str(), clean.empty() ? "." : clean))
    out.push_back(std::move(*entry));
  std::vector<FileEntry> level = out;
  for (int depth = 0; depth < deepest && !level.empty(); ++depth) {
    std::optional<std::vector<FileEntry>> next =
        next_level(*top, out.front().path, level, most - std::min(most, out.size()), skip);
    if (!next) break;
    level = std::move(*next);
    out.insert(out.end(), level.begin(), level.end());
  }
  return out;
}

std::optional<std::string> read_below(const std::string& folder, const std::string& path) {
  constexpr std::uintmax_t largest_text = 256 * 1024;
  std::error_code error;
  const std::optional<fs::path> file = place_below(folder, path);
  if (!file || !fs::is_regular_file(*file, error) || fs::file_size(*file, error) > largest_text)
    return std::nullopt;
  try {
    std::string text = read_file(file->string()).text;
    if (text.find('\0') != std::string::npos) return std::nullopt;
    return text;
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

}  // namespace dockerfix
