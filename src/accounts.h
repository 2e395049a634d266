// Accounts: what useradd, adduser and their kin make, in their three dialects, and the commands
// that make ours.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands.h"
#include "images.h"

namespace dockerfix {

struct Account {
  std::string name;                    // empty: only numbers are known
  std::optional<std::uint32_t> uid;    // empty: the tool picks one
  std::optional<std::uint32_t> gid;    // of the primary group
  std::string group;                   // name of the primary group; empty: not known
  std::optional<std::string> home;
  bool has_home = false;               // the directory is made, and is the account's
  bool supplementary = false;          // is in further groups, which `USER uid:gid` would drop
};

struct Group {
  std::string name;
  std::optional<std::uint32_t> gid;
};

// What one command does to /etc/passwd and /etc/group.
struct AccountChange {
  enum class Kind { account, group, member, removed, modified, unknown };
  Kind kind = Kind::unknown;
  Account account;                     // account, modified (only what changes), removed (name)
  Group group;                         // group, member (account.name joins it)
};

// Reads useradd, groupadd, adduser, addgroup, usermod, groupmod, userdel, deluser in the dialect
// of the family (adduser is three programs: Debian's, BusyBox's, and a link to useradd on the
// RPM families). Empty where argv is no such command. Where the name is not to be told: unknown.
std::vector<AccountChange> read_account_command(const Argv& argv, Family family);

struct NewAccount {                    // what is asked for
  std::string name = "app";
  std::string group = "app";
  std::string uid = "10001";           // a number, or a variable such as $UID
  std::string gid = "10001";
  std::string home = "/home/app";
  bool group_exists = false;           // use it, do not make it
};

// The commands that make the account where the family's tools are as usual: to be joined with &&.
// Empty: this family has no way that was proven (then only numbers can be used).
std::vector<std::string> create_commands(const NewAccount& account, Family family);

}  // namespace dockerfix
