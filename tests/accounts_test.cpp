// What account commands do in each dialect, and which ones make our account.
#include "accounts.h"

#include <catch2/catch.hpp>
#include <sstream>

using namespace dockerfix;

namespace {

// Words by blanks; '' is an empty word; a word with a $ is one that nobody can tell.
Argv argv_of(const std::string& text) {
  Argv argv;
  std::istringstream in(text);
  for (std::string word; in >> word;) {
    Arg arg;
    arg.raw = word;
    if (word == "''") {
      arg.value = "";
    } else if (word.find('$') == std::string::npos) {
      arg.value = word;
    }
    argv.push_back(arg);
  }
  return argv;
}

std::string id(const std::optional<std::uint32_t>& value) {
  return value ? std::to_string(*value) : "?";
}

std::string print(const AccountChange& change) {
  const Account& account = change.account;
  const Group& group = change.group;
  const std::string renamed = change.new_name.empty() ? "" : " now " + change.new_name;
  switch (change.kind) {
    case AccountChange::Kind::account:
      return "account " + account.name + " " + id(account.uid) + ":" + id(account.gid) + " " +
             (account.group.empty() ? "?" : account.group) + " " + account.home.value_or("?") +
             (account.has_home ? " made" : "") + (account.supplementary ? " more" : "");
    case AccountChange::Kind::group:
      return "group " + group.name + " " + id(group.gid);
    case AccountChange::Kind::member:
      return account.name + " joins " + group.name;
    case AccountChange::Kind::removed:
      if (group.name.empty()) return "no account " + account.name;
      if (account.name.empty()) return "no group " + group.name;
      return account.name + " leaves " + group.name;
    case AccountChange::Kind::modified:
      if (account.name.empty()) return "group " + group.name + " has " + id(group.gid) + renamed;
      return account.name + " has " + id(account.uid) + ":" + id(account.gid) + " " +
             (account.group.empty() ? "?" : account.group) + " " + account.home.value_or("?") +
             (account.has_home ? " made" : "") + (account.supplementary ? " more" : "") + renamed;
    case AccountChange::Kind::unknown:
      return "unknown";
  }
  return {};
}

std::string read(const std::string& command, Family family) {
  std::string text;
  for (const AccountChange& change : read_account_command(argv_of(command), family)) {
    text += (text.empty() ? "" : "; ") + print(change);
  }
  return text;
}

struct Case {
  const char* command;
  const char* expected;
};

template <std::size_t count>
void check(const Case (&cases)[count], Family family) {
  for (const Case& c : cases) {
    CAPTURE(c.command);
    CHECK(read(c.command, family) == c.expected);
  }
}

}  // namespace

TEST_CASE("useradd makes a group of its own, and no home unless it is told to") {
  const Case cases[] = {
      {"useradd app", "group app ?; account app ?:? app /home/app"},
      {"useradd -m app", "group app ?; account app ?:? app /home/app made"},
      {"useradd -u 1000 -m app", "group app 1000; account app 1000:1000 app /home/app made"},
      {"/usr/sbin/useradd --uid=1001 --create-home app",
       "group app 1001; account app 1001:1001 app /home/app made"},
      {"useradd -rms /bin/false -u1001 app", "group app ?; account app 1001:? app /home/app made"},
      {"useradd -r -u 999 app", "group app 999; account app 999:999 app /home/app"},
      {"useradd -r -u 100 app", "group app ?; account app 100:? app /home/app"},
      {"useradd -u 70000 app", "group app ?; account app 70000:? app /home/app"},
      {"useradd -u 1000 -g 2000 -d /app -s /bin/sh app", "account app 1000:2000 ? /app"},
      {"useradd -m -u 1000 -g web app", "account app 1000:? web /home/app made"},
      {"useradd app -m -N", "account app ?:? ? /home/app made"},
      {"useradd -M -U app", "group app ?; account app ?:? app /home/app"},
      {"useradd -b /srv app", "group app ?; account app ?:? app /srv/app"},
      {"useradd -G sudo,docker -g web app", "account app ?:? web /home/app more"},
      {"useradd -G '' -g web app", "account app ?:? web /home/app"},
      {"useradd -l -o -p x -c '' -k /etc/skel -K UMASK=077 -e '' -g web app",
       "account app ?:? web /home/app"},
      {"useradd --home /data --gid 5 app", "account app ?:5 ? /data"},
      {"useradd --no-log-init --system --gid web -- app", "account app ?:? web /home/app"},
      {"useradd -u $UID -g $GID -d $HOME_DIR app", "account app ?:? ? ?"},
      {"useradd --uid=$UID -m app", "group app ?; account app ?:? app /home/app made"},
      {"useradd -u$UID -m app", "group app ?; account app ?:? app /home/app made"},
      {"useradd $OPTIONS app", "account app ?:? ? ?"},
      {"useradd -m $USER", "unknown"},
      {"useradd -m", "unknown"},
      {"useradd -m -u", "unknown"},
      {"useradd --frobnicate app", "unknown"},
      {"useradd -R /mnt app", ""},
      {"useradd -D -s /bin/sh", ""},
      {"echo useradd app", ""},
  };
  check(cases, Family::debian);
}

