// The places anywhere in the image that a line of a source or of settings says something is kept
// at, by the name that it gives them or by what it does there.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "kept_acts.h"
#include "kept_places.h"
#include "named_places.h"
#include "ownership.h"
#include "text.h"

namespace dockerfix {
namespace {

bool is_name_char(char c) {
  return is_path_char(c) && c != '.' && c != '/' && c != '-';
}

// "sqlite:////data/app.db", "jdbc:h2:file:/data/app", "Data Source=/data/app.db"
bool is_of_database(std::string_view before) {
  static constexpr std::array<std::string_view, 5> schemes = {
      "sqlite:", "h2:file:", "data source=", "datasource=", "libsql:"};
  return has_any(to_lower(before), schemes);
}

struct Text {
  std::string_view all;
  bool settings = false;  // and no source
  // The names on the lines that write, and what the first of these lines does; empty: nobody has
  // asked yet.
  std::optional<std::map<std::string_view, Kept>> acts;
};

const std::map<std::string_view, Kept>& acts_of(Text& text) {
  if (text.acts) return *text.acts;
  text.acts.emplace();
  each_line(text.all, [&](std::string_view line) {
    const bool read = line.size() <= longest_line && !is_comment_line(line);
    const Kept act = read ? kept_by_act(line) : Kept::nothing;
    if (act == Kept::nothing) return;
    // Of "self.folder.mkdir" also "self.folder".
    for (std::size_t at = 0; at < line.size();) {
      std::size_t end = at;
      for (; end < line.size() && (is_name_char(line[end]) || line[end] == '.'); ++end)
        if (line[end] == '.') text.acts->try_emplace(line.substr(at, end - at), act);
      if (end > at) text.acts->try_emplace(line.substr(at, end - at), act);
      at = end + 1;
    }
  });
  return *text.acts;
}

// Whether the line opens a call or a list that the next one goes on with.
bool goes_on(std::string_view line) {
  return line.ends_with('=') || line.ends_with('\\') ||
         std::count(line.begin(), line.end(), '(') > std::count(line.begin(), line.end(), ')');
}

// Where the statement begins that the line at `begin` is a part of, as far as a few lines show.
std::size_t statement_of(std::string_view text, std::size_t begin) {
  constexpr int most = 4;
  std::size_t sure = begin;
  for (int i = 0; i < most && begin > 1; ++i) {
    const std::size_t above = text.rfind('\n', begin - 2) + 1;  // npos + 1 is the beginning
    std::string_view line = text.substr(above, begin - 1 - above);
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    begin = above;
    if (goes_on(line)) sure = above;
    if (!goes_on(line) && !line.ends_with(',')) break;
  }
  return sure;
}

// The names in the code, the nearest to its end first, as far back as another path.
std::vector<std::string_view> names_before(std::string_view code) {
  constexpr std::size_t most = 8;
  std::vector<std::string_view> out;
  std::size_t end = code.size();
  while (out.size() < most) {
    while (end > 0 && !is_name_char(code[end - 1]) && code[end - 1] != '/') --end;
    std::size_t begin = end;
    while (begin > 0 &&
           (is_name_char(code[begin - 1]) || code[begin - 1] == '-' || code[begin - 1] == '.'))
      --begin;
    if (begin == end || (begin > 0 && code[begin - 1] == '/')) break;
    out.push_back(code.substr(begin, end - begin));
    end = begin;
  }
  return out;
}

// `storage:` or `"storage": {` above the deeper line of settings at `begin`; empty: neither.
std::string_view parent_key(std::string_view text, std::size_t begin) {
  constexpr int most = 12;
  const auto depth = [&](std::size_t at) { return text.find_first_not_of(" \t", at) - at; };
  const std::size_t own = depth(begin);
  for (int i = 0; i < most && begin > 1; ++i) {
    begin = text.rfind('\n', begin - 2) + 1;
    if (depth(begin) >= own) continue;
    const std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
    const std::vector<std::string_view> names = names_before(line);
    const bool opens = line.find_first_of("{:[") != std::string_view::npos;
    return opens && !names.empty() ? names.front() : std::string_view();
  }
  return {};
}

// `add_argument("--uploads", default=`, `os.environ.get("UPLOADS",`: people set what it names.
bool is_option(std::string_view code) {
  static constexpr std::array<std::string_view, 10> words = {
      "add_argument", "option(", "flag.",  "env(",    "env.",
      "ENV",          "getenv",  "Getenv", "environ", "env::var"};
  return has_any(code, words);
}

// What the names before the path say of it. `relative`: it may be no path at all: "image/png".
Kept kept_by_names(const Text& text, std::size_t begin, std::string_view before, bool relative) {
  const std::vector<std::string_view> names = names_before(before);
  const bool told = !relative && (text.settings || is_option(before));
  for (const std::string_view name : names) {
    if (is_web_name(name)) return Kept::nothing;
    const Kept kept = kept_by(name);
    if (kept != Kept::nothing && (told || names_a_place(name))) return kept;
  }
  if (names.empty() || !text.settings || !is_general(names.front())) return Kept::nothing;
  const std::string_view parent = parent_key(text.all, begin);
  if (parent.empty() || is_web_name(parent)) return Kept::nothing;
  return kept_by(std::string(parent) + "_" + std::string(names.front()));
}

// `UPLOADS = "/srv/up"`, `var uploads string = "/srv/up"`, `UP = Path("/srv/up")`, and a line that
// writes speaks of it.
Kept kept_by_later_act(Text& text, std::string_view before) {
  static constexpr std::array<std::string_view, 4> makers = {"Path", "path", "File", "Dir"};
  static constexpr std::array<std::string_view, 4> errors = {"err", "error", "ok", "_"};
  static constexpr std::array<std::string_view, 7> types = {"string",  "String", "str", "Path",
                                                            "PathBuf", "File",   "auto"};
  const std::size_t equals = before.rfind('=');
  if (equals == std::string_view::npos) return Kept::nothing;
  const std::string_view value = before.substr(equals);
  if (value.find('(') != std::string_view::npos && !has_any(value, makers)) return Kept::nothing;
  const std::vector<std::string_view> names = names_before(before.substr(0, equals));
  const bool typed = names.size() > 1 && is_one_of(names[0], types);  // `name: str`, `name string`
  if (names.empty() || is_one_of(names[typed], errors)) return Kept::nothing;
  const auto act = acts_of(text).find(names[typed]);
  return act == acts_of(text).end() ? Kept::nothing : act->second;
}

// `begin` is the line of the path, which stands at `at`.
Kept kept_at(Text& text, std::size_t begin, std::size_t at) {
  const bool relative = text.all[at] != '/';
  const std::size_t start = text.settings ? begin : statement_of(text.all, begin);
  const std::string_view before = text.all.substr(start, at - start);
  constexpr std::size_t near = 16;
  if (is_of_database(before.substr(before.size() - std::min(near, before.size()))))
    return Kept::file;
  const Kept named = kept_by_names(text, begin, before, relative);
  if (named != Kept::nothing || text.settings) return named;
  const std::string_view whole = text.all.substr(start, text.all.find('\n', at) - start);
  const Kept done = kept_by_act(whole);
  return done != Kept::nothing ? done : kept_by_later_act(text, before);
}

// `BASE + "/db"`, `__DIR__ . '/db'`, `path.join(__dirname, '/db')`: none from the root.
bool is_appended(std::string_view before) {
  const std::size_t last = before.find_last_not_of(" \t");
  if (last == std::string_view::npos) return false;
  const char c = before[last];
  const bool joined = before.find("join(") != std::string_view::npos ||
                      before.find("Join(") != std::string_view::npos;
  return c == '+' || c == '.' || c == '%' || (c == ',' && joined);
}

// Whether a path may begin at `at`: in a string of a source, and as a word of settings. Of three
// slashes after "sqlite:" nobody knows whether the WORKDIR goes before.
bool opens(const Text& text, std::size_t begin, std::size_t at) {
  if (at == begin) return false;
  const char before = text.all[at - 1];
  const std::string_view line = text.all.substr(begin, at - begin);
  if (is_quote(before)) return text.settings || !is_appended(line.substr(0, line.size() - 1));
  const std::size_t slashes = text.all.find_first_not_of('/', at) - at;
  if (before == ':' || before == '=')
    if (is_of_database(line)) return slashes == 1 || slashes == 4;
  return text.settings && std::string_view("= \t:").find(before) != std::string_view::npos;
}

bool has_ending(std::string_view path) {
  return base_name(path).find('.', 1) != std::string_view::npos;
}

void add_kept(Text& text, std::size_t begin, std::size_t at, std::string_view found,
              const std::string& cwd, std::vector<NamedPlace>& out) {
  const std::string path = join_path(cwd, found);
  const bool elsewhere = path != "/" && (found[0] != '/' || !is_below_state(path));
  const Kept kept = elsewhere ? kept_at(text, begin, at) : Kept::nothing;
  if (kept == Kept::nothing) return;
  const bool folder = found.ends_with('/') || (kept == Kept::folder && !has_ending(path));
  // Who writes "/notes" wants a file there, or a folder; deeper the folder that it is in will do.
  if (!folder && !has_ending(path) && parent_path(path) == "/") return;
  out.push_back({path, folder});
}

std::string_view path_at(const Text& text, std::size_t at) {
  std::size_t end = at;
  while (end < text.all.size() && is_path_char(text.all[end])) ++end;
  const std::string_view found = text.all.substr(at, end - at);
  // "/srv/notes/{day}.log": what is known of it is the folder.
  const bool open_end = end < text.all.size() &&
                        std::string_view("{$%*<").find(text.all[end]) != std::string_view::npos;
  return open_end ? found.substr(0, found.rfind('/') + 1) : found;
}

// Whether a string behind this is a whole path, as far as anybody can tell: the default of an
// option or of a name, or the argument of what writes. Of `join(dir, "app.db")` the folder is not
// known.
bool takes_whole(std::string_view before) {
  before = before.substr(0, before.find_last_not_of(" \t") + 1);
  if (before.empty()) return false;
  const char last = before.back();
  const bool made_up = to_lower(before).find("join") != std::string::npos ||
                       before.find("format") != std::string_view::npos;
  if (last == ',') return is_option(before) && !made_up;
  if (last == '(') {
    static constexpr std::array<std::string_view, 2> openers = {"open(", "Open("};
    const std::size_t start = before.find_last_of("=,;({", before.size() - 2) + 1;
    const std::string_view call = before.substr(start);
    return writes(call) || has_any(call, openers);
  }
  const bool compares = before.ends_with("==") || before.ends_with("!=");
  return std::string_view("=:|?").find(last) != std::string_view::npos && !compares && !made_up;
}

// "./data", "app.db" in quotes; an empty one: no path that the WORKDIR goes before.
std::string_view relative_at(const Text& text, std::size_t begin, std::size_t at) {
  const std::string_view found = path_at(text, at);
  if (found.find('/') == std::string_view::npos && !has_ending(found)) return {};
  const std::string_view before = text.all.substr(begin, at - begin);
  const char last = before.empty() ? ' ' : before.back();
  if (is_quote(last))
    return takes_whole(before.substr(0, before.size() - 1)) ? found : std::string_view();
  const bool bare = text.settings && found.starts_with("./") &&
                    std::string_view("= \t:").find(last) != std::string_view::npos;
  return bare ? found : std::string_view();
}

struct Candidate {  // a path, by how it is written
  std::size_t at = 0;
  std::string_view path;
};

// The path that begins at `at`; empty: none does.
std::string_view candidate_at(const Text& text, std::size_t begin, std::size_t at, bool relative) {
  if (text.all[at] == '/') return opens(text, begin, at) ? path_at(text, at) : std::string_view();
  const bool quoted = at > begin && is_quote(text.all[at - 1]);
  return relative && (quoted || text.settings) ? relative_at(text, begin, at) : std::string_view();
}

std::vector<Candidate> paths_of(const Text& text, std::size_t begin, std::size_t end,
                                bool relative) {
  std::vector<Candidate> out;
  for (std::size_t at = begin; at < end; ++at) {
    if (!is_path_char(text.all[at])) continue;
    const std::string_view path = candidate_at(text, begin, at, relative);
    if (!path.empty()) out.push_back({at, path});
    while (at < end && is_path_char(text.all[at])) ++at;
  }
  return out;
}

}  // namespace

std::vector<NamedPlace> places_kept(std::string_view text, bool settings, const std::string& cwd) {
  Text all{text, settings, {}};
  std::vector<NamedPlace> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const bool none =
        line.size() > longest_line || (cwd.empty() && line.find('/') == std::string_view::npos);
    const std::vector<Candidate> paths =
        none ? std::vector<Candidate>() : paths_of(all, begin, end, !cwd.empty());
    // `url = "jdbc:sqlite:/srv/app.db"`; settings may stand in one line, and their keys tell.
    const bool speaks = !paths.empty() && !is_comment_line(line) &&
                        (settings || !is_of_the_web(line) || is_of_database(line));
    for (const Candidate& each : paths)
      if (speaks) add_kept(all, begin, each.at, each.path, each.path[0] == '/' ? "/" : cwd, out);
    begin = end + 1;
  }
  return out;
}

}  // namespace dockerfix
