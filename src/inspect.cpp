#include "inspect.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>
#include <set>

#include "commands.h"
#include "config.h"
#include "facts.h"
#include "files.h"
#include "idle.h"
#include "json.h"
#include "process.h"
#include "text.h"

namespace dockerfix {
namespace {

// A value as TOML writes it: only what Docker and passwd allow comes here, and what they do not is
// left out.
std::string quoted(std::string_view text) {
  std::string value;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= ' ' && byte < 0x7f && c != '"' && c != '\\') value += c;
  }
  return "\"" + value + "\"";
}

std::string key(std::string_view name, std::string_view value) {
  return fmt::format("{} = {}\n", name, quoted(value));
}

// The fields of a line, which colons separate.
std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t colon = line.find(':');
    fields.push_back(line.substr(0, colon));
    if (colon == std::string_view::npos) return fields;
    line.remove_prefix(colon + 1);
  }
}

// The value of NAME=value or NAME="value" in os-release(5).
std::string_view release_value(std::string_view os_release, std::string_view name) {
  std::string_view value;
  each_line(os_release, [&](std::string_view line) {
    if (!line.starts_with(name) || line.substr(name.size()).substr(0, 1) != "=") return;
    value = line.substr(name.size() + 1);
    const bool in_quotes = value.size() > 1 && (value[0] == '"' || value[0] == '\'');
    if (in_quotes) value = value.substr(1, value.size() - 2);
  });
  return value;
}

std::optional<Family> family_of_id(std::string_view id) {
  if (const std::optional<Family> family = family_by_name(id)) return family;
  ImageRef named;
  named.repository = id;
  return family_by_words(named);
}

// Empty where the files do not tell.
std::optional<Family> family_of(const ImageFiles& files) {
  if (!files.shell) return files.passwd.empty() ? Family::scratch : Family::distroless;
  std::optional<Family> family = family_of_id(release_value(files.os_release, "ID"));
  for (const std::string_view like : words_of(release_value(files.os_release, "ID_LIKE"))) {
    if (!family) family = family_of_id(like);
  }
  if (family == Family::redhat && !files.useradd) return Family::redhat_minimal;
  if (!family && files.busybox) return Family::busybox;
  return family;
}

// A number, and none that Docker would not take.
bool is_id(std::string_view text) {
  return !text.empty() && text.size() < 10 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The passwd line of a user, by name or by number.
std::vector<std::string_view> passwd_line(const std::string& passwd, std::string_view user) {
  std::vector<std::string_view> found;
  each_line(passwd, [&](std::string_view line) {
    const std::vector<std::string_view> fields = fields_of(line);
    const bool meant = fields.size() >= 6 && (fields[0] == user || fields[2] == user);
    if (meant && found.empty()) found = fields;
  });
  return found;
}

std::string_view group_of(const std::string& group, std::string_view gid) {
  std::string_view found;
  each_line(group, [&](std::string_view line) {
    const std::vector<std::string_view> fields = fields_of(line);
    if (fields.size() >= 3 && fields[2] == gid && found.empty()) found = fields[0];
  });
  return found;
}

bool is_name(std::string_view text) {
  return !text.empty() && is_plain_path(text);
}

// Every account "name:uid:gid" and group "name:gid" but root's.
std::string taken(const ImageFiles& files) {
  std::string list;
  const auto add = [&](const std::string& word) {
    list += (list.empty() ? "" : ", ") + quoted(word);
  };
  each_line(files.passwd, [&](std::string_view line) {
    const std::vector<std::string_view> fields = fields_of(line);
    if (fields.size() >= 6 && fields[0] != "root" && is_name(fields[0])) {
      add(fmt::format("{}:{}:{}", fields[0], fields[2], fields[3]));
    }
  });
  each_line(files.group, [&](std::string_view line) {
    const std::vector<std::string_view> fields = fields_of(line);
    if (fields.size() >= 3 && fields[0] != "root" && is_name(fields[0])) {
      add(fmt::format("{}:{}", fields[0], fields[2]));
    }
  });
  return list;
}

// Whether what the image starts is a shell or an interpreter alone: then nothing of it is lost.
bool starts_shell(const ImageConfig& config) {
  if (!config.entrypoint.empty() || config.command.size() > 1) return false;
  if (config.command.empty()) return true;
  Argv argv(1);
  argv.front().raw = config.command.front();
  return is_idle(argv, std::string(base_name(argv.front().raw)));
}

std::string describe_config(const ImageConfig& config) {
  std::string text = key("user", config.user.empty() ? "root" : config.user);
  if (config.workdir.starts_with('/')) text += key("workdir", config.workdir);
  if (starts_shell(config)) text += key("starts", "shell");
  std::string volumes;
  for (const std::string& path : config.volumes) {
    const bool plain = path.starts_with('/') && path.find(' ') == std::string::npos;
    if (plain) volumes += (volumes.empty() ? "" : ", ") + quoted(path);
  }
  if (!volumes.empty()) text += "volumes = [" + volumes + "]\n";
  if (config.os == "windows") text += key("family", "windows");
  return text;
}

// What `cp CONTAINER:PATH -` writes is a tar archive: the first regular file in it. Empty where
// there is none, for example because PATH is a link.
std::string first_file(std::string_view archive) {
  constexpr std::size_t block = 512;
  constexpr std::size_t size_at = 124;
  constexpr std::size_t size_width = 12;
  constexpr std::size_t type_at = 156;
  while (archive.size() > block) {
    const std::string digits(archive.substr(size_at, size_width));
    const std::size_t size = std::strtoul(digits.c_str(), nullptr, 8);
    const char type = archive[type_at];
    archive.remove_prefix(block);
    if (type == '0' || type == '\0') return std::string(archive.substr(0, size));
    archive.remove_prefix(std::min(archive.size(), (size + block - 1) / block * block));
  }
  return "";
}

// The files of an image, from a container that is made of it and never started; empty where none
// could be made.
std::optional<ImageFiles> files_of(const std::string& engine, const std::string& image) {
  const Ended made = run_program({engine, "create", "--pull", "never", image, "none"});
  if (made.status != 0) return std::nullopt;
  ImageFiles files;
  const std::string container(made.output.substr(0, made.output.find('\n')));
  const auto copied = [&](const std::string& path) {
    return run_program({engine, "cp", container + ":" + path, "-"});
  };
  const auto there = [&](const std::string& path) { return copied(path).status == 0; };
  files.passwd = first_file(copied("/etc/passwd").output);
  files.group = first_file(copied("/etc/group").output);
  // One of them is a link to the other, or the only one.
  files.os_release = first_file(copied("/usr/lib/os-release").output);
  if (files.os_release.empty()) files.os_release = first_file(copied("/etc/os-release").output);
  files.shell = there("/bin/sh");
  files.useradd = there("/usr/sbin/useradd");
  files.busybox = there("/bin/busybox");
  run_program({engine, "rm", "--force", "--volumes", container});
  return files;
}

std::string cache_path(const std::string& id) {
  const char* const cache = std::getenv("XDG_CACHE_HOME");
  const char* const home = std::getenv("HOME");
  const bool known = (cache && *cache == '/') || (home && *home == '/');
  if (!known || id.find('/') != std::string::npos) return "";
  const std::string folder =
      cache && *cache == '/' ? std::string(cache) : std::string(home) + "/.cache";
  return folder + "/dockerfix/" + id + ".toml";
}

// The keys that come from the files of an image; those are the same for ever.
std::string described_files(const std::string& engine, const std::string& image,
                            const ImageConfig& config) {
  const std::string path = config.id.empty() ? "" : cache_path(config.id);
  if (!path.empty()) {
    try {
      return read_file(path).text;
    } catch (const std::exception&) {
      // It is not there yet.
    }
  }
  const std::optional<ImageFiles> files = files_of(engine, image);
  if (!files) return "";
  const std::string text = describe_files(*files, config.user);
  if (!path.empty()) keep_file(path, text);
  return text;
}

std::string asked(const std::string& image) {
  for (const char* engine : {"docker", "podman"}) {
    const Ended ended = run_program({engine, "image", "inspect", image});
    if (ended.status != 0) continue;
    const std::optional<ImageConfig> config = image_config(ended.output);
    if (!config) continue;
    const std::string text = describe_config(*config);
    return config->os == "windows" ? text : text + described_files(engine, image, *config);
  }
  // skopeo asks the registry, and has no files.
  const Ended ended = run_program({"skopeo", "inspect", "--config", "docker://" + image});
  const std::optional<ImageConfig> config =
      ended.status == 0 ? image_config(ended.output) : std::nullopt;
  return config ? describe_config(*config) : "";
}

}  // namespace

