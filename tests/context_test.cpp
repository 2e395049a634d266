// What the build context tells, in a folder made for it: git keeps no mode but 0644 and 0755.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "chain.h"
#include "check.h"
#include "input.h"

namespace fs = std::filesystem;
using namespace dockerfix;

namespace {

struct Folder {
  fs::path path;

  Folder() {
    std::string name = fs::temp_directory_path() / "dockerfix-context-XXXXXX";
    path = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }

  void add(const std::string& name, mode_t mode, const std::string& text = "x\n") const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
    set_mode(name, mode);
  }
  void set_mode(const std::string& name, mode_t mode) const {
    REQUIRE(::chmod((path / name).c_str(), mode) == 0);
  }
  Policy policy(const std::string& dockerfile = "Dockerfile") const {
    Policy policy;
    set_context(policy, path, path / dockerfile);
    return policy;
  }
};

std::vector<std::string> names(const std::vector<ContextEntry>& entries) {
  std::vector<std::string> out;
  for (const ContextEntry& entry : entries) out.push_back(entry.path);
  return out;
}

// The file with what is under test in the middle; it starts as root.
std::string dockerfile(const std::string& lines) {
  return "FROM python:3.12-slim\nWORKDIR /app\n" + lines + "CMD [\"python\", \"app.py\"]\n";
}

std::string all_of(const Result& result) {
  std::string out;
  for (const Applied& fix : result.fixes) out += fix.why + "\n";
  for (const Applied& offer : result.offers) out += offer.why + "\n";
  for (const Reason& reason : result.reasons) out += reason.kind + ": " + reason.message + "\n";
  return out;
}

}  // namespace

TEST_CASE("the context is what lies in its folder and is not kept out of it") {
  const Folder outside;
  outside.add("secret", 0644, "no\n");
  const Folder folder;
  folder.add("a/b", 0600, "yes\n");
  folder.add("node_modules/x", 0644);
  folder.add("keep/out", 0644);
  folder.add("keep/in", 0644);
  folder.add(".dockerignore", 0644, "node_modules\nkeep\n!keep/in\n");
  folder.add("own.dockerignore", 0644, "a\n");
  fs::create_symlink(outside.path, folder.path / "link");
  fs::create_symlink(folder.path / "a", folder.path / "inside");

  const Policy policy = folder.policy();
  CHECK(policy.context("a/b") == "yes\n");
  CHECK(policy.context("/a/./b") == "yes\n");
  CHECK(policy.context("inside/b") == "yes\n");
  CHECK_FALSE(policy.context("link/secret"));
  CHECK_FALSE(policy.context("../" + outside.path.filename().string() + "/secret"));
  CHECK_FALSE(policy.context("node_modules/x"));
  CHECK_FALSE(policy.context("keep/out"));
  CHECK(policy.context("keep/in"));
  using Names = std::vector<std::string>;
  CHECK(names(policy.listing(".")) ==
        Names{".", ".dockerignore", "a", "own.dockerignore", "a/b", "keep/in"});
  CHECK(names(policy.listing("keep")) == Names{"keep", "keep/in"});
  CHECK(names(policy.listing("a")) == Names{"a", "a/b"});
  CHECK(names(policy.listing("link")).empty());
  CHECK(names(policy.listing("link/secret")).empty());
  CHECK(names(policy.listing("nothing")).empty());
  REQUIRE(policy.listing("a/b").size() == 1);
  CHECK(policy.listing("a/b").front().mode == 0600);
  // NAME.dockerignore goes before the other.
  CHECK_FALSE(folder.policy("own").context("a/b"));
  CHECK(folder.policy("own").context("node_modules/x"));
}

TEST_CASE("a folder with more than can be looked at is told as far as whole levels go") {
  const Folder folder;
  folder.add("first", 0644);
  for (int i = 0; i < 2100; ++i) folder.add("many/" + std::to_string(i), 0644);
  CHECK(names(folder.policy().listing(".")) == std::vector<std::string>{".", "first", "many"});
}

