#include "layer_check.h"
#include "output_file.h"
#include "plain_text.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/writers.h"
#include "xlsx_cells.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <new>

namespace rawan::io {
namespace {

constexpr std::size_t kMostRows = 1'048'576;
constexpr std::size_t kLongestText = 32'767;
constexpr time_t kFixedTime = 315'532'800;  // 1980-01-01, the first day a zip file knows
constexpr lxw_col_t kContentsColumns = 4;

struct Free {
  void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
};

/// A folder of its own for what the library puts aside: a file that it could not remove must not
/// stay among those that are published.
class PartsFolder {
 public:
  explicit PartsFolder(const std::string& path) : path_(path + ".XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr) throw output_error(path_, errno);
  }
  PartsFolder(const PartsFolder&) = delete;
  PartsFolder& operator=(const PartsFolder&) = delete;
  ~PartsFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }

  /// @throws OutputError
  void remove() const {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
    if (error) throw output_error(path_, error.value());
  }

 private:
  std::string path_;
};

/// A workbook with the formats its sheets share.
class Workbook {
 public:
  Workbook(const std::string& path, const PartsFolder& parts)
      : path_(path), directory_(parts.path()) {
    lxw_workbook_options options{
        .constant_memory = LXW_FALSE, .tmpdir = directory_.data(), .use_zip64 = LXW_FALSE};
    book_.reset(workbook_new_opt(path.c_str(), &options));
    if (book_ == nullptr) throw library_failure(path, "libxlsxwriter");
    lxw_doc_properties properties{};
    properties.created = kFixedTime;
    workbook_set_properties(book_.get(), &properties);
    make_formats();
  }

  lxw_worksheet* add_sheet(const std::string& name) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_.get(), name.c_str());
    if (sheet == nullptr) throw library_failure(path_, "libxlsxwriter");
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_header(sheet, "&L&A&R&P / &N");  // On paper a sheet has no tab.
    return sheet;
  }

  lxw_format* with_decimals(int decimals) {
    if (decimals < 0) return plain;
    lxw_format*& format = numbers_[decimals];
    if (format != nullptr) return format;
    format = new_format();
    const std::string places(static_cast<std::size_t>(decimals), '0');
    format_set_num_format(format, (decimals > 0 ? "0." + places : "0").c_str());
    return format;
  }

  /// The library frees the book whatever the result.
  void close() {
    const lxw_error result = workbook_close(book_.release());
    if (result == LXW_ERROR_MEMORY_MALLOC_FAILED) throw std::bad_alloc();
    if (result != LXW_NO_ERROR) throw library_failure(path_, lxw_strerror(result));
  }

  lxw_format* title = nullptr;
  lxw_format* heading = nullptr;
  lxw_format* plain = nullptr;
  lxw_format* date = nullptr;
  lxw_format* link = nullptr;

 private:
  lxw_format* new_format() {
    lxw_format* format = workbook_add_format(book_.get());
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(format);
    return format;
  }

  void make_formats() {
    plain = new_format();
    date = new_format();
    format_set_num_format(date, "yyyy-mm-dd");
    heading = new_format();
    format_set_bold(heading);
    format_set_bg_color(heading, 0xE7E6F0);
    format_set_bottom(heading, LXW_BORDER_THIN);
    title = workbook_add_format(book_.get());
    format_set_bold(title);
    format_set_font_size(title, 14);
    link = new_format();
    format_set_font_color(link, LXW_COLOR_BLUE);
    format_set_underline(link, LXW_UNDERLINE_SINGLE);
  }

  std::string path_;
  std::string directory_;
  std::unique_ptr<lxw_workbook, Free> book_;
  std::map<int, lxw_format*> numbers_;
};

/// One cell of a sheet.
struct Spot {
  lxw_worksheet* sheet;
  lxw_row_t row;
  lxw_col_t column;
};

lxw_error put_text(Spot at, const std::string& text, lxw_format* format) {
  const std::string plain = without_controls(text);
  return worksheet_write_string(at.sheet, at.row, at.column, plain.c_str(), format);
}

