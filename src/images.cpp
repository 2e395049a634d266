// What is known about base images, one row a variant. To add one: a line at its place in the order,
// above the broader rows of the same repository, with where it was read. Behind that stand its
// WORKDIR ("?" where it was not read) and what it sets by ENV that Dockerfiles build on.
// tests/images_test.cpp checks the order, and that no row is hidden by one above it.
#include "images.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text.h"

namespace dockerfix {
namespace {

using enum Family;
using enum Start;

constexpr std::string_view root = "";
constexpr Prebuilt none{};

constexpr Prebuilt appuser{"appuser", 1000, 1000, "appuser", "/home/appuser"};
constexpr Prebuilt bun{"bun", 1000, 1000, "bun", "/home/bun"};
constexpr Prebuilt cloudsdk{"cloudsdk", 1000, 1000, "cloudsdk", "/home/cloudsdk"};
constexpr Prebuilt coder{"coder", 1000, 1000, "coder", "/home/coder"};
constexpr Prebuilt dotnet_app{"app", 1654, 1654, "app", "/home/app"};
constexpr Prebuilt gradle{"gradle", 1000, 1000, "gradle", "/home/gradle"};
constexpr Prebuilt jenkins{"jenkins", 1000, 1000, "jenkins", "/var/jenkins_home"};
constexpr Prebuilt liberty{"default", 1001, 0, "root", "/home/default"};
constexpr Prebuilt linuxserver{"abc", 911, 911, "abc", "/config"};
constexpr Prebuilt loki{"loki", 10001, 10001, "loki", ""};
constexpr Prebuilt node{"node", 1000, 1000, "node", "/home/node"};
constexpr Prebuilt old_nginx{"nginx", 0, 0, "nginx", ""};
constexpr Prebuilt nexus{"nexus", 200, 200, "nexus", "/opt/sonatype/nexus"};
constexpr Prebuilt nonroot{"nonroot", 65532, 65532, "nonroot", "/home/nonroot"};
constexpr Prebuilt postgres_70{"postgres", 70, 70, "postgres", "/var/lib/postgresql"};
constexpr Prebuilt postgres_999{"postgres", 999, 999, "postgres", "/var/lib/postgresql"};
constexpr Prebuilt s2i{"default", 1001, 0, "root", "/opt/app-root/src"};
constexpr Prebuilt vscode{"vscode", 1000, 1000, "vscode", "/home/vscode"};
constexpr Prebuilt webdevops_account{"application", 1000, 1000, "application", "/home/application"};
constexpr Prebuilt www_data{"www-data", 33, 33, "www-data", "/var/www"};
constexpr Prebuilt www_data_82_home{"www-data", 82, 82, "www-data", "/home/www-data"};
constexpr Prebuilt zabbix_account{"zabbix", 1997, 1995, "zabbix", "/var/lib/zabbix"};

// Since 23.04 Ubuntu ships an account for whoever logs in. It is not for a program, so no row has
// it as its account; where the tag does not tell the release it counts as taken.
constexpr std::string_view ubuntu = "ubuntu:1000:1000 ubuntu:1000";
constexpr std::string_view varnish_taken = "vcache:1001:1000 varnishlog:1002:1000";
constexpr std::string_view www_data_82 = "www-data:82:82";

constexpr std::string_view nginx_writes = "=/var/cache/nginx/ /run/nginx.pid";
constexpr std::string_view openresty_writes =
    "/usr/local/openresty/nginx/ /usr/local/openresty/nginx/logs/ /var/run/openresty/";
// Before docker-library/tomcat pull 173 (September 2019) temp was root's only.
constexpr std::string_view tomcat_temp_writes =
    "=/usr/local/tomcat/webapps/ /usr/local/tomcat/conf/Catalina/ /usr/local/tomcat/temp/";
constexpr std::string_view tomcat_writes =
    "=/usr/local/tomcat/webapps/ /usr/local/tomcat/conf/Catalina/";
// Before docker-library/tomcat ccf0fa74 (2018) logs, work and temp were root's only, and what is in
// conf was 0600 as the archive has it (docker-library/tomcat issue 35).
constexpr std::string_view old_tomcat_writes =
    "=/usr/local/tomcat/webapps/ /usr/local/tomcat/conf// /usr/local/tomcat/logs/ "
    "/usr/local/tomcat/temp/ /usr/local/tomcat/work/";
constexpr std::string_view tomee_writes =
    "/usr/local/tomee/conf/ /usr/local/tomee/logs/ /usr/local/tomee/temp/ "
    "/usr/local/tomee/webapps/ "
    "/usr/local/tomee/work/";

constexpr std::string_view drupal_writes =
    "~/opt/drupal/web/sites/ ~/opt/drupal/web/modules/ ~/opt/drupal/web/themes/";
constexpr std::string_view elastic_writes =
    "~/usr/share/elasticsearch/data/ ~/usr/share/elasticsearch/logs/ "
    "~/usr/share/elasticsearch/config/";
constexpr std::string_view postgres_writes = "~/var/lib/postgresql/ ~/var/run/postgresql/";
constexpr std::string_view wordpress_writes = "~/var/www/html/ ~/usr/src/wordpress/wp-content/";

constexpr std::string_view cp_kafka_volumes = "/var/lib/kafka/data /etc/kafka/secrets";
constexpr std::string_view influxdb_volumes = "/var/lib/influxdb2 /etc/influxdb2";
constexpr std::string_view kafka_volumes =
    "/etc/kafka/secrets /var/lib/kafka/data /mnt/shared/config";
constexpr std::string_view nifi_volumes =
    "/opt/nifi/nifi-current/logs /opt/nifi/nifi-current/conf "
    "/opt/nifi/nifi-current/database_repository /opt/nifi/nifi-current/flowfile_repository "
    "/opt/nifi/nifi-current/content_repository /opt/nifi/nifi-current/provenance_repository "
    "/opt/nifi/nifi-current/state";

constexpr std::string_view jupyter_env =
    "NB_USER=jovyan NB_UID=1000 NB_GID=100 CONDA_DIR=/opt/conda HOME=/home/jovyan";

constexpr std::string_view micromamba_env =
    "MAMBA_USER=mambauser MAMBA_ROOT_PREFIX=/opt/conda MAMBA_EXE=/bin/micromamba";
constexpr std::string_view nexus_env =
    "SONATYPE_DIR=/opt/sonatype NEXUS_HOME=/opt/sonatype/nexus NEXUS_DATA=/nexus-data "
    "SONATYPE_WORK=/opt/sonatype/sonatype-work";
constexpr std::string_view webdevops_env =
    "APPLICATION_USER=application APPLICATION_GROUP=application APPLICATION_PATH=/app "
    "APPLICATION_UID=1000 APPLICATION_GID=1000";

constexpr std::string_view docroot_writes = "/var/www/html is that user's, or everybody's";
constexpr std::string_view maven_home =
    "ENV MAVEN_CONFIG and -Duser.home name places of that user: its own are below /root";
constexpr std::string_view own_writes = "what it writes is that user's";

// Remedies for a port below 1024, as images.json has them (port_fix).
constexpr std::string_view apache_port =
    "write Listen 8080 in /etc/apache2/ports.conf and *:8080 in "
    "/etc/apache2/sites-available/000-default.conf";
constexpr std::string_view aspnet_port = "set ENV ASPNETCORE_URLS=http://+:8080";
constexpr std::string_view caddy_port = "set http_port 8080 and https_port 8443 in the Caddyfile";
constexpr std::string_view httpd_port = "write Listen 8080 in /usr/local/apache2/conf/httpd.conf";
constexpr std::string_view nginx_port = "listen on 8080 in /etc/nginx/conf.d/default.conf";
constexpr std::string_view openresty_port = "listen on 8080 in /etc/nginx/conf.d/default.conf";

constexpr std::string_view lambda = "Lambda runs it as an unprivileged user of its own";
constexpr std::string_view net_bind =
    "the binary carries cap_net_bind_service, so nobody can start it under --cap-drop ALL";

constexpr std::string_view devcontainers =
    "mcr.microsoft.com/devcontainers/anaconda|mcr.microsoft.com/devcontainers/base|"
    "mcr.microsoft.com/devcontainers/cpp|mcr.microsoft.com/devcontainers/dotnet|"
    "mcr.microsoft.com/devcontainers/go|mcr.microsoft.com/devcontainers/java|"
    "mcr.microsoft.com/devcontainers/jekyll|mcr.microsoft.com/devcontainers/miniconda|"
    "mcr.microsoft.com/devcontainers/php|mcr.microsoft.com/devcontainers/python|"
    "mcr.microsoft.com/devcontainers/ruby|mcr.microsoft.com/devcontainers/rust";
constexpr std::string_view graalvm =
    "container-registry.oracle.com/graalvm/jdk|container-registry.oracle.com/graalvm/native-image|"
    "ghcr.io/graalvm/graalvm-*|ghcr.io/graalvm/jdk*|ghcr.io/graalvm/native-image*";
constexpr std::string_view dotnet =
    "mcr.microsoft.com/dotnet/aspnet|mcr.microsoft.com/dotnet/runtime|"
    "mcr.microsoft.com/dotnet/runtime-deps|mcr.microsoft.com/dotnet/sdk";
constexpr std::string_view almalinux_any = "almalinux|almalinux/*|quay.io/almalinuxorg/almalinux";
constexpr std::string_view azul = "azul-zulu|azul/zulu-openjdk|azul/zulu-openjdk-*";
constexpr std::string_view bitnami_languages =
    "bitnami/node|bitnami/python|bitnami/java|bitnami/php-fpm|bitnami/ruby|bitnami/golang|"
    "bitnami/dotnet";
constexpr std::string_view bitnami_servers =
    "bitnami/apache|bitnami/elasticsearch|bitnami/kafka|bitnami/keycloak|bitnami/kubectl|"
    "bitnami/mariadb|bitnami/mongodb|bitnami/mysql|bitnami/nginx|bitnami/postgresql|"
    "bitnami/rabbitmq|bitnami/redis|bitnami/spark|bitnami/wordpress|bitnami/zookeeper";
constexpr std::string_view chainguard_static =
    "cgr.dev/chainguard/aspnet-runtime|cgr.dev/chainguard/glibc-dynamic|"
    "cgr.dev/chainguard/python|cgr.dev/chainguard/ruby|cgr.dev/chainguard/static";
constexpr std::string_view circleci_any =
    "circleci/android|circleci/golang|circleci/node|circleci/openjdk|circleci/php|"
    "circleci/python|circleci/ruby";
constexpr std::string_view clickhouse_any =
    "clickhouse|clickhouse/clickhouse-server|yandex/clickhouse-server";
constexpr std::string_view cloud_sdk =
    "google/cloud-sdk|gcr.io/google.com/cloudsdktool/cloud-sdk|"
    "gcr.io/google.com/cloudsdktool/google-cloud-cli";
constexpr std::string_view conda =
    "continuumio/anaconda|continuumio/anaconda3|continuumio/miniconda|continuumio/miniconda3|"
    "anaconda/miniconda";
constexpr std::string_view cuda = "nvidia/cuda|nvcr.io/nvidia/cuda|nvidia/cudagl";
constexpr std::string_view dotnet_hub =
    "microsoft/dotnet|microsoft/aspnetcore|microsoft/aspnetcore-build";
constexpr std::string_view erlang = "elixir|hexpm/elixir|erlang|hexpm/erlang";
constexpr std::string_view grafana_any =
    "grafana/grafana|grafana/grafana-oss|grafana/grafana-enterprise";
constexpr std::string_view jenkins_agent =
    "jenkins/inbound-agent|jenkins/agent|jenkins/jnlp-agent-maven|jenkins/jnlp-slave|"
    "jenkins/slave|jenkinsci/jnlp-slave";
constexpr std::string_view jenkins_any =
    "jenkins/jenkins|jenkins|jenkinsci/jenkins|jenkins4eval/jenkins";
constexpr std::string_view nginx_proxy = "jwilder/nginx-proxy|nginxproxy/nginx-proxy";
constexpr std::string_view playwright =
    "mcr.microsoft.com/playwright|mcr.microsoft.com/playwright/*";
constexpr std::string_view postgres_kin = "pgvector/pgvector|postgis/postgis";
constexpr std::string_view prometheus = "prom/prometheus|quay.io/prometheus/prometheus";
constexpr std::string_view rockylinux_any =
    "rockylinux|rockylinux/rockylinux|quay.io/rockylinux/rockylinux";
constexpr std::string_view semeru = "ibm-semeru-runtimes|icr.io/appcafe/ibm-semeru-runtimes";
constexpr std::string_view tiangolo_gunicorn =
    "tiangolo/uvicorn-gunicorn|tiangolo/uvicorn-gunicorn-fastapi|"
    "tiangolo/uvicorn-gunicorn-starlette|tiangolo/meinheld-gunicorn*";
// docker/base/alpine/conf/bin/entrypoint.sh
constexpr std::string_view webdevops_start =
    "its entrypoint becomes root again by a setuid gosu, and supervisord starts services as root";
constexpr std::string_view webdevops =
    "webdevops/php-nginx|webdevops/apache|webdevops/nginx|webdevops/php|webdevops/php-*";

constexpr std::string_view zabbix =
    "zabbix/zabbix-agent|zabbix/zabbix-agent2|zabbix/zabbix-java-gateway|zabbix/zabbix-proxy-*|"
    "zabbix/zabbix-server-*|zabbix/zabbix-web-*";

struct Row {
  BaseImage image;
  std::string_view source;
  std::string_view workdir = "";
  std::string_view env = "";
};

// Ordered by the first repository of a row; a * comes after every other character. Behind what a
// row says stand its source (a repository and a path in it), its WORKDIR and its ENV.
// clang-format off
constexpr Row rows[] = {
    {{"abiosoft/caddy", "*builder*", alpine}, "abiosoft/caddy-docker builder/Dockerfile"},
    {{"abiosoft/caddy", "", alpine, serves, root, none, "", "", "", "80 443 2015", "/root/.caddy /srv"}, "abiosoft/caddy-docker Dockerfile"},
    {{"adminer", "", alpine, serves, "adminer", {"adminer", 100, 101, "adminer", "/home/adminer"}, "", "", "", "8080"}, "TimWolla/docker-adminer 5/Dockerfile", "/var/www/html"},
    {{"adoptopenjdk|adoptopenjdk/openjdk*", "*alpine*", alpine}, from_memory},
    {{"adoptopenjdk|adoptopenjdk/openjdk*", "*windowsservercore*|*nanoserver*", windows}, from_memory},
    {{"adoptopenjdk|adoptopenjdk/openjdk*", "*centos*|*ubi", redhat}, from_memory},
    {{"adoptopenjdk|adoptopenjdk/openjdk*", "*ubi-minimal*", redhat_minimal}, from_memory},
    {{"adoptopenjdk|adoptopenjdk/openjdk*", "", debian}, from_memory},
    {{"aerospike", "", debian, serves, "?", none, ubuntu, "", "", "3000 3001 3002"}, "aerospike/aerospike-server.docker releases/8.1/community/ubuntu24.04/Dockerfile: its entrypoint was not read"},
    {{"alekzonder/puppeteer", "", debian, serves, "pptruser", {"pptruser", 0, 0, "pptruser", "/home/pptruser"}, "node:1000:1000 node:1000"}, "alekzonder/docker-puppeteer Dockerfile", "/app"},
    {{almalinux_any, "*micro*", redhat_micro}, "AlmaLinux/docker-images; no account tools"},
    {{almalinux_any, "*minimal*", redhat_minimal}, "docker-library/repo-info almalinux/local/9-minimal.md"},
    {{"almalinux|quay.io/almalinuxorg/almalinux", "", redhat}, "docker-library/repo-info almalinux/local/9.md"},
    {{"alpine|gliderlabs/alpine|quay.io/libpod/alpine", "", alpine}, "alpinelinux/docker-alpine minirootfs"},
    {{"alpine/git", "", alpine, shell, root, none, "git-user:1000:1000 git-user:1000", "", "", "", "/git"}, "alpine-docker/git Dockerfile"},
    {{"amazon/aws-cli|public.ecr.aws/aws-cli/aws-cli", "", amazon}, "aws/aws-cli docker/Dockerfile"},
    {{"amazon/aws-lambda-*|public.ecr.aws/lambda/*", "", amazon, drops, root, none, "", "", lambda}, "aws/aws-lambda-base-images Dockerfile.nodejs20.x", "/var/task"},
    {{"amazoncorretto", "*alpine*", alpine}, "corretto/corretto-docker 21/jdk/alpine/Dockerfile"},
    {{"amazoncorretto", "*debian*|*bookworm*|*bullseye*|*trixie*", debian}, "corretto/corretto-docker 21/slim/debian/Dockerfile"},
    {{"amazoncorretto", "", amazon}, "corretto/corretto-docker 21/jdk/al2023/Dockerfile"},
    {{"amazonlinux|public.ecr.aws/amazonlinux/amazonlinux", "", amazon}, "docker-library/repo-info amazonlinux/local/2023.md"},
    {{"anapsix/alpine-java", "", alpine}, from_memory},
    {{"apache/airflow", "", debian, serves, "50000", {"airflow", 50000, 0, "root", "/home/airflow"}, "", "", "", "8080"}, "apache/airflow Dockerfile", "/opt/airflow", "AIRFLOW_HOME=/opt/airflow AIRFLOW_UID=50000 AIRFLOW_USER_HOME_DIR=/home/airflow"},
    {{"apache/beam_python*_sdk", "", debian, serves, root}, "apache/beam sdks/python/container/Dockerfile"},
    {{"apache/kafka|apache/kafka-native", "", alpine, serves, "appuser", {"appuser", 1000, 1000, "appuser", "/home/appuser"}, "", "", "", "9092", kafka_volumes}, "apache/kafka docker/jvm/Dockerfile"},
    {{"apache/nifi", "", debian, serves, "nifi", {"nifi", 1000, 1000, "nifi", "/home/nifi"}, "", "", "", "8000 8080 8443 10000", nifi_volumes}, "apache/nifi nifi-docker/dockerhub/Dockerfile"},
    {{"apache/spark*|spark", "", debian, serves, "spark", {"spark", 185, 185, "spark", "/nonexistent"}}, "apache/spark-docker 4.1.2/scala2.13-java21-ubuntu/Dockerfile"},
    {{"apache/superset|apachesuperset.docker.scarf.sh/apache/superset", "", debian, serves, "superset", {"superset", 1000, 1000, "superset", "/app/superset_home"}, "", "", "", "8088"}, "apache/superset Dockerfile"},
    {{"apache/tika", "1.*", debian, serves, "?", none, "", "", "", "9998"}, "apache/tika-docker full/Dockerfile: as root at first"},
    {{"apache/tika", "", debian, serves, "35002:35002", none, ubuntu, "", "", "9998"}, "apache/tika-docker full/Dockerfile"},
    {{"apache/zeppelin", "", debian, serves, "?", none, "", "", "", "8080"}, "apache/zeppelin scripts/docker/zeppelin/bin/Dockerfile: root in 0.7, another user later"},
    {{"apachepulsar/pulsar|apachepulsar/pulsar-all", "2.*|3.<3*", unknown, serves, "?"}, "apache/pulsar docker/pulsar/Dockerfile: what was before 3.3 was not read", "/pulsar"},
    {{"apachepulsar/pulsar|apachepulsar/pulsar-all", "", alpine, serves, "10000", {"pulsar", 10000, 0, "root", "/pulsar/data"}}, "apache/pulsar docker/pulsar/Dockerfile", "/pulsar"},
    {{"aquasec/trivy", "", alpine}, "aquasecurity/trivy Dockerfile"},
    {{"arangodb", "<3*|3.<5*", unknown, serves, "?"}, from_memory},
    {{"arangodb", "", alpine, serves, root, none, "", "=/var/lib/arangodb3/ =/var/lib/arangodb3-apps/", "", "8529", "/var/lib/arangodb3 /var/lib/arangodb3-apps", own_writes}, "arangodb/arangodb-docker alpine/3.11.6/Dockerfile"},
    {{"archlinux|archlinux/archlinux|archlinux/base|base/archlinux", "", arch}, "archlinux/archlinux-docker scripts/make-rootfs.sh"},
    {{"asciidoctor/docker-asciidoctor", "", alpine, shell, root, none, "", "", "", "", "/documents"}, "asciidoctor/docker-asciidoctor Dockerfile", "/documents"},
    {{"astronomerinc/ap-airflow|quay.io/astronomer/ap-airflow", "*alpine*", alpine, serves, "?"}, "astronomer/ap-airflow: not read", "?"},
    {{"astronomerinc/ap-airflow|quay.io/astronomer/ap-airflow", "*buster*|*bullseye*", debian, serves, "astro", {"astro", 50000, 50000, "astro", "/home/astro"}}, "astronomer/ap-airflow 2.4.3/bullseye/Dockerfile", "/usr/local/airflow", "AIRFLOW_HOME=/usr/local/airflow ASTRONOMER_USER=astro ASTRONOMER_UID=50000"},
    {{"atmoz/sftp", "", unknown, needs_root, root, none, "", "", "sshd", "22"}, "atmoz/sftp Dockerfile"},
    {{azul, "*alpine*", alpine}, "AzulSystems/azul-zulu-images 17/jdk/alpine/Dockerfile"},
    {{azul, "*almalinux*|*centos*", redhat_minimal}, "AzulSystems/azul-zulu-images"},
    {{"azul-zulu|azul/zulu-openjdk|azul/zulu-openjdk-debian", "", debian}, "AzulSystems/azul-zulu-images 17/jdk/debian/Dockerfile"},
    {{"azul/zulu-openjdk-alpine", "", alpine}, "AzulSystems/azul-zulu-images 17/jdk/alpine/Dockerfile"},
    {{"backdrop", "*alpine*", alpine, serves, "?"}, from_memory},
    {{"backdrop", "*fpm*", debian, serves, root, www_data, "", "", "", "9000", "", own_writes}, "backdrop-ops/backdrop-docker 1/apache/Dockerfile, and its like"},
    {{"backdrop", "", debian, serves, root, www_data, "", "", "", "80", "", own_writes, apache_port}, "backdrop-ops/backdrop-docker 1/apache/Dockerfile"},
    {{"bash", "", alpine}, "tianon/docker-bash 5.3/Dockerfile"},
    {{"bde2020/hadoop-*", "", debian, serves, root}, "big-data-europe/docker-hadoop base/Dockerfile", "?", "HADOOP_CONF_DIR=/etc/hadoop USER=root"},
    {{"bde2020/hive", "", debian, serves, root, none, "", "", "", "10000 10002"}, "big-data-europe/docker-hive Dockerfile", "/opt", "HIVE_HOME=/opt/hive"},
    {{"bde2020/spark-*", "3.*", alpine, serves, root}, "big-data-europe/docker-spark base/Dockerfile", "?"},
    {{"bellsoft/liberica-openjdk-alpine|bellsoft/liberica-openjdk-alpine-musl|bellsoft/liberica-openjre-alpine|bellsoft/liberica-openjre-alpine-musl", "", alpine}, "bell-sw/Liberica docker/repos/liberica-openjdk-alpine/17/Dockerfile"},
    {{"bellsoft/liberica-openjdk-debian|bellsoft/liberica-openjre-debian", "", debian}, "bell-sw/Liberica docker/repos/liberica-openjdk-debian"},
    {{"bioconductor/bioconductor_docker|ghcr.io/bioconductor/bioconductor_docker", "", debian, init_by_cmd, root, {"rstudio", 1000, 1000, "rstudio", "/home/rstudio"}, "", "", "/init: s6", "8787"}, "Bioconductor/bioconductor_docker Dockerfile: on rocker/rstudio"},
    {{bitnami_servers, "*photon*", photon, serves, "1001"}, "bitnami/containers bitnami/nginx/1.27/debian-12/Dockerfile", "/app"},
    {{bitnami_servers, "", debian, serves, "1001"}, "bitnami/containers bitnami/nginx/1.27/debian-12/Dockerfile", "/app"},
    {{"bitnami/minideb", "", debian}, from_memory, "?"},
    {{bitnami_languages, "*photon*", photon}, "bitnami/containers bitnami/node/20/debian-12/Dockerfile", "/app"},
    {{bitnami_languages, "", debian}, "bitnami/containers bitnami/node/20/debian-12/Dockerfile", "/app"},
    {{"bitnami/*", "*photon*", photon, serves, "?"}, "bitnami/containers: not every one was read", "?"},
    {{"bitnami/*", "*-ol-*|ol-*", redhat, serves, "?"}, "bitnami/containers bitnami/laravel/6/ol-7/Dockerfile, and its like", "?"},
    {{"bitnami/*", "*-rhel-*|*-ubi-*", unknown, serves, "?"}, "bitnami/containers: not read", "?"},
    {{"bitnami/*", "", debian, serves, "?"}, "bitnami/containers bitnami/laravel/11/debian-12/Dockerfile, and its like: applications are 1001, languages root", "?"},
    {{"bitwalker/alpine-elixir|bitwalker/alpine-elixir-phoenix", "", alpine, shell, root, {"default", 1001, 0, "root", "/opt/app"}}, "bitwalker/alpine-elixir Dockerfile, bitwalker/alpine-erlang Dockerfile", "/opt/app", "HOME=/opt/app/ MIX_HOME=/opt/mix HEX_HOME=/opt/hex"},
    {{"browserless/chrome|ghcr.io/browserless/chrome|ghcr.io/browserless/chromium", "0*", debian, serves, "?"}, "browserless/browserless Dockerfile: as root at first", "?"},
    {{"browserless/chrome|ghcr.io/browserless/chrome|ghcr.io/browserless/chromium", "", debian, serves, "blessuser", {"blessuser", 0, 0, "blessuser", "/home/blessuser"}, "", "", "", "3000"}, "browserless/browserless docker/base/Dockerfile", "?"},
    {{"buildkite/puppeteer", "", debian, shell, root, node}, "buildkite/docker-puppeteer Dockerfile"},
    {{"buildpack-deps", "*jammy*|*focal*|*bionic*|*xenial*|*trusty*", debian}, "docker-library/buildpack-deps ubuntu/jammy/Dockerfile"},
    {{"buildpack-deps", "*noble*|*resolute*|2*", debian, shell, root, none, ubuntu}, "docker-library/buildpack-deps ubuntu/noble/Dockerfile"},
    {{"buildpack-deps", "", debian}, "docker-library/buildpack-deps debian/trixie/Dockerfile"},
    {{"busybox", "", busybox}, "docker-library/busybox latest/musl/amd64/rootfs.tar.gz"},
    {{"caddy", "*windowsservercore*|*nanoserver*", windows}, "caddyserver/caddy-docker 2.11/windows-ltsc2022/Dockerfile"},
    {{"caddy", "*builder*", alpine}, "caddyserver/caddy-docker 2.11/builder/Dockerfile", "/srv"},
    {{"caddy", "", alpine, serves, root, none, "", "~/data/caddy/ ~/config/caddy/", net_bind, "80 443 443/udp 2019", "", "", caddy_port}, "caddyserver/caddy-docker 2.11/alpine/Dockerfile: /data/caddy and /config/caddy are 1777", "/srv"},
    {{"camptocamp/c2cwsgiutils", "", debian, serves, root, none, ubuntu}, "camptocamp/c2cwsgiutils Dockerfile", "?"},
    {{"camptocamp/mapserver|camptocamp/qgis-server", "", debian, untold, root}, "camptocamp/docker-mapserver Dockerfile, camptocamp/docker-qgis-server Dockerfile", "?"},
    {{"camunda/camunda-bpm-platform", "*7.<9*", unknown, serves, "?"}, "camunda/docker-camunda-bpm-platform Dockerfile: on Ubuntu, as root, at first", "?"},
    {{"camunda/camunda-bpm-platform", "", alpine, serves, "camunda", {"camunda", 1000, 1000, "camunda", "/camunda"}, "", "", "", "8000 8080 9404"}, "camunda/docker-camunda-bpm-platform Dockerfile", "/camunda"},
    {{"cassandra", "", debian, drops, root, {"cassandra", 999, 999, "cassandra", ""}, "", "~/etc/cassandra/ ~/var/lib/cassandra/ ~/var/log/cassandra/", "docker-entrypoint.sh: gosu", "7000 7001 7199 9042 9160", "/var/lib/cassandra"}, "docker-library/cassandra 5.0/Dockerfile"},
    {{"centos|quay.io/centos/centos", "", redhat}, "rocky-linux/sig-cloud-instance-images packages.txt, indirectly"},
    {{"certbot/certbot", "", alpine, needs_root, root, none, "", "", "writes /etc/letsencrypt"}, from_memory},
    {{chainguard_static, "*dev*", wolfi, shell, "65532", nonroot}, "chainguard-images/images images/*/locked_config.json"},
    {{chainguard_static, "", distroless, shell, "65532", nonroot}, "chainguard-images/images images/*/locked_config.json"},
    {{"cgr.dev/chainguard/bash|cgr.dev/chainguard/go|cgr.dev/chainguard/wolfi-base", "", wolfi, shell, "0", nonroot}, "chainguard-images/images images/wolfi-base/locked_config.json"},
    {{"cgr.dev/chainguard/busybox|cgr.dev/chainguard/maven|cgr.dev/chainguard/rust", "", wolfi, shell, "65532", nonroot}, "chainguard-images/images images/*/locked_config.json"},
    {{"cgr.dev/chainguard/docker-dind", "", wolfi, needs_root, "0", none, "", "", "dockerd"}, "images-notes 13: chainguard-images/images locked_config.json"},
    {{"cgr.dev/chainguard/jdk", "", wolfi, shell, "65532", {"java", 65532, 65532, "java", ""}}, "chainguard-images/images images/jdk/locked_config.json"},
    {{"cgr.dev/chainguard/jre", "*dev*", wolfi, shell, "65532", {"java", 65532, 65532, "java", ""}}, "chainguard-images/images images/jre/locked_config.json", "/app"},
    {{"cgr.dev/chainguard/jre", "", distroless, shell, "65532", {"java", 65532, 65532, "java", ""}}, "chainguard-images/images images/jre/locked_config.json", "/app"},
    {{"cgr.dev/chainguard/melange|cgr.dev/chainguard/apko|cgr.dev/chainguard/gcc-glibc", "", wolfi, shell, "0"}, "images-notes 13: chainguard-images/images locked_config.json"},
    {{"cgr.dev/chainguard/nginx", "*dev*", wolfi, serves, "65532", {"nginx", 65532, 65532, "nginx", ""}}, "chainguard-images/images images/nginx/locked_config.json"},
    {{"cgr.dev/chainguard/nginx", "", distroless, serves, "65532", {"nginx", 65532, 65532, "nginx", ""}}, "chainguard-images/images images/nginx/locked_config.json"},
    {{"cgr.dev/chainguard/node", "", wolfi, shell, "65532", {"node", 65532, 65532, "node", ""}}, "chainguard-images/images images/node/locked_config.json", "/app"},
    {{"cgr.dev/chainguard/php", "*dev*", wolfi, shell, "65532", {"php", 65532, 65532, "php", ""}}, "chainguard-images/images images/php/locked_config.json", "/app"},
    {{"cgr.dev/chainguard/php", "", distroless, shell, "65532", {"php", 65532, 65532, "php", ""}}, "chainguard-images/images images/php/locked_config.json", "/app"},
    {{"cgr.dev/chainguard/postgres", "", wolfi, drops, "0", {"postgres", 70, 70, "postgres", ""}, "", "", "docker-entrypoint.sh"}, "chainguard-images/images images/postgres/locked_config.json"},
    {{"cgr.dev/chainguard/redis", "", wolfi, serves, "redis", {"redis", 65532, 65532, "redis", ""}}, "chainguard-images/images images/redis/locked_config.json"},
    {{"cgr.dev/chainguard/*", "*dev*", wolfi, shell, "65532"}, "images-notes 13: 65532, by whatever name"},
    {{"cgr.dev/chainguard/*", "", distroless, shell, "65532"}, "images-notes 13: 65532, by whatever name"},
    {{"chronograf", "*alpine*", alpine, drops, root, {"chronograf", 0, 0, "chronograf", ""}, "", "", "entrypoint.sh: setpriv", "8888", "/var/lib/chronograf"}, "influxdata/influxdata-docker chronograf"},
    {{"chronograf", "", debian, drops, root, {"chronograf", 0, 0, "chronograf", ""}, "", "", "entrypoint.sh: setpriv", "8888", "/var/lib/chronograf"}, "influxdata/influxdata-docker chronograf"},
    {{"cimg/*", "", debian, shell, "circleci", {"circleci", 1001, 1002, "circleci", "/home/circleci"}, ubuntu}, "CircleCI-Public/cimg-base 24.04/Dockerfile", "/home/circleci/project"},
    {{circleci_any, "*alpine*", alpine, shell, "circleci"}, from_memory},
    {{circleci_any, "", debian, shell, "circleci", {"circleci", 3434, 3434, "circleci", "/home/circleci"}}, from_memory},
    {{"circleci/postgres", "", unknown, drops, root, none, "", "", "docker-entrypoint.sh of postgres", "5432"}, from_memory},
    {{"cirrusci/android-sdk|ghcr.io/cirruslabs/android-sdk", "", debian, shell, root, none, ubuntu}, "cirruslabs/docker-images-android sdk/tools/Dockerfile", "", "ANDROID_HOME=/opt/android-sdk-linux"},
    {{"cirrusci/flutter|ghcr.io/cirruslabs/flutter", "", debian, shell, root, none, ubuntu}, "cirruslabs/docker-images-flutter sdk/Dockerfile", "", "ANDROID_HOME=/opt/android-sdk-linux"},
    {{"citusdata/citus", "*alpine*", alpine, drops, root, postgres_70, "", postgres_writes, "docker-entrypoint.sh: gosu or su-exec", "5432", "/var/lib/postgresql/data"}, "citusdata/docker alpine/Dockerfile: on postgres"},
    {{"citusdata/citus", "", debian, drops, root, postgres_999, "", postgres_writes, "docker-entrypoint.sh: gosu", "5432", "/var/lib/postgresql/data"}, "citusdata/docker Dockerfile: on postgres"},
    {{clickhouse_any, "*alpine*", alpine, drops, root, {"clickhouse", 101, 101, "clickhouse", "/var/lib/clickhouse"}, "", "", "entrypoint.sh: clickhouse su", "8123 9000 9009", "/var/lib/clickhouse"}, "ClickHouse/docker-library server/26.7.3.19/Dockerfile.alpine"},
    {{clickhouse_any, "*distroless*", distroless, drops, root, {"clickhouse", 101, 101, "clickhouse", "/var/lib/clickhouse"}, "", "", "entrypoint.sh: clickhouse su", "8123 9000 9009", "/var/lib/clickhouse"}, "ClickHouse/docker-library server"},
    {{clickhouse_any, "", debian, drops, root, {"clickhouse", 101, 101, "clickhouse", "/var/lib/clickhouse"}, "", "", "entrypoint.sh: clickhouse su", "8123 9000 9009", "/var/lib/clickhouse"}, "ClickHouse/docker-library server/26.7.3.19/Dockerfile.ubuntu"},
    {{"clojure", "*alpine*", alpine}, "Quantisan/docker-clojure target", "/tmp"},
    {{"clojure", "", debian, shell, root, none, ubuntu}, "Quantisan/docker-clojure target/debian-bookworm-25/latest/Dockerfile", "/tmp"},
    {{"clux/muslrust", "", debian, shell, root, none, ubuntu}, "clux/muslrust Dockerfile", "/volume"},
    {{"cm2network/steamcmd", "root*|*-root*", debian, shell, root, {"steam", 1000, 1000, "steam", "/home/steam"}}, "CM2Walki/steamcmd bookworm/Dockerfile", "/home/steam/steamcmd", "USER=steam HOMEDIR=/home/steam STEAMCMDDIR=/home/steam/steamcmd"},
    {{"cm2network/steamcmd", "", debian, shell, "steam", {"steam", 1000, 1000, "steam", "/home/steam"}}, "CM2Walki/steamcmd bookworm/Dockerfile", "/home/steam/steamcmd", "USER=steam HOMEDIR=/home/steam STEAMCMDDIR=/home/steam/steamcmd"},
    {{"codercom/code-server", "*fedora*", redhat, serves, "1000", coder, "", "", "", "8080"}, "coder/code-server ci/release-image"},
    {{"codercom/code-server", "*opensuse*", suse, serves, "1000", coder, "", "", "", "8080"}, "coder/code-server ci/release-image"},
    {{"codercom/code-server", "", debian, serves, "1000", coder, "", "", "", "8080"}, "coder/code-server ci/release-image/Dockerfile"},
    {{"composer", "", alpine, shell, root, none, www_data_82}, "composer/docker latest/Dockerfile: www-data is there, but is not for composer", "/app"},
    {{"conanio/gcc10|conanio/gcc11|conanio/gcc5|conanio/gcc6|conanio/gcc7|conanio/gcc8|conanio/gcc9|conanio/clang*-ubuntu*|conanio/gcc*-ubuntu*", "", debian, shell, "conan", {"conan", 0, 0, "conan", "/home/conan"}}, "conan-io/conan-docker-tools gcc_8/Dockerfile, images/base/Dockerfile", "/home/conan"},
    {{"condaforge/linux-anvil-*", "", redhat, drops, root, none, "", "", "/opt/docker/bin/entrypoint: su-exec"}, from_memory},
    {{"condaforge/miniforge3|condaforge/mambaforge|quay.io/condaforge/miniforge3", "", debian, shell, root, none, ubuntu}, "conda-forge/miniforge-images ubuntu/Dockerfile"},
    {{"confluentinc/cp-base-new", "<6*", debian, shell, "?"}, "confluentinc/common-docker v5.5.0 base/Dockerfile.deb9", "?"},
    {{"confluentinc/cp-base-new", "", redhat_minimal, shell, "appuser", appuser}, "confluentinc/common-docker v7.8.0 base/Dockerfile.ubi8", "/home/appuser"},
    {{"confluentinc/cp-kafka|confluentinc/cp-server", "<6*", debian, serves, "?", none, "", "", "", "9092", cp_kafka_volumes}, from_memory},
    {{"confluentinc/cp-kafka|confluentinc/cp-server", "<8*", redhat_minimal, serves, "appuser", appuser, "", "", "", "9092", cp_kafka_volumes}, from_memory},
    {{"confluentinc/cp-kafka|confluentinc/cp-server", "", redhat_micro, serves, "1000", appuser, "", "", "", "9092", cp_kafka_volumes}, "confluentinc/kafka-images kafka/Dockerfile.ubi9, confluentinc/common-docker base-java-micro/Dockerfile.ubi9"},
    {{"confluentinc/cp-*", "<6*", debian, serves, "?"}, from_memory},
    {{"confluentinc/cp-*", "<8*", redhat_minimal, serves, "appuser", appuser}, from_memory},
    {{"confluentinc/cp-*", "", redhat_micro, serves, "1000", appuser}, "confluentinc/common-docker base-java-micro/Dockerfile.ubi9", "/home/appuser", "APP_UID=1000 APP_GID=1000"},
    {{"confluentinc/*", "", unknown, serves, "?"}, from_memory},
    {{graalvm, "*slim*", redhat_minimal}, "graalvm/container rpm-compact"},
    {{graalvm, "", redhat}, "graalvm/container rpm-compact/native-image-community/Dockerfile.ol9-java25"},
    {{conda, "*alpine*", alpine}, "anaconda/docker-images miniconda3/alpine/Dockerfile"},
    {{conda, "", debian}, "anaconda/docker-images miniconda3/debian/Dockerfile"},
    {{"convertigo", "", debian, drops, root, none, "", "", "docker-entrypoint.sh: gosu", "28080", "/workspace"}, "convertigo/docker Dockerfile"},
    {{"coqorg/base|coqorg/coq", "", debian, shell, "coq", {"coq", 1000, 1000, "coq", "/home/coq"}}, "coq-community/docker-base base/coq-single/Dockerfile", "/home/coq"},
    {{"coredns/coredns", "<1*|1.<11*", scratch, serves, root, none, "", "", "", "53 53/udp"}, "coredns/coredns Dockerfile"},
    {{"coredns/coredns", "", distroless, serves, "nonroot:nonroot", nonroot, "", "", net_bind, "53 53/udp"}, from_memory},
    {{"couchbase|couchbase/server", "", debian, drops, root, {"couchbase", 1000, 1000, "couchbase", "/home/couchbase"}, "", "", "entrypoint.sh: chpst, runsvdir", "8091 8092 8093 8094 8095 8096 11210 18091", "/opt/couchbase/var", "that user is couchbase"}, "couchbase/docker community/couchbase-server/8.0.2/Dockerfile"},
    {{"couchdb|apache/couchdb", "", debian, drops, root, {"couchdb", 5984, 5984, "couchdb", "/opt/couchdb"}, "", "~/opt/couchdb/data/ ~/opt/couchdb/etc/local.d/", "docker-entrypoint.sh: setpriv", "5984 4369 9100", "/opt/couchdb/data"}, "apache/couchdb-docker 3.5.1/Dockerfile"},
    {{"crate", "", redhat, drops, root, {"crate", 1000, 1000, "crate", "/crate"}, "", "", "docker-entrypoint.sh: chroot --userspec", "4200 4300 5432", "/data"}, "crate/docker-crate docker-entrypoint.sh, Dockerfile"},
    {{"cypress/base|cypress/browsers|cypress/factory", "", debian, shell, root, node, "", "~/root/"}, "cypress-io/cypress-docker-images factory/factory.Dockerfile"},
    {{"cypress/base-internal", "*centos*", redhat}, "cypress-io/cypress-docker-images base-internal/releases/centos-7/Dockerfile", "?"},
    {{"cypress/base-internal", "", debian}, "cypress-io/cypress-docker-images base-internal/releases", "?"},
    {{"cypress/included", "", debian, shell, root, node, "", "~/root/"}, "cypress-io/cypress-docker-images included/Dockerfile"},
    {{"cytopia/ansible", "", alpine}, "cytopia/docker-ansible Dockerfiles", "?"},
    {{"dart|google/dart", "", debian}, "dart-lang/dart-docker stable/trixie/Dockerfile", "/root"},
    {{"debezium/connect|debezium/connect-base|quay.io/debezium/connect|quay.io/debezium/connect-base", "", unknown, serves, "kafka", {"kafka", 1001, 1001, "kafka", "/kafka"}, "", "", "", "8083 9092", "/kafka/data /kafka/logs /kafka/config"}, "debezium/container-images kafka/1.9/Dockerfile, connect-base/1.9/Dockerfile: on CentOS, then Fedora", "/kafka", "KAFKA_HOME=/kafka KAFKA_DATA=/kafka/data"},
    {{"debezium/kafka|quay.io/debezium/kafka", "", unknown, serves, "kafka", {"kafka", 1001, 1001, "kafka", "/kafka"}, "", "", "", "9092", "/kafka/data /kafka/logs /kafka/config"}, "debezium/container-images kafka/1.9/Dockerfile: on CentOS, then Fedora", "/kafka", "KAFKA_HOME=/kafka KAFKA_DATA=/kafka/data"},
    {{"debian", "", debian}, "debuerreotype/docker-debian-artifacts trixie/slim/rootfs.manifest"},
    {{"demisto/crypto|demisto/powershell|demisto/python|demisto/python3", "", alpine, shell, root, {"demisto", 4000, 4000, "demisto", "/home/demisto"}}, "demisto/dockerfiles docker/python3/Dockerfile", "?"},
    {{"demisto/ml|demisto/powershell-ubuntu|demisto/python-deb|demisto/python3-deb", "", debian, shell, root, {"demisto", 4000, 4000, "demisto", "/home/demisto"}}, "demisto/dockerfiles docker/python3-deb/Dockerfile", "?"},
    {{"denoland/deno", "*alpine*", alpine, shell, root, {"deno", 1000, 1000, "deno", "/home/deno"}, "", "~/deno-dir/"}, "denoland/deno_docker alpine.dockerfile"},
    {{"denoland/deno", "*distroless*", distroless}, "denoland/deno_docker distroless.dockerfile"},
    {{"denoland/deno", "bin*|*-bin*", scratch}, "denoland/deno_docker bin.dockerfile"},
    {{"denoland/deno", "*ubuntu*", debian, shell, root, {"deno", 1993, 1993, "deno", "/home/deno"}, ubuntu, "~/deno-dir/"}, "denoland/deno_docker ubuntu.dockerfile"},
    {{"denoland/deno", "", debian, shell, root, {"deno", 1993, 1993, "deno", "/home/deno"}, "", "~/deno-dir/"}, "denoland/deno_docker debian.dockerfile: the home is not made"},
    {{"directus/directus", "", alpine, serves, "node", node, "", "", "", "8055"}, from_memory},
    {{"docker", "*windowsservercore*|*nanoserver*", windows}, "docker-library/docker 29/windows/windowsservercore-ltsc2022/Dockerfile"},
    {{"docker", "*rootless*", alpine, serves, "rootless", {"rootless", 1000, 1000, "rootless", "/home/rootless"}, "", "", "", "2375 2376", "/var/lib/docker /home/rootless/.local/share/docker"}, "docker-library/docker 29/dind-rootless/Dockerfile"},
    {{"docker", "*cli*|git|*-git", alpine}, "docker-library/docker 29/cli/Dockerfile, 29/git/Dockerfile: a client, and a shell"},
    {{"docker", "*dind*", alpine, needs_root, root, none, "", "", "dockerd", "2375 2376", "/var/lib/docker"}, "docker-library/docker 29/dind/Dockerfile"},
    {{"docker", "", alpine, needs_root, root, none, "", "", "dockerd, or the docker.sock that only root may use", "2375 2376", "/var/lib/docker"}, "docker-library/docker 29/dind/Dockerfile"},
    {{"docker.elastic.co/beats/*", "", unknown, serves, "?"}, "several bases and users, not read"},
    {{"dockerfile/java|dockerfile/nodejs|dockerfile/python|dockerfile/ruby", "", debian}, "dockerfile/nodejs Dockerfile, and its like", "/data", "HOME=/root"},
    {{"dockerfile/mariadb", "", debian, drops, root, {"mysql", 0, 0, "mysql", ""}, "", "", "mysqld_safe", "3306", "/etc/mysql /var/lib/mysql"}, "dockerfile/mariadb Dockerfile", "/data", "HOME=/root"},
    {{"dockerfile/ubuntu", "", debian}, "dockerfile/ubuntu Dockerfile", "/root", "HOME=/root"},
    {{"dpage/pgadmin4", "", alpine, serves, "5050", none, "", "", "", "80 443", "/var/lib/pgadmin"}, from_memory},
    {{"drone/drone", "", alpine, serves, "?"}, from_memory},
    {{"drupal", "cli*|*-cli*", alpine, shell, "www-data"}, "docker-library/drupal"},
    {{"drupal", "*alpine*", alpine, serves, root, www_data_82_home, "", drupal_writes, "", "9000", "", own_writes}, "docker-library/drupal 11.4/php8.5/fpm-alpine3.24/Dockerfile"},
    {{"drupal", "*fpm*", debian, serves, root, www_data, "", drupal_writes, "", "9000", "", own_writes}, "docker-library/drupal 11.4/php8.5/apache-trixie/Dockerfile"},
    {{"drupal", "", debian, serves, root, www_data, "", drupal_writes, "", "80", "", own_writes, apache_port}, "docker-library/drupal 11.4/php8.5/apache-trixie/Dockerfile"},
    {{"dunglas/frankenphp", "*alpine*", alpine, serves, root, www_data_82_home, "", "/data/caddy/ /config/caddy/", net_bind, "80 443 443/udp 2019", "", "", "set ENV SERVER_NAME=:8080"}, "php/frankenphp alpine.Dockerfile", "/app"},
    {{"dunglas/frankenphp", "", debian, serves, root, www_data, "", "/data/caddy/ /config/caddy/", net_bind, "80 443 443/udp 2019", "", "", "set ENV SERVER_NAME=:8080"}, "php/frankenphp Dockerfile", "/app"},
    {{"eclipse-mosquitto", "", alpine, drops, root, {"mosquitto", 1883, 1883, "mosquitto", "/var/empty"}, "", "", "mosquitto itself", "1883", "/mosquitto/data /mosquitto/log"}, "eclipse-mosquitto/mosquitto docker/2.1-alpine/Dockerfile"},
    {{"eclipse-temurin", "*alpine*", alpine}, "adoptium/containers 21/jdk/alpine/3.21/Dockerfile"},
    {{"eclipse-temurin", "*windowsservercore*|*nanoserver*", windows}, "adoptium/containers 21/jdk/windows"},
    {{"eclipse-temurin", "*ubi*", redhat_minimal}, "adoptium/containers 21/jdk/ubi/ubi9-minimal/Dockerfile"},
    {{"eclipse-temurin", "*centos*", redhat}, "adoptium/containers, before 2024"},
    {{"eclipse-temurin", "*jammy*|*focal*|*bionic*|*xenial*", debian}, "adoptium/containers 21/jdk/ubuntu/jammy/Dockerfile"},
    {{"eclipse-temurin", "", debian, shell, root, none, ubuntu}, "adoptium/containers 21/jdk/ubuntu/noble/Dockerfile"},
    {{"edbizarro/gitlab-ci-pipeline-php", "*alpine*", alpine, shell, "php", {"php", 0, 0, "php", "/home/php"}, www_data_82}, "edbizarro/gitlab-ci-pipeline-php php/7.3/alpine/Dockerfile", "/var/www/html", "HOME=/home/php COMPOSER_HOME=/home/php/.composer"},
    {{"edbizarro/gitlab-ci-pipeline-php", "", debian, shell, "php", {"php", 0, 0, "php", "/home/php"}}, "edbizarro/gitlab-ci-pipeline-php php/7.3/Dockerfile", "/var/www/html", "HOME=/home/php COMPOSER_HOME=/home/php/.composer"},
    {{"eggdrop", "", alpine, drops, root, {"eggdrop", 0, 0, "nogroup", "/home/eggdrop"}, "", "", "entrypoint.sh: su-exec", "3333"}, "eggheads/eggdrop-docker 1.9/Dockerfile: adduser -S, the number is its choice"},
    {{"ekidd/rust-musl-builder", "", debian, shell, "rust", {"rust", 0, 0, "rust", "/home/rust"}}, "emk/rust-musl-builder Dockerfile", "/home/rust/src"},
    {{"elasticsearch", "1|1.*|2|2.*", debian, drops, root, {"elasticsearch", 0, 0, "elasticsearch", ""}, "", elastic_writes, "docker-entrypoint.sh: gosu", "9200 9300", "/usr/share/elasticsearch/data"}, "docker-library/elasticsearch 2.4/Dockerfile", "/usr/share/elasticsearch"},
    {{"elasticsearch", "5|5.*", unknown, drops, root, {"elasticsearch", 1000, 1000, "elasticsearch", "/usr/share/elasticsearch"}, "", elastic_writes, "docker-entrypoint.sh: gosu or chroot --userspec", "9200 9300"}, "docker-library/elasticsearch 5/Dockerfile is on Debian, Elastic's own is not", "/usr/share/elasticsearch"},
    {{"elasticsearch", "6.*|7.<16*", redhat, drops, root, {"elasticsearch", 1000, 1000, "elasticsearch", "/usr/share/elasticsearch"}, "", elastic_writes, "docker-entrypoint.sh: chroot --userspec", "9200 9300"}, "elastic/dockerfiles 6.8 and 7.15 elasticsearch/Dockerfile: centos:7, centos:8", "/usr/share/elasticsearch"},
    {{"elasticsearch", "7.*", debian, drops, root, {"elasticsearch", 1000, 1000, "elasticsearch", "/usr/share/elasticsearch"}, "", elastic_writes, "docker-entrypoint.sh: chroot --userspec", "9200 9300"}, "elastic/dockerfiles 7.17 elasticsearch/Dockerfile", "/usr/share/elasticsearch"},
    {{"elasticsearch", "8.*", debian, serves, "1000:0", {"elasticsearch", 1000, 0, "root", "/usr/share/elasticsearch"}, "", elastic_writes, "", "9200 9300"}, "elastic/dockerfiles elasticsearch/Dockerfile"},
    {{"elasticsearch", "9.*", redhat_minimal, serves, "1000:0", {"elasticsearch", 1000, 0, "root", "/usr/share/elasticsearch"}, "", elastic_writes, "", "9200 9300"}, "elastic/dockerfiles elasticsearch/Dockerfile"},
    {{erlang, "*alpine*", alpine}, "erlef/docker-elixir 1.18/alpine/Dockerfile, erlang/docker-erlang-otp 28/alpine/Dockerfile"},
    {{erlang, "*ubuntu-noble*", debian, shell, root, none, ubuntu}, "hexpm/bob"},
    {{erlang, "", debian}, "erlef/docker-elixir 1.18/Dockerfile, erlang/docker-erlang-otp 28/Dockerfile"},
    {{"emqx|emqx/emqx", "", debian, serves, "emqx", {"emqx", 1000, 1000, "emqx", "/home/emqx"}, "", "", "", "1883 4370 5369 8083 8084 8883 18083", "/opt/emqx/log /opt/emqx/data"}, "emqx/emqx-docker 5.8/Dockerfile"},
    {{"emscripten/emsdk", "", debian}, "emscripten-core/emsdk docker/Dockerfile", "/src", "EMSDK=/emsdk"},
    {{"envoyproxy/envoy", "*distroless*", distroless, serves, "nonroot", nonroot}, from_memory},
    {{"envoyproxy/envoy", "", debian, drops, root, {"envoy", 0, 0, "envoy", ""}, "", "", "docker-entrypoint.sh: su-exec envoy"}, from_memory},
    {{"espocrm|espocrm/espocrm", "*alpine*", alpine, serves, "?", none, www_data_82, "", "", "9000"}, from_memory},
    {{"espocrm|espocrm/espocrm", "*fpm*", debian, serves, "?", none, "", "", "", "9000"}, from_memory},
    {{"espocrm|espocrm/espocrm", "", debian, serves, "?", none, "", "", "", "80", "", own_writes, apache_port}, from_memory},
    {{"espressif/idf", "", debian}, "espressif/esp-idf tools/docker/Dockerfile", "", "IDF_PATH=/opt/esp/idf IDF_TOOLS_PATH=/opt/esp"},
    {{"existenz/webstack", "*rootless*", alpine, serves, "?", {"php", 0, 0, "php", ""}, "", "", "", "8080"}, "eXistenZNL/Docker-Webstack 8.3.Dockerfile", "/www"},
    {{"existenz/webstack", "", alpine, needs_root, root, {"php", 0, 0, "php", ""}, "", "", "/init: s6-overlay", "80"}, "eXistenZNL/Docker-Webstack 8.3.Dockerfile", "/www"},
    {{"fabric8/java-alpine-*", "", alpine, untold, root, none, "", "", "", "8778 9779"}, "fabric8io-images/java images/alpine/openjdk8/jre/Dockerfile"},
    {{"fabric8/java-centos-*", "", redhat, untold, "jboss", {"jboss", 1000, 0, "root", "/opt/jboss"}, "jboss:1000", "", "", "8778 9779"}, "fabric8io-images/java images/centos/openjdk8/jdk/Dockerfile", "?"},
    {{"fabric8/java-jboss-*", "", redhat, untold, "jboss", {"jboss", 1000, 1000, "jboss", "/opt/jboss"}, "", "", "", "8778 9779"}, "fabric8io-images/java images/jboss/openjdk8/jdk/Dockerfile: on jboss/base-jdk", "/opt/jboss"},
    {{"fedora|quay.io/fedora/fedora|registry.fedoraproject.org/fedora", "", redhat}, "fedora-cloud/docker-brew-fedora x86_64/Dockerfile"},
    {{"flink|apache/flink", "1.*|2.0*|2.1*", debian, drops, root, {"flink", 9999, 9999, "flink", "/opt/flink"}, "", "", "docker-entrypoint.sh: gosu", "6123 8081"}, "apache/flink-docker 1.20/scala_2.12-java17-ubuntu/Dockerfile"},
    {{"flink|apache/flink", "", debian, serves, "flink", {"flink", 9999, 9999, "flink", "/opt/flink"}, "", "", "", "6123 8081"}, "apache/flink-docker 2.2/scala_2.12-java17-ubuntu/Dockerfile"},
    {{"fluent/fluent-bit", "*debug*", debian, serves, root, none, "", "", "", "2020"}, "fluent/fluent-bit dockerfiles/Dockerfile"},
    {{"fluent/fluent-bit", "", distroless, serves, root, none, "", "", "", "2020"}, "fluent/fluent-bit dockerfiles/Dockerfile"},
    {{"fluent/fluentd-kubernetes-daemonset", "*alpine*", alpine, serves, root}, "fluent/fluentd-kubernetes-daemonset archived-image/v0.12/alpine-elasticsearch/Dockerfile", "/home/fluent"},
    {{"fluent/fluentd-kubernetes-daemonset", "*debian*", debian, serves, root}, "fluent/fluentd-kubernetes-daemonset docker-image, and its like", "/home/fluent"},
    {{"fluentd|fluent/fluentd", "*alpine*", alpine, serves, "fluent", none, "", "", "", "5140 24224"}, "fluent/fluentd-docker-image v1.19/alpine/Dockerfile"},
    {{"fluentd|fluent/fluentd", "*debian*", debian, serves, "fluent", none, "", "", "", "5140 24224"}, "fluent/fluentd-docker-image v1.19/debian/Dockerfile"},
    {{"fluentd|fluent/fluentd", "", unknown, serves, "?", none, "", "", "", "5140 24224"}, "fluent/fluentd-docker-image: the number does not tell, and early ones started as root"},
    {{"freeradius/freeradius-server", "*alpine*", alpine, serves, root, none, "", "", "", "1812/udp 1813/udp"}, "FreeRADIUS/freeradius-server scripts/docker/alpine/Dockerfile"},
    {{"freeradius/freeradius-server", "", debian, untold, root, none, "", "", "", "1812/udp 1813/udp"}, "FreeRADIUS/freeradius-server scripts/docker/ubuntu20/Dockerfile"},
    {{"freqtradeorg/freqtrade", "2018*|2019*|2020*", debian, serves, "?"}, "freqtrade/freqtrade Dockerfile: what was before 2021 was not read", "/freqtrade"},
    {{"freqtradeorg/freqtrade", "", debian, serves, "ftuser", {"ftuser", 1000, 1000, "ftuser", "/home/ftuser"}}, "freqtrade/freqtrade Dockerfile", "/freqtrade"},
    {{"friendica", "*alpine*", alpine, drops, root, www_data_82_home, "", "", "php-fpm itself", "9000", "/var/www/html", docroot_writes}, "friendica/docker 2023.12/apache/Dockerfile, and its like"},
    {{"friendica", "*fpm*", debian, drops, root, www_data, "", "", "php-fpm itself", "9000", "/var/www/html", docroot_writes}, "friendica/docker 2023.12/apache/Dockerfile, and its like"},
    {{"friendica", "", debian, drops, root, www_data, "", "", "apache itself", "80", "/var/www/html", docroot_writes, apache_port}, "friendica/docker 2023.12/apache/Dockerfile"},
    {{"frolvlad/alpine-*", "", alpine}, from_memory},
    {{"gazebo", "", debian}, from_memory},
    {{"gcc", "", debian}, "docker-library/official-images library/gcc"},
    {{"gcr.io/distroless/*", "*debug*nonroot*|*nonroot*debug*", distroless, shell, "65532", nonroot, "", "", "", "", "", "", "", "/busybox/sh"}, "GoogleContainerTools/distroless static/static.bzl", "/home/nonroot"},
    {{"gcr.io/distroless/*", "*nonroot*", distroless, shell, "65532", nonroot}, "GoogleContainerTools/distroless static/static.bzl", "/home/nonroot"},
    {{"gcr.io/distroless/*", "*debug*", distroless, shell, "0", nonroot, "", "", "", "", "", "", "", "/busybox/sh"}, "GoogleContainerTools/distroless static/static.bzl, common/BUILD.bazel"},
    {{"gcr.io/distroless/*", "", distroless, shell, "0", nonroot}, "GoogleContainerTools/distroless static/static.bzl, common/BUILD.bazel"},
    {{"gcr.io/google-appengine/debian*", "", debian}, from_memory},
    {{"gcr.io/google-appengine/nodejs", "", debian}, "GoogleCloudPlatform/nodejs-docker runtime-image/Dockerfile", "/app", "NODE_ENV=production PORT=8080"},
    {{"gcr.io/google-appengine/python", "", debian}, "GoogleCloudPlatform/python-runtime runtime-image/Dockerfile.in", "/app", "PORT=8080"},
    {{"gcr.io/kaggle-gpu-images/python|gcr.io/kaggle-images/python|kaggle/python", "", debian}, "Kaggle/docker-python Dockerfile.tmpl", "?"},
    {{"gcr.io/kaniko-project/executor", "", unknown, needs_root, root, none, "", "", "unpacks file systems"}, "GoogleContainerTools/kaniko deploy/Dockerfile"},
    {{"geonetwork", "<4*|postgres*", debian, serves, "?", none, "", "", "", "8080"}, from_memory},
    {{"geonetwork", "", debian, serves, "jetty", none, "", "", "", "8080", "/catalogue-data"}, "geonetwork/docker-geonetwork 4.2.7/Dockerfile"},
    {{"getmeili/meilisearch", "v0.<27*", unknown, serves, "?"}, from_memory},
    {{"getmeili/meilisearch", "", alpine, serves, root, none, "", "=/meili_data/", "", "7700", "", own_writes}, "meilisearch/meilisearch Dockerfile"},
    {{"ghcr.io/actions-runner-controller/actions-runner*|summerwind/actions-runner*", "", debian, serves, "runner", {"runner", 0, 0, "runner", "/home/runner"}}, "actions/actions-runner-controller runner/actions-runner.ubuntu-22.04.dockerfile", "", "HOME=/home/runner RUNNER_ASSETS_DIR=/runnertmp RUNNER_TOOL_CACHE=/opt/hostedtoolcache"},
    {{"ghcr.io/actions/actions-runner", "", debian, shell, "runner", {"runner", 0, 0, "runner", "/home/runner"}, "docker:123 ubuntu:1000:1000 ubuntu:1000"}, "actions/runner images/Dockerfile", "/home/runner"},
    {{"ghcr.io/astral-sh/uv", "*alpine*", alpine}, "astral-sh/uv Dockerfile"},
    {{"ghcr.io/astral-sh/uv", "*debian*|*bookworm*|*trixie*|*bullseye*|*python*", debian}, "astral-sh/uv Dockerfile"},
    {{"ghcr.io/astral-sh/uv", "", scratch}, "astral-sh/uv Dockerfile"},
    {{"ghcr.io/puppeteer/puppeteer", "", debian, shell, "10042", none, "node:1000:1000 node:1000 pptruser:10042:10042 pptruser:10042"}, "puppeteer/puppeteer docker/Dockerfile", "/home/pptruser"},
    {{"ghcr.io/zaproxy/zaproxy|owasp/zap2docker-stable|owasp/zap2docker-weekly|softwaresecurityproject/zap-stable|zaproxy/zap-stable", "bare*", unknown, shell, "?"}, "zaproxy/zaproxy docker/Dockerfile-bare was not read", "?"},
    {{"ghcr.io/zaproxy/zaproxy|owasp/zap2docker-stable|owasp/zap2docker-weekly|softwaresecurityproject/zap-stable|zaproxy/zap-stable", "", debian, shell, "zap", {"zap", 1000, 1000, "zap", "/home/zap"}}, "zaproxy/zaproxy docker/Dockerfile-stable", "/zap", "ZAP_PATH=/zap/zap.sh ZAP_PORT=8080 HOME=/home/zap/"},
    {{"ghost", "*alpine*", alpine, drops, root, node, "", "~/var/lib/ghost/content/", "docker-entrypoint.sh: gosu", "2368", "/var/lib/ghost/content"}, "TryGhost/docker-library-ghost 6/alpine3.23/Dockerfile"},
    {{"ghost", "", debian, drops, root, node, "", "~/var/lib/ghost/content/", "docker-entrypoint.sh: gosu", "2368", "/var/lib/ghost/content"}, "TryGhost/docker-library-ghost 6/bookworm/Dockerfile"},
    {{"gitea/gitea", "*rootless*", alpine, serves, "1000:1000"}, from_memory},
    {{"gitea/gitea", "", alpine, needs_root, root, none, "", "", "s6, sshd; its -rootless tag needs none"}, from_memory},
    {{"gitlab/gitlab-ce|gitlab/gitlab-ee", "", debian, init_by_cmd, root, none, "", "", "runsvdir"}, from_memory},
    {{"gitlab/gitlab-runner", "*alpine*", alpine, needs_root, root, none, "", "", "switches users itself"}, from_memory},
    {{"gitlab/gitlab-runner", "", debian, needs_root, root, none, "", "", "switches users itself"}, from_memory},
    {{"gitpod/workspace-*", "", debian, shell, "gitpod"}, "gitpod-io/workspace-images chunks"},
    {{"gliderlabs/herokuish", "", debian}, "gliderlabs/herokuish Dockerfile", "?"},
    {{"gliderlabs/logspout", "", alpine, needs_root, root, none, "", "", "docker.sock", "80", "/mnt/routes"}, "gliderlabs/logspout Dockerfile", "?"},
    {{"gogs/gogs", "", alpine, needs_root, root, none, "", "", "s6, sshd", "22 3000", "/data"}, "gogs/gogs Dockerfile, docker/start.sh", "/app/gogs", "GOGS_CUSTOM=/data/gogs"},
    {{"golang", "*alpine*", alpine}, "docker-library/golang 1.27/alpine3.24/Dockerfile", "/go", "GOPATH=/go"},
    {{"golang", "*windowsservercore*|*nanoserver*", windows}, "docker-library/golang 1.27/windows"},
    {{"golang", "", debian}, "docker-library/golang 1.27/trixie/Dockerfile: /go is 1777", "/go", "GOPATH=/go"},
    {{"golangci/golangci-lint", "*alpine*", alpine}, "golangci/golangci-lint build/buildx.Dockerfile, and its like"},
    {{"golangci/golangci-lint", "", debian}, "golangci/golangci-lint build/buildx.Dockerfile"},
    {{cloud_sdk, "*alpine*", alpine, shell, root, cloudsdk, "", "", "", "", "/root/.config /root/.kube"}, "GoogleCloudPlatform/cloud-sdk-docker alpine/Dockerfile"},
    {{cloud_sdk, "", debian, shell, root, cloudsdk, "", "", "", "", "/root/.config /root/.kube"}, "GoogleCloudPlatform/cloud-sdk-docker Dockerfile"},
    {{"google/nodejs", "", debian}, "GoogleCloudPlatform/nodejs-docker 6ed97c8 base/Dockerfile"},
    {{"google/nodejs-runtime", "", debian, serves, root}, "GoogleCloudPlatform/nodejs-docker 6ed97c8 runtime/Dockerfile: with ONBUILD", "/app"},
    {{"goreleaser/goreleaser|ghcr.io/goreleaser/goreleaser", "", alpine}, "goreleaser/goreleaser Dockerfile: on golang:alpine", "/go", "GOPATH=/go"},
    {{"gotenberg/gotenberg", "", debian, serves, "gotenberg", {"gotenberg", 1001, 1001, "gotenberg", "/home/gotenberg"}, "", "", "", "3000"}, "gotenberg/gotenberg build/Dockerfile", "/home/gotenberg"},
    {{"gradle", "*alpine*", alpine, shell, root, gradle, "", "", "", "", "/home/gradle/.gradle"}, "gradle/docker-gradle jdk21-alpine/Dockerfile", "/home/gradle"},
    {{"gradle", "*ubi*", redhat_minimal, shell, root, {"gradle", 101, 101, "gradle", "/home/gradle"}, "", "", "", "", "/home/gradle/.gradle"}, "gradle/docker-gradle jdk21-ubi9/Dockerfile", "/home/gradle"},
    {{"gradle", "*corretto*", amazon, shell, root, gradle, "", "", "", "", "/home/gradle/.gradle"}, "gradle/docker-gradle jdk21-corretto/Dockerfile", "/home/gradle"},
    {{"gradle", "", debian, shell, root, gradle, "", "", "", "", "/home/gradle/.gradle"}, "gradle/docker-gradle jdk21-noble/Dockerfile", "/home/gradle"},
    {{grafana_any, "1.*|2.*|3.*|4.*|5.*|6.*|master*", unknown, serves, "?"}, "grafana/grafana: 472:472 only since 5.1, Debian until 6.3"},
    {{grafana_any, "*ubuntu*", debian, serves, "472", {"grafana", 472, 0, "root", "/usr/share/grafana"}, "", "~/var/lib/grafana/ ~/var/log/grafana/", "", "3000"}, "grafana/grafana Dockerfile"},
    {{grafana_any, "*distroless*", distroless, serves, "472", {"grafana", 472, 0, "root", "/usr/share/grafana"}, "", "~/var/lib/grafana/ ~/var/log/grafana/", "", "3000"}, "grafana/grafana Dockerfile"},
    {{grafana_any, "", alpine, serves, "472", {"grafana", 472, 0, "root", "/usr/share/grafana"}, "", "~/var/lib/grafana/ ~/var/log/grafana/", "", "3000"}, "grafana/grafana Dockerfile"},
    {{"grafana/k6|k6io/k6|loadimpact/k6", "", alpine, shell, "12345", {"k6", 12345, 12345, "k6", "/home/k6"}}, "grafana/k6 Dockerfile"},
    {{"grafana/loki", "<3*|3.<3*|main*", alpine, serves, "10001", loki, "", "", "", "3100"}, from_memory},
    {{"grafana/loki", "", distroless, serves, "10001", loki, "", "", "", "3100"}, "grafana/loki cmd/loki/Dockerfile"},
    {{"grafana/promtail", "", debian, serves, root}, "grafana/loki clients/cmd/promtail/Dockerfile"},
    {{"groovy", "*alpine*", alpine, shell, "1000:1000", {"groovy", 1000, 1000, "groovy", "/home/groovy"}, "", "", "", "", "/home/groovy/.groovy/grapes"}, "groovy/docker-groovy groovy-5/jdk21-alpine/Dockerfile", "/home/groovy"},
    {{"groovy", "", debian, shell, "1000:1000", {"groovy", 1000, 1000, "groovy", "/home/groovy"}, "", "", "", "", "/home/groovy/.groovy/grapes"}, "groovy/docker-groovy groovy-5/jdk21/Dockerfile", "/home/groovy"},
    {{"hadolint/hadolint", "*alpine*", alpine}, from_memory},
    {{"hadolint/hadolint", "*debian*", debian}, "hadolint/hadolint docker/Dockerfile"},
    {{"hadolint/hadolint", "", scratch}, from_memory},
    {{"haproxy", "1.*alpine*|2.0*alpine*|2.1*alpine*|2.2*alpine*|2.3*alpine*", alpine, serves}, "docker-library/haproxy: no account before 2.4", "/var/lib/haproxy"},
    {{"haproxy", "1.*|2.0*|2.1*|2.2*|2.3*", debian, serves}, "docker-library/haproxy: no account before 2.4", "/var/lib/haproxy"},
    {{"haproxy", "*alpine*", alpine, serves, "haproxy", {"haproxy", 99, 99, "haproxy", "/var/lib/haproxy"}}, "docker-library/haproxy 3.4/alpine/Dockerfile", "/var/lib/haproxy"},
    {{"haproxy", "", debian, serves, "haproxy", {"haproxy", 99, 99, "haproxy", "/var/lib/haproxy"}}, "docker-library/haproxy 3.4/Dockerfile", "/var/lib/haproxy"},
    {{"hashicorp/consul|consul", "*ubi*", redhat_minimal, drops, root, {"consul", 100, 1000, "consul", "/home/consul"}, "", "", "docker-entrypoint.sh: su-exec", "8300 8301 8301/udp 8302 8302/udp 8500 8600 8600/udp", "/consul/data"}, "hashicorp/consul Dockerfile"},
    {{"hashicorp/consul|consul", "", alpine, drops, root, {"consul", 100, 1000, "consul", "/home/consul"}, "", "", "docker-entrypoint.sh: su-exec", "8300 8301 8301/udp 8302 8302/udp 8500 8600 8600/udp", "/consul/data"}, "hashicorp/consul Dockerfile"},
    {{"hashicorp/terraform|hashicorp/packer", "", alpine}, "hashicorp/terraform Dockerfile"},
    {{"hashicorp/vault|vault", "*ubi*", redhat_minimal, serves, "100", {"vault", 100, 1000, "vault", "/home/vault"}, "", "", "", "8200", "/vault/logs /vault/file", "ENV SKIP_SETCAP=1 is set: its setcap fails otherwise"}, "hashicorp/vault ubi/Dockerfile"},
    {{"hashicorp/vault|vault", "", alpine, drops, root, {"vault", 100, 1000, "vault", "/home/vault"}, "", "", "docker-entrypoint.sh: su-exec", "8200", "/vault/logs /vault/file", "ENV SKIP_SETCAP=1 is set: its setcap fails otherwise"}, "hashicorp/vault Dockerfile"},
    {{"haskell|fpco/stack-build", "", debian}, "haskell/docker-haskell 9.12/bookworm/Dockerfile"},
    {{"hasura/graphql-engine", "", debian, serves, "?", none, "", "", "", "8080"}, from_memory},
    {{"haxe", "*alpine*", alpine}, from_memory},
    {{"haxe", "*windowsservercore*|*nanoserver*", windows}, from_memory},
    {{"haxe", "", debian}, from_memory},
    {{"hello-world", "*windowsservercore*|*nanoserver*", windows}, from_memory},
    {{"hello-world", "", scratch}, "docker-library/docs hello-world/content.md"},
    {{"heroku/cedar", "", debian}, "heroku/stack-images cedar-14/Dockerfile, bin/cedar-14.sh", "?"},
    {{"heroku/heroku", "*cnb*", debian, shell, "?"}, "heroku/base-images heroku-22-cnb/Dockerfile"},
    {{"heroku/heroku", "16*|18*|20*|22*", debian}, "heroku/base-images heroku-22/Dockerfile"},
    {{"heroku/heroku", "", debian, shell, "heroku", {"heroku", 1000, 1000, "heroku", "/home/heroku"}}, "heroku/base-images heroku-24/Dockerfile, heroku-24/setup.sh"},
    {{"heroku/nodejs", "", debian}, "heroku/docker-nodejs Dockerfile: on heroku/cedar:14, with ONBUILD", "/app/user", "PORT=3000"},
    {{"homeassistant/home-assistant|ghcr.io/home-assistant/home-assistant", "", alpine, needs_root, root, none, "", "", "/init: s6-overlay", "8123"}, from_memory},
    {{"hseeberger/scala-sbt", "*alpine*", alpine}, from_memory},
    {{"hseeberger/scala-sbt", "", debian}, from_memory},
    {{"httpd", "*alpine*", alpine, serves, root, www_data_82_home, "", "=/usr/local/apache2/logs/", "", "80", "", own_writes, httpd_port}, "docker-library/httpd 2.4/alpine/Dockerfile", "/usr/local/apache2", "HTTPD_PREFIX=/usr/local/apache2"},
    {{"httpd", "", debian, serves, root, www_data, "", "=/usr/local/apache2/logs/", "", "80", "", own_writes, httpd_port}, "docker-library/httpd 2.4/Dockerfile", "/usr/local/apache2", "HTTPD_PREFIX=/usr/local/apache2"},
    {{"huggingface/transformers-pytorch-gpu", "", debian, shell, "?"}, from_memory},
    {{"hylang", "*alpine*", alpine}, from_memory},
    {{"hylang", "*windowsservercore*|*nanoserver*", windows}, from_memory},
    {{"hylang", "", debian}, from_memory},
    {{semeru, "*ubi*", redhat_minimal, shell, root, none, "", "~/opt/java/.scc/"}, "ibmruntimes/semeru-containers 17/jdk/ubi"},
    {{semeru, "*jammy*|*focal*", debian, shell, root, none, "", "~/opt/java/.scc/"}, "ibmruntimes/semeru-containers 17/jdk/ubuntu/jammy/Dockerfile.open.releases.full"},
    {{semeru, "", debian, shell, root, none, ubuntu, "~/opt/java/.scc/"}, "ibmruntimes/semeru-containers 17/jdk/ubuntu"},
    {{"ibmjava", "*alpine*", alpine}, from_memory},
    {{"ibmjava", "", debian}, from_memory},
    {{"icr.io/appcafe/open-liberty|icr.io/appcafe/websphere-liberty|open-liberty|websphere-liberty", "*ubi*", redhat_minimal, serves, "1001", liberty, "", "", "", "9080 9443"}, "OpenLiberty/ci.docker releases/latest/kernel-slim/Dockerfile.ubi.openjdk17"},
    {{"icr.io/appcafe/open-liberty|icr.io/appcafe/websphere-liberty", "", redhat_minimal, serves, "1001", liberty, "", "", "", "9080 9443"}, "OpenLiberty/ci.docker: there are no others than UBI"},
    {{"influxdb", "3*|*core*|*enterprise*", debian, serves, "influxdb3", {"influxdb3", 1500, 1500, "influxdb3", "/home/influxdb3"}, "", "", "", "8181"}, from_memory},
    {{"influxdb", "*data*alpine*|*meta*alpine*", alpine, serves, root, none, "", "=/var/lib/influxdb/", "", "8086 8091", "/var/lib/influxdb", own_writes}, "influxdata/influxdata-docker influxdb/1.8/Dockerfile, and its like"},
    {{"influxdb", "*data*|*meta*", debian, serves, root, none, "", "=/var/lib/influxdb/", "", "8086 8091", "/var/lib/influxdb", own_writes}, "influxdata/influxdata-docker influxdb/1.8/Dockerfile, and its like"},
    {{"influxdb", "1.11*alpine*|1.12*alpine*", alpine, serves, "influxdb", {"influxdb", 1500, 1500, "influxdb", "/var/lib/influxdb"}, "", "", "", "8086", "/var/lib/influxdb"}, "influxdata/influxdata-docker influxdb/1.12/Dockerfile, and its like"},
    {{"influxdb", "1.11*|1.12*", debian, serves, "influxdb", {"influxdb", 1500, 1500, "influxdb", "/var/lib/influxdb"}, "", "", "", "8086", "/var/lib/influxdb"}, "influxdata/influxdata-docker influxdb/1.12/Dockerfile"},
    {{"influxdb", "<2*alpine*", alpine, serves, root, none, "", "=/var/lib/influxdb/", "", "8086", "/var/lib/influxdb", own_writes}, "influxdata/influxdata-docker influxdb/1.8/Dockerfile, and its like"},
    {{"influxdb", "<2*", debian, serves, root, none, "", "=/var/lib/influxdb/", "", "8086", "/var/lib/influxdb", own_writes}, "influxdata/influxdata-docker influxdb/1.8/Dockerfile"},
    {{"influxdb", "*alpine*", alpine, drops, root, {"influxdb", 1000, 1000, "influxdb", "/home/influxdb"}, "", "", "entrypoint.sh: setpriv or su-exec", "8086", influxdb_volumes}, "influxdata/influxdata-docker influxdb/2.9/Dockerfile, and its like"},
    {{"influxdb", "", debian, drops, root, {"influxdb", 1000, 1000, "influxdb", "/home/influxdb"}, "", "", "entrypoint.sh: setpriv or gosu", "8086", influxdb_volumes}, "influxdata/influxdata-docker influxdb/2.9/Dockerfile, entrypoint.sh"},
    {{"intel/oneapi|intel/oneapi-basekit|intel/oneapi-hpckit|intel/oneapi-runtime", "*rockylinux*|*centos*|*rhel*|*ubi*", redhat}, "intel/oneapi-containers images/docker/basekit/Dockerfile.rockylinux-9"},
    {{"intel/oneapi|intel/oneapi-basekit|intel/oneapi-hpckit|intel/oneapi-runtime", "", debian}, "intel/oneapi-containers images/docker/basekit/Dockerfile.ubuntu-22.04"},
    {{"jaegertracing/all-in-one", "", unknown, serves, "?", none, "", "", "", "5778 14250 14268 16686", "/tmp"}, "jaegertracing/jaeger cmd/all-in-one/Dockerfile: several bases and users over time"},
    {{"java", "*alpine*", alpine}, "docker-library/openjdk, under its name until 2017"},
    {{"java", "", debian}, "docker-library/openjdk, under its name until 2017"},
    {{"jboss/base|jboss/base-jdk", "", redhat, shell, "jboss", {"jboss", 1000, 1000, "jboss", "/opt/jboss"}}, "jboss-dockerfiles/base Dockerfile", "/opt/jboss"},
    {{"jboss/keycloak", "", redhat_minimal, serves, "1000", none, "", "", "", "8080 8443"}, from_memory},
    {{"jboss/wildfly", "", redhat, serves, "jboss", {"jboss", 1000, 1000, "jboss", "/opt/jboss"}, "", "", "", "8080"}, "jboss-dockerfiles/wildfly Dockerfile"},
    {{"jekyll/builder|jekyll/jekyll|jekyll/minimal", "", alpine, drops, root, {"jekyll", 1000, 1000, "jekyll", ""}, "", "", "its entrypoint: su-exec", "4000 35729", "/srv/jekyll"}, "envygeeks/jekyll-docker repos/jekyll/Dockerfile"},
    {{jenkins_agent, "*alpine*", alpine, serves, "jenkins", {"jenkins", 1000, 1000, "jenkins", "/home/jenkins"}, "", "", "", "", "/home/jenkins/.jenkins /home/jenkins/agent"}, "jenkinsci/docker-agent alpine/Dockerfile"},
    {{jenkins_agent, "*windowsservercore*|*nanoserver*", windows, serves, "jenkins"}, "jenkinsci/docker-agent windows"},
    {{jenkins_agent, "*rhel*|*ubi*", redhat, serves, "jenkins", {"jenkins", 1000, 1000, "jenkins", "/home/jenkins"}, "", "", "", "", "/home/jenkins/.jenkins /home/jenkins/agent"}, "jenkinsci/docker-agent rhel/Dockerfile"},
    {{jenkins_agent, "", debian, serves, "jenkins", {"jenkins", 1000, 1000, "jenkins", "/home/jenkins"}, "", "", "", "", "/home/jenkins/.jenkins /home/jenkins/agent"}, "jenkinsci/docker-agent debian/Dockerfile"},
    {{jenkins_any, "*alpine*", alpine, serves, "jenkins", jenkins, "", "", "", "8080 50000", "/var/jenkins_home"}, "jenkinsci/docker alpine/Dockerfile"},
    {{jenkins_any, "*windowsservercore*|*nanoserver*", windows, serves, "jenkins"}, "jenkinsci/docker windows"},
    {{jenkins_any, "*rhel*|*ubi*|*almalinux*|*centos*", redhat, serves, "jenkins", jenkins, "", "", "", "8080 50000", "/var/jenkins_home"}, "jenkinsci/docker rhel/Dockerfile"},
    {{jenkins_any, "", debian, serves, "jenkins", jenkins, "", "", "", "8080 50000", "/var/jenkins_home"}, "jenkinsci/docker debian/Dockerfile"},
    {{"jenkins/ssh-agent|jenkins/ssh-slave", "*alpine*", alpine, needs_root, root, {"jenkins", 1000, 1000, "jenkins", "/home/jenkins"}, "", "", "setup-sshd", "22", "/home/jenkins/agent /home/jenkins/.jenkins /tmp /run /var/run"}, "jenkinsci/docker-ssh-agent alpine/Dockerfile", "/home/jenkins", "JENKINS_AGENT_HOME=/home/jenkins AGENT_WORKDIR=/home/jenkins/agent"},
    {{"jenkins/ssh-agent|jenkins/ssh-slave", "*windowsservercore*|*nanoserver*", windows}, "jenkinsci/docker-ssh-agent windows/nanoserver/Dockerfile"},
    {{"jenkins/ssh-agent|jenkins/ssh-slave", "", debian, needs_root, root, {"jenkins", 1000, 1000, "jenkins", "/home/jenkins"}, "", "", "setup-sshd", "22", "/home/jenkins/agent /home/jenkins/.jenkins /tmp /run /var/run"}, "jenkinsci/docker-ssh-agent debian/Dockerfile", "/home/jenkins", "JENKINS_AGENT_HOME=/home/jenkins AGENT_WORKDIR=/home/jenkins/agent"},
    {{"jetbrains/teamcity-agent|jetbrains/teamcity-minimal-agent", "*windowsservercore*|*nanoserver*", windows}, "JetBrains/teamcity-docker-images context/generated/windows"},
    {{"jetbrains/teamcity-agent|jetbrains/teamcity-minimal-agent", "10*|2017*|2018*|2019*", debian, serves, "?"}, "JetBrains/teamcity-docker-images: what was before 2020 was not read", "?"},
    {{"jetbrains/teamcity-agent|jetbrains/teamcity-minimal-agent", "", debian, serves, "buildagent", {"buildagent", 1000, 1000, "buildagent", "/home/buildagent"}, "docker:999", "", "", "", "/data/teamcity_agent/conf /opt/buildagent/work /opt/buildagent/system /opt/buildagent/temp /opt/buildagent/logs /opt/buildagent/tools /opt/buildagent/plugins"}, "JetBrains/teamcity-docker-images context/generated/linux/MinimalAgent/Ubuntu/22.04/Dockerfile", "?"},
    {{"jetty|jetty/jetty", "*alpine*", alpine, serves, "jetty", none, "", "", "", "8080"}, "jetty/jetty.docker eclipse-temurin/12.1/jdk21-alpine/Dockerfile", "/var/lib/jetty"},
    {{"jetty|jetty/jetty", "*corretto*|*amazon*", amazon, serves, "jetty", none, "", "", "", "8080"}, "jetty/jetty.docker amazoncorretto/12.1/jdk21/Dockerfile", "/var/lib/jetty"},
    {{"jetty|jetty/jetty", "", debian, serves, "jetty", none, "", "", "", "8080"}, "jetty/jetty.docker eclipse-temurin/12.1/jdk21/Dockerfile", "/var/lib/jetty"},
    {{"joomla|matomo", "*alpine*", alpine, serves, root, www_data_82_home, "", "", "", "9000", "/var/www/html", docroot_writes}, "joomla-docker/docker-joomla 6.1/php8.4 and matomo-org/docker apache/Dockerfile, and its like", "/var/www/html"},
    {{"joomla|matomo", "*fpm*", debian, serves, root, www_data, "", "", "", "9000", "/var/www/html", docroot_writes}, "joomla-docker/docker-joomla 6.1/php8.4 and matomo-org/docker apache/Dockerfile, and its like", "/var/www/html"},
    {{"joomla|matomo", "", debian, serves, root, www_data, "", "", "", "80", "/var/www/html", docroot_writes, apache_port}, "joomla-docker/docker-joomla 6.1/php8.4 and matomo-org/docker apache/Dockerfile", "/var/www/html"},
    {{"jruby", "", debian, shell, root, none, ubuntu, "~/usr/local/bundle/"}, "jruby/docker-jruby 10.0/jdk21/Dockerfile"},
    {{"julia", "*alpine*", alpine}, "docker-library/julia stable/alpine/Dockerfile"},
    {{"julia", "*windowsservercore*|*nanoserver*", windows}, "docker-library/julia stable/windows"},
    {{"julia", "", debian}, "docker-library/julia stable/trixie/Dockerfile"},
    {{"jupyter/docker-stacks-foundation|jupyter/*-notebook", "", debian, serves, "1000", {"jovyan", 1000, 100, "users", "/home/jovyan"}, "", "", "", "8888"}, "jupyter/docker-stacks images/docker-stacks-foundation/Dockerfile", "/home/jovyan", jupyter_env},
    {{"jupyter/*", "", debian, serves, "?"}, "jupyter/docker-stacks: not every one was read", "?"},
    {{"jupyterhub/jupyterhub|quay.io/jupyterhub/jupyterhub", "", debian, serves, root, none, "", "", "", "8000", "", "its spawner starts no accounts of the container"}, "jupyterhub/jupyterhub Dockerfile", "/srv/jupyterhub"},
    {{"jupyterhub/k8s-hub", "", debian, serves, "?", {"jovyan", 0, 0, "jovyan", "/home/jovyan"}, "", "", "", "8081"}, "jupyterhub/zero-to-jupyterhub-k8s images/hub/Dockerfile", "/srv/jupyterhub"},
    {{"jupyterhub/singleuser|quay.io/jupyterhub/singleuser", "", debian, serves, "1000", {"jovyan", 1000, 100, "users", "/home/jovyan"}, "", "", "", "8888"}, "jupyterhub/jupyterhub singleuser/Dockerfile: on jupyter/base-notebook", "/home/jovyan", jupyter_env},
    {{nginx_proxy, "*alpine*", alpine, needs_root, root, none, "", "", "forego, docker.sock"}, from_memory},
    {{nginx_proxy, "", debian, needs_root, root, none, "", "", "forego, docker.sock"}, from_memory},
    {{"kalilinux/kali-rolling|kalilinux/kali-linux-docker", "", debian}, from_memory},
    {{"kapacitor", "*alpine*", alpine, drops, root, {"kapacitor", 0, 0, "kapacitor", ""}, "", "", "entrypoint.sh: setpriv", "9092", "/var/lib/kapacitor"}, "influxdata/influxdata-docker kapacitor"},
    {{"kapacitor", "", debian, drops, root, {"kapacitor", 0, 0, "kapacitor", ""}, "", "", "entrypoint.sh: setpriv", "9092", "/var/lib/kapacitor"}, "influxdata/influxdata-docker kapacitor"},
    {{"karalabe/xgo-*", "", debian}, "karalabe/xgo docker/base/Dockerfile", "", "GOPATH=/go"},
    {{"kartoza/geoserver", "", debian, serves, "?", none, "", "", "", "8080 8443"}, "kartoza/docker-geoserver Dockerfile: on tomcat; several users over time", "?"},
    {{"kartoza/postgis", "", debian, untold, root, none, "", "", "", "5432"}, "kartoza/docker-postgis Dockerfile", "?"},
    {{"keymetrics/pm2", "*alpine*", alpine, serves, root, node, "", "", "", "80 443 43554"}, "keymetrics/docker-pm2 tags/18/alpine/Dockerfile"},
    {{"keymetrics/pm2", "*jessie*|*stretch*|*buster*|*bullseye*|*bookworm*|*slim*", debian, serves, root, node, "", "", "", "80 443 43554"}, "keymetrics/docker-pm2 tags/18/bookworm/Dockerfile"},
    {{"kibana", "6.*|7.<17*", redhat, serves, "kibana", {"kibana", 1000, 1000, "kibana", ""}, "", "", "", "5601"}, "elastic/dockerfiles 6.8 and 7.16 kibana/Dockerfile: centos:7, centos:8"},
    {{"kibana", "7.*|8.*", debian, serves, "1000", {"kibana", 1000, 1000, "kibana", ""}, "", "", "", "5601"}, "elastic/dockerfiles kibana/Dockerfile"},
    {{"kibana", "9.*", redhat_minimal, serves, "1000", {"kibana", 1000, 1000, "kibana", ""}, "", "", "", "5601"}, "elastic/dockerfiles kibana/Dockerfile"},
    {{"kindest/node", "", debian, needs_root, root, none, "", "", "systemd, containerd"}, from_memory},
    {{"kong|kong/kong-gateway", "*ubi*|*rhel*", redhat, serves, "kong", none, "", "", "", "8000 8001 8443 8444"}, "Kong/docker-kong rpm/Dockerfile"},
    {{"kong|kong/kong-gateway", "*alpine*", alpine, serves, "kong", none, "", "", "", "8000 8001 8443 8444"}, "Kong/docker-kong alpine/Dockerfile"},
    {{"kong|kong/kong-gateway", "", debian, serves, "kong", none, "", "", "", "8000 8001 8443 8444"}, "Kong/docker-kong ubuntu/Dockerfile"},
    {{"krakend|devopsfaith/krakend|krakend/krakend-ce", "", alpine, serves, "krakend", {"krakend", 1000, 1000, "krakend", ""}, "", "", "", "8000 8090"}, from_memory},
    {{"lambci/lambda", "build-*", amazon}, from_memory},
    {{"lambci/lambda", "", amazon, serves, "?"}, from_memory},
    {{"laravelphp/vapor", "", alpine, serves, root, none, www_data_82}, "laravel/vapor-dockerfiles php82.Dockerfile: on php:fpm-alpine, for Lambda", "?", "PHP_INI_DIR=/usr/local/etc/php"},
    {{"liquibase|liquibase/liquibase", "*alpine*", alpine, serves, "liquibase:liquibase", {"liquibase", 1001, 1001, "liquibase", "/liquibase"}}, "liquibase/docker DockerfileAlpine"},
    {{"liquibase|liquibase/liquibase", "", debian, serves, "liquibase:liquibase", {"liquibase", 1001, 1001, "liquibase", "/liquibase"}}, "liquibase/docker Dockerfile"},
    {{"localstack/localstack", "", debian, needs_root, root, none, "", "", "it is made for root alone, and its Lambda takes docker.sock"}, from_memory},
    {{"locustio/locust", "<1*", alpine, serves, "locust"}, "locustio/locust Dockerfile of 0.13"},
    {{"locustio/locust", "", debian, serves, "locust", {"locust", 1000, 1000, "locust", "/home/locust"}, "", "", "", "5557 8089"}, from_memory},
    {{"logstash", "6.*|7.<17*", redhat, serves, "1000", {"logstash", 1000, 1000, "logstash", "/usr/share/logstash"}, "", "", "", "5044 9600"}, "elastic/dockerfiles 6.8 and 7.16 logstash/Dockerfile: centos:7"},
    {{"logstash", "7.*|8.*", debian, serves, "1000", {"logstash", 1000, 1000, "logstash", "/usr/share/logstash"}, "", "", "", "5044 9600"}, "elastic/dockerfiles logstash/Dockerfile"},
    {{"logstash", "9.*", redhat_minimal, serves, "1000", {"logstash", 1000, 1000, "logstash", "/usr/share/logstash"}, "", "", "", "5044 9600"}, "elastic/dockerfiles logstash/Dockerfile"},
    {{"lorisleiva/laravel-docker", "", alpine, shell, root, none, www_data_82}, "lorisleiva/laravel-docker 8.3/Dockerfile", "/var/www"},
    {{"lscr.io/linuxserver/baseimage-alpine|lsiobase/alpine|lsiobase/alpine.*", "", alpine, needs_root, root, linuxserver, "", "", "/init: s6-overlay; it runs its program as PUID and PGID"}, "linuxserver/docker-baseimage-alpine Dockerfile"},
    {{"lscr.io/linuxserver/baseimage-ubuntu|lsiobase/ubuntu", "", debian, needs_root, root, linuxserver, "", "", "/init: s6-overlay; it runs its program as PUID and PGID"}, "linuxserver/docker-baseimage-ubuntu Dockerfile"},
    {{"lscr.io/linuxserver/*|lsiobase/*", "", unknown, needs_root, root, linuxserver, "", "", "/init: s6-overlay; it runs its program as PUID and PGID"}, "linuxserver/docker-baseimage-alpine Dockerfile"},
    {{"lukemathwalker/cargo-chef", "*alpine*", alpine}, "LukeMathWalker/cargo-chef docker/Dockerfile: on the rust image of that tag", "", "CARGO_HOME=/usr/local/cargo RUSTUP_HOME=/usr/local/rustup"},
    {{"lukemathwalker/cargo-chef", "", debian}, "LukeMathWalker/cargo-chef docker/Dockerfile: on the rust image of that tag", "", "CARGO_HOME=/usr/local/cargo RUSTUP_HOME=/usr/local/rustup"},
    {{"mailserver/docker-mailserver|ghcr.io/docker-mailserver/docker-mailserver|tvial/docker-mailserver", "", debian, needs_root, root, none, "", "", "supervisord", "25 110 143 465 587 993 995 4190"}, "docker-mailserver/docker-mailserver Dockerfile"},
    {{"mambaorg/micromamba", "*alpine*", alpine, shell, "mambauser"}, "mamba-org/micromamba-docker alpine.Dockerfile", "/tmp", micromamba_env},
    {{"mambaorg/micromamba", "*amazon*", amazon, shell, "mambauser"}, "mamba-org/micromamba-docker", "/tmp", micromamba_env},
    {{"mambaorg/micromamba", "", debian, shell, "mambauser"}, "mamba-org/micromamba-docker debian.Dockerfile: 57439 since 2.0, 1000 before", "/tmp", micromamba_env},
    {{"mariadb", "*ubi*", redhat_minimal, serves, "mysql", {"mysql", 999, 999, "mysql", "/var/lib/mysql"}, "", "~/var/lib/mysql/ ~/run/mysqld/", "", "3306", "/var/lib/mysql"}, "MariaDB/mariadb-docker 11.8-ubi/Dockerfile"},
    {{"mariadb", "", debian, drops, root, {"mysql", 999, 999, "mysql", "/var/lib/mysql"}, "", "~/var/lib/mysql/ ~/run/mysqld/", "docker-entrypoint.sh: gosu", "3306", "/var/lib/mysql"}, "MariaDB/mariadb-docker 11.8/Dockerfile"},
    {{"maven", "*alpine*", alpine, shell, root, none, "", "", "", "", "", maven_home}, "carlossg/docker-maven eclipse-temurin-21-alpine/Dockerfile"},
    {{"maven", "*corretto*debian*", debian, shell, root, none, "", "", "", "", "", maven_home}, "carlossg/docker-maven amazoncorretto-21-debian/Dockerfile"},
    {{"maven", "*corretto*", amazon, shell, root, none, "", "", "", "", "", maven_home}, "carlossg/docker-maven amazoncorretto-21/Dockerfile"},
    {{"maven", "*nanoserver*|*windowsservercore*", windows}, "carlossg/docker-maven windows"},
    {{"maven", "", debian, shell, root, none, ubuntu, "", "", "", "", maven_home}, "carlossg/docker-maven eclipse-temurin-21-noble/Dockerfile"},
    {{"mcr.microsoft.com/azure-cli", "latest|*azurelinux*|*mariner*", azurelinux}, from_memory},
    {{"mcr.microsoft.com/azure-cli", "*alpine*", alpine}, from_memory},
    {{"mcr.microsoft.com/azure-cli", "", unknown}, "Alpine until 2024, from memory: the number does not tell"},
    {{"mcr.microsoft.com/azure-functions/*", "", debian, serves, "?", none, "", "", "", "80"}, "Azure/azure-functions-docker host/4/bookworm/node/node22/node22.Dockerfile: what the host writes was not read"},
    {{"mcr.microsoft.com/azurelinux/base/core|mcr.microsoft.com/cbl-mariner/base/core", "", azurelinux}, "dotnet/dotnet-docker src/runtime-deps/10.0/azurelinux3.0/amd64/Dockerfile"},
    {{devcontainers, "*alpine*", alpine, shell, root, vscode}, "devcontainers/images src/base-alpine/.devcontainer/devcontainer.json"},
    {{devcontainers, "", debian, shell, root, vscode}, "devcontainers/images src/base-debian/.devcontainer/devcontainer.json"},
    {{"mcr.microsoft.com/devcontainers/javascript-node|mcr.microsoft.com/devcontainers/typescript-node", "", debian, shell, root, node}, "devcontainers/images src/javascript-node/.devcontainer/Dockerfile"},
    {{"mcr.microsoft.com/devcontainers/universal", "", debian, untold, "?"}, "devcontainers/images src/universal/.devcontainer/Dockerfile", "?"},
    {{"mcr.microsoft.com/devcontainers/*", "*alpine*", alpine, shell, "?"}, "devcontainers/images: not every one was read"},
    {{"mcr.microsoft.com/devcontainers/*", "", debian, shell, "?"}, "devcontainers/images: not every one was read"},
    {{dotnet, "*windowsservercore*|*nanoserver*|*ltsc20*", windows}, "dotnet/dotnet-docker src/runtime/8.0/nanoserver-ltsc2022"},
    {{dotnet, "6.0*chiseled*|7.0*chiseled*|6.0*distroless*|7.0*distroless*", distroless, shell, "app"}, "dotnet/dotnet-docker: 101 at first, 1654 later"},
    {{dotnet, "*chiseled*|*distroless*", distroless, shell, "1654", dotnet_app, "", "", "", "8080"}, "dotnet/dotnet-docker src/runtime-deps/8.0/jammy-chiseled/amd64/Dockerfile", "", "APP_UID=1654"},
    {{dotnet, "1.*alpine*|2.*alpine*|3.*alpine*|5.*alpine*|6.*alpine*|7.*alpine*", alpine, shell, root, none, "", "", "", "80", "", "", aspnet_port}, "dotnet/dotnet-docker: no account before 8.0"},
    {{dotnet, "5.*mariner*|6.*mariner*|7.*mariner*", azurelinux, shell, root, none, "", "", "", "80", "", "", aspnet_port}, "dotnet/dotnet-docker: no account before 8.0"},
    {{dotnet, "1.*|2.*|3.*|5.*|6.*|7.*", debian, shell, root, none, "", "", "", "80", "", "", aspnet_port}, "dotnet/dotnet-docker: no account before 8.0"},
    {{dotnet, "*alpine*", alpine, shell, root, dotnet_app, "", "", "", "8080"}, "dotnet/dotnet-docker src/runtime-deps/8.0/alpine3.20/amd64/Dockerfile", "", "APP_UID=1654"},
    {{dotnet, "*azurelinux*|*mariner*", azurelinux, shell, root, dotnet_app, "", "", "", "8080"}, "dotnet/dotnet-docker src/runtime-deps/10.0/azurelinux3.0/amd64/Dockerfile", "", "APP_UID=1654"},
    {{dotnet, "8.*|9.*|*bookworm*|*trixie*|*jammy*", debian, shell, root, dotnet_app, "", "", "", "8080"}, "dotnet/dotnet-docker src/runtime-deps/8.0/bookworm-slim/amd64/Dockerfile", "", "APP_UID=1654"},
    {{dotnet, "", debian, shell, root, dotnet_app, ubuntu, "", "", "8080"}, "dotnet/dotnet-docker src/runtime-deps/10.0/noble/amd64/Dockerfile", "", "APP_UID=1654"},
    {{"mcr.microsoft.com/dotnet/framework/*", "", windows}, "microsoft/dotnet-framework-docker"},
    {{"mcr.microsoft.com/mssql/server", "2017*", debian, serves, "?", none, "", "", "", "1433"}, from_memory},
    {{"mcr.microsoft.com/mssql/server", "*rhel*", redhat, serves, "mssql", none, "", "", "", "1433"}, from_memory},
    {{"mcr.microsoft.com/mssql/server", "", debian, serves, "mssql", none, "", "", "", "1433"}, from_memory},
    {{"mcr.microsoft.com/openjdk/jdk", "*azurelinux*|*mariner*", azurelinux}, from_memory},
    {{"mcr.microsoft.com/openjdk/jdk", "*distroless*", distroless, shell, "?"}, from_memory},
    {{"mcr.microsoft.com/openjdk/jdk", "*ubuntu*", debian, shell, root, none, "app:101:101 app:101"}, from_memory},
    {{"mcr.microsoft.com/openjdk/jdk", "", unknown, shell, "?"}, from_memory},
    {{playwright, "*noble*", debian, shell, root, {"pwuser", 1001, 1001, "pwuser", "/home/pwuser"}, ubuntu}, "microsoft/playwright utils/docker/Dockerfile.noble"},
    {{playwright, "*jammy*|*focal*", debian, shell, root, {"pwuser", 1000, 1000, "pwuser", "/home/pwuser"}}, "microsoft/playwright utils/docker/Dockerfile.jammy"},
    {{playwright, "", debian, shell, root, none, ubuntu}, "microsoft/playwright utils/docker: the id of pwuser depends on the release"},
    {{"mcr.microsoft.com/powershell", "*alpine*", alpine, shell, "?"}, from_memory},
    {{"mcr.microsoft.com/powershell", "*azurelinux*|*mariner*", azurelinux, shell, "?"}, from_memory},
    {{"mcr.microsoft.com/powershell", "*nanoserver*|*windowsservercore*|*windows*", windows}, from_memory},
    {{"mcr.microsoft.com/powershell", "latest|*debian*|*ubuntu*", debian, shell, "?"}, from_memory},
    {{"mcr.microsoft.com/powershell", "", unknown}, "several bases, from memory"},
    {{"mcr.microsoft.com/windows|microsoft/windowsservercore|microsoft/iis", "", windows}, "moby/buildkit frontend/dockerfile/docs/reference.md"},
    {{"mcr.microsoft.com/windows/nanoserver|microsoft/nanoserver", "sac2016*|10.0.14393*", windows}, "the same: before 1709 another was"},
    {{"mcr.microsoft.com/windows/nanoserver|microsoft/nanoserver", "", windows, shell, "ContainerUser"}, "learn.microsoft.com, Windows container base images: ContainerUser is its default"},
    {{"mcr.microsoft.com/windows/*", "", windows}, "moby/buildkit frontend/dockerfile/docs/reference.md"},
    {{"mdillon/postgis", "*alpine*", alpine, drops, root, postgres_70, "", postgres_writes, "docker-entrypoint.sh: gosu or su-exec", "5432", "/var/lib/postgresql/data"}, "appropriate/docker-postgis: its last is of PostgreSQL 11"},
    {{"mdillon/postgis", "", debian, drops, root, postgres_999, "", postgres_writes, "docker-entrypoint.sh: gosu", "5432", "/var/lib/postgresql/data"}, "appropriate/docker-postgis: its last is of PostgreSQL 11"},
    {{"mediawiki", "*alpine*", alpine, serves, root, www_data_82_home, "", "", "", "9000", "", docroot_writes}, "wikimedia/mediawiki-docker 1.45 apache/Dockerfile, and its like", "/var/www/html"},
    {{"mediawiki", "*fpm*", debian, serves, root, www_data, "", "", "", "9000", "", docroot_writes}, "wikimedia/mediawiki-docker 1.45 apache/Dockerfile, and its like", "/var/www/html"},
    {{"mediawiki", "", debian, serves, root, www_data, "", "", "", "80", "", docroot_writes, apache_port}, "wikimedia/mediawiki-docker 1.45 apache/Dockerfile", "/var/www/html"},
    {{"memcached", "*alpine*", alpine, serves, "memcache", {"memcache", 11211, 11211, "memcache", ""}, "", "", "", "11211"}, "docker-library/memcached 1/alpine/Dockerfile"},
    {{"memcached", "", debian, serves, "memcache", {"memcache", 11211, 11211, "memcache", ""}, "", "", "", "11211"}, "docker-library/memcached 1/debian/Dockerfile"},
    {{"messense/rust-musl-cross|ghcr.io/rust-cross/rust-musl-cross", "", debian}, "rust-cross/rust-musl-cross Dockerfile", "/home/rust/src", "RUSTUP_HOME=/root/.rustup CARGO_HOME=/root/.cargo"},
    {{"metabase/metabase", "", alpine, drops, root, none, "", "", "run_metabase.sh: su", "3000"}, "metabase/metabase bin/docker/run_metabase.sh: makes its account when it starts"},
    {{"mhart/alpine-node", "", alpine}, from_memory},
    {{"microsoft/aspnet", "1.0.0-*", debian, shell, root}, from_memory},
    {{"microsoft/aspnet", "", windows}, from_memory},
    {{dotnet_hub, "*nanoserver*|*windowsservercore*", windows}, "dotnet/dotnet-docker, before 2019"},
    {{dotnet_hub, "*alpine*", alpine, shell, root, none, "", "", "", "80", "", "", aspnet_port}, "dotnet/dotnet-docker, before 2019"},
    {{dotnet_hub, "", debian, shell, root, none, "", "", "", "80", "", "", aspnet_port}, "dotnet/dotnet-docker, before 2019"},
    {{"minio/minio|quay.io/minio/minio", "", redhat_micro, serves, root, none, "", "=/data/", "", "9000 9001", "/data", own_writes}, "minio/minio Dockerfile.release: ubi-minimal in 2023, ubi-micro later; what holds for both"},
    {{"moby/buildkit", "*rootless*", alpine, serves, "1000:1000"}, "moby/buildkit Dockerfile"},
    {{"moby/buildkit", "", alpine, needs_root, root, none, "", "", "buildkitd"}, "moby/buildkit Dockerfile"},
    {{"mongo", "*windowsservercore*|*nanoserver*", windows, serves}, "docker-library/mongo 8.0/windows"},
    {{"mongo", "", debian, drops, root, {"mongodb", 999, 999, "mongodb", "/data/db"}, "", "~/data/db/ ~/data/configdb/", "docker-entrypoint.sh: gosu", "27017", "/data/db /data/configdb"}, "docker-library/mongo 8.0/Dockerfile"},
    {{"mongo-express", "", alpine, serves, root, node, "", "", "", "8081"}, "mongo-express/mongo-express-docker 1.0/20-alpine3.19/Dockerfile"},
    {{"monica", "*alpine*", alpine, serves, root, www_data_82_home, "", "", "", "9000", "", docroot_writes}, "monicahq/docker 4/fpm-alpine/Dockerfile: /var/www/html is www-data's"},
    {{"monica", "*fpm*", debian, serves, root, www_data, "", "", "", "9000", "", docroot_writes}, "monicahq/docker 4/fpm/Dockerfile: /var/www/html is www-data's"},
    {{"monica", "", debian, serves, root, www_data, "", "", "", "80", "", docroot_writes, apache_port}, "monicahq/docker 4/apache/Dockerfile: /var/www/html is www-data's"},
    {{"mono", "", debian}, from_memory},
    {{"moodlehq/moodle-php-apache", "", debian, serves, root, www_data, "", "~/var/www/html/ ~/var/run/apache2/", "", "80", "", "", apache_port}, "moodlehq/moodle-php-apache Dockerfile: on php:apache", "/var/www/html", "PHP_INI_DIR=/usr/local/etc/php APACHE_CONFDIR=/etc/apache2"},
    {{"mozilla/sbt", "", debian}, "mozilla/docker-sbt Dockerfile: on openjdk", "?"},
    {{"mysql", "*debian*|5.5*|5.6*", debian, drops, root, {"mysql", 999, 999, "mysql", "/var/lib/mysql"}, "", "~/var/lib/mysql/ ~/var/run/mysqld/", "docker-entrypoint.sh: gosu", "3306 33060", "/var/lib/mysql"}, "docker-library/mysql 8.0/Dockerfile.debian"},
    {{"mysql", "", redhat, drops, root, {"mysql", 999, 999, "mysql", "/var/lib/mysql"}, "", "~/var/lib/mysql/ ~/var/run/mysqld/", "docker-entrypoint.sh: gosu", "3306 33060", "/var/lib/mysql"}, "docker-library/mysql 8.4/Dockerfile.oracle"},
    {{"mysql/mysql-server", "", redhat, drops, root, {"mysql", 0, 0, "mysql", "/var/lib/mysql"}, "", "~/var/lib/mysql/", "docker-entrypoint.sh: mysqld --user=mysql", "3306 33060"}, "mysql/mysql-docker mysql-server/8.0/Dockerfile, docker-entrypoint.sh"},
    {{"n8nio/n8n|docker.n8n.io/n8nio/n8n", "", alpine, serves, "node", node, "", "", "", "5678"}, "n8n-io/n8n docker/images/n8n/Dockerfile", "/home/node"},
    {{"nats", "*windowsservercore*|*nanoserver*", windows, serves}, "nats-io/nats-docker 2.12.x/windowsservercore-ltsc2022"},
    {{"nats", "*alpine*", alpine, serves, root, none, "", "", "", "4222 6222 8222"}, "nats-io/nats-docker 2.12.x/alpine3.22/Dockerfile"},
    {{"nats", "", scratch, serves, root, none, "", "", "", "4222 6222 8222"}, "nats-io/nats-docker 2.12.x/scratch/Dockerfile"},
    {{"neo4j", "*ubi*|*red-hat*", redhat, drops, root, {"neo4j", 7474, 7474, "neo4j", "/var/lib/neo4j"}, "", "~/data/ ~/logs/ ~/var/lib/neo4j/", "docker-entrypoint.sh: su-exec", "7473 7474 7687", "/data /logs"}, "neo4j/docker-neo4j-publish"},
    {{"neo4j", "", debian, drops, root, {"neo4j", 7474, 7474, "neo4j", "/var/lib/neo4j"}, "", "~/data/ ~/logs/ ~/var/lib/neo4j/", "docker-entrypoint.sh: su-exec", "7473 7474 7687", "/data /logs"}, "neo4j/docker-neo4j-publish 2026.06.0/trixie/community/Dockerfile"},
    {{"nextcloud", "*alpine*", alpine, drops, root, www_data_82_home, "", "", "apache or php-fpm itself", "9000", "/var/www/html", docroot_writes}, "nextcloud/docker 33/fpm-alpine/Dockerfile", "/var/www/html"},
    {{"nextcloud", "*fpm*", debian, drops, root, www_data, "", "", "apache or php-fpm itself", "9000", "/var/www/html", docroot_writes}, "nextcloud/docker 33/apache/Dockerfile", "/var/www/html"},
    {{"nextcloud", "", debian, drops, root, www_data, "", "", "apache or php-fpm itself", "80", "/var/www/html", docroot_writes, apache_port}, "nextcloud/docker 33/apache/Dockerfile", "/var/www/html"},
    {{"nextstrain/base", "build-2018*|build-2019*", unknown, untold, root}, "nextstrain/docker-base Dockerfile: on Alpine at first", "?"},
    {{"nextstrain/base", "", debian, untold, root}, "nextstrain/docker-base Dockerfile", "/nextstrain/build", "NEXTSTRAIN_HOME=/nextstrain HOME=/nextstrain"},
    {{"nginx", "<1*alpine*|1.<16*alpine*|1.16.0*alpine*", alpine, serves, root, old_nginx, "", nginx_writes, "", "80", "", own_writes, nginx_port}, "nginx/docker-nginx b749353^ stable/alpine: ids of the package's choice"},
    {{"nginx", "<1*|1.<16*|1.16.0*", debian, serves, root, old_nginx, "", nginx_writes, "", "80", "", own_writes, nginx_port}, "nginx/docker-nginx b749353^ stable/stretch"},
    {{"nginx", "*alpine*", alpine, serves, root, {"nginx", 101, 101, "nginx", "/var/cache/nginx"}, "", nginx_writes, "", "80", "", own_writes, nginx_port}, "nginx/docker-nginx mainline/alpine/Dockerfile"},
    {{"nginx", "", debian, serves, root, {"nginx", 101, 101, "nginx", "/nonexistent"}, "", nginx_writes, "", "80", "", own_writes, nginx_port}, "nginx/docker-nginx mainline/debian/Dockerfile"},
    {{"nginxinc/nginx-unprivileged", "*alpine*", alpine, serves, "101", {"nginx", 101, 101, "nginx", "/var/cache/nginx"}, "", "~/etc/nginx/ ~/var/cache/nginx/", "", "8080"}, "nginx/docker-nginx-unprivileged mainline/alpine/Dockerfile"},
    {{"nginxinc/nginx-unprivileged", "", debian, serves, "101", {"nginx", 101, 101, "nginx", "/nonexistent"}, "", "~/etc/nginx/ ~/var/cache/nginx/", "", "8080"}, "nginx/docker-nginx-unprivileged mainline/debian/Dockerfile"},
    {{"nimmis/java", "", debian, untold, root}, "nimmis/docker-java 14.04-openjdk-8-jdk/Dockerfile: on nimmis/ubuntu", "?"},
    {{"node", "0|0.*|0-*|5|5.*|5-*|iojs*|*-onbuild|onbuild", debian}, "before docker-node PR 261 (2016-11) there was no account"},
    {{"node", "*alpine*", alpine, shell, root, node}, "nodejs/docker-node 24/alpine3.23/Dockerfile"},
    {{"node", "", debian, shell, root, node}, "nodejs/docker-node 24/bookworm/Dockerfile"},
    {{"nodered/node-red", "", alpine, serves, "node-red"}, from_memory},
    {{"nvcr.io/nvidia/tritonserver", "", debian, serves, "?", none, "triton-server:1000:1000 triton-server:1000", "", "", "8000 8001 8002"}, from_memory},
    {{cuda, "*ubi*|*rockylinux*|*centos*|*rhel*", redhat}, from_memory},
    {{cuda, "*ubuntu24*", debian, shell, root, none, ubuntu}, from_memory},
    {{cuda, "", debian}, from_memory},
    {{"ocaml/opam", "alpine*", alpine, shell, "opam"}, from_memory},
    {{"ocaml/opam", "debian*|ubuntu*", debian, shell, "opam"}, from_memory},
    {{"ocaml/opam", "latest", debian, shell, "opam"}, from_memory},
    {{"odoo", "", debian, serves, "odoo", none, "", "", "", "8069 8071 8072", "/var/lib/odoo /mnt/extra-addons"}, "odoo/docker 18.0/Dockerfile"},
    {{"ollama/ollama", "", debian, serves, "?", none, ubuntu, "", "", "11434"}, from_memory},
    {{"open-liberty|websphere-liberty", "", debian, serves, "1001", liberty, "", "", "", "9080 9443"}, "OpenLiberty/ci.docker releases/latest/kernel-slim/Dockerfile.ubuntu.openjdk17"},
    {{"openapitools/openapi-generator-cli", "v3*|v4*|v5*", unknown, shell, root}, "OpenAPITools/openapi-generator: several bases before 6, not read", "?"},
    {{"openapitools/openapi-generator-cli", "", debian}, "OpenAPITools/openapi-generator modules/openapi-generator-cli/Dockerfile", "?"},
    {{"openjdk", "*alpine*", alpine}, "docker-library/openjdk 23/jdk/alpine3.20/Dockerfile"},
    {{"openjdk", "*windowsservercore*|*nanoserver*", windows}, "docker-library/openjdk 28/windows"},
    {{"openjdk", "*oracle*", redhat}, "docker-library/openjdk 28/oraclelinux9/Dockerfile: -slim with useradd"},
    {{"openjdk", "", debian}, "docker-library/openjdk 28/slim-trixie/Dockerfile"},
    {{"openresty/openresty", "*alpine*", alpine, serves, root, none, "", openresty_writes, "", "80", "", own_writes, openresty_port}, "openresty/docker-openresty alpine/Dockerfile"},
    {{"openresty/openresty", "*centos*|*rocky*|*fedora*|*amzn*", redhat, serves, root, none, "", openresty_writes, "", "80", "", own_writes, openresty_port}, "openresty/docker-openresty rocky/Dockerfile"},
    {{"openresty/openresty", "", debian, serves, root, none, "", openresty_writes, "", "80", "", own_writes, openresty_port}, "openresty/docker-openresty jammy/Dockerfile"},
    {{"opensearchproject/opensearch", "", amazon, serves, "opensearch", {"opensearch", 1000, 1000, "opensearch", "/usr/share/opensearch"}, "", "", "", "9200 9300 9600 9650"}, from_memory},
    {{"opensuse/leap|opensuse|opensuse/tumbleweed|registry.opensuse.org/opensuse/*|registry.suse.com/bci/bci-base", "", suse}, from_memory},
    {{"oraclelinux|container-registry.oracle.com/os/oraclelinux|ghcr.io/oracle/oraclelinux", "", redhat}, "docker-library/repo-info oraclelinux/local/9-slim.md: -slim has useradd"},
    {{"osixia/light-baseimage", "*alpine*", alpine, needs_root, root, none, "", "", "/container/tool/run: runit"}, "osixia/docker-light-baseimage image/Dockerfile, and its like"},
    {{"osixia/light-baseimage", "", debian, needs_root, root, none, "", "", "/container/tool/run: runit"}, "osixia/docker-light-baseimage image/Dockerfile"},
    {{"osixia/openldap", "", debian, needs_root, root, {"openldap", 911, 911, "openldap", ""}, "", "", "/container/tool/run: slapd starts as root and drops", "389 636"}, "osixia/docker-openldap image/Dockerfile"},
    {{"osixia/phpldapadmin", "", debian, needs_root, root, none, "", "", "the init system of its base image", "80 443", "/var/www/phpldapadmin"}, "osixia/docker-phpLDAPadmin image/Dockerfile"},
    {{"otel/opentelemetry-collector|otel/opentelemetry-collector-contrib", "", scratch, serves, "10001:10001", none, "", "", "", "4317 4318 55679"}, "open-telemetry/opentelemetry-collector-releases distributions/otelcol-contrib/Dockerfile"},
    {{"oven/bun", "*alpine*", alpine, shell, root, bun}, "oven-sh/bun dockerhub/alpine/Dockerfile", "/home/bun/app"},
    {{"oven/bun", "*distroless*", distroless}, "oven-sh/bun dockerhub/distroless/Dockerfile", "/home/bun/app"},
    {{"oven/bun", "", debian, shell, root, bun}, "oven-sh/bun dockerhub/debian/Dockerfile", "/home/bun/app"},
    {{"pandoc/core|pandoc/extra|pandoc/latex", "*ubuntu*", debian}, "pandoc/dockerfiles 3.10", "/data"},
    {{"pandoc/core|pandoc/extra|pandoc/latex", "", alpine}, "pandoc/dockerfiles 3.10/alpine/core/Dockerfile", "/data"},
    {{"pangeo/base-image|pangeo/base-notebook|pangeo/ml-notebook|pangeo/pangeo-notebook|pangeo/pytorch-notebook", "", debian, serves, "jovyan", {"jovyan", 1000, 1000, "jovyan", "/home/jovyan"}, "", "", "", "8888"}, "pangeo-data/pangeo-docker-images base-image/Dockerfile", "/home/jovyan", "NB_USER=jovyan NB_UID=1000 CONDA_DIR=/srv/conda HOME=/home/jovyan"},
    {{"payara/micro", "", unknown, serves, "payara", {"payara", 1000, 1000, "payara", "/opt/payara"}, "", "", "", "6900 8080"}, "payara/Payara appserver/extras/docker-images/micro/src/main/docker/Dockerfile: Alpine or Ubuntu", "/opt/payara", "PAYARA_HOME=/opt/payara DEPLOY_DIR=/opt/payara/deployments"},
    {{"payara/server-full|payara/server-web", "4*", debian, serves, "payara", {"payara", 1000, 1000, "payara", "/opt/payara"}, "", "", "", "4848 8080 8181 9009"}, "payara/Payara appserver/extras/docker-images/server-full, and its like", "?"},
    {{"payara/server-full|payara/server-web", "", debian, serves, "payara", {"payara", 1000, 1000, "payara", "/opt/payara"}, "", "", "", "4848 8080 8181 9009"}, "payara/Payara appserver/extras/docker-images/server-full/src/main/docker/Dockerfile", "/opt/payara", "HOME_DIR=/opt/payara PAYARA_DIR=/opt/payara/appserver SCRIPT_DIR=/opt/payara/scripts CONFIG_DIR=/opt/payara/config DEPLOY_DIR=/opt/payara/deployments"},
    {{"percona|percona/percona-server", "*psmdb*", redhat, serves, "1001", {"mongodb", 1001, 0, "root", ""}, "", "", "", "27017", "/data/db"}, "percona/percona-docker percona-server-mongodb-8.0/Dockerfile-dockerhub"},
    {{"percona|percona/percona-server", "", redhat, serves, "mysql", {"mysql", 1001, 1001, "mysql", ""}, "", "", "", "3306 33060", "/var/lib/mysql"}, "percona/percona-docker percona-server-8.0/Dockerfile-dockerhub"},
    {{"percona/percona-server-mongodb", "", redhat, serves, "1001", {"mongodb", 1001, 0, "root", ""}, "", "", "", "27017", "/data/db"}, "percona/percona-docker percona-server-mongodb-8.0/Dockerfile-dockerhub"},
    {{"perl", "", debian}, "Perl/docker-perl 5.042.001-slim-trixie/Dockerfile", "/usr/src/app"},
    {{postgres_kin, "<18*alpine*|pg<18*alpine*|*-pg<18*alpine*", alpine, drops, root, postgres_70, "", postgres_writes, "docker-entrypoint.sh: gosu or su-exec", "5432", "/var/lib/postgresql/data"}, "postgis/docker-postgis 17-3.5/alpine/Dockerfile"},
    {{postgres_kin, "*alpine*", alpine, drops, root, postgres_70, "", postgres_writes, "docker-entrypoint.sh: gosu or su-exec", "5432", "/var/lib/postgresql"}, "postgis/docker-postgis 17-3.5/alpine/Dockerfile"},
    {{postgres_kin, "<18*|pg<18*|*-pg<18*", debian, drops, root, postgres_999, "", postgres_writes, "docker-entrypoint.sh: gosu", "5432", "/var/lib/postgresql/data"}, "postgis/docker-postgis 17-3.5/Dockerfile"},
    {{postgres_kin, "", debian, drops, root, postgres_999, "", postgres_writes, "docker-entrypoint.sh: gosu", "5432", "/var/lib/postgresql"}, "postgis/docker-postgis 17-3.5/Dockerfile"},
    {{"photon|goharbor/photon|vmware/photon", "", photon}, "goharbor/harbor make/photon/registry/base.Dockerfile"},
    {{"php", "*apache*", debian, serves, root, www_data, "", "~/var/www/html/ ~/var/run/apache2/", "", "80", "", "", apache_port}, "docker-library/php 8.4/trixie/apache/Dockerfile: lock, run, log and html are 1777", "/var/www/html", "PHP_INI_DIR=/usr/local/etc/php APACHE_CONFDIR=/etc/apache2"},
    {{"php", "*fpm*alpine*", alpine, serves, root, www_data_82_home, "", "~/var/www/html/", "", "9000"}, "docker-library/php 8.4/alpine3.23/fpm/Dockerfile", "/var/www/html", "PHP_INI_DIR=/usr/local/etc/php"},
    {{"php", "*fpm*", debian, serves, root, www_data, "", "~/var/www/html/", "", "9000"}, "docker-library/php 8.4/trixie/fpm/Dockerfile", "/var/www/html", "PHP_INI_DIR=/usr/local/etc/php"},
    {{"php", "*alpine*", alpine, shell, root, none, www_data_82, "~/var/www/html/"}, "docker-library/php 8.4/alpine3.23/cli/Dockerfile: www-data is no daemon's here", "/var/www/html", "PHP_INI_DIR=/usr/local/etc/php"},
    {{"php", "", debian, shell, root, none, "", "~/var/www/html/"}, "docker-library/php 8.4/trixie/cli/Dockerfile: www-data is no daemon's here", "/var/www/html", "PHP_INI_DIR=/usr/local/etc/php"},
    {{"phpdockerio/php|phpdockerio/php*-fpm", "*cli*|*swoole*", debian}, "phpdocker-io/base-images php/8.1/Dockerfile", "?"},
    {{"phpdockerio/php|phpdockerio/php*-fpm", "", debian, serves, root, www_data, "", "", "", "9000"}, "phpdocker-io/base-images php/8.1/Dockerfile", "?"},
    {{"phpdockerio/php*-cli", "", debian}, "phpdocker-io/base-images php/8.1/Dockerfile", "?"},
    {{"phpmyadmin|phpmyadmin/phpmyadmin", "*alpine*", alpine, serves, root, www_data_82_home, "", "", "", "9000"}, "phpmyadmin/docker apache/Dockerfile, and its like", "/var/www/html"},
    {{"phpmyadmin|phpmyadmin/phpmyadmin", "*fpm*", debian, serves, root, www_data, "", "", "", "9000"}, "phpmyadmin/docker apache/Dockerfile, and its like", "/var/www/html"},
    {{"phpmyadmin|phpmyadmin/phpmyadmin", "", debian, serves, root, www_data, "", "", "", "80", "", "", "set ENV APACHE_PORT=8080"}, "phpmyadmin/docker apache/Dockerfile", "/var/www/html"},
    {{"phpswoole/swoole", "*alpine*", alpine, shell, root, none, www_data_82}, "swoole/docker-swoole Dockerfile.alpine.twig: on php:cli-alpine", "/var/www", "PHP_INI_DIR=/usr/local/etc/php"},
    {{"phpswoole/swoole", "", debian, untold, root}, "swoole/docker-swoole Dockerfile.twig: its entrypoint.sh was not read", "/var/www", "PHP_INI_DIR=/usr/local/etc/php"},
    {{"phusion/baseimage|phusion/passenger-*", "", debian, init_by_cmd, root, none, "", "", "/sbin/my_init"}, "phusion/baseimage-docker image/Dockerfile"},
    {{"plone|plone/plone-backend", "", debian, drops, root, {"plone", 500, 500, "plone", ""}, "", "", "docker-entrypoint.sh: gosu", "8080"}, "plone/plone.docker README.md, from memory"},
    {{"portainer/portainer|portainer/portainer-ce", "*alpine*", alpine, needs_root, root, none, "", "", "docker.sock", "8000 9000 9443", "/data"}, "portainer/portainer build/linux/Dockerfile, and its like"},
    {{"portainer/portainer|portainer/portainer-ce", "", scratch, needs_root, root, none, "", "", "docker.sock", "8000 9000 9443", "/data"}, "portainer/portainer build/linux/Dockerfile"},
    {{"postgres", "<18*alpine*", alpine, drops, root, postgres_70, "", postgres_writes, "docker-entrypoint.sh: gosu or su-exec", "5432", "/var/lib/postgresql/data"}, "docker-library/postgres docker-entrypoint.sh"},
    {{"postgres", "*alpine*", alpine, drops, root, postgres_70, "", postgres_writes, "docker-entrypoint.sh: gosu or su-exec", "5432", "/var/lib/postgresql"}, "docker-library/postgres docker-entrypoint.sh"},
    {{"postgres", "<18*", debian, drops, root, postgres_999, "", postgres_writes, "docker-entrypoint.sh: gosu", "5432", "/var/lib/postgresql/data"}, "docker-library/postgres docker-entrypoint.sh"},
    {{"postgres", "", debian, drops, root, postgres_999, "", postgres_writes, "docker-entrypoint.sh: gosu", "5432", "/var/lib/postgresql"}, "docker-library/postgres docker-entrypoint.sh"},
    {{"ppodgorsek/robot-framework", "latest|5*|6*|7*|8*", redhat, serves, "1000:1000", none, "", "", "", "", "/opt/robotframework/reports"}, "ppodgorsek/docker-robot-framework Dockerfile", "/opt/robotframework/temp", "ROBOT_UID=1000 ROBOT_GID=1000 ROBOT_WORK_DIR=/opt/robotframework/temp"},
    {{"prefecthq/prefect", "", debian}, "PrefectHQ/prefect Dockerfile", "?"},
    {{"prestashop/base|prestashop/prestashop", "*alpine*", alpine, untold, root}, "PrestaShop/docker base/images", "/var/www/html", "PHP_INI_DIR=/usr/local/etc/php"},
    {{"prestashop/base|prestashop/prestashop", "", debian, untold, root, none, "", "", "", "80"}, "PrestaShop/docker base/images/8.1-apache/Dockerfile", "/var/www/html", "PHP_INI_DIR=/usr/local/etc/php APACHE_CONFDIR=/etc/apache2"},
    {{"prom/alertmanager|quay.io/prometheus/alertmanager", "*distroless*", distroless, serves, "nobody", none, "", "", "", "9093", "/alertmanager"}, "prometheus/alertmanager Dockerfile"},
    {{"prom/alertmanager|quay.io/prometheus/alertmanager", "", busybox, serves, "nobody", none, "", "", "", "9093", "/alertmanager"}, "prometheus/alertmanager Dockerfile"},
    {{"prom/blackbox-exporter|quay.io/prometheus/blackbox-exporter", "", busybox, serves, "?", none, "", "", "", "9115"}, "prometheus/blackbox_exporter Dockerfile: several users over time"},
    {{"prom/busybox|quay.io/prometheus/busybox", "", busybox}, "prometheus/busybox"},
    {{"prom/node-exporter|quay.io/prometheus/node-exporter", "", busybox, serves, "nobody", none, "", "", "", "9100"}, "prometheus/node_exporter Dockerfile"},
    {{"prom/prometheus|quay.io/prometheus/prometheus", "v0.*|v1.*", busybox, serves, root, none, "", "", "", "9090", "/prometheus"}, "prometheus/prometheus Dockerfile: nobody since 2.0"},
    {{prometheus, "*distroless*", distroless, serves, "nobody", none, "", "", "", "9090", "/prometheus"}, "prometheus/prometheus Dockerfile.distroless"},
    {{prometheus, "", busybox, serves, "nobody", none, "", "", "", "9090", "/prometheus"}, "prometheus/prometheus Dockerfile"},
    {{"prom/pushgateway|quay.io/prometheus/pushgateway", "", busybox, serves, "?", none, "", "", "", "9091"}, "prometheus/pushgateway Dockerfile: several users over time"},
    {{"public.ecr.aws/sam/build-*", "", amazon}, from_memory},
    {{"puckel/docker-airflow", "", debian, serves, "airflow", {"airflow", 0, 0, "airflow", "/usr/local/airflow"}, "", "", "", "5555 8080 8793"}, "puckel/docker-airflow Dockerfile", "/usr/local/airflow", "AIRFLOW_HOME=/usr/local/airflow"},
    {{"pypy", "*windowsservercore*|*nanoserver*", windows}, "docker-library/pypy 3.11/windows"},
    {{"pypy", "", debian}, "docker-library/pypy 3.11/slim-trixie/Dockerfile"},
    {{"python", "*alpine*", alpine}, "docker-library/python 3.13/alpine3.23/Dockerfile"},
    {{"python", "*windowsservercore*|*nanoserver*", windows}, "docker-library/python 3.13/windows"},
    {{"python", "", debian}, "docker-library/python 3.13/slim-trixie/Dockerfile"},
    {{"pytorch/pytorch|nvcr.io/nvidia/pytorch", "", debian}, "pytorch/pytorch Dockerfile"},
    {{"qdrant/qdrant", "*unprivileged*", debian, serves, "1000", none, "", "", "", "6333 6334"}, from_memory},
    {{"qdrant/qdrant", "", debian, serves, root, none, "", "=/qdrant/ /qdrant/storage/ /qdrant/snapshots/", "", "6333 6334", "", own_writes}, "qdrant/qdrant Dockerfile"},
    {{"quay.io/keycloak/keycloak|keycloak/keycloak", "<17*|*legacy*", redhat_minimal, serves, "1000", none, "", "", "", "8080 8443"}, from_memory},
    {{"quay.io/keycloak/keycloak|keycloak/keycloak", "", redhat_micro, serves, "1000", {"keycloak", 1000, 0, "root", "/opt/keycloak"}, "", "", "", "8080 8443"}, "keycloak/keycloak quarkus/container/Dockerfile"},
    {{"quay.io/operator-framework/ansible-operator", "", unknown, serves, "1001"}, "operator-framework/ansible-operator-plugins images/ansible-operator/Dockerfile: on ubi at first, on ubi-minimal later", "/opt/ansible", "HOME=/opt/ansible USER_NAME=ansible USER_UID=1001"},
    {{"quay.io/pypa/manylinux1_*|quay.io/pypa/manylinux2010_*|quay.io/pypa/manylinux2014_*|quay.io/pypa/manylinux_2_28_*|quay.io/pypa/manylinux_2_34_*", "", redhat}, "pypa/manylinux build.sh: CentOS, then AlmaLinux"},
    {{"quay.io/pypa/manylinux_2_31_*|quay.io/pypa/manylinux_2_35_*", "", debian}, "pypa/manylinux build.sh"},
    {{"quay.io/pypa/musllinux_*", "", alpine}, "pypa/manylinux build.sh"},
    {{"quay.io/wildfly/wildfly|wildfly/wildfly", "", redhat_minimal, serves, "jboss", {"jboss", 1000, 1000, "jboss", "/opt/jboss"}, "", "", "", "8080"}, "wildfly/wildfly-container Dockerfile"},
    {{"r-base|rocker/r-base", "", debian, shell, root, {"docker", 1000, 1000, "docker", "/home/docker"}}, "rocker-org/rocker r-base/latest/Dockerfile"},
    {{"rabbitmq", "*alpine*", alpine, drops, root, {"rabbitmq", 100, 101, "rabbitmq", "/var/lib/rabbitmq"}, "", "~/etc/rabbitmq/ ~/var/lib/rabbitmq/ ~/var/log/rabbitmq/", "docker-entrypoint.sh: su-exec", "4369 5671 5672 15671 15672 15691 15692 25672", "/var/lib/rabbitmq"}, "docker-library/rabbitmq 4.2/alpine/Dockerfile"},
    {{"rabbitmq", "", debian, drops, root, {"rabbitmq", 999, 999, "rabbitmq", "/var/lib/rabbitmq"}, "", "~/etc/rabbitmq/ ~/var/lib/rabbitmq/ ~/var/log/rabbitmq/", "docker-entrypoint.sh: gosu", "4369 5671 5672 15671 15672 15691 15692 25672", "/var/lib/rabbitmq"}, "docker-library/rabbitmq 4.2/ubuntu/Dockerfile"},
    {{"rakudo-star", "*alpine*", alpine}, from_memory},
    {{"rakudo-star", "", debian}, from_memory},
    {{"rancher/k3s", "", scratch, needs_root, root, none, "", "", "containerd, network"}, from_memory},
    {{"rasa/rasa-sdk", "0.*|1.*", debian, serves, "?", none, "", "", "", "5055"}, "RasaHQ/rasa-sdk Dockerfile: what was before 2 was not read", "/app"},
    {{"rasa/rasa-sdk", "", debian, serves, "1001", none, "", "", "", "5055"}, "RasaHQ/rasa-sdk Dockerfile", "/app"},
    {{"rayproject/ray", "", debian, shell, "ray"}, from_memory},
    {{"redash/redash", "", debian, serves, "redash", {"redash", 0, 0, "redash", "/home/redash"}, "", "", "", "5000"}, "getredash/redash Dockerfile", "/app"},
    {{"redis", "*windowsservercore*|*nanoserver*", windows, serves}, "docker-library/redis, 3.0 only"},
    {{"redis", "<8*alpine*|8.<6*alpine*", alpine, drops, root, {"redis", 999, 1000, "redis", ""}, "", "~/data/", "docker-entrypoint.sh: setpriv or su-exec", "6379", "/data"}, "redis/docker-library-redis 7.4 and the branch release/8.0; 8.6.4 has no VOLUME", "/data"},
    {{"redis", "*alpine*", alpine, drops, root, {"redis", 999, 1000, "redis", ""}, "", "~/data/", "docker-entrypoint.sh: setpriv or su-exec", "6379"}, "redis/docker-library-redis alpine/Dockerfile", "/data"},
    {{"redis", "<8*|8.<6*", debian, drops, root, {"redis", 999, 999, "redis", ""}, "", "~/data/", "docker-entrypoint.sh: setpriv or gosu", "6379", "/data"}, "redis/docker-library-redis 7.4 and the branch release/8.0; 8.6.4 has no VOLUME", "/data"},
    {{"redis", "", debian, drops, root, {"redis", 999, 999, "redis", ""}, "", "~/data/", "docker-entrypoint.sh: setpriv or gosu", "6379"}, "redis/docker-library-redis debian/docker-entrypoint.sh", "/data"},
    {{"redmine", "*alpine*", alpine, drops, root, {"redmine", 999, 1000, "redmine", "/home/redmine"}, "", "", "docker-entrypoint.sh: gosu", "3000", "/usr/src/redmine/files"}, "docker-library/redmine 6.1/alpine3.23/Dockerfile"},
    {{"redmine", "", debian, drops, root, {"redmine", 999, 999, "redmine", "/home/redmine"}, "", "", "docker-entrypoint.sh: gosu", "3000", "/usr/src/redmine/files"}, "docker-library/redmine 6.1/trixie/Dockerfile"},
    {{"registry|distribution/distribution", "", alpine, serves, root, none, "", "/var/lib/registry/", "", "5000", "/var/lib/registry"}, "distribution/distribution-library-image Dockerfile"},
    {{"registry.access.redhat.com/ubi*-init|registry.access.redhat.com/ubi*/ubi-init", "", redhat, init_by_cmd, root, none, "", "", "/sbin/init: systemd"}, from_memory},
    {{"registry.access.redhat.com/ubi*-micro|registry.access.redhat.com/ubi*/ubi-micro", "", redhat_micro}, "confluentinc/common-docker base-java-micro/Dockerfile.ubi9: a shell, but no account tools"},
    {{"registry.access.redhat.com/ubi*-minimal|registry.access.redhat.com/ubi*/ubi-minimal", "", redhat_minimal}, "MariaDB/mariadb-docker 11.8-ubi/Dockerfile"},
    {{"registry.access.redhat.com/ubi*/nginx-*|registry.access.redhat.com/ubi*/httpd-24", "", redhat, shell, "1001", s2i, "", "", "", "8080 8443"}, "sclorg/nginx-container 1.24/Dockerfile.rhel9"},
    {{"registry.access.redhat.com/ubi*/nodejs-*-minimal|registry.access.redhat.com/ubi*/python-*-minimal", "", redhat_minimal, shell, "1001", s2i, "", "", "", "8080"}, "sclorg/s2i-nodejs-container 22-minimal/Dockerfile.rhel9"},
    {{"registry.access.redhat.com/ubi*/openjdk-*", "", redhat_minimal, shell, "185", {"jboss", 185, 0, "root", "/home/jboss"}, "", "", "", "8080"}, from_memory},
    {{"registry.access.redhat.com/ubi*/python-*|registry.access.redhat.com/ubi*/nodejs-*", "", redhat, shell, "1001", s2i, "", "", "", "8080"}, "sclorg/s2i-nodejs-container 22/Dockerfile.rhel9"},
    {{"registry.access.redhat.com/ubi*/ubi|registry.access.redhat.com/ubi7|registry.access.redhat.com/ubi8|registry.access.redhat.com/ubi9|registry.access.redhat.com/ubi10", "", redhat}, "sclorg/s2i-base-container core/Dockerfile.rhel9"},
    {{"registry.k8s.io/ingress-nginx/controller", "", alpine, serves, "www-data", {"www-data", 101, 82, "www-data", "/usr/local/nginx"}, "", "", net_bind}, "kubernetes/ingress-nginx rootfs/Dockerfile, images/nginx/rootfs/Dockerfile"},
    {{"registry.k8s.io/pause|registry.k8s.io/pause-*", "", scratch, serves, "?"}, "kubernetes/kubernetes build/pause/Dockerfile"},
    {{"rethinkdb", "", debian, serves, root, none, "", "/data/", "", "8080 28015 29015", "/data"}, "rethinkdb/rethinkdb-dockerfiles bookworm/2.4.4/Dockerfile"},
    {{"richarvey/nginx-php-fpm", "", alpine, init_by_cmd, root, none, "", "", "/start.sh, which writes /etc and changes owners, and supervisord", "80 443"}, from_memory},
    {{"rmohr/activemq", "*alpine*", alpine, serves, "activemq", {"activemq", 0, 0, "activemq", "/opt/activemq"}}, "rmohr/docker-activemq 5.15.9-alpine", "/opt/activemq", "ACTIVEMQ_HOME=/opt/activemq"},
    {{"rmohr/activemq", "", debian, serves, "activemq", {"activemq", 0, 0, "activemq", "/opt/activemq"}}, "rmohr/docker-activemq 5.15.9/Dockerfile", "/opt/activemq", "ACTIVEMQ_HOME=/opt/activemq"},
    {{"rocker/hadleyverse", "", debian, init_by_cmd, root, none, "", "", "supervisord, for RStudio Server", "8787"}, "rocker-org/rocker debian/hadleyverse/Dockerfile, debian/rstudio/Dockerfile", "?"},
    {{"rocker/r-apt", "", debian}, "rocker-org/rocker r-apt/bionic/Dockerfile"},
    {{"rocker/r-devel", "", debian}, "rocker-org/rocker r-devel/Dockerfile: on r-base"},
    {{"rocker/r-ver", "", debian}, "rocker-org/rocker-versioned2 dockerfiles/r-ver_4.5.3.Dockerfile"},
    {{"rocker/rstudio|rocker/geospatial|rocker/ml|rocker/shiny|rocker/shiny-verse|rocker/tidyverse|rocker/verse", "", debian, init_by_cmd, root, {"rstudio", 1000, 1000, "rstudio", "/home/rstudio"}, "", "", "/init: s6", "8787"}, "rocker-org/rocker-versioned2 dockerfiles/rstudio_4.5.3.Dockerfile"},
    {{"rocker/rstudio-daily|rocker/rstudio-stable", "", debian, untold, root, none, "", "", "", "8787"}, "rocker-org/rocker-versioned README.md: on debian", "?"},
    {{"rocket.chat", "<8*", debian, serves, "rocketchat", {"rocketchat", 0, 0, "rocketchat", ""}, "", "", "", "3000", "/app/uploads"}, "RocketChat/Docker.Official.Image 7.0/Dockerfile"},
    {{"rocket.chat", "", unknown, serves, "rocketchat", none, "", "", "", "3000", "/app/uploads"}, "RocketChat/Docker.Official.Image: what 8 is built on was not read"},
    {{rockylinux_any, "*minimal*", redhat_minimal}, "rocky-linux/sig-cloud-instance-images packages.txt: no useradd in 8"},
    {{rockylinux_any, "", redhat}, "rocky-linux/sig-cloud-instance-images filelist.txt"},
    {{"rocm/dev-ubuntu-*", "", debian}, "ROCm/ROCm-docker dev/Dockerfile-ubuntu-22.04"},
    {{"ros|osrf/ros", "", debian, shell, root, none, ubuntu}, "osrf/docker_images ros"},
    {{"ruby", "*alpine*", alpine}, "docker-library/ruby 3.4/alpine3.23/Dockerfile", "", "GEM_HOME=/usr/local/bundle"},
    {{"ruby", "", debian}, "docker-library/ruby 3.4/trixie/Dockerfile: /usr/local/bundle is 1777", "", "GEM_HOME=/usr/local/bundle"},
    {{"runpod/base|runpod/pytorch", "", debian, untold, root}, "runpod/containers official-templates/base/Dockerfile: on Ubuntu"},
    {{"rust", "*alpine*", alpine}, "rust-lang/docker-rust stable/alpine3.23/Dockerfile", "", "CARGO_HOME=/usr/local/cargo RUSTUP_HOME=/usr/local/rustup"},
    {{"rust", "*windowsservercore*|*nanoserver*", windows}, "rust-lang/docker-rust"},
    {{"rust", "", debian}, "rust-lang/docker-rust stable/trixie/Dockerfile", "", "CARGO_HOME=/usr/local/cargo RUSTUP_HOME=/usr/local/rustup"},
    {{"rustlang/rust", "*alpine*", alpine}, "rust-lang/docker-rust-nightly alpine/Dockerfile", "", "CARGO_HOME=/usr/local/cargo RUSTUP_HOME=/usr/local/rustup"},
    {{"rustlang/rust", "", debian}, "rust-lang/docker-rust-nightly debian/Dockerfile", "", "CARGO_HOME=/usr/local/cargo RUSTUP_HOME=/usr/local/rustup"},
    {{"sameersbn/gitlab", "", debian, needs_root, root, none, "", "", "supervisord", "22 80 443"}, "sameersbn/docker-gitlab Dockerfile, assets/runtime/functions", "?"},
    {{"sameersbn/postgresql", "", debian, drops, root, {"postgres", 0, 0, "postgres", "/var/lib/postgresql"}, "", "", "entrypoint.sh: start-stop-daemon --chuid", "5432"}, "sameersbn/docker-postgresql Dockerfile, entrypoint.sh", "/var/lib/postgresql"},
    {{"sameersbn/ubuntu", "", debian}, "sameersbn/docker-ubuntu Dockerfile"},
    {{"sapmachine", "*alpine*", alpine}, "SAP/SapMachine-infrastructure dockerfiles/25/alpine"},
    {{"sapmachine", "*distroless*", distroless}, "SAP/SapMachine-infrastructure dockerfiles/25/distroless"},
    {{"sapmachine", "", debian, shell, root, none, ubuntu}, "SAP/SapMachine-infrastructure dockerfiles/25/ubuntu/24_04/jdk/Dockerfile"},
    {{"sbtscala/scala-sbt", "*alpine*", alpine, shell, root, none, "sbtuser:1001:1001 sbtuser:1001"}, "sbt/docker-sbt eclipse-temurin/alpine.Dockerfile", "/root"},
    {{"sbtscala/scala-sbt", "*corretto*", amazon, shell, root, none, "sbtuser:1001:1001 sbtuser:1001"}, "sbt/docker-sbt amazoncorretto/Dockerfile", "/root"},
    {{"sbtscala/scala-sbt", "*graalvm*|*oraclelinux*", redhat, shell, root, none, "sbtuser:1001:1001 sbtuser:1001"}, "sbt/docker-sbt graalvm-community", "/root"},
    {{"sbtscala/scala-sbt", "", debian, shell, root, none, "sbtuser:1001:1001 sbtuser:1001 ubuntu:1000:1000 ubuntu:1000"}, "sbt/docker-sbt eclipse-temurin/Dockerfile", "/root"},
    {{"scrapinghub/splash", "", debian, serves, "?", none, "", "", "", "8050"}, "scrapinghub/splash Dockerfile: another user later", "?"},
    {{"scratch", "", scratch}, "moby/buildkit frontend/dockerfile/docs/reference.md"},
    {{"sebp/elk", "", debian, init_by_cmd, root, none, "", "", "start.sh starts three services", "5044 5601 9200 9300 9600", "/var/lib/elasticsearch"}, "spujadas/elk-docker Dockerfile"},
    {{"selenium/base|selenium/hub|selenium/node-*|selenium/standalone-*", "", debian, serves, "1200:1201", {"seluser", 1200, 1201, "seluser", "/home/seluser"}, ubuntu, "", "", "4444"}, "SeleniumHQ/docker-selenium Base/Dockerfile", "", "SEL_USER=seluser SEL_UID=1200 SEL_GID=1201 HOME=/home/seluser"},
    {{"selenium/*", "", debian, serves, "?"}, "SeleniumHQ/docker-selenium: not every one was read"},
    {{"sentry", "", debian, drops, root, {"sentry", 0, 0, "sentry", "/home/sentry"}, "", "", "docker-entrypoint.sh: gosu", "9000", "/var/lib/sentry/files"}, "getsentry/docker-sentry 9.1/Dockerfile", "?", "SENTRY_CONF=/etc/sentry SENTRY_FILESTORE_DIR=/var/lib/sentry/files"},
    {{"serversideup/php", "*alpine*", alpine, serves, "www-data", www_data_82_home, "", "", "", "8080 8443"}, "serversideup/docker-php src/variations"},
    {{"serversideup/php", "", debian, serves, "www-data", www_data, "", "", "", "8080 8443"}, "serversideup/docker-php src/variations"},
    {{"silkeh/clang", "", debian}, "silkeh/docker-clang templates/debian.Dockerfile"},
    {{"solr", "", debian, serves, "8983", {"solr", 8983, 8983, "solr", "/var/solr"}, "", "", "", "8983", "/var/solr"}, "apache/solr-docker 10.0/Dockerfile", "?", "SOLR_USER=solr SOLR_UID=8983 SOLR_GROUP=solr SOLR_GID=8983"},
    {{"sonarqube", "5.*|6.*|7.*", unknown, serves, "?", none, "", "", "", "9000", "/opt/sonarqube/data /opt/sonarqube/extensions /opt/sonarqube/logs /opt/sonarqube/temp"}, "SonarSource/docker-sonarqube: several bases, not read"},
    {{"sonarqube", "", debian, serves, "sonarqube", {"sonarqube", 1000, 0, "root", ""}, "", "", "", "9000", "/opt/sonarqube/data /opt/sonarqube/extensions /opt/sonarqube/logs /opt/sonarqube/temp"}, "SonarSource/docker-sonarqube commercial-editions/developer/Dockerfile"},
    {{"sonarsource/sonar-scanner-cli", "4.<4*", debian, serves, "scanner-cli", {"scanner-cli", 1000, 1000, "scanner-cli", "/home/scanner-cli"}}, "SonarSource/sonar-scanner-cli-docker 4/Dockerfile"},
    {{"sonarsource/sonar-scanner-cli", "<11*", unknown, serves, "scanner-cli"}, "SonarSource/sonar-scanner-cli-docker: several bases over time"},
    {{"sonarsource/sonar-scanner-cli", "", amazon, serves, "scanner-cli", {"scanner-cli", 1000, 1000, "scanner-cli", "/tmp"}}, "SonarSource/sonar-scanner-cli-docker Dockerfile"},
    {{"sonatype/nexus3", "*alpine*", alpine, serves, "nexus", nexus, "", "", "", "8081", "/nexus-data"}, "sonatype/docker-nexus3 Dockerfile.alpine.java21", "/opt/sonatype", nexus_env},
    {{"sonatype/nexus3", "3.<43*", redhat, serves, "nexus", nexus, "", "", "", "8081", "/nexus-data"}, "sonatype/docker-nexus3 3.0.1 to 3.39.0 Dockerfile: centos, then ubi", "?", nexus_env},
    {{"sonatype/nexus3", "", redhat_minimal, serves, "nexus", nexus, "", "", "", "8081", "/nexus-data"}, "sonatype/docker-nexus3 Dockerfile", "/opt/sonatype", nexus_env},
    {{"sqitch/sqitch", "0.*|v0.*", unknown, shell, "?"}, "sqitchers/docker-sqitch Dockerfile: Alpine, then Debian, as root until 2018", "?"},
    {{"sqitch/sqitch", "", debian, shell, "sqitch", {"sqitch", 1024, 1024, "sqitch", "/home"}}, "sqitchers/docker-sqitch Dockerfile", "/repo"},
    {{"squidfunk/mkdocs-material", "", alpine, shell, root, none, "", "", "", "8000"}, "squidfunk/mkdocs-material Dockerfile"},
    {{"steamcmd/steamcmd", "*windows*", windows}, "steamcmd/docker dockerfiles"},
    {{"steamcmd/steamcmd", "*alpine*", alpine}, "steamcmd/docker dockerfiles/alpine-3/Dockerfile", "/root", "USER=root HOME=/root"},
    {{"steamcmd/steamcmd", "*centos*|*rocky*", redhat}, "steamcmd/docker dockerfiles/rocky-9", "/root", "USER=root HOME=/root"},
    {{"steamcmd/steamcmd", "*cachyos*|*arch*", arch}, "steamcmd/docker dockerfiles/cachyos/Dockerfile", "/root", "USER=root HOME=/root"},
    {{"steamcmd/steamcmd", "", debian, shell, root, none, ubuntu}, "steamcmd/docker dockerfiles/ubuntu-24", "/root", "USER=root HOME=/root"},
    {{"storm", "", debian, drops, root, {"storm", 1000, 1000, "storm", ""}, "", "", "docker-entrypoint.sh: gosu"}, "apache/storm-docker 2.8.9/Dockerfile"},
    {{"strapi/strapi", "*alpine*", alpine, serves, "?", node, "", "", "", "1337"}, from_memory},
    {{"strapi/strapi", "", debian, serves, "?", node, "", "", "", "1337"}, from_memory},
    {{"swaggerapi/swagger-ui", "", alpine, serves, root, {"nginx", 101, 101, "nginx", "/var/cache/nginx"}, "", "=/var/cache/nginx/ /run/nginx.pid =/etc/nginx/conf.d/ =/usr/share/nginx/html/", "", "8080"}, "swagger-api/swagger-ui Dockerfile: open to all in recent releases"},
    {{"swift", "*amazonlinux*|*al2023*", amazon}, "swiftlang/swift-docker 6.3/amazonlinux/2/Dockerfile"},
    {{"swift", "*ubi*|*centos*|*fedora*|*rhel*", redhat}, "swiftlang/swift-docker 6.3/rhel-ubi/9/Dockerfile"},
    {{"swift", "*windowsservercore*|*nanoserver*", windows}, "swiftlang/swift-docker 6.3/windows"},
    {{"swift", "*bookworm*|*jammy*|*focal*|*bionic*|*xenial*|*trusty*", debian}, "swiftlang/swift-docker 6.3/debian/12/Dockerfile"},
    {{"swift", "", debian, shell, root, none, ubuntu}, "swiftlang/swift-docker 6.3/ubuntu/24.04/Dockerfile"},
    {{"swipl", "", debian}, "SWI-Prolog/docker-swipl 10.0.2/bookworm/Dockerfile"},
    {{"syncthing/syncthing|ghcr.io/syncthing/syncthing", "", alpine, drops, root, none, "", "", "entrypoint.sh: su-exec", "8384 22000 21027/udp", "/var/syncthing"}, "syncthing/syncthing Dockerfile", "", "PUID=1000 PGID=1000 HOME=/var/syncthing"},
    {{"teamspeak", "", alpine, drops, root, {"ts3server", 9987, 9987, "ts3server", "/var/ts3server"}, "", "", "entrypoint.sh: su-exec", "9987/udp 10011 30033", "/var/ts3server"}, "TeamSpeak-Systems/teamspeak-linux-docker-images alpine/Dockerfile"},
    {{"telegraf", "*alpine*", alpine, drops, root, {"telegraf", 0, 0, "telegraf", ""}, "", "", "entrypoint.sh: setpriv", "8092/udp 8094 8125/udp"}, "influxdata/influxdata-docker telegraf/1.39/entrypoint.sh"},
    {{"telegraf", "", debian, drops, root, {"telegraf", 0, 0, "telegraf", ""}, "", "", "entrypoint.sh: setpriv", "8092/udp 8094 8125/udp"}, "influxdata/influxdata-docker telegraf/1.39/entrypoint.sh"},
    {{"temporalio/auto-setup", "", alpine, serves, "temporal", {"temporal", 1000, 1000, "temporal", "/home/temporal"}, "", "", "", "6933 6934 6935 6939 7233 7234 7235 7239"}, "temporalio/docker-builds auto-setup.Dockerfile"},
    {{"tensorflow/serving", "*devel*", debian}, "tensorflow/serving tensorflow_serving/tools/docker", "?"},
    {{"tensorflow/serving", "", debian, serves, root, none, "", "", "", "8500 8501"}, "tensorflow/serving tensorflow_serving/tools/docker/Dockerfile", "", "MODEL_BASE_PATH=/models MODEL_NAME=model"},
    {{"tensorflow/tensorflow|nvcr.io/nvidia/tensorflow", "", debian}, from_memory},
    {{"testcafe/testcafe", "", alpine, serves, "user", {"user", 0, 0, "user", "/home/user"}, "", "", "", "1337 1338"}, "DevExpress/testcafe docker/Dockerfile"},
    {{"thecodingmachine/php", "", debian, serves, "docker", {"docker", 0, 0, "docker", "/home/docker"}}, "thecodingmachine/docker-images-php Dockerfile.slim.apache", "?"},
    {{"thyrlian/android-sdk", "", debian, untold, root}, "thyrlian/AndroidSDK android-sdk/Dockerfile", "", "ANDROID_HOME=/opt/android-sdk GRADLE_HOME=/opt/gradle"},
    {{tiangolo_gunicorn, "*alpine*", alpine, serves, root, none, "", "", "", "80", "", "", "set ENV PORT=8080"}, "tiangolo/uvicorn-gunicorn-docker docker-images/python3.8-alpine3.10.dockerfile", "/app"},
    {{tiangolo_gunicorn, "", debian, serves, root, none, "", "", "", "80", "", "", "set ENV PORT=8080"}, "tiangolo/uvicorn-gunicorn-docker docker-images/python3.11.dockerfile", "/app"},
    {{"tiangolo/uwsgi-nginx|tiangolo/uwsgi-nginx-flask", "*alpine*", alpine, needs_root, root, none, "", "", "supervisord", "80 443", "", "", "set ENV LISTEN_PORT=8080"}, from_memory, "/app"},
    {{"tiangolo/uwsgi-nginx|tiangolo/uwsgi-nginx-flask", "", debian, needs_root, root, none, "", "", "supervisord", "80 443", "", "", "set ENV LISTEN_PORT=8080"}, from_memory, "/app"},
    {{"timberio/vector", "*alpine*", alpine, serves, "?"}, from_memory},
    {{"timberio/vector", "*distroless*", distroless, serves, "?"}, from_memory},
    {{"timberio/vector", "", debian, serves, "?"}, from_memory},
    {{"timescale/timescaledb", "*pg<18*|0.*|1.*", alpine, drops, root, postgres_70, "", postgres_writes, "docker-entrypoint.sh: su-exec", "5432", "/var/lib/postgresql/data"}, "timescale/timescaledb-docker Dockerfile"},
    {{"timescale/timescaledb", "", alpine, drops, root, postgres_70, "", postgres_writes, "docker-entrypoint.sh: su-exec", "5432", "/var/lib/postgresql"}, "timescale/timescaledb-docker Dockerfile"},
    {{"timescale/timescaledb-ha", "", debian, serves, "postgres", {"postgres", 0, 0, "postgres", "/home/postgres"}, "", "", "", "5432 8008 8081"}, "timescale/timescaledb-docker-ha Dockerfile", "/home/postgres", "PGROOT=/home/postgres PGDATA=/home/postgres/pgdata/data"},
    {{"tomcat", "<7*alpine*|7.0.<91*alpine*|8.0*alpine*|8.5.<34*alpine*|9.0.<12*alpine*", alpine, serves, root, none, "", old_tomcat_writes, "", "8080"}, "docker-library/tomcat 8.0/jre8-alpine, before 2018", "/usr/local/tomcat", "CATALINA_HOME=/usr/local/tomcat"},
    {{"tomcat", "*alpine*", alpine, serves, root, none, "", tomcat_temp_writes, "", "8080"}, "docker-library/tomcat 8.5/jre8-alpine, before 2020", "/usr/local/tomcat", "CATALINA_HOME=/usr/local/tomcat"},
    {{"tomcat", "*corretto*", amazon, serves, root, none, "", tomcat_writes, "", "8080"}, "docker-library/tomcat 11.0/jdk21/corretto-al2023/Dockerfile", "/usr/local/tomcat", "CATALINA_HOME=/usr/local/tomcat"},
    {{"tomcat", "<7*|7.0.<91*|8.0*|8.5.<34*|9.0.<12*", debian, serves, root, none, "", old_tomcat_writes, "", "8080"}, "docker-library/tomcat 8.0/jre8, before 2018", "/usr/local/tomcat", "CATALINA_HOME=/usr/local/tomcat"},
    {{"tomcat", "7.0.<97*|8.5.<46*|9.0.<25*|*jre7|*jre7-slim|*jre8|*jre8-slim|*jre11|*jre11-slim", debian, serves, root, none, ubuntu, tomcat_temp_writes, "", "8080"}, "docker-library/tomcat 1c1e57ea^ 9.0/jre8", "/usr/local/tomcat", "CATALINA_HOME=/usr/local/tomcat"},
    {{"tomcat", "", debian, serves, root, none, ubuntu, tomcat_writes, "", "8080"}, "docker-library/tomcat 11.0/jdk21/temurin-noble/Dockerfile: logs, temp, work are 1777", "/usr/local/tomcat", "CATALINA_HOME=/usr/local/tomcat"},
    {{"tomee", "*alpine*", alpine, serves, root, none, "", tomee_writes, "", "8080"}, "tomitribe/docker-tomee TomEE-11.0/jre25/Temurin/alpine"},
    {{"tomee", "", debian, serves, root, none, ubuntu, tomee_writes, "", "8080"}, "tomitribe/docker-tomee TomEE-11.0/jre25/Temurin/ubuntu/plus/Dockerfile"},
    {{"traefik", "*windowsservercore*|*nanoserver*", windows, serves}, "traefik/traefik-library-image v3.7/windows"},
    {{"traefik", "1.*alpine*|v1.*alpine*", alpine, serves, root, none, "", "", "", "80", "", "", "give it --entryPoints.web.address=:8080"}, "traefik/traefik-library-image alpine/Dockerfile"},
    {{"traefik", "1.*|v1.*", scratch, serves, root, none, "", "", "", "80", "", "", "give it --entryPoints.web.address=:8080"}, "traefik/traefik-library-image scratch/amd64/Dockerfile"},
    {{"traefik", "", alpine, serves, root, none, "", "", "", "80", "", "", "give it --entryPoints.web.address=:8080"}, "traefik/traefik-library-image v3.7/alpine/Dockerfile"},
    {{"trafex/alpine-nginx-php7|trafex/php-nginx", "", alpine, serves, "nobody", none, "", "", "", "8080"}, "TrafeX/docker-php-nginx Dockerfile"},
    {{"trinodb/trino", "", unknown, serves, "trino:trino", {"trino", 1000, 1000, "trino", "/home/trino"}, "", "", "", "8080"}, "trinodb/trino core/docker/Dockerfile: Ubuntu, then others"},
    {{"tutum/apache-php", "", debian, untold, root, none, "", "", "", "80"}, "tutumcloud/apache-php 8d8489f^ Dockerfile: its run.sh was not read", "/app"},
    {{"tutum/lamp", "", debian, init_by_cmd, root, none, "", "", "supervisord", "80 3306", "/etc/mysql /var/lib/mysql"}, "tutumcloud/lamp Dockerfile", "?"},
    {{"ubuntu", "1*|20.*|22.*|precise*|trusty*|xenial*|bionic*|focal*|jammy*|kinetic*|artful*|cosmic*|disco*|eoan*|groovy*|hirsute*|impish*|zesty*|yakkety*|wily*|vivid*|utopic*", debian}, "tianon/docker-brew-ubuntu-core jammy/ubuntu-jammy-oci-amd64-root.manifest"},
    {{"ubuntu", "", debian, shell, root, none, ubuntu}, "docker-library/repo-info ubuntu/local/24.04.md; jupyterhub/repo2docker#1346"},
    {{"ubuntu-upstart", "", debian, init_by_cmd, root, none, "", "", "/sbin/init: upstart"}, "tianon/dockerfiles ubuntu-upstart, from memory"},
    {{"ufoym/deepo", "", debian, shell, root, none, "", "", "", "6006 8888"}, "ufoym/deepo docker/Dockerfile.all-py38-cpu"},
    {{"unit|nginx/unit", "", debian, drops, root, {"unit", 999, 999, "unit", ""}, "", "", "unitd itself", "80", "", "its control socket, state and pid are made that user's"}, "nginx/unit pkg/docker/Dockerfile.python3.13"},
    {{"uselagoon/commons|uselagoon/nginx|uselagoon/nginx-drupal|uselagoon/node-*|uselagoon/php-*|uselagoon/python-*", "", alpine, serves, root}, "uselagoon/lagoon-images images/php-fpm/8.5.Dockerfile, and its like", "?"},
    {{"valkey/valkey", "*alpine*", alpine, drops, root, {"valkey", 999, 1000, "valkey", ""}, "", "~/data/", "docker-entrypoint.sh: setpriv", "6379", "/data"}, "valkey-io/valkey-container Dockerfile.template", "/data"},
    {{"valkey/valkey", "", debian, drops, root, {"valkey", 999, 999, "valkey", ""}, "", "~/data/", "docker-entrypoint.sh: setpriv", "6379", "/data"}, "valkey-io/valkey-container Dockerfile.template", "/data"},
    {{"varnish", "6.*|6|stable*", debian, serves, root, {"varnish", 1000, 1000, "varnish", "/nonexistent"}, varnish_taken, "", "", "80 8443"}, "varnish/docker-varnish stable/debian/Dockerfile"},
    {{"varnish", "*alpine*", alpine, serves, "varnish", {"varnish", 1000, 1000, "varnish", "/nonexistent"}, varnish_taken, "", "", "80 8443"}, "varnish/docker-varnish fresh/alpine/Dockerfile"},
    {{"varnish", "", debian, serves, "varnish", {"varnish", 1000, 1000, "varnish", "/nonexistent"}, varnish_taken, "", "", "80 8443"}, "varnish/docker-varnish fresh/debian/Dockerfile"},
    {{"vaultwarden/server", "*alpine*", alpine, serves, root, none, "", "=/data/", "", "80", "/data", own_writes, "set ENV ROCKET_PORT=8080"}, "dani-garcia/vaultwarden docker/Dockerfile.debian, and its like"},
    {{"vaultwarden/server", "", debian, serves, root, none, "", "=/data/", "", "80", "/data", own_writes, "set ENV ROCKET_PORT=8080"}, "dani-garcia/vaultwarden docker/Dockerfile.debian"},
    {{"vernemq/vernemq", "*alpine*", alpine, serves, "vernemq", {"vernemq", 0, 0, "vernemq", ""}, "", "", "", "1883 4369 8080 8883 8888 44053", "/vernemq/log /vernemq/data /vernemq/etc"}, "vernemq/docker-vernemq Dockerfile, and its like", "/vernemq"},
    {{"vernemq/vernemq", "", debian, serves, "vernemq", {"vernemq", 0, 0, "vernemq", ""}, "", "", "", "1883 4369 8080 8883 8888 44053", "/vernemq/log /vernemq/data /vernemq/etc"}, "vernemq/docker-vernemq Dockerfile", "/vernemq"},
    {{"vllm/vllm-openai", "", debian, serves, "?", none, ubuntu, "", "", "8000"}, from_memory},
    {{"webdevops/base", "*alpine*", alpine, needs_root, root, none, "", "", webdevops_start}, "webdevops/Dockerfile docker/base/alpine/Dockerfile"},
    {{"webdevops/base", "*centos*", redhat, needs_root, root, none, "", "", webdevops_start}, "webdevops/Dockerfile docker/base"},
    {{"webdevops/base", "", debian, needs_root, root, none, "", "", webdevops_start}, "webdevops/Dockerfile docker/base/ubuntu-22.04/Dockerfile"},
    {{"webdevops/base-app", "*alpine*", alpine, needs_root, root, webdevops_account, "", "", webdevops_start}, "webdevops/Dockerfile docker/base-app/alpine/Dockerfile", "", webdevops_env},
    {{"webdevops/base-app", "*centos*", redhat, needs_root, root, webdevops_account, "", "", webdevops_start}, "webdevops/Dockerfile docker/base-app", "", webdevops_env},
    {{"webdevops/base-app", "", debian, needs_root, root, webdevops_account, "", "", webdevops_start}, "webdevops/Dockerfile docker/base-app/ubuntu-22.04/Dockerfile", "", webdevops_env},
    {{webdevops, "*alpine*", alpine, needs_root, root, {"application", 1000, 1000, "application", "/home/application"}, "", "", webdevops_start, "80 443 9000"}, "webdevops/Dockerfile docker/base-app/alpine/Dockerfile"},
    {{webdevops, "centos*", redhat, needs_root, root, {"application", 1000, 1000, "application", "/home/application"}, "", "", webdevops_start, "80 443 9000"}, "webdevops/Dockerfile docker/base-app/centos-7/Dockerfile"},
    {{webdevops, "", debian, needs_root, root, {"application", 1000, 1000, "application", "/home/application"}, "", "", webdevops_start, "80 443 9000"}, "webdevops/Dockerfile docker/base-app"},
    {{"wiremock/wiremock|rodolpheche/wiremock", "*alpine*", alpine, serves, root, none, "", "=/home/wiremock/", "", "8080 8443", "", own_writes}, "wiremock/wiremock-docker alpine/Dockerfile", "/home/wiremock"},
    {{"wiremock/wiremock|rodolpheche/wiremock", "", debian, serves, root, none, ubuntu, "=/home/wiremock/", "", "8080 8443", "", own_writes}, "wiremock/wiremock-docker Dockerfile", "/home/wiremock"},
    {{"wodby/alpine", "", alpine}, "wodby/alpine Dockerfile"},
    {{"wodby/drupal-php|wodby/php", "", alpine, serves, "wodby", {"wodby", 1000, 1000, "wodby", "/home/wodby"}, www_data_82, "", "", "9000"}, "wodby/php 8/Dockerfile: sudo is for anybody", "/var/www/html", "APP_ROOT=/var/www/html CONF_DIR=/var/www/conf FILES_DIR=/mnt/files PHP_INI_DIR=/usr/local/etc/php"},
    {{"wodby/nginx", "", alpine, serves, "wodby", {"wodby", 1000, 1000, "wodby", "/home/wodby"}, "", "", "", "80"}, "wodby/nginx Dockerfile", "/var/www/html", "APP_ROOT=/var/www/html FILES_DIR=/mnt/files"},
    {{"wodby/node", "", alpine, shell, "node", node, "", "", "", "3000"}, "wodby/node Dockerfile", "/usr/src/app", "APP_ROOT=/usr/src/app FILES_DIR=/mnt/files NODE_PORT=3000"},
    {{"wordpress", "cli*|*-cli*", alpine, shell, "www-data", www_data_82_home, "", "", "", "", "/var/www/html"}, "docker-library/wordpress cli/php8.4/alpine/Dockerfile", "/var/www/html"},
    {{"wordpress", "*alpine*", alpine, serves, root, www_data_82_home, "", wordpress_writes, "", "9000", "/var/www/html", docroot_writes}, "docker-library/wordpress latest/php8.4/fpm-alpine/Dockerfile", "/var/www/html"},
    {{"wordpress", "*fpm*", debian, serves, root, www_data, "", wordpress_writes, "", "9000", "/var/www/html", docroot_writes}, "docker-library/wordpress latest/php8.4/apache/Dockerfile: /var/www/html is 1777", "/var/www/html"},
    {{"wordpress", "", debian, serves, root, www_data, "", wordpress_writes, "", "80", "/var/www/html", docroot_writes, apache_port}, "docker-library/wordpress latest/php8.4/apache/Dockerfile: /var/www/html is 1777", "/var/www/html"},
    {{"wurstmeister/kafka", "", unknown, serves, root, none, "", "", "", "9092", "/kafka"}, "wurstmeister/kafka-docker Dockerfile: several bases"},
    {{"wurstmeister/zookeeper", "", debian, init_by_cmd, root, none, "", "", "sshd", "2181 2888 3888"}, "wurstmeister/zookeeper-docker Dockerfile: on Ubuntu, by way of wurstmeister/base", "?"},
    {{"xwiki", "", debian, serves, "?", none, ubuntu, "", "", "8080", "/usr/local/xwiki"}, "xwiki-contrib/docker-xwiki README.md"},
    {{"yourls", "*alpine*", alpine, serves, root, www_data_82_home, "", "", "", "8080 8443"}, "YOURLS/docker apache/Dockerfile, and its like"},
    {{"yourls", "", debian, serves, root, www_data, "", "", "", "8080 8443"}, "YOURLS/docker apache/Dockerfile"},
    {{zabbix, "*-3.*|*-4.0*|*-4.2*|*-4.4*|2.*|3.*|4.*|ubuntu-2*|alpine-2*", unknown, serves, "?"}, "zabbix/zabbix-docker: as root before 5.0", "?"},
    {{zabbix, "*ubuntu*", debian, serves, "1997", zabbix_account}, "zabbix/zabbix-docker Dockerfiles/agent/ubuntu/Dockerfile", "/var/lib/zabbix"},
    {{zabbix, "*centos*|*rhel*", redhat_minimal, serves, "1997", zabbix_account}, "zabbix/zabbix-docker Dockerfiles/agent/centos/Dockerfile", "/var/lib/zabbix"},
    {{zabbix, "ol-*|*-ol-*|*-ol", redhat, serves, "1997", zabbix_account}, "zabbix/zabbix-docker Dockerfiles/agent/ol/Dockerfile: -slim has useradd", "/var/lib/zabbix"},
    {{zabbix, "", alpine, serves, "1997", zabbix_account}, "zabbix/zabbix-docker Dockerfiles/agent/alpine/Dockerfile", "/var/lib/zabbix"},
    {{"zenika/alpine-chrome|gcr.io/zenika-hub/alpine-chrome", "", alpine, serves, "chrome"}, "Zenika/alpine-chrome Dockerfile"},
    {{"znc", "", alpine, drops, root, {"znc", 0, 0, "znc", ""}, "", "", "entrypoint.sh: su-exec", "", "/znc-data"}, "znc/znc-docker slim/Dockerfile: adduser -S, the number is its choice"},
    {{"zookeeper", "", debian, drops, root, {"zookeeper", 1000, 1000, "zookeeper", ""}, "", "~/conf/ ~/data/ ~/datalog/ ~/logs/", "docker-entrypoint.sh: gosu", "2181 2888 3888 8080", "/data /datalog /logs"}, "31z4/zookeeper-docker 3.9.4/Dockerfile"},
};
// clang-format on

constexpr std::array<BaseImage, std::size(rows)> table() {
  std::array<BaseImage, std::size(rows)> out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = rows[i].image;
    out[i].source = rows[i].source;
    out[i].workdir = rows[i].workdir;
    out[i].env = rows[i].env;
  }
  return out;
}
constexpr std::array<BaseImage, std::size(rows)> images = table();

constexpr int order(char c) {
  return c == '*' ? 256 : static_cast<unsigned char>(c);
}

constexpr bool in_order(std::string_view a, std::string_view b) {
  a = a.substr(0, a.find('|'));
  b = b.substr(0, b.find('|'));
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (a[i] != b[i]) return order(a[i]) < order(b[i]);
  }
  return a.size() <= b.size();
}

