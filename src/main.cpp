// The program: reads the command line. What it does is in run.cpp.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
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
  CLI::Option* config = app.add_option("--config", options.config,
                                       "The dockerfix.toml to read; default: one above the file");
  config->type_name("FILE");
  app.add_flag("--no-config", options.no_config, "Read no dockerfix.toml")->excludes(config);
  app.add_option("PATH", options.paths, "Files, folders to search, or - for standard input");
}

// Each option that decides how a file is fixed. What it says is kept, to be said after what
// dockerfix.toml says; here it is only checked.
void add_policy(CLI::App& app, Options& options) {
  for (const PolicyOption& row : policy_options()) {
    const PolicyOption* option = &row;
    const std::string flag = "--" + std::string(row.name);
    const auto give = [&options, option](const std::string& text) {
      Policy checked;
      set_option(*option, text, checked);
      options.given.push_back({option, text});
    };
    const std::string summary(row.summary);
    if (row.type.empty()) {
      app.add_flag_callback(
          flag, [give] { give("true"); }, summary);
    } else if (row.many) {
      const auto each = [give](const Strings& texts) {
        for (const std::string& text : texts) give(text);
      };
      CLI::Option* added = app.add_option_function<Strings>(flag, each, summary);
      added->type_name(std::string(row.type))->allow_extra_args(false);
      if (row.delimiter != '\0') added->delimiter(row.delimiter);
    } else {
      app.add_option_function<std::string>(flag, give, summary)->type_name(std::string(row.type));
    }
  }
}

// The options of the program that a subcommand takes as well.
std::string shared_options(std::string_view others) {
  std::string text = "Options of dockerfix that go with it, before it or after it:\n ";
  for (const PolicyOption& row : policy_options()) text.append(" --").append(row.name);
  return text.append(others).append("\nWhat each means: dockerfix --help");
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
  why->footer(shared_options(" --config --no-config --stdin-filename"));
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
  } catch (const CLI::ExtrasError& error) {
    throw UsageError(std::string(error.what()) + "; dockerfix --help tells which there are");
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
  add_policy(app, options);
  WhyWords words;
  const CLI::App* why = add_why(app, words);
  app.add_flag("--list-transforms", list_transforms, "Print the transforms, in their order");
  Strings images;
  CLI::App* base = app.add_subcommand("base", "Print what is known of base images, and why");
  base->add_option("IMAGE", images, "As in FROM")->required()->type_name("");
  base->fallthrough();
  base->footer(shared_options(" --config --no-config"));
  if (const int status = parse(app, argc, argv); status >= 0) return status;
  if (base->parsed()) return run_base(options, images);
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
