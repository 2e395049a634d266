// What the files about ownership share. Used by owned_*.cpp only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plan.h"

namespace dockerfix {

// Below a WORKDIR of the chain that is the program's own.
bool under_workdir(const Facts& facts, const Plan& plan, std::string_view path);
bool in_volume(const Facts& facts, const Plan& plan, std::string_view path);

// Whether a RUN gives the account something: then its author chose what it owns, and what not.
bool chosen_by_hand(const Facts& facts, const Plan& plan);

// The stage above `below` that COPY --from names; no_item: another image, or nobody can tell.
std::size_t stage_of(const Facts& facts, std::size_t below, const Instruction& instruction);

// `COPY . /app`: the whole of the build context.
bool copies_context(const Document& doc, const Instruction& instruction);

// Whether a RUN below `item` takes the path away. What it moves is somewhere else then, with its
// owner.
bool removed_later(const Facts& facts, const Plan& plan, std::size_t item, const std::string& path);

// Whether `one` of the copies of a chain, whose destination is known, would give git's work tree
// away above a RUN that asks git.
bool git_needs_it(const Document& doc, const Facts& facts, const std::vector<Copied>& copies,
                  const Copied& one);

// Whether a recursive chown below `item` decides who owns the path, whomever it names.
bool chowned_later(const Facts& facts, const Plan& plan, std::size_t item, const std::string& path);

// Whether --chown on a copy is to give the account what the context closes to others: see
// closed_in_context.
bool gives_closed(const Document& doc, const Facts& facts, const Plan& plan, const Copied& copy);

// Whether it may put anything into a tree of sources: builds, installs, what nobody can read.
bool may_fill(const RunFacts& run);

// Adds a path. One that is there already is known for more than one reason then.
void add_path(std::vector<OwnPath>& out, OwnPath path);

// `RUN touch app.db`, `RUN sqlite3 app.db <schema.sql`: made for the program to write.
void add_made_files(const Document& doc, const Facts& facts, const Plan& plan, const OwnedView& log,
                    std::vector<OwnPath>& out);

// The tree below the cwd of a RUN that fills a database in the build, as root.
void add_left_data(const Facts& facts, const Plan& plan, std::vector<OwnPath>& out);

// Where that data is told to lie elsewhere, what is there is root's as well.
void spread_left_data(const Facts& facts, const Plan& plan, std::vector<OwnPath>& all);

// Whether the account is given all of the tree once a RUN has filled it.
bool is_given_after(const OwnedView& log, const OwnPath& own, const Account& account);

}  // namespace dockerfix
