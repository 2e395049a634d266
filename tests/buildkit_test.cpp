// Compares what we read with what BuildKit's own parser reads, where its answers are at hand:
// ../shared/corpus and ../shared/conformance hold them, and no file of theirs is kept here.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "check_tiles.h"
#include "instruction.h"

using namespace dockerfix;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

const fs::path shared = fs::path(SOURCE_DIR) / ".." / "shared";

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool skipped(const fs::path& path) {
  if (fs::exists(path)) return false;
  WARN("skipped: " << path.lexically_normal().string() << " is not there");
  return true;
}

std::vector<json> lines_of(const fs::path& path) {
  std::vector<json> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) out.push_back(json::parse(line));
  return out;
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

// The line that BuildKit makes of an instruction.
std::string joined(const Document& doc, const Item& item) {
  std::string out;
  for (const Piece& piece : item.pieces) {
    using Kind = Piece::Kind;
    const bool first_indent = piece.kind == Kind::space && &piece - item.pieces.data() <= 1 &&
                              out.empty() && item.pieces.front().kind != Kind::continuation;
    if (first_indent) continue;
    if (piece.kind == Kind::space || piece.kind == Kind::keyword || piece.kind == Kind::flag ||
        piece.kind == Kind::text) {
      out += doc.at(piece.span);
    }
  }
  return out;
}

using Strings = std::vector<std::string>;

Strings arguments(const Instruction& instruction, char escape) {
  const std::string& rest = instruction.rest.text;
  Strings out;
  switch (instruction.keyword) {
    case Keyword::env:
    case Keyword::label: {
      const std::vector<Pair> list = pairs(instruction, escape);
      const bool new_form = !list.empty() && rest.rfind(list[0].name + "=", 0) == 0;
      for (const Pair& pair : list) {
        out.insert(out.end(), {pair.name, pair.value.value_or("?"), new_form ? "=" : ""});
      }
      return out;
    }
    case Keyword::arg:
      for (const Pair& pair : pairs(instruction, escape)) {
        out.push_back(pair.value ? pair.name + "=" + *pair.value : pair.name);
      }
      return out;
    case Keyword::add:
    case Keyword::copy:
    case Keyword::expose:
    case Keyword::from:
    case Keyword::volume:
      for (const Word& word : words(instruction, escape)) out.push_back(word.text);
      return out;
    case Keyword::healthcheck: {
      const std::size_t end = std::min(rest.find_first_of(" \t\r"), rest.size());
      if (!rest.empty()) out.push_back(rest.substr(0, end));
      const std::size_t next = rest.find_first_not_of(" \t\r", end);
      if (instruction.exec) {
        out.insert(out.end(), instruction.exec->begin(), instruction.exec->end());
      } else if (next != rest.npos) {
        out.push_back(rest.substr(next));
      }
      return out;
    }
    case Keyword::unknown:
      return {""};
    default:
      if (instruction.exec) return *instruction.exec;
      if (!rest.empty()) out.push_back(rest);
      return out;
  }
}

class Comparison {
 public:
  Comparison(std::string name, const Document& doc) : name_(std::move(name)), doc_(doc) {}
  Strings differences;

  template <class T>
  void same(const std::string& what, const T& ours, const T& theirs) {
    if (ours == theirs) return;
    differences.push_back(name_ + " line " + std::to_string(line_) + " " + what + ": ours " +
                          json(ours).dump() + " theirs " + json(theirs).dump());
  }
  void instruction(const Item& item, const json& theirs);
  void inside(const Instruction& ours, const json& theirs, bool with_arguments);
  void heredocs(const Instruction& ours, const json& theirs);
  void stages(const json& theirs);

 private:
  std::string name_;
  const Document& doc_;
  int line_ = 0;
};

template <class T>
T get(const json& object, const char* key, T otherwise = {}) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? otherwise : found->get<T>();
}

