#include "shell_texts.h"

#include <algorithm>
#include <array>

#include "text.h"

namespace dockerfix {
namespace {

using Words = std::vector<ShellWord>;

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::string name_of(const ShellWord& word) {
  const std::string path = literal(word).value_or("");
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

bool is_shell(const ShellWord& word) {
  static constexpr std::array<std::string_view, 7> shells = {"sh",  "bash", "ash", "dash",
                                                             "zsh", "ksh",  "mksh"};
  return is_one_of(name_of(word), shells);
}

// Commands that run what follows them as the same user, or as root.
bool runs_others(std::string_view name) {
  static constexpr std::array<std::string_view, 30> runners = {
      "env",     "sudo",      "doas",     "exec",      "command",   "builtin", "time",    "nice",
      "ionice",  "timeout",   "gtimeout", "nohup",     "xargs",     "find",    "setsid",  "stdbuf",
      "chronic", "eatmydata", "fakeroot", "unbuffer",  "linux32",   "linux64", "setarch", "busybox",
      "tini",    "dumb-init", "xvfb-run", "catchsegv", "ssh-agent", "retry"};
  return is_one_of(name, runners);
}

std::size_t find_shell(const Words& words) {
  const std::string first = words.empty() ? "" : name_of(words[0]);
  if (first.empty()) return words.size();
  if (is_shell(words[0])) return 0;
  if (!runs_others(first)) return words.size();
  const auto found = std::find_if(words.begin() + 1, words.end(), is_shell);
  const auto index = static_cast<std::size_t>(found - words.begin());
  const bool executed = first != "find" || starts_with(name_of(words[index - 1]), "-exec") ||
                        starts_with(name_of(words[index - 1]), "-ok");
  return executed ? index : words.size();
}

bool is_sudo(std::string_view name) {
  return name == "sudo" || name == "doas";
}

// Whether sudo's options, before the shell's word, name another user than root.
bool other_user(const Words& words, std::size_t shell) {
  for (std::size_t i = 0; i < shell; ++i) {
    const std::string word = literal(words[i]).value_or("");
    std::string user;
    if (word == "-u" || word == "--user")
      user = i + 1 < shell ? literal(words[i + 1]).value_or("?") : "?";
    else if (starts_with(word, "-u") || starts_with(word, "--user="))
      user = word.substr(word[1] == 'u' ? 2 : 7);
    if (!user.empty() && user != "root" && user != "0" && user != "#0") return true;
  }
  return false;
}

struct ShellCall {
  ShellOptions options;
  bool text = false;    // -c
  std::size_t operand;  // the first word that is no option
};

ShellCall read_shell_options(const Words& words, std::size_t at) {
  ShellCall call{{}, false, at};
  for (; at < words.size(); ++at) {
    const std::string word = literal(words[at]).value_or("");
    const bool option = word.size() > 1 && (word[0] == '-' || word[0] == '+');
    if (!option) break;
    if (word == "--") {
      ++at;
      break;
    }
    if (starts_with(word, "--")) {
      if (word == "--rcfile" || word == "--init-file") ++at;
      continue;
    }
    const bool on = word[0] == '-';
    for (const char c : word.substr(1)) {
      if (c == 'c') call.text = true;
      if (c == 'e') call.options.errexit = on;
      if (c != 'o' && c != 'O') continue;
      const std::string name = ++at < words.size() ? literal(words[at]).value_or("") : "";
      if (name == "errexit") call.options.errexit = on;
      if (name == "pipefail") call.options.pipefail = on;
    }
  }
  call.operand = std::min(at, words.size());
  return call;
}

void add_prefix_assignments(const Words& words, std::size_t shell, InnerText& out) {
  for (std::size_t i = 1; i < shell; ++i) {
    const std::string& raw = words[i].raw;
    const std::size_t equals = raw.find('=');
    const bool named =
        equals != raw.npos && equals > 0 && raw[0] != '-' && raw.find_first_of("\"'\\$/`") > equals;
    if (!named || words[i].parts.empty()) continue;
    Assignment assignment{raw.substr(0, equals), words[i]};
    assignment.value.raw.erase(0, equals + 1);
    assignment.value.parts.front().text.erase(0, equals + 1);
    out.assignments.push_back(std::move(assignment));
  }
}

std::optional<InnerText> eval_text(const Command& command) {
  InnerText out;
  out.fresh = false;
  std::vector<ShellPart> parts;
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    if (i > 1) parts.push_back({ShellPart::Kind::literal, " "});
    parts.insert(parts.end(), command.words[i].parts.begin(), command.words[i].parts.end());
  }
  if (parts.empty()) return std::nullopt;
  out.text = text_of(parts);
  out.span = {command.words[1].span.begin, command.words.back().span.end};
  return out;
}

std::size_t name_size(std::string_view text) {
  const std::size_t end =
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
  return std::min(end, text.size());
}

bool only_holes(const ShellText& text) {
  return !text.holes.empty() &&
         text.text.find_first_not_of(std::string(" ") + hole) == text.text.npos;
}

}  // namespace

std::optional<std::string> literal(const ShellWord& word) {
  std::string out;
  for (const ShellPart& part : word.parts) {
    if (part.kind != ShellPart::Kind::literal) return std::nullopt;
    out += part.text;
  }
  return out;
}

ShellText text_of(const std::vector<ShellPart>& parts) {
  ShellText out;
  for (const ShellPart& part : parts) {
    if (part.kind == ShellPart::Kind::literal) {
      out.text += part.text;
    } else {
      out.text += hole;
      out.holes.push_back(part);
    }
  }
  return out;
}

std::optional<InnerText> inner_text(const Command& command, const ShellText* input) {
  const Words& words = command.words;
  if (!words.empty() && words[0].raw == "eval") {
    auto out = eval_text(command);
    if (out) out->hidden = only_holes(out->text);
    return out;
  }
  const std::size_t shell = find_shell(words);
  if (shell == words.size()) return std::nullopt;
  const std::string first = name_of(words[0]);
  if (is_sudo(first) && other_user(words, shell)) return std::nullopt;
  const ShellCall call = read_shell_options(words, shell + 1);
  InnerText out;
  out.options = call.options;
  out.sudo = is_sudo(first);
  out.conditional = first == "xargs" || first == "find";
  if (call.text && call.operand < words.size()) {
    out.text = text_of(words[call.operand].parts);
    out.span = words[call.operand].span;
  } else if (call.operand == words.size() && !call.text && input) {
    out.text = *input;
  } else {
    return std::nullopt;
  }
  out.hidden = only_holes(out.text);
  out.assignments = command.assignments;
  add_prefix_assignments(words, shell, out);
  if (first == "find")
    out.rest.assign(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(shell) - 1);
  return out;
}

void apply_set(const Command& command, ShellOptions& options) {
  if (command.words.empty() || command.words[0].raw != "set") return;
  const ShellOptions on = read_shell_options(command.words, 1).options;
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    const std::string word = literal(command.words[i]).value_or("");
    const bool named = i > 1 && command.words[i - 1].raw.find('o') != std::string::npos;
    const bool letters = word.size() > 1 && (word[0] == '-' || word[0] == '+');
    if (word == "--") return;
    if ((letters && word.find('e') != word.npos) || (named && word == "errexit"))
      options.errexit = on.errexit;
    if (named && word == "pipefail") options.pipefail = on.pipefail;
  }
}

