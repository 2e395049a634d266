#include "image_values.h"

#include <fmt/format.h>

#include "options.h"
#include "ownership.h"
#include "text.h"

namespace dockerfix {
namespace {

struct StartName {
  std::string_view name;
  Start start;
};
constexpr StartName start_names[] = {{"shell", Start::shell},
                                     {"serves", Start::serves},
                                     {"drops", Start::drops},
                                     {"needs-root", Start::needs_root}};

}  // namespace

Start read_start(const std::string& text) {
  for (const StartName& row : start_names) {
    if (row.name == text) return row.start;
  }
  throw UsageError(fmt::format("{} is none of shell, serves, drops, needs-root", text));
}

std::string read_absolute(const std::string& path) {
  if (!path.starts_with('/')) throw UsageError(fmt::format("{} does not begin with a /", path));
  // It may be written into a RUN.
  if (!is_plain_path(path)) throw UsageError(fmt::format("{} is no plain path", path));
  return path;
}

std::string read_account(const std::string& text) {
  const bool plain = is_plain_path(text) && text.find_first_of("/:,@%+") == std::string::npos;
  if (text.empty() || !plain) throw UsageError(fmt::format("{} is no name of an account", text));
  if (text == "root") throw UsageError("root is no account for a program");
  return text;
}

std::string read_taken(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string numbers = colon == std::string::npos ? "" : text.substr(colon + 1);
  const bool valid = colon > 0 && !numbers.empty() && numbers[0] != ':' &&
                     numbers.find_first_not_of("0123456789:") == std::string::npos;
  if (!valid) throw UsageError(fmt::format("{} is neither name:uid:gid nor name:gid", text));
  return text;
}

std::string read_written(const std::string& text) {
  const std::string path = read_absolute(text);
  if (is_system_root(join_path("/", path)))
    throw UsageError(fmt::format("{} is the distribution's own, and is not given away", path));
  return path;
}

std::string read_port(const std::string& text) {
  const std::size_t slash = text.find('/');
  const std::string protocol =
      slash == std::string::npos ? "tcp" : to_lower(text.substr(slash + 1));
  const std::string numbers = text.substr(0, slash);
  const std::size_t dash = numbers.find('-');
  const auto is_number = [](const std::string& part) {
    const bool digits = !part.empty() && part.size() < 6 &&
                        part.find_first_not_of("0123456789") == std::string::npos;
    return digits && std::stoul(part) >= 1 && std::stoul(part) <= 65535;
  };
  const bool range = dash == std::string::npos || is_number(numbers.substr(dash + 1));
  const bool known = protocol == "tcp" || protocol == "udp" || protocol == "sctp";
  if (!known || !range || !is_number(numbers.substr(0, dash)))
    throw UsageError(fmt::format("{} is no port, such as 80, 53/udp or 8000-8010", text));
  return text;
}

std::string read_setting(const std::string& text) {
  const std::size_t end =
      text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
  if (end == 0 || end == std::string::npos || text[end] != '=')
    throw UsageError(fmt::format("{} is not NAME=value", text));
  return text;
}

}  // namespace dockerfix
