#include "project_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kept_places.h"
#include "ownership.h"
#include "text.h"

namespace dockerfix {
namespace {

constexpr std::string_view ruby =
    "ruby|bundle|bundler|rails|rake|rackup|puma|unicorn|thin|passenger|foreman|thrust|falcon";
constexpr std::string_view php =
    "php|php-fpm*|apache2*|apachectl|httpd*|nginx|supervisord|frankenphp|rr|caddy|artisan|console";
constexpr std::string_view python =
    "python*|gunicorn|uvicorn|uwsgi|daphne|hypercorn|granian|celery|waitress-serve|manage.py|"
    "django-admin";
constexpr std::string_view node = "node|npm|npx|yarn|pnpm|bun|next|pm2*|tsx|ts-node|prisma";

enum class Says : std::uint8_t {
  by_being_there,
  by_gem,     // a line of a Gemfile: gem "rails"
  by_string,  // a quoted word
};

struct ProjectRow {
  std::string_view file;
  Says says;
  std::string_view word;  // that it names, or what it is a file of
  std::string_view starters;
  std::string_view command;  // whose row in the table of programs holds
  std::string_view below;    // the folder of it that the program works in
};

// Which file makes what of a project: the guides of the frameworks, and semantics 2.2.
constexpr ProjectRow project_rows[] = {
    {"Gemfile", Says::by_gem, "rails", ruby, "rails", ""},
    {"Gemfile", Says::by_gem, "puma", ruby, "puma", ""},
    {"Gemfile", Says::by_gem, "unicorn", ruby, "unicorn", ""},
    {"Gemfile", Says::by_gem, "passenger", ruby, "passenger", ""},
    {"Gemfile", Says::by_gem, "bootsnap", ruby, "puma", ""},  // tmp/cache/bootsnap
    {"artisan", Says::by_being_there, "Laravel", php, "artisan", ""},
    {"composer.json", Says::by_string, "laravel/framework", php, "artisan", ""},
    {"composer.json", Says::by_string, "symfony/framework-bundle", php, "bin/console", ""},
    {"core/lib/Drupal.php", Says::by_being_there, "Drupal", php, "drush", ""},
    {"composer.json", Says::by_string, "drupal/core-recommended", php, "drush", "web"},
    {"wp-load.php", Says::by_being_there, "WordPress", php, "wp", ""},
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  return text;
}

template <typename See>
void each_line(std::string_view text, const See& see) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    see(trimmed(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

// What stands between quotes, in order.
std::vector<std::string> quoted_in(std::string_view line) {
  std::vector<std::string> out;
  for (std::size_t at = line.find_first_of("'\""); at != std::string_view::npos;
       at = line.find_first_of("'\"", at)) {
    const std::size_t end = line.find(line[at], at + 1);
    if (end == std::string_view::npos) break;
    out.emplace_back(line.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return out;
}

bool names_gem(std::string_view gemfile, std::string_view gem) {
  bool found = false;
  each_line(gemfile, [&](std::string_view line) {
    if (!line.starts_with("gem ") && !line.starts_with("gem(")) return;
    const std::vector<std::string> quoted = quoted_in(line);
    found = found || (!quoted.empty() && quoted.front() == gem);
  });
  return found;
}

bool says(const ProjectRow& row, const std::string& text) {
  if (row.says == Says::by_gem) return names_gem(text, row.word);
  return row.says == Says::by_being_there ||
         text.find(fmt::format("\"{}\"", row.word)) != std::string::npos;
}

void add_rows(const Project& project, std::vector<ProjectSign>& out) {
  for (const ProjectRow& row : project_rows) {
    if (!project.started_by(row.starters)) continue;
    const std::optional<std::string> text = project.text(join_path(project.folder, row.file));
    if (!text || !says(row, *text)) continue;
    const bool there = row.says == Says::by_being_there;
    const std::string why =
        fmt::format("{} {} {}", row.file, there ? "is a file of" : "names", row.word);
    out.push_back({why, join_path(project.folder, row.below), {std::string(row.command)}, {}});
  }
}

// next.config.js: `next start` writes below .next, which for output: "standalone" is a part of what
// is copied only.
void add_next(const Project& project, std::vector<ProjectSign>& out) {
  if (!project.started_by(node)) return;
  for (const char* const name :
       {"next.config.js", "next.config.mjs", "next.config.ts", "next.config.cjs"}) {
    const std::optional<std::string> text = project.text(join_path(project.folder, name));
    if (!text) continue;
    const std::string why = fmt::format("{} shows that Next.js keeps its cache there", name);
    if (text->find("standalone") == std::string::npos)
      out.push_back({why, project.folder, {"next", "start"}, {}});
    else
      out.push_back({why, project.folder, {}, join_path(project.folder, ".next/cache")});
    return;
  }
}

// The folder of a database, for its journal too; the project's own is the WORKDIR, as a rule.
void add_database(const Project& project, const std::string& path, const std::string& file,
                  std::vector<ProjectSign>& out) {
  const std::string folder = parent_path(path);
  if (folder != project.folder && is_plain_path(folder))
    out.push_back({fmt::format("{} keeps SQLite's data there", file), project.folder, {}, folder});
}

// url = "file:./dev.db", or env("NAME"); it is seen from the folder of the schema.
// https://www.prisma.io/docs/orm/overview/databases/sqlite
void add_prisma(const Project& project, std::vector<ProjectSign>& out) {
  const std::string file = "prisma/schema.prisma";
  const std::string place = join_path(project.folder, file);
  const std::optional<std::string> text =
      project.started_by(node) ? project.text(place) : std::nullopt;
  if (!text) return;
  bool sqlite = false;
  std::string url;
  each_line(*text, [&](std::string_view line) {
    const std::vector<std::string> quoted = quoted_in(line);
    if (quoted.empty()) return;
    if (line.starts_with("provider") && quoted[0] == "sqlite") sqlite = true;
    if (!line.starts_with("url")) return;
    const bool by_name = line.find("env(") != std::string_view::npos;
    const Value value = by_name ? project.env(quoted[0]) : Value{Value::Kind::set, quoted[0]};
    if (value.kind == Value::Kind::set) url = value.text;
  });
  if (!sqlite || !url.starts_with("file:")) return;
  const std::string path = url.substr(5, url.find('?') - 5);
  add_database(project, join_path(parent_path(place), path), file, out);
}

// The path that the strings of a line make: BASE_DIR / "data" / "x", os.path.join(BASE_DIR, "x").
// Empty: a call, a variable of the environment or a format decides.
std::string path_of_settings(const Project& project, std::string_view line, std::size_t first) {
  static constexpr std::array<std::string_view, 4> hidden = {"env", "config(", "{", "%"};
  for (const std::string_view word : hidden)
    if (to_lower(line).find(word) != std::string::npos) return {};
  const std::vector<std::string> quoted = quoted_in(line);
  std::string path = project.folder;
  for (std::size_t i = first; i < quoted.size(); ++i) path = join_path(path, quoted[i]);
  return path == project.folder || !is_plain_path(path) ? std::string() : path;
}

// "a.settings" in manage.py is a/settings.py, or the package a/settings.
std::string settings_module(const Project& project, const std::string& manage) {
  const Value given = project.env("DJANGO_SETTINGS_MODULE");
  if (given.kind == Value::Kind::set) return given.text;
  std::string module;
  each_line(manage, [&](std::string_view line) {
    const std::vector<std::string> quoted = quoted_in(line);
    if (quoted.size() > 1 && quoted[0] == "DJANGO_SETTINGS_MODULE") module = quoted[1];
  });
  return module;
}

// Where Django's settings say that uploads, collected files and SQLite's data go.
// https://docs.djangoproject.com/en/5.0/ref/settings/#media-root
void add_django(const Project& project, std::vector<ProjectSign>& out) {
  const std::optional<std::string> manage =
      project.started_by(python) ? project.text(join_path(project.folder, "manage.py"))
                                 : std::nullopt;
  if (!manage) return;
  std::string file = settings_module(project, *manage);
  std::replace(file.begin(), file.end(), '.', '/');
  if (file.empty()) return;
  std::optional<std::string> text = project.text(join_path(project.folder, file + ".py"));
  file += text ? ".py" : "/__init__.py";
  if (!text) text = project.text(join_path(project.folder, file));
  if (!text) return;
  each_line(*text, [&](std::string_view line) {
    const bool uploads = line.starts_with("MEDIA_ROOT");
    // Who starts manage.py collects its files then, or may.
    const bool collected = line.starts_with("STATIC_ROOT") && project.started_by("manage.py");
    const bool database = line.starts_with("\"NAME\"") || line.starts_with("'NAME'");
    if (!uploads && !collected && !database) return;
    const std::string path = path_of_settings(project, line, database ? 1 : 0);
    if (path.empty()) return;
    if (database && is_database(path)) return add_database(project, path, file, out);
    if (!database) out.push_back({fmt::format("{} names it", file), project.folder, {}, path});
  });
}

}  // namespace

std::vector<ProjectSign> signs_of(const Project& project) {
  std::vector<ProjectSign> out;
  add_rows(project, out);
  add_next(project, out);
  add_prisma(project, out);
  add_django(project, out);
  return out;
}

}  // namespace dockerfix
