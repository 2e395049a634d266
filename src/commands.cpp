// The table of commands: which need root (A), which write somewhere (P), which do neither (N).
//
// Rows marked "seen" were run as an ordinary user in Debian; the others are known from the tools'
// manuals. A command whose class is not sure enough has a row of class unknown, or none.
#include "commands.h"

#include "command_readers.h"

namespace dockerfix::commands {
namespace {

using enum Class;

constexpr std::string_view apt = "apt apt-get aptitude apt-fast nala";
constexpr std::string_view yum = "yum dnf dnf5 dnf-3 microdnf tdnf";
constexpr std::string_view python_prefix = "VIRTUAL_ENV CONDA_PREFIX CONDA_DIR PYENV_ROOT";
// npm -g obeys these; node version managers put the whole of node into the home.
constexpr std::string_view npm_prefix =
    "NPM_CONFIG_PREFIX npm_config_prefix PREFIX NVM_DIR VOLTA_HOME FNM_DIR N_PREFIX ASDF_DIR "
    "CONDA_DIR CONDA_PREFIX";
constexpr std::string_view make_prefix = "DESTDIR PREFIX";

constexpr Row rows[] = {
    // Packages of Debian and Ubuntu. Without root even `clean` fails on the lock (seen, rc 100).
    {apt, "-s|--simulate|--just-print|--dry-run|--recon|--no-act|--print-uris", reads},
    {apt, "list|show|search|policy|depends|rdepends|indextargets|showsrc|why|why-not|versions"},
    {apt, "download|source|changelog", writes, "into:. fill:."},
    {apt,
     "install|reinstall|update|upgrade|full-upgrade|dist-upgrade|dselect-upgrade|safe-upgrade|"
     "remove|"
     "purge|autoremove|auto-remove|autopurge|clean|autoclean|auto-clean|distclean|build-dep|"
     "satisfy|"
     "check|hold|unhold|markauto|unmarkauto|edit-sources|fetch",
     root},
    {apt, "", unknown},
    {"apt-cache apt-config apt-ftparchive apt-sortpkgs apt-file apt-rdepends apt-show-versions",
     ""},
    {"apt-mark", "showmanual|showauto|showhold|showinstall|showremove"},
    {"apt-mark", "", root},
    {"apt-key", "list|finger|export|exportall"},
    {"apt-key", "", root},
    {"add-apt-repository apt-add-repository install_packages gdebi tasksel unattended-upgrade "
     "unattended-upgrades apt-listchanges apt-cdrom",
     "", root},
    {"dpkg",
     "-i|--install|-r|--remove|-P|--purge|--configure|--unpack|--add-architecture|"
     "--remove-architecture|--set-selections|--clear-selections|--triggers-only|--clear-avail|"
     "--update-avail|--merge-avail",
     root},
    {"dpkg dpkg-deb", "-x|-X|--extract|--vextract", writes, "fill:@2"},
    {"dpkg dpkg-deb", "-R|--raw-extract", writes, "fill:@2"},
    {"dpkg dpkg-deb", "-e|--control", writes, "fill:@2|DEBIAN"},
    {"dpkg dpkg-deb", "-b|--build", writes, "file:@2|."},
    {"dpkg dpkg-deb", ""},
    {"dpkg-query dpkg-architecture dpkg-buildflags dpkg-scanpackages dpkg-scansources dpkg-split "
     "dpkg-shlibdeps dpkg-parsechangelog dpkg-vendor lsb_release deborphan",
     ""},
    {"dpkg-divert", "--list|--listpackage|--truename"},
    {"dpkg-statoverride", "--list"},
    {"dpkg-divert dpkg-statoverride dpkg-reconfigure dpkg-preconfigure debconf-set-selections "
     "debconf-communicate debconf-set debconf-loadtemplate",
     "", root},
    {"debconf-show debconf-get-selections", ""},
    {"dpkg-buildpackage debuild dh_make", "", writes, "into?:. into?:.."},
    {"mk-build-deps", "-i|--install", root},
    {"mk-build-deps equivs-build", "", writes, "into:."},

    // Packages of Alpine and Wolfi.
    {"apk", "info|list|search|policy|dot|version|audit|stats|manifest|verify|query"},
    {"apk", "fetch", writes, "into:-o|--output|."},
    {"apk", "-p|--root", unknown},  // --usermode makes it an ordinary user's
    {"apk", "add|del|upgrade|update|fix|cache", root},
    {"apk", "", unknown},

    // Packages of the RPM families.
    {yum,
     "list|info|search|provides|whatprovides|repoquery|repolist|check-update|deplist|history|"
     "leaves",
     unknown},  // they read, but failed where there was no rpmdb yet
    {yum, "download", writes, "into:--destdir|--downloaddir|."},
    {yum, "--downloadonly --downloaddir|--destdir", writes, "into:--downloaddir|--destdir"},
    {yum,
     "install|update|upgrade|remove|erase|autoremove|reinstall|downgrade|makecache|clean|module|"
     "config-manager|group|groups|groupinstall|groupupdate|groupremove|grouplist|groupinfo|"
     "builddep|"
     "build-dep|swap|distro-sync|distribution-synchronization|localinstall|localupdate|mark|"
     "versionlock|"
     "copr|update-minimal|upgrade-minimal|system-upgrade|offline-upgrade|install-n|environment",
     root},
    {yum, "", unknown},
    {"yum-config-manager yum-builddep dnf-automatic rpm-ostree package-cleanup "
     "yum-complete-transaction",
     "", root},
    {"yumdownloader", "", writes, "into:--destdir|."},
    {"rpm", "-q|--query|-V|--verify|-K|--checksig|-E|--eval|--showrc|--querytags"},
    {"rpm",
     "-i|-U|-F|-e|--install|--upgrade|--freshen|--erase|--reinstall|--import|--rebuilddb|--initdb|"
     "--setperms|--setugids|--setcaps|--restore",
     root},
    {"rpm2cpio rpm2archive repoquery rpmspec rpmlint", ""},
    {"rpmkeys", "-K|--checksig|--list"},
    {"rpmkeys rpmdb", "", root},
    {"rpmbuild", "", writes, "into?:~/rpmbuild into?:."},
    {"zypper",
     "install|in|remove|rm|update|up|refresh|ref|addrepo|ar|removerepo|rr|modifyrepo|mr|renamerepo|"
     "nr|"
     "clean|cc|patch|dist-upgrade|dup|install-new-recommends|inr|source-install|si|addlock|al|"
     "removelock|rl|addservice|as|verify|ve|patch-update",
     root},
    {"zypper", "", unknown},

    // Packages of other systems.
    {"pacman", "-Q|--query|-T|--deptest|-h"},
    {"pacman", "-S|--sync -s|--search|-i|--info|-l|--list|-g|--groups|-p|--print"},
    {"pacman", "-F|--files -y|--refresh", root},
    {"pacman", "-F|--files"},
    {"pacman", "-S|--sync|-R|--remove|-U|--upgrade|-D|--database", root},
    {"pacman-key pacman-db-upgrade pacstrap", "", root},
    {"makepkg yay paru", "", refuses_root, "into?:. into?:~"},
    {"emerge", "-p|--pretend|-s|--search|--info"},
    {"emerge xbps-install xbps-remove xbps-reconfigure opkg swupd slackpkg installpkg removepkg "
     "pkg_add "
     "snap ipkg urpmi eopkg emaint eselect",
     "", root},
    {"flatpak", "--user", writes, "home:~/.local/share/flatpak"},
    {"flatpak", "install|uninstall|remove|update|remote-add|remote-delete|repair", root},
    {"guix", "system", root},
    {"brew", "", refuses_root, "into?:~"},

    // Accounts. `visudo -c` too opens what only root reads (seen).
    {"useradd userdel usermod groupadd groupmod groupdel gpasswd adduser addgroup deluser delgroup "
     "newusers chpasswd chgpasswd passwd chsh chfn newgrp groupmems vipw vigr visudo pwconv "
     "pwunconv "
     "grpconv grpunconv luseradd lgroupadd",
     "", root},
    {"chage", "-l|--list"},
    {"chage", "", root},
    {"id getent whoami groups users logname who w last finger", ""},

    // Owners and modes.
    {"chown chgrp", "", writes, "", read_chown},
    {"chmod", "", writes, "", read_chmod},
    {"setfacl chcon", "-R|--recursive", writes, "own:@2+"},
    {"setfacl", "", writes, "own:@1+"},
    {"chcon", "", writes, "own:@2+"},
    {"restorecon", "", unknown},
    {"getfacl lsattr getcap", ""},
    {"chattr setcap", "", root},

    // The kernel, devices, the network.
    {"mknod", "* b|c|u", root},
    {"mknod", "* p", writes, "new:@1"},
    {"mkfifo", "", writes, "new:@1+"},
    {"mount", "-a|--all", root},
    {"mount", "0"},
    {"mount umount swapon swapoff modprobe insmod rmmod depmod losetup pivot_root switch_root "
     "kexec "
     "mkswap fdisk parted sfdisk partprobe cryptsetup dmsetup lvcreate vgcreate pvcreate "
     "mkinitramfs update-initramfs dracut brctl ifconfig route "
     "ethtool ipset ip6tables iptables iptables-save iptables-restore ip6tables-save "
     "ip6tables-restore iptables-legacy nft ebtables arptables ufw firewall-cmd wg-quick tcpdump "
     "chroot zramctl blockdev dmidecode hwclock quotacheck quotaon setquota",
     "", root},
    {"mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mke2fs mkfs.xfs mkfs.vfat mkfs.btrfs", "", writes, "",
     read_device},
    {"sysctl", "-w|--write|-p|--load|--system", root},
    {"sysctl", "==", root},
    {"sysctl", ""},
    {"ip",
     "link|l|route|r|addr|address|a|neigh|neighbor|n|rule|ru|netns|tunnel|tuntap|maddr|mroute|xfrm "
     "add|del|delete|set|change|replace|append|flush|up|down|attach|exec|prepend|restore",
     root},
    {"ip ss netstat arp ping ping6 traceroute dig host nslookup nc ncat socat telnet", ""},
    {"unshare", "-U|--user|-r|--map-root-user|-c", unknown},
    {"unshare", "", root},
    {"nsenter setns", "", root},
    {"hostname", "0"},
    {"hostname", "-f|-i|-I|-s|-d|-A|--fqdn|--all-ip-addresses|--ip-address|--short"},
    {"hostname hostnamectl domainname nisdomainname", "", root},
    {"date", "-s|--set", root},
    {"date", ""},
    {"renice", "-n|--priority=-*", root},  // only lower priorities are anybody's
    {"renice", ""},
    {"ulimit", "0"},
    {"ulimit", "+*", unknown},  // above the hard limit only root may
    {"ulimit", ""},
    {"lsmod lspci lsusb lsblk lscpu lshw blkid findmnt mountpoint dmesg nproc free uptime arch tty",
     ""},

    // Files. What counts is the directory that is written (seen).
    {"mkdir", "", writes, "", read_mkdir},
    {"touch", "-c|-h|--no-create|--no-dereference", writes, "own:@1+"},
    {"touch", "-t|-d|-r|-a|-m|--date|--reference|--time", writes, "file:@1+ own:@1+"},
    {"touch truncate tee sponge fallocate shred", "", writes, "file:@1+"},
    {"sqlite3", "", writes, "", read_sqlite},
    {"cp mv rsync", "", writes, "", read_copy},
    {"scp", "", writes, "", read_copy},
    {"ln link", "", writes, "", read_link},
    {"install ginstall", "", writes, "", read_install},
    {"rm", "", writes, "", read_remove},
    {"rmdir unlink", "", writes, "remove:@1+"},
    {"find", "", reads, "", read_find},
    {"dd", "", writes, "file:of="},
    {"mktemp", "-u|--dry-run"},
    {"mktemp", "-d|--directory", writes, "dir:@1"},
    {"mktemp", "", writes, "file:@1"},
    {"sed", "-i|--in-place -e|--expression|-f|--file", writes, "edit:@1+"},
    {"sed", "-i|--in-place", writes, "edit:@2+"},
    {"sed", ""},
    {"perl", "-i -e|-E", writes, "edit:@1+"},
    {"perl", "-i", writes, "edit:@2+"},
    {"perl", "^-n|-p"},
    {"perl", "^-v|-V|-c"},
    {"perl", "", unknown},
    {"awk gawk mawk", "-i", writes, "edit:@2+"},
    {"awk gawk mawk nawk", ""},
    {"patch", "-o|--output", writes, "file:-o|--output"},
    {"patch", "--dry-run"},
    {"patch", "*", writes, "edit:@1"},
    {"patch", "", writes, "into:-d|--directory|."},
    {"dos2unix unix2dos strip chrpath patchelf upx", "", writes, "edit:@1+"},
    {"sort", "", writes, "file:-o|--output"},
    {"split csplit", "", writes, "into:."},
    {"rename prename", "", writes, "unknown"},
    {"yq", "-i|--inplace", writes, "edit:@2+"},
    {"true : false", ""},
    {"cat zcat bzcat xzcat ls echo printf sleep grep egrep fgrep rg head tail cut tr wc uniq comm "
     "diff cmp "
     "sha1sum sha224sum sha256sum sha384sum sha512sum md5sum b2sum cksum sum shasum xxd od hexdump "
     "hd base64 "
     "base32 basename dirname realpath readlink pwd env printenv uname seq yes expr test [ [[ jq "
     "yq "
     "envsubst stat file du df sync ps top pgrep kill pkill killall which whereis type command "
     "time "
     "date cal tac rev paste join fold fmt nl column expand unexpand numfmt factor bc dc "
     "strings ldd readelf objdump nm size scanelf pldd lsof fuser getconf locale man info less "
     "more "
     "pkg-config pkgconf ncal tput clear reset stty logger wait-for-it gpgconf iconv xmllint "
     "xsltproc "
     "getopt dircolors tsort watch timeout nohup nice tree lddtree diff3 look shuf",
     ""},
    // Builtins of the shell. What a file or a text says is another matter.
    {"cd set export unset local declare typeset readonly return break continue shift let shopt "
     "alias "
     "unalias hash jobs bg fg getopts pushd popd dirs exit read mapfile readarray trap wait umask "
     "times "
     "exec enable builtin logout caller history disown suspend complete compgen setopt emulate",
     ""},
    {". source", "=nvm.sh", unknown, "set:NVM_DIR=$NVM_DIR|~/.nvm"},
    {". source eval sh bash dash ash zsh ksh fish csh tcsh", "", unknown},

    // Archives and downloads.
    {"tar gtar bsdtar", "", writes, "", read_tar},
    {"unzip", "-l|-t|-p|-Z|-v|-c|-z"},
    {"unzip", "", writes, "fill:-d|."},
    {"zip", "", writes, "file:@1"},
    {"7z 7za 7zr", "l|t|i|h|b"},
    {"7z 7za 7zr", "x|e", writes, "into?:. unknown"},  // -oDIR is read by no table
    {"7z 7za 7zr", "a|u|d", writes, "file:@2"},
    {"unrar", "x|e", writes, "fill:@3|."},
    {"cpio", "-p|--pass-through", writes, "fill:@1"},
    {"cpio", "-i|--extract -t|--list"},
    {"cpio", "-i|--extract", writes, "fill:-D|--directory|."},
    {"cpio", ""},
    {"gzip gunzip bzip2 bunzip2 xz unxz lzma unlzma zstd unzstd compress uncompress pigz",
     "-c|--stdout|-l|-t"},
    {"gzip gunzip bzip2 bunzip2 xz unxz lzma unlzma zstd unzstd compress uncompress pigz", "",
     writes, "edit:@1+"},
    {"ar", "x|-x", writes, "into:."},
    {"ar", "t|p|-t|-p"},
    {"ar", "", writes, "file:@2"},
    {"ranlib", "", writes, "edit:@1+"},
    {"curl", "-o|--output --output-dir", writes, "fill:--output-dir", read_curl},
    {"curl", "-O|--remote-name|-J|--remote-header-name|--remote-name-all", writes,
     "into:--output-dir|. file:-o|--output file:-c|--cookie-jar file:-D|--dump-header", read_curl},
    {"curl", "", writes, "file:-o|--output file:-c|--cookie-jar file:-D|--dump-header", read_curl},
    {"wget", "--spider"},
    {"wget", "-O|--output-document", writes,
     "file:-O|--output-document file:-o|--output-file file:-a|--append-output"},
    {"wget", "", writes,
     "into:-P|--directory-prefix|. file:-o|--output-file file:-a|--append-output"},
    {"aria2c axel", "", writes, "into:-d|--dir|."},
    {"git", "config --system", root},
    {"git", "config --get|--get-all|--list|-l|--get-regexp"},
    {"git", "config --global", writes, "file:~/.gitconfig"},
    {"git", "config -f|--file", writes, "file:-f|--file"},
    {"git", "config", writes, "into?:.git"},
    {"git", "lfs install --system", root},
    {"git", "lfs install", writes, "file:~/.gitconfig"},
    {"git", "clone", writes, "", read_git_clone},
    {"git", "init", writes, "fill:@2|."},
    {"git", "archive", writes, "file:-o|--output"},
    {"git",
     "log|status|diff|rev-parse|describe|ls-remote|ls-files|ls-tree|show|show-ref|cat-file|rev-"
     "list|"
     "version|grep|blame|for-each-ref|symbolic-ref|var|check-ignore|merge-base|name-rev|"
     "whatchanged"},
    {"git",
     "checkout|switch|restore|pull|fetch|reset|clean|merge|rebase|apply|am|cherry-pick|revert|add|"
     "commit|"
     "mv|rm|read-tree|repack|gc",
     writes, "fill:-C|."},
    {"git",
     "tag|branch|remote|stash|lfs|submodule|prune|sparse-checkout|worktree|notes|bisect|update-"
     "index|"
     "update-ref|update-server-info",
     writes, "fill?:-C|."},
    {"hg svn bzr cvs", "", writes, "fill:."},

    // Keys and certificates.
    {"gpg gpg1 gpg2", "--verify|--list-keys|--list-packets|--fingerprint", writes,
     "into?:--homedir|$GNUPGHOME|~/.gnupg"},
    {"gpg gpg1 gpg2", "", writes,
     "file:-o|--output file:--keyring into?:--homedir|$GNUPGHOME|~/.gnupg"},
    {"gpgv ssh-keyscan ssh-add sigtool", ""},
    {"cosign minisign signify", "", unknown},
    {"dirmngr gpg-agent gpg-connect-agent", "", writes, "into?:$GNUPGHOME|~/.gnupg"},
    {"ssh-keygen", "-A", root},
    {"ssh-keygen", "-l|-y|-F|-B"},
    {"ssh-keygen", "", writes, "key:-f|~/.ssh/id_rsa"},
    // Private keys are 0600 (seen; bio_open_owner in OpenSSL's apps/lib/apps.c).
    {"openssl", "genrsa|genpkey|gendsa|pkcs12", writes, "key:-out"},
    {"openssl", "rsa|dsa|ec|pkey|pkcs8 !-pubout|-noout", writes, "key:-out"},
    {"openssl", "ecparam|dsaparam -genkey", writes, "key:-out"},
    {"openssl", "", writes, "key:-keyout file:-out"},
    {"keytool", "-list|-printcert|-printcertreq"},
    {"keytool", "-cacerts", unknown},  // whose Java it is
    {"keytool", "", writes, "file:-keystore|-destkeystore|~/.keystore file:-file"},
    {"mkcert", "-install|-uninstall", unknown},
    {"mkcert", "-key-file", writes, "key:-key-file file:-cert-file"},
    {"mkcert", "", unknown},

    // What the system itself keeps. Some end well and do nothing (seen: locale-gen, systemctl
    // enable,
    // update-rc.d), so their status proves nothing.
    {"update-alternatives alternatives",
     "--install|-install|--set|-set|--auto|-auto|--config|-config|--remove|-remove|--remove-all|"
     "-remove-all|--set-selections|--add-slave|--slave",
     root},
    {"update-alternatives alternatives", ""},
    {"ldconfig", "-p|--print-cache"},
    {"ldconfig", "-n", writes, "into:@1"},
    {"trust", "anchor", root},
    {"trust", "list|extract|dump"},
    {"ldconfig update-ca-certificates update-ca-trust localedef locale-gen update-locale "
     "update-rc.d "
     "invoke-rc.d rc-update rc-service chkconfig insserv a2enmod a2dismod a2ensite a2dissite "
     "a2enconf "
     "a2disconf phpenmod phpdismod php5enmod php5dismod lighty-enable-mod lighttpd-enable-mod "
     "lighttpd-disable-mod "
     "gtk-update-icon-cache mandb grub-install "
     "grub-mkconfig update-grub authselect authconfig timedatectl localectl "
     "update-mime-database glib-compile-schemas update-desktop-database update-pciids "
     "update-java-alternatives update-java-jdk pam-auth-update systemd-sysusers systemd-tmpfiles "
     "systemd-machine-id-setup restorecond semodule setsebool setenforce c_rehash tzconfig "
     "remove-shell add-shell update-shells update-passwd dpkg-maintscript-helper ucf /etc/init.d/",
     "", root},
    {"systemctl",
     "is-active|is-enabled|is-failed|status|show|list-units|list-unit-files|cat|list-timers|--"
     "version"},
    {"systemctl", "--user", unknown},
    {"systemctl", "", root},
    {"service", "--status-all", unknown},
    {"service", "", root},
    {"fc-cache", "-s|--system-only", root},
    {"fc-cache", "", writes, "into?:~/.cache/fontconfig"},
    {"fc-list fc-match fc-query fc-scan", ""},
    {"crontab", "-u", root},
    {"crontab", ""},  // one's own: the program is setgid (seen)
    {"supervisorctl", "", unknown},
    // Configuration tests open the logs and pids (seen to fail), which the user may own.
    {"nginx openresty", "-v|-V|-h"},
    {"nginx openresty", "-t|-T", unknown},
    {"apachectl apache2ctl httpd apache2", "-v|-V|-M|-l|-L|-S"},
    {"sshd", "-t|-T", root},
    {"php-fpm", "-v|-i|-m"},

    // PHP.
    {"docker-php-ext-install docker-php-ext-enable docker-php-ext-configure docker-php-source "
     "install-php-extensions",
     "", root},
    {"pecl pear",
     "list|list-all|search|info|version|config-get|config-show|remote-info|channel-info"},
    {"pecl pear", "download", writes, "into:."},
    {"pecl pear", "", root},
    {"pickle pie", "", unknown},
    {"phpize", "", writes, "into:."},
    {"php", "^-v|-m|-i|--ini|-l|--version|--ri"},
    {"php", "^-r", writes, "unknown"},
    {"composer", "global config --list"},
    // Plugins of composer's own, which no program uses.
    {"composer", "global require =prestissimo|=composer-asset-plugin|=composer-patches", writes,
     "into?:~/.composer"},
    {"composer", "global", writes, "home:$COMPOSER_HOME|~/.composer"},
    {"composer", "config -g|--global", writes, "home:$COMPOSER_HOME|~/.composer"},
    {"composer", "create-project", writes, "fill:@3|. into?:~/.composer"},
    {"composer", "install|i|update|u|upgrade|require|r|remove|reinstall|dump-autoload|dumpautoload",
     writes, "fill:(-d|--working-dir|.)/vendor into?:~/.composer"},
    {"composer",
     "validate|show|info|check-platform-reqs|diagnose|about|licenses|status|outdated|audit"},
    {"composer", "clear-cache|clearcache|cc", writes, "into?:~/.composer"},

    // Node. npm 7 and 8, run by root, execute scripts as the owner of the folder.
    {"npm pnpm",
     "list|ls|root|prefix|bin|view|info|show|v|outdated|search|whoami|ping|doctor|fund|why|explain|"
     "help|"
     "get|store"},
    {"npm", "config|c get|list|ls"},
    {"npm", "config|c set prefix", writes, "file:~/.npmrc home:@4 set:NPM_CONFIG_PREFIX=@4"},
    {"npm", "set prefix", writes, "file:~/.npmrc home:@3 set:NPM_CONFIG_PREFIX=@3"},
    {"npm", "config|c set =prefix=", writes,
     "file:~/.npmrc home:prefix= set:NPM_CONFIG_PREFIX=prefix="},
    {"npm", "config|c|set -g|--global", root, "", nullptr, npm_prefix},
    {"npm pnpm yarn", "config|c|set", writes, "file:~/.npmrc"},
    {"npm", "cache", writes, "into?:--cache|$npm_config_cache|$NPM_CONFIG_CACHE|~/.npm"},
    {"npm", "-g|--global --prefix", writes, "fill:--prefix"},
    {"npm",
     "install|i|in|ins|inst|isntall|add|ci|clean-install|update|up|upgrade|udpate|uninstall|un|"
     "unlink|"
     "remove|rm|r|link|ln|rebuild|rb|install-test|it -g|--global",
     root, "", nullptr, npm_prefix},
    {"npm", "install|i|add|update|uninstall|link --location=global", root, "", nullptr, npm_prefix},
    {"npm", "link|ln", root, "", nullptr, npm_prefix},
    {"npm",
     "install|i|in|ins|inst|isntall|add|ci|clean-install|ic|install-clean|update|up|upgrade|"
     "uninstall|un|"
     "unlink|remove|rm|r|rebuild|rb|prune|dedupe|ddp|audit|install-ci-test|cit|install-test|it",
     writes, "fill:(--prefix|-C|.)/node_modules into?:~/.npm"},
    {"npm",
     "run|run-script|rum|urn|test|t|tst|start|stop|restart|build|exec|x|pack|version|init|create|"
     "pkg",
     writes, "fill?:--prefix|-C|. into?:~/.npm"},
    {"npm", "login|logout|adduser|publish", writes, "file:~/.npmrc"},
    // yarn 1 falls back to ~/.yarn where the prefix is root's.
    {"yarn", "global add|remove|upgrade", writes, "home?:--prefix|$PREFIX|~/.yarn"},
    {"yarn", "global bin|list|dir"},
    {"yarn", "cache", writes, "into?:~/.cache/yarn"},
    {"yarn", "set version", writes, "fill:.yarn"},
    {"yarn", "list|why|info|versions|audit|outdated|bin|dir|licenses|help|check"},
    {"yarn", "0", writes, "fill:(--cwd|.)/node_modules into?:~"},
    {"yarn",
     "install|add|remove|upgrade|up|import|link|unlink|dedupe|rebuild|workspaces|plugin|immutable",
     writes, "fill:(--cwd|.)/node_modules into?:~"},
    {"yarn", "playwright install --with-deps", root,
     "home:$PLAYWRIGHT_BROWSERS_PATH|~/.cache/ms-playwright"},
    {"yarn", "playwright install", writes, "home:$PLAYWRIGHT_BROWSERS_PATH|~/.cache/ms-playwright"},
    {"yarn", "", writes, "fill?:--cwd|. into?:~"},  // a script of package.json
    {"pnpm", "add|i|install|remove|rm|update|up|link|ln|uninstall|un -g|--global", root, "",
     nullptr, "PNPM_HOME NPM_CONFIG_PREFIX NVM_DIR"},
    {"pnpm", "setup|env", writes, "home?:$PNPM_HOME|~/.local/share/pnpm"},
    {"pnpm",
     "add|i|install|ci|remove|rm|update|up|link|ln|prune|rebuild|rb|import|fetch|dedupe|deploy|"
     "uninstall|un",
     writes, "fill:(-C|--dir|.)/node_modules into?:~"},
    {"pnpm", "", writes, "fill?:-C|--dir|. into?:~"},
    {"bun", "add|install|i|remove|update -g|--global", writes, "home:$BUN_INSTALL|~/.bun"},
    {"bun", "install|i|add|remove|rm|update|link", writes, "fill:(--cwd|.)/node_modules into?:~"},
    {"bun", "run|build|test", writes, "fill?:. into?:~"},
    {"bower", "", writes, "fill:bower_components"},
    {"corepack", "enable|disable --install-directory", writes, "into:--install-directory"},
    {"corepack", "enable|disable", root, "", nullptr, "NVM_DIR VOLTA_HOME FNM_DIR ASDF_DIR"},
    {"corepack", "pack", writes, "file:-o|--output|corepack.tgz"},
    {"corepack", "", writes, "home:$COREPACK_HOME|~/.cache/node/corepack"},
    {"n", "", writes, "into?:$N_PREFIX|/usr/local"},
    {"nvm fnm volta", "list|ls|current|version|which|alias|deactivate", writes, "into?:~"},
    {"nvm fnm volta", "", writes,
     "home:$NVM_DIR|$FNM_DIR|$VOLTA_HOME|~ set:NVM_DIR=$NVM_DIR|~/.nvm"},
    {"node nodejs", "^-v|-h|--check|-c"},
    // What such a line fetches is kept for the program, in a cache below the home as a rule.
    {"node nodejs", "^-e|-p|--eval|--print =ensureB|downloadB|installB|download(", writes,
     "home:~/.cache unknown"},
    {"node nodejs", "^-e|-p|--eval|--print", writes, "unknown"},
    {"tsc webpack webpack-cli rollup esbuild parcel gulp grunt vite ng vue-cli-service "
     "react-scripts "
     "nuxt nuxi gatsby turbo nx lerna astro remix svelte-kit swc babel sass node-gyp lessc next "
     "hugo jekyll "
     "mkdocs sphinx-build",
     "", writes, "fill?:. into?:~"},
    {"prisma", "generate", writes, "fill?:node_modules into?:~/.cache"},
    {"playwright", "install-deps", root},
    {"playwright", "install --with-deps", root,
     "home:$PLAYWRIGHT_BROWSERS_PATH|~/.cache/ms-playwright"},
    {"playwright", "install", writes, "home:$PLAYWRIGHT_BROWSERS_PATH|~/.cache/ms-playwright"},
    {"cypress", "install", writes, "home:$CYPRESS_CACHE_FOLDER|~/.cache/Cypress"},
    {"puppeteer", "+install-deps", root},
    {"puppeteer", "--install-deps", root},
    {"puppeteer", "browsers install", writes, "home:$PUPPETEER_CACHE_DIR|~/.cache/puppeteer"},

    // Python.
    {"pip", "list|show|freeze|check|search|debug|hash|index|inspect|help|completion"},
    {"pip", "config get|list"},
    {"pip", "config --global", root, "", nullptr, python_prefix},
    {"pip", "config", writes, "file:~/.config/pip/pip.conf"},
    {"pip", "cache", writes, "into?:$PIP_CACHE_DIR|~/.cache/pip"},
    {"pip", "download", writes, "into:-d|--dest|."},
    {"pip", "wheel", writes, "into:-w|--wheel-dir|."},
    {"pip", "install|sync", writes, "into?:$PIP_CACHE_DIR|~/.cache/pip", read_pip_install},
    {"pip", "uninstall", writes, "into?:$VIRTUAL_ENV|/usr/local"},
    {"pip-compile", "", writes, "file:-o|requirements.txt"},
    {"easy_install", "", writes, "unknown"},
    {"uv", "pip list|show|freeze|check|tree"},
    {"uv", "pip compile", writes, "file:-o|--output-file"},
    {"uv", "pip install|sync|uninstall -t|--target|--prefix", writes,
     "fill:-t|--target|--prefix into?:$UV_CACHE_DIR|~/.cache/uv"},
    // It has no fallback to the user's own directory, and which Python it finds is not told.
    {"uv", "pip install|sync|uninstall --system", writes, "unknown"},
    {"uv", "pip", writes, "fill?:$VIRTUAL_ENV|.venv into?:$UV_CACHE_DIR|~/.cache/uv"},
    {"uv", "sync|add|remove|run", writes,
     "fill:($UV_PROJECT_ENVIRONMENT|.venv) home?:$UV_PYTHON_INSTALL_DIR|~/.local/share/uv "
     "into?:$UV_CACHE_DIR|~/.cache/uv"},
    {"uv", "venv", writes, "fill:@2|.venv home?:$UV_PYTHON_INSTALL_DIR|~/.local/share/uv"},
    {"uv", "tool install|upgrade|update-shell", writes, "home:$UV_TOOL_DIR|~/.local"},
    {"uv", "python install|upgrade", writes, "home:$UV_PYTHON_INSTALL_DIR|~/.local/share/uv"},
    {"uv", "python|tool list|find|dir"},
    {"uv", "lock", writes, "file:uv.lock into?:~/.cache/uv"},
    {"uv", "build", writes, "fill:-o|--out-dir|dist"},
    {"uv", "export", writes, "file:-o|--output-file"},
    {"uv", "cache", writes, "into?:$UV_CACHE_DIR|~/.cache/uv"},
    {"uv", "init", writes, "fill:@2|."},
    {"uv", "tree|version|help|self"},
    {"venv virtualenv pyvenv", "", writes, "fill:@1"},
    {"poetry", "config", writes, "file:~/.config/pypoetry/config.toml"},
    {"poetry", "install|add|remove|update|sync|lock", writes,
     "fill?:.venv home?:$POETRY_VIRTUALENVS_PATH|~/.cache/pypoetry into?:."},
    {"poetry", "build", writes, "fill:dist"},
    {"poetry", "export", writes, "file:-o|--output"},
    {"poetry", "self", writes, "home?:$POETRY_HOME|~/.local/share/pypoetry"},
    {"poetry", "show|check|version|about|search|help|env"},
    {"pipenv", "--system", writes, "fill?:/usr/local into?:. into?:~"},
    {"pipenv", "install|sync|update|uninstall|lock", writes, "home?:$WORKON_HOME|~/.local into?:."},
    {"pdm hatch rye flit", "", writes, "fill?:. home?:~/.local"},
    {"pipx", "--global", root},
    {"pipx", "", writes, "home:$PIPX_HOME|~/.local"},
    {"conda mamba", "config --system", writes, "into?:/opt/conda"},
    {"conda mamba micromamba", "config --get|--show|--show-sources|list"},
    {"conda mamba", "config", writes, "file:~/.condarc"},
    {"conda mamba", "init --system", root},
    {"conda mamba micromamba", "init|shell", writes, "home:~/.bashrc"},
    {"conda mamba micromamba", "list|info|search|activate|deactivate|compare|doctor|repoquery"},
    {"conda mamba micromamba",
     "install|create|update|upgrade|remove|uninstall|env|clean|build|index", writes,
     "fill?:-p|--prefix|$MAMBA_ROOT_PREFIX|$CONDA_DIR|/opt/conda into?:~/.conda"},
    // Where it goes is up to the Python that runs it, which may be the user's own (conda, pyenv).
    {"python pypy", "+setup.py +install|develop --user", writes, "home:~/.local into:."},
    {"python pypy", "+setup.py +install|develop --prefix|--root|--home", writes,
     "fill:--prefix|--root|--home into:."},
    {"python pypy", "+setup.py +install|develop", unknown},
    {"python pypy", "+setup.py +build|build_ext|sdist|bdist_wheel|egg_info", writes, "fill:."},
    {"python pypy", "^-V|-h"},
    // What such a line loads is kept for the program.
    {"python pypy", "^-c =nltk.download", writes, "home:$NLTK_DATA|~/nltk_data unknown"},
    {"python pypy",
     "^-c =from_pretrained|pipeline(|SentenceTransformer(|hf_hub_download|snapshot_download|"
     "CrossEncoder(|WhisperModel(",
     writes,
     "home:$HF_HOME|$TRANSFORMERS_CACHE|$SENTENCE_TRANSFORMERS_HOME|$HF_HUB_CACHE|"
     "~/.cache/huggingface unknown"},
    {"python pypy", "^-c =whisper.load_model", writes, "home:~/.cache/whisper unknown"},
    {"python pypy", "^-c =torch.hub|torchvision.models", writes,
     "home:$TORCH_HOME|~/.cache/torch unknown"},
    {"python pypy", "^-c", writes, "unknown"},
    {"compileall", "", writes, "into?:@1+"},
    {"ensurepip", "", writes, "into?:/usr/local"},
    {"json.tool site platform sysconfig", ""},
    {"nltk.downloader", "", writes, "home:-d|$NLTK_DATA|~/nltk_data"},
    {"hf huggingface-cli", "download", writes,
     "home:--local-dir|--cache-dir|$HF_HOME|~/.cache/huggingface"},
    {"pyenv", "install|global|update", writes, "home:$PYENV_ROOT|~/.pyenv"},
    {"pyenv rbenv", "rehash|init|local|shell|versions|which", writes, "into?:~"},

    // Ruby. GEM_HOME of the official image is everybody's; elsewhere gem says where it went.
    {"gem",
     "list|search|query|env|environment|specification|contents|which|help|info|outdated|"
     "dependency"},
    {"gem", "build|fetch|unpack", writes, "into:."},
    {"gem", "install|update|uninstall|cleanup|pristine|i --user-install", writes, "home:~/.gem"},
    {"gem", "install|update|uninstall|cleanup|pristine|i", writes,
     "into?:-i|--install-dir|$GEM_HOME|/usr"},
    {"gem", "sources|signin", writes, "home?:~/.gemrc"},
    {"bundle bundler", "config --global", writes, "file:~/.bundle/config"},
    {"bundle bundler", "config set --local", writes, "into:.bundle"},
    {"bundle bundler", "config", writes, "into?:$BUNDLE_APP_CONFIG|~/.bundle"},
    {"bundle bundler", "list|show|info|outdated|check|platform|env|version|help|doctor"},
    {"bundle bundler", "install|update|add|clean|package|cache|lock|pristine", writes,
     "fill?:--path|$BUNDLE_PATH|$GEM_HOME|vendor/bundle into?:."},
    {"bundle bundler", "0", writes, "fill?:--path|$BUNDLE_PATH|$GEM_HOME|vendor/bundle into?:."},
    {"rbenv", "install|global", writes, "home:$RBENV_ROOT|~/.rbenv"},
    {"rvm sdk asdf mise", "", writes, "home?:~"},

    // Go, Rust, Haskell, OCaml, Elixir, Swift.
    {"go", "version|env|list|doc|help"},
    {"go", "build -o", writes, "file:-o into?:$GOPATH|~/go into?:$GOCACHE|~/.cache/go-build"},
    {"go", "install", writes, "fill?:$GOBIN|$GOPATH|~/go into?:$GOCACHE|~/.cache/go-build"},
    {"go", "get|mod|work|download", writes, "into?:. into?:$GOPATH|~/go"},
    {"go", "build|test|vet|generate|run|tool|fmt|clean", writes,
     "into?:. into?:$GOPATH|~/go into?:$GOCACHE|~/.cache/go-build"},
    {"gofmt", "-w", writes, "into?:."},
    {"gofmt", ""},
    {"cargo", "install --root", writes, "fill:--root into?:$CARGO_HOME|~/.cargo"},
    {"cargo", "install|binstall", writes, "home?:$CARGO_HOME|~/.cargo"},
    {"cargo", "build|b|rustc|test|bench|check|clippy|doc|run|chef|auditable|zigbuild", writes,
     "fill:--target-dir|$CARGO_TARGET_DIR|target into?:$CARGO_HOME|~/.cargo"},
    {"cargo", "new|init", writes, "fill:@2|."},
    {"cargo", "fetch|vendor|update|generate-lockfile|add|remove|clean", writes,
     "into?:. into?:$CARGO_HOME|~/.cargo"},
    {"rustc", "", writes, "file:-o into?:."},
    {"rustup rustup-init", "show|which|--version|help"},
    {"rustup rustup-init", "", writes, "home?:$RUSTUP_HOME|~/.rustup home?:$CARGO_HOME|~/.cargo"},
    {"stack cabal ghcup opam", "", writes, "home?:~ fill?:."},
    {"ghc ocamlc ocamlopt dune", "", writes, "fill?:."},
    {"mix", "local.hex|local.rebar|archive.install|hex.repo", writes, "home:$MIX_HOME|~/.mix"},
    {"mix", "deps.get|deps.update", writes, "fill:deps into?:~"},
    {"mix", "", writes, "fill?:_build fill?:deps into?:. into?:~"},
    {"rebar rebar3 erlc elixirc", "", writes, "fill?:. into?:~"},
    {"swift", "", writes, "fill?:.build into?:~"},
    {"flutter dart pub", "", writes, "fill?:. home?:~"},
    {"bazel bazelisk buck pants", "", writes, "into?:. into?:~/.cache"},

    // Java and .NET.
    {"mvn mvnw", "-v|--version"},
    {"mvn mvnw", "", writes, "fill?:target into?:~/.m2"},
    {"gradle gradlew", "-v|--version"},
    {"gradle gradlew", "", writes,
     "fill?:(-p|--project-dir|.)/build fill?:(-p|--project-dir|.)/.gradle "
     "into?:-g|$GRADLE_USER_HOME|~/.gradle"},
    {"sbt ant lein boot clojure clj mill ivy", "", writes, "fill?:. into?:~"},
    {"java", "^-version|-fullversion !-jar|-m|--module"},
    {"javac", "", writes, "into:-d|."},
    {"jar", "-t|--list"},
    {"jar", "-x|--extract", writes, "fill:-C|--dir|."},
    {"jar", "x*", writes, "fill:."},
    {"jar", "c*|u*", writes, "file:@2"},
    {"jlink", "", writes, "fill:--output|-o"},
    {"dnu", "restore", writes, "home:$DNX_PACKAGES|~/.dnx"},
    {"dotnet", "--info|--list-sdks|--list-runtimes"},
    {"dotnet", "tool install|update --tool-path", writes, "fill:--tool-path"},
    {"dotnet", "tool install|update|uninstall -g|--global", writes, "home:~/.dotnet"},
    {"dotnet", "tool restore|install|update", writes, "into?:. into?:~"},
    {"dotnet", "nuget locals|list"},
    {"dotnet", "nuget|dev-certs|user-secrets", writes, "home?:~"},
    {"dotnet", "workload|sdk", unknown},  // the SDK's own directory
    {"dotnet", "publish|build|pack -o|--output", writes,
     "fill:-o|--output fill?:obj fill?:bin into?:~"},
    {"dotnet", "publish|build|pack|msbuild|test|run|clean|ef", writes,
     "fill?:bin fill?:obj into?:~"},
    {"dotnet", "restore|add|remove|new|sln|list|format", writes, "fill?:obj into?:. into?:~"},
    {"nuget msbuild xbuild", "", writes, "fill?:. into?:~"},

    // Tools of operators keep plugins, credentials and clusters in the home.
    {"helm", "plugin install|update", writes,
     "home:$HELM_PLUGINS|$HELM_DATA_HOME|~/.local/share/helm"},
    {"helm", "repo add", writes, "home:$HELM_REPOSITORY_CONFIG|$HELM_CONFIG_HOME|~/.config/helm"},
    {"kubectl", "config set*|use*|rename*|delete*|unset", writes,
     "home:--kubeconfig|$KUBECONFIG|~/.kube"},
    {"kubectl", "krew", writes, "home:$KREW_ROOT|~/.krew"},
    {"aws", "configure", writes, "home:$AWS_CONFIG_FILE|~/.aws"},
    {"gcloud", "auth configure-docker", writes, "home:$DOCKER_CONFIG|~/.docker"},
    {"docker", "login", writes, "home:$DOCKER_CONFIG|~/.docker"},
    {"gcloud", "config|auth", writes, "home:$CLOUDSDK_CONFIG|~/.config/gcloud"},
    {"ansible-galaxy", "collection install -p|--collections-path", writes,
     "fill:-p|--collections-path"},
    {"ansible-galaxy", "collection", writes,
     "home:$ANSIBLE_COLLECTIONS_PATH|$ANSIBLE_COLLECTIONS_PATHS|$ANSIBLE_HOME|~/.ansible"},
    {"ansible-galaxy", "role install -p|--roles-path", writes, "fill:-p|--roles-path"},
    {"ansible-galaxy", "install -p|--roles-path", writes, "fill:-p|--roles-path"},
    {"ansible-galaxy", "install|role", writes, "home:$ANSIBLE_ROLES_PATH|$ANSIBLE_HOME|~/.ansible"},
    {"deno", "cache|install|info", writes, "home:$DENO_DIR|~/.cache/deno"},
    {"julia", "=Pkg.", writes, "home:$JULIA_DEPOT_PATH|~/.julia"},

    // C, C++ and what builds anything. An installation goes where configure was told; without that,
    // to /usr/local.
    {"configure Configure config", "", writes, "into:. set:PREFIX=--prefix"},
    {"autogen.sh autoconf automake autoreconf aclocal libtoolize autoheader bootstrap.sh "
     "glibtoolize",
     "", writes, "fill?:."},
    {"make gmake", "-n|--just-print|--dry-run|-q|--question"},
    {"make gmake", "+DESTDIR=*", writes, "fill:DESTDIR= into?:-C|."},
    {"make gmake",
     "+install*|*install +PREFIX=*|prefix=*|INSTALL_ROOT=*|INSTALL_TOP=*|INSTALL_PREFIX=*", writes,
     "fill:PREFIX=|prefix=|INSTALL_ROOT=|INSTALL_TOP=|INSTALL_PREFIX= into?:-C|."},
    {"make gmake", "+install*|*install|*_install", root, "into?:-C|.", nullptr, make_prefix},
    {"make gmake", "", writes, "fill?:-C|--directory|. into?:~"},
    {"ninja samu", "+install|install/strip|*/install", root, "", nullptr, make_prefix},
    {"ninja samu", "-n"},
    {"ninja samu", "", writes, "fill:-C|."},
    {"cmake", "--install --prefix", writes, "fill:--prefix"},
    {"cmake", "--install", root, "", nullptr, make_prefix},
    {"cmake", "--build -t|--target=install*", root, "", nullptr, make_prefix},
    {"cmake", "--build", writes, "fill:--build"},
    {"cmake", "-E", unknown},
    {"cmake", "-P", unknown},
    {"cmake", "", writes,
     "fill:-B|. "
     "set:PREFIX=CMAKE_INSTALL_PREFIX=|CMAKE_INSTALL_PREFIX:PATH=|CMAKE_INSTALL_PREFIX:STRING="},
    {"meson", "install --destdir", writes, "fill:--destdir"},
    {"meson", "install", root, "", nullptr, make_prefix},
    {"meson", "setup", writes, "fill:@2|. set:PREFIX=--prefix|prefix="},
    {"meson", "compile|test|configure", writes, "into?:-C|."},
    {"meson", "", writes, "fill:@1 set:PREFIX=--prefix|prefix="},
    {"gcc g++ cc c++ clang clang++ c99 cpp ld as gfortran nasm yasm musl-gcc", "-o", writes,
     "file:-o"},
    {"gcc g++ cc c++ clang clang++ c99 cpp ld as gfortran nasm yasm musl-gcc",
     "-E|-dumpversion|-dumpmachine|-v|-print-*|--print-*"},
    {"gcc g++ cc c++ clang clang++ c99 cpp ld as gfortran nasm yasm musl-gcc", "", writes,
     "into:."},
    {"scons waf b2 bjam", "+install", unknown},
    {"scons waf b2 bjam", "", writes, "fill?:."},
    {"protoc bison flex m4", "", writes, "into?:. file:-o"},

    // Perl, Lua. cpanm falls back to ~/perl5.
    {"cpanm cpan cpm carton", "-l|-L|--local-lib|--local-lib-contained", writes,
     "fill:-l|-L|--local-lib|--local-lib-contained into?:~"},
    {"cpanm cpan cpm carton", "", writes, "into?:/usr/local into?:~"},
    {"luarocks", "list|show|search|config|path|which|doc"},
    {"luarocks", "--local", writes, "home:~/.luarocks"},
    {"luarocks", "--tree", writes, "fill:--tree"},
    {"luarocks", "install|make|build|remove|purge", writes, "into?:/usr/local"},

    // Databases' own tools refuse root (seen: initdb: cannot be run as root).
    {"initdb pg_ctl postgres pg_upgrade", "", refuses_root, "into?:-D|--pgdata|$PGDATA"},

    // Robots.
    {"rosdep", "init", root},
    {"rosdep", "install", root},                         // calls apt
    {"rosdep", "update", writes, "file:~/.ros/rosdep"},  // a cache, which any user makes anew
    {"colcon", "build", writes, "fill:build fill:install fill:log"},
    {"catkin_make catkin", "", writes, "fill?:."},
};

}  // namespace

std::span<const Row> all_rows() {
  return rows;
}

}  // namespace dockerfix::commands
