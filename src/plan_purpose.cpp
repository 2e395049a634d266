// What an image is for: where others build on it or log in to it, an ordinary user may be in their
// way. One function a reason; each makes the fix unsafe.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"

namespace dockerfix {

bool runs_code(const BaseImage* row) {
  return row && row->repository == "php" && row->start == Start::serves;
}

namespace {

// A script that prepares the start, or a tool for those who build on the image: not the program.
bool is_helper(std::string_view path, const Launch& launch) {
  const std::string_view name = base_name(path);
  const bool prepares = name.find("entrypoint") != std::string_view::npos;
  const bool started = name == launch.name || std::find(launch.named.begin(), launch.named.end(),
                                                        path) != launch.named.end();
  if (started && !prepares) return false;
  static constexpr std::array<std::string_view, 10> places = {
      "/usr/local/bin", "/usr/local/sbin",      "/usr/bin", "/usr/sbin",      "/bin",
      "/sbin",          "/docker-entrypoint.d", "/usr/lib", "/usr/local/lib", "/etc/nginx/modules"};
  return prepares || name == "LICENSE" ||
         std::any_of(places.begin(), places.end(),
                     [&](std::string_view place) { return is_within(path, place); });
}

// The image, or a package of the distribution, runs PHP that somebody else brings.
bool serves_php(const Look& look) {
  const bool web = runs(look, "runs-apache runs-apachectl runs-php-fpm");
  return runs_code(look.base().row) ||
         (web && (installs(look, "php") || installs(look, "libapache2-mod-php")));
}

bool copies_own(const Look& look, const Copied& copy) {
  const std::vector<Word> all = words(copy.instruction, look.doc.escape);
  if (all.size() < 2 || all.front().text.find("://") != std::string::npos) return false;
  const std::string& from = all.front().text;
  if (!copy.to) return true;
  const bool settings = is_within(*copy.to, "/etc") || is_within(*copy.to, "/usr/local/etc");
  if ((settings || is_within(*copy.to, "/root")) && serves_php(look)) return false;
  const bool into = copies_into(look.doc, copy.instruction);
  return !is_helper(into ? join_path(*copy.to, base_name(from)) : *copy.to, look.launch);
}

// `RUN echo '<?php …' >/var/www/html/index.php`: the file itself writes what is served.
bool writes_own(const Look& look, const RunFacts& run) {
  return std::any_of(run.texts.begin(), run.texts.end(), [&](const std::string& path) {
    return !is_system_path(path) && !is_within(path, "/root") && !is_within(path, "/etc") &&
           !is_helper(path, look.launch);
  });
}

}  // namespace

bool brings_own(const Look& look) {
  bool found = false;
  for (const Copied& copy : look.copies) found = found || copies_own(look, copy);
  for (const RunFacts& run : look.runs) found = found || writes_own(look, run);
  return found;
}

namespace {

// A server that is whole without anything of the file's: it keeps its clients' data.
bool is_whole(std::string_view program) {
  static constexpr std::array<std::string_view, 20> names = {
      "redis-server", "valkey-server", "keydb-server", "memcached",       "mongod",
      "mysqld",       "mysqld_safe",   "mariadbd",     "postgres",        "squid",
      "varnishd",     "mosquitto",     "etcd",         "consul",          "vault",
      "nats-server",  "minio",         "prometheus",   "rabbitmq-server", "mariadbd-safe"};
  return std::find(names.begin(), names.end(), program) != names.end();
}

std::uint32_t from_line(const Look& look) {
  return look.line(look.facts.stages[look.stage].from);
}

// Whether files of the build context are copied to where it works: for the interpreter to run.
bool has_tree(const Look& look) {
  const std::optional<std::string>& workdir = look.end().workdir;
  return std::any_of(look.copies.begin(), look.copies.end(), [&](const Copied& copy) {
    const bool near = copy.to && workdir && !is_top_path(*workdir) && is_within(*copy.to, *workdir);
    return near && !copy.instruction.flag("from") && copies_into(look.doc, copy.instruction);
  });
}

std::optional<Reason> starts_nothing(const Look& look) {
  const bool brings = look.base().brings_program() && !look.launch.own_command;
  const bool works =
      look.launch.own_command && !look.launch.waits && (!look.launch.idle || has_tree(look));
  if (works || brings) return std::nullopt;
  return Reason{
      "toolbox", from_line(look),
      "it starts no program of its own: what is built FROM it, or run in it, may expect root, as "
      "what installs packages or writes to /usr/local does",
      "give --unsafe-fixes if nothing does"};
}

std::optional<Reason> brings_nothing(const Look& look) {
  const BaseImage* row = look.base().row;
  // A server image is whole as it is; one with more packages or modules and no site is there to be
  // built on.
  const bool adds = std::any_of(look.runs.begin(), look.runs.end(),
                                [](const RunFacts& run) { return !run.packages.empty(); });
  const bool as_it_is = !adds && look.runs.empty() && look.copies.empty();
  if (row && row->start == Start::serves && as_it_is && !runs_code(row)) return std::nullopt;
  if (brings_own(look) || is_whole(look.launch.name) || starts_nothing(look)) return std::nullopt;
  return Reason{"nothing-copied", from_line(look),
                fmt::format("{} is copied into it: what is built FROM it, or files of others that "
                            "it is run on, may expect root",
                            look.copies.empty() ? "nothing" : "no program of its own"),
                "give --unsafe-fixes if nothing does"};
}

// What comments and labels say of the image. "Use … as a base image" speaks of another one.
std::optional<Reason> said_to_be_a_base(const Look& look) {
  static constexpr std::array<std::string_view, 14> phrases = {
      "this image is the base image", "this image is a base image", "this is the base image",
      "this is a base image",         "base image for all",         "base image for our",
      "base image for other",         "to be used as a base",       "be used as a base image",
      "be used as base image",        "intended as a base image",   "io.openshift.s2i",
      "docker.com/devcontainers",     "[optional] uncomment this"};
  for (std::size_t i = 0; i < look.doc.items.size(); ++i) {
    const bool words = is_comment(look.doc, i) || look.doc.items[i].keyword == Keyword::label;
    if (!words || !has_any(to_lower(look.doc.at(look.doc.items[i].span)), phrases)) continue;
    return Reason{"base-image", look.line(i),
                  "this says that others build on the image, as root it may be",
                  "give --unsafe-fixes if none of them needs root"};
  }
  if (look.base().text.find("devcontainers/") == std::string::npos &&
      look.base().text.find("vscode/devcontainers") == std::string::npos)
    return std::nullopt;
  return Reason{"base-image", from_line(look),
                "a development container says in devcontainer.json who works in it",
                "set remoteUser there, or give --unsafe-fixes"};
}

// `FROM scratch`, `ADD rootfs.tar.gz /`, or `COPY --from=IMAGE / /`: a distribution.
std::optional<Reason> is_distribution(const Look& look) {
  std::size_t found = no_item;
  for (const Copied& copy : look.copies) {
    const std::vector<Word> all = words(copy.instruction, look.doc.escape);
    if (all.size() != 2 || all[1].text != "/") continue;
    const bool archive = copy.instruction.keyword == Keyword::add &&
                         look.base().family == Family::scratch &&
                         all[0].text.find(".tar") != std::string::npos;
    if (archive || (copy.instruction.flag("from") && all[0].text == "/")) found = copy.item;
  }
  if (found == no_item) return std::nullopt;
  return Reason{"base-image", look.line(found),
                "a whole file system is unpacked here: what it brings is not known, and others "
                "may build on it",
                "give --unsafe-fixes if nothing in it needs root"};
}

std::optional<Reason> generated(const Look& look) {
  for (std::size_t i = 0; i < look.doc.items.size(); ++i) {
    if (!is_comment(look.doc, i)) continue;
    const std::string text = to_lower(look.doc.at(look.doc.items[i].span));
    static constexpr std::array<std::string_view, 5> phrases = {
        "do not edit", "don't edit", "not be edited", "do not modify", "please do not change"};
    if (!has_any(text, phrases)) continue;
    return Reason{"generated", look.line(i),
                  "this says that the file is not edited by hand: what makes it would undo the fix",
                  "mend what it is made from, or give --unsafe-fixes"};
  }
  return std::nullopt;
}

// `FROM base AS dev`: where people develop, test or build.
std::optional<Reason> named_for_work(const Look& look) {
  static constexpr std::array<std::string_view, 12> words = {
      "dev",     "devel", "development", "devcontainer", "test",    "tests",
      "testing", "ci",    "lint",        "build",        "builder", "debug"};
  const std::string& name = look.facts.stages[look.stage].name;
  if (!has_one_of(name_words(name, "-_."), words)) return std::nullopt;
  return Reason{"work-stage", from_line(look),
                fmt::format("its name says that it is for work (\"{}\"), which mounts files of "
                            "others and installs more",
                            name),
                "name the stage that ships with --target, or give --unsafe-fixes"};
}

// The account may become root by sudo, which no_new_privileges forbids.
std::optional<Reason> sudo_without_password(const Look& look) {
  for (const RunFacts& run : look.runs) {
    const std::string_view text = look.doc.at(look.doc.items[run.item].span);
    if (text.find("NOPASSWD") == std::string_view::npos) continue;
    return Reason{"uses-sudo", look.line(run.item),
                  "a user is allowed to become root: the program, or who works in it, may do so",
                  "give --unsafe-fixes if nothing does"};
  }
  return std::nullopt;
}

// ARG UID=0, USER $UID: whoever builds chooses. One that is empty was forgotten.
std::optional<Reason> user_by_argument(const Look& look) {
  const std::size_t item = look.end().user.because;
  if (item == no_item || look.end().user.text.empty()) return std::nullopt;
  if (read(look.doc, look.doc.items[item]).rest.text.find('$') == std::string::npos)
    return std::nullopt;
  return Reason{"user-variable-root", look.line(item),
                "USER takes its value from a variable, which is root here",
                "give that variable another value, or give --unsafe-fixes"};
}

constexpr std::array<Check, 9> checks = {named_for_work, starts_nothing,        works_on_arguments,
                                         brings_nothing, said_to_be_a_base,     is_distribution,
                                         generated,      sudo_without_password, user_by_argument};

}  // namespace

std::span<const Check> purpose_doubts() {
  return checks;
}

}  // namespace dockerfix
