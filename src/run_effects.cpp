// What the effects of a command leave in the ownership log.
#include <algorithm>
#include <array>

#include "facts_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

Owner named(const std::string& owner) {
  if (owner == "root" || owner == "0") return {Owner::Kind::root, {}};
  return {Owner::Kind::user, owner};
}

// useradd -m puts these into the home; who appends to them leaves them their owner.
bool is_skeleton(const Facts& facts, std::size_t stage, std::size_t item, const std::string& path) {
  static constexpr std::array<std::string_view, 5> names = {".bashrc", ".profile", ".bash_profile",
                                                            ".bash_logout", ".zshrc"};
  const std::string name = path.substr(path.rfind('/') + 1);
  if (std::find(names.begin(), names.end(), name) == names.end()) return false;
  const KnownAccounts known = accounts_before(facts, stage, item + 1);  // that of this RUN, too
  return std::any_of(known.accounts.begin(), known.accounts.end(), [&](const KnownAccount& k) {
    return k.account.has_home && k.account.home && *k.account.home == parent_path(path);
  });
}

// Whether it is a directory for certain: what is put into one leaves it its owner.
bool is_folder(const Facts& facts, std::size_t stage, const std::string& path) {
  const OwnedView before = owned_before(facts, stage, no_item);
  const bool made = std::any_of(before.begin(), before.end(), [&](std::span<const Owned> part) {
    return std::any_of(part.begin(), part.end(), [&](const Owned& entry) {
      return entry.what == Owned::What::directory && entry.path == path;
    });
  });
  return made && is_there(before, path);
}

// What `mkdir -m 700`, `install -m 600`, `openssl -keyout` and `curl --create-dirs` say of what
// they make. A directory that was there keeps its mode.
void note_mode(const Facts& facts, Stage& stage, std::size_t index, std::size_t item,
               const Effect& effect, const std::string& path) {
  const std::optional<bool> closed = closed_to_others(effect.mode_text);
  if (!closed) return;
  const bool folder = effect.kind == Effect::Kind::make_directory;
  const bool of_system = is_system_root(path) || (is_top_path(path) && !is_system_path(path));
  if (folder && (of_system || is_there(owned_before(facts, index, no_item), path))) return;
  const bool into = effect.kind == Effect::Kind::copy && effect.path.ends_with('/');
  ModeSet mode{item, into ? join_path(path, base_name(effect.from)) : path, false, *closed};
  const bool key = effect.kind == Effect::Kind::make_file;
  mode.made = folder ? ModeSet::Made::folder : key ? ModeSet::Made::key : ModeSet::Made::file;
  stage.modes.push_back(std::move(mode));
}

// What cp, mv, install and rsync put at `path`. A directory that is there keeps its owner.
void record_copy(const Facts& facts, Stage& stage, std::size_t item, const State& state,
                 const Effect& effect, const std::string& path, const Owner& given) {
  OwnershipLog& log = stage.owned;
  const bool move = effect.kind == Effect::Kind::move;
  if (move) log.push_back({item, Owned::What::gone, effect.from, {}, true});
  const bool folder = is_folder(facts, state.stage, path);
  const bool all = effect.from.ends_with("/.");  // `cp -r x/. there`
  const std::string put =
      effect.path.ends_with('/') || folder ? join_path(path, base_name(effect.from)) : path;
  carry_keys(facts, item, {state.stage, join_path("/", effect.from), put, all ? path : put}, stage);
  log.push_back({item, Owned::What::content, path, given, true});
  // `cp seed.json /data/`: the one file that is put into a directory.
  const bool one = !move && !effect.recursive && !effect.keeps_owner && !effect.from.empty() &&
                   !all && effect.from.find_first_of("*?[") == std::string::npos;
  if (one && put != path) log.push_back({item, Owned::What::file, put, given, false, true});
  // `cp -a x/. there` gives it the owner that x has.
  if (!is_top_path(path) && (effect.keeps_owner || !folder))
    log.push_back({item, Owned::What::file, path, Owner{}, false});
  note_mode(facts, stage, state.stage, item, effect, path);
}

void record_chmod(const Facts& facts, Stage& stage, std::size_t item, const State& state,
                  const Effect& effect, const std::string& path) {
  std::vector<ModeSet> known;
  change_context_modes(facts, item, effect, path, state.stage, known);
  if (const std::optional<bool> closed = closed_to_others(effect.mode_text))
    stage.modes.push_back({item, path, effect.recursive, *closed});
  stage.modes.insert(stage.modes.end(), known.begin(), known.end());
}

}  // namespace

