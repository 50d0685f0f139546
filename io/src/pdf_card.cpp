#include "pdf_card.h"

#include "page_parts.h"
#include "qr_code.h"

#include <algorithm>

namespace rawan::io {
namespace {

constexpr double kText = 8.5;
constexpr double kLabelShare = 0.32;
constexpr double kPad = 6.0;
constexpr double kCode = 74.0;
constexpr double kBoxHeight = 34.0;
constexpr const char* kBlue = "#0b4f9e";
constexpr const char* kGray = "#444444";

double height_of(const std::string& text, double width, double size, const PdfPages& pages) {
  return pages.lettering().set(text, {.size = size, .width = width}).height();
}

class CardSetter {
 public:
  CardSetter(const Card& card, PdfPages& pages) : card_(card), pages_(pages) {}

  void set() {
    const double height = this->height();
    const bool whole = height <= PdfPages::kFull;
    if (whole) pages_.need(height);
    const double top = pages_.y();
    if (whole) {
      pages_.put({.stroke = "#555555", .width = 0.8}, PdfPages::kMargin, top, PdfPages::kInner,
                 height);
      put_code(top + kPad);
    }
    pages_.skip(kPad);
    put_head();
    put_facts(card_.facts, kLeft, text_width(), pages_);
    put_items(card_.items, kLeft, text_width(), pages_);
    for (const Link& link : card_.links) put_link(link, kLeft, text_width(), pages_);
    if (whole) pages_.skip(std::max(0.0, top + kPad + code_height() - pages_.y()));
    put_boxes();
    pages_.skip((whole ? top + height - pages_.y() : kPad) + 6.0);
  }

 private:
  static constexpr double kLeft = PdfPages::kMargin + kPad;
  static constexpr double kWide = PdfPages::kInner - 2 * kPad;

  double text_width() const { return card_.code.empty() ? kWide : kWide - kCode - kPad; }
  std::string head() const { return card_.number + ".  " + card_.title; }

  double code_height() const {
    return card_.code.empty() ? 0.0 : kCode + height_of(card_.code_words, kCode, 6.5, pages_) + 2.0;
  }

  double height() const {
    double text = height_of(head(), text_width(), 10.5, pages_) + 3.0;
    for (const Fact& fact : card_.facts) {
      text += std::max(height_of(fact.label, kLabelShare * text_width() - 4.0, kText, pages_),
                       height_of(fact.value, (1 - kLabelShare) * text_width(), kText, pages_)) +
              1.0;
    }
    for (const std::string& item : card_.items) {
      text += height_of(item, text_width() - 10.0, kText, pages_) + 1.0;
    }
    for (const Link& link : card_.links) {
      text += height_of(link.text, text_width(), kText, pages_) + 1.0;
    }
    const double boxes = card_.boxes.empty() ? 0.0 : kBoxHeight + 4.0;
    // Half a point for lines that are set one by one.
    return std::max(text + 8.0, code_height()) + boxes + 2 * kPad + 0.5;
  }

  void put_head() {
    pages_.flow(head(), {.size = 10.5, .bold = true, .width = text_width()}, kLeft);
    pages_.skip(3.0);
  }

  void put_code(double top) const {
    if (card_.code.empty()) return;
    const double left = PdfPages::kMargin + PdfPages::kInner - kPad - kCode;
    pages_.put(draw_qr_code(card_.code, kCode), {left, top}, 1.0);
    pages_.put(card_.code_words, {.size = 6.5, .width = kCode}, {left, top + kCode}, kGray);
  }

  void put_boxes() {
    if (card_.boxes.empty()) return;
    pages_.need(kBoxHeight);
    pages_.skip(4.0);
    // The first is for sentences: as wide as three others.
    const double unit = kWide / static_cast<double>(card_.boxes.size() + 2);
    double left = kLeft;
    for (std::size_t i = 0; i < card_.boxes.size(); ++i) {
      const double width = i == 0 ? 3 * unit : unit;
      pages_.put({.stroke = "#555555", .width = 0.5}, left, pages_.y(), width - 4.0, kBoxHeight);
      pages_.put(card_.boxes[i], {.size = 6.5, .width = width - 8.0, .most_height = kBoxHeight},
                 {left + 2.0, pages_.y() + 1.0}, kGray);
      left += width;
    }
    pages_.skip(kBoxHeight);
  }

  const Card& card_;
  PdfPages& pages_;
};

}  // namespace

void put_facts(const std::vector<Fact>& facts, double left, double width, PdfPages& pages) {
  for (const Fact& fact : facts) {
    const Setting label{.size = kText, .width = kLabelShare * width - 4.0};
    const Setting value{.size = kText, .width = (1 - kLabelShare) * width};
    const double named = pages.lettering().set(fact.label, label).height();
    const double told = pages.lettering().set(fact.value, value).height();
    const double most = std::max(named, told);
    if (most > 0.5 * PdfPages::kFull) {
      pages.flow(fact.label, {.size = kText, .width = width}, left, kGray);
      pages.flow(fact.value, {.size = kText, .width = width}, left);
      continue;
    }
    pages.need(most);
    pages.put(fact.label, label, {left, pages.y()}, kGray);
    pages.put(fact.value, value, {left + kLabelShare * width, pages.y()});
    pages.skip(most + 1.0);
  }
}

void put_items(const std::vector<std::string>& items, double left, double width, PdfPages& pages) {
  for (const std::string& item : items) {
    pages.need(kText * 1.3);
    pages.put("•", {.size = kText}, {left, pages.y()});
    pages.flow(item, {.size = kText, .width = width - 10.0}, left + 10.0);
    pages.skip(1.0);
  }
}

void put_link(const Link& link, double left, double width, PdfPages& pages) {
  const Setting setting{.size = kText, .width = width, .most_height = 0.5 * PdfPages::kFull};
  const double height = pages.lettering().set(link.text, setting).height();
  pages.need(height);
  pages.begin_link(link.target);
  pages.put(link.text, setting, {left, pages.y()}, kBlue);
  pages.end_link();
  pages.skip(height + 1.0);
}

void put_card(const Card& card, PdfPages& pages) {
  CardSetter(card, pages).set();
}

}  // namespace rawan::io
