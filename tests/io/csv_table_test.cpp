#include "table_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rawan::io {
namespace {

using fixture::bad_rows_of;
using fixture::error_in_text;
using fixture::notes_of;
using fixture::read_text;
using fixture::rows_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace std::string_literals;

const std::string kPlain =
    "tanggal,desa,lintang,bujur\n"
    "2024-03-05,Sebalo,0.8512,109.3012\n"
    "2024-03-06,Bumi Emas,0.8,109.4\n";
const std::vector<std::string> kPlainRows{"2: 2024-03-05|Sebalo|0.8512|109.3012",
                                          "3: 2024-03-06|Bumi Emas|0.8|109.4"};

std::string replaced(std::string text, char from, const std::string& to) {
  std::string result;
  for (const char c : text) {
    if (c == from) {
      result += to;
    } else {
      result += c;
    }
  }
  return result;
}

std::string utf16(const std::string& text, bool little) {
  std::string bytes;
  for (const char c : text) bytes += little ? std::string{c, '\0'} : std::string{'\0', c};
  return bytes;
}

TEST(DelimitedText, KeepsKnownColumnsInTheOrderFound) {
  const TextTable table = read_text(kPlain);
  EXPECT_EQ(rows_of(table), kPlainRows);
  EXPECT_THAT(table.headers, ElementsAre("tanggal", "desa", "lintang", "bujur"));
  EXPECT_THAT(table.fields, ElementsAre(1U, 3U, 4U, 5U));
  EXPECT_EQ(table.independent_count, 2U);
  EXPECT_THAT(table.notes, IsEmpty());
  EXPECT_THAT(table.geometry, IsEmpty());
}

TEST(DelimitedText, FindsEverySeparator) {
  for (const auto& [separator, name] :
       {std::pair{";"s, ";"s}, std::pair{"\t"s, "tab"s}, std::pair{"|"s, "|"s}}) {
    const TextTable table = read_text(replaced(kPlain, ',', separator));
    EXPECT_EQ(rows_of(table), kPlainRows);
    EXPECT_THAT(notes_of(table), ElementsAre("dialect=" + name));
  }
}

TEST(DelimitedText, ObeysTheLineSepOfExcel) {
  const TextTable table = read_text("sep=;\r\n" + replaced(kPlain, ',', ";"));
  EXPECT_THAT(rows_of(table), ElementsAre("3: 2024-03-05|Sebalo|0.8512|109.3012",
                                          "4: 2024-03-06|Bumi Emas|0.8|109.4"));
  EXPECT_THAT(notes_of(table), ElementsAre("dialect=;"));
}

TEST(DelimitedText, ObeysTheSeparatorOfTheOptions) {
  EXPECT_EQ(rows_of(read_text(replaced(kPlain, ',', "^"), {.separator = '^'})), kPlainRows);
  EXPECT_EQ(error_in_text(kPlain, {.separator = ';'}), "no_header");
}

TEST(DelimitedText, SeparatorsInsideQuotesDoNotCount) {
  const TextTable table = read_text(
      "\"id_laporan\";\"tanggal\";\"lokasi, patokan\";\"desa\"\n"
      "\"1\";\"2024\";\"a,b,c,d,e\";\"Tiga \"\"Desa\"\"\"\n");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|2024|Tiga \"Desa\""));
  EXPECT_THAT(table.unknown_headers, ElementsAre("lokasi, patokan"));
}

TEST(DelimitedText, AllEncodingsGiveTheSameCells) {
  EXPECT_EQ(rows_of(read_text("\xef\xbb\xbf" + kPlain)), kPlainRows);
  EXPECT_EQ(rows_of(read_text("\xff\xfe" + utf16(kPlain, true))), kPlainRows);
  EXPECT_EQ(rows_of(read_text("\xfe\xff" + utf16(kPlain, false))), kPlainRows);
  EXPECT_EQ(rows_of(read_text(utf16(kPlain, true))), kPlainRows);
  EXPECT_EQ(rows_of(read_text(kPlain, {.encoding = "windows-1252"})), kPlainRows);
  EXPECT_THAT(notes_of(read_text("\xef\xbb\xbf" + kPlain)), ElementsAre("bom_removed"));
}