void Comparison::inside(const Instruction& ours, const json& theirs, bool with_arguments) {
  const std::string v = upper(theirs.at("v"));
  const std::string_view name = keyword_name(ours.keyword);
  if (ours.keyword == Keyword::unknown) {
    for (int i = 0; i <= static_cast<int>(Keyword::workdir); ++i) {
      same("unknown keyword " + v, keyword_name(static_cast<Keyword>(i)) == v && !v.empty(), false);
    }
  } else {
    same("keyword", std::string(name), v);
  }
  Strings flags;
  for (const Flag& flag : ours.flags) {
    flags.push_back("--" + flag.name + (flag.value ? "=" + *flag.value : ""));
  }
  same("flags", flags, get<Strings>(theirs, "flags"));
  same("exec form", ours.exec.has_value(), get(theirs, "json", false));
  if (!with_arguments) return;
  const Strings our_arguments = arguments(ours, doc_.escape);
  const auto their_arguments = get<Strings>(theirs, "args");
  const bool shorter =
      our_arguments.size() < their_arguments.size() &&
      std::equal(our_arguments.begin(), our_arguments.end(), their_arguments.begin());
  const bool quote = shorter && ours.rest.text.find_first_of("'\"") != std::string::npos;
  same(quote ? "arguments up to an open quote" : "arguments", our_arguments, their_arguments);
}

void Comparison::heredocs(const Instruction& ours, const json& theirs) {
  const json list = theirs.value("heredocs", json::array());
  same("number of heredocs", ours.heredocs.size(), list.size());
  for (std::size_t i = 0; i < std::min(ours.heredocs.size(), list.size()); ++i) {
    const Heredoc& heredoc = ours.heredocs[i];
    same("heredoc name", heredoc.name, list[i].at("name").get<std::string>());
    same("heredoc expand", heredoc.expand, list[i].at("expand").get<bool>());
    same("heredoc chomp", heredoc.chomp, list[i].at("chomp").get<bool>());
    same("heredoc body", std::string(doc_.at(heredoc.span)),
         list[i].at("content").get<std::string>());
    if (!heredoc.chomp) same("body", heredoc.body, list[i].at("content").get<std::string>());
  }
}

void Comparison::instruction(const Item& item, const json& theirs) {
  const Instruction ours = read(doc_, item);
  line_ = static_cast<int>(position(doc_, item.span.begin).line);
  same("first line", line_, theirs.at("start").get<int>());
  same("last line", static_cast<int>(position(doc_, item.span.end - 1).line),
       theirs.at("end").get<int>());
  if (theirs.contains("original")) {
    same("joined line", joined(doc_, item), theirs.at("original").get<std::string>());
  }
  heredocs(ours, theirs);
  if (item.keyword != Keyword::onbuild) return inside(ours, theirs, true);
  same("ONBUILD", upper(theirs.at("v")), std::string("ONBUILD"));
  if (!theirs.contains("children")) return;
  // What stands behind a second ONBUILD is of no interest: BuildKit rejects it.
  inside(ours, theirs.at("children").at(0), ours.keyword != Keyword::onbuild);
}

void Comparison::stages(const json& theirs) {
  std::vector<From> ours;
  for (const Item& item : doc_.items) {
    if (item.keyword == Keyword::from) ours.push_back(read_from(read(doc_, item), doc_.escape));
  }
  same("number of stages", ours.size(), theirs.size());
  for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
    same("base", ours[i].base, theirs[i].at("base").get<std::string>());
    same("alias", ours[i].alias, get<std::string>(theirs[i], "name"));
    same("platform", ours[i].platform.value_or(""), get<std::string>(theirs[i], "platform"));
  }
}

// Every way in which we differ from BuildKit's parser on purpose. No file of the corpus needs one.
struct Deviation {
  std::string_view sign;  // in the text of the difference
  std::string_view reason;
};
constexpr Deviation deviations[] = {
    {"we reject it: the file has no FROM",
     "parser.Parse and instructions.Parse take a file of ARG lines only; the build then fails with "
     "'dockerfile contains no stages to build' (dockerfile2llb)"},
    {"arguments up to an open quote",
     "parser.Parse takes ENV A=\"b; the build then fails in shell.Lex with 'unexpected end of "
     "statement while looking for matching double-quote', so pairs() ends before it"},
};

