// Let what the container starts be executed, where COPY brings it as a file that cannot be.
#include <fmt/format.h>

#include "place.h"
#include "text.h"
#include "transform.h"

namespace dockerfix {
namespace {

// Whether the COPY brings that file and nothing else.
bool is_alone(const Document& doc, const Instruction& instruction, const std::string& path) {
  const std::vector<Word> all = words(instruction, doc.escape);
  return all.size() == 2 && base_name(all[0].text) != "." &&
         (base_name(all[0].text) == base_name(path) || !copies_into(doc, instruction)) &&
         all[0].text.find_first_of("*?[") == std::string::npos;
}

void find(const Context& cx, std::vector<Fix>& out) {
  const std::string& path = cx.plan.not_executable;
  if (path.empty()) return;
  const std::size_t item = copy_to(cx.doc, cx.facts, cx.plan.stage, path);
  if (item == no_item) return;
  const Instruction instruction = read(cx.doc, cx.doc.items[item]);
  const Span last =
      instruction.flags.empty() ? instruction.keyword_span : instruction.flags.back().span;
  const bool alone = is_alone(cx.doc, instruction, path);
  const std::string what =
      alone ? fmt::format("add --chmod=755 to {}", keyword_name(instruction.keyword))
            : fmt::format("chmod +x it in the build context, or RUN chmod +x {}", path);
  Fix fix{.where = cx.doc.items[item].span,
          .why = fmt::format("{} is started, and nobody may execute it: its mode in the build "
                             "context has no x, so the container does not start as root either; {}",
                             path, what),
          .edits = {},
          .safety = Safety::suggest};
  if (alone) fix.edits.push_back(replace({last.end, last.end}, " --chmod=755"));
  out.push_back(std::move(fix));
}

}  // namespace

extern constinit const Transform chmod_copies{
    .name = "chmod-copies",
    .summary = "Let the program that COPY brings be executed",
    .safety = Safety::suggest,
    .find = find,
};

}  // namespace dockerfix
