// What is read of JSON files: package.json, and what engines say of an image.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dockerfix {

// The shell text that `npm start`, `npm run NAME` and the like run, from a package.json; empty
// where the text is no JSON object or has no such script.
std::optional<std::string> package_script(const std::string& package_json, const std::string& name);

// Whether a package.json names the package among what the program needs when it runs.
bool depends_on(const std::string& package_json, const std::string& package);

struct ImageConfig {  // as the OCI image specification has it
  std::string id;     // empty: the engine does not say
  std::string os;
  std::string user;
  std::string workdir;
  std::vector<std::string> entrypoint, command;
  std::vector<std::string> volumes;
};

// From the answer of `docker image inspect`, `podman image inspect` or `skopeo inspect --config`;
// empty where it is none of these.
std::optional<ImageConfig> image_config(const std::string& answer);

}  // namespace dockerfix
