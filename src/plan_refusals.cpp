// Why a stage is refused or left alone: one function a reason.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "json.h"
#include "place.h"
#include "plan_parts.h"
#include "scripts.h"
#include "text.h"

namespace dockerfix {
namespace {

std::optional<Reason> windows(const Look& look) {
  if (look.base().family != Family::windows) return std::nullopt;
  // Who names it, be it in a comment, knows of it, and has a reason.
  const bool named = look.doc.text.find("ContainerUser") != std::string::npos;
  const bool starts = look.launch.own_command || look.base().brings_program() || brings_own(look);
  // learn.microsoft.com, IIS: its worker processes run under the identities of application pools.
  static constexpr std::array<std::string_view, 5> iis = {"inetpub", "servicemonitor", "w3svc",
                                                          "web-server", "/aspnet"};
  if (has_any(to_lower(look.doc.text), iis))
    return Reason{"windows", look.line(look.facts.stages[look.stage].from),
                  "IIS starts as the administrator of a Windows image, and runs each site as its "
                  "application pool",
                  ""};
  return Reason{
      "windows", look.line(look.facts.stages[look.stage].from),
      "a Windows image has other accounts (ContainerUser), and neither useradd nor --chown "
      "works there",
      named ? ""
      : starts
          ? "add USER ContainerUser by hand below what installs, and give it with icacls what it "
            "writes"
          : "set USER ContainerUser in what is built from this image"};
}

// "app" of `ONBUILD USER app`
std::string triggered_user(const Look& look, std::size_t item) {
  const std::vector<std::string_view> all = words_of(look.doc.at(look.doc.items[item].span));
  return std::string(all.size() > 2 ? all[2] : std::string_view("root"));
}

bool names_root(const std::string& user) {
  const std::string name = user.substr(0, user.find(':'));
  return name == "root" || name == "0" || name.find('$') != std::string::npos;
}

std::optional<Reason> onbuild(const Look& look) {
  std::size_t found = no_item;
  std::size_t run = no_item;
  std::size_t becomes = no_item;  // `ONBUILD USER app`: what follows is that user's
  each_item(look, [&](std::size_t i) {
    const Keyword trigger = look.doc.items[i].trigger;
    // What only says how it is started is done by nobody's build.
    const bool does = trigger == Keyword::run || trigger == Keyword::copy ||
                      trigger == Keyword::add || trigger == Keyword::workdir;
    if (look.doc.items[i].keyword == Keyword::onbuild && trigger == Keyword::user)
      becomes = names_root(triggered_user(look, i)) ? no_item : i;
    if (look.doc.items[i].keyword != Keyword::onbuild || !does || becomes != no_item) return;
    // Of a stage above, it runs in this build and is gone (BuildKit convert.go, `OnBuild = nil`).
    if (i < look.facts.stages[look.stage].from) return;
    if (found == no_item) found = i;
    if (run == no_item && look.doc.items[i].trigger == Keyword::run) run = i;
  });
  if (found == no_item) return std::nullopt;
  return Reason{
      "onbuild", look.line(run == no_item ? found : run),
      run == no_item
          ? "ONBUILD: others build on this image, and their steps may need root"
          : "ONBUILD runs in other people's builds, as the user that this image ends with",
      becomes == no_item ? "set USER in the images that are built from it"
                         : fmt::format("leave it so: what is built from it becomes {} by line {}",
                                       triggered_user(look, becomes), look.line(becomes))};
}

// Only a Docker daemon keeps its state there.
std::optional<Reason> docker_inside(const Look& look) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    for (const Volume& volume : look.facts.stages[at].volumes) {
      if (volume.of_base || volume.path != "/var/lib/docker") continue;
      return Reason{"runs-dockerd", look.line(volume.item),
                    "a VOLUME /var/lib/docker is for a Docker daemon inside, which needs root",
                    "use a rootless daemon, or the daemon of the host"};
    }
  }
  return std::nullopt;
}

