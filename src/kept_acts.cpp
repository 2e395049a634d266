#include "kept_acts.h"

#include <array>

#include "text.h"

namespace dockerfix {
namespace {

// What makes a folder, in the languages that programs are written in.
bool makes_folder(std::string_view code) {
  static constexpr std::array<std::string_view, 8> calls = {
      "mkdir",     "makedirs",   "make_path",      "ensureDir",
      "MkdirAll(", "create_dir", "createDirector", "CreateDirectory("};
  return has_any(code, calls);
}

// `open(path, "wb")`, fopen's "a+"
bool has_write_mode(std::string_view code) {
  for (std::size_t at = code.find_first_of("\"'"); at != std::string_view::npos;
       at = code.find_first_of("\"'", at + 1)) {
    const std::size_t end = code.find(code[at], at + 1);
    const std::string_view mode = code.substr(at + 1, end - at - 1);
    if (end != std::string_view::npos && !mode.empty() && mode.size() <= 3 &&
        std::string_view("wax").find(mode[0]) != std::string_view::npos &&
        mode.find_first_not_of("bt+", 1) == std::string_view::npos)
      return true;
  }
  return false;
}

// Likewise what makes or fills a file.
bool fills_file(std::string_view code) {
  static constexpr std::array<std::string_view, 38> calls = {
      "outputFile",        "outputJson",        "writeFile",     "appendFile",   "WriteStream",
      "write_text(",       "write_bytes(",      "FileHandler(",  "shutil.copy",  "shutil.move",
      "sqlite3.conn",      "sqlite3.Database(", "new Database(", "SQLite3",      "shelve.open(",
      "TinyDB(",           "to_csv(",           "savefig(",      "torch.save(",  "File.write(",
      "PStore.new",        "file_put_contents", "move_uploaded", "os.Create(",   "WriteFile(",
      "os.OpenFile(",      "bolt.Open(",        "badger.",       "sqlite.Open(", "File::create",
      "fs::write",         "Connection::open",  "sled::open",    "Files.write",  "FileWriter(",
      "FileOutputStream(", "ofstream",          "StreamWriter("};
  static constexpr std::array<std::string_view, 5> openers = {"open(", "Open(", "open ",
                                                              "File.open", "File.new"};
  static constexpr std::array<std::string_view, 3> modes = {"'>", "\">", "O_CREAT"};
  return has_any(code, calls) ||
         (has_any(code, openers) && (has_any(code, modes) || has_write_mode(code)));
}

}  // namespace

Kept kept_by_act(std::string_view code) {
  if (makes_folder(code)) return Kept::folder;
  return fills_file(code) ? Kept::file : Kept::nothing;
}

bool writes(std::string_view code) {
  return kept_by_act(code) != Kept::nothing;
}

}  // namespace dockerfix
