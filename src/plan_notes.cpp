// What the operator has to know after a fix.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"

namespace dockerfix {
namespace {

// What a volume is mounted on, or may be.
std::vector<std::string> data_paths(const Look& look, const Plan& plan) {
  std::vector<std::string> kept;
  const auto add = [&](const std::string& path) {
    const bool said = std::find(kept.begin(), kept.end(), path) != kept.end();
    if (!path.empty() && !said) kept.push_back(path);
  };
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Volume& volume : look.facts.stages[at].volumes) {
      if (can_be_owned(log, volume.path)) add(volume.path);
    }
  }
  for (const OwnPath& path : paths_to_own(look.doc, look.facts, plan)) {
    if (!path.file && keeps_data(path.path)) add(path.path);
  }
  return kept;
}

bool serves(const Look& look) {
  bool found = look.base().row && look.base().row->start == Start::serves;
  each_item(look,
            [&](std::size_t i) { found = found || look.doc.items[i].keyword == Keyword::expose; });
  return found;
}

// EXPOSE of web servers' images, by the same sources as the rows of the table of base images. Who
// copies settings may have another port.
std::string_view base_port(const Look& look) {
  const BaseImage* row = look.base().row;
  if (look.launch.own_command || !row || row->start != Start::serves) return {};
  static constexpr std::array<std::string_view, 5> settings = {
      "/etc/nginx", "/usr/local/apache2/conf", "/etc/apache2", "/etc/caddy", "/etc/traefik"};
  for (const Copied& copy : look.copies) {
    if (!copy.to) return {};
    for (const std::string_view place : settings)
      if (is_within(*copy.to, place)) return {};
  }
  const bool apache =
      row->repository == "php" && row->tags.find("apache") != std::string_view::npos;
  return apache || matches_any("nginx|httpd|caddy", row->repository) ? "80" : "";
}

// Each once: 53/tcp and 53/udp are one number. Where no EXPOSE tells, those of the programs.
std::vector<std::string> low_ports(const Look& look) {
  std::vector<std::string> out;
  bool exposes = false;
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const Stage& stage = look.facts.stages[at];
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      if (look.doc.items[i].keyword != Keyword::expose) continue;
      exposes = true;
      for (const Word& word : words(read(look.doc, look.doc.items[i]), look.doc.escape)) {
        const std::optional<std::string> text =
            expand(word.text, look.doc.escape, variables_at(look.facts, i));
        const std::string port = text ? text->substr(0, text->find_first_of("/-")) : "";
        const bool number =
            !port.empty() && port.size() < 5 &&
            std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
        const bool said = std::find(out.begin(), out.end(), port) != out.end();
        if (number && !said && std::stoi(port) < 1024) out.push_back(port);
      }
    }
  }
  if (exposes) return out;
  if (const std::string_view port = base_port(look); !port.empty()) out.emplace_back(port);
  for (const Program& program : look.launch.programs) {
    for (const unsigned port : program.low_ports) {
      const std::string text = std::to_string(port);
      if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
    }
  }
  return out;
}

// What was asked of the account that is made, and could not be had.
void note_account(const Look& look, const Plan& plan, std::vector<std::string>& out) {
  if (look.policy.uid_arg && !plan.create) {
    out.push_back(
        fmt::format("--uid-arg is for an account that dockerfix makes: {}", plan.account_why));
  }
  const NewAccount& made = plan.make;
  const auto instead = [&](std::string_view what, const std::string& asked,
                           const std::string& got) {
    if (!plan.create || plan.uid_arg || asked == got) return;
    out.push_back(fmt::format("the {} {} is taken here: {} is made instead", what, asked, got));
  };
  instead("name", plan.asked.name, made.name);
  instead("uid", plan.asked.uid, made.uid);
  const KnownAccounts known = accounts_before(look.facts, look.stage, no_item);
  const bool joins = std::any_of(known.groups.begin(), known.groups.end(),
                                 [&](const Group& group) { return group.name == made.group; });
  if (!joins) instead("gid", plan.asked.gid, made.gid);
  if (joins && plan.create && !plan.uid_arg && plan.asked.gid != made.gid)
    out.push_back(
        fmt::format("the group {} is there already, with the gid {}", made.group, made.gid));
  const Policy usual;
  const bool asked =
      look.policy.user != usual.user || look.policy.uid != usual.uid || look.policy.gid.has_value();
  if (asked && !plan.create) {
    out.push_back(fmt::format("--user, --uid and --gid are for an account that dockerfix makes: {}",
                              plan.account_why));
  }
}

}  // namespace

std::vector<std::string> operator_notes(const Look& look, const Plan& plan) {
  std::vector<std::string> out;
  const std::string& owner = plan.owner_number.empty() ? plan.run_owner : plan.owner_number;
  for (const std::string& path : data_paths(look, plan)) {
    out.push_back(
        fmt::format("a volume on {0} that the root version filled stays root's: "
                    "docker run --rm -v NAME:{0} busybox chown -R {1} {0}",
                    path, owner));
  }
  note_account(look, plan, out);
  for (const std::string& port : low_ports(look)) {
    out.push_back(fmt::format(
        "port {} is below 1024: any user may bind it in Docker since 20.10, but not everywhere; "
        "where it fails, listen on 8{:0>3} and publish that",
        port, port));
  }
  if (!serves(look) && plan.standing == Standing::root && !plan.uid_arg) {
    out.push_back(
        "what is mounted into it belongs to the host's user: docker run --user $(id -u):$(id -g)");
  }
  if (plan.can_run) out.push_back("to see who runs: docker run --rm --entrypoint id IMAGE");
  return out;
}

}  // namespace dockerfix
