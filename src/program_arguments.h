// What the arguments of any program say of the files and ports it uses. For programs.cpp only.
#pragma once

#include <string>
#include <string_view>

#include "programs.h"

namespace dockerfix::programs {

// Adds a path that is written, but for "-", devices, URLs and words that are no paths. A directory
// gets its final /; "." is the working directory.
void add_path(Program& program, std::string path, bool directory);

// Adds a file that is made new at each start: see Program::made_new.
void add_made_new(Program& program, const std::string& path);

// Adds the port of "80", ":80" or "tcp://0.0.0.0:80", where it is below 1024.
void add_port(Program& program, std::string_view value);

// Options such as --log-file, --data-dir and --port, and SQLite files, of a program of that name.
// `listed`: a table says what its options name; of any other, what they name in /data and below
// /var/lib and its like is its own, too.
void read_arguments(const Argv& argv, const std::string& name, bool listed, Program& program);

}  // namespace dockerfix::programs
