// The questions: `dockerfix base` and `dockerfix why`.
#include <fmt/format.h>

#include <algorithm>

#include "about_base.h"
#include "input.h"
#include "inspect.h"
#include "report.h"
#include "run.h"
#include "text.h"
#include "unused.h"
#include "why.h"

namespace dockerfix {

int run_base(const Options& options, const std::vector<std::string>& images) {
  if (options.has_mode() || !options.paths.empty())
    throw UsageError("base takes images only; a file or folder of that name is ./base");
  int status = 0;
  std::string text;
  const Policy given = policy_for("Dockerfile", options);
  for (const std::string& image : images) {
    Policy policy = given;
    if (policy.inspect) inspect_bases("FROM " + image + "\n", policy);
    const std::optional<AboutBase> about = about_base(image, policy);
    if (!about) {
      print("",
            fmt::format(
                "dockerfix: {} is no image reference{}\n",
                image.empty() ? "an empty word" : shown(image),
                parse_image(to_lower(image)) ? ": its repository is written in lower case" : ""));
      status = 2;
      continue;
    }
    text.append(text.empty() ? "" : "\n").append(about->text);
    if (!about->known) status = std::max(status, 1);
  }
  print(text, "");
  return status;
}

int run_why(const Options& options, const std::string& target,
            const std::optional<std::string>& path) {
  if (options.has_mode() || options.quiet || options.verbose)
    throw UsageError(
        "why goes with none of --diff, --write, --check, --list, --quiet and --show-fixes");
  if (!options.paths.empty()) throw UsageError("why takes one file, and one path of its container");
  Question question{std::nullopt, path};
  std::string file = target;
  const std::optional<FileLine> place = path_exists(file) ? std::nullopt : read_file_line(file);
  if (place) {
    file = place->file;
    question.line = place->line;
  }
  if (question.line && path) throw UsageError("why takes a line or a path, not both");
  const std::string name = file == "-" ? options.stdin_name : file;
  Answer answer;
  std::string notes;
  try {
    const Input input = read_input(file, name, options);
    answer = why({name, input.file.text}, input.policy, question);
    notes = unused_notes(options.given, {taken_by(input.file.text, input.policy, options.given)});
  } catch (const std::exception& error) {
    answer.problem = fmt::format("{}: {}\n", shown(name), error.what());
  }
  print(answer.text, answer.problem + notes);
  return answer.problem.empty() ? 0 : 2;
}

}  // namespace dockerfix
