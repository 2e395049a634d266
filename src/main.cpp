// The program: reads the command line. What it does is in run.cpp.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "files.h"
#include "options.h"
#include "run.h"

namespace dockerfix {
namespace {

using Strings = std::vector<std::string>;

void add_modes(CLI::App& app, Options& options) {
  app.add_flag("-d,--diff", options.diff, "Print a unified diff");
  app.add_flag("-w,--write", options.write, "Rewrite the files in place");
  app.add_flag("-c,--check", options.check, "Change nothing; one line a file on standard error");
  app.add_flag("-l,--list", options.list, "Print the names of the files that would change");
  app.add_flag("-q,--quiet", options.quiet, "Report errors only");
  app.add_flag("-v,--show-fixes", options.verbose,
               "With --check and --list too, give each fix and its reason");
  app.add_option("--stdin-filename,--stdin-filepath,--assume-filename", options.stdin_name,
                 "What to call standard input in reports and diffs")
      ->type_name("NAME");
  app.add_option("PATH", options.paths, "Files, folders to search, or - for standard input");
}

// An option whose word is read by a function that throws UsageError.
template <typename Reader>
CLI::Option* add_read(CLI::App& app, const std::string& name, const std::string& type, Reader read,
                      const std::string& summary) {
  return app
      .add_option_function<std::string>(
          name,
          [name, read](const std::string& text) {
            try {
              read(text);
            } catch (const UsageError& error) {
              throw UsageError(name + ": " + error.what());
            }
          },
          summary)
      ->type_name(type);
}

// The same, any number of times.
template <typename Reader>
CLI::Option* add_each(CLI::App& app, const std::string& name, const std::string& type, Reader read,
                      const std::string& summary) {
  return app
      .add_option_function<Strings>(
          name,
          [name, read](const Strings& texts) {
            try {
              for (const std::string& text : texts) read(text);
            } catch (const UsageError& error) {
              throw UsageError(name + ": " + error.what());
            }
          },
          summary)
      ->type_name(type)
      ->allow_extra_args(false);
}

void add_stages(CLI::App& app, Policy& policy) {
  add_each(
      app, "--target", "STAGE", [&](const std::string& s) { policy.targets.push_back(s); },
      "The stage to fix; default: the last (may be repeated)");
  app.add_flag("--all-targets", policy.all_targets, "Fix every stage that no other builds on");
  add_each(
      app, "--build-arg", "NAME[=VALUE]", [&](const std::string& s) { read_build_arg(s, policy); },
      "As for docker build (may be repeated)");
  add_each(
      app, "--base", "IMAGE=FAMILY",
      [&](const std::string& s) { policy.bases.push_back(read_base(s)); },
      "Say what a base image is made from (may be repeated)");
}

void add_account(CLI::App& app, Policy& policy) {
  add_read(
      app, "--user", "NAME", [&](const std::string& s) { policy.user = read_account_name(s); },
      "The account to make; default: app");
  CLI::Option* gid = add_read(
      app, "--gid", "N", [&](const std::string& s) { policy.gid = read_id(s); },
      "Its group's number; default: as --uid");
  add_read(
      app, "--uid", "N",
      [&policy, gid](const std::string& s) {
        policy.uid = read_id(s);
        if (gid->empty()) policy.gid = policy.uid;
      },
      "Its number; default: 10001");
  add_read(
      app, "--user-form", "number|name",
      [&](const std::string& s) { policy.user_form = read_user_form(s); },
      "Write USER and --chown with numbers (default) or names");
  app.add_flag("--uid-arg", policy.uid_arg, "Declare ARG UID and ARG GID, and use them");
  add_read(
      app, "--ownership", "compat|strict|openshift",
      [&](const std::string& s) { policy.ownership = read_ownership(s); },
      "Who owns the program's files: its user (default), root, or group 0");
}

void add_transforms(CLI::App& app, Policy& policy) {
  app.add_flag("--unsafe-fixes", policy.unsafe_fixes,
               "Also make fixes after which the program may not work");
  add_each(
      app, "--select", "TRANSFORM,...",
      [&](const std::string& s) { policy.select.push_back(read_transform_name(s)); },
      "Only these transforms")
      ->delimiter(',');
  add_each(
      app, "--ignore", "TRANSFORM,...",
      [&](const std::string& s) { policy.ignore.push_back(read_transform_name(s)); },
      "All but these transforms")
      ->delimiter(',');
}

struct WhyWords {  // of `dockerfix why`
  std::string file;
  std::string path;
};

// Its options are those of the program, before it or after it.
CLI::App* add_why(CLI::App& app, WhyWords& words) {
  CLI::App* why = app.add_subcommand(
      "why", "Show who runs each instruction, who owns what it makes, and why; changes nothing");
  why->fallthrough();
  why->add_option("FILE", words.file, "A Dockerfile, FILE:LINE for one instruction, - for input")
      ->required();
  why->add_option("PATH", words.path, "A path in the container: who owns it, and who can write it");
  return why;
}

// CLI11 takes its arguments last first, and [slug], a fair name of a folder, for a list.
Strings arguments_of(int argc, char** argv) {
  Strings arguments;
  for (int i = argc - 1; i > 0; --i) {
    const std::string_view argument = argv[i];
    const bool is_list = argument.starts_with('[') && argument.ends_with(']');
    arguments.push_back((is_list ? "./" : "") + std::string(argument));
  }
  return arguments;
}

// The exit status where the command line is at its end already, else -1.
int parse(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(arguments_of(argc, argv));
  } catch (const CLI::Success& wanted) {  // --help, --version
    return app.exit(wanted) == 0 ? 0 : 2;
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
  return -1;
}

int run_program(int argc, char** argv) {
  Options options;
  bool list_transforms = false;
  CLI::App app("Rewrites a Dockerfile so that its container runs as an ordinary user.",
               "dockerfix");
  app.set_version_flag("--version", "dockerfix " DOCKERFIX_VERSION);
  add_modes(app, options);
  add_stages(app, options.policy);
  add_account(app, options.policy);
  add_transforms(app, options.policy);
  WhyWords words;
  const CLI::App* why = add_why(app, words);
  app.add_flag("--list-transforms", list_transforms, "Print the transforms, in their order");
  if (const int status = parse(app, argc, argv); status >= 0) return status;
  if (list_transforms) {
    write_all(STDOUT_FILENO, transform_table());
    return 0;
  }
  if (!why->parsed()) return run(options);
  const bool has_path = why->count("PATH") > 0;
  return run_why(options, words.file, has_path ? std::optional(words.path) : std::nullopt);
}

}  // namespace
}  // namespace dockerfix

int main(int argc, char** argv) {
  dockerfix::guard_standard_streams();
  try {
    return dockerfix::run_program(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "dockerfix: %s\n", error.what());
    return 2;
  }
}
