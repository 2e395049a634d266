// Whether a copy brings a work tree that git is asked about afterwards: then it must stay root's.
#include <algorithm>
#include <array>

#include "owned_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

// Whether the context, or a clone, lies at or below what COPY --from takes.
bool has_git(const Document& doc, const Facts& facts, std::size_t stage,
             const std::string& source) {
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const RunFacts& run : facts.stages[at].runs)
      if (run.asks_git == AsksGit::surely) return true;
  }
  const std::vector<Copied> copies = copies_of(doc, facts, stage);
  return std::any_of(copies.begin(), copies.end(), [&](const Copied& copy) {
    return copies_context(doc, copy.instruction) && (!copy.to || is_within(*copy.to, source));
  });
}

// ".", "./.", "*" and what a variable hides: the whole of the context, as far as anybody can tell.
bool may_be_context(std::string source) {
  if (source.find('$') != std::string::npos) return true;
  source = join_path("/", source);
  return source == "/" || source == "/*" || source.starts_with("/.*") ||
         base_name(source) == ".git";
}

// What COPY takes from below the context brings no .git.
bool brings_git(const Document& doc, const Facts& facts, const Copied& copy) {
  std::vector<Word> sources = words(copy.instruction, doc.escape);
  if (!sources.empty()) sources.pop_back();
  const bool from = copy.instruction.flag("from") != nullptr;
  const std::size_t stage = stage_of(facts, facts.before[copy.item].stage, copy.instruction);
  return std::any_of(sources.begin(), sources.end(), [&](const Word& word) {
    if (from) return stage != no_item && has_git(doc, facts, stage, join_path("/", word.text));
    return may_be_context(word.text);
  });
}

// Images made from Debian's buildpack-deps bring git, their slim and Alpine variants do not:
// docker-library/buildpack-deps debian/*/scm/Dockerfile.
bool may_have_git(const Facts& facts, std::size_t stage) {
  static constexpr std::array<std::string_view, 10> with_git = {
      "python", "node", "ruby", "golang", "perl", "rust", "pypy", "erlang", "elixir", "gcc"};
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const RunFacts& run : facts.stages[at].runs)
      if (std::find(run.packages.begin(), run.packages.end(), "git") != run.packages.end())
        return true;
  }
  const Base& base = facts.stages[chain_of(facts, stage).front()].base;
  if (!base.row) return base.text != "scratch";
  const bool small = base.text.find("slim") != std::string::npos;
  const bool full = base.row->repository.starts_with("buildpack-deps") ||
                    base.row->repository.starts_with("continuumio/") ||
                    is_one_of(base.row->repository, with_git);
  return full && !small && base.family == Family::debian;
}

// git, and go that asks it for the version, stop at a work tree that is another user's ("dubious
// ownership"), root included, in whatever stage is built on the COPY: semantics 2.4.
bool git_reads_it(const Facts& facts, std::size_t item) {
  for (std::size_t at = 0; at < facts.stages.size(); ++at) {
    const std::vector<std::size_t> chain = chain_of(facts, at);
    if (std::find(chain.begin(), chain.end(), facts.before[item].stage) == chain.end()) continue;
    for (const RunFacts& run : facts.stages[at].runs) {
      if (run.item < item || facts.before[run.item].user.kind == User::Kind::ordinary) continue;
      if (run.asks_git == AsksGit::surely) return true;
      if (run.asks_git == AsksGit::perhaps && may_have_git(facts, at)) return true;
    }
  }
  return false;
}

}  // namespace

// COPY --chown gives away the directories that it makes, too: that of the work tree, for example.
bool git_needs_it(const Document& doc, const Facts& facts, const std::vector<Copied>& copies,
                  const Copied& one) {
  if (!git_reads_it(facts, one.item)) return false;
  return std::any_of(copies.begin(), copies.end(), [&](const Copied& copy) {
    return copy.to && brings_git(doc, facts, copy) &&
           (is_within(*one.to, *copy.to) || is_within(*copy.to, *one.to));
  });
}

}  // namespace dockerfix
