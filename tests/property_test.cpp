// What holds for every input: all short files made of a few fragments, files written in another
// way, and inputs that once crashed something or look as if they could.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

#include "chain.h"
#include "check.h"

namespace fs = std::filesystem;
using namespace dockerfix;

namespace {

const fs::path testdata = fs::path(SOURCE_DIR) / "testdata";

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

constexpr int longest = 3;  // each further fragment costs twenty times the time

constexpr std::array<std::string_view, 22> fragments = {
    "USER app\n",
    "USER root\n",
    "WORKDIR /srv/app\n",
    "COPY . .\n",
    "RUN apt-get update && apt-get install -y curl\n",
    "RUN useradd --uid 1500 --create-home app\n",
    "RUN mkdir -p cache && chown app cache\n",
    "RUN --mount=type=cache,target=/var/cache/app ./build.sh\n",
    "VOLUME /srv/app/data\n",
    "ENV HOME=/root\n",
    "CMD [\"./serve\"]\n",
    "ENTRYPOINT [\"./entrypoint.sh\"]\n",
    "\n# a comment\n",
    "FROM base\n",
    "FROM base AS final\n",
    "RUN rm -rf /srv/app/run\n",
    "RUN rm -rf cache\n",
    "COPY --link app /srv/app/\n",
    "SHELL [\"/bin/bash\", \"-c\"]\n",
    "ARG DIR=/srv/data\nWORKDIR ${DIR}/files\n",
    "RUN <<EOF\nmkdir -p /srv/app/run\nEOF\n",
    "VOLUME /srv/app/settings.json\n",
};

Policy with_unsafe_fixes() {
  Policy policy;
  policy.unsafe_fixes = true;
  return policy;
}

// What is broken about `text`, and about every longer text up to `depth` more fragments.
void try_all(const std::string& text, int depth, std::vector<std::string>& failures) {
  const Policy policy = policy_for(text);
  for (const std::string& broken : broken_promises(text, policy)) {
    failures.push_back(fmt::format("{}\nwith {}\n{}", broken, options_of(policy), text));
  }
  if (depth == 0) return;
  for (const std::string_view fragment : fragments) {
    try_all(text + std::string(fragment), depth - 1, failures);
  }
}

// The same of all texts that begin with `start`, on every processor.
std::vector<std::string> failures_from(const std::string& start) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::vector<std::string> all;
  const auto work = [&] {
    for (std::size_t i = next++; i < fragments.size(); i = next++) {
      std::vector<std::string> failures;
      try_all(start + std::string(fragments[i]), longest - 1, failures);
      const std::lock_guard lock(mutex);
      all.insert(all.end(), failures.begin(), failures.end());
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
    threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  std::sort(all.begin(), all.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return all;
}

// What is decided about a file, without its words.
std::string decision(const std::string& text) {
  std::string out;
  for (const bool unsafe : {false, true}) {
    Policy policy;
    policy.unsafe_fixes = unsafe;
    const Result result = fix(text, policy);
    out += fmt::format("{}:", outcome_name(result.outcome));
    for (const Applied& each : result.fixes) out += fmt::format(" {}", each.transform);
    for (const Applied& each : result.offers) out += fmt::format(" offer {}", each.transform);
    for (const Reason& reason : result.reasons) out += fmt::format(" because {}", reason.kind);
    out += "\n";
  }
  return out;
}

// `text` with `insert` put in at each of the ascending `places`.
std::string with_inserted(const std::string& text, const std::vector<std::size_t>& places,
                          std::string_view insert) {
  std::string out;
  std::size_t done = 0;
  for (const std::size_t place : places) {
    out.append(text, done, place - done).append(insert);
    done = place;
  }
  return out.append(text, done, std::string::npos);
}

bool has_carriage_return(const std::string& text) {
  return text.find('\r') != std::string::npos;
}

std::string in_crlf(const std::string& text) {
  std::string out;
  for (const char c : text)
    out.append(c == '\n' && !has_carriage_return(text) ? "\r\n" : std::string(1, c));
  return out;
}

std::string in_other_case(const std::string& text) {
  const Document doc = parse(text);
  std::string out = text;
  for (const Item& item : doc.items) {
    for (const Piece& piece : item.pieces) {
      if (piece.kind != Piece::Kind::keyword) continue;
      for (std::uint32_t i = piece.span.begin; i < piece.span.end; ++i) {
        if (i % 2 == 0) out[i] = static_cast<char>(out[i] ^ 0x20);
      }
    }
  }
  return out;
}

std::string with_blank_line(const std::string& text) {
  return text + (text.ends_with('\n') ? "" : "\n") + "\n";
}

bool is_comment_item(const Document& doc, const Item& item) {
  return item.keyword == Keyword::none && doc.at(item.span).find('#') != std::string_view::npos;
}

// A comment above each instruction that has none yet: one that stands there may mean something.
std::string with_comments(const std::string& text) {
  const Document doc = parse(text);
  std::vector<std::size_t> places;
  for (std::size_t i = 1; i < doc.items.size(); ++i) {
    const bool instruction = doc.items[i].keyword != Keyword::none;
    if (instruction && !is_comment_item(doc, doc.items[i - 1]))
      places.push_back(doc.items[i].span.begin);
  }
  return with_inserted(text, places, "# see the manual\n");
}

// Continued after each blank in the words of an instruction. Heredocs stay: their lines are text.
std::string with_continuations(const std::string& text) {
  const Document doc = parse(text);
  std::vector<std::size_t> places;
  for (const Item& item : doc.items) {
    const bool heredoc =
        std::any_of(item.pieces.begin(), item.pieces.end(), [](const Piece& piece) {
          return piece.kind == Piece::Kind::heredoc_body || piece.kind == Piece::Kind::heredoc_end;
        });
    if (item.keyword == Keyword::none || heredoc) continue;
    for (const Piece& piece : item.pieces) {
      if (piece.kind != Piece::Kind::text) continue;
      for (std::uint32_t i = piece.span.begin + 1; i < piece.span.end; ++i) {
        // A line that begins with # would be a comment.
        if (text[i - 1] == ' ' && text[i] != ' ' && text[i] != '\t' && text[i] != '#')
          places.push_back(i);
      }
    }
  }
  return with_inserted(text, places, std::string(1, doc.escape) + "\n");
}

struct Rewriting {
  std::string_view name;
  std::string (*rewrite)(const std::string&);
};

constexpr Rewriting rewritings[] = {
    {"CRLF instead of LF", in_crlf},
    {"keywords in another case", in_other_case},
    {"a blank line at the end", with_blank_line},
    {"comments above the instructions", with_comments},
    {"continuations at the blanks", with_continuations},
};

std::vector<fs::path> golden_inputs() {
  std::vector<fs::path> out;
  for (const auto& file : fs::recursive_directory_iterator(testdata)) {
    if (file.path().filename() == "input") out.push_back(file.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out.append(part);
  return out;
}

}  // namespace

TEST_CASE("every short file keeps the promises") {
  const std::vector<std::string> failures = failures_from("FROM debian:12-slim AS base\n");
  const std::size_t shown = std::min<std::size_t>(failures.size(), 10);
  for (std::size_t i = 0; i < shown; ++i) UNSCOPED_INFO(failures[i]);
  CHECK(failures.size() == 0);
}

TEST_CASE("the way in which a file is written decides nothing") {
  const std::vector<fs::path> inputs = golden_inputs();
  REQUIRE(!inputs.empty());
  for (const fs::path& input : inputs) {
    const std::string text = slurp(input);
    const std::string expected = decision(text);
    for (const Rewriting& rewriting : rewritings) {
      INFO(input.parent_path().string() << " with " << rewriting.name << ":\n"
                                        << rewriting.rewrite(text));
      CHECK(decision(rewriting.rewrite(text)) == expected);
    }
  }
}

TEST_CASE("a file in CRLF is fixed as in LF, line for line") {
  for (const fs::path& input : golden_inputs()) {
    const std::string text = slurp(input);
    if (has_carriage_return(text)) continue;
    INFO(input.parent_path().string());
    CHECK(fix(in_crlf(text), with_unsafe_fixes()).text ==
          in_crlf(fix(text, with_unsafe_fixes()).text));
  }
}

TEST_CASE("no bytes crash it") {
  std::vector<std::pair<std::string, std::string>> inputs = {
      {"a line of a megabyte",
       "FROM debian:12\nRUN echo " + repeated("x", 1 << 20) + "\nCMD [\"x\"]\n"},
      {"a thousand lines of one RUN",
       "FROM debian:12\nRUN true" + repeated(" \\\n && true", 1000) + "\nCMD [\"x\"]\n"},
      {"a thousand stages", repeated("FROM debian:12\n", 1000)},
      {"deeply nested subshells",
       "FROM debian:12\nRUN " + repeated("(", 5000) + "true" + repeated(")", 5000) + "\n"},
      {"deeply nested substitutions",
       "FROM debian:12\nRUN " + repeated("echo $(", 2000) + repeated(")", 2000) + "\n"},
      {"deeply nested variables",
       "FROM debian:12\nWORKDIR " + repeated("${A:-", 5000) + repeated("}", 5000) + "\n"},
      {"deeply nested sh -c",
       "FROM debian:12\nRUN " + repeated("sh -c '", 300) + repeated("'", 300) + "\n"},
      {"deeply nested JSON",
       "FROM debian:12\nCMD " + repeated("[", 5000) + repeated("]", 5000) + "\n"},
      {"ENV that grows", "FROM debian:12\nENV A=aaaaaaaaaaaaaaaa\n" + repeated("ENV A=$A$A\n", 12)},
  };
  for (const auto& file : fs::directory_iterator(testdata / "crashers")) {
    inputs.emplace_back(file.path().filename().string(), slurp(file.path()));
  }
  for (const auto& [name, text] : inputs) {
    INFO(name);
    CHECK(broken_promises(text, Policy{}) == std::vector<std::string>{});
    CHECK(broken_promises(text, with_unsafe_fixes()) == std::vector<std::string>{});
  }
}
