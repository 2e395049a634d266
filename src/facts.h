// What each instruction means where it stands: one forward pass, tables beside the tree.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accounts.h"
#include "commands.h"
#include "document.h"
#include "images.h"
#include "instruction.h"
#include "ownership.h"
#include "policy.h"
#include "shell.h"
#include "variables.h"

namespace dockerfix {

inline constexpr std::size_t no_item = static_cast<std::size_t>(-1);

struct User {
  enum class Kind : std::uint8_t { root, ordinary, unknown };
  Kind kind = Kind::unknown;
  std::string text;               // "app", "10001:10001"; empty: nobody can tell
  std::size_t because = no_item;  // the USER that made it so; no_item: the base image

  std::string name() const { return text.substr(0, text.find(':')); }
};

// How sure the family of a stage is.
enum class Source : std::uint8_t {
  none,
  words,     // the name or tag of an image that is not listed: a guess
  evidence,  // a package manager that a RUN uses: the file is taken to build
  row,       // the table of base images, dockerfix.toml, or the engine
  option,    // --base
};

struct Base {         // what the stage at the root of a chain starts from
  std::string text;   // the image as it resolves; as written where it does not
  std::string image;  // its name where `text` names it by an alias of a registry; what a variable
                      // of it stands for, as far as known: "${REGISTRY}node:22"
  const BaseImage* row = nullptr;  // what is known of it
  Start start = Start::untold;
  Family family = Family::unknown;
  Source source = Source::none;
  User user;                           // that the base starts as
  std::size_t because = no_item;       // the RUN that is the evidence
  std::optional<std::string> workdir;  // that it brings; empty: nobody can tell
  std::string_view env;                // that it sets, as far as known: see BaseImage::env

  // Whether it brings a program of its own to start, as far as anybody knows.
  bool brings_program() const { return start != Start::shell && start != Start::untold; }
};

// Whether the row is of the table, which stays where it is, and not of dockerfix.toml or an engine.
bool is_listed(const BaseImage& row);

// Whether `--base NAME=FAMILY` speaks of the image that a FROM comes to.
bool names_base(const std::string& name, const std::string& image);

struct Setting {  // one ENV or ARG, or a build argument
  std::size_t item = 0;
  std::string name;
  Value value;
  bool env = false;
};

struct AccountEvent {
  std::size_t item = 0;
  AccountChange change;
  bool conditional = false;
  std::string uid_text, gid_text;  // the variables that the ids came from, as written
};

struct Volume {
  std::size_t item = 0;  // of the base image: its FROM
  std::string path;      // absolute; empty: nobody can tell
  bool of_base = false;  // no line of the file declares it
};

// What a chmod, a COPY --chmod or the build context says of people other than the owner.
struct ModeSet {
  std::size_t item = 0;
  std::string path;
  bool recursive = false;
  bool closed = false;
  // Of the context, where COPY keeps the modes: the file or folder; empty: an instruction says it.
  std::string source = {};
  std::uint32_t mode = 0;  // of that
  enum class Made : std::uint8_t { nothing, file, key, folder };
  Made made = Made::nothing;  // what the RUN made with that mode: mkdir -m, install -m, openssl
};

// A RUN gives a group what is there: chgrp, chmod g+w.
struct GroupGiven {
  std::size_t item = 0;
  std::string path;
  bool recursive = false;
  bool opened = false;  // by its letter: g+w, g=u; a number says nothing of why
};

struct Tool {
  std::string name;
  bool conditional = false;
};

struct CommandFacts {            // what one command of a RUN says of itself
  std::size_t command = 0;       // its index in the script of the RUN
  Need need = Need::none;        // root: whoever owns what
  bool certain = true;           // false: it may not run, or may fail without harm
  std::string because;           // need root: the word that says so
  bool unread = false;           // it may have done something that nobody can tell
  std::size_t writes_begin = 0;  // its part of RunFacts::writes
  std::size_t writes_end = 0;
};

// Whether a command asks git about the work tree that it stands in. What builds a package of that
// tree does where the package takes its version from tags: setuptools_scm, versioneer, pbr.
enum class AsksGit : std::uint8_t { no, perhaps, surely };

struct HomeInstall {       // what a command puts under the home, for later
  std::string command;     // its name, or the address of an installer
  std::string variable;    // what would send that elsewhere; empty: nothing known
  std::string tree;        // where it puts that, absolute; empty: not known
  std::size_t logged = 0;  // how much of Stage::owned was before it
};

// What one RUN does.
struct RunFacts {
  std::size_t item = 0;
  Need need = Need::none;  // root: certainly needs root, whoever owns what
  std::string because;     // the command that says so
  bool unread = false;     // has a command that nobody can read
  bool may_leave = false;  // and one that may leave something: more than an rm of what nobody sees
  bool plain_chain = false;  // " && more" can be appended to its text
  bool sudo = false;         // has a command behind sudo: what needs root is done so
  bool as_user = false;      // uses the home, the name or files of the user it runs as
  bool names_user = false;   // the name: whoami, $USER
  bool sets_npm_prefix = false;
  AsksGit asks_git = AsksGit::no;
  std::optional<std::string> leaves_data;  // the cwd of a command that fills a database, which is
                                           // a file where no server runs
  std::vector<Write> writes;               // absolute paths
  std::vector<std::string> texts;          // files that echo, printf, cat and tee write, absolute
  std::vector<std::string> touched;        // files that touch makes where there are none, absolute
  std::vector<HomeInstall> home_installs;
  std::string home_file;               // a file that it leaves below /root, caches apart
  std::vector<Tool> tools;             // the commands, for what they tell of the stage
  std::vector<CommandFacts> commands;  // those that are read; not cd, nor assignments alone
  std::vector<std::string> packages;   // that a package manager of the system installs
};

// Whether it uses one of these commands, by the name of each.
bool uses_any(const RunFacts& run, std::span<const std::string_view> names);

struct CopiedStage {
  std::size_t item = 0;
  std::size_t stage = 0;
};

struct CopyFacts {  // where a COPY or ADD puts what
  std::size_t item = 0;
  std::optional<std::string> to;                    // absolute; empty: nobody can tell
  std::vector<std::optional<std::string>> sources;  // each as it resolves; empty: nobody can tell
  bool into = false;                                // as copies_into says
  bool from = false;                                // of a stage, or of another image
  bool heredocs = false;
};

struct Evidence {                   // what a RUN that needs root proves of an unknown base
  Family family = Family::unknown;  // unknown: no family
  std::size_t because = no_item;
  bool root = false;  // it stands under no USER: the base starts as root

