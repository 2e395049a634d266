#include "programs.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

using namespace dockerfix;

namespace {

// Splits at blanks; a word with a $ is one that nobody can tell.
Argv words(const std::string& text) {
  Argv result;
  std::string word;
  for (const char c : text + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      Arg arg{word, word, false};
      if (word.find('$') != std::string::npos) arg.value.reset();
      result.push_back(arg);
      word.clear();
    }
  }
  return result;
}

std::string runs_name(Runs runs) {
  static const char* const names[] = {"as user", "drops", "root", "unknown"};
  return names[static_cast<int>(runs)];
}

struct RunsCase {
  std::string runs, kind;
  std::vector<std::string> commands;
};

}  // namespace

TEST_CASE("daemons that need root, programs that drop it, and all others are told apart") {
  const std::vector<RunsCase> cases = {
      {"root",
       "runs-cron",
       {"cron -f", "crond -l 2 -f", "/usr/sbin/cron -f", "anacron -d", "busybox crond -f",
        "tini -- cron -f", "/sbin/tini -g -- crond -f"}},
      {"root", "runs-sshd", {"/usr/sbin/sshd -D", "sshd -D -e"}},
      {"root",
       "runs-systemd",
       {"/sbin/init", "/usr/sbin/init", "/lib/systemd/systemd", "/usr/lib/systemd/systemd"}},
      {"root", "runs-s6", {"/init", "s6-svscan /etc/s6"}},
      {"root", "runs-fixuid", {"/usr/local/bin/fixuid -q"}},
      {"root", "runs-my-init", {"/sbin/my_init"}},
      {"root", "runs-runit", {"runsvdir -P /etc/service"}},
      {"root", "runs-dbus", {"dbus-daemon --system --nofork"}},
      {"root", "runs-udev", {"/lib/systemd/systemd-udevd"}},
      {"root", "runs-syslog", {"rsyslogd -n"}},
      {"root",
       "runs-dockerd",
       {"dockerd", "dockerd-entrypoint.sh", "dind dockerd", "hack/dind dockerd"}},
      {"root",
       "runs-vpn",
       {"openvpn --config x", "wg-quick up wg0", "ipsec start --nofork", "tailscaled"}},
      {"root", "runs-firewall", {"iptables -L", "nft -f x"}},
      {"root", "runs-keepalived", {"keepalived -n"}},
      {"root", "runs-fail2ban", {"fail2ban-server -f"}},
      {"root", "runs-capture", {"tcpdump -i any"}},
      {"root", "runs-fileserver", {"rpc.nfsd 8", "smbd -F"}},
      {"root", "runs-inetd", {"xinetd -dontfork"}},
      {"root", "runs-ftpd", {"vsftpd /etc/vsftpd.conf", "proftpd -n", "pure-ftpd"}},
      {"root", "starts-services", {"service nginx start", "systemctl start x"}},
      {"root", "uses-sudo", {"sudo /app/run", "sudo -E env X=1 node app.js", "gosu root id", "su"}},
      {"root", "chowns-at-start", {"chown -R app /data"}},
      {"root", "runs-root-command", {"apt-get update", "useradd x", "mount /x"}},
      {"drops",
       "drops-user",
       {"gosu app node x", "su-exec app:app x", "setpriv --reuid=1000 --clear-groups x",
        "runuser -u app -- x", "su app -c x", "su - app", "chpst -u app x", "s6-setuidgid app x",
        "setuidgid app x", "exec gosu app x", "tini -- gosu app x",
        "start-stop-daemon --start --chuid app --exec /x", "sudo -u app x",
        "/usr/local/bin/gosu $USER x"}},
      {"unknown",
       "runs-supervisord",
       {"supervisord -n", "/usr/bin/supervisord -c /etc/supervisord.conf"}},
      {"unknown", "runs-dns", {"named -g", "dnsmasq -k"}},
      {"unknown",
       "runs-apachectl",
       {"apachectl -D FOREGROUND", "/usr/sbin/apache2ctl -DFOREGROUND"}},
      {"unknown",
       "unknown-script",
       {"/entrypoint.sh", "/docker-entrypoint.sh nginx", "docker-entrypoint.sh", "./start.sh",
        "bash /start.sh", "/start", "/usr/local/bin/run", "/usr/local/bin/docker-entrypoint",
        "entrypoint", "/app/entrypoint", "/run.sh", "start-server", "/app/start",
        "/usr/libexec/s2i/run", "sh -e run.sh", "/rails/bin/docker-entrypoint ./bin/thrust"}},
      {"unknown", "shell-text", {"sh -c x", "/bin/bash -lc x"}},
      {"unknown", "command-unknown", {"$CMD x", "exec $@"}},
      {"as user",
       "",
       {"node app.js",
        "java -jar app.jar",
        "/app/server",
        "./main",
        "tail -f /dev/null",
        "sleep infinity",
        "/bin/sh",
        "bash -l",
        "uvicorn main:app --host 0.0.0.0 --port 8000",
        "dotnet App.dll",
        "supercronic /crontab",
        "/usr/bin/app start",
        "runner",
        "python app.py",
        "deno run x",
        "/traefik",
        "memcached -u root",
        "haproxy -f x",
        "docker-php-entrypoint node x",
        "/__cacert_entrypoint.sh java -jar x",
        "wait-for-it.sh db:5432 -- node x",
        "npm start",
        "busybox httpd -f -p 8080",
        "tailscaled --tun=userspace-networking",
        "find / -name x",
        "restart-loop",
        "",
        "echo x",
        "initdb-helper",
        "vite preview --port 4173",
        "/app/service",
        "/cron -f",
        "./sshd"}},
      {"as user", "runs-nginx", {"nginx -g daemon", "/usr/sbin/nginx"}},
      {"as user",
       "builds-at-start",
       {"cargo run", "dotnet run --project src", "mvn spring-boot:run", "./mvnw spring-boot:run",
        "./gradlew bootRun", "go run .", "air -c .air.toml"}},
      {"root", "runs-image-builder", {"/kaniko/executor --context ."}},
      {"as user",
       "runs-apache",
       {"apache2-foreground", "httpd-foreground", "httpd -DFOREGROUND",
        "docker-php-entrypoint apache2-foreground"}},
      {"as user", "runs-php-fpm", {"php-fpm", "php-fpm8.2 -F"}},
      {"as user", "runs-redis", {"redis-server --dir /data"}},
      {"as user",
       "runs-rails",
       {"bin/rails server -b 0.0.0.0", "bundle exec rails s", "./bin/thrust ./bin/rails server"}},
      {"as user", "runs-laravel", {"php artisan serve --host=0.0.0.0"}},
      {"as user",
       "runs-django",
       {"python manage.py runserver 0:8000", "python3 -u manage.py migrate",
        "poetry run python manage.py x"}},
      {"as user", "runs-next", {"next start", "npx next start -p 3000"}},
      {"as user",
       "runs-dev-server",
       {"vite --host", "react-scripts start", "npm run dev", "yarn dev", "next dev",
        "npm run start:dev"}},
      {"as user", "runs-celery", {"celery -A app beat", "celery -A app worker -B"}},
      {"as user", "runs-tomcat", {"catalina.sh run"}},
  };
  for (const RunsCase& one : cases)
    for (const std::string& command : one.commands) {
      INFO(command);
      const Program found = program(words(command));
      CHECK(runs_name(found.runs) == one.runs);
      CHECK(found.kind == one.kind);
      if (found.runs != Runs::as_user) CHECK_FALSE(found.because.empty());
    }
}

