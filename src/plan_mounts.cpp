// What is mounted when the container runs, and belongs to somebody else. One function a reason;
// each makes the fix unsafe.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "patterns.h"
#include "place.h"
#include "plan_parts.h"

namespace dockerfix {
namespace {

// An empty WORKDIR below the last COPY, and nobody to serve: files are mounted there.
std::optional<Reason> works_on_mount(const Look& look) {
  const State& end = look.end();
  if (!end.workdir || end.workdir_because == no_item || is_top_path(*end.workdir))
    return std::nullopt;
  bool used = false;
  each_item(look, [&](std::size_t i) {
    used = used || look.doc.items[i].keyword == Keyword::expose;
    used = used || (look.doc.items[i].keyword == Keyword::run && i > end.workdir_because);
  });
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Volume& volume : look.facts.stages[at].volumes)
      used = used || volume.path.empty() || is_within(*end.workdir, volume.path);
    for (const Owned& entry : look.facts.stages[at].owned)
      used = used || (entry.item != end.workdir_because && is_within(entry.path, *end.workdir));
  }
  for (const Copied& copy : look.copies)
    used = used || (copy.to && is_within(*end.workdir, *copy.to) && unpacks(look, copy));
  if (used) return std::nullopt;
  return Reason{
      "mounted-workdir", look.line(end.workdir_because),
      fmt::format("no line puts anything into {}: what is mounted there belongs to somebody else",
                  *end.workdir),
      "run it with --user $(id -u):$(id -g), and give --unsafe-fixes"};
}

// Lists of what a program wants, or what others made of it, copied so that it can be installed: no
// sources.
bool is_manifest(std::string_view path) {
  static constexpr std::array<std::string_view, 22> names = {
      "nodemon.json",     ".babelrc",          "tsconfig.json",
      ".yarnrc",          ".yarnrc.yml",       "package.json",
      "package*.json",    "package-lock.json", "npm-shrinkwrap.json",
      "yarn.lock",        "pnpm-lock.yaml",    ".npmrc",
      "Gemfile",          "Gemfile.lock",      "Gemfile*",
      "requirements.txt", "requirements*.txt", "Pipfile",
      "Pipfile.lock",     "Pipfile*",          "composer.json",
      "composer.lock"};
  if (path.starts_with("./")) path.remove_prefix(2);
  return is_one_of(base_name(path), names) || is_within(path, "vendor");
}

// Where the context is at hand it tells: what is started lies there, and is not copied. Else nobody
// can tell, and it may.
bool may_start_uncopied(const Look& look, const std::string& workdir) {
  const ContextReader& context = look.policy.context;
  bool at_hand = false;
  for (const Copied& copy : look.copies) {
    for (const Word& word : words(copy.instruction, look.doc.escape))
      at_hand = at_hand || (context && is_manifest(word.text) && context(word.text));
  }
  if (!at_hand) return true;
  return std::any_of(look.launch.named.begin(), look.launch.named.end(),
                     [&](const std::string& path) {
                       return is_within(path, workdir) && path != workdir &&
                              context(path.substr(workdir.size() + 1)).has_value();
                     });
}

// Only what is to be installed is copied to where it works: the sources come by a mount.
std::optional<Reason> works_on_mounted_sources(const Look& look) {
  const std::optional<std::string>& workdir = look.end().workdir;
  if (!workdir || is_top_path(*workdir)) return std::nullopt;
  // What a package of the list brings may be all that is started: mlflow, json-server.
  static constexpr std::array<std::string_view, 14> starters = {
      "node",   "npm",   "yarn", "pnpm", "nodemon", "python",   "python3",
      "bundle", "rails", "rake", "ruby", "php",     "composer", "flask"};
  if (!is_one_of(look.launch.name, starters)) return std::nullopt;
  for (const std::string& path : look.launch.named)
    if (!is_within(path, *workdir) && !is_system_path(path)) return std::nullopt;
  for (const RunFacts& run : look.runs) {
    for (const std::string& text : run.texts)
      if (is_within(text, *workdir)) return std::nullopt;
  }
  std::size_t manifests = 0;
  for (const Copied& copy : look.copies) {
    if (!copy.to) return std::nullopt;
    if (!is_within(*copy.to, *workdir)) continue;
    std::vector<Word> all = words(copy.instruction, look.doc.escape);
    if (all.empty() || copy.instruction.flag("from")) return std::nullopt;
    all.pop_back();
    for (const Word& word : all) {
      if (!is_manifest(word.text)) return std::nullopt;
      ++manifests;
    }
  }
  // What fetches may fetch the sources.
  static constexpr std::array<std::string_view, 7> fetchers = {"git",   "curl", "wget", "tar",
                                                               "unzip", "svn",  "cp"};
  const auto fetches = [](const RunFacts& run) { return uses_any(run, fetchers); };
  if (std::any_of(look.runs.begin(), look.runs.end(), fetches)) return std::nullopt;
  if (manifests == 0 || !may_start_uncopied(look, *workdir)) return std::nullopt;
  return Reason{"mounted-workdir", look.line(look.end().workdir_because),
                fmt::format("no sources are copied to {}: what is mounted there belongs to "
                            "somebody else",
                            *workdir),
                "run it with --user $(id -u):$(id -g), and give --unsafe-fixes"};
}

struct Mounted {
  std::string_view from;
  std::string_view to;
};

