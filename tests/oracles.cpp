#include "oracles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "images.h"
#include "instruction.h"

using namespace dockerfix;

namespace {

using Strings = std::vector<std::string>;

std::string unquoted(std::string text) {
  const auto is_quote = [](char c) { return c == '"' || c == '\''; };
  text.erase(std::remove_if(text.begin(), text.end(), is_quote), text.end());
  return text;
}

// Words as a shell has them; where a quote is left open, quotes mean nothing.
Strings split(const std::string& text) {
  const bool balanced = std::count(text.begin(), text.end(), '\'') % 2 == 0 &&
                        std::count(text.begin(), text.end(), '"') % 2 == 0;
  Strings out;
  std::string word;
  char quote = '\0';
  for (const char c : (balanced ? text : unquoted(text)) + " ") {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (quote != '\0' || !blank) {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::exchange(word, {}));
    }
  }
  return out;
}

// The text of a RUN for its shell, or of any other instruction for BuildKit.
std::string text_of(const Document& doc, const Item& item) {
  const Instruction instruction = read(doc, item);
  if (instruction.exec && instruction.keyword == Keyword::run) return instruction.exec->back();
  std::string out = instruction.rest.text;
  for (const Heredoc& heredoc : instruction.heredocs) out += "\n" + heredoc.body;
  return out;
}

struct Line {
  Keyword keyword;
  std::string text;
  std::size_t stage;
  bool added;
  std::string own = {};  // of a RUN that a fix goes on with: what its author wrote
};

// What a file says, and which stage is FROM which.
struct Reading {
  std::vector<Line> lines;
  std::vector<std::size_t> parents = {0};  // of stages counted from 1; 0: none
  Strings names = {""};
  std::set<std::size_t> unknown;  // FROM a variable: it may be any stage
};

// The text of the RUN that this one goes on with: "tar x app.tar && chown -R app /app"; empty:
// none.
std::string grown_from(const std::multiset<std::string>& old, const std::string& text) {
  std::string best;
  for (const std::string& one : old) {
    const std::size_t more = text.find_first_not_of(" \t\n", one.size());
    const bool goes_on =
        text.starts_with(one) && text.compare(std::min(more, text.size()), 2, "&&") == 0;
    if (goes_on && one.size() > best.size()) best = one;
  }
  return best;
}

Reading reading(const Document& before, const Document& after) {
  std::multiset<std::string> old;
  for (const Item& item : before.items) old.insert(text_of(before, item));
  Reading out;
  for (const Item& item : after.items) {
    if (item.keyword == Keyword::none) continue;
    const std::string text = text_of(after, item);
    if (item.keyword == Keyword::from) {
      const From from = read_from(read(after, item), after.escape);
      const auto parent = std::find(out.names.begin() + 1, out.names.end(), from.base);
      out.parents.push_back(
          parent == out.names.end() ? 0 : static_cast<std::size_t>(parent - out.names.begin()));
      out.names.push_back(from.alias);
      if (from.base.starts_with('$')) out.unknown.insert(out.names.size() - 1);
    }
    const auto found = old.find(text);
    const bool added = found == old.end();
    const bool run = item.keyword == Keyword::run;
    out.lines.push_back({item.keyword, text, out.names.size() - 1, added,
                         added && run ? grown_from(old, text) : std::string()});
    if (found != old.end()) old.erase(found);
  }
  return out;
}

bool is_in_chain(const Reading& file, std::size_t above, std::size_t stage) {
  while (stage > above) stage = file.parents[stage];
  return stage == above;
}

// Without "." and "..", and without a slash at the end.
std::string absolute(const std::string& base, const std::string& path) {
  std::istringstream in(path.starts_with('/') ? path : base + "/" + path);
  Strings parts;
  for (std::string part; std::getline(in, part, '/');) {
    if (part == ".." && !parts.empty()) parts.pop_back();
    if (!part.empty() && part != "." && part != "..") parts.push_back(part);
  }
  return fmt::format("/{}", fmt::join(parts, "/"));
}

bool is_below(const std::string& path, const std::string& folder) {
  return folder == "/" || path == folder || path.starts_with(folder + "/");
}

// Where base images and packages have directories of their own, for the programs that they bring.
bool comes_with_an_image(const std::string& path) {
  static const Strings known = {"/etc/nginx",         "/home/node",        "/home/jovyan",
                                "/usr/local/apache2", "/usr/local/bundle", "/usr/local/tomcat",
                                "/usr/share/nginx",   "/var/cache/nginx",  "/var/lib/nginx",
                                "/var/log/nginx",     "/var/www",          "/var/log/apache2",
                                "/var/run/apache2"};
  return std::any_of(known.begin(), known.end(),
                     [&](const std::string& folder) { return is_below(path, folder); });
}