TEST(DelimitedText, TranscodesWindows1252OfTheWholeFile) {
  const TextTable table = read_text("tanggal,desa,lokasi\n1,D\xe9sa,\x80 \x93x\x94\n");
  EXPECT_THAT(rows_of(table),
              ElementsAre("2: 1|D\xc3\xa9sa|\xe2\x82\xac \xe2\x80\x9cx\xe2\x80\x9d"));
  EXPECT_THAT(notes_of(table), ElementsAre("transcoded=windows-1252"));
}

TEST(DelimitedText, SetsRowsInAnotherEncodingAside) {
  const TextTable table =
      read_text("tanggal,desa,lokasi\n1,D\xc3\xa9sa,a\n2,D\xe9sa,b\n3,Desa,c\n");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|D\xc3\xa9sa|a", "4: 3|Desa|c"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("3: encoding"));
}

TEST(DelimitedText, RefusesEncodingsItCannotRead) {
  EXPECT_EQ(error_in_text(kPlain, {.encoding = "ebcdic"}), "encoding_unknown");
  EXPECT_EQ(error_in_text("tanggal,desa,lokasi\n1,\x81,\xe9\n"), "encoding");
  EXPECT_EQ(error_in_text("\xff\xfe" + utf16(kPlain, true) + "x"), "encoding");
}

TEST(DelimitedText, KnowsAllLineEnds) {
  EXPECT_EQ(rows_of(read_text(replaced(kPlain, '\n', "\r\n"))), kPlainRows);
  const TextTable table = read_text(replaced(kPlain, '\n', "\r"));
  EXPECT_EQ(rows_of(table), kPlainRows);
  EXPECT_THAT(notes_of(table), ElementsAre("line_ends"));
}

TEST(DelimitedText, LineNumbersStayTrueUnderEmbeddedLineBreaks) {
  const TextTable table =
      read_text("tanggal,desa,lokasi\r\n1,a,\"x\r\ny\nz\"\n2,b,\"\"\r\r\n3,c,\"p\rq\"\n4,d,e\n");
  EXPECT_THAT(rows_of(table),
              ElementsAre("2: 1|a|x\r\ny\nz", "5: 2|b|", "7: 3|c|p\rq", "9: 4|d|e"));
  EXPECT_THAT(notes_of(table), ElementsAre("blank_lines=1"));
}

TEST(DelimitedText, RefusesAnUnclosedQuoteWithItsLine) {
  std::string open = "tanggal,desa,lokasi\n1,a,b\n2,\"a,b\n";
  for (int i = 3; i < 1000; ++i) open += std::to_string(i) + ",a,b\n";
  EXPECT_EQ(error_in_text(open), "unclosed_quote:3");
  EXPECT_EQ(error_in_text("tanggal,\"desa,lokasi\n1,a,b\n"), "unclosed_quote:1");
}

TEST(DelimitedText, RefusesAQuoteThatSwallowedTheStartOfALaterRow) {
  EXPECT_EQ(error_in_text("tanggal,desa,lokasi\n1,\"a,b\n2,c,d\n3,\"e\",f\n"), "unclosed_quote:2");
}

TEST(DelimitedText, SetsDamagedRowsAsideAndReadsOn) {
  const TextTable table = read_text(
      "tanggal,desa,lokasi\n"
      "1,a\"b,c\n"
      "2,\"a\"b,c\n"
      "3,a\n"
      "4,a,b,c\n"
      "5,a\0b,c\n"
      "6,a,b\n"s);
  EXPECT_THAT(rows_of(table), ElementsAre("7: 6|a|b"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("2: bad_quote", "3: bad_quote", "4: short_row",
                                              "5: long_row", "6: nul_byte"));
  EXPECT_EQ(table.independent_count, 6U);
}

TEST(DelimitedText, SetsFieldsOverOneMebibyteAside) {
  const std::string limit(1U << 20U, 'x');
  const TextTable table =
      read_text("tanggal,desa,lokasi\n1,a," + limit + "\n2,a," + limit + "x\n3,a,b\n");
  EXPECT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.cell(0, 2).size(), limit.size());
  EXPECT_THAT(bad_rows_of(table), ElementsAre("3: field_too_long"));
}

