#include "config.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <stdexcept>

#include "image_values.h"
#include "options.h"
#include "text.h"

namespace dockerfix {
namespace {

struct Reader {
  const std::string& name;  // of the file, for messages
  Policy& policy;
  bool whole = true;  // a person wrote it, and what is missing was forgotten
};

[[noreturn]] void reject(const Reader& reader, const toml::source_region& where,
                         std::string_view message) {
  throw std::runtime_error(
      fmt::format("{}:{}:{}: {}", reader.name, where.begin.line, where.begin.column, message));
}

[[noreturn]] void reject_key(const Reader& reader, const toml::key& key,
                             const std::vector<std::string_view>& names) {
  const std::string_view near = nearest(key.str(), names);
  reject(reader, key.source(),
         near.empty() ? fmt::format("there is no key {}", key.str())
                      : fmt::format("there is no key {}; did you mean {}?", key.str(), near));
}

// A string, a whole number or a truth value, as the command line would have it.
std::string word(const Reader& reader, const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
  reject(reader, node.source(), "this is neither a string, a whole number, true nor false");
}

// The values of a key that takes several; one may stand alone.
std::vector<const toml::node*> values(const toml::node& node) {
  const toml::array* list = node.as_array();
  if (!list) return {&node};
  std::vector<const toml::node*> found;
  for (const toml::node& value : *list) found.push_back(&value);
  return found;
}

template <typename Set>
void set_checked(const Reader& reader, const toml::node& node, Set set) {
  try {
    set(word(reader, node));
  } catch (const UsageError& error) {
    reject(reader, node.source(), error.what());
  }
}

void read_option(const Reader& reader, const PolicyOption& option, const toml::node& node) {
  if (!option.many && node.is_array()) reject(reader, node.source(), "this takes one value");
  for (const toml::node* value : values(node)) {
    set_checked(reader, *value, [&](const std::string& text) { option.set(reader.policy, text); });
  }
}

// What the keys of [images."NAME"] say. Texts are kept in AddedImages.
struct Entry {
  AddedImages& images;
  BaseImage& image;

  std::string_view keep(std::string text) const {
    return images.texts.emplace_back(std::move(text));
  }

