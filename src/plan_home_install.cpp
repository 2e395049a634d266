// What a RUN of root installs into root's home, which only root can enter.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "json.h"
#include "place.h"
#include "plan_parts.h"
#include "scripts.h"
#include "text.h"

namespace dockerfix {
namespace {

constexpr std::string_view docker_config = "DOCKER_CONFIG";

// The variables that move what the RUN installs. Lines below that name the old place break then.
std::string how_to_move(const Look& look, const RunFacts& run, const HomeInstall& install) {
  if (install.variable.empty()) return "have it install elsewhere, or install it after USER";
  const std::vector<std::string_view> names = name_words(install.variable, "+");
  // nvm's installer ends where its directory is missing: nvm-sh/nvm install.sh, nvm_install_dir.
  // NLTK passes by one that is missing: nltk/downloader.py, default_download_dir.
  const bool wants_it = install.variable == "NVM_DIR" || install.variable == "NLTK_DATA";
  // config.json is 0600: docker/cli cli/config/configfile, Save.
  const bool closed = install.variable == docker_config;
  return fmt::format("set ENV {} to {} outside /root{} above this line{}{}",
                     fmt::join(names, " and "), names.size() == 1 ? "a directory" : "directories",
                     wants_it ? ", which has to be there," : "",
                     closed ? ", and open its config.json to the account" : "",
                     and_go_by(look, run.item, false, install.tree));
}

// `composer global require x && rm -rf /root/.composer`, and not the other way round.
bool is_gone(const Look& look, const RunFacts& run, const HomeInstall& install) {
  const std::size_t own = look.facts.before[run.item].stage;
  bool below = false;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const OwnershipLog& log = look.facts.stages[at].owned;
    below = below || at == own;
    if (!below || install.tree.empty()) continue;
    const std::size_t first = at == own ? std::min(install.logged, log.size()) : 0;
    if (std::any_of(log.begin() + static_cast<std::ptrdiff_t>(first), log.end(),
                    [&](const Owned& entry) {
                      return entry.what == Owned::What::gone && is_within(entry.path, "/root") &&
                             is_within(install.tree, entry.path);
                    }))
      return true;
  }
  return false;
}

// `mv /root/.cargo/bin/uv /usr/local/bin/`, wherever the release of the installer put it.
bool is_put_elsewhere(const Look& look, std::string_view tool) {
  return std::any_of(look.runs.begin(), look.runs.end(), [&](const RunFacts& run) {
    const std::string text = collapsed(read(look.doc, look.doc.items[run.item]).rest.text);
    for (const std::string_view command : {"mv ", "cp ", "install "}) {
      const std::size_t at = text.find(command);
      if (at == std::string::npos) continue;
      const std::string_view rest =
          std::string_view(text).substr(at, text.find_first_of("&;|", at) - at);
      if (rest.find(fmt::format("bin/{} ", tool)) != std::string_view::npos) return true;
    }
    return false;
  });
}

}  // namespace

// uv itself is for the build where nothing starts it; on an image without Python it would leave
// what it runs under the home as well.
bool serves_build_only(const Look& look, const HomeInstall& install) {
  if (install.command != "astral.sh/uv") return false;
  if (is_put_elsewhere(look, "uv")) return true;
  const Launch& launch = look.launch;
  const bool unread = !launch.understood || !launch.own_command ||
                      std::any_of(launch.programs.begin(), launch.programs.end(),
                                  [](const Program& found) { return found.runs == Runs::unknown; });
  const auto starts = [&](std::size_t item) {
    return item != no_item && has_word(read(look.doc, look.doc.items[item]).rest.text, "uv");
  };
  const BaseImage* row = look.base().row;
  const bool python = row && row->repository.find("python") != std::string_view::npos;
  return python && !unread && !starts(launch.entrypoint) && !starts(launch.cmd);
}

namespace {

std::optional<Reason> installed_by(const Look& look, const RunFacts& run,
                                   const HomeInstall& install) {
  if (is_gone(look, run, install) || serves_build_only(look, install)) return std::nullopt;
  if (install.command == "ln")
    return Reason{"root-home", look.line(run.item),
                  "a link points into /root, which is closed to everybody else",
                  "put what it points to elsewhere"};
  static constexpr std::array<std::string_view, 5> keepers = {"helm", "kubectl", "aws", "gcloud",
                                                              "docker"};
  return Reason{"root-home", look.line(run.item),
                fmt::format("{} {} under /root, which is closed to everybody else", install.command,
                            install.variable == "NLTK_DATA"       ? "puts NLTK's data"
                            : install.variable == docker_config   ? "writes docker's config.json"
                            : is_one_of(install.command, keepers) ? "keeps its settings"
                                                                  : "installs"),
                how_to_move(look, run, install)};
}

}  // namespace

std::optional<Reason> home_install(const Look& look) {
  if (opens_root_home(look)) return std::nullopt;
  for (const RunFacts& run : look.runs) {
    if (look.facts.before[run.item].user.kind == User::Kind::ordinary) continue;
    if (variable(look.facts, run.item, "HOME").kind == Value::Kind::set &&
        !is_within(variable(look.facts, run.item, "HOME").text, "/root")) {
      continue;
    }
    for (const HomeInstall& install : run.home_installs)
      if (std::optional<Reason> reason = installed_by(look, run, install)) return reason;
  }
  return std::nullopt;
}

