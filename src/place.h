// Where new lines go, and what is to be owned and chowned there: what the transforms agree on.
#pragma once

#include <string>
#include <vector>

#include "plan.h"
#include "style.h"

namespace dockerfix {

// The item before which a new USER goes: the closing group of CMD, ENTRYPOINT and HEALTHCHECK with
// the comments that belong to it, else the end of the stage.
std::size_t closing_place(const Document& doc, const Facts& facts, std::size_t stage);

// `lines` inserted at a closing place, among the blank lines as the file has them.
Edit insert_at_closing(const Document& doc, const Facts& facts, std::size_t stage,
                       const std::vector<std::string>& lines);

// `lines` inserted right before an instruction, above the comments that belong to it.
Edit insert_above(const Document& doc, std::size_t item, const std::vector<std::string>& lines);

// The COPY and ADD instructions of the chain that get the account as owner.
std::vector<std::size_t> copies_to_own(const Document& doc, const Facts& facts, const Plan& plan);

// Where root's programs and those of the build keep what they read: a mode that closes it is meant.
bool is_place_of_root(std::string_view path);

// What a COPY or ADD of the chain brings from the build context that only its owner may read or
// execute there, and that is root's and still closed at the end. Null: nothing is known of that, or
// it is for root's programs and those of the build: keys of ssh, /etc/shadow, /etc/sudoers.d, …
const ModeSet* closed_in_context(const Facts& facts, const Plan& plan, std::size_t item);

// The last COPY or ADD of the chain that puts a file of the build context at `path`; no_item: none
// is known.
std::size_t copy_to(const Document& doc, const Facts& facts, std::size_t stage,
                    const std::string& path);

// The directories and files that the program writes, or is taken to; also what is its own already,
// and what is never given away.
std::vector<OwnPath> paths_written(const Document& doc, const Facts& facts, const Plan& plan);

// The RUN that puts a tree into the WORKDIR as root, `git clone … .` or `tar x`, with nobody who
// gives it away; no_item: none does.
std::size_t tree_brought_by(const Document& doc, const Facts& facts, std::size_t stage);

// Whether the RUN that fills `path` as root can give it away itself, by more commands at its end.
bool can_give_itself(const Document& doc, const Facts& facts, const Plan& plan, std::size_t item,
                     std::string_view path);

// That tree, where the RUN itself can give it away, so that no byte is stored twice.
std::optional<OwnPath> brought_tree(const Document& doc, const Facts& facts, const Plan& plan);

// Of these, those that the account must own and does not yet.
std::vector<OwnPath> paths_to_own(const Document& doc, const Facts& facts, const Plan& plan);

// Whether a directory is one that people mount a volume on, by its name or by where it is.
bool keeps_data(std::string_view path);

// Whether a VOLUME at `path` can be the account's: not what is the host's or the system's, and not
// a file or a link (/etc/localtime).
bool can_be_owned(const OwnedView& log, const std::string& path);

struct OwnGroup {         // one RUN of own-paths
  std::size_t place = 0;  // before this item; the closing place, or a VOLUME or USER
  bool closing = false;
  std::vector<OwnPath> paths;
  bool appended = false;  // to the RUN at `place` itself, which filled the trees
};
std::vector<OwnGroup> groups_to_own(const Document& doc, const Facts& facts, const Plan& plan);

// The owner for chown in a RUN before `item`: the name where the account is there by then, else its
// numbers; empty: neither can be written there.
std::string run_owner_at(const Facts& facts, const Plan& plan, std::size_t item);

// The lines of a RUN that works under the shell in force: exec form where that is no POSIX shell.
std::vector<std::string> run_in(const Style& style, const State& state,
                                const std::vector<std::string>& commands);

// The instruction before `item`, comments and blank lines passed over; no_item: none.
std::size_t instruction_before(const Document& doc, std::size_t item);

// A RUN whose text is exactly these commands joined by &&, whatever its line breaks.
bool is_run_of(const Document& doc, std::size_t item, const std::vector<std::string>& commands);

bool is_comment(const Document& doc, std::size_t item);
bool is_blank(const Document& doc, std::size_t item);

}  // namespace dockerfix
