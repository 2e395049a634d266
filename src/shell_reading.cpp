#include "shell_reading.h"

#include <algorithm>
#include <utility>

namespace dockerfix {
namespace {

Span mapped(const Reading& reading, Span span) {
  if (reading.span) return *reading.span;
  return {span.begin + reading.base, span.end + reading.base};
}

void map_spans(const Reading& reading, Command& command) {
  command.span = mapped(reading, command.span);
  for (ShellWord& word : command.words) word.span = mapped(reading, word.span);
  for (Assignment& each : command.assignments) each.value.span = mapped(reading, each.value.span);
  for (Redirect& each : command.redirects) each.target.span = mapped(reading, each.target.span);
}

void push(Output& out, Command command, Context cx) {
  command.shell = cx.shell;
  command.conditional = cx.conditional;
  command.by = cx.by == RunBy::users && cx.sometimes ? RunBy::some_users : cx.by;
  command.masked = cx.status == Status::ignored ||
                   (cx.status == Status::sequence && !out.options[cx.shell].errexit);
  out.script.commands.push_back(std::move(command));
}

bool hidden_name(const Command& command) {
  if (command.words.empty()) return false;
  const auto& parts = command.words[0].parts;
  return !parts.empty() && std::none_of(parts.begin(), parts.end(), [](const ShellPart& part) {
    return part.kind == ShellPart::Kind::literal;
  });
}

void read_inner(Reading& reading, const Command& outer, InnerText inner, Context cx) {
  Output& out = reading.out;
  if (inner.hidden || reading.texts >= max_shell_texts) {
    out.script.understood = false;
    return push(out, outer, cx);
  }
  Command left;
  left.span = outer.span;
  left.words = std::move(inner.rest);
  left.redirects = outer.redirects;
  if (!left.words.empty() || !left.redirects.empty()) push(out, std::move(left), cx);
  if (inner.fresh) {
    cx = in_shell(out, cx, true);
    out.options[cx.shell] = inner.options;
    out.script.shells[cx.shell].sudo |= inner.sudo;
  }
  cx.conditional |= inner.conditional;
  cx.sometimes |= inner.conditional;
  cx.again |= inner.conditional;
  Command settings;
  settings.span = outer.span;
  settings.assignments = std::move(inner.assignments);
  if (!settings.assignments.empty()) push(out, std::move(settings), cx);
  Reading text{out, std::move(inner.text), {}, 0, inner.span, reading.texts + 1};
  text.skeleton = skeleton(text.text.text);
  read_text(text, cx);
}

ShellText heredoc_text(const Reading& reading, const ShellHeredoc& heredoc) {
  std::string body;
  bool line_begins = true;
  for (std::uint32_t i = heredoc.body.begin; i < heredoc.body.end; ++i) {
    const char c = reading.text.text[i];
    if (heredoc.tabs && line_begins && c == '\t') continue;
    line_begins = c == '\n';
    body += c;
  }
  if (!heredoc.expand) return {body, {}};
  return text_of(lex_heredoc({body, {}}, heredoc_skeleton(body)));
}

struct Input {
  ShellText text;
  Span span;
};

// What a heredoc or a here string gives the command to read; the last one counts.
std::optional<Input> input_of(const Reading& reading, const Command& command) {
  std::optional<Input> input;
  for (const Redirect& redirect : command.redirects) {
    if (redirect.op == "<<<") input = Input{text_of(redirect.target.parts), redirect.target.span};
    if (redirect.op != "<<" && redirect.op != "<<-") continue;
    const auto& heredocs = reading.skeleton.heredocs;
    const auto behind = std::upper_bound(
        heredocs.begin(), heredocs.end(), redirect.target.span.begin,
        [](std::uint32_t at, const ShellHeredoc& heredoc) { return at < heredoc.op; });
    if (behind == heredocs.begin()) continue;
    const ShellHeredoc& heredoc = *(behind - 1);
    const ShellText unknown{std::string(1, hole), {{ShellPart::Kind::unknown, {}}}};
    input = Input{heredoc.present ? heredoc_text(reading, heredoc) : unknown, heredoc.body};
  }
  return input;
}

}  // namespace

std::span<const ShellPiece> pieces_in(const Skeleton& skeleton, Span span) {
  const auto& pieces = skeleton.pieces;
  const auto before = [](const ShellPiece& piece, std::uint32_t at) {
    return piece.span.begin < at;
  };
  const auto begin = std::lower_bound(pieces.begin(), pieces.end(), span.begin, before);
  return {begin, std::lower_bound(begin, pieces.end(), span.end, before)};
}

std::uint32_t extent(const Reading& reading, std::uint32_t seen) {
  const std::string& text = reading.skeleton.text;
  return static_cast<std::uint32_t>(std::min(text.find_first_not_of(' ', seen), text.size()));
}

bool is_inside(const Reading& reading, Span span, std::uint32_t at) {
  const auto pieces = pieces_in(reading.skeleton, {span.begin, at});
  return std::any_of(pieces.begin(), pieces.end(), [&](const ShellPiece& piece) {
    return piece.kind == ShellPiece::Kind::substitution && piece.span.end > at;
  });
}

Context in_shell(Output& out, Context cx, bool fresh) {
  const ShellOptions options = out.options[cx.shell];
  if (cx.status == Status::sequence) cx.status = options.errexit ? Status::result : Status::ignored;
  out.script.shells.push_back({cx.shell, fresh, out.script.shells[cx.shell].sudo});
  out.options.push_back(fresh ? ShellOptions{} : options);
  cx.shell = static_cast<std::uint32_t>(out.script.shells.size()) - 1;
  return cx;
}

Context masked(Context cx) {
  cx.status = Status::ignored;
  return cx;
}

void push_unknown(Reading& reading, const std::string& name, Span span, Context cx) {
  Command command;
  command.span = mapped(reading, span);
  ShellWord value;
  value.raw = reading.text.text.substr(span.begin, span.end - span.begin);
  value.parts = {{ShellPart::Kind::unknown, value.raw}};
  value.span = command.span;
  command.assignments.push_back({name, value});
  push(reading.out, std::move(command), cx);
}

void emit(Reading& reading, Command command, Context cx) {
  const auto names = variables_set(command);
  const Span span = command.span;
  const auto input = input_of(reading, command);
  auto inner = inner_text(command, input ? &input->text : nullptr);
  if (inner && inner->span.empty() && input) inner->span = input->span;
  if (inner) inner->span = mapped(reading, inner->span);
  map_spans(reading, command);
  if (inner) return read_inner(reading, command, std::move(*inner), cx);
  if (!reading.text.holes.empty() && hidden_name(command)) reading.out.script.understood = false;
  if (!command.words.empty() || !command.assignments.empty() || !command.redirects.empty()) {
    push(reading.out, std::move(command), cx);
    apply_set(reading.out.script.commands.back(), reading.out.options[cx.shell]);
  }
  for (const std::string& name : names) push_unknown(reading, name, span, cx);
}

void read_backticks(Reading& reading, const ShellPiece& piece, Context cx) {
  const std::string raw = reading.text.text.substr(
      piece.span.begin + 1, piece.span.end - std::min(piece.span.end, piece.span.begin + 2));
  Reading inner{reading.out,  {{}, reading.text.holes}, {}, reading.base + piece.span.begin + 1,
                reading.span, reading.texts + 1};
  for (std::size_t i = 0; i < raw.size(); ++i) {
    // Only an escape moves the bytes of the text.
    const bool escape = raw[i] == '\\' && i + 1 < raw.size() &&
                        std::string_view("$`\\").find(raw[i + 1]) != std::string_view::npos;
    if (escape) inner.span = mapped(reading, piece.span);
    inner.text.text += raw[i += escape ? 1 : 0];
  }
  if (inner.texts > max_shell_texts || !inner.text.holes.empty()) {
    reading.out.script.understood = false;
    return;
  }
  inner.skeleton = skeleton(inner.text.text);
  read_text(inner, in_shell(reading.out, cx, false));
}

void push_defaults(Reading& reading, Span span, Context cx) {
  for (const ShellPiece& piece : pieces_in(reading.skeleton, span)) {
    if (piece.kind != ShellPiece::Kind::expansion) continue;
    std::string text =
        reading.text.text.substr(piece.span.begin, piece.span.end - piece.span.begin);
    const std::size_t equals = text.find('=');
    if (text.substr(0, 2) != "${" || equals == text.npos || equals < 3) continue;
    const std::size_t end = text[equals - 1] == ':' ? equals - 1 : equals;
    const std::string name = text.substr(2, end - 2);
    if (!is_variable_name(name)) continue;
    text[equals] = '-';
    Command command;
    command.span = mapped(reading, piece.span);
    ShellWord value{text, {{ShellPart::Kind::expansion, text}}, false, command.span};
    command.assignments.push_back({name, value});
    push(reading.out, std::move(command), cx);
  }
}

}  // namespace dockerfix