TEST_CASE("useradd of the RPM families makes homes of ordinary accounts") {
  const Case cases[] = {
      {"useradd -u 1000 app", "group app 1000; account app 1000:1000 app /home/app made"},
      {"useradd -M app", "group app ?; account app ?:? app /home/app"},
      {"useradd -r app", "group app ?; account app ?:? app /home/app"},
      {"adduser -u 1000 -g web app", "account app 1000:? web /home/app made"},
      {"adduser --disabled-password app", "unknown"},
  };
  check(cases, Family::redhat);
}

TEST_CASE("Debian's adduser makes homes, and puts system accounts into nogroup") {
  const Case cases[] = {
      {"adduser --disabled-password --gecos '' app",
       "group app ?; account app ?:? app /home/app made"},
      {"adduser --uid 1000 app", "group app 1000; account app 1000:1000 app /home/app made"},
      {"adduser --system app", "account app ?:65534 nogroup ?"},
      {"adduser --system --group app", "group app ?; account app ?:? app ?"},
      {"adduser --system --uid 1001 nextjs", "account nextjs 1001:65534 nogroup ?"},
      {"adduser --system --uid 1001 --group --home /app app",
       "group app 1001; account app 1001:1001 app /app made"},
      {"adduser --system --ingroup web --no-create-home --home /app app",
       "account app ?:? web /app"},
      {"adduser --system --gid 1001 --home /nonexistent app", "account app ?:1001 ? /nonexistent"},
      {"adduser -system -uid 5 app", "account app 5:65534 nogroup ?"},
      {"adduser -u 1000 app", "group app 1000; account app 1000:1000 app /home/app made"},
      {"adduser app sudo", "app joins sudo"},
      {"adduser --quiet app sudo", "app joins sudo"},
      {"adduser --group web --gid 50", "group web 50"},
      {"addgroup --system --gid 1001 web", "group web 1001"},
      {"addgroup --gid 1001 --quiet web", "group web 1001"},
      {"addgroup app web", "app joins web"},
      {"deluser --remove-home app", "no account app"},
      {"deluser app sudo", "app leaves sudo"},
      {"delgroup web", "no group web"},
      {"deluser --group web", "no group web"},
      {"adduser -S -D app", "unknown"},
      {"adduser -D app", "unknown"},
      {"adduser $A $B", "unknown"},
  };
  check(cases, Family::debian);
}

TEST_CASE("BusyBox's adduser makes homes, and puts system accounts into nogroup") {
  const Case cases[] = {
      {"adduser -D app", "group app ?; account app ?:? app /home/app made"},
      {"adduser -D -u 1000 app", "group app 1000; account app 1000:1000 app /home/app made"},
      {"adduser -S app", "account app ?:65533 nogroup /home/app made"},
      {"adduser -S -G web app", "account app ?:? web /home/app made"},
      {"adduser -SDH -u 1001 -G 1001 app", "account app 1001:1001 ? /home/app"},
      {"adduser -h /app -s /bin/sh -g '' -k /dev/null -D -G web app",
       "account app ?:? web /app made"},
      {"adduser -h /a/b/c -D -G web app", "account app ?:? web /a/b/c"},
      {"adduser --system --uid 1001 nextjs", "account nextjs 1001:65533 nogroup /home/nextjs made"},
      {"adduser --disabled-password --ingroup web app", "account app ?:? web /home/app made"},
      {"adduser --group app", "unknown"},
      {"adduser app web", "app joins web"},
      {"addgroup -S -g 1001 web", "group web 1001"},
      {"addgroup --system --gid 1001 web", "group web 1001"},
      {"addgroup -S web", "group web ?"},
      {"addgroup -g $GID web", "group web ?"},
      {"addgroup app web", "app joins web"},
      {"addgroup $WEB", "unknown"},
      {"deluser --remove-home app", "no account app"},
      {"delgroup web", "no group web"},
  };
  check(cases, Family::alpine);
}

TEST_CASE("an adduser of an unknown family is told by its options, else only name and uid count") {
  const Case cases[] = {
      {"adduser --system --group app", "group app ?; account app ?:? app ?"},
      {"adduser -S -D -H app", "account app ?:? nogroup /home/app"},
      {"adduser -r -m app", "group app ?; account app ?:? app /home/app made"},
      {"adduser --system --uid 1001 app", "account app 1001:? ? ?"},
      {"adduser -D app", "account app ?:? ? ?"},
      {"adduser app web", "app joins web"},
      {"adduser --frobnicate app", "unknown"},
  };
  check(cases, Family::unknown);
}

