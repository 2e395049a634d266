// The only file that knows JSON.
#include <nlohmann/json.hpp>

#include "scripts.h"

namespace dockerfix {

std::optional<std::string> package_script(const std::string& package_json,
                                          const std::string& name) {
  const nlohmann::json json = nlohmann::json::parse(package_json, nullptr, false);
  if (!json.is_object() || !json.contains("scripts")) return std::nullopt;
  const nlohmann::json& scripts = json["scripts"];
  if (!scripts.is_object() || !scripts.contains(name) || !scripts[name].is_string())
    return std::nullopt;
  return scripts[name].get<std::string>();
}

bool depends_on(const std::string& package_json, const std::string& package) {
  const nlohmann::json json = nlohmann::json::parse(package_json, nullptr, false);
  if (!json.is_object() || !json.contains("dependencies")) return false;
  return json["dependencies"].is_object() && json["dependencies"].contains(package);
}

}  // namespace dockerfix
