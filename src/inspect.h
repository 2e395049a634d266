// Asks the container engine of this machine about base images that dockerfix does not know.
#pragma once

#include <string>

#include "policy.h"

namespace dockerfix {

// What docker or podman, or else skopeo, says of an image, as the keys of [images."NAME"] in
// dockerfix.toml: the user it starts as, its accounts, its family, its WORKDIR, and whether it
// starts but a shell. Nothing of the image is run, and docker and podman are only asked for images
// that are on this machine. Empty: nobody knows it. What lies in the image is kept in the user's
// cache under the image's own number, so that it can never be out of date.
std::string inspect_image(const std::string& image);

// Adds to the policy what is said of each base image of the Dockerfile that is not known.
void inspect_bases(const std::string& dockerfile, Policy& policy);

// The engine's answers as keys. Apart from the engine, for tests: `passwd`, `group` and
// `os_release` as those files read, empty where there is none.
struct ImageFiles {
  std::string passwd, group, os_release;
  bool shell = false;    // has /bin/sh
  bool useradd = false;  // has shadow's
  bool busybox = false;
};
std::string describe_files(const ImageFiles& files, const std::string& user);

}  // namespace dockerfix
