// Fixes one file: makes the plan, runs the transforms in order, and looks at the result again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document.h"
#include "policy.h"
#include "transform.h"

namespace dockerfix {

enum class Outcome : std::uint8_t {
  rootless,  // nothing to do: an ordinary user already, or the image drops privileges itself
  fixed,     // the text differs and its container runs as an ordinary user
  offered,   // a fix is there, but it is unsafe and was not asked for; the text is as it was
  refused,   // runs as root and was left alone, for the reason given
  unknown,   // nobody can tell from this file; the reason says what would decide it
  invalid,   // BuildKit would not build it, or it is no text: see problems
  bug,       // dockerfix's own second look did not accept its result
};
std::string_view outcome_name(Outcome outcome);

struct Applied {  // a fix that was made, or that is on offer
  std::string_view transform;
  std::uint32_t line = 0;  // 1-based, in the text the chain began with where that can be told
  std::string why;
  Safety safety = Safety::safe;
};

struct Reason {            // of a refusal, an unknown or an offer
  std::string kind;        // a stable word for counting: "runs-cron", "onbuild", "base-unknown"
  std::uint32_t line = 0;  // 1-based; 0: the file as a whole
  std::string message;     // one sentence: what is in the way
  std::string remedy;      // what a person could do; may be empty
};

struct Result {
  Outcome outcome = Outcome::rootless;
  std::string text;                // same as the input unless outcome is fixed
  std::vector<Applied> fixes;      // in the order they were made
  std::vector<Applied> offers;     // unsafe or suggested ones that were not
  std::vector<Reason> reasons;     // refused, unknown, offered: at least one; rootless: may say why
  std::vector<std::string> notes;  // what the operator has to know, once a file
  std::vector<Problem> problems;   // invalid: what and where, as offsets in the input
  bool still_root = false;         // fixed in part, as --select or --ignore asked
  std::string bug;                 // bug: which promise was broken, and by which transform
};

// Never throws on any input. A text that is not UTF-8 or holds NUL is invalid.
Result fix(const std::string& text, const Policy& policy);

}  // namespace dockerfix
