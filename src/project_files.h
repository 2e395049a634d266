// What the files of a project say of what its program writes: Gemfile, composer.json, manage.py,
// next.config.js, schema.prisma, and what their frameworks do.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "variables.h"

namespace dockerfix {

struct ProjectSign {
  std::string why;                // "Gemfile names rails"
  std::string folder;             // where the program works, absolute
  std::vector<std::string> argv;  // what it is started by: the table of programs knows its paths
  std::string path;               // a directory that is written, absolute; empty: argv tells
};

struct Project {
  std::string folder;  // where it lies in the image
  // The text of a file there, by its absolute path; empty: nothing brings it, or it is not at hand.
  std::function<std::optional<std::string>(const std::string&)> text;
  // Whether it may be started by one of these commands.
  std::function<bool(std::string_view names)> started_by;
  Lookup env;  // at the end of the stage
};

// What is not among its files, or cannot be told, says nothing.
std::vector<ProjectSign> signs_of(const Project& project);

}  // namespace dockerfix
