// Keys, which their owners alone can read. One function a reason; each makes the fix unsafe.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "patterns.h"
#include "place.h"
#include "plan_parts.h"
#include "text.h"

namespace dockerfix {

namespace {

// "443", "443/tcp", "8000-9000"; of another protocol it is another port.
bool names_port(const std::string& word, int port) {
  const std::size_t slash = std::min(word.find('/'), word.size());
  if (slash < word.size() && to_lower(word.substr(slash)) != "/tcp") return false;
  int first = 0;
  int last = 0;
  const char* const end = word.data() + slash;
  const auto [behind, is_first] = std::from_chars(word.data(), end, first);
  if (is_first != std::errc()) return false;
  if (behind == end) return first == port;
  const auto [rest, is_last] = std::from_chars(behind + 1, end, last);
  return *behind == '-' && is_last == std::errc() && rest == end && first <= port && port <= last;
}

}  // namespace

std::size_t exposed_at(const Look& look, int port) {
  std::size_t found = no_item;
  each_item(look, [&](std::size_t i) {
    if (look.doc.items[i].keyword != Keyword::expose) return;
    for (const Word& word : words(read(look.doc, look.doc.items[i]), look.doc.escape)) {
      const auto text = expand(word.text, look.doc.escape, variables_at(look.facts, i));
      if (text && names_port(*text, port)) found = i;
    }
  });
  return found;
}

namespace {

bool holds_keys(std::string_view path) {
  static constexpr std::array<std::string_view, 6> folders = {"ssl",  "tls",  "certs",
                                                              "cert", "keys", "pki"};
  if (path.ends_with('/')) path.remove_suffix(1);
  return path.ends_with(".key") || path.ends_with(".pem") || is_one_of(base_name(path), folders);
}

// nginx and httpd read their keys as root, before they become another user.
bool reads_keys_as_root(const Look& look) {
  const BaseImage* row = look.base().row;
  const bool image =
      row && row->start == Start::serves && row->repository.find("nginx") != std::string_view::npos;
  return image || runs(look, "runs-nginx runs-apache runs-apachectl");
}

// The line that shows that the container serves TLS; no_item: none does.
std::size_t shows_tls(const Look& look) {
  static constexpr std::array<std::string_view, 1> openssl = {"openssl"};
  std::size_t found = exposed_at(look, 443);
  for (const Copied& copy : look.copies) {
    const std::vector<Word> all = words(copy.instruction, look.doc.escape);
    if (std::any_of(all.begin(), all.end(), [](const Word& word) { return holds_keys(word.text); }))
      found = copy.item;
  }
  for (const std::size_t at : chain_of(look.facts, look.stage))
    for (const Volume& volume : look.facts.stages[at].volumes)
      if (holds_keys(volume.path)) found = volume.item;
  // A key that openssl makes is 0600, and dhparam is for a server that has one.
  for (const RunFacts& run : look.runs) {
    const std::string_view text = look.doc.at(look.doc.items[run.item].span);
    const bool key = has_word(text, "req") || has_word(text, "genrsa") ||
                     has_word(text, "genpkey") || has_word(text, "dhparam");
    if (uses_any(run, openssl) && key) found = run.item;
  }
  return found;
}

std::optional<Reason> serves_tls(const Look& look) {
  const std::size_t found = shows_tls(look);
  if (found == no_item || !reads_keys_as_root(look)) return std::nullopt;
  return Reason{"serves-tls", look.line(found),
                "it serves TLS: the key is its owner's only as a rule, and root's",
                "let the account's group read the key, and give --unsafe-fixes"};
}

// A key that nothing in the file brings is mounted, and keys are their owner's only.
std::optional<Reason> mounted_key(const Look& look) {
  static constexpr std::array<std::string_view, 5> endings = {".pem", ".key", ".p12", ".pfx",
                                                              ".jks"};
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (const std::string& path : look.launch.named) {
    // certbot keeps keys below /etc/letsencrypt/live/DOMAIN, and that may be mounted elsewhere.
    const bool key = (path.find("/live/") != std::string::npos &&
                      path.substr(path.find("/live/")).find('.') != std::string::npos) ||
                     std::any_of(endings.begin(), endings.end(),
                                 [&](std::string_view ending) { return path.ends_with(ending); });
    const bool public_one = is_within(path, "/run/secrets") || is_within(path, "/etc/ssl/certs") ||
                            is_within(path, "/etc/pki") || is_system_path(path);
    if (!key || public_one || owner_of(log, path)) continue;
    return Reason{"mounted-key", look.line(look.launch.item()),
                  fmt::format("{} is mounted, and keys are their owner's only as a rule", path),
                  "let its group read it, and give --unsafe-fixes"};
  }
  return std::nullopt;
}

// The key of an authority signs in the build, and is no program's.
bool signs_others(const Look& look, const std::string& key) {
  return std::any_of(look.runs.begin(), look.runs.end(), [&](const RunFacts& run) {
    const std::string_view text = look.doc.at(look.doc.items[run.item].span);
    const std::size_t at = text.find("-CAkey ");
    return at != std::string_view::npos && has_word(text.substr(at), base_name(key));
  });
}

constexpr std::array<Check, 2> checks = {mounted_key, serves_tls};

}  // namespace

// Debian's /etc/ssl/private is 0710 and of the group ssl-cert at best (its ssl-cert, postinst).
std::vector<MadeKey> made_keys(const Look& look) {
  std::vector<MadeKey> out;
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const Stage& stage = look.facts.stages[at];
    for (const ModeSet& mode : stage.modes) {
      if (mode.made != ModeSet::Made::key || is_place_of_root(mode.path)) continue;
      if (!is_closed(look.facts, look.stage, mode.path)) continue;
      if (!is_there(log, mode.path) && is_removed(log, mode)) continue;
      const std::optional<OwnerFound> owner = owner_of(log, mode.path);
      if (owner && owner->owner.kind == Owner::Kind::user) continue;
      if (signs_others(look, mode.path)) continue;
      const bool private_place =
          is_within(mode.path, "/etc/ssl/private") || is_within(mode.path, "/etc/pki/tls/private");
      const bool kept = !may_vanish(look.doc, stage, mode.item) &&
                        !volume_above(look.facts, look.stage, mode.item, mode.path);
      out.push_back({&mode, kept && !private_place});
    }
  }
  return out;
}

std::span<const Check> key_doubts() {
  return checks;
}

std::optional<Reason> closed_key(const Look& look) {
  for (const MadeKey& key : made_keys(look)) {
    if (key.within_reach) continue;
    return Reason{"closed-key", look.line(key.mode->item),
                  fmt::format("the key {} is root's alone to read", key.mode->path),
                  "let the account's group read it and enter its folder, or give --unsafe-fixes if "
                  "the program does not read it"};
  }
  return std::nullopt;
}

}  // namespace dockerfix
