// What several readers ask of a text.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

// ASCII only: what is no letter of it stays as it is.
std::string to_lower(std::string_view text);

// "c" of "/a/b/c"; the text itself where it has no slash.
std::string_view base_name(std::string_view path);

template <std::size_t Size>
bool is_one_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <std::size_t Size>
bool has_one_of(const std::vector<std::string_view>& found,
                const std::array<std::string_view, Size>& words) {
  return std::any_of(found.begin(), found.end(),
                     [&](std::string_view word) { return is_one_of(word, words); });
}

// Calls `see(line)` for each line, without its line feed.
template <typename See>
void each_line(std::string_view text, const See& see) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    see(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

// What blanks and line ends separate.
std::vector<std::string_view> words_of(std::string_view text);

// The words of a name, which any of the separators part: "init" and "db" of "init_db".
std::vector<std::string_view> name_words(std::string_view name, std::string_view separators);

// Whether it is a shell word as it stands.
bool is_plain_path(std::string_view path);

inline bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}

// A letter, a digit, '.', '_', '-' or '/'.
inline bool is_path_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-' || c == '/';
}

// A line of a source or of settings that is a comment as a whole, or empty.
bool is_comment_line(std::string_view line);

// Each run of blanks is one space, and none is left at the ends.
std::string collapsed(std::string_view text);

// Whether the first line of a script names a shell: "#!/bin/sh -e", "#!/usr/bin/env bash".
bool is_for_shell(std::string_view script);

// Whether one of the phrases stands in it, wherever.
template <std::size_t Size>
bool has_any(std::string_view text, const std::array<std::string_view, Size>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    return text.find(phrase) != std::string_view::npos;
  });
}

// It stands there as a word of its own, or as the last part of a path.
bool has_word(std::string_view text, std::string_view word);

}  // namespace dockerfix
