// What the answers of `dockerfix why` share. Used by why*.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan.h"
#include "why.h"

namespace dockerfix {

// The line that each item begins on.
std::vector<std::uint32_t> lines_of_items(const Document& doc);

struct View {  // one text, understood
  const Document& doc;
  const Facts& facts;
  const std::vector<std::uint32_t>& lines;
};

// "WORKDIR on line 4".
std::string said_item(const View& view, std::size_t item);
// "stage run (FROM on line 3)".
std::string said_stage(const View& view, std::size_t stage);
std::string stage_name(const Facts& facts, std::size_t stage);

// What stands on the item's lines as one line, comments and heredocs left out.
std::string instruction_text(const Document& doc, std::size_t item);

// "root", "app", "10001:10001" or "unknown".
std::string said_user(const User& user);
std::string said_owner(const Owner& owner);
// What made that user the one in force in the stage: "USER on line 4".
std::string why_user(const View& view, std::size_t stage, const User& user);

// The same for the WORKDIR of a state: "/app (WORKDIR on line 2)".
std::string said_workdir(const View& view, const State& state);

// The stage of an item, also of FROM; no_item: above the first.
std::size_t stage_at(const Facts& facts, std::size_t item);
// What holds right after an item of a stage.
const State& state_after(const Facts& facts, std::size_t item);

// "/app: root": what an item leaves in the file system, as the ownership log has it. Empty:
// nothing. Windows images have no log: "unknown".
std::vector<std::string> made_by(const View& view, std::size_t item);

const RunFacts* run_at(const Facts& facts, std::size_t item);
// "yes: apt-get update", "no" or "unknown".
std::string said_need(const Facts& facts, const RunFacts& run);

// Cut to that many characters, and filled up to them.
std::string shortened(std::string_view text, std::size_t width);
std::string padded(std::string_view text, std::size_t width);
std::size_t width_of(std::string_view text);

// Whose users and owners are not read.
bool is_windows(const View& view, std::size_t stage);
inline constexpr std::string_view windows_words =
    "a Windows image has other accounts, and owners that are not read";

struct Who {  // somebody that the program may run as
  User::Kind kind = User::Kind::unknown;
  std::string name;
  Account account;  // of kind ordinary
};
Who starts_as(const View& view, const Plan& plan);  // as the file stands
Who planned(const Plan& plan);                      // whom the fix starts it as

struct Access {
  enum class Can : std::uint8_t { yes, no, unknown };
  Can can = Can::unknown;
  std::string why;
};
std::string_view said_can(Access::Can can);
// Whether that user can write a path at the end of a stage, and what decides it.
Access access_to(const View& view, std::size_t stage, const std::string& path, const Who& who);
// Who owns it there: "root", "unknown", or "nobody" where no line of the file makes it.
std::string owner_at_end(const View& view, std::size_t stage, const std::string& path);
// And what decided that: "WORKDIR on line 4 made it as root".
std::string why_owner(const View& view, std::size_t stage, const std::string& path);

// The three answers.
std::string table_answer(const View& view, const Subject& subject, const Policy& policy,
                         const std::vector<std::size_t>& stages);
std::string line_answer(const View& view, const Subject& subject, Scripts& scripts,
                        std::size_t item);
std::string path_answer(const View& view, const Subject& subject, const Policy& policy,
                        const std::vector<std::size_t>& stages, const std::string& path);

}  // namespace dockerfix
