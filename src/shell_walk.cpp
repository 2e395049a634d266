// Walks the tree of a shell text in the order its commands run, as far as the text tells.
#include <algorithm>
#include <string_view>
#include <utility>

#include "shell_asks.h"
#include "shell_lists.h"
#include "shell_reading.h"
#include "shell_tree.h"

namespace dockerfix {
namespace {

using Kind = ShellNode::Kind;
using Nodes = std::vector<ShellNode>;

// Redirects behind a statement. The grammar hangs them on a whole list or pipeline, though they are
// those of its last command.
struct Tail {
  const ShellNode* holder = nullptr;  // what they are in
  std::uint32_t end = 0;
};

void visit(Reading& reading, const ShellNode& node, Context cx, Tail tail = {});

std::string text_in(const Reading& reading, Span span) {
  return reading.text.text.substr(span.begin, span.end - span.begin);
}

void collect_substitutions(const ShellNode& node, Span span, std::vector<const ShellNode*>& found) {
  for (const ShellNode& child : node.children) {
    if (child.span.end <= span.begin || child.span.begin >= span.end) continue;
    if (child.kind == Kind::substitution || child.kind == Kind::subshell)
      found.push_back(&child);
    else
      collect_substitutions(child, span, found);
  }
}

// The commands of $(…), <(…) and `…` in the words of text[span], which lies within `node`.
void visit_substitutions(Reading& reading, const ShellNode& node, Span span, Context cx) {
  const auto pieces = pieces_in(reading.skeleton, span);
  const bool any = std::any_of(pieces.begin(), pieces.end(), [&](const ShellPiece& each) {
    return each.kind == ShellPiece::Kind::substitution;
  });
  std::vector<const ShellNode*> nodes;
  if (any) collect_substitutions(node, span, nodes);
  std::size_t next = 0;
  for (const ShellPiece& piece : pieces) {
    for (; next < nodes.size() && nodes[next]->span.begin <= piece.span.begin; ++next)
      visit(reading, *nodes[next], cx);
    const bool inside = next > 0 && nodes[next - 1]->span.end > piece.span.begin;
    if (piece.kind == ShellPiece::Kind::backticks && !inside) read_backticks(reading, piece, cx);
  }
  for (; next < nodes.size(); ++next) visit(reading, *nodes[next], cx);
}

// $(…) in a heredoc's body runs where the heredoc is used.
void read_heredoc(Reading& reading, const ShellHeredoc& heredoc, Context cx) {
  const std::string body = text_in(reading, heredoc.body);
  if (!heredoc.expand || body.find_first_of("`(") == body.npos) return;
  Reading inner{
      reading.out,  {body, {}},       heredoc_skeleton(body), reading.base + heredoc.body.begin,
      reading.span, reading.texts + 1};
  const ShellTree tree = parse_skeleton(inner.skeleton.text);
  if (!tree.complete || inner.texts > max_shell_texts) reading.out.script.understood = false;
  if (inner.texts > max_shell_texts) return;
  visit_substitutions(inner, tree.root, {0, static_cast<std::uint32_t>(body.size())}, masked(cx));
}

void visit_command(Reading& reading, const ShellNode& node, Span span, Context cx) {
  Command command = lex_command(reading.text, reading.skeleton, span);
  const bool tests = is_test(command);
  const std::size_t first = reading.out.script.commands.size();
  const bool bare = command.words.empty() && command.redirects.empty();
  visit_substitutions(reading, node, span, bare ? cx : masked(cx));
  for (const ShellHeredoc& heredoc : reading.skeleton.heredocs) {
    const bool within = heredoc.op >= span.begin && heredoc.op < span.end;
    if (within && !is_inside(reading, span, heredoc.op)) read_heredoc(reading, heredoc, cx);
  }
  push_defaults(reading, span, cx);
  emit(reading, std::move(command), cx);
  note_question(reading, tests, first, cx);
}

void visit_sequence(Reading& reading, const Nodes& nodes, std::size_t begin, std::size_t end,
                    Context cx) {
  std::size_t last = end;
  for (std::size_t i = begin; i < end; ++i)
    if (nodes[i].named) last = i;
  for (std::size_t i = begin; i < end; ++i) {
    if (!nodes[i].named) continue;
    Context each = cx;
    if (i != last && cx.status == Status::result) each.status = Status::sequence;
    if (i + 1 < end && nodes[i + 1].kind == Kind::background)
      each = in_shell(reading.out, masked(cx), false);
    visit(reading, nodes[i], each);
  }
}

void visit_list(Reading& reading, const ShellNode& node, Context cx, Tail tail) {
  const auto list = operands(node);
  AskingList asking{cx};
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool last = i + 1 == list.size();
    Context each = i == 0 ? cx : context_behind(asking, list[i].before);
    const std::size_t first = reading.out.script.commands.size();
    const ShellNode* rescue = caught_by(list, i + 1);
    // `set -e` does not look at what stands left of && and ||.
    if (!last && cx.status == Status::sequence) each = masked(each);
    if (rescue && !fails(reading, *rescue))
      each = masked(each);
    else if (rescue && cx.status == Status::sequence)
      each.status = Status::result;
    each.conditional |= list[i].before == Kind::or_else;
    visit(reading, *list[i].node, each, last ? tail : Tail{});
    if (last)
      finish(reading, asking, node, list[i], first);
    else
      follow(reading, asking, list[i], first);
  }
}

void visit_pipeline(Reading& reading, const ShellNode& node, Context cx, Tail tail) {
  const Nodes& nodes = node.children;
  const bool pipefail = reading.out.options[cx.shell].pipefail;
  std::size_t last = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].named) last = i;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!nodes[i].named) continue;
    const Context each = i == last || pipefail ? cx : masked(cx);
    visit(reading, nodes[i], in_shell(reading.out, each, false), i == last ? tail : Tail{});
  }
}

