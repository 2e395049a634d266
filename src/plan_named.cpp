// The places that the program's own files name.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "kept_places.h"
#include "named_places.h"
#include "plan_parts.h"
#include "scripts.h"
#include "text.h"

namespace dockerfix {
namespace {

constexpr std::array<std::string_view, 2> run_folders = {"/run", "/var/run"};

// "/var/lib/radicale" of a path in it, where that is the name of the program and of the package
// that brings it; empty: it is no such path.
std::string package_place(const Look& look, const std::string& path) {
  static constexpr std::array<std::string_view, 4> states = {"/var/lib/", "/var/log/",
                                                             "/var/cache/", "/var/spool/"};
  const std::string& name = look.launch.name;
  for (const std::string_view state : states) {
    if (name.empty() || !path.starts_with(state)) continue;
    const std::string own = std::string(state) + name;
    const bool brought = std::any_of(look.runs.begin(), look.runs.end(), [&](const RunFacts& run) {
      return std::find(run.packages.begin(), run.packages.end(), name) != run.packages.end();
    });
    if (brought && is_within(path, own)) return own;
  }
  return {};
}

// Below its WORKDIR the program makes what it misses.
bool makes_it_itself(const Look& look, const Plan& plan, const std::string& path) {
  const std::string workdir = look.end().workdir.value_or("/");
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  return plan.ownership != Ownership::strict && !is_top_path(workdir) && is_within(path, workdir) &&
         !is_there(log, path);
}

void add_place(std::vector<OwnPath>& out, const Look& look, const Plan& plan,
               const NamedPlace& place, const std::string& why) {
  const std::string folder = parent_path(place.path);
  const bool itself = place.folder || is_system_root(folder);
  const std::string& path = itself ? place.path : folder;
  if (is_within(path, "/root")) out.push_back({place.path, false, why, false, true});  // a doubt
  if (is_system_path(path) || !is_program_path(look.facts, plan, path)) return;
  for (std::string& above : missing_above(look, plan, path))
    out.push_back({std::move(above), false, why, false, true});
  out.push_back({path, itself && !place.folder, why, false, true});
}

// What the file names, as far as it can be the program's.
void add_places(std::vector<OwnPath>& out, const Look& look, const Plan& plan,
                const std::string& file, std::string_view text) {
  const std::string why = fmt::format("{} names it", file);
  const bool source = is_source(file) || text.starts_with("#!");
  for (const NamedPlace& place : places_named(text, !source)) {
    const std::string folder = parent_path(place.path);
    const bool pid = place.path.ends_with(".pid");  // redis.conf has a pidfile as well
    if (place.made_new && (!pid || source) && is_one_of(folder, run_folders)) {
      out.push_back({"/run", false, why, false, true});
      continue;
    }
    // A package made it for an account of its own, with what lies there.
    const std::string packages = package_place(look, place.path);
    if (!packages.empty())
      out.push_back({packages, false, why, true, true});
    else
      add_place(out, look, plan, place, why);
  }
  // Below a WORKDIR of its own it makes what it misses.
  const std::string cwd = look.launch.cwd.value_or("");
  for (const NamedPlace& place : places_kept(text, !source, is_top_path(cwd) ? cwd : "")) {
    if (parent_path(place.path) == "/" && is_database(place.path))
      out.push_back(
          {"/", false, fmt::format("{} keeps {} there", file, base_name(place.path)), false, true});
    else if (!makes_it_itself(look, plan, place.path))
      add_place(out, look, plan, place, why);
  }
}

}  // namespace

std::vector<std::string> missing_above(const Look& look, const Plan& plan,
                                       const std::string& path) {
  std::vector<std::string> out;
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (std::string above = parent_path(path); !is_top_path(above); above = parent_path(above)) {
    if (is_there(log, above) || is_system_root(above) || is_system_path(above) ||
        !is_program_path(look.facts, plan, above))
      break;
    out.insert(out.begin(), above);
  }
  return out;
}

namespace {

// The settings that a program looks for where it works: gunicorn's settings reference, "config";
// Puma's lib/puma/configuration.rb, config_files; Celery's loaders/default.py.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> settings_unasked = {
    {{"gunicorn", "gunicorn.conf.py"},
     {"haproxy", "/usr/local/etc/haproxy/haproxy.cfg"},
     {"puma", "config/puma.rb"},
     {"pumactl", "config/puma.rb"},
     {"rails", "config/puma.rb"},
     {"celery", "celeryconfig.py"}}};

// `COPY config /etc/radicale/`. Those of nginx and its like are read for what they mean.
bool is_for_program(const Look& look, const std::string& path) {
  const std::vector<Program>& started = look.launch.programs;
  const bool listed = std::any_of(started.begin(), started.end(),
                                  [](const Program& each) { return !each.kind.empty(); });
  return !listed && is_within(path, "/etc") && !look.launch.name.empty() &&
         path.find("/" + look.launch.name) != std::string::npos;
}

// Whether what is copied to `path` are settings of the php-fpm that is started: php-fpm.conf,
// php-fpm.d/www.conf, pool.d/www.conf.
bool is_for_php_fpm(const Look& look, std::string_view path) {
  const std::string& base = look.base().text;
  const bool of_base = !look.launch.own_command && base.find("php") != std::string::npos &&
                       base.find("fpm") != std::string::npos;
  const bool settings = path.find("php-fpm") != std::string_view::npos ||
                        path.find("/pool.d/") != std::string_view::npos;
  return settings && (of_base || runs(look, "runs-php-fpm"));
}

// What the program is started with: its arguments, and the settings that ENV names.
std::vector<std::string> first_files(const Look& look) {
  std::vector<std::string> out;
  for (const std::string& named : look.launch.named)
    for (std::string& file : files_named(named)) out.push_back(std::move(file));
  if (!look.launch.command.empty())
    for (std::string& place : places_of_program(look.launch.command, look.launch.cwd))
      out.push_back(std::move(place));
  const std::string cwd = look.end().workdir.value_or("/");
  for (const auto& [program, file] : settings_unasked) {
    const std::vector<std::string>& names = look.launch.names;
    const BaseImage* row = look.base().row;
    const bool of_base = row && !look.launch.own_command && base_name(row->repository) == program;
    if (of_base || std::find(names.begin(), names.end(), program) != names.end())
      out.push_back(join_path(look.launch.cwd.value_or(cwd), file));
  }
  for (const Copied& copy : look.copies) {
    if (!copy.to || copy.instruction.flag("from")) continue;
    const std::vector<Word> all = words(copy.instruction, look.doc.escape);
    const bool into = copies_into(look.doc, copy.instruction);
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
      std::string path = into ? join_path(*copy.to, base_name(all[i].text)) : *copy.to;
      if (is_for_program(look, path) || is_for_php_fpm(look, path)) out.push_back(std::move(path));
    }
  }
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings) {
      const Value value = final_variable(look.facts, look.stage, setting.name);
      if (setting.env && value.kind == Value::Kind::set && is_plain_path(value.text))
        for (std::string& file : files_it_reads(value.text, "/", cwd))
          out.push_back(std::move(file));
    }
  }
  return out;
}

}  // namespace

std::vector<OwnPath> named_in_files(const Look& look, const Plan& plan) {
  // A program's own texts, not those of all that it uses.
  constexpr std::size_t most_texts = 64;
  constexpr std::size_t most_names = 1000;
  std::vector<OwnPath> out;
  if (!look.policy.context) return out;
  const std::string cwd = look.launch.cwd.value_or("/");
  std::vector<std::string> files = first_files(look);
  std::set<std::string> seen;
  std::size_t texts = 0;
  for (std::size_t i = 0; i < files.size() && texts < most_texts && seen.size() < most_names; ++i) {
    const std::string file = files[i];
    if (!seen.insert(file).second) continue;
    const std::optional<std::string> text =
        copied_text(look.doc, look.facts, look.stage, look.policy.context, file);
    if (!text || is_for_shell(*text)) continue;
    ++texts;
    add_places(out, look, plan, file, *text);
    for (std::string& next : files_it_reads(*text, file, cwd)) files.push_back(std::move(next));
  }
  for (const std::string& file : unnamed_sources(look)) {
    if (++texts > most_texts) break;
    if (const std::optional<std::string> text = look.policy.context(file))
      add_places(out, look, plan, file, *text);
  }
  return out;
}

}  // namespace dockerfix