struct Tally {
  int files = 0;
  int accepted = 0;
  int rejected = 0;
  int false_accepts = 0;
  int false_rejects = 0;
  int instructions = 0;
  int not_utf8 = 0;
  Strings differences;

  void add(const std::string& name, const std::string& text, const json& oracle);
  std::string summary() const;
};

void Tally::add(const std::string& name, const std::string& text, const json& oracle) {
  // The program that made the oracle crashed on a few inputs; that is no answer of BuildKit's.
  const std::string error = get<std::string>(oracle, "error");
  if (error.rfind("panic:", 0) == 0) return;
  const Document doc = parse(text);
  ++files;
  CHECK(doc.text == text);
  CHECK(check_tiles(doc) == "");
  if (check_encoding(text)) {
    ++not_utf8;  // the oracle's JSON cannot hold these bytes
    return;
  }
  const bool theirs = get(oracle, "ok", false) && get(oracle, "instructions_ok", false);
  const bool ours = doc.problems.empty();
  ++(theirs ? accepted : rejected);
  if (ours != theirs) {
    ++(ours ? false_accepts : false_rejects);
    differences.push_back(
        name + (ours ? " we accept it: " : " we reject it: ") +
        (ours ? error + get<std::string>(oracle, "instructions_error") : doc.problems[0].message));
  }
  if (!get(oracle, "ok", false)) return;
  Comparison comparison(name, doc);
  comparison.same("escape", std::string(1, doc.escape), oracle.at("escape").get<std::string>());
  std::vector<const Item*> items;
  for (const Item& item : doc.items) {
    if (item.keyword != Keyword::none) items.push_back(&item);
  }
  const json list = oracle.value("ins", json::array());
  comparison.same("number of instructions", items.size(), list.size());
  instructions += static_cast<int>(items.size());
  for (std::size_t i = 0; i < std::min(items.size(), list.size()); ++i) {
    json instruction = list[i];
    if (instruction.is_array()) {  // the short form: keyword, first and last line
      instruction = {{"v", list[i][0]}, {"start", list[i][1]}, {"end", list[i][2]}};
      const auto begin = position(doc, items[i]->span.begin).line;
      const auto end = position(doc, items[i]->span.end - 1).line;
      comparison.same("first line", begin, instruction["start"].get<std::uint32_t>());
      comparison.same("last line", end, instruction["end"].get<std::uint32_t>());
      continue;
    }
    comparison.instruction(*items[i], instruction);
  }
  if (theirs && oracle.contains("stages") && !oracle["stages"].is_null()) {
    comparison.stages(oracle["stages"]);
  }
  differences.insert(differences.end(), comparison.differences.begin(),
                     comparison.differences.end());
}

std::string Tally::summary() const {
  std::ostringstream out;
  out << files << " files, " << accepted << " accepted, " << rejected << " rejected, "
      << instructions << " instructions, " << not_utf8 << " not UTF-8, " << false_accepts
      << " false accepts, " << false_rejects << " false rejects, " << differences.size()
      << " differences";
  for (const std::string& difference : differences) out << "\n" << difference;
  return out.str();
}

void check(const Tally& tally) {  // reports what it measured, agreement or not
  int unexplained = 0;
  for (const std::string& difference : tally.differences) {
    const bool known =
        std::any_of(std::begin(deviations), std::end(deviations), [&](const Deviation& deviation) {
          return difference.find(deviation.sign) != difference.npos;
        });
    if (!known) ++unexplained;
  }
  INFO(tally.summary());
  CHECK(unexplained == 0);
  WARN(tally.summary());
  CHECK(tally.files > 0);
}

}  // namespace