std::vector<std::string> variables_set(const Command& command) {
  static constexpr std::array<std::string_view, 6> setters = {"read",      "getopts", "unset",
                                                              "readarray", "mapfile", "let"};
  std::vector<std::string> names;
  if (command.words.empty()) return names;
  const std::string& name = command.words[0].raw;
  const bool print = name == "printf" && command.words.size() > 2 && command.words[1].raw == "-v";
  if (!print && !is_one_of(name, setters)) return names;
  const std::size_t last = print ? 3 : command.words.size();
  for (std::size_t i = 1; i < last; ++i) {
    const std::string word = literal(command.words[i]).value_or("");
    const std::string variable = name == "let" ? leading_name(word) : word;
    if (is_variable_name(variable)) names.push_back(variable);
  }
  return names;
}

bool ends_script(const Command& command) {
  if (command.words.empty()) return false;
  const std::string& name = command.words[0].raw;
  return name == "exit" || name == "return" || (name == "exec" && command.words.size() > 1);
}

bool is_variable_name(std::string_view text) {
  return !text.empty() && (text[0] < '0' || text[0] > '9') && name_size(text) == text.size();
}

std::string leading_name(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("( \t"), text.size()));
  text = text.substr(0, name_size(text));
  return std::string(is_variable_name(text) ? text : std::string_view());
}

bool always_fails(const Command& command) {
  if (command.words.empty()) return false;
  const std::string& name = command.words[0].raw;
  if (name == "false") return true;
  if (name != "exit" && name != "return") return false;
  return command.words.size() > 1 && literal(command.words[1]).value_or("0") != "0";
}

}  // namespace dockerfix
