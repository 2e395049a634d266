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
  std::string name;                  // empty: only numbers are known
  std::optional<std::uint32_t> uid;  // empty: the tool picks one
  std::optional<std::uint32_t> gid;  // of the primary group
  std::string group;                 // name of the primary group; empty: not known
  std::optional<std::string> home;
  bool has_home = false;       // the directory is made, and is the account's; one that
                               // was there already stays as it was, but for BusyBox
  bool supplementary = false;  // is in further groups, which `USER uid:gid` would drop
};

struct Group {
  std::string name;
  std::optional<std::uint32_t> gid;
};

// What one command does to /etc/passwd and /etc/group.
struct AccountChange {
  enum class Kind { account, group, member, removed, modified, unknown };
  Kind kind = Kind::unknown;
  Account account;       // account; modified: its name and what changes
  Group group;           // group; modified where account.name is empty
  std::string new_name;  // modified: usermod -l, groupmod -n; empty: keeps its name
  // member: account.name joins group.name. removed: the account, the group, or, where both are
  // named, the account's membership in the group.
};

// Reads useradd, groupadd, adduser, addgroup, usermod, groupmod, userdel, groupdel, deluser,
// delgroup and gpasswd -a in the dialect of the family (adduser is three programs: Debian's,
// BusyBox's, and a link to useradd on the RPM families). Empty where argv is no such command, or
// changes another root's files. A group that comes with an account stands before it. Words nobody
// can tell leave their fields empty; where the name is not to be told: unknown. An id that the
// tool picks itself is empty, but for the gid of an account's own group, which is the given uid
// unless another group has that number already.
std::vector<AccountChange> read_account_command(const Argv& argv, Family family);

struct NewAccount {  // what is asked for
  std::string name = "app";
  std::string group = "app";
  std::string uid = "10001";  // a number, or a variable such as $UID
  std::string gid = "10001";
  std::string home = "/home/app";
  bool group_exists = false;  // use it, do not make it
};

// `wanted` with a name and ids that are free: a group of that name is used, if its gid is known
// and not 0; a name that is taken becomes appuser, then app10001, app10002, …; ids are the next
// free ones, and stay equal where they were. The home follows the name. The ids of `wanted` are
// numbers, and so are those of the result; ids that are no numbers are left as they are.
NewAccount choose_account(const NewAccount& wanted, const std::vector<Account>& known,
                          const std::vector<Group>& groups);

// The commands that make the account where the family's tools are as usual: to be joined with &&.
// Its home is made and is its own. Empty: the family has no way (then only numbers can be used).
std::vector<std::string> create_commands(const NewAccount& account, Family family);

}  // namespace dockerfix