// if, elif and while: what stands before `then` or `do` is the condition. The context of what
// follows where it does not hold.
Context visit_branches(Reading& reading, const ShellNode& node, Context cx) {
  const Nodes& nodes = node.children;
  const auto split = std::find_if(nodes.begin(), nodes.end(), [](const ShellNode& each) {
    return each.kind == Kind::then || each.kind == Kind::do_group;
  });
  const auto middle = static_cast<std::size_t>(split - nodes.begin());
  const std::size_t first = reading.out.script.commands.size();
  cx.again |= node.kind == Kind::while_statement;
  visit_sequence(reading, nodes, 0, middle, masked(cx));
  const Answer answer = answer_of_all(reading, node, middle, first, cx);
  cx.conditional = true;
  std::size_t end = middle;
  while (end < nodes.size() && nodes[end].kind != Kind::elif_clause &&
         nodes[end].kind != Kind::else_clause)
    ++end;
  visit_sequence(reading, nodes, middle, end, under(cx, answer, true));
  cx = under(cx, answer, false);
  for (std::size_t i = end; i < nodes.size(); ++i) {
    if (nodes[i].kind == Kind::elif_clause)
      cx = visit_branches(reading, nodes[i], cx);
    else if (nodes[i].named)
      visit(reading, nodes[i], cx);
  }
  return cx;
}

// `for NAME in …; do`, select, and `for ((NAME=…; …))`.
void visit_for(Reading& reading, const ShellNode& node, Context cx) {
  const ShellNode* variable = nullptr;
  for (const ShellNode& child : node.children) {
    if (!child.named) continue;
    if (!variable) {
      variable = &child;
    } else if (child.kind != Kind::do_group) {
      visit_substitutions(reading, node, child.span, masked(cx));
    } else {
      const Span span = variable->span;
      const std::string name = leading_name(text_in(reading, span));
      if (!name.empty()) push_unknown(reading, name, span, cx);
      cx.conditional = cx.again = true;
      visit(reading, child, under(cx, Answer::open, true));
    }
  }
}

