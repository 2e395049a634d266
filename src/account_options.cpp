// The options of the account tools: man useradd, groupadd, usermod, groupmod, userdel, groupdel,
// gpasswd (shadow 4.13), adduser, deluser (Debian 3.134), BusyBox loginutils/adduser.c, addgroup.c.
#include "account_options.h"

#include <charconv>
#include <span>

namespace dockerfix {
namespace {

using Option = AccountOption;

struct Known {
  char letter;  // 0: none
  std::string_view name;
  Option option;
  bool value;
};

constexpr Known useradd[] = {
    {'b', "base-dir", Option::home_base, true},
    {0, "badname", Option::ignored, false},
    {0, "badnames", Option::ignored, false},
    {0, "btrfs-subvolume-home", Option::ignored, false},
    {'c', "comment", Option::ignored, true},
    {'d', "home-dir", Option::home, true},
    {'D', "defaults", Option::elsewhere, false},
    {'e', "expiredate", Option::ignored, true},
    {'f', "inactive", Option::ignored, true},
    {'F', "add-subids-for-system", Option::ignored, false},
    {'g', "gid", Option::gid, true},
    {'G', "groups", Option::groups, true},
    {'k', "skel", Option::ignored, true},
    {'K', "key", Option::ignored, true},
    {'l', "no-log-init", Option::ignored, false},
    {'m', "create-home", Option::make_home, false},
    {'M', "no-create-home", Option::no_home, false},
    {'N', "no-user-group", Option::no_own_group, false},
    {'o', "non-unique", Option::ignored, false},
    {'p', "password", Option::ignored, true},
    {'P', "prefix", Option::elsewhere, true},
    {'r', "system", Option::system, false},
    {'R', "root", Option::elsewhere, true},
    {'s', "shell", Option::ignored, true},
    {'u', "uid", Option::uid, true},
    {'U', "user-group", Option::ignored, false},
    {'Z', "selinux-user", Option::ignored, true},
};

constexpr Known groupadd[] = {
    {'f', "force", Option::ignored, false},   {'g', "gid", Option::gid, true},
    {'K', "key", Option::ignored, true},      {'o', "non-unique", Option::ignored, false},
    {'p', "password", Option::ignored, true}, {'P', "prefix", Option::elsewhere, true},
    {'r', "system", Option::system, false},   {'R', "root", Option::elsewhere, true},
    {'U', "users", Option::ignored, true},
};

constexpr Known usermod[] = {
    {'a', "append", Option::append, false},
    {'b', "badname", Option::ignored, false},
    {'c', "comment", Option::ignored, true},
    {'d', "home", Option::home, true},
    {'e', "expiredate", Option::ignored, true},
    {'f', "inactive", Option::ignored, true},
    {'g', "gid", Option::gid, true},
    {'G', "groups", Option::groups, true},
    {'l', "login", Option::new_name, true},
    {'L', "lock", Option::ignored, false},
    {'m', "move-home", Option::make_home, false},
    {'o', "non-unique", Option::ignored, false},
    {'p', "password", Option::ignored, true},
    {'P', "prefix", Option::elsewhere, true},
    {'r', "remove", Option::drop_member, false},
    {'R', "root", Option::elsewhere, true},
    {'s', "shell", Option::ignored, true},
    {'u', "uid", Option::uid, true},
    {'U', "unlock", Option::ignored, false},
    {'v', "add-subuids", Option::ignored, true},
    {'V', "del-subuids", Option::ignored, true},
    {'w', "add-subgids", Option::ignored, true},
    {'W', "del-subgids", Option::ignored, true},
    {'Z', "selinux-user", Option::ignored, true},
};

constexpr Known groupmod[] = {
    {'a', "append", Option::ignored, false},   {'g', "gid", Option::gid, true},
    {'n', "new-name", Option::new_name, true}, {'o', "non-unique", Option::ignored, false},
    {'p', "password", Option::ignored, true},  {'P', "prefix", Option::elsewhere, true},
    {'R', "root", Option::elsewhere, true},    {'U', "users", Option::ignored, true},
};

constexpr Known userdel[] = {
    // and groupdel
    {'f', "force", Option::ignored, false},        {'r', "remove", Option::ignored, false},
    {'P', "prefix", Option::elsewhere, true},      {'R', "root", Option::elsewhere, true},
    {'Z', "selinux-user", Option::ignored, false},
};

constexpr Known gpasswd[] = {
    {'a', "add", Option::add_member, true},           {'d', "delete", Option::drop_member, true},
    {'r', "remove-password", Option::ignored, false}, {'R', "restrict", Option::ignored, false},
    {'A', "administrators", Option::ignored, true},   {'M', "members", Option::ignored, true},
    {'Q', "root", Option::elsewhere, true},
};

constexpr Known debian_adduser[] = {
    {0, "system", Option::system, false},
    {0, "group", Option::group, false},
    {0, "home", Option::home, true},
    {0, "shell", Option::ignored, true},
    {0, "no-create-home", Option::no_home, false},
    {0, "uid", Option::uid, true},
    {0, "gid", Option::gid, true},
    {0, "ingroup", Option::gid, true},
    {0, "firstuid", Option::ignored, true},
    {0, "lastuid", Option::ignored, true},
    {0, "firstgid", Option::ignored, true},
    {0, "lastgid", Option::ignored, true},
    {0, "disabled-password", Option::ignored, false},
    {0, "disabled-login", Option::ignored, false},
    {0, "gecos", Option::ignored, true},
    {0, "comment", Option::ignored, true},
    {0, "add_extra_groups", Option::ignored, false},
    {0, "add-extra-groups", Option::ignored, false},
    {0, "encrypt-home", Option::ignored, false},
    {0, "force-badname", Option::ignored, false},
    {0, "allow-badname", Option::ignored, false},
    {0, "allow-bad-names", Option::ignored, false},
    {0, "allow-all-names", Option::ignored, false},
    {0, "quiet", Option::ignored, false},
    {0, "q", Option::ignored, false},
    {0, "verbose", Option::ignored, false},
    {0, "help", Option::elsewhere, false},
    {0, "version", Option::elsewhere, false},
    {0, "debug", Option::ignored, false},
    {0, "conf", Option::ignored, true},
    {0, "remove-home", Option::ignored, false},
    {0, "remove-all-files", Option::ignored, false},
    {0, "backup", Option::ignored, false},
    {0, "backup-to", Option::ignored, true},
    {0, "force", Option::ignored, false},
    {0, "only-if-empty", Option::ignored, false},
};

constexpr Known busybox_adduser[] = {
    {'h', "home", Option::home, true},
    {'g', "gecos", Option::ignored, true},
    {'s', "shell", Option::ignored, true},
    {'G', "ingroup", Option::gid, true},
    {'D', "disabled-password", Option::ignored, false},
    {'D', "empty-password", Option::ignored, false},
    {'S', "system", Option::system, false},
    {'H', "no-create-home", Option::no_home, false},
    {'u', "uid", Option::uid, true},
    {'k', "skel", Option::ignored, true},
    {0, "remove-home", Option::ignored, false},
};

constexpr Known busybox_addgroup[] = {
    {'g', "gid", Option::gid, true},
    {'S', "system", Option::system, false},
};

std::span<const Known> options_of(AccountProgram program) {
  switch (program) {
    case AccountProgram::useradd:
      return useradd;
    case AccountProgram::groupadd:
      return groupadd;
    case AccountProgram::usermod:
      return usermod;
    case AccountProgram::groupmod:
      return groupmod;
    case AccountProgram::userdel:
    case AccountProgram::groupdel:
      return userdel;
    case AccountProgram::gpasswd:
      return gpasswd;
    case AccountProgram::debian_adduser:
      return debian_adduser;
    case AccountProgram::busybox_adduser:
      return busybox_adduser;
    case AccountProgram::busybox_addgroup:
      return busybox_addgroup;
  }
  return {};
}

// An exact name, else the one option that begins with it, as getopt_long takes it.
const Known* find_long(std::span<const Known> options, std::string_view name) {
  const Known* found = nullptr;
  for (const Known& known : options) {
    if (known.name == name) return &known;
    if (!known.name.starts_with(name)) continue;
    if (found && found->option != known.option) return nullptr;
    found = &known;
  }
  return name.empty() ? nullptr : found;
}

const Known* find_short(std::span<const Known> options, char letter) {
  for (const Known& known : options) {
    if (known.letter != 0 && known.letter == letter) return &known;
  }
  return nullptr;
}

struct Reader {
  const Argv& argv;
  std::span<const Known> options;
  bool single_dash;  // Perl's Getopt::Long takes -system for --system
  AccountWords words;
  std::size_t next = 1;

