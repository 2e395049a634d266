#include "commands.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>

using namespace dockerfix;

namespace {

// Splits at blanks; '…' and "…" hold a word together; a word with a $ is one that nobody can tell.
Argv words(const std::string& text) {
  Argv result;
  Arg arg;
  char quote = 0;
  bool open = false;
  const auto finish = [&] {
    if (open && arg.raw.find('$') == std::string::npos)
      arg.value = arg.value.value_or("");
    else
      arg.value.reset();
    if (open) result.push_back(arg);
    arg = {};
    open = false;
  };
  for (const char c : text) {
    if (quote == 0 && c == ' ') {
      finish();
      continue;
    }
    open = true;
    arg.raw += c;
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
      arg.quoted = true;
    } else {
      arg.value = arg.value.value_or("") + c;
    }
  }
  finish();
  return result;
}

Lookup environment(const std::map<std::string, std::string>& values) {
  return [values](std::string_view name) -> Value {
    const auto found = values.find(std::string(name));
    if (found == values.end()) return {};
    if (found->second == "?") return {Value::Kind::unknown, {}};
    return {Value::Kind::set, found->second};
  };
}

Verdict verdict_of(const std::string& text, const std::map<std::string, std::string>& values = {}) {
  return verdict(strip_prefixes(words(text)), {}, environment(values));
}

std::string need_name(const Verdict& verdict) {
  if (verdict.need == Need::unknown) return "unknown";
  if (verdict.need == Need::root) return verdict.unless_owned ? "root unless owned" : "root";
  if (verdict.refuses_root) return "refuses root";
  return verdict.writes.paths.empty() && !verdict.writes.unknown ? "reads" : "writes";
}

std::string join(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string writes_text(const Writes& writes) {
  static const char* const kinds[] = {"into", "directory", "file", "entry", "owned"};
  std::vector<std::string> parts;
  for (const Write& write : writes.paths)
    parts.push_back(fmt::format("{}{} {}{}{}", kinds[static_cast<int>(write.kind)],
                                write.perhaps ? "?" : "", write.path, write.recursive ? " -r" : "",
                                write.if_present ? " -f" : ""));
  if (writes.unknown) parts.emplace_back("unknown");
  return join(parts);
}

std::string effect_text(const Effect& effect) {
  static const char* const kinds[] = {"directory", "file",   "copy", "move", "chown",
                                      "chmod",     "remove", "fill", "home", "link"};
  std::string text =
      fmt::format("{}{} ", kinds[static_cast<int>(effect.kind)], effect.perhaps ? "?" : "");
  if (!effect.from.empty()) text += effect.from + ">";
  text += effect.path;
  if (effect.recursive) text += " -r";
  if (effect.keeps_owner) text += " keeps-owner";
  if (effect.owner) text += " owner=" + *effect.owner;
  if (effect.group) text += " group=" + *effect.group;
  if (effect.owner_unknown) text += " owner=?";
  if (effect.mode)
    text += fmt::format(" {:o}", *effect.mode);
  else if (!effect.mode_text.empty())
    text += " " + effect.mode_text;
  if (effect.world_writable) text += " world";
  if (effect.group_writable) text += " group";
  return text;
}

std::string effects_text(const Effects& effects) {
  std::vector<std::string> parts;
  for (const Effect& effect : effects.list) parts.push_back(effect_text(effect));
  for (const auto& [name, value] : effects.sets) parts.push_back(name + "=" + value.value_or("?"));
  if (effects.unread) parts.emplace_back("unread");
  return join(parts);
}

struct NeedCase {
  std::string need;
  std::vector<std::string> commands;
};

}  // namespace

