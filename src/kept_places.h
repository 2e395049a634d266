// What a name says of the place that it names: whether a program keeps something there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dockerfix {

enum class Kept : std::uint8_t { nothing, folder, file };

// "DATA_DIR", "uploadFolder", "sqlite-path": a place that the program keeps something in. Not what
// a tool of the build is told (PIP_CACHE_DIR), nor what is brought to it (DB_PASSWORD_FILE).
Kept kept_by(std::string_view name);

// Whether the name says also that it is of a place: "DATA_DIR", "logFile", and not "data", "db".
bool names_a_place(std::string_view name);

// Whether it is of a place of which nothing says what for: CONFIG_PATH, JENKINS_HOME. Not of those
// that programs and tools are in, or are read from: APP_HOME, JAVA_HOME, MODEL_PATH.
bool may_keep(std::string_view name);

// "upload_url", "routes": it is of the web.
bool is_web_name(std::string_view name);

// "dir", "path": what it is of stands before it, or above.
bool is_general(std::string_view name);

// The words of a name in upper case, parted by '_': DATA_DIR of dataDir and of data-dir.
std::string upper_name(std::string_view name);

// The path in a value: "/data", "sqlite:////data/app.db", "file:/data/app.db"; empty: none, or one
// that the WORKDIR goes before ("sqlite:///app.db", by SQLAlchemy's rules).
std::string path_in_value(std::string value);

// Whether SQLite keeps a file of that name, and a journal beside it.
bool is_database(std::string_view path);

}  // namespace dockerfix
