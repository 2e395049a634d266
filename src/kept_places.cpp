#include "kept_places.h"

#include <array>
#include <vector>

#include "ownership.h"
#include "text.h"

namespace dockerfix {

namespace {

// Of the build.
constexpr std::array<std::string_view, 23> tools = {
    "PIP",    "UV",      "POETRY",   "NPM",    "YARN", "PNPM",  "CARGO",   "RUSTUP",
    "GRADLE", "MAVEN",   "M2",       "CCACHE", "GEM",  "CONDA", "MAMBA",   "NVM",
    "PYENV",  "SCCACHE", "COMPOSER", "BUNDLE", "APT",  "BUN",   "COREPACK"};

// To the program, which only reads it.
constexpr std::array<std::string_view, 12> brought = {
    "PASSWORD", "SECRET", "SECRETS", "KEY",  "TOKEN", "CERT",
    "CA",       "USER",   "NAME",    "HOST", "PORT",  "CREDENTIALS"};

}  // namespace

std::string upper_name(std::string_view name) {
  std::string out;
  bool small = false;  // the character before is a small letter or a digit
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool lower = c >= 'a' && c <= 'z';
    if (upper && small) out.push_back('_');
    small = lower || (c >= '0' && c <= '9');
    if (lower)
      out.push_back(static_cast<char>(c - 'a' + 'A'));
    else
      out.push_back(c == '-' || c == '.' ? '_' : c);
  }
  return out;
}

Kept kept_by(std::string_view name) {
  static constexpr std::array<std::string_view, 29> kept = {
      "DATA",      "DATADIR", "LOGS",     "LOGDIR",  "UPLOAD",   "UPLOADS",    "STORAGE", "STATE",
      "CACHE",     "BACKUP",  "BACKUPS",  "MEDIA",   "OUTPUT",   "OUTPUTS",    "TMP",     "TEMP",
      "DOWNLOADS", "EXPORTS", "SESSIONS", "REPORTS", "RESULTS",  "RECORDINGS", "SPOOL",   "INBOX",
      "ARTIFACTS", "OUTBOX",  "SCRATCH",  "DUMPS",   "SNAPSHOTS"};
  // Only where the name says that it is of a place: WORK_DIR, and not WORK.
  static constexpr std::array<std::string_view, 14> kept_places = {
      "WORK",    "WORKSPACE", "DOWNLOAD", "EXPORT", "REPORT",      "RESULT", "RECORDING",
      "ARCHIVE", "OUT",       "DUMP",     "QUEUE",  "ATTACHMENTS", "STORE",  "INDEX"};
  static constexpr std::array<std::string_view, 10> one_file = {
      "LOG", "LOGFILE", "DB", "DATABASE", "SQLITE", "SQLITE3", "PID", "PIDFILE", "SOCKET", "SOCK"};
  static constexpr std::array<std::string_view, 6> folders = {"DIR",     "DIRECTORY", "FOLDER",
                                                              "FOLDERS", "ROOT",      "HOME"};
  // Known by their whole names: the tools' own documents.
  static constexpr std::array<std::string_view, 5> whole = {"DENO_DIR", "HF_HOME", "TORCH_HOME",
                                                            "MPLCONFIGDIR", "XDG_CONFIG_HOME"};
  if (is_one_of(name, whole)) return Kept::folder;
  const std::string upper = upper_name(name);
  const std::vector<std::string_view> parts = name_words(upper, "_");
  if (parts.empty() || is_one_of(parts.front(), tools) || has_one_of(parts, brought))
    return Kept::nothing;
  const bool keeps =
      has_one_of(parts, kept) || (has_one_of(parts, kept_places) && names_a_place(name));
  const bool file = has_one_of(parts, one_file);
  if (!keeps && !file) return Kept::nothing;
  const std::string_view word = parts.back();
  if (is_one_of(word, folders)) return Kept::folder;
  const bool names_file = word == "FILE" || word == "URL" || word == "URI" || word == "DSN";
  return file || names_file ? Kept::file : Kept::folder;
}

bool names_a_place(std::string_view name) {
  static constexpr std::array<std::string_view, 15> places = {
      "DIR",      "DIRECTORY", "FOLDER", "FOLDERS",     "ROOT",    "HOME",   "PATH",   "FILE",
      "FILENAME", "LOCATION",  "DEST",   "DESTINATION", "DATADIR", "LOGDIR", "LOGFILE"};
  const std::string upper = upper_name(name);
  const std::vector<std::string_view> parts = name_words(upper, "_");
  return !parts.empty() && is_one_of(parts.back(), places);
}

bool is_web_name(std::string_view name) {
  static constexpr std::array<std::string_view, 8> words = {"URL",  "URI",    "ROUTE",    "ROUTES",
                                                            "LINK", "PREFIX", "ENDPOINT", "HREF"};
  const std::string upper = upper_name(name);
  return has_one_of(name_words(upper, "_"), words);
}

bool is_general(std::string_view name) {
  static constexpr std::array<std::string_view, 9> words = {
      "dir", "directory", "folder", "path", "root", "location", "file", "filename", "base"};
  return is_one_of(to_lower(name), words);
}

bool is_database(std::string_view path) {
  return path.ends_with(".db") || path.ends_with(".sqlite") || path.ends_with(".sqlite3");
}

bool may_keep(std::string_view name) {
  static constexpr std::array<std::string_view, 37> read = {
      "APP",    "BASE",    "CERTS",   "SSL",     "TLS",  "JAVA",   "JDK",      "GO",
      "NODE",   "PYTHON",  "RUBY",    "PHP",     "PERL", "LIB",    "LIBRARY",  "LD",
      "SRC",    "SOURCE",  "BUILD",   "BIN",     "SBIN", "STATIC", "TEMPLATE", "TEMPLATES",
      "PLUGIN", "PLUGINS", "SCRIPT",  "SCRIPTS", "TEST", "TESTS",  "WEB",      "WWW",
      "HTML",   "SDK",     "INSTALL", "PROJECT", "CODE"};
  static constexpr std::array<std::string_view, 5> more = {"MODEL", "MODELS", "PATH", "ROOT",
                                                           "DOCS"};
  const std::string upper = upper_name(name);
  const std::vector<std::string_view> parts = name_words(upper, "_");
  if (parts.size() < 2 || !names_a_place(name) || is_one_of(parts.front(), more)) return false;
  return !has_one_of(parts, read) && !has_one_of(parts, brought) &&
         !is_one_of(parts.front(), tools);
}

std::string path_in_value(std::string value) {
  const std::size_t colon = value.find(':');
  const std::string scheme = value.substr(0, std::min(colon, value.size()));
  if (scheme.starts_with("sqlite") || scheme == "file") {
    value.erase(0, colon + 1);
    if (value.starts_with("///")) value.erase(0, scheme == "file" ? 2 : 3);
    value.resize(std::min(value.find('?'), value.size()));
  }
  const bool plain = value.starts_with('/') && value.find_first_of(":; ,") == std::string::npos;
  return plain ? join_path("/", value) : std::string();
}

}  // namespace dockerfix