TEST_CASE("commands need root, write, or do neither, as they did when they were run") {
  // In the order of the facts' table, each row at least once.
  const std::vector<NeedCase> cases = {
      {"root",
       {"apt-get install -y curl", "apt-get -y -o Acquire::Retries=3 install curl", "apt update",
        "apt-get upgrade", "apt-get remove x", "apt-get purge x", "apt-get autoremove",
        "apt-get clean", "apt-get build-dep x", "aptitude install x", "apt-mark hold x",
        "/usr/bin/apt-get install x", "apt-get install --no-install-recommends $PACKAGES"}},
      {"reads",
       {"apt-cache policy curl", "apt list --installed", "apt-get -s install curl",
        "apt-get install --print-uris curl", "apt-mark showmanual"}},
      {"writes", {"apt-get download curl", "apt-get source curl"}},
      {"root",
       {"dpkg -i a.deb", "dpkg -r a", "dpkg -P a", "dpkg --configure -a",
        "dpkg --add-architecture i386", "dpkg --force-all -i a.deb", "dpkg-divert --add /x",
        "dpkg-reconfigure tzdata", "debconf-set-selections",
        "dpkg-reconfigure -f noninteractive tzdata"}},
      {"reads",
       {"dpkg -l", "dpkg -L curl", "dpkg -s curl", "dpkg -S /bin/ls", "dpkg --print-architecture",
        "dpkg-query -W", "dpkg -c a.deb", "dpkg-divert --list"}},
      {"writes", {"dpkg -x a.deb /tmp/a"}},
      {"root", {"add-apt-repository ppa:x/y", "apt-key add -", "apt-key adv --recv-keys X"}},
      {"root",
       {"apk add --no-cache curl", "apk --no-cache add curl", "apk del .build", "apk upgrade",
        "apk update", "apk fix", "apk cache clean", "apk add -t .build gcc", "apk --update add x"}},
      {"reads", {"apk info", "apk list -I", "apk search x", "apk policy x"}},
      {"root",
       {"yum install -y x", "yum -y install x", "dnf update", "dnf remove x", "microdnf install x",
        "tdnf install x", "dnf makecache", "dnf clean all", "dnf module enable nodejs:20",
        "dnf config-manager --add-repo x", "yum groupinstall x", "dnf group install x",
        "yum-config-manager --enable x", "dnf --setopt install_weak_deps=0 install x"}},
      {"unknown", {"dnf repoquery x", "dnf list", "dnf info x"}},
      {"root",
       {"rpm -i a.rpm", "rpm -Uvh a.rpm", "rpm -e a", "rpm --import key", "rpm --rebuilddb"}},
      {"reads",
       {"rpm -qa", "rpm -qi bash", "rpm -q --whatprovides x", "rpm -E %rhel", "rpm -V bash"}},
      {"root",
       {"zypper in x", "zypper --non-interactive install x", "zypper rm x", "zypper up",
        "zypper ref", "zypper ar u n", "zypper clean -a", "zypper patch", "zypper dup"}},
      {"root",
       {"pacman -Syu --noconfirm", "pacman -Rns x", "pacman -U x.pkg", "pacman -Sc",
        "pacman-key --init"}},
      {"reads", {"pacman -Q", "pacman -Qi x", "pacman -Ss x", "pacman -Si x"}},
      {"refuses root", {"makepkg -si", "brew install jq"}},
      {"root",
       {"emerge x", "xbps-install -S x", "swupd update", "opkg install x", "guix system init x",
        "slackpkg update", "snap install x", "flatpak install x"}},
      {"root", {"useradd app",
                "userdel app",
                "usermod -aG x app",
                "groupadd app",
                "groupmod -g 1 x",
                "groupdel x",
                "gpasswd -a a b",
                "adduser -D app",
                "addgroup app",
                "deluser app",
                "newusers f",
                "chpasswd",
                "passwd -l root",
                "passwd",
                "vipw",
                "visudo -c",
                "pwconv",
                "chsh -s /bin/zsh",
                "newgrp docker",
                "/usr/sbin/useradd -m app"}},
      {"reads", {"id -u", "getent passwd app", "whoami"}},
      {"root unless owned",
       {"chown app /x", "chown -R app:app /x", "chown --reference=/a /b", "chown $UID /x"}},
      {"writes",
       {"chgrp app /x", "chown :app /x", "chmod 755 /x", "setfacl -m u:a:r /x",
        "touch -t 2001010000 /x"}},
      {"root",
       {"chattr +i /x",
        "setcap cap_net_bind_service=+ep /x",
        "mknod /x c 1 3",
        "mknod -m 666 /x b 1 3",
        "mount -t tmpfs x /y",
        "umount /y",
        "swapon /s",
        "sysctl -w a=1",
        "sysctl a=1",
        "modprobe x",
        "ip link set eth0 up",
        "ip route add default via x",
        "iptables -A INPUT",
        "nft add table x",
        "hostname box",
        "date -s 12:00",
        "chroot /x ls",
        "unshare -n ls",
        "losetup /dev/loop0 x",
        "mkfs.ext4 /dev/sda",
        "renice -n -5 -p 1"}},
      {"unknown", {"ulimit -n 1048576"}},
      {"reads",
       {"getcap /x", "sysctl kernel.hostname", "sysctl -a", "nice", "ip addr show", "ip link",
        "hostname", "hostname -f", "date", "date +%s", "date -Is", "date -u -d @0", "mount"}},
      {"writes", {"mkfifo /tmp/p", "mkfs.ext4 disk.img", "mknod /tmp/x p"}},
      {"writes",
       {"mkdir /x", "touch /x", "cp a /x", "mv a /x", "ln -s a /x", "install a /x", "tee /x",
        "dd if=a of=/x", "truncate -s 0 /x", "rsync -a a /x", "patch -p1"}},
      {"root unless owned",
       {"install -o root a /x", "install -d -o app -g app /x", "install -g app a /x"}},
      {"writes", {"cp -a a /x", "cp --preserve=ownership a /x", "tar --same-owner -xf a"}},
      {"writes", {"sed -i s/a/b/ /etc/x", "perl -pi -e s/a/b/ /etc/x", "perl -i.bak -pe s/a/b/ x"}},
      {"reads", {"sed s/a/b/ /etc/x", "sed -n 1p x", "perl -ne print x", "perl -pe s/a/b/"}},
      {"writes", {"rm -rf /x", "rmdir /x", "unlink /x", "find /x -delete"}},
      {"root", {"find / -name x", "find / -perm /6000 -type f -exec chmod a-s {} ;"}},
      {"reads", {"find . -name x", "find /usr -type f", "find / -maxdepth 1 -name x"}},
      {"writes",
       {"tar xf a.tgz", "tar -xzf a.tgz -C /opt", "unzip a.zip", "cpio -id", "7z x a.7z"}},
      {"reads",
       {"tar tf a.tgz", "tar -xOf a.tgz b", "tar cz a", "unzip -l a.zip", "unzip -p a.zip x"}},
      {"writes",
       {"curl -o x u", "curl -fsSLo /x u", "curl -O u", "curl -sSLO u", "curl --output-dir /x -O u",
        "wget u", "wget -O /x u", "wget -qP /x u", "aria2c -d /x u", "git clone u /x"}},
      {"reads",
       {"curl u", "curl -fsSL u", "curl -sL -H Accept:x u", "wget -qO- u", "wget -O - u",
        "curl -o /dev/null u", "wget --spider u", "curl -o - u"}},
      {"root",
       {"ldconfig",
        "update-ca-certificates",
        "update-ca-trust extract",
        "trust anchor x",
        "localedef -i a -f b c",
        "locale-gen",
        "update-locale LANG=C",
        "update-alternatives --install a b c 1",
        "update-alternatives --set a b",
        "alternatives --set a b",
        "update-rc.d x defaults",
        "systemctl enable x",
        "systemctl mask x",
        "service x start",
        "rc-update add x",
        "a2enmod rewrite",
        "a2dissite x",
        "phpenmod x",
        "lighty-enable-mod x",
        "fc-cache -s",
        "gtk-update-icon-cache /x",
        "mandb",
        "depmod",
        "grub-install x",
        "authselect select x",
        "timedatectl set-timezone x",
        "/etc/init.d/x start"}},
      {"reads", {"ldconfig -p", "update-alternatives --display x", "systemctl is-enabled x"}},
      {"root",
       {"docker-php-ext-install gd", "docker-php-ext-enable x",
        "docker-php-ext-configure gd --with-x", "pecl install x", "pear install x",
        "install-php-extensions gd"}},
      {"reads", {"crontab file", "crontab -", "crontab -l", "pecl list"}},
      {"root", {"ssh-keygen -A", "crontab -u root x"}},
      {"writes", {"ssh-keygen -t ed25519 -N '' -f /home/a/.ssh/id"}},
      {"reads", {"ssh-keyscan github.com"}},
      {"root", {"git config --system a b"}},
      {"writes", {"git config --global a b", "git config a b"}},
      {"root",
       {"npm install -g yarn", "npm i -g npm@10", "npm -g install x", "npm install --global x",
        "npm install --location=global x", "npm link", "corepack enable", "pnpm add -g x"}},
      {"writes", {"yarn global add x"}},
      {"reads", {"npm list -g", "npm root -g", "npm config get prefix", "npm view x version"}},
      {"writes",
       {"npm ci", "npm install", "npm run build", "yarn", "yarn install --frozen-lockfile",
        "yarn build", "pnpm i --frozen-lockfile", "npm cache clean --force",
        "npm ci --omit=dev --ignore-scripts"}},
      {"writes",
       {"pip install x", "pip3 install -r requirements.txt", "python3 -m pip install x",
        "pip install --user x", "pip install --target /x y", "/venv/bin/pip install x",
        "pip3.12 install x", "uv pip install x", "uv pip install --system x", "uv sync --frozen",
        "poetry install", "pipenv install --deploy"}},
      {"reads",
       {"pip list", "pip --version", "pip show x", "python3 -m pip freeze", "uv pip list"}},
      {"writes", {"python -m venv /venv", "virtualenv /venv", "python3.11 -m venv .venv"}},
      {"writes",
       {"gem install rails", "bundle install", "composer install", "composer global require x"}},
      {"writes",
       {"go build -o /app .", "go install x@latest", "go mod download", "cargo install x",
        "cargo build --release", "rustup target add x", "rustup-init -y"}},
      {"writes",
       {"make", "make -j4 all", "make -C src", "cmake --build build", "./configure --prefix=/usr",
        "ninja -C b", "mvn -B package", "mvn -DskipTests -Drevision=1 package", "./gradlew build",
        "../configure", "/root/.cargo/bin/cargo build", "node_modules/.bin/tsc", "sbt assembly",
        "dotnet publish -c Release -o /app", "tsc", "webpack --mode production", "npx tsc -p ."}},
      {"root",
       {"make install", "make -j4 install", "cmake --install build", "ninja install",
        "meson install", "ninja -C build install", "cmake --build . --target install"}},
      {"writes",
       {"make install DESTDIR=/tmp/dd", "make PREFIX=/x install", "cmake --install b --prefix /x"}},
      {"unknown", {"python setup.py install"}},
      {"writes", {"conda install -y numpy", "mamba create -n x python", "micromamba install x"}},
      {"root",
       {"playwright install-deps", "playwright install --with-deps",
        "npx playwright install --with-deps chromium", "npx -y playwright@1.40.0 install-deps",
        "python -m playwright install --with-deps"}},
      {"writes", {"playwright install chromium", "npx playwright install"}},
      {"unknown",
       {"bash", "sh install.sh", "./setup", "bash -s -- -y", "source /x", ". /x", "./install.sh",
        "$CMD x"}},
      {"root",
       {"sudo ls", "sudo -E apt-get install x", "sudo -u app ls", "doas ls",
        "sudo DEBIAN_FRONTEND=x apt-get update"}},
      {"root",
       {"su app -c id", "su - app", "gosu app id", "setpriv --reuid=1000 id",
        "runuser -u app -- id", "su-exec app id", "chpst -u app id", "s6-setuidgid app id"}},
      {"root", {"sshd -t"}},
      {"unknown", {"supervisorctl status", "nginx -t", "apachectl configtest", "php-fpm -t"}},
      {"reads",
       {"echo x",
        "printf x",
        "true",
        "test -f x",
        "[ -f x ]",
        "[[ -f x ]]",
        "cd /x",
        "export A=b",
        "sleep 1",
        "cat x",
        "grep a b",
        "ls -la",
        "env",
        "uname -a",
        "nproc",
        "java -version",
        "node -v",
        "python --version",
        ":",
        "set -eux",
        "unset x",
        "umask 022",
        "command -v curl",
        "type x",
        "exit 0",
        "sha256sum -c x",
        "gpgconf --kill all",
        "nginx -v",
        "php -m",
        "php -v",
        "go version",
        "cargo --version",
        "anything --version",
        "sort x",
        "which x"}},
      {"writes", {"python -c pass", "node -e x", "php -r x"}},
      {"unknown",
       {"php artisan -v", "python manage.py -c", "node app.js -v", "java -jar x.jar -version",
        "nosuchtool x"}},
  };
  for (const NeedCase& one : cases)
    for (const std::string& command : one.commands) {
      INFO(command);
      CHECK(need_name(verdict_of(command)) == one.need);
    }
}