TEST_CASE("every file of the corpus reads as BuildKit reads it", "[shared]") {
  const fs::path corpus = shared / "corpus";
  if (skipped(corpus)) return;
  Tally tally;
  for (const json& oracle : lines_of(corpus / "buildkit-dev.jsonl")) {
    const std::string id = oracle.at("id");
    const fs::path file = corpus / "files" / id.substr(0, 2) / (id + ".Dockerfile");
    tally.add(id, slurp(file), oracle);
  }
  check(tally);
}

TEST_CASE("BuildKit's own test data reads as BuildKit reads it", "[shared]") {
  const fs::path folder = shared / "conformance";
  if (skipped(folder)) return;
  Tally tally;
  for (const char* name : {"buildkit/edge_cases.json", "buildkit/heredoc_and_errors.json"}) {
    for (const json& row : json::parse(slurp(folder / name))) {
      if (row.contains("buildkit")) tally.add(row.at("id"), row.at("input"), row.at("buildkit"));
    }
  }
  for (const char* name : {"buildkit/integration_inputs.jsonl", "rcjsuen/inputs.jsonl",
                           "dockerfile-parse/inputs.jsonl"}) {
    int number = 0;
    for (const json& row : lines_of(folder / name)) {
      const std::string id = row.value("id", std::string(name) + ":" + std::to_string(++number));
      tally.add(id, row.at("input"), row.at("buildkit"));
    }
  }
  for (const json& row : lines_of(folder / "buildkit/ast.jsonl")) {
    tally.add(row.at("id"), slurp(folder / "buildkit" / row.at("id").get<std::string>()), row);
  }
  for (const json& row : lines_of(folder / "imagebuilder/buildkit_ast.jsonl")) {
    tally.add(row.at("id"), slurp(folder / "imagebuilder" / row.at("id").get<std::string>()), row);
  }
  check(tally);
}

TEST_CASE("the tables of BuildKit's unit tests hold", "[shared]") {
  const fs::path folder = shared / "conformance" / "buildkit";
  if (skipped(folder)) return;
  const json tables = json::parse(slurp(folder / "unit_tables.json"));
  const auto first = [](const std::string& line) {
    const Document doc = parse(line);
    return read(doc, doc.items.at(0));
  };
  for (const json& row : tables.at("heredocsFromLine")) {
    // lex.go splits "<<-" from " EOF", so there is no heredoc; BuildKit's own test walks over what
    // was found and so never sees that its expectation is not met.
    const bool unchecked = row.at(0) == "RUN <<- EOF";
    const auto names = unchecked ? Strings{} : row.at(1).get<Strings>();
    std::string text = row.at(0).get<std::string>() + "\n";
    for (const std::string& name : names) text += name + "\n";
    Strings found;
    for (const Heredoc& heredoc : first(text).heredocs) found.push_back(heredoc.name);
    CHECK(found == names);
  }
  for (const json& row : tables.at("parseWords")) {
    const Instruction arg = first("ARG " + row.at(0).get<std::string>());
    CHECK(arguments(arg, '\\') == row.at(1).get<Strings>());
  }
  for (const json& row : tables.at("json_array_valid")) {
    CHECK(first("CMD " + row.at(0).get<std::string>()).exec == row.at(1).get<Strings>());
  }
  for (const json& rest : tables.at("json_array_invalid_not_string_array")) {
    CHECK(parse("FROM a\nCMD " + rest.get<std::string>()).problems.size() == 1);
  }
  for (const json& row : json::parse(slurp(folder / "directives.json"))) {
    if (row.at("fn") != "ParseAll") continue;  // the others choose a frontend, which is not ours
    const Document doc = parse(row.at("input"));
    const auto found = std::count_if(doc.items.begin(), doc.items.end(), [](const Item& item) {
      return item.pieces.front().kind == Piece::Kind::directive;
    });
    CHECK(found == static_cast<std::ptrdiff_t>(row.at("directives").size()));
  }
}
