// Which copies get the account as owner.
#include <algorithm>
#include <array>

#include "owned_parts.h"
#include "place.h"
#include "plan_parts.h"

namespace dockerfix {

// The stage that COPY --from names; no_item: another image, or nobody can tell.
std::size_t stage_of(const Facts& facts, std::size_t below, const Instruction& instruction) {
  const Flag* from = instruction.flag("from");
  if (!from || !from->value) return no_item;
  const std::string name = to_lower(*from->value);
  for (std::size_t i = below; i-- > 0;)
    if (facts.stages[i].name == name) return i;
  const std::optional<std::size_t> number = stage_number(name, facts);
  return number && *number < below ? *number : no_item;
}

// `COPY . /app`: the whole of the build context.
bool copies_context(const Document& doc, const Instruction& instruction) {
  if (instruction.flag("from") || !instruction.heredocs.empty()) return false;
  const std::vector<Word> all = words(instruction, doc.escape);
  const std::string& source = all.front().text;
  return all.size() == 2 && (source == "." || source == "./" || source == "/" || source == "*");
}

bool removed_later(const Facts& facts, const Plan& plan, std::size_t item,
                   const std::string& path) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    const OwnershipLog& log = facts.stages[at].owned;
    for (std::size_t i = 0; i < log.size(); ++i) {
      const bool moved = i + 1 < log.size() && log[i + 1].item == log[i].item &&
                         log[i + 1].what == Owned::What::content;
      if (log[i].item > item && log[i].what == Owned::What::gone && !moved &&
          is_within(path, log[i].path))
        return true;
    }
  }
  return false;
}

bool chowned_later(const Facts& facts, const Plan& plan, std::size_t item,
                   const std::string& path) {
  for (const std::size_t at : chain_of(facts, plan.stage)) {
    for (const Owned& entry : facts.stages[at].owned) {
      if (entry.item > item && entry.what == Owned::What::owner && entry.recursive &&
          entry.owner.kind != Owner::Kind::unknown && is_within(path, entry.path)) {
        return true;
      }
    }
  }
  return false;
}

