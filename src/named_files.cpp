// The files that sources and settings go on to.
#include <algorithm>
#include <array>

#include "named_places.h"
#include "ownership.h"
#include "text.h"

namespace dockerfix {
namespace {

// "config.yml", "/lib/db.php"; what tools of the build read is none of the program's.
bool is_file_name(std::string_view word) {
  static constexpr std::array<std::string_view, 17> endings = {
      ".yml", ".yaml", ".toml", ".ini", ".cfg", ".conf", ".json", ".properties", ".env",
      ".py",  ".js",   ".mjs",  ".cjs", ".rb",  ".php",  ".pl",   ".lua"};
  static constexpr std::array<std::string_view, 4> tools = {"package.json", "package-lock.json",
                                                            "tsconfig.json", "composer.json"};
  const bool settings = base_name(word) == ".env";
  return settings || (word.size() < 100 && !is_one_of(base_name(word), tools) &&
                      std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
                        return word.size() > ending.size() && word.ends_with(ending);
                      }));
}

// What people read, or what other programs do with the project: compose, CI.
bool is_of_others(std::string_view name) {
  static constexpr std::array<std::string_view, 6> signs = {"compose",    "docs/", ".github/",
                                                            ".gitlab-ci", "test/", "tests/"};
  return has_any(name, signs);
}

struct Found {
  std::vector<std::string> all;
  const std::string& folder;
  const std::string& cwd;

  // `__DIR__ . '/lib/db.php'` begins with a slash, and is none from the root.
  void add(std::string_view path) {
    constexpr std::size_t most = 1000;
    if (all.size() > most || is_of_others(path)) return;
    const std::string_view relative =
        path.substr(std::min(path.find_first_not_of('/'), path.size()));
    if (path.starts_with('/')) all.push_back(join_path("/", path));
    all.push_back(join_path(folder, relative));
    if (cwd != folder) all.push_back(join_path(cwd, relative));
  }
};

// Of a source only what begins a string: else it is prose.
void add_strings(std::string_view line, bool source, Found& found) {
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && is_path_char(line[end])) ++end;
    const bool opens = !source || (at > 0 && is_quote(line[at - 1]));
    if (end > at && opens && is_file_name(line.substr(at, end - at)))
      found.add(line.substr(at, end - at));
    at = end + 1;
  }
}

// `import shop.db, web`, `from .models import User`
void add_python(std::string_view line, Found& found) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  if (!line.starts_with("import") && !line.starts_with("from")) return;
  std::vector<std::string_view> words = name_words(line, " \t\r,;()");
  if (words.size() < 2 || (words[0] != "import" && words[0] != "from")) return;
  if (words[0] == "from") words.resize(2);
  for (std::size_t i = 1; i < words.size() && words[i] != "as"; ++i) {
    std::string module(words[i].substr(std::min(words[i].find_first_not_of('.'), words[i].size())));
    if (module.empty()) continue;
    std::replace(module.begin(), module.end(), '.', '/');
    found.add(module + ".py");
    found.add(module + "/__init__.py");
  }
}

// `require('./db')`, `import db from "./db"`, `require_relative 'db'`
void add_relative(std::string_view line, Found& found) {
  const bool ruby = line.find("require_relative") != std::string_view::npos;
  if (!ruby && line.find("require") == std::string_view::npos &&
      line.find("import") == std::string_view::npos && line.find("from") == std::string_view::npos)
    return;
  for (std::size_t at = line.find_first_of("\"'"); at != std::string_view::npos;) {
    const std::size_t end = line.find(line[at], at + 1);
    if (end == std::string_view::npos) return;
    const std::string name(line.substr(at + 1, end - at - 1));
    if (name.starts_with('.'))
      for (const char* const ending : {".js", ".mjs", ".cjs", "/index.js"})
        found.add(name + ending);
    if (ruby) found.add(name + ".rb");
    at = line.find_first_of("\"'", end + 1);
  }
}

template <std::size_t Size>
bool ends_with_one(std::string_view file, const std::array<std::string_view, Size>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return file.ends_with(ending); });
}

}  // namespace

bool is_compiled_source(std::string_view file) {
  static constexpr std::array<std::string_view, 14> endings = {
      ".go", ".rs", ".java", ".kt",    ".scala", ".cs", ".fs",
      ".c",  ".cc", ".cpp",  ".swift", ".cr",    ".hs", ".ts"};
  return ends_with_one(file, endings);
}

bool is_source(std::string_view file) {
  static constexpr std::array<std::string_view, 10> endings = {
      ".py", ".js", ".mjs", ".cjs", ".rb", ".php", ".pl", ".lua", ".ex", ".exs"};
  return ends_with_one(file, endings) || is_compiled_source(file);
}

std::vector<std::string> files_it_reads(std::string_view text, const std::string& file,
                                        const std::string& cwd) {
  const bool source = is_source(file);
  const std::string folder = parent_path(file);
  Found found{{}, folder, cwd};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, std::min(end, longest_line));
    if (!is_comment_line(line)) add_strings(line, source, found);
    if (file.ends_with(".py"))
      add_python(line, found);
    else
      add_relative(line, found);
    if (source && line.find("dotenv") != std::string_view::npos) found.add(".env");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::move(found.all);
}

}  // namespace dockerfix
