// The commands that make our account, and a name and ids for it that are free.
#include <algorithm>

#include "account_options.h"
#include "accounts.h"

namespace dockerfix {
namespace {

struct Taken {
  const std::vector<Account>& accounts;
  const std::vector<Group>& groups;

  bool name(std::string_view name) const {
    return std::any_of(accounts.begin(), accounts.end(),
                       [&](const Account& account) { return account.name == name; });
  }
  bool uid(std::uint32_t uid) const {
    return std::any_of(accounts.begin(), accounts.end(),
                       [&](const Account& account) { return account.uid == uid; });
  }
  bool gid(std::uint32_t gid) const {
    const auto has = [&](const auto& entry) { return entry.gid == gid; };
    return std::any_of(groups.begin(), groups.end(), has) ||
           std::any_of(accounts.begin(), accounts.end(), has);
  }
  const Group* group(std::string_view name) const {
    const auto found = std::find_if(groups.rbegin(), groups.rend(),
                                    [&](const Group& group) { return group.name == name; });
    return found == groups.rend() ? nullptr : &*found;
  }
};

// A group that is there already can be used if its number can be written, and is not root's.
bool usable(const Taken& taken, const std::string& name) {
  if (taken.name(name)) return false;
  const Group* group = taken.group(name);
  return !group || (group->gid && group->gid != 0U);
}

std::string free_name(const Taken& taken, const std::string& name, const std::string& uid) {
  if (usable(taken, name)) return name;
  if (usable(taken, name + "user")) return name + "user";
  for (std::uint32_t id = account_id(uid).value_or(1);; ++id) {
    const std::string candidate = name + std::to_string(id);
    if (usable(taken, candidate)) return candidate;
  }
}

void choose_ids(NewAccount& account, const Taken& taken) {
  const std::optional<std::uint32_t> uid = account_id(account.uid);
  const std::optional<std::uint32_t> gid = account_id(account.gid);
  const bool equal = uid && uid == gid && !account.group_exists;
  if (uid) {
    std::uint32_t id = *uid;
    while (taken.uid(id) || (equal && taken.gid(id))) ++id;
    account.uid = std::to_string(id);
    if (equal) account.gid = account.uid;
  }
  if (gid && !equal && !account.group_exists) {
    std::uint32_t id = *gid;
    while (taken.gid(id)) ++id;
    account.gid = std::to_string(id);
  }
}

std::string parent(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

// BusyBox's adduser exits 0 without a home where the parent is missing, and useradd before 4.7
// fails. /home is there in every base image.
void make_parent(const NewAccount& account, std::vector<std::string>& commands) {
  const std::string above = parent(account.home);
  if (above != "/" && above != "/home") commands.push_back("mkdir -p " + above);
}

// groupadd and useradd of shadow: run on Debian 12; the same options by their manual pages on the
// RPM families, SUSE and Arch (not run there). No --system: it warns of an id
// above 999 and makes no home. --no-log-init: before 4.9 a high uid makes a lastlog of many GB.
void use_shadow(const NewAccount& account, const FamilyFacts& family,
                std::vector<std::string>& commands) {
  make_parent(account, commands);
  if (!account.group_exists) {
    commands.push_back("groupadd --gid " + account.gid + " " + account.group);
  }
  std::string useradd = "useradd --uid " + account.uid + " --gid " + account.group;
  if (account.home != "/home/" + account.name) useradd += " --home-dir " + account.home;
  useradd += " --create-home --shell " + std::string(family.nologin) + " --no-log-init ";
  commands.push_back(useradd + account.name);
}

// Run with BusyBox 1.35 on Alpine's passwd and group; Wolfi has the same applets (not run there).
// An existing home is taken over.
void use_busybox(const NewAccount& account, const FamilyFacts& family,
                 std::vector<std::string>& commands) {
  make_parent(account, commands);
  if (!account.group_exists) {
    commands.push_back("addgroup -g " + account.gid + " " + account.group);
  }
  std::string adduser = "adduser -D -u " + account.uid + " -G " + account.group;
  if (account.home != "/home/" + account.name) adduser += " -h " + account.home;
  commands.push_back(adduser + " -s " + std::string(family.nologin) + " " + account.name);
}

// None of these was run here; each is what the distribution's own images on top of it do.
std::vector<std::string> install_shadow(Family family) {
  switch (family) {
    case Family::redhat_minimal:  // MariaDB/mariadb-docker 11.8-ubi/Dockerfile
      return {"microdnf install -y shadow-utils", "microdnf clean all"};
    case Family::amazon:  // yum is in 2 and in 2023: docker-library/repo-info amazonlinux/local
      return {"yum install -y shadow-utils", "yum clean all"};
    case Family::azurelinux:  // dotnet/dotnet-docker src/runtime-deps/10.0/azurelinux3.0
      return {"tdnf install -y shadow-utils", "tdnf clean all"};
    case Family::photon:  // goharbor/harbor make/photon; the package is called shadow
      return {"tdnf install -y shadow", "tdnf clean all"};
    default:
      return {};
  }
}

}  // namespace

NewAccount choose_account(const NewAccount& wanted, const std::vector<Account>& known,
                          const std::vector<Group>& groups) {
  const Taken taken{known, groups};
  NewAccount account = wanted;
  account.name = free_name(taken, wanted.name, wanted.uid);
  if (account.name != wanted.name) {
    if (wanted.group == wanted.name) account.group = account.name;
    if (wanted.home == "/home/" + wanted.name) account.home = "/home/" + account.name;
  }
  const Group* group = taken.group(account.group);
  account.group_exists = group && group->gid;
  if (account.group_exists) account.gid = std::to_string(*group->gid);
  if (group && !account.group_exists) account.group = account.name;
  choose_ids(account, taken);
  return account;
}

std::vector<std::string> create_commands(const NewAccount& account, Family family) {
  const FamilyFacts& facts = family_facts(family);
  std::vector<std::string> commands;
  switch (facts.tool) {
    case AccountTool::none:
      break;
    case AccountTool::busybox:
      use_busybox(account, facts, commands);
      break;
    case AccountTool::shadow_after_install:
      commands = install_shadow(family);
      use_shadow(account, facts, commands);
      break;
    case AccountTool::shadow:
      use_shadow(account, facts, commands);
      break;
  }
  return commands;
}

}  // namespace dockerfix