void record_effect(Facts& facts, std::size_t item, const State& state, const Effect& effect,
                   const std::string& path) {
  Stage& stage = facts.stages[state.stage];
  OwnershipLog& log = stage.owned;
  const Owner maker = effect.keeps_owner ? Owner{} : owner_from(state.user);
  const Owner given = effect.owner ? named(*effect.owner) : maker;
  switch (effect.kind) {
    case Effect::Kind::make_directory:
      note_mode(facts, stage, state.stage, item, effect, path);
      make_directories(facts, state.stage, item, path, owner_from(state.user), log);
      if (effect.owner) log.push_back({item, Owned::What::owner, path, given, false});
      break;
    case Effect::Kind::link:
      if (is_folder(facts, state.stage, path)) break;  // it is made in there
      log.push_back({item, Owned::What::gone, path, {}, false});
      log.push_back({item, Owned::What::file, path, maker, false});
      break;
    case Effect::Kind::make_file:
      if (path.find_first_of("*?[") != std::string::npos) break;  // what the shell finds
      if (is_skeleton(facts, state.stage, item, path)) break;
      // A link into a directory that is there, or a file that is written once more.
      if (is_there(owned_before(facts, state.stage, no_item), path) && !effect.owner) break;
      note_mode(facts, stage, state.stage, item, effect, path);
      log.push_back({item, Owned::What::file, path, given, false, true});
      break;
    case Effect::Kind::copy:
    case Effect::Kind::move:
      record_copy(facts, stage, item, state, effect, path, given);
      break;
    case Effect::Kind::fill:
    case Effect::Kind::home_write:
      // Whether it made the directory hangs on what there was to put into it.
      log.push_back({item, Owned::What::content, path, maker, true, true});
      break;
    case Effect::Kind::chown:
      if (effect.owner || effect.owner_unknown) {
        log.push_back({item, Owned::What::owner, path, effect.owner_unknown ? Owner{} : given,
                       effect.recursive});
      }
      break;
    case Effect::Kind::remove: {
      const std::size_t glob = path.find_first_of("*?[");
      const auto what = glob == std::string::npos ? Owned::What::gone : Owned::What::swept;
      log.push_back({item, what, path.substr(0, glob), {}, true});
      break;
    }
    case Effect::Kind::chmod:
      record_chmod(facts, stage, item, state, effect, path);
      break;
  }
  const bool group = effect.group && !effect.owner && !effect.owner_unknown;
  if (group || effect.group_writable)
    stage.groups.push_back({item, path, effect.recursive || effect.kind == Effect::Kind::copy,
                            effect.group_writable && !effect.world_writable &&
                                effect.mode_text.find('g') != std::string::npos});
  if (effect.world_writable) log.push_back({item, Owned::What::mode, path, {}, effect.recursive});
}

// Caches, and settings of the tools that build, do not count: no program reads them as it runs.
void note_home_file(const Effect& effect, const std::string& path, RunFacts& run) {
  static constexpr std::array<std::string_view, 17> caches = {"/root/.cache",
                                                              "/root/.npm",
                                                              "/root/.gnupg",
                                                              "/root/.wget-hsts",
                                                              "/root/.ssh/known_hosts",
                                                              "/root/.yarn",
                                                              "/root/.node-gyp",
                                                              "/root/.pki",
                                                              "/root/.local/share/pnpm",
                                                              "/root/.bash_history",
                                                              "/root/.npmrc",
                                                              "/root/.yarnrc",
                                                              "/root/.yarnrc.yml",
                                                              "/root/.config/yarn",
                                                              "/root/.config/pip",
                                                              "/root/.pip",
                                                              "/root/.gemrc"};
  if (effect.kind == Effect::Kind::remove && is_within(run.home_file, path)) run.home_file.clear();
  const bool makes = effect.kind == Effect::Kind::make_file || effect.kind == Effect::Kind::copy ||
                     effect.kind == Effect::Kind::link || effect.kind == Effect::Kind::move ||
                     effect.kind == Effect::Kind::fill;
  if (!makes || !is_within(path, "/root") || path == "/root") return;
  const bool cache = std::any_of(caches.begin(), caches.end(),
                                 [&](std::string_view c) { return is_within(path, c); });
  if (!cache && run.home_file.empty()) run.home_file = path;
}

}  // namespace dockerfix