TEST_CASE("the places that a command writes are named") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"mkdir -p /a/b c", "directory /a/b, directory c"},
      {"mkdir -p /a/{b,c/{d,e}}", "directory /a/b, directory /a/c/d, directory /a/c/e"},
      {"mkdir '/a/{b,c}'", "directory /a/{b,c}"},
      {"mkdir -m 755 a", "directory a"},
      {"touch ~/.bashrc", "file ~/.bashrc"},
      {"touch -d now x", "file x, owned x"},
      {"cp a b", "file b"},
      {"cp a b c", "into c"},
      {"cp a b/", "into b/"},
      {"cp -t /d a b", "into /d"},
      {"cp a $X", "unknown"},
      {"mv a /b", "file /b, entry a"},
      {"ln -s /a/b", "entry b"},
      {"ln -sf a /b", "entry /b"},
      {"rm -rf /a/* b", "entry /a/* -r -f, entry b -r -f"},
      {"rm x", "entry x"},
      {"sed -i -e s/a/b/ /etc/x y", "entry /etc/x, entry y"},
      {"sed -i.bak s/a/b/ /etc/x", "entry /etc/x"},
      {"sed -ri s/a/b/ /etc/x", "entry /etc/x"},
      {"tar -xzf a.tgz -C /opt --strip-components=1", "into /opt"},
      {"tar xzfC a.tgz /opt", "into /opt"},
      {"tar -C /opt -xz", "into /opt"},
      {"tar -czf /b.tgz x", "file /b.tgz"},
      {"tar xf a -C $D", "unknown"},
      {"unzip -q a.zip -d /opt", "into /opt"},
      {"curl -fsSLo /opt/x u", "file /opt/x"},
      {"curl --output=x u", "file x"},
      {"curl -O u", "into ."},
      {"curl -o $FILE u", "unknown"},
      {"wget -qO/x u", "file /x"},
      {"wget -P /d u", "into /d"},
      {"git clone https://x/y.git", "into y"},
      {"git clone --depth 1 https://x/y.git /z", "into /z"},
      {"dd if=a of=/b", "file /b"},
      {"tee -a /x /dev/null", "file /x"},
      {"install -D a /b/c", "file /b/c"},
      {"install -d /a /b", "directory /a, directory /b"},
      {"chmod -R u+w /a b", "owned /a -r, owned b -r"},
      {"chmod -x a", "owned a"},
      {"chmod +x a", "owned a"},
      {"openssl req -x509 -nodes -newkey rsa:2048 -keyout /k -out /c -subj /CN=x",
       "file /k, file /c"},
      {"ssh-keygen -q -f ~/.ssh/id -N ''", "file ~/.ssh/id"},
      {"find /a b -name x -delete", "entry? /a -r, entry? b -r"},
      {"find /a -type f -exec chmod 644 {} ;", "owned? /a -r"},
      {"find /a -type d -exec chmod 755 {} + -o -exec rm -f {} +", "owned? /a -r, entry? /a -r -f"},
      {"find -name x -exec sed -i s/a/b/ {} +", "entry? . -r"},
      {"npm ci", "into node_modules, into? ~/.npm"},
      {"npm --prefix web ci", "into web/node_modules, into? ~/.npm"},
      {"pip install x", "into? ~/.cache/pip, into? /usr/local"},
      {"/opt/venv/bin/pip install x", "into? ~/.cache/pip, into /opt/venv"},
      {"pip install --user x", "into? ~/.cache/pip, into ~/.local"},
      {"pip install -t /x y", "into? ~/.cache/pip, into /x"},
      {"pip install -e .[dev]", "into? ~/.cache/pip, into? ., into? /usr/local"},
      {"python -m venv /opt/venv", "into /opt/venv"},
      {"composer install -d /app", "into /app/vendor, into? ~/.composer"},
      {"go build -o /out/app ./cmd", "file /out/app, into? ~/go, into? ~/.cache/go-build"},
      {"make install DESTDIR=/tmp/dd", "into /tmp/dd, into? ."},
      {"xargs rm -rf", "unknown"},
      {"xargs -I{} cp {} /dst", "file /dst"},
      {"xargs echo", ""},
      {"7z x a.7z -o/opt", "into? ., unknown"},
      {"patch -p1", "into ."},
      {"gzip -d a.gz", "entry a.gz"},
      {"gunzip -c a.gz", ""},
      {"git config --global user.name x", "file ~/.gitconfig"},
      {"chown app:app /a", "owned /a"},
  };
  for (const auto& [command, expected] : cases) {
    INFO(command);
    CHECK(writes_text(verdict_of(command).writes) == expected);
  }
}