TEST(DelimitedText, AcceptsEmptyFieldsBeyondTheHeader) {
  const TextTable table = read_text("tanggal;desa;lokasi\n1;a;b;;\n");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|a|b"));
  EXPECT_THAT(notes_of(table), Contains("extra_separators=1"));
}

TEST(DelimitedText, CountsBlankLinesAndSaysSo) {
  const TextTable table = read_text("tanggal;desa;lokasi\n\n1;a;b\n;;\n \t\n\"\";;\n2;c;d\n\n");
  EXPECT_THAT(rows_of(table), ElementsAre("3: 1|a|b", "7: 2|c|d"));
  EXPECT_THAT(notes_of(table), Contains("blank_lines=5"));
}

TEST(DelimitedText, NotesAMissingLastLineEnd) {
  const TextTable table = read_text("tanggal,desa,lokasi\n1,a,b");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|a|b"));
  EXPECT_THAT(notes_of(table), ElementsAre("no_final_line_end"));
  EXPECT_THAT(bad_rows_of(read_text("tanggal,desa,lokasi\n1,a")), ElementsAre("2: short_row"));
}

TEST(DelimitedText, TrimsVisibleAndInvisibleSpace) {
  const TextTable table = read_text(
      "tanggal,desa,lokasi\n 1\t,\xc2\xa0Sebalo\xe2\x80\x8b,\"\xef\xbb\xbf a b \xc2\xa0\"\n");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|Sebalo|a b"));
}

TEST(DelimitedText, RefusesFilesThatAreNoTables) {
  EXPECT_EQ(error_in_text(""), "empty_file");
  EXPECT_EQ(error_in_text("\n \n"), "empty_file");
  EXPECT_EQ(error_in_text("\xef\xbb\xbf"), "empty_file");
  EXPECT_EQ(error_in_text("1,2,3\n4,5,6\n"), "no_header");
  EXPECT_EQ(error_in_text("tanggal\n2024-03-05\n"), "");
  EXPECT_EQ(error_in_text("tanggal,x,y\n1,2,3\n"), "missing_columns");
}

TEST(DelimitedText, NamesTheColumnsThatMustBeThere) {
  try {
    read_text("tanggal,x,y\n1,2,3\n");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.detail(), "report_id, reported_at, issue_code");
  }
}

TEST(DelimitedText, AcceptsAHeaderWithoutRows) {
  const TextTable table = read_text("tanggal,desa,lokasi\n");
  EXPECT_EQ(table.rows(), 0U);
  EXPECT_EQ(table.independent_count, 0U);
  EXPECT_THAT(notes_of(table), ElementsAre("no_rows"));
}

TEST(DelimitedText, RefusesTwoColumnsOfOneName) {
  EXPECT_EQ(error_in_text("tanggal,desa,lokasi,Desa \n1,a,b,c\n"), "duplicate_column");
  EXPECT_EQ(rows_of(read_text("tanggal,desa,ket,ket,lokasi\n1,a,x,y,b\n")),
            std::vector<std::string>{"2: 1|a|b"});
}

TEST(DelimitedText, RefusesNamelessColumnsOnlyIfTheyHoldSomething) {
  EXPECT_THAT(notes_of(read_text("tanggal,desa,lokasi,\n1,a,b,\n")),
              ElementsAre("nameless_column=4"));
  EXPECT_EQ(error_in_text("tanggal,desa,lokasi,\n1,a,b,\n2,a,b,c\n"), "empty_header:3");
}

TEST(DelimitedText, RefusesTooManyColumns) {
  std::string header = "tanggal,desa,lokasi";
  for (int i = 0; i < 20000; ++i) header += ",x" + std::to_string(i);
  EXPECT_EQ(error_in_text(header + "\n"), "too_many_columns:1");
}

