#include "tools/tool_picture.h"

#include "tools/kind_look.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace rawan::engine {
namespace {

constexpr std::size_t kMostClasses = kAmountColors.size();
// Over the colors of amounts.
constexpr const char* kPointColor = "#0072b2";
// Over any color.
constexpr std::array<const char*, 4> kGrays = {"#111111", "#555555", "#888888", "#aaaaaa"};

/// Upper ends of classes with equally many values, equal ends once; the last is the largest value.
std::vector<double> ends_of_classes(std::vector<double> values) {
  std::ranges::sort(values);
  std::vector<double> ends;
  for (std::size_t c = 1; c <= kMostClasses && !values.empty(); ++c) {
    const double end = values[(values.size() * c + kMostClasses - 1) / kMostClasses - 1];
    if (ends.empty() || end > ends.back()) ends.push_back(end);
  }
  return ends;
}

/// Numbers as the reader writes them: whole ones stay whole, others have three significant digits,
/// but no more decimals than a thousandth of the largest has.
class ShortNumbers {
 public:
  ShortNumbers(std::span<const double> values, const Catalogue& words) : words_(words) {
    for (const double value : values) {
      whole_ = whole_ && value == std::round(value);
      largest_ = std::max(largest_, std::abs(value));
    }
  }
  /// Of a class that begins above `below`; the first one holds its lower end.
  std::string range(double below, double high, bool is_first) const {
    const std::string from = text(whole_ && !is_first ? below + 1.0 : below);
    const std::string to = text(high);
    return from == to ? to : from + " – " + to;
  }

 private:
  std::string text(double value) const {
    const double size = std::max(std::abs(value), largest_ / 1000.0);
    const int digits = size > 0.0 ? static_cast<int>(std::floor(std::log10(size))) : 0;
    return words_.number(value, whole_ ? 0 : std::clamp(2 - digits, 0, 12));
  }

  const Catalogue& words_;
  bool whole_ = true;
  double largest_ = 0.0;
};

template <class Shape>
io::PictureShapes<Shape> pictured(const std::vector<Shape>& shapes,
                                  const std::vector<std::uint16_t>& classes) {
  return {shapes, classes};
}

io::PictureShapes<Polyline> pictured(const std::vector<io::Lines>& features,
                                     const std::vector<std::uint16_t>& classes) {
  io::PictureShapes<Polyline> picture;
  for (std::size_t i = 0; i < features.size(); ++i) {
    for (const Polyline& part : features[i]) {
      picture.shapes.push_back(part);
      picture.classes.push_back(classes[i]);
    }
  }
  return picture;
}

std::vector<Polyline> closed_rings(const Polygon& polygon) {
  std::vector<Polyline> rings;
  for (const PolygonPart& part : polygon) {
    rings.push_back(part.outer);
    rings.insert(rings.end(), part.holes.begin(), part.holes.end());
  }
  for (Polyline& ring : rings) {
    if (!ring.empty()) ring.push_back(ring.front());
  }
  return rings;
}

}  // namespace

void add_picture(OptionSet& options, PictureOptions& picture) {
  options.result("--picture", picture.path).text("--caption", picture.caption, "text");
}

ToolPicture::ToolPicture(const PictureOptions& options, const OutputOptions& beside,
                         std::span<const std::string> inputs, std::string title,
                         const ToolContext& context)
    : context_(context), output_(options.path, options, beside, inputs, context) {
  picture_.title = std::move(title);
  picture_.note = output_.note();
}

std::uint16_t ToolPicture::add_class(std::string color, std::string label) {
  picture_.classes.push_back({std::move(color), std::move(label)});
  return static_cast<std::uint16_t>(picture_.classes.size() - 1);
}

std::vector<std::uint16_t> ToolPicture::classes_of(std::span<const double> values,
                                                   bool shows_missing) {
  std::vector<double> known;
  std::ranges::copy_if(values, std::back_inserter(known), [](double v) { return !std::isnan(v); });
  const bool all = known.size() == values.size();
  const ShortNumbers numbers(known, context_.words);
  const double lowest = known.empty() ? 0.0 : std::ranges::min(known);
  const std::vector<double> ends = ends_of_classes(std::move(known));
  const auto first = static_cast<std::uint16_t>(picture_.classes.size());
  for (std::size_t c = 0; c < ends.size(); ++c) {
    add_class(kAmountColors[c + kMostClasses - ends.size()],
              numbers.range(c == 0 ? lowest : ends[c - 1], ends[c], c == 0));
  }
  const std::uint16_t none = all || !shows_missing
                                 ? io::kNoClass
                                 : add_class(kNoValueColor, context_.words.text("class.no_value"));
  std::vector<std::uint16_t> classes;
  classes.reserve(values.size());
  for (const double value : values) {
    const auto end = std::ranges::lower_bound(ends, value);
    classes.push_back(std::isnan(value) ? none
                                        : static_cast<std::uint16_t>(first + (end - ends.begin())));
  }
  return classes;
}

