// The distribution families: what they are called, which account tools they have, what is taken.
#include <algorithm>
#include <cctype>

#include "images.h"

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
// what is behind it (3.20, 9) does not matter.
constexpr Named words[] = {
    {"windowsservercore", Family::windows},
    {"nanoserver", Family::windows},
    {"servercore", Family::windows},
    {"ltsc", Family::windows},
    {"chiseled", Family::distroless},
    {"distroless", Family::distroless},
    {"alpine", Family::alpine},
    {"wolfi", Family::wolfi},
    {"azurelinux", Family::azurelinux},
    {"mariner", Family::azurelinux},
    {"photon", Family::photon},
    {"amazonlinux", Family::amazon},
    {"amzn", Family::amazon},
    {"oraclelinux", Family::redhat},
    {"rockylinux", Family::redhat},
    {"rocky", Family::redhat},
    {"almalinux", Family::redhat},
    {"centos", Family::redhat},
    {"rhel", Family::redhat},
    {"fedora", Family::redhat},
    {"opensuse", Family::suse},
    {"archlinux", Family::arch},
    {"trusty", Family::debian},
    {"xenial", Family::debian},
    {"bionic", Family::debian},
    {"focal", Family::debian},
    {"jammy", Family::debian},
    {"noble", Family::debian},
    {"kinetic", Family::debian},
    {"lunar", Family::debian},
    {"mantic", Family::debian},
    {"oracular", Family::debian},
    {"plucky", Family::debian},
    {"questing", Family::debian},
    {"resolute", Family::debian},
    {"ubuntu", Family::debian},
    {"wheezy", Family::debian},
    {"jessie", Family::debian},
    {"stretch", Family::debian},
    {"buster", Family::debian},
    {"bullseye", Family::debian},
    {"bookworm", Family::debian},
    {"trixie", Family::debian},
    {"forky", Family::debian},
    {"debian", Family::debian},
};

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || !is_letter(text[at - 1]);
    if (starts && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

std::optional<Family> family_in(std::string_view text) {
  // "ubi9-minimal", "ubi8/ubi-micro", "almalinux:9-minimal": the words count together.
  const bool minimal = has_word(text, "minimal");
  if (has_word(text, "ubi") && has_word(text, "micro")) return Family::redhat_micro;
  if (has_word(text, "ubi")) return minimal ? Family::redhat_minimal : Family::redhat;
  // "al2", "al2023": the number counts, "al" alone says nothing.
  if (has_word(text, "al") && text.find("al2") != text.npos) return Family::amazon;
  for (const Named& named : words) {
    if (!has_word(text, named.name)) continue;
    return named.family == Family::redhat && minimal ? Family::redhat_minimal : named.family;
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
  if (const std::optional<Family> family = family_in(image.tag)) return family;
  const std::size_t slash = image.repository.rfind('/');
  const std::string_view name =
      std::string_view(image.repository).substr(slash == std::string::npos ? 0 : slash + 1);
  const std::optional<Family> family = family_in(name);
  if (family == Family::redhat && has_word(image.tag, "minimal")) return Family::redhat_minimal;
  // Only Debian's images and those on top of them are commonly called slim, apart from Oracle's.
  if (!family && has_word(image.tag, "slim")) return Family::debian;
  return family;
}

}  // namespace dockerfix