TEST(DelimitedText, RefusesUnquotedDecimalCommasBetweenCommas) {
  EXPECT_EQ(error_in_text("desa,lintang,bujur\na,0,8512,109,3012\nb,0,8,109,4\n"),
            "decimal_comma:2");
}

TEST(DelimitedText, SkipsTitlesAboveTheHeader) {
  const TextTable table =
      read_text("REKAP LAPORAN;;\nBulan Maret 2024;;\n\ntanggal;desa;lokasi\n1;a;b\n");
  EXPECT_THAT(rows_of(table), ElementsAre("5: 1|a|b"));
  EXPECT_THAT(notes_of(table), Contains("header_row=4"));
  EXPECT_EQ(table.independent_count, 1U);
}

TEST(DelimitedText, LooksForTheHeaderInFifteenRecords) {
  std::string titles;
  for (int i = 0; i < 14; ++i) titles += "judul;;\n";
  const std::string rest = "tanggal;desa;lokasi\n1;a;b\n";
  EXPECT_THAT(rows_of(read_text(titles + rest)), ElementsAre("16: 1|a|b"));
  EXPECT_EQ(error_in_text(titles + "judul;;\n" + rest), "no_header");
}

TEST(DelimitedText, JoinsTwoHeaderRows) {
  const TextTable table = read_text(
      "Tanggal;Tempat;;Peserta;;Nama;\n"
      ";Desa;Lokasi;P;L;Pelapor;Desa\n"
      "1;a;b;3;4;rahasia;x\n");
  EXPECT_THAT(table.headers, ElementsAre("Tanggal", "Tempat/Desa", "Tempat/Lokasi", "Peserta P",
                                         "Peserta L", "Nama Desa"));
  EXPECT_THAT(table.forbidden_headers, ElementsAre("Nama Pelapor"));
  EXPECT_THAT(rows_of(table), ElementsAre("3: 1|a|b|3|4|x"));
  EXPECT_THAT(notes_of(table), Contains("two_header_rows"));
}

TEST(DelimitedText, ADataRowOfWordsIsNoSecondHeader) {
  const TextTable table = read_text("kecamatan;desa;lokasi;ket\nSiding;Tawang;P;L\n");
  EXPECT_THAT(rows_of(table), ElementsAre("2: Siding|Tawang|P"));
}

TEST(DelimitedText, FillsDistrictsDownOnRequestOnly) {
  const std::string text = "kecamatan;desa;lokasi\nSiding;a;x\n;b;\nSeluas;c;z\n";
  EXPECT_THAT(rows_of(read_text(text)), ElementsAre("2: Siding|a|x", "3: |b|", "4: Seluas|c|z"));
  const TextTable filled = read_text(text, {.fill_down = true});
  EXPECT_THAT(rows_of(filled), ElementsAre("2: Siding|a|x", "3: Siding|b|", "4: Seluas|c|z"));
  EXPECT_THAT(notes_of(filled), Contains("filled_down=1"));
}

TEST(DelimitedText, ReadsKoboWithGroupsAndChoices) {
  const TextTable table = read_text(
      "\"tanggal\";\"tempat/_titik_latitude\";\"tempat/_titik_longitude\";"
      "\"masalah/jenis_gangguan/gelap_sepi\";\"masalah/jenis_gangguan/begal_jambret\";\"_uuid\"\n"
      "\"1\";\"0.8\";\"109.3\";\"1\";\"0\";\"u1\"\n"
      "\"2\";\"0.9\";\"109.4\";\"True\";\"1\";\"u2\"\n"
      "\"3\";\"\";\"\";\"\";\"\";\"u3\"\n");
  EXPECT_THAT(rows_of(table),
              ElementsAre("2: 1|0.8|109.3|gelap_sepi||u1",
                          "3: 2|0.9|109.4|gelap_sepi|begal_jambret|u2", "4: 3|||||u3"));
  EXPECT_THAT(table.fields, ElementsAre(1U, 4U, 5U, 6U, 6U, 0U));
}

TEST(DelimitedText, PrefersTheSummaryToItsChoices) {
  const TextTable table =
      read_text("tanggal;desa;jenis_gangguan;jenis_gangguan/gelap_sepi\n1;a;gelap_sepi kdrt;1\n");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|a|gelap_sepi kdrt"));
  EXPECT_THAT(table.unknown_headers, ElementsAre("jenis_gangguan/gelap_sepi"));
}

