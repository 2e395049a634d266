// Whether the image is a tool, which works on the files that its arguments name.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "place.h"
#include "plan_parts.h"

namespace dockerfix {
namespace {

// Converters, generators, copiers, checkers: what they read and write, their arguments name.
bool is_known_tool(std::string_view program) {
  static const std::vector<std::string_view> names = words_of(
      "ffmpeg ffprobe convert magick pandoc pdflatex xelatex latexmk gs inkscape blender "
      "povray openscad dot plantuml gomplate protoc buf hugo jekyll mkdocs sphinx "
      "asciidoctor terraform tofu packer ansible kubectl helm kustomize aws gcloud az "
      "rclone rsync restic borg youtube-dl yt-dlp curl wget git shellcheck hadolint "
      "eslint prettier pylint flake8 mypy heudiconv snakemake nextflow gource cloc tokei "
      "sonar-scanner semgrep trivy grype syft snyk bandit gitleaks trufflehog ruff black "
      "isort rubocop phpcs phpcbf phpstan psalm phpmd swiftlint ktlint checkstyle pmd "
      "yamllint ansible-lint markdownlint tflint tfsec checkov kubeval kubeconform "
      "conftest golangci-lint cppcheck clang-format doxygen lilypond gnuplot tesseract "
      "ocrmypdf wkhtmltopdf libreoffice soffice exiftool mediainfo sox mkvmerge "
      "swagger-codegen openapi-generator openapi-generator-cli jq yq xmllint s3cmd "
      "gsutil lftp duplicity ansible-playbook newman");
  return std::find(names.begin(), names.end(), program) != names.end();
}

// Those, and what is named as if it were one.
bool is_file_tool(std::string_view program) {
  static constexpr std::array<std::string_view, 21> words = {
      "cli",     "sync",      "backup", "restore",  "dump",     "download",  "downloader",
      "convert", "converter", "render", "renderer", "generate", "generator", "gen",
      "compile", "compiler",  "lint",   "linter",   "format",   "formatter", "extract"};
  return is_known_tool(program) ||
         has_one_of(name_words(program.substr(0, program.find('.')), "-_"), words);
}

// "auth-server", "port-k8s-exporter", "/app": a name that people give to what keeps running.
bool is_named_as_service(std::string_view program) {
  static constexpr std::array<std::string_view, 24> parts = {
      "serv",    "proxy", "controller", "operator", "exporter", "agent",   "api",   "web",
      "http",    "bot",   "worker",     "manager",  "gateway",  "daemon",  "queue", "consumer",
      "handler", "sched", "listen",     "backend",  "frontend", "collect", "watch", "provision"};
  static constexpr std::array<std::string_view, 6> whole = {"app",   "main",       "run",
                                                            "start", "entrypoint", "init"};
  const std::string name = to_lower(program.substr(0, program.find('.')));
  return is_one_of(name, whole) ||
         std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

// No port, no volume, no directory to work in, no arguments of its own, and a name that says
// nothing either: it takes all that from whoever runs it.
bool is_bare_tool(const Look& look) {
  if (look.end().workdir_because != no_item && !is_top_path(look.end().workdir.value_or("/")))
    return false;
  const bool says = has_instruction(look, {Keyword::volume, Keyword::healthcheck});
  const std::vector<Program>& programs = look.launch.programs;
  const bool known = programs.empty() || !programs.front().kind.empty();
  static constexpr std::array<std::string_view, 9> interpreters = {
      "java", "node", "python", "ruby", "php", "dotnet", "perl", "sh", "bash"};
  return !says && !known && !look.launch.name.empty() &&
         !is_one_of(look.launch.name, interpreters) && !is_named_as_service(look.launch.name);
}

// `CMD hy`, `CMD ["hy"]`, `CMD /usr/bin/jq`
bool is_bare_name(const Document& doc, const Item& item, std::string_view name) {
  const Instruction instruction = read(doc, item);
  const std::string text = instruction.exec ? fmt::format("{}", fmt::join(*instruction.exec, " "))
                                            : collapsed(instruction.rest.text);
  return text == name || (is_known_tool(name) && base_name(text) == name);
}

// `COPY mixer /usr/local/bin/mixer`, `CMD ["mixer"]`: the file's own program, whole.
bool copies_program(const Look& look) {
  return std::any_of(look.copies.begin(), look.copies.end(), [&](const Copied& copy) {
    std::vector<Word> all = words(copy.instruction, look.doc.escape);
    if (!all.empty() && copies_into(look.doc, copy.instruction)) all.pop_back();
    return std::any_of(all.begin(), all.end(),
                       [&](const Word& word) { return base_name(word.text) == look.launch.name; });
  });
}

}  // namespace

std::optional<Reason> works_on_arguments(const Look& look) {
  const Launch& launch = look.launch;
  const bool alone = launch.entrypoint != no_item && launch.cmd == no_item;
  const bool bare = launch.entrypoint == no_item && launch.cmd != no_item &&
                    is_bare_name(look.doc, look.doc.items[launch.cmd], launch.name) &&
                    brings_own(look) && (is_known_tool(launch.name) || !copies_program(look));
  if (!alone && !bare) return std::nullopt;
  // `python /opt/tide/convert.py`: the script is the tool.
  const bool tool = is_file_tool(launch.name) ||
                    (!launch.named.empty() && launch.named.front().find('.') != std::string::npos &&
                     is_file_tool(base_name(launch.named.front())));
  const bool serves = has_instruction(look, {Keyword::expose});
  if (serves || (!tool && !is_bare_tool(look))) return std::nullopt;
  return Reason{"files-by-argument", look.line(launch.item()),
                "nothing here says that it serves: a tool works on the files that its arguments "
                "name, and they belong to somebody else",
                "run it with --user $(id -u):$(id -g), and give --unsafe-fixes"};
}

}  // namespace dockerfix
