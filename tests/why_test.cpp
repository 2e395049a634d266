// What `dockerfix why` says of a path and of a RUN. The table and the errors: testdata/cli/why.txt.
#include "why.h"

#include <catch2/catch.hpp>

using namespace dockerfix;

namespace {

std::string asked(const std::string& text, const Question& question) {
  const std::string name = "Dockerfile";
  const Answer answer = why({name, text}, Policy{}, question);
  CHECK(answer.problem == "");
  return answer.text;
}

// The text behind a label, and below it.
std::string part(const std::string& answer, const std::string& label) {
  const std::string begin = "\n  " + label;
  std::size_t at = answer.find(begin);
  if (at == std::string::npos) return "";
  at = answer.find_first_not_of(' ', at + begin.size());
  std::size_t end = answer.find('\n', at);
  while (answer.compare(end + 1, 4, "    ") == 0) end = answer.find('\n', end + 1);
  return answer.substr(at, end - at);
}

}  // namespace

TEST_CASE("whose a path is, who can write it, and what decides it") {
  struct Row {
    const char* text;  // below FROM node:22
    const char* path;
    const char* owner;
    const char* can;
  };
  const Row rows[] = {
      {"WORKDIR /app\nUSER node\n", "/app", "root: WORKDIR on line 2 made it as root",
       "no: WORKDIR on line 2 made it as root"},
      {"WORKDIR /app\nUSER node\n", ".", "root: WORKDIR on line 2 made it as root",
       "no: WORKDIR on line 2 made it as root"},
      {"WORKDIR /app\nUSER node\n", "made/later",
       "nobody can tell: no line of the file makes it; what the base image has there is not known",
       "no: no line makes it, and it cannot be made in /app: WORKDIR on line 2 made it as root"},
      {"USER node\nWORKDIR /app\n", "/app", "node: WORKDIR on line 3 made it as node",
       "yes: WORKDIR on line 3 made it as node"},
      {"COPY --chown=node:node a /app/\nUSER 1000\n", "/app/a",
       "node: COPY on line 2 made it as node, if it is part of what that brings",
       "yes: COPY on line 2 made it as node, if it is part of what that brings"},
      {"COPY --chown=1500 a /app/\nUSER 1500:0\n", "/app/a",
       "1500: COPY on line 2 made it as 1500, if it is part of what that brings",
       "yes: COPY on line 2 made it as 1500, if it is part of what that brings"},
      {"COPY --chown=1500 a /app/\nUSER node\n", "/app/a",
       "1500: COPY on line 2 made it as 1500, if it is part of what that brings",
       "no: COPY on line 2 made it as 1500, if it is part of what that brings"},
      {"RUN mkdir /data && chown node /data\nUSER node\n", "/data",
       "node: RUN on line 2 gave it to node", "yes: RUN on line 2 gave it to node"},
      {"RUN mkdir /data && chmod 700 /data\nUSER node\n", "/data",
       "root: RUN on line 2 made it as root",
       "no: RUN on line 2 made it as root, and RUN on line 2 closes it to others, for reading too"},
      {"RUN mkdir /data\nRUN chmod 777 /data\nUSER node\n", "/data",
       "root: RUN on line 2 made it as root", "yes: anybody may: its mode lets everybody write it"},
      {"RUN mkdir /data\nRUN rm -rf /data\nUSER node\n", "/data",
       "nobody: RUN on line 3 removed it",
       "nobody can tell: RUN on line 3 removed it; if nothing is there, only root can make it"},
      {"RUN ./tools/setup\nUSER node\n", "/data", "nobody can tell: RUN on line 2 cannot be read",
       "nobody can tell: RUN on line 2 cannot be read"},
      {"ARG TO\nCOPY . $TO\nUSER node\n", "/data",
       "nobody can tell: the destination of COPY on line 3 cannot be read",
       "nobody can tell: the destination of COPY on line 3 cannot be read"},
      {"COPY --from=x /y /data/\nUSER node\n", "/data/y",
       "nobody can tell: COPY on line 2 brings it with the owner that it has there",
       "nobody can tell: COPY on line 2 brings it with the owner that it has there"},
      {"USER node\n", "/tmp/x", "nobody can tell: no line of the file makes it",
       "yes: anybody may write there"},
      {"RUN ./tools/setup\nUSER node\n", "/tmp", "nobody can tell: RUN on line 2 cannot be read",
       "yes: anybody may write there"},
      {"USER node\n", "/etc/x", "root: it is the distribution's own",
       "no: it is the distribution's own, and root's"},
      {"RUN useradd -m web\nUSER web\n", "/home/web", "web: RUN on line 2 made it as web",
       "yes: RUN on line 2 made it as web"},
      {"USER node\n", "/home/node",
       "nobody can tell: no line of the file makes it; what the base image has there is not known",
       "nobody can tell: no line of the file makes it; what the base image has there is not known; "
       "if nothing is there, only root can make it"},
      {"WORKDIR /app\nRUN if [ \"$X\" ]; then mkdir -p /app/a/b; fi\nUSER node\n", "/app/a",
       "nobody can tell: no line of the file makes it; what the base image has there is not known",
       "nobody can tell: RUN on line 3 may have made it, or given it to somebody"},
      {"WORKDIR /app\nRUN if [ \"$X\" ]; then npm ci; fi\nUSER node\n", "/app/node_modules",
       "nobody can tell: no line of the file makes it; what the base image has there is not known",
       "nobody can tell: RUN on line 3 may have made it, or given it to somebody"},
      {"WORKDIR /app\nRUN mkdir -p /app/a/b && rm -r /app/a\nUSER node\n", "/app/a",
       "nobody: RUN on line 3 removed it",
       "no: no line makes it, and it cannot be made in /app: WORKDIR on line 2 made it as root"},
      {"WORKDIR /app\nCOPY . .\nRUN chown node /app/*\nUSER node\n", "/app/a",
       "root: COPY on line 3 made it as root, if it is part of what that brings",
       "nobody can tell: RUN on line 4 may have made it, or given it to somebody"},
      {"WORKDIR /app\nCOPY . .\nRUN chown node /app/*\nUSER node\n", "/app/a/b",
       "root: COPY on line 3 made it as root, if it is part of what that brings",
       "nobody can tell: if COPY on line 3 brings it, no; if not, nobody can tell: RUN on line 4 "
       "may "
       "have made it, or given it to somebody"},
      {"USER node\nWORKDIR /app\nCOPY . .\n", "/app/data",
       "root: COPY on line 4 made it as root, if it is part of what that brings",
       "nobody can tell: if COPY on line 4 brings it, no; if not, yes: no line makes it, and it "
       "can "
       "be made in /app: WORKDIR on line 3 made it as node"},
      {"WORKDIR /app\nCOPY --chown=node . .\nUSER node\n", "/app/data",
       "node: COPY on line 3 made it as node, if it is part of what that brings",
       "nobody can tell: if COPY on line 3 brings it, yes; if not, no: no line makes it, and it "
       "cannot be made in /app: WORKDIR on line 2 made it as root"},
      {"WORKDIR /app\nARG WHO\nUSER $WHO\n", "/app", "root: WORKDIR on line 2 made it as root",
       "nobody can tell: it is not known as whom the program runs"},
      {"RUN ./tools/setup\n", "/data", "nobody can tell: RUN on line 2 cannot be read",
       "yes: root can write everything\n                as 1000:1000, whom a fix starts it as, "
       "nobody can tell: RUN on line 2 cannot be read"},
  };
  for (const Row& row : rows) {
    INFO(row.text << row.path);
    Question question;
    question.path = row.path;
    const std::string text =
        std::string("FROM node:22\n") + row.text + "CMD [\"node\", \"a.js\"]\n";
    const std::string answer = asked(text, question);
    CHECK(part(answer, "owner") == row.owner);
    CHECK(part(answer, "can write") == row.can);
  }
}

