// The table of base images, and how references and families are read.
#include "images.h"

#include <regex.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

using namespace dockerfix;

namespace {

const std::string shared = SOURCE_DIR "/../shared";

const BaseImage* row_of(const std::string& text) {
  const std::optional<ImageRef> image = parse_image(text);
  return image ? find_image(*image) : nullptr;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in{std::string(text)};
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

// Texts that a pattern matches: each * replaced by a few things, each <16 by 15.
std::vector<std::string> examples(const std::string& pattern) {
  std::vector<std::string> found;
  for (const char* text : {"", "1", "8", "x", "-x", "99-x"}) {
    std::string example;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '<') {
        example += pattern[i] == '*' ? text : std::string(1, pattern[i]);
        continue;
      }
      std::size_t digits = 0;
      example += std::to_string(std::stoul(pattern.substr(i + 1), &digits) - 1);
      i += digits;
    }
    found.push_back(example);
  }
  return found;
}

std::vector<std::string> tag_examples(const std::string& pattern) {
  if (pattern.empty()) return {"latest", "1.0", "3", "9", "99.1", "x", "bookworm", "noble"};
  return examples(pattern);
}

bool reached(const BaseImage& row, const std::vector<std::string>& repositories,
             const std::vector<std::string>& tags) {
  for (const std::string& repository : repositories) {
    for (const std::string& tag : tags) {
      if (row_of(repository + ":" + tag) == &row) return true;
    }
  }
  return false;
}

std::vector<std::string> patterns_of(std::string_view patterns) {
  return patterns.empty() ? std::vector<std::string>{""} : split(patterns, '|');
}

template <typename Examples>
std::vector<std::string> all_examples(std::string_view patterns, Examples make) {
  std::vector<std::string> all;
  for (const std::string& pattern : patterns_of(patterns)) {
    for (const std::string& example : make(pattern)) all.push_back(example);
  }
  return all;
}

// POSIX extended, unanchored. Not std::regex: g++ 12 warns of its own header under sanitizers.
class Regex {
 public:
  explicit Regex(const std::string& pattern) {
    REQUIRE(regcomp(&compiled_, pattern.c_str(), REG_EXTENDED | REG_NOSUB) == 0);
  }
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;
  ~Regex() { regfree(&compiled_); }

  bool finds(std::string_view text) const {
    return regexec(&compiled_, std::string(text).c_str(), 0, nullptr, 0) == 0;
  }

 private:
  regex_t compiled_{};
};

bool is_root(std::string_view user) {
  return user.empty() || user == "0";
}

bool has_low_port(const BaseImage& row) {
  const std::vector<std::string> ports = split(row.ports, ' ');
  return std::any_of(ports.begin(), ports.end(),
                     [](const std::string& port) { return std::stoul(port) < 1024; });
}

}  // namespace

