#include "draw_chart.h"
#include "draw_interval.h"
#include "draw_picture.h"
#include "page_parts.h"
#include "plain_text.h"
#include "qr_code.h"
#include "sha256.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sodium.h>

namespace rawan::io {
namespace {

std::string escaped(std::string_view text) {
  return xml_escaped(without_controls(text));
}

/// As a policy names a script or style it allows.
std::string hash_source(std::string_view text) {
  const Sha256::Digest digest = Sha256::of(text);
  constexpr auto kVariant = sodium_base64_VARIANT_ORIGINAL;
  std::string coded(sodium_base64_ENCODED_LEN(digest.size(), kVariant), '\0');
  sodium_bin2base64(coded.data(), coded.size(), digest.data(), digest.size(), kVariant);
  coded.pop_back();  // The ending NUL.
  return "'sha256-" + coded + "'";
}

/// A string of CSS: letters as they are, all that could mean something by its number.
std::string css_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : without_controls(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x80 || c == ' ' || (c >= '0' && c <= '9') ||
                       (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    quoted += plain ? std::string(1, c) : fmt::format("\\{:06x}", byte);
  }
  return quoted + "\"";
}

/// Who may see it and where it comes from, on each printed page of browsers that can do it.
std::string page_margins(const Document& document) {
  const std::string font = "font:8pt \"DejaVu Sans\",sans-serif;content:";
  return "@page{@top-right{" + font + css_string(document.label) + "}@bottom-left{" + font +
         css_string(document.footer) + "}@bottom-right{" + font + "counter(page) \" / \" " +
         "counter(pages)}}\n";
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const Document& document) : document_(document) {}

  std::string write() {
    begin();
    html_ += "<div class=\"sheet\">\n";
    for (const Block& block : document_.blocks) {
      std::visit([this](const auto& known) { add(known); }, block);
    }
    html_ += "</div>\n</main>\n<footer>\n" + paragraph(document_.footer) + "</footer>\n<script>" +
             std::string(page_script()) + "</script>\n</body>\n</html>\n";
    return std::move(html_);
  }

 private:
  static std::string paragraph(const std::string& text, const char* kind = "") {
    return std::string("<p") + (*kind != 0 ? std::string(" class=\"") + kind + "\"" : "") + ">" +
           escaped(text) + "</p>\n";
  }

  static std::string data(const char* name, const std::string& value) {
    return std::string(" data-") + name + "=\"" + escaped(value) + "\"";
  }

  void begin() {
    const std::string style = std::string(page_style()) + page_margins(document_);
    const PageWords& words = document_.words;
    html_ = "<!DOCTYPE html>\n<html lang=\"" + document_.language +
            "\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "script-src " +
            hash_source(page_script()) + "; style-src " + hash_source(style) +
            "; base-uri 'none'; form-action 'none'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"referrer\" content=\"no-referrer\">\n"
            "<meta name=\"robots\" content=\"noindex\">\n<title>" +
            escaped(document_.title) + "</title>\n<style>" + style + "</style>\n</head>\n<body" +
            data("larger", words.larger) + data("smaller", words.smaller) +
            data("whole", words.whole) + data("group", words.group) +
            data("all", words.all_groups) + ">\n<a class=\"skip\" href=\"#content\">" +
            escaped(words.skip) + "</a>\n<header>\n" + label() + "<h1>" + escaped(document_.title) +
            "</h1>\n</header>\n<main id=\"content\" tabindex=\"-1\">\n";
  }

  std::string label() const { return paragraph(document_.label, "label"); }

  void add(const Heading& heading) {
    level_ = heading.level;
    const std::string element = "h" + std::to_string(heading.level);
    html_ += "<" + element;
    if (!heading.anchor.empty()) html_ += " id=\"" + heading.anchor + "\"";
    html_ += ">" + escaped(heading.text) + "</" + element + ">\n";
  }

  void add(const Paragraph& text) {
    constexpr std::array kKinds{"", "note", "warning"};
    html_ += paragraph(text.text, kKinds[static_cast<std::size_t>(text.tone)]);
  }

  void add(const Bullets& bullets) { add_items(bullets.items); }

  void add_items(const std::vector<std::string>& items) {
    if (items.empty()) return;
    html_ += "<ul>\n";
    for (const std::string& item : items) html_ += "<li>" + escaped(item) + "</li>\n";
    html_ += "</ul>\n";
  }

  void add(const Facts& facts) { add_facts(facts.facts); }

  void add_facts(const std::vector<Fact>& facts) {
    if (facts.empty()) return;
    html_ += "<dl>\n";
    for (const Fact& fact : facts) {
      html_ += "<dt>" + escaped(fact.label) + "</dt><dd>" + escaped(fact.value) + "</dd>\n";
    }
    html_ += "</dl>\n";
  }

