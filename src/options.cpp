#include "options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <numeric>

#include "transform.h"

namespace dockerfix {
namespace {

template <typename Value>
struct Named {
  std::string_view name;
  Value value;
};

constexpr Named<UserForm> user_forms[] = {{"number", UserForm::number}, {"name", UserForm::name}};

constexpr Named<Ownership> ownerships[] = {{"compat", Ownership::compat},
                                           {"strict", Ownership::strict},
                                           {"openshift", Ownership::openshift}};

std::string joined(const std::vector<std::string_view>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

[[noreturn]] void reject(std::string_view what, std::string_view typed,
                         const std::vector<std::string_view>& words) {
  const std::string_view near = nearest(typed, words);
  if (!near.empty()) {
    throw UsageError(fmt::format("there is no {} {}; did you mean {}?", what, typed, near));
  }
  throw UsageError(fmt::format("there is no {} {}; there are {}", what, typed, joined(words)));
}

template <typename Value, std::size_t size>
Value read_named(std::string_view what, std::string_view typed, const Named<Value> (&table)[size]) {
  std::vector<std::string_view> words;
  for (const Named<Value>& row : table) {
    if (row.name == typed) return row.value;
    words.push_back(row.name);
  }
  reject(what, typed, words);
}

// How many letters must be put in, taken out or exchanged to come from one word to the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t exchanged = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({exchanged, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

bool may_begin_name(char c) {
  return (c >= 'a' && c <= 'z') || c == '_';
}

bool may_continue_name(char c) {
  return may_begin_name(c) || (c >= '0' && c <= '9') || c == '-';
}

std::vector<std::string_view> family_names() {
  std::vector<std::string_view> names;
  for (int i = 1; i <= static_cast<int>(Family::windows); ++i) {
    names.push_back(family_facts(static_cast<Family>(i)).name);
  }
  return names;
}

bool read_switch(const std::string& text) {
  if (text != "true" && text != "false") {
    throw UsageError(fmt::format("{} is neither true nor false", text));
  }
  return text == "true";
}

constexpr PolicyOption options[] = {
    {"target", "STAGE", true, '\0',
     [](Policy& policy, const std::string& text) { policy.targets.push_back(text); },
     "The stage to fix; default: the last (may be repeated)"},
    {"all-targets", "", false, '\0',
     [](Policy& policy, const std::string& text) { policy.all_targets = read_switch(text); },
     "Fix every stage that no other builds on"},
    {"build-arg", "NAME[=VALUE]", true, '\0',
     [](Policy& policy, const std::string& text) { read_build_arg(text, policy); },
     "As for docker build (may be repeated)"},
    {"context", "FOLDER", false, '\0',
     [](Policy& policy, const std::string& text) { policy.context_folder = text; },
     "The build context, where what is copied is read; default: the folder of the Dockerfile"},
    {"base", "IMAGE=FAMILY", true, '\0',
     [](Policy& policy, const std::string& text) { policy.bases.push_back(read_base(text)); },
     "Say what a base image is made from (may be repeated)"},
    {"registry-alias", "MIRROR=REGISTRY", true, '\0',
     [](Policy& policy, const std::string& text) {
       policy.registry_aliases.push_back(read_registry_alias(text));
     },
     "Say that images below MIRROR are those of REGISTRY (may be repeated)"},
    {"inspect", "", false, '\0',
     [](Policy& policy, const std::string& text) { policy.inspect = read_switch(text); },
     "Ask docker, podman or skopeo about base images that are not known"},
    {"user", "NAME", false, '\0',
     [](Policy& policy, const std::string& text) { policy.user = read_account_name(text); },
     "The account to make; default: app"},
    {"uid", "N", false, '\0',
     [](Policy& policy, const std::string& text) { policy.uid = read_id(text); },
     "Its number; default: 10001"},
    {"gid", "N", false, '\0',
     [](Policy& policy, const std::string& text) { policy.gid = read_id(text); },
     "Its group's number; default: as --uid"},
    {"user-form", "number|name", false, '\0',
     [](Policy& policy, const std::string& text) { policy.user_form = read_user_form(text); },
     "Write USER and --chown with numbers (default) or names"},
    {"uid-arg", "", false, '\0',
     [](Policy& policy, const std::string& text) { policy.uid_arg = read_switch(text); },
     "Declare ARG UID and ARG GID, and use them"},
    {"ownership", "compat|strict|openshift", false, '\0',
     [](Policy& policy, const std::string& text) { policy.ownership = read_ownership(text); },
     "Who owns the program's files: its user (default), root, or group 0"},
    {"unsafe-fixes", "", false, '\0',
     [](Policy& policy, const std::string& text) { policy.unsafe_fixes = read_switch(text); },
     "Also make fixes after which the program may not work"},
    {"select", "TRANSFORM,...", true, ',',
     [](Policy& policy, const std::string& text) {
       policy.select.push_back(read_transform_name(text));
     },
     "Only these transforms"},
    {"ignore", "TRANSFORM,...", true, ',',
     [](Policy& policy, const std::string& text) {
       policy.ignore.push_back(read_transform_name(text));
     },
     "All but these transforms"},
};

}  // namespace

std::span<const PolicyOption> policy_options() {
  return options;
}

void set_option(const PolicyOption& option, const std::string& value, Policy& policy) {
  try {
    option.set(policy, value);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("--{}: {}", option.name, error.what()));
  }
}

std::uint32_t read_id(const std::string& text) {
  constexpr std::uint32_t most = 2147483647;
  std::uint32_t id = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, id);
  if (error != std::errc() || stop != end || id > most) {
    throw UsageError(fmt::format("{} is no number from 1 to {}", text, most));
  }
  if (id == 0) throw UsageError("0 is root");
  return id;
}

