// Every promise on every file of ../shared/corpus, where that is there.
#include <fmt/format.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

#include "check.h"

namespace fs = std::filesystem;

namespace {

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("every file of the corpus keeps the promises") {
  const fs::path corpus = fs::path(SOURCE_DIR) / "../shared/corpus/files";
  if (!fs::is_directory(corpus)) {
    WARN("skipped: there is no ../shared/corpus");
    return;
  }
  std::vector<fs::path> files;
  for (const auto& file : fs::recursive_directory_iterator(corpus)) {
    if (file.is_regular_file()) files.push_back(file.path());
  }
  REQUIRE(!files.empty());
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::vector<std::string> failures;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      for (const bool unsafe : {false, true}) {
        dockerfix::Policy policy;
        policy.unsafe_fixes = unsafe;
        for (const std::string& broken : broken_promises(slurp(files[i]), policy)) {
          const std::lock_guard lock(mutex);
          failures.push_back(fmt::format("{}: {}", files[i].filename().string(), broken));
        }
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
    threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  for (const std::string& failure : failures) UNSCOPED_INFO(failure);
  CHECK(failures.empty());
}
