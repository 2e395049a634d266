// The parts of a plan that have files of their own. Used by plan*.cpp only.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "plan.h"
#include "project_files.h"
#include "text.h"

namespace dockerfix {

struct Look {  // all that a plan is made from
  const Document& doc;
  const Facts& facts;
  const Policy& policy;
  std::size_t stage;
  Launch launch;
  const std::vector<std::uint32_t>& lines;  // of each item, in the text as its author has it
  // Of the chain, from its root down.
  std::vector<std::reference_wrapper<const RunFacts>> runs;
  std::vector<Copied> copies;
  bool can_run = true;  // a RUN can be added: there is a shell, and a processor for it

  const Base& base() const { return facts.stages[stage].base; }
  // 1-based; 0 for no_item and for what dockerfix wrote.
  std::uint32_t line(std::size_t item) const { return item < lines.size() ? lines[item] : 0; }
  const State& end() const { return facts.after_stage[stage]; }
};

using Check = std::optional<Reason> (*)(const Look&);

// What the base image starts by itself needs root; or hands what the file names over as root.
std::optional<Reason> base_needs_root(const Look& look);
std::optional<Reason> starts_other_program(const Look& look);

std::optional<Reason> unknown_reason(const Look& look);  // why nobody can tell who runs
std::optional<Reason> drops_reason(const Look& look);    // why it is left to drop by itself
std::span<const Check> refusals();                       // in the order they are asked
std::span<const Check> mount_doubts();    // each makes the fix unsafe: what is mounted
std::span<const Check> host_doubts();     // what of the host it takes
std::span<const Check> key_doubts();      // whose keys it reads
std::span<const Check> purpose_doubts();  // what it is for
std::span<const Check> package_doubts();  // what is brought beside it
std::span<const Check> daemon_doubts();   // the servers of packages
std::span<const Check> doubts();          // and how it works

using LateCheck = std::optional<Reason> (*)(const Look& look, const Plan& plan);
std::span<const LateCheck> late_doubts();  // once the account and the paths are known

// Whether it is a local archive that ADD unpacks; of a URL it does not.
bool unpacks(const Look& look, const Copied& copy);

// ", and change /root on lines 8 and 13, too": the other lines of the chain that name it.
// Not `above`: those below `item` that name a place of installers in it, and those above that name
// `tree`. Empty: none does.
std::string and_go_by(const Look& look, std::size_t item, bool above, std::string_view tree = {});

// Whether the file brings something of its own into the image, packages and downloads apart.
bool brings_own(const Look& look);

// ENTRYPOINT alone, and no port: `docker run -v "$PWD:/work" IMAGE -o /work/out`. A CMD that is one
// bare name is there to be given more, or to be replaced.
std::optional<Reason> works_on_arguments(const Look& look);

// Whether the FROM of the chain's root names a variable that has no value.
bool is_unresolved(const Look& look);

// The first RUN of a stage that runs as the user that the one of the plan ends with; no_item: none
// does.
std::size_t inheriting_run(const Look& look, std::size_t stage);

// How a person can say what a base image is.
std::string how_to_tell(const Base& base);

// Whether s6-overlay can start as another user: the file opens /run, or gives it to one
// (just-containers/s6-overlay, libexec/preinit).
bool can_start_s6(const Look& look);

// Whether the base image lets everybody into root's home.
bool opens_root_home(const Look& look);

bool in_root_home(std::string_view path);
// "/root/.jupyter/x": its program looks for it in the home of whoever starts it.
bool is_settings_of_home(std::string_view path);
// Without a remedy of its own: where to move it, and what follows it.
Reason root_home_reason(const Look& look, std::size_t item, const std::string& what,
                        const std::string& remedy = {});
// What COPY or ADD puts into root's home, `settings`: in places where programs look for them, or
// elsewhere.
std::optional<Reason> copied_into_root_home(const Look& look, bool settings);
// Whether settings of a shell are copied there: it shall be somebody's home.
bool has_settings_of_shell(const Look& look);

// What is used of root's home: see plan_root_home.cpp.
std::optional<Reason> root_home(const Look& look);
std::optional<Reason> settings_in_root_home(const Look& look);
std::optional<Reason> path_in_root_home(const Look& look);

// Whether what is installed there is put elsewhere then, or nothing that runs uses it.
bool serves_build_only(const Look& look, const HomeInstall& install);
// What is installed there: see plan_home_install.cpp.
std::optional<Reason> home_install(const Look& look);
std::optional<Reason> environment_in_home(const Look& look);
std::optional<Reason> fetched_by_package(const Look& look);
std::optional<Reason> unverified_cypress(const Look& look);  // a doubt

// The last EXPOSE of a port of TCP; no_item: none.
std::size_t exposed_at(const Look& look, int port);

// Whether the container starts a program of one of these kinds: see Program::kind.
bool runs(const Look& look, std::string_view kinds);

// Whether a RUN of the chain installs a package whose name begins so.
bool installs(const Look& look, std::string_view start);

// `COPY --from=build /heartbeat /heartbeat`: the file builds it, whatever its name is.
bool builds_program(const Look& look);

// The program that is started, absolute, where COPY brings it from the build context, its mode is
// for nobody to execute there, and no line can have changed that; empty: it may be executed.
std::string not_executable(const Look& look);

// What the project's own files say of what is written, where they are copied to the folder that the
// program works in, and are at hand.
std::vector<ProjectSign> project_of(const Look& look);

// Whether the image runs what is brought to it, PHP: alone it has no site.
bool runs_code(const BaseImage* row);

// Whether it is a web server that hands out what lies there, and nothing else.
bool only_reads(const Look& look);

void take_final_user(const Look& look, Plan& plan);  // rootless: who it is
void choose_account(const Look& look, Plan& plan);   // root: who it shall be
// Whether a command of that RUN, or of a later one, takes away what has that mode.
bool is_removed(const OwnedView& log, const ModeSet& mode);

struct MadeKey {  // a private key that a RUN makes, and that is root's
  const ModeSet* mode = nullptr;
  bool within_reach = false;  // a chown can make it the account's to read
};
std::vector<MadeKey> made_keys(const Look& look);
std::optional<Reason> closed_key(const Look& look);  // one that is not within reach

// Whether what the RUN `maker` made may be gone again unseen, by a later command or with a mount.
bool may_vanish(const Document& doc, const Stage& stage, std::size_t maker);

// What the program is started from, told to read or was made for it, and is its owner's only.
std::vector<OwnPath> closed_paths(const Look& look, const Plan& plan);
std::vector<OwnPath> known_writes(const Look& look, const Plan& plan);

// What a RUN brings into the WORKDIR and leaves root's.
std::optional<Reason> tree_of_root(const Look& look, const Plan& plan);

// Adds `path` where it is not among them yet.
void add_write(std::vector<OwnPath>& out, OwnPath path);

// What the program is known to write where it works in `cwd`. `why` is what told of it; empty: the
// program itself.
void add_program(std::vector<OwnPath>& out, const Look& look, const Program& program,
                 const std::optional<std::string>& cwd, const std::string& why = {});

// A directory that only this file of the program lies in is made its own; a file among others is
// made empty instead.
OwnPath path_for(const std::string& whole, bool folder, const std::string& why);

// Whether no package and no image brings the nginx that the file starts.
bool builds_nginx(const Look& look);

// Where nginx writes: what the RUN that builds it says, else `places`, as the package of the
// distribution has them.
std::vector<std::string> nginx_places(const Look& look, std::vector<std::string> places);

// "php8.2-fpm", "php83-fpm", "php-fpm"
bool is_php_fpm(std::string_view package);

// Where the php-fpm of the distribution's packages writes, beside `places`.
std::vector<std::string> php_fpm_places(const Look& look, std::vector<std::string> places);

// What its image writes by settings and templates that the file copies.
void add_nginx_settings(std::vector<OwnPath>& out, const Look& look);

// Where the package of the program that is started keeps what other builds of it keep elsewhere;
// empty: no such package brings it, or its arguments name a place.
struct PackagedDefault {
  std::vector<std::string> places;  // a final / marks a directory
  std::size_t item = no_item;       // the RUN that installs it
};
PackagedDefault packaged_default(const Look& look, const Program& started);

// What a start that is not at hand is taken to write: the places of the servers that the file
// installs, and the folders of templates.
void add_unread(std::vector<OwnPath>& out, const Look& look);

// Of a file that runs as a user already: the places of the servers that a RUN installs which has to
// be root and is not. It fails until move-user gives it to root, so nobody has owned them yet.
std::vector<OwnPath> writes_of_moved_runs(const Look& look);

// Whether all that is unread of the start is Debian's apachectl, which here finds its directories
// the account's, and changes no owner.
bool is_settled_apachectl(const Look& look, const Plan& plan);

// Says in the doubt of such a start which settings of this file it could not change.
void name_what_stays(const Look& look, Plan& plan);

// The folders above `path` that nothing has made yet: who makes it makes these as well.
std::vector<std::string> missing_above(const Look& look, const Plan& plan, const std::string& path);
// The files of the build context that the stages which make the image compile its program from, or
// that it loads by rules of its own, as PHP does; empty: none are at hand.
std::vector<std::string> unnamed_sources(const Look& look);

// What the settings and the sources that the program is started with name, where they are at hand.
std::vector<OwnPath> named_in_files(const Look& look, const Plan& plan);
std::optional<std::string> home_to_set(const Look& look, const Plan& plan);
std::vector<std::string> operator_notes(const Look& look, const Plan& plan);

// Whether an entry of the ownership log speaks of this account.
bool is_account(const Owner& owner, const Account& account);
// The names for --uid-arg that nothing in the chain has taken.
std::pair<std::string, std::string> id_arguments(const Look& look);

// Calls `see(item)` for each instruction of the chain, from its root down.
template <typename See>
void each_item(const Look& look, const See& see) {
  for (const std::size_t at : chain_of(look.facts, look.stage)) {
    const Stage& stage = look.facts.stages[at];
    for (std::size_t i = stage.from; i < stage.end; ++i) see(i);
  }
}

// Whether the chain has one of these instructions.
bool has_instruction(const Look& look, std::initializer_list<Keyword> keywords);

std::optional<std::size_t> stage_number(const std::string& text, const Facts& facts);

}  // namespace dockerfix
