#pragma once

#include "rawan/io/chart.h"
#include "rawan/io/page_table.h"
#include "rawan/io/picture.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// A document for people, said once and written as a page of a browser and as PDF. Every word comes
/// from the caller; texts are plain, whatever is in them.
namespace rawan::io {

struct Heading {
  int level = 2;  ///< 2 ... 4: the title of the document is the only one of level 1.
  std::string text;
  std::string anchor{};  ///< By which a Link finds it: letters, digits and "-"; empty: none.
};

enum class Tone : std::uint8_t { plain, note, warning };

struct Paragraph {
  std::string text;
  Tone tone = Tone::plain;
};

struct Bullets {
  std::vector<std::string> items;
};

/// A label and what is known of it.
struct Fact {
  std::string label;
  std::string value;
};

struct Facts {
  std::vector<Fact> facts;
};

/// The legend is made of the picture's classes and written beside the map.
struct MapFigure {
  Picture picture;
  std::string alternative;  ///< What the map shows, for those who do not see it.
};

struct ChartFigure {
  Chart chart;
  std::string alternative;  ///< What the chart shows, for those who do not see it.
};

/// Where a text leads: "geo:1.2,109.3" or "#anchor".
struct Link {
  std::string text;
  std::string target;
};

/// A list to choose from.
struct Links {
  std::string title;
  std::vector<Link> links;
};

/// One place on the way: what to know and do there, and room to write.
struct Card {
  std::string number;
  std::string title;
  std::vector<Fact> facts;
  std::vector<std::string> items{};  ///< What to do.
  std::vector<Link> links{};
  std::string code{};                ///< What the QR code says; empty: none.
  std::string code_words{};          ///< Below the code.
  std::vector<std::string> boxes{};  ///< Labels of empty boxes for pen or thumb; the first is wide.
};

/// What follows begins a new printed page.
struct PageBreak {};

using Block = std::variant<Heading, Paragraph, Bullets, Facts, Table, MapFigure, ChartFigure, Links,
                           Card, PageBreak>;

/// Words of the page around what is said.
struct PageWords {
  std::string skip;    ///< "Langsung ke isi".
  std::string page;    ///< "Halaman {page} dari {pages}".
  std::string larger;  ///< Makes a map larger.
  std::string smaller;
  std::string whole;       ///< Shows the whole map again.
  std::string group;       ///< Over the list of groups, such as "Kecamatan".
  std::string all_groups;  ///< The choice of all.
  std::string legend;
};

struct Document {
  std::string language;  ///< "id".
  std::string title;
  std::string label;   ///< Who may see it: on every page.
  std::string footer;  ///< On every page.
  PageWords words;
  std::vector<Block> blocks;
};

/// One HTML file without anything from elsewhere: style and script lie inside and are allowed by
/// their hashes alone. Complete without the script, which lets readers move and enlarge maps and
/// choose a group. Equal input gives equal bytes.
/// @throws ContractViolation if a table's row has more or fewer cells than columns or an
///         interval off its scale, an anchor is
///         none, a link leads elsewhere than "geo:", "tel:" or "#", or as picture_as_svg() and
///         chart_as_svg().
std::string page_as_html(const Document& document);

/// A4 upright, fonts embedded, no date. Equal input gives equal bytes.
/// @throws as page_as_html(); OutputError "font_missing" if DejaVu Sans is not installed, "pdf".
std::string page_as_pdf(const Document& document);

}  // namespace rawan::io
