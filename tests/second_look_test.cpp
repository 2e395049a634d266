// What the second look lets pass, and what it does not.
#include "second_look.h"

#include <catch2/catch.hpp>

#include "chain.h"

using namespace dockerfix;

namespace {

struct Row {
  const char* name;
  const char* before;
  const char* after;
  const char* message;  // empty: nothing is wrong
};

void check(const Row& row) {
  INFO(row.name);
  const Document before = parse(row.before);
  const Document after = parse(row.after);
  REQUIRE(before.problems.empty());
  Scripts scripts;
  CHECK(broken_promise(before, after, scripts).value_or("") == row.message);
}

}  // namespace

TEST_CASE("a fix may do these things, and no promise is broken") {
  const Row rows[] = {
      {"nothing", "FROM a\nRUN b\n", "FROM a\nRUN b\n", ""},
      {"an owner for a COPY", "FROM a\nCOPY . .\n", "FROM a\nCOPY --chown=1:1 . .\n", ""},
      {"an owner behind the other flags", "FROM a\nADD --link  x .\n",
       "FROM a\nADD --link --chown=1:1  x .\n", ""},
      {"an owner in front of a line break", "FROM a\ncopy \\\n  x .\n",
       "FROM a\ncopy --chown=1:1 \\\n  x .\n", ""},
      {"a comment that speaks of the flag",
       "FROM a\nCOPY \\\n# give it --chown=app\n  --from=b x .\n",
       "FROM a\nCOPY \\\n# give it --chown=app\n  --from=b --chown=1:1 x .\n", ""},
      {"owners for mounts",
       "FROM a\nRUN --mount=type=cache,target=/c --mount=type=ssh,gid=7 b ,uid=3\n",
       "FROM a\nRUN --mount=type=cache,target=/c,uid=1,gid=1 --mount=type=ssh,gid=7,uid=1 b "
       ",uid=3\n",
       ""},
      {"a mount out of root's home", "FROM a\nRUN --mount=type=cache,target=/root/.npm b\n",
       "FROM a\nRUN --mount=type=cache,target=/home/node/.npm,uid=1,gid=1 b\n", ""},
      {"an account, its directories and its start", "FROM a\nCMD x\n",
       "FROM a\nRUN groupadd --gid 1 app \\\n    && useradd --gid app app \\\n"
       "    && mkdir -p /d && touch /d/f && chown -R app /d && chmod g=u /d\nUSER 1:1\nCMD x\n",
       ""},
      {"the package that has the account tools", "FROM a\nCMD x\n",
       "FROM a\nRUN yum install -y shadow-utils && yum clean all && useradd app\nUSER app\nCMD x\n",
       ""},
      {"a RUN in exec form", "FROM a\nSHELL [\"pwsh\"]\nCMD x\n",
       "FROM a\nSHELL [\"pwsh\"]\nRUN [\"/bin/sh\", \"-c\", \"chown 1:1 /d\"]\nCMD x\n", ""},
      {"a tree that a RUN fills", "FROM a\nRUN b && \\\n  c\n",
       "FROM a\nRUN b && \\\n  c && \\\n  mkdir -p /app/x && \\\n  chown -R 1:1 /app/x ${APP}/y\n",
       ""},
      {"ids as arguments, and a home", "FROM a\nCMD x\n",
       "FROM a\nARG UID=1\nARG GID=1\nENV HOME=/home/app\nUSER ${UID}:${GID}\nCMD x\n", ""},
      {"a moved USER", "FROM a\nUSER app\nRUN b\nRUN c\n", "FROM a\nRUN b\nUSER app\nRUN c\n", ""},
      {"a bracket", "FROM a\nUSER app\nWORKDIR /d\nRUN b\nRUN c\n",
       "FROM a\nUSER app\nWORKDIR /d\nUSER root\nRUN b\nUSER app\nRUN c\n", ""},
      {"a USER root that is replaced", "FROM a\nUSER 0:0\nCMD x\n", "FROM a\nUSER 1:1\nCMD x\n",
       ""},
      {"a last line without ending", "FROM a\nCMD x", "FROM a\nCMD x\nUSER 1", ""},
      {"a last line with an escape", "FROM a\nCMD x \\\n", "FROM a\nCMD x\nUSER 1", ""},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("what is lost, changed or moved breaks a promise") {
  const Row rows[] = {
      {"a lost COPY", "FROM a\nCOPY x .\nCMD x\n", "FROM a\nUSER 1\nCMD x\n",
       "line 3 of the result is no CMD of the file, and none that a fix may add"},
      {"a lost last instruction", "FROM a\nCMD x\n", "FROM a\nUSER 1\n",
       "the CMD on line 2 is not there any more, or out of order"},
      {"a moved RUN", "FROM a\nRUN b\nCOPY x .\nRUN c\n", "FROM a\nCOPY x .\nRUN b\nRUN c\n",
       "line 2 of the result is no COPY of the file, and none that a fix may add"},
      {"a lost comment", "FROM a\n# why\nCMD x\n", "FROM a\nUSER 1\nCMD x\n",
       "a comment was lost, changed, added or moved"},
      {"a lost comment in an instruction", "FROM a\nRUN b \\\n# why\n && c\n",
       "FROM a\nRUN b && c\n", "a comment was lost, changed, added or moved"},
      {"a new comment", "FROM a\nCMD x\n", "FROM a\n# by dockerfix\nCMD x\n",
       "a comment was lost, changed, added or moved"},
      {"a comment behind its instruction", "FROM a\n# why\nCMD x\n", "FROM a\nCMD x\n# why\n",
       "line 2 of the result is no CMD of the file, and none that a fix may add"},
      {"a changed RUN", "FROM a\nRUN apt-get install b\n", "FROM a\nRUN apt-get install  b\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a RUN that goes on", "FROM a\nRUN b\n", "FROM a\nRUN b && chown 1:1 /d\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a lost flag", "FROM a\nCOPY --link x .\n", "FROM a\nCOPY --chown=1:1 x .\n",
       "line 2 of the result is no COPY of the file, and none that a fix may add"},
      {"another owner", "FROM a\nCOPY --chown=2 x .\n", "FROM a\nCOPY --chown=1:1 x .\n",
       "line 2 of the result is no COPY of the file, and none that a fix may add"},
      {"two owners", "FROM a\nCOPY --chown=2 x .\n", "FROM a\nCOPY --chown=2 --chown=1:1 x .\n",
       "the result does not parse: --chown: it is given twice"},
      {"a lost uid of a mount", "FROM a\nRUN --mount=type=ssh,uid=1 b\n",
       "FROM a\nRUN --mount=type=ssh b\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a changed uid of a mount", "FROM a\nRUN --mount=type=ssh,uid=1 b\n",
       "FROM a\nRUN --mount=type=ssh,uid=2 b\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a moved target", "FROM a\nRUN --mount=type=cache,target=/c b\n",
       "FROM a\nRUN --mount=type=cache,target=/d,uid=1 b\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a lost uid in a script", "FROM a\nRUN b -o x,uid=1\n", "FROM a\nRUN b -o x\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a keyword in another case", "FROM a\nrun b\n", "FROM a\nRUN b\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a line ending of an untouched line", "FROM a\r\nRUN b\r\nCMD x\r\n",
       "FROM a\r\nRUN b\nCMD x\r\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a lost directive", "# escape=`\nFROM a\nCMD x\n", "FROM a\nCMD x\n",
       "a comment was lost, changed, added or moved"},
      {"a result that BuildKit rejects", "FROM a\nCMD x\n", "FROM a\nCMDD x\n",
       "the result does not parse: unknown instruction CMDD"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("a line that no fix writes breaks a promise") {
  const Row rows[] = {
      {"a RUN that does more", "FROM a\nCMD x\n", "FROM a\nRUN chown 1:1 /d && rm -rf /\nCMD x\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a RUN with another joint", "FROM a\nCMD x\n", "FROM a\nRUN mkdir /d; chown 1:1 /d\nCMD x\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a RUN that may fail", "FROM a\nCMD x\n", "FROM a\nRUN chown 1:1 /d || touch /d\nCMD x\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a RUN with a command inside", "FROM a\nCMD x\n", "FROM a\nRUN chown $(id) /d\nCMD x\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a RUN that writes a file", "FROM a\nCMD x\n", "FROM a\nRUN touch /d > /etc/passwd\nCMD x\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a RUN with a mount", "FROM a\nCMD x\n",
       "FROM a\nRUN --mount=type=ssh,uid=1 chown 1:1 /d\nCMD x\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"a package", "FROM a\nCMD x\n", "FROM a\nRUN yum install -y sudo && useradd app\nCMD x\n",
       "line 2 of the result is no RUN of the file, and none that a fix may add"},
      {"an argument that is no id", "FROM a\nCMD x\n", "FROM a\nARG X=y\nCMD x\n",
       "line 2 of the result is no ARG of the file, and none that a fix may add"},
      {"another variable", "FROM a\nCMD x\n", "FROM a\nENV PATH=/x\nCMD x\n",
       "line 2 of the result is no ENV of the file, and none that a fix may add"},
      {"a WORKDIR", "FROM a\nCMD x\n", "FROM a\nWORKDIR /x\nCMD x\n",
       "line 2 of the result is no WORKDIR of the file, and none that a fix may add"},
      {"RUNs in two stages", "FROM a AS b\nRUN b\nFROM a\nCMD x\n",
       "FROM a AS b\nRUN chown 1 /d\nRUN b\nFROM a\nRUN chown 1 /d\nCMD x\n",
       "lines were added to two stages"},
      {"an account twice", "FROM a AS b\nRUN useradd app\nFROM B\nCMD x\n",
       "FROM a AS b\nRUN useradd app\nFROM B\nRUN useradd --uid 1 app\nCMD x\n",
       "two commands of a chain are 'useradd app'"},
      {"an account twice in one RUN", "FROM a\nCMD x\n",
       "FROM a\nRUN useradd app && useradd app\nCMD x\n",
       "two commands of a chain are 'useradd app'"},
      {"an account of another chain", "FROM a AS b\nRUN useradd app\nFROM a\nCMD x\n",
       "FROM a AS b\nRUN useradd app\nFROM a\nRUN useradd app\nCMD x\n", ""},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("a RUN grows by nothing but trees that are given away") {
  const char* const tails[] = {
      " && chown -R 0:0 /app",     " && chown -R root /app",
      " && chown -R 1:1 /",        " && chown -R 1:1 /etc",
      " && chown -R 1:1 /usr/bin", " && chown -R 1:1",
      " && chown -R 1:1 /app; rm", " && chown -R 1:1 $(id)",
      " && chown 1:1 /app",        " && rm -rf /app",
      " && mkdir -p /app",         "; chown -R 1:1 /app",
      " || chown -R 1:1 /app",     " && mkdir -p `x` && chown -R 1:1 /app"};
  Scripts scripts;
  const Document before = parse("FROM a\nRUN b\n");
  for (const std::string tail : tails) {
    CAPTURE(tail);
    CHECK(broken_promise(before, parse("FROM a\nRUN b" + tail + "\n"), scripts));
  }
  const char* const texts[] = {"b || c", "b; c", "--mount=type=ssh b", "b &", "<<E\nb\nE"};
  for (const std::string text : texts) {
    CAPTURE(text);
    const Document plain = parse("FROM a\nRUN " + text + "\n");
    const std::size_t end = text.find('\n');
    std::string longer = text;
    longer.insert(std::min(end, text.size()), " && chown -R 1:1 /app");
    CHECK(broken_promise(plain, parse("FROM a\nRUN " + longer + "\n"), scripts));
  }
}

TEST_CASE("USER lines may not be lost, and not stand on each other") {
  const Row rows[] = {
      {"a doubled USER", "FROM a\nCMD x\n", "FROM a\nUSER 2\n\n# why not\nUSER 1\nCMD x\n",
       "a comment was lost, changed, added or moved"},
      {"a USER on another", "FROM a\nUSER root\n# why\nCMD x\n",
       "FROM a\nUSER root\n# why\nUSER 1\nCMD x\n", "a USER stands right on another"},
      {"two that stood so", "FROM a\nUSER b\nUSER root\nCMD x\n", "FROM a\nUSER b\nUSER 1\nCMD x\n",
       ""},
      {"one that moved onto another", "FROM a\nUSER b\nRUN c\nUSER root\nUSER d\n",
       "FROM a\nRUN c\nUSER b\nUSER root\nUSER d\n", ""},
      {"a bracket right below another", "FROM a\nUSER b\nRUN c\nRUN d\n",
       "FROM a\nUSER b\nUSER root\nRUN c\nUSER b\nRUN d\n", ""},
      {"a lost USER", "FROM a\nUSER app\nRUN b\n", "FROM a\nRUN b\n", "a USER was lost"},
      {"an ordinary USER that is replaced", "FROM a\nUSER app\nRUN b\n",
       "FROM a\nUSER root\nRUN b\n", "a USER was lost"},
      {"a USER in another stage", "FROM a\nUSER app\nRUN b\nFROM a\nCMD x\n",
       "FROM a\nRUN b\nFROM a\nUSER app\nCMD x\n", "a USER was lost"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("a line that would become too long for BuildKit is left alone, and no bug") {
  const std::string text =
      "FROM debian:12\nWORKDIR /app\nCOPY " + std::string(65510, 'x') + " .\nCMD [\"./app\"]\n";
  const Result result = fix(text, Policy{});
  CHECK(result.outcome == Outcome::refused);
  REQUIRE(result.reasons.size() == 1);
  CHECK(result.reasons.front().kind == "long-line");
  CHECK(result.text == text);
}
