// Own the directories that the program writes and that root made.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "place.h"
#include "text.h"
#include "transform.h"

namespace dockerfix {
namespace {

// A path as a shell word: quoted only where it must be.
std::string quoted(const std::string& path) {
  if (is_plain_path(path)) return path;
  std::string out = "'";
  for (const char c : path) out.append(c == '\'' ? "'\\''" : std::string(1, c));
  return out + "'";
}

// The instruction that made the directory or file, as far as the log says; no_item: it does not.
std::size_t maker_of(const OwnedView& log, const std::string& path) {
  std::size_t item = no_item;
  for (const std::span<const Owned> part : log) {
    for (const Owned& entry : part) {
      const bool made = entry.what == Owned::What::directory || entry.what == Owned::What::file;
      if (made && entry.path == path) item = entry.item;
    }
  }
  return item;
}

// The path as a shell word. Where the instruction that made it used a variable, a build argument
// may move it: then that variable is written again.
std::string as_written(const Context& cx, const OwnGroup& group, const OwnedView& log,
                       const std::string& path) {
  const std::size_t maker = maker_of(log, path);
  if (maker == no_item || !is_plain_path(path)) return quoted(path);
  const std::string_view text = cx.doc.at(cx.doc.items[maker].span);
  std::string best;
  std::string word = path;
  for (const std::size_t at : chain_of(cx.facts, cx.plan.stage)) {
    for (const Setting& setting : cx.facts.stages[at].settings) {
      const bool used = text.find("$" + setting.name) != std::string_view::npos ||
                        text.find("${" + setting.name + "}") != std::string_view::npos;
      Value value = variable(cx.facts, group.place, setting.name);
      if (value.text.ends_with('/')) value.text.pop_back();
      if (!used || value.kind != Value::Kind::set || !is_within(path, value.text)) continue;
      if (value.text.size() < 2 || value.text.size() < best.size()) continue;
      best = value.text;
      word = "${" + setting.name + "}" + path.substr(best.size());
    }
  }
  return word;
}

// What a RUN made, a RUN may have removed in a way that nobody can read: `find … -exec rm`.
bool may_be_gone(const Context& cx, std::size_t maker) {
  if (maker == no_item || cx.doc.items[maker].keyword != Keyword::run) return false;
  static constexpr std::array<std::string_view, 3> removers = {"rm", "rmdir", "mv"};
  static constexpr std::array<std::string_view, 2> sweepers = {"find", "git"};
  for (const std::size_t at : chain_of(cx.facts, cx.plan.stage)) {
    for (const RunFacts& run : cx.facts.stages[at].runs) {
      const bool removes = uses_any(run, sweepers) || (run.unread && uses_any(run, removers));
      if (run.item >= maker && removes) return true;
    }
  }
  return false;
}

// Whether an instruction below `item` says that it takes the path away.
bool is_removed_after(const OwnedView& log, const std::string& path, std::size_t item) {
  for (const std::span<const Owned> part : log) {
    for (const Owned& entry : part) {
      const bool gone = entry.what == Owned::What::gone && is_within(path, entry.path);
      const bool swept = entry.what == Owned::What::swept && path.starts_with(entry.path);
      if (entry.item > item && (gone || swept)) return true;
    }
  }
  return false;
}

// What has to be made at `place`.
bool is_missing(const Context& cx, std::size_t place, const OwnedView& log, const OwnPath& path) {
  const bool at_end = place == cx.facts.stages[cx.plan.stage].end;
  const State& state = at_end ? cx.facts.after_stage[cx.plan.stage] : cx.facts.before[place];
  if (path.there) return false;
  const std::size_t maker = maker_of(log, path.path);
  // The classic builder forgets what a RUN makes in a VOLUME that is declared above it.
  if (maker != no_item && cx.doc.items[maker].keyword == Keyword::run &&
      volume_above(cx.facts, cx.plan.stage, maker, path.path))
    return true;
  if (path.path == state.workdir) {
    // A WORKDIR in force is there, also one that every distribution has.
    const bool again = maker != no_item && state.workdir_because != no_item &&
                       state.workdir_because > maker &&
                       !is_removed_after(log, path.path, state.workdir_because);
    if (is_top_path(path.path) || again) return false;
  }
  if (is_system_root(path.path)) return false;  // /run
  return !is_there(log, path.path) || may_be_gone(cx, maker);
}

// The words for mkdir -p, which makes what is above each of them, too.
std::string lowest(const Context& cx, const OwnGroup& group, const OwnedView& log,
                   const std::vector<std::string>& made) {
  std::string out;
  for (const std::string& path : made) {
    const bool above = std::any_of(made.begin(), made.end(), [&](const std::string& other) {
      return other != path && is_within(other, path);
    });
    if (!above) out += " " + as_written(cx, group, log, path);
  }
  return out;
}

// `chgrp -R 0 /data && chmod -R g=u /data`: whoever is of that group writes there, too.
bool keeps_group(const Context& cx, const OwnPath& own) {
  const std::string& path = own.path;
  for (const std::size_t at : chain_of(cx.facts, cx.plan.stage)) {
    for (const GroupGiven& given : cx.facts.stages[at].groups) {
      const bool itself = given.path == path && !own.recursive;
      if (itself || (given.recursive && is_within(path, given.path))) return true;
    }
  }
  return false;
}

std::vector<std::string> commands_for(const Context& cx, const OwnGroup& group) {
  const std::size_t place = group.appended ? group.place + 1 : group.place;
  const OwnedView log = owned_before(cx.facts, cx.plan.stage, place);
  const bool openshift = cx.plan.ownership == Ownership::openshift;
  std::string single;
  std::string trees;
  std::string alone;  // without the group
  std::string alone_trees;
  std::vector<std::string> made;
  std::string closed;  // to the group
  std::string closed_trees;
  std::string files;
  for (const OwnPath& path : group.paths) {
    const std::string word = " " + as_written(cx, group, log, path.path);
    const bool below =
        std::any_of(group.paths.begin(), group.paths.end(), [&](const OwnPath& tree) {
          return tree.recursive && tree.path != path.path && is_within(path.path, tree.path);
        });
    const bool keeps = !openshift && keeps_group(cx, path);
    if (!below && keeps) (path.recursive ? alone_trees : alone) += word;
    if (!below && !keeps) (path.recursive ? trees : single) += word;
    (path.recursive || path.filled ? closed_trees : closed) += word;
    if (path.file)
      files += word;
    else if (is_missing(cx, place, log, path))
      made.push_back(path.path);
  }
  std::vector<std::string> commands;
  const std::string missing = lowest(cx, group, log, made);
  if (!missing.empty()) commands.push_back("mkdir -p" + missing);
  if (!files.empty()) commands.push_back("touch" + files);
  const std::string named = run_owner_at(cx.facts, cx.plan, group.place);
  const std::string user = named.substr(0, named.find(':'));
  const std::string owner = openshift ? user + ":0" : named;
  if (!single.empty()) commands.push_back("chown " + owner + single);
  if (!alone.empty()) commands.push_back("chown " + user + alone);
  if (!alone_trees.empty()) commands.push_back("chown -R " + user + alone_trees);
  if (!trees.empty()) commands.push_back("chown -R " + owner + trees);
  if (openshift && !closed.empty()) commands.push_back("chmod g=u" + closed);
  if (openshift && !closed_trees.empty()) commands.push_back("chmod -R g=u" + closed_trees);
  return commands;
}

bool is_given_files(const OwnedView& log, const std::string& path) {
  for (const std::span<const Owned> part : log) {
    for (const Owned& entry : part) {
      if (entry.what == Owned::What::content && entry.path == path &&
          entry.owner.kind == Owner::Kind::user)
        return true;
    }
  }
  return false;
}

std::string why_of(const Context& cx, const OwnGroup& group) {
  const OwnedView log = owned_before(cx.facts, cx.plan.stage, no_item);
  std::string out;
  for (const OwnPath& path : group.paths) {
    if (!out.empty()) out += "; ";
    const std::size_t maker = maker_of(log, path.path);
    if (path.recursive || maker == no_item || cx.lines[maker] == 0) {
      out += fmt::format("{}: {}", path.path, path.why);
      continue;
    }
    const Keyword keyword = cx.doc.items[maker].keyword;
    if (keyword == Keyword::workdir && is_given_files(log, path.path)) {
      out += fmt::format("COPY --chown does not change {}: WORKDIR made it as root on line {}",
                         path.path, cx.lines[maker]);
    } else {
      out += fmt::format("{} on line {} made {} as root", keyword_name(keyword), cx.lines[maker],
                         path.path);
    }
  }
  return out;
}

// The RUN of create-user goes on with our commands where it stands right above.
std::optional<Edit> join_creation(const Context& cx, const OwnGroup& group,
                                  const std::vector<std::string>& commands) {
  const std::size_t before = instruction_before(cx.doc, group.place);
  if (!cx.plan.create || before == no_item) return std::nullopt;
  std::vector<std::string> all =
      create_commands(cx.plan.make, cx.facts.stages[cx.plan.stage].base.family);
  if (!is_run_of(cx.doc, before, all)) return std::nullopt;
  all.insert(all.end(), commands.begin(), commands.end());
  const Instruction run = read(cx.doc, cx.doc.items[before]);
  std::string text;
  for (const std::string& each : run_in(style_of(cx.doc), cx.facts.before[before], all)) {
    text.append(text.empty() ? "" : line_ending(cx.doc, before)).append(each);
  }
  return replace({run.keyword_span.begin, run.rest.source(0, run.rest.text.size()).end}, text);
}

Edit append_to_run(const Context& cx, std::size_t item, const std::vector<std::string>& commands) {
  const Instruction run = read(cx.doc, cx.doc.items[item]);
  const std::uint32_t end = run.rest.source(0, run.rest.text.size()).end;
  const bool continued =
      position(cx.doc, end).line != position(cx.doc, run.keyword_span.begin).line;
  return replace({end, end},
                 appended(style_of(cx.doc), continued, commands, line_ending(cx.doc, item)));
}

Edit edit_for(const Context& cx, const OwnGroup& group) {
  const std::vector<std::string> commands = commands_for(cx, group);
  if (group.appended) return append_to_run(cx, group.place, commands);
  if (std::optional<Edit> joined = join_creation(cx, group, commands)) return *joined;
  const Style style = style_of(cx.doc);
  const State& state = cx.facts.before[group.place];
  std::vector<std::string> lines = run_in(style, state, commands);
  if (state.user.kind != User::Kind::root) lines.insert(lines.begin(), line(style, "USER", "root"));
  return group.closing ? insert_at_closing(cx.doc, cx.facts, cx.plan.stage, lines)
                       : insert_above(cx.doc, group.place, lines);
}

void find(const Context& cx, std::vector<Fix>& out) {
  for (const OwnGroup& group : groups_to_own(cx.doc, cx.facts, cx.plan)) {
    if (run_owner_at(cx.facts, cx.plan, group.place).empty()) continue;
    const std::size_t where = std::min(group.place, cx.doc.items.size() - 1);
    out.push_back({.where = cx.doc.items[where].span,
                   .why = why_of(cx, group),
                   .edits = {edit_for(cx, group)},
                   .safety = cx.plan.safety()});
  }
}

}  // namespace

extern constinit const Transform own_paths{
    .name = "own-paths",
    .summary = "Own the directories that the program writes and that root made",
    .safety = Safety::safe,
    .find = find,
};

}  // namespace dockerfix