void ToolPicture::add_shapes(const io::MetricShapes& shapes,
                             const std::vector<std::uint16_t>& classes) {
  std::visit(
      [&](const auto& known) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(known)>, std::monostate>) {
          picture_.layers.emplace_back(pictured(known, classes));
        }
      },
      shapes);
}

void ToolPicture::amounts(const io::MetricShapes& shapes, std::span<const double> values) {
  if (wanted()) add_shapes(shapes, classes_of(values, true));
}

void ToolPicture::amounts(const Grid<double>& grid) {
  if (!wanted()) return;
  picture_.layers.emplace_back(Grid<std::uint16_t>{grid.frame, classes_of(grid.values, false)});
}

void ToolPicture::kinds(const io::MetricShapes& shapes, std::span<const std::string> kinds) {
  if (!wanted()) return;
  std::map<std::string, std::uint16_t> known;
  for (KindLook& look : looks_of({kinds.begin(), kinds.end()}, context_.words)) {
    known[look.kind] = add_class(std::move(look.color), std::move(look.label));
    picture_.classes.back().hatch = look.hatch;
  }
  std::vector<std::uint16_t> classes;
  for (const std::string& kind : kinds) classes.push_back(known.at(kind));
  add_shapes(shapes, classes);
}

void ToolPicture::groups(const io::MetricShapes& shapes, std::span<const std::int64_t> groups,
                         const std::string& none) {
  if (!wanted()) return;
  const std::uint16_t outside = add_class(kNoValueColor, none);
  const auto first = static_cast<std::uint16_t>(picture_.classes.size());
  for (std::size_t turn = 0; turn < kGroupColors; ++turn) add_class(group_color(turn), "");
  std::vector<std::uint16_t> classes;
  for (const std::int64_t group : groups) {
    const auto turn = static_cast<std::size_t>(group) % kGroupColors;
    classes.push_back(group < 0 ? outside : static_cast<std::uint16_t>(first + turn));
  }
  add_shapes(shapes, classes);
}

void ToolPicture::lines(std::vector<Polyline> lines, const std::string& label) {
  if (!wanted() || lines.empty()) return;
  const std::uint16_t drawn = add_class(kGrays.front(), label);
  picture_.classes.back().width = 1.0;
  std::vector<std::uint16_t> classes(lines.size(), drawn);
  picture_.layers.emplace_back(
      io::PictureShapes<Polyline>{.shapes = std::move(lines), .classes = std::move(classes)});
}

void ToolPicture::points(std::vector<Point> points, const std::string& label) {
  if (!wanted() || points.empty()) return;
  std::vector<std::uint16_t> classes(points.size(), add_class(kPointColor, label));
  picture_.layers.emplace_back(
      io::PictureShapes<Point>{.shapes = std::move(points), .classes = std::move(classes)});
}

void ToolPicture::borders(std::span<const Polygon> areas, const std::vector<std::string>& labels,
                          const std::vector<std::string>& names) {
  if (!wanted()) return;
  std::map<std::string, std::uint16_t> known;
  io::PictureShapes<Polyline> rings;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const auto [found, is_new] = known.emplace(labels[i], io::kNoClass);
    if (is_new) {
      found->second = add_class(kGrays[std::min(known.size(), kGrays.size()) - 1], labels[i]);
      picture_.classes.back().width = known.size() == 1 ? 2.0 : 1.0;
    }
    std::string name = names.empty() ? "" : names[i];
    for (Polyline& ring : closed_rings(areas[i])) {
      rings.shapes.push_back(std::move(ring));
      rings.classes.push_back(found->second);
      rings.words.push_back({.name = {}, .label = std::exchange(name, {})});
    }
  }
  picture_.layers.emplace_back(std::move(rings));
}

void ToolPicture::show(const Box& view) {
  picture_.view = view;
}

void ToolPicture::write(ToolSummary& summary) {
  if (wanted()) output_.write(io::picture_as_svg(picture_), "picture", summary);
}

}  // namespace rawan::engine