void visit_case(Reading& reading, const ShellNode& node, Context cx) {
  Context body = cx;
  for (const ShellNode& child : node.children) {
    if (!child.named) continue;
    if (child.kind != Kind::case_item) {
      const std::size_t first = reading.out.script.commands.size();
      visit_substitutions(reading, node, child.span, masked(cx));
      body = under(body, answer_of_word(reading, child, first), true);
      body.conditional = true;
      continue;
    }
    const Nodes& nodes = child.children;
    const auto close = std::find_if(nodes.begin(), nodes.end(), [](const ShellNode& each) {
      return each.kind == Kind::close_paren;
    });
    if (close == nodes.end()) continue;
    const auto begin = static_cast<std::size_t>(close - nodes.begin());
    visit_substitutions(reading, child, {child.span.begin, close->span.begin}, masked(body));
    visit_sequence(reading, nodes, begin, nodes.size(), body);
  }
}

void visit_function(Reading& reading, const ShellNode& node, Context cx) {
  const auto& nodes = node.children;
  const auto name =
      std::find_if(nodes.begin(), nodes.end(), [](const ShellNode& child) { return child.named; });
  if (name == nodes.end()) return;
  reading.out.functions.insert(text_in(reading, name->span));
  cx = under(cx, Answer::open, true);
  cx.conditional = cx.again = true;
  if (cx.status != Status::ignored) cx.status = Status::result;
  for (auto body = name + 1; body != nodes.end(); ++body) {
    if (!body->named) continue;
    visit(reading, *body, cx);
    if (ends_failing(reading, *body)) reading.out.failing.insert(text_in(reading, name->span));
  }
}

void visit_redirected(Reading& reading, const ShellNode& node, Context cx, Tail tail) {
  const std::uint32_t end = std::max(tail.end, extent(reading, node.span.end));
  const bool bare = node.children.empty() || node.children[0].kind == Kind::redirect;
  if (bare) return visit_command(reading, node, {node.span.begin, end}, cx);
  visit(reading, node.children[0], cx, {&node, end});
}

// A compound command, after the redirects that stand behind it.
void visit_compound(Reading& reading, const ShellNode& node, Context cx, Tail tail) {
  if (tail.holder) visit_command(reading, *tail.holder, {node.span.end, tail.end}, cx);
  switch (node.kind) {
    case Kind::if_statement:
    case Kind::while_statement:
      visit_branches(reading, node, cx);
      return;
    case Kind::for_statement:
      return visit_for(reading, node, cx);
    case Kind::case_statement:
      return visit_case(reading, node, cx);
    case Kind::subshell:
    case Kind::substitution:
      cx = in_shell(reading.out, cx, false);
      break;
    default:
      break;
  }
  visit_sequence(reading, node.children, 0, node.children.size(), cx);
}

void visit(Reading& reading, const ShellNode& node, Context cx, Tail tail) {
  if (node.kind != Kind::list && negated(reading, node)) cx = masked(cx);
  switch (node.kind) {
    case Kind::list:
      return visit_list(reading, node, cx, tail);
    case Kind::pipeline:
      return visit_pipeline(reading, node, cx, tail);
    case Kind::redirected:
      return visit_redirected(reading, node, cx, tail);
    case Kind::function:
      return visit_function(reading, node, cx);
    case Kind::command: {
      const std::uint32_t end = std::max(tail.end, extent(reading, node.span.end));
      return visit_command(reading, tail.holder ? *tail.holder : node, {node.span.begin, end}, cx);
    }
    default:
      return visit_compound(reading, node, cx, tail);
  }
}

}  // namespace

void read_text(Reading& reading, Context cx) {
  constexpr std::size_t max_size = 1u << 20;
  Script& script = reading.out.script;
  ShellTree tree;
  tree.complete = false;
  if (reading.skeleton.text.size() <= max_size) tree = parse_skeleton(reading.skeleton.text);
  if (!tree.complete || !reading.skeleton.balanced) script.understood = false;
  const Nodes& nodes = tree.root.children;
  visit_sequence(reading, nodes, 0, nodes.size(), cx);
  if (reading.texts == 0)
    script.plain_chain = script.understood && is_plain_chain(reading, tree.root);
}

}  // namespace dockerfix