// A stage below this one would run its RUNs, or its program, as the user that this one ends with.
std::optional<Reason> built_upon(const Look& look) {
  std::string problem;
  const std::vector<std::size_t> all = runtime_stages(look.doc, look.facts, look.policy, problem);
  for (std::size_t i = look.stage + 1; i < look.facts.stages.size(); ++i) {
    if (std::find(all.begin(), all.end(), i) != all.end()) continue;  // its turn comes
    const std::vector<std::size_t> chain = chain_of(look.facts, i);
    if (std::find(chain.begin(), chain.end(), look.stage) == chain.end()) continue;
    std::size_t found = inheriting_run(look, i);
    const bool inherits = look.facts.after_stage[i].user.because == look.end().user.because;
    for (std::size_t item = look.facts.stages[i].from; item < look.facts.stages[i].end; ++item) {
      const Keyword keyword = look.doc.items[item].keyword;
      const bool starts = keyword == Keyword::cmd || keyword == Keyword::entrypoint;
      if (found == no_item && starts && inherits) found = item;
    }
    if (found == no_item) continue;
    return Reason{"built-upon", look.line(found),
                  "a stage that is FROM this one runs this as the user that this one ends with",
                  "name that stage with --target, or give it a USER root"};
  }
  return std::nullopt;
}

std::optional<Reason> program_needs_root(const Look& look) {
  for (const Program& found : look.launch.programs) {
    if (found.runs != Runs::needs_root) continue;
    if (found.kind == "runs-s6" && can_start_s6(look)) continue;
    const std::size_t item = found.item.value_or(look.launch.item());
    return Reason{found.kind, look.line(item), found.because, found.remedy};
  }
  return std::nullopt;
}

// `chmod +s /sbin/gosu`: any user becomes root by it.
bool makes_setuid(std::string_view text, std::string_view tool) {
  for (const std::string_view mode : {"+s", "u+s", "ug+s", "4755", "4711", "6755"}) {
    const std::size_t at = text.find(fmt::format("chmod {} ", mode));
    if (at == std::string_view::npos) continue;
    const std::string_view rest = text.substr(at);
    if (has_word(rest.substr(0, rest.find_first_of("\n;&")), tool)) return true;
  }
  return false;
}

// The line of `word` in the instruction.
std::uint32_t line_of(const Look& look, std::size_t item, std::string_view word) {
  const std::string_view text = look.doc.at(look.doc.items[item].span);
  std::size_t at = text.find(word);
  while (at != text.npos && !has_word(text.substr(at > 0 ? at - 1 : 0, word.size() + 2), word))
    at = text.find(word, at + 1);
  const auto breaks =
      at == text.npos
          ? 0
          : std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  return look.line(item) + static_cast<std::uint32_t>(breaks);
}

// `docker-service enable ssh` of webdevops' images: supervisord starts it there, as root.
std::optional<Reason> service_enabled(const Look& look) {
  struct Service {
    std::string_view name, program;
  };
  static constexpr std::array<Service, 4> services = {
      {{"ssh", "sshd"}, {"cron", "cron"}, {"postfix", "postfix"}, {"syslog", "syslog-ng"}}};
  std::optional<Reason> reason;
  each_item(look, [&](std::size_t i) {
    if (reason || look.doc.items[i].keyword != Keyword::run) return;
    const std::string text = collapsed(read(look.doc, look.doc.items[i]).rest.text);
    for (const Service& service : services) {
      const std::string command = fmt::format("docker-service enable {}", service.name);
      if (reason || text.find(command) == text.npos) continue;
      const std::string path = fmt::format("/usr/sbin/{}", service.program);
      const Program started = program({{path, path, true}});
      reason = {started.kind, line_of(look, i, command),
                fmt::format("{} starts {}: {}", command, service.program, started.because),
                started.remedy};
    }
  });
  return reason;
}

// Whether anything of the build context is copied: else the script is the base image's.
bool copies_any(const Look& look) {
  return std::any_of(look.copies.begin(), look.copies.end(),
                     [](const Copied& copy) { return !copy.instruction.flag("from"); });
}

// What entrypoints drop privileges with.
constexpr std::array<std::string_view, 4> drop_tools = {"gosu", "su-exec", "setpriv",
                                                        "s6-setuidgid"};

// The same tool, for the way back: no-new-privileges is there to bar it.
std::optional<Reason> becomes_root_again(const Look& look) {
  std::optional<Reason> reason;
  each_item(look, [&](std::size_t i) {
    if (reason || look.doc.items[i].keyword != Keyword::run) return;
    const std::string text = read(look.doc, look.doc.items[i]).rest.text;
    for (const std::string_view tool : drop_tools)
      if (makes_setuid(text, tool))
        reason = {"uses-sudo", line_of(look, i, tool),
                  fmt::format("{} is made setuid: with it the entrypoint becomes root again", tool),
                  "take that bit off, and do what needs root in the build"};
  });
  return reason;
}