namespace {

// Whether a stage works in it, or made it as a directory.
bool is_directory_of(const Facts& facts, std::size_t stage, const std::string& path) {
  if (stage == no_item) return false;
  const std::string whole = join_path("/", path);
  for (const std::size_t at : chain_of(facts, stage)) {
    for (std::size_t i = facts.stages[at].from; i < facts.stages[at].end; ++i)
      if (facts.before[i].workdir == whole) return true;
    for (const Owned& entry : facts.stages[at].owned)
      if (entry.path == whole && entry.what == Owned::What::directory) return true;
  }
  return false;
}

// The file that ENTRYPOINT or CMD starts, copied from another stage or into an image that has
// nothing else: it stays root's, for nobody writes it.
bool is_program(const Document& doc, const Facts& facts, const Plan& plan, const Copied& copy) {
  const Instruction& instruction = copy.instruction;
  const Family family = facts.stages[plan.stage].base.family;
  const bool bare = family == Family::scratch || family == Family::distroless;
  if (!instruction.flag("from") && !bare) return false;
  const std::vector<Word> all = words(instruction, doc.escape);
  if (all.size() != 2) return false;
  const std::string& name = plan.program;
  if (name.empty()) return bare;
  const bool into = copies_into(doc, instruction);
  if (is_directory_of(facts, stage_of(facts, plan.stage, instruction), all[0].text)) return false;
  if (!plan.program_path.empty() && copy.to)
    return plan.program_path == *copy.to ||
           plan.program_path == join_path(*copy.to, base_name(all[0].text));
  return base_name(all[0].text) == name || (!into && base_name(all[1].text) == name);
}

// The program is known to write there.
bool is_written(const Plan& plan, const std::string& to) {
  return std::any_of(plan.writes.begin(), plan.writes.end(), [&](const OwnPath& path) {
    return path.known && !path.file && !is_top_path(path.path) && is_within(to, path.path);
  });
}

// scratch and distroless have no shell, and programs in one file. What such a program writes lies
// in its WORKDIR, or was made for it in another stage: COPY --from=build /data /data.
bool is_for_bare(const Facts& facts, const Plan& plan, const std::string& to) {
  const Family family = facts.stages[plan.stage].base.family;
  if (family != Family::scratch && family != Family::distroless) return true;
  const std::optional<std::string>& workdir = facts.after_stage[plan.stage].workdir;
  const bool own = workdir && !is_top_path(*workdir) && is_within(to, *workdir);
  return own || keeps_data(to) || is_written(plan, to);
}

// scratch has no /tmp: the COPY that brings it makes it anew, closed like any other directory.
bool makes_tmp(const Facts& facts, const Plan& plan, std::string_view to) {
  return facts.stages[plan.stage].base.family == Family::scratch &&
         (to == "/tmp" || to == "/var/tmp");
}

// /licenses and /config are not: they are read.
bool is_own_tree(const Facts& facts, const Plan& plan, const std::string& path) {
  static constexpr std::array<std::string_view, 8> roots = {
      "/app", "/srv", "/opt", "/home", "/code", "/usr/src", "/var/www", "/workspace"};
  return under_workdir(facts, plan, path) || in_volume(facts, plan, path) || keeps_data(path) ||
         is_written(plan, path) || (plan.account.home && is_within(path, *plan.account.home)) ||
         std::any_of(roots.begin(), roots.end(),
                     [&](std::string_view root) { return is_within(path, root); });
}

// In a file that has its user already: where the whole context is copied to and no --chown stands
// anywhere, people expect that tree to be that user's. Anything else may be root's on purpose.
std::optional<std::string> expected_tree(const Document& doc, const Facts& facts,
                                         const Plan& plan) {
  const Family family = facts.stages[plan.stage].base.family;
  if (family == Family::scratch || family == Family::distroless) return std::nullopt;
  std::optional<std::string> tree;
  for (const Copied& copy : copies_of(doc, facts, plan.stage)) {
    if (copy.instruction.flag("chown")) return std::nullopt;
    if (copies_context(doc, copy.instruction)) tree = copy.to;
  }
  return tree;
}

// What comes from another image, and not from a stage of this file, is a tool.
bool is_tool(const Facts& facts, const Plan& plan, const Instruction& instruction) {
  const Flag* from = instruction.flag("from");
  return from && from->value && stage_of(facts, plan.stage, instruction) == no_item;
}

// A file that ADD fetches is root's only, wherever it lies, unless a chmod opens it. What the build
// alone takes is not: settings of package managers, archives that are unpacked and removed.
bool fetches_for_program(const Document& doc, const Facts& facts, const Plan& plan,
                         const Copied& copy) {
  static constexpr std::array<std::string_view, 8> of_the_build = {
      "/tmp",     "/var/tmp",         "/root",   "/etc/apt", "/etc/apk",
      "/etc/pki", "/etc/yum.repos.d", "/usr/src"};
  const std::string& to = *copy.to;
  if (plan.standing != Standing::root ||
      std::any_of(of_the_build.begin(), of_the_build.end(),
                  [&](std::string_view place) { return is_within(to, place); }))
    return false;
  for (const std::string& source : fetched_by(copy.instruction, doc.escape)) {
    const bool into = copies_into(doc, copy.instruction);
    const std::string path = into ? join_path(to, base_name(source)) : to;
    if (is_closed(facts, plan.stage, path) && !removed_later(facts, plan, copy.item, path) &&
        !chowned_later(facts, plan, copy.item, path))
      return true;
  }
  return false;
}

// `COPY --from=build /server.key /`: openssl closes the keys that it makes to all but their owner
// (openssl-req(1), -keyout), and so do people. What lies in /etc may be a program's of root's.
bool is_private_key(const Document& doc, const Plan& plan, const Copied& copy) {
  if (plan.standing != Standing::root || is_system_path(*copy.to)) return false;
  if (copy.instruction.flag("link")) return false;  // it would give the folders above as well
  std::vector<Word> all = words(copy.instruction, doc.escape);
  if (all.size() < 2) return false;
  all.pop_back();
  return std::any_of(all.begin(), all.end(), [](const Word& word) {
    const std::string name = to_lower(base_name(word.text));
    return name.ends_with(".key") || name.ends_with("key.pem");
  });
}

// `expected`: the only tree that may get an owner, in a file that has its user already.
bool gets_owner(const Document& doc, const Facts& facts, const Plan& plan,
                const std::optional<std::string>& expected, const std::vector<Copied>& copies,
                const Copied& copy) {
  const Instruction& instruction = copy.instruction;
  if (!copy.to || instruction.flag("chown") || is_tool(facts, plan, instruction)) return false;
  const std::string& to = *copy.to;
  if (makes_tmp(facts, plan, to) && plan.standing == Standing::root) return true;
  if (fetches_for_program(doc, facts, plan, copy)) return true;
  if (is_private_key(doc, plan, copy))
    return !chowned_later(facts, plan, copy.item, to) && !removed_later(facts, plan, copy.item, to);
  if (gives_closed(doc, facts, plan, copy))
    return !(copies_into(doc, instruction) && git_needs_it(doc, facts, copies, copy));
  // "COPY run.sh /run.sh" is a file beside the system's, and no tree of the program's.
  const bool into = copies_into(doc, instruction);
  const bool file_at_top =
      !into && is_top_path(parent_path(to)) && to.find('.') != std::string::npos;
  const bool closed = instruction.flag("chmod") && is_closed(facts, plan.stage, to);
  if ((file_at_top && !closed) || !is_program_path(facts, plan, to)) return false;
  const bool data = in_volume(facts, plan, to) || keeps_data(to);
  const bool own =
      plan.only_reads ? data : is_own_tree(facts, plan, to) || copies_context(doc, instruction);
  if (!closed && (!own || !is_for_bare(facts, plan, to))) return false;
  if (expected && !is_within(to, *expected)) return false;
  if (into && git_needs_it(doc, facts, copies, copy)) return false;
  if (!closed && is_program(doc, facts, plan, copy)) return false;
  return !chowned_later(facts, plan, copy.item, to) && !removed_later(facts, plan, copy.item, to);
}

}  // namespace

std::vector<std::size_t> copies_to_own(const Document& doc, const Facts& facts, const Plan& plan) {
  std::vector<std::size_t> out;
  if (plan.ownership == Ownership::strict) return out;
  std::optional<std::string> expected;
  if (plan.standing == Standing::rootless) {
    expected = expected_tree(doc, facts, plan);
    if (!expected || chosen_by_hand(facts, plan)) return out;
  }
  const std::vector<Copied> copies = copies_of(doc, facts, plan.stage);
  for (const Copied& copy : copies) {
    if (gets_owner(doc, facts, plan, expected, copies, copy)) out.push_back(copy.item);
  }
  return out;
}

}  // namespace dockerfix