  bool operator==(const Evidence&) const = default;
};

struct Stage {
  std::size_t from = 0;  // its FROM
  std::size_t end = 0;   // the item after its last
  std::string name;
  std::optional<std::size_t> parent;  // the local stage that it is FROM
  bool unresolved = false;            // FROM names something that does not resolve
  Base base;                          // of the chain's root
  // What its items made, in order:
  std::vector<CopyFacts> copies;
  std::vector<CopiedStage> copies_from;
  std::vector<Setting> settings;
  std::vector<AccountEvent> accounts;
  std::vector<Volume> volumes;
  std::vector<RunFacts> runs;
  OwnershipLog owned;
  std::vector<ModeSet> modes;
  std::vector<GroupGiven> groups;
};

struct State {                  // holds just before an item
  std::size_t stage = no_item;  // no_item: above the first FROM
  User user;
  std::optional<std::string> workdir;  // absolute; empty: nobody can tell
  std::size_t workdir_because = no_item;
  std::vector<std::string> shell = {"/bin/sh", "-c"};
};

// Whether the words of a SHELL start a shell of the family that the texts are read by.
bool is_posix_shell(const std::vector<std::string>& shell);

struct Facts {
  std::vector<Stage> stages;
  std::vector<State> before;       // one an item, and one for the end of the file
  std::vector<State> after_stage;  // one a stage: what holds at its end
  std::vector<Setting> global;     // ARGs above the first FROM
  // What the bases were read by, by the index of the stage at a chain's root.
  std::map<std::size_t, Evidence> evidence;
};

Facts read_facts(const Document& doc, const Policy& policy, Scripts& scripts);

// The same, where `known` are the facts of a text whose items before `first` are those of `doc`.
Facts read_on(const Document& doc, const Policy& policy, Scripts& scripts, Facts known,
              std::size_t first);

// What a text proved of its base images holds on in one that was made of it, where a USER stands
// above the RUN that proved it.
void keep_evidence(const Document& doc, const Policy& policy, Scripts& scripts,
                   const std::map<std::size_t, Evidence>& proved, Facts& facts);

// The stages from the chain's root down to `stage`.
std::vector<std::size_t> chain_of(const Facts& facts, std::size_t stage);

// The value of a variable just before an item, as BuildKit would expand it there.
Value variable(const Facts& facts, std::size_t item, std::string_view name);
Lookup variables_at(const Facts& facts, std::size_t item);

// The same at the end of a stage.
Value final_variable(const Facts& facts, std::size_t stage, std::string_view name);

// The ownership log of the chain, with what was done before `item` only.
OwnedView owned_before(const Facts& facts, std::size_t stage, std::size_t item);

// The VOLUME above `item` that holds `path`, in the file or of the base image; null: none that is
// known.
const Volume* volume_above(const Facts& facts, std::size_t stage, std::size_t item,
                           std::string_view path);

// The commands of a RUN, as they were read for the facts; empty where its shell is no POSIX shell.
Script script_of_run(const Instruction& instruction, const State& state, Scripts& scripts);

// HOME just before an item, or (no_item) at the end of the stage: of the file, else of the account.
Value home_before(const Facts& facts, std::size_t stage, std::size_t item);

// What the chain says last of the mode of `path`; null: nothing.
const ModeSet* mode_of(const Facts& facts, std::size_t stage, std::string_view path);

// Whether `path` is closed to those who do not own it, as far as the chain says.
bool is_closed(const Facts& facts, std::size_t stage, std::string_view path);

struct KnownAccount {
  Account account;
  std::size_t made_by = no_item;   // the item; no_item: the base image
  std::string uid_text, gid_text;  // the variables that the ids came from, as written
  bool conditional = false;        // it may not be there
};

// The accounts that exist at `item`: what the base ships and what the chain made so far.
struct KnownAccounts {
  std::vector<KnownAccount> accounts;
  std::vector<Group> groups;
};
KnownAccounts accounts_before(const Facts& facts, std::size_t stage, std::size_t item);

struct Copied {  // a COPY or ADD
  std::size_t item = 0;
  Instruction instruction;
  std::optional<std::string> to;  // as CopyFacts::to
};
// Those of the chain, from its root down.
std::vector<Copied> copies_of(const Document& doc, const Facts& facts, std::size_t stage);

// The sources of an ADD that are fetched from the web, as written; a git repository is not.
std::vector<std::string> fetched_by(const Instruction& instruction, char escape);

// Whether the words of a COPY or ADD say that its destination is a directory. Not said of
// `COPY app /app`: that may be a file or a directory.
bool copies_into(const Document& doc, const Instruction& instruction);

// The account that a USER or --chown names, by name or by number; null: not known.
const KnownAccount* find_account(const KnownAccounts& known, std::string_view name);

}  // namespace dockerfix
