#include "count_text.h"
#include "csv_scanner.h"
#include "rawan/io/error.h"
#include "text_encoding.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

/// The same cases in every run; read by RapidCheck at its first property.
const bool kSeeded = setenv("RC_PARAMS", "seed=20240305", 1) == 0;

using Cells = std::vector<std::vector<std::string>>;

/// Texts of the characters that matter, and some that do not.
rc::Gen<std::string> texts() {
  return rc::gen::container<std::string>(
      rc::gen::element('"', ',', ';', '\t', '|', '\n', '\r', ' ', 'a', 'b', '0', '\xc3'));
}

rc::Gen<Cells> tables() {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 5), [](std::size_t width) {
    return rc::gen::container<Cells>(rc::gen::container<std::vector<std::string>>(width, texts()));
  });
}

/// The plainest writer there is: everything quoted.
std::string written(const Cells& cells, char separator, const std::string& line_end) {
  std::string text;
  for (const auto& row : cells) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += separator;
      text += '"';
      for (const char c : row[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
      text += '"';
    }
    text += line_end;
  }
  return text;
}

struct Scanned {
  Cells cells;
  std::vector<std::uint64_t> lines;
  std::uint64_t filled = 0;
  bool flawed = false;
};

Scanned scan(const std::string& text, char separator) {
  CsvScanner scanner(text, {.separator = separator}, "t");
  Scanned result;
  RawRecord record;
  while (scanner.next(record)) {
    result.cells.emplace_back(record.cells.begin(), record.cells.end());
    result.lines.push_back(record.line);
    if (!record.blank) ++result.filled;
    result.flawed = result.flawed || !record.flaw.empty();
  }
  return result;
}

RC_GTEST_PROP(CsvScanner, ReadsBackWhatWasWritten, ()) {
  RC_ASSERT(kSeeded);
  const Cells cells = *tables();
  const char separator = *rc::gen::element(',', ';', '\t', '|');
  const std::string line_end = *rc::gen::element<std::string>("\n", "\r\n", "\r");
  const std::string text = written(cells, separator, line_end);
  const Scanned scanned = scan(text, separator);
  RC_ASSERT(scanned.cells == cells);
  RC_ASSERT(!scanned.flawed);
  RC_ASSERT(scanned.filled == count_text_records(text, separator));
}

RC_GTEST_PROP(CsvScanner, AgreesWithTheIndependentCountOnAnyText, ()) {
  const std::string text = *texts();
  const char separator = *rc::gen::element(',', ';');
  try {
    const Scanned scanned = scan(text, separator);
    RC_ASSERT(scanned.filled == count_text_records(text, separator));
    for (std::size_t i = 0; i < scanned.lines.size(); ++i) {
      const std::uint64_t below = count_text_records(text, separator, scanned.lines[i]);
      RC_ASSERT(below <= scanned.lines.size() - i - 1);
    }
  } catch (const InputError& error) {
    RC_ASSERT(error.code() == "unclosed_quote");
  }
}

RC_GTEST_PROP(Encoding, DecodingAnythingGivesUtf8OrAnError, ()) {
  const auto bytes = *rc::gen::arbitrary<std::string>();
  try {
    const DecodedText text = decode(WipedBytes(bytes.begin(), bytes.end()), {}, "t");
    RC_ASSERT(text.all_valid == is_utf8(as_text(text.utf8)));
  } catch (const InputError& error) {
    RC_ASSERT(error.code() == "encoding");
  }
}

}  // namespace
}  // namespace rawan::io
