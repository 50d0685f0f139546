#include "picture_marks.h"

#include "hatch.h"
#include "rawan/algorithms/contract.h"
#include "simplify_borders.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

namespace rawan::io {
namespace {

constexpr double kPointRadius = 2;
constexpr double kNumberRadius = 9;
constexpr double kLabelSize = 11;
constexpr double kArrowSpacing = 60;
constexpr double kArrowSize = 5;

template <class Layer>
constexpr bool kIsGrid = std::is_same_v<Layer, Grid<std::uint16_t>>;

void expect_classes(const std::vector<std::uint16_t>& classes, std::size_t shapes,
                    const Picture& picture) {
  expects(classes.size() == shapes, "one class per shape");
  for (const std::uint16_t c : classes) {
    expects(c == kNoClass || c < picture.classes.size(), "the class exists");
  }
}

/// Heads along a line that show where it goes.
std::vector<Trace> arrow_heads(const Trace& line) {
  std::vector<Trace> heads;
  double walked = 0.5 * kArrowSpacing;
  for (std::size_t i = 1; i < line.points.size(); ++i) {
    const Point a = line.points[i - 1];
    const Point b = line.points[i];
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    walked += length;
    if (walked < kArrowSpacing || length < 1.0) continue;
    walked = 0.0;
    const Point u{(b.x - a.x) / length, (b.y - a.y) / length};
    const Point m{0.5 * (a.x + b.x), 0.5 * (a.y + b.y)};
    const double s = kArrowSize;
    heads.push_back({{{m.x + s * u.x, m.y + s * u.y},
                      {m.x - s * (u.x - 0.7 * u.y), m.y - s * (u.y + 0.7 * u.x)},
                      {m.x - s * (u.x + 0.7 * u.y), m.y - s * (u.y - 0.7 * u.x)}},
                     true});
  }
  return heads;
}

/// Marks of one layer after another, then the labels that do not cover earlier ones.
class Sketch {
 public:
  Sketch(const Picture& picture, const Canvas& canvas, double tolerance)
      : picture_(picture), canvas_(canvas), tolerance_(tolerance) {}

  template <class Content>
  void add(const Content& content) {
    if constexpr (kIsGrid<Content>) {
      expect_classes(content.values, content.frame.size(), picture_);
    } else {
      expect_classes(content.classes, content.shapes.size(), picture_);
      expects(content.words.empty() || content.words.size() == content.shapes.size(),
              "words of each shape, or of none");
    }
    if constexpr (std::is_same_v<Content, PictureShapes<Polygon>>) trace(content);
    for (std::size_t c = 0; c < picture_.classes.size(); ++c) {
      add_class(content, static_cast<std::uint16_t>(c));
    }
  }

  std::vector<Mark> finish() && {
    for (TextMark& label : labels_) put_label(std::move(label));
    return std::move(marks_);
  }

 private:
  void add_class(const Grid<std::uint16_t>& grid, std::uint16_t c) {
    put_area(canvas_.cells(grid, c), {.fill = picture_.classes[c].color}, {});
    if (picture_.classes[c].hatch != Hatch::none) hatch(canvas_.cells(grid, c), c);
  }

  /// Shapes nobody can ask about are one mark, so that their look is written once.
  template <class Shape>
  void add_class(const PictureShapes<Shape>& shapes, std::uint16_t c) {
    std::vector<std::size_t> joined;
    for (std::size_t i = 0; i < shapes.shapes.size(); ++i) {
      if (shapes.classes[i] != c) continue;
      const bool is_told =
          !shapes.words.empty() && !(shapes.words[i].name.empty() && shapes.words[i].group.empty());
      if (is_told) {
        draw(shapes, std::span(&i, 1), c, {shapes.words[i].name, shapes.words[i].group});
      } else {
        joined.push_back(i);
      }
    }
    if (!joined.empty()) draw(shapes, joined, c, {});
    for (std::size_t i = 0; i < shapes.words.size(); ++i) {
      if (shapes.classes[i] == c) add_label(shapes.shapes[i], shapes.words[i].label);
    }
  }

  /// The areas of a layer at once, for neighbors share their borders.
  void trace(const PictureShapes<Polygon>& areas) {
    areas_.clear();
    for (const Polygon& area : areas.shapes) areas_.push_back(canvas_.traces(area));
    if (tolerance_ > 0.0) simplify_borders(areas_, tolerance_);
  }

  void draw(const PictureShapes<Polygon>& /*areas*/, std::span<const std::size_t> members,
            std::uint16_t c, MarkWords words) {
    std::vector<Trace> traces;
    for (const std::size_t i : members) {
      traces.insert(traces.end(), areas_[i].begin(), areas_[i].end());
    }
    if (picture_.classes[c].hatch != Hatch::none) {
      put_area(traces, look_of_area(picture_.classes[c]), std::move(words));
      hatch(traces, c);
    } else {
      put_area(std::move(traces), look_of_area(picture_.classes[c]), std::move(words));
    }
  }

