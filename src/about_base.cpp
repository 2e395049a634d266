#include "about_base.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "facts.h"
#include "plan.h"
#include "text.h"

namespace dockerfix {
namespace {

struct Line {
  std::string_view name;
  std::string text;
};
using Lines = std::vector<Line>;

struct Asked {
  const Policy& policy;
  ImageRef image;
  Facts facts;           // of a file that is FROM it and nothing else
  const BaseImage* row;  // null: it has none

  const Base& base() const { return facts.stages.front().base; }
  const FamilyFacts& family() const { return family_facts(base().family); }
};

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) out.append(out.empty() ? "" : separator).append(part);
  return out;
}

void add_reference(const Asked& asked, Lines& out) {
  const ImageRef& image = asked.image;
  out.push_back({"registry", image.registry.empty() ? "docker.io" : image.registry});
  out.push_back({"repository", image.repository});
  const bool latest = image.tag.empty() && image.digest.empty();
  if (!image.tag.empty() || latest)
    out.push_back({"tag", latest ? "latest: none is written" : image.tag});
  if (!image.digest.empty()) out.push_back({"digest", image.digest});
}

// The patterns of the row that the image matches, and where the row was read.
std::string row_of(const Asked& asked) {
  const BaseImage& row = *asked.row;
  const std::string_view tag =
      asked.image.tag.empty() ? "latest" : std::string_view(asked.image.tag);
  const std::string_view repository =
      matching(row.repository, listed_name(asked.image)).value_or(row.repository);
  const std::string tags = row.tags.empty()
                               ? "all tags that no row above it has"
                               : fmt::format("tags {}", matching(row.tags, tag).value_or(row.tags));
  return fmt::format("the row {}, {}", repository, tags);
}

// All that tells of it, in one line: --base speaks of the family alone.
std::string grounds_of(const Asked& asked) {
  const Source source = asked.base().source;
  std::string row;
  if (asked.row) row = is_listed(*asked.row) ? row_of(asked) : std::string(asked.row->source);
  if (source == Source::option)
    return row.empty() ? "--base" : fmt::format("--base for the family, and for the rest {}", row);
  if (source == Source::words) {
    return fmt::format("{}{}the words of its name: a guess, so what is fixed by it is unsafe", row,
                       row.empty() ? "" : "; for its family ");
  }
  return row.empty() ? "nothing" : row;
}

void add_grounds(const Asked& asked, Lines& out) {
  out.push_back({"known by", grounds_of(asked)});
  if (asked.row && is_listed(*asked.row)) {
    const bool read = asked.row->source != from_memory;
    out.push_back({"source", read ? std::string(asked.row->source) : "memory: it was not read"});
  }
  if (asked.base().family != Family::unknown) return;
  out.push_back({"to do", fmt::format("say what it is made from, with --base {}=FAMILY or in "
                                      "dockerfix.toml, or let a RUN tell it: apt-get, apk, dnf, …",
                                      asked.base().text)});
}

// The commands that create-user would write, where it wrote any.
std::string making_of(const Asked& asked) {
  const KnownAccounts known = accounts_before(asked.facts, 0, no_item);
  std::vector<Account> accounts;
  for (const KnownAccount& account : known.accounts) accounts.push_back(account.account);
  const NewAccount made = choose_account(asked_account(asked.policy), accounts, known.groups);
  const std::string commands = joined(create_commands(made, asked.base().family), " && ");
  return commands.empty() ? "cannot be made: numbers are used" : commands;
}

void add_family(const Asked& asked, Lines& out) {
  const Family family = asked.base().family;
  const bool is_known = family != Family::unknown;
  out.push_back({"family", is_known ? std::string(asked.family().name) : "not known"});
  if (!is_known) return;
  out.push_back({"accounts", making_of(asked)});
  const bool other = asked.row && !asked.row->shell.empty();
  const std::string_view usual = asked.family().shell ? "/bin/sh" : "none";
  out.push_back({"shell", std::string(other ? asked.row->shell : usual)});
}

// Whether the account that the image ships would run what is built on it.
std::string use_of(const Asked& asked) {
  const User& user = asked.base().user;
  const Prebuilt& account = asked.row->account;
  const bool its_own = user.name() == account.name || user.name() == std::to_string(account.uid);
  if (user.kind == User::Kind::ordinary)
    return its_own ? "yes: it starts as it" : "no: it starts as another";
  switch (asked.row->start) {
    case Start::needs_root:
    case Start::init_by_cmd:
      return "no: it needs root";
    case Start::drops:
      return "by its entrypoint; by USER where that is replaced";
    default:
      return account.uid == 0 ? "yes, by its name" : "yes";
  }
}

