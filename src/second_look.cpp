#include "second_look.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "added_lines.h"
#include "instruction.h"
#include "ownership.h"
#include "text.h"

namespace dockerfix {
namespace {

using Kind = Piece::Kind;

struct Part {
  Kind kind;
  std::string_view text;
  friend bool operator==(const Part&, const Part&) = default;
};
using Parts = std::vector<Part>;

Parts parts_of(const Document& doc, const Item& item) {
  Parts out;
  for (const Piece& piece : item.pieces) out.push_back({piece.kind, doc.at(piece.span)});
  return out;
}

// A line that follows the last one gives it a line ending, and takes an escape that led nowhere;
// the comments behind that are no longer its own, and are compared for themselves.
void drop_ending(Parts& parts) {
  const auto is_ending = [](const Part& part) {
    return part.kind == Kind::newline || part.kind == Kind::continuation ||
           part.kind == Kind::blank || part.kind == Kind::space || part.kind == Kind::comment;
  };
  while (!parts.empty() && is_ending(parts.back())) parts.pop_back();
}

bool has_comment(const Item& item) {
  return std::any_of(item.pieces.begin(), item.pieces.end(), [](const Piece& piece) {
    return piece.kind == Kind::comment || piece.kind == Kind::directive;
  });
}

std::vector<std::string_view> comments(const Document& doc) {
  std::vector<std::string_view> out;
  for (const Item& item : doc.items) {
    for (const Piece& piece : item.pieces) {
      if (piece.kind == Kind::comment || piece.kind == Kind::directive)
        out.push_back(doc.at(piece.span));
    }
  }
  return out;
}

// What must stay, and in this order: all instructions but USER, and the comments between them.
std::vector<std::size_t> kept_items(const Document& doc) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < doc.items.size(); ++i) {
    const Keyword keyword = doc.items[i].keyword;
    const bool kept =
        keyword == Keyword::none ? has_comment(doc.items[i]) : keyword != Keyword::user;
    if (kept) out.push_back(i);
  }
  return out;
}

// The same with one --chown more, and the space in front of it.
bool got_chown(const Parts& old, Parts now) {
  const auto is_chown = [](const Part& part) {
    return part.kind == Kind::flag && part.text.starts_with("--chown=");
  };
  if (std::any_of(old.begin(), old.end(), is_chown)) return false;
  const auto flag = std::find_if(now.begin(), now.end(), is_chown);
  if (flag == now.begin() || flag == now.end() || (flag - 1)->kind != Kind::space) return false;
  now.erase(flag - 1, flag + 1);
  return now == old;
}

