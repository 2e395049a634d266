// The script that a container starts, where its text is at hand: in a heredoc of the file, or in
// the build context.
#pragma once

#include <optional>
#include <string>

#include "facts.h"

namespace dockerfix {

// The path in the context of what is copied to `path`; empty: nothing is, or nobody can tell.
std::optional<std::string> copied_source(const Facts& facts, std::size_t stage,
                                         const std::string& path);

struct Brought {
  std::size_t item = 0;  // the COPY or ADD
  std::string source;    // in the context
};
// The last that puts something of the context at `path`, as far as `listing` knows of it. Empty:
// nothing does, what does it is not of the context, or the context is not at hand.
std::optional<Brought> brought_to(const Document& doc, const Facts& facts, std::size_t stage,
                                  const ContextLister& listing, const std::string& path);

// The text of the file that the chain puts at `path` (absolute), by COPY or ADD from the context or
// from a heredoc; also by way of another stage, as if no RUN there changed it. Empty: nothing puts
// it there, or the context is not at hand.
std::optional<std::string> copied_text(const Document& doc, const Facts& facts, std::size_t stage,
                                       const ContextReader& context, const std::string& path);

// The files that the chain copies to where a pattern with * in its last part finds them. Empty
// where whole folders are copied there: nobody can tell what is in them.
std::optional<std::vector<std::string>> copied_matching(const Facts& facts, std::size_t stage,
                                                        const std::string& pattern);

// Where the engine finds a program: `name` itself where it has a slash (below the WORKDIR where it
// is relative), else the places of PATH.
std::vector<std::string> places_of_program(const std::string& name,
                                           const std::optional<std::string>& workdir);

}  // namespace dockerfix
