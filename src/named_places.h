// The places that a program's own files name: its settings, and the sources that it is started
// from. For plan_writes.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

// A longer line of a source or of settings is minified, and says nothing to a reader of lines.
constexpr std::size_t longest_line = 4000;

struct NamedPlace {
  std::string path;     // absolute
  bool folder = false;  // for certain: else it may be a file
  // A socket that is bound, or a pid file as gunicorn makes it: who does needs the folder.
  bool made_new = false;
};

// The paths below /var/log, /var/lib, /var/cache, /var/spool, /run and /data that stand in the text
// as words or strings of their own: what a program names there it keeps there. Comments, and what
// is other programs' and mounted as a rule (docker.sock, Kubernetes' secrets), are left out.
// `settings`: it is no source.
std::vector<NamedPlace> places_named(std::string_view text, bool settings);

// Whether it is below one of these folders.
bool is_below_state(std::string_view path);

// The absolute paths anywhere else that a line says are written: `DATA_DIR = "/data"`,
// `"upload_dir":
// "/srv/up"`, `os.makedirs("/srv/up")`. Not what a line of the web names, nor who reads it. With a
// `cwd` also the relative ones, seen from there.
std::vector<NamedPlace> places_kept(std::string_view text, bool settings,
                                    const std::string& cwd = {});

// `app.get("/data/users", …)`, `fetch("/run/jobs")`: a path of the web. `os.environ.get("LOG_DIR",
// "/var/log/shop")` is none.
bool is_of_the_web(std::string_view line);

// Whether a file of that name is a source of a program, and no settings.
bool is_source(std::string_view file);

// Whether it is one of a language that is compiled, or as a rule: what runs lies elsewhere.
bool is_compiled_source(std::string_view file);

// Where the files that `word` of a command line may name lie, as interpreters and servers find
// them: "main.py", "wsgi:app", "-m web". `path` is the word, absolute.
std::vector<std::string> files_named(const std::string& path);

// The files that a source or a settings file goes on to: what it imports, and the settings and
// sources that it names in strings. `file` is where it lies, and `cwd` where its program works.
// Absolute; many of them are not there.
std::vector<std::string> files_it_reads(std::string_view text, const std::string& file,
                                        const std::string& cwd);

}  // namespace dockerfix
