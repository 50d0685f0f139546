#include "rawan/io/page.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/calendar.h"
#include "rawan/io/kml.h"
#include "support/program.h"
#include "support/temp_dir.h"
#include "xml_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

constexpr const char* kHostile = "<script>alert(1)</script> \"' onerror=x {{y}} ${z} </style>";

Picture map_of_two() {
  Picture picture{.title = "Peta", .note = "Data sintetis"};
  picture.classes = {{"#fdcc8a", "sedang"},
                     {"#ffffff", "belum ada data", Hatch::rising},
                     {"#0072b2", "rute", Hatch::none, 2.0, true},
                     {"#b30000", ""}};
  const auto square = [](double x) {
    return Polygon{{{{x, 0}, {x + 1000, 0}, {x + 1000, 1000}, {x, 1000}}, {}}};
  };
  picture.layers.emplace_back(PictureShapes<Polygon>{
      {square(0), square(1000)},
      {0, 1},
      {{kHostile, "Kecamatan A", "Desa A"}, {"Desa B", "Kecamatan B", "Desa B"}}});
  picture.layers.emplace_back(PictureShapes<Polyline>{{{{100, 100}, {1900, 900}}}, {2}});
  picture.layers.emplace_back(
      PictureShapes<Point>{{{100, 100}, {1900, 900}}, {3, 3}, {{"a", "", "1"}, {"b", "", "2"}}});
  picture.north = "U";
  return picture;
}

Table long_table(std::size_t rows) {
  Table table{.caption = "Urutan", .columns = {{"Desa", false, 2.0}, {"Nilai", true}}};
  for (std::size_t i = 0; i < rows; ++i) {
    table.rows.push_back({"Desa " + std::to_string(i), std::to_string(i)});
    table.groups.push_back(i % 2 == 0 ? "Kecamatan A" : "Kecamatan B");
  }
  return table;
}

Document sample() {
  Document page{.language = "id",
                .title = "Laporan uji",
                .label = "TERBATAS",
                .footer = "Satpol PP",
                .words = {"Langsung ke isi", "Halaman {page} dari {pages}", "Perbesar", "Perkecil",
                          "Seluruh peta", "Kecamatan", "Semua", "Keterangan"},
                .blocks = {}};
  page.blocks.emplace_back(Links{"Daftar", {{"Bagian satu", "#satu"}}});
  page.blocks.emplace_back(Heading{2, "Bagian satu", "satu"});
  page.blocks.emplace_back(Paragraph{kHostile, Tone::warning});
  page.blocks.emplace_back(Paragraph{"Kalimat biasa.", Tone::plain});
  page.blocks.emplace_back(Bullets{{"pertama", kHostile}});
  page.blocks.emplace_back(Facts{{{"Regu", kHostile}}});
  page.blocks.emplace_back(MapFigure{map_of_two(), "Dua desa dan satu rute"});
  Chart chart{.title = "Grafik"};
  chart.series.push_back({.color = "#b30000", .label = "laju", .x = {0, 1}, .y = {1, 2}});
  page.blocks.emplace_back(ChartFigure{chart, "Dua titik"});
  page.blocks.emplace_back(long_table(120));
  page.blocks.emplace_back(PageBreak{});
  page.blocks.emplace_back(Heading{2, "Kartu"});
  page.blocks.emplace_back(Card{.number = "1",
                                .title = kHostile,
                                .facts = {{"Tiba", "19.30"}},
                                .items = {"Dialog"},
                                .links = {{"Buka peta", "geo:0.81,109.47"}},
                                .code = "geo:0.81,109.47",
                                .code_words = "Pindai",
                                .boxes = {"Catatan", "Paraf"}});
  return page;
}

/// What a program prints that reads a file.
std::string told_by(const std::string& program, const std::vector<std::string>& arguments) {
  const testing::Outcome outcome = testing::run_program(program, arguments);
  return outcome.out + outcome.error;
}