TEST_CASE("a variable can say where a command writes") {
  struct Case {
    std::string command;
    std::map<std::string, std::string> values;
    std::string need, writes;
  };
  const std::vector<Case> cases = {
      {"npm i -g x",
       {{"NPM_CONFIG_PREFIX", "/home/node/.npm-global"}},
       "writes",
       "into /home/node/.npm-global"},
      {"npm i -g x", {{"NPM_CONFIG_PREFIX", "?"}}, "unknown", "unknown"},
      {"pnpm add -g x", {{"PNPM_HOME", "/p"}}, "writes", "into /p"},
      {"pip install x", {{"VIRTUAL_ENV", "/v"}}, "writes", "into? ~/.cache/pip, into /v"},
      {"make install", {{"PREFIX", "/p"}}, "writes", "into /p, into? ."},
      {"playwright install", {{"PLAYWRIGHT_BROWSERS_PATH", "/ms"}}, "writes", "into /ms"},
  };
  for (const Case& one : cases) {
    INFO(one.command);
    const Verdict found = verdict_of(one.command, one.values);
    CHECK(need_name(found) == one.need);
    CHECK(writes_text(found.writes) == one.writes);
  }
}

TEST_CASE("redirects count, but for those that keep nothing") {
  const auto text = [](const std::string& command, const std::string& targets) {
    return writes_text(verdict(strip_prefixes(words(command)), words(targets)).writes);
  };
  CHECK(text("echo x", "/etc/x") == "file /etc/x");
  CHECK(text("echo x", "/dev/null /dev/stderr 2 -") == "");
  CHECK(text("echo x", "$FILE") == "unknown");
  CHECK(text("", "a.txt") == "file a.txt");
  CHECK(text("sudo echo x", "/etc/x") == "file /etc/x");
}

