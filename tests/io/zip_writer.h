#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>
#include <zlib.h>

namespace rawan::io {

using Members = std::vector<std::pair<std::string, std::string>>;

inline std::string little(std::uint64_t value, unsigned bytes) {
  std::string text;
  for (unsigned i = 0; i < bytes; ++i) text.push_back(static_cast<char>(value >> (8 * i) & 0xffU));
  return text;
}

inline std::string deflated(const std::string& text) {
  std::string packed(compressBound(text.size()) + 64, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// A ZIP file by the book, so that tests can put anything into a workbook. Members are deflated, or
/// stored by method 0; whatever other method is named, they are deflated nevertheless.
inline std::string zip(const Members& members, unsigned method = 8) {
  std::string file;
  std::string directory;
  for (const auto& [name, text] : members) {
    const std::string packed = method == 0 ? text : deflated(text);
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
    const std::string common = little(20, 2) + little(0, 2) + little(method, 2) + little(0, 4) +
                               little(sum, 4) + little(packed.size(), 4) + little(text.size(), 4) +
                               little(name.size(), 2) + little(0, 2);
    directory += "PK\x01\x02" + little(20, 2) + common + little(0, 2) + little(0, 2) +
                 little(0, 2) + little(0, 4) + little(file.size(), 4) + name;
    file += "PK\x03\x04" + common + name + packed;
  }
  const std::string end = "PK\x05\x06" + little(0, 4) + little(members.size(), 2) +
                          little(members.size(), 2) + little(directory.size(), 4) +
                          little(file.size(), 4) + little(0, 2);
  return file + directory + end;
}

struct TestSheet {
  std::string name;
  std::string rows;  ///< XML inside sheetData.
  std::string after = {};
  std::string state = "visible";
};

struct TestWorkbook {
  std::vector<TestSheet> sheets;
  std::string shared = {};  ///< XML inside sst.
  bool epoch_1904 = false;
};

/// Cell style 1 is a date, 2 a date with time, 3 a time.
inline Members members_of(const TestWorkbook& workbook) {
  const std::string relations =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  std::string list;
  std::string targets;
  Members members;
  for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
    const TestSheet& sheet = workbook.sheets[i];
    const std::string n = std::to_string(i + 1);
    list += "<sheet name=\"" + sheet.name + "\" sheetId=\"" + n + "\" state=\"" + sheet.state +
            "\" r:id=\"rId" + n + "\"/>";
    targets += "<Relationship Id=\"rId" + n + "\" Type=\"" + relations +
               "worksheet\" Target=\"worksheets/sheet" + n + ".xml\"/>";
    members.emplace_back("xl/worksheets/sheet" + n + ".xml",
                         "<?xml version=\"1.0\"?><worksheet><sheetData>" + sheet.rows +
                             "</sheetData>" + sheet.after + "</worksheet>");
  }
  targets += "<Relationship Id=\"s\" Type=\"" + relations + "styles\" Target=\"styles.xml\"/>";
  targets += "<Relationship Id=\"t\" Type=\"" + relations +
             "sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>";
  members.emplace_back("_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"" + relations +
                                          "officeDocument\" Target=\"xl/workbook.xml\"/>"
                                          "</Relationships>");
  members.emplace_back("xl/workbook.xml",
                       std::string("<workbook xmlns:r=\"r\"><workbookPr date1904=\"") +
                           (workbook.epoch_1904 ? "1" : "0") + "\"/><sheets>" + list +
                           "</sheets></workbook>");
  members.emplace_back("xl/_rels/workbook.xml.rels",
                       "<Relationships>" + targets + "</Relationships>");
  members.emplace_back("xl/sharedStrings.xml", "<sst>" + workbook.shared + "</sst>");
  members.emplace_back("xl/styles.xml",
                       "<styleSheet><numFmts><numFmt numFmtId=\"164\" "
                       "formatCode=\"dd/mm/yyyy\\ hh:mm\"/></numFmts><cellStyleXfs><xf "
                       "numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf "
                       "numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/></cellXfs>"
                       "</styleSheet>");
  return members;
}

inline std::string xlsx(const TestWorkbook& workbook) {
  return zip(members_of(workbook));
}

/// A row of inline texts.
inline std::string text_row(unsigned number, const std::vector<std::string>& texts) {
  std::string row = "<row r=\"" + std::to_string(number) + "\">";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty()) continue;
    row += "<c r=\"" + std::string(1, static_cast<char>('A' + i)) + std::to_string(number) +
           "\" t=\"inlineStr\"><is><t>" + texts[i] + "</t></is></c>";
  }
  return row + "</row>";
}

}  // namespace rawan::io
