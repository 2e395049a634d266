// The only file that knows JSON.
#include "json.h"

#include <nlohmann/json.hpp>

namespace dockerfix {
namespace {

using Json = nlohmann::json;

// Discarded where the text is none.
Json parse_json(const std::string& text) {
  return Json::parse(text, nullptr, false);
}

// The value of the first name that there is; null where there is none. Docker writes "Config",
// the image specification "config".
Json member(const Json& json, const char* name, const char* other) {
  if (!json.is_object()) return nullptr;
  if (json.contains(name)) return json[name];
  return json.contains(other) ? json[other] : Json(nullptr);
}

std::string text_of(const Json& json) {
  return json.is_string() ? json.get<std::string>() : "";
}

std::vector<std::string> texts_of(const Json& json) {
  std::vector<std::string> texts;
  if (!json.is_array()) return texts;
  for (const Json& text : json) texts.push_back(text_of(text));
  return texts;
}

}  // namespace

std::optional<std::string> package_script(const std::string& package_json,
                                          const std::string& name) {
  const Json json = parse_json(package_json);
  if (!json.is_object() || !json.contains("scripts")) return std::nullopt;
  const Json& scripts = json["scripts"];
  if (!scripts.is_object() || !scripts.contains(name) || !scripts[name].is_string())
    return std::nullopt;
  return scripts[name].get<std::string>();
}

bool depends_on(const std::string& package_json, const std::string& package) {
  const Json json = parse_json(package_json);
  if (!json.is_object() || !json.contains("dependencies")) return false;
  return json["dependencies"].is_object() && json["dependencies"].contains(package);
}

std::optional<ImageConfig> image_config(const std::string& answer) {
  Json json = parse_json(answer);
  if (json.is_array() && !json.empty()) json = Json(json[0]);
  const Json config = member(json, "Config", "config");
  if (!config.is_object()) return std::nullopt;
  ImageConfig image;
  image.id = text_of(member(json, "Id", "id"));
  image.os = text_of(member(json, "Os", "os"));
  image.user = text_of(member(config, "User", "user"));
  image.workdir = text_of(member(config, "WorkingDir", "workingDir"));
  image.entrypoint = texts_of(member(config, "Entrypoint", "entrypoint"));
  image.command = texts_of(member(config, "Cmd", "cmd"));
  // An object whose names are the paths.
  const Json volumes = member(config, "Volumes", "volumes");
  for (const auto& volume : volumes.items()) image.volumes.push_back(volume.key());
  return image;
}

}  // namespace dockerfix
