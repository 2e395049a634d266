// What of the host it works on: sockets, devices, logs, file systems. They belong to others, and an
// ordinary user may not reach them. One function a reason; each makes the fix unsafe.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"

namespace dockerfix {

bool builds_program(const Look& look) {
  return std::any_of(look.copies.begin(), look.copies.end(), [&](const Copied& copy) {
    if (!copy.instruction.flag("from")) return false;
    const std::vector<Word> all = words(copy.instruction, look.doc.escape);
    return std::any_of(all.begin(), all.end(),
                       [&](const Word& word) { return base_name(word.text) == look.launch.name; });
  });
}

namespace {

struct HostProgram {  // by what it is called
  std::string_view names;
  std::string_view kind;
  std::string_view because;
};
constexpr std::array<HostProgram, 4> host_programs = {{
    {"nfs-*provisioner|*-nfs-provisioner|nfs-subdir-*|*hostpath-provisioner|"
     "*local-path-provisioner|csi-*driver|*-csi-driver|*csiplugin",
     "serves-volumes", "it makes and removes folders of others on file systems of the host"},
    {"td-agent*|*fluentd*|fluent-bit*|filebeat|metricbeat|packetbeat|auditbeat|promtail|logspout|"
     "vector|cadvisor|node_exporter|"
     "telegraf|netdata|zabbix_agentd|collectd|datadog-agent",
     "reads-host", "it reads logs and counters of the host, which are root's"},
    {"vault|openbao", "locks-memory",
     "it locks its memory, which an ordinary user may not, whatever --cap-add says"},
    {"consul-template|confd|docker-gen", "renders-settings",
     "it writes settings anew, where its arguments say"},
}};

std::optional<Reason> works_for_host(const Look& look) {
  for (const HostProgram& program : host_programs) {
    if (!matches_any(program.names, look.launch.name)) continue;
    if (builds_program(look) && program.kind != "serves-volumes") return std::nullopt;
    return Reason{std::string(program.kind), look.line(look.launch.item()),
                  std::string(program.because), "give --unsafe-fixes if it does not here"};
  }
  return std::nullopt;
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
  // `FROM traefik` with settings of its own: they may name that provider. Who starts something else
  // in the image of a client has it for that.
  const BaseImage* row = look.base().row;
  const bool client_image = row && row->repository == "docker" && row->start != Start::serves;
  const bool by_base =
      row && !look.launch.own_command && is_one_of(base_name(row->repository), clients);
  if (by_base || client_image) found = look.facts.stages[look.stage].from;
  for (const std::string& name : look.launch.names)
    if (is_one_of(name, clients)) found = look.launch.item();
  if (found == no_item) return std::nullopt;
  return Reason{"container-engine", look.line(found),
                "the socket of a container engine is root's or its group's",
                "run it with --group-add, and give --unsafe-fixes"};
}

constexpr std::array<Check, 5> checks = {wants_host, docker_socket, works_for_host, keeps_elsewhere,
                                         brings_units};

}  // namespace

std::span<const Check> host_doubts() {
  return checks;
}

}  // namespace dockerfix
