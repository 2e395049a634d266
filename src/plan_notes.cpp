// What the operator has to know after a fix.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "place.h"
#include "plan_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

// What a volume is mounted on, or may be.
std::vector<std::string> data_paths(const Look& look, const Plan& plan) {
  std::vector<std::string> kept;
  const auto add = [&](const std::string& path) {
    const bool said = std::any_of(kept.begin(), kept.end(),
                                  [&](const std::string& one) { return is_within(path, one); });
    if (!path.empty() && !said) kept.push_back(path);
  };
  const OwnedView log = owned_before(look.facts, look.stage, no_item);
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Volume& volume : look.facts.stages[at].volumes) {
      if (!volume.of_base && can_be_owned(log, volume.path)) add(volume.path);
    }
  }
  for (const OwnPath& path : paths_to_own(look.doc, look.facts, plan)) {
    const Volume* volume = volume_above(look.facts, look.stage, no_item, path.path);
    const bool mounted = keeps_data(path.path) || (volume && volume->path == path.path);
    if (!path.file && mounted) add(path.path);
  }
  return kept;
}

bool serves(const Look& look) {
  bool found = look.base().row && look.base().row->start == Start::serves;
  each_item(look,
            [&](std::size_t i) { found = found || look.doc.items[i].keyword == Keyword::expose; });
  return found;
}

// The number of "53/udp" where an ordinary user may not bind it everywhere; empty: it may, or that
// is no port.
std::string low_port(std::string_view text) {
  const std::string port(text.substr(0, text.find_first_of("/-")));
  const bool number =
      !port.empty() && port.size() < 5 &&
      std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
  return number && std::stoi(port) < 1024 ? port : "";
}

void add_low(std::vector<std::string>& out, std::string_view text) {
  const std::string port = low_port(text);
  if (!port.empty() && std::find(out.begin(), out.end(), port) == out.end()) out.push_back(port);
}

// Whether the chain sets the variable by which the base image's port is chosen: its remedy begins
// with "set ENV NAME=" then.
bool chooses_port(const Look& look, std::string_view port_fix) {
  constexpr std::string_view by_variable = "set ENV ";
  if (!port_fix.starts_with(by_variable)) return false;
  port_fix.remove_prefix(by_variable.size());
  const std::string_view name = port_fix.substr(0, port_fix.find('='));
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Setting& setting : look.facts.stages[at].settings)
      if (setting.env && setting.name == name) return true;
  }
  return false;
}

// Those that the base image's own program binds, or what is built on ASP.NET. Who copies settings
// may have another port.
std::vector<std::string> base_ports(const Look& look) {
  std::vector<std::string> out;
  const BaseImage* row = look.base().row;
  const bool by_library = look.base().text.find("aspnet") != std::string::npos;
  if (!row || row->start != (by_library ? Start::shell : Start::serves)) return out;
  if (look.launch.own_command != by_library) return out;
  static constexpr std::array<std::string_view, 6> settings = {
      "/etc/nginx",   "/usr/local/apache2/conf", "/etc/apache2", "/etc/caddy",
      "/etc/traefik", "/usr/local/openresty"};
  for (const Copied& copy : look.copies) {
    if (!copy.to) return out;
    for (const std::string_view place : settings)
      if (is_within(*copy.to, place)) return out;
  }
  if (chooses_port(look, row->port_fix)) return out;
  for (const std::string_view port : words_of(row->ports)) add_low(out, port);
  return out;
}

// Each once: 53/tcp and 53/udp are one number. Where no EXPOSE tells, those of the programs.
std::vector<std::string> low_ports(const Look& look, const std::vector<std::string>& of_base) {
  std::vector<std::string> out;
  bool exposes = false;
  each_item(look, [&](std::size_t i) {
    if (look.doc.items[i].keyword != Keyword::expose) return;
    exposes = true;
    for (const Word& word : words(read(look.doc, look.doc.items[i]), look.doc.escape))
      add_low(out, expand(word.text, look.doc.escape, variables_at(look.facts, i)).value_or(""));
  });
  if (exposes) return out;
  out = of_base;
  for (const Program& program : look.launch.programs) {
    for (const unsigned port : program.low_ports) add_low(out, std::to_string(port));
  }
  return out;
}

