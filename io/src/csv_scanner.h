#pragma once

#include "raw_record.h"
#include "wiped.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// How the bytes of a text are to be cut.
struct CsvFormat {
  char separator = ',';
  bool may_hold_bad_bytes = false;  ///< Look for bytes that are no UTF-8.
  bool may_hold_nul = false;        ///< Look for zero bytes.
  bool keeps_texts = false;         ///< Texts of a record live as long as the scanner.
};

/// Cuts delimited text into records after RFC 4180: quotes around a field, doubled inside, line
/// breaks allowed within. Lines end with LF, CRLF or CR, in any mixture.
///
/// Flaws: "bad_quote" (a quote inside an unquoted field, text after a closing quote), "nul_byte",
/// "encoding", "field_too_long" (over 1 MiB).
class CsvScanner {
 public:
  /// @param text must outlive the scanner; @param file is for errors only.
  CsvScanner(std::string_view text, CsvFormat format, std::string file);

  /// Fills in the next record; its texts point into the scanned text or into the scanner.
  /// @throws InputError "unclosed_quote" with the line where the record with the quote began.
  bool next(RawRecord& record);

 private:
  void read_quoted(RawRecord& record);
  void read_plain(RawRecord& record, std::size_t start);
  void end_line();
  void judge(RawRecord& record, std::size_t start) const;
  bool at_end_of_field(std::size_t i) const;

  std::string_view text_;
  CsvFormat format_;
  std::string file_;
  std::size_t position_ = 0;
  std::uint64_t line_ = 1;
  std::vector<WipedBytes> unescaped_;  ///< Fields of the current record that held doubled quotes.
  std::size_t used_ = 0;
};

}  // namespace rawan::io