TEST_CASE("what the context closes to others is given to the account, or said") {
  struct Row {
    const char* lines;
    const char* told;   // in the reasons; empty: nothing of modes
    const char* wants;  // in the result; empty: it is not changed
  };
  const Row rows[] = {
      // In its own tree it is given away anyway; the reason tells of the mode.
      {"COPY . .\n", "has mode 0600 in the build context", "COPY --chown=10001:10001 . .\n"},
      // Outside of it too.
      {"COPY conf/app.ini /etc/shop/app.ini\n", "conf/app.ini has mode 0600",
       "COPY --chown=10001:10001 conf/app.ini /etc/shop/app.ini\n"},
      {"COPY conf/ /etc/shop/\n", "conf/app.ini has mode 0600",
       "COPY --chown=10001:10001 conf/ /etc/shop/\n"},
      {"COPY conf/*.ini /etc/shop/\n", "conf/app.ini has mode 0600",
       "COPY --chown=10001:10001 conf/*.ini /etc/shop/\n"},
      {"ARG F=app.ini\nCOPY conf/$F /etc/app.ini\n", "conf/app.ini has mode 0600",
       "COPY --chown=10001:10001 conf/$F /etc/app.ini\n"},
      {"COPY shut /config\n", "shut/in has mode 0700", "COPY --chown=10001:10001 shut /config\n"},
      // Open, or opened later.
      {"COPY open /etc/shop/open\n", "", "COPY open /etc/shop/open\n"},
      {"COPY --chmod=644 conf/app.ini /etc/shop/app.ini\n", "",
       "COPY --chmod=644 conf/app.ini /etc/shop/app.ini\n"},
      {"COPY conf/app.ini /etc/shop/app.ini\nRUN chmod a+r /etc/shop/app.ini\n", "",
       "COPY conf/app.ini /etc/shop/app.ini\n"},
      {"COPY conf/ /etc/shop/\nRUN chmod -R go=rX /etc/shop\n", "", "COPY conf/ /etc/shop/\n"},
      {"COPY conf/app.ini /etc/shop/app.ini\nRUN chown -R www-data /etc/shop\n", "",
       "COPY conf/app.ini /etc/shop/app.ini\n"},
      {"COPY conf/app.ini /opt/x.ini\nRUN rm /opt/x.ini\n", "", "COPY conf/app.ini /opt/x.ini\n"},
      // x alone lets nobody read a script.
      {"COPY conf/app.ini /usr/local/bin/tool\nRUN chmod +x /usr/local/bin/tool\n", "has mode 0711",
       "COPY --chown=10001:10001 conf/app.ini /usr/local/bin/tool\n"},
      // Root's own, and the build's.
      {"COPY conf/app.ini /etc/shadow\n", "", "COPY conf/app.ini /etc/shadow\n"},
      {"COPY conf/app.ini /etc/sudoers.d/x\n", "", "COPY conf/app.ini /etc/sudoers.d/x\n"},
      {"COPY conf/app.ini /keys/id_rsa\n", "", "COPY conf/app.ini /keys/id_rsa\n"},
      // Read only: 0744 is enough.
      {"COPY 0744 /etc/shop/0744\n", "", "COPY 0744 /etc/shop/0744\n"},
      {"COPY 0744 /usr/local/bin/0744\n", "0744 has mode 0744",
       "COPY --chown=10001:10001 0744 /usr/local/bin/0744\n"},
      // What is copied onto the system stays root's with it.
      {"COPY conf/ /usr/local/etc/\n", "closed-copy: conf/app.ini has mode 0600", ""},
  };
  const Folder folder;
  folder.add("app.py", 0644);
  folder.add("open", 0644);
  folder.add("0744", 0744);
  folder.add("conf/app.ini", 0600);
  folder.add("shut/in/file", 0644);
  folder.set_mode("shut/in", 0700);
  folder.add("x.dockerignore", 0644, "x");
  for (const Row& row : rows) {
    CAPTURE(row.lines);
    Policy policy = folder.policy();
    policy.unsafe_fixes = !std::string_view(row.wants).empty();
    const std::string text = dockerfile(row.lines);
    const Result result = fix(text, policy);
    CAPTURE(all_of(result), result.text);
    if (std::string_view(row.wants).empty())
      CHECK(result.text == text);
    else
      CHECK(result.text.find(row.wants) != std::string::npos);
    if (std::string_view(row.told).empty())
      CHECK(all_of(result).find("has mode") == std::string::npos);
    else
      CHECK(all_of(result).find(row.told) != std::string::npos);
    CHECK(broken_promises(text, policy) == std::vector<std::string>{});
  }
}

TEST_CASE("what the context keeps out, or another stage copies, has no mode here") {
  const Folder folder;
  folder.add("conf/app.ini", 0600);
  folder.add("x.dockerignore", 0644, "conf\n");
  const std::string text = dockerfile("COPY conf/ /etc/shop/\n");
  CHECK(all_of(fix(text, folder.policy())).find("has mode 0600") != std::string::npos);
  CHECK(all_of(fix(text, folder.policy("x"))).find("has mode") == std::string::npos);
  const std::string staged =
      "FROM python:3.12-slim AS b\nCOPY conf/ /etc/shop/\n" + dockerfile("COPY app.py .\n");
  CHECK(all_of(fix(staged, folder.policy())).find("has mode") == std::string::npos);
}

TEST_CASE("under --ownership strict the code stays root's, and what is closed in it is said") {
  const Folder folder;
  folder.add("app.py", 0600);  // is started: it is the account's
  folder.add("settings.ini", 0600);
  Policy policy = folder.policy();
  policy.ownership = Ownership::strict;
  const std::string text = dockerfile("COPY . .\n");
  const Result result = fix(text, policy);
  CHECK(result.outcome == Outcome::offered);
  CHECK(all_of(result).find("closed-copy: settings.ini has mode 0600") != std::string::npos);
}

TEST_CASE("what only its owner may execute is owned, and what nobody may is a suggestion") {
  const std::string text =
      "FROM python:3.12-slim\nCOPY run /usr/local/bin/run-it\nEXPOSE 80\nCMD [\"run-it\"]\n";
  struct Row {
    mode_t mode;
    bool owned;
    bool suggested;
  };
  for (const Row& row : {Row{0755, false, false}, Row{0700, true, false}, Row{0744, true, false},
                         Row{0644, false, true}, Row{0600, true, true}}) {
    const Folder folder;
    folder.add("run", row.mode, "#!/bin/sh\nexec sleep 1\n");
    const Result result = fix(text, folder.policy());
    CAPTURE(row.mode, result.text, all_of(result));
    CHECK(result.outcome == Outcome::fixed);
    CHECK((result.text.find("COPY --chown=10001:10001 run") != std::string::npos) == row.owned);
    CHECK((all_of(result).find("add --chmod=755 to COPY") != std::string::npos) == row.suggested);
    CHECK(result.text.find("--chmod") == std::string::npos);
    CHECK(broken_promises(text, folder.policy()) == std::vector<std::string>{});
  }
}
