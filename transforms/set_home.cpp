// Point HOME at the account's home where the file points it at root's.
#include <fmt/format.h>

#include "place.h"
#include "transform.h"

namespace dockerfix {
namespace {

void find(const Context& cx, std::vector<Fix>& out) {
  if (!cx.plan.home) return;
  const Stage& stage = cx.facts.stages[cx.plan.stage];
  const Value home = final_variable(cx.facts, cx.plan.stage, "HOME");
  if (home.kind == Value::Kind::set && home.text == *cx.plan.home) return;
  out.push_back(
      {.where = cx.doc.items[stage.end - 1].span,
       .why = home.kind == Value::Kind::set
                  ? fmt::format("USER does not change an ENV HOME, and {} is closed to {}",
                                home.text, cx.plan.user)
                  : "an id that no passwd knows has / for its home",
       .edits = {insert_at_closing(cx.doc, cx.facts, cx.plan.stage,
                                   {line(style_of(cx.doc), "ENV", "HOME=" + *cx.plan.home)})},
       .safety = cx.plan.safety()});
}

}  // namespace

extern constinit const Transform set_home{
    .name = "set-home",
    .summary = "Point HOME at the account's home where the file points it at root's",
    .safety = Safety::safe,
    .find = find,
};

}  // namespace dockerfix