// poetry and pipenv make their environments under the home of whoever calls them, unless told.

std::optional<Reason> environment_in_home(const Look& look) {
  if (opens_root_home(look)) return std::nullopt;
  struct Caller {
    std::string_view calls;
    std::array<std::string_view, 4> unless;  // one of these variables, or a text of the chain
    std::string_view remedy;
  };
  static constexpr std::array<Caller, 2> tools = {
      {{"poetry install",
        {"POETRY_VIRTUALENVS_CREATE", "POETRY_VIRTUALENVS_IN_PROJECT", "POETRY_VIRTUALENVS_PATH",
         "virtualenvs."},
        "set ENV POETRY_VIRTUALENVS_IN_PROJECT=1 above this line"},
       {"pipenv install",
        {"PIPENV_VENV_IN_PROJECT", "WORKON_HOME", "VIRTUAL_ENV", "--system"},
        "set ENV PIPENV_VENV_IN_PROJECT=1 above this line"}}};
  const auto is_said = [&](std::string_view sign) {
    bool found = false;
    each_item(look, [&](std::size_t i) {
      const std::string_view text = look.doc.at(look.doc.items[i].span);
      found = found || text.find(sign) != std::string_view::npos;
    });
    return found;
  };
  for (const RunFacts& run : look.runs) {
    if (look.facts.before[run.item].user.kind == User::Kind::ordinary) continue;
    const std::string text = read(look.doc, look.doc.items[run.item]).rest.text;
    for (const Caller& tool : tools) {
      if (text.find(tool.calls) == std::string::npos || is_said("VIRTUAL_ENV")) continue;
      if (std::any_of(tool.unless.begin(), tool.unless.end(), is_said)) continue;
      return Reason{"root-home", look.line(run.item),
                    fmt::format("{} makes its environment under /root, which is closed to "
                                "everybody else",
                                tool.calls),
                    std::string(tool.remedy)};
    }
  }
  return std::nullopt;
}

// npm packages that fetch a browser into the home of whoever installs them: semantics 2.6.

std::optional<Reason> fetched_by_package(const Look& look) {
  if (opens_root_home(look)) return std::nullopt;
  struct Fetcher {
    std::string package;
    std::array<std::string_view, 3>
        unless;  // one of these variables sends it elsewhere, or stops it
  };
  static const std::array<Fetcher, 2> fetchers = {
      {{"puppeteer",
        {"PUPPETEER_CACHE_DIR", "PUPPETEER_SKIP_DOWNLOAD", "PUPPETEER_SKIP_CHROMIUM_DOWNLOAD"}},
       {"cypress",
        {"CYPRESS_CACHE_FOLDER", "CYPRESS_INSTALL_BINARY", "CYPRESS_SKIP_BINARY_INSTALL"}}}};
  for (const RunFacts& run : look.runs) {
    const State& state = look.facts.before[run.item];
    const bool installs = std::any_of(run.tools.begin(), run.tools.end(), [](const Tool& tool) {
      return tool.name == "npm" || tool.name == "yarn" || tool.name == "pnpm";
    });
    if (!installs || !state.workdir || state.user.kind == User::Kind::ordinary) continue;
    const std::optional<std::string> json =
        copied_text(look.doc, look.facts, look.stage, look.policy.context,
                    join_path(*state.workdir, "package.json"));
    for (const Fetcher& fetcher : fetchers) {
      const bool elsewhere =
          std::any_of(fetcher.unless.begin(), fetcher.unless.end(), [&](std::string_view name) {
            return variable(look.facts, run.item, name).kind == Value::Kind::set;
          });
      if (!json || elsewhere || !depends_on(*json, fetcher.package)) continue;
      return Reason{
          "root-home", look.line(run.item),
          fmt::format("{} puts its browser under /root, which is closed to everybody else",
                      fetcher.package),
          fmt::format("set ENV {} to a directory for all above this line", fetcher.unless[0])};
    }
  }
  return std::nullopt;
}

// Cypress notes beside what it installed that it has verified that: who only reads it there is told
// so with an error. https://github.com/cypress-io/cypress/issues/30684
std::optional<Reason> unverified_cypress(const Look& look) {
  if (!opens_root_home(look) ||
      final_variable(look.facts, look.stage, "CYPRESS_SKIP_VERIFY").kind == Value::Kind::set)
    return std::nullopt;
  const RunFacts* installer = nullptr;
  for (const RunFacts& run : look.runs) {
    const std::string text = collapsed(read(look.doc, look.doc.items[run.item]).rest.text);
    if (text.find("cypress verify") != std::string::npos) return std::nullopt;
    if (std::any_of(run.home_installs.begin(), run.home_installs.end(),
                    [](const HomeInstall& install) { return install.command == "cypress"; }))
      installer = &run;
  }
  if (installer == nullptr) return std::nullopt;
  return Reason{"cypress-unverified", look.line(installer->item),
                "Cypress verifies at its first start what root installs here, and may not write "
                "that down",
                "add RUN npx cypress verify below this line"};
}

}  // namespace dockerfix