  void add(const Table& table) {
    html_ += "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" +
             escaped(table.caption) + "\">\n<table>\n<caption>" + escaped(table.caption) +
             "</caption>\n<thead>\n<tr>";
    for (const TableColumn& column : table.columns) {
      html_ += std::string("<th scope=\"col\"") + (column.is_number ? " class=\"number\"" : "") +
               ">" + escaped(column.title) + "</th>";
    }
    if (table.intervals) html_ += "<th scope=\"col\">" + escaped(table.intervals->title) + "</th>";
    html_ += "</tr>\n</thead>\n<tbody>\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) add_row(table, i);
    html_ += "</tbody>\n</table>\n</div>\n";
    for (const std::string& note : table.notes) html_ += paragraph(note, "below");
  }

  void add_row(const Table& table, std::size_t row) {
    const bool grouped = !table.groups.empty() && !table.groups[row].empty();
    html_ += "<tr" + (grouped ? data("group", table.groups[row]) : "") + ">";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const char* kind = table.columns[c].is_number ? " class=\"number\"" : "";
      html_ += std::string(c == 0 ? "<th scope=\"row\"" : "<td") + kind + ">" +
               escaped(table.rows[row][c]) + (c == 0 ? "</th>" : "</td>");
    }
    if (table.intervals) add_interval(*table.intervals, row);
    html_ += "</tr>\n";
  }

  void add_interval(const IntervalColumn& column, std::size_t row) {
    html_ += "<td class=\"interval\">";
    if (column.rows[row])
      html_ += drawing_as_svg(draw_interval(column, row), {.standalone = false});
    html_ += "</td>";
  }

  void add(const MapFigure& figure) {
    const Picture& picture = figure.picture;
    html_ += "<figure class=\"map\">\n" +
             drawing_as_svg(draw_map(picture, kMapWidth, kMapHeight),
                            {.standalone = false, .alternative = figure.alternative}) +
             "<figcaption>" + escaped(picture.title) + "</figcaption>\n";
    std::string keys;
    for (const PictureClass& entry : picture.classes) {
      if (!entry.label.empty()) keys += key(legend_key(entry, 1, 1), entry.label);
    }
    finish_figure(keys, picture.note);
  }

  void add(const ChartFigure& figure) {
    const Chart& chart = figure.chart;
    html_ += "<figure>\n" +
             drawing_as_svg(draw_diagram(chart, kChartWidth),
                            {.standalone = false, .alternative = figure.alternative}) +
             "<figcaption>" + escaped(chart.title) + "</figcaption>\n";
    std::string keys;
    for (const ChartSeries& series : chart.series) {
      if (!series.label.empty()) keys += key(legend_key({series.color, ""}, 1, 1), series.label);
    }
    finish_figure(keys, chart.note);
  }

  void finish_figure(const std::string& keys, const std::string& note) {
    if (!keys.empty()) {
      html_ += "<ul class=\"legend\" aria-label=\"" + escaped(document_.words.legend) + "\">\n" +
               keys + "</ul>\n";
    }
    if (!note.empty()) html_ += paragraph(note, "below");
    html_ += "</figure>\n";
  }

  static std::string key(std::vector<Mark> marks, const std::string& label) {
    Drawing drawing{.width = 20, .height = 16, .title = label, .marks = std::move(marks)};
    return "<li>" + drawing_as_svg(drawing, {.standalone = false, .is_ornament = true}) +
           escaped(label) + "</li>\n";
  }

  void add(const Links& list) {
    html_ += "<nav aria-label=\"" + escaped(list.title) + "\">\n<p>" + escaped(list.title) +
             "</p>\n<ul>\n";
    for (const Link& link : list.links) html_ += "<li>" + anchor(link) + "</li>\n";
    html_ += "</ul>\n</nav>\n";
  }

  static std::string anchor(const Link& link) {
    return "<a href=\"" + escaped(link.target) + "\">" + escaped(link.text) + "</a>";
  }

  void add(const Card& card) {
    const std::string element = "h" + std::to_string(level_ + 1);
    html_ += "<article class=\"card\">\n<" + element + " class=\"head\"><span class=\"place\">" +
             escaped(card.number) + "</span>" + escaped(card.title) + "</" + element + ">\n<div>\n";
    add_facts(card.facts);
    add_items(card.items);
    if (!card.links.empty()) {
      html_ += "<p class=\"links\">";
      for (const Link& link : card.links) html_ += anchor(link) + " ";
      html_ += "</p>\n";
    }
    html_ += "</div>\n";
    if (!card.code.empty()) {
      html_ += "<div class=\"code\">\n" +
               drawing_as_svg(draw_qr_code(card.code, kCodeSize), {.standalone = false}) +
               paragraph(card.code_words) + "</div>\n";
    }
    add_boxes(card.boxes);
    html_ += "</article>\n";
  }

  void add_boxes(const std::vector<std::string>& boxes) {
    if (boxes.empty()) return;
    html_ += "<div class=\"boxes\">";
    for (const std::string& box : boxes) html_ += "<div class=\"box\">" + escaped(box) + "</div>";
    html_ += "</div>\n";
  }

  void add(const PageBreak&) { html_ += "</div>\n<div class=\"sheet\">\n" + label(); }

  const Document& document_;
  std::string html_;
  int level_ = 1;
};

}  // namespace

std::string page_as_html(const Document& document) {
  expect_sound(document);
  return HtmlWriter(document).write();
}

}  // namespace rawan::io
