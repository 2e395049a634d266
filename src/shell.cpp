// Walks the tree of the real shell grammar. The grammar is given a skeleton of the text
// (shell_lex.h), which has the same structure and none of the words it would stumble on.
#include "shell.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "shell_lex.h"
#include "shell_texts.h"

extern "C" const TSLanguage* tree_sitter_bash(void);

namespace dockerfix {
namespace {

constexpr int max_depth = 200;              // of nested constructs
constexpr int max_texts = 16;               // of sh -c within sh -c
constexpr std::size_t max_size = 1u << 20;  // of a text

enum class Kind : std::uint8_t {
  other, background, and_then, or_else, then, pipe,
  case_item, case_statement, command, do_group, elif_clause, error, for_statement, function,
  if_statement, list, pipeline, redirected, subshell, substitution, while_statement,
};

Kind kind(TSNode node) {
  static constexpr std::pair<std::string_view, Kind> names[] = {
      {"&", Kind::background}, {"&&", Kind::and_then}, {"||", Kind::or_else}, {"then", Kind::then},
      {"|", Kind::pipe}, {"|&", Kind::pipe}, {"case_item", Kind::case_item},
      {"case_statement", Kind::case_statement}, {"command", Kind::command},
      {"do_group", Kind::do_group}, {"elif_clause", Kind::elif_clause},
      {"for_statement", Kind::for_statement}, {"function_definition", Kind::function},
      {"if_statement", Kind::if_statement}, {"list", Kind::list}, {"pipeline", Kind::pipeline},
      {"redirected_statement", Kind::redirected}, {"subshell", Kind::subshell},
      {"command_substitution", Kind::substitution}, {"process_substitution", Kind::substitution},
      {"while_statement", Kind::while_statement}};
  static const std::vector<Kind> kinds = [] {
    std::vector<Kind> out(ts_language_symbol_count(tree_sitter_bash()), Kind::other);
    for (std::size_t symbol = 0; symbol < out.size(); ++symbol)
      for (const auto& [name, each] : names)
        if (name == ts_language_symbol_name(tree_sitter_bash(), static_cast<TSSymbol>(symbol)))
          out[symbol] = each;
    return out;
  }();
  const TSSymbol symbol = ts_node_symbol(node);
  return symbol < kinds.size() ? kinds[symbol] : Kind::error;
}

using Nodes = std::vector<TSNode>;
Nodes children(TSNode node) {
  Nodes out;
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  if (ts_tree_cursor_goto_first_child(&cursor)) {
    do out.push_back(ts_tree_cursor_current_node(&cursor));
    while (ts_tree_cursor_goto_next_sibling(&cursor));
  }
  ts_tree_cursor_delete(&cursor);
  return out;
}

std::uint32_t begin_of(TSNode node) { return ts_node_start_byte(node); }
std::uint32_t end_of(TSNode node) { return ts_node_end_byte(node); }

// What a failure of a command comes to: it fails the script, it does so under `set -e` only, or
// nothing ever hears of it.
enum class Status : std::uint8_t { result, sequence, ignored };

struct Context {
  std::uint32_t shell = 0;
  Status status = Status::result;
  bool conditional = false;
  int depth = 0;
};

struct Output {                       // what all texts within a text share
  Script script;
  std::vector<ShellOptions> options;  // of script.shells
  std::set<std::string> functions;
};

struct Reading {                      // of one text
  Output& out;
  ShellText text;
  Skeleton skeleton;
  std::uint32_t base = 0;             // where it begins in the text given to read_shell
  std::optional<Span> span;           // where all of it is said to be, where quotes came between
  int texts = 0;                      // how many texts it is within
};

void read_text(Reading& reading, Context cx);
void visit(Reading& reading, TSNode node, Context cx, std::uint32_t end = 0);

Context in_shell(Output& out, Context cx, bool fresh) {
  const ShellOptions options = out.options[cx.shell];
  if (cx.status == Status::sequence)
    cx.status = options.errexit ? Status::result : Status::ignored;
  out.script.shells.push_back({cx.shell, fresh, out.script.shells[cx.shell].sudo});
  out.options.push_back(fresh ? ShellOptions{} : options);
  cx.shell = static_cast<std::uint32_t>(out.script.shells.size()) - 1;
  return cx;
}

Context masked(Context cx) {
  cx.status = Status::ignored;
  return cx;
}

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
  command.masked = cx.status == Status::ignored ||
                   (cx.status == Status::sequence && !out.options[cx.shell].errexit);
  out.script.commands.push_back(std::move(command));
}

// Says that nobody can tell what a variable holds from here on.
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

bool hidden_name(const Command& command) {
  if (command.words.empty()) return false;
  const auto& parts = command.words[0].parts;
  return !parts.empty() && std::none_of(parts.begin(), parts.end(), [](const ShellPart& part) {
    return part.kind == ShellPart::Kind::literal;
  });
}

void read_inner(Reading& reading, const Command& outer, InnerText inner, Context cx) {
  Output& out = reading.out;
  if (inner.hidden || reading.texts >= max_texts) {
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
  Command settings;
  settings.span = outer.span;
  settings.assignments = std::move(inner.assignments);
  if (!settings.assignments.empty()) push(out, std::move(settings), cx);
  Reading text{out, std::move(inner.text), {}, 0, inner.span, reading.texts + 1};
  text.skeleton = skeleton(text.text.text);
  read_text(text, cx);
}

void emit(Reading& reading, Command command, const std::optional<ShellText>& input, Context cx,
          Span input_span) {
  const auto names = variables_set(command);
  const Span span = command.span;
  auto inner = inner_text(command, input);
  if (inner && inner->span.empty()) inner->span = input_span;
  if (inner) inner->span = mapped(reading, inner->span);
  map_spans(reading, command);
  if (inner) return read_inner(reading, command, std::move(*inner), cx);
  if (!reading.text.holes.empty() && hidden_name(command)) reading.out.script.understood = false;
  if (!command.words.empty() || !command.assignments.empty() || !command.redirects.empty())
    push(reading.out, command, cx);
  for (const std::string& name : names) push_unknown(reading, name, span, cx);
  apply_set(command, reading.out.options[cx.shell]);
}

using Tree = std::unique_ptr<TSTree, decltype(&ts_tree_delete)>;

Tree parse(const std::string& text) {
  thread_local const std::unique_ptr<TSParser, decltype(&ts_parser_delete)> parser = [] {
    std::unique_ptr<TSParser, decltype(&ts_parser_delete)> made(ts_parser_new(), ts_parser_delete);
    ts_parser_set_language(made.get(), tree_sitter_bash());
    return made;
  }();
  return {ts_parser_parse_string(parser.get(), nullptr, text.data(),
                                 static_cast<std::uint32_t>(text.size())),
          ts_tree_delete};
}

bool starts_within(const ShellPiece& piece, Span span) {
  return piece.span.begin >= span.begin && piece.span.begin < span.end;
}

// `…`: a text of its own. Only an escape in it moves its bytes.
void read_backticks(Reading& reading, const ShellPiece& piece, Context cx) {
  const std::string raw = reading.text.text.substr(
      piece.span.begin + 1, piece.span.end - std::min(piece.span.end, piece.span.begin + 2));
  Reading inner{reading.out, {{}, reading.text.holes}, {}, reading.base + piece.span.begin + 1,
                reading.span, reading.texts + 1};
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool escape = raw[i] == '\\' && i + 1 < raw.size() &&
                        std::string_view("$`\\").find(raw[i + 1]) != std::string_view::npos;
    if (escape) inner.span = mapped(reading, piece.span);
    inner.text.text += raw[i += escape ? 1 : 0];
  }
  if (inner.texts > max_texts || !inner.text.holes.empty()) {
    reading.out.script.understood = false;
    return;
  }
  inner.skeleton = skeleton(inner.text.text);
  read_text(inner, in_shell(reading.out, cx, false));
}

void collect_substitutions(TSNode node, Span span, int depth, Nodes& found) {
  if (depth > max_depth) return;
  for (const TSNode child : children(node)) {
    if (end_of(child) <= span.begin || begin_of(child) >= span.end) continue;
    if (kind(child) == Kind::substitution || kind(child) == Kind::subshell)
      found.push_back(child);
    else
      collect_substitutions(child, span, depth + 1, found);
  }
}

// The commands of $(…), <(…) and `…` in the words of text[span], which lies within `node`.
void visit_substitutions(Reading& reading, TSNode node, Span span, Context cx) {
  const auto& pieces = reading.skeleton.pieces;
  auto piece = std::lower_bound(
      pieces.begin(), pieces.end(), span.begin,
      [](const ShellPiece& each, std::uint32_t at) { return each.span.begin < at; });
  Nodes nodes;
  const bool any = std::any_of(piece, pieces.end(), [&](const ShellPiece& each) {
    return starts_within(each, span) && each.kind == ShellPiece::Kind::substitution;
  });
  if (any || kind(node) == Kind::error) collect_substitutions(node, span, 0, nodes);
  std::size_t next = 0;
  for (; piece != pieces.end() && piece->span.begin < span.end; ++piece) {
    for (; next < nodes.size() && begin_of(nodes[next]) <= piece->span.begin; ++next)
      visit(reading, nodes[next], cx);
    const bool inside = next > 0 && end_of(nodes[next - 1]) > piece->span.begin;
    if (piece->kind == ShellPiece::Kind::backticks && !inside) read_backticks(reading, *piece, cx);
  }
  for (; next < nodes.size(); ++next) visit(reading, nodes[next], cx);
}

// $(…) in a heredoc's body runs where the heredoc is used.
void read_heredoc(Reading& reading, const ShellHeredoc& heredoc, Context cx) {
  const std::string body = reading.text.text.substr(heredoc.body.begin,
                                                    heredoc.body.end - heredoc.body.begin);
  if (!heredoc.expand || body.find_first_of("`(") == body.npos) return;
  Reading inner{reading.out, {body, {}}, heredoc_skeleton(body),
                reading.base + heredoc.body.begin, reading.span, reading.texts + 1};
  const Tree tree = parse(inner.skeleton.text);
  if (!tree || inner.texts > max_texts) return;
  const TSNode root = ts_tree_root_node(tree.get());
  if (ts_node_has_error(root)) reading.out.script.understood = false;
  visit_substitutions(inner, root, {0, static_cast<std::uint32_t>(body.size())}, masked(cx));
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

// The heredocs of the command in `span`, and what its input is.
std::optional<ShellText> read_heredocs(Reading& reading, const Command& command, Context cx,
                                       Span& input_span) {
  std::optional<ShellText> input;
  for (const ShellHeredoc& heredoc : reading.skeleton.heredocs) {
    if (heredoc.op < command.span.begin || heredoc.op >= command.span.end) continue;
    read_heredoc(reading, heredoc, cx);
    const bool own = std::any_of(command.redirects.begin(), command.redirects.end(), [&](auto& each) {
      return each.op.substr(0, 2) == "<<" && each.target.span.begin >= heredoc.op;
    });
    if (!own) continue;
    input_span = heredoc.body;
    if (heredoc.present) input = heredoc_text(reading, heredoc);
    else input = ShellText{std::string(1, hole), {{ShellPart::Kind::unknown, {}}}};
  }
  if (!command.redirects.empty() && command.redirects.back().op == "<<<") {
    input = text_of(command.redirects.back().target.parts);
    input_span = command.redirects.back().target.span;
  }
  return input;
}

// ${NAME:=value} sets NAME.
void push_defaults(Reading& reading, Span span, Context cx) {
  for (const ShellPiece& piece : reading.skeleton.pieces) {
    if (piece.kind != ShellPiece::Kind::expansion || !starts_within(piece, span)) continue;
    std::string text = reading.text.text.substr(piece.span.begin, piece.span.end - piece.span.begin);
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

void visit_command(Reading& reading, TSNode node, Span span, Context cx) {
  Command command = lex_command(reading.text, reading.skeleton, span);
  const bool bare = command.words.empty() && command.redirects.empty();
  visit_substitutions(reading, node, span, bare ? cx : masked(cx));
  Span input_span = span;
  const auto input = read_heredocs(reading, command, cx, input_span);
  push_defaults(reading, span, cx);
  emit(reading, std::move(command), input, cx, input_span);
}

bool negated(const Reading& reading, TSNode node) {
  const auto& bangs = reading.skeleton.bangs;
  const auto next = std::lower_bound(bangs.begin(), bangs.end(), begin_of(node));
  if (next == bangs.begin()) return false;
  const auto& text = reading.skeleton.text;
  return std::all_of(text.begin() + *(next - 1), text.begin() + begin_of(node),
                     [](char c) { return c == ' '; });
}

bool is_statement(TSNode node) { return ts_node_is_named(node); }

void visit_sequence(Reading& reading, const Nodes& nodes, std::size_t begin, std::size_t end,
                    Context cx) {
  std::size_t last = end;
  for (std::size_t i = begin; i < end; ++i)
    if (is_statement(nodes[i])) last = i;
  for (std::size_t i = begin; i < end; ++i) {
    if (!is_statement(nodes[i])) continue;
    Context each = cx;
    if (i != last && cx.status == Status::result) each.status = Status::sequence;
    if (i + 1 < end && kind(nodes[i + 1]) == Kind::background)
      each = in_shell(reading.out, masked(cx), false);
    visit(reading, nodes[i], each);
  }
}

void visit_children(Reading& reading, TSNode node, Context cx) {
  const Nodes nodes = children(node);
  visit_sequence(reading, nodes, 0, nodes.size(), cx);
}

// Where a command ends: the skeleton shows blanks for its arguments.
std::uint32_t extent(const Reading& reading, std::uint32_t seen, std::uint32_t least) {
  const auto end = reading.skeleton.text.find_first_not_of(' ', std::max(seen, least));
  std::size_t last = std::min(end, reading.skeleton.text.size());
  while (last > seen && std::string_view(" \t\r").find(reading.text.text[last - 1]) != std::string_view::npos)
    --last;
  return static_cast<std::uint32_t>(last);
}

// Whether a statement always ends in a failure, so that `… ||` in front of it hides nothing.
bool fails(const Reading& reading, TSNode node) {
  for (int depth = 0; depth < max_depth; ++depth) {
    if (kind(node) == Kind::command)
      return always_fails(lex_command(reading.text, reading.skeleton,
                                      {begin_of(node), extent(reading, end_of(node), 0)}));
    const std::uint32_t count = ts_node_named_child_count(node);
    if (count == 0) return false;
    node = ts_node_named_child(node, count - 1);
  }
  return false;
}

struct Operand {
  TSNode node;
  Kind before = Kind::and_then;  // the operator in front
};

std::vector<Operand> operands(TSNode node) {
  std::vector<Operand> out;
  while (kind(node) == Kind::list) {  // lists lean to the left
    const Nodes nodes = children(node);
    if (nodes.size() < 3) break;
    out.push_back({nodes[2], kind(nodes[1])});
    node = nodes[0];
  }
  out.push_back({node});
  std::reverse(out.begin(), out.end());
  return out;
}

// The operand that runs where operand `i` fails: behind the next ||.
std::size_t caught_by(const std::vector<Operand>& list, std::size_t i) {
  for (++i; i < list.size(); ++i)
    if (list[i].before == Kind::or_else) break;
  return i;
}

void visit_list(Reading& reading, TSNode node, Context cx, std::uint32_t end) {
  const auto list = operands(node);
  for (std::size_t i = 0; i < list.size(); ++i) {
    Context each = cx;
    const bool last = i + 1 == list.size();
    if (!last && cx.status == Status::sequence) each = masked(each);
    const std::size_t caught = caught_by(list, i);
    const bool ends = caught < list.size() && fails(reading, list[caught].node);
    if (caught < list.size() && !ends) each = masked(each);
    if (ends && cx.status == Status::sequence) each.status = Status::result;
    each.conditional |= list[i].before == Kind::or_else;
    visit(reading, list[i].node, each, last ? end : 0);
  }
}

void visit_pipeline(Reading& reading, TSNode node, Context cx, std::uint32_t end) {
  const Nodes nodes = children(node);
  const bool pipefail = reading.out.options[cx.shell].pipefail;
  std::size_t last = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (is_statement(nodes[i])) last = i;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!is_statement(nodes[i])) continue;
    const Context each = i == last || pipefail ? cx : masked(cx);
    visit(reading, nodes[i], in_shell(reading.out, each, false), i == last ? end : 0);
  }
}

// if, elif and while: what stands before `then` or `do` is the condition.
void visit_branches(Reading& reading, TSNode node, Context cx) {
  const Nodes nodes = children(node);
  const auto split = std::find_if(nodes.begin(), nodes.end(), [](TSNode each) {
    return kind(each) == Kind::then || kind(each) == Kind::do_group;
  });
  const auto middle = static_cast<std::size_t>(split - nodes.begin());
  visit_sequence(reading, nodes, 0, middle, masked(cx));
  cx.conditional = true;
  std::size_t end = middle;
  while (end < nodes.size() && kind(nodes[end]) != Kind::elif_clause &&
         std::string_view(ts_node_type(nodes[end])) != "else_clause")
    ++end;
  visit_sequence(reading, nodes, middle, end, cx);
  for (std::size_t i = end; i < nodes.size(); ++i)
    if (is_statement(nodes[i])) visit(reading, nodes[i], cx);
}

// `for NAME in …; do`, select, and `for ((NAME=…; …))`.
void visit_for(Reading& reading, TSNode node, Context cx) {
  const Nodes nodes = children(node);
  for (const TSNode child : nodes) {
    if (!is_statement(child)) continue;
    const Span span{begin_of(child), end_of(child)};
    if (kind(child) == Kind::do_group) {
      cx.conditional = true;
      visit(reading, child, cx);
    } else if (child.id == nodes[1].id) {
      const std::string text = reading.text.text.substr(span.begin, span.end - span.begin);
      const std::string name = leading_name(text);
      if (!name.empty()) push_unknown(reading, name, span, cx);
    } else {
      visit_substitutions(reading, child, span, masked(cx));
    }
  }
}

void visit_case(Reading& reading, TSNode node, Context cx) {
  for (const TSNode child : children(node)) {
    if (!is_statement(child)) continue;
    if (kind(child) == Kind::case_item) visit(reading, child, cx);
    else visit_substitutions(reading, child, {begin_of(child), end_of(child)}, masked(cx));
  }
}

void visit_case_item(Reading& reading, TSNode node, Context cx) {
  const Nodes nodes = children(node);
  const auto close = std::find_if(nodes.begin(), nodes.end(), [](TSNode each) {
    return std::string_view(ts_node_type(each)) == ")";
  });
  cx.conditional = true;
  visit_sequence(reading, nodes, static_cast<std::size_t>(close - nodes.begin()), nodes.size(), cx);
}

void visit_function(Reading& reading, TSNode node, Context cx) {
  const TSNode name = ts_node_child_by_field_name(node, "name", 4);
  const TSNode body = ts_node_child_by_field_name(node, "body", 4);
  if (!ts_node_is_null(name))
    reading.out.functions.insert(
        reading.text.text.substr(begin_of(name), end_of(name) - begin_of(name)));
  cx.conditional = true;
  if (cx.status != Status::ignored) cx.status = Status::result;
  if (!ts_node_is_null(body)) visit(reading, body, cx);
}

// A statement with redirects behind it. The grammar lets them take hold of a whole list.
void visit_redirected(Reading& reading, TSNode node, Context cx, std::uint32_t end) {
  end = extent(reading, end_of(node), end);
  const TSNode body = ts_node_child_by_field_name(node, "body", 4);
  if (ts_node_is_null(body)) return visit_command(reading, node, {begin_of(node), end}, cx);
  visit(reading, body, cx, end);
}

// A compound command, after the redirects that stand behind it.
void visit_compound(Reading& reading, TSNode node, Context cx, std::uint32_t end) {
  if (end > end_of(node)) {
    const TSNode parent = ts_node_parent(node);
    visit_command(reading, ts_node_is_null(parent) ? node : parent, {end_of(node), end}, cx);
  }
  switch (kind(node)) {
    case Kind::if_statement:
    case Kind::elif_clause:
    case Kind::while_statement: return visit_branches(reading, node, cx);
    case Kind::for_statement: return visit_for(reading, node, cx);
    case Kind::case_statement: return visit_case(reading, node, cx);
    case Kind::case_item: return visit_case_item(reading, node, cx);
    case Kind::subshell:
    case Kind::substitution: cx = in_shell(reading.out, cx, false); break;
    default: break;
  }
  visit_children(reading, node, cx);
}

void visit(Reading& reading, TSNode node, Context cx, std::uint32_t end) {
  if (++cx.depth > max_depth) {
    reading.out.script.understood = false;
    return;
  }
  if (kind(node) != Kind::list && negated(reading, node)) cx = masked(cx);
  switch (kind(node)) {
    case Kind::list: return visit_list(reading, node, cx, end);
    case Kind::pipeline: return visit_pipeline(reading, node, cx, end);
    case Kind::redirected: return visit_redirected(reading, node, cx, end);
    case Kind::function: return visit_function(reading, node, cx);
    case Kind::command:
      return visit_command(reading, node, {begin_of(node), extent(reading, end_of(node), end)}, cx);
    default: return visit_compound(reading, node, cx, end);
  }
}

bool is_plain_chain(const Reading& reading, TSNode root) {
  const Skeleton& skeleton = reading.skeleton;
  const bool clean = skeleton.balanced && !skeleton.comments && skeleton.heredocs.empty() &&
                     skeleton.bangs.empty() && skeleton.text.find('\n') == std::string::npos;
  if (!clean || ts_node_child_count(root) != 1) return false;
  for (const Operand& operand : operands(ts_node_child(root, 0))) {
    if (kind(operand.node) != Kind::command || operand.before != Kind::and_then) return false;
  }
  const auto& commands = reading.out.script.commands;
  return std::none_of(commands.begin(), commands.end(), [](const Command& command) {
    return command.shell == 0 && ends_script(command);
  });
}

void read_text(Reading& reading, Context cx) {
  Script& script = reading.out.script;
  const Tree tree = reading.skeleton.text.size() > max_size ? Tree(nullptr, ts_tree_delete)
                                                            : parse(reading.skeleton.text);
  if (!tree) {
    script.understood = false;
    return;
  }
  const TSNode root = ts_tree_root_node(tree.get());
  if (ts_node_has_error(root) || !reading.skeleton.balanced) script.understood = false;
  visit_children(reading, root, cx);
  if (reading.texts == 0) script.plain_chain = script.understood && is_plain_chain(reading, root);
}

Script finished(Output& out) {
  for (Command& command : out.script.commands)
    command.function = !command.words.empty() && out.functions.count(command.words[0].raw) > 0;
  return std::move(out.script);
}

}  // namespace

Script read_shell(std::string_view text) {
  Output out;
  out.script.shells.emplace_back();
  out.options.emplace_back();
  Reading reading{out, {std::string(text), {}}, skeleton(text), 0, std::nullopt, 0};
  read_text(reading, {});
  return finished(out);
}

Script read_exec(const std::vector<std::string>& argv) {
  Output out;
  out.script.shells.emplace_back();
  out.options.emplace_back();
  Command command;
  for (const std::string& each : argv)
    command.words.push_back({each, {{ShellPart::Kind::literal, each}}, true, {}});
  Reading reading{out, {}, {}, 0, Span{}, 0};
  emit(reading, std::move(command), std::nullopt, {}, {});
  return finished(out);
}

}  // namespace dockerfix