TEST_CASE("what a program writes is read from its arguments and from what it is") {
  struct Case {
    std::string command, writes;
    bool cwd;
  };
  const std::vector<Case> cases = {
      {"gunicorn --access-logfile logs/a.log --error-logfile - --pid /run/app/x.pid app:app",
       "logs/a.log new:/run/app/x.pid", true},
      {"gunicorn -b :8000 -w 4 app:app", "", true},
      {"redis-server --dir /data", "/data/", false},
      {"redis-server", "", true},
      {"celery -A app beat", "new:celerybeat-schedule", true},
      {"celery -A app beat -s /var/run/beat/s --pidfile=/var/run/beat/p",
       "new:/var/run/beat/s new:/var/run/beat/p", true},
      {"celery -A app worker --logfile=/var/log/c.log", "/var/log/c.log", false},
      {"gunicorn -b unix:/run/a.sock app:app", "new:/run/a.sock", true},
      {"puma -b unix:///run/a.sock?umask=0111", "tmp/ tmp/pids/ log/ new:/run/a.sock", false},
      {"/app/server --unix-socket=/run/a.sock", "new:/run/a.sock", false},
      {"/app/server --listen unix:a.sock", "new:a.sock", true},
      {"/app/monitor --socket /var/run/docker.sock", "", false},
      {"/app/server -s /etc/app.conf --listen :8080", "", false},
      {"nginx -g x", "/var/cache/nginx/ /var/lib/nginx/ /var/log/nginx/ /run/nginx.pid", false},
      {"apache2-foreground", "/var/run/apache2/ /var/lock/apache2/ /var/log/apache2/", false},
      {"bundle exec puma -C config/puma.rb", "tmp/ tmp/pids/ log/", false},
      {"bin/rails s", "tmp/ tmp/pids/ tmp/cache/ log/ storage/ db/", false},
      {"php artisan serve", "storage/ bootstrap/cache/", false},
      {"php bin/console server:run", "var/cache/ var/log/", false},
      {"next start", ".next/", false},
      {"vite", "node_modules/", true},
      {"/usr/local/tomcat/bin/catalina.sh run",
       "/usr/local/tomcat/logs/ /usr/local/tomcat/temp/ /usr/local/tomcat/work/ "
       "/usr/local/tomcat/webapps/ "
       "/usr/local/tomcat/conf/",
       false},
      {"catalina.sh run", "logs/ temp/ work/ webapps/ conf/", false},
      {"/app/server --data-dir=/data --log-file /var/log/x.log --pid-file=-",
       "/data/ /var/log/x.log", false},
      {"/app/server -data-dir .", "", true},
      {"/app/server --db-file=/data/x.db", "/data/x.db /data/", false},
      {"/app/server --database sqlite:///var/lib/x/app.db", "var/lib/x/app.db var/lib/x/", false},
      {"/app/server --database=sqlite:////var/lib/x/app.db", "/var/lib/x/app.db /var/lib/x/",
       false},
      {"/app/server app.sqlite3", "app.sqlite3", true},
      {"/app/server --log-file --verbose", "", false},
      {"/app/server --log-file=$X", "", false},
      {"prometheus --storage.tsdb.path=/prometheus", "/prometheus/", false},
      {"mongod --dbpath /d --logpath /l/x", "/d/ /l/x", false},
      {"postgres -D /pg", "/pg/ /run/postgresql/", false},
      {"python app.py", "", false},
      {"java -jar x.jar", "", false},
  };
  for (const Case& one : cases) {
    INFO(one.command);
    const Program found = program(words(one.command));
    std::vector<std::string> writes = found.writes;
    for (const std::string& path : found.made_new) writes.push_back("new:" + path);
    CHECK(fmt::format("{}", fmt::join(writes, " ")) == one.writes);
    CHECK(found.cwd_writes == one.cwd);
  }
}

