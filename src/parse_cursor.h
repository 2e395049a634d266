// Why the parser cannot lose a byte.
#pragma once

#include <cstddef>
#include <vector>

#include "document.h"

namespace dockerfix::parts {

inline std::uint32_t narrow(std::size_t n) {
  return static_cast<std::uint32_t>(n);
}

// The only way forward is take(), and take() records what it moves over: no byte can be lost.
class Cursor {
 public:
  explicit Cursor(Document& doc) : doc_(doc) {}

  std::size_t pos() const { return pos_; }
  bool at_end() const { return pos_ == doc_.text.size(); }

  void take(Piece::Kind kind, std::size_t n) {
    if (n == 0) return;
    pieces_.push_back({kind, {narrow(pos_), narrow(pos_ + n)}});
    pos_ += n;
  }
  void take_to(Piece::Kind kind, std::size_t end) { take(kind, end - pos_); }

  // Makes an item of what was taken since the last one.
  void end_item(Keyword keyword = Keyword::none, Keyword trigger = Keyword::none) {
    if (pieces_.empty()) return;
    const Span span{pieces_.front().span.begin, pieces_.back().span.end};
    doc_.items.push_back({keyword, trigger, span, {pieces_.begin(), pieces_.end()}});
    pieces_.clear();
  }

 private:
  Document& doc_;
  std::size_t pos_ = 0;
  std::vector<Piece> pieces_;  // of the item being read
};

}  // namespace dockerfix::parts
