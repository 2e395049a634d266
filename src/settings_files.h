// What the settings of nginx and supervisord say of what they start and where they write.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dockerfix {

struct NginxSettings {
  std::vector<std::string> files;    // logs and the pid file, absolute
  std::vector<std::string> folders;  // temporary files and caches, absolute
  bool unresolved = false;           // it names others, which nobody can tell
};

// The directives that name paths, wherever they stand: pid, error_log, access_log, *_temp_path,
// *_cache_path, listen unix:. Relative paths and those with variables are left out: the
// prefix that nginx was built with goes before them. https://nginx.org/en/docs/dirindex.html
NginxSettings read_nginx(std::string_view text);

struct Supervised {  // [program:NAME], [fcgi-program:NAME], [eventlistener:NAME]
  std::string section;
  std::string command;
  std::string directory;  // empty: supervisord's own
};

struct SupervisorSettings {
  std::vector<Supervised> programs;
  std::string switches_user;         // the first section with a user=; empty: none has one
  std::vector<std::string> writes;   // log and pid files, as written
  std::vector<std::string> sockets;  // likewise
  std::vector<std::string> include;  // the patterns of [include]
};

// supervisord ends, or does not start the program, where it is not root and a section has a user=.
// http://supervisord.org/configuration.html; supervisor/options.py, drop_privileges
SupervisorSettings read_supervisor(std::string_view text);

}  // namespace dockerfix
