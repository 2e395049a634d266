#include "text.h"

namespace dockerfix {

std::string to_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::vector<std::string_view> words_of(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_blank(text[end])) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::vector<std::string_view> name_words(std::string_view name, std::string_view separators) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t end = name.find_first_of(separators);
    if (end != 0 && !name.empty()) words.push_back(name.substr(0, end));
    if (end == std::string_view::npos) return words;
    name.remove_prefix(end + 1);
  }
}

bool is_plain_path(std::string_view path) {
  return path.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+@%,:") ==
         std::string::npos;
}

bool is_comment_line(std::string_view line) {
  const std::size_t start = line.find_first_not_of(" \t");
  if (start == std::string_view::npos) return true;
  line.remove_prefix(start);
  if (line.starts_with("#define")) return false;
  return line[0] == '#' || line[0] == ';' || line[0] == '*' || line.starts_with("//");
}

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out.push_back(blank ? ' ' : c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_for_shell(std::string_view script) {
  static constexpr std::array<std::string_view, 7> shells = {"sh",  "bash", "dash",   "ash",
                                                             "zsh", "ksh",  "busybox"};
  static constexpr std::array<std::string_view, 4> runners = {"env", "dumb-init", "tini",
                                                              "with-contenv"};
  if (!script.starts_with("#!")) return false;
  for (const std::string_view word : words_of(script.substr(2, script.find('\n') - 2))) {
    const std::string_view name = base_name(word);
    if (!is_one_of(name, runners) && !name.starts_with('-')) return is_one_of(name, shells);
  }
  return false;
}

bool has_word(std::string_view text, std::string_view word) {
  const auto edge = [](char c) {
    return std::string_view(" \t\n\"'/;&|=@:,<>~()").find(c) != std::string_view::npos;
  };
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || edge(text[at - 1])) && (end == text.size() || edge(text[end]))) return true;
  }
  return false;
}

}  // namespace dockerfix
