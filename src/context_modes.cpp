// The modes that files of the build context bring along: COPY keeps them.
#include <algorithm>

#include "facts_parts.h"
#include "ignore_file.h"
#include "text.h"

namespace dockerfix {
namespace {

// Whether others miss what the owner has of reading and of executing, or entering.
bool is_closed_mode(std::uint32_t mode) {
  return ((mode >> 6U) & ~mode & 5U) != 0;
}

// What a source of COPY or ADD is in the context: one path, or those that its wildcards find.
std::vector<std::string> found_by(const ContextLister& listing, const std::string& source) {
  const std::size_t wild = source.find_first_of("*?[\\");
  if (wild == std::string::npos) return {source};
  const std::string folder = source.substr(0, source.rfind('/', wild) + 1);
  const std::string pattern = join_path("/", source).substr(1);
  std::vector<std::string> out;
  for (const ContextEntry& entry : listing(folder))
    if (matches_source(pattern, entry.path)) out.push_back(entry.path);
  return out;
}

// ADD unpacks it, with the modes that are in it.
bool is_unpacked(const Instruction& instruction, std::string_view source) {
  const std::string_view name = base_name(source);
  return instruction.keyword == Keyword::add &&
         (name.find(".tar") != std::string_view::npos || name.ends_with(".tgz") ||
          name.ends_with(".txz") || name.ends_with(".tbz2") || name.ends_with(".tbz"));
}

// Of a folder that is copied the contents go to `path`, which does not get its mode: fsutil
// copy/copy.go, prepareTargetDir.
void note_source(const std::vector<ContextEntry>& entries, std::size_t item,
                 const std::string& path, bool into, std::vector<ModeSet>& out) {
  for (const ContextEntry& entry : entries) {
    const ContextEntry& top = entries.front();
    if (!is_closed_mode(entry.mode) || (&entry == &top && top.folder)) continue;
    std::string below = entry.path;
    if (top.folder && top.path != ".") below.erase(0, top.path.size() + 1);
    std::string place = top.folder ? join_path(path, below) : path;
    if (!top.folder && into) place = join_path(path, base_name(entry.path));
    out.push_back({item, std::move(place), entry.folder, true, entry.path, entry.mode});
  }
}

std::uint32_t bits_of(std::string_view what, std::uint32_t mode, bool folder) {
  std::uint32_t bits = 0;
  for (const char c : what) {
    if (c == 'r') bits |= 4U;
    if (c == 'w') bits |= 2U;
    if (c == 'x' || (c == 'X' && (folder || (mode & 0111U) != 0))) bits |= 1U;
    if (c == 'u') bits |= (mode >> 6U) & 7U;
    if (c == 'g') bits |= (mode >> 3U) & 7U;
    if (c == 'o') bits |= mode & 7U;
  }
  return bits;
}

// `u+x`, `go=rX`, `+x`: one clause of chmod's, as POSIX has it under the umask 022 of a build.
std::uint32_t changed_by(std::string_view clause, std::uint32_t mode, bool folder) {
  const std::size_t op = std::min(clause.find_first_of("+-="), clause.size());
  const std::string_view who = clause.substr(0, op);
  std::uint32_t mask = who.empty() ? 0755U : 0U;
  if (who.find_first_of("ua") != std::string_view::npos) mask |= 0700U;
  if (who.find_first_of("ga") != std::string_view::npos) mask |= 0070U;
  if (who.find_first_of("oa") != std::string_view::npos) mask |= 0007U;
  if (op == clause.size()) return mode;
  const std::uint32_t bits = bits_of(clause.substr(op + 1), mode, folder) * 0111U & mask;
  if (clause[op] == '+') return mode | bits;
  if (clause[op] == '-') return mode & ~bits;
  return (mode & ~mask) | bits;
}

std::uint32_t changed_mode(std::string_view text, std::uint32_t mode, bool folder) {
  if (!text.empty() && text.find_first_not_of("01234567") == std::string_view::npos) {
    std::uint32_t number = 0;
    for (const char c : text) number = (number * 8 + static_cast<std::uint32_t>(c - '0')) & 07777U;
    return number & 0777U;
  }
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    mode = changed_by(text.substr(0, comma), mode, folder);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return mode;
}

}  // namespace

void note_context_modes(const Document& doc, const Facts& facts, const ContextLister& listing,
                        std::size_t item, const Instruction& instruction, const std::string& path,
                        Stage& stage) {
  if (!listing || instruction.flag("from") || !instruction.heredocs.empty()) return;
  constexpr std::size_t most = 200;
  const std::vector<Word> all = words(instruction, doc.escape);
  const bool there = is_there(owned_before(facts, facts.before[item].stage, item), path);
  const bool into = copies_into(doc, instruction) || there;
  std::vector<ModeSet> found;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const std::optional<std::string> source =
        expand(all[i].text, doc.escape, variables_at(facts, item));
    if (!source || source->find("://") != std::string::npos || is_unpacked(instruction, *source))
      continue;
    for (const std::string& each : found_by(listing, *source)) {
      const std::vector<ContextEntry> entries = listing(each);
      if (!entries.empty()) note_source(entries, item, path, into, found);
    }
  }
  // A checkout under umask 077: the whole of it is closed, as good as.
  if (found.size() > most) {
    found.resize(1);
    found.front().path = path;
    found.front().recursive = true;
  }
  stage.modes.insert(stage.modes.end(), found.begin(), found.end());
}

void carry_keys(const Facts& facts, std::size_t item, const Carried& carried, Stage& stage) {
  std::vector<ModeSet> found;
  for (const std::size_t at : chain_of(facts, carried.stage)) {
    for (const ModeSet& mode : facts.stages[at].modes) {
      if (mode.made != ModeSet::Made::key || !is_within(mode.path, carried.from)) continue;
      if (!is_closed(facts, carried.stage, mode.path)) continue;
      ModeSet there = mode;
      there.item = item;
      there.path = mode.path == carried.from
                       ? carried.file_to
                       : join_path(carried.tree_to, mode.path.substr(carried.from.size() + 1));
      found.push_back(std::move(there));
    }
  }
  stage.modes.insert(stage.modes.end(), found.begin(), found.end());
}

void change_context_modes(const Facts& facts, std::size_t item, const Effect& effect,
                          const std::string& path, std::size_t stage, std::vector<ModeSet>& out) {
  std::vector<std::string> paths;
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const ModeSet& mode : facts.stages[at].modes) {
      const bool meant = mode.path == path || (effect.recursive && is_within(mode.path, path));
      const bool seen = std::find(paths.begin(), paths.end(), mode.path) != paths.end();
      if (!mode.source.empty() && meant && !seen) paths.push_back(mode.path);
    }
  }
  for (const std::string& each : paths) {
    const ModeSet* before = mode_of(facts, stage, each);
    if (before == nullptr || before->source.empty()) continue;
    ModeSet after = *before;
    after.item = item;
    after.path = each;
    after.mode = changed_mode(effect.mode_text, before->mode, before->recursive);
    after.closed = is_closed_mode(after.mode);
    out.push_back(std::move(after));
  }
}

}  // namespace dockerfix