std::string describe_files(const ImageFiles& files, const std::string& user) {
  std::string text;
  if (const std::optional<Family> family = family_of(files)) {
    text += key("family", family_facts(*family).name);
  }
  const std::string_view name = std::string_view(user).substr(0, user.find(':'));
  const std::vector<std::string_view> account = passwd_line(files.passwd, name);
  if (!account.empty() && is_name(account[0]) && account[2] != "0" && is_id(account[2]) &&
      is_id(account[3])) {
    text += key("account", account[0]);
    text += fmt::format("uid = {}\ngid = {}\n", account[2], account[3]);
    const std::string_view group = group_of(files.group, account[3]);
    if (!group.empty()) text += key("group", group);
    if (account[5].starts_with('/')) text += key("home", account[5]);
  }
  if (const std::string list = taken(files); !list.empty()) text += "taken = [" + list + "]\n";
  return text;
}

std::string inspect_image(const std::string& image) {
  // Threads and files ask about the same images.
  static std::mutex mutex;
  static std::map<std::string, std::string> answers;
  const std::lock_guard<std::mutex> lock(mutex);
  const auto [found, is_new] = answers.try_emplace(image);
  if (is_new && parse_image(image)) found->second = asked(image);
  return found->second;
}

void inspect_bases(const std::string& dockerfile, Policy& policy) {
  const Document doc = parse(dockerfile);
  Scripts scripts;
  std::set<std::pair<std::string, std::string>> images;  // as written, and what is meant by it
  for (const Stage& stage : read_facts(doc, policy, scripts).stages) {
    const Base& base = stage.base;
    const bool known = stage.parent || base.row || base.family == Family::scratch;
    if (!known) images.insert({base.text, base.image});
  }
  for (const auto& [image, meant] : images) {
    const std::string keys = inspect_image(image);
    const std::optional<ImageRef> reference = parse_image(meant);
    if (keys.empty() || !reference) continue;
    std::string name = meant.substr(0, meant.find('@'));
    if (reference->tag.empty() && reference->digest.empty()) name += ":latest";
    read_answer("the engine's answer about " + image,
                fmt::format("[images.{}]\n{}", quoted(name), keys), policy);
  }
}

}  // namespace dockerfix
