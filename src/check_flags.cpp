// What BuildKit rejects in flags (instructions/bflag.go and commands_run*.go), and HEALTHCHECK,
// which is mostly flags.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "parse_parts.h"
#include "text.h"

namespace dockerfix::parts {
namespace {

enum class Takes { yes_or_no, value, values };  // values: may be repeated

struct FlagRow {
  Keyword keyword;
  std::string_view name;
  Takes takes = Takes::value;
};

constexpr std::array<FlagRow, 23> flag_rows{{
    {Keyword::add, "chown"},
    {Keyword::add, "chmod"},
    {Keyword::add, "link", Takes::yes_or_no},
    {Keyword::add, "keep-git-dir", Takes::yes_or_no},
    {Keyword::add, "checksum"},
    {Keyword::add, "unpack", Takes::yes_or_no},
    {Keyword::add, "exclude", Takes::values},
    {Keyword::copy, "chown"},
    {Keyword::copy, "from"},
    {Keyword::copy, "chmod"},
    {Keyword::copy, "link", Takes::yes_or_no},
    {Keyword::copy, "exclude", Takes::values},
    {Keyword::copy, "parents", Takes::yes_or_no},
    {Keyword::from, "platform"},
    {Keyword::healthcheck, "interval"},
    {Keyword::healthcheck, "timeout"},
    {Keyword::healthcheck, "start-period"},
    {Keyword::healthcheck, "start-interval"},
    {Keyword::healthcheck, "retries"},
    {Keyword::run, "mount", Takes::values},
    {Keyword::run, "network"},
    {Keyword::run, "security"},
    {Keyword::run, "device", Takes::values},
}};

const FlagRow* find_row(Keyword keyword, std::string_view name) {
  for (const FlagRow& row : flag_rows) {
    if (row.keyword == keyword && row.name == name) return &row;
  }
  return nullptr;
}

// The fields of one line of CSV; empty where a quote is out of place or nothing is there.
std::optional<std::vector<std::string>> csv_fields(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::vector<std::string> fields;
  while (true) {
    std::string field;
    if (text.substr(0, 1) == "\"") {
      std::size_t pos = 1;
      for (; pos < text.size(); ++pos) {
        const bool quote = text[pos] == '"';
        if (quote && text.substr(pos + 1, 1) != "\"") break;
        if (quote) ++pos;
        field += text[pos];
      }
      if (pos >= text.size()) return std::nullopt;
      text.remove_prefix(pos + 1);
      if (!text.empty() && text.front() != ',') return std::nullopt;
    } else {
      field = text.substr(0, text.find(','));
      if (field.find('"') != field.npos) return std::nullopt;
      text.remove_prefix(field.size());
    }
    fields.push_back(std::move(field));
    if (text.empty()) return fields;
    text.remove_prefix(1);
  }
}

struct Field {
  std::string key;  // lower case
  std::optional<std::string_view> value;
};

Field split_field(std::string_view field) {
  const std::size_t equals = field.find('=');
  if (equals == field.npos) return {to_lower(field), std::nullopt};
  return {to_lower(field.substr(0, equals)), field.substr(equals + 1)};
}

// These return what is wrong with the value, or nothing.
std::string check_mount(std::string_view value) {
  const auto fields = csv_fields(value);
  if (!fields) return "its fields cannot be told apart";
  for (const std::string& text : *fields) {
    const Field field = split_field(text);
    if (field.key != "from" || !field.value) continue;
    const std::size_t dollar = field.value->find('$');
    if (dollar != field.value->npos && dollar + 1 != field.value->size()) {
      return "BuildKit expands no variable in from; name a stage after it instead";
    }
  }
  return {};
}

std::string check_device(std::string_view value) {
  static constexpr std::array<std::string_view, 12> booleans{
      "1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False"};
  const auto fields = csv_fields(value);
  if (!fields) return "its fields cannot be told apart";
  bool named = false;
  for (const std::string& text : *fields) {
    const Field field = split_field(text);
    const bool required = field.key == "required";
    if (required && field.value &&
        std::find(booleans.begin(), booleans.end(), *field.value) == booleans.end()) {
      return "required takes true or false";
    }
    if (required) continue;
    // An unknown field is the name where none was given; an empty one does not count as given.
    if (named) return "there is more than its name and required";
    named = !(field.key == "name" && field.value ? std::string(*field.value) : text).empty();
  }
  return {};
}

std::string check_network(std::string_view value) {
  const bool good = value == "default" || value == "none" || value == "host";
  return good ? "" : "it takes default, none or host";
}

std::string check_security(std::string_view value) {
  return value == "insecure" || value == "sandbox" ? "" : "it takes sandbox or insecure";
}

struct Unit {
  std::string_view name;
  double seconds;
};
constexpr std::array<Unit, 8> units{{{"ns", 1e-9},
                                     {"us", 1e-6},
                                     {"\xC2\xB5s", 1e-6},
                                     {"\xCE\xBCs", 1e-6},
                                     {"ms", 1e-3},
                                     {"s", 1},
                                     {"m", 60},
                                     {"h", 3600}}};

// Takes one "1.5h" off the text; empty where there is none.
std::optional<double> take_seconds(std::string_view& text) {
  static constexpr std::string_view number_chars = "0123456789.";
  const std::string number(text.substr(0, text.find_first_not_of(number_chars)));
  text.remove_prefix(number.size());
  const std::string_view name = text.substr(0, text.find_first_of(number_chars));
  text.remove_prefix(name.size());
  const auto unit =
      std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == name; });
  const bool digits = number.find_first_of("0123456789") != number.npos;
  const bool one_point = std::count(number.begin(), number.end(), '.') <= 1;
  if (!digits || !one_point || unit == units.end()) return std::nullopt;
  return std::strtod(number.c_str(), nullptr) * unit->seconds;
}

