// What the log of a file says of a path: whose it is at the end, or that it is not there.
#include "ownership.h"

#include <catch2/catch.hpp>

#include "why_parts.h"

using namespace dockerfix;

namespace {

// "root", the name of a user, "unknown", "there" (nobody says whose), or "gone".
std::string state_of(const std::string& text, const std::string& path) {
  const Document doc = parse(text);
  REQUIRE(doc.problems.empty());
  Scripts scripts;
  const Facts facts = read_facts(doc, Policy{}, scripts);
  const OwnedView log = owned_before(facts, facts.stages.size() - 1, no_item);
  const std::optional<OwnerFound> found = owner_of(log, path);
  if (!found) return is_there(log, path) ? "there" : "gone";
  return said_owner(found->owner);
}

}  // namespace

TEST_CASE("the log of who owns a path") {
  struct Row {
    const char* text;  // below FROM debian:12
    const char* path;
    const char* state;
  };
  const Row rows[] = {
      {"WORKDIR /app\n", "/app", "root"},
      {"WORKDIR /app\n", "/other", "gone"},
      {"USER 1500\nWORKDIR /app\n", "/app", "1500"},
      {"RUN mkdir /data\n", "/data", "root"},
      {"USER 1500\nRUN mkdir /tmp/data\n", "/tmp/data", "1500"},
      {"WORKDIR /srv\nRUN mkdir -p a/b\n", "/srv/a/b", "root"},
      {"WORKDIR /srv\nRUN cd /opt && mkdir -p a/b\n", "/opt/a", "root"},
      {"RUN mkdir /data && chown 1500 /data\n", "/data", "1500"},
      {"RUN mkdir -p /data/in && chown -R 1500 /data\n", "/data/in", "1500"},
      {"RUN mkdir -p /data/in && chown 1500 /data\n", "/data/in", "root"},
      {"RUN mkdir /data && chown $WHO /data\n", "/data", "unknown"},
      {"RUN mkdir /data && rm -rf /data\n", "/data", "gone"},
      {"RUN mkdir /data && rmdir /data\n", "/data", "gone"},
      {"RUN mkdir -p /data/in && rm -rf /data\n", "/data/in", "gone"},
      {"RUN mkdir /data && rm -rf /data && mkdir /data\n", "/data", "root"},
      {"RUN mkdir /data && mv /data /moved\n", "/data", "gone"},
      {"RUN install -d -o 1500 /data\n", "/data", "1500"},
      {"COPY . /app/\n", "/app/file", "root"},
      {"COPY --chown=1500 . /app/\n", "/app/file", "1500"},
      {"COPY --chown=1500 . /app/\nRUN chown -R 0 /app\n", "/app/file", "root"},
      {"WORKDIR /app\nCOPY --chown=1500 . .\n", "/app", "root"},
      // What a RUN made deeper in the tree, COPY leaves as it is.
      {"WORKDIR /app\nRUN npm ci\nCOPY --chown=1500 . .\n", "/app/node_modules", "root"},
      {"WORKDIR /app\nRUN npm ci\nCOPY --chown=1500 . .\n", "/app/node_modules/x", "root"},
      {"WORKDIR /app\nRUN npm ci\nCOPY --chown=1500 . .\n", "/app/x", "1500"},
      {"WORKDIR /app\nRUN touch x.log\nCOPY --chown=1500 . .\n", "/app/x.log", "root"},
      {"WORKDIR /app\nCOPY x.log .\nCOPY --chown=1500 . .\n", "/app/x.log", "1500"},
      {"WORKDIR /app\nRUN touch x && ln -sf /y x\nCOPY --chown=1500 . .\n", "/app/x", "1500"},
      {"RUN touch -c /app/x\n", "/app/x", "gone"},
      {"RUN touch /app/*.log\n", "/app/*.log", "gone"},
      {"RUN touch /no/where/x || true\n", "/no/where/x", "unknown"},
      {"WORKDIR /home/dev/src\nRUN useradd --create-home dev\n", "/home/dev", "root"},
      {"RUN useradd --create-home dev\n", "/home/dev", "dev"},
      {"RUN touch /var/log/app.log && chown dev /var/log/app.log\n", "/var/log/app.log", "dev"},
      {"RUN mkdir /data\nFROM debian:12\nWORKDIR /app\n", "/data", "gone"},
      {"RUN mkdir /data\nFROM base\nWORKDIR /app\n", "/data", "root"},
  };
  for (const Row& row : rows) {
    INFO(row.text << row.path);
    CHECK(state_of(std::string("FROM debian:12 AS base\n") + row.text, row.path) == row.state);
  }
}