TEST_CASE("each command of a RUN says whether it needs root, and by which word") {
  struct Row {
    const char* text;  // of the RUN
    const char* commands;
  };
  const Row rows[] = {
      {"apt-get update", "apt-get update  yes: apt-get update"},
      {"apt-get update || true",
       "apt-get update  perhaps: apt-get update, which may not run or may fail\n"
       "                true            no"},
      {"ls >/etc/list", "ls >/etc/list  yes: writing /etc/list"},
      {"ls >/data/list", "ls >/data/list  no, where it can write /data/list"},
      {"chmod 700 a", "chmod 700 a  no, where it owns /data/a"},
      {"chmod 700 /data", "chmod 700 /data  yes: writing /data"},
      {"touch /data/a /data/b /data/c",
       "touch /data/a /data/b /data/c  no, where it can write /data/a, /data/b and 1 more"},
      {"./tools/setup", "./tools/setup  unknown, and it cannot be read"},
      {"A=1 env >/tmp/a", "A=1 env >/tmp/a  no, where it can write /tmp/a"},
      {"[\"apt-get\", \"update\"]", "apt-get update  yes: apt-get update"},
      {"cd /data && A=2 && ls", "ls  no"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    Question question;
    question.line = 3;
    CHECK(part(asked(std::string("FROM node:22\nWORKDIR /data\nRUN ") + row.text + "\n", question),
               "commands") == row.commands);
  }
}