constexpr bool images_are_in_order() {
  for (std::size_t i = 1; i < std::size(images); ++i) {
    if (!in_order(images[i - 1].repository, images[i].repository)) return false;
  }
  return true;
}
static_assert(images_are_in_order());

struct Address {
  std::string_view prefix;
  std::string_view stands_for;
};

// By the names that the official images have for each processor.
// https://github.com/docker-library/official-images#architectures-other-than-amd64
constexpr std::array<std::string_view, 10> other_processors = {
    "arm32v5/", "arm32v6/",  "arm32v7/", "arm64v8/", "armhf/",
    "aarch64/", "mips64le/", "ppc64le/", "riscv64/", "s390x/"};

// Other places of the same images (images.json, aliases; distros.json, name_normalization).
constexpr Address addresses[] = {
    {"registry.hub.docker.com/library/", ""},
    {"registry.hub.docker.com/", ""},
    {"mirror.gcr.io/library/", ""},
    {"mirror.gcr.io/", ""},
    {"public.ecr.aws/docker/library/", ""},
    {"mcr.microsoft.com/mirror/docker/library/", ""},
    {"docker.mirror.hashicorp.services/library/", ""},  // HashiCorp's mirror of Docker Hub
    {"docker.mirror.hashicorp.services/", ""},
    {"ghcr.io/linuxserver/", "lscr.io/linuxserver/"},  // docs.linuxserver.io: the same images
    {"linuxserver/", "lscr.io/linuxserver/"},
    {"amd64/", ""},
    {"i386/", ""},
    {"arm32v5/", ""},
    {"arm32v6/", ""},
    {"arm32v7/", ""},
    {"arm64v8/", ""},
    {"armhf/", ""},
    {"aarch64/", ""},
    {"mips64le/", ""},
    {"ppc64le/", ""},
    {"riscv64/", ""},
    {"s390x/", ""},
    {"winamd64/", ""},
    {"bitnamilegacy/", "bitnami/"},
    {"bitnamisecure/", "bitnami/"},
    {"public.ecr.aws/bitnami/", "bitnami/"},
    {"chainguard/", "cgr.dev/chainguard/"},
    {"cgr.dev/chainguard-private/", "cgr.dev/chainguard/"},
    {"docker.elastic.co/elasticsearch/", ""},
    {"docker.elastic.co/kibana/", ""},
    {"docker.elastic.co/logstash/", ""},
    {"linuxserver/", "lscr.io/linuxserver/"},
    {"ghcr.io/linuxserver/", "lscr.io/linuxserver/"},
    {"mcr.microsoft.com/dotnet/core/", "mcr.microsoft.com/dotnet/"},
    {"mcr.microsoft.com/vscode/devcontainers/", "mcr.microsoft.com/devcontainers/"},
    {"ghcr.io/nginx/", "nginxinc/"},
    {"ghcr.io/nginxinc/", "nginxinc/"},
    {"public.ecr.aws/nginx/", "nginxinc/"},
    {"quay.io/nginx/", "nginxinc/"},
    {"quay.io/jupyter/", "jupyter/"},
    {"k8s.gcr.io/", "registry.k8s.io/"},
    {"gcr.io/google_containers/", "registry.k8s.io/"},
    {"gcr.io/google-containers/", "registry.k8s.io/"},
    {"gcr.io/google_appengine/", "gcr.io/google-appengine/"},
    {"redhat/ubi", "registry.access.redhat.com/ubi"},
    {"registry.redhat.io/ubi", "registry.access.redhat.com/ubi"},
    {"us-docker.pkg.dev/distroless-images/", "gcr.io/distroless/"},
};

