// What the commands of a RUN tell of the image: what they put into root's home, what they install.
#include <algorithm>
#include <array>
#include <functional>

#include "facts_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

// Installers that a pipe feeds to a shell: semantics 2.6.
struct Installer {
  std::string_view address;
  std::string_view tree;  // where it puts the most of it
  // What moves it out of the home, the usual variable first; A+B: both together. An option is given
  // to the shell behind the pipe.
  std::string_view elsewhere;
};
constexpr std::array<Installer, 9> installers = {
    {{"astral.sh/uv", "/root/.local/bin/uv", "UV_INSTALL_DIR UV_UNMANAGED_INSTALL"},
     {"sh.rustup.rs", "/root/.rustup", "RUSTUP_HOME+CARGO_HOME"},
     {"install.python-poetry.org", "/root/.local/share/pypoetry", "POETRY_HOME"},
     {"bun.sh/install", "/root/.bun", "BUN_INSTALL"},
     {"deno.land/install", "/root/.deno", "DENO_INSTALL"},
     {"nvm-sh/nvm", "/root/.nvm", "NVM_DIR"},
     {"get.sdkman.io", "/root/.sdkman", "SDKMAN_DIR"},
     {"sdk.cloud.google.com", "/root/google-cloud-sdk", "CLOUDSDK_INSTALL_DIR --install-dir"},
     {"pyenv.run", "/root/.pyenv", "PYENV_ROOT"}}};

// Whether all variables of one of its alternatives hold.
bool is_told(const Installer& installer, const std::function<bool(std::string_view)>& is_set) {
  const std::vector<std::string_view> all = words_of(installer.elsewhere);
  return std::any_of(all.begin(), all.end(), [&](std::string_view together) {
    const std::vector<std::string_view> names = name_words(together, "+");
    return std::all_of(names.begin(), names.end(), is_set);
  });
}

// Those, and links into root's home.
void note_home_install(const Argv& argv, const std::string& name, const Lookup& settings,
                       std::size_t logged, RunFacts& run) {
  if (argv.empty()) return;
  const auto operands = std::count_if(argv.begin() + 1, argv.end(),
                                      [](const Arg& arg) { return !arg.raw.starts_with('-'); });
  for (const Arg& arg : argv) {
    const bool address = arg.raw.size() > 8 && arg.raw.find('.') != std::string::npos;
    for (const Installer& installer : installers) {
      if (!address) break;
      if (arg.raw.find(installer.address) == std::string::npos) continue;
      if (is_told(installer,
                  [&](std::string_view each) { return settings(each).kind != Value::Kind::unset; }))
        continue;
      run.home_installs.push_back({std::string(installer.address),
                                   std::string(words_of(installer.elsewhere).front()),
                                   std::string(installer.tree), logged});
    }
    const bool roots =
        arg.value && (is_within(*arg.value, "/root") || arg.value->starts_with("~/"));
    // Its last word is the link itself; one in root's home that points elsewhere is no obstacle.
    const bool link = &arg == &argv.back() && operands > 1;
    if (name == "ln" && roots && !link) run.home_installs.push_back({name, "", "", logged});
  }
}

void note_packages(const Argv& argv, const std::string& name, RunFacts& run) {
  static constexpr std::array<std::string_view, 12> managers = {
      "pip", "apt-get", "apt",  "aptitude", "apk",    "yum",
      "dnf", "dnf5",    "tdnf", "microdnf", "zypper", "install_packages"};
  if (std::find(managers.begin(), managers.end(), name) == managers.end()) return;
  bool installs = name == "install_packages";
  const std::string prefix = name == "pip" ? "pip:" : "";
  for (const Arg& arg : argv) {
    // Of confluent-kafka-${VERSION} the beginning is known, of $(…) nothing.
    std::string_view text = arg.value ? *arg.value : arg.raw;
    if (!arg.value) text = text.substr(0, std::min(text.find_first_of("$`"), text.size() - 1) + 1);
    if (!arg.value && text.starts_with('"')) text.remove_prefix(1);
    // A variable may hold several: apk add $PACKAGES.
    for (const std::string_view word : words_of(text)) {
      if (installs && word[0] != '-' && word[0] != '$')  // without its version
        run.packages.push_back(prefix + std::string(word.substr(0, word.find_first_of("=<>~"))));
      installs = installs || word == "install" || word == "add" || word == "in";
    }
  }
}

// `pip install .`, `pip install -e ./lib`, `python setup.py install`, `uv sync`.
bool builds_own_package(const Argv& argv, const std::string& name) {
  const auto has = [&](std::string_view word) {
    return std::any_of(argv.begin(), argv.end(), [&](const Arg& arg) { return arg.raw == word; });
  };
  if (name == "python") return has("setup.py") || (has("-m") && has("build"));
  if (name == "uv" && has("build")) return true;
  if (name == "uv" && has("sync")) return !has("--no-install-project");
  if (name == "poetry" || name == "pdm" || name == "hatch") return has("build");
  if ((name != "pip" && name != "uv") || !has("install")) return false;
  return std::any_of(argv.begin() + 1, argv.end(), [](const Arg& arg) {
    const std::string word = arg.value.value_or(arg.raw);
    const bool folder = word.starts_with('/') && word.find(".whl") == word.npos &&
                        word.find(".tar") == word.npos && word.find(".txt") == word.npos;
    return word == "." || word.starts_with("./") || word.starts_with(".[") || folder ||
           word == "-e" || word == "--editable";
  });
}