class OnDisk {
 public:
  OnDisk(const std::string& name, const std::string& bytes)
      : path_((directory_.path() / name).string()) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  const std::string& path() const { return path_; }

 private:
  testing::TempDir directory_;
  std::string path_;
};

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Page, IsTheSameBytesForTheSameDocument) {
  EXPECT_EQ(page_as_html(sample()), page_as_html(sample()));
  EXPECT_EQ(page_as_pdf(sample()), page_as_pdf(sample()));
}

TEST(Page, HasNoErrorAValidatorFinds) {
  const OnDisk file("laporan.html", page_as_html(sample()));
  const std::string told = told_by("tidy", {"-quiet", "-errors", file.path()});
  EXPECT_EQ(told.find("Error"), std::string::npos) << told;
  // tidy knows few attributes of SVG in a page.
  EXPECT_EQ(occurrences(told, "Warning"), occurrences(told, "Warning: <svg> proprietary")) << told;
}

TEST(Page, EscapesEverythingItIsGiven) {
  Document page = sample();
  for (std::string* text : {&page.title, &page.label, &page.footer, &page.words.skip,
                            &page.words.group, &page.words.larger}) {
    *text = kHostile;
  }
  const std::string html = page_as_html(page);
  EXPECT_EQ(occurrences(html, "<script"), 1U);
  EXPECT_EQ(occurrences(html, "</style"), 1U);
  EXPECT_EQ(occurrences(html, "alert(1)<"), 0U);
  EXPECT_EQ(html.find("\"' onerror"), std::string::npos);
}

TEST(Page, AllowsOnlyItsOwnStyleAndScript) {
  const std::string html = page_as_html(sample());
  EXPECT_NE(html.find("default-src 'none'; script-src 'sha256-"), std::string::npos);
  EXPECT_EQ(html.find("unsafe-inline"), std::string::npos);
  EXPECT_EQ(html.find(" style="), std::string::npos);
  EXPECT_FALSE(std::regex_search(html, std::regex("(src|href)=\"(http|//|data)")));
}

TEST(Page, HashesExactlyTheBytesOfItsScript) {
  const std::string html = page_as_html(sample());
  const auto begin = html.find("<script>") + 8;
  const OnDisk script("script.js", html.substr(begin, html.find("</script>") - begin));
  std::string hash =
      told_by("sh", {"-c", "openssl dgst -sha256 -binary \"$0\" | base64", script.path()});
  hash.pop_back();
  EXPECT_NE(html.find("script-src 'sha256-" + hash + "'"), std::string::npos);
}

TEST(Page, LeadsOnlyToPlacesTelephonesAndItself) {
  for (const char* target : {"https://example.org", "javascript:alert(1)", "#a b", "geo:1'2"}) {
    Document page = sample();
    page.blocks.emplace_back(Links{"Daftar", {{"x", target}}});
    EXPECT_THROW(page_as_html(page), ContractViolation) << target;
    EXPECT_THROW(page_as_pdf(page), ContractViolation) << target;
  }
}

TEST(Page, RefusesARowWithoutACellForEachColumn) {
  Document page = sample();
  page.blocks.emplace_back(Table{"x", {{"a"}, {"b"}}, {{"1"}}});
  EXPECT_THROW(page_as_html(page), ContractViolation);
}

Table table_of_intervals() {
  Table table = long_table(3);
  table.intervals = IntervalColumn{.title = "Selang", .high = 10.0, .lines = {5.0}};
  table.intervals->rows = {RowInterval{2, 8, 4, "#d7301f", "2 sampai 8"}, std::nullopt,
                           RowInterval{0, 10, {}, "#fdcc8a", kHostile}};
  return table;
}