bool matches(std::string_view pattern, std::string_view text);

// A number, whole, that is smaller than the one that `pattern` begins with; then the rest.
bool matches_below(std::string_view pattern, std::string_view text) {
  unsigned limit = 0;
  unsigned value = 0;
  const auto [rest, is_limit] =
      std::from_chars(pattern.data(), pattern.data() + pattern.size(), limit);
  const auto [more, is_value] = std::from_chars(text.data(), text.data() + text.size(), value);
  return is_limit == std::errc() && is_value == std::errc() && value < limit &&
         matches({rest, pattern.data() + pattern.size()}, {more, text.data() + text.size()});
}

// A * stands for any text without a /, <16 for a number below 16.
bool matches(std::string_view pattern, std::string_view text) {
  // Nearly every row is told apart by its first letter.
  const bool plain = !pattern.empty() && pattern.front() != '*' && pattern.front() != '<';
  if (plain && !text.starts_with(pattern.front())) return false;
  const std::size_t star = pattern.find_first_of("*<");
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  if (pattern[star] == '<') return matches_below(rest, text.substr(star));
  for (std::size_t i = star; i <= text.size(); ++i) {
    if (matches(rest, text.substr(i))) return true;
    if (i < text.size() && text[i] == '/') return false;
  }
  return false;
}

}  // namespace

