// Image references: what Docker's reference package takes, and what it does not.
#include <algorithm>

#include "images.h"

namespace dockerfix {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f');
}
bool is_hex(char c) {
  return is_lower_hex(c) || (c >= 'A' && c <= 'F');
}
bool is_alnum(char c) {
  return is_digit(c) || is_lower(c) || is_upper(c);
}

template <typename Predicate>
bool all(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

// Runs of lower-case letters and digits with ".", "_", "__" or any number of "-" between them.
bool valid_path_component(std::string_view text) {
  std::size_t i = 0;
  while (true) {
    const std::size_t word = i;
    while (i < text.size() && (is_lower(text[i]) || is_digit(text[i]))) ++i;
    if (i == word) return false;
    if (i == text.size()) return true;
    const char separator = text[i];
    if (separator != '.' && separator != '_' && separator != '-') return false;
    const std::size_t first = i;
    while (i < text.size() && text[i] == separator) ++i;
    const std::size_t most = separator == '.' ? 1 : separator == '_' ? 2 : text.size();
    if (i - first > most) return false;
  }
}

bool valid_host(std::string_view host) {
  if (host.starts_with('[')) {
    return host.size() > 2 && host.ends_with(']') &&
           all(host.substr(1, host.size() - 2), [](char c) { return is_hex(c) || c == ':'; });
  }
  while (true) {
    const std::string_view label = host.substr(0, host.find('.'));
    if (label.empty() || label.front() == '-' || label.back() == '-') return false;
    if (!all(label, [](char c) { return is_alnum(c) || c == '-'; })) return false;
    if (label.size() == host.size()) return true;
    host.remove_prefix(label.size() + 1);
  }
}

bool valid_registry(std::string_view registry) {
  const std::size_t bracket = registry.find(']');
  const std::size_t colon = registry.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return valid_host(registry);
  const std::string_view port = registry.substr(colon + 1);
  return valid_host(registry.substr(0, colon)) && !port.empty() && all(port, is_digit);
}

bool valid_repository(std::string_view repository) {
  constexpr std::size_t longest = 255;  // reference.NameTotalLengthMax, of the path alone
  if (repository.size() > longest) return false;
  while (true) {
    const std::string_view component = repository.substr(0, repository.find('/'));
    if (!valid_path_component(component)) return false;
    if (component.size() == repository.size()) return true;
    repository.remove_prefix(component.size() + 1);
  }
}

bool valid_tag(std::string_view tag) {
  constexpr std::size_t longest = 128;
  if (tag.empty() || tag.size() > longest) return false;
  if (!is_alnum(tag.front()) && tag.front() != '_') return false;
  return all(tag, [](char c) { return is_alnum(c) || c == '_' || c == '.' || c == '-'; });
}

// The algorithms that go-digest knows.
bool valid_digest(std::string_view digest) {
  const std::size_t colon = digest.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view algorithm = digest.substr(0, colon);
  const std::string_view hex = digest.substr(colon + 1);
  const std::size_t wanted = algorithm == "sha256"   ? 64
                             : algorithm == "sha384" ? 96
                             : algorithm == "sha512" ? 128
                                                     : 0;
  return wanted != 0 && hex.size() == wanted && all(hex, is_lower_hex);
}

// The first component is a registry if it has a dot, a colon or an upper-case letter, or is
// localhost (reference.splitDockerDomain).
bool names_registry(std::string_view component) {
  return component.find_first_of(".:") != std::string_view::npos || component == "localhost" ||
         std::any_of(component.begin(), component.end(), is_upper);
}

}  // namespace

std::optional<ImageRef> parse_image(std::string_view text) {
  constexpr std::size_t id_length = 64;
  if (text.size() == id_length && all(text, is_lower_hex)) return {};  // an image ID, not a name
  ImageRef image;
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    image.digest = text.substr(at + 1);
    if (!valid_digest(image.digest)) return {};
    text = text.substr(0, at);
  }
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos && names_registry(text.substr(0, slash))) {
    image.registry = text.substr(0, slash);
    text.remove_prefix(slash + 1);
    if (!valid_registry(image.registry)) return {};
  }
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    image.tag = text.substr(colon + 1);
    if (!valid_tag(image.tag)) return {};
    text = text.substr(0, colon);
  }
  image.repository = text;
  if (!valid_repository(image.repository)) return {};
  // The last is the address that Docker itself asks: moby registry/config.go, DefaultRegistryHost.
  if (image.registry == "docker.io" || image.registry == "index.docker.io" ||
      image.registry == "registry-1.docker.io")
    image.registry = "";
  constexpr std::string_view official = "library/";
  if (image.registry.empty() && text.starts_with(official)) {
    image.repository = text.substr(official.size());
  }
  return image;
}

}  // namespace dockerfix