TEST(Page, DrawsIntervalsOverOneScale) {
  Document page = sample();
  page.blocks = {table_of_intervals()};
  const std::string html = page_as_html(page);
  EXPECT_EQ(occurrences(html, "<td class=\"interval\"><svg"), 2U);
  EXPECT_EQ(occurrences(html, "<td class=\"interval\"></td>"), 1U);
  EXPECT_NE(html.find("aria-label=\"2 sampai 8\""), std::string::npos);
  // 140 pixels with margins of 5: 2 of 10 lies at 31, 8 at 109, 0 at 5 and 10 at 135.
  EXPECT_NE(html.find("M31 4.5h78"), std::string::npos);
  EXPECT_NE(html.find("M5 4.5h130"), std::string::npos);
  EXPECT_EQ(occurrences(html, "<script"), 1U);
}

TEST(Page, RefusesAnIntervalOffItsScale) {
  const auto refuses = [](const auto& change) {
    Document page = sample();
    Table table = table_of_intervals();
    change(*table.intervals);
    page.blocks = {table};
    EXPECT_THROW(page_as_html(page), ContractViolation);
    EXPECT_THROW(page_as_pdf(page), ContractViolation);
  };
  refuses([](IntervalColumn& column) { column.rows[0]->high = 10.5; });
  refuses([](IntervalColumn& column) { column.rows[0]->low = -0.5; });
  refuses([](IntervalColumn& column) { column.rows[0]->middle = 9.0; });
  refuses([](IntervalColumn& column) { column.rows[0]->low = std::nan(""); });
  refuses([](IntervalColumn& column) { column.rows.pop_back(); });
  refuses([](IntervalColumn& column) { column.high = column.low; });
}

/// On which page a word of the document lies, from 1; 0: on none.
std::size_t page_with(const std::string& word, const Document& document) {
  const OnDisk file("halaman.pdf", page_as_pdf(document));
  const std::string text = told_by("pdftotext", {file.path(), "-"});
  const auto at = text.find(word);
  if (at == std::string::npos) return 0;
  return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\f'));
}

TEST(Pdf, MakesAMapSmallerRatherThanLeaveAPageHalfEmpty) {
  Document page = sample();
  const auto with_lines = [&](int lines) {
    page.blocks.clear();
    for (int i = 0; i < lines; ++i) page.blocks.emplace_back(Bullets{{"baris"}});
    page.blocks.emplace_back(MapFigure{map_of_two(), "Dua desa"});
    return page_with("belum ada data", page);
  };
  EXPECT_EQ(with_lines(1), 1U);
  EXPECT_EQ(with_lines(24), 1U);
  EXPECT_EQ(with_lines(36), 2U) << "too small to read";
}

TEST(Pdf, HasEveryWordAndBreaksLongTables) {
  const OnDisk file("laporan.pdf", page_as_pdf(sample()));
  const std::string info = told_by("pdfinfo", {file.path()});
  const std::string text = told_by("pdftotext", {"-layout", file.path(), "-"});
  std::smatch pages;
  ASSERT_TRUE(std::regex_search(info, pages, std::regex("Pages: +([0-9]+)"))) << info;
  const std::size_t count = std::stoul(pages[1]);
  EXPECT_GE(count, 4U);
  EXPECT_EQ(occurrences(text, "TERBATAS"), count);
  EXPECT_NE(text.find("Halaman 2 dari " + std::to_string(count)), std::string::npos);
  EXPECT_GE(occurrences(text, "Nilai"), 2U);  // The head of the table comes again.
  for (const char* word : {"<script>alert(1)</script>", "Desa 119", "Catatan", "Buka peta"}) {
    EXPECT_NE(text.find(word), std::string::npos) << word;
  }
}