TEST_CASE("an image reference is read as Docker reads it") {
  struct Case {
    const char* text;
    const char *registry, *repository, *tag, *digest;
  };
  const std::string sha = "sha256:" + std::string(64, 'a');
  const std::string pinned = "node:20@" + sha;
  const Case cases[] = {
      {"node", "", "node", "", ""},
      {"node:20-alpine", "", "node", "20-alpine", ""},
      {"docker.io/node", "", "node", "", ""},
      {"index.docker.io/library/node:20", "", "node", "20", ""},
      {"library/node", "", "node", "", ""},
      {"docker.io/bitnami/node", "", "bitnami/node", "", ""},
      {"localhost/app", "localhost", "app", "", ""},
      {"localhost:5000/team/app:1.0", "localhost:5000", "team/app", "1.0", ""},
      {"ghcr.io/astral-sh/uv:latest", "ghcr.io", "astral-sh/uv", "latest", ""},
      {"registry.example.com:443/a/b/c", "registry.example.com:443", "a/b/c", "", ""},
      {"[2001:db8::1]:5000/app", "[2001:db8::1]:5000", "app", "", ""},
      {"MyHost/app", "MyHost", "app", "", ""},
      {"gcr.io/library/node", "gcr.io", "library/node", "", ""},
      {"a__b/c-_d:x", nullptr, "", "", ""},
      {"a__b/c--d:_x", "", "a__b/c--d", "_x", ""},
      {pinned.c_str(), "", "node", "20", sha.c_str()},
      {"Node", nullptr, "", "", ""},
      {"node:", nullptr, "", "", ""},
      {"node:-x", nullptr, "", "", ""},
      {"node@sha256:abc", nullptr, "", "", ""},
      {"node@md5:0123456789abcdef0123456789abcdef", nullptr, "", "", ""},
      {"", nullptr, "", "", ""},
      {"a//b", nullptr, "", "", ""},
      {"-a", nullptr, "", "", ""},
      {"a-", nullptr, "", "", ""},
      {"a___b", nullptr, "", "", ""},
      {"${BASE}", nullptr, "", "", ""},
      {"node:$TAG", nullptr, "", "", ""},
      {"team/App", nullptr, "", "", ""},
      {"host.:80/app", nullptr, "", "", ""},
      {"host.io:/app", nullptr, "", "", ""},
      {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", nullptr, "", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const std::optional<ImageRef> image = parse_image(c.text);
    REQUIRE(image.has_value() == (c.registry != nullptr));
    if (!image) continue;
    CHECK(image->registry == c.registry);
    CHECK(image->repository == c.repository);
    CHECK(image->tag == c.tag);
    CHECK(image->digest == c.digest);
  }
}

TEST_CASE("a base image is found by its repository and tag") {
  struct Case {
    const char* text;
    Family family;
    const char* user;
    const char* account;
    std::uint32_t uid;
    Start start;
  };
  const Case cases[] = {
      {"node:20", Family::debian, "", "node", 1000, Start::shell},
      {"node:20-alpine3.20", Family::alpine, "", "node", 1000, Start::shell},
      {"docker.io/library/node:lts-slim", Family::debian, "", "node", 1000, Start::shell},
      {"mirror.gcr.io/library/node:22-alpine", Family::alpine, "", "node", 1000, Start::shell},
      {"arm64v8/python:3.12-alpine", Family::alpine, "", "", 0, Start::shell},
      {"python:3", Family::debian, "", "", 0, Start::shell},
      {"ubuntu:24.04", Family::debian, "", "", 0, Start::shell},
      {"nginx", Family::debian, "", "nginx", 101, Start::serves},
      {"nginx:1.27-alpine", Family::alpine, "", "nginx", 101, Start::serves},
      {"nginxinc/nginx-unprivileged:alpine", Family::alpine, "101", "nginx", 101, Start::serves},
      {"php:8.3-apache", Family::debian, "", "www-data", 33, Start::serves},
      {"php:8.3-fpm-alpine", Family::alpine, "", "www-data", 82, Start::serves},
      {"php:8.3-cli", Family::debian, "", "", 0, Start::shell},
      {"mcr.microsoft.com/dotnet/aspnet:8.0", Family::debian, "", "app", 1654, Start::shell},
      {"mcr.microsoft.com/dotnet/aspnet:6.0", Family::debian, "", "", 0, Start::shell},
      {"mcr.microsoft.com/dotnet/core/aspnet:3.1-alpine", Family::alpine, "", "", 0, Start::shell},
      {"mcr.microsoft.com/dotnet/runtime:8.0-jammy-chiseled", Family::distroless, "1654", "app",
       1654, Start::shell},
      {"mcr.microsoft.com/dotnet/sdk:10.0-alpine", Family::alpine, "", "app", 1654, Start::shell},
      {"gcr.io/distroless/static-debian12:nonroot", Family::distroless, "65532", "nonroot", 65532,
       Start::shell},
      {"gcr.io/distroless/java17", Family::distroless, "0", "nonroot", 65532, Start::shell},
      {"cgr.dev/chainguard/wolfi-base", Family::wolfi, "0", "nonroot", 65532, Start::shell},
      {"chainguard/node:latest-dev", Family::wolfi, "65532", "node", 65532, Start::shell},
      {"redis:7-alpine", Family::alpine, "", "redis", 999, Start::drops},
      {"postgres:16", Family::debian, "", "postgres", 999, Start::drops},
      {"phusion/baseimage:jammy-1.0.1", Family::debian, "", "", 0, Start::init_by_cmd},
      {"docker:27-dind", Family::alpine, "", "", 0, Start::needs_root},
      {"docker:27-dind-rootless", Family::alpine, "rootless", "rootless", 1000, Start::serves},
      {"lscr.io/linuxserver/sonarr", Family::unknown, "", "abc", 911, Start::needs_root},
      {"registry.access.redhat.com/ubi9/ubi-minimal:9.4", Family::redhat_minimal, "", "", 0,
       Start::shell},
      {"redhat/ubi8", Family::redhat, "", "", 0, Start::shell},
      {"registry.access.redhat.com/ubi9/nodejs-20-minimal", Family::redhat_minimal, "1001",
       "default", 1001, Start::shell},
      {"public.ecr.aws/amazonlinux/amazonlinux:2023", Family::amazon, "", "", 0, Start::shell},
      {"golang:1.22-windowsservercore-ltsc2022", Family::windows, "", "", 0, Start::shell},
      {"scratch", Family::scratch, "", "", 0, Start::shell},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const BaseImage* row = row_of(c.text);
    REQUIRE(row);
    CHECK(family_facts(row->family).name == family_facts(c.family).name);
    CHECK(row->user == c.user);
    CHECK(row->account.name == c.account);
    CHECK(row->account.uid == c.uid);
    CHECK(row->start == c.start);
  }
}

TEST_CASE("an image that is not listed, or whose variant cannot be told, is not found") {
  const std::string digest = "@sha256:" + std::string(64, '0');
  for (const std::string& text :
       {std::string("mycorp/node"), std::string("ghcr.io/nobody/node:20"), "node" + digest,
        std::string("example.com/library/node"), std::string("nodes")}) {
    CAPTURE(text);
    CHECK(row_of(text) == nullptr);
  }
  CHECK(row_of("debian" + digest));
  CHECK(row_of("node:20-alpine" + digest)->family == Family::alpine);
}

TEST_CASE("the family is read from whole words of a tag or name") {
  struct Case {
    const char* text;
    std::optional<Family> family;
  };
  const Case cases[] = {
      {"corp/app:1.0-alpine3.20", Family::alpine},
      {"corp/node-alpine", Family::alpine},
      {"corp/alpine-tools:bookworm", Family::debian},
      {"corp/app:22-bookworm-slim", Family::debian},
      {"corp/app:3.11-slim", Family::debian},
      {"corp/oraclelinux:8-slim", Family::redhat},
      {"corp/base:ubuntu22.04", Family::debian},
      {"corp/base:cuda-12-jammy", Family::debian},
      {"corp/base:ubi9", Family::redhat},
      {"corp/ubi9-minimal:latest", Family::redhat_minimal},
      {"ubi9/ubi-minimal", Family::redhat_minimal},
      {"corp/ubi-micro", Family::redhat_micro},
      {"corp/almalinux:9-minimal", Family::redhat_minimal},
      {"corp/app:al2023", Family::amazon},
      {"corp/app:8.0-noble-chiseled", Family::distroless},
      {"corp/app:ltsc2022", Family::windows},
      {"corp/app:azurelinux3.0", Family::azurelinux},
      {"corp/app:2-ol9", Family::redhat},
      {"corp/app:1.0-EL8", Family::redhat},
      {"corp/app:centos7", Family::redhat},
      {"corp/app:Ubuntu-18.04_jdk8", Family::debian},
      {"corp/app:debian12-slim", Family::debian},
      {"corp/app:py311alpine3.20", Family::alpine},
      {"corp/app:deb12", Family::debian},
      {"corp/app:leap15.5", Family::suse},
      {"corp/app:windows-1809", Family::windows},
      {"corp/busybox-jvm", Family::busybox},
      {"corp/el7-builder", Family::redhat},
      {"ubuntu/nginx:1.18-22.04_edge", Family::debian},
      {"registry.example/rhel8/nodejs-12", Family::redhat},
      {"registry.example/team/ubuntu/app:2", Family::debian},
      {"corp/app:latest", std::nullopt},
      {"corp/windows-cross:1", std::nullopt},
      {"corp/cosmic-disco", std::nullopt},
      {"corp/app:el", std::nullopt},
      {"corp/model:8", std::nullopt},
      {"corp/tool9", std::nullopt},
      {"corp/python:3-groovy", std::nullopt},
      {"ubuntu-team/app:1", std::nullopt},
      {"alpine-corp/app:1.0", std::nullopt},
      {"corp/trusted", std::nullopt},
      {"corp/almanac:rockyhorror", std::nullopt},
      {"corp/debianish", std::nullopt},
      {"corp/app:minimal", std::nullopt},
      {"corp/al", std::nullopt},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const std::optional<ImageRef> image = parse_image(c.text);
    REQUIRE(image);
    const std::optional<Family> family = family_by_words(*image);
    CHECK(family.has_value() == c.family.has_value());
    if (family && c.family) CHECK(family_facts(*family).name == family_facts(*c.family).name);
  }
}

TEST_CASE("where the tag is not known, what all rows agree on is") {
  struct Case {
    const char* repository;
    std::optional<Family> said;
    const char *user, *workdir;  // null: nothing is known
  };
  const Case cases[] = {
      {"debian", {}, "", ""},
      {"debian", Family::alpine, nullptr, ""},
      {"node", {}, nullptr, ""},  // Debian or Alpine
      {"node", Family::alpine, "", ""},
      {"php", Family::debian, "", "/var/www/html"},
      {"cp-base-new", {}, nullptr, ""},
      {"confluentinc/cp-base-new",
       {},
       "appuser",
       "/home/appuser"},  // the rows of old releases apart
  };
  for (const Case& c : cases) {
    CAPTURE(c.repository);
    const std::optional<BaseImage> found = find_any_tag({"", c.repository, "", ""}, c.said);
    REQUIRE(found.has_value() == (c.user != nullptr));
    if (!found) continue;
    CHECK(found->user == c.user);
    CHECK(found->workdir == c.workdir);
  }
}

TEST_CASE("what an image sets is found by its whole name") {
  CHECK(env_of("NB_UID=1000 NB_USER=jovyan", "NB_USER") == "jovyan");
  CHECK(env_of("NB_UID=1000", "NB_UID") == "1000");
  CHECK(!env_of("NB_UID=1000", "UID"));
  CHECK(!env_of("NB_UID=1000", "NB"));
  CHECK(!env_of("", "HOME"));
  CHECK(row_of("mcr.microsoft.com/dotnet/aspnet:8.0")->env == "APP_UID=1654");
  CHECK(row_of("mcr.microsoft.com/dotnet/aspnet:6.0")->env.empty());
}

TEST_CASE("every family is found by its own name, and no unknown one is") {
  for (int i = 1; i <= static_cast<int>(Family::windows); ++i) {
    const Family family = static_cast<Family>(i);
    CHECK(family_by_name(family_facts(family).name) == family);
  }
  CHECK(family_by_name("ubuntu") == Family::debian);
  CHECK(!family_by_name("unknown"));
  CHECK(!family_by_name("Debian "));
  CHECK(!family_by_name(""));
}

TEST_CASE("no row of the table is hidden by one above it, in none of its patterns") {
  for (const BaseImage& row : all_images()) {
    CAPTURE(row.repository, row.tags);
    const std::vector<std::string> repositories = all_examples(row.repository, examples);
    const std::vector<std::string> tags = all_examples(row.tags, tag_examples);
    for (const std::string& pattern : patterns_of(row.repository)) {
      CAPTURE(pattern);
      CHECK(reached(row, examples(pattern), tags));
    }
    for (const std::string& pattern : patterns_of(row.tags)) {
      CAPTURE(pattern);
      CHECK(reached(row, repositories, tag_examples(pattern)));
    }
  }
}

TEST_CASE("every row states what can be true") {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  const Regex id("^[a-z_][a-z0-9_.-]*$");
  const Regex user("^(([a-z_][a-z0-9_-]*|[0-9]+)(:[a-z0-9-]+)?|[?]|ContainerUser)?$");
  const Regex taken("^[a-z_][a-z0-9_.-]*(:[0-9]+){1,2}$"), path("^[=~]?/[A-Za-z0-9._/-]+$");
  const Regex setting("^[A-Z][A-Z0-9_]*=[^ =]+$");
  const Regex port("^[0-9]{2,5}(/udp)?$"), directory("^/[A-Za-z0-9._/-]*[A-Za-z0-9]$");
  for (const BaseImage& row : all_images()) {
    CAPTURE(row.repository, row.tags);
    CHECK(seen.insert({row.repository, row.tags}).second);
    CHECK(user.finds(row.user));
    const Prebuilt& account = row.account;
    CHECK((account.uid == 0 || !account.name.empty()));
    CHECK((account.name.empty() || (id.finds(account.name) && id.finds(account.group))));
    CHECK(account.uid < 65536);
    CHECK(account.name != "nobody");
    CHECK((account.home.empty() || account.home.front() == '/'));
    CHECK((account.gid == 0) == (account.group == "root" || account.uid == 0));
    for (const std::string& word : split(row.taken, ' ')) CHECK(taken.finds(word));
    for (const std::string& word : split(row.writes, ' ')) CHECK(path.finds(word));
    for (const std::string& word : split(row.ports, ' ')) CHECK(port.finds(word));
    for (const std::string& word : split(row.volumes, ' ')) CHECK(directory.finds(word));
    for (const std::string& word : split(row.env, ' ')) CHECK(setting.finds(word));
    CHECK((row.workdir.empty() || row.workdir == "?" || directory.finds(row.workdir)));
    CHECK((row.port_fix.empty() || has_low_port(row)));
    CHECK((!needs_root(row.start) || row.as_user.empty()));
    CHECK((row.start != Start::drops || is_root(row.user)));
    CHECK(((row.start != Start::drops && !needs_root(row.start)) == row.note.empty() ||
           row.note.find("--cap-drop") != row.note.npos));
  }
  for (int i = 0; i <= static_cast<int>(Family::windows); ++i) {
    const std::string_view names = family_facts(static_cast<Family>(i)).taken;
    for (const std::string& word : split(names, ' ')) CHECK(taken.finds(word));
  }
}

TEST_CASE("every row of the table names its source") {
  const Regex source("^[A-Za-z0-9].*[^ .:]$");
  for (const BaseImage& row : all_images()) {
    CAPTURE(row.repository, row.tags);
    CHECK(source.finds(row.source));
  }
}

namespace {

using Json = nlohmann::json;

// The families of images.json, as ours. "mixed" stands for several.
Family family_of(const Json& variant) {
  static const std::map<std::string, Family> families = {{"alpine", Family::alpine},
                                                         {"debian", Family::debian},
                                                         {"ubuntu", Family::debian},
                                                         {"rhel", Family::redhat},
                                                         {"fedora", Family::redhat},
                                                         {"rhel-minimal", Family::redhat_minimal},
                                                         {"rhel-micro", Family::redhat_micro},
                                                         {"amazonlinux", Family::amazon},
                                                         {"azurelinux", Family::azurelinux},
                                                         {"photon", Family::photon},
                                                         {"suse", Family::suse},
                                                         {"arch", Family::arch},
                                                         {"wolfi", Family::wolfi},
                                                         {"busybox", Family::busybox},
                                                         {"distroless", Family::distroless},
                                                         {"scratch", Family::scratch},
                                                         {"windows", Family::windows},
                                                         {"mixed", Family::unknown}};
  const Family family = families.at(variant.at("distro"));
  // oraclelinux:9-slim and its like: small, but with useradd.
  if (family == Family::redhat_minimal && variant.at("user_tool") == "shadow")
    return Family::redhat;
  return family;
}

const Json& variant_of(const Json& image, const std::string& tag) {
  for (const Json& variant : image.at("variants")) {
    std::string pattern = variant.at("tag_regex");
    for (std::size_t at; (at = pattern.find("\\d")) != pattern.npos;)
      pattern.replace(at, 2, "[0-9]");
    if (Regex(pattern).finds(tag)) return variant;
  }
  return image.at("variants").back();
}

// Tags of which the first that a variant has stands for it.
const char* const sample_tags[] = {"latest",
                                   "alpine",
                                   "slim",
                                   "bookworm",
                                   "trixie",
                                   "noble",
                                   "jammy",
                                   "nanoserver-ltsc2022",
                                   "9.0",
                                   "8.0",
                                   "7.0",
                                   "6.0",
                                   "3.0",
                                   "2.0",
                                   "8.0-alpine",
                                   "8.0-jammy-chiseled",
                                   "8.0-azurelinux3.0-distroless",
                                   "8.0-azurelinux3.0",
                                   "oracle",
                                   "apache",
                                   "fpm",
                                   "fpm-alpine",
                                   "ubi9",
                                   "ubi9-minimal",
                                   "rockylinux9",
                                   "amazoncorretto-21",
                                   "21-amazoncorretto",
                                   "corretto",
                                   "3-amazoncorretto-21-debian",
                                   "ibmjava",
                                   "debug-nonroot",
                                   "nonroot",
                                   "debug",
                                   "2023",
                                   "24.04",
                                   "22.04",
                                   "rootless",
                                   "cli",
                                   "rhel",
                                   "debian",
                                   "distroless",
                                   "builder",
                                   "8-minimal",
                                   "9-minimal",
                                   "9-slim",
                                   "9-micro",
                                   "bin",
                                   "ubuntu",
                                   "temurin-21",
                                   "temurin-17-lein",
                                   "al2023",
                                   "fedora",
                                   "centos",
                                   "bookworm-slim",
                                   "amazon",
                                   "cuda",
                                   "dev",
                                   "latest-dev",
                                   "photon",
                                   "3-core",
                                   "data-alpine",
                                   "data",
                                   "1.11-alpine",
                                   "1.11",
                                   "psmdb-8.0",
                                   "almalinux",
                                   "stable",
                                   "1.20",
                                   "2.1",
                                   "minimal"};

bool is_of(const Json& variants, const Json& variant) {
  return std::any_of(variants.begin(), variants.end(),
                     [&](const Json& id) { return id == "*" || id == variant.at("id"); });
}

// What one variant of images.json says, set against the row of one image.
struct Compared {
  const Json& image;
  const Json& variant;
  const BaseImage& row;
};

std::string user_half(std::string_view user) {
  return std::string(user.substr(0, user.find(':')));
}

bool same_family(const Compared& c) {
  return c.row.family == Family::unknown || c.row.family == family_of(c.variant);
}

bool same_user(const Compared& c) {
  const std::string user = c.variant.at("config_user");
  if (c.row.user == "?") return true;
  return is_root(c.row.user) ? is_root(user) : user_half(c.row.user) == user_half(user);
}

// The account of the row is one of those that images.json has for this variant.
bool same_account(const Compared& c) {
  const Prebuilt& account = c.row.account;
  if (account.uid == 0) return true;
  const Json& users = c.image.at("prebuilt_users");
  return std::any_of(users.begin(), users.end(), [&](const Json& user) {
    return is_of(user.at("variants"), c.variant) && user.at("name") == account.name &&
           user.at("uid") == account.uid &&
           (user.at("gid").is_null() || user.at("gid") == account.gid);
  });
}

// Every account that images.json has for all tags of this variant is known here: an account that is
// made must not meet it. Those that a family has are not looked at, nor who needs root anyway.
bool knows_accounts(const Compared& c) {
  static const std::set<std::string> of_families = {"nobody", "www-data", "guest"};
  if (needs_root(c.row.start) || c.row.user == "?") return true;
  for (const Json& user : c.image.at("prebuilt_users")) {
    const std::string name = user.at("name");
    if (!is_of(user.at("variants"), c.variant) || user.at("tags") != "*") continue;
    const bool taken = (" " + std::string(c.row.taken)).find(" " + name + ":") != std::string::npos;
    const bool runs = user_half(c.row.user) == name ||
                      (!user.at("uid").is_null() &&
                       user_half(c.row.user) == std::to_string(user.at("uid").get<unsigned>()));
    if (!of_families.contains(name) && c.row.account.name != name && !taken && !runs) return false;
  }
  return true;
}

bool same_start(const Compared& c) {
  const Json& drop = c.image.at("privilege_drop");
  const std::string how = drop.at("mechanism");
  const Regex tool("gosu|su-exec|setpriv|chroot|chpst|clickhouse su");
  const bool root = is_root(c.variant.at("config_user").get<std::string>());
  if (c.row.user == "?") return true;
  if (drop.at("starts_as") == "root" && root && tool.finds(how)) return c.row.start == Start::drops;
  return c.row.start != Start::drops || how != "none";
}

bool same_nonroot_start(const Compared& c) {
  const std::string nonroot = c.image.at("privilege_drop").at("nonroot_start");
  if (needs_root(c.row.start)) return nonroot == "unsupported";
  return nonroot == (c.row.as_user.empty() ? "supported" : "supported_with_conditions");
}

// What was remembered and is empty proves nothing.
bool says_nothing(const Compared& c, const Json& list) {
  return list.empty() && c.image.at("confidence") == "memory";
}

bool same_ports(const Compared& c) {
  std::set<std::string> ports;
  for (const Json& port : c.image.at("ports")) {
    if (!is_of(port.at("variants"), c.variant)) continue;
    const std::string number = std::to_string(port.at("port").get<unsigned>());
    ports.insert(number + (port.at("proto") == "tcp" ? "" : "/udp"));
  }
  const std::vector<std::string> here = split(c.row.ports, ' ');
  return says_nothing(c, c.image.at("ports")) ||
         ports == std::set<std::string>(here.begin(), here.end());
}

bool same_port_fix(const Compared& c) {
  if (!has_low_port(c.row) || c.image.at("confidence") == "memory") return true;
  return c.image.at("port_fix").is_null() == c.row.port_fix.empty();
}

bool same_volumes(const Compared& c) {
  std::set<std::string> volumes;
  for (const Json& volume : c.image.at("volumes"))
    volumes.insert(volume.at("path").get<std::string>());
  const std::vector<std::string> here = split(c.row.volumes, ' ');
  return says_nothing(c, c.image.at("volumes")) ||
         volumes == std::set<std::string>(here.begin(), here.end());
}

// Nothing that images.json names is missing here.
bool knows_writes(const Compared& c) {
  std::set<std::string> here;
  for (std::string word : split(c.row.writes, ' ')) {
    word.erase(0, word.find('/'));
    while (word.ends_with('/')) word.pop_back();
    here.insert(word);
  }
  const Json& paths = c.image.at("writable_paths");
  return std::all_of(paths.begin(), paths.end(), [&](const Json& path) {
    return here.contains(path.at("path").get<std::string>());
  });
}

bool same_shell(const Compared& c) {
  const Json& shell = c.variant.at("shell");
  const bool usual = family_facts(c.row.family).shell;
  const std::string_view here = !c.row.shell.empty() ? c.row.shell : usual ? "/bin/sh" : "";
  return c.row.family == Family::unknown || here == (shell.is_null() ? "" : shell);
}

struct Comparison {
  const char* fact;
  bool (*agrees)(const Compared&);
};
const Comparison comparisons[] = {
    {"family", same_family},   {"user", same_user},         {"account", same_account},
    {"taken", knows_accounts}, {"start", same_start},       {"as_user", same_nonroot_start},
    {"ports", same_ports},     {"port_fix", same_port_fix}, {"volumes", same_volumes},
    {"writes", knows_writes},  {"shell", same_shell},
};

// Where the table differs from images.json, on purpose: its repository, a fact (or "row": there is
// none), and why.
const std::map<std::pair<std::string, std::string>, std::string> differences = {
    {{"almalinux", "family"}, "9-minimal has useradd; installing shadow-utils twice does no harm"},
    {{"atmoz/sftp", "as_user"}, "sshd"},
    {{"azul-zulu", "family"}, "azul/zulu-openjdk-alpine is Alpine whatever the tag"},
    {{"backdrop", "as_user"}, "of the Alpine variant nothing was read"},
    {{"backdrop", "ports"}, "fpm has 9000"},
    {{"caddy", "family"}, "abiosoft/caddy is another image, and has no Windows"},
    {{"caddy", "port_fix"}, "abiosoft/caddy is another image"},
    {{"caddy", "ports"}, "the builder serves nothing; abiosoft/caddy is another image"},
    {{"caddy", "volumes"}, "abiosoft/caddy is another image: it has some"},
    {{"caddy", "writes"}, "the builder serves nothing; abiosoft/caddy is another image"},
    {{"cgr.dev/chainguard/postgres", "start"}, "run-as 0, with the entrypoint of postgres"},
    {{"circleci/node", "start"}, "circleci/postgres is built on postgres"},
    {{"circleci/node", "taken"}, "circleci/postgres is built on postgres"},
    {{"circleci/node", "user"}, "circleci/postgres is built on postgres"},
    {{"codercom/code-server", "user"}, "USER 1000, which is coder"},
    {{"condaforge/miniforge3", "family"}, "linux-anvil is CentOS or AlmaLinux"},
    {{"condaforge/miniforge3", "writes"},
     "conda goes to ~/.conda where it may not write /opt/conda"},
    {{"confluentinc/cp-kafka", "family"}, "cp-base-new is on UBI minimal"},
    {{"confluentinc/cp-kafka", "ports"}, "the others of Confluent have other ports"},
    {{"confluentinc/cp-kafka", "volumes"}, "the others of Confluent have other VOLUMEs"},
    {{"continuumio/anaconda3", "writes"},
     "conda goes to ~/.conda where it may not write /opt/conda"},
    {{"continuumio/miniconda3", "writes"},
     "conda goes to ~/.conda where it may not write /opt/conda"},
    {{"denoland/deno", "writes"}, "bin and distroless have no cache"},
    {{"docker", "as_user"}, "dockerd, or the socket that only root may use"},
    {{"docker", "ports"}, "cli has no daemon"},
    {{"docker", "volumes"}, "cli has no daemon; rootless has another place"},
    {{"dpage/pgadmin4", "user"}, "USER 5050, which is pgadmin"},
    {{"elasticsearch", "account"}, "USER 1000:0: its group is root"},
    {{"elasticsearch", "family"}, "read in its Dockerfile: CentOS up to 7.15"},
    {{"elasticsearch", "row"}, "there is no latest"},
    {{"espocrm", "as_user"}, "of the Alpine variant nothing was read"},
    {{"espocrm", "ports"}, "fpm has 9000"},
    {{"friendica", "account"}, "the Alpine variant is built on php:fpm-alpine"},
    {{"friendica", "ports"}, "fpm has 9000"},
    {{"gcr.io/kaniko-project/executor", "as_user"}, "it unpacks file systems"},
    {{"geonetwork", "user"}, "read in its Dockerfile: built on jetty since 4"},
    {{"getmeili/meilisearch", "as_user"}, "its WORKDIR is root's"},
    {{"gradle", "family"}, "installing shadow-utils where it is does no harm"},
    {{"hashicorp/vault", "start"}, "UBI starts as vault"},
    {{"hashicorp/vault", "user"}, "UBI starts as vault"},
    {{"heroku/heroku", "user"}, "read in its Dockerfile: since 24 it starts as heroku"},
    {{"influxdb", "as_user"}, "those of a cluster were not read: as 1.8"},
    {{"influxdb", "ports"}, "each major version has its own"},
    {{"influxdb", "start"}, "only 2 drops"},
    {{"influxdb", "volumes"}, "each major version has its own"},
    {{"k6io/k6", "user"}, "USER 12345, which is k6"},
    {{"kibana", "row"}, "there is no latest"},
    {{"logstash", "row"}, "there is no latest"},
    {{"mcr.microsoft.com/devcontainers/base", "family"}, "universal has no tags for Alpine"},
    {{"mcr.microsoft.com/dotnet/aspnet", "family"},
     "microsoft/aspnetcore was left behind before there were such tags"},
    {{"mcr.microsoft.com/dotnet/aspnet", "ports"}, "80 up to 7, 8080 since 8"},
    {{"mcr.microsoft.com/dotnet/runtime", "ports"}, "the ENV of the port is in all of them"},
    {{"mcr.microsoft.com/dotnet/runtime-deps", "ports"}, "80 up to 7, 8080 since 8"},
    {{"mcr.microsoft.com/dotnet/sdk", "family"},
     "microsoft/dotnet was left behind before there were such tags"},
    {{"mcr.microsoft.com/dotnet/sdk", "ports"}, "the ENV of the port is in all of them"},
    {{"metabase/metabase", "taken"}, "its account is made when it starts"},
    {{"minio/minio", "family"}, "ubi-micro since 2024; what needs no account tool holds for both"},
    {{"nginx", "writes"}, "the logs are links; conf.d is written only where it may be"},
    {{"nginxinc/nginx-unprivileged", "writes"}, "everybody may write /tmp"},
    {{"open-liberty", "family"}, "icr.io has UBI only"},
    {{"openresty/openresty", "ports"}, "no EXPOSE, but it serves 80"},
    {{"percona", "ports"}, "each server has its own"},
    {{"percona", "user"}, "percona-server-mongodb has no tags for MySQL"},
    {{"percona", "volumes"}, "each server has its own"},
    {{"pgvector/pgvector", "volumes"}, "it has those of postgres"},
    {{"php", "writes"}, "what is not Apache has no Apache"},
    {{"portainer/portainer-ce", "as_user"}, "docker.sock"},
    {{"postgis/postgis", "volumes"}, "it has those of postgres"},
    {{"postgres", "volumes"}, "another one since 18"},
    {{"prom/prometheus", "family"}, "the exporters have no distroless tags"},
    {{"prom/prometheus", "ports"}, "each has its own"},
    {{"prom/prometheus", "volumes"}, "each has its own"},
    {{"public.ecr.aws/lambda/nodejs", "start"}, "Lambda runs it as a user of its own"},
    {{"pytorch/pytorch", "writes"}, "its WORKDIR is for who builds on it"},
    {{"qdrant/qdrant", "as_user"}, "its WORKDIR is root's"},
    {{"quay.io/keycloak/keycloak", "family"}, "jboss/keycloak stayed with UBI minimal"},
    {{"quay.io/wildfly/wildfly", "family"}, "jboss/wildfly stayed with CentOS 7"},
    {{"redis", "volumes"}, "8.6 has none"},
    {{"registry.access.redhat.com/ubi9/httpd-24", "family"},
     "-minimal is in the name, not in the tag"},
    {{"registry.access.redhat.com/ubi9/nginx-124", "family"},
     "-minimal is in the name, not in the tag"},
    {{"registry.access.redhat.com/ubi9/nodejs-22", "family"},
     "-minimal is in the name, not in the tag"},
    {{"registry.access.redhat.com/ubi9/openjdk-17", "family"},
     "microdnf only; installing what is there does no harm"},
    {{"registry.access.redhat.com/ubi9/python-312", "family"},
     "-minimal is in the name, not in the tag"},
    {{"rocket.chat", "user"}, "read in its Dockerfile"},
    {{"rockylinux", "family"},
     "9-minimal has useradd, 8-minimal has not; installing it twice does no harm"},
    {{"timescale/timescaledb", "volumes"}, "it has those of postgres"},
    {{"tomcat", "writes"},
     "conf/Catalina is what is written in conf; logs, temp and work are everybody's"},
    {{"tomee", "writes"}, "what is written below it, each"},
    {{"vaultwarden/server", "as_user"}, "/data is root's"},
    {{"wordpress", "account"}, "cli is built on php:alpine"},
    {{"wordpress", "as_user"}, "cli starts as www-data"},
    {{"wordpress", "writes"}, "cli serves nothing"},
};

std::vector<std::string> names_of(const Json& image) {
  std::vector<std::string> names = image.at("aliases");
  names.push_back(image.at("repo"));
  if (image.at("match") == "prefix") {
    for (std::string& name : names) name += "anything";
  }
  return names;
}

std::optional<std::string> sample_of(const Json& image, const Json& variant) {
  for (const char* tag : sample_tags) {
    if (variant_of(image, tag) == variant) return tag;
  }
  return std::nullopt;
}

// The facts in which the row of one image differs from one variant.
std::vector<std::string> differing(const Json& image, const Json& variant,
                                   const std::string& text) {
  const BaseImage* row = row_of(text);
  if (!row) return {"row"};
  const Compared compared{image, variant, *row};
  std::vector<std::string> found;
  for (const Comparison& comparison : comparisons) {
    if (!comparison.agrees(compared)) found.push_back(comparison.fact);
    if (row->family == Family::windows) break;  // left alone, whatever else it is
  }
  // What another family has proves nothing.
  if (!found.empty() && found.front() == "family") return {"family"};
  return found;
}

}  // namespace

TEST_CASE("the table agrees with the facts that were collected, variant by variant") {
  std::ifstream in(shared + "/facts/images.json");
  if (!in) {
    WARN("skipped: ../shared/facts/images.json is not here");
    return;
  }
  std::size_t compared = 0;
  std::set<std::pair<std::string, std::string>> met;
  for (const Json& image : Json::parse(in)) {
    const std::string repository = image.at("repo");
    for (const Json& variant : image.at("variants")) {
      const std::optional<std::string> tag = sample_of(image, variant);
      CAPTURE(repository, variant.at("tag_regex").get<std::string>());
      REQUIRE(tag);
      for (const std::string& name : names_of(image)) {
        for (const std::string& fact : differing(image, variant, name + ":" + *tag)) {
          CAPTURE(name, *tag, fact);
          met.insert({repository, fact});
          CHECK(differences.contains({repository, fact}));
        }
        ++compared;
      }
    }
  }
  CHECK(compared > 1700);
  for (const auto& [difference, why] : differences) {
    CAPTURE(difference.first, difference.second, why);
    CHECK(met.contains(difference));  // else it is none any more
  }
}

TEST_CASE("the table knows the base of most real files") {
  std::ifstream index(shared + "/corpus/index.tsv"), facts(shared + "/facts/images.json");
  if (!index || !facts) {
    WARN("skipped: ../shared/corpus/index.tsv is not here");
    return;
  }
  std::set<std::string> known;
  for (const Json& image : Json::parse(facts)) {
    known.insert(image.at("repo").get<std::string>());
    for (const Json& alias : image.at("aliases")) known.insert(alias.get<std::string>());
  }
  std::map<std::string, std::pair<int, int>> counts;  // of a stratum: known here, known to facts
  std::string line;
  std::getline(index, line);
  while (std::getline(index, line)) {
    const std::vector<std::string> row = split(line, '\t');
    const std::string& stratum = row.at(11);
    if (stratum != "git-head" && stratum != "dockerhub-random") continue;
    const std::optional<ImageRef> image = parse_image(row.at(15));
    if (!image) continue;
    const std::string name =
        image->registry.empty() ? image->repository : image->registry + "/" + image->repository;
    if (!known.contains(name)) continue;
    ++counts[stratum].second;
    counts[stratum].first += find_image(*image) != nullptr;
  }
  for (const auto& [stratum, count] : counts) {
    WARN(stratum << ": " << count.first << " of " << count.second << " files");
    CHECK(count.first * 100 >= count.second * 90);
  }
}
