// What of the host it works on: files that are mounted, sockets, devices. They belong to others,
// and an ordinary user may not reach them. One function a reason; each makes the fix unsafe.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"

namespace dockerfix {
namespace {

// An empty WORKDIR below the last COPY, and nobody to serve: files are mounted there.
std::optional<Reason> works_on_mount(const Look& look) {
  const State& end = look.end();
  if (!end.workdir || end.workdir_because == no_item || is_top_path(*end.workdir))
    return std::nullopt;
  bool used = false;
  each_item(look, [&](std::size_t i) {
    used = used || look.doc.items[i].keyword == Keyword::expose;
    used = used || (look.doc.items[i].keyword == Keyword::run && i > end.workdir_because);
  });
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Volume& volume : look.facts.stages[at].volumes)
      used = used || volume.path.empty() || is_within(*end.workdir, volume.path);
    for (const Owned& entry : look.facts.stages[at].owned)
      used = used || (entry.item != end.workdir_because && is_within(entry.path, *end.workdir));
  }
  if (used) return std::nullopt;
  return Reason{
      "mounted-workdir", look.line(end.workdir_because),
      fmt::format("nothing is in {}: what is mounted there belongs to somebody else", *end.workdir),
      "run it with --user $(id -u):$(id -g), and give --unsafe-fixes"};
}

// Lists of what a program wants, or what others made of it, copied so that it can be installed: no
// sources.
bool is_manifest(std::string_view path) {
  static constexpr std::array<std::string_view, 22> names = {
      "nodemon.json",     ".babelrc",          "tsconfig.json",
      ".yarnrc",          ".yarnrc.yml",       "package.json",
      "package*.json",    "package-lock.json", "npm-shrinkwrap.json",
      "yarn.lock",        "pnpm-lock.yaml",    ".npmrc",
      "Gemfile",          "Gemfile.lock",      "Gemfile*",
      "requirements.txt", "requirements*.txt", "Pipfile",
      "Pipfile.lock",     "Pipfile*",          "composer.json",
      "composer.lock"};
  if (path.starts_with("./")) path.remove_prefix(2);
  return is_one_of(base_name(path), names) || is_within(path, "vendor");
}

// Where the context is at hand it tells: what is started lies there, and is not copied. Else nobody
// can tell, and it may.
bool may_start_uncopied(const Look& look, const std::string& workdir) {
  const ContextReader& context = look.policy.context;
  bool at_hand = false;
  for (const Copied& copy : look.copies) {
    for (const Word& word : words(copy.instruction, look.doc.escape))
      at_hand = at_hand || (context && is_manifest(word.text) && context(word.text));
  }
  if (!at_hand) return true;
  return std::any_of(look.launch.named.begin(), look.launch.named.end(),
                     [&](const std::string& path) {
                       return is_within(path, workdir) && path != workdir &&
                              context(path.substr(workdir.size() + 1)).has_value();
                     });
}

// Only what is to be installed is copied to where it works: the sources come by a mount.
std::optional<Reason> works_on_mounted_sources(const Look& look) {
  const std::optional<std::string>& workdir = look.end().workdir;
  if (!workdir || is_top_path(*workdir)) return std::nullopt;
  // What a package of the list brings may be all that is started: mlflow, json-server.
  static constexpr std::array<std::string_view, 14> starters = {
      "node",   "npm",   "yarn", "pnpm", "nodemon", "python",   "python3",
      "bundle", "rails", "rake", "ruby", "php",     "composer", "flask"};
  if (!is_one_of(look.launch.name, starters)) return std::nullopt;
  for (const std::string& path : look.launch.named)
    if (!is_within(path, *workdir) && !is_system_path(path)) return std::nullopt;
  for (const RunFacts& run : look.runs) {
    for (const std::string& text : run.texts)
      if (is_within(text, *workdir)) return std::nullopt;
  }
  std::size_t manifests = 0;
  for (const Copied& copy : look.copies) {
    if (!copy.to) return std::nullopt;
    if (!is_within(*copy.to, *workdir)) continue;
    std::vector<Word> all = words(copy.instruction, look.doc.escape);
    if (all.empty() || copy.instruction.flag("from")) return std::nullopt;
    all.pop_back();
    for (const Word& word : all) {
      if (!is_manifest(word.text)) return std::nullopt;
      ++manifests;
    }
  }
  // What fetches may fetch the sources.
  static constexpr std::array<std::string_view, 7> fetchers = {"git",   "curl", "wget", "tar",
                                                               "unzip", "svn",  "cp"};
  const auto fetches = [](const RunFacts& run) { return uses_any(run, fetchers); };
  if (std::any_of(look.runs.begin(), look.runs.end(), fetches)) return std::nullopt;
  if (manifests == 0 || !may_start_uncopied(look, *workdir)) return std::nullopt;
  return Reason{"mounted-workdir", look.line(look.end().workdir_because),
                fmt::format("no sources are copied to {}: what is mounted there belongs to "
                            "somebody else",
                            *workdir),
                "run it with --user $(id -u):$(id -g), and give --unsafe-fixes"};
}

