#include "draw_chart.h"
#include "draw_picture.h"
#include "page_parts.h"
#include "pdf_card.h"
#include "pdf_language.h"
#include "pdf_pages.h"
#include "pdf_table.h"

#include <algorithm>
#include <array>

namespace rawan::io {
namespace {

constexpr double kLeft = PdfPages::kMargin;
constexpr double kInner = PdfPages::kInner;
constexpr double kText = 9.5;
constexpr double kMostLegend = 120.0;
constexpr double kLeastScale = 0.6;

struct Key {
  std::vector<Mark> marks;
  std::string label;
};

class PdfWriter {
 public:
  PdfWriter(const Document& document, PdfPages& pages) : document_(document), pages_(pages) {}

  void write() {
    pages_.flow(document_.title, {.size = 17.0, .bold = true, .width = kInner});
    pages_.skip(6.0);
    for (const Block& block : document_.blocks) {
      std::visit([this](const auto& known) { add(known); }, block);
    }
  }

 private:
  void add(const Heading& heading) {
    constexpr std::array kSizes{14.0, 11.5, 10.0};
    const double size = kSizes[static_cast<std::size_t>(heading.level - 2)];
    pages_.need(size + 80.0);  // A heading alone at the foot of a page heads nothing.
    pages_.skip(pages_.at_top() ? 0.0 : 0.6 * size);
    pages_.add_bookmark(heading.text, heading.level);
    if (!heading.anchor.empty()) pages_.mark_anchor(heading.anchor);
    pages_.flow(heading.text, {.size = size, .bold = true, .width = kInner});
    pages_.skip(4.0);
  }

  void add(const Paragraph& text) {
    if (text.tone == Tone::plain) {
      pages_.flow(text.text, {.size = kText, .width = kInner});
    } else {
      add_framed(text);
    }
    pages_.skip(6.0);
  }

  void add_framed(const Paragraph& text) {
    const bool warns = text.tone == Tone::warning;
    const Setting setting{.size = kText, .width = kInner - 16.0};
    const double height = pages_.lettering().set(text.text, setting).height() + 8.0;
    if (height <= PdfPages::kFull) {
      pages_.need(height);
      pages_.put({.fill = warns ? "#fdf0ee" : "#eef3f9"}, kLeft, pages_.y(), kInner, height);
      pages_.put({.fill = warns ? "#8a1c1c" : "#0b4f9e"}, kLeft, pages_.y(), 4.0, height);
    }
    pages_.skip(4.0);
    pages_.flow(text.text, setting, kLeft + 10.0, warns ? "#5c1010" : "#222222");
    pages_.skip(4.0);
  }

  void add(const Bullets& bullets) {
    put_items(bullets.items, kLeft, kInner, pages_);
    pages_.skip(6.0);
  }

  void add(const Facts& facts) {
    put_facts(facts.facts, kLeft, kInner, pages_);
    pages_.skip(6.0);
  }

  void add(const Table& table) { put_table(table, pages_); }

  void add(const MapFigure& figure) {
    std::vector<Key> keys;
    for (const PictureClass& entry : figure.picture.classes) {
      if (!entry.label.empty()) keys.push_back({legend_key(entry, 1, 1), entry.label});
    }
    add_figure(draw_map(figure.picture, kMapWidth, kMapHeight), keys, figure.picture.title,
               figure.picture.note);
  }

  void add(const ChartFigure& figure) {
    std::vector<Key> keys;
    for (const ChartSeries& series : figure.chart.series) {
      if (!series.label.empty()) {
        keys.push_back({legend_key({series.color, ""}, 1, 1), series.label});
      }
    }
    add_figure(draw_diagram(figure.chart, kChartWidth), keys, figure.chart.title,
               figure.chart.note);
  }

  void add_figure(const Drawing& drawing, std::vector<Key>& keys, const std::string& title,
                  const std::string& note) {
    const double room = std::min(static_cast<double>(keys.size() + 3) * 14.0, kMostLegend);
    const double scale = scale_of(drawing, room);
    pages_.need(scale * drawing.height + room);
    pages_.put(drawing, {kLeft + 0.5 * (kInner - scale * drawing.width), pages_.y()}, scale);
    pages_.skip(scale * drawing.height + 4.0);
    pages_.flow(title, {.size = 9.0, .bold = true, .width = kInner});
    pages_.skip(2.0);
    add_legend(keys);
    if (!note.empty()) pages_.flow(note, {.size = 7.5, .width = kInner}, kLeft, "#444444");
    pages_.skip(8.0);
  }

  /// A picture that nearly fits on this page is made smaller rather than moved to the next one.
  double scale_of(const Drawing& drawing, double room) const {
    const double fitting = (pages_.left() - room) / drawing.height;
    return fitting >= kLeastScale ? std::min(1.0, fitting) : 1.0;
  }

  /// One key after the other, line by line.
  void add_legend(std::vector<Key>& keys) {
    double left = kLeft;
    for (Key& key : keys) {
      const Setting setting{.size = 8.0, .width = kInner - 26.0, .most_height = 24.0};
      const Lines lines = pages_.lettering().set(key.label, setting);
      const double width = 24.0 + std::min(kInner - 24.0, lines.width()) + 12.0;
      if (left > kLeft && left + width > kLeft + kInner) {
        left = kLeft;
        pages_.skip(14.0);
      }
      if (left == kLeft) pages_.need(28.0);
      pages_.put({.width = 20, .height = 16, .title = {}, .marks = std::move(key.marks)},
                 {left, pages_.y() - 1.0}, 0.8);
      pages_.put(key.label, setting, {left + 20.0, pages_.y()});
      left += width;
    }
    if (!keys.empty()) pages_.skip(16.0);
  }

  void add(const Links& list) {
    pages_.flow(list.title, {.size = kText, .bold = true, .width = kInner});
    for (const Link& link : list.links) put_link(link, kLeft + 10.0, kInner - 10.0, pages_);
    pages_.skip(6.0);
  }

  void add(const Card& card) { put_card(card, pages_); }

  void add(const PageBreak&) {
    if (!pages_.at_top()) pages_.next_page();
  }

  const Document& document_;
  PdfPages& pages_;
};

}  // namespace

std::string page_as_pdf(const Document& document) {
  expect_sound(document);
  const Lettering lettering;
  PdfPages counted(document, lettering, 0);
  PdfWriter(document, counted).write();
  PdfPages pages(document, lettering, counted.number());
  PdfWriter(document, pages).write();
  return with_language(std::move(pages).finish(), document.language);
}

}  // namespace rawan::io