TEST_CASE("low ports are read from the arguments, or known of the program") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"gunicorn -b 0.0.0.0:80 app:app", "80"},
      {"uvicorn main:app --port 80", "80"},
      {"uvicorn main:app --port 8000", ""},
      {"nginx", "80"},
      {"caddy run", "80 443"},
      {"/app/server --listen=:443 --http-port 80", "443 80"},
      {"python -m http.server 80", "80"},
      {"python manage.py runserver 0.0.0.0:80", "80"},
      {"php -S 0.0.0.0:80 -t public", "80"},
      {"php artisan serve --port=80", "80"},
      {"bin/rails server -p 80", "80"},
      {"make -p 80", ""},
      {"/app/server --port 0", ""},
      {"/app/server --port $PORT", ""},
      {"flask run --host=0.0.0.0 --port=80", "80"},
  };
  for (const auto& [command, expected] : cases) {
    INFO(command);
    CHECK(fmt::format("{}", fmt::join(program(words(command)).low_ports, " ")) == expected);
  }
}

TEST_CASE("any argv gets an answer") {
  Argv argv;
  for (int i = 0; i < 100; ++i)
    argv.push_back({"docker-php-entrypoint", "docker-php-entrypoint", false});
  CHECK_NOTHROW(program(argv));
  for (const std::string word :
       {"", "-", "--", "/", "=", "-=", ":", "--port=99999999999999", "sqlite:///"})
    for (const std::string command : {"nginx", "gunicorn", "php", "sh", "x"}) {
      Argv two{{command, command, false}, {word, word, false}};
      CHECK_NOTHROW(program(two));
      CHECK_NOTHROW(program({{word, word, false}}));
    }
}
