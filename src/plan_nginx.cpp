// Where nginx writes: by its package, its image, its build and its settings.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "patterns.h"
#include "plan_parts.h"
#include "settings_files.h"

namespace dockerfix {
namespace {

// A log or a pid file. What the image has in /var/log/nginx are links to its standard streams.
void add_log(std::vector<OwnPath>& out, const std::string& path, const std::string& why) {
  const std::string folder = parent_path(path);
  if (folder == "/var/log/nginx")
    add_write(out, {folder, false, why, false, true, true});
  else
    add_write(out, path_for(path, false, why));
}

// What copied settings name, where they are files that are at hand; whether that is all of it.
bool add_named(std::vector<OwnPath>& out, const Look& look, const Copied& copy) {
  const std::vector<Word> all = words(copy.instruction, look.doc.escape);
  if (!look.policy.context || copy.instruction.flag("from") || !copy.instruction.heredocs.empty())
    return false;
  bool resolved = true;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const std::optional<std::string> text = look.policy.context(all[i].text);
    if (!text) return false;
    const NginxSettings settings = read_nginx(*text);
    const std::string why = fmt::format("{} names it", all[i].text);
    for (const std::string& path : settings.files) add_log(out, path, why);
    for (const std::string& path : settings.folders)
      add_write(out, {path, false, why, false, true, false});
    resolved = resolved && !settings.unresolved;
  }
  return resolved;
}

// Settings of the file's own may name log files of their own: those of the image are links, and
// those of a package are in its folder.
void add_own_settings(std::vector<OwnPath>& out, const Look& look) {
  const BaseImage* row = look.base().row;
  const bool of_image = row && matches_any("nginx", row->repository);
  for (const Copied& copy : look.copies) {
    const bool settings = copy.to && is_within(*copy.to, "/etc/nginx") &&
                          !is_within(*copy.to, "/etc/nginx/templates") &&
                          !is_within(*copy.to, "/etc/nginx/modules");
    if (!settings || add_named(out, look, copy) || !of_image) continue;
    add_write(out, {"/var/log/nginx", false, "settings that are copied may name logs there", false,
                    true, true});
  }
}

// Templates are written over the settings that the image brings.
void add_templates(std::vector<OwnPath>& out, const Look& look) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Owned& entry : look.facts.stages[at].owned) {
      const bool templates = is_within(entry.path, "/etc/nginx/templates");
      if (!templates || entry.what != Owned::What::content) continue;
      add_write(out,
                {"/etc/nginx/conf.d", false, "nginx writes its templates there", true, true, true});
    }
  }
}

// The value of `--option=`; empty: it is not there, or nobody can tell.
std::string option_value(const Look& look, std::size_t item, std::string_view text,
                         std::string_view option) {
  const std::size_t at = text.find(option);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + option.size());
  const std::string value(text.substr(0, text.find_first_of(" \t\n\\\"';&|")));
  return expand(value, look.doc.escape, variables_at(look.facts, item)).value_or("");
}

// What its own build was told, with the defaults of nginx.org/en/docs/configure.html; empty: no RUN
// shows it.
std::vector<std::string> places_of_build(const Look& look) {
  static constexpr std::array<std::string_view, 5> temporary = {"client-body", "proxy", "fastcgi",
                                                                "uwsgi", "scgi"};
  std::vector<std::string> places;
  const auto add = [&](std::string place) {
    if (std::find(places.begin(), places.end(), place) == places.end())
      places.push_back(std::move(place));
  };
  for (const RunFacts& run : look.runs) {
    const std::string text = read(look.doc, look.doc.items[run.item]).rest.text;
    const bool builds = text.find("configure") != std::string::npos &&
                        text.find("--with-http_") != std::string::npos;
    if (!builds) continue;
    const auto told = [&](std::string_view option) {
      return option_value(look, run.item, text, option);
    };
    const std::string given = told("--prefix=");
    const std::string prefix = given.starts_with('/') ? given : "/usr/local/nginx";
    const auto path = [&](std::string value, std::string_view otherwise) {
      return join_path(prefix, value.empty() ? otherwise : std::string_view(value));
    };
    add(path(told("--pid-path="), "logs/nginx.pid"));
    add(parent_path(path(told("--error-log-path="), "logs/error.log")) + "/");
    add(parent_path(path(told("--http-log-path="), "logs/access.log")) + "/");
    for (const std::string_view name : temporary) {
      const std::string value = told(fmt::format("--http-{}-temp-path=", name));
      const std::string folder = name == "client-body" ? "client_body" : std::string(name);
      const std::string whole = path(value, folder + "_temp");
      // /var/cache/nginx/client_temp: its folder is nginx's, too.
      const std::string above = parent_path(whole);
      add((base_name(above) == "nginx" && above != prefix ? above : whole) + "/");
    }
  }
  return places;
}

// Whether a line names the repository of nginx.org.
bool from_nginx_org(const Look& look) {
  bool found = false;
  each_item(look, [&](std::size_t i) {
    found =
        found || look.doc.at(look.doc.items[i].span).find("nginx.org") != std::string_view::npos;
    // A list of packages that is copied may be anybody's.
    if (look.doc.items[i].keyword != Keyword::copy && look.doc.items[i].keyword != Keyword::add)
      return;
    found =
        found || look.doc.at(look.doc.items[i].span).find("nginx.repo") != std::string_view::npos;
  });
  return found;
}

}  // namespace

bool builds_nginx(const Look& look) {
  const BaseImage* row = look.base().row;
  return !(row && row->start == Start::serves) && !installs(look, "nginx");
}

// Alpine's nginx has --pid-path=/run/nginx/nginx.pid and
// its caches below --prefix=/var/lib/nginx (aports main/nginx/APKBUILD). Settings that are copied
// name /run/nginx.pid as a rule.
std::vector<std::string> nginx_places(const Look& look, std::vector<std::string> places) {
  if (builds_nginx(look)) {
    std::vector<std::string> built = places_of_build(look);
    if (!built.empty()) return built;
  }
  if (look.base().family != Family::alpine) {
    // Its temporary files: --http-client-body-temp-path of the distributions' packages (nginx -V;
    // Debian's debian/rules, Fedora's nginx.spec) and of nginx.org's own.
    if (installs(look, "nginx"))
      std::erase(places, from_nginx_org(look) ? "/var/lib/nginx/" : "/var/cache/nginx/");
    return places;
  }
  std::erase(places, "/var/cache/nginx/");
  places.emplace_back("/run/nginx/");
  // Before 3.11 its temporary files were there, and a link led to them from /var/lib/nginx.
  const std::optional<ImageRef> image = parse_image(look.base().text);
  if (image && matches_any("3.<11*|*alpine3.<11*", image->tag))
    places.emplace_back("/var/tmp/nginx/");
  return places;
}

void add_nginx_settings(std::vector<OwnPath>& out, const Look& look) {
  add_templates(out, look);
  add_own_settings(out, look);
}

}  // namespace dockerfix
