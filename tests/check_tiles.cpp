#include "check_tiles.h"

std::string check_tiles(const dockerfix::Document& doc) {
  std::uint32_t end = 0;
  for (const dockerfix::Item& item : doc.items) {
    if (item.pieces.empty()) return "an item without pieces at byte " + std::to_string(end);
    if (item.span.begin != end) return "a gap before the item at byte " + std::to_string(end);
    for (const dockerfix::Piece& piece : item.pieces) {
      if (piece.span.begin != end) return "a gap before the piece at byte " + std::to_string(end);
      if (piece.span.end <= end) return "an empty piece at byte " + std::to_string(end);
      end = piece.span.end;
    }
    if (item.span.end != end) return "the pieces leave their item at byte " + std::to_string(end);
  }
  return end == doc.text.size() ? "" : "the items end at byte " + std::to_string(end);
}