  // One more of a blank-separated list.
  void add(std::string_view& list, const std::string& text) const {
    if (text.empty() || text.find(' ') != std::string::npos) {
      throw UsageError(fmt::format("\"{}\" is empty or has blanks", text));
    }
    list = keep(list.empty() ? text : std::string(list) + " " + text);
  }
};

struct ImageKey {
  std::string_view name;
  void (*set)(const Entry&, const std::string&);
  bool many = false;
};
constexpr ImageKey image_keys[] = {
    {"family", [](const Entry& entry,
                  const std::string& text) { entry.image.family = read_base("x=" + text).second; }},
    {"user",
     [](const Entry& entry, const std::string& text) {
       entry.image.user = text == "root" ? "" : entry.keep(text);
     }},
    {"account",
     [](const Entry& entry, const std::string& text) {
       entry.image.account.name = entry.keep(read_account(text));
     }},
    {"uid",
     [](const Entry& entry, const std::string& text) { entry.image.account.uid = read_id(text); }},
    {"gid",
     [](const Entry& entry, const std::string& text) {
       entry.image.account.gid = text == "0" ? 0 : read_id(text);
     }},
    {"group",
     [](const Entry& entry, const std::string& text) {
       entry.image.account.group = text == "root" ? "root" : entry.keep(read_account(text));
     }},
    {"home",
     [](const Entry& entry, const std::string& text) {
       entry.image.account.home = entry.keep(read_absolute(text));
     }},
    {"workdir",
     [](const Entry& entry, const std::string& text) {
       entry.image.workdir = entry.keep(read_absolute(text));
     }},
    {"env",
     [](const Entry& entry, const std::string& text) {
       entry.add(entry.image.env, read_setting(text));
     },
     true},
    {"starts",
     [](const Entry& entry, const std::string& text) { entry.image.start = read_start(text); }},
    {"ports",
     [](const Entry& entry, const std::string& text) {
       entry.add(entry.image.ports, read_port(text));
     },
     true},
    {"volumes",
     [](const Entry& entry, const std::string& text) {
       entry.add(entry.image.volumes, read_absolute(text));
     },
     true},
    {"taken",
     [](const Entry& entry, const std::string& text) {
       entry.add(entry.image.taken, read_taken(text));
     },
     true},
    {"writes",
     [](const Entry& entry, const std::string& text) {
       entry.add(entry.image.writes, read_written(text));
     },
     true},
};

// "registry.example:5000/base:3*": what stands behind the last colon of the last part is of tags.
// The name is the one that images are looked up by.
void read_name(const Reader& reader, const toml::key& key, const Entry& entry) {
  std::string name(key.str());
  for (const std::string_view registry :
       {"docker.io/", "index.docker.io/", "registry-1.docker.io/", "library/"}) {
    if (name.starts_with(registry)) name.erase(0, registry.size());
  }
  const std::size_t slash = name.rfind('/');
  const std::size_t colon = name.find(':', slash == std::string::npos ? 0 : slash);
  const std::string repository = name.substr(0, colon);
  if (repository.empty() || repository.find('@') != std::string::npos ||
      to_lower(repository) != repository) {
    reject(reader, key.source(),
           "this is no name of an image: lower case, perhaps with a tag, and without a digest");
  }
  entry.image.repository = entry.keep(repository);
  if (colon != std::string::npos) entry.image.tags = entry.keep(name.substr(colon + 1));
}

// The account is the one that the image starts as, unless it is named; its group is called like it.
void complete(const toml::table& table, BaseImage& image) {
  const std::string_view user = image.user.substr(0, image.user.find(':'));
  const bool by_name = user != "?" && user != "root" &&
                       user.find_first_not_of("0123456789") != std::string_view::npos;
  if (image.account.name.empty() && by_name) image.account.name = user;
  if (image.account.group.empty()) image.account.group = image.account.name;
  if (!table.contains("gid")) image.account.gid = image.account.uid;
}

// What the keys say together.
void check_together(const Reader& reader, const toml::table& table, const BaseImage& image) {
  const bool decided = image.start == Start::drops || needs_root(image.start);
  if (reader.whole && image.family == Family::unknown && !decided)
    reject(reader, table.source(), "family is missing: without it nothing can be fixed");
  std::vector<std::string_view> folders = words_of(image.volumes);
  folders.push_back(image.account.home);
  folders.push_back(image.workdir);
  for (const std::string_view path : words_of(image.writes)) {
    if (std::find(folders.begin(), folders.end(), path) == folders.end()) continue;
    reject(reader, table.get("writes")->source(),
           fmt::format("{0} is a folder by another key, and a file here: write {0}/", path));
  }
}

void read_image(const Reader& reader, const toml::key& name, const toml::node& node,
                AddedImages& images) {
  const toml::table* table = node.as_table();
  if (!table) reject(reader, node.source(), "an image is a table: [images.\"NAME\"]");
  const Entry entry{images, images.rows.emplace_back()};
  entry.image.user = "?";
  entry.image.start = Start::untold;
  entry.image.workdir = "?";
  entry.image.source = entry.keep(reader.name);
  read_name(reader, name, entry);
  for (const auto& [key, value] : *table) {
    const std::string_view wanted = key.str();
    const auto row = std::find_if(std::begin(image_keys), std::end(image_keys),
                                  [wanted](const ImageKey& k) { return k.name == wanted; });
    if (row == std::end(image_keys)) {
      std::vector<std::string_view> names;
      for (const ImageKey& k : image_keys) names.push_back(k.name);
      reject_key(reader, key, names);
    }
    if (!row->many && value.is_array()) reject(reader, value.source(), "this takes one value");
    for (const toml::node* each : values(value)) {
      set_checked(reader, *each, [&](const std::string& text) { row->set(entry, text); });
    }
  }
  check_together(reader, *table, entry.image);
  complete(*table, entry.image);
}

void read_images(const Reader& reader, const toml::node& node) {
  const toml::table* table = node.as_table();
  if (!table) reject(reader, node.source(), "images are tables: [images.\"NAME\"]");
  // The first row that matches holds, and the table comes sorted by name: what speaks of some tags,
  // or of one repository, goes before what speaks of more.
  const auto breadth = [](std::string_view name) {
    const bool all_tags = name.find(':', name.rfind('/') + 1) == std::string_view::npos;
    return std::pair(all_tags, name.find('*') != std::string_view::npos);
  };
  std::vector<std::pair<const toml::key*, const toml::node*>> rows;
  for (const auto& [name, image] : *table) rows.emplace_back(&name, &image);
  std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
    return breadth(a.first->str()) < breadth(b.first->str());
  });
  const auto images = std::make_shared<AddedImages>();
  for (const auto& [name, image] : rows) read_image(reader, *name, *image, *images);
  reader.policy.images.push_back(images);
}

void read_key(const Reader& reader, const toml::key& key, const toml::node& node) {
  if (key.str() == "images") return read_images(reader, node);
  std::vector<std::string_view> names = {"images"};
  for (const PolicyOption& option : policy_options()) {
    if (option.name == key.str()) return read_option(reader, option, node);
    names.push_back(option.name);
  }
  reject_key(reader, key, names);
}

void read_text(const Reader& reader, const std::string& text) {
  try {
    const toml::table table = toml::parse(text, reader.name);
    for (const auto& [key, node] : table) read_key(reader, key, node);
  } catch (const toml::parse_error& error) {
    reject(reader, error.source(), error.description());
  }
}

}  // namespace

void read_answer(const std::string& name, const std::string& text, Policy& policy) {
  read_text({name, policy, false}, text);
}

void read_config(const std::string& name, const std::string& text, Policy& policy) {
  read_text({name, policy}, text);
  std::string& context = policy.context_folder;
  if (context.empty() || context.starts_with('/')) return;
  const std::size_t slash = name.rfind('/');
  if (slash != std::string::npos) context = name.substr(0, slash + 1) + context;
}

}  // namespace dockerfix
