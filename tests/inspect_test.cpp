// What the files of an image say of its family and its accounts.
#include "inspect.h"

#include <catch2/catch.hpp>

#include "json.h"

using namespace dockerfix;

namespace {

struct Row {
  const char* what;
  ImageFiles files;
  const char* user;
  std::string described;
};

const std::string root = "root:x:0:0:root:/root:/bin/sh\n";

}  // namespace

TEST_CASE("the files of an image tell its family and its account") {
  const Row rows[] = {
      {"nothing", {}, "", "family = \"scratch\"\n"},
      {"a passwd and no shell",
       {root + "nonroot:x:65532:65532::/home/nonroot:/sbin/nologin\n", "nonroot:x:65532:\n",
        "ID=debian\n", false, false, false},
       "65532",
       "family = \"distroless\"\naccount = \"nonroot\"\nuid = 65532\ngid = 65532\n"
       "group = \"nonroot\"\nhome = \"/home/nonroot\"\n"
       "taken = [\"nonroot:65532:65532\", \"nonroot:65532\"]\n"},
      {"Ubuntu, by ID", {root, "", "ID=ubuntu\n", true, true, false}, "", "family = \"debian\"\n"},
      {"a derivative, by ID_LIKE",
       {root, "", "ID=raspbian\nID_LIKE=\"debian\"\n", true, true, false},
       "",
       "family = \"debian\"\n"},
      {"RHEL without useradd",
       {root, "", "ID=\"rhel\"\nID_LIKE=\"fedora\"\n", true, false, false},
       "",
       "family = \"redhat-minimal\"\n"},
      {"Amazon Linux",
       {root, "", "ID=\"amzn\"\n", true, false, false},
       "",
       "family = \"amazon\"\n"},
      {"a BusyBox of one's own", {root, "", "", true, false, true}, "", "family = \"busybox\"\n"},
      {"nobody can tell", {root, "", "ID=homemade\n", true, true, false}, "", ""},
      {"root by name",
       {root, "", "ID=alpine\n", true, false, true},
       "root",
       "family = \"alpine\"\n"},
      {"a user that passwd does not have",
       {root, "", "ID=alpine\n", true, false, true},
       "app",
       "family = \"alpine\"\n"},
      {"a user and a group",
       {root + "app:x:7:8::/srv:/bin/sh\n", "", "ID=alpine\n", true, false, true},
       "app:staff",
       "family = \"alpine\"\naccount = \"app\"\nuid = 7\ngid = 8\nhome = \"/srv\"\n"
       "taken = [\"app:7:8\"]\n"},
      {"ids that are none",
       {root + "app:x:7x:8::/srv:/bin/sh\n", "", "ID=alpine\n", true, false, true},
       "app",
       "family = \"alpine\"\ntaken = [\"app:7x:8\"]\n"},
      {"a name that nothing takes",
       {root + "a\"b\\:x:7:8::/:/\n", "", "ID=alpine\n", true, false, true},
       "",
       "family = \"alpine\"\n"},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    CHECK(describe_files(row.files, row.user) == row.described);
  }
}

TEST_CASE("the engines' answers are read alike") {
  const char* docker =
      R"([{"Id": "sha256:1", "Os": "linux", "Config": {"User": "u", "WorkingDir": "/w",
          "Entrypoint": ["e"], "Cmd": ["c"]}}])";
  const char* skopeo =
      R"({"os": "linux", "config": {"User": "u", "WorkingDir": "/w", "Entrypoint": ["e"],
          "Cmd": ["c"]}})";
  for (const char* answer : {docker, skopeo}) {
    const std::optional<ImageConfig> config = image_config(answer);
    REQUIRE(config);
    CHECK(config->user == "u");
    CHECK(config->workdir == "/w");
    CHECK(config->os == "linux");
    CHECK(config->entrypoint == std::vector<std::string>{"e"});
    CHECK(config->command == std::vector<std::string>{"c"});
  }
  for (const char* none : {"", "[]", "{}", "null", "1", "[1]", R"({"Config": 1})"}) {
    INFO(none);
    CHECK_FALSE(image_config(none));
  }
  const std::optional<ImageConfig> bare = image_config(R"({"config": {"Cmd": null, "User": 3}})");
  REQUIRE(bare);
  CHECK(bare->user.empty());
  CHECK(bare->command.empty());
}
