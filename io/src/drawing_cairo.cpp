#include "drawing.h"
#include "lettering.h"
#include "rawan/algorithms/contract.h"

#include <array>
#include <charconv>
#include <numbers>
#include <pango/pangocairo.h>

namespace rawan::io {
namespace {

void add_path(const Trace& trace, cairo_t* cairo) {
  if (trace.points.empty()) return;
  cairo_new_sub_path(cairo);
  for (const Point p : trace.points) cairo_line_to(cairo, p.x, p.y);
  if (trace.closed) cairo_close_path(cairo);
}

void finish_path(const Look& look, cairo_t* cairo) {
  if (!look.fill.empty()) {
    use_color(cairo, look.fill, look.opacity);
    cairo_fill_preserve(cairo);
  }
  if (!look.stroke.empty()) {
    constexpr std::array kDashes{6.0, 4.0};
    use_color(cairo, look.stroke, look.opacity);
    cairo_set_line_width(cairo, look.width);
    cairo_set_dash(cairo, kDashes.data(), look.dashed ? 2 : 0, 0.0);
    cairo_stroke_preserve(cairo);
  }
  cairo_new_path(cairo);
}

class Painter {
 public:
  /// @param frame outside which nothing is seen; empty: all is.
  Painter(const Lettering& lettering, const Box& frame, cairo_t* cairo)
      : lettering_(lettering), frame_(frame), cairo_(cairo) {}

  void operator()(const PathMark& mark) const {
    cairo_new_path(cairo_);
    for (const Trace& trace : mark.traces) add_seen(trace, mark.look);
    finish_path(mark.look, cairo_);
  }

  void operator()(const DiscMark& mark) const {
    for (const Point center : mark.centers) {
      cairo_new_path(cairo_);
      cairo_arc(cairo_, center.x, center.y, mark.radius, 0.0, 2.0 * std::numbers::pi);
      cairo_close_path(cairo_);
      finish_path(mark.look, cairo_);
    }
  }

  void operator()(const TextMark& mark) const {
    const Lines lines = lettering_.set(mark.text, {.size = mark.size, .bold = mark.bold});
    const double share =
        mark.anchor == Anchor::start ? 0.0 : (mark.anchor == Anchor::middle ? 0.5 : 1.0);
    cairo_save(cairo_);
    cairo_translate(cairo_, mark.at.x, mark.at.y);
    cairo_rotate(cairo_, mark.angle * std::numbers::pi / 180.0);
    PangoLayoutLine* line = pango_layout_get_line_readonly(lines.layout(), 0);
    if (mark.halo) draw_halo(line, -share * lines.width());
    use_color(cairo_, mark.color);
    cairo_move_to(cairo_, -share * lines.width(), 0.0);
    pango_cairo_show_layout_line(cairo_, line);
    cairo_restore(cairo_);
    cairo_new_path(cairo_);
  }

 private:
  void add_seen(const Trace& trace, const Look& look) const {
    // Another way outside would shift the dashes inside.
    if (frame_.empty() || look.dashed) return add_path(trace, cairo_);
    const Box reach{{frame_.low.x - look.width, frame_.low.y - look.width},
                    {frame_.high.x + look.width, frame_.high.y + look.width}};
    add_path(seen_in(reach, trace), cairo_);
  }

  void draw_halo(PangoLayoutLine* line, double left) const {
    cairo_move_to(cairo_, left, 0.0);
    pango_cairo_layout_line_path(cairo_, line);
    finish_path({.stroke = "#ffffff", .width = 3.0}, cairo_);
  }

  const Lettering& lettering_;
  Box frame_;
  cairo_t* cairo_;
};

}  // namespace

void use_color(cairo_t* cairo, const std::string& color, double opacity) {
  unsigned value = 0;
  const char* end = color.data() + color.size();
  const bool is_color = color.size() == 7 && color.front() == '#' &&
                        std::from_chars(color.data() + 1, end, value, 16).ptr == end;
  expects(is_color, "colors are as #d7301f");
  const auto part = [&](unsigned shift) { return ((value >> shift) & 255U) / 255.0; };
  cairo_set_source_rgba(cairo, part(16), part(8), part(0), opacity);
}

void paint(const Drawing& drawing, const Lettering& lettering, cairo_t* cairo) {
  cairo_save(cairo);
  cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
  if (!drawing.frame.empty()) {
    const Box& box = drawing.frame;
    cairo_save(cairo);
    cairo_rectangle(cairo, box.low.x, box.low.y, box.high.x - box.low.x, box.high.y - box.low.y);
    cairo_clip(cairo);
    const Painter in_frame(lettering, box, cairo);
    for (const Mark& mark : drawing.framed) std::visit(in_frame, mark);
    cairo_restore(cairo);
  }
  const Painter anywhere(lettering, Box(), cairo);
  for (const Mark& mark : drawing.marks) std::visit(anywhere, mark);
  cairo_restore(cairo);
}

}  // namespace rawan::io