void note_ports(const Look& look, std::vector<std::string>& out) {
  const std::vector<std::string> of_base = base_ports(look);
  for (const std::string& port : low_ports(look, of_base)) {
    const std::string instead = fmt::format("8{:0>3}", port);
    const bool known = std::find(of_base.begin(), of_base.end(), port) != of_base.end() &&
                       !look.base().row->port_fix.empty();
    out.push_back(fmt::format(
        "port {} is below 1024: any user may bind it in Docker since 20.10, but not everywhere; "
        "where it fails, {}",
        port,
        known ? fmt::format("{}, and publish {}", look.base().row->port_fix, instead)
              : fmt::format("listen on {} and publish that", instead)));
  }
}

// What own-paths does below a VOLUME that stands above this stage, builders keep or lose.
void note_frozen(const Look& look, const Plan& plan, std::vector<std::string>& out) {
  std::vector<std::string> said;
  for (const OwnPath& path : paths_to_own(look.doc, look.facts, plan)) {
    const Volume* volume =
        volume_above(look.facts, look.stage, look.facts.stages[look.stage].from + 1, path.path);
    if (!volume || std::find(said.begin(), said.end(), volume->path) != said.end()) continue;
    said.push_back(volume->path);
    out.push_back(fmt::format(
        "{} is a VOLUME of {}: BuildKit keeps what a RUN changes there, the classic builder and "
        "kaniko do not",
        volume->path, volume->of_base ? look.base().text : "the stage that this one is FROM"));
  }
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

struct Capabilities {  // that a file is given
  std::string names;   // as docker run takes them: "NET_BIND_SERVICE"
  std::string program;
};

// `setcap cap_net_bind_service=+ep $(which node)`; empty names: the words are none of it.
Capabilities given_by(std::span<const std::string_view> words) {
  Capabilities out;
  for (const std::string_view word : words) {
    if (word == "&&" || word == ";" || word == "||") break;
    const std::size_t at = word.find("cap_");
    if (out.names.empty() && at != std::string_view::npos) {
      const std::string_view names = word.substr(at, word.find_first_of("=+'\"", at) - at);
      for (const std::string_view name : name_words(names, ",")) {
        if (!out.names.empty()) out.names += " --cap-add ";
        for (const char c : name.substr(std::min<std::size_t>(name.size(), 4)))
          out.names.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
      }
    } else if (!out.names.empty()) {
      out.program = base_name(word.substr(0, word.find_first_of(")`'\";")));
      if (word.find_first_of(")`;") != std::string_view::npos) break;
    }
  }
  return out;
}

// Who executes a file that shall have more than the container may gets EPERM: capabilities(7),
// "Safety checking for capability-dumb binaries"; seen in a container.
void note_capabilities(const Look& look, std::vector<std::string>& out) {
  const std::vector<std::string>& names = look.launch.names;
  for (const RunFacts& run : look.runs) {
    const std::string text = collapsed(read(look.doc, look.doc.items[run.item]).rest.text);
    const std::vector<std::string_view> words = words_of(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (base_name(words[i]) != "setcap") continue;
      const Capabilities given = given_by(std::span(words).subspan(i + 1));
      if (given.names.empty() ||
          std::find(names.begin(), names.end(), given.program) == names.end())
        continue;
      out.push_back(fmt::format(
          "line {} gives {} a capability: with --cap-drop ALL it starts only with --cap-add {}",
          look.line(run.item), given.program, given.names));
    }
  }
}

}  // namespace

std::vector<std::string> operator_notes(const Look& look, const Plan& plan) {
  std::vector<std::string> out;
  std::string owner = plan.owner_number.empty() ? plan.run_owner : plan.owner_number;
  // Any id of group 0 shall write there.
  const bool openshift = plan.ownership == Ownership::openshift;
  if (openshift) owner = owner.substr(0, owner.find(':')) + ":0";
  for (const std::string& path : data_paths(look, plan)) {
    out.push_back(
        fmt::format("a volume on {0} that the root version filled stays root's: "
                    "docker run --rm -v NAME:{0} busybox {2}chown -R {1} {0}{3}",
                    path, owner, openshift ? "sh -c '" : "",
                    openshift ? fmt::format(" && chmod -R g=u {}'", path) : ""));
  }
  note_account(look, plan, out);
  note_frozen(look, plan, out);
  note_ports(look, out);
  note_capabilities(look, out);
  if (!serves(look) && plan.standing == Standing::root && !plan.uid_arg) {
    out.push_back(
        "what is mounted into it belongs to the host's user: docker run --user $(id -u):$(id -g)");
  }
  if (plan.can_run) out.push_back("to see who runs: docker run --rm --entrypoint id IMAGE");
  return out;
}

}  // namespace dockerfix
