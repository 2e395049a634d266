// Who owns a path, whether a user can write it, and what decided that.
#include <fmt/format.h>

#include "plan_parts.h"
#include "why_parts.h"

namespace dockerfix {
namespace {

using Can = Access::Can;

bool removes(const Owned& entry, const std::string& path) {
  return (entry.what == Owned::What::gone && is_within(path, entry.path)) ||
         (entry.what == Owned::What::swept && path.starts_with(entry.path));
}

// The last item that took the path away; no_item: none did, or it was made again.
std::size_t removed_by(const OwnedView& log, const std::string& path) {
  std::size_t item = no_item;
  for (const std::span<const Owned> part : log) {
    for (const Owned& entry : part) {
      if (removes(entry, path)) item = entry.item;
    }
  }
  return item;
}

// chown node /app/*: the path may be one of those, and somebody else's than root's since.
bool matches(const Owned& entry, const std::string& path) {
  const std::size_t glob = entry.path.find_first_of("*?[");
  return glob != std::string::npos && entry.owner.kind != Owner::Kind::root &&
         path.starts_with(entry.path.substr(0, glob)) &&
         (entry.recursive || path.find('/', glob) == std::string::npos);
}

// if …; then mkdir -p /app/a/b; fi: that may have made the path, where nothing else did.
bool may_make(const Owned& entry, const std::string& path) {
  const bool makes = entry.what != Owned::What::anything && entry.what != Owned::What::mode;
  return makes && entry.owner.kind != Owner::Kind::root && is_within(entry.path, path);
}

// The last item with such an entry, that of `found` and those below it; no_item: there is none.
std::size_t touched_by(const OwnedView& log, const std::string& path,
                       const std::optional<OwnerFound>& found) {
  std::size_t item = no_item;
  for (const std::span<const Owned> part : log) {
    for (const Owned& entry : part) {
      const bool gone = entry.what == Owned::What::gone || entry.what == Owned::What::swept;
      if (gone && removes(entry, path)) item = no_item;
      if (gone || (found && entry.item < found->item)) continue;
      if (matches(entry, path) || (!found && may_make(entry, path))) item = entry.item;
    }
  }
  return item;
}

std::string said_touch(const View& view, std::size_t item) {
  return said_item(view, item) + " may have made it, or given it to somebody";
}

// What made an owner that nobody can tell.
std::string why_unknown(const View& view, const OwnerFound& found) {
  const std::string item = said_item(view, found.item);
  const Keyword keyword = view.doc.items[found.item].keyword;
  const bool copy = keyword == Keyword::copy || keyword == Keyword::add;
  switch (found.by) {
    case Owned::What::anything:
      return fmt::format("{}{} cannot be read", copy ? "the destination of " : "", item);
    case Owned::What::mode:
      return item + " opens it, and no line says whose it is";
    case Owned::What::owner:
      return item + " may have made it, or given it to somebody";
    default:
      break;
  }
  return item + (copy ? " brings it with the owner that it has there"
                      : " may have made it, or found it there");
}

std::string why_found(const View& view, const OwnerFound& found) {
  if (found.owner.kind == Owner::Kind::unknown) return why_unknown(view, found);
  const std::string item = said_item(view, found.item);
  const std::string owner = said_owner(found.owner);
  const Keyword keyword = view.doc.items[found.item].keyword;
  if (keyword == Keyword::from) return fmt::format("the base image has it as {}'s", owner);
  if (found.by == Owned::What::owner) return fmt::format("{} gave it to {}", item, owner);
  const std::string sure = found.sure ? "" : ", if it is part of what that brings";
  return fmt::format("{} made it as {}{}", item, owner, sure);
}

std::string why_missing(const View& view, std::size_t stage, const std::string& path) {
  if (is_shared_path(path)) return "no line of the file makes it";
  if (is_top_path(path)) return "it is the distribution's own";
  const OwnedView log = owned_before(view.facts, stage, no_item);
  const std::size_t gone = removed_by(log, path);
  if (gone != no_item) return fmt::format("{} removed it", said_item(view, gone));
  return "no line of the file makes it; what the base image has there is not known";
}

// What no line made would have to be made by the program, in the nearest directory that is there.
Access access_to_missing(const View& view, std::size_t stage, const std::string& path,
                         const Who& who) {
  if (is_top_path(path)) return {Can::no, "it is the distribution's own, and root's"};
  const OwnedView log = owned_before(view.facts, stage, no_item);
  const std::size_t touched = touched_by(log, path, std::nullopt);
  if (touched != no_item) return {Can::unknown, said_touch(view, touched)};
  std::string folder = parent_path(path);
  while (!owner_of(log, folder) && !is_top_path(folder)) folder = parent_path(folder);
  if (!owner_of(log, folder) && !is_shared_path(folder)) {
    return {Can::unknown, fmt::format("{}; if nothing is there, only root can make it",
                                      why_missing(view, stage, path))};
  }
  const Access above = access_to(view, stage, folder, who);
  if (above.can == Can::yes)
    return {Can::yes, fmt::format("no line makes it, and it can be made in {}: {}", shown(folder),
                                  above.why)};
  if (above.can == Can::no)
    return {Can::no, fmt::format("no line makes it, and it cannot be made in {}: {}", shown(folder),
                                 above.why)};
  return above;
}

// What is copied may hold the path or not, and nobody looks: where it would then be for the program
// to make, that must come to the same.
Access if_brought(const View& view, std::size_t stage, const std::string& path, const Who& who,
                  const OwnerFound& found, const Access& brought) {
  const Access made = access_to_missing(view, stage, path, who);
  if (made.can == brought.can) return brought;
  return {Can::unknown,
          fmt::format("if {} brings it, {}; if not, {}: {}", said_item(view, found.item),
                      said_can(brought.can), said_can(made.can), made.why)};
}

bool is_same_number(const Who& who, const Owner& owner) {
  return !owner.name.empty() && owner.name == who.name.substr(0, who.name.find(':'));
}

Access access_to_found(const View& view, std::size_t stage, const std::string& path, const Who& who,
                       const OwnerFound& found) {
  const std::string because = why_found(view, found);
  if (is_account(found.owner, who.account) || is_same_number(who, found.owner))
    return {Can::yes, because};
  if (found.world_writable) return {Can::yes, "anybody may: its mode lets everybody write it"};
  if (found.owner.kind == Owner::Kind::unknown) return {Can::unknown, because};
  const ModeSet* mode = mode_of(view.facts, stage, path);
  if (mode && mode->closed)
    return {Can::no, fmt::format("{}, and {} closes it to others, for reading too", because,
                                 said_item(view, mode->item))};
  return {Can::no, because};
}

}  // namespace

Who starts_as(const View& view, const Plan& plan) {
  const User& user = view.facts.after_stage[plan.stage].user;
  return {user.kind, said_user(user), plan.account};
}

Who planned(const Plan& plan) {
  return {User::Kind::ordinary, plan.user, plan.account};
}

std::string_view said_can(Can can) {
  switch (can) {
    case Can::yes:
      return "yes";
    case Can::no:
      return "no";
    case Can::unknown:
      break;
  }
  return "nobody can tell";
}

std::string owner_at_end(const View& view, std::size_t stage, const std::string& path) {
  const OwnedView log = owned_before(view.facts, stage, no_item);
  if (const std::optional<OwnerFound> found = owner_of(log, path)) return said_owner(found->owner);
  if (is_shared_path(path)) return "unknown";
  if (is_top_path(path)) return "root";
  return removed_by(log, path) == no_item ? "unknown" : "nobody";
}

std::string why_owner(const View& view, std::size_t stage, const std::string& path) {
  const OwnedView log = owned_before(view.facts, stage, no_item);
  const std::optional<OwnerFound> found = owner_of(log, path);
  return found ? why_found(view, *found) : why_missing(view, stage, path);
}

Access access_to(const View& view, std::size_t stage, const std::string& path, const Who& who) {
  if (is_windows(view, stage)) return {Can::unknown, std::string(windows_words)};
  if (who.kind == User::Kind::root) return {Can::yes, "root can write everything"};
  if (who.kind == User::Kind::unknown)
    return {Can::unknown, "it is not known as whom the program runs"};
  const OwnedView log = owned_before(view.facts, stage, no_item);
  const std::optional<OwnerFound> found = owner_of(log, path);
  const bool told = found && found->by != Owned::What::anything;
  if (!told && is_shared_path(path)) return {Can::yes, "anybody may write there"};
  if (!found) return access_to_missing(view, stage, path, who);
  const Access access = access_to_found(view, stage, path, who, *found);
  if (access.can == Can::unknown) return access;
  const std::size_t touched = touched_by(log, path, found);
  if (access.can == Can::no && touched != no_item) return {Can::unknown, said_touch(view, touched)};
  return found->sure ? access : if_brought(view, stage, path, who, *found, access);
}

bool is_windows(const View& view, std::size_t stage) {
  return view.facts.stages[stage].base.family == Family::windows;
}

}  // namespace dockerfix