  std::optional<std::string> next_value() {
    if (next < argv.size()) return argv[next++].value;
    words.understood = false;
    return {};
  }

  void read_long(std::string_view text, bool known_value) {
    const std::size_t equals = text.find('=');
    const Known* known = find_long(options, text.substr(0, equals));
    if (!known || (!known->value && equals != text.npos)) {
      words.understood = false;
    } else if (!known->value) {
      words.options.emplace_back(known->option, std::nullopt);
    } else if (equals == text.npos) {
      words.options.emplace_back(known->option, next_value());
    } else if (known_value) {
      words.options.emplace_back(known->option, std::string(text.substr(equals + 1)));
    } else {
      words.options.emplace_back(known->option, std::nullopt);
    }
  }

  void read_short(std::string_view letters, bool known_value) {
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const Known* known = find_short(options, letters[i]);
      if (!known) {
        words.understood = false;
        return;
      }
      if (!known->value) {
        words.options.emplace_back(known->option, std::nullopt);
        continue;
      }
      const std::string_view rest = letters.substr(i + 1);
      if (rest.empty()) {
        words.options.emplace_back(known->option, next_value());
      } else if (known_value) {
        words.options.emplace_back(known->option, std::string(rest));
      } else {
        words.options.emplace_back(known->option, std::nullopt);
      }
      return;
    }
  }

