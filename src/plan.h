// What is to be done about one runtime stage, and why not: made once, as a value that can be
// printed. The transforms only carry it out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "chain.h"
#include "facts.h"
#include "launch.h"

namespace dockerfix {

enum class Standing : std::uint8_t {  // of the runtime stage, before anything is changed
  rootless,                           // an ordinary user already: only mistakes are repaired
  root,                               // to be fixed
  drops,                              // starts as root and drops privileges itself: left alone
  needs_root,                         // refused
  unknown,                            // nobody can tell: refused
};
std::string_view standing_name(Standing standing);

struct OwnPath {           // what the program must be able to write
  std::string path;        // absolute
  bool file = false;       // to be created empty where it is not there
  std::string why;         // "nginx writes its pid there"
  bool recursive = false;  // what a package put there is written too
  bool known = false;      // known of the program or the image, wherever it lies
  bool there = false;      // copied or made before, though the log cannot tell
  bool filled = false;     // copies lie below it, which only their owner may write: openshift
  std::size_t since = 0;   // the item that made or filled it: above that it cannot be owned
  bool brought = false;    // by the RUN `since`, as COPY would bring it: given away in that RUN
};

struct Plan {
  Standing standing = Standing::unknown;
  std::size_t stage = 0;          // the runtime stage
  std::optional<Reason> refusal;  // standing needs_root or unknown; drops: why
  std::vector<Reason> refusals;   // needs_root: what else is in the way
  std::vector<Reason> doubts;     // what makes the fix unsafe; empty: safe

  NewAccount make;   // where create: the account of rule 4
  NewAccount asked;  // the same before names and ids gave way to those that are taken
  bool create = false;
  Account account;                  // who runs; numbers empty where only the name is known
  std::string account_why;          // "node is the account that node:20 ships"
  std::string user;                 // the argument of USER
  std::string owner;                // of --chown and chown; empty: cannot be written
  std::string owner_number;         // the same in numbers; empty: not known
  std::string run_owner;            // of chown in a RUN
  bool can_run = true;              // a RUN can be added to the stage
  std::string program;              // the name of what is started; empty: not known
  std::string program_path;         // where it lies, absolute; empty: found by PATH, or not known
  std::string not_executable;       // what is started: nobody may execute it, as it is copied
  bool only_reads = false;          // a web server: what is copied for it is never written
  std::vector<OwnPath> writes;      // known for the program or the base image
  std::optional<std::string> home;  // set-home: the value for ENV HOME

  // Stages that are asked for too, and whose RUNs would run as the user that this one ends with:
  // they go on as root.
  std::vector<std::size_t> heirs;

  Ownership ownership = Ownership::compat;
  bool uid_arg = false;
  std::string arg_uid, arg_gid;    // uid_arg: "UID=10001", "GID=10001"
  std::vector<std::string> notes;  // what the operator has to know

  Safety safety() const { return doubts.empty() ? Safety::safe : Safety::unsafe; }
};

// `lines`: that of each item in the text as its author has it, for what is said of them.
Plan make_plan(const Document& doc, const Facts& facts, const Policy& policy, std::size_t stage,
               const std::vector<std::uint32_t>& lines);

// The stages that `policy` asks for, by index, each once and in order. An unknown --target: empty,
// and `problem` says so.
std::vector<std::size_t> runtime_stages(const Document& doc, const Facts& facts,
                                        const Policy& policy, std::string& problem);

// One line a member, for people and for tests.
std::string describe(const Plan& plan);

// The account that "10001:10001" or "10001" stands for; no uid where the text is a name.
Account account_of_numbers(const std::string& text);

// The account that the options ask for.
NewAccount asked_account(const Policy& policy);

// Whether `path` is of the program's own tree in this stage: below a WORKDIR, the account's home,
// /app, /srv, /opt/…, a VOLUME, and not the distribution's.
bool is_program_path(const Facts& facts, const Plan& plan, std::string_view path);

}  // namespace dockerfix
