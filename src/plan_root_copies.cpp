// What COPY and ADD put into root's home.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "plan_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

// "/root/.phpenv/versions/8.1/etc/x.ini": a version manager's tree, where the base image has it.
bool is_tree_of_base(std::string_view path) {
  static constexpr std::array<std::string_view, 10> managers = {
      "/root/.phpenv/", "/root/.rbenv/", "/root/.pyenv/", "/root/.nodenv/", "/root/.nvm/",
      "/root/.sdkman/", "/root/.asdf/",  "/root/.goenv/", "/root/.jenv/",   "/root/.rvm/"};
  return std::any_of(managers.begin(), managers.end(),
                     [&](std::string_view manager) { return path.starts_with(manager); });
}

// .bashrc and its like: nobody but root's own shell reads them, or the sshd that lets root in.
bool is_for_shell_of_root(const Look& look, std::size_t item, const std::string& to) {
  static constexpr std::array<std::string_view, 13> names = {
      ".bashrc", ".bash_profile", ".bash_aliases",  ".profile",  ".zshrc",
      ".vimrc",  ".inputrc",      ".tmux.conf",     ".screenrc", ".nanorc",
      ".irbrc",  ".dircolors",    "authorized_keys"};
  const std::vector<Word> all = words(read(look.doc, look.doc.items[item]), look.doc.escape);
  if (all.size() != 2) return false;
  return is_one_of(base_name(to), names) ||
         (to == "/root" && is_one_of(base_name(all[0].text), names));
}

// `COPY x /root/x … RUN mv /root/x /opt`: it is not used from there.
bool is_taken_away(const Look& look, std::size_t item, const std::string& path) {
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  return std::any_of(log.begin(), log.end(), [&](std::span<const Owned> part) {
    return std::any_of(part.begin(), part.end(), [&](const Owned& entry) {
      return entry.what == Owned::What::gone && entry.item > item && is_within(path, entry.path);
    });
  });
}

// A patch, a package, a list of requirements that a RUN below takes: nothing reads it when the
// container runs.
bool is_for_build(const Look& look, const Copied& copy) {
  static constexpr std::array<std::string_view, 12> endings = {
      ".patch", ".diff", ".deb", ".rpm",    ".apk", ".whl",
      ".gem",   ".tgz",  ".zip", ".tar.gz", ".tar", "requirements.txt"};
  const std::vector<Word> all = words(copy.instruction, look.doc.escape);
  if (all.size() < 2 || copy.instruction.flag("from")) return false;
  return std::all_of(all.begin(), all.end() - 1, [&](const Word& source) {
    const std::string name(base_name(source.text));
    const bool taken = std::any_of(look.runs.begin(), look.runs.end(), [&](const RunFacts& run) {
      const std::string_view text = look.doc.at(look.doc.items[run.item].span);
      return run.item > copy.item && text.find(name) != std::string_view::npos;
    });
    return taken && is_plain_path(name) &&
           std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
  });
}

// What COPY or ADD puts into root's home, `settings`: in places where programs look for them, or
// elsewhere.
std::optional<Reason> copied_into_root_home(const Look& look, const Copied& copy, bool settings) {
  if (!copy.to || !in_root_home(*copy.to) || is_settings_of_home(*copy.to) != settings)
    return std::nullopt;
  const std::string& to = *copy.to;
  if (is_for_shell_of_root(look, copy.item, to) || is_taken_away(look, copy.item, to) ||
      is_for_build(look, copy))
    return std::nullopt;
  if (is_tree_of_base(to))
    return root_home_reason(look, copy.item, to + " is in",
                            "have the base image keep that tree elsewhere, or use another one");
  if (settings)
    return root_home_reason(look, copy.item, to + " is in",
                            "put it into the home of the account, or where its program looks for "
                            "everybody's settings");
  const std::vector<Word> all = words(copy.instruction, look.doc.escape);
  const bool one = to == "/root" && all.size() == 2 && is_plain_path(all[0].text) &&
                   all[0].text.find_first_not_of("./") != std::string::npos;
  return root_home_reason(look, copy.item,
                          one             ? fmt::format("{} is copied to", all[0].text)
                          : to == "/root" ? "what is copied is in"
                                          : to + " is in");
}

}  // namespace

bool has_settings_of_shell(const Look& look) {
  return std::any_of(look.copies.begin(), look.copies.end(), [&](const Copied& copy) {
    return copy.to && in_root_home(*copy.to) && is_for_shell_of_root(look, copy.item, *copy.to);
  });
}

std::optional<Reason> copied_into_root_home(const Look& look, bool settings) {
  for (const Copied& copy : look.copies) {
    if (std::optional<Reason> reason = copied_into_root_home(look, copy, settings)) return reason;
  }
  return std::nullopt;
}

}  // namespace dockerfix
