#include "ignore_file.h"

#include <algorithm>
#include <optional>

#include "ownership.h"
#include "patterns.h"

namespace dockerfix {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(first_rune(text))) text.remove_prefix(first_rune(text).size());
  while (!text.empty() && is_space(text.substr(text.size() - 1))) text.remove_suffix(1);
  return text;
}

std::string next_rune(std::string_view& text) {
  const std::string rune(first_rune(text));
  text.remove_prefix(rune.size());
  return rune;
}

// One end of a range; empty: the class is malformed there.
std::string class_rune(std::string_view& text) {
  if (text.empty() || text.front() == '-' || text.front() == ']') return {};
  if (text.front() == '\\') text.remove_prefix(1);
  return next_rune(text);
}

// What stands between [ and ]; empty where it is malformed.
std::optional<GlobToken> read_class(std::string_view& text) {
  GlobToken token{GlobToken::Kind::set, {}, {}, false};
  if (text.starts_with('^')) {
    token.negated = true;
    text.remove_prefix(1);
  }
  while (!text.starts_with(']') || token.ranges.empty()) {
    std::string first = class_rune(text);
    std::string last = first;
    if (text.starts_with('-')) {
      text.remove_prefix(1);
      last = class_rune(text);
    }
    if (first.empty() || last.empty()) return std::nullopt;
    token.ranges.push_back({std::move(first), std::move(last)});
  }
  text.remove_prefix(1);
  return token;
}

// ** and what of the pattern it takes with it: it ends in "anything", or stands for whole folders.
// At the beginning, before plain characters without a slash, it stands for anything as well: the
// pattern is a suffix then.
GlobToken::Kind read_stars(std::string_view& text, bool first) {
  const bool slash = text.starts_with('/');
  if (slash) text.remove_prefix(1);
  if (text.empty()) return GlobToken::Kind::rest;
  const bool suffix = first && !slash && text.find_first_of("*?[]\\") == std::string_view::npos;
  return suffix ? GlobToken::Kind::rest : GlobToken::Kind::deep;
}

bool is_literal(const GlobToken& token) {
  return token.kind == GlobToken::Kind::literal;
}

// Most paths are told apart by how they begin and end, and by what they hold.
Glob glob_of(const std::vector<GlobToken>& all) {
  const auto first = std::find_if_not(all.begin(), all.end(), is_literal);
  const auto last = std::find_if_not(all.rbegin(), std::make_reverse_iterator(first), is_literal);
  Glob glob;
  for (auto token = all.begin(); token != first; ++token) glob.head += token->rune;
  glob.tokens.assign(first, last.base());
  for (auto token = last.base(); token != all.end() && first != all.end(); ++token)
    glob.tail += token->rune;
  std::string run;
  for (const GlobToken& token : glob.tokens) {
    run = is_literal(token) ? run + token.rune : "";
    if (run.size() > glob.inside.size()) glob.inside = run;
  }
  return glob;
}

std::optional<Glob> read_glob(std::string_view text, bool stars) {
  using Kind = GlobToken::Kind;
  std::vector<GlobToken> all;
  while (!text.empty()) {
    const bool first = all.empty();
    std::string rune = next_rune(text);
    Kind kind = Kind::literal;
    if (rune == "*" && stars && text.starts_with('*')) {
      text.remove_prefix(1);
      kind = read_stars(text, first);
    } else if (rune == "*") {
      kind = Kind::many;
    } else if (rune == "?") {
      kind = Kind::one;
    } else if (rune == "[") {
      std::optional<GlobToken> token = read_class(text);
      if (!token) return std::nullopt;
      all.push_back(std::move(*token));
      continue;
    } else if (rune == "\\") {
      if (text.empty()) return std::nullopt;
      rune = next_rune(text);
    }
    all.push_back({kind, rune, {}, false});
  }
  return glob_of(all);
}

bool is_of_class(const GlobToken& token, std::string_view rune) {
  const bool in = std::any_of(
      token.ranges.begin(), token.ranges.end(),
      [&](const GlobToken::Range& range) { return range.first <= rune && rune <= range.last; });
  return in != token.negated;
}

