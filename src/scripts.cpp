#include "scripts.h"

#include <array>

#include "text.h"

namespace dockerfix {
namespace {

// The path in the context of what a COPY puts at `path`; empty: it does not.
std::optional<std::string> source_of(const Document& doc, const Facts& facts, std::size_t item,
                                     const Instruction& instruction, const std::string& path) {
  const std::optional<std::string> to =
      copy_destination(doc, facts, item, instruction, facts.before[item]);
  if (!to || !is_within(path, *to)) return std::nullopt;
  const std::vector<Word> all = words(instruction, doc.escape);
  const bool into = copies_into(doc, instruction);
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const std::optional<std::string> source =
        expand(all[i].text, doc.escape, variables_at(facts, item));
    if (!source || source->find("://") != std::string::npos) continue;
    if (path == *to && !into) return source;
    const std::string below = path.substr(*to == "/" ? 1 : std::min(to->size() + 1, path.size()));
    if (below == base_name(*source)) return source;
    if (source->find_first_of("*?[") == std::string::npos && !below.empty()) {
      // A folder: its contents go to the destination.
      const std::string inside = *source + "/" + below;
      if (*source == "." || source->ends_with('/') || all.size() == 2) return inside;
    }
    if (source->find_first_of("*?[") != std::string::npos && below.find('/') == std::string::npos) {
      const std::size_t slash = source->rfind('/');
      return (slash == std::string::npos ? "" : source->substr(0, slash + 1)) + below;
    }
  }
  return std::nullopt;
}

std::optional<std::string> heredoc_at(const Document& doc, const Facts& facts, std::size_t item,
                                      const Instruction& instruction, const std::string& path) {
  const std::optional<std::string> to =
      copy_destination(doc, facts, item, instruction, facts.before[item]);
  if (!to) return std::nullopt;
  for (const Heredoc& heredoc : instruction.heredocs) {
    if (path == *to || path == join_path(*to, heredoc.name)) return heredoc.body;
  }
  return std::nullopt;
}

// The stage of this file that COPY --from names; no_item: another image, or nobody can tell.
std::size_t stage_behind(const Facts& facts, std::size_t stage, std::size_t item) {
  for (const CopiedStage& copied : facts.stages[stage].copies_from)
    if (copied.item == item) return copied.stage;
  return no_item;
}

// copied_text, where `deep` is how many stages may still be gone through.
std::optional<std::string> text_at(const Document& doc, const Facts& facts, std::size_t stage,
                                   const ContextReader& context, const std::string& path,
                                   int deep) {
  const std::vector<std::size_t> chain = chain_of(facts, stage);
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    for (std::size_t i = facts.stages[*at].end; i-- > facts.stages[*at].from;) {
      const Keyword keyword = doc.items[i].keyword;
      if (keyword != Keyword::copy && keyword != Keyword::add) continue;
      const Instruction instruction = read(doc, doc.items[i]);
      if (std::optional<std::string> body = heredoc_at(doc, facts, i, instruction, path))
        return body;
      if (!context) continue;
      const std::optional<std::string> source = source_of(doc, facts, i, instruction, path);
      if (!source) continue;
      std::optional<std::string> text;
      const std::size_t from = stage_behind(facts, *at, i);
      if (!instruction.flag("from"))
        text = context(*source);
      else if (from != no_item && deep > 0)
        text = text_at(doc, facts, from, context, join_path("/", *source), deep - 1);
      if (text) return text;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> copied_source(const Document& doc, const Facts& facts, std::size_t stage,
                                         const std::string& path) {
  std::optional<std::string> found;
  for (const Copied& copy : copies_of(doc, facts, stage)) {
    if (copy.instruction.flag("from")) continue;
    if (std::optional<std::string> source =
            source_of(doc, facts, copy.item, copy.instruction, path))
      found = std::move(source);
  }
  return found;
}

std::optional<std::string> copied_text(const Document& doc, const Facts& facts, std::size_t stage,
                                       const ContextReader& context, const std::string& path) {
  constexpr int deepest = 4;
  return text_at(doc, facts, stage, context, path, deepest);
}

std::optional<Brought> brought_to(const Document& doc, const Facts& facts, std::size_t stage,
                                  const ContextLister& listing, const std::string& path) {
  if (!listing) return std::nullopt;
  const std::vector<Copied> copies = copies_of(doc, facts, stage);
  for (auto copy = copies.rbegin(); copy != copies.rend(); ++copy) {
    if (heredoc_at(doc, facts, copy->item, copy->instruction, path)) return std::nullopt;
    const std::optional<std::string> source =
        source_of(doc, facts, copy->item, copy->instruction, path);
    if (!source) continue;
    if (copy->instruction.flag("from")) return std::nullopt;
    if (!listing(*source).empty()) return Brought{copy->item, *source};
  }
  return std::nullopt;
}

std::optional<std::vector<std::string>> copied_matching(const Document& doc, const Facts& facts,
                                                        std::size_t stage,
                                                        const std::string& pattern) {
  const std::string folder = parent_path(pattern);
  std::vector<std::string> found;
  for (const Copied& copy : copies_of(doc, facts, stage)) {
    if (!copy.to) return std::nullopt;
    const bool near = is_within(*copy.to, folder) || is_within(folder, *copy.to);
    if (!near) continue;
    const std::vector<Word> all = words(copy.instruction, doc.escape);
    const bool into = copies_into(doc, copy.instruction) || *copy.to == folder;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
      const std::string_view name = base_name(all[i].text);
      const std::string place = into ? join_path(*copy.to, name) : *copy.to;
      // A folder, as far as anybody can tell.
      const bool file = name.find('.') != std::string_view::npos && name != "." &&
                        name.find_first_of("*?[$") == std::string_view::npos;
      if (!file && is_within(folder, into ? *copy.to : place)) return std::nullopt;
      if (file && matches_any(pattern, place)) found.push_back(place);
    }
  }
  return found;
}

std::vector<std::string> places_of_program(const std::string& name,
                                           const std::optional<std::string>& workdir) {
  if (name.starts_with('/')) return {join_path("/", name)};
  if (name.find('/') != std::string::npos) {
    if (!workdir) return {};
    return {join_path(*workdir, name)};
  }
  static constexpr std::array<std::string_view, 6> path = {
      "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"};
  std::vector<std::string> out;
  for (const std::string_view folder : path) out.push_back(join_path(folder, name));
  return out;
}

}  // namespace dockerfix
