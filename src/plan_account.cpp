// Which account the program shall run as: the file's own, the image's, numbers, or a new one.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "plan_parts.h"

namespace dockerfix {
namespace {

// Where a variable that an id came from still has that value at the end of the stage.
bool still_set(const Look& look, const std::string& text, std::optional<std::uint32_t> id) {
  if (text.empty() || !id) return false;
  const std::optional<std::string> value =
      expand(text, look.doc.escape,
             [&](std::string_view name) { return final_variable(look.facts, look.stage, name); });
  return value == std::to_string(*id);
}

// "uid:gid" of the account, by variable where the file gives them by variable; empty: not known.
std::string numbers_of(const Look& look, const KnownAccount& known) {
  const auto half = [&](std::optional<std::uint32_t> id, const std::string& text) -> std::string {
    if (!id) return {};
    if (text.empty()) return std::to_string(*id);
    return still_set(look, text, id) ? text : std::string();
  };
  const std::string uid = half(known.account.uid, known.uid_text);
  const std::string gid = half(known.account.gid, known.gid_text);
  // One half by variable and one by number would be torn apart by a build argument.
  if (known.uid_text.empty() != known.gid_text.empty()) return {};
  return uid.empty() || gid.empty() ? std::string() : uid + ":" + gid;
}

// Where its group is not known the name stands alone: its login group is then meant.
std::string names_of(const Account& account) {
  if (account.name.empty() || account.group.empty()) return account.name;
  return account.name + ":" + account.group;
}

// Fills in how the account is written. A name is looked up in a passwd: there is none on scratch.
void write_account(const Look& look, const KnownAccount& known, UserForm form, Plan& plan) {
  plan.account = known.account;
  plan.owner_number = numbers_of(look, known);
  const std::string names = names_of(known.account);
  const bool by_name = form == UserForm::name || plan.owner_number.empty();
  plan.owner = by_name && !names.empty() ? names : plan.owner_number;
  if (by_name && !known.account.name.empty()) {
    plan.user = known.account.name;
  } else if (known.account.supplementary) {
    // A group on USER would drop the others: semantics 1.6.
    plan.user = plan.owner_number.substr(0, plan.owner_number.find(':'));
  } else {
    plan.user = plan.owner_number;
  }
  if (look.policy.ownership == Ownership::openshift && !plan.owner_number.empty() &&
      look.end().user.kind != User::Kind::ordinary) {
    plan.user = plan.owner_number.substr(0, plan.owner_number.find(':')) + ":0";
  }
  // A shell may know $UID as its own: where ids come from variables, a RUN uses the name.
  const bool variables = plan.owner_number.find('$') != std::string::npos;
  plan.run_owner = variables && !names.empty() ? names : plan.owner;
  // chown gives the login group only where it is asked for.
  if (!plan.run_owner.empty() && plan.run_owner == plan.account.name) plan.run_owner += ":";
}

// Whether an earlier fix of this run wrote the item, for a stage that this one is FROM.
bool is_ours(const Look& look, std::size_t item) {
  return !look.lines.empty() && look.line(item) == 0;
}

std::string made_where(const Look& look, const KnownAccount& known) {
  if (known.made_by == no_item) return "the base image ships it";
  return fmt::format("line {} makes {}", look.line(known.made_by), known.account.name);
}

// The last USER of the chain that was not root: root came back after it.
// Not one that nothing in a known image tells of: a package's account, such as postgres, under
// which a RUN did something for that package.
const User* earlier_user(const Look& look, const KnownAccounts& known) {
  const User* found = nullptr;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const Stage& stage = look.facts.stages[at];
    for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
      const User& user = look.facts.before[i].user;
      if (user.kind != User::Kind::ordinary || user.because == no_item) continue;
      // nobody is shared with whatever else has no owner: semantics 4.2.
      if (user.name() == "nobody" || user.name() == "65534") continue;
      const bool told = find_account(known, user.name()) || account_of_numbers(user.text).uid;
      if (told || !look.base().row) found = &user;
    }
  }
  return found;
}

