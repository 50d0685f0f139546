#include "drawing.h"
#include "plain_text.h"

#include <cmath>
#include <cstdint>

namespace rawan::io {
namespace {

constexpr double kSteps = 100;  // Of a pixel.

std::string number(double value) {
  return decimal(std::round(value * kSteps) / kSteps);
}

std::string attribute(const char* name, const std::string& value) {
  return std::string(" ") + name + "=\"" + xml_escaped(value) + "\"";
}

/// The steps from one point to the next: shorter than the points themselves. Whole hundredths, so
/// that no rounding adds up.
class PathData {
 public:
  void add(const Trace& trace) {
    if (trace.points.empty()) return;
    for (std::size_t i = 0; i < trace.points.size(); ++i) {
      const Step to = step_of(trace.points[i]);
      if (i == 0)
        move(to);
      else
        line(to);
      at_ = to;
    }
    if (!trace.closed) return;
    text_ += "z";
    at_ = step_of(trace.points.front());
  }
  const std::string& text() const { return text_; }

 private:
  struct Step {
    std::int64_t x = 0;
    std::int64_t y = 0;
  };
  static Step step_of(Point p) { return {std::llround(p.x * kSteps), std::llround(p.y * kSteps)}; }
  static std::string text_of(std::int64_t steps) {
    return decimal(static_cast<double>(steps) / kSteps);
  }
  void move(Step to) { text_ += "M" + text_of(to.x) + " " + text_of(to.y); }
  void line(Step to) {
    const Step by{to.x - at_.x, to.y - at_.y};
    if (by.y == 0) {
      text_ += "h" + text_of(by.x);
    } else if (by.x == 0) {
      text_ += "v" + text_of(by.y);
    } else {
      text_ += "l" + text_of(by.x) + (by.y < 0 ? "" : " ") + text_of(by.y);
    }
  }

  Step at_{};
  std::string text_;
};

std::string look_of(const Look& look) {
  std::string text = look.fill.empty() ? " fill=\"none\"" : attribute("fill", look.fill);
  if (!look.stroke.empty()) {
    text += attribute("stroke", look.stroke) + attribute("stroke-width", number(look.width)) +
            " stroke-linejoin=\"round\"";
    if (look.dashed) text += " stroke-dasharray=\"6 4\"";
  }
  if (look.opacity < 1.0) text += attribute("opacity", number(look.opacity));
  return text;
}

/// The end of an element with what a reader learns who points at it.
std::string finished(const char* element, const MarkWords& words) {
  std::string text = words.group.empty() ? "" : attribute("data-group", words.group);
  if (words.name.empty()) return text + "/>\n";
  return text + "><title>" + xml_escaped(words.name) + "</title></" + element + ">\n";
}

std::string svg_of(const PathMark& mark) {
  PathData data;
  bool open = false;
  for (const Trace& trace : mark.traces) {
    data.add(trace);
    open = open || !trace.closed;
  }
  if (data.text().empty()) return {};
  return "<path d=\"" + data.text() + "\"" + look_of(mark.look) +
         (open && !mark.look.stroke.empty() ? " stroke-linecap=\"round\"" : "") +
         finished("path", mark.words);
}

/// Discs without a border are one path of points with round ends: the shortest way to write many.
std::string points_of(const DiscMark& mark) {
  std::string data;
  for (const Point center : mark.centers) {
    data += "M" + number(center.x) + " " + number(center.y) + "h0";
  }
  if (data.empty()) return {};
  return "<path d=\"" + data + "\"" +
         look_of(
             {.stroke = mark.look.fill, .width = 2 * mark.radius, .opacity = mark.look.opacity}) +
         " stroke-linecap=\"round\"" + finished("path", mark.words);
}

std::string svg_of(const DiscMark& mark) {
  if (mark.look.stroke.empty()) return points_of(mark);
  std::string text;
  for (const Point center : mark.centers) {
    text += "<circle cx=\"" + number(center.x) + "\" cy=\"" + number(center.y) + "\" r=\"" +
            number(mark.radius) + "\"" + look_of(mark.look) + finished("circle", mark.words);
  }
  return text;
}

std::string svg_of(const TextMark& mark) {
  std::string text = "<text x=\"" + number(mark.at.x) + "\" y=\"" + number(mark.at.y) +
                     "\" font-size=\"" + number(mark.size) + "\"";
  if (mark.anchor == Anchor::middle) text += " text-anchor=\"middle\"";
  if (mark.anchor == Anchor::end) text += " text-anchor=\"end\"";
  if (mark.bold) text += " font-weight=\"bold\"";
  if (mark.color != TextMark{}.color) text += attribute("fill", mark.color);
  if (mark.halo) text += " stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\"";
  if (mark.angle != 0.0) {
    text += " transform=\"rotate(" + number(mark.angle) + " " + number(mark.at.x) + " " +
            number(mark.at.y) + ")\"";
  }
  return text + ">" + xml_escaped(mark.text) + "</text>\n";
}

std::string svg_of(const std::vector<Mark>& marks) {
  std::string text;
  for (const Mark& mark : marks) {
    text += std::visit([](const auto& known) { return svg_of(known); }, mark);
  }
  return text;
}

/// A picture in the picture cuts off what lies outside, without a name that must be unique.
std::string frame_of(const Drawing& drawing) {
  if (drawing.frame.empty()) return {};
  const Box& box = drawing.frame;
  const std::string size =
      number(box.high.x - box.low.x) + "\" height=\"" + number(box.high.y - box.low.y);
  const std::string view = number(box.low.x) + " " + number(box.low.y) + " " +
                           number(box.high.x - box.low.x) + " " + number(box.high.y - box.low.y);
  return "<svg class=\"frame\" x=\"" + number(box.low.x) + "\" y=\"" + number(box.low.y) +
         "\" width=\"" + size + "\" viewBox=\"" + view + "\">\n" + svg_of(drawing.framed) +
         "</svg>\n";
}

}  // namespace

std::string drawing_as_svg(const Drawing& drawing, const SvgUse& use) {
  const std::string size = number(drawing.width) + "\" height=\"" + number(drawing.height) + "\"";
  const std::string& words = use.alternative.empty() ? drawing.title : use.alternative;
  std::string svg = "<svg";
  if (use.standalone) svg += " xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size;
  svg += " viewBox=\"0 0 " + number(drawing.width) + " " + number(drawing.height) +
         "\" font-family=\"DejaVu Sans, Verdana, sans-serif\" fill=\"#222222\"" +
         (use.is_ornament ? " aria-hidden=\"true\""
                          : " role=\"img\"" + attribute("aria-label", words)) +
         ">\n";
  if (use.standalone) {
    svg += "<title>" + xml_escaped(drawing.title) + "</title>\n<path d=\"M0 0h" +
           number(drawing.width) + "v" + number(drawing.height) + "H0z\" fill=\"#ffffff\"/>\n";
  }
  return svg + frame_of(drawing) + svg_of(drawing.marks) + "</svg>\n";
}

}  // namespace rawan::io
