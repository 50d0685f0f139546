#include "rawan/io/error.h"
#include "rawan/io/writers.h"
#include "support/files.h"
#include "support/gdal_file.h"
#include "support/sample_layers.h"
#include "support/temp_dir.h"
#include "xlsx_cells.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <filesystem>
#include <functional>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using rawan::testing::content_of;
using rawan::testing::opened;
using rawan::testing::sample_layers;
using rawan::testing::TempDir;
using ::testing::HasSubstr;
using ::testing::Not;

Layer text_table(const std::vector<std::string>& texts) {
  Texts values(texts.begin(), texts.end());
  return {.name = "t",
          .title = "T",
          .description = "",
          .shapes = {},
          .columns = {{.name = "x", .alias = "X", .values = values}}};
}

// --- CSV ----------------------------------------------------------------------------------------

TEST(Csv, IsWhatExcelInIndonesiaReads) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.csv";
  Layer table{.name = "t", .title = "", .description = "", .shapes = {}, .columns = {}};
  table.columns = {{.name = "n", .alias = "Angka", .values = Integers{-5, std::nullopt, 0}},
                   {.name = "r", .alias = "", .values = Reals{-6.2, 1e-7, std::nullopt}},
                   {.name = "d", .alias = "", .values = Reals{-0.001, 2.5, 10.0}, .decimals = 2},
                   {.name = "s", .alias = "", .values = Texts{"a;\"b\"", "", std::nullopt}}};
  write_csv(path, table);
  EXPECT_EQ(content_of(path),
            "\xEF\xBB\xBF"
            "n;r;d;s\r\n"
            "-5;-6,2;0,00;\"a;\"\"b\"\"\"\r\n"
            ";0,0000001;2,50;\"\"\r\n"
            "0;;10,00;\r\n");
  write_csv(path, table, false);
  EXPECT_THAT(content_of(path), HasSubstr("-5;-6.2;0.00;"));
}

TEST(Csv, KeepsSpacesAtTheEndsOfATextInQuotes) {
  const TempDir dir;
  for (const char* text : {" a", "a ", " "}) {
    write_csv(dir.path() / "a.csv", text_table({text}));
    EXPECT_EQ(content_of(dir.path() / "a.csv"),
              "\xEF\xBB\xBFx\r\n\"" + std::string(text) + "\"\r\n");
  }
}

TEST(Csv, NeutralizesWhatCouldBeAFormula) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.csv";
  for (const char* text :
       {"=1+1", "+62 812", "-6.2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\"=1", "'=1", " =1", ";=1",
        ",=1", "\xEF\xBB\xBF=1", "＝1", "＋1", "－1", "＠1", "\xC2\xA0=1", "  \"' =1"}) {
    write_csv(path, text_table({text}));
    const std::string cell = content_of(path).substr(6);  // after the mark, the header and its end
    EXPECT_TRUE(cell.starts_with("'") || cell.starts_with("\"'")) << text;
  }
}

TEST(Csv, LeavesHarmlessTextsAlone) {
  const TempDir dir;
  for (const char* text : {"a=b", "Jum'at", "5-6", "'tidak'", "x@y"}) {
    write_csv(dir.path() / "a.csv", text_table({text}));
    EXPECT_EQ(content_of(dir.path() / "a.csv"), "\xEF\xBB\xBFx\r\n" + std::string(text) + "\r\n");
  }
}