TEST_CASE("messages name the command with its subcommand") {
  CHECK(verdict_of("/usr/bin/apt-get -y install curl").because == "apt-get install");
  CHECK(verdict_of("npm i -g x").because == "npm i -g");
  CHECK(verdict_of("sudo -E apt-get update").because == "sudo for apt-get update");
  CHECK(verdict_of("find /x -exec setcap a {} ;").because == "find -exec setcap");
}

TEST_CASE("what a command leaves behind is told") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"mkdir -p -m 1777 /a/b", "directory /a/b -r 1777 world group"},
      {"mkdir /a", "directory /a"},
      {"install -d -o app -g app -m 0750 /a", "directory /a -r owner=app group=app 750"},
      {"install -o 10001 -m 755 a b /d", "copy a>/d/ owner=10001 755, copy b>/d/ owner=10001 755"},
      {"chown -R app:app /a /b",
       "chown /a -r owner=app group=app, chown /b -r owner=app group=app"},
      {"chown app /a", "chown /a owner=app"},
      {"chown app: /a", "chown /a owner=app group="},
      {"chown :app /a", "chown /a group=app"},
      {"chown app.app /a", "chown /a owner=app group=app"},
      {"chown 10001:0 /a", "chown /a owner=10001 group=0"},
      {"chown $U:$G /a", "chown /a owner=?"},
      {"chown --reference=/x /a", "chown /a owner=?"},
      {"chown app $D", "unread"},
      {"chgrp -R 0 /a", "chown /a -r group=0"},
      {"chmod -R 777 /a", "chmod /a -r 777 world group"},
      {"chmod 775 /a", "chmod /a 775 group"},
      {"chmod 1777 /a", "chmod /a 1777 world group"},
      {"chmod 755 /a", "chmod /a 755"},
      {"chmod a+w /a", "chmod /a a+w world group"},
      {"chmod o+w /a", "chmod /a o+w world"},
      {"chmod g=u /a", "chmod /a g=u group"},
      {"chmod -R g+rwX,o-w /a", "chmod /a -r g+rwX,o-w group"},
      {"chmod ugo+rwx /a", "chmod /a ugo+rwx world group"},
      {"chmod +x /a", "chmod /a +x"},
      {"chmod u+rwx,go-rwx /a", "chmod /a u+rwx,go-rwx"},
      {"chmod -w /a", "chmod /a -w"},
      {"cp -r a /b", "copy a>/b -r"},
      {"cp -a a /b", "copy a>/b -r keeps-owner"},
      {"cp a b /c", "copy a>/c/, copy b>/c/"},
      {"mv /a /b", "move /a>/b -r keeps-owner"},
      {"ln -s /a/x /b/", "link /b/x"},
      {"ln -s /a/x /b", "link /b"},
      {"rm -rf /a", "remove /a -r"},
      {"touch /a", "file /a"},
      {"tee /a", "file /a"},
      {"tar xzf a -C /b", "fill /b -r keeps-owner"},
      {"unzip a.zip", "fill . -r"},
      {"git clone u /a", "fill /a -r"},
      {"npm ci", "fill node_modules -r"},
      {"yarn install", "fill node_modules -r"},
      {"pnpm i", "fill node_modules -r"},
      {"composer install", "fill vendor -r"},
      {"python3 -m venv /v", "fill /v -r"},
      {"uv venv", "fill .venv -r, home? UV_PYTHON_INSTALL_DIR>~/.local/share/uv -r"},
      {"cargo build", "fill target -r"},
      {"go build -o /a .", "file /a"},
      {"dotnet publish -o /a", "fill /a -r, fill? obj -r, fill? bin -r"},
      {"mvn package", "fill? target -r"},
      {"apt-get install x", ""},
      {"echo x", ""},
      {"./install.sh", "unread"},
      {"nosuchtool x", "unread"},
      {"npm config set prefix /p", "file ~/.npmrc, fill /p -r, NPM_CONFIG_PREFIX=/p"},
      {"./configure --prefix=/p", "PREFIX=/p"},
      {". ~/.nvm/nvm.sh", "NVM_DIR=~/.nvm, unread"},
      {"cmake -B b -DCMAKE_INSTALL_PREFIX=/p", "fill b -r, PREFIX=/p"},
      {"find /a -exec chown app {} +", "chown? /a -r owner=app"},
      {"xargs chown app", "unread"},
      {"su app -c 'touch x'", "unread"},
      {"rsync -a --chown=app:app a/ /b", "copy a/>/b -r keeps-owner owner=app group=app"},
      {"playwright install", "home PLAYWRIGHT_BROWSERS_PATH>~/.cache/ms-playwright -r"},
  };
  for (const auto& [command, expected] : cases) {
    INFO(command);
    CHECK(effects_text(effects(strip_prefixes(words(command)), {})) == expected);
  }
  CHECK(effects_text(effects({}, words("/etc/a"))) == "file /etc/a");
  CHECK(effects_text(effects({}, words("~/.npmrc"))) == "file ~/.npmrc, NPM_CONFIG_PREFIX=?");
}

