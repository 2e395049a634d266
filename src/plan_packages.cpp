// What images and copies bring beside the program: settings, other servers, and where it works.
// One function a reason; each makes the fix unsafe.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"

namespace dockerfix {

bool runs(const Look& look, std::string_view kinds) {
  return std::any_of(look.launch.programs.begin(), look.launch.programs.end(),
                     [&](const Program& program) {
                       return !program.kind.empty() && has_word(kinds, program.kind);
                     });
}

bool installs(const Look& look, std::string_view start) {
  for (const RunFacts& run : look.runs) {
    for (const std::string& package : run.packages) {
      if (package.starts_with(start)) return true;
    }
  }
  return false;
}

namespace {

// The image's own command starts nginx or httpd, as nothing says otherwise.
bool is_web_server(const BaseImage* row) {
  return row && row->start == Start::serves && matches_any("nginx|*/nginx|httpd", row->repository);
}

// nginx writes where its build was told to; what is known holds for packages and the image.
std::optional<Reason> nginx_of_its_own(const Look& look) {
  if (!runs(look, "runs-nginx") || !builds_nginx(look)) return std::nullopt;
  return Reason{"nginx-built", look.line(look.launch.item()),
                "no package of the distribution brings this nginx: where it writes, its build says",
                "own those paths, and give --unsafe-fixes"};
}

// `apt-get purge nginx && dpkg -i nginx.deb`: what is known of the image is not true any more.
std::optional<Reason> server_replaced(const Look& look) {
  const BaseImage* row = look.base().row;
  if (!row || row->start != Start::serves) return std::nullopt;
  const std::string_view name = base_name(row->repository.substr(0, row->repository.find('|')));
  for (const RunFacts& run : look.runs) {
    const std::string whole = collapsed(read(look.doc, look.doc.items[run.item]).rest.text);
    const std::string_view text = whole;
    for (const std::string_view verb : {"purge ", "remove ", "apk del "}) {
      const std::size_t at = text.find(verb);
      if (at == std::string_view::npos) continue;
      const std::string_view names = text.substr(at, text.substr(at).find_first_of(";&|\n"));
      if (names.find(name) == std::string_view::npos) continue;
      return Reason{
          "server-replaced", look.line(run.item),
          fmt::format("the {} of the image is taken away: where another writes is not known", name),
          "own what that one writes, and give --unsafe-fixes"};
    }
  }
  return std::nullopt;
}

// `ADD https://…/server.py /srv/server.py`: neither the file nor the context has what is started.
std::optional<Reason> program_fetched(const Look& look) {
  for (const Copied& copy : look.copies) {
    for (const std::string& source : fetched_by(copy.instruction, look.doc.escape)) {
      const bool into = copies_into(look.doc, copy.instruction);
      const std::string path = !copy.to ? ""
                               : into   ? join_path(*copy.to, base_name(source))
                                        : *copy.to;
      const std::vector<std::string>& named = look.launch.named;
      if (path.empty() || std::find(named.begin(), named.end(), path) == named.end()) continue;
      return Reason{"program-fetched", look.line(copy.item),
                    fmt::format("{} comes from elsewhere: what it writes is not known", path),
                    "give --unsafe-fixes if it writes only where it is started"};
    }
  }
  return std::nullopt;
}

// `COPY rootfs /` over a server's image may bring other settings than those its row knows.
std::optional<Reason> settings_overlaid(const Look& look) {
  const BaseImage* row = look.base().row;
  if (!row || row->start != Start::serves) return std::nullopt;
  for (const Copied& copy : look.copies) {
    const std::vector<Word> all = words(copy.instruction, look.doc.escape);
    const std::string_view name = all.empty() ? std::string_view() : base_name(all[0].text);
    const bool folder = name.empty() || name == "." || name.find('.') == std::string::npos;
    if (copy.to != "/" || !folder || copy.instruction.flag("from")) continue;
    return Reason{"settings-unread", look.line(copy.item),
                  fmt::format("{} is laid over the whole image: it may bring other settings, which "
                              "name other paths",
                              all[0].text),
                  "give --unsafe-fixes if the server's settings are the image's"};
  }
  return std::nullopt;
}

// In / only root can write, and where the program writes may stand in settings that were copied.
std::optional<Reason> settings_unread(const Look& look) {
  if (look.end().workdir != "/") return std::nullopt;
  static constexpr std::array<std::string_view, 8> endings = {
      ".yaml", ".yml", ".toml", ".ini", ".conf", ".cfg", ".json", ".properties"};
  for (const Copied& copy : look.copies) {
    const std::vector<Word> all = words(copy.instruction, look.doc.escape);
    const bool relative = !all.empty() && !all.back().text.starts_with('/');
    static constexpr std::array<std::string_view, 5> names = {"conf", "config", "configs",
                                                              "settings", "etc"};
    if (!relative || !copy.to || !is_one_of(base_name(*copy.to), names)) continue;
    return Reason{"settings-unread", look.line(copy.item),
                  fmt::format("it works in /, which is root's, and what is in {} may name paths "
                              "there",
                              *copy.to),
                  "set a WORKDIR, or give --unsafe-fixes if it writes nothing"};
  }
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (const std::string& path : look.launch.named) {
    const bool settings = std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
      return path.ends_with(ending);
    });
    if (!settings || !owner_of(log, path)) continue;
    return Reason{"settings-unread", look.line(look.launch.item()),
                  fmt::format("it works in /, which is root's, and {} may name paths there", path),
                  "set a WORKDIR, or give --unsafe-fixes if it writes nothing"};
  }
  return std::nullopt;
}

