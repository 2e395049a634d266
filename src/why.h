// Answers what dockerfix knows of a file: who runs an instruction, who owns a path, and why. It
// shows the facts, the ownership log and the plan that the transforms use, and knows nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts.h"
#include "report.h"

namespace dockerfix {

struct Question {  // neither: about the whole file
  std::optional<std::uint32_t> line;
  std::optional<std::string> path;  // as in the container; relative: to its WORKDIR
};

struct Answer {
  std::string text;     // for standard output
  std::string problem;  // why there is none, for standard error; empty: `text` holds
};

// Never throws on any input; what nobody can tell is said to be unknown. No answer is given of what
// BuildKit would not build, of a line that no instruction covers, and where the WORKDIR that a
// relative path needs is not known.
Answer why(const Subject& subject, const Policy& policy, const Question& question);

struct WhyRow {  // of the table: one an instruction
  std::size_t item = 0;
  std::string line;
  std::string instruction;  // on one line
  std::string stage;        // its name or number; empty: above the first FROM
  std::string user;         // "root (base)", "app (line 4)": of FROM and USER the one they lead to
  std::string need;         // of a RUN: "yes: apt-get update", "no" or "unknown"
  std::vector<std::string> made;  // "/app: root"
};
std::vector<WhyRow> why_rows(const Document& doc, const Facts& facts);

}  // namespace dockerfix