bool given_something(const Look& look, const Account& account) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Owned& entry : look.facts.stages[at].owned) {
      const bool chowned = entry.what == Owned::What::owner || entry.what == Owned::What::content;
      if (chowned && is_account(entry.owner, account)) return true;
    }
  }
  return false;
}

// The account that the chain makes and never uses. Of several the one that is given files, else
// the last.
const KnownAccount* made_in_file(const Look& look, const KnownAccounts& known) {
  const KnownAccount* last = nullptr;
  const KnownAccount* owner = nullptr;
  for (const KnownAccount& account : known.accounts) {
    if (account.made_by == no_item || account.conditional || account.account.uid == 0u) continue;
    if (is_ours(look, account.made_by)) continue;
    if (account.account.name.empty()) continue;
    last = &account;
    if (given_something(look, account.account)) owner = &account;
  }
  return owner ? owner : last;
}

// An account of the base image that the file gives something: www-data, as a rule.
const KnownAccount* given_in_file(const Look& look, const KnownAccounts& known) {
  for (const KnownAccount& account : known.accounts) {
    const std::uint32_t uid = account.account.uid.value_or(0);
    if (account.made_by != no_item || uid == 0 || account.account.name == "nobody") continue;
    if (given_something(look, account.account)) return &account;
  }
  return nullptr;
}

// The numbers that files are given to and that no account is known for: the new one gets them.
std::optional<Account> given_number(const Look& look, const KnownAccounts& known) {
  std::optional<Account> found;
  for (const Copied& copy : look.copies) {
    const Flag* chown = copy.instruction.flag("chown");
    const Account numbers = account_of_numbers(chown ? chown->value.value_or("") : "");
    if (!numbers.uid || !numbers.gid || *numbers.uid == 0) continue;
    if (!find_account(known, std::to_string(*numbers.uid))) found = numbers;
  }
  return found;
}

// Apache and php-fpm of a distribution are set up for its www-data: semantics 2.3.
const KnownAccount* usual_for_program(const Look& look, const KnownAccounts& known) {
  const bool usual =
      std::any_of(look.launch.programs.begin(), look.launch.programs.end(), [](const Program& p) {
        return p.kind.starts_with("runs-apache") || p.kind == "runs-php-fpm";
      });
  return usual ? find_account(known, "www-data") : nullptr;
}

void make_account(const Look& look, const KnownAccounts& known, Plan& plan) {
  std::vector<Account> accounts;
  for (const KnownAccount& account : known.accounts) accounts.push_back(account.account);
  NewAccount wanted = asked_account(look.policy);
  const std::optional<Account> given = given_number(look, known);
  if (given && look.policy.uid == Policy{}.uid && !look.policy.gid) {
    wanted.uid = std::to_string(*given->uid);
    wanted.gid = std::to_string(*given->gid);
  }
  plan.make = choose_account(wanted, accounts, known.groups);
  plan.create = true;
  plan.asked = wanted;
  plan.account_why =
      look.base().row ? "neither the file nor its base image has an account for the program"
                      : "the file has no account for the program, and what accounts its base image "
                        "has is not known";
  KnownAccount made;
  made.account = {plan.make.name,
                  static_cast<std::uint32_t>(std::stoul(plan.make.uid)),
                  static_cast<std::uint32_t>(std::stoul(plan.make.gid)),
                  plan.make.group,
                  plan.make.home,
                  true,
                  false};
  if (look.policy.uid_arg) {
    plan.uid_arg = true;
    const auto [uid, gid] = id_arguments(look);
    plan.arg_uid = uid + "=" + plan.make.uid;
    plan.arg_gid = gid + "=" + plan.make.gid;
    plan.make.uid = "${" + uid + "}";
    plan.make.gid = "${" + gid + "}";
  }
  write_account(look, made, look.policy.user_form, plan);
  if (plan.uid_arg) {
    plan.owner_number = plan.make.uid + ":" + plan.make.gid;
    if (look.policy.user_form == UserForm::number) plan.owner = plan.user = plan.owner_number;
    if (look.policy.ownership == Ownership::openshift) plan.user = plan.make.uid + ":0";
    plan.run_owner = plan.owner;
  }
}