struct Mounted {
  std::string_view from;
  std::string_view to;
};

// `-v ~/.aws:/root/.aws` of a command line: a path of the host, and not read-only.
std::optional<Mounted> host_mount(std::string_view option) {
  option.remove_prefix(std::min(option.find_first_not_of("\"'"), option.size()));
  const std::size_t colon = option.find(":/");
  const bool host = option.starts_with('/') || option.starts_with('~') || option.starts_with('.') ||
                    option.starts_with("$(") || option.starts_with("`") ||
                    option.starts_with("$PWD") || option.starts_with("${PWD}");
  if (!host || colon == std::string_view::npos) return std::nullopt;
  std::string_view to = option.substr(colon + 1);
  const std::string_view mode = to.substr(std::min(to.find(':'), to.size()));
  if (mode.find("ro") != std::string_view::npos) return std::nullopt;
  to = to.substr(0, to.find_first_of(":\"'`"));
  // Open to everybody on any host.
  static constexpr std::array<std::string_view, 4> open = {"/etc/localtime", "/etc/timezone",
                                                           "/tmp/.X11-unix", "/tmp"};
  if (is_one_of(to, open)) return std::nullopt;
  return Mounted{option.substr(0, colon), to};
}

// A comment shows how it is run: with files of the host, which are another user's.
std::optional<Reason> shown_with_mounts(const Look& look) {
  for (std::size_t i = 0; i < look.doc.items.size(); ++i) {
    const bool said = is_comment(look.doc, i) || look.doc.items[i].keyword == Keyword::label;
    if (!said) continue;
    const std::vector<std::string_view> all = words_of(look.doc.at(look.doc.items[i].span));
    for (std::size_t at = 0; at < all.size(); ++at) {
      static constexpr std::string_view joined = "--volume=";
      const bool alone = (all[at] == "-v" || all[at] == "--volume") && at + 1 < all.size();
      if (!alone && !all[at].starts_with(joined)) continue;
      const std::optional<Mounted> mount =
          host_mount(alone ? all[at + 1] : all[at].substr(joined.size()));
      if (!mount || mount->to.ends_with(".sock")) continue;
      return Reason{"host-mounted", look.line(i),
                    fmt::format("this shows {} mounted on {}, where it belongs to somebody else",
                                mount->from, mount->to),
                    is_within(mount->to, "/root")
                        ? "mount it into the account's home, and give --unsafe-fixes"
                        : "run it with --user $(id -u):$(id -g), and give --unsafe-fixes"};
    }
  }
  return std::nullopt;
}

struct HostProgram {  // by what it is called
  std::string_view names;
  std::string_view kind;
  std::string_view because;
};
constexpr std::array<HostProgram, 3> host_programs = {{
    {"td-agent*|*fluentd*|fluent-bit*|filebeat|metricbeat|packetbeat|auditbeat|promtail|logspout|"
     "vector|cadvisor|node_exporter|"
     "telegraf|netdata|zabbix_agentd|collectd|datadog-agent",
     "reads-host", "it reads logs and counters of the host, which are root's"},
    {"vault|openbao", "locks-memory",
     "it locks its memory, which an ordinary user may not, whatever --cap-add says"},
    {"consul-template|confd|docker-gen", "renders-settings",
     "it writes settings anew, where its arguments say"},
}};

// `COPY --from=build /heartbeat /heartbeat`: the file builds it, whatever its name is.
bool builds_program(const Look& look) {
  return std::any_of(look.copies.begin(), look.copies.end(), [&](const Copied& copy) {
    if (!copy.instruction.flag("from")) return false;
    const std::vector<Word> all = words(copy.instruction, look.doc.escape);
    return std::any_of(all.begin(), all.end(),
                       [&](const Word& word) { return base_name(word.text) == look.launch.name; });
  });
}

std::optional<Reason> works_for_host(const Look& look) {
  if (builds_program(look)) return std::nullopt;
  for (const HostProgram& program : host_programs) {
    if (!matches_any(program.names, look.launch.name)) continue;
    return Reason{std::string(program.kind), look.line(look.launch.item()),
                  std::string(program.because), "give --unsafe-fixes if it does not here"};
  }
  return std::nullopt;
}

