#include "gdal_session.h"
#include "output_file.h"
#include "plain_text.h"
#include "rawan/io/release.h"
#include "xlsx_cells.h"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

namespace rawan::io {
namespace {

using Position = std::pair<std::size_t, std::size_t>;  // row, column, from 0

/// A filled cell as it lies in the file.
struct FoundCell {
  char type = 'n';  ///< n: number, s: position of a shared text, b: boolean.
  std::string value;
};

/// A finished zip file in memory. Its name there is its content's, for GDAL remembers directories
/// of zip files by name.
class ZipFile {
 public:
  explicit ZipFile(const std::string& path)
      : bytes_(read_back(path)), name_("/vsimem/rawan-" + sha256(bytes_) + ".zip") {
    auto* bytes = reinterpret_cast<GByte*>(bytes_.data());
    VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), bytes, bytes_.size(), FALSE));
  }
  ZipFile(const ZipFile&) = delete;
  ZipFile& operator=(const ZipFile&) = delete;
  ~ZipFile() { VSIUnlink(name_.c_str()); }

  std::vector<std::string> parts() const {
    const std::unique_ptr<char*, decltype(&CSLDestroy)> names(
        VSIReadDirRecursive(("/vsizip/" + name_).c_str()), &CSLDestroy);
    std::vector<std::string> found;
    for (char** name = names.get(); name != nullptr && *name != nullptr; ++name) {
      if (!std::string_view(*name).ends_with('/')) found.emplace_back(*name);
    }
    return found;
  }

  /// One of its files, empty if it is damaged: its checksum is proved while reading.
  std::string part(const std::string& part) const {
    const GdalErrors errors;
    const std::string address = "/vsizip/" + name_ + "/" + part;
    const std::unique_ptr<VSILFILE, decltype(&VSIFCloseL)> file(VSIFOpenL(address.c_str(), "rb"),
                                                                &VSIFCloseL);
    if (file == nullptr) return {};
    std::string text;
    std::array<char, 65536> block{};
    while (const std::size_t count = VSIFReadL(block.data(), 1, block.size(), file.get())) {
      text.append(block.data(), count);
    }
    return errors.failed() ? std::string() : text;
  }

 private:
  std::string bytes_;
  std::string name_;
};

/// What lies between two marks from a place on, which then moves behind the second.
std::string_view between(std::string_view text, std::string_view from, std::string_view to,
                         std::size_t& place) {
  const std::size_t start = text.find(from, place);
  if (start == std::string_view::npos) return place = std::string_view::npos, std::string_view();
  const std::size_t end = text.find(to, start + from.size());
  if (end == std::string_view::npos) return place = std::string_view::npos, std::string_view();
  place = end + to.size();
  return text.substr(start + from.size(), end - start - from.size());
}

std::string_view attribute(std::string_view tag, std::string_view name) {
  std::size_t place = 0;
  return between(tag, std::string(name) + "=\"", "\"", place);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + 1)) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string unescaped(std::string_view text) {
  std::string plain = replaced(std::string(text), "&lt;", "<");
  plain = replaced(std::move(plain), "&gt;", ">");
  plain = replaced(std::move(plain), "&quot;", "\"");
  return replaced(std::move(plain), "&amp;", "&");
}

std::vector<std::string> shared_texts(const ZipFile& zip) {
  const std::string xml = zip.part("xl/sharedStrings.xml");
  std::vector<std::string> texts;
  std::size_t place = 0;
  while (true) {
    const std::string_view item = between(xml, "<si>", "</si>", place);
    if (place == std::string::npos) return texts;
    const std::size_t start = item.find('>') + 1;  // of <t> or <t xml:space="preserve">
    texts.push_back(unescaped(item.substr(start, item.rfind("</t>") - start)));
  }
}

Position position_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z'; ++i) {
    column = 26 * column + static_cast<std::size_t>(reference[i] - 'A') + 1;
  }
  std::size_t row = 0;
  std::from_chars(reference.data() + i, reference.data() + reference.size(), row);
  return {row - 1, column - 1};
}