TEST(Csv, SurvivesTheRoundTrip) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.csv";
  const std::vector<std::string> texts{"Ünïcödé – 安全 🚨",      "a\nb", "\"", ";", "Jum'at",
                                       std::string(40'000, 'x')};
  Layer table = text_table(texts);
  table.columns.push_back({.name = "y", .alias = "", .values = Integers(texts.size(), 7)});
  write_csv(path, table);
  const GDALDatasetUniquePtr dataset = opened(path, GDAL_OF_VECTOR);
  std::vector<std::string> found;
  for (const OGRFeatureUniquePtr& feature : *dataset->GetLayer(0)) {
    found.emplace_back(feature->GetFieldAsString("x"));
    EXPECT_STREQ(feature->GetFieldAsString("y"), "7");
  }
  EXPECT_EQ(found, texts);
}

// --- XLSX ---------------------------------------------------------------------------------------

class Xlsx : public ::testing::Test {
 protected:
  Xlsx() : path(dir.path() / "a.xlsx") {}

  std::string part(const std::string& name) const {
    const std::string address = "/vsizip/{" + path.string() + "}/" + name;
    VSILFILE* file = VSIFOpenL(address.c_str(), "rb");
    if (file == nullptr) return {};
    std::string text(10'000'000, '\0');
    text.resize(VSIFReadL(text.data(), 1, text.size(), file));
    VSIFCloseL(file);
    return text;
  }

  TempDir dir;
  fs::path path;
};

TEST_F(Xlsx, BeginsWithLinkedContents) {
  write_xlsx(path, sample_layers(), "Isi berkas", {"Lembar", "Tabel", "Keterangan", "Baris"});
  const std::string workbook = part("xl/workbook.xml");
  EXPECT_THAT(workbook, HasSubstr("name=\"Isi berkas\" sheetId=\"1\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"Pos 'jaga\" sheetId=\"2\""));
  const std::string contents = part("xl/worksheets/sheet1.xml");
  EXPECT_THAT(contents, HasSubstr("location=\"'Desa'!A1\""));
  EXPECT_THAT(contents, HasSubstr("location=\"'Pos ''jaga'!A1\""));
}

std::vector<std::string> parts_of(const fs::path& path) {
  const CPLStringList names(VSIReadDirRecursive(("/vsizip/{" + path.string() + "}").c_str()));
  std::vector<std::string> parts;
  for (int i = 0; i < names.size(); ++i) {
    if (!std::string_view(names[i]).ends_with('/')) parts.emplace_back(names[i]);
  }
  return parts;
}

/// The same workbook, but with one part cut to so many bytes.
void copy_with_a_cut(const fs::path& from, const fs::path& to, const std::string& cut,
                     std::size_t bytes) {
  const std::string source = "/vsizip/{" + from.string() + "}/";
  const std::string target = "/vsizip/{" + to.string() + "}";
  VSILFILE* archive = VSIFOpenL(target.c_str(), "wb");
  for (const std::string& name : parts_of(from)) {
    vsi_l_offset size = 0;
    GByte* content = nullptr;
    ASSERT_TRUE(VSIIngestFile(nullptr, (source + name).c_str(), &content, &size, -1));
    VSILFILE* file = VSIFOpenL((target + "/" + name).c_str(), "wb");
    VSIFWriteL(content, 1, name == cut ? std::min<std::size_t>(bytes, size) : size, file);
    VSIFCloseL(file);
    VSIFree(content);
  }
  VSIFCloseL(archive);
}

TEST_F(Xlsx, IsRefusedWithAPartThatWasCut) {
  const std::vector<Layer> layers{text_table({"a"})};
  constexpr std::size_t kContentsCells = 8;
  write_xlsx(path, layers, "Isi", {"Lembar", "Tabel", "Keterangan", "Baris"});
  copy_with_a_cut(path, dir.path() / "whole.xlsx", "none", 0);
  EXPECT_NO_THROW(check_xlsx(dir.path() / "whole.xlsx", kContentsCells, layers));
  for (const std::string& part : parts_of(path)) {
    for (const std::size_t bytes : {0, 200}) {
      const fs::path cut =
          dir.path() / ("cut-" + std::to_string(bytes) + fs::path(part).stem().string());
      copy_with_a_cut(path, cut, part, bytes);
      EXPECT_THROW(check_xlsx(cut, kContentsCells, layers), OutputError) << part;
    }
  }
}

TEST_F(Xlsx, IsRefusedWhereItDiffersFromWhatWasMeant) {
  constexpr std::size_t kContentsCells = 8;
  Layer table = text_table({"a", "b"});
  table.columns.push_back({.name = "n", .alias = "", .values = Integers{1, 0}});
  table.columns.push_back(
      {.name = "y", .alias = "", .values = Integers{1, 0}, .kind = Column::Kind::boolean});
  write_xlsx(path, std::vector{table}, "Isi", {"Lembar", "Tabel", "Keterangan", "Baris"});
  const auto is_taken = [&](std::size_t contents_cells, const std::function<void(Layer&)>& edit) {
    Layer other = table;
    edit(other);
    try {
      check_xlsx(path, contents_cells, std::vector{other});
      return true;
    } catch (const OutputError& error) {
      EXPECT_EQ(error.code(), "output_differs");
      return false;
    }
  };
  EXPECT_TRUE(is_taken(kContentsCells, [](Layer&) {}));
  EXPECT_FALSE(is_taken(kContentsCells + 1, [](Layer&) {}));
  EXPECT_FALSE(is_taken(kContentsCells, [](Layer& l) { l.columns[0].alias = "Y"; }));
  EXPECT_FALSE(is_taken(kContentsCells, [](Layer& l) { l.columns[0].values = Texts{"a", "c"}; }));
  EXPECT_FALSE(is_taken(kContentsCells, [](Layer& l) { l.columns[1].values = Integers{1, 2}; }));
  EXPECT_FALSE(is_taken(kContentsCells, [](Layer& l) { l.columns[2].values = Integers{0, 0}; }));
  EXPECT_FALSE(is_taken(kContentsCells, [](Layer& l) { l.columns[1].kind = l.columns[2].kind; }))
      << "a number is no boolean";
}

TEST_F(Xlsx, FreezesItsHeaders) {
  write_xlsx(path, sample_layers(), "Isi");
  EXPECT_THAT(part("xl/worksheets/sheet2.xml"),
              HasSubstr("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                        "state=\"frozen\"/>"));
}

TEST_F(Xlsx, WrapsALongHeadingOverAShortColumn) {
  Layer table = text_table({"P"});
  table.columns[0].alias = "Giliran jaga yang ditetapkan kepala satuan";
  write_xlsx(path, std::vector{table}, "Isi");
  const std::string sheet = part("xl/worksheets/sheet2.xml");
  const std::size_t at = sheet.find("width=\"");
  ASSERT_NE(at, std::string::npos);
  EXPECT_LT(std::stod(sheet.substr(at + 7)), 18.0);
}

TEST_F(Xlsx, MakesARowAsHighAsItsWrappedText) {
  const std::string words = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas";
  write_xlsx(path, std::vector{text_table({"pendek", words})}, "Isi");
  const std::string sheet = part("xl/worksheets/sheet2.xml");
  EXPECT_THAT(sheet, HasSubstr("<row r=\"3\" spans=\"1:1\" ht=\"30\" customHeight=\"1\">"));
  EXPECT_THAT(sheet, HasSubstr("<row r=\"2\" spans=\"1:1\">"));
}

TEST_F(Xlsx, TellsItsNameAndPageOnPaper) {
  write_xlsx(path, sample_layers(), "Isi");
  EXPECT_THAT(part("xl/worksheets/sheet2.xml"),
              HasSubstr("<oddHeader>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddHeader>"));
}

TEST_F(Xlsx, HasRealNumbersAndDates) {
  Layer table{.name = "t", .title = "T", .description = "", .shapes = {}, .columns = {}};
  table.columns = {{.name = "n", .alias = "Angka", .values = Integers{-5, std::nullopt}},
                   {.name = "r", .alias = "Nilai", .values = Reals{-6.25, 0.1}, .decimals = 2},
                   {.name = "d",
                    .alias = "Tanggal",
                    .values = Texts{"2026-11-21", "1899-01-01"},
                    .kind = Column::Kind::date}};
  write_xlsx(path, std::vector{table}, "Isi");
  const GDALDatasetUniquePtr dataset = opened(path, GDAL_OF_VECTOR);
  OGRLayer* sheet = dataset->GetLayerByName("T");
  const OGRFeatureUniquePtr first(sheet->GetNextFeature());
  EXPECT_EQ(first->GetFieldAsInteger("Angka"), -5);
  EXPECT_EQ(first->GetFieldAsDouble("Nilai"), -6.25);
  EXPECT_THAT(part("xl/worksheets/sheet2.xml"), HasSubstr("<v>46347</v>"));  // 2026-11-21
  EXPECT_THAT(part("xl/sharedStrings.xml"), HasSubstr("<t>1899-01-01</t>"));
  EXPECT_THAT(part("xl/styles.xml"), HasSubstr("yyyy-mm-dd"));
}

TEST_F(Xlsx, ShowsAsManyDecimalsAsAColumnHas) {
  Layer table{.name = "t", .title = "T", .description = "", .shapes = {}, .columns = {}};
  for (const int decimals : {0, 1, 3}) {
    table.columns.push_back({.name = "r" + std::to_string(decimals),
                             .alias = "",
                             .values = Reals{0.5, 1.25},
                             .decimals = decimals});
  }
  write_xlsx(path, std::vector{table}, "Isi");
  const std::string styles = part("xl/styles.xml");
  EXPECT_THAT(styles, HasSubstr("formatCode=\"0\""));
  EXPECT_THAT(styles, HasSubstr("formatCode=\"0.0\""));
  EXPECT_THAT(styles, HasSubstr("formatCode=\"0.000\""));
  EXPECT_THAT(part("xl/worksheets/sheet2.xml"), HasSubstr("<v>1.25</v>"));
}

TEST_F(Xlsx, TakesTheNameOfATableWithoutTitle) {
  Layer table = text_table({"a"});
  table.title = "";
  write_xlsx(path, std::vector{table}, "");
  EXPECT_THAT(part("xl/workbook.xml"), HasSubstr("name=\"t\" sheetId=\"2\""));
}

TEST_F(Xlsx, KeepsTextsAndNeverMakesFormulas) {
  const std::vector<std::string> texts{"=1+1",
                                       "+62",
                                       "@x",
                                       "http://a.b",
                                       "Ünïcödé 🚨 <&> \"'",
                                       " x ",
                                       "a\nb",
                                       std::string(32'767, 'x')};
  write_xlsx(path, std::vector{text_table(texts)}, "Isi");
  EXPECT_THAT(part("xl/worksheets/sheet2.xml"), Not(HasSubstr("<f>")));
  const CPLConfigOptionSetter first_row("OGR_XLSX_HEADERS", "FORCE", false);
  const GDALDatasetUniquePtr dataset = opened(path, GDAL_OF_VECTOR);
  std::vector<std::string> found;
  for (const OGRFeatureUniquePtr& feature : *dataset->GetLayerByName("T")) {
    found.emplace_back(feature->GetFieldAsString(0));
  }
  EXPECT_EQ(found, texts);
}

TEST_F(Xlsx, RefusesWhatDoesNotFitACell) {
  try {
    write_xlsx(path, std::vector{text_table({"a", std::string(32'768, 'x')})}, "Isi");
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_EQ(error.code(), "text_too_long");
    EXPECT_EQ(error.place().row, 3U);
    EXPECT_EQ(error.place().column, "x");
  }
}

TEST_F(Xlsx, NamesTabsWithinTheRules) {
  std::vector<Layer> layers(4, text_table({"a"}));
  layers[0].title = "D/KRPPA [2026]: ringkasan per kecamatan";
  layers[1].title = "D/KRPPA [2026]: ringkasan per desa";
  layers[2].title = "isi";
  layers[3].title = std::string(15, 'x') + "🚨🚨🚨🚨🚨🚨🚨🚨🚨";
  write_xlsx(path, layers, "Isi");
  const std::string workbook = part("xl/workbook.xml");
  EXPECT_THAT(workbook, HasSubstr("name=\"D-KRPPA -2026-- ringkasan per k\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"D-KRPPA -2026-- ringkasan per d\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"isi 2\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"" + std::string(15, 'x') + "🚨🚨🚨🚨🚨🚨🚨🚨\""));
}

// --- text ---------------------------------------------------------------------------------------

TEST(Text, IsWrittenAsItIs) {
  const TempDir dir;
  const std::string bytes("a\r\n\0\xFF", 5);
  write_text(dir.path() / "a.txt", bytes);
  EXPECT_EQ(content_of(dir.path() / "a.txt"), bytes);
}

}  // namespace
}  // namespace rawan::io
