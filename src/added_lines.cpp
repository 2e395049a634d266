#include "added_lines.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "instruction.h"
#include "text.h"

namespace dockerfix {
namespace {

constexpr std::array<std::string_view, 4> account_tools = {"addgroup", "adduser", "groupadd",
                                                           "useradd"};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

// The package manager's part in making an account where the tools for it are not installed.
bool installs_shadow(const Command& command) {
  static constexpr std::array<std::string_view, 4> managers = {"dnf", "microdnf", "tdnf", "yum"};
  static constexpr std::array<std::string_view, 3> lines = {
      " install -y shadow", " install -y shadow-utils", " clean all"};
  std::string rest;
  for (std::size_t i = 1; i < command.words.size(); ++i) rest += " " + command.words[i].raw;
  return is_one_of(command.words.front().raw, managers) && is_one_of(rest, lines);
}

bool is_ours(const Command& command) {
  static constexpr std::array<std::string_view, 4> others = {"chmod", "chown", "mkdir", "touch"};
  if (command.words.empty() || !command.assignments.empty() || !command.redirects.empty())
    return false;
  for (const ShellWord& word : command.words) {
    for (const ShellPart& part : word.parts) {
      if (part.kind == ShellPart::Kind::unknown) return false;
    }
  }
  const std::string name = literal(command.words.front()).value_or("");
  return is_one_of(name, account_tools) || is_one_of(name, others) || installs_shadow(command);
}

// What a RUN gives to a shell; empty: it does not give it to one as a fix would.
std::optional<std::string> shell_text(const Instruction& run) {
  if (!run.flags.empty() || !run.heredocs.empty()) return std::nullopt;
  if (!run.exec) return run.rest.text;
  const std::vector<std::string>& words = *run.exec;
  if (words.size() != 3 || words[0] != "/bin/sh" || words[1] != "-c") return std::nullopt;
  return words[2];
}

// Nothing but our commands, joined by && and by nothing else.
bool is_our_run(const Instruction& run, Scripts& scripts) {
  const std::optional<std::string> text = shell_text(run);
  if (!text) return false;
  const Script& script = scripts.read(*text);
  std::size_t end = 0;
  for (const Command& command : script.commands) {
    if (command.span.begin < end || !is_ours(command)) return false;
    std::string_view between = std::string_view(*text).substr(end, command.span.begin - end);
    const std::size_t joint = between.find("&&");
    if ((joint == std::string_view::npos) != (end == 0)) return false;
    if (end != 0 && !is_blank(between.substr(joint + 2))) return false;
    if (!is_blank(between.substr(0, joint))) return false;
    end = command.span.end;
  }
  return script.understood && end > 0 && is_blank(std::string_view(*text).substr(end));
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The USER lines of each stage, as written.
std::vector<std::vector<std::string>> users_of_stages(const Document& doc) {
  std::vector<std::vector<std::string>> out(1);
  for (const Item& item : doc.items) {
    if (item.keyword == Keyword::from) out.emplace_back();
    if (item.keyword == Keyword::user) out.back().push_back(read(doc, item).rest.text);
  }
  return out;
}

// Root by name or number, or by a variable that may be root's.
bool may_be_root(std::string name) {
  name.erase(std::remove_if(name.begin(), name.end(), [](char c) { return c == '"' || c == '\''; }),
             name.end());
  if (name.find('$') != std::string::npos) return true;
  name = name.substr(0, name.find(':'));
  return name == "root" || name.find_first_not_of('0') == std::string::npos;
}

// One that stays root's may be replaced by the account that starts the container.
bool is_user_lost(const std::vector<std::string>& old, std::vector<std::string> now) {
  if (now.size() < old.size()) return true;
  std::size_t replaced = 0;
  for (const std::string& user : old) {
    const auto found = std::find(now.begin(), now.end(), user);
    if (found != now.end()) {
      now.erase(found);
    } else if (!may_be_root(user) || ++replaced > 1) {
      return true;
    }
  }
  return false;
}

// The USER lines, and those right below another. One that says root begins a bracket: it has to
// stand there where the RUN right below another USER needs root.
struct UserLines {
  std::size_t count = 0;
  std::size_t stacked = 0;
};

UserLines user_lines(const Document& doc) {
  UserLines out;
  Keyword last = Keyword::none;
  for (const Item& item : doc.items) {
    if (item.keyword == Keyword::none) continue;
    if (item.keyword == Keyword::user) {
      ++out.count;
      out.stacked += last == Keyword::user && !may_be_root(read(doc, item).rest.text);
    }
    last = item.keyword;
  }
  return out;
}

struct Stages {
  std::vector<std::size_t> of_item;  // counted from 1; 0: above the first FROM
  std::vector<std::size_t> parents;  // of each stage, 0: none
};

Stages stages_of(const Document& doc) {
  Stages out{{}, {0}};
  std::vector<std::string> names(1);
  for (const Item& item : doc.items) {
    if (item.keyword == Keyword::from) {
      const From from = read_from(read(doc, item), doc.escape);
      std::string base = from.base;
      for (char& c : base) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      const auto parent = std::find(names.begin() + 1, names.end(), base);
      out.parents.push_back(
          parent == names.end() ? 0 : static_cast<std::size_t>(parent - names.begin()));
      names.push_back(from.alias);
    }
    out.of_item.push_back(names.size() - 1);
  }
  return out;
}

bool is_above(const Stages& stages, std::size_t above, std::size_t stage) {
  while (stage > above) stage = stages.parents[stage];
  return stage == above && stage != 0;
}

// "useradd app": the accounts and groups that a RUN certainly makes, by tool and last word.
std::vector<std::string> made_by(const Document& doc, const Item& item, Scripts& scripts) {
  const std::string_view written = doc.at(item.span);
  const bool perhaps = std::any_of(
      account_tools.begin(), account_tools.end(),
      [&](std::string_view tool) { return written.find(tool) != std::string_view::npos; });
  const std::optional<std::string> text =
      perhaps && item.keyword == Keyword::run ? shell_text(read(doc, item)) : std::nullopt;
  std::vector<std::string> out;
  if (!text) return out;
  for (const Command& command : scripts.read(*text).commands) {
    if (command.words.empty() || command.conditional || command.masked) continue;
    const std::string tool = literal(command.words.front()).value_or("");
    const std::optional<std::string> name = literal(command.words.back());
    if (is_one_of(tool, account_tools) && name) out.push_back(tool + " " + *name);
  }
  return out;
}

}  // namespace

bool may_be_added(const Document& doc, std::size_t item, Scripts& scripts) {
  const Instruction instruction = read(doc, doc.items[item]);
  const std::vector<Pair> all = pairs(instruction, doc.escape);
  const std::string value = all.size() == 1 ? all.front().value.value_or("") : "";
  switch (doc.items[item].keyword) {
    case Keyword::run:
      return is_our_run(instruction, scripts);
    case Keyword::arg:
      return is_number(value);
    case Keyword::env:
      return all.size() == 1 && all.front().name == "HOME" && value.starts_with('/');
    default:
      return false;
  }
}

std::optional<std::string> broken_users(const Document& before, const Document& after) {
  const std::vector<std::vector<std::string>> old = users_of_stages(before);
  const std::vector<std::vector<std::string>> now = users_of_stages(after);
  for (std::size_t i = 0; i < std::min(old.size(), now.size()); ++i) {
    if (is_user_lost(old[i], now[i])) return "a USER was lost";
  }
  // One that only moved may come to stand on one of the file's own.
  const UserLines was = user_lines(before);
  const UserLines is = user_lines(after);
  if (is.count > was.count && is.stacked > was.stacked) return std::string(stacked_user);
  return std::nullopt;
}

std::optional<std::string> broken_additions(const Document& after,
                                            const std::vector<std::size_t>& added,
                                            Scripts& scripts) {
  const Stages stages = stages_of(after);
  std::size_t stage = 0;
  std::set<std::string> ours;
  for (const std::size_t item : added) {
    // An ARG may stand in a stage above, where a COPY uses it first.
    if (after.items[item].keyword == Keyword::arg) continue;
    if (stage != 0 && stage != stages.of_item[item]) return "lines were added to two stages";
    stage = stages.of_item[item];
    for (const std::string& made : made_by(after, after.items[item], scripts)) ours.insert(made);
  }
  if (ours.empty()) return std::nullopt;
  std::set<std::string> made_once;
  for (std::size_t i = 0; i < after.items.size(); ++i) {
    const std::size_t at = stages.of_item[i];
    if (!is_above(stages, at, stage) && !is_above(stages, stage, at)) continue;
    for (const std::string& made : made_by(after, after.items[i], scripts)) {
      if (ours.count(made) != 0 && !made_once.insert(made).second)
        return fmt::format("{}'{}'", account_twice, made);
    }
  }
  return std::nullopt;
}

}  // namespace dockerfix
