#include "scripts.h"

#include <array>

#include "text.h"

namespace dockerfix {
namespace {

// The path in the context of what a COPY puts at `path`; empty: it does not.
std::optional<std::string> source_of(const CopyFacts& copy, const std::string& path) {
  if (!copy.to || !is_within(path, *copy.to)) return std::nullopt;
  const std::string below =
      path.substr(*copy.to == "/" ? 1 : std::min(copy.to->size() + 1, path.size()));
  for (const std::optional<std::string>& source : copy.sources) {
    if (!source || source->find("://") != std::string::npos) continue;
    if (path == *copy.to && !copy.into) return source;
    if (below == base_name(*source)) return source;
    if (source->find_first_of("*?[") == std::string::npos && !below.empty()) {
      // A folder: its contents go to the destination.
      const std::string inside = *source + "/" + below;
      if (*source == "." || source->ends_with('/') || copy.sources.size() == 1) return inside;
    }
    if (source->find_first_of("*?[") != std::string::npos && below.find('/') == std::string::npos) {
      const std::size_t slash = source->rfind('/');
      return (slash == std::string::npos ? "" : source->substr(0, slash + 1)) + below;
    }
  }
  return std::nullopt;
}

std::optional<std::string> heredoc_at(const Document& doc, const CopyFacts& copy,
                                      const std::string& path) {
  if (!copy.to || !copy.heredocs || !is_within(path, *copy.to)) return std::nullopt;
  for (const Heredoc& heredoc : read(doc, doc.items[copy.item]).heredocs) {
    if (path == *copy.to || path == join_path(*copy.to, heredoc.name)) return heredoc.body;
  }
  return std::nullopt;
}

// From the last to the first of the chain, up to one for which `see` is true.
template <typename See>
void each_copy_back(const Facts& facts, std::size_t stage, const See& see) {
  for (std::optional<std::size_t> at = stage; at; at = facts.stages[*at].parent) {
    const std::vector<CopyFacts>& copies = facts.stages[*at].copies;
    for (auto copy = copies.rbegin(); copy != copies.rend(); ++copy) {
      if (see(*at, *copy)) return;
    }
  }
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
  std::optional<std::string> text;
  each_copy_back(facts, stage, [&](std::size_t at, const CopyFacts& copy) {
    text = heredoc_at(doc, copy, path);
    if (text || !context) return text.has_value();
    const std::optional<std::string> source = source_of(copy, path);
    if (!source) return false;
    const std::size_t from = stage_behind(facts, at, copy.item);
    if (!copy.from)
      text = context(*source);
    else if (from != no_item && deep > 0)
      text = text_at(doc, facts, from, context, join_path("/", *source), deep - 1);
    return text.has_value();
  });
  return text;
}

}  // namespace

std::optional<std::string> copied_source(const Facts& facts, std::size_t stage,
                                         const std::string& path) {
  std::optional<std::string> source;
  each_copy_back(facts, stage, [&](std::size_t, const CopyFacts& copy) {
    if (!copy.from) source = source_of(copy, path);
    return source.has_value();
  });
  return source;
}

std::optional<std::string> copied_text(const Document& doc, const Facts& facts, std::size_t stage,
                                       const ContextReader& context, const std::string& path) {
  constexpr int deepest = 4;
  return text_at(doc, facts, stage, context, path, deepest);
}

std::optional<Brought> brought_to(const Document& doc, const Facts& facts, std::size_t stage,
                                  const ContextLister& listing, const std::string& path) {
  std::optional<Brought> brought;
  if (!listing) return brought;
  each_copy_back(facts, stage, [&](std::size_t, const CopyFacts& copy) {
    if (heredoc_at(doc, copy, path)) return true;
    const std::optional<std::string> source = source_of(copy, path);
    if (source && !copy.from && !listing(*source).empty()) brought = Brought{copy.item, *source};
    return brought || (source && copy.from);
  });
  return brought;
}

std::optional<std::vector<std::string>> copied_matching(const Facts& facts, std::size_t stage,
                                                        const std::string& pattern) {
  const std::string folder = parent_path(pattern);
  std::vector<std::string> found;
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const CopyFacts& copy : facts.stages[at].copies) {
      if (!copy.to) return std::nullopt;
      const bool near = is_within(*copy.to, folder) || is_within(folder, *copy.to);
      if (!near) continue;
      const bool into = copy.into || *copy.to == folder;
      for (const std::optional<std::string>& source : copy.sources) {
        const std::string_view name = source ? base_name(*source) : std::string_view();
        // A folder, as far as anybody can tell.
        const bool file = name.find('.') != std::string_view::npos && name != "." &&
                          name.find_first_of("*?[") == std::string_view::npos;
        if (!file && is_within(folder, *copy.to)) return std::nullopt;
        const std::string place = into ? join_path(*copy.to, name) : *copy.to;
        if (file && matches_any(pattern, place)) found.push_back(place);
      }
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