TEST_CASE("what runs a command on behalf of another is stripped") {
  struct Case {
    std::string command, inner, flags;
  };
  const std::vector<Case> cases = {
      {"env -i -u A X=1 Y=2 cmd a", "cmd a", ""},
      {"env -S 'cmd -x' a", "cmd -x a", ""},
      {"env", "env", ""},
      {"time -p make", "make", ""},
      {"nice -n 10 make", "make", ""},
      {"timeout -s KILL -k 5 30 cmd -s a", "cmd -s a", ""},
      {"exec cmd", "cmd", ""},
      {"command cmd", "cmd", ""},
      {"command -v cmd", "command -v cmd", ""},
      {"nohup eatmydata stdbuf -o L ionice -c 3 setsid cmd", "cmd", ""},
      {"xargs -r -n 1 -P 4 rm -f", "rm -f", "more"},
      {"xargs -0 -I % mv % x", "mv % x", ""},
      {"parallel -j 4 gzip ::: a b", "gzip", "more"},
      {"sudo -E -H apt-get update", "apt-get update", "sudo"},
      {"sudo -u app -g x cmd -u y", "cmd -u y", "to app"},
      {"sudo -u root cmd", "cmd", "sudo"},
      {"sudo A=b cmd", "cmd", "sudo"},
      {"sudo su - app -c 'a b'", "", "sudo to app text a b"},
      {"doas cmd", "cmd", "sudo"},
      {"su", "", "to root"},
      {"su -c 'a b' app", "", "to app text a b"},
      {"su app -s /bin/sh -c x", "", "to app text x"},
      {"runuser -u app -- cmd a", "cmd a", "to app"},
      {"runuser app -c x", "", "to app text x"},
      {"gosu app:app cmd a", "cmd a", "to app"},
      {"su-exec $U cmd", "cmd", "to ?"},
      {"setpriv --reuid=app --regid=app --init-groups cmd", "cmd", "to app"},
      {"setpriv --no-new-privs cmd", "cmd", ""},
      {"chpst -u app:app -P cmd", "cmd", "to app"},
      {"fakeroot make", "make", ""},
      {"tini -g -- cmd a", "cmd a", ""},
      {"/usr/bin/dumb-init --single-child -- gosu app cmd", "cmd", "to app"},
      {"busybox rm -f x", "rm -f x", ""},
      {"python3 -u -m pip install x", "pip install x", ""},
      {"python3 -c x -m y", "python3 -c x -m y", ""},
      {"bundle exec rake", "rake", ""},
      {"bundle install", "bundle install", ""},
      {"poetry run gunicorn x", "gunicorn x", ""},
      {"conda run -n env pip install x", "pip install x", ""},
      {"retry 3 cmd", "retry 3 cmd", ""},
  };
  for (const Case& one : cases) {
    INFO(one.command);
    const Invocation found = strip_prefixes(words(one.command));
    std::vector<std::string> inner, flags;
    for (const Arg& arg : found.argv) inner.push_back(arg.raw);
    if (found.sudo) flags.emplace_back("sudo");
    if (found.switches_user) flags.push_back("to " + found.user.value_or("?"));
    if (found.text) flags.push_back("text " + found.text->value.value_or("?"));
    if (found.paths_unknown) flags.emplace_back("more");
    CHECK(fmt::format("{}", fmt::join(inner, " ")) == one.inner);
    CHECK(fmt::format("{}", fmt::join(flags, " ")) == one.flags);
  }
}