void use_numbers(const Look& look, Plan& plan) {
  // 65532 is nonroot of distroless and of Chainguard: semantics 4.1.
  KnownAccount numbers;
  constexpr std::uint32_t nonroot = 65532;
  const bool usual = look.policy.uid == Policy{}.uid;
  numbers.account.uid = usual ? nonroot : look.policy.uid;
  numbers.account.gid = usual ? look.policy.gid.value_or(nonroot) : look.policy.group_id();
  plan.account_why = family_facts(look.base().family).shell && !look.can_run
                         ? "a RUN that makes an account would need an emulator"
                         : "nothing in the image can make an account";
  write_account(look, numbers, look.policy.user_form, plan);
}

// bash keeps UID for itself, and on these families /bin/sh is bash: a RUN would not see the ARG.
bool sh_is_bash(Family family) {
  switch (family) {
    case Family::redhat:
    case Family::redhat_minimal:
    case Family::redhat_micro:
    case Family::amazon:
    case Family::azurelinux:
    case Family::photon:
    case Family::suse:
    case Family::arch:
      return true;
    default:
      return false;
  }
}

bool declared(const Look& look, std::string_view name) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings) {
      if (setting.name == name) return true;
    }
  }
  return false;
}

}  // namespace

std::pair<std::string, std::string> id_arguments(const Look& look) {
  const std::string shell = look.end().shell.empty() ? "" : look.end().shell.front();
  const bool bash = shell.ends_with("bash") || sh_is_bash(look.base().family);
  std::string prefix = bash ? "USER_" : "";
  while (declared(look, prefix + "UID") || declared(look, prefix + "GID")) {
    prefix = prefix.empty() ? "USER_" : "RUN_" + prefix;
  }
  return {prefix + "UID", prefix + "GID"};
}

Account account_of_numbers(const std::string& text) {
  const auto number = [](std::string_view part) -> std::optional<std::uint32_t> {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (part.empty() || error != std::errc() || end != part.data() + part.size())
      return std::nullopt;
    return value;
  };
  Account account;
  const std::size_t colon = text.find(':');
  account.uid = number(std::string_view(text).substr(0, colon));
  if (colon != std::string::npos) account.gid = number(std::string_view(text).substr(colon + 1));
  return account;
}

bool is_account(const Owner& owner, const Account& account) {
  if (owner.kind != Owner::Kind::user) return false;
  if (!account.name.empty() && owner.name == account.name) return true;
  return account.uid && owner.name == std::to_string(*account.uid);
}

namespace {

// How the file itself gives files to that user: the last --chown, where it is no variable.
std::optional<std::string> own_chown(const Look& look, const std::string& user) {
  std::optional<std::string> found;
  for (const Copied& copy : look.copies) {
    const Flag* chown = copy.instruction.flag("chown");
    const std::string text = chown ? chown->value.value_or("") : "";
    if (text.find('$') == std::string::npos && text.substr(0, text.find(':')) == user) found = text;
  }
  return found;
}

}  // namespace

NewAccount asked_account(const Policy& policy) {
  NewAccount wanted;
  wanted.name = wanted.group = policy.user;
  wanted.uid = std::to_string(policy.uid);
  wanted.gid = std::to_string(policy.group_id());
  wanted.home = "/home/" + policy.user;
  return wanted;
}

