// The answer about a whole file: a row an instruction, then what the container comes to.
#include <fmt/format.h>

#include <algorithm>

#include "launch.h"
#include "place.h"
#include "why_parts.h"

namespace dockerfix {
namespace {

constexpr std::size_t table_width = 100;

std::string user_cell(const View& view, std::size_t item) {
  if (is_windows(view, stage_at(view.facts, item))) return "unknown";
  const Keyword keyword = view.doc.items[item].keyword;
  const bool changes = keyword == Keyword::from || keyword == Keyword::user;
  const User& user = changes ? state_after(view.facts, item).user : view.facts.before[item].user;
  return fmt::format("{} ({})", said_user(user),
                     user.because == no_item ? std::string("base")
                                             : fmt::format("line {}", view.lines[user.because]));
}

WhyRow row_of(const View& view, std::size_t item) {
  WhyRow out;
  out.item = item;
  out.line = std::to_string(view.lines[item]);
  out.instruction = instruction_text(view.doc, item);
  const std::size_t stage = stage_at(view.facts, item);
  if (stage == no_item) return out;
  out.stage = stage_name(view.facts, stage);
  out.user = user_cell(view, item);
  if (const RunFacts* run = run_at(view.facts, item)) out.need = said_need(view.facts, *run);
  out.made = made_by(view, item);
  return out;
}

// The widest cell of a column, no wider than `most`.
std::size_t widest(const std::vector<WhyRow>& rows, std::string WhyRow::*cell, std::size_t most) {
  std::size_t width = 0;
  for (const WhyRow& row : rows) width = std::max(width, width_of(row.*cell));
  return std::min(width, most);
}

struct Column {
  std::string WhyRow::*cell;
  std::size_t width;
};

std::string drawn(const WhyRow& row, const std::vector<Column>& columns) {
  constexpr std::size_t most = 3;
  std::string out = fmt::format("{:>4}", row.line);
  for (const Column& column : columns)
    out += "  " + padded(shortened(row.*column.cell, column.width), column.width);
  const std::string gap(width_of(out) + 2, ' ');
  for (std::size_t i = 0; i < std::min(most, row.made.size()); ++i)
    out += (i == 0 ? "  " : "\n" + gap) + row.made[i];
  if (row.made.size() > most) out += fmt::format("\n{}and {} more", gap, row.made.size() - most);
  while (out.ends_with(' ')) out.pop_back();
  return out + "\n";
}

std::string table(const std::vector<WhyRow>& rows) {
  const WhyRow head = {0,         "line",       "instruction",          "stage",
                       "runs as", "needs root", {"makes (path: owner)"}};
  std::vector<WhyRow> all = {head};
  all.insert(all.end(), rows.begin(), rows.end());
  const std::size_t stage = widest(all, &WhyRow::stage, 12);
  const std::size_t user = widest(all, &WhyRow::user, 22);
  const std::size_t need = widest(all, &WhyRow::need, 28);
  constexpr std::size_t made = 18;
  const std::size_t rest = 4 + 10 + stage + user + need + made;
  const std::size_t text = std::min(widest(all, &WhyRow::instruction, table_width),
                                    std::max<std::size_t>(table_width - rest, 24));
  std::string out;
  for (const WhyRow& row : all) {
    out += drawn(row, {{&WhyRow::instruction, text},
                       {&WhyRow::stage, stage},
                       {&WhyRow::user, user},
                       {&WhyRow::need, need}});
  }
  return out;
}

std::string line(std::string_view label, std::string_view text) {
  return fmt::format("  {}{}\n", padded(label, 14), text);
}

// What the engine starts: ENTRYPOINT with CMD as its arguments, or CMD.
std::string started(const View& view, std::size_t stage, const Policy& policy) {
  const Launch launch = launch_of(view.doc, view.facts, stage, policy.context);
  std::vector<std::size_t> items;
  if (launch.entrypoint != no_item) items.push_back(launch.entrypoint);
  const bool shell_form =
      launch.entrypoint != no_item && !read(view.doc, view.doc.items[launch.entrypoint]).exec;
  if (launch.cmd != no_item && !shell_form) items.push_back(launch.cmd);
  std::string out;
  for (const std::size_t item : items) {
    out += line(out.empty() ? "starts" : "",
                fmt::format("{} (line {})", shortened(instruction_text(view.doc, item), 70),
                            view.lines[item]));
  }
  return out.empty() ? line("starts", "what the base image starts") : out;
}

// What the program writes, by whether it can, as the file stands.
std::string writes(const View& view, const Plan& plan) {
  const bool planned_only = plan.standing == Standing::root;
  if (!planned_only && plan.standing != Standing::rootless) return "";
  const Who who = planned_only ? planned(plan) : starts_as(view, plan);
  static constexpr std::string_view labels[] = {"can write", "cannot write", "unknown"};
  std::string groups[3];
  for (const OwnPath& own : paths_written(view.doc, view.facts, plan)) {
    const Access access = access_to(view, plan.stage, own.path, who);
    const auto kind = static_cast<std::size_t>(access.can);
    const std::string why = own.known ? fmt::format(" ({})", shown(own.why)) : "";
    groups[kind] += line(groups[kind].empty() ? labels[kind] : "",
                         fmt::format("{}{}: {}", shown(own.path), why, access.why));
  }
  const std::string all = groups[0] + groups[1] + groups[2];
  if (!planned_only) return all;
  if (all.empty()) return line(labels[0], "everything, as root");
  return line("writes",
              fmt::format("everything, as root; as {}, the file as it stands:", shown(plan.user))) +
         all;
}

std::string final_state(const View& view, std::size_t stage) {
  const State& end = view.facts.after_stage[stage];
  const Value home = home_before(view.facts, stage, no_item);
  return line("runs as",
              fmt::format("{} ({})", said_user(end.user), why_user(view, stage, end.user))) +
         line("works in", said_workdir(view, end)) +
         line("HOME", home.kind == Value::Kind::set ? shown(home.text) : "unknown");
}

std::string end_of(const View& view, std::size_t stage, const Policy& policy) {
  const Plan plan = make_plan(view.doc, view.facts, policy, stage, view.lines);
  std::string out = fmt::format("\nThe container of {}\n", said_stage(view, stage));
  out += is_windows(view, stage) ? line("nobody knows", windows_words) : final_state(view, stage);
  out += started(view, stage, policy);
  out += line("standing", standing_name(plan.standing));
  return out + writes(view, plan);
}

}  // namespace

std::vector<WhyRow> why_rows(const Document& doc, const Facts& facts) {
  const std::vector<std::uint32_t> lines = lines_of_items(doc);
  const View view{doc, facts, lines};
  std::vector<WhyRow> rows;
  for (std::size_t i = 0; i < doc.items.size(); ++i)
    if (doc.items[i].keyword != Keyword::none) rows.push_back(row_of(view, i));
  return rows;
}

std::string table_answer(const View& view, const Subject& subject, const Policy& policy,
                         const std::vector<std::size_t>& stages) {
  std::string out = table(why_rows(view.doc, view.facts));
  for (const std::size_t stage : stages) out += end_of(view, stage, policy);
  const std::string said = full_report(subject, fix(subject.text, policy), true);
  if (said.empty()) return out + "\nThere is nothing to fix.\n";
  return out + "\nWhat dockerfix makes of it\n" + said;
}

}  // namespace dockerfix
