#include "settings_files.h"

#include <algorithm>
#include <array>

#include "text.h"

namespace dockerfix {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// The words of each directive: up to ; { or }, without comments and quotes.
template <typename See>
void each_directive(std::string_view text, const See& see) {
  std::vector<std::string> words;
  std::string word;
  char quote = '\0';
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote)
        quote = '\0';
      else
        word += c;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#' && word.empty()) {
      i = std::min(text.find('\n', i), text.size() - 1);
    } else if (c == ';' || c == '{' || c == '}') {
      end_word();
      if (!words.empty()) see(words);
      words.clear();
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      end_word();
    } else {
      word += c;
    }
  }
}

// What stands for no file: nginx.org/en/docs/ngx_core_module.html#error_log
bool is_no_file(const std::string& text) {
  return text == "off" || text == "stderr" || text.starts_with("syslog:") ||
         text.starts_with("memory:") || text.starts_with("/dev/") || text.starts_with("/proc/");
}

bool is_path(const std::string& text) {
  return text.starts_with('/') && text.size() > 1 && is_plain_path(text) &&
         !text.starts_with("/dev/") && !text.starts_with("/proc/");
}

// The sections of an INI file, as Python's ConfigParser reads them: "key = value", also with a
// colon; an indented line goes on with the value; a ; behind a blank and a # or ; at the beginning
// of a line begin comments. None of Debian's libraries takes lines of any length.
template <typename See>
void each_setting(std::string_view text, const See& see) {
  std::string section;
  std::string key;
  std::string value;
  const auto end_setting = [&] {
    if (!key.empty()) see(section, key, value);
    key.clear();
  };
  each_line(text, [&](std::string_view line) {
    line = line.substr(0, std::min({line.find(" ;"), line.find("\t;"), line.size()}));
    const std::string_view content = trimmed(line);
    if (content.empty() || content[0] == ';' || content[0] == '#') return;
    const std::size_t equals = content.find_first_of("=:");
    if ((line[0] == ' ' || line[0] == '\t') && !key.empty()) {
      value.append(" ").append(content);
    } else if (content[0] == '[') {
      end_setting();
      section = content.substr(1, content.find(']') - 1);
    } else if (equals != std::string_view::npos) {
      end_setting();
      key = to_lower(trimmed(content.substr(0, equals)));
      value = trimmed(content.substr(equals + 1));
    }
  });
  end_setting();
}

// What [supervisord] writes where nothing is said: into the cwd.
void add_default(std::vector<std::string>& writes, bool said, const char* name) {
  if (!said) writes.emplace_back(name);
}

}  // namespace

NginxSettings read_nginx(std::string_view text) {
  NginxSettings settings;
  each_directive(text, [&](const std::vector<std::string>& words) {
    if (words.size() < 2) return;
    const std::string& name = words[0];
    const bool file = name == "pid" || name == "error_log" || name == "access_log";
    const bool folder = name.ends_with("_temp_path") || name.ends_with("_cache_path");
    const bool socket = name == "listen" && words[1].starts_with("unix:");
    const bool path = is_path(words[1]);
    if (file && path) settings.files.push_back(words[1]);
    if (folder && path) settings.folders.push_back(words[1]);
    settings.unresolved =
        settings.unresolved || socket || ((file || folder) && !path && !is_no_file(words[1]));
  });
  return settings;
}

SupervisorSettings read_supervisor(std::string_view text) {
  static constexpr std::array<std::string_view, 3> started = {
      "program:", "fcgi-program:", "eventlistener:"};
  static constexpr std::array<std::string_view, 4> files = {"logfile", "pidfile", "stdout_logfile",
                                                            "stderr_logfile"};
  static constexpr std::array<std::string_view, 3> no_files = {"AUTO", "NONE", "syslog"};
  SupervisorSettings settings;
  bool logs = false;
  bool pid = false;
  each_setting(text, [&](const std::string& section, const std::string& key,
                         const std::string& value) {
    const bool program =
        std::any_of(started.begin(), started.end(),
                    [&](std::string_view beginning) { return section.starts_with(beginning); });
    if (program && (settings.programs.empty() || settings.programs.back().section != section))
      settings.programs.push_back({section, "", ""});
    if (program && key == "command") settings.programs.back().command = value;
    if (program && key == "directory") settings.programs.back().directory = value;
    if (key == "user" && (program || section == "supervisord") && settings.switches_user.empty())
      settings.switches_user = section;
    if (section == "include" && key == "files") {
      for (const std::string_view pattern : words_of(value)) settings.include.emplace_back(pattern);
    }
    logs = logs || (section == "supervisord" && key == "logfile");
    pid = pid || (section == "supervisord" && key == "pidfile");
    const bool writes = is_one_of(key, files) && !is_one_of(value, no_files) &&
                        is_plain_path(value) && !value.starts_with("/dev/") &&
                        !value.starts_with("/proc/");
    if (writes) settings.writes.push_back(value);
    if (section == "unix_http_server" && key == "file") settings.sockets.push_back(value);
  });
  add_default(settings.writes, logs, "supervisord.log");
  add_default(settings.writes, pid, "supervisord.pid");
  return settings;
}

}  // namespace dockerfix