void add_accounts(const Asked& asked, Lines& out) {
  const User& user = asked.base().user;
  out.push_back({"starts as", user.kind == User::Kind::unknown ? "not known" : user.text});
  if (asked.row && !asked.row->account.name.empty()) {
    const Prebuilt& account = asked.row->account;
    const std::string numbers = account.uid == 0 ? "its numbers differ from tag to tag"
                                                 : fmt::format("uid {}, gid {} ({})", account.uid,
                                                               account.gid, account.group);
    const std::string home = account.home.empty() ? "" : fmt::format(", home {}", account.home);
    out.push_back({"ships", fmt::format("{}: {}{}", account.name, numbers, home)});
    out.push_back({"used", use_of(asked)});
  }
  std::vector<std::string> accounts;
  std::vector<std::string> groups;
  const KnownAccounts known = accounts_before(asked.facts, 0, no_item);
  const auto entry = [](const std::string& name, const std::optional<std::uint32_t>& id) {
    return id ? fmt::format("{} {}", name, *id) : name;
  };
  for (const KnownAccount& each : known.accounts)
    accounts.push_back(entry(each.account.name, each.account.uid));
  for (const Group& group : known.groups) {
    const std::string text = entry(group.name, group.gid);
    if (std::find(groups.begin(), groups.end(), text) == groups.end()) groups.push_back(text);
  }
  if (!accounts.empty()) out.push_back({"taken", joined(accounts, ", ")});
  if (!groups.empty()) out.push_back({"groups", joined(groups, ", ")});
}

void add_start(const BaseImage& row, Lines& out) {
  const std::string note = row.note.empty() ? "" : fmt::format(": {}", row.note);
  switch (row.start) {
    case Start::shell:
      out.push_back({"start", "a shell or a tool: who builds FROM it says what runs" + note});
      break;
    case Start::serves:
      out.push_back({"start", "a command of its own, which serves" + note});
      break;
    case Start::drops:
      out.push_back({"start", "as root, and drops privileges itself" + note});
      break;
    case Start::needs_root:
    case Start::init_by_cmd:
      out.push_back({"start", "needs root" + note});
      out.push_back(
          {"as a user", row.start == Start::needs_root
                            ? "does not start"
                            : "does not start, but for a CMD or ENTRYPOINT of one's own"});
      return;
    case Start::untold:
      out.push_back({"start", "not known"});
      return;
  }
  const std::string as_user(row.as_user);
  out.push_back({"as a user", as_user.empty() ? "starts as well" : "starts where " + as_user});
}

// The paths of BaseImage::writes, those that must be given away first.
void add_writes(const BaseImage& row, Lines& out) {
  std::vector<std::string> closed;
  std::vector<std::string> open;
  for (std::string_view word : words_of(row.writes)) {
    const bool is_open = word.starts_with('~');
    if (is_open || word.starts_with('=')) word.remove_prefix(1);
    const std::string_view tree = word.ends_with("//") ? " and all below it" : "";
    (is_open ? open : closed).push_back(join_path("/", word).append(tree));
  }
  if (!closed.empty()) out.push_back({"writes", joined(closed, ", ")});
  if (!open.empty()) {
    out.push_back({closed.empty() ? "writes" : "",
                   joined(open, ", ") + ": its account's or everybody's already"});
  }
}

void add_service(const BaseImage& row, Lines& out) {
  add_start(row, out);
  const std::string_view workdir = row.workdir.empty() ? "/" : row.workdir;
  if (workdir != "?") out.push_back({"workdir", std::string(workdir)});
  if (!row.env.empty()) out.push_back({"sets", std::string(row.env)});
  if (!row.ports.empty()) out.push_back({"ports", std::string(row.ports)});
  if (!row.port_fix.empty())
    out.push_back({"", fmt::format("where a user may not bind them, {}", row.port_fix)});
  if (!row.volumes.empty()) {
    out.push_back({"volumes", std::string(row.volumes)});
    out.push_back({"", "BuildKit keeps what a RUN changes there, the classic builder does not"});
  }
  add_writes(row, out);
}

// Windows has accounts of another kind, and nothing of the rest is told of it.
void add_facts(const Asked& asked, Lines& out) {
  if (asked.base().family == Family::windows) {
    out.push_back({"family", std::string(asked.family().name)});
    out.push_back({"accounts", "not those of Linux: what is FROM it is left alone"});
    return;
  }
  add_family(asked, out);
  add_accounts(asked, out);
  if (asked.row) add_service(*asked.row, out);
}

}  // namespace

std::optional<AboutBase> about_base(const std::string& image, const Policy& policy) {
  std::optional<ImageRef> reference = parse_image(image);
  if (!reference) return std::nullopt;
  Scripts scripts;
  Asked asked{policy, std::move(*reference), {}, nullptr};
  asked.facts = read_facts(parse("FROM " + image + "\n"), policy, scripts);
  asked.row = asked.base().row ? asked.base().row : find_image(asked.image);
  Lines lines = {{"image", image}};
  if (asked.base().image != image) {
    lines.push_back({"stands for", asked.base().image});
    asked.image = parse_image(asked.base().image).value_or(asked.image);
  }
  add_reference(asked, lines);
  add_grounds(asked, lines);
  add_facts(asked, lines);
  AboutBase about{asked.base().family != Family::unknown, ""};
  for (const Line& line : lines) about.text += fmt::format("{:<12}{}\n", line.name, line.text);
  return about;
}

}  // namespace dockerfix