// As Go's time.ParseDuration reads it.
std::string check_duration(std::string_view value) {
  static const std::string no_duration = "it takes a duration such as 30s or 1m30s";
  if (value.empty()) return {};
  const bool negative = value.front() == '-';
  if (negative || value.front() == '+') value.remove_prefix(1);
  if (value == "0") return {};
  if (value.empty()) return no_duration;
  double total = 0;
  while (!value.empty()) {
    const std::optional<double> seconds = take_seconds(value);
    if (!seconds) return no_duration;
    total += *seconds;
  }
  if (total >= 9223372036.854775808) return no_duration;  // 64 bits of nanoseconds
  total = std::floor(total * 1e9 + 1e-3);
  return total != 0 && (negative || total < 1e6) ? "it cannot be shorter than 1ms" : "";
}

std::string check_retries(std::string_view value) {
  if (value.empty()) return {};
  if (value.front() == '+' && value.substr(1, 1) != "-") value.remove_prefix(1);
  std::int32_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool good = error == std::errc() && end == value.data() + value.size() && number >= 0;
  return good ? "" : "it takes a number";
}

struct ValueRow {
  Keyword keyword;
  std::string_view name;
  std::string (*check)(std::string_view value);
};

constexpr std::array<ValueRow, 9> value_rows{{
    {Keyword::run, "mount", check_mount},
    {Keyword::run, "network", check_network},
    {Keyword::run, "security", check_security},
    {Keyword::run, "device", check_device},
    {Keyword::healthcheck, "interval", check_duration},
    {Keyword::healthcheck, "timeout", check_duration},
    {Keyword::healthcheck, "start-period", check_duration},
    {Keyword::healthcheck, "start-interval", check_duration},
    {Keyword::healthcheck, "retries", check_retries},
}};

// These two, and HEALTHCHECK NONE, never look at their flags in BuildKit.
bool ignores_flags(std::string_view line, const Head& head) {
  if (head.keyword == Keyword::healthcheck) return equal_fold(head.rest.of(line), "none");
  return head.keyword == Keyword::arg || head.keyword == Keyword::stopsignal;
}

std::string check_flag(const FlagRow& row, bool repeated, std::optional<std::string_view> value) {
  if (repeated && row.takes != Takes::values) return "it is given twice";
  if (row.takes != Takes::yes_or_no) return value ? "" : "it needs a value";
  const bool good = !value || equal_fold(*value, "true") || equal_fold(*value, "false");
  return good ? "" : "it takes true or false";
}

}  // namespace

std::optional<Fault> check_flags(std::string_view line, const Head& head, char escape) {
  if (head.flags.empty() || ignores_flags(line, head)) return std::nullopt;
  std::vector<std::string> seen;
  for (const Range& range : head.flags) {
    const std::string text = flag_text(range.of(line), escape);
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string name = text.substr(2, equals - 2);
    const FlagRow* row = find_row(head.keyword, name);
    if (!row) {
      const std::string keyword(keyword_name(head.keyword));
      return Fault{range.begin, fmt::format("{} has no flag --{}", keyword, name)};
    }
    std::optional<std::string_view> value;
    if (equals < text.size()) value = std::string_view(text).substr(equals + 1);
    const bool repeated = std::count(seen.begin(), seen.end(), name) > 0;
    std::string wrong = check_flag(*row, repeated, value);
    for (const ValueRow& rule : value_rows) {
      const bool applies = rule.keyword == head.keyword && rule.name == name;
      if (applies && wrong.empty()) wrong = rule.check(*value);
    }
    if (!wrong.empty()) return Fault{range.begin, fmt::format("--{}: {}", name, wrong)};
    seen.push_back(name);
  }
  return std::nullopt;
}

std::optional<Fault> check_healthcheck(std::string_view line, const Head& head) {
  std::size_t end = head.rest.begin;
  while (end < head.rest.end && !is_separator(line[end])) ++end;
  const std::string_view type = line.substr(head.rest.begin, end - head.rest.begin);
  const Range command = trim(line, {end, head.rest.end});
  std::vector<ExecString> strings;
  const bool exec = read_exec_form(line, command, &strings) == ExecForm::strings;
  const bool empty = exec ? strings.empty() : command.empty();
  if (equal_fold(type, "none")) {
    if (empty) return std::nullopt;
    return Fault{command.begin, "nothing can follow HEALTHCHECK NONE"};
  }
  if (!equal_fold(type, "cmd")) {
    return Fault{head.rest.begin, fmt::format("HEALTHCHECK takes CMD or NONE, not {}", type)};
  }
  if (!empty) return std::nullopt;
  return Fault{head.rest.begin, "HEALTHCHECK CMD needs a command"};
}

}  // namespace dockerfix::parts
