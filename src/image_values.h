// The values that [images."NAME"] of dockerfix.toml takes. All readers give the text back, and
// throw UsageError with a message for the person.
#pragma once

#include <string>

#include "images.h"

namespace dockerfix {

Start read_start(const std::string& text);  // "shell", "serves", "drops", "needs-root"

// A path from the root that may be written into a RUN as it stands.
std::string read_absolute(const std::string& text);

// Such a path that a program writes: with a final / a folder, with // all in it too, else a file.
// None of the distribution's own.
std::string read_written(const std::string& text);

std::string read_setting(const std::string& text);  // "NAME=value"
std::string read_account(const std::string& text);  // as passwd(5) and group(5) have names
std::string read_taken(const std::string& text);    // "name:uid:gid" or "name:gid"
std::string read_port(const std::string& text);     // as EXPOSE has it: "80", "53/udp", "8000-8010"

}  // namespace dockerfix