TEST(DelimitedText, AChoiceWithOtherValuesIsNone) {
  const TextTable table = read_text(
      "tanggal;desa;lokasi;jenis_gangguan/lain;jenis_gangguan/sepi\n1;a;x;1;1\n2;b;y;dekat "
      "pos;0\n");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|a|x|sepi", "3: 2|b|y|"));
  EXPECT_THAT(table.unknown_headers, ElementsAre("jenis_gangguan/lain"));
  EXPECT_THAT(std::string(table.cells.bytes()), Not(HasSubstr("dekat pos")));
  for (const char* header : {"/sepi", "jenis_gangguan/"}) {
    const TextTable odd = read_text("tanggal;desa;lokasi;" + std::string(header) + "\n1;a;x;1\n");
    EXPECT_THAT(odd.unknown_headers, ElementsAre(header)) << "a choice has a question and a name";
  }
}

TEST(DelimitedText, ReadsOdkCentral) {
  const TextTable table = read_text(
      "tanggal,lokasi-titik-Latitude,lokasi-titik-Longitude,p,KEY\n"
      "2024-03-05T01:00:00.000Z,0.8,109.3,4,uuid:1\n");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 2024-03-05T01:00:00.000Z|0.8|109.3|4|uuid:1"));
}

TEST(DelimitedText, KeepsAllColumnsOfAFieldWithManyValues) {
  const TextTable table = read_text("tanggal;jenis_1;jenis_2\n1;kdrt;begal\n");
  EXPECT_THAT(table.fields, ElementsAre(1U, 6U, 6U));
}

TEST(DelimitedText, NothingOfForbiddenOrUnknownColumnsRemains) {
  std::string text = "tanggal,nama_pelapor,desa,nik,lokasi,catatan,drppa_flag\n";
  for (int i = 0; i < 50; ++i) {
    const std::string n = std::to_string(i);
    text += n + ",KANARI-a" + n + ",d,\"KANARI-\"\"b" + n + "\",l,KANARI-c" + n + ",KANARI-d\n";
  }
  text += "1,KANARI-short\n";
  const TextTable table = read_text(text);
  EXPECT_EQ(table.rows(), 50U);
  EXPECT_THAT(std::string(table.cells.bytes()), Not(HasSubstr("KANARI")));
  EXPECT_THAT(table.forbidden_headers, ElementsAre("nama_pelapor", "nik"));
  EXPECT_THAT(table.unknown_headers, ElementsAre("catatan"));
  EXPECT_THAT(table.unread_headers, ElementsAre("drppa_flag"));
}

TEST(DelimitedText, ErrorsNeverQuoteCells) {
  try {
    read_text("tanggal,desa,lokasi\n1,\"KANARI,b\n");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(std::string(error.what()), Not(HasSubstr("KANARI")));
  }
}

TEST(DelimitedText, EveryTruncationIsRefusedOrAddsUp) {
  const std::string text =
      "REKAP,,,\ntanggal,nik,desa,lokasi\r\n1,x,\"a \"\"b\"\"\",c\n\n2,y,\"d\ne\",f\nTotal,,,3\n";
  const Folder folder;
  std::size_t read = 0;
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string path = folder.write("t.csv", text.substr(0, size));
    const std::string error = fixture::error_of([&] {
      const TextTable table = fixture::read(path);
      EXPECT_EQ(table.rows() + table.bad_rows.size(), table.independent_count);
      ++read;
    });
    EXPECT_NE(error, "count_mismatch") << size;
  }
  EXPECT_GT(read, 20U);
}

TEST(DelimitedText, CopiesOfATableStayWhole) {
  TextTable table = read_text(kPlain);
  const TextTable copy = table;
  const TextTable moved = std::move(table);
  EXPECT_EQ(rows_of(copy), kPlainRows);
  EXPECT_EQ(rows_of(moved), kPlainRows);
}

}  // namespace
}  // namespace rawan::io
