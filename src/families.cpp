// The distribution families: what they are called, which account tools they have, what is taken.
#include <algorithm>
#include <cctype>

#include "images.h"
#include "text.h"

namespace dockerfix {
namespace {

// Debian's base-passwd, passwd.master and group.master, with the _apt of every release.
constexpr std::string_view debian_taken =
    "root:0:0 daemon:1:1 bin:2:2 sys:3:3 sync:4:65534 games:5:60 man:6:12 lp:7:7 mail:8:8 "
    "news:9:9 uucp:10:10 proxy:13:13 www-data:33:33 backup:34:34 list:38:38 irc:39:39 "
    "_apt:42:65534 "
    "_apt:100:65534 nobody:65534:65534 root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 lp:7 mail:8 "
    "news:9 uucp:10 man:12 proxy:13 kmem:15 dialout:20 fax:21 voice:22 cdrom:24 floppy:25 tape:26 "
    "sudo:27 audio:29 dip:30 www-data:33 backup:34 operator:37 list:38 irc:39 src:40 shadow:42 "
    "utmp:43 video:44 sasl:45 plugdev:46 staff:50 games:60 users:100 nogroup:65534";
// Alpine's alpine-baselayout 3.20, and what older releases had on top (images-notes of 2026-08).
constexpr std::string_view alpine_taken =
    "root:0:0 bin:1:1 daemon:2:2 adm:3:4 lp:4:7 sync:5:0 shutdown:6:0 halt:7:0 mail:8:12 news:9:13 "
    "uucp:10:14 operator:11:0 man:13:15 postmaster:14:12 cron:16:16 ftp:21:21 sshd:22:22 at:25:25 "
    "squid:31:31 xfs:33:33 games:35:35 cyrus:85:12 vpopmail:89:89 ntp:123:123 smmsp:209:209 "
    "guest:405:100 nobody:65534:65534 root:0 bin:1 daemon:2 sys:3 adm:4 tty:5 disk:6 lp:7 mem:8 "
    "kmem:9 wheel:10 floppy:11 mail:12 news:13 uucp:14 man:15 cron:16 console:17 audio:18 cdrom:19 "
    "dialout:20 ftp:21 sshd:22 input:23 at:25 tape:26 video:27 netdev:28 readproc:30 squid:31 "
    "xfs:33 "
    "kvm:34 games:35 shadow:42 cdrw:80 www-data:82 usb:85 vpopmail:89 users:100 ntp:123 "
    "nofiles:200 "
    "smmsp:209 locate:245 abuild:300 utmp:406 ping:999 nogroup:65533 nobody:65534";
// docker-library/busybox, /etc/passwd and /etc/group of the root file system.
constexpr std::string_view busybox_taken =
    "root:0:0 daemon:1:1 bin:2:2 sys:3:3 sync:4:100 mail:8:8 www-data:33:33 operator:37:37 "
    "nobody:65534:65534 root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 mail:8 wheel:10 www-data:33 "
    "operator:37 users:100 nobody:65534";
// The setup package of the RPM distributions (from memory; nobody is 99 on release 7).
constexpr std::string_view rpm_taken =
    "root:0:0 bin:1:1 daemon:2:2 adm:3:4 lp:4:7 sync:5:0 shutdown:6:0 halt:7:0 mail:8:12 "
    "operator:11:0 games:12:100 ftp:14:50 nobody:99:99 nobody:65534:65534 root:0 bin:1 daemon:2 "
    "sys:3 adm:4 tty:5 disk:6 lp:7 mem:8 kmem:9 wheel:10 cdrom:11 mail:12 man:15 dialout:18 "
    "floppy:19 "
    "games:20 tape:33 video:39 ftp:50 lock:54 audio:63 users:100 nobody:99 nobody:65534";
// GoogleContainerTools/distroless common/BUILD.bazel; Chainguard's images agree on these.
constexpr std::string_view nonroot_taken =
    "root:0:0 nobody:65534:65534 nonroot:65532:65532 root:0 tty:5 staff:50 nonroot:65532 "
    "nobody:65534";

using enum AccountTool;

constexpr FamilyFacts facts[] = {
    {Family::unknown, "unknown", none, "/bin/false", false, ""},
    {Family::debian, "debian", shadow, "/usr/sbin/nologin", true, debian_taken},
    {Family::alpine, "alpine", AccountTool::busybox, "/sbin/nologin", true, alpine_taken},
    {Family::busybox, "busybox", AccountTool::busybox, "/bin/false", true, busybox_taken},
    {Family::wolfi, "wolfi", AccountTool::busybox, "/sbin/nologin", true, nonroot_taken},
    {Family::redhat, "redhat", shadow, "/sbin/nologin", true, rpm_taken},
    // util-linux, which has nologin, is missing in these.
    {Family::redhat_minimal, "redhat-minimal", shadow_after_install, "/bin/false", true, rpm_taken},
    {Family::redhat_micro, "redhat-micro", none, "/bin/false", true, rpm_taken},
    {Family::amazon, "amazon", shadow_after_install, "/bin/false", true, rpm_taken},
    {Family::azurelinux, "azurelinux", shadow_after_install, "/bin/false", true, rpm_taken},
    {Family::photon, "photon", shadow_after_install, "/bin/false", true, rpm_taken},
    {Family::suse, "suse", shadow, "/sbin/nologin", true, rpm_taken},
    {Family::arch, "arch", shadow, "/usr/bin/nologin", true, rpm_taken},
    {Family::distroless, "distroless", none, "/sbin/nologin", false, nonroot_taken},
    {Family::scratch, "scratch", none, "/sbin/nologin", false, ""},
    {Family::windows, "windows", none, "", false, ""},
};

constexpr bool facts_follow_the_enum() {
  for (std::size_t i = 0; i < std::size(facts); ++i) {
    if (static_cast<std::size_t>(facts[i].family) != i) return false;
  }
  return std::size(facts) == static_cast<std::size_t>(Family::windows) + 1;
}
static_assert(facts_follow_the_enum());

struct Named {
  std::string_view name;
  Family family;
};

// What people call a distribution, on top of FamilyFacts::name.
constexpr Named distributions[] = {
    {"ubuntu", Family::debian},
    {"kali", Family::debian},
    {"rhel", Family::redhat},
    {"centos", Family::redhat},
    {"fedora", Family::redhat},
    {"rocky", Family::redhat},
    {"rockylinux", Family::redhat},
    {"alma", Family::redhat},
    {"almalinux", Family::redhat},
    {"oraclelinux", Family::redhat},
    {"ubi", Family::redhat},
    {"ubi-minimal", Family::redhat_minimal},
    {"rhel-minimal", Family::redhat_minimal},
    {"ubi-micro", Family::redhat_micro},
    {"rhel-micro", Family::redhat_micro},
    {"amazonlinux", Family::amazon},
    {"mariner", Family::azurelinux},
    {"opensuse", Family::suse},
    {"sles", Family::suse},
    {"archlinux", Family::arch},
    {"chainguard", Family::wolfi},
    {"nanoserver", Family::windows},
    {"servercore", Family::windows},
};

// Words of a tag or of the last component of a name, in the order they count: a Windows, chiseled
// or Alpine variant may name a release of another distribution as well. A word is a run of letters;
// what is behind it (3.20, 9) does not matter, but a # asks for a number there: "ol9", "el8".
// Groovy, a release of Ubuntu, is left out: it is a language as well.
struct FamilyWords {
  Family family;
  std::string_view words;
  std::string_view tag_words = "";  // that say it in a tag only: in a name they may mean anything
};
constexpr FamilyWords words[] = {
    {Family::windows, "windowsservercore nanoserver servercore windowsserver ltsc", "windows"},
    {Family::distroless, "chiseled distroless"},
    {Family::alpine, "alpine alpinelinux"},
    {Family::wolfi, "wolfi"},
    {Family::busybox, "busybox"},
    {Family::azurelinux, "azurelinux mariner"},
    {Family::photon, "photon"},
    {Family::amazon, "amazonlinux amazon-linux amzn al2"},
    {Family::redhat,
     "oraclelinux ol# rockylinux rocky almalinux alma centos rhel redhat fedora scientificlinux "
     "el# fc#"},
    {Family::suse, "opensuse suse sles sle#", "bci leap tumbleweed"},
    {Family::arch, "archlinux manjaro"},
    {Family::debian,  // and Ubuntu, by their releases
     "ubuntu trusty xenial bionic focal jammy kinetic lunar mantic noble oracular plucky questing "
     "resolute debian wheezy jessie stretch buster bullseye bookworm trixie forky raspbian devuan "
     "kali kalilinux deb#",
     "lucid precise quantal raring saucy utopic vivid wily yakkety zesty artful cosmic disco eoan "
     "hirsute impish squeeze sid"},
};

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool says(std::string_view text, std::string_view word) {
  const bool numbered = word.ends_with('#');
  if (numbered) word.remove_suffix(1);
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::string_view rest = text.substr(at + word.size());
    const bool ends =
        numbered ? !rest.empty() && is_digit(rest[0]) : rest.empty() || !is_letter(rest[0]);
    if (ends && (at == 0 || !is_letter(text[at - 1]))) return true;
  }
  return false;
}

bool says_any(std::string_view text, std::string_view list) {
  const std::vector<std::string_view> each = words_of(list);
  return std::any_of(each.begin(), each.end(),
                     [&](std::string_view word) { return says(text, word); });
}

std::optional<Family> family_in(std::string_view text, bool is_tag) {
  // "ubi9-minimal", "ubi8/ubi-micro", "almalinux:9-minimal": the words count together.
  const bool minimal = says(text, "minimal");
  if (says(text, "ubi") && says(text, "micro")) return Family::redhat_micro;
  if (says(text, "ubi")) return minimal ? Family::redhat_minimal : Family::redhat;
  for (const FamilyWords& row : words) {
    if (!says_any(text, row.words) && !(is_tag && says_any(text, row.tag_words))) continue;
    return row.family == Family::redhat && minimal ? Family::redhat_minimal : row.family;
  }
  return {};
}

// A folder that is called as a distribution and its version, as registries and vendors have them:
// "rhel8" of "rhel8/nodejs-12", "ubuntu" of "ubuntu/nginx".
std::optional<Family> family_of_folders(std::string_view repository) {
  for (std::size_t slash; (slash = repository.find('/')) != std::string_view::npos;) {
    const std::string_view folder = repository.substr(0, slash);
    const std::size_t word = folder.find_first_not_of("abcdefghijklmnopqrstuvwxyz");
    const bool is_word =
        word == folder.npos || folder.find_first_not_of("0123456789.", word) == folder.npos;
    if (const std::optional<Family> family = family_in(folder, false); family && is_word)
      return family;
    repository.remove_prefix(slash + 1);
  }
  return {};
}

}  // namespace

const FamilyFacts& family_facts(Family family) {
  return facts[static_cast<std::size_t>(family)];
}

std::optional<Family> family_by_name(std::string_view name) {
  for (const FamilyFacts& candidate : facts) {
    if (candidate.name == name && candidate.family != Family::unknown) return candidate.family;
  }
  for (const Named& named : distributions) {
    if (named.name == name) return named.family;
  }
  return {};
}

std::optional<Family> family_by_words(const ImageRef& image) {
  // The tag is nearer to the truth: "alpine-tools:bookworm" is Debian.
  const std::string tag = to_lower(image.tag);
  if (const std::optional<Family> family = family_in(tag, true)) return family;
  const std::size_t slash = image.repository.rfind('/');
  const std::string_view name =
      std::string_view(image.repository).substr(slash == std::string::npos ? 0 : slash + 1);
  const std::optional<Family> family = family_in(name, false);
  if (family == Family::redhat && says(tag, "minimal")) return Family::redhat_minimal;
  // Only Debian's images and those on top of them are commonly called slim, apart from Oracle's.
  if (!family && says(tag, "slim")) return Family::debian;
  return family ? family : family_of_folders(image.repository);
}

}  // namespace dockerfix