TEST_CASE("hostile words end too") {
  Argv argv;
  for (int i = 0; i < 200; ++i) argv.push_back({"env", "env", false});
  CHECK(strip_prefixes(argv).argv.size() >= 100);
  std::string braces;
  for (int i = 0; i < 60; ++i) braces += "{a,b}";
  CHECK(verdict_of("touch " + braces).writes.paths.size() < 1000);
  for (const std::string word : {"-", "--", "=", "{", "}", "{}", "{,}", "~", "-=", "--="}) {
    INFO(word);
    for (const std::string command :
         {"tar", "cp", "chmod", "chown", "find", "install", "npm", "sudo", "su", "xargs"})
      CHECK_NOTHROW(effects(strip_prefixes(words(command + " " + word)), {}));
  }
}

TEST_CASE("a mode that closes a file to others is told from one that does not") {
  for (const char* const closed :
       {"700", "0750", "600", "744", "500", "u=rwx,go=", "go-rwx", "o-r", "u+x", "o="})
    CHECK(closed_to_others(closed) == true);
  for (const char* const open : {"755", "0644", "777", "555", "+x", "a+rx", "u=rwx,go=rx", "o+x"})
    CHECK(closed_to_others(open) == false);
  for (const char* const silent : {"", "g+w", "u+w", "g=u", "%%"})
    CHECK_FALSE(closed_to_others(silent).has_value());
}
