#include "table_fixture.h"
#include "zip_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rawan::io {
namespace {

using fixture::bad_rows_of;
using fixture::error_of;
using fixture::notes_of;
using fixture::rows_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::string kHeader = text_row(1, {"tanggal", "desa", "lokasi", "nik"});

TextTable read_bytes_of(const std::string& bytes, const TableOptions& options = {}) {
  const Folder folder;
  return fixture::read(folder.write("tabel.xlsx", bytes), options);
}

TextTable read_sheet(const std::string& rows, const std::string& after = {},
                     const TableOptions& options = {}) {
  return read_bytes_of(xlsx({.sheets = {{"Laporan", kHeader + rows, after}}}), options);
}

std::string error_in_sheet(const std::string& rows) {
  return error_of([&] { read_sheet(rows); });
}

std::string error_in_bytes(const std::string& bytes, const TableOptions& options = {}) {
  return error_of([&] { read_bytes_of(bytes, options); });
}

std::string cell(const std::string& name, const std::string& value,
                 const std::string& attributes = {}) {
  return "<c r=\"" + name + "\" " + attributes + "><v>" + value + "</v></c>";
}

TEST(Workbook, ReadsTextsOfEveryKind) {
  const TestWorkbook workbook{
      .sheets = {{"Laporan", kHeader + "<row r=\"2\">" + cell("A2", "0", "t=\"s\"") +
                                 cell("B2", "1", "t=\"s\"") + cell("C2", " x ", "t=\"str\"") +
                                 "</row>"}},
      .shared =
          "<si><t>satu</t></si><si><r><t>Bumi </t></r><r><t>Emas</t></r>"
          "<rPh><t>lain</t></rPh></si>"};
  const TextTable table = read_bytes_of(xlsx(workbook));
  EXPECT_THAT(rows_of(table), ElementsAre("2: satu|Bumi Emas|x"));
  EXPECT_EQ(table.layer, "Laporan");
  EXPECT_EQ(table.independent_count, 1U);
}

TEST(Workbook, KeepsNumbersExact) {
  const TextTable table = read_sheet("<row r=\"2\">" + cell("A2", "6107041001") +
                                     cell("B2", "0.85119999999999996") + cell("C2", "3.17101E+12") +
                                     "</row><row r=\"3\">" + cell("A3", "-6.2000000000000002") +
                                     cell("B3", "1E-3") + cell("C3", "1", "t=\"b\"") + "</row>");
  EXPECT_THAT(rows_of(table),
              ElementsAre("2: 6107041001|0.8512|3171010000000", "3: -6.2|0.001|true"));
}

TEST(Workbook, WritesDatesAsIso) {
  const std::string row = "<row r=\"2\">" + cell("A2", "45356", "s=\"1\"") +
                          cell("B2", "45356.354166666664", "s=\"2\"") +
                          cell("C2", "0.35416666666666669", "s=\"3\"") + "</row>";
  EXPECT_THAT(rows_of(read_sheet(row)), ElementsAre("2: 2024-03-05|2024-03-05T08:30:00|08:30:00"));
  const TextTable old =
      read_bytes_of(xlsx({.sheets = {{"Laporan", kHeader + "<row r=\"2\">" +
                                                     cell("A2", "43894", "s=\"1\"") + "</row>"}},
                          .epoch_1904 = true}));
  EXPECT_THAT(rows_of(old), ElementsAre("2: 2024-03-05||"));
  EXPECT_THAT(notes_of(old), Contains("epoch_1904"));
}

TEST(Workbook, SetsErrorsAndFormulasWithoutValueAside) {
  const TextTable table = read_sheet(
      "<row r=\"2\">" + cell("A2", "#REF!", "t=\"e\"") + "</row>" +
      "<row r=\"3\"><c r=\"A3\"><f>1+1</f></c><c r=\"B3\" t=\"str\"><v>a</v></c></row>" +
      "<row r=\"4\"><c r=\"A4\"><f>1+1</f><v>2</v></c>" + cell("D4", "#N/A", "t=\"e\"") + "</row>");
  EXPECT_THAT(rows_of(table), ElementsAre("4: 2||"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("2: cell_error", "3: formula_no_value"));
}

TEST(Workbook, IgnoresFormattedRowsWithoutValues) {
  std::string rows = text_row(2, {"1", "a"});
  for (int i = 3; i < 1000; ++i) {
    rows += "<row r=\"" + std::to_string(i) + "\"><c r=\"A" + std::to_string(i) +
            "\" s=\"1\"/><c r=\"B" + std::to_string(i) + "\"><f>A1</f><v></v></c></row>";
  }
  const TextTable table = read_sheet(rows);
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|a|"));
  EXPECT_THAT(notes_of(table), Contains("blank_lines=997"));
}

TEST(Workbook, SetsRowsUnderMergedCellsAside) {
  const std::string rows =
      text_row(2, {"1", "a", "x"}) + text_row(3, {"2", "", "y"}) + text_row(4, {"3", "b", "z"});
  const std::string merged = "<mergeCells count=\"1\"><mergeCell ref=\"B2:B3\"/></mergeCells>";
  const TextTable table = read_sheet(rows, merged);
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|a|x", "4: 3|b|z"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("3: merged_cell"));
}

TEST(Workbook, FillsMergedDistrictsDownOnRequest) {
  const std::string rows = text_row(1, {"tanggal", "kecamatan", "desa"}) +
                           text_row(2, {"1", "Siding", "a"}) + text_row(3, {"2", "", "b"});
  const std::string bytes =
      xlsx({.sheets = {{"S", rows, "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>"}}});
  EXPECT_THAT(rows_of(read_bytes_of(bytes, {.fill_down = true})),
              ElementsAre("2: 1|Siding|a", "3: 2|Siding|b"));
}

TEST(Workbook, FindsTheHeaderBelowTitlesAndJoinsTwoRows) {
  const std::string rows = text_row(1, {"REKAP"}) + text_row(3, {"Tanggal", "Desa", "Peserta"}) +
                           text_row(4, {"", "", "P", "L"}) + text_row(5, {"1", "a", "3", "4"}) +
                           text_row(6, {"Jumlah", "", "3", "4"});
  const TextTable table = read_bytes_of(xlsx({.sheets = {{"S", rows}}}));
  EXPECT_THAT(table.headers, ElementsAre("Tanggal", "Desa", "Peserta P", "Peserta L"));
  EXPECT_THAT(rows_of(table), ElementsAre("5: 1|a|3|4"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("6: total_row"));
}

TEST(Workbook, RefusesAColumnBesideTheHeaderThatNearlyAllRowsFill) {
  std::string rows;
  for (int i = 2; i <= 10; ++i) rows += text_row(i, {"1", "a", "x", "", "", "ya"});
  EXPECT_EQ(error_in_sheet(rows), "empty_header:2");
  EXPECT_EQ(error_in_sheet(rows + text_row(11, {"1", "a", "x"})), "empty_header:2");
  const std::string often = rows + text_row(11, {"1", "a", "x"}) + text_row(12, {"1", "a", "x"});
  EXPECT_THAT(bad_rows_of(read_sheet(often)), SizeIs(9));
  std::string here_and_there;
  for (int i = 2; i <= 5; ++i) {
    here_and_there += text_row(2 * i, {"1", "a", "x", "", "ya"});
    here_and_there += text_row(2 * i + 1, {"1", "a", "x", "", "", "ya"});
  }
  EXPECT_THAT(bad_rows_of(read_sheet(here_and_there)), SizeIs(8));
}

TEST(Workbook, NamesTheColumnBesideTheHeader) {
  try {
    read_sheet(text_row(2, {"Jumlah"}) + text_row(3, {"1", "a", "x", "", "", "ya", "1"}));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.code(), "empty_header");
    EXPECT_EQ(error.detail(), "6");
    EXPECT_EQ(error.place().row, 3U);
  }
}

TEST(Workbook, AsksWhichOfSeveralSheets) {
  const std::string rows = kHeader + text_row(2, {"1", "a"});
  const std::string bytes = xlsx({.sheets = {{"Maret", rows}, {"April", rows}}});
  try {
    read_bytes_of(bytes);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.code(), "which_layer");
    EXPECT_EQ(error.detail(), "Maret, April");
  }
  EXPECT_EQ(read_bytes_of(bytes, {.layer = "April"}).layer, "April");
  EXPECT_EQ(error_in_bytes(bytes, {.layer = "Mei"}), "layer_not_found");
}

TEST(Workbook, PassesEmptySheetsOver) {
  const TextTable table =
      read_bytes_of(xlsx({.sheets = {{"Sheet1", kHeader + text_row(2, {"1", "a"})},
                                     {"Sheet2", ""},
                                     {"Sheet3", "<row r=\"1\"/>"}}}));
  EXPECT_EQ(table.layer, "Sheet1");
  EXPECT_THAT(notes_of(table), Contains("empty_sheets"));
}

TEST(Workbook, NeverReadsAHiddenSheetUnasked) {
  const std::string rows = kHeader + text_row(2, {"1", "a"});
  const std::string hidden = xlsx({.sheets = {{"Rahasia", rows, "", "hidden"}}});
  EXPECT_EQ(error_in_bytes(hidden), "hidden_sheets");
  EXPECT_THAT(notes_of(read_bytes_of(hidden, {.layer = "Rahasia"})), Contains("hidden_sheet"));
  const std::string both = xlsx({.sheets = {{"A", rows, "", "veryHidden"}, {"B", rows}}});
  EXPECT_EQ(read_bytes_of(both).layer, "B");
}

TEST(Workbook, GuessesNoDayInAWorkbookThatCountsFrom1904) {
  const std::string rows = kHeader + "<row r=\"2\">" + cell("A2", "43894") + cell("B2", "5") +
                           "</row><row r=\"3\">" + cell("A3", "43894", "s=\"1\"") + "</row>";
  const TextTable old = read_bytes_of(xlsx({.sheets = {{"S", rows}}, .epoch_1904 = true}));
  EXPECT_THAT(rows_of(old), ElementsAre("3: 2024-03-05||"));
  EXPECT_THAT(bad_rows_of(old), ElementsAre("2: date_ambiguous"));
  EXPECT_THAT(bad_rows_of(read_bytes_of(xlsx({.sheets = {{"S", rows}}}))), IsEmpty());
}

TEST(Workbook, ReadsDatesAsTextInAWorkbookThatCountsFrom1904) {
  const std::string rows = kHeader + text_row(2, {"05.03.2026", "a"}) +
                           text_row(3, {"20260305", "b"}) + text_row(4, {"46082,5", "c"}) +
                           "<row r=\"5\">" + cell("A5", "43894") + cell("B5", "#N/A", "t=\"e\"") +
                           "</row>";
  const TextTable table = read_bytes_of(xlsx({.sheets = {{"S", rows}}, .epoch_1904 = true}));
  EXPECT_THAT(rows_of(table), ElementsAre("2: 05.03.2026|a|", "3: 20260305|b|"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("4: date_ambiguous", "5: cell_error"));
}

TEST(Workbook, NotesLinksThatLeadOut) {
  Members members = members_of({.sheets = {{"Laporan", kHeader}}});
  EXPECT_THAT(notes_of(read_bytes_of(zip(members))), Not(Contains("links_ignored")));
  for (auto& [name, text] : members) {
    if (name != "xl/_rels/workbook.xml.rels") continue;
    text.insert(text.find("</Relationships>"),
                "<Relationship Id=\"x\" Type=\"a/worksheet\" Target=\"http://127.0.0.1/x\" "
                "TargetMode=\"External\"/>");
  }
  EXPECT_THAT(notes_of(read_bytes_of(zip(members))), Contains("links_ignored"));
}

TEST(Workbook, TellsABrokenSheetFromOneThatIsCut) {
  EXPECT_EQ(error_in_sheet("<row r=\"2\"><c><v>\x07</v></c></row>"), "damaged:2");
}

TEST(Workbook, RefusesATruncatedSheet) {
  const Members members = members_of({.sheets = {{"S", kHeader + text_row(2, {"1", "a"})}}});
  // Within the rows, and behind them.
  for (const auto& [lost, error] : {std::pair(std::size_t{60}, "sheet_truncated"),
                                    std::pair(std::size_t{3}, "sheet_truncated:2")}) {
    Members cut = members;
    for (auto& [name, text] : cut) {
      if (name.ends_with("sheet1.xml")) text = text.substr(0, text.size() - lost);
    }
    EXPECT_EQ(error_in_bytes(zip(cut)), error);
  }
}

TEST(Workbook, DoesNotMindBlanksBetweenItsElements) {
  const TextTable table = read_sheet(
      "\n<row r=\"2\">\n <c r=\"A2\">\n <v>45</v>\n </c>\n <c r=\"B2\" t=\"b\">\n <v>1</v>\n "
      "</c>\n <c r=\"C2\" t=\"inlineStr\">\n <is>\n <t>x</t>\n </is>\n </c>\n</row>\n");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 45|true|x"));
}

TEST(Workbook, RefusesImpossiblePositions) {
  EXPECT_EQ(error_in_sheet("<row r=\"4294967295\">" + cell("A2", "1") + "</row>"), "row_number:1");
  EXPECT_EQ(error_in_sheet(text_row(3, {"1"}) + text_row(2, {"1"})), "row_number:3");
  EXPECT_EQ(error_in_sheet("<row r=\"dua\">" + cell("A2", "1") + "</row>"), "row_number:1");
  EXPECT_EQ(error_in_sheet("<row r=\"2\">" + cell("2", "1") + "</row>"), "row_number:2");
  EXPECT_EQ(error_in_sheet("<row r=\"2\">" + cell("B2", "1") + cell("A2", "1") + "</row>"),
            "row_number:2");
  EXPECT_EQ(error_in_sheet("<row r=\"2\">" + cell("XFE2", "1") + "</row>"), "row_number:2");
  EXPECT_EQ(error_in_sheet(text_row(1048576, {"1", "a"})), "sparse_gap:1048576");
  EXPECT_EQ(error_in_sheet(text_row(100001, {"1", "a"})), "") << "the header is row 1";
  EXPECT_EQ(error_in_sheet(text_row(100002, {"1", "a"})), "sparse_gap:100002");
}

TEST(Workbook, RefusesDamagedOrForeignArchives) {
  const std::string whole = xlsx({.sheets = {{"S", kHeader + text_row(2, {"1", "a"})}}});
  EXPECT_EQ(error_in_bytes(whole.substr(0, whole.size() / 2)), "damaged");
  EXPECT_EQ(error_in_bytes(zip({{"isi.txt", "x"}})), "content_mismatch");
  EXPECT_EQ(error_in_bytes(zip({{"../x", "x"}})), "archive_unsafe");
  EXPECT_EQ(error_in_bytes(zip({{"x", "x"}, {"x", "y"}})), "archive_unsafe");
  EXPECT_EQ(error_in_bytes(zip({{"x", std::string(70U << 20U, 'x')}})), "archive_unsafe");
  std::string flipped = whole;
  flipped[60] = static_cast<char>(flipped[60] ^ 0x10);
  EXPECT_EQ(error_in_bytes(flipped), "damaged");
}

TEST(Workbook, TakesACellOfBlanksForAnEmptyOne) {
  const TextTable table = read_sheet(text_row(2, {"1", "a"}) + "<row r=\"3\">" +
                                     cell("A3", " \t\n", "t=\"str\"") + "</row>");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|a|"));
}

TEST(Workbook, IsPackedAsWorkbooksAre) {
  const Members members = members_of({.sheets = {{"S", kHeader + text_row(2, {"1", "a"})}}});
  constexpr unsigned kStored = 0;
  constexpr unsigned kBzip2 = 12;
  EXPECT_THAT(rows_of(read_bytes_of(zip(members, kStored))), ElementsAre("2: 1|a|"));
  EXPECT_EQ(error_in_bytes(zip(members, kBzip2)), "archive_unsafe");
}

TEST(Workbook, HoldsNoNamesThatLeadOutOfIt) {
  const Members members = members_of({.sheets = {{"S", kHeader + text_row(2, {"1", "a"})}}});
  for (const std::string& name : {std::string(), std::string("/x"), std::string("a/../../x"),
                                  std::string("a\\x"), std::string("c:x"), std::string("a\0", 2)}) {
    Members more = members;
    more.emplace_back(name, "x");
    EXPECT_EQ(error_in_bytes(zip(more)), "archive_unsafe") << name;
  }
}

TEST(Workbook, RefusesDocumentTypesInXml) {
  Members members = members_of({.sheets = {{"S", kHeader + text_row(2, {"1", "&a;"})}}});
  for (auto& [name, text] : members) {
    if (!name.ends_with("sheet1.xml")) continue;
    text.insert(text.find("?>") + 2, "<!DOCTYPE w [<!ENTITY a \"lol\">]>");
  }
  EXPECT_EQ(error_in_bytes(zip(members)), "damaged");
}

TEST(Workbook, RefusesEncryptedAndRenamedFiles) {
  const std::string ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
  const std::string stream("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  EXPECT_EQ(error_in_bytes(ole + std::string(600, '\0') + stream), "encrypted");
  EXPECT_EQ(error_in_bytes(ole + std::string(600, '\0')), "content_mismatch");
  EXPECT_EQ(error_in_bytes("tanggal,desa,lokasi\n"), "content_mismatch");
  EXPECT_EQ(error_in_bytes("<OGRVRTDataSource/>"), "content_mismatch");
}

TEST(Workbook, NothingOfForbiddenColumnsRemains) {
  const TextTable table = read_sheet(text_row(2, {"1", "a", "x", "KANARI"}));
  EXPECT_THAT(std::string(table.cells.bytes()), Not(HasSubstr("KANARI")));
  EXPECT_THAT(table.forbidden_headers, ElementsAre("nik"));
}

TEST(Workbook, EveryTruncationIsRefused) {
  const std::string whole =
      xlsx({.sheets = {{"S", kHeader + text_row(2, {"1", "a"}) + text_row(3, {"2", "b"})}}});
  const Folder folder;
  for (std::size_t size = 0; size < whole.size(); size += 3) {
    const std::string path = folder.write("t.xlsx", whole.substr(0, size));
    EXPECT_NE(error_of([&] { fixture::read(path); }), "") << size;
  }
}

TEST(Workbook, EveryFlippedByteIsRefusedOrAddsUp) {
  const std::string whole = xlsx({.sheets = {{"S", kHeader + text_row(2, {"1", "a"})}}});
  const Folder folder;
  for (std::size_t i = 0; i < whole.size(); i += 11) {
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x21);
    const std::string path = folder.write("t.xlsx", flipped);
    const std::string error =
        error_of([&] { EXPECT_THAT(rows_of(fixture::read(path)), ElementsAre("2: 1|a|")) << i; });
    EXPECT_NE(error, "count_mismatch") << i;
  }
}

}  // namespace
}  // namespace rawan::io
