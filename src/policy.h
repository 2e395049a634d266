// What the user asks for: every option that decides how a file is fixed, and none of the others.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "images.h"

namespace dockerfix {

enum class UserForm : std::uint8_t { number, name };
enum class Ownership : std::uint8_t { compat, strict, openshift };

// The text of a file of the build context, by its path there; empty: it is not at hand, lies
// outside, is large, or is no text.
using ContextReader = std::function<std::optional<std::string>(const std::string& path)>;

struct ContextEntry {  // a regular file or a folder of the build context
  std::string path;    // there
  bool folder = false;
  std::uint32_t mode = 0;  // its permissions
};

// What is at a path of the build context and below it, that path first. Empty: nothing that can be
// told. Level by level, as far as a bound goes: what is not among it may be there.
using ContextLister = std::function<std::vector<ContextEntry>(const std::string& path)>;

struct Policy {
  std::vector<std::string> targets;  // --target; empty: the last stage
  bool all_targets = false;
  std::map<std::string, std::string> build_args;                      // --build-arg NAME=VALUE
  std::vector<std::pair<std::string, Family>> bases;                  // --base IMAGE=FAMILY
  std::vector<std::pair<std::string, std::string>> registry_aliases;  // MIRROR=REGISTRY
  std::vector<std::shared_ptr<const AddedImages>> images;  // those of dockerfix.toml first
  bool inspect = false;                                    // ask the engine here about base images
  std::string user = "app";
  std::uint32_t uid = 10001;
  std::optional<std::uint32_t> gid;  // empty: as uid
  UserForm user_form = UserForm::number;
  bool uid_arg = false;
  Ownership ownership = Ownership::compat;
  bool unsafe_fixes = false;
  std::vector<std::string> select;  // names of transforms; empty: all
  std::vector<std::string> ignore;
  std::string context_folder;  // --context; empty: the folder of the Dockerfile
  ContextReader context;       // empty: there is none
  ContextLister listing;       // likewise

  std::uint32_t group_id() const { return gid.value_or(uid); }
};

// Whether --select and --ignore leave the transform of that name in the chain.
inline bool is_chosen(const Policy& policy, std::string_view name) {
  const auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return (policy.select.empty() || has(policy.select)) && !has(policy.ignore);
}

}  // namespace dockerfix