// These look at no work tree that they stand in.
bool is_apart_from_tree(const Argv& argv) {
  static constexpr std::array<std::string_view, 5> apart = {"clone", "ls-remote", "--version",
                                                            "version", "init"};
  const bool config = argv.size() > 2 && argv[1].raw == "config" &&
                      (argv[2].raw == "--global" || argv[2].raw == "--system");
  return config || (argv.size() > 1 && is_one_of(argv[1].raw, apart));
}

void note_git(const Argv& argv, const std::string& name, RunFacts& run) {
  if (name == "git" && is_apart_from_tree(argv)) return;
  static constexpr std::array<std::string_view, 5> builders = {"make", "gmake", "cmake",
                                                               "autogen.sh", "configure"};
  if (name == "git" || name == "go")
    run.asks_git = AsksGit::surely;
  else if (run.asks_git == AsksGit::no &&
           (is_one_of(name, builders) || builds_own_package(argv, name)))
    run.asks_git = AsksGit::perhaps;
}

// "init_db.py", "seed-users.js", the module "notes.init_db".
bool is_data_script(std::string_view path, bool module) {
  static constexpr std::array<std::string_view, 12> words = {
      "db",   "database", "initdb", "createdb", "migrate", "migrations",
      "seed", "seeds",    "seeder", "populate", "sqlite",  "migration"};
  std::string_view name = base_name(path);
  if (module)
    name.remove_prefix(name.rfind('.') + 1);
  else if (name.find('.') == std::string_view::npos)
    return false;
  return has_one_of(name_words(name.substr(0, name.find('.')), "-_"), words);
}

bool runs_data_script(const Argv& argv, const std::string& name) {
  static constexpr std::array<std::string_view, 5> interpreters = {"python", "node", "ruby", "php",
                                                                   "perl"};
  if (!is_one_of(name, interpreters)) return false;
  const bool module = argv[1].raw == "-m" && argv.size() > 2;
  return is_data_script(argv[module ? 2 : 1].raw, module);
}

}  // namespace

// `manage.py migrate`, `rails db:setup`, `flask db upgrade`, `python init_db.py`: in a build there
// is no server to talk to, so the data is a file below the cwd.
bool fills_database(const Argv& argv, const std::string& name) {
  static constexpr std::array<std::string_view, 14> tools = {
      "python", "manage.py", "django-admin", "rails",  "rake",      "artisan", "php",
      "flask",  "npm",       "yarn",         "prisma", "sequelize", "knex",    "typeorm"};
  static constexpr std::array<std::string_view, 19> verbs = {
      "migrate",        "loaddata",       "syncdb",      "db:migrate",    "db:setup",
      "db:seed",        "db:create",      "db:prepare",  "db:push",       "init-db",
      "initdb",         "db:init",        "db:reset",    "migrate:fresh", "migration:run",
      "db:schema:load", "migrate:latest", "db:seed:all", "seed"};
  static constexpr std::array<std::string_view, 3> of_db = {"upgrade", "push", "seed"};
  if (argv.size() < 2 || argv[1].raw == "install" || argv[1].raw == "add" || argv[1].raw == "i")
    return false;
  bool fills = runs_data_script(argv, name);
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const bool db = argv[i - 1].raw == "db" && is_one_of(argv[i].raw, of_db);
    fills = fills || db || (name == "alembic" && argv[i].raw == "upgrade") ||
            (is_one_of(name, tools) && is_one_of(argv[i].raw, verbs));
  }
  return fills;
}

void excuse_home_install(const Command& shell, RunFacts& run) {
  const auto* row = std::find_if(installers.begin(), installers.end(), [&](const Installer& each) {
    return each.address == run.home_installs.back().command;
  });
  if (row == installers.end()) return;
  std::vector<std::string_view> told;
  const auto note = [&](std::string_view name, std::string_view value) {
    const auto is_quote = [](char c) { return c == '"' || c == '\''; };
    while (!value.empty() && is_quote(value.front())) value.remove_prefix(1);
    while (!value.empty() && is_quote(value.back())) value.remove_suffix(1);
    // What only the shell knows may be the home.
    if (value.starts_with('/') && !is_within(value, "/root")) told.push_back(name);
  };
  for (const Assignment& each : shell.assignments) note(each.name, each.value.raw);
  for (const ShellWord& word : shell.words) {
    const std::string_view raw = word.raw;
    const std::size_t equals = raw.find('=');
    if (equals != std::string_view::npos) note(raw.substr(0, equals), raw.substr(equals + 1));
  }
  if (!is_told(*row, [&](std::string_view name) {
        return std::find(told.begin(), told.end(), name) != told.end();
      }))
    return;
  run.home_installs.pop_back();
}

void note_signs(const Argv& argv, const std::string& name, const Lookup& settings,
                std::size_t logged, RunFacts& run) {
  note_home_install(argv, name, settings, logged, run);
  note_packages(argv, name, run);
  note_git(argv, name, run);
}

bool has_conda(const Facts& facts, std::size_t stage, const RunFacts& run) {
  static constexpr std::array<std::string_view, 3> conda = {"conda", "mamba", "micromamba"};
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const RunFacts& other : facts.stages[at].runs) {
      if (uses_any(other, conda)) return true;
    }
  }
  return uses_any(run, conda);
}

}  // namespace dockerfix
