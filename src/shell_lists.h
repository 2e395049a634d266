// What && and || make of a list. Internal to the shell reader.
#pragma once

#include <cstddef>
#include <vector>

#include "shell_reading.h"
#include "shell_tree.h"

namespace dockerfix {

struct ShellOperand {
  const ShellNode* node;
  ShellNode::Kind before = ShellNode::Kind::and_then;  // the operator in front
};

// The operands of a list, or the one statement that `node` is.
std::vector<ShellOperand> operands(const ShellNode& node);

// The operand that runs where one before `next` fails: behind the next ||. Null: none.
const ShellNode* caught_by(const std::vector<ShellOperand>& list, std::size_t next);

// Whether a ! stands in front of the statement.
bool negated(const Reading& reading, const ShellNode& node);

// Whether the last that a function's body does, come what may, is to fail: exit 1.
bool ends_failing(const Reading& reading, const ShellNode& body);

// Whether a statement always ends in a failure, so that `… ||` in front of it hides nothing.
bool fails(const Reading& reading, const ShellNode& statement);

// Whether the text, already read, is nothing but simple commands joined by &&, so that one more can
// be appended.
bool is_plain_chain(const Reading& reading, const ShellNode& root);

}  // namespace dockerfix