TEST_CASE("the other tools change, join and remove") {
  const Case cases[] = {
      {"groupadd -g 1001 -o web", "group web 1001"},
      {"groupadd -rg 999 web", "group web 999"},
      {"groupadd --system web", "group web ?"},
      {"groupadd -f --gid $GID web", "group web ?"},
      {"groupadd $WEB", "unknown"},
      {"usermod -aG docker,sudo app", "app joins docker; app joins sudo; app has ?:? ? ? more"},
      {"usermod -u 1000 -g 2000 app", "app has 1000:2000 ? ?"},
      {"usermod -d /app -m app", "app has ?:? ? /app made"},
      {"usermod -l new -d /home/new old", "old has ?:? ? /home/new now new"},
      {"usermod -s /bin/sh app", "app has ?:? ? ?"},
      {"usermod -l $NEW old", "unknown"},
      {"groupmod -g 33 -n web www-data", "group www-data has 33 now web"},
      {"groupmod -o -g $GID app", "group app has ?"},
      {"userdel -r ubuntu", "no account ubuntu"},
      {"groupdel web", "no group web"},
      {"gpasswd -a app docker", "app joins docker"},
      {"gpasswd -d app docker", "app leaves docker"},
      {"gpasswd -R docker", ""},
      {"passwd -d root", ""},
  };
  check(cases, Family::debian);
}

TEST_CASE("our account is made with the tools that the family has") {
  struct Made {
    Family family;
    std::vector<std::string> commands;
  };
  const std::string group = "groupadd --gid 10001 app";
  const std::string user = "useradd --uid 10001 --gid app --create-home --shell ";
  const Made cases[] = {
      {Family::debian, {group, user + "/usr/sbin/nologin --no-log-init app"}},
      {Family::redhat, {group, user + "/sbin/nologin --no-log-init app"}},
      {Family::alpine,
       {"addgroup -g 10001 app", "adduser -D -u 10001 -G app -s /sbin/nologin app"}},
      {Family::busybox, {"addgroup -g 10001 app", "adduser -D -u 10001 -G app -s /bin/false app"}},
      {Family::redhat_minimal,
       {"microdnf install -y shadow-utils", "microdnf clean all", group,
        user + "/bin/false --no-log-init app"}},
      {Family::distroless, {}},
      {Family::scratch, {}},
      {Family::windows, {}},
      {Family::unknown, {}},
  };
  for (const Made& c : cases) {
    CAPTURE(family_facts(c.family).name);
    CHECK(create_commands({}, c.family) == c.commands);
  }
  NewAccount account;
  account.group_exists = true;
  account.home = "/srv/data/app";
  account.uid = "$UID";
  CHECK(create_commands(account, Family::debian) ==
        std::vector<std::string>{"mkdir -p /srv/data",
                                 "useradd --uid $UID --gid app --home-dir /srv/data/app "
                                 "--create-home --shell /usr/sbin/nologin --no-log-init app"});
}

TEST_CASE("what makes our account reads back as our account") {
  for (int i = 0; i <= static_cast<int>(Family::windows); ++i) {
    const Family family = static_cast<Family>(i);
    const std::vector<std::string> commands = create_commands({}, family);
    CHECK(commands.empty() == (family_facts(family).tool == AccountTool::none));
    if (commands.empty()) continue;
    CAPTURE(family_facts(family).name);
    CHECK(read(commands[commands.size() - 2], family) == "group app 10001");
    CHECK(read(commands.back(), family) == "account app 10001:? app /home/app made");
  }
}

TEST_CASE("a name and ids are chosen that nobody has") {
  const auto chosen = [](const std::vector<Account>& accounts, const std::vector<Group>& groups) {
    const NewAccount made = choose_account({}, accounts, groups);
    return made.name + ":" + made.group + " " + made.uid + ":" + made.gid + " " + made.home +
           (made.group_exists ? " group exists" : "");
  };
  const auto account = [](std::string name, std::optional<std::uint32_t> uid,
                          std::optional<std::uint32_t> gid) {
    Account made;
    made.name = std::move(name);
    made.uid = uid;
    made.gid = gid;
    return made;
  };
  CHECK(chosen({}, {}) == "app:app 10001:10001 /home/app");
  CHECK(chosen({account("node", 1000, 1000)}, {{"node", 1000}}) == "app:app 10001:10001 /home/app");
  CHECK(chosen({account("loki", 10001, 10001)}, {}) == "app:app 10002:10002 /home/app");
  CHECK(chosen({}, {{"web", 10001}}) == "app:app 10002:10002 /home/app");
  CHECK(chosen({account("app", 1654, 1654)}, {{"app", 1654}}) ==
        "appuser:appuser 10001:10001 /home/appuser");
  CHECK(chosen({account("app", {}, {}), account("appuser", {}, {})}, {}) ==
        "app10001:app10001 10001:10001 /home/app10001");
  CHECK(chosen({}, {{"app", 999}}) == "app:app 10001:999 /home/app group exists");
  CHECK(chosen({}, {{"app", {}}}) == "appuser:appuser 10001:10001 /home/appuser");
  CHECK(chosen({}, {{"app", 0}}) == "appuser:appuser 10001:10001 /home/appuser");
  NewAccount split;
  split.uid = "1000";
  split.gid = "100";
  const NewAccount made = choose_account(split, {account("node", 1000, 1000)}, {{"users", 100}});
  CHECK(made.uid == "1001");
  CHECK(made.gid == "101");
}
