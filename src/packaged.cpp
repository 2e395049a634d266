// The table of packaged servers.
#include "packaged.h"

#include <array>

namespace dockerfix {
namespace {

// supervisord makes its socket right in /run, anew at each start (supervisord.conf of Debian and
// Alpine, [unix_http_server]). The places are those of the packages' own settings (redis.conf,
// cassandra.yaml, mosquitto.conf, grafana.ini, influxdb.conf, torrc and their like), and what their
// postinst, tmpfiles.d and units give to their accounts, in Debian 12's and the vendors' packages.
// Among them are settings that others may not read: 0640, of the package's group.
// confluent-hub puts what it installs into its folder, and names it in the settings of Kafka
// Connect that the schema registry brings; what starts that registry renders its settings there
// (confluentinc kafka-images server-connect-base/Dockerfile.ubi8, schema-registry-images
// Dockerfile.ubi8).
constexpr std::array<Packaged, 36> packaged = {{
    {"nginx", "nginx", "runs-nginx"},
    {"apache2", "apache2", "runs-apache"},
    {"httpd", "httpd", "runs-apache"},
    {"php-fpm", "php-fpm", "runs-php-fpm"},
    {"supervisor", "supervisord", "", "/var/log/supervisor /run", "/var/log/supervisord.log /run"},
    {"lighttpd", "lighttpd", "runs-lighttpd"},
    {"varnish", "varnishd", "runs-varnish"},
    {"squid", "squid", "runs-squid"},
    {"mysql-server", "mysqld", "runs-mysqld", "/var/log/mysql"},
    {"mariadb-server", "mysqld", "runs-mysqld", "/var/log/mysql"},
    {"percona-server-server", "mysqld", "runs-mysqld", "/var/log/mysql"},
    {"redis", "redis-server", "", "/var/lib/redis /var/log/redis"},
    {"valkey", "valkey-server", "", "/var/lib/valkey /var/log/valkey"},
    {"cassandra", "cassandra", "", "/var/lib/cassandra /var/log/cassandra"},
    {"zookeeper", "zookeeper", "", "/var/lib/zookeeper /var/log/zookeeper"},
    {"confluent-kafka", "kafka-server-start", "",
     "/var/lib/kafka /var/log/kafka /var/log/confluent"},
    {"confluent-schema-registry", "schema-registry-start", "", "/etc/schema-registry"},
    {"confluent-hub-client", "confluent-hub", "", "/usr/share/confluent-hub-components"},
    {"mosquitto", "mosquitto", "", "/run/mosquitto /var/lib/mosquitto /var/log/mosquitto", "",
     true},
    {"grafana", "grafana-server", "", "/var/lib/grafana /var/log/grafana"},
    {"influxdb", "influxd", "", "/var/lib/influxdb"},
    {"logstash", "logstash", "", "/var/lib/logstash /var/log/logstash"},
    {"neo4j", "neo4j", "", "/var/lib/neo4j /var/log/neo4j"},
    {"jenkins", "jenkins", "", "/var/lib/jenkins /var/cache/jenkins /var/log/jenkins"},
    {"tor", "tor", "", "/var/lib/tor"},
    {"prometheus", "prometheus", "", "/var/lib/prometheus", "", true},
    {"prometheus-alertmanager", "prometheus-alertmanager", "", "/var/lib/prometheus", "", true},
    {"bind9", "named", "", "/var/cache/bind /run/named"},
    {"tinyproxy", "tinyproxy", "", "/run/tinyproxy /var/log/tinyproxy"},
    {"privoxy", "privoxy", "", "/var/lib/privoxy /var/log/privoxy"},
    {"apt-cacher-ng", "apt-cacher-ng", "",
     "/etc/apt-cacher-ng/security.conf /run/apt-cacher-ng /var/cache/apt-cacher-ng "
     "/var/log/apt-cacher-ng"},
    {"icecast2", "icecast2", "", "/etc/icecast2/icecast.xml /var/log/icecast2"},
    {"minidlna", "minidlnad", "", "/run/minidlna /var/cache/minidlna /var/log/minidlna"},
    {"slapd", "slapd", "", "/etc/ldap/slapd.d /run/slapd /var/lib/ldap"},
    {"tomcat9", "catalina.sh", "",
     "/etc/tomcat9 /var/cache/tomcat9 /var/lib/tomcat9 /var/log/tomcat9", "", true},
    {"tomcat10", "catalina.sh", "",
     "/etc/tomcat10 /var/cache/tomcat10 /var/lib/tomcat10 /var/log/tomcat10", "", true},
}};

}  // namespace

std::span<const Packaged> packaged_servers() {
  return packaged;
}

}  // namespace dockerfix