lxw_error put(Spot at, const XlsxCell& cell, const Column& column, Workbook& book) {
  if (const auto* number = std::get_if<double>(&cell)) {
    return worksheet_write_number(at.sheet, at.row, at.column, *number,
                                  book.with_decimals(column.decimals));
  }
  if (const auto* date = std::get_if<XlsxDate>(&cell)) {
    return worksheet_write_number(at.sheet, at.row, at.column, date->serial, book.date);
  }
  if (const auto* boolean = std::get_if<XlsxBoolean>(&cell)) {
    return worksheet_write_boolean(at.sheet, at.row, at.column, boolean->value ? 1 : 0, book.plain);
  }
  if (const auto* text = std::get_if<std::string>(&cell)) return put_text(at, *text, book.plain);
  return worksheet_write_blank(at.sheet, at.row, at.column, book.plain);
}

std::size_t shown_length(const XlsxCell& cell, int decimals) {
  if (const auto* text = std::get_if<std::string>(&cell)) return utf16_length(*text);
  if (const auto* number = std::get_if<double>(&cell)) return decimal(*number, decimals).size();
  return 10;
}

const std::string& heading_of(const Column& column) {
  return column.alias.empty() ? column.name : column.alias;
}

/// A heading wraps between its words.
std::size_t longest_word(std::string_view heading) {
  std::size_t longest = 0;
  while (!heading.empty()) {
    const std::string_view word = heading.substr(0, heading.find(' '));
    longest = std::max(longest, utf16_length(word));
    heading.remove_prefix(std::min(heading.size(), word.size() + 1));
  }
  return longest;
}

/// Wide enough for the first rows, within reason, so that a printed page stays legible.
double width_of(const Column& column, std::size_t rows) {
  constexpr std::size_t kRowsSeen = 1000;
  std::size_t longest = longest_word(heading_of(column)) + 4;
  for (std::size_t row = 0; row < std::min(rows, kRowsSeen); ++row) {
    longest = std::max(longest, shown_length(xlsx_cell(column, row), column.decimals) + 1);
  }
  return static_cast<double>(std::clamp<std::size_t>(longest, 8, 50));
}

/// Lines of a text that wraps between its words.
std::size_t lines_of(std::string_view text, double width) {
  const auto room = static_cast<std::size_t>(width);
  std::size_t lines = 1;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    const std::size_t length = utf16_length(word) + 1;
    if (used > 0 && used + length > room) {
      ++lines;
      used = 0;
    }
    used += length;
    lines += (used - 1) / std::max<std::size_t>(1, room);
    used = (used - 1) % std::max<std::size_t>(1, room) + 1;
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return lines;
}

/// Not every program makes a row as high as its wrapped text when it opens a file.
void set_heights(lxw_worksheet* sheet, const Layer& layer) {
  constexpr double kLine = 15.0;
  constexpr std::size_t kMostLines = 27;  // A row is at most 409 points high.
  std::vector<std::size_t> lines(layer.size() + 1, 1);
  for (const Column& column : layer.columns) {
    const double width = width_of(column, layer.size());
    lines[0] = std::max(lines[0], lines_of(heading_of(column), width));
    for (std::size_t row = 0; row < layer.size(); ++row) {
      const XlsxCell cell = xlsx_cell(column, row);
      const auto* text = std::get_if<std::string>(&cell);
      if (text != nullptr) lines[row + 1] = std::max(lines[row + 1], lines_of(*text, width));
    }
  }
  for (std::size_t row = 0; row < lines.size(); ++row) {
    if (lines[row] == 1) continue;
    const double height = kLine * static_cast<double>(std::min(lines[row], kMostLines));
    worksheet_set_row(sheet, static_cast<lxw_row_t>(row), height, nullptr);
  }
}

void fill_column(lxw_worksheet* sheet, lxw_col_t position, const Column& column, std::size_t rows,
                 Workbook& book) {
  worksheet_set_column(sheet, position, position, width_of(column, rows), nullptr);
  put_text({sheet, 0, position}, heading_of(column), book.heading);
  for (std::size_t row = 0; row < rows; ++row) {
    put({sheet, static_cast<lxw_row_t>(row + 1), position}, xlsx_cell(column, row), column, book);
  }
}

