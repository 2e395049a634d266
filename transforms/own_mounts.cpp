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

// The value of an option of a mount; empty: it is not there.
std::optional<std::string_view> option(std::string_view mount, std::string_view name) {
  for (std::size_t begin = 0; begin <= mount.size();) {
    const std::size_t end = std::min(mount.find(',', begin), mount.size());
    const std::string_view one = mount.substr(begin, end - begin);
    const std::size_t equals = std::min(one.find('='), one.size());
    if (one.substr(0, equals) == name) return one.substr(std::min(equals + 1, one.size()));
    begin = end + 1;
  }
  return std::nullopt;
}

bool wants_owner(std::string_view mount) {
  if (option(mount, "uid")) return false;
  const std::string_view type = option(mount, "type").value_or("");
  if (type == "cache" || type == "ssh") return true;
  // A secret that comes as a variable has no file to own.
  return type == "secret" && (!option(mount, "env") || option(mount, "target"));
}

// The home that a RUN has; empty: not known, or root's.
std::string home_at(const Facts& facts, std::size_t item) {
  const Value home = variable(facts, item, "HOME");
  if (home.kind == Value::Kind::set) return is_within(home.text, "/root") ? "" : home.text;
  const KnownAccounts known = accounts_before(facts, facts.before[item].stage, item);
  const KnownAccount* found = find_account(known, facts.before[item].user.name());
  return found && found->account.has_home ? found->account.home.value_or("") : "";
}

// A target in root's home, which nobody else can enter, moves to the home of the user.
std::optional<Edit> moved_target(const Context& cx, const Flag& flag, const std::string& home) {
  for (const std::string_view name : {"target", "dst", "destination"}) {
    const std::optional<std::string_view> target = option(*flag.value, name);
    if (!target || !is_within(*target, "/root") || home.empty()) continue;
    const std::string written = fmt::format("{}=/root", name);
    const std::size_t at = cx.doc.at(flag.span).find(written);
    if (at == std::string_view::npos) return std::nullopt;
    const auto end = static_cast<std::uint32_t>(flag.span.begin + at + written.size());
    return replace({end - 5, end}, home);
  }
  return std::nullopt;
}

void find(const Context& cx, std::vector<Fix>& out) {
  for (const std::size_t stage : chain_of(cx.facts, cx.plan.stage)) {
    for (const RunFacts& run : cx.facts.stages[stage].runs) {
      const User& user = cx.facts.before[run.item].user;
      if (user.kind != User::Kind::ordinary) continue;
      const std::optional<Ids> ids = ids_of(cx.facts, run.item);
      if (!ids) continue;
      for (const Flag& flag : read(cx.doc, cx.doc.items[run.item]).flags) {
        if (flag.name != "mount" || !wants_owner(flag.value.value_or(""))) continue;
        Fix fix{.where = cx.doc.items[run.item].span,
                .why = fmt::format("the mount is root's, and line {} runs as {}",
                                   cx.lines[run.item], user.text),
                .edits = {},
                .safety = cx.plan.safety()};
        if (std::optional<Edit> moved = moved_target(cx, flag, home_at(cx.facts, run.item)))
          fix.edits.push_back(*moved);
        const std::string gid = option(*flag.value, "gid") ? "" : ",gid=" + ids->gid;
        fix.edits.push_back(replace({flag.span.end, flag.span.end}, ",uid=" + ids->uid + gid));
        out.push_back(std::move(fix));
      }
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