  void read() {
    bool only_operands = false;
    while (next < argv.size()) {
      const Arg& arg = argv[next++];
      // Where the value is not known its raw text still shows which option it belongs to.
      std::string text = arg.value.value_or(arg.raw);
      if (!arg.value && (text.starts_with('"') || text.starts_with('\''))) text.erase(0, 1);
      const bool dash = text.size() > 1 && text[0] == '-' && !only_operands;
      if (dash && text == "--") {
        only_operands = true;
      } else if (dash && (text[1] == '-' || single_dash)) {
        read_long(std::string_view(text).substr(text[1] == '-' ? 2 : 1), arg.value.has_value());
      } else if (dash) {
        read_short(std::string_view(text).substr(1), arg.value.has_value());
      } else {
        words.operands.push_back(arg.value);
      }
    }
  }
};

}  // namespace

bool AccountWords::has(AccountOption option) const {
  for (const auto& [given, value] : options) {
    if (given == option) return true;
  }
  return false;
}

std::optional<std::string> AccountWords::value(AccountOption option) const {
  for (auto given = options.rbegin(); given != options.rend(); ++given) {
    if (given->first == option) return given->second;
  }
  return {};
}

std::optional<std::uint32_t> account_id(std::string_view text) {
  std::uint32_t id = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, id);
  if (error != std::errc() || stop != end || text.empty()) return {};
  return id;
}

AccountWords read_account_words(const Argv& argv, AccountProgram program) {
  const bool single_dash = program == AccountProgram::debian_adduser;
  Reader reader{argv, options_of(program), single_dash, {}};
  reader.read();
  return std::move(reader.words);
}

}  // namespace dockerfix