TEST(Pdf, SaysItsTitleAndLanguageAndNothingOfItsMaker) {
  const std::string pdf = page_as_pdf(sample());
  const OnDisk file("laporan.pdf", pdf);
  const std::string info = told_by("pdfinfo", {file.path()});
  EXPECT_NE(info.find("Laporan uji"), std::string::npos);
  EXPECT_NE(info.find("A4"), std::string::npos);
  EXPECT_EQ(info.find("Error"), std::string::npos) << info;
  EXPECT_NE(pdf.find("/Lang (id)"), std::string::npos);
  EXPECT_EQ(pdf.find("/home"), std::string::npos);
  EXPECT_EQ(pdf.find("/usr"), std::string::npos);
  EXPECT_EQ(info.find("20"
                      "26"),
            std::string::npos)
      << "a date of making";
}

TEST(Pdf, CarriesItsFonts) {
  const OnDisk file("laporan.pdf", page_as_pdf(sample()));
  const std::string fonts = told_by("pdffonts", {file.path()});
  // Name, type, encoding, then: embedded, subset, to unicode.
  EXPECT_GE(occurrences(fonts, "DejaVuSans"), 2U) << fonts;
  EXPECT_EQ(occurrences(fonts, "yes yes yes"), occurrences(fonts, "DejaVuSans")) << fonts;
}

Calendar calendar_with(const std::string& text) {
  return {.name = "uji",
          .zone = "Asia/Pontianak",
          .zone_name = "WIB",
          .offset_hours = 7,
          .made = "2026-11-23T00:00:00",
          .events = {{.id = "r1-01",
                      .title = text,
                      .description = text,
                      .place = text,
                      .position = {109.5, 0.8},
                      .start = "2026-11-23T19:30:00",
                      .end = "2026-11-23T19:50:00"}}};
}

TEST(Calendar, FoldsLinesWithoutBreakingALetter) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "é";
  const std::string calendar = calendar_text(calendar_with(text));
  std::string unfolded;
  for (std::size_t begin = 0; begin < calendar.size();) {
    const std::size_t end = calendar.find("\r\n", begin);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - begin, 75U);
    const std::string line = calendar.substr(begin, end - begin);
    // The second byte of a letter never begins a line.
    EXPECT_NE(static_cast<unsigned char>(line[line[0] == ' ' ? 1 : 0]) & 0xC0U, 0x80U);
    unfolded += line[0] == ' ' ? line.substr(1) : "\n" + line;
    begin = end + 2;
  }
  EXPECT_NE(unfolded.find("SUMMARY:" + text), std::string::npos);
}

TEST(Calendar, MarksWhatSeparatesValues) {
  const std::string calendar = calendar_text(calendar_with("a,b;c\\d\nEND:VEVENT"));
  EXPECT_NE(calendar.find("SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT\r\n"), std::string::npos);
  EXPECT_EQ(occurrences(calendar, "\r\nEND:VEVENT\r\n"), 1U);
  EXPECT_NE(calendar.find("DTSTART;TZID=Asia/Pontianak:20261123T193000\r\n"), std::string::npos);
}

TEST(Calendar, RefusesWhatIsNoTime) {
  Calendar calendar = calendar_with("x");
  calendar.events[0].start = "2026-11-23 19:30";
  EXPECT_THROW(calendar_text(calendar), ContractViolation);
}

TEST(Kml, IsWholeXmlWhateverTheNames) {
  const GpxRoute route{.name = kHostile,
                       .description = "",
                       .stops = {{{109.5, 0.8}, kHostile, "a\x01", "2026-11-23T19:30:00+07:00"}},
                       .path = {{109.5, 0.8}, {109.6, 0.9}}};
  std::string text;
  XmlStream stream({.open = [](std::string_view, const XmlAttributes&) {},
                    .text = [&](std::string_view piece) { text += piece; }});
  EXPECT_TRUE(stream.feed(kml_text(route)) && stream.finish());
  EXPECT_EQ(occurrences(text, kHostile), 3U);
  EXPECT_NE(text.find("109.5000000,0.8000000 109.6000000,0.9000000"), std::string::npos);
}

}  // namespace
}  // namespace rawan::io
