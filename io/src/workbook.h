#pragma once

#include "cell_values.h"
#include "rawan/io/table.h"
#include "zip_archive.h"

#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// A sheet of cells as the workbook lists it.
struct Sheet {
  std::string name;
  std::string member;  ///< Its part of the archive.
  bool hidden = false;
};

/// The texts shared by all cells, one after the other.
class SharedTexts {
 public:
  void append(std::string_view piece) { rawan::io::append(bytes_, piece); }
  void end_text() { ends_.push_back(bytes_.size()); }
  std::size_t size() const { return ends_.size(); }
  std::string_view operator[](std::size_t i) const {
    const std::size_t start = i == 0 ? 0 : ends_[i - 1];
    return as_text(bytes_).substr(start, ends_[i] - start);
  }

 private:
  WipedBytes bytes_;
  std::vector<std::size_t> ends_;
};

/// An XLSX file without its sheets.
struct Workbook {
  ZipArchive archive;
  std::vector<Sheet> sheets;  ///< Worksheets only, in their order.
  bool epoch_1904 = false;
  bool has_macros = false;
  bool has_links = false;    ///< To other workbooks or the network; none is followed.
  std::string texts_member;  ///< Empty: none.
  std::string styles_member;
};

/// @throws InputError as ZipArchive, "content_mismatch" (a ZIP that is no workbook), "damaged".
Workbook open_workbook(const std::string& path);

SharedTexts shared_texts(const Workbook& workbook, const std::string& path);

/// One per cell style.
std::vector<NumberFormat> cell_formats(const Workbook& workbook, const std::string& path);

}  // namespace rawan::io
