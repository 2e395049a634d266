#include "facts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "facts_parts.h"
#include "text.h"

namespace dockerfix {
namespace {

template <typename Made>
void forget(std::vector<Made>& list, std::size_t first) {
  while (!list.empty() && list.back().item >= first) list.pop_back();
}

// What the items before `first` lead to. A FROM begins anew, but it closes a stage.
State state_before(const Facts& facts, std::size_t first) {
  for (std::size_t i = 1; i < facts.stages.size(); ++i) {
    if (facts.stages[i].from == first) return facts.after_stage[i - 1];
  }
  return first < facts.before.size() ? facts.before[first] : State{};
}

// What the items from `first` on said is not known.
void forget(Facts& facts, std::size_t first) {
  while (!facts.stages.empty() && facts.stages.back().from >= first) facts.stages.pop_back();
  facts.after_stage.resize(facts.stages.empty() ? 0 : facts.stages.size() - 1);
  forget(facts.global, first);
  if (facts.stages.empty()) return;
  Stage& open = facts.stages.back();
  forget(open.copies, first);
  forget(open.copies_from, first);
  forget(open.settings, first);
  forget(open.accounts, first);
  forget(open.volumes, first);
  forget(open.runs, first);
  forget(open.owned, first);
  forget(open.modes, first);
  forget(open.groups, first);
}

class Pass {
 public:
  Pass(const Document& doc, const Policy& policy, Scripts& scripts, Facts known, std::size_t first)
      : doc_(doc),
        policy_(policy),
        scripts_(scripts),
        facts_(std::move(known)),
        first_(first),
        state_(state_before(facts_, first)) {
    forget(facts_, first);
    facts_.before.resize(doc.items.size() + 1);
  }

  Facts run() && {
    for (std::size_t i = first_; i < doc_.items.size(); ++i) {
      facts_.before[i] = state_;
      read_item(i);
    }
    facts_.before.back() = state_;
    close_stage(doc_.items.size());
    return std::move(facts_);
  }

 private:
  Stage& stage() { return facts_.stages.back(); }
  bool in_stage() const { return state_.stage != no_item; }

  // ENV A=$A$A doubles: what grows beyond any use counts as unknown.
  std::optional<std::string> expanded(std::size_t item, std::string_view word) const {
    constexpr std::size_t longest = 64 * 1024;
    std::optional<std::string> text = expand(word, doc_.escape, variables_at(facts_, item));
    if (text && text->size() > longest) text.reset();
    return text;
  }

  // With ${NAME} for each variable that has no value.
  std::string as_far_as_known(std::size_t item, const std::string& word) const {
    const Lookup others = variables_at(facts_, item);
    const Lookup kept = [&](std::string_view name) {
      const Value value = others(name);
      if (value.kind != Value::Kind::unknown) return value;
      return Value{Value::Kind::set, "${" + std::string(name) + "}"};
    };
    return expand(word, doc_.escape, kept).value_or(word);
  }

  void read_item(std::size_t i) {
    const Keyword keyword = doc_.items[i].keyword;
    if (keyword == Keyword::none || keyword == Keyword::unknown) return;
    const Instruction instruction = read(doc_, doc_.items[i]);
    if (keyword == Keyword::from) return read_from_line(i, instruction);
    if (!in_stage()) {
      if (keyword == Keyword::arg) read_settings(i, instruction, facts_.global);
      return;
    }
    switch (keyword) {
      case Keyword::arg:
      case Keyword::env:
        return read_settings(i, instruction, stage().settings);
      case Keyword::user:
        return read_user(i, instruction);
      case Keyword::workdir:
        return read_workdir(i, instruction);
      case Keyword::shell:
        if (instruction.exec && !instruction.exec->empty()) state_.shell = *instruction.exec;
        return;
      case Keyword::volume:
        return read_volume(i, instruction);
      case Keyword::copy:
      case Keyword::add:
        note_sources(i, instruction);
        return read_copy(doc_, facts_, policy_.listing, i, instruction, state_, stage());
      case Keyword::run:
        note_sources(i, instruction);
        return read_run(facts_, scripts_, i, instruction, state_);
      default:
        return;  // ONBUILD acts in other people's builds; the rest changes no state
    }
  }

  void close_stage(std::size_t end) {
    if (facts_.stages.empty()) return;
    stage().end = end;
    facts_.after_stage.push_back(state_);
  }

