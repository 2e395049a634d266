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
      {"phusion/baseimage:jammy-1.0.1", Family::debian, "", "", 0, Start::needs_root},
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
      {"corp/ubi-micro", Family::distroless},
      {"corp/almalinux:9-minimal", Family::redhat_minimal},
      {"corp/app:al2023", Family::amazon},
      {"corp/app:8.0-noble-chiseled", Family::distroless},
      {"corp/app:ltsc2022", Family::windows},
      {"corp/app:azurelinux3.0", Family::azurelinux},
      {"corp/app:latest", std::nullopt},
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
  const Regex user("^(([a-z_][a-z0-9_-]*|[0-9]+)(:[a-z0-9-]+)?|[?])?$");
  const Regex taken("^[a-z_][a-z0-9_.-]*(:[0-9]+){1,2}$"), path("^=?/[A-Za-z0-9._/-]+$");
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
    CHECK((row.start != Start::drops || is_root(row.user)));
    CHECK(((row.start != Start::drops && row.start != Start::needs_root) == row.note.empty() ||
           row.note.find("--cap-drop") != row.note.npos));
  }
  for (int i = 0; i <= static_cast<int>(Family::windows); ++i) {
    const std::string_view names = family_facts(static_cast<Family>(i)).taken;
    for (const std::string& word : split(names, ' ')) CHECK(taken.finds(word));
  }
}

TEST_CASE("every row of the table names its source") {
  std::ifstream in(SOURCE_DIR "/src/images.cpp");
  REQUIRE(in);
  const Regex source("[}],  // [A-Za-z0-9]");
  std::size_t rows = 0;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("constexpr BaseImage images[]")) inside = true;
    if (inside && line == "};") inside = false;
    if (!inside || !line.starts_with("    {")) continue;
    CAPTURE(line);
    CHECK(source.finds(line));
    ++rows;
  }
  CHECK(rows == all_images().size());
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
                                                         {"rhel-micro", Family::distroless},
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

bool lists(const Json& image, const Json& variant, const Prebuilt& account) {
  for (const Json& user : image.at("prebuilt_users")) {
    const Json& variants = user.at("variants");
    const bool here =
        std::find(variants.begin(), variants.end(), "*") != variants.end() ||
        std::find(variants.begin(), variants.end(), variant.at("id")) != variants.end();
    if (here && user.at("name") == account.name && user.at("uid") == account.uid &&
        (user.at("gid").is_null() || user.at("gid") == account.gid)) {
      return true;
    }
  }
  return false;
}

// Where the table differs from images.json, on purpose.
const std::map<std::string, std::string> differences = {
    {"almalinux", "9-minimal has useradd, but no other release was looked at"},
    {"atmoz/sftp", "needs root whatever the family"},
    {"azul-zulu", "azul/zulu-openjdk-alpine is Alpine whatever the tag"},
    {"circleci/node", "ids of the Alpine variants were not read"},
    {"drupal", "cli tags"},
    {"elasticsearch", "USER 1000:0 means the group root; up to 6 Debian or CentOS"},
    {"envoyproxy/envoy", "the distroless tags run as nonroot, without its entrypoint"},
    {"gcr.io/kaniko-project/executor", "needs root whatever the family"},
    {"gitea/gitea", "the rootless tags run as 1000:1000"},
    {"gitlab/gitlab-runner", "its alpine tags are Alpine"},
    {"gradle", "ubi9-minimal: installing shadow-utils where it is does no harm"},
    {"grafana/grafana", "before 7.3 neither the group nor the family is certain"},
    {"haproxy", "no account before 2.4"},
    {"jwilder/nginx-proxy", "its alpine tags are Alpine"},
    {"kong", "its alpine tags, up to 3.0, are Alpine"},
    {"open-liberty", "its ubi tags are UBI"},
    {"prom/prometheus", "nobody since 2.0; the distroless tags too"},
    {"quay.io/wildfly/wildfly", "jboss/wildfly stayed with CentOS 7"},
    {"registry.access.redhat.com/ubi9/nodejs-22", "-minimal is in the name, not in the tag"},
    {"registry.access.redhat.com/ubi9/openjdk-17", "microdnf only; likewise harmless"},
    {"registry.access.redhat.com/ubi9/python-312", "-minimal is in the name, not in the tag"},
    {"registry.access.redhat.com/ubi9/nginx-124", "likewise"},
    {"registry.access.redhat.com/ubi9/httpd-24", "likewise"},
    {"rockylinux", "9-minimal has useradd, 8-minimal has not; installing it twice does no harm"},
    {"sonarqube", "up to 7 several bases"},
    {"tomcat", "alpine tags until 2020"},
    {"varnish", "the account is there in the root variant as well"},
    {"websphere-liberty", "its ubi tags are UBI"},
    {"wurstmeister/kafka", "several bases over time"},
};

}  // namespace

TEST_CASE("the table agrees with the facts that were collected") {
  std::ifstream in(shared + "/facts/images.json");
  if (!in) {
    WARN("skipped: ../shared/facts/images.json is not here");
    return;
  }
  std::size_t compared = 0;
  for (const Json& image : Json::parse(in)) {
    if (image.at("match") != "exact" || differences.contains(image.at("repo"))) continue;
    std::vector<std::string> names = image.at("aliases");
    names.push_back(image.at("repo"));
    for (const std::string& name : names) {
      if (name.starts_with("microsoft/")) continue;  // left behind before there were accounts
      for (const char* tag : {"latest",  "alpine",   "3-alpine",   "slim",
                              "20-slim", "bookworm", "noble",      "jammy",
                              "24.04",   "22.04",    "8.0",        "9.0",
                              "10.0",    "6.0",      "9.0-alpine", "8.0-jammy-chiseled",
                              "fpm",     "apache",   "fpm-alpine", "nonroot",
                              "debug",   "ubi9",     "9-minimal",  "21-amazoncorretto"}) {
        const BaseImage* row = row_of(name + ":" + tag);
        if (!row || row->user == "?" || row->family == Family::unknown) continue;
        CAPTURE(name, tag, row->repository, row->tags);
        const Json& variant = variant_of(image, tag);
        // What only the tags of another image look like proves nothing about this one.
        if (family_of(variant) == Family::windows || row->family == Family::windows) continue;
        ++compared;
        CHECK(family_facts(row->family).name == family_facts(family_of(variant)).name);
        CHECK(is_root(row->user) == is_root(variant.at("config_user").get<std::string>()));
        if (row->account.uid != 0) CHECK(lists(image, variant, row->account));
      }
    }
  }
  CHECK(compared > 2000);
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