// Something that may make a path, or remove it.
struct Event {
  enum class Kind { folder, tree, command };  // a tree: all below it may be there as well
  Kind kind;
  std::string text;     // a path, or a command without its quotes
  std::string workdir;  // of a command
};

// What has been done above a line, as far as words tell.
struct Made {
  std::string workdir = "/";
  std::vector<Event> events;
  std::map<std::string, std::string> variables;

  void folder(const std::string& path) { events.push_back({Event::Kind::folder, path, ""}); }
  void tree(const std::string& path) { events.push_back({Event::Kind::tree, path, ""}); }
};

// The simple commands of a text, roughly: quotes and brackets are not looked at.
Strings commands_of(const std::string& text) {
  const bool balanced = std::count(text.begin(), text.end(), '\'') % 2 == 0 &&
                        std::count(text.begin(), text.end(), '"') % 2 == 0;
  Strings out = {""};
  char quote = '\0';
  for (const char c : text) {
    const bool is_quote = balanced && (c == '"' || c == '\'') && (quote == '\0' || quote == c);
    if (is_quote) quote = quote == '\0' ? c : '\0';
    const bool ends = quote == '\0' && (c == '&' || c == '|' || c == ';' || c == '\n');
    if (ends && !out.back().empty()) out.emplace_back();
    if (!ends) out.back().push_back(c);
  }
  return out;
}

// With the variables that have one plain value; what has none stays as it is written.
std::string expanded(std::string text, const Made& made) {
  for (const auto& [name, value] : made.variables) {
    for (const std::string& form : {"${" + name + "}", "$" + name}) {
      for (std::size_t at = text.find(form); at != std::string::npos;
           at = text.find(form, at + value.size())) {
        text.replace(at, form.size(), value);
      }
    }
  }
  return text;
}

bool removes(const Strings& words, const std::string& workdir, const std::string& path) {
  const auto has = [&](const char* word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  const bool all = has("-delete") && !has("-type");
  if (words.empty() || !(words.front() == "rm" || (words.front() == "find" && all))) return false;
  return std::any_of(words.begin() + 1, words.end(), [&](const std::string& word) {
    if (word.starts_with('-') || word.starts_with('$')) return false;
    const std::string place = absolute(workdir, word);
    const std::size_t glob = place.find_first_of("*?[");
    return glob == std::string::npos ? is_below(path, place)
                                     : path.starts_with(place.substr(0, glob));
  });
}

// Made by something above, if only a command that has its last name, and not removed since.
bool is_made(const std::string& path, const Made& made) {
  if (path.find('$') != std::string::npos || path == "/" || path == "/run" ||
      comes_with_an_image(path))
    return true;
  const std::string name = path.substr(path.rfind('/') + 1);
  bool there = false;
  for (const Event& event : made.events) {
    const bool command = event.kind == Event::Kind::command;
    if (command && removes(split(event.text), event.workdir, path))
      there = false;
    else if (command)
      there = there || event.text.find(name) != std::string::npos;
    else
      there = there || is_below(event.text, path) ||
              (event.kind == Event::Kind::tree && is_below(path, event.text));
  }
  return there;
}

// The words of a JSON array.
std::string without_array(std::string text) {
  if (!text.starts_with('[')) return text;
  for (char& c : text) c = c == '[' || c == ']' || c == ',' ? ' ' : c;
  return text;
}

void read_copy(const std::string& text, Made& made) {
  std::string to;
  for (const std::string& word : split(without_array(text))) {
    if (!word.starts_with("<<")) to = word;
  }
  made.tree(absolute(made.workdir, expanded(to, made)));
}

// Of an added RUN: each command's paths are made when their turn comes.
void read_added_run(const std::string& text, Made& made, Strings& odd) {
  for (const std::string& line : commands_of(text)) {
    Strings words = split(expanded(line, made));
    if (words.empty()) continue;
    const std::string name = words.front();
    const auto home = std::find_if(words.begin(), words.end(), [](const std::string& word) {
      return word == "--home-dir" || word == "-h";
    });
    if (name == "useradd" || name == "adduser")
      made.tree(home == words.end() ? "/home/" + words.back() : *(home + 1));
    const bool chown = name == "chown";
    if (name != "mkdir" && name != "touch" && !chown) continue;
    words.erase(words.begin());
    while (!words.empty() && words.front().starts_with('-')) words.erase(words.begin());
    if (chown && !words.empty()) words.erase(words.begin());
    for (const std::string& path : words) {
      const std::string folder = path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
      if (chown && !is_made(path, made)) odd.push_back("nothing made what is chowned: " + path);
      // A program that keeps a lock there as root has /var/lock, too.
      static const Strings roots = {"/run", "/var/run",  "/var/log",
                                    "/etc", "/run/lock", "/var/lock"};
      const bool plain = std::find(roots.begin(), roots.end(), folder) != roots.end();
      if (name == "touch" && !plain && !is_made(folder, made))
        odd.push_back("nothing made the folder of what is touched: " + path);
      if (!chown) made.folder(path);
    }
  }
}

void read_setting(const std::string& text, Made& made) {
  const Strings all = split(text);
  const bool old_form = all.size() > 1 && all.front().find('=') == std::string::npos;
  for (const std::string& word : old_form ? Strings{all[0] + "=" + all[1]} : all) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) continue;
    const std::string value = expanded(word.substr(equals + 1), made);
    if (value.size() < 1000) made.variables[word.substr(0, equals)] = value;
  }
}