bool takes(const GlobToken& token, std::string_view rune) {
  switch (token.kind) {
    case GlobToken::Kind::literal:
      return token.rune == rune;
    case GlobToken::Kind::set:
      return is_of_class(token, rune);
    case GlobToken::Kind::one:
    case GlobToken::Kind::many:
      return rune != "/";
    case GlobToken::Kind::deep:
    case GlobToken::Kind::rest:
      break;
  }
  return true;
}

// Where the token can end, for each place where it can begin: a flag for each byte of the path, and
// one for its end.
void ends_after(const GlobToken& token, const std::string& begins, std::string_view path,
                std::string& ends) {
  using Kind = GlobToken::Kind;
  ends.assign(begins.size(), '\0');
  const bool repeats = token.kind == Kind::many || token.kind == Kind::rest;
  bool open = false;
  for (std::size_t at = 0; at < begins.size();) {
    open = open || begins[at];
    if (repeats && open) ends[at] = 1;
    if (token.kind == Kind::deep && (begins[at] || (open && at > 0 && path[at - 1] == '/')))
      ends[at] = 1;
    if (at == path.size()) break;
    const std::string_view rune = first_rune(path.substr(at));
    if (repeats)
      open = open && takes(token, rune);
    else if (token.kind != Kind::deep && begins[at] && takes(token, rune))
      ends[at + rune.size()] = 1;
    at += rune.size();
  }
}

bool matches(const Glob& glob, std::string_view path) {
  if (glob.tokens.empty()) return path == glob.head;
  const std::size_t ends = glob.head.size() + glob.tail.size();
  if (path.size() < ends || !path.starts_with(glob.head) || !path.ends_with(glob.tail))
    return false;
  path = path.substr(glob.head.size(), path.size() - ends);
  if (path.find(glob.inside) == std::string_view::npos) return false;
  std::string places(path.size() + 1, '\0');
  std::string next;
  places[0] = 1;
  for (const GlobToken& token : glob.tokens) {
    ends_after(token, places, path, next);
    places.swap(next);
    if (places.find('\1') == std::string::npos) return false;
  }
  return places.back() != '\0';
}

// Go's filepath.Clean, and without the leading slash: "./a//b/" is "a/b".
std::string clean(std::string_view pattern) {
  const std::string whole = join_path("/", pattern);
  if (whole == "/") return pattern.starts_with('/') ? "/" : ".";
  return whole.substr(1);
}

std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

IgnoreRules read_ignore_file(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  IgnoreRules out;
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  while (!text.empty()) {
    std::string_view line = next_line(text);
    if (line.starts_with('#')) continue;  // only where nothing stands before it
    line = trimmed(line);
    const bool exception = line.starts_with('!');
    if (exception) line = trimmed(line.substr(1));
    if (line.empty()) continue;
    std::optional<Glob> glob = read_glob(clean(line), true);
    if (!glob) continue;
    out.rules.push_back({std::move(*glob), exception});
    out.exceptions = out.exceptions || exception;
  }
  return out;
}

bool is_ignored(const IgnoreRules& rules, std::string_view path) {
  std::vector<bool> above(rules.rules.size(), false);
  bool out = false;
  for (std::size_t end = 0; end != std::string_view::npos && !path.empty();) {
    end = path.find('/', end + 1);
    out = false;
    for (std::size_t i = 0; i < above.size(); ++i) {
      const IgnoreRule& rule = rules.rules[i];
      // An exception of what is not kept out is not asked, nor is a rule for what is out already.
      const bool asked = rule.exception == out;
      above[i] = above[i] || (asked && matches(rule.glob, path.substr(0, end)));
      if (above[i]) out = !rule.exception;
    }
  }
  return out;
}

bool matches_source(std::string_view pattern, std::string_view path) {
  const std::optional<Glob> glob = read_glob(pattern, false);
  return glob && matches(*glob, path);
}

}  // namespace dockerfix