std::optional<std::string_view> matching(std::string_view patterns, std::string_view text) {
  while (true) {
    const std::string_view pattern = patterns.substr(0, patterns.find('|'));
    if (matches(pattern, text)) return pattern;
    if (pattern.size() == patterns.size()) return std::nullopt;
    patterns.remove_prefix(pattern.size() + 1);
  }
}

bool matches_any(std::string_view patterns, std::string_view text) {
  return matching(patterns, text).has_value();
}

std::string listed_name(const ImageRef& image) {
  std::string name =
      image.registry.empty() ? image.repository : image.registry + "/" + image.repository;
  for (const Address& address : addresses) {
    if (!name.starts_with(address.prefix)) continue;
    return std::string(address.stands_for) + name.substr(address.prefix.size());
  }
  return name;
}

namespace {

// Whether the row holds for the image; empty: its tag decides, and is not known.
std::optional<bool> holds(const BaseImage& row, const std::string& name, const ImageRef& image) {
  if (!matches_any(row.repository, name)) return false;
  if (row.tags.empty()) return true;
  if (image.tag.empty() && !image.digest.empty()) return std::nullopt;
  return matches_any(row.tags, image.tag.empty() ? "latest" : std::string_view(image.tag));
}

}  // namespace

const BaseImage* find_image(const ImageRef& image) {
  const std::string name = listed_name(image);
  for (const BaseImage& row : images) {
    const std::optional<bool> found = holds(row, name, image);
    if (!found) return nullptr;
    if (*found) return &row;
  }
  return nullptr;
}