void fill_sheet(lxw_worksheet* sheet, const Layer& layer, Workbook& book) {
  const auto columns = static_cast<lxw_col_t>(layer.columns.size());
  for (lxw_col_t c = 0; c < columns; ++c) {
    fill_column(sheet, c, layer.columns[c], layer.size(), book);
  }
  set_heights(sheet, layer);
  worksheet_gridlines(sheet, LXW_SHOW_ALL_GRIDLINES);
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_repeat_rows(sheet, 0, 0);
  if (columns == 0) return;
  worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(layer.size()),
                       static_cast<lxw_col_t>(columns - 1));
}

std::string link_to(const std::string& tab) {
  std::string escaped;
  for (const char c : tab) escaped += c == '\'' ? std::string("''") : std::string(1, c);
  return "internal:'" + escaped + "'!A1";
}

void fill_contents(lxw_worksheet* sheet, std::string_view contents_title,
                   const ContentsHeadings& headings, std::span<const std::string> tabs,
                   std::span<const Layer> layers, Workbook& book) {
  constexpr std::array<double, kContentsColumns> kWidths{34, 24, 80, 10};
  const std::array<std::string, kContentsColumns> words{headings.sheet, headings.table,
                                                        headings.description, headings.rows};
  put_text({sheet, 0, 0}, std::string(contents_title), book.title);
  for (lxw_col_t c = 0; c < kContentsColumns; ++c) {
    worksheet_set_column(sheet, c, c, kWidths[c], nullptr);
    put_text({sheet, 1, c}, words[c], book.heading);
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const auto row = static_cast<lxw_row_t>(i + 2);
    worksheet_write_url_opt(sheet, row, 0, link_to(tabs[i]).c_str(), book.link, tabs[i].c_str(),
                            nullptr);
    put_text({sheet, row, 1}, layers[i].name, book.plain);
    put_text({sheet, row, 2}, layers[i].description, book.plain);
    worksheet_write_number(sheet, row, 3, static_cast<double>(layers[i].size()), book.plain);
  }
  worksheet_freeze_panes(sheet, 2, 0);
}

/// Filled cells of the sheet of contents.
std::size_t contents_cells(std::string_view contents_title, const ContentsHeadings& headings,
                           std::span<const Layer> layers) {
  std::size_t count = contents_title.empty() ? 0 : 1;
  for (const std::string* word :
       {&headings.sheet, &headings.table, &headings.description, &headings.rows}) {
    count += word->empty() ? 0 : 1;
  }
  for (const Layer& layer : layers) count += layer.description.empty() ? 3 : 4;
  return count;
}

void expect_texts_fit(const std::string& path, const Layer& layer, const Column& column) {
  for (std::size_t row = 0; row < layer.size(); ++row) {
    const XlsxCell cell = xlsx_cell(column, row);
    const auto* text = std::get_if<std::string>(&cell);
    if (text == nullptr || utf16_length(*text) <= kLongestText) continue;
    throw OutputError("text_too_long",
                      {.file = path, .layer = layer.name, .row = row + 2, .column = column.name});
  }
}

void expect_fits(const std::string& path, const Layer& layer) {
  check_layer(layer);
  if (layer.size() + 1 > kMostRows) {
    throw OutputError("too_many_rows", {.file = path, .layer = layer.name},
                      std::to_string(layer.size()));
  }
  for (const Column& column : layer.columns) expect_texts_fit(path, layer, column);
}

std::vector<std::string> tabs_of(std::string_view contents_title, std::span<const Layer> sheets) {
  std::vector<std::string> titles{std::string(contents_title)};
  for (const Layer& sheet : sheets)
    titles.push_back(sheet.title.empty() ? sheet.name : sheet.title);
  return tab_names(titles);
}

}  // namespace

void write_xlsx(const std::string& path, std::span<const Layer> sheets,
                std::string_view contents_title, const ContentsHeadings& headings) {
  for (const Layer& sheet : sheets) expect_fits(path, sheet);
  const std::vector<std::string> tabs = tabs_of(contents_title, sheets);
  clear_target(path);
  const PartsFolder parts(path);
  Workbook book(path, parts);
  lxw_worksheet* contents = book.add_sheet(tabs.front());
  fill_contents(contents, contents_title, headings, std::span(tabs).subspan(1), sheets, book);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    fill_sheet(book.add_sheet(tabs[i + 1]), sheets[i], book);
  }
  book.close();
  parts.remove();
  check_xlsx(path, contents_cells(contents_title, headings, sheets), sheets);
}

}  // namespace rawan::io
