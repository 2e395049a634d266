// The table of programs that containers start.
#include "programs.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "command_readers.h"
#include "idle.h"
#include "program_arguments.h"

namespace dockerfix {
namespace {

using commands::is_one_of;
using commands::Options;
using programs::add_made_new;
using programs::add_path;
using programs::add_port;
using programs::read_arguments;

struct ProgramRow {
  std::string_view names;  // without a path; one that begins with / is a whole path
  std::string_view when;   // as in the table of commands
  Runs runs;
  std::string_view kind;
  std::string_view because;
  std::string_view remedy;
  std::string_view does = {};    // as in the table of commands: into and fill are directories
  std::string_view valued = {};  // options that take a value
  std::string_view ports = {};   // what it binds where nothing else is said
  bool cwd_writes = false;
};

using enum Runs;

// As the Dockerfile that Rails itself writes has it: chown -R db log storage tmp (railties
// app/templates/Dockerfile.tt). Tasks of the build leave files of root's in them.
constexpr std::string_view rails_state =
    "fill:tmp into:tmp/pids into:tmp/cache fill:log fill:storage fill:db edit:-P|--pid";
constexpr std::string_view builder = "It builds when the container starts.";
constexpr std::string_view dev_server = "The development server writes next to the sources.";

constexpr std::string_view gunicorn_valued =
    "-b -c -k -w -p -t -u -g -e -n -D? --bind --config --worker-class --workers --threads "
    "--timeout --pid --access-logfile --error-logfile --log-file --log-level --chdir "
    "--worker-tmp-dir --user --group --name --graceful-timeout --keep-alive --max-requests --env";
constexpr std::string_view uwsgi_valued =
    "-s -d -H -p -t --logto --logto2 --daemonize --pidfile --pidfile2 --socket --http --ini --uid "
    "--gid --module --wsgi-file --chdir --touch-reload --processes --threads --master-fifo";

constexpr ProgramRow program_rows[] = {
    // Root's own business: it switches users, or needs capabilities.
    {"supercronic", "", as_user, "", "", ""},
    {"cron crond anacron atd fcron dcron incrond", "", needs_root, "runs-cron",
     "cron needs root to run jobs as their users", "run the jobs with supercronic or a CronJob"},
    {"sshd dropbear", "", needs_root, "runs-sshd", "sshd needs root to log users in",
     "use docker exec, or a sidecar for ssh"},
    {"/sbin/init /usr/sbin/init /lib/systemd/systemd /usr/lib/systemd/systemd /bin/systemd "
     "/usr/bin/systemd",
     "", needs_root, "runs-systemd", "an init system needs root",
     "set USER and a CMD of its own in what is built from this image, or have it start its one "
     "service directly"},
    {"systemd openrc openrc-init openrc-run runit-init systemctl3.py", "", needs_root,
     "runs-systemd", "an init system needs root",
     "set USER and a CMD of its own in what is built from this image, or have it start its one "
     "service directly"},
    {"/init s6-svscan s6-overlay-suexec s6-init", "", needs_root, "runs-s6",
     "s6 sets up /run and its services as root",
     "give /run to the user that s6-overlay shall start as (2.1 or later), or run the one service "
     "directly"},
    {"my_init", "", needs_root, "runs-my-init", "my_init starts its services as root",
     "start its one service directly, by a CMD of its own; several are several containers"},
    {"fixuid", "", needs_root, "runs-fixuid", "fixuid changes ids, which takes root",
     "give the ids at build time"},
    {"runsvdir runsvdir-start runit runsv", "", needs_root, "runs-runit",
     "runit's services are set up for root", "run the one service directly"},
    {"supervisord supervisor", "", Runs::unknown, "runs-supervisord",
     "the configuration of supervisord decides whether its programs need root",
     "drop user= from the configuration, or run one program a container",
     "file:-l|--logfile file:-j|--pidfile",
     "-c -l -j -u -d -e -y -z -a -q --configuration --logfile --pidfile --user --directory"},
    {"dbus-daemon", "--system", needs_root, "runs-dbus", "the system bus needs root", ""},
    {"udevd systemd-udevd eudev", "", needs_root, "runs-udev", "udev needs root", ""},
    {"rsyslogd syslog-ng syslogd klogd", "", needs_root, "runs-syslog",
     "the system's logger needs root", "log to standard output"},
    {"dockerd dockerd-entrypoint.sh dind */dind containerd buildkitd docker-init-dind", "",
     needs_root, "runs-dockerd", "a container engine needs root", "use its rootless image"},
    {"/kaniko/executor /kaniko/warmer img umoci", "", needs_root, "runs-image-builder",
     "it unpacks images with their owners, which takes root", ""},
    {"socat", "=su=|su-d=|setuid=|chroot=", needs_root, "runs-socat",
     "socat changes to another user for each connection", "leave out its su, setuid and chroot"},
    {"openvpn wg-quick wireguard-go boringtun strongswan ipsec charon swanctl charon-systemd "
     "xl2tpd pptpd "
     "pppd openconnect ocserv zerotier-one tincd vpnserver vpnclient ss-redir",
     "", needs_root, "runs-vpn", "a VPN makes network devices, which takes root", ""},
    {"tailscaled", "--tun=userspace-networking", as_user, "", "", "",
     "file:--state into:--statedir", "words"},
    {"tailscaled", "", needs_root, "runs-vpn", "a VPN makes network devices, which takes root",
     "use --tun=userspace-networking", "", "words"},
    {"iptables ip6tables nft ebtables ipset firewalld", "", needs_root, "runs-firewall",
     "packet filters are root's", ""},
    {"keepalived conntrackd ucarp", "", needs_root, "runs-keepalived",
     "it sets addresses, which takes root", ""},
    {"fail2ban-server fail2ban-client", "", needs_root, "runs-fail2ban",
     "fail2ban sets packet filters", ""},
    {"tcpdump dumpcap tshark suricata snort zeek arpwatch ntopng softflowd", "", needs_root,
     "runs-capture", "capturing packets takes a capability", ""},
    {"rpc.nfsd rpc.mountd nfsd rpcbind ganesha.nfsd smbd nmbd samba winbindd", "", needs_root,
     "runs-fileserver", "a file server acts for many users", ""},
    {"dhcpd dhclient udhcpd udhcpc radvd bird hostapd wpa_supplicant", "", needs_root,
     "runs-network-daemon", "it needs raw sockets", ""},
    {"chronyd ntpd ntpdate", "", needs_root, "runs-clock", "setting the clock is root's", ""},
    {"xinetd inetd", "", needs_root, "runs-inetd", "it starts services as their users", ""},
    {"vsftpd proftpd pure-ftpd pure-ftpd-wrapper", "", needs_root, "runs-ftpd",
     "it logs users in and changes to their ids", ""},
    {"postfix exim exim4 sendmail dovecot", "", needs_root, "runs-mail",
     "the master of a mail server is root's, and gives the rest of it to its accounts",
     "send the mail to a server elsewhere"},
    {"nscd sssd nslcd polkitd accounts-daemon gdm lightdm xrdp xrdp-sesman", "", needs_root,
     "runs-login", "it logs users in", ""},
    {"puppet", "master|server", drops, "drops-user", "puppet changes to its own account", ""},
    {"puppetserver puppetdb", "", drops, "drops-user", "it changes to its own account", ""},
    {"puppet", "agent|apply|device", needs_root, "runs-configuration",
     "it sets up the system that it runs on", ""},
    {"chef-client chef-solo cinc-client salt-minion salt-call ansible-pull cf-agent "
     "cf-execd",
     "", needs_root, "runs-configuration", "it sets up the system that it runs on", ""},
    {"service invoke-rc.d rc-service", "", needs_root, "starts-services",
     "start scripts of the system need root",
     "run the program itself in the foreground, and each in a container of its own"},
    {"/etc/init.d/", "start|restart|force-reload|reload", needs_root, "starts-services",
     "start scripts of the system need root",
     "run the program itself in the foreground, and each in a container of its own"},
    {"systemctl", "", needs_root, "starts-services", "services of the system need root",
     "run the program itself in the foreground, and each in a container of its own"},
    // As another user they end with "Operation not permitted"; memcached, mysqld, squid and celery
    // only say that they were not root.
    {"gunicorn hypercorn", "-u|--user !-u|--user=root|0", drops, "drops-user",
     "it changes to another user itself", "", "", gunicorn_valued},
    {"gunicorn hypercorn", "-g|--group !-g|--group=root|0", needs_root, "changes-group",
     "it changes to another group itself, which takes root", "take that option out", "",
     gunicorn_valued},
    {"uwsgi", "--uid !--uid=root|0", drops, "drops-user", "it changes to another user itself", "",
     "", uwsgi_valued},
    {"uwsgi", "--gid !--gid=root|0", needs_root, "changes-group",
     "it changes to another group itself, which takes root", "take that option out", "",
     uwsgi_valued},
    {"uwsgi", "--chroot", needs_root, "chroots", "it calls chroot, which takes root",
     "take that option out"},
    {"named slapd nsd darkhttpd thttpd mini_httpd", "-u|--uid", drops, "drops-user",
     "it changes to another user itself", ""},
    {"twistd twistd3", "^-u|--uid", drops, "drops-user", "it changes to another user itself", ""},
    {"start-stop-daemon", "-c|--chuid", drops, "drops-user", "start-stop-daemon switches users", "",
     "", "-c -u -g -x -p -n --chuid --user --group --exec --pidfile --name"},

    // Servers that work as a user, once they may write where they do.
    {"nginx nginx-debug openresty* tengine angie freenginx", "", as_user, "runs-nginx", "",
     "listen on 8080 where low ports are refused",
     "into:/var/cache/nginx into:/var/lib/nginx into:/var/log/nginx file:/run/nginx.pid",
     "-c -g -p -e", "80"},
    {"apache2-foreground apache2", "", as_user, "runs-apache", "", "",
     "into:/var/run/apache2 into:/var/lock/apache2 into:/var/log/apache2", "-D -d -f -c -C -k -E",
     "80"},
    {"httpd-foreground", "", as_user, "runs-apache", "", "", "into:/usr/local/apache2/logs", "",
     "80"},
    {"httpd", "-h|-p", as_user, "", "", "", "", "-h -p -c -u"},  // BusyBox's
    {"httpd", "", as_user, "runs-apache", "", "", "into:/run/httpd into:/var/log/httpd",
     "-D -d -f -c -C -k -E", "80"},
    {"apachectl apache2ctl", "", Runs::unknown, "runs-apachectl",
     "apachectl changes the owner of its socket directory",
     "run apache2-foreground, or httpd -DFOREGROUND",
     "into:/var/run/apache2 into:/var/lock/apache2 into:/var/log/apache2", "-D -d -f -k", "80"},
    {"php-fpm php5-fpm php7-fpm", "", as_user, "runs-php-fpm",
     "its configuration names www-data, and it cannot give its socket to another user",
     "run it as www-data", "into:/run/php", "-c -d -p -y -g --php-ini --prefix --fpm-config --pid"},
    {"lighttpd", "", as_user, "runs-lighttpd", "", "",
     "into:/var/log/lighttpd into:/run/lighttpd into:/var/cache/lighttpd file:/run/lighttpd.pid",
     "-f -m", "80"},
    {"caddy", "", as_user, "runs-caddy", "", "", "", "-c --config --adapter", "80 443"},
    {"haproxy", "", as_user, "", "", "", "file:-p into:/run/haproxy", "-f -p -L -m -n -N -x"},
    {"varnishd", "", as_user, "runs-varnish", "", "", "into:-n|/var/lib/varnish",
     "-a -b -f -n -p -s -S -T -t -i -j"},
    {"squid", "", as_user, "runs-squid", "", "",
     // It takes a pid file that it may not remove for a squid that runs.
     "into:/var/log/squid into:/var/spool/squid into:/run/squid into:/run", "-f -a -u -d"},
    {"named dnsmasq unbound pdns_server pdns_recursor", "", Runs::unknown, "runs-dns",
     "its configuration decides whom it becomes and where it writes", "", "", "", "53"},
    {"memcached", "", as_user, "", "", "", "", "-u -m -p -c -l -s -P -t"},
    {"redis-server valkey-server keydb-server", "--dir", as_user, "runs-redis", "", "",
     "into:--dir file:--logfile file:--pidfile", "--dir --logfile --pidfile --port --dbfilename"},
    {"redis-server valkey-server keydb-server", "", as_user, "runs-redis", "", "",
     "file:--logfile file:--pidfile", "--logfile --pidfile --port --save --appendonly", "", true},
    {"mongod", "", as_user, "runs-mongod", "", "",
     "into:--dbpath|/data/db file:--logpath file:--pidfilepath",
     "--dbpath --logpath --pidfilepath --port --bind_ip -f --config"},
    {"mysqld mariadbd mysqld_safe mariadbd-safe", "", as_user, "runs-mysqld", "", "",
     "into:--datadir|/var/lib/mysql into:/run/mysqld file:--log-error file:--pid-file",
     "-h -u --datadir --user --log-error --pid-file --port --socket"},
    {"postgres", "", as_user, "runs-postgres", "", "", "into:-D into:/run/postgresql",
     "-D -c -p -h -k"},
    {"rabbitmq-server", "", as_user, "", "", "", "into:/var/lib/rabbitmq into:/var/log/rabbitmq"},
    {"mosquitto", "", as_user, "", "", "", "into:/mosquitto/data into:/mosquitto/log", "-c -p"},
    {"git", "daemon", as_user, "", "", "", "fill:--base-path",
     "--base-path --port --listen --user --group --timeout --init-timeout --max-connections "
     "--pid-file --interpolated-path"},
    {"aria2c", "", as_user, "", "", "", "into:-d|--dir|. file:-l|--log file:--save-session",
     "-d -l -i --dir --log --save-session --input-file --conf-path"},
    {"syncthing", "", as_user, "", "", "", "into:--home|-home into:--config into:--data",
     "--home -home --config --data --gui-address --logfile"},
    {"transmission-daemon", "", as_user, "", "", "",
     "into:-g|--config-dir into:-w|--download-dir into:--incomplete-dir file:-e|--logfile "
     "file:-x|--pid-file",
     "-g -w -e -x -a -c -p -P -u -v --config-dir --download-dir --incomplete-dir --logfile "
     "--pid-file --allowed --watch-dir --port --peerport --username --password"},
    {"prometheus", "", as_user, "", "", "", "into:--storage.tsdb.path|data",
     "--storage.tsdb.path --config.file"},
    {"alertmanager", "", as_user, "", "", "", "into:--storage.path|data",
     "--storage.path --config.file"},

    // Python. A pid file behind "edit" is renamed into its place, or removed before it is made.
    {"gunicorn", "", as_user, "", "", "",
     "file:--access-logfile file:--error-logfile|--log-file edit:-p|--pid into:--worker-tmp-dir",
     gunicorn_valued, "",
     true},  // newer ones keep a control socket in the working directory or the home
    {"twistd twistd3", "", as_user, "", "", "", "edit:--pidfile|twistd.pid file:-l|--logfile",
     "-l -r -d -p --logfile --reactor --rundir --pidfile --python"},
    {"circusd", "", as_user, "", "", "", "edit:--pidfile file:--log-output",
     "--pidfile --log-output --log-level --logger-config"},
    {"celery", "+beat", as_user, "runs-celery", "celery beat keeps its schedule in a file", "",
     "edit:-s|--schedule|celerybeat-schedule file:-f|--logfile edit:--pidfile",
     "-A -b -l -s -f -n -Q -c -P -S --app --broker --loglevel --schedule --logfile --pidfile "
     "--scheduler",
     "", true},
    {"celery", "-B|--beat", as_user, "runs-celery", "celery beat keeps its schedule in a file", "",
     "edit:-s|--schedule|celerybeat-schedule file:-f|--logfile edit:--pidfile",
     "-A -b -l -s -f -n -Q -c -P -S --app --broker --loglevel --schedule --logfile --pidfile", "",
     true},
    {"celery", "", as_user, "", "", "", "file:-f|--logfile edit:--pidfile file:-S|--statedb",
     "-A -b -l -s -f -n -Q -c -P -S --app --broker --loglevel --logfile --pidfile --statedb"},
    {"uwsgi", "", as_user, "", "", "",
     "file:--logto|--logto2|--daemonize|-d file:--pidfile|--pidfile2 file:--touch-reload "
     "file:--stats",
     uwsgi_valued},
    {"python pypy", "*manage.py", as_user, "runs-django",
     "Django keeps its files, and SQLite its data, next to manage.py by default", "", "", "-W -X",
     "", true},
    {"manage.py", "", as_user, "runs-django",
     "Django keeps its files, and SQLite its data, next to manage.py by default", "", "", "", "",
     true},
    {"flask", "", as_user, "", "", "", "into?:instance", "-A -p -h --app --port --host"},
    {"http.server", "", as_user, "", "", ""},

    // Ruby and PHP.
    {"rails thrust", "", as_user, "runs-rails", "", "", rails_state,
     "-p -b -e -P -u --port --binding --environment --pid"},
    {"puma unicorn unicorn_rails thin passenger rackup pumactl", "", as_user, "runs-rack", "", "",
     "fill:tmp into:tmp/pids fill:log edit:-P|--pid|--pidfile",
     "-C -b -p -e -t -w -P -S -c -E -o --config --port --pid --pidfile --environment"},
    {"sidekiq resque good_job solid_queue", "", as_user, "runs-rails", "", "", "fill:tmp fill:log",
     "-C -c -e -q -r -t -P -L"},
    {"php", "artisan", as_user, "runs-laravel", "", "", "fill:storage fill:bootstrap/cache",
     "-d -c"},
    {"php", "*/artisan", as_user, "runs-laravel", "", "", "fill:storage fill:bootstrap/cache",
     "-d -c"},
    {"artisan", "", as_user, "runs-laravel", "", "", "fill:storage fill:bootstrap/cache"},
    {"php", "*bin/console", as_user, "runs-symfony", "", "", "fill:var/cache fill:var/log",
     "-d -c"},
    {"bin/console */bin/console", "", as_user, "runs-symfony", "", "",
     "fill:var/cache fill:var/log"},
    {"drush", "", as_user, "runs-drupal", "", "", "fill:sites/default/files"},
    {"wp", "", as_user, "runs-wordpress", "", "", "fill:wp-content/uploads"},

    // JavaScript.
    {"next", "start", as_user, "runs-next", "", "", "fill:.next", "-p -H --port --hostname"},
    {"next", "", as_user, "runs-dev-server", dev_server, "", "fill:.next into:node_modules",
     "-p -H --port --hostname", "", true},
    {"vite", "preview", as_user, "", "", "", "into:node_modules", "--port --host -c --config"},
    {"vite react-scripts webpack-dev-server vue-cli-service ng nuxt nuxi gatsby parcel remix astro "
     "craco "
     "react-app-rewired rsbuild snowpack expo ionic quasar umi webpack storybook start-storybook",
     "", as_user, "runs-dev-server", dev_server, "", "into:node_modules",
     "-p --port --host -c --config --mode", "", true},
    // What builds when it starts writes its output again, over what root built.
    {"dotnet", "run|watch|test", as_user, "builds-at-start", builder, "", "fill:bin fill:obj"},
    {"mvn mvnw", "", as_user, "builds-at-start", builder, "", "fill:target"},
    {"gradle gradlew", "", as_user, "builds-at-start", builder, "", "fill:build fill:.gradle"},
    {"cargo", "run|watch|test|build|leptos", as_user, "builds-at-start", builder, "",
     "fill:target"},
    {"sbt lein mill", "", as_user, "builds-at-start", builder, "", "fill:target"},
    {"go", "run|test|build", as_user, "builds-at-start", builder, ""},
    {"revel buffalo bee", "run|dev|develop", as_user, "builds-at-start", builder, ""},
    {"air gin reflex CompileDaemon", "", as_user, "builds-at-start", builder, "", "into:tmp"},
    {"npm yarn pnpm bun", "run|run-script dev|develop|serve|watch|dev:*|start:dev|*:dev", as_user,
     "runs-dev-server", dev_server, "", "into:node_modules", "--prefix -C --dir --cwd --filter -w",
     "", true},
    {"yarn pnpm bun", "dev|develop|serve|watch|dev:*|start:dev", as_user, "runs-dev-server",
     dev_server, "", "into:node_modules", "--prefix -C --dir --cwd --filter -w", "", true},
    {"npm", "-g|--global", needs_root, "installs-at-start",
     "packages are installed for all users when the container starts", "install them in the build"},
    {"npm yarn pnpm bun", "ci|install|i|add", as_user, "installs-at-start",
     "packages are installed when the container starts", "install them in the build",
     "into:node_modules", "--prefix -C --dir --cwd", "", true},
    {"npm yarn pnpm bun", "", as_user, "", "", "", "", "--prefix -C --dir --cwd --filter -w", "",
     true},
    {"prisma", "", as_user, "", "", "", "into:node_modules/@prisma into:node_modules/.prisma"},

    // A shell alone is what people log in to.
    {"sh bash ash dash zsh ksh fish csh tcsh", "-c", Runs::unknown, "shell-text",
     "each command of the text decides", ""},
    {"sh bash ash dash zsh ksh fish csh tcsh", "*", Runs::unknown, "unknown-script",
     "what the script does is not in the Dockerfile", "", "", "-o -O --rcfile --init-file"},
    {"sh bash ash dash zsh ksh fish csh tcsh", "", as_user, "", "", "", "",
     "-o -O --rcfile --init-file"},
};

// Entrypoints that do no more than exec "$@" as an ordinary user, by their images' sources.
constexpr std::string_view transparent =
    "docker-php-entrypoint container-entrypoint ros_entrypoint.sh __cacert_entrypoint.sh "
    "nvidia_entrypoint.sh _entrypoint.sh gzserver_entrypoint.sh";

bool row_matches(const ProgramRow& row, const Argv& argv, const std::string& name,
                 const Options& options) {
  const Lookup nothing;
  const commands::Doing doing{argv, name, options, nothing, false, {}, {}};
  std::string because;
  return commands::matches(row.when, doing, because) == commands::Answer::yes;
}

void apply_row(const ProgramRow& row, const Argv& argv, const std::string& name,
               const Options& options, Program& program) {
  program.runs = row.runs;
  program.kind = row.kind;
  program.because = row.because;
  program.remedy = row.remedy;
  program.cwd_writes = row.cwd_writes;
  const Lookup nothing;
  commands::Doing doing{argv, name, options, nothing, false, {}, {}};
  commands::do_all(doing, row.does);
  for (const Write& write : doing.verdict.writes.paths) {
    // What the row says of a file goes before what is taken for granted of any program.
    std::erase(program.made_new, write.path);
    if (write.perhaps && write.kind == Write::Kind::into)
      program.perhaps.push_back(write.path);
    else if (write.kind == Write::Kind::entry)
      add_made_new(program, write.path);
    else
      add_path(program, write.path, write.kind == Write::Kind::into);
  }
  for (const Effect& effect : doing.effects.list)
    if (effect.kind == Effect::Kind::fill) program.trees.push_back(effect.path + "/");
  if (program.low_ports.empty())
    for (std::string_view rest = row.ports; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      add_port(program, rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

// `service postfix start`, `/etc/init.d/ssh start`: whether the service itself needs root, and why.
void name_service(const Argv& argv, Program& program) {
  for (const Arg& arg : argv) {
    const std::string name(base_name(arg.value.value_or("")));
    for (const ProgramRow* row : commands::rows_named<ProgramRow>(program_rows, name)) {
      if (row->runs != needs_root || !row->when.empty() || row->kind == program.kind) continue;
      program.because += fmt::format(", and {} does: {}", name, row->because);
      if (!row->remedy.empty()) program.remedy = row->remedy;
      return;
    }
  }
}

bool looks_like_script(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string name = path.substr(slash + 1);
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
  if (name.ends_with(".sh") || name.ends_with(".bash")) return true;
  if (name.find('.') != std::string::npos) return false;
  if (name.find("entrypoint") != std::string::npos ||
      name.find("entry-point") != std::string::npos ||
      name.find("entry_point") != std::string::npos)
    return true;
  if (is_one_of(name, "run start startup init boot launch setup")) return true;
  const bool in_path = slash == std::string::npos || folder.empty() || folder == "." ||
                       folder.ends_with("/bin") || folder.ends_with("/sbin");
  return in_path && is_one_of(name,
                              "run-* run_* start-* start_* init-* init_* boot-* launch-* launch_* "
                              "setup-* *-run *_run *-start *_start *-startup *-launch");
}

// Tomcat and its like write below their own directory, which is known from their path.
void read_tomcat(const std::string& path, Program& program) {
  std::string base;
  if (const std::size_t bin = path.rfind("/bin/");
      path.starts_with('/') && bin != std::string::npos)
    base = path.substr(0, bin + 1);
  program.kind = "runs-tomcat";
  for (const char* const folder : {"logs", "temp", "work", "webapps", "conf"})
    add_path(program, base + folder, true);
}

// What wraps the program without being a prefix of any command: the argv behind it, or empty.
Argv behind_wrapper(const Argv& argv, const std::string& name) {
  std::size_t index = 0;
  if (is_one_of(name, transparent)) index = 1;
  const bool waits = is_one_of(name, "wait-for-it.sh wait-for-it wait-for wait-for.sh dockerize");
  for (std::size_t i = 1; waits && index == 0 && i < argv.size(); ++i)
    if (argv[i].raw == "--") index = i + 1;
  if (index == 0 || index >= argv.size()) return {};
  return {argv.begin() + static_cast<std::ptrdiff_t>(index), argv.end()};
}

std::optional<Program> by_verdict(const Invocation& invocation) {
  const Verdict found = verdict(invocation, {});
  if (found.need != Need::root || found.because == "find /") return std::nullopt;
  if (found.unless_owned)
    return said(needs_root, "chowns-at-start", found.because + " at start needs root",
                "change the owner in the build");
  return said(needs_root, "runs-root-command", found.because + " needs root", "do it in the build");
}

Program listed_or_not(const Invocation& invocation) {
  const Argv& argv = invocation.argv;
  const std::string& path = *argv[0].value;
  const std::string name = command_name(argv);
  Program program;
  // Behind an interpreter stand the arguments of its script.
  const bool listed =
      !is_interpreter(name) &&
      (is_known_command(name) || !commands::rows_named<ProgramRow>(program_rows, name).empty());
  read_arguments(argv, name, listed, program);
  const bool service_script = path.starts_with("/etc/init.d/");
  // What is known of a path goes before what is known of its last part.
  for (const std::string& by : {service_script ? "/etc/init.d/" : path, name}) {
    for (const ProgramRow* row : commands::rows_named<ProgramRow>(program_rows, by)) {
      // The image's own /app/service or ./cron is no daemon of the system.
      const bool own = row->runs == needs_root && !commands::is_installed(path);
      if (own && by == name && name != path) continue;
      const Options options = commands::read_options(argv, row->valued);
      if (!row_matches(*row, argv, name, options)) continue;
      apply_row(*row, argv, name, options, program);
      if (program.kind == "starts-services") name_service(argv, program);
      program.listed = true;
      return program;
    }
  }
  if (name == "catalina.sh") {
    read_tomcat(path, program);
    return program;
  }
  const std::optional<Program> root = service_script ? std::nullopt : by_verdict(invocation);
  if (root) return *root;
  if (!service_script && !looks_like_script(path)) return program;
  return said(Runs::unknown, "unknown-script", "what " + path + " does is not in the Dockerfile",
              "look whether it changes owners or switches users");
}

Program program_within(const Argv& argv, int depth) {
  const Invocation invocation = strip_prefixes(argv);
  const bool to_root = invocation.user && (*invocation.user == "root" || *invocation.user == "0");
  if (invocation.switches_user && !to_root)
    return said(
        drops, "drops-user",
        "it starts as root and becomes " + invocation.user.value_or("another user") + " itself");
  if (invocation.sudo || invocation.switches_user)
    return said(needs_root, "uses-sudo", "it asks for root again",
                "do what needs root in the build");
  if (argv.empty()) return {};
  if (invocation.argv.empty() || !invocation.argv[0].value)
    return said(Runs::unknown, "command-unknown", "a variable hides what is run");
  const Argv behind = behind_wrapper(invocation.argv, command_name(invocation.argv));
  if (!behind.empty() && depth > 0) return program_within(behind, depth - 1);
  return listed_or_not(invocation);
}

}  // namespace

Program said(Runs runs, std::string kind, std::string because, std::string remedy) {
  Program program;
  program.runs = runs;
  program.kind = std::move(kind);
  program.because = std::move(because);
  program.remedy = std::move(remedy);
  return program;
}

Program program(const Argv& argv) {
  constexpr int deepest = 8;
  return program_within(argv, deepest);
}

}  // namespace dockerfix
