// Give the mounts of a RUN to the user that it runs as.
#include <fmt/format.h>

#include "place.h"
#include "transform.h"

namespace dockerfix {
namespace {

// "uid=…,gid=…" of a user; the options take numbers and variables only: semantics 1.10.
struct Ids {
  std::string uid;
  std::string gid;
};

std::optional<Ids> ids_of(const Facts& facts, std::size_t item) {
  const User& user = facts.before[item].user;
  const KnownAccounts known = accounts_before(facts, facts.before[item].stage, item);
  const KnownAccount* found = find_account(known, user.name());
  const Account account = found ? found->account : account_of_numbers(user.text);
  if (!account.uid || !account.gid) return std::nullopt;
  if (!found || (found->uid_text.empty() && found->gid_text.empty())) {
    return Ids{std::to_string(*account.uid), std::to_string(*account.gid)};
  }
  if (found->uid_text.empty() || found->gid_text.empty()) return std::nullopt;
  return Ids{found->uid_text, found->gid_text};
}

bool has_option(std::string_view mount, std::string_view name) {
  for (std::size_t begin = 0; begin <= mount.size();) {
    const std::size_t end = std::min(mount.find(',', begin), mount.size());
    const std::string_view option = mount.substr(begin, end - begin);
    if (option.substr(0, option.find('=')) == name) return true;
    begin = end + 1;
  }
  return false;
}

bool is_type(std::string_view mount, std::string_view type) {
  const std::string option = fmt::format("type={}", type);
  const std::size_t at = mount.find(option);
  const std::size_t end = at + option.size();
  return at != std::string_view::npos && (end == mount.size() || mount[end] == ',');
}

bool wants_owner(std::string_view mount) {
  if (has_option(mount, "uid")) return false;
  if (is_type(mount, "cache") || is_type(mount, "ssh")) return true;
  // A secret that comes as a variable has no file to own.
  return is_type(mount, "secret") && (!has_option(mount, "env") || has_option(mount, "target"));
}

void find(const Context& cx, std::vector<Fix>& out) {
  for (const RunFacts& run : cx.facts.stages[cx.plan.stage].runs) {
    const User& user = cx.facts.before[run.item].user;
    if (user.kind != User::Kind::ordinary) continue;
    const std::optional<Ids> ids = ids_of(cx.facts, run.item);
    if (!ids) continue;
    for (const Flag& flag : read(cx.doc, cx.doc.items[run.item]).flags) {
      if (flag.name != "mount" || !wants_owner(flag.value.value_or(""))) continue;
      const std::string gid = has_option(*flag.value, "gid") ? "" : ",gid=" + ids->gid;
      out.push_back({.where = cx.doc.items[run.item].span,
                     .why = fmt::format("the mount is root's, and line {} runs as {}",
                                        cx.lines[run.item], user.text),
                     .edits = {replace({flag.span.end, flag.span.end}, ",uid=" + ids->uid + gid)},
                     .safety = Safety::safe});
    }
  }
}

}  // namespace

extern constinit const Transform own_mounts{
    .name = "own-mounts",
    .summary = "Give the mounts of a RUN to the user that it runs as",
    .safety = Safety::safe,
    .find = find,
};

}  // namespace dockerfix
