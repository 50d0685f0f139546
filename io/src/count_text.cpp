#include "count_text.h"

#include <algorithm>
#include <array>

namespace rawan::io {
namespace {

/// Walks over bytes and knows three things: whether a quote is open, on which line the record
/// began, and whether it held anything.
class RecordCounter {
 public:
  RecordCounter(char separator, std::uint64_t after_line)
      : separator_(separator), after_line_(after_line) {}

  void take(char c) {
    const bool second_of_crlf = c == '\n' && last_ == '\r';
    last_ = c;
    if (c == '\n' || c == '\r') {
      take_line_end(second_of_crlf);
      return;
    }
    if (c == '"') {
      take_quote();
      return;
    }
    if (c == separator_) {
      field_start_ = true;
      closed_ = false;
      if (open_) field_start_ = false;
      return;
    }
    field_start_ = false;
    closed_ = false;
    if (c != ' ' && c != '\t') filled_ = true;
  }

  std::uint64_t finish() {
    end_record();
    return count_;
  }

 private:
  /// A quote opens at the start of a field, closes, and right after that opens again (doubled).
  void take_quote() {
    if (open_) {
      open_ = false;
      closed_ = true;
    } else if (field_start_ || closed_) {
      open_ = true;
      closed_ = false;
    }
    field_start_ = false;
  }

  void take_line_end(bool second_of_crlf) {
    if (!second_of_crlf) ++line_;
    if (open_) return;
    if (!second_of_crlf) end_record();
    begin_ = line_;
    field_start_ = true;
    closed_ = false;
  }

  void end_record() {
    if (filled_ && begin_ > after_line_) ++count_;
    filled_ = false;
  }

  char separator_;
  std::uint64_t after_line_;
  std::uint64_t count_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t begin_ = 1;
  char last_ = 0;
  bool open_ = false;
  bool closed_ = false;
  bool field_start_ = true;
  bool filled_ = false;
};

}  // namespace

std::uint64_t count_text_records(std::string_view text, char separator, std::uint64_t after_line) {
  RecordCounter counter(separator, after_line);
  for (const char c : text) counter.take(c);
  return counter.finish();
}

char likely_separator(std::string_view text) {
  constexpr std::array<char, 4> separators{';', ',', '\t', '|'};
  std::array<std::size_t, 4> counts{};
  bool open = false;
  for (const char c : text) {
    if (c == '"') open = !open;
    if (open) continue;
    const auto* found = std::ranges::find(separators, c);
    if (found != separators.end()) ++counts[static_cast<std::size_t>(found - separators.begin())];
    const bool any = std::ranges::any_of(counts, [](std::size_t n) { return n > 0; });
    if ((c == '\n' || c == '\r') && any) break;
  }
  const auto* most = std::ranges::max_element(counts);
  return separators[static_cast<std::size_t>(most - counts.begin())];
}

}  // namespace rawan::io
