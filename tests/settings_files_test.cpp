// What the settings of nginx and supervisord say.
#include "settings_files.h"

#include <catch2/catch.hpp>

using namespace dockerfix;
using Strings = std::vector<std::string>;

TEST_CASE("nginx's settings name files and folders that it writes") {
  struct Row {
    const char* text;
    Strings files, folders;
    bool unresolved;
  };
  const Row rows[] = {
      {"", {}, {}, false},
      {"pid /tmp/nginx.pid;", {"/tmp/nginx.pid"}, {}, false},
      {"# pid /a;\nerror_log  '/var/log/a' warn;", {"/var/log/a"}, {}, false},
      {"access_log off; error_log stderr; error_log /dev/stderr;", {}, {}, false},
      {"error_log syslog:server=unix:/dev/log;", {}, {}, false},
      {"http{server{access_log \"/logs/x1.log\" main;}}", {"/logs/x1.log"}, {}, false},
      {"access_log logs/a.log;", {}, {}, true},
      {"access_log /logs/$host.log; pid /p;", {"/p"}, {}, true},
      {"access_log /;", {}, {}, true},
      {"listen unix:/run/app.sock;", {}, {}, true},
      {"listen 8080;", {}, {}, false},
      {"client_body_temp_path\n /t/body 1 2;proxy_cache_path /cache levels=1:2;",
       {},
       {"/t/body", "/cache"},
       false},
      {"pid /open", {}, {}, false},
      {"pid;", {}, {}, false},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const NginxSettings settings = read_nginx(row.text);
    CHECK(settings.files == row.files);
    CHECK(settings.folders == row.folders);
    CHECK(settings.unresolved == row.unresolved);
  }
}

TEST_CASE("supervisord's settings name its programs, its users and what it writes") {
  const SupervisorSettings settings = read_supervisor(
      "[unix_http_server]\nfile = /run/supervisor.sock ; the socket\n"
      "[supervisord]\nnodaemon=true\nlogfile=/dev/null\nPIDFILE: /tmp/s.pid\n"
      "[include]\nfiles = conf.d/*.conf\n  /etc/more.ini\n"
      "# [program:off]\n; user=x\n"
      "[program:web]\ncommand=gunicorn app\r\n  --bind :8000\ndirectory=/srv\n"
      "stdout_logfile=/logs/web.log\nstderr_logfile=AUTO\n"
      "[eventlistener:e]\ncommand=listen\nstdout_logfile=/dev/stdout\n");
  REQUIRE(settings.programs.size() == 2);
  CHECK(settings.programs[0].section == "program:web");
  CHECK(settings.programs[0].command == "gunicorn app --bind :8000");
  CHECK(settings.programs[0].directory == "/srv");
  CHECK(settings.programs[1].command == "listen");
  CHECK(settings.switches_user.empty());
  CHECK(settings.include == Strings{"conf.d/*.conf", "/etc/more.ini"});
  CHECK(settings.writes == Strings{"/tmp/s.pid", "/logs/web.log"});
  CHECK(settings.sockets == Strings{"/run/supervisor.sock"});
}

TEST_CASE("a user of supervisord's own is named by its section") {
  CHECK(read_supervisor("[supervisord]\nuser=root\n").switches_user == "supervisord");
  CHECK(read_supervisor("[program:a]\ncommand=a\n[program:b]\nuser=www-data\ncommand=b\n")
            .switches_user == "program:b");
  CHECK(read_supervisor("[inet_http_server]\nuser=admin\n").switches_user.empty());
}

TEST_CASE("without settings supervisord logs into the directory that it is started in") {
  CHECK(read_supervisor("").writes == Strings{"supervisord.log", "supervisord.pid"});
}

TEST_CASE("a path that is no plain word of a shell is left out") {
  CHECK(read_nginx("pid '/a;b'; error_log \"/x y\"; proxy_cache_path /$h;").files.empty());
  CHECK(read_supervisor("[supervisord]\nlogfile=/a;b\npidfile=%(here)s/p\n").writes.empty());
}
