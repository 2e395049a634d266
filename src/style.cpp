#include "style.h"

#include <algorithm>
#include <map>

#include "logical.h"

namespace dockerfix {
namespace {

constexpr std::size_t short_line = 100;

// The white space that begins the line after each continuation of a RUN, and how && stands there.
struct Votes {
  std::map<std::string, int> commands;  // of the lines that begin a command of a && chain
  std::map<std::string, int> others;
  int leading = 0;
  int trailing = 0;
};

std::string most_common(const std::map<std::string, int>& votes, std::string otherwise) {
  int most = 0;
  for (const auto& [text, count] : votes) {
    if (count <= most) continue;
    most = count;
    otherwise = text;
  }
  return otherwise;
}

// Whether the line begins a command of the chain; only the first of a RUN is surely not nested.
bool count_line(std::string_view before, std::string_view after, Votes& votes) {
  const std::size_t text = after.find_first_not_of(" \t");
  if (text == std::string_view::npos) return false;
  const bool leading = after.substr(text).starts_with("&&");
  const std::size_t last = before.find_last_not_of(" \t");
  const bool trailing =
      last != std::string_view::npos && last > 0 && before.substr(last - 1, 2) == "&&";
  votes.leading += leading;
  votes.trailing += trailing;
  ++(leading || trailing ? votes.commands : votes.others)[std::string(after.substr(0, text))];
  return leading || trailing;
}

void count_run(const Document& doc, const Item& item, Votes& votes) {
  for (std::size_t i = 0; i < item.pieces.size(); ++i) {
    if (item.pieces[i].kind != Piece::Kind::continuation) continue;
    const std::string_view all = doc.text;
    const std::uint32_t cut = item.pieces[i].span.begin;
    const std::uint32_t next = item.pieces[i].span.end;
    const std::size_t line_begin = cut == 0 ? 0 : all.rfind('\n', cut - 1) + 1;
    const std::size_t line_end = std::min(all.find('\n', next), all.size());
    if (count_line(all.substr(line_begin, cut - line_begin), all.substr(next, line_end - next),
                   votes))
      return;
  }
}

}  // namespace

Style style_of(const Document& doc) {
  Style style;
  style.escape = doc.escape;
  Votes votes;
  int lower = 0;
  int upper = 0;
  for (const Item& item : doc.items) {
    if (item.keyword == Keyword::none) continue;
    for (const Piece& piece : item.pieces) {
      if (piece.kind != Piece::Kind::keyword) continue;
      const std::string_view word = doc.at(piece.span);
      const bool is_lower =
          std::any_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      ++(is_lower ? lower : upper);
      break;
    }
    if (item.keyword == Keyword::run) count_run(doc, item, votes);
  }
  style.lower_case = lower > upper;
  style.indent = most_common(votes.commands, most_common(votes.others, style.indent));
  style.leading_and = votes.trailing <= votes.leading;
  return style;
}

std::string line(const Style& style, std::string_view keyword, std::string_view rest) {
  std::string out(keyword);
  if (style.lower_case) {
    for (char& c : out) c = static_cast<char>(c - 'A' + 'a');
  }
  return out.append(" ").append(rest);
}

std::vector<std::string> run_lines(const Style& style, const std::vector<std::string>& commands) {
  std::string joined;
  for (const std::string& command : commands) {
    joined.append(joined.empty() ? "" : " && ").append(command);
  }
  std::string one = line(style, "RUN", joined);
  if (one.size() <= short_line) return {std::move(one)};
  std::vector<std::string> lines = {line(style, "RUN", commands.front())};
  for (std::size_t i = 1; i < commands.size(); ++i) {
    lines.back().append(style.leading_and ? " " : " && ").push_back(style.escape);
    lines.push_back(style.indent + (style.leading_and ? "&& " : "") + commands[i]);
  }
  return lines;
}

std::string appended(const Style& style, bool continued, const std::vector<std::string>& commands,
                     std::string_view line_ending) {
  std::string out;
  for (const std::string& command : commands) {
    if (!continued) {
      out.append(" && ").append(command);
      continue;
    }
    out.append(style.leading_and ? " " : " && ").push_back(style.escape);
    out.append(line_ending).append(style.indent);
    if (style.leading_and) out.append("&& ");
    out.append(command);
  }
  return out;
}

}  // namespace dockerfix
