// What useradd, adduser and their kin do to /etc/passwd and /etc/group.
#include "accounts.h"

#include <algorithm>

#include "account_options.h"

namespace dockerfix {
namespace {

using Kind = AccountChange::Kind;
using Changes = std::vector<AccountChange>;
using Option = AccountOption;
using Program = AccountProgram;

std::optional<std::uint32_t> number(const std::optional<std::string>& text) {
  return text ? account_id(*text) : std::nullopt;
}

// The name that a command is about. Words in front of it that nobody can tell may be options.
std::string name_of(const AccountWords& words) {
  if (!words.understood || words.operands.empty() || !words.operands.back()) return {};
  for (std::size_t i = 0; i + 1 < words.operands.size(); ++i) {
    if (words.operands[i]) return {};
  }
  return *words.operands.back();
}

Changes unknown() {
  return {AccountChange{}};
}

AccountChange group_change(Kind kind, Group group) {
  AccountChange change;
  change.kind = kind;
  change.group = std::move(group);
  return change;
}

AccountChange account_change(Kind kind, Account account) {
  AccountChange change;
  change.kind = kind;
  change.account = std::move(account);
  return change;
}

Changes made(Account account) {
  return {account_change(Kind::account, std::move(account))};
}

AccountChange membership(Kind kind, std::string account, std::string group) {
  AccountChange change = group_change(kind, {std::move(group), {}});
  change.account.name = std::move(account);
  return change;
}

// -g takes a name or a number.
void set_group(Account& account, const std::optional<std::string>& value) {
  if (!value) return;
  account.gid = number(value);
  if (!account.gid) account.group = *value;
}

Changes with_own_group(Account account, std::optional<std::uint32_t> gid) {
  account.group = account.name;
  account.gid = gid;
  AccountChange group = group_change(Kind::group, {account.name, gid});
  return {std::move(group), account_change(Kind::account, std::move(account))};
}

bool makes_homes(Family family) {
  // CREATE_HOME yes in the login.defs of the RPM distributions; not for system accounts.
  return family == Family::redhat || family == Family::redhat_minimal ||
         family == Family::redhat_micro || family == Family::amazon;
}

// The uid, where useradd may give it to the account's own group as well: within GID_MIN and
// GID_MAX, or SYS_GID_MIN and SYS_GID_MAX (shadow, lib/find_new_gid.c; the narrowest login.defs).
std::optional<std::uint32_t> own_gid(std::optional<std::uint32_t> uid, bool system) {
  if (!uid) return uid;
  const bool within = system ? *uid >= 201 && *uid <= 999 : *uid >= 1000 && *uid <= 60000;
  return within ? uid : std::nullopt;
}

Changes read_useradd(const AccountWords& words, Family family) {
  if (words.has(Option::elsewhere)) return {};
  Account account;
  account.name = name_of(words);
  if (account.name.empty()) return unknown();
  if (words.operands.size() > 1) return made(std::move(account));
  const bool system = words.has(Option::system);
  account.uid = number(words.value(Option::uid));
  account.supplementary = words.has(Option::groups) && words.value(Option::groups) != "";
  account.has_home = words.has(Option::make_home) || (makes_homes(family) && !system);
  if (words.has(Option::no_home)) account.has_home = false;
  if (words.has(Option::home)) {
    account.home = words.value(Option::home);
  } else if (!words.has(Option::home_base)) {
    account.home = "/home/" + account.name;
  } else if (const std::optional<std::string> base = words.value(Option::home_base)) {
    account.home = *base + "/" + account.name;
  }
  if (words.has(Option::gid)) {
    set_group(account, words.value(Option::gid));
  } else if (!words.has(Option::no_own_group)) {
    return with_own_group(account, own_gid(account.uid, system));
  }
  return made(std::move(account));
}

Changes read_group(const AccountWords& words) {
  if (words.has(Option::elsewhere)) return {};
  const std::string name = name_of(words);
  if (name.empty()) return unknown();
  if (words.operands.size() > 1) return {group_change(Kind::group, {name, {}})};
  return {group_change(Kind::group, {name, number(words.value(Option::gid))})};
}

// `adduser USER GROUP`, `addgroup USER GROUP`, `deluser USER GROUP`.
Changes read_membership(const AccountWords& words, Kind kind) {
  if (!words.understood || !words.operands[0] || !words.operands[1]) return unknown();
  return {membership(kind, *words.operands[0], *words.operands[1])};
}

bool parent_is_there(const std::string& home) {
  constexpr std::string_view there[] = {"",     "/home", "/opt", "/srv",     "/tmp",      "/usr",
                                        "/var", "/mnt",  "/run", "/var/lib", "/usr/local"};
  const std::string_view parent = std::string_view(home).substr(0, home.find_last_of('/'));
  return home.starts_with('/') &&
         std::find(std::begin(there), std::end(there), parent) != std::end(there);
}

Changes read_busybox_adduser(const AccountWords& words, Family family) {
  if (words.operands.size() == 2 && words.options.empty())
    return read_membership(words, Kind::member);
  Account account;
  account.name = name_of(words);
  if (account.name.empty()) return unknown();
  if (words.operands.size() > 1) return made(std::move(account));
  account.uid = number(words.value(Option::uid));
  account.home =
      words.has(Option::home) ? words.value(Option::home) : std::optional("/home/" + account.name);
  // Where the parent is missing adduser says so, makes no home, and exits 0.
  account.has_home = !words.has(Option::no_home) && account.home && parent_is_there(*account.home);
  if (words.has(Option::gid)) {
    set_group(account, words.value(Option::gid));
  } else if (words.has(Option::system)) {
    account.group = "nogroup";
    if (family == Family::alpine) account.gid = 65533;
  } else {
    return with_own_group(account, account.uid);
  }
  return made(std::move(account));
}

Changes read_debian_adduser(const AccountWords& words) {
  if (words.has(Option::elsewhere)) return {};
  const bool system = words.has(Option::system);
  if (words.has(Option::group) && !system) return read_group(words);
  if (words.operands.size() == 2 && !system) return read_membership(words, Kind::member);
  Account account;
  account.name = name_of(words);
  if (account.name.empty()) return unknown();
  if (words.operands.size() > 1) return made(std::move(account));
  account.uid = number(words.value(Option::uid));
  // Without --home a system account has /home/NAME up to Debian 11 and /nonexistent since.
  if (words.has(Option::home)) {
    account.home = words.value(Option::home);
  } else if (!system) {
    account.home = "/home/" + account.name;
  }
  account.has_home =
      account.home && !words.has(Option::no_home) && !account.home->starts_with("/nonexistent");
  if (words.has(Option::gid)) {
    set_group(account, words.value(Option::gid));
  } else if (!system || words.has(Option::group)) {
    return with_own_group(account, account.uid);
  } else {
    account.group = "nogroup";
    account.gid = 65534;
  }
  return made(std::move(account));
}

void add_groups(Changes& changes, const std::string& name, std::string_view groups) {
  while (!groups.empty()) {
    const std::string_view group = groups.substr(0, groups.find(','));
    if (!group.empty()) changes.push_back(membership(Kind::member, name, std::string(group)));
    groups.remove_prefix(std::min(groups.size(), group.size() + 1));
  }
}

Changes read_usermod(const AccountWords& words) {
  if (words.has(Option::elsewhere)) return {};
  Account account;
  account.name = name_of(words);
  if (account.name.empty() || words.operands.size() > 1) return unknown();
  account.uid = number(words.value(Option::uid));
  if (words.has(Option::gid)) set_group(account, words.value(Option::gid));
  account.home = words.value(Option::home);
  account.has_home = account.home && words.has(Option::make_home);
  Changes changes;
  const std::optional<std::string> groups = words.value(Option::groups);
  const bool joins = words.has(Option::groups) && !words.has(Option::drop_member);
  account.supplementary = joins && groups != "";
  const std::string new_name = words.value(Option::new_name).value_or("");
  if (words.has(Option::new_name) && new_name.empty()) return unknown();
  if (joins && groups) add_groups(changes, account.name, *groups);
  AccountChange change = account_change(Kind::modified, std::move(account));
  change.new_name = new_name;
  changes.push_back(std::move(change));
  return changes;
}

Changes read_groupmod(const AccountWords& words) {
  if (words.has(Option::elsewhere)) return {};
  const std::string name = name_of(words);
  if (name.empty() || words.operands.size() > 1) return unknown();
  AccountChange change = group_change(Kind::modified, {name, number(words.value(Option::gid))});
  change.new_name = words.value(Option::new_name).value_or("");
  if (words.has(Option::new_name) && change.new_name.empty()) return unknown();
  return {std::move(change)};
}

Changes read_gpasswd(const AccountWords& words) {
  const bool adds = words.has(Option::add_member);
  if (words.has(Option::elsewhere) || (!adds && !words.has(Option::drop_member))) return {};
  const std::string group = name_of(words);
  const std::string name =
      words.value(adds ? Option::add_member : Option::drop_member).value_or("");
  if (group.empty() || name.empty()) return unknown();
  return {membership(adds ? Kind::member : Kind::removed, name, group)};
}

Changes read_removal(const AccountWords& words, bool of_group) {
  if (words.has(Option::elsewhere)) return {};
  if (words.operands.size() == 2) return read_membership(words, Kind::removed);
  const std::string name = name_of(words);
  if (name.empty()) return unknown();
  if (of_group || words.has(Option::group)) return {group_change(Kind::removed, {name, {}})};
  return {account_change(Kind::removed, {name, {}, {}, {}, {}})};
}

// The family is not known: options that only one adduser takes tell which one it is. Else only
// the name and the uid mean the same to all of them.
Changes read_any_adduser(const Argv& argv) {
  const AccountWords debian = read_account_words(argv, Program::debian_adduser);
  const AccountWords busybox = read_account_words(argv, Program::busybox_adduser);
  const AccountWords useradd = read_account_words(argv, Program::useradd);
  const auto takes = [](const AccountWords& words) {
    return words.understood && !words.operands.empty();
  };
  const bool several = takes(debian) + takes(busybox) + takes(useradd) > 1;
  if (!several && takes(debian)) return read_debian_adduser(debian);
  if (!several && takes(busybox)) return read_busybox_adduser(busybox, Family::unknown);
  if (!several) return read_useradd(useradd, Family::unknown);
  const AccountWords& words = takes(debian) ? debian : busybox;
  if (words.operands.size() == 2 && words.options.empty())
    return read_membership(words, Kind::member);
  Account account;
  account.name = name_of(words);
  if (account.name.empty()) return unknown();
  account.uid = number(words.value(Option::uid));
  return made(std::move(account));
}

Changes read_adduser(const Argv& argv, Family family) {
  if (family == Family::debian) {
    return read_debian_adduser(read_account_words(argv, Program::debian_adduser));
  }
  const AccountTool tool = family_facts(family).tool;
  if (tool == AccountTool::none) return read_any_adduser(argv);
  if (tool == AccountTool::busybox) {
    return read_busybox_adduser(read_account_words(argv, Program::busybox_adduser), family);
  }
  return read_useradd(read_account_words(argv, Program::useradd), family);
}

// Debian's and BusyBox's differ in their options only.
Changes read_addgroup(const Argv& argv) {
  AccountWords words = read_account_words(argv, Program::busybox_addgroup);
  if (!words.understood) words = read_account_words(argv, Program::debian_adduser);
  const bool member = words.operands.size() == 2 && words.understood;
  return member ? read_membership(words, Kind::member) : read_group(words);
}

}  // namespace

Changes read_account_command(const Argv& argv, Family family) {
  if (argv.empty() || !argv[0].value) return {};
  const std::string program = argv[0].value->substr(argv[0].value->find_last_of('/') + 1);
  const auto words = [&](Program which) { return read_account_words(argv, which); };
  if (program == "useradd") return read_useradd(words(Program::useradd), family);
  if (program == "adduser") return read_adduser(argv, family);
  if (program == "groupadd") return read_group(words(Program::groupadd));
  if (program == "usermod") return read_usermod(words(Program::usermod));
  if (program == "groupmod") return read_groupmod(words(Program::groupmod));
  if (program == "userdel") return read_removal(words(Program::userdel), false);
  if (program == "groupdel") return read_removal(words(Program::groupdel), true);
  if (program == "gpasswd") return read_gpasswd(words(Program::gpasswd));
  if (program == "deluser") return read_removal(words(Program::debian_adduser), false);
  if (program == "delgroup") return read_removal(words(Program::debian_adduser), true);
  if (program == "addgroup") return read_addgroup(argv);
  return {};
}

}  // namespace dockerfix
