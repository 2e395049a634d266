// The places that a program's settings and sources name.
#include "named_places.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace dockerfix;

namespace {

// "PATH/" for a folder, "PATH" for what may be a file, with blanks between them.
std::string named(std::string_view text, bool settings = false) {
  std::string out;
  for (const NamedPlace& place : places_named(text, settings))
    out += (out.empty() ? "" : " ") + place.path + (place.folder ? "/" : "");
  return out;
}

}  // namespace

TEST_CASE("a program's own files name what it keeps") {
  struct {
    const char* text;
    const char* want;
  } const rows[] = {
      {"LOGS = '/var/log/shop'", "/var/log/shop/"},
      {"LOG = '/var/log/shop.log'", "/var/log/shop.log"},
      {"LOG = '/var/log/shop'", ""},
      {"SPOOL = '/var/spool/shop'", "/var/spool/shop/"},
      {"BASE = '/var/lib/mysql'", ""},
      {"app.get('/data/users', f)", ""},
      {"fetch('/run/jobs/list')", ""},
      {"open(\"/var/lib/shop/state\")", "/var/lib/shop/state"},
      {"dir /var/lib/redis\r\nlogfile \"/var/log/redis/server.log\"",
       "/var/lib/redis/ /var/log/redis/server.log"},
      {"pidfile=/run/shop/pid", "/run/shop/pid"},
      {"PID = '/var/run/shop.pid'", "/var/run/shop.pid"},
      {"f'/var/log/shop/{day}.log'", "/var/log/shop/"},
      {"`/var/cache/${name}/x`", ""},
      {"'sqlite:////data/shop.db'", "/data/shop.db"},
      {"a = '/data/x'; b = '/data/x'", "/data/x"},
      {"'/data/../etc/passwd'", ""},
      // The program listens there, and removes it when it ends.
      {"'/run/shop/shop.sock'", "/run/shop/shop.sock"},
      {"'/run/shop.sock'", ""},
      // Of the system, and of others.
      {"'/var/run/docker.sock'", ""},
      {"'/var/run/secrets/kubernetes.io/serviceaccount/token'", ""},
      {"'/var/lib/dpkg/status'", ""},
      // No paths of the program's.
      {"# '/var/log/shop'", ""},
      {"  // see '/var/log/shop'", ""},
      {"'https://example.com/var/log/shop'", ""},
      {"'/srv/var/log/shop'", ""},
      {"'/data'", ""},
      {"'/etc/shop.conf' '/usr/share/shop'", ""},
      {"", ""},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(named(row.text) == row.want);
  }
}

TEST_CASE("a socket right in /run is its own where it is bound, and another's elsewhere") {
  CHECK(named("stats socket /run/proxy.sock mode 660", true) == "/run/proxy.sock");
  CHECK(named("unixsocket /run/client.sock", true) == "/run/client.sock");
  CHECK(named("master-fifo = /run/uwsgi.fifo", true) == "/run/uwsgi.fifo");
  CHECK(named("uwsgi_pass unix:/run/app.sock;", true).empty());
  CHECK(named("  server unix:/run/app.sock;", true).empty());
  CHECK(named("S = '/run/app.sock'\nserver.listen(S)") == "/run/app.sock");
  CHECK(named("S = '/run/app.sock'\nserver.connect(S)").empty());
}

TEST_CASE("a word of a command line names modules as interpreters find them") {
  const auto has = [](const std::vector<std::string>& files, const std::string& file) {
    return std::find(files.begin(), files.end(), file) != files.end();
  };
  CHECK(has(files_named("/app/main.py"), "/app/main.py"));
  CHECK(has(files_named("/app/shop.wsgi:app"), "/app/shop/wsgi.py"));
  CHECK(has(files_named("/app/web"), "/app/web/__main__.py"));
  CHECK(has(files_named("/app/server"), "/app/server.js"));
  CHECK(files_named("/app/:app") == std::vector<std::string>{"/app/:app"});
}

TEST_CASE("sources and settings go on to files by imports and by names") {
  struct Row {
    std::string text, file, want;
    bool there = true;
  };
  const Row rows[] = {
      {"import shop.db as db, web\n", "/app/main.py", "/app/shop/db.py"},
      {"from .models import User\n", "/app/shop/db.py", "/app/shop/models.py"},
      {"from shop import db\n", "/app/bin/main.py", "/srv/shop/__init__.py"},
      {"const x = require('./lib/x');\n", "/app/main.js", "/app/lib/x.js"},
      {"import x from \"../x\";\n", "/app/lib/main.mjs", "/app/x/index.js"},
      {"require_relative 'db'\n", "/app/main.rb", "/app/db.rb"},
      {"require __DIR__ . '/lib/db.php';\n", "/app/index.php", "/app/lib/db.php"},
      {"open(\"/etc/shop/shop.toml\")\n", "/app/main.py", "/etc/shop/shop.toml"},
      {"load('config.yml')\n", "/app/bin/main.rb", "/srv/config.yml"},
      {"imported = 'x'\n", "/app/main.py", "/app/x.py", false},
      {"require('express')\n", "/app/main.js", "/app/express.js", false},
      {"see package.json\n", "/app/main.js", "/app/package.json", false},
      {"a.py", "/app/main.js", "/app/.py", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.want);
    const std::vector<std::string> files = files_it_reads(row.text, row.file, "/srv");
    CHECK((std::find(files.begin(), files.end(), row.want) != files.end()) == row.there);
  }
  CHECK(files_it_reads("", "/app/main.py", "/srv").empty());
  CHECK(files_it_reads("from\nimport\nrequire('\n", "/app/main.py", "/").empty());
}
