// What a shell text asks about the user that runs it: `id -u`, $EUID, whoami. Internal to the shell
// reader.
#pragma once

#include <cstddef>

#include "shell_lists.h"
#include "shell_reading.h"
#include "shell_tree.h"

namespace dockerfix {

// What the children of `node` up to `middle`, a condition whose commands are listed from `first`
// on, say of the user. Counts what it cannot understand in Output::questions.
Answer answer_of_all(Reading& reading, const ShellNode& node, std::size_t middle, std::size_t first,
                     Context cx);

// The same of the word behind `case`: unclear where it asks.
Answer answer_of_word(Reading& reading, const ShellNode& word, std::size_t first);

// The context of what runs where a condition with that answer holds, or where it does not.
Context under(Context cx, Answer answer, bool holds);

// test, [, [[ and arithmetic.
bool is_test(const Command& command);

// Takes note of the command that was listed last, with what its words run, from `first` on, and
// whether it is a test: of a question until a condition takes it, and of variables that know the
// answer.
void note_question(Reading& reading, bool tests, std::size_t first, Context cx);

struct AskingList {  // what the operands of a list so far say of the user
  Context cx;        // of the list
  bool begun = false;
  bool only_and = true;
  Answer answer = Answer::open;
  ShellNode::Kind reached = ShellNode::Kind::other;  // the operator behind which users went on
};

// The context of the operand behind that operator.
Context context_behind(const AskingList& list, ShellNode::Kind op);

// Takes note of an operand, whose commands are listed from `first` on.
void follow(Reading& reading, AskingList& list, const ShellOperand& operand, std::size_t first);

// The same of the last operand of the list `node`. What the whole of it says waits in Output::list
// for the condition that it is.
void finish(Reading& reading, AskingList& list, const ShellNode& node, const ShellOperand& operand,
            std::size_t first);

}  // namespace dockerfix