  void read_from_line(std::size_t i, const Instruction& instruction) {
    close_stage(i);
    const From from = read_from(instruction, doc_.escape);
    facts_.before[i] = State{};
    const std::optional<std::string> text = expanded(i, from.base);
    state_ = State{};
    Stage made;
    made.from = i;
    made.name = from.alias;
    made.parent = text ? stage_named(to_lower(*text)) : stage_of_platform(i, from.base);
    made.unresolved = !made.parent && (!text || text->empty());
    if (!text && made.parent) note_processors(i, from.base, made);
    const std::size_t index = facts_.stages.size();
    if (made.parent) {
      state_ = facts_.after_stage[*made.parent];
      made.base = facts_.stages[*made.parent].base;
    } else {
      const auto found = facts_.evidence.find(index);
      const bool proved = found != facts_.evidence.end();
      made.base = base_of(made.unresolved ? from.base : *text,
                          made.unresolved ? as_far_as_known(i, from.base) : *text, policy_,
                          proved ? &found->second : nullptr);
      state_.user = made.base.user;
      state_.workdir = made.base.workdir;
      if (made.base.row) {
        for (const std::string_view path : words_of(made.base.row->volumes))
          made.volumes.push_back({i, std::string(path), true});
      }
      if (made.base.family == Family::windows) state_.shell = {"cmd", "/S", "/C"};
    }
    state_.stage = index;
    if (!made.parent && state_.workdir && !is_top_path(*state_.workdir))
      add_base_workdir(i, *state_.workdir, owner_from(made.base.user), made.owned);
    facts_.stages.push_back(std::move(made));
  }

  // It is there before any WORKDIR names it: that of the user the image starts as, or open to
  // everybody (1777 in php, golang).
  static void add_base_workdir(std::size_t i, const std::string& path, const Owner& owner,
                               OwnershipLog& log) {
    // What is above it is the image's as well, of whomever.
    std::vector<std::string> above;
    for (std::string at = parent_path(path); !is_top_path(at); at = parent_path(at))
      above.push_back(at);
    for (auto at = above.rbegin(); at != above.rend(); ++at)
      log.push_back({i, Owned::What::directory, *at, {}, false});
    log.push_back({i, Owned::What::directory, path, owner, false});
    if (path == "/var/www/html" || path == "/go")
      log.push_back({i, Owned::What::mode, path, {}, false});
  }

  // FROM base-$TARGETARCH, where the file has a stage base-amd64.
  std::optional<std::size_t> stage_of_platform(std::size_t i, std::string_view base,
                                               const std::string& processor = "amd64") const {
    const Lookup others = variables_at(facts_, i);
    const Lookup usual = [&](std::string_view name) {
      if (name == "TARGETPLATFORM") return Value{Value::Kind::set, "linux/" + processor};
      if (name == "TARGETOS") return Value{Value::Kind::set, "linux"};
      if (name == "TARGETARCH") return Value{Value::Kind::set, processor};
      if (name == "TARGETVARIANT") return Value{Value::Kind::set, ""};
      return others(name);
    };
    const std::optional<std::string> text = expand(base, doc_.escape, usual);
    return text ? stage_named(to_lower(*text)) : std::nullopt;
  }

  // The stages for other processors are built upon as well.
  void note_processors(std::size_t i, std::string_view base, Stage& made) const {
    static constexpr std::array<const char*, 7> processors = {
        "arm64", "arm", "386", "ppc64le", "s390x", "riscv64", "loong64"};
    for (const char* processor : processors) {
      if (const auto other = stage_of_platform(i, base, processor))
        made.copies_from.push_back({i, *other});
    }
  }

  std::optional<std::size_t> stage_named(const std::string& name) const {
    for (std::size_t i = facts_.stages.size(); i-- > 0;) {
      if (!facts_.stages[i].name.empty() && facts_.stages[i].name == name) return i;
    }
    return std::nullopt;
  }

  // A default that nobody gives is given by whoever builds: an ARG without one is unknown.
  Value arg_value(std::size_t i, const Pair& pair) const {
    if (const auto given = policy_.build_args.find(pair.name); given != policy_.build_args.end()) {
      return {Value::Kind::set, given->second};
    }
    if (!pair.value) {
      const Setting* global = last_setting(facts_.global, no_item, pair.name, false);
      if (in_stage() && global) return global->value;
      return {Value::Kind::unknown, {}};
    }
    const std::optional<std::string> text = expanded(i, *pair.value);
    return text ? Value{Value::Kind::set, *text} : Value{Value::Kind::unknown, {}};
  }