std::vector<std::string_view> options_of(std::string_view mount) {
  static constexpr std::string_view flag = "--mount=";
  if (mount.starts_with(flag)) mount.remove_prefix(flag.size());
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin <= mount.size();) {
    const std::size_t end = std::min(mount.find(',', begin), mount.size());
    out.push_back(mount.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::string_view option_name(std::string_view option) {
  return option.substr(0, option.find('='));
}

// A target in root's home that is elsewhere now.
bool is_moved_target(std::string_view was, std::string_view is) {
  static constexpr std::array<std::string_view, 3> names = {"target", "dst", "destination"};
  const std::string_view name = option_name(was);
  if (std::find(names.begin(), names.end(), name) == names.end()) return false;
  const std::string_view place = was.substr(name.size());
  return option_name(is) == name && is.substr(name.size()).starts_with("=/") &&
         (place == "=/root" || place.starts_with("=/root/"));
}

// The same mount with an owner, or out of root's home.
bool is_same_mount(std::string_view was, std::string_view is) {
  const std::vector<std::string_view> old = options_of(was);
  std::vector<std::string_view> added;
  std::size_t at = 0;
  for (const std::string_view option : options_of(is)) {
    if (at < old.size() && (old[at] == option || is_moved_target(old[at], option)))
      ++at;
    else
      added.push_back(option_name(option));
  }
  const auto is_in_old = [&](std::string_view name) {
    return std::any_of(old.begin(), old.end(),
                       [&](std::string_view option) { return option_name(option) == name; });
  };
  return at == old.size() && std::all_of(added.begin(), added.end(), [&](std::string_view name) {
           return (name == "uid" || name == "gid") && !is_in_old(name) &&
                  std::count(added.begin(), added.end(), name) == 1;
         });
}

bool got_mount_owners(const Parts& old, const Parts& now) {
  return std::equal(
      old.begin(), old.end(), now.begin(), now.end(), [](const Part& was, const Part& is) {
        // What has no -- is the rest of a flag that an escape cut in two.
        const bool mount = was.kind == Kind::flag && is.kind == Kind::flag &&
                           (was.text.starts_with("--mount=") || !was.text.starts_with("--"));
        return was == is || (mount && is_same_mount(was.text, is.text));
      });
}

// Whether `words` are an owner other than root and trees that a program may have: what chown -R
// takes.
bool gives_trees(std::string_view words) {
  const std::vector<std::string_view> all = words_of(words);
  if (all.size() < 2 || all[0].starts_with("root") ||
      all[0].find_first_of("123456789abcdefghijklmnopqrstuvwxyz") != 0)
    return false;
  return std::all_of(all.begin() + 1, all.end(), [](std::string_view path) {
    const std::string plain(path.substr(path.starts_with("${") ? path.find('}') + 1 : 0));
    return is_plain_path(plain) &&
           (path.starts_with("${") ||
            (path.starts_with('/') && !is_top_path(path) && !is_system_path(path)));
  });
}

// The same with ` && mkdir -p TREE… && chown -R OWNER TREE…` behind its plain chain.
bool got_trees_owned(const Document& before, const Item& old, const Document& after,
                     const Item& now, Scripts& scripts) {
  const Instruction was = read(before, old);
  const Instruction is = read(after, now);
  const bool plain = !was.exec && was.flags.empty() && is.flags.empty() && was.heredocs.empty() &&
                     is.heredocs.empty() && is.rest.text.starts_with(was.rest.text);
  if (!plain || !scripts.read(was.rest.text).plain_chain) return false;
  static constexpr std::string_view make = "&& mkdir -p ";
  static constexpr std::string_view give = "&& chown -R ";
  const std::string tail = collapsed(std::string_view(is.rest.text).substr(was.rest.text.size()));
  std::string_view more = tail;
  if (more.starts_with(make)) {
    const std::size_t end = more.find(give);
    if (end == std::string_view::npos) return false;
    for (const std::string_view path : words_of(more.substr(make.size(), end - make.size())))
      if (path.find_first_of(";&|<>()`'\"") != std::string_view::npos) return false;
    more.remove_prefix(end);
  }
  return more.starts_with(give) && gives_trees(more.substr(give.size()));
}

// The same, or what a fix may do to an instruction of the file.
bool is_kept(const Document& before, const Item& old, const Document& after, const Item& now,
             Scripts& scripts) {
  if (old.keyword != now.keyword) return false;
  Parts was = parts_of(before, old);
  Parts is = parts_of(after, now);
  if (&old == &before.items.back()) {
    drop_ending(was);
    drop_ending(is);
  }
  if (was == is) return true;
  switch (old.keyword) {
    case Keyword::copy:
    case Keyword::add:
      return got_chown(was, is);
    case Keyword::run:
      return got_mount_owners(was, is) || got_trees_owned(before, old, after, now, scripts);
    default:
      return false;
  }
}

std::string described(const Item& item) {
  return item.keyword == Keyword::none ? "comment" : std::string(keyword_name(item.keyword));
}

// Whether everything of `before` is still there, in order; what else there is goes to `added`.
std::optional<std::string> lost_or_changed(const Document& before, const Document& after,
                                           std::vector<std::size_t>& added, Scripts& scripts) {
  if (comments(before) != comments(after)) return "a comment was lost, changed, added or moved";
  const std::vector<std::size_t> old = kept_items(before);
  std::size_t at = 0;
  for (const std::size_t now : kept_items(after)) {
    if (at < old.size() &&
        is_kept(before, before.items[old[at]], after, after.items[now], scripts)) {
      ++at;
      continue;
    }
    // What stood behind the last escape. All comments are as they were: see above.
    const bool comment = after.items[now].keyword == Keyword::none && has_comment(after.items[now]);
    if (comment && at == old.size()) continue;
    if (!may_be_added(after, now, scripts)) {
      return fmt::format("line {} of the result is no {} of the file, and none that a fix may add",
                         position(after, after.items[now].span.begin).line,
                         described(after.items[now]));
    }
    added.push_back(now);
  }
  if (at == old.size()) return std::nullopt;
  return fmt::format("the {} on line {} is not there any more, or out of order",
                     described(before.items[old[at]]),
                     position(before, before.items[old[at]].span.begin).line);
}

}  // namespace

std::optional<std::string> broken_promise(const Document& before, const Document& after,
                                          Scripts& scripts) {
  if (!after.problems.empty()) {
    return fmt::format("the result does not parse: {}", after.problems.front().message);
  }
  std::vector<std::size_t> added;
  if (std::optional<std::string> broken = lost_or_changed(before, after, added, scripts))
    return broken;
  if (std::optional<std::string> broken = broken_users(before, after)) return broken;
  return broken_additions(after, added, scripts);
}

}  // namespace dockerfix
