// What is said to the person about a file: text only, for standard error.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "chain.h"

namespace dockerfix {

struct Subject {  // a file, under the name that reports give it
  const std::string& path;
  const std::string& text;
};

// "path:line:column: message" and the line with a mark below the column.
std::string problem_report(const Subject& subject, const Problem& problem);

// One line a fix, an offer, a reason and a note; problems with their lines; a bug as ours. Empty
// where there is nothing to say. Without `fixes`, only problems, bugs and reasons.
std::string full_report(const Subject& subject, const Result& result, bool fixes);

// One line for --check: the outcome, the first reason and its kind in brackets; for an invalid
// file, its first problem.
std::string check_report(const Subject& subject, const Result& result);

// Counts over many files.
struct Tally {
  std::size_t files = 0;
  std::map<Outcome, std::size_t> outcomes;
  std::map<std::string, std::size_t> reasons;  // files by Reason::kind
  std::size_t unreadable = 0;

  void add(const Result& result);
};

// The counts as a table: outcomes in their order, then reasons, the most frequent first.
std::string summary(const Tally& tally);

// A name for a terminal: control characters as \ooo.
std::string shown(std::string_view name);

}  // namespace dockerfix
