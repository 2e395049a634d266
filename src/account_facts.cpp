// The accounts of a stage at an item: what the base ships, then what the chain did to them.
#include <algorithm>
#include <charconv>

#include "facts.h"

namespace dockerfix {
namespace {

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

// "name:uid:gid" is an account, "name:gid" a group: BaseImage::taken.
void add_taken(KnownAccounts& known, std::string_view taken) {
  while (!taken.empty()) {
    const std::string_view word = taken.substr(0, taken.find(' '));
    taken.remove_prefix(std::min(word.size() + 1, taken.size()));
    const std::size_t first = word.find(':');
    if (first == std::string_view::npos) continue;
    const std::size_t second = word.find(':', first + 1);
    const std::string name(word.substr(0, first));
    if (second == std::string_view::npos) {
      known.groups.push_back({name, number(word.substr(first + 1))});
      continue;
    }
    KnownAccount account;
    account.account.name = name;
    account.account.uid = number(word.substr(first + 1, second - first - 1));
    account.account.gid = number(word.substr(second + 1));
    known.accounts.push_back(std::move(account));
  }
}

KnownAccounts base_accounts(const Base& base) {
  KnownAccounts known;
  add_taken(known, family_facts(base.family).taken);
  if (!base.row) return known;
  add_taken(known, base.row->taken);
  const Prebuilt& ships = base.row->account;
  if (ships.name.empty()) return known;
  KnownAccount account;
  account.account.name = ships.name;
  account.account.group = ships.group;
  account.account.has_home = !ships.home.empty();
  const bool numbered = ships.uid != 0;
  if (numbered) account.account.uid = ships.uid;
  if (numbered) account.account.gid = ships.gid;
  if (!ships.home.empty()) account.account.home = std::string(ships.home);
  // The row of the image says more than the list of what is taken.
  std::erase_if(known.accounts,
                [&](const KnownAccount& k) { return k.account.name == ships.name; });
  known.groups.push_back({std::string(ships.group), account.account.gid});
  known.accounts.push_back(std::move(account));
  return known;
}

// The same for each image of a row of the table: each thread keeps what it read.
KnownAccounts accounts_of(const Base& base) {
  if (base.row && !is_listed(*base.row)) return base_accounts(base);
  thread_local std::map<std::pair<const BaseImage*, Family>, KnownAccounts> known;
  const auto [found, is_new] = known.try_emplace({base.row, base.family});
  if (is_new) found->second = base_accounts(base);
  return found->second;
}

KnownAccount* find_mutable(KnownAccounts& known, std::string_view name) {
  return const_cast<KnownAccount*>(find_account(known, name));
}

const Group* find_group(const KnownAccounts& known, std::string_view name) {
  for (auto group = known.groups.rbegin(); group != known.groups.rend(); ++group) {
    if (group->name == name) return &*group;
  }
  return nullptr;
}

void complete_group(const KnownAccounts& known, Account& account) {
  if (!account.gid && !account.group.empty()) {
    if (const Group* group = find_group(known, account.group)) account.gid = group->gid;
  }
  if (account.group.empty() && account.gid) {
    for (const Group& group : known.groups) {
      if (group.gid == account.gid) account.group = group.name;
    }
  }
}

void merge(Account& account, const Account& change) {
  if (change.uid) account.uid = change.uid;
  if (change.gid) account.gid = change.gid;
  if (!change.group.empty()) account.group = change.group;
  if (change.home) account.home = change.home;
  account.has_home = account.has_home || change.has_home;
  account.supplementary = account.supplementary || change.supplementary;
}

// groupmod: the accounts of the group go along.
void renumber(KnownAccounts& known, const AccountChange& change) {
  const std::string& name = change.group.name;
  const std::string& now = change.new_name.empty() ? name : change.new_name;
  for (Group& group : known.groups) {
    if (group.name != name) continue;
    group.name = now;
    if (change.group.gid) group.gid = change.group.gid;
  }
  for (KnownAccount& known_account : known.accounts) {
    Account& account = known_account.account;
    if (account.group != name) continue;
    account.group = now;
    if (!change.group.gid) continue;
    account.gid = change.group.gid;
    known_account.gid_text.clear();
  }
}

void add_event(KnownAccounts& known, const AccountEvent& event,
               std::vector<std::pair<std::string, std::string>>& group_texts) {
  const AccountChange& change = event.change;
  switch (change.kind) {
    case AccountChange::Kind::account: {
      KnownAccount made{change.account, event.item, event.uid_text, event.gid_text,
                        event.conditional};
      complete_group(known, made.account);
      for (const auto& [group, text] : group_texts) {
        if (made.gid_text.empty() && group == made.account.group) made.gid_text = text;
      }
      if (!made.account.group.empty() && !find_group(known, made.account.group)) {
        known.groups.push_back({made.account.group, made.account.gid});
      }
      known.accounts.push_back(std::move(made));
      return;
    }
    case AccountChange::Kind::group:
      known.groups.push_back(change.group);
      if (!event.gid_text.empty()) group_texts.emplace_back(change.group.name, event.gid_text);
      return;
    case AccountChange::Kind::member:
      if (KnownAccount* account = find_mutable(known, change.account.name)) {
        account->account.supplementary = true;
      }
      return;
    case AccountChange::Kind::modified:
      if (change.account.name.empty()) return renumber(known, change);
      if (KnownAccount* account = find_mutable(known, change.account.name)) {
        merge(account->account, change.account);
        if (!change.new_name.empty()) {
          // A group of the account's own name is the account's, whatever it is called now.
          account->account.name = change.new_name;
          account->made_by = event.item;
        }
        complete_group(known, account->account);
        if (!event.uid_text.empty()) account->uid_text = event.uid_text;
        if (!event.gid_text.empty()) account->gid_text = event.gid_text;
      }
      return;
    case AccountChange::Kind::removed:
      std::erase_if(known.accounts,
                    [&](const KnownAccount& k) { return k.account.name == change.account.name; });
      return;
    case AccountChange::Kind::unknown:
      return;
  }
}

}  // namespace

KnownAccounts accounts_before(const Facts& facts, std::size_t stage, std::size_t item) {
  KnownAccounts known = accounts_of(facts.stages[stage].base);
  std::vector<std::pair<std::string, std::string>> group_texts;
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const AccountEvent& event : facts.stages[at].accounts) {
      if (event.item < item) add_event(known, event, group_texts);
    }
  }
  return known;
}

Value home_before(const Facts& facts, std::size_t stage, std::size_t item) {
  const bool at_end = item == no_item;
  const Value set = at_end ? final_variable(facts, stage, "HOME") : variable(facts, item, "HOME");
  if (set.kind == Value::Kind::set) return set;
  const User& user = at_end ? facts.after_stage[stage].user : facts.before[item].user;
  if (user.kind == User::Kind::root) return {Value::Kind::set, "/root"};
  const KnownAccounts known = accounts_before(facts, stage, item);
  const KnownAccount* account = find_account(known, user.name());
  if (account && account->account.home) return {Value::Kind::set, *account->account.home};
  return {Value::Kind::unknown, {}};
}

const KnownAccount* find_account(const KnownAccounts& known, std::string_view name) {
  const std::optional<std::uint32_t> id = number(name);
  for (auto account = known.accounts.rbegin(); account != known.accounts.rend(); ++account) {
    if (account->account.name == name || (id && account->account.uid == id)) return &*account;
  }
  return nullptr;
}

}  // namespace dockerfix
