#include "input.h"

#include <fmt/format.h>

#include "config.h"
#include "find.h"
#include "inspect.h"
#include "report.h"

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

}  // namespace

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
  policy.context = [folder](const std::string& path) { return read_below(folder, path); };
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
