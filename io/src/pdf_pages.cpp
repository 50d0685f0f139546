#include "pdf_pages.h"

#include "page_parts.h"
#include "plain_text.h"
#include "rawan/io/error.h"

#include <algorithm>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace rawan::io {
namespace {

constexpr double kSmall = 7.5;
// cairo would write the moment of making.
constexpr const char* kNoDate = "2000-01-01T00:00:00Z";

cairo_status_t append(void* bytes, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

PdfPages::PdfPages(const Document& document, const Lettering& lettering, int pages)
    : document_(document), lettering_(lettering), pages_(pages) {
  if (only_counts()) return;
  surface_.reset(cairo_pdf_surface_create_for_stream(append, bytes_.get(), kWidth, kHeight));
  cairo_.reset(cairo_create(surface_.get()));
  cairo_surface_t* surface = surface_.get();
  const std::string title = without_controls(document.title);
  const std::string label = without_controls(document.label);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, label.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "rawan");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, kNoDate);
  frame_page();
}

void PdfPages::frame_page() const {
  put(document_.label, {.size = kSmall, .bold = true, .width = kInner, .to_right = true},
      {kMargin, 28.0}, "#8a1c1c");
  const double foot = kHeight - 36.0;
  put({.stroke = "#999999", .width = 0.5}, kMargin, foot - 4.0, kInner, 0.0);
  put(document_.footer, {.size = kSmall, .width = kInner - 110.0, .most_height = 20.0},
      {kMargin, foot}, "#444444");
  put(page_text(document_.words, number_, pages_),
      {.size = kSmall, .width = 100.0, .to_right = true}, {kMargin + kInner - 100.0, foot},
      "#444444");
}

bool PdfPages::need(double height) {
  if (y_ + height <= kTop + kFull || at_top()) return false;
  next_page();
  return true;
}

void PdfPages::next_page() {
  ++number_;
  y_ = kTop;
  if (only_counts()) return;
  cairo_show_page(cairo());
  frame_page();
}

void PdfPages::flow(const std::string& text, const Setting& setting, double left,
                    const std::string& color) {
  const Lines lines = lettering_.set(text, setting);
  const int count = pango_layout_get_line_count(lines.layout());
  for (int i = 0; i < count; ++i) {
    PangoLayoutLine* line = pango_layout_get_line_readonly(lines.layout(), i);
    PangoRectangle box{};
    pango_layout_line_get_extents(line, nullptr, &box);
    const double height = static_cast<double>(box.height) / PANGO_SCALE;
    const double rise = -static_cast<double>(box.y) / PANGO_SCALE;
    need(height);
    if (!only_counts()) {
      use_color(cairo(), color);
      cairo_move_to(cairo(), left, y_ + rise);
      pango_cairo_show_layout_line(cairo(), line);
      cairo_new_path(cairo());
    }
    y_ += height;
  }
}

void PdfPages::put(const std::string& text, const Setting& setting, Point at,
                   const std::string& color) const {
  if (only_counts()) return;
  const Lines lines = lettering_.set(text, setting);
  use_color(cairo(), color);
  cairo_move_to(cairo(), at.x, at.y);
  pango_cairo_show_layout(cairo(), lines.layout());
  cairo_new_path(cairo());
}

void PdfPages::put(const Drawing& drawing, Point at, double scale) const {
  if (only_counts()) return;
  cairo_save(cairo());
  cairo_translate(cairo(), at.x, at.y);
  cairo_scale(cairo(), scale, scale);
  paint(drawing, lettering_, cairo());
  cairo_restore(cairo());
}

void PdfPages::put(const Look& look, double left, double top, double width, double height) const {
  Drawing drawing;
  drawing.marks.push_back(PathMark{{rectangle(left, top, width, height)}, look});
  put(drawing, {0.0, 0.0}, 1.0);
}

void PdfPages::begin_link(const std::string& target) const {
  if (only_counts()) return;
  const bool inside = target.starts_with('#');
  const std::string attributes =
      inside ? "dest='" + target.substr(1) + "'" : "uri='" + target + "'";
  cairo_tag_begin(cairo(), CAIRO_TAG_LINK, attributes.c_str());
}

void PdfPages::end_link() const {
  if (!only_counts()) cairo_tag_end(cairo(), CAIRO_TAG_LINK);
}

void PdfPages::mark_anchor(const std::string& anchor) const {
  if (only_counts()) return;
  const std::string attributes = "name='" + anchor + "'";
  cairo_tag_begin(cairo(), CAIRO_TAG_DEST, attributes.c_str());
  cairo_tag_end(cairo(), CAIRO_TAG_DEST);
}

void PdfPages::add_bookmark(const std::string& text, int level) {
  if (only_counts()) return;
  const std::string place = "page=" + std::to_string(number_) + " pos=[0 " + decimal(y_, 1) + "]";
  const auto own = outlines_.begin() + level;
  const int parent = *std::max_element(outlines_.begin(), own);
  *own = cairo_pdf_surface_add_outline(
      surface_.get(), parent == 0 ? CAIRO_PDF_OUTLINE_ROOT : parent, without_controls(text).c_str(),
      place.c_str(), static_cast<cairo_pdf_outline_flags_t>(0));
  std::fill(own + 1, outlines_.end(), 0);
}

std::string PdfPages::finish() && {
  cairo_show_page(cairo());
  const cairo_status_t drawn = cairo_status(cairo());
  cairo_.reset();
  cairo_surface_finish(surface_.get());
  const cairo_status_t written = cairo_surface_status(surface_.get());
  if (drawn != CAIRO_STATUS_SUCCESS || written != CAIRO_STATUS_SUCCESS) {
    throw OutputError("pdf", {},
                      cairo_status_to_string(drawn != CAIRO_STATUS_SUCCESS ? drawn : written));
  }
  return std::move(*bytes_);
}

}  // namespace rawan::io
