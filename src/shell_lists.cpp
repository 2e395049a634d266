#include "shell_lists.h"

#include <algorithm>
#include <string>

namespace dockerfix {

using Kind = ShellNode::Kind;

std::vector<ShellOperand> operands(const ShellNode& node) {
  std::vector<ShellOperand> out;
  if (node.kind != Kind::list) return {{&node}};
  Kind before = Kind::and_then;
  for (const ShellNode& child : node.children) {
    if (child.named) out.push_back({&child, before});
    before = child.kind;
  }
  return out;
}

const ShellNode* caught_by(const std::vector<ShellOperand>& list, std::size_t next) {
  for (; next < list.size(); ++next)
    if (list[next].before == Kind::or_else) return list[next].node;
  return nullptr;
}

bool negated(const Reading& reading, const ShellNode& node) {
  const auto& bangs = reading.skeleton.bangs;
  const auto next = std::lower_bound(bangs.begin(), bangs.end(), node.span.begin);
  if (next == bangs.begin()) return false;
  const auto& text = reading.skeleton.text;
  return std::all_of(text.begin() + *(next - 1), text.begin() + node.span.begin,
                     [](char c) { return c == ' '; });
}

bool ends_failing(const Reading& reading, const ShellNode& body) {
  const auto last = std::find_if(body.children.rbegin(), body.children.rend(),
                                 [](const ShellNode& child) { return child.named; });
  return body.kind == Kind::group && last != body.children.rend() && last->kind == Kind::command &&
         fails(reading, *last);
}

bool fails(const Reading& reading, const ShellNode& statement) {
  const ShellNode* node = &statement;
  while (node->kind != Kind::command) {
    const auto last = std::find_if(node->children.rbegin(), node->children.rend(),
                                   [](const ShellNode& child) { return child.named; });
    if (last == node->children.rend()) return false;
    node = &*last;
  }
  const Span span{node->span.begin, extent(reading, node->span.end)};
  return always_fails(lex_command(reading.text, reading.skeleton, span));
}

bool is_plain_chain(const Reading& reading, const ShellNode& root) {
  const Skeleton& skeleton = reading.skeleton;
  const bool clean = !skeleton.comments && skeleton.heredocs.empty() && skeleton.bangs.empty() &&
                     skeleton.text.find('\n') == std::string::npos;
  if (!clean || root.children.size() != 1) return false;
  for (const ShellOperand& operand : operands(root.children[0]))
    if (operand.node->kind != Kind::command || operand.before != Kind::and_then) return false;
  const auto& commands = reading.out.script.commands;
  return std::none_of(commands.begin(), commands.end(), [](const Command& command) {
    return command.shell == 0 && ends_script(command);
  });
}

}  // namespace dockerfix
