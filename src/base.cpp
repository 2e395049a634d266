// What a stage starts from: the row of the table, the option, or what the file proves.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "facts_parts.h"

namespace dockerfix {
namespace {

// "Always there": ENV of base images that real Dockerfiles use in USER, WORKDIR and paths.
// Sources: the images' Dockerfiles, as named per repository in the table of base images.
struct BaseVariable {
  std::string_view repository;  // a * ends a prefix
  std::string_view name;
  std::string_view value;
};
constexpr std::array<BaseVariable, 18> base_variables = {{
    {"mcr.microsoft.com/dotnet/*", "APP_UID", "1654"},  // dotnet-docker src/runtime-deps/8.0
    {"golang", "GOPATH", "/go"},                        // docker-library/golang
    {"httpd", "HTTPD_PREFIX", "/usr/local/apache2"},    // docker-library/httpd
    {"jupyter/*", "NB_USER", "jovyan"},  // jupyter/docker-stacks docker-stacks-foundation
    {"jupyter/*", "NB_UID", "1000"},
    {"jupyter/*", "CONDA_DIR", "/opt/conda"},
    {"jupyter/*", "NB_GID", "100"},
    {"php", "PHP_INI_DIR", "/usr/local/etc/php"},  // docker-library/php
    {"php", "APACHE_CONFDIR", "/etc/apache2"},
    {"quay.io/jupyter/*", "NB_USER", "jovyan"},
    {"quay.io/jupyter/*", "NB_UID", "1000"},
    {"quay.io/jupyter/*", "CONDA_DIR", "/opt/conda"},
    {"quay.io/jupyter/*", "NB_GID", "100"},
    {"ruby", "GEM_HOME", "/usr/local/bundle"},   // docker-library/ruby
    {"rust", "CARGO_HOME", "/usr/local/cargo"},  // rust-lang/docker-rust
    {"rust", "RUSTUP_HOME", "/usr/local/rustup"},
    {"tomcat", "CATALINA_HOME", "/usr/local/tomcat"},    // docker-library/tomcat
    {"apache/airflow", "AIRFLOW_HOME", "/opt/airflow"},  // apache/airflow Dockerfile
}};

// WORKDIR of base images; of a listed image that is not here it is /. Sources as for the rows of
// the table of base images.
struct BaseWorkdir {
  std::string_view repositories;
  std::string_view tags;
  std::string_view workdir;
};
constexpr std::array<BaseWorkdir, 24> base_workdirs = {{
    {"apache/airflow", "", "/opt/airflow"},
    {"bitnami/*|bitnamilegacy/*", "", "/app"},
    {"caddy", "", "/srv"},
    {"cgr.dev/chainguard/node|cgr.dev/chainguard/jre|cgr.dev/chainguard/php", "", "/app"},
    {"cimg/*", "", "/home/circleci/project"},
    {"clojure|mambaorg/micromamba", "", "/tmp"},
    {"composer|dunglas/frankenphp|tiangolo/*", "", "/app"},
    {"dart", "", "/root"},
    {"gcr.io/distroless/*", "nonroot*|*-nonroot*", "/home/nonroot"},
    {"ghcr.io/puppeteer/puppeteer", "", "/home/pptruser"},
    {"golang", "", "/go"},
    {"gradle", "", "/home/gradle"},
    {"groovy", "", "/home/groovy"},
    {"haproxy", "", "/var/lib/haproxy"},
    {"httpd", "", "/usr/local/apache2"},
    {"jetty", "", "/var/lib/jetty"},
    {"jupyter/*|quay.io/jupyter/*", "", "/home/jovyan"},
    {"n8nio/n8n", "", "/home/node"},
    {"oven/bun", "", "/home/bun/app"},
    {"perl", "", "/usr/src/app"},
    {"php|wordpress|nextcloud|mediawiki|joomla|adminer|phpmyadmin", "", "/var/www/html"},
    {"public.ecr.aws/lambda/*", "", "/var/task"},
    {"redis|valkey/valkey", "", "/data"},
    {"tomcat", "", "/usr/local/tomcat"},
}};

std::string full_name(const ImageRef& image) {
  return image.registry.empty() ? image.repository : image.registry + "/" + image.repository;
}

// What the tables say of an image. Each thread keeps it: a file is read several times while it is
// fixed, and a tree of files starts from few images.
struct Listed {
  std::optional<ImageRef> image;
  std::string name;
  const BaseImage* row = nullptr;
  std::optional<Family> by_words;
  std::optional<std::string> workdir;  // where it has a row
};

std::string listed_workdir(const Listed& listed) {
  for (const BaseWorkdir& row : base_workdirs) {
    if (!matches_any(row.repositories, listed.name)) continue;
    if (row.tags.empty() || matches_any(row.tags, listed.image->tag))
      return std::string(row.workdir);
  }
  return "/";
}

const Listed& listed(const std::string& text) {
  thread_local std::unordered_map<std::string, Listed> known;
  const auto [found, is_new] = known.try_emplace(text);
  Listed& out = found->second;
  if (!is_new) return out;
  out.image = parse_image(text);
  if (!out.image) return out;
  out.name = full_name(*out.image);
  out.row = find_image(*out.image);
  if (out.row) out.workdir = listed_workdir(out);
  if (!out.row || out.row->family == Family::unknown) out.by_words = family_by_words(*out.image);
  return out;
}

// The image that is meant: a mirror of a registry is that registry. The longest name holds, and of
// the same names the last: the command line speaks after dockerfix.toml.
std::string aliased(const std::string& text, const Policy& policy) {
  const std::pair<std::string, std::string>* longest = nullptr;
  for (const auto& alias : policy.registry_aliases) {
    const bool as_long = !longest || alias.first.size() >= longest->first.size();
    if (text.starts_with(alias.first + "/") && as_long) longest = &alias;
  }
  return longest ? longest->second + text.substr(longest->first.size()) : text;
}

std::optional<Family> option_for(const std::string& text, const Policy& policy) {
  if (policy.bases.empty()) return std::nullopt;
  for (auto said = policy.bases.rbegin(); said != policy.bases.rend(); ++said) {
    if (names_base(said->first, text)) return said->second;
  }
  return std::nullopt;
}

struct ToolFamily {
  std::string_view tool;
  Family family;
};
// A package manager at work tells the family: semantics 3.2.
constexpr std::array<ToolFamily, 14> tool_families = {{
    {"apt-get", Family::debian},
    {"apt", Family::debian},
    {"aptitude", Family::debian},
    {"dpkg", Family::debian},
    {"add-apt-repository", Family::debian},
    {"apk", Family::alpine},
    {"dnf", Family::redhat},
    {"yum", Family::redhat},
    {"rpm", Family::redhat},
    {"microdnf", Family::redhat_minimal},
    {"tdnf", Family::azurelinux},
    {"zypper", Family::suse},
    {"pacman", Family::arch},
    {"install_packages", Family::debian},
}};

// The one family that the tools of a RUN speak of; unknown where they speak of none or of two.
Family family_of_tools(const std::vector<Tool>& tools) {
  Family family = Family::unknown;
  for (const Tool& tool : tools) {
    if (tool.conditional) continue;
    const auto* row = std::find_if(tool_families.begin(), tool_families.end(),
                                   [&](const ToolFamily& t) { return t.tool == tool.name; });
    if (row == tool_families.end() || row->family == family) continue;
    if (family != Family::unknown) return Family::unknown;
    family = row->family;
  }
  return family;
}

const AddedImage* added_image(const ImageRef& image, const Policy& policy) {
  for (const auto& images : policy.images) {
    if (const AddedImage* found = find_added(*images, image)) return found;
  }
  return nullptr;
}

// Where the tag of "ubuntu:${RELEASE}" begins, if that is where the variable is; else npos.
std::size_t variable_tag(const std::string& image) {
  const std::size_t variable = image.find('$');
  const std::size_t colon = image.rfind(':', variable);
  const bool of_tag = variable != std::string::npos && colon != std::string::npos &&
                      image.find('/', colon) == std::string::npos;
  return of_tag ? colon : std::string::npos;
}

// What every row of the repository says, where the tag is not known; false where that is nothing.
bool read_any_tag(Base& base) {
  const std::size_t tag = std::min(variable_tag(base.image), base.image.find('@'));
  if (base.row || tag == std::string::npos) return false;
  const std::optional<ImageRef> image = parse_image(base.image.substr(0, tag));
  const BaseImage* common = image && image->tag.empty() ? find_any_tag(*image) : nullptr;
  if (!common || common->family == Family::unknown) return false;
  base.source = Source::words;
  base.family = common->family;
  if (common->user.empty()) base.user = {User::Kind::root, "root", no_item};
  return true;
}

// What the project, the engine or the table says of the image.
void read_image(const Policy& policy, Base& base) {
  base.image = aliased(base.text, policy);
  const Listed& found = listed(base.image);
  const AddedImage* added = found.image ? added_image(*found.image, policy) : nullptr;
  base.row = added ? &added->image : found.row;
  base.workdir = added ? added->workdir : found.workdir;
  if (read_any_tag(base)) return;
  if (base.row && base.row->family != Family::unknown) {
    base.source = Source::row;
    base.family = base.row->family;
  } else if (found.by_words) {
    base.source = Source::words;
    base.family = *found.by_words;
  }
  if (!base.row) return;
  base.start = base.row->start;
  if (says_root(base.row->user))
    base.user = {User::Kind::root, "root", no_item};
  else if (base.row->user != "?")
    base.user = {User::Kind::ordinary, std::string(base.row->user), no_item};
}

}  // namespace

Base base_of(const std::string& text, const Policy& policy, const Evidence* evidence) {
  Base base;
  base.text = text;
  base.user.kind = User::Kind::unknown;
  if (text == "scratch") {
    base.image = text;
    base.family = Family::scratch;
    base.source = Source::row;
    base.user = {User::Kind::root, "0", no_item};
    base.start = Start::shell;
    base.workdir = "/";
    return base;
  }
  read_image(policy, base);
  if (evidence && base.user.kind == User::Kind::unknown) {
    base.user = {User::Kind::root, "root", no_item};
    base.because = evidence->because;
    if (base.source < Source::evidence && evidence->family != Family::unknown) {
      base.family = evidence->family;
      base.source = Source::evidence;
    }
  }
  if (const std::optional<Family> family = option_for(text, policy)) {
    base.family = *family;
    base.source = Source::option;
  }
  return base;
}

bool names_base(const std::string& name, const std::string& image) {
  if (name == image) return true;
  const std::optional<ImageRef>& found = listed(image).image;
  const std::optional<ImageRef> asked = parse_image(name);
  return found && asked && full_name(*asked) == full_name(*found) &&
         (asked->tag.empty() || asked->tag == found->tag);
}

bool is_listed(const BaseImage& row) {
  const std::span<const BaseImage> all = all_images();
  return std::less_equal<>()(all.data(), &row) && std::less<>()(&row, all.data() + all.size());
}

const Volume* volume_above(const Facts& facts, std::size_t stage, std::size_t item,
                           std::string_view path) {
  for (const std::size_t at : chain_of(facts, stage)) {
    for (const Volume& volume : facts.stages[at].volumes) {
      if (volume.item < item && !volume.path.empty() && is_within(path, volume.path))
        return &volume;
    }
  }
  return nullptr;
}

Value base_variable(const Base& base, std::string_view name) {
  if (base.family == Family::scratch) return {};
  if (!base.row) return {Value::Kind::unknown, {}};
  for (const BaseVariable& row : base_variables) {
    if (row.name == name && matches_any(row.repository, listed(base.image).name)) {
      return {Value::Kind::set, std::string(row.value)};
    }
  }
  return {Value::Kind::unknown, {}};
}

std::map<std::size_t, Evidence> evidence_of(const Facts& facts) {
  std::map<std::size_t, Evidence> found;
  for (std::size_t i = 0; i < facts.stages.size(); ++i) {
    const Stage& stage = facts.stages[i];
    const std::size_t root = chain_of(facts, i).front();
    for (const RunFacts& run : stage.runs) {
      const User& user = facts.before[run.item].user;
      const bool from_base = user.because == no_item;
      const bool known = user.kind != User::Kind::unknown && stage.base.because == no_item;
      if (run.need != Need::root || !from_base || known) continue;
      const Family family = family_of_tools(run.tools);
      Evidence& evidence = found[root];
      if (evidence.because == no_item) evidence.because = run.item;
      if (evidence.family == Family::unknown) evidence.family = family;
    }
  }
  return found;
}

}  // namespace dockerfix