bool holds_keys(std::string_view path) {
  static constexpr std::array<std::string_view, 6> folders = {"ssl",  "tls",  "certs",
                                                              "cert", "keys", "pki"};
  if (path.ends_with('/')) path.remove_suffix(1);
  return path.ends_with(".key") || path.ends_with(".pem") || is_one_of(base_name(path), folders);
}

// nginx reads its key as root before it becomes another user; a key is its owner's only.
std::optional<Reason> serves_tls(const Look& look) {
  const BaseImage* row = look.base().row;
  const bool nginx =
      std::any_of(look.launch.programs.begin(), look.launch.programs.end(),
                  [](const Program& program) { return program.kind == "runs-nginx"; }) ||
      (row && row->start == Start::serves &&
       row->repository.find("nginx") != std::string_view::npos);
  static constexpr std::array<std::string_view, 1> openssl = {"openssl"};
  std::size_t found = no_item;
  each_item(look, [&](std::size_t i) {
    if (look.doc.items[i].keyword != Keyword::expose) return;
    for (const Word& word : words(read(look.doc, look.doc.items[i]), look.doc.escape))
      if (word.text == "443" || word.text == "443/tcp") found = i;
  });
  for (const Copied& copy : look.copies) {
    const std::vector<Word> all = words(copy.instruction, look.doc.escape);
    if (std::any_of(all.begin(), all.end(), [](const Word& word) { return holds_keys(word.text); }))
      found = copy.item;
  }
  // A key that openssl makes is 0600, and dhparam is for a server that has one.
  for (const RunFacts& run : look.runs) {
    const std::string_view text = look.doc.at(look.doc.items[run.item].span);
    const bool key = has_word(text, "req") || has_word(text, "genrsa") ||
                     has_word(text, "genpkey") || has_word(text, "dhparam");
    if (uses_any(run, openssl) && key) found = run.item;
  }
  if (!nginx || found == no_item) return std::nullopt;
  return Reason{"serves-tls", look.line(found),
                "it serves TLS: the key is its owner's only as a rule, and root's",
                "let the account's group read the key, and give --unsafe-fixes"};
}

// Units and a systemctl are for services that root starts.
std::optional<Reason> brings_units(const Look& look) {
  for (const Copied& copy : look.copies) {
    if (!copy.to) continue;
    const bool units = is_within(*copy.to, "/etc/systemd") || is_within(*copy.to, "/lib/systemd") ||
                       is_within(*copy.to, "/usr/lib/systemd");
    bool manager = base_name(*copy.to) == "systemctl";
    for (const Word& word : words(copy.instruction, look.doc.escape))
      manager = manager || base_name(word.text) == "systemctl";
    if (!units && !manager) continue;
    return Reason{"brings-units", look.line(copy.item),
                  "it brings units of services, which root starts",
                  "give --unsafe-fixes if none is"};
  }
  return std::nullopt;
}

// A server that keeps data, in an image that has no place for it: one is mounted.
std::optional<Reason> keeps_elsewhere(const Look& look) {
  static constexpr std::string_view stores =
      "chartmuseum registry minio etcd influxd verdaccio gitea gogs clickhouse-server cockroach "
      "victoria-metrics loki consul";
  if (look.launch.name.empty() || !has_word(stores, look.launch.name) || builds_program(look))
    return std::nullopt;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const Stage& stage = look.facts.stages[at];
    if (!stage.volumes.empty()) return std::nullopt;
    for (const Owned& entry : stage.owned) {
      const bool made = entry.what == Owned::What::directory;
      if (made && !is_system_path(entry.path)) return std::nullopt;
    }
  }
  return Reason{"keeps-elsewhere", look.line(look.launch.item()),
                fmt::format("no line makes a place for what {} keeps: what is mounted there "
                            "belongs to somebody else",
                            look.launch.name),
                "make that directory in a RUN, or give --unsafe-fixes"};
}

// A key that nothing in the file brings is mounted, and keys are their owner's only.
std::optional<Reason> mounted_key(const Look& look) {
  static constexpr std::array<std::string_view, 5> endings = {".pem", ".key", ".p12", ".pfx",
                                                              ".jks"};
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (const std::string& path : look.launch.named) {
    // certbot keeps keys below /etc/letsencrypt/live/DOMAIN, and that may be mounted elsewhere.
    const bool key = path.find("/live/") != std::string::npos ||
                     std::any_of(endings.begin(), endings.end(),
                                 [&](std::string_view ending) { return path.ends_with(ending); });
    const bool public_one = is_within(path, "/run/secrets") || is_within(path, "/etc/ssl/certs") ||
                            is_within(path, "/etc/pki") || is_system_path(path);
    if (!key || public_one || owner_of(log, path)) continue;
    return Reason{"mounted-key", look.line(look.launch.item()),
                  fmt::format("{} is mounted, and keys are their owner's only as a rule", path),
                  "let its group read it, and give --unsafe-fixes"};
  }
  return std::nullopt;
}

