#include "second_look.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "instruction.h"

namespace dockerfix {
namespace {

std::vector<std::string_view> comments(const Document& doc) {
  std::vector<std::string_view> out;
  for (const Item& item : doc.items) {
    for (const Piece& piece : item.pieces) {
      if (piece.kind == Piece::Kind::comment || piece.kind == Piece::Kind::directive) {
        out.push_back(doc.at(piece.span));
      }
    }
  }
  return out;
}

std::vector<std::size_t> instructions(const Document& doc) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < doc.items.size(); ++i) {
    // USER is what this tool moves, replaces and removes.
    const Keyword keyword = doc.items[i].keyword;
    if (keyword != Keyword::none && keyword != Keyword::user) out.push_back(i);
  }
  return out;
}

// `is` without the ids that own-mounts adds to the options of a mount.
std::string without_mount_ids(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(",uid=") || rest.starts_with(",gid=")) {
      const std::size_t end = rest.find_first_of(", \t\n\\", 1);
      at += std::min(end, rest.size());
      continue;
    }
    out.push_back(text[at++]);
  }
  return out;
}

// One " --chown=…" more than before.
bool got_chown(std::string_view was, std::string_view is) {
  const std::size_t at = is.find(" --chown=");
  if (at == std::string_view::npos) return false;
  const std::size_t end = std::min(is.find_first_of(" \t\n\r", at + 1), is.size());
  return was == std::string(is.substr(0, at)).append(is.substr(end));
}

// Further commands at its end.
bool got_commands(std::string_view was, std::string_view is) {
  if (!is.starts_with(was)) return false;
  const std::string_view more = is.substr(was.size());
  const std::size_t begin = more.find_first_not_of(" \t\n\r\\`");
  return begin != std::string_view::npos && begin > 0 && more.substr(begin).starts_with("&&");
}

// An old instruction is kept, or it got a --chown, mount options, or further commands at its end.
bool is_kept(const Document& before, const Item& old, const Document& after, const Item& now) {
  if (old.keyword != now.keyword) return false;
  std::string_view was = before.at(old.span);
  std::string_view is = after.at(now.span);
  const auto trimmed = [](std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t\r\n\\`");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
  };
  was = trimmed(was);
  is = trimmed(is);
  if (was == is) return true;
  switch (old.keyword) {
    case Keyword::copy:
    case Keyword::add:
      return got_chown(was, is);
    case Keyword::run:
      return got_commands(was, is) || without_mount_ids(was) == without_mount_ids(is);
    default:
      return false;
  }
}

bool all_there(const std::vector<std::string_view>& old, const std::vector<std::string_view>& now) {
  std::size_t at = 0;
  for (const std::string_view each : now) {
    if (at < old.size() && old[at] == each) ++at;
  }
  return at == old.size();
}

}  // namespace

std::optional<std::string> broken_promise(const Document& before, const Document& after) {
  if (!after.problems.empty()) {
    return fmt::format("the result does not parse: {}", after.problems.front().message);
  }
  if (!all_there(comments(before), comments(after))) return "a comment or directive was lost";
  const std::vector<std::size_t> old = instructions(before);
  std::size_t at = 0;
  for (const std::size_t now : instructions(after)) {
    if (at < old.size() && is_kept(before, before.items[old[at]], after, after.items[now])) {
      ++at;
      continue;
    }
    const Keyword keyword = after.items[now].keyword;
    if (keyword != Keyword::run && keyword != Keyword::arg && keyword != Keyword::env) {
      return fmt::format("a {} was added", keyword_name(keyword));
    }
  }
  if (at != old.size()) {
    return fmt::format("the {} on line {} is not there any more, or out of order",
                       keyword_name(before.items[old[at]].keyword),
                       position(before, before.items[old[at]].span.begin).line);
  }
  return std::nullopt;
}

}  // namespace dockerfix
