// The exec form: a JSON array of strings, as Go's encoding/json accepts it.
#include "parse_parts.h"
#include "text.h"

namespace dockerfix::parts {
namespace {

constexpr std::size_t max_depth = 10000;  // encoding/json gives up below this

struct Reader {
  std::string_view in;
  std::size_t pos = 0;

  char peek() const { return pos < in.size() ? in[pos] : '\0'; }
  bool take(char c) {
    if (pos >= in.size() || in[pos] != c) return false;
    ++pos;
    return true;
  }
  void skip_blanks() {
    while (pos < in.size() && std::string_view(" \t\r\n").find(in[pos]) != in.npos) ++pos;
  }
};

void append_utf8(std::string& out, unsigned code) {
  const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

std::optional<unsigned> read_hex4(Reader& reader) {
  if (reader.in.size() - reader.pos < 4) return std::nullopt;
  unsigned code = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = reader.in[reader.pos + i];
    const std::size_t digit = std::string_view("0123456789abcdef").find(to_lower({&c, 1}));
    if (digit == std::string_view::npos) return std::nullopt;
    code = code * 16 + static_cast<unsigned>(digit);
  }
  reader.pos += 4;
  return code;
}

// What follows \u. A surrogate without its other half becomes U+FFFD, as in Go.
bool read_unicode_escape(Reader& reader, std::string& out) {
  const std::optional<unsigned> first = read_hex4(reader);
  if (!first) return false;
  unsigned code = *first;
  if (code >= 0xD800 && code < 0xE000) {
    const std::size_t before = reader.pos;
    std::optional<unsigned> second;
    if (code < 0xDC00 && reader.take('\\') && reader.take('u')) second = read_hex4(reader);
    const bool paired = second && *second >= 0xDC00 && *second < 0xE000;
    code = paired ? 0x10000 + ((code - 0xD800) << 10) + (*second - 0xDC00) : 0xFFFD;
    if (!paired) reader.pos = before;
  }
  append_utf8(out, code);
  return true;
}

bool read_string(Reader& reader, std::string& out) {
  if (!reader.take('"')) return false;
  while (reader.pos < reader.in.size()) {
    const char c = reader.in[reader.pos++];
    if (c == '"') return true;
    if (static_cast<unsigned char>(c) < 0x20) return false;
    if (c != '\\') {
      out += c;
      continue;
    }
    const char escaped = reader.peek();
    ++reader.pos;
    static constexpr std::string_view letters = "\"\\/bfnrt";
    static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (escaped == 'u') {
      if (!read_unicode_escape(reader, out)) return false;
    } else if (const std::size_t i = letters.find(escaped); escaped && i != letters.npos) {
      out += meanings[i];
    } else {
      return false;
    }
  }
  return false;
}

bool skip_digits(Reader& reader) {
  const std::size_t before = reader.pos;
  while (reader.peek() >= '0' && reader.peek() <= '9') ++reader.pos;
  return reader.pos > before;
}

bool skip_number(Reader& reader) {
  reader.take('-');
  if (!reader.take('0') && !skip_digits(reader)) return false;
  if (reader.take('.') && !skip_digits(reader)) return false;
  if (!reader.take('e') && !reader.take('E')) return true;
  if (!reader.take('+')) reader.take('-');
  return skip_digits(reader);
}

bool skip_string(Reader& reader) {
  std::string ignored;
  return read_string(reader, ignored);
}

// A string, a number, true, false or null.
bool skip_scalar(Reader& reader) {
  if (reader.peek() == '"') return skip_string(reader);
  if (reader.peek() == '-' || (reader.peek() >= '0' && reader.peek() <= '9')) {
    return skip_number(reader);
  }
  for (const std::string_view word : {"true", "false", "null"}) {
    if (reader.in.substr(reader.pos, word.size()) != word) continue;
    reader.pos += word.size();
    return true;
  }
  return false;
}

bool skip_name(Reader& reader) {
  if (!skip_string(reader)) return false;
  reader.skip_blanks();
  if (!reader.take(':')) return false;
  reader.skip_blanks();
  return true;
}

// Any value. The brackets that are open are kept in a string, so that nesting costs no stack.
bool skip_value(Reader& reader) {
  std::string closers;
  do {
    reader.skip_blanks();
    if (!closers.empty() && closers.back() == '}' && !skip_name(reader)) return false;
    const char closer = reader.peek() == '[' ? ']' : reader.peek() == '{' ? '}' : '\0';
    if (closer == '\0' && !skip_scalar(reader)) return false;
    if (closer != '\0') {
      ++reader.pos;
      reader.skip_blanks();
      if (!reader.take(closer)) {
        closers += closer;
        if (closers.size() >= max_depth) return false;
        continue;
      }
    }
    while (!closers.empty()) {
      reader.skip_blanks();
      if (reader.take(',')) break;
      if (!reader.take(closers.back())) return false;
      closers.pop_back();
    }
  } while (!closers.empty());
  return true;
}

}  // namespace

ExecForm read_exec_form(std::string_view line, Range rest, std::vector<ExecString>* out) {
  rest = trim(line, rest);
  if (rest.empty() || line[rest.begin] != '[') return ExecForm::no;
  Reader reader{line.substr(0, rest.end), rest.begin + 1};
  ExecForm form = ExecForm::strings;
  reader.skip_blanks();
  if (reader.peek() != ']') {
    do {
      reader.skip_blanks();
      const std::size_t begin = reader.pos;
      std::string text;
      if (reader.peek() != '"') {
        form = ExecForm::other_types;
        if (!skip_value(reader)) return ExecForm::no;
      } else if (!read_string(reader, text)) {
        return ExecForm::no;
      } else if (out) {
        out->push_back({std::move(text), {begin, reader.pos}});
      }
      reader.skip_blanks();
    } while (reader.take(','));
  }
  if (!reader.take(']')) return ExecForm::no;
  reader.skip_blanks();
  return reader.pos == rest.end ? form : ExecForm::no;
}

}  // namespace dockerfix::parts
