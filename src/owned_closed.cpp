// What the modes of the build context close to everybody but root.
#include <algorithm>
#include <array>

#include "owned_parts.h"
#include "place.h"
#include "text.h"

namespace dockerfix {

bool is_place_of_root(std::string_view path) {
  static constexpr std::array<std::string_view, 16> places = {"/root",
                                                              "/tmp",
                                                              "/var/tmp",
                                                              "/boot",
                                                              "/etc/sudoers.d",
                                                              "/etc/ssh",
                                                              "/etc/apt",
                                                              "/etc/apk",
                                                              "/etc/cron.d",
                                                              "/etc/pam.d",
                                                              "/etc/cron.daily",
                                                              "/etc/yum.repos.d",
                                                              "/etc/pki/rpm-gpg",
                                                              "/etc/dnf",
                                                              "/etc/systemd",
                                                              "/lib/systemd"};
  static constexpr std::array<std::string_view, 8> accounts = {
      "/etc/shadow",  "/etc/gshadow", "/etc/passwd",  "/etc/group",
      "/etc/sudoers", "/etc/crontab", "/etc/shadow-", "/etc/gshadow-"};
  return is_one_of(path, accounts) ||
         std::any_of(places.begin(), places.end(),
                     [&](std::string_view place) { return is_within(path, place); });
}

namespace {

// What root's programs read, or the build alone.
bool is_for_root(std::string_view path) {
  static constexpr std::array<std::string_view, 11> of_tools = {
      "id_rsa", "id_dsa",  "id_ecdsa",   "id_ed25519", "known_hosts",     ".netrc",
      ".npmrc", ".pypirc", "deploy_key", "pip.conf",   ".git-credentials"};
  return is_place_of_root(path) || is_one_of(base_name(path), of_tools) ||
         path.find("/.ssh/") != std::string_view::npos ||
         path.find("/.git/") != std::string_view::npos || path.ends_with("/.git");
}

// A file that is read is not executed: 0744 is enough for it, unless it lies among programs.
bool needs_its_owner(const Plan& plan, const ModeSet& mode) {
  const bool reads = (mode.mode & 4U) == 0;
  const std::string folder = parent_path(mode.path);
  return mode.recursive || reads || mode.path == plan.program_path ||
         base_name(mode.path) == plan.program || folder.ends_with("/bin") ||
         folder.ends_with("/sbin");
}

// What own-paths gives away itself.
bool is_owned_by_run(const Plan& plan, const std::string& path) {
  return std::any_of(plan.writes.begin(), plan.writes.end(), [&](const OwnPath& own) {
    return own.path == path || (own.recursive && is_within(path, own.path));
  });
}

}  // namespace

const ModeSet* closed_in_context(const Facts& facts, const Plan& plan, std::size_t item) {
  const OwnedView log = owned_before(facts, plan.stage, no_item);
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const ModeSet& mode : facts.stages[at].modes) {
      if (mode.item != item || mode.source.empty() || is_for_root(mode.path)) continue;
      const ModeSet* last = mode_of(facts, plan.stage, mode.path);
      const bool closed = last != nullptr && last->closed && !last->source.empty();
      if (!closed || !needs_its_owner(plan, *last) || is_owned_by_run(plan, mode.path)) continue;
      if (removed_later(facts, plan, item, mode.path) ||
          chowned_later(facts, plan, item, mode.path))
        continue;
      const std::optional<OwnerFound> owner = owner_of(log, mode.path);
      if (!owner || owner->owner.kind == Owner::Kind::root) return last;
    }
  }
  return nullptr;
}

// A directory of the system that a whole folder is copied onto stays root's with all of it; a file
// that was closed by hand is the program's, wherever it lies.
bool gives_closed(const Document& doc, const Facts& facts, const Plan& plan, const Copied& copy) {
  if (plan.standing != Standing::root || !copy.to) return false;
  const ModeSet* mode = closed_in_context(facts, plan, copy.item);
  if (mode == nullptr) return false;
  // With --link the folders above are made anew, and given away with the file: semantics 1.3.
  if (copy.instruction.flag("link") && is_system_root(parent_path(*copy.to))) return false;
  const std::vector<Word> all = words(copy.instruction, doc.escape);
  const bool single =
      all.size() == 2 && !mode->recursive && base_name(all[0].text) == base_name(mode->source);
  return single || !is_system_root(*copy.to);
}

}  // namespace dockerfix
