// What COPY, ADD and WORKDIR leave behind.
#include <algorithm>
#include <array>

#include "facts_parts.h"
#include "text.h"

namespace dockerfix {

bool says_root(std::string_view user) {
  const std::string_view name = user.substr(0, user.find(':'));
  return name.empty() || name == "root" || name == "0";
}

Owner owner_from(const User& user) {
  switch (user.kind) {
    case User::Kind::root:
      return {Owner::Kind::root, {}};
    case User::Kind::ordinary:
      return {Owner::Kind::user, user.name()};
    case User::Kind::unknown:
      break;
  }
  return {};
}

void make_directories(const Facts& facts, std::size_t stage, std::size_t item,
                      const std::string& path, const Owner& owner, OwnershipLog& log) {
  const OwnedView before = owned_before(facts, stage, no_item);
  OwnershipLog made;
  if (is_kept_by_package(path) && !is_there(before, path))
    made.push_back({item, Owned::What::directory, path, owner, false});
  for (std::string at = path; !is_top_path(at); at = parent_path(at)) {
    const std::optional<OwnerFound> found = owner_of(before, at);
    if (found && found->sure) break;
    // In a tree that was filled it may be there already, with the owner that the tree has.
    const bool same =
        !found || (found->owner.kind == owner.kind && found->owner.name == owner.name);
    made.push_back({item, Owned::What::directory, at, same ? owner : Owner{}, false});
  }
  log.insert(log.end(), made.rbegin(), made.rend());
}

namespace {

Owner chown_owner(const Facts& facts, std::size_t item, const Instruction& instruction,
                  char escape) {
  const Flag* chown = instruction.flag("chown");
  if (!chown) {
    // From the context always 0:0; from another stage the owners that the files have there.
    return instruction.flag("from") ? Owner{} : Owner{Owner::Kind::root, {}};
  }
  const std::optional<std::string> text =
      expand(chown->value.value_or(""), escape, variables_at(facts, item));
  if (!text) return {};
  if (says_root(*text)) return {Owner::Kind::root, {}};
  return {Owner::Kind::user, text->substr(0, text->find(':'))};
}

// "requirements.txt" of `COPY requirements.txt package.json .`: names that no folder has.
bool names_files(const std::vector<Word>& sources) {
  static constexpr std::array<std::string_view, 16> endings = {
      ".txt", ".json", ".lock", ".toml", ".yml", ".yaml", ".py",  ".js",
      ".sh",  ".conf", ".xml",  ".jar",  ".mod", ".sum",  ".cfg", ".ini"};
  return std::all_of(sources.begin(), sources.end(), [](const Word& word) {
    return is_plain_path(word.text) &&
           std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return word.text.ends_with(ending); });
  });
}

// What a COPY puts right into /: files whose names are known leave all else there as it was.
bool log_files_in_root(std::size_t item, const Document& doc, const Instruction& instruction,
                       const Owner& owner, OwnershipLog& log) {
  std::vector<Word> sources = words(instruction, doc.escape);
  sources.pop_back();
  if (sources.empty() || !instruction.heredocs.empty() || !names_files(sources)) return false;
  for (const Word& source : sources)
    log.push_back({item, Owned::What::file, join_path("/", base_name(source.text)), owner, false});
  return true;
}

// `COPY --from=build /tls /etc/tls`, where that stage made a key.
void carry_keys_of_stages(const Facts& facts, std::size_t item, const std::string& to, bool into,
                          Stage& stage) {
  for (const CopiedStage& other : stage.copies_from) {
    if (other.item != item) continue;
    for (const std::optional<std::string>& source : stage.copies.back().sources) {
      if (!source) continue;
      const std::string from = join_path("/", *source);
      carry_keys(facts, item, {other.stage, from, into ? join_path(to, base_name(from)) : to, to},
                 stage);
    }
  }
}

