// Point HOME at the account's home where the file points it at root's.
#include <fmt/format.h>

#include "place.h"
#include "transform.h"

namespace dockerfix {
namespace {

// Below the ENV that it overrides, wherever that stands.
Edit edit_for(const Context& cx) {
  const std::vector<std::string> lines = {line(style_of(cx.doc), "ENV", "HOME=" + *cx.plan.home)};
  const std::size_t place = closing_place(cx.doc, cx.facts, cx.plan.stage);
  std::size_t last = 0;
  for (const Setting& setting : cx.facts.stages[cx.plan.stage].settings) {
    if (setting.env && setting.name == "HOME") last = setting.item;
  }
  if (last >= place) return insert_lines(cx.doc, last + 1, lines);
  return insert_at_closing(cx.doc, cx.facts, cx.plan.stage, lines);
}

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
       .edits = {edit_for(cx)},
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