// `WORKDIR /`, or a program whose tree is copied right into it: what it writes by relative paths is
// denied.
std::optional<Reason> works_in_top(const Look& look) {
  const State& end = look.end();
  const std::vector<Program>& started = look.launch.programs;
  const bool known = std::any_of(started.begin(), started.end(), [](const Program& program) {
    return !program.kind.empty() || !program.writes.empty();
  });
  const bool elsewhere = look.launch.cwd && *look.launch.cwd != "/";  // `cd /app && …`
  if (end.workdir != "/" || elsewhere || !look.launch.own_command || !look.can_run || known)
    return std::nullopt;
  // `WORKDIR /` above `CMD ["/server"]` says no more than none would.
  const bool by_path = look.launch.command.starts_with('/');
  std::size_t item = by_path ? no_item : end.workdir_because;
  const bool lies_there =
      std::any_of(look.launch.named.begin(), look.launch.named.end(),
                  [](const std::string& path) { return parent_path(path) == "/"; });
  for (const Copied& copy : look.copies) {
    const std::vector<Word> all = words(copy.instruction, look.doc.escape);
    const bool tree = all.size() == 2 && copies_into(look.doc, copy.instruction) &&
                      base_name(all[0].text).find('.', 1) == std::string::npos;
    if (lies_there && tree && copy.to == "/" && !copy.instruction.flag("from")) item = copy.item;
  }
  if (item == no_item) return std::nullopt;
  return Reason{
      "works-in-top", look.line(item),
      "it works in /, which stays root's: what it writes there by relative paths is denied",
      "copy it to a directory of its own and make that the WORKDIR, or give --unsafe-fixes if it "
      "writes nothing"};
}

constexpr std::array<Check, 6> checks = {works_in_top,      server_replaced, program_fetched,
                                         settings_overlaid, settings_unread, nginx_of_its_own};

}  // namespace

// The workers, which open the files, are another account's from the start; but for code that runs
// inside (Lua, WSGI) and for what starts before, they only read. PHP wrote as that account, too:
// what it could not write before it needs not write now.
bool only_reads(const Look& look) {
  const Launch& launch = look.launch;
  const bool php = runs_code(look.base().row);
  if (!launch.writes.empty() || (!php && installs(look, "php")) || installs(look, "libapache2-mod"))
    return false;
  const bool base = php || is_web_server(look.base().row);
  if (launch.programs.empty()) return base && !launch.own_command;
  return std::all_of(launch.programs.begin(), launch.programs.end(), [&](const Program& program) {
    const bool nginx = program.kind == "runs-nginx" && launch.name != "openresty";
    return nginx || (base && program.kind == "runs-apache") ||
           (php && program.kind == "runs-php-fpm");
  });
}

std::span<const Check> package_doubts() {
  return checks;
}

}  // namespace dockerfix