// Open to everybody on any host.
bool is_open(std::string_view to) {
  static constexpr std::array<std::string_view, 4> open = {"/etc/localtime", "/etc/timezone",
                                                           "/tmp/.X11-unix", "/tmp"};
  return is_one_of(to, open);
}

// `-v ~/.aws:/root/.aws` of a command line: a path of the host, and not read-only. A volume has a
// plain name.
std::optional<Mounted> host_mount(std::string_view option) {
  option.remove_prefix(std::min(option.find_first_not_of("\"'="), option.size()));
  const std::size_t colon = option.find(":/");
  const bool host = !option.empty() && std::string_view("/~.$`%").find(option[0]) != option.npos;
  if (!host || colon == std::string_view::npos) return std::nullopt;
  std::string_view to = option.substr(colon + 1);
  const std::string_view mode = to.substr(std::min(to.find(':'), to.size()));
  if (mode.find("ro") != std::string_view::npos) return std::nullopt;
  to = to.substr(0, to.find_first_of(":\"'`,"));
  std::string_view from = option.substr(0, colon);
  while (from.ends_with('"') || from.ends_with('\'')) from.remove_suffix(1);
  return is_open(to) ? std::nullopt : std::optional(Mounted{from, to});
}

// `--mount type=bind,source="$PWD",target=/src`, of the same.
std::optional<Mounted> bind_mount(std::string_view option) {
  std::optional<Mounted> out(Mounted{});
  bool bind = false;
  while (!option.empty()) {
    const std::string_view part = option.substr(0, option.find(','));
    option.remove_prefix(std::min(part.size() + 1, option.size()));
    const std::string_view name = part.substr(0, part.find('='));
    const std::string_view value = part.substr(std::min(name.size() + 1, part.size()));
    bind = bind || part == "type=bind";
    if (name == "source" || name == "src") out->from = value;
    if (name == "target" || name == "dst" || name == "destination") out->to = value;
    if (name == "readonly" || name == "ro") return std::nullopt;
  }
  const bool told = bind && !out->from.empty() && out->to.starts_with('/');
  return told && !is_open(out->to) ? out : std::nullopt;
}

// What the word of a command line, with the one after it, mounts of the host.
std::optional<Mounted> mount_at(const std::vector<std::string_view>& all, std::size_t at) {
  const std::string_view word = all[at];
  const std::string_view next = at + 1 < all.size() ? all[at + 1] : std::string_view();
  if (word == "-v" || word == "--volume") return host_mount(next);
  if (word.starts_with("--volume=")) return host_mount(word.substr(9));
  // `docker run --mount …`, and not a RUN --mount that is commented out.
  const auto before = all.begin() + static_cast<std::ptrdiff_t>(at);
  const bool runs = std::any_of(all.begin(), before, [](std::string_view earlier) {
    return earlier == "run" || earlier == "create";
  });
  if (word == "--mount" && runs) return bind_mount(next);
  if (word.starts_with("--mount=") && runs) return bind_mount(word.substr(8));
  return word.starts_with("-v") ? host_mount(word.substr(2)) : std::nullopt;
}

// A comment shows how it is run: with files of the host, which are another user's.
std::optional<Reason> shown_with_mounts(const Look& look) {
  for (std::size_t i = 0; i < look.doc.items.size(); ++i) {
    const bool said = is_comment(look.doc, i) || look.doc.items[i].keyword == Keyword::label;
    if (!said) continue;
    const std::vector<std::string_view> all = words_of(look.doc.at(look.doc.items[i].span));
    for (std::size_t at = 0; at < all.size(); ++at) {
      const std::optional<Mounted> mount = mount_at(all, at);
      if (!mount || mount->to.ends_with(".sock")) continue;
      return Reason{"host-mounted", look.line(i),
                    fmt::format("this shows {} mounted on {}, where it belongs to somebody else",
                                mount->from, mount->to),
                    is_within(mount->to, "/root")
                        ? "mount it into the account's home, and give --unsafe-fixes"
                        : "run it with --user $(id -u):$(id -g), and give --unsafe-fixes"};
    }
  }
  return std::nullopt;
}

// Where neither ENV nor a command says production, Rails works on sources that people edit.
bool is_rails_for_work(const Look& look) {
  if (look.launch.name != "rails" || !runs(look, "runs-rails")) return false;
  if (final_variable(look.facts, look.stage, "RAILS_ENV").kind == Value::Kind::set) return false;
  bool production = false;
  each_item(look, [&](std::size_t i) {
    const std::string_view text = look.doc.at(look.doc.items[i].span);
    production = production || text.find("production") != std::string_view::npos ||
                 text.find("assets:precompile") != std::string_view::npos;
  });
  return !production;
}

// `npm run dev`, vite, `rails server`: they write among sources, which are mounted over those of
// the image as a rule, with the ids of the host.
std::optional<Reason> develops(const Look& look) {
  if (!runs(look, "runs-dev-server") && !is_rails_for_work(look)) return std::nullopt;
  return Reason{"development-server", look.line(look.launch.item()),
                fmt::format("{} is started for development: sources that are mounted over those "
                            "of the image belong to somebody else",
                            look.launch.name),
                "run it with --user $(id -u):$(id -g), or give --unsafe-fixes"};
}

constexpr std::array<Check, 4> checks = {works_on_mount, works_on_mounted_sources,
                                         shown_with_mounts, develops};

}  // namespace

std::span<const Check> mount_doubts() {
  return checks;
}

}  // namespace dockerfix
