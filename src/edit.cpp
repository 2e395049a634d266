#include "edit.h"

#include <algorithm>
#include <stdexcept>

namespace dockerfix {

std::string apply(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
  });
  std::string out;
  std::uint32_t done = 0;
  for (const Edit& edit : edits) {
    if (edit.span.begin < done || edit.span.end < edit.span.begin || edit.span.end > text.size()) {
      throw std::logic_error("edits overlap or leave the text");
    }
    out += text.substr(done, edit.span.begin - done);
    out += edit.text;
    done = edit.span.end;
  }
  out += text.substr(done);
  return out;
}

namespace {

std::string_view ending_of(const Document& doc, const Item& item) {
  if (item.pieces.empty() || item.pieces.back().kind != Piece::Kind::newline) return {};
  return doc.at(item.pieces.back().span);
}

bool ends_nothing(const Piece& piece) {
  using Kind = Piece::Kind;
  return piece.kind == Kind::blank || piece.kind == Kind::newline || piece.kind == Kind::space ||
         piece.kind == Kind::comment || piece.kind == Kind::continuation;
}

// A trailing escape would draw a line at the end of the file into the last instruction: it gives
// way. Comments behind it stay.
void give_way(const Document& doc, const std::string& ending, Edit& edit) {
  if (doc.items.empty() || doc.items.back().keyword == Keyword::none) return;
  const std::vector<Piece>& pieces = doc.items.back().pieces;
  std::string kept;
  bool comment = false;
  for (auto piece = pieces.rbegin(); piece != pieces.rend() && ends_nothing(*piece); ++piece) {
    if (piece->kind == Piece::Kind::continuation) {
      edit.span.begin = piece->span.begin;
      edit.text = comment ? ending + kept : "";
    } else {
      kept = std::string(doc.at(piece->span)) + kept;
      comment = comment || piece->kind == Piece::Kind::comment;
    }
  }
  while (edit.text.ends_with('\n') || edit.text.ends_with('\r')) edit.text.pop_back();
}

}  // namespace

std::string_view line_ending(const Document& doc, std::size_t item) {
  if (item < doc.items.size()) {
    if (const std::string_view own = ending_of(doc, doc.items[item]); !own.empty()) return own;
  }
  for (const Item& other : doc.items) {
    if (const std::string_view first = ending_of(doc, other); !first.empty()) return first;
  }
  return "\n";
}

Edit insert_lines(const Document& doc, std::size_t item, const std::vector<std::string>& lines) {
  const std::string_view ending = line_ending(doc, item > 0 ? item - 1 : item);
  if (item < doc.items.size()) {
    Edit edit{{doc.items[item].span.begin, doc.items[item].span.begin}, {}};
    for (const std::string& line : lines) edit.text.append(line).append(ending);
    return edit;
  }
  const auto end = static_cast<std::uint32_t>(doc.text.size());
  Edit edit{{end, end}, {}};
  give_way(doc, std::string(ending), edit);
  // A last line without ending gets one, and the new last line goes without, as the file had it.
  const bool cut = edit.span.begin != end;
  const bool ended = !cut && (doc.items.empty() || !ending_of(doc, doc.items.back()).empty());
  for (const std::string& line : lines) {
    if (ended) {
      edit.text.append(line).append(ending);
    } else {
      edit.text.append(ending).append(line);
    }
  }
  return edit;
}

Edit replace(Span span, std::string text) {
  return {span, std::move(text)};
}

Edit remove_item(const Document& doc, std::size_t item) {
  return {doc.items[item].span, {}};
}

}  // namespace dockerfix