CopyFacts copy_facts(const Document& doc, const Facts& facts, std::size_t item,
                     const Instruction& instruction, const State& state) {
  CopyFacts copy{item, {}, {}, copies_into(doc, instruction)};
  copy.from = instruction.flag("from") != nullptr;
  copy.heredocs = !instruction.heredocs.empty();
  const std::vector<Word> all = words(instruction, doc.escape);
  if (all.empty() || (all.size() < 2 && !copy.heredocs)) return copy;
  const Lookup lookup = variables_at(facts, item);
  for (const Word& word : all) copy.sources.push_back(expand(word.text, doc.escape, lookup));
  const std::optional<std::string> text = std::move(copy.sources.back());
  copy.sources.pop_back();
  if (!text || text->empty()) return copy;
  if (text->starts_with('/') || state.workdir)
    copy.to = join_path(state.workdir.value_or("/"), *text);
  return copy;
}

}  // namespace

void read_copy(const Document& doc, const Facts& facts, const ContextLister& listing,
               std::size_t item, const Instruction& instruction, const State& state, Stage& stage) {
  OwnershipLog& log = stage.owned;
  stage.copies.push_back(copy_facts(doc, facts, item, instruction, state));
  const std::optional<std::string>& path = stage.copies.back().to;
  if (!path) {
    log.push_back({item, Owned::What::anything, "/", {}, true});
    return;
  }
  const Owner owner = chown_owner(facts, item, instruction, doc.escape);
  // A directory that is there keeps its owner, however the destination is written.
  const bool there = is_there(owned_before(facts, state.stage, no_item), *path);
  const bool into = stage.copies.back().into || there;
  const Owner top = instruction.flag("chown") ? owner : Owner{Owner::Kind::root, {}};
  make_directories(facts, state.stage, item, into ? *path : parent_path(*path), top, log);
  if (!into) log.push_back({item, Owned::What::file, *path, owner, false});
  if (*path != "/" || !log_files_in_root(item, doc, instruction, owner, log))
    log.push_back({item, Owned::What::content, *path, owner, true});
  const Flag* chmod = instruction.flag("chmod");
  if (!chmod) {
    // What ADD fetches has mode 0600:
    // https://docs.docker.com/reference/dockerfile/#adding-files-from-a-url
    for (const std::string& source : fetched_by(instruction, doc.escape))
      stage.modes.push_back(
          {item, into ? join_path(*path, base_name(source)) : *path, false, true});
    note_context_modes(doc, facts, listing, item, instruction, *path, stage);
    carry_keys_of_stages(facts, item, *path, into, stage);
    return;
  }
  const std::optional<std::string> mode =
      expand(chmod->value.value_or(""), doc.escape, variables_at(facts, item));
  const std::optional<bool> closed = mode ? closed_to_others(*mode) : std::nullopt;
  if (closed) stage.modes.push_back({item, *path, into, *closed});
}

std::vector<std::string> fetched_by(const Instruction& instruction, char escape) {
  std::vector<std::string> out;
  if (instruction.keyword != Keyword::add) return out;
  std::vector<Word> all = words(instruction, escape);
  if (!all.empty()) all.pop_back();
  for (const Word& word : all) {
    const bool web = word.text.starts_with("http://") || word.text.starts_with("https://");
    if (web && !word.text.ends_with(".git")) out.push_back(word.text);
  }
  return out;
}

bool copies_into(const Document& doc, const Instruction& instruction) {
  const std::vector<Word> all = words(instruction, doc.escape);
  if (all.empty()) return false;
  const std::string_view destination = all.back().text;
  if (destination.ends_with('/') || destination == "." || destination.ends_with("/.") ||
      all.size() > 2) {
    return true;
  }
  const std::string_view source = all.front().text;
  return source == "." || source == "./" || source.ends_with('/') ||
         source.find_first_of("*?[") != std::string_view::npos;
}

std::vector<Copied> copies_of(const Document& doc, const Facts& facts, std::size_t stage) {
  std::vector<Copied> out;
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const CopyFacts& copy : facts.stages[at].copies)
      out.push_back({copy.item, read(doc, doc.items[copy.item]), copy.to});
  }
  return out;
}

}  // namespace dockerfix