  void draw(const PictureShapes<Polyline>& lines, std::span<const std::size_t> members,
            std::uint16_t c, const MarkWords& words) {
    const PictureClass& entry = picture_.classes[c];
    std::vector<Trace> traces;
    std::vector<Trace> heads;
    for (const std::size_t i : members) {
      traces.push_back(canvas_.trace(lines.shapes[i], false));
      if (tolerance_ > 0.0) traces.back() = simplified(traces.back(), tolerance_);
      if (!entry.arrows) continue;
      for (Trace& head : arrow_heads(traces.back())) heads.push_back(std::move(head));
    }
    marks_.push_back(
        PathMark{std::move(traces), {.stroke = entry.color, .width = entry.width}, words});
    if (!heads.empty()) marks_.push_back(PathMark{std::move(heads), {.fill = entry.color}});
  }

  /// Points with a label are discs it is written into: the stops of a route.
  void draw(const PictureShapes<Point>& points, std::span<const std::size_t> members,
            std::uint16_t c, const MarkWords& words) {
    DiscMark plain{{}, kPointRadius, {.fill = picture_.classes[c].color}, words};
    DiscMark numbered{{}, kNumberRadius, {picture_.classes[c].color, "#ffffff", 1.5}, words};
    for (const std::size_t i : members) {
      const Trace place = canvas_.trace({points.shapes[i]}, false);
      const bool has_label = !points.words.empty() && !points.words[i].label.empty();
      (has_label ? numbered : plain).centers.push_back(place.points.front());
    }
    // Points of one place are drawn once.
    const auto before = [](Point a, Point b) { return std::pair(a.x, a.y) < std::pair(b.x, b.y); };
    std::ranges::sort(plain.centers, before);
    const auto repeated = std::ranges::unique(plain.centers);
    plain.centers.erase(repeated.begin(), repeated.end());
    if (!plain.centers.empty()) marks_.emplace_back(std::move(plain));
    if (!numbered.centers.empty()) marks_.emplace_back(std::move(numbered));
  }

  void put_area(std::vector<Trace> traces, const Look& look, MarkWords words) {
    if (!traces.empty()) marks_.push_back(PathMark{std::move(traces), look, std::move(words)});
  }

  void hatch(const std::vector<Trace>& area, std::uint16_t c) {
    put_area(hatch_lines(area, picture_.classes[c].hatch, kHatchSpacing),
             look_of_hatch(picture_.classes[c]), {});
  }

  void add_label(const Polygon& area, const std::string& label) {
    if (label.empty()) return;
    const std::optional<Point> place = label_place(canvas_.traces(area));
    if (place)
      labels_.push_back({*place, kLabelSize, label, Anchor::middle, false, 0.0, "#222222", true});
  }

  void add_label(const Polyline& line, const std::string& label) {
    if (label.empty() || line.empty()) return;
    const Point place = canvas_.on_page(line[line.size() / 2]);
    labels_.push_back({place, kLabelSize, label, Anchor::middle, false, 0.0, "#222222", true});
  }

  /// Numbers belong to their disc and are always written.
  void add_label(Point point, const std::string& label) {
    if (label.empty()) return;
    const Point at = canvas_.trace({point}, false).points.front();
    taken_.push_back({{at.x - kNumberRadius, at.y - kNumberRadius},
                      {at.x + kNumberRadius, at.y + kNumberRadius}});
    marks_.push_back(TextMark{.at = {at.x, at.y + 4},
                              .size = kLabelSize,
                              .text = label,
                              .anchor = Anchor::middle,
                              .bold = true,
                              .color = "#ffffff"});
  }

  void put_label(TextMark label) {
    const double half = 0.5 * text_width(label.text, label.size);
    const Box box{{label.at.x - half, label.at.y - label.size},
                  {label.at.x + half, label.at.y + 0.3 * label.size}};
    const Box frame = canvas_.frame();
    if (!frame.contains(box.low) || !frame.contains(box.high)) return;
    const auto covers = [&](const Box& other) {
      return box.low.x < other.high.x && other.low.x < box.high.x && box.low.y < other.high.y &&
             other.low.y < box.high.y;
    };
    if (std::ranges::any_of(taken_, covers)) return;
    taken_.push_back(box);
    marks_.emplace_back(std::move(label));
  }

  const Picture& picture_;
  const Canvas& canvas_;
  double tolerance_;
  std::vector<std::vector<Trace>> areas_;  ///< Of the layer that is drawn.
  std::vector<Mark> marks_;
  std::vector<TextMark> labels_;  ///< That wait until all numbers have their place.
  std::vector<Box> taken_;
};

}  // namespace

Look look_of_area(const PictureClass& entry) {
  if (entry.border) return {.stroke = entry.color, .width = entry.width};
  return {.fill = entry.color, .stroke = "#777777", .width = 0.4};
}

Look look_of_hatch(const PictureClass& /*entry*/) {
  return {.stroke = "#555555", .width = 0.8};
}

std::vector<Mark> picture_marks(const Picture& picture, const Canvas& canvas, double tolerance) {
  Sketch sketch(picture, canvas, tolerance);
  for (const PictureLayer& layer : picture.layers) {
    std::visit([&](const auto& content) { sketch.add(content); }, layer);
  }
  return std::move(sketch).finish();
}

}  // namespace rawan::io
