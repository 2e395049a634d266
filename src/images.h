// What is known about base images and distribution families.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

enum class Family : std::uint8_t {
  unknown,
  debian,         // and Ubuntu: shadow's groupadd/useradd
  alpine,         // BusyBox addgroup/adduser
  busybox,        // the busybox image
  wolfi,          // Chainguard's; BusyBox tools
  redhat,         // RHEL, CentOS, Fedora, Rocky, Alma, Oracle, UBI: shadow's useradd
  redhat_minimal, // ubi-minimal and its like: no useradd until shadow-utils is installed
  amazon,         // Amazon Linux: no useradd until shadow-utils is installed
  azurelinux,     // Azure Linux, Mariner, Photon: likewise
  suse,
  arch,
  distroless,     // no shell; has a passwd
  scratch,        // nothing at all
  windows,
};

enum class AccountTool : std::uint8_t { none, shadow, shadow_after_install, busybox };

struct FamilyFacts {
  Family family;
  std::string_view name;          // as --base and reports write it
  AccountTool tool;
  std::string_view nologin;       // the shell of an account that nobody logs in to
  bool shell;                     // has /bin/sh
};
const FamilyFacts& family_facts(Family family);
std::optional<Family> family_by_name(std::string_view name);

// registry/repository:tag@digest, as Docker's reference package reads it.
struct ImageRef {
  std::string registry;           // empty: Docker Hub (docker.io and index.docker.io are dropped)
  std::string repository;         // "library/" dropped on Docker Hub
  std::string tag;                // empty: none written
  std::string digest;
};
std::optional<ImageRef> parse_image(std::string_view text);

struct Prebuilt {                 // an account that an image ships for its own program
  std::string_view name;
  std::uint32_t uid;
  std::uint32_t gid;
  std::string_view group;
  std::string_view home;
};

enum class Start : std::uint8_t {
  shell,        // a shell or an interpreter: others build FROM it
  serves,       // brings a command of its own that serves, and that works as another user
  drops,        // its entrypoint starts as root and drops privileges itself
  needs_root,   // an init system, a docker daemon: adding USER breaks it
};

struct BaseImage {                // one row a variant
  std::string_view repository;    // "node", "gcr.io/distroless/static*": a * ends a prefix
  std::string_view tags;          // "" every tag; "*alpine*|*-musl": any of these patterns
  Family family;
  std::string_view user;          // Config.User; "" is root; "?" not known
  Prebuilt account;               // uid 0: none that a program should use
  Start start;
  std::string_view writes;        // blank-separated paths its program must be able to write; a
                                  // final / marks a directory, no / a file
  std::string_view entrypoint;    // note for people, may be empty
};

// The first row that matches, or null: never a guess. Rows and their sources: images.cpp.
const BaseImage* find_image(const ImageRef& image);

// The whole table, for tests and for `dockerfix base`.
std::span<const BaseImage> all_images();

// The family that a name or a tag says of itself ("…-alpine3.20", "…-slim-bookworm"); empty where
// it says nothing. Weaker than a row: what rests on it is unsafe.
std::optional<Family> family_by_words(const ImageRef& image);

}  // namespace dockerfix