// It installs what entrypoints drop privileges with, and its entrypoint is not at hand.
std::optional<Reason> may_drop(const Look& look) {
  // What a supervisor starts its settings say, and another reason asks for them.
  const auto unread = std::find_if(
      look.launch.programs.begin(), look.launch.programs.end(), [](const Program& found) {
        return found.runs == Runs::unknown && found.kind != "runs-supervisord";
      });
  // What an account was to start drops nothing.
  const std::size_t entrypoint = look.launch.entrypoint;
  const bool by_account =
      entrypoint != no_item && look.facts.before[entrypoint].user.kind == User::Kind::ordinary;
  if (unread == look.launch.programs.end() || by_account || look.launch.drops_for_root)
    return std::nullopt;
  std::optional<Reason> reason;
  each_item(look, [&](std::size_t i) {
    if (look.doc.items[i].keyword != Keyword::run) return;
    const std::string text = read(look.doc, look.doc.items[i]).rest.text;
    for (const std::string_view tool : drop_tools) {
      if (reason || !has_word(text, tool)) continue;
      const bool asks = unread->kind == "asks-who-runs";
      const bool at_hand = asks || unread->kind == "changes-as-it-runs";
      reason = {"may-drop", line_of(look, i, tool),
                fmt::format("{} is there, and {}{}: it may drop privileges at run time", tool,
                            unread->because, asks ? " in a way that is not understood" : ""),
                at_hand ? "set USER by hand if it does not"
                : copies_any(look)
                    ? "give the build context with --context FOLDER"
                    : fmt::format("look at it in {}, and set USER by hand if it does not",
                                  look.base().text)};
    }
  });
  return reason;
}

// Where an ssh server is installed: its port, or a key that lets root in.
std::size_t opens_to_ssh(const Look& look) {
  std::size_t found = exposed_at(look, 22);
  each_item(look, [&](std::size_t i) {
    const Item& item = look.doc.items[i];
    const bool does = item.keyword == Keyword::run || item.keyword == Keyword::copy ||
                      item.keyword == Keyword::add;
    const bool key = look.doc.at(item.span).find("authorized_keys") != std::string_view::npos;
    if (found == no_item && does && key) found = i;
  });
  return found;
}

// What is started is not all at hand, and people are to log in by ssh: sshd is among it.
std::optional<Reason> serves_ssh(const Look& look) {
  static constexpr std::array<std::string_view, 3> servers = {"openssh-server", "openssh",
                                                              "dropbear"};
  const std::size_t open = opens_to_ssh(look);
  const bool nothing = look.launch.entrypoint == no_item && look.launch.cmd == no_item;
  const bool unread = !look.launch.understood || nothing ||
                      std::any_of(look.launch.programs.begin(), look.launch.programs.end(),
                                  [](const Program& each) {
                                    return each.runs == Runs::unknown && !each.settings_read;
                                  });
  const bool installed = std::any_of(look.runs.begin(), look.runs.end(), [](const RunFacts& run) {
    return std::any_of(run.packages.begin(), run.packages.end(),
                       [](const std::string& package) { return is_one_of(package, servers); });
  });
  if (open == no_item || !unread || !installed) return std::nullopt;
  const bool port = look.doc.items[open].keyword == Keyword::expose;
  return Reason{"runs-sshd", look.line(open),
                fmt::format("it installs an ssh server and {}, and sshd needs root to log users in",
                            port ? "EXPOSEs its port" : "keys to log in by"),
                "use docker exec, or a sidecar for ssh"};
}

constexpr std::array<Check, 17> refusal_checks = {
    starts_other_program, windows,      base_needs_root,    becomes_root_again,
    service_enabled,      built_upon,   program_needs_root, docker_inside,
    serves_ssh,           onbuild,      may_drop,           root_home,
    environment_in_home,  home_install, fetched_by_package, path_in_root_home,
    settings_in_root_home};

}  // namespace

std::span<const Check> refusals() {
  return refusal_checks;
}

bool has_instruction(const Look& look, std::initializer_list<Keyword> keywords) {
  bool found = false;
  each_item(look, [&](std::size_t i) {
    const Keyword keyword = look.doc.items[i].keyword;
    found = found || std::find(keywords.begin(), keywords.end(), keyword) != keywords.end();
  });
  return found;
}

std::size_t inheriting_run(const Look& look, std::size_t stage) {
  const std::vector<std::size_t> chain = chain_of(look.facts, stage);
  if (std::find(chain.begin(), chain.end(), look.stage) == chain.end()) return no_item;
  for (const RunFacts& run : look.facts.stages[stage].runs) {
    if (look.facts.before[run.item].user.because == look.end().user.because) return run.item;
  }
  return no_item;
}

}  // namespace dockerfix