std::string read_account_name(const std::string& text) {
  constexpr std::size_t longest = 32;
  const bool valid = !text.empty() && text.size() <= longest && may_begin_name(text[0]) &&
                     std::all_of(text.begin(), text.end(), may_continue_name);
  if (!valid) {
    throw UsageError(fmt::format(
        "{} is no name that useradd takes: up to {} of a-z, 0-9, _ and -, and first a letter or _",
        text, longest));
  }
  if (text == "root") throw UsageError("root is the account to get away from");
  return text;
}

std::pair<std::string, Family> read_base(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError(fmt::format("{} is not of the form IMAGE=FAMILY", text));
  }
  const std::string family = text.substr(equals + 1);
  const std::optional<Family> found = family_by_name(family);
  if (!found || *found == Family::unknown) {
    throw UsageError(
        fmt::format("there is no family {}; there are {}", family, joined(family_names())));
  }
  return {text.substr(0, equals), *found};
}

std::pair<std::string, std::string> read_registry_alias(const std::string& text) {
  const std::size_t equals = text.find('=');
  std::pair<std::string, std::string> names{text.substr(0, equals), ""};
  if (equals != std::string::npos) names.second = text.substr(equals + 1);
  for (std::string* name : {&names.first, &names.second}) {
    if (name->ends_with('/')) name->pop_back();
    if (name->empty()) throw UsageError(fmt::format("{} is not of the form MIRROR=REGISTRY", text));
  }
  return names;
}

std::string read_transform_name(const std::string& text) {
  std::vector<std::string_view> names;
  for (const Transform* transform : all_transforms()) names.push_back(transform->name);
  if (std::find(names.begin(), names.end(), text) == names.end()) reject("transform", text, names);
  return text;
}

UserForm read_user_form(const std::string& text) {
  return read_named("user form", text, user_forms);
}

Ownership read_ownership(const std::string& text) {
  return read_named("ownership policy", text, ownerships);
}

std::optional<FileLine> read_file_line(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
  const std::string_view digits = std::string_view(text).substr(colon + 1);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  FileLine out{text.substr(0, colon), std::numeric_limits<std::uint32_t>::max()};
  // More than that is beyond the end of any file.
  std::from_chars(digits.data(), digits.data() + digits.size(), out.line);
  return out;
}

void read_build_arg(const std::string& text, Policy& policy) {
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  if (name.empty()) throw UsageError(fmt::format("{} is not of the form NAME=VALUE", text));
  if (equals != std::string::npos) {
    policy.build_args[name] = text.substr(equals + 1);
  } else if (const char* value = std::getenv(name.c_str())) {
    policy.build_args[name] = value;
  }
}

std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& words) {
  std::string_view best;
  std::size_t least = typed.size() / 3 + 2;  // further off, it is another word
  for (const std::string_view word : words) {
    const std::size_t away = distance(typed, word);
    if (away < least && away < word.size()) {
      best = word;
      least = away;
    }
  }
  return best;
}

}  // namespace dockerfix
