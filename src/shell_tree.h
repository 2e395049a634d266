// The tree of a shell text, as far as it decides what runs when. Internal to the shell reader.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "document.h"

namespace dockerfix {

struct ShellNode {
  enum class Kind : std::uint8_t {
    other,
    // Statements:
    command,
    list,
    pipeline,
    redirected,
    subshell,
    group,
    if_statement,
    for_statement,
    while_statement,
    case_statement,
    function,
    // What they are made of:
    case_item,
    do_group,
    elif_clause,
    else_clause,
    redirect,
    substitution,
    // Tokens:
    and_then,
    background,
    close_paren,
    or_else,
    then,
  };
  Kind kind = Kind::other;
  bool named = false;  // not a mere token
  Span span;
  std::vector<ShellNode> children;  // of a list: all operands, with the operators between them
};

struct ShellTree {
  ShellNode root;
  bool complete = true;  // no errors, and nothing left out because of its depth
};

// Parses the text of a Skeleton.
ShellTree parse_skeleton(std::string_view skeleton);

}  // namespace dockerfix
