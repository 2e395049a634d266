#include "run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <functional>
#include <set>
#include <thread>

#include "chain.h"
#include "diff.h"
#include "files.h"
#include "find.h"
#include "input.h"
#include "report.h"
#include "unused.h"

namespace dockerfix {
namespace {

struct Job {                 // one file
  std::string path;          // "-" is standard input
  std::string name;          // how reports call it
  int status = 0;            // exit status
  std::string output;        // for standard output
  std::string reports;       // for standard error
  bool read = false;         // then `result` holds
  Result result;             // without its text
  std::vector<bool> taken;   // of Options::given: see taken_by
  std::string diff_from;     // where the path in its diff is seen from; empty: here
  std::string config_error;  // what is wrong with its dockerfix.toml
};

Job job_for(const std::string& path, const std::string& name) {
  Job job;
  job.path = path;
  job.name = name;
  return job;
}

// Whether --target names a stage that the file does not have: an error of who calls.
bool lacks_target(const Result& result) {
  return !result.reasons.empty() && result.reasons.front().kind == "no-target";
}

// The exit status by outcome: README.md and BEHAVIOUR's table in one place.
int exit_status(const Result& result, const Options& options) {
  if (lacks_target(result)) return 2;
  switch (result.outcome) {
    case Outcome::rootless:
      return 0;
    case Outcome::fixed:
      if (options.write && result.still_root) return 1;
      return options.write || !options.has_mode() ? 0 : 1;
    case Outcome::offered:
    case Outcome::refused:
    case Outcome::unknown:
      return options.has_mode() ? 1 : 0;
    case Outcome::invalid:
    case Outcome::bug:
      break;
  }
  return 2;
}

std::string reports_of(const Subject& subject, const Result& result, const Options& options) {
  const bool failed =
      result.outcome == Outcome::invalid || result.outcome == Outcome::bug || lacks_target(result);
  if (options.quiet && !failed) return "";
  if (!options.check) return full_report(subject, result, options.verbose || !options.list);
  const std::string line = check_report(subject, result);
  if (!options.verbose || failed) return line;
  // The line gave the first reason already, unless there was a fix to speak of.
  Result rest = result;
  if (rest.outcome != Outcome::fixed && !rest.reasons.empty()) {
    rest.reasons.erase(rest.reasons.begin());
  }
  return line + full_report(subject, rest, true);
}

// What goes to standard output.
std::string output_of(Job& job, const std::string& before, const Options& options) {
  const bool changed = job.result.outcome == Outcome::fixed;
  std::string output;
  if (!options.has_mode() && exit_status(job.result, options) == 0) {
    output = job.result.text;
  }
  if (options.list && changed) output += job.name + "\n";
  if (options.diff && changed) {
    PlainPath name = plain_path(job.name);
    output += unified_diff(before, job.result.text, name.path);
    job.diff_from = std::move(name.from);
  }
  return output;
}

void fail(Job& job, const char* what) {
  job.status = 2;
  job.output.clear();
  job.reports = fmt::format("{}: {}\n", shown(job.name), what);
}

void work(Job& job, const Options& options) {
  try {
    const Input input = read_input(job.path, job.name, options);
    const Snapshot& file = input.file;
    job.result = fix(file.text, input.policy);
    job.status = exit_status(job.result, options);
    job.output = output_of(job, file.text, options);
    job.reports = reports_of({job.name, file.text}, job.result, options);
    job.taken = taken_by(file.text, input.policy, options.given);
    job.read = true;
    if (options.write && job.result.outcome == Outcome::fixed) {
      replace_file(job.path, file, job.result.text);
    }
    job.result.text.clear();
  } catch (const ConfigError& error) {
    fail(job, error.what());
    job.config_error = error.what();
  } catch (const std::exception& error) {
    fail(job, error.what());
  }
}

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
  return signals;
}

bool told_to_stop() {
  sigset_t pending;
  sigpending(&pending);
  return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1 ||
         sigismember(&pending, SIGHUP) == 1;
}

// Works on all cores; a file is the unit. While files are written a signal waits until the files
// in hand are done, so that no temporary file is left behind; then it ends the program.
void work_on_all(std::vector<Job>& jobs, const Options& options) {
  const sigset_t signals = stop_signals();
  if (options.write) pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::atomic<std::size_t> next = 0;
  const auto loop = [&] {
    for (std::size_t i = next++; i < jobs.size(); i = next++) {
      if (options.write && told_to_stop()) return;
      work(jobs[i], options);
    }
  };
  // Asking for the number of cores opens a file: not for one Dockerfile.
  const std::size_t cores = jobs.size() < 2 ? 1 : std::thread::hardware_concurrency();
  std::vector<std::thread> others;
  while (others.size() + 1 < std::min(cores, jobs.size())) others.emplace_back(loop);
  loop();
  for (std::thread& other : others) other.join();
  if (options.write) pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

// Which files are meant, and what is to be said about the search.
struct Search {
  std::vector<Job> jobs;
  std::string reports;
  int status = 0;
};

void search_folder(const std::string& folder, Search& search) {
  const Found found = find_dockerfiles(folder);
  for (const std::string& file : found.files) search.jobs.push_back(job_for(file, file));
  for (const std::string& warning : found.warnings) search.reports += shown(warning) + "\n";
  for (const std::string& error : found.errors) search.reports += shown(error) + "\n";
  if (!found.errors.empty()) search.status = 2;
  if (found.files.empty() && found.errors.empty()) {
    search.reports += shown(folder) + ": no Dockerfile found\n";
  }
}

// Two names of one file would be two writers of it.
void drop_repeated(std::vector<Job>& jobs) {
  std::set<std::string> seen;
  const auto repeated = [&](const Job& job) { return !seen.insert(identity(job.path)).second; };
  jobs.erase(std::remove_if(jobs.begin(), jobs.end(), repeated), jobs.end());
}

Search find_jobs(const Options& options) {
  Search search;
  for (const std::string& path : options.paths) {
    if (path == "-") {
      search.jobs.push_back(job_for(path, options.stdin_name));
    } else if (is_directory(path)) {
      search_folder(path, search);
    } else {
      search.jobs.push_back(job_for(path, path));
    }
  }
  if (options.paths.size() > 1) drop_repeated(search.jobs);
  return search;
}

void require_sense(const Options& options) {
  const auto& paths = options.paths;
  if (paths.empty()) {
    throw UsageError("name a file or a folder, or - for standard input; see dockerfix --help");
  }
  const bool input = std::find(paths.begin(), paths.end(), "-") != paths.end();
  if (input && options.write) throw UsageError("standard input cannot be written to");
  if (options.check && options.write) throw UsageError("--check and --write exclude each other");
  if (options.has_mode()) return;
  if (paths.size() > 1) throw UsageError("several paths want --diff, --write, --check or --list");
  if (!input && is_directory(paths[0])) {
    throw UsageError(fmt::format("{} is a folder, which wants --diff, --write, --check or --list",
                                 shown(paths[0])));
  }
}

// One dockerfix.toml may stand above many files: what is wrong with it is said of the first.
void say_config_errors_once(std::vector<Job>& jobs) {
  std::set<std::string> said;
  for (Job& job : jobs) {
    const bool again = !job.config_error.empty() && !said.insert(job.config_error).second;
    if (again) job.reports.clear();
  }
}

// What is to be said of all files together.
std::string common_notes(const std::vector<Job>& jobs, const Options& options) {
  if (options.quiet) return "";
  std::vector<std::vector<bool>> taken;
  std::set<std::string> places;
  for (const Job& job : jobs) {
    if (job.read) taken.push_back(job.taken);
    if (!job.diff_from.empty()) places.insert(job.diff_from);
  }
  std::string text = unused_notes(options.given, taken);
  for (const std::string& place : places) {
    text += fmt::format("dockerfix: note: the diff has paths as seen from {0}: apply it there\n",
                        shown(place));
  }
  return text;
}

}  // namespace

void print(std::string_view output, std::string_view reports) {
  try {
    write_all(STDOUT_FILENO, output);
  } catch (const std::exception& error) {
    throw std::runtime_error(fmt::format("standard output {}", error.what()));
  }
  try {
    write_all(STDERR_FILENO, reports);
  } catch (const std::exception&) {
    // There is nobody to tell.
  }
}

int run(const Options& given) {
  Options options = given;
  if (options.paths.empty() && input_is_given()) options.paths = {"-"};
  require_sense(options);
  Search search = find_jobs(options);
  work_on_all(search.jobs, options);
  say_config_errors_once(search.jobs);

  print("", search.reports);
  int status = search.status;
  Tally tally;
  for (const Job& job : search.jobs) {
    print(job.output, job.reports);
    status = std::max(status, job.status);
    if (job.read) {
      tally.add(job.result);
    } else {
      ++tally.unreadable;
    }
  }
  if (options.check && !options.quiet && search.jobs.size() > 1) print("", summary(tally));
  print("", common_notes(search.jobs, options));
  return status;
}

std::string transform_table() {
  constexpr std::string_view safeties[] = {"safe", "unsafe", "suggest"};
  std::string text;
  for (const Transform* transform : all_transforms()) {
    text += fmt::format("{:<13} {:<8} {}\n", transform->name,
                        safeties[static_cast<std::size_t>(transform->safety)], transform->summary);
  }
  return text;
}

}  // namespace dockerfix
