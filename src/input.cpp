#include "input.h"

#include <fmt/format.h>

#include <map>
#include <memory>

#include "config.h"
#include "find.h"
#include "ignore_file.h"
#include "inspect.h"
#include "ownership.h"
#include "report.h"
#include "text.h"

namespace dockerfix {
namespace {

// The build context: the folder that the Dockerfile is in.
std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

// The text of dockerfix.toml; its errors name it.
std::string config_text(const std::string& config) {
  try {
    return read_file(config).text;
  } catch (const std::exception& error) {
    throw ConfigError(fmt::format("{}: {}", shown(config), error.what()));
  }
}

void take_config(const std::string& config, Policy& policy) {
  const std::string text = config_text(config);
  try {
    read_config(config, text, policy);
  } catch (const std::exception& error) {
    throw ConfigError(error.what());
  }
}

// "NAME.dockerignore" beside the Dockerfile goes before the one of the context.
IgnoreRules ignored_for(const std::string& folder, const std::string& dockerfile) {
  const std::string own(base_name(dockerfile));
  std::optional<std::string> text = read_below(folder_of(dockerfile), own + ".dockerignore");
  if (!text) text = read_below(folder, ".dockerignore");
  return read_ignore_file(text.value_or(""));
}

}  // namespace

void set_context(Policy& policy, const std::string& folder, const std::string& dockerfile) {
  const auto rules = std::make_shared<const IgnoreRules>(ignored_for(folder, dockerfile));
  policy.context = [=](const std::string& path) -> std::optional<std::string> {
    // The names of the context begin with no slash.
    const std::string whole = join_path("/", path);
    // Of most names that are asked for there is no file.
    std::optional<std::string> text = read_below(folder, whole);
    return text && !is_ignored(*rules, whole.substr(1)) ? text : std::nullopt;
  };
  const auto seen = std::make_shared<std::map<std::string, std::vector<ContextEntry>>>();
  policy.listing = [=](const std::string& path) {
    const std::string whole = join_path("/", path);
    const auto [known, fresh] = seen->try_emplace(whole);
    if (!fresh) return known->second;
    const auto skip = [&](const FileEntry& entry) {
      return is_ignored(*rules, entry.path) && !(entry.folder && rules->exceptions);
    };
    const std::vector<FileEntry> found = list_below(folder, whole, skip);
    if (found.empty() || (found.front().path != "." && skip(found.front()))) return known->second;
    for (const FileEntry& entry : found) {
      // What is asked for is there, whatever of it is kept out.
      if (&entry == &found.front() || !rules->exceptions || !is_ignored(*rules, entry.path))
        known->second.push_back({entry.path, entry.folder, entry.mode});
    }
    return known->second;
  };
}

Policy policy_for(const std::string& name, const Options& options) {
  Policy policy;
  std::string config = options.config;
  if (config.empty() && !options.no_config) config = find_above(folder_of(name), "dockerfix.toml");
  if (!config.empty()) take_config(config, policy);
  for (const Given& given : options.given) set_option(*given.option, given.value, policy);
  std::string folder = policy.context_folder;
  if (folder.empty()) {
    folder = folder_of(name);
  } else if (!is_directory(folder)) {
    throw std::runtime_error(fmt::format("the context {} is no folder", shown(folder)));
  }
  set_context(policy, folder, name);
  return policy;
}

Input read_input(const std::string& path, const std::string& name, const Options& options) {
  Input input;
  if (path == "-") {
    input.file.text = read_standard_input();
  } else {
    input.file = read_file(path);
  }
  input.policy = policy_for(name, options);
  if (input.policy.inspect) inspect_bases(input.file.text, input.policy);
  return input;
}

}  // namespace dockerfix
