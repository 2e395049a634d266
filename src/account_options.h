// The options of the account tools, read as each of the tools reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands.h"

namespace dockerfix {

enum class AccountOption : std::uint8_t {
  ignored,  // shell, password, comment, …
  uid,
  gid,     // of the group itself, or the primary group by number or name
  groups,  // further groups
  home,
  home_base,
  make_home,
  no_home,
  system,
  no_own_group,
  group,  // Debian's --group: the account's own group, or make a group
  new_name,
  append,
  add_member,   // gpasswd -a
  drop_member,  // gpasswd -d
  elsewhere,    // of another root, or no change at all: -R, -P, useradd -D
};

enum class AccountProgram : std::uint8_t {
  useradd,
  groupadd,
  usermod,
  groupmod,
  userdel,
  groupdel,
  gpasswd,
  debian_adduser,  // and addgroup, deluser, delgroup
  busybox_adduser,
  busybox_addgroup,
};

struct AccountWords {
  std::vector<std::pair<AccountOption, std::optional<std::string>>> options;
  std::vector<std::optional<std::string>> operands;  // empty where nobody can tell
  bool understood = true;                            // false: an option that the tool does not have

  bool has(AccountOption option) const;

  // The last value given, empty where none is or nobody can tell.
  std::optional<std::string> value(AccountOption option) const;
};

// A uid or gid in decimal; empty where the text is none.
std::optional<std::uint32_t> account_id(std::string_view text);

// The words behind argv[0].
AccountWords read_account_words(const Argv& argv, AccountProgram program);

}  // namespace dockerfix