std::map<Position, FoundCell> filled_cells(const ZipFile& zip, std::size_t sheet) {
  const std::string xml = zip.part("xl/worksheets/sheet" + std::to_string(sheet) + ".xml");
  std::map<Position, FoundCell> cells;
  std::size_t place = 0;
  while (true) {
    const std::string_view tag = between(xml, "<c ", ">", place);
    if (place == std::string::npos) return cells;
    if (tag.ends_with('/')) continue;
    const std::string_view type = attribute(tag, "t");
    const std::string_view value = between(xml, "<v>", "</v>", place);
    cells[position_of(attribute(tag, "r"))] = {type.empty() ? 'n' : type[0], std::string(value)};
  }
}

/// The library writes sixteen digits.
bool same_number(const FoundCell& found, double meant) {
  double number = 0.0;
  std::from_chars(found.value.data(), found.value.data() + found.value.size(), number);
  return found.type == 'n' && std::abs(number - meant) <= 1e-15 * std::abs(meant);
}

/// Whether the root of a document ends where the document does. A library that cannot read what it
/// had put aside packs what it has.
bool is_whole_document(std::string_view xml) {
  xml = xml.substr(0, xml.find_last_not_of(" \r\n") + 1);
  const std::size_t declaration = xml.find("?>");
  const std::size_t root =
      declaration == std::string_view::npos ? declaration : xml.find('<', declaration);
  if (root == std::string_view::npos) return false;
  const std::string_view tag = xml.substr(root + 1, xml.find_first_of(" />\r\n", root) - root - 1);
  return xml.ends_with("</" + std::string(tag) + ">") ||
         (xml.ends_with("/>") && xml.find('<', root + 1) == std::string_view::npos);
}

/// There are no pictures.
bool are_whole_documents(const ZipFile& zip) {
  const std::vector<std::string> parts = zip.parts();
  return !parts.empty() && std::ranges::all_of(parts, [&](const std::string& part) {
    return is_whole_document(zip.part(part));
  });
}

class Comparison {
 public:
  Comparison(std::map<Position, FoundCell> cells, const std::vector<std::string>& texts)
      : cells_(std::move(cells)), texts_(texts) {}

  bool same(Position at, const XlsxCell& meant) {
    if (std::holds_alternative<std::monostate>(meant)) return !cells_.contains(at);
    const auto cell = cells_.find(at);
    if (cell == cells_.end()) return false;
    ++seen_;
    if (const auto* number = std::get_if<double>(&meant)) return same_number(cell->second, *number);
    if (const auto* date = std::get_if<XlsxDate>(&meant)) {
      return same_number(cell->second, date->serial);
    }
    if (const auto* boolean = std::get_if<XlsxBoolean>(&meant)) {
      return cell->second.type == 'b' && cell->second.value == (boolean->value ? "1" : "0");
    }
    return same_text(cell->second, std::get<std::string>(meant));
  }

  bool all_seen() const { return seen_ == cells_.size(); }

 private:
  bool same_text(const FoundCell& found, const std::string& meant) const {
    std::size_t index = texts_.size();
    std::from_chars(found.value.data(), found.value.data() + found.value.size(), index);
    return found.type == 's' && index < texts_.size() && texts_[index] == meant;
  }

  std::map<Position, FoundCell> cells_;
  const std::vector<std::string>& texts_;
  std::size_t seen_ = 0;
};

bool same_sheet(Comparison comparison, const Layer& layer) {
  for (std::size_t c = 0; c < layer.columns.size(); ++c) {
    const Column& column = layer.columns[c];
    const std::string& heading = column.alias.empty() ? column.name : column.alias;
    if (!comparison.same({0, c}, without_controls(heading))) return false;
    for (std::size_t row = 0; row < layer.size(); ++row) {
      if (!comparison.same({row + 1, c}, xlsx_cell(column, row))) return false;
    }
  }
  return comparison.all_seen();
}

}  // namespace

void check_xlsx(const std::string& path, std::size_t contents_cells,
                std::span<const Layer> sheets) {
  const ZipFile zip(path);
  if (!are_whole_documents(zip)) throw output_differs(path);
  if (filled_cells(zip, 1).size() != contents_cells) throw output_differs(path);
  const std::vector<std::string> texts = shared_texts(zip);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (!same_sheet({filled_cells(zip, i + 2), texts}, sheets[i])) {
      throw output_differs(path, sheets[i].name);
    }
  }
}

}  // namespace rawan::io