namespace {

// Whom the text of a USER stands for. A number that no passwd knows runs with group 0 (semantics
// 0.3, rule 8), and only of an image whose accounts are all known can that be told.
KnownAccount account_of_user(const Look& look, const KnownAccounts& known,
                             const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string name = text.substr(0, colon);
  if (const KnownAccount* found = find_account(known, name)) return *found;
  KnownAccount account;
  account.account = account_of_numbers(text);
  const bool all_known = look.base().row || look.base().family == Family::scratch;
  if (account.account.uid && colon == std::string::npos && all_known) account.account.gid = 0;
  if (!account.account.uid) account.account.name = name;
  if (colon != std::string::npos && !account.account.gid)
    account.account.group = text.substr(colon + 1);
  return account;
}

// `FROM prom/prometheus`, `USER root`: its data is the user's that the image starts as.
bool take_user_of_server(const Look& look, const KnownAccounts& known, Plan& plan) {
  const BaseImage* row = look.base().row;
  const std::string starts_as(row && row->start == Start::serves ? row->user : "");
  const bool root = starts_as == "root" || starts_as == "0" || starts_as.starts_with("0:");
  if (starts_as.empty() || root || starts_as.find_first_of("?$") != std::string::npos) return false;
  write_account(look, account_of_user(look, known, starts_as), look.policy.user_form, plan);
  plan.user = starts_as;
  plan.account_why = fmt::format("{} starts as it", look.base().text);
  return true;
}

// An account that the base image has, and that the file or its program goes by.
bool take_account_of_base(const Look& look, const KnownAccounts& known, Plan& plan) {
  const BaseImage* row = look.base().row;
  const KnownAccount* given = given_in_file(look, known);
  if (given && !(row && row->account.name == given->account.name)) {
    write_account(look, *given, look.policy.user_form, plan);
    plan.account_why = fmt::format("the file gives files to {}", given->account.name);
    return true;
  }
  if (const KnownAccount* usual = usual_for_program(look, known)) {
    write_account(look, *usual, look.policy.user_form, plan);
    plan.account_why = fmt::format("{} is set up for {}", look.launch.name, usual->account.name);
    return true;
  }
  if (row && !row->account.name.empty()) {
    if (const KnownAccount* ships = find_account(known, row->account.name)) {
      write_account(look, *ships, look.policy.user_form, plan);
      plan.account_why = fmt::format("{} ships it for its program", look.base().text);
      return true;
    }
  }
  return take_user_of_server(look, known, plan);
}

}  // namespace

void take_final_user(const Look& look, Plan& plan) {
  const User& user = look.end().user;
  const KnownAccounts known = accounts_before(look.facts, look.stage, no_item);
  const KnownAccount account = account_of_user(look, known, user.text);
  plan.account_why = user.because == no_item
                         ? "the base image starts as it"
                         : fmt::format("USER on line {} names it", look.line(user.because));
  // The file's own way of naming it goes on: a USER by name wants --chown by name.
  const bool by_name = user.because != no_item && !account_of_numbers(user.text).uid;
  write_account(look, account, by_name ? UserForm::name : UserForm::number, plan);
  plan.user = user.text;
  if (const std::optional<std::string> own = own_chown(look, user.name())) {
    plan.owner = plan.run_owner = *own;
    if (own->find(':') == std::string::npos && !account_of_numbers(*own).uid) plan.run_owner += ":";
  }
}

void choose_account(const Look& look, Plan& plan) {
  const KnownAccounts known = accounts_before(look.facts, look.stage, no_item);
  const KnownAccount* made = made_in_file(look, known);
  const User* earlier = earlier_user(look, known);
  if (earlier && !(made && is_ours(look, earlier->because))) {
    write_account(look, account_of_user(look, known, earlier->text), look.policy.user_form, plan);
    // What dockerfix wrote itself is written so again: by the variables of --uid-arg, too.
    if (!is_ours(look, earlier->because)) plan.user = earlier->text;
    plan.account_why = is_ours(look, earlier->because)
                           ? "the stage that this one is FROM ends as it"
                           : fmt::format("USER on line {} names it", look.line(earlier->because));
    return;
  }
  if (made) {
    write_account(look, *made, look.policy.user_form, plan);
    plan.account_why = made_where(look, *made);
    return;
  }
  if (take_account_of_base(look, known, plan)) return;
  const FamilyFacts& family = family_facts(look.base().family);
  if (!look.can_run || family.tool == AccountTool::none) return use_numbers(look, plan);
  make_account(look, known, plan);
}

}  // namespace dockerfix