void read_line(const Line& line, Made& made, Strings& odd) {
  switch (line.keyword) {
    case Keyword::workdir:
      made.workdir = absolute(made.workdir, expanded(unquoted(line.text), made));
      made.folder(made.workdir);
      break;
    case Keyword::from: {  // the WORKDIR that the image brings
      const Strings said = split(line.text);
      const std::optional<ImageRef> image = parse_image(said.empty() ? "" : said.front());
      const BaseImage* row = image ? find_image(*image) : nullptr;
      if (row && row->workdir.starts_with('/')) made.folder(std::string(row->workdir));
      break;
    }
    case Keyword::copy:
    case Keyword::add:
      read_copy(line.text, made);
      break;
    case Keyword::volume:
      for (const std::string& word : split(without_array(expanded(line.text, made))))
        made.folder(absolute(made.workdir, word));
      break;
    case Keyword::env:
    case Keyword::arg:
      read_setting(line.text, made);
      break;
    case Keyword::run:
      for (const std::string& command :
           commands_of(expanded(line.added ? line.own : line.text, made)))
        made.events.push_back({Event::Kind::command, unquoted(command), made.workdir});
      if (line.added) read_added_run(line.text.substr(line.own.size()), made, odd);
      break;
    default:
      break;
  }
}

// (a) and (d): what is chowned is there, and what is touched has a folder.
void check_paths(const Reading& file, Strings& odd) {
  for (std::size_t stage = 1; stage < file.parents.size(); ++stage) {
    const bool unknown =
        std::any_of(file.unknown.begin(), file.unknown.end(),
                    [&](std::size_t above) { return is_in_chain(file, above, stage); });
    if (unknown) continue;
    Made made;
    Strings found;
    for (const Line& line : file.lines) {
      if (line.stage != 0 && !is_in_chain(file, line.stage, stage)) continue;
      read_line(line, made, found);
    }
    for (const std::string& each : found) {
      if (std::find(odd.begin(), odd.end(), each) == odd.end()) odd.push_back(each);
    }
  }
}

// (b): what a fix makes is made once in a chain. What a file makes on a condition is left out.
void check_accounts(const Reading& file, Strings& odd) {
  static const Strings tools = {"groupadd", "addgroup", "useradd", "adduser"};
  for (std::size_t stage = 1; stage < file.parents.size(); ++stage) {
    std::map<std::string, int> times;
    std::set<std::string> ours;
    for (const Line& line : file.lines) {
      const bool counts = line.keyword == Keyword::run && is_in_chain(file, line.stage, stage) &&
                          line.text.find("||") == std::string::npos &&
                          line.text.find("if ") == std::string::npos;
      if (!counts) continue;
      for (const std::string& command : commands_of(line.text)) {
        const Strings words = split(command);
        if (words.empty() || std::find(tools.begin(), tools.end(), words[0]) == tools.end())
          continue;
        const std::string made = words.front() + " " + words.back();
        ++times[made];
        if (line.added && line.own.empty()) ours.insert(made);
      }
    }
    for (const std::string& made : ours) {
      if (times[made] > 1) odd.push_back("made twice: " + made);
    }
  }
}

// (c): one USER a fixed stage, and two a bracket.
void check_users(const Document& before, const Document& after, const Result& result,
                 Strings& odd) {
  const auto users = [](const Document& doc) {
    return std::count_if(doc.items.begin(), doc.items.end(),
                         [](const Item& item) { return item.keyword == Keyword::user; });
  };
  std::ptrdiff_t allowed = 0;
  for (const Applied& fix : result.fixes) {
    // What is made or owned where a USER holds already takes a bracket as well.
    const bool brackets = fix.transform == "move-user" || fix.transform == "own-paths" ||
                          fix.transform == "create-user";
    allowed += brackets ? 2 : fix.transform == "set-user";
  }
  if (users(after) - users(before) > allowed) odd.emplace_back("there are too many new USER lines");
}

}  // namespace

std::vector<std::string> odd_additions(const Document& before, const Document& after,
                                       const Result& result) {
  Strings odd;
  const Reading file = reading(before, after);
  check_paths(file, odd);
  check_accounts(file, odd);
  check_users(before, after, result, odd);
  return odd;
}