struct Sign {  // a package that is there to be used when the container runs
  std::string_view packages;
  std::string_view kind;
  std::string_view because;
};
constexpr std::array<Sign, 6> signs = {{
    {"openssh-client openssh-clients openssh openssh-client-default", "ssh-keys",
     "keys are mounted into root's home as a rule"},
    {"systemd", "host-units", "the journal and the units of the host are root's"},
    {"docker.io docker-ce docker-ce-cli docker-cli docker-compose docker-compose-plugin "
     "pip:docker pip:docker-py docker-cli-compose docker-buildx-plugin docker moby-engine moby-cli "
     "podman buildah skopeo",
     "container-engine", "the socket of a container engine is root's or its group's"},
    {"fuse fuse3 sshfs s3fs s3fs-fuse davfs2 cifs-utils nfs-common nfs-utils glusterfs-client "
     "ceph-fuse fuse-overlayfs",
     "mounts", "mounting takes root or a device"},
    {"iptables nftables ipset wireguard wireguard-tools openvpn strongswan keepalived tcpdump "
     "libpcap0.8 ipvsadm conntrack-tools bridge-utils wpasupplicant hostapd conntrack ethtool",
     "network-privileges", "what it does to the network takes capabilities"},
    {"kmod cryptsetup lvm2 mdadm parted dmidecode smartmontools hdparm nvme-cli i2c-tools "
     "udev systemd-container",
     "device-privileges", "devices of the host are root's"},
}};

std::optional<Reason> wants_host(const Look& look) {
  for (const RunFacts& run : look.runs) {
    for (const std::string& package : run.packages) {
      for (const Sign& sign : signs) {
        if (!has_word(sign.packages, package)) continue;
        return Reason{std::string(sign.kind), look.line(run.item),
                      fmt::format("it installs {}: {}", package, sign.because),
                      "give --unsafe-fixes if the program works without that"};
      }
    }
  }
  return std::nullopt;
}

// The client of an engine that is fetched, and not from a package: docs.docker.com/engine/install.
bool brings_docker(std::string_view text) {
  static constexpr std::array<std::string_view, 6> addresses = {
      "download.docker.com/",    "get.docker.com", "/docker/compose/releases",
      "/docker/buildx/releases", "/docker/cli/",   "get.docker.io"};
  return std::any_of(addresses.begin(), addresses.end(), [&](std::string_view address) {
    return text.find(address) != std::string_view::npos;
  });
}

std::optional<Reason> docker_socket(const Look& look) {
  std::size_t found = no_item;
  each_item(look, [&](std::size_t i) {
    const Keyword keyword = look.doc.items[i].keyword;
    if (keyword == Keyword::none || found != no_item) return;
    const std::string_view text = look.doc.at(look.doc.items[i].span);
    const bool from_docker = (keyword == Keyword::copy || keyword == Keyword::add) &&
                             text.find("--from=docker:") != std::string_view::npos;
    const bool client = keyword == Keyword::run && brings_docker(text);
    if (text.find("/docker.sock") != std::string_view::npos || from_docker || client) found = i;
  });
  static constexpr std::array<std::string_view, 12> clients = {
      "traefik", "portainer",     "watchtower",      "dozzle",           "diun",  "docker-gen",
      "docker",  "gitlab-runner", "buildkite-agent", "woodpecker-agent", "drone", "drone-agent"};
  // `FROM traefik` with settings of its own: they may name that provider.
  const BaseImage* row = look.launch.own_command ? nullptr : look.base().row;
  const bool by_base = row && is_one_of(base_name(row->repository), clients);
  if (by_base) found = look.facts.stages[look.stage].from;
  if (is_one_of(look.launch.name, clients)) found = look.launch.item();
  if (found == no_item) return std::nullopt;
  return Reason{"container-engine", look.line(found),
                "the socket of a container engine is root's or its group's",
                "run it with --group-add, and give --unsafe-fixes"};
}

constexpr std::array<Check, 10> checks = {works_on_mount,    works_on_mounted_sources,
                                          shown_with_mounts, wants_host,
                                          docker_socket,     works_for_host,
                                          mounted_key,       keeps_elsewhere,
                                          brings_units,      serves_tls};

}  // namespace

std::span<const Check> host_doubts() {
  return checks;
}

}  // namespace dockerfix