namespace {

// Nobody leaves the tag open for a release that is long gone.
bool is_of_old_releases(const BaseImage& row) {
  return row.tags.find('<') != std::string_view::npos;
}

}  // namespace

std::optional<BaseImage> find_any_tag(const ImageRef& image, std::optional<Family> said) {
  const std::string name = listed_name(image);
  std::optional<BaseImage> common;
  for (const BaseImage& row : images) {
    if (!matches_any(row.repository, name)) continue;
    const bool other = row.family == Family::windows || (said && row.family != *said);
    if (other && row.tags.empty()) break;
    if (other || is_of_old_releases(row)) continue;
    if (!common) common = row;
    if (common->family != row.family || common->user != row.user) return std::nullopt;
    if (common->start != row.start) common->start = Start::untold;
    if (common->workdir != row.workdir) common->workdir = "?";
    if (common->env != row.env) common->env = "";
    if (row.tags.empty()) break;  // it hides what is below it
  }
  return common;
}

const BaseImage* find_added(const AddedImages& added, const ImageRef& image) {
  const std::string name = listed_name(image);
  for (const BaseImage& row : added.rows) {
    const std::optional<bool> found = holds(row, name, image);
    if (!found) return nullptr;
    if (*found) return &row;
  }
  return nullptr;
}

std::optional<std::string_view> env_of(std::string_view env, std::string_view name) {
  for (const std::string_view setting : words_of(env)) {
    const std::size_t equals = setting.find('=');
    if (setting.substr(0, equals) == name) return setting.substr(equals + 1);
  }
  return std::nullopt;
}

bool is_of_other_processor(std::string_view image) {
  return std::any_of(other_processors.begin(), other_processors.end(),
                     [&](std::string_view prefix) { return image.starts_with(prefix); });
}

std::span<const BaseImage> all_images() {
  return images;
}

}  // namespace dockerfix
