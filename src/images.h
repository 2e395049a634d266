// What is known about base images and distribution families.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

enum class Family : std::uint8_t {
  unknown,
  debian,          // and Ubuntu: shadow's groupadd/useradd
  alpine,          // BusyBox addgroup/adduser
  busybox,         // the busybox image
  wolfi,           // Chainguard's; BusyBox tools
  redhat,          // RHEL, CentOS, Fedora, Rocky, Alma, Oracle, UBI: shadow's useradd
  redhat_minimal,  // ubi-minimal and its like: no useradd until shadow-utils is installed
  redhat_micro,    // ubi-micro and its like: a shell, but no account tools and no package manager
  amazon,          // Amazon Linux: no useradd until shadow-utils is installed
  azurelinux,      // Azure Linux, CBL-Mariner: likewise
  photon,          // VMware Photon: likewise, the package is called shadow
  suse,
  arch,
  distroless,  // a passwd, but no account tools and mostly no shell
  scratch,     // nothing at all
  windows,
};

enum class AccountTool : std::uint8_t { none, shadow, shadow_after_install, busybox };

struct FamilyFacts {
  Family family;
  std::string_view name;  // as --base and reports write it
  AccountTool tool;
  std::string_view nologin;  // the shell of an account that nobody logs in to
  bool shell;                // has /bin/sh
  std::string_view taken;    // accounts and groups of the bare system: see BaseImage::taken
};
const FamilyFacts& family_facts(Family family);

// The family that FamilyFacts::name or the name of a distribution ("ubuntu", "fedora") stands for.
// Never Family::unknown; empty where the name is no family's.
std::optional<Family> family_by_name(std::string_view name);

// registry/repository:tag@digest, as Docker's reference package reads it.
// https://github.com/distribution/reference
struct ImageRef {
  std::string registry;    // empty: Docker Hub (docker.io and index.docker.io are dropped)
  std::string repository;  // "library/" dropped on Docker Hub
  std::string tag;         // empty: none written
  std::string digest;
};

// Empty where the text is no valid reference (an upper-case repository, an unresolved variable).
std::optional<ImageRef> parse_image(std::string_view text);

struct Prebuilt {  // an account that an image ships for its own program
  std::string_view name = "";
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::string_view group = "";
  std::string_view home = "";  // empty: not known
};

enum class Start : std::uint8_t {
  shell,        // a shell or an interpreter: others build FROM it
  serves,       // brings a command of its own that serves, and that works as another user
  drops,        // its entrypoint starts as root and drops privileges itself; a stage that
                // replaces the entrypoint loses that
  needs_root,   // an init system, a docker daemon: adding USER breaks it
  init_by_cmd,  // the same, by its CMD and without an ENTRYPOINT: a stage that has one of these
                // itself loses that
  untold,       // nobody can tell
};

inline bool needs_root(Start start) {
  return start == Start::needs_root || start == Start::init_by_cmd;
}

struct BaseImage {              // one row a variant; lists are blank-separated
  std::string_view repository;  // "node", "gcr.io/distroless/*", "a|b": any of these patterns;
                                // a * stands for any text without a /
  std::string_view tags;        // "" every tag; "*alpine*|1.<16*": any of these patterns; <16
                                // stands for a number below 16
  Family family = Family::unknown;
  Start start = Start::shell;
  std::string_view user = "";      // Config.User; "" and "0" are root; "?" not known
  Prebuilt account = {};           // no name: none that a program should use; uid 0: its numbers
                                   // differ from tag to tag
  std::string_view taken = "";     // further accounts "name:uid:gid" and groups "name:gid" that
                                   // exist
  std::string_view writes = "";    // paths that its program must be able to write; a final / marks
                                   // a directory, // a whole tree, no / a file; a = in front one
                                   // that the image has, a ~ one that is its account's or
                                   // everybody's already
  std::string_view note = "";      // for people: what drops, why root is needed; may be empty
  std::string_view ports = "";     // that its EXPOSE names or its service binds: "80", "53/udp"
  std::string_view volumes = "";   // its VOLUMEs: what a RUN below leaves there may be lost
  std::string_view as_user = "";   // what must be true so that its program starts as an ordinary
                                   // user too; empty: nothing, or (needs_root) that it never does
  std::string_view port_fix = "";  // how to leave the ports below 1024, as an order to a person
  std::string_view shell = "";     // where it is not its family's: /bin/sh, or none
  std::string_view workdir = "";   // its WORKDIR; "" is /; "?" not known
  std::string_view env = "";       // what its ENV sets that Dockerfiles build on: "NB_UID=1000
                                   // NB_USER=jovyan"; what is not here may be set as well
  std::string_view source = "";    // where the row was read: "repository path"; never empty
};

// The source of rows that were not read anywhere.
inline constexpr std::string_view from_memory = "memory";

// The first row that matches, or null: never a guess. A name that is only another address of an
// image (a mirror, an architecture's namespace) finds that image's row. No tag means latest; only a
// digest means that the tag is not known, and then only an image whose first row holds for every
// tag is found.
const BaseImage* find_image(const ImageRef& image);

// What the rows of the repository have in common where the tag is not known, or (`said`) only the
// family that it speaks of; rows for Windows, for other families than `said` and for releases below
// a number are left out. Empty unless they have the same family and start as the same user; a
// WORKDIR or ENV in which they differ is not known.
std::optional<BaseImage> find_any_tag(const ImageRef& image, std::optional<Family> said = {});

// Images that the table does not have: dockerfix.toml describes them, or an engine was asked. The
// views of the rows look into `texts`: of both, nothing that is there ever moves.
struct AddedImages {
  std::deque<std::string> texts;
  std::deque<BaseImage> rows;
};

// The first row that matches, as find_image reads the table, or null.
const BaseImage* find_added(const AddedImages& added, const ImageRef& image);

// The value that BaseImage::env has of a variable; empty where it has none.
std::optional<std::string_view> env_of(std::string_view env, std::string_view name);

// Whether the name says that its programs are not for x86: "arm32v7/alpine".
bool is_of_other_processor(std::string_view image);

// The whole table, for tests and for `dockerfix base`.
std::span<const BaseImage> all_images();

// Whether text matches any of the |-separated patterns, as BaseImage::repository and ::tags have
// them; the one that it matches, where it must be known.
bool matches_any(std::string_view patterns, std::string_view text);
std::optional<std::string_view> matching(std::string_view patterns, std::string_view text);

// The name by which find_image looks an image up: without a mirror, as its own registry has it.
std::string listed_name(const ImageRef& image);

// The family that a name or a tag says of itself ("…-alpine3.20", "…-slim-bookworm"); empty where
// it says nothing. Weaker than a row: what rests on it is unsafe.
std::optional<Family> family_by_words(const ImageRef& image);

}  // namespace dockerfix
