// Finds the Dockerfiles of a folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

// Dockerfile, Containerfile, either with an ending of its own or as an ending, but not what stands
// beside one: .dockerignore, .md, .txt, .bak, .orig, .rej, .swp, ~.
bool is_dockerfile_name(std::string_view name);

struct Found {
  std::vector<std::string> files;   // sorted; as the folder was given, and what is below it
  std::vector<std::string> errors;  // folders that could not be read: "path: message"
  std::vector<std::string> warnings;
};

// The Dockerfiles at and below a folder. In a git work tree: those that git tracks or would track,
// nested repositories and submodules included. Elsewhere, and in a folder that git ignores as a
// whole: all of them, except below .git and node_modules. Symbolic links are not followed.
Found find_dockerfiles(const std::string& folder);

// The file of that name in `folder`, else in the nearest folder above it, as far as the work tree
// of git that it lies in goes; empty: there is none.
std::string find_above(const std::string& folder, const std::string& name);

}  // namespace dockerfix
