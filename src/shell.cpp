// The tree of the real shell grammar. The grammar is given a skeleton of the text (shell_lex.h),
// which has the same structure and none of the words it would stumble on.
#include "shell.h"

#include <tree_sitter/api.h>

#include <memory>
#include <string_view>
#include <utility>

#include "shell_reading.h"
#include "shell_tree.h"

extern "C" const TSLanguage* tree_sitter_bash(void);

namespace dockerfix {
namespace {

using Kind = ShellNode::Kind;

std::vector<Kind> make_kinds() {
  static constexpr std::pair<std::string_view, Kind> names[] = {
      {"&", Kind::background},
      {"&&", Kind::and_then},
      {")", Kind::close_paren},
      {"case_item", Kind::case_item},
      {"case_statement", Kind::case_statement},
      {"command", Kind::command},
      {"command_substitution", Kind::substitution},
      {"compound_statement", Kind::group},
      {"do_group", Kind::do_group},
      {"elif_clause", Kind::elif_clause},
      {"else_clause", Kind::else_clause},
      {"file_redirect", Kind::redirect},
      {"for_statement", Kind::for_statement},
      {"function_definition", Kind::function},
      {"if_statement", Kind::if_statement},
      {"list", Kind::list},
      {"pipeline", Kind::pipeline},
      {"process_substitution", Kind::substitution},
      {"redirected_statement", Kind::redirected},
      {"subshell", Kind::subshell},
      {"then", Kind::then},
      {"while_statement", Kind::while_statement},
      {"||", Kind::or_else},
  };
  std::vector<Kind> kinds(ts_language_symbol_count(tree_sitter_bash()), Kind::other);
  for (std::size_t symbol = 0; symbol < kinds.size(); ++symbol) {
    const std::string_view name =
        ts_language_symbol_name(tree_sitter_bash(), static_cast<TSSymbol>(symbol));
    for (const auto& [each, kind] : names)
      if (each == name) kinds[symbol] = kind;
  }
  return kinds;
}

Kind kind_of(TSNode node) {
  static const std::vector<Kind> kinds = make_kinds();
  const TSSymbol symbol = ts_node_symbol(node);  // of an error: past the end
  return symbol < kinds.size() ? kinds[symbol] : Kind::other;
}

// A skeleton in which each stretch of blanks, and of what is hidden, is one byte: the grammar looks
// at every byte several times, and most of a RUN is words that it does not need to see.
struct Squeezed {
  std::string text;
  std::vector<std::uint32_t> from;  // where in the skeleton each byte of it begins; then the end
};

Squeezed squeezed(std::string_view skeleton) {
  Squeezed out;
  char before = '\0';
  for (std::size_t i = 0; i < skeleton.size(); ++i) {
    const char c = skeleton[i];
    if (c == std::exchange(before, c) && (c == ' ' || c == 'x')) continue;
    out.text += c;
    out.from.push_back(static_cast<std::uint32_t>(i));
  }
  out.from.push_back(static_cast<std::uint32_t>(skeleton.size()));
  return out;
}

struct Builder {
  TSTreeCursor cursor;
  const std::vector<std::uint32_t>& from;
  bool complete = true;
};

Kind current_kind(Builder& builder) {
  return kind_of(ts_tree_cursor_current_node(&builder.cursor));
}

ShellNode build(Builder& builder, int depth);

// The operands of a list, which leans to the left and may be thousands deep.
void build_list(Builder& builder, int depth, std::vector<ShellNode>& out) {
  int levels = 0;
  for (; current_kind(builder) == Kind::list; ++levels)
    if (!ts_tree_cursor_goto_first_child(&builder.cursor)) break;
  out.push_back(build(builder, depth));
  for (; levels > 0; --levels) {
    while (ts_tree_cursor_goto_next_sibling(&builder.cursor)) out.push_back(build(builder, depth));
    ts_tree_cursor_goto_parent(&builder.cursor);
  }
}

// The tree below the cursor, which stays where it is.
ShellNode build(Builder& builder, int depth) {
  const TSNode from = ts_tree_cursor_current_node(&builder.cursor);
  ShellNode node{kind_of(from),
                 ts_node_is_named(from),
                 {builder.from[ts_node_start_byte(from)], builder.from[ts_node_end_byte(from)]},
                 {}};
  if (depth > max_shell_depth) {
    builder.complete = false;
  } else if (node.kind == Kind::list) {
    build_list(builder, depth + 1, node.children);
  } else if (ts_tree_cursor_goto_first_child(&builder.cursor)) {
    do node.children.push_back(build(builder, depth + 1));
    while (ts_tree_cursor_goto_next_sibling(&builder.cursor));
    ts_tree_cursor_goto_parent(&builder.cursor);
  }
  return node;
}

Script finished(Output& out) {
  for (Command& command : out.script.commands) {
    if (command.words.empty()) continue;
    command.function = out.functions.count(command.words[0].raw) > 0;
    command.failing = out.failing.count(command.words[0].raw) > 0;
  }
  out.script.questions = out.questions > 0;
  return std::move(out.script);
}

}  // namespace

ShellTree parse_skeleton(std::string_view skeleton) {
  using Parser = std::unique_ptr<TSParser, decltype(&ts_parser_delete)>;
  thread_local const Parser parser = [] {
    Parser made(ts_parser_new(), ts_parser_delete);
    ts_parser_set_language(made.get(), tree_sitter_bash());
    return made;
  }();
  const Squeezed seen = squeezed(skeleton);
  const std::unique_ptr<TSTree, decltype(&ts_tree_delete)> tree(
      ts_parser_parse_string(parser.get(), nullptr, seen.text.data(),
                             static_cast<std::uint32_t>(seen.text.size())),
      ts_tree_delete);
  ShellTree out;
  out.complete = false;
  if (!tree) return out;
  const TSNode root = ts_tree_root_node(tree.get());
  Builder builder{ts_tree_cursor_new(root), seen.from, !ts_node_has_error(root)};
  out.root = build(builder, 0);
  out.complete = builder.complete;
  ts_tree_cursor_delete(&builder.cursor);
  return out;
}

Script read_shell(std::string_view text) {
  Output out;
  out.script.shells.emplace_back();
  out.options.emplace_back();
  Reading reading{out, {std::string(text), {}}, skeleton(text), 0, std::nullopt, 0};
  read_text(reading, {});
  return finished(out);
}

const Script& Scripts::read(const std::string& text) {
  const auto found = by_text.find(text);
  if (found != by_text.end()) return found->second;
  return by_text.emplace(text, read_shell(text)).first->second;
}

Script read_exec(const std::vector<std::string>& argv) {
  Output out;
  out.script.shells.emplace_back();
  out.options.emplace_back();
  Command command;
  for (const std::string& each : argv)
    command.words.push_back({each, {{ShellPart::Kind::literal, each}}, true, {}, false});
  Reading reading{out, {}, {}, 0, Span{}, 0};
  emit(reading, std::move(command), {});
  return finished(out);
}

}  // namespace dockerfix
