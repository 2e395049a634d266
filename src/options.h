// What the command line says, as values, and how the words of it are read.
#pragma once

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "policy.h"

namespace dockerfix {

struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One option that decides how a file is fixed: a flag of the command line, and a key of
// dockerfix.toml.
struct PolicyOption {
  std::string_view name;  // without dashes
  std::string_view type;  // of its value, for people; empty: it is a switch
  bool many = false;      // may be repeated; a list in dockerfix.toml
  char delimiter = '\0';  // between values in one word of the command line; '\0': none
  void (*set)(Policy&, const std::string& value) = nullptr;  // throws UsageError; "true", "false"
  std::string_view summary;
};
std::span<const PolicyOption> policy_options();

// Does to the policy what the option says. Throws UsageError, with the name of the option.
void set_option(const PolicyOption& option, const std::string& value, Policy& policy);

struct Given {  // an option of the command line, checked
  const PolicyOption* option = nullptr;
  std::string value;
};

struct Options {
  bool diff = false;
  bool write = false;
  bool check = false;
  bool list = false;
  bool quiet = false;    // errors only
  bool verbose = false;  // each fix and its reason where they are not shown anyway
  std::vector<std::string> paths;
  std::string stdin_name = "<stdin>";
  std::vector<Given> given;
  std::string config;      // --config; empty: dockerfix.toml in or above the file's folder
  bool no_config = false;  // read none

  bool has_mode() const { return diff || write || check || list; }
};

// The readers of option values. All throw UsageError with a message for the person.
std::uint32_t read_id(const std::string& text);          // 1 to 2147483647, the most Docker takes
std::string read_account_name(const std::string& text);  // as useradd takes it; not root
std::pair<std::string, Family> read_base(const std::string& text);  // IMAGE=FAMILY
std::string read_transform_name(const std::string& text);
UserForm read_user_form(const std::string& text);
Ownership read_ownership(const std::string& text);

struct FileLine {
  std::string file;
  std::uint32_t line = 0;
};
// FILE:LINE; empty: it is not of that form. Never throws.
std::optional<FileLine> read_file_line(const std::string& text);

// NAME=VALUE, or NAME for what the environment has; like `docker build`, a NAME that is not in the
// environment is left unset.
void read_build_arg(const std::string& text, Policy& policy);

// MIRROR=REGISTRY, for example mirror.example/hub=docker.io.
std::pair<std::string, std::string> read_registry_alias(const std::string& text);

// The word of `words` that is nearest to a mistyped one; empty where none is near.
std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& words);

}  // namespace dockerfix
