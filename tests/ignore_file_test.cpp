// .dockerignore by the rules of moby/patternmatcher: its own test's rows and what it does line by
// line.
#include "ignore_file.h"

#include <catch2/catch.hpp>

using namespace dockerfix;

TEST_CASE("a .dockerignore keeps out what BuildKit keeps out") {
  struct Row {
    std::string_view file;
    std::string_view path;
    bool out;
  };
  // Where nothing else is said a row is one of TestMatches in patternmatcher_test.go.
  const Row rows[] = {
      {"**", "file", true},
      {"**/", "dir/file", true},
      {"**/**", "dir/file", true},
      {"dir/**", "dir/dir2/file", true},
      {"**/dir", "dir", true},
      {"**/dir", "dir/file", true},
      {"**/dir2/*", "dir/dir2/file", true},
      {"**/dir2/**", "dir/dir2/dir3/file", true},
      {"**file", "file", true},
      {"**file", "dir/file", true},
      {"**file", "dir/myfile", true},    // a suffix: regStr is not used
      {"**file*", "dir/myfile", false},  // but "(.*/)?file[^/]*" here
      {"**/file", "dir/dir/file", true},
      {"**/file", "dir/myfile", false},
      {"**/file*.txt", "dir/dir/file.txt", true},
      {"**/**/*.txt", "dir/dir/file.txt", true},
      {"**/**/*.txt2", "dir/dir/file.txt", false},
      {"**/*.txt", "file.txt", true},
      {"a**/*.txt", "a/dir/dir/file.txt", true},
      {"a/*.txt", "a/dir/file.txt", false},
      {"a/*.txt", "a/file.txt", true},
      {"a/*.txt**", "a/file.txt", true},
      {"a[b-d]e", "ae", false},
      {"a[b-d]e", "ace", true},
      {"a[^b-d]e", "aze", true},
      {"a[^b-d]e", "ace", false},
      {".*", ".foo", true},
      {".*", "foo", false},
      {"abc.def", "abcZdef", false},
      {"abc?def", "abcZdef", true},
      {"abc?def", "abc/def", false},
      {"a\\*b", "a*b", true},
      {"a\\*b", "aab", false},
      {"**/foo/bar", "dir/dir2/foo/bar", true},
      {"abc/**", "abc", false},
      {"abc/**", "abc/def/ghi", true},
      {"**/.foo", "bar.foo", false},
      {"a(b)c/def", "a(b)c/xyz", false},
      {"a.|)$(}+{bc", "a.|)$(}+{bc", true},
      {"dist/*.whl", "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", true},
      {"**\n!util/docker/web", "util/docker/web/foo", false},
      {"**\n!util/docker/web\nutil/docker/web/foo", "util/docker/web/foo", true},
      {"**\n!dist/*.whl", "dist/a.whl", false},
      {"a?b", "a\u263Ab", true},
      {"[a-\u03B6]*", "\u03B1", true},
      // The lines, by ignorefile.go.
      {"\xEF\xBB\xBFnode_modules", "node_modules/a/b", true},
      {"# *\n\n", "a", false},
      {" # a", "a", false},
      {" # a", "# a", true},
      {"#*\n*", "#a", true},
      {"/etc/", "etc/passwd", true},
      {"./a/../b//c", "b/c", true},
      {"  a  \r\n! a/b \r\n", "a/c", true},
      {"  a  \r\n! a/b \r\n", "a/b", false},
      {"!/a/b", "a/b", false},
      {"*\n!/a/b", "a/b", false},
      {"*\n!/a/b", "a/c", true},
      // The last one that speaks of it.
      {"*.md\n!README.md", "README.md", false},
      {"!README.md\n*.md", "README.md", true},
      {"docs\n!docs/a\ndocs/a/b", "docs/a/b", true},
      {"docs\n!docs/a\ndocs/a/b", "docs/a/c", false},
      // Where a folder is met, nothing kept it out yet: the exception is not asked of it.
      {"**/x.md\n!docs", "docs/x.md", true},
      {"", "a", false},
      {".", "a", false},
      {"/", "a", false},
      // What BuildKit rejects says nothing.
      {"[", "[", false},
      {"a[", "a", false},
      {"[]a]", "]", false},
      {"a\\", "a", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file, row.path);
    CHECK(is_ignored(read_ignore_file(row.file), row.path) == row.out);
  }
}

TEST_CASE("the wildcards of COPY are those of filepath.Match") {
  CHECK(matches_source("package*.json", "package-lock.json"));
  CHECK(matches_source("*", ".env"));
  CHECK(matches_source("conf/*.conf", "conf/a.conf"));
  CHECK_FALSE(matches_source("*.conf", "conf/a.conf"));
  CHECK_FALSE(matches_source("**/a.conf", "x/y/a.conf"));
  CHECK(matches_source("a[b-d]?", "acx"));
  CHECK_FALSE(matches_source("a[", "a["));
}
