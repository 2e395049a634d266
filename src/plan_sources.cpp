// The sources in the build context that no command line leads to: what the file compiles its
// program from, and what a framework loads by its own rules.
#include <algorithm>
#include <array>
#include <set>

#include "named_places.h"
#include "plan_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

// Of tests, of others, of what runs in a browser.
bool is_beside(std::string_view path) {
  static constexpr std::array<std::string_view, 17> folders = {
      "/test/",    "/tests/",    "/testdata/", "/__tests__/", "/e2e/",         "/vendor/",
      "/docs/",    "/examples/", "/example/",  "/frontend/",  "/client/",      "/third_party/",
      "/benches/", "/ui/",       "/web/",      "/browser/",   "/node_modules/"};
  static constexpr std::array<std::string_view, 6> names = {"_test.", ".test.", ".spec.",
                                                            ".d.ts",  "Test.",  "Tests."};
  const std::string whole = join_path("/", path);
  return has_any(whole, folders) || has_any(base_name(path), names);
}

// Where Spring, Micronaut and ASP.NET look for their settings.
bool is_packed_settings(std::string_view path) {
  const std::string_view name = base_name(path);
  return (name.starts_with("application") && path.find("resources/") != std::string_view::npos) ||
         (name.starts_with("appsettings") && name.ends_with(".json"));
}

struct Finder {  // what is started loads sources that no command line and no import names
  std::string_view starters;
  std::string_view ending;
};
// By the request, or by the rules of a framework: Rails' and Zeitwerk's folders, Django's apps,
// Next.js' and Nuxt's routes.
constexpr std::array<Finder, 4> finders = {
    {{"php|frankenphp|rr|artisan", ".php"},
     {"rails|puma|rackup|unicorn|thin|passenger|sidekiq|rake", ".rb"},
     {"manage.py|django-admin|celery|daphne", ".py"},
     {"next|nuxt|nuxi", ".js"}}};

// The endings of the sources that the program finds by itself.
std::vector<std::string_view> found_by_program(const Look& look) {
  std::vector<std::string_view> out;
  for (const Finder& finder : finders) {
    const bool started =
        std::any_of(look.launch.names.begin(), look.launch.names.end(),
                    [&](const std::string& name) { return matches_any(finder.starters, name); });
    if (started) out.push_back(finder.ending);
  }
  return out;
}

void add_sources(const Look& look, const Stage& stage, const std::vector<std::string_view>& loaded,
                 std::vector<std::string>& out) {
  for (const CopyFacts& copy : stage.copies) {
    if (copy.from || copy.heredocs) continue;
    for (const std::optional<std::string>& source : copy.sources) {
      if (!source || source->find("://") != std::string::npos) continue;
      // Of a pattern what its folder has: which of these it finds matters little.
      const std::size_t wild = source->find_first_of("*?[");
      const std::string top = source->substr(
          0, wild == std::string::npos ? source->size() : source->rfind('/', wild) + 1);
      for (const ContextEntry& entry : look.policy.listing(top.empty() ? "." : top)) {
        const bool mine = is_compiled_source(entry.path) || is_packed_settings(entry.path) ||
                          std::any_of(loaded.begin(), loaded.end(), [&](std::string_view ending) {
                            return entry.path.ends_with(ending);
                          });
        const bool seen = std::find(out.begin(), out.end(), entry.path) != out.end();
        if (!entry.folder && mine && !seen && !is_beside(entry.path)) out.push_back(entry.path);
      }
    }
  }
}

}  // namespace

std::vector<std::string> unnamed_sources(const Look& look) {
  std::vector<std::string> out;
  if (!look.policy.listing || only_reads(look)) return out;
  const std::vector<std::string_view> loaded = found_by_program(look);
  std::set<std::size_t> seen;
  std::vector<std::size_t> stages = {look.stage};
  for (std::size_t i = 0; i < stages.size(); ++i) {
    for (const std::size_t at : chain_of(look.facts, stages[i])) {
      if (!seen.insert(at).second) continue;
      const Stage& stage = look.facts.stages[at];
      add_sources(look, stage, loaded, out);
      for (const CopiedStage& other : stage.copies_from) stages.push_back(other.stage);
    }
  }
  return out;
}

}  // namespace dockerfix
