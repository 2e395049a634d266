// What a stage starts from: the row of the table, the option, or what the file proves.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "facts_parts.h"

namespace dockerfix {
namespace {

std::string full_name(const ImageRef& image) {
  return image.registry.empty() ? image.repository : image.registry + "/" + image.repository;
}

// What the tables say of an image. Each thread keeps it: a file is read several times while it is
// fixed, and a tree of files starts from few images.
struct Listed {
  std::optional<ImageRef> image;
  const BaseImage* row = nullptr;
  std::optional<Family> by_words;
};

const Listed& listed(const std::string& text) {
  thread_local std::unordered_map<std::string, Listed> known;
  const auto [found, is_new] = known.try_emplace(text);
  Listed& out = found->second;
  if (!is_new) return out;
  out.image = parse_image(text);
  if (!out.image) return out;
  out.row = find_image(*out.image);
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

const BaseImage* added_image(const ImageRef& image, const Policy& policy) {
  for (const auto& images : policy.images) {
    if (const BaseImage* found = find_added(*images, image)) return found;
  }
  return nullptr;
}

// What is left of a name with variables where one at its front stands for a registry, or for
// nothing: "node:${TAG}" of "${REGISTRY}/node:${TAG}".
std::string_view without_prefix(std::string_view image) {
  if (!image.starts_with("${")) return image;
  image.remove_prefix(image.find('}') + 1);
  if (image.starts_with('/')) image.remove_prefix(1);
  return image;
}

// The repository of a name, with the words of the tag between the variables of it. Empty where a
// variable may stand for another repository.
std::optional<ImageRef> named_in(std::string_view image) {
  image = without_prefix(image.substr(0, image.find('@')));
  const std::size_t slash = image.rfind('/');
  const std::size_t colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
  std::optional<ImageRef> named = parse_image(image.substr(0, colon));
  if (!named || colon == std::string_view::npos) return named;
  for (std::string_view tag = image.substr(colon + 1); !tag.empty();) {
    const std::size_t variable = tag.find("${");
    named->tag += tag.substr(0, variable);
    if (variable == std::string_view::npos) break;
    named->tag += '.';
    tag.remove_prefix(std::min(tag.find('}', variable), tag.size() - 1) + 1);
  }
  return named;
}

void take_row(const BaseImage& row, Base& base) {
  base.start = row.start;
  base.env = row.env;
  if (row.workdir != "?") base.workdir = row.workdir.empty() ? "/" : std::string(row.workdir);
  if (says_root(row.user))
    base.user = {User::Kind::root, "root", no_item};
  else if (row.user != "?")
    base.user = {User::Kind::ordinary, std::string(row.user), no_item};
}

// A name of which a variable or a digest leaves something open: a guess.
void read_part(Base& base) {
  const std::optional<ImageRef> image = named_in(base.image);
  if (!image) return;
  const bool pinned = base.image.find('@') != std::string::npos;
  const bool has_tag = base.image.find("${", 1) == std::string::npos;
  const bool whole = has_tag && (!pinned || !image->tag.empty());
  base.row = whole ? find_image(*image) : nullptr;
  std::optional<BaseImage> common;
  if (base.row) common = *base.row;
  if (!whole) common = find_any_tag(*image, family_by_words({"", "", image->tag, ""}));
  if (!whole && !common) common = find_any_tag(*image);
  if (common) take_row(*common, base);
  const bool told = common && common->family != Family::unknown;
  base.family = told ? common->family : family_by_words(*image).value_or(Family::unknown);
  if (base.family != Family::unknown) base.source = Source::words;
}

// What the project, the engine or the table says of the image.
void read_image(const Policy& policy, Base& base) {
  const Listed& found = listed(base.image);
  const BaseImage* added = found.image ? added_image(*found.image, policy) : nullptr;
  base.row = added ? added : found.row;
  if (!base.row && base.image.find_first_of("$@") != std::string::npos) return read_part(base);
  if (base.row && base.row->family != Family::unknown) {
    base.source = Source::row;
    base.family = base.row->family;
  } else if (found.by_words) {
    base.source = Source::words;
    base.family = *found.by_words;
  }
  if (base.row) take_row(*base.row, base);
}

}  // namespace

Base base_of(const std::string& text, const std::string& image, const Policy& policy,
             const Evidence* evidence) {
  Base base;
  base.text = text;
  base.image = aliased(image, policy);
  base.user.kind = User::Kind::unknown;
  if (text == "scratch") {
    base.family = Family::scratch;
    base.source = Source::row;
    base.user = {User::Kind::root, "0", no_item};
    base.start = Start::shell;
    base.workdir = "/";
    return base;
  }
  read_image(policy, base);
  if (evidence && base.user.kind == User::Kind::unknown) {
    if (evidence->root) base.user = {User::Kind::root, "root", no_item};
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
  if (const std::optional<std::string_view> value = env_of(base.env, name))
    return {Value::Kind::set, std::string(*value)};
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
      const bool known =
          stage.base.user.kind != User::Kind::unknown && stage.base.because == no_item;
      if (run.need != Need::root || known) continue;
      // Under a USER that names root it tells the family; under another it fails.
      if (!from_base && user.kind != User::Kind::root) continue;
      const Family family = family_of_tools(run.tools);
      if (!from_base && family == Family::unknown) continue;
      Evidence& evidence = found[root];
      // Under no USER it tells of the base itself.
      const bool better = from_base && !evidence.root;
      if (better || evidence.because == no_item) evidence.because = run.item;
      if ((better && family != Family::unknown) || evidence.family == Family::unknown)
        evidence.family = family;
      evidence.root = evidence.root || from_base;
    }
  }
  return found;
}

}  // namespace dockerfix