  void read_settings(std::size_t i, const Instruction& instruction, std::vector<Setting>& out) {
    const bool env = instruction.keyword == Keyword::env;
    std::vector<Setting> made;  // values on one line of ENV do not see each other
    for (const Pair& pair : pairs(instruction, doc_.escape)) {
      Setting setting{i, pair.name, {}, env};
      if (!env) {
        setting.value = arg_value(i, pair);
        out.push_back(std::move(setting));
        continue;
      }
      const std::optional<std::string> text = expanded(i, pair.value.value_or(""));
      setting.value = text ? Value{Value::Kind::set, *text} : Value{Value::Kind::unknown, {}};
      made.push_back(std::move(setting));
    }
    out.insert(out.end(), made.begin(), made.end());
  }

  // COPY --from=NAME, COPY --from=0, RUN --mount=from=NAME. What a variable hides may be any stage.
  void note_sources(std::size_t item, const Instruction& instruction) {
    for (const Flag& flag : instruction.flags) {
      std::string name;
      if (flag.name == "from") name = flag.value.value_or("");
      if (flag.name == "mount") {
        const std::string mount = "," + flag.value.value_or("");
        const std::size_t at = mount.find(",from=");
        if (at != std::string::npos) name = mount.substr(at + 6, mount.find(',', at + 6) - at - 6);
      }
      if (name.empty()) continue;
      for (std::size_t i = 0; i + 1 < facts_.stages.size(); ++i) {
        const bool named = facts_.stages[i].name == to_lower(name) || std::to_string(i) == name;
        if (named || name.find('$') != std::string::npos) stage().copies_from.push_back({item, i});
      }
    }
  }

  void read_user(std::size_t i, const Instruction& instruction) {
    const std::optional<std::string> text = expanded(i, instruction.rest.text);
    state_.user = {User::Kind::unknown, text.value_or(""), i};
    if (!text) return;
    // An empty USER is root for the engine: semantics 0.3, rule 9.
    const KnownAccounts known = accounts_before(facts_, state_.stage, i);
    const KnownAccount* account = find_account(known, state_.user.name());
    // learn.microsoft.com, "Secure Windows containers".
    const bool administrator =
        stage().base.family == Family::windows && to_lower(*text) == "containeradministrator";
    const bool root = says_root(*text) || administrator || (account && account->account.uid == 0u);
    state_.user.kind = root ? User::Kind::root : User::Kind::ordinary;
  }

  void read_workdir(std::size_t i, const Instruction& instruction) {
    const std::optional<std::string> text = expanded(i, instruction.rest.text);
    state_.workdir_because = i;
    if (!text || (!text->starts_with('/') && !state_.workdir)) {
      state_.workdir.reset();
      return;
    }
    state_.workdir = join_path(state_.workdir.value_or("/"), *text);
    // BuildKit makes it, with its parents, as the USER in force: semantics 1.1.
    make_directories(facts_, state_.stage, i, *state_.workdir, owner_from(state_.user),
                     stage().owned);
  }

  void read_volume(std::size_t i, const Instruction& instruction) {
    for (const Word& word : words(instruction, doc_.escape)) {
      const std::optional<std::string> path = expanded(i, word.text);
      if (!path) stage().volumes.push_back({i, ""});
      if (path && !path->empty()) stage().volumes.push_back({i, join_path("/", *path)});
    }
  }

  const Document& doc_;
  const Policy& policy_;
  Scripts& scripts_;
  Facts facts_;
  std::size_t first_;
  State state_;
};

}  // namespace

Facts read_facts(const Document& doc, const Policy& policy, Scripts& scripts) {
  Facts facts = Pass(doc, policy, scripts, {}, 0).run();
  // What a RUN below proves of a base that is not known holds from the FROM on: look once more.
  Facts proved;
  proved.evidence = evidence_of(facts);
  if (proved.evidence.empty()) return facts;
  return Pass(doc, policy, scripts, std::move(proved), 0).run();
}

Facts read_on(const Document& doc, const Policy& policy, Scripts& scripts, Facts known,
              std::size_t first) {
  Facts facts = Pass(doc, policy, scripts, std::move(known), first).run();
  if (evidence_of(facts) == facts.evidence) return facts;
  return read_facts(doc, policy, scripts);
}

void keep_evidence(const Document& doc, const Policy& policy, Scripts& scripts,
                   const std::map<std::size_t, Evidence>& proved, Facts& facts) {
  Facts more;
  more.evidence = facts.evidence;
  for (const auto& [stage, evidence] : proved) {
    // The RUN is elsewhere now: the FROM is named for it.
    const Evidence kept{evidence.family, facts.stages[stage].from, evidence.root};
    Evidence& now = more.evidence.try_emplace(stage, kept).first->second;
    if (now.family == Family::unknown) now.family = kept.family;
    now.root = now.root || kept.root;
  }
  if (more.evidence != facts.evidence) facts = Pass(doc, policy, scripts, std::move(more), 0).run();
}

}  // namespace dockerfix
