#include "tools/tool_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace rawan::engine {
namespace {

constexpr std::size_t kMostClasses = 5;
// From light to dark in one hue, told apart by readers who see no red or green.
constexpr std::array<const char*, kMostClasses> kAmounts = {"#fef0d9", "#fdcc8a", "#fc8d59",
                                                            "#e34a33", "#b30000"};
// Told apart by all readers (Okabe & Ito 2008).
constexpr std::array<const char*, 7> kGroups = {"#e69f00", "#56b4e9", "#009e73", "#f0e442",
                                                "#0072b2", "#d55e00", "#cc79a7"};
constexpr const char* kNoValue = "#d9d9d9";
// Over any color.
constexpr std::array<const char*, 4> kGrays = {"#111111", "#555555", "#888888", "#aaaaaa"};

const char* color_of(const std::string& kind, std::size_t position) {
  static const std::map<std::string, const char*> kKnown = {{"HH", "#b30000"},
                                                            {"HL", "#fdae61"},
                                                            {"LH", "#abd9e9"},
                                                            {"LL", "#2166ac"},
                                                            {"alike", "#009e73"},
                                                            {"cold", "#2166ac"},
                                                            {"consecutive_cold", "#4393c3"},
                                                            {"consecutive_hot", "#d6604d"},
                                                            {"different", "#cc79a7"},
                                                            {"diminishing_cold", "#92c5de"},
                                                            {"diminishing_hot", "#f4a582"},
                                                            {"falling", "#2166ac"},
                                                            {"historical_cold", "#d1e5f0"},
                                                            {"historical_hot", "#fddbc7"},
                                                            {"hot", "#b30000"},
                                                            {"intensifying_cold", "#053061"},
                                                            {"intensifying_hot", "#67001f"},
                                                            {"new_cold", "#80cdc1"},
                                                            {"new_hot", "#f1a340"},
                                                            {"none", "#f4f4f4"},
                                                            {"oscillating_cold", "#8073ac"},
                                                            {"oscillating_hot", "#c51b7d"},
                                                            {"persistent_cold", "#2166ac"},
                                                            {"persistent_hot", "#b2182b"},
                                                            {"rising", "#b30000"},
                                                            {"sporadic_cold", "#c7eae5"},
                                                            {"sporadic_hot", "#dfc27d"},
                                                            {"too_short", "#d9d9d9"}};
  const auto known = kKnown.find(kind);
  return known != kKnown.end() ? known->second : kGroups[position % kGroups.size()];
}

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

/// Three significant digits, as the reader writes numbers.
std::string short_number(double value, const Catalogue& words) {
  const double size = std::abs(value);
  const int digits = size > 0 ? static_cast<int>(std::floor(std::log10(size))) : 0;
  return words.number(value, std::clamp(2 - digits, 0, 12));
}

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
  options.text("--picture", picture.path, "file").text("--caption", picture.caption, "text");
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
  const double lowest = known.empty() ? 0.0 : std::ranges::min(known);
  const std::vector<double> ends = ends_of_classes(std::move(known));
  const auto first = static_cast<std::uint16_t>(picture_.classes.size());
  for (std::size_t c = 0; c < ends.size(); ++c) {
    const std::string from = short_number(c == 0 ? lowest : ends[c - 1], context_.words);
    const std::string to = short_number(ends[c], context_.words);
    add_class(kAmounts[c + kMostClasses - ends.size()], from == to ? to : from + " – " + to);
  }
  const std::uint16_t none = all || !shows_missing
                                 ? io::kNoClass
                                 : add_class(kNoValue, context_.words.text("class.no_value"));
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
  for (const std::string& kind : kinds) known.emplace(kind, io::kNoClass);
  std::size_t turn = 0;
  for (auto& [kind, position] : known) {
    const std::string key = "class." + kind;
    if (kind.empty()) {
      position = add_class(kNoValue, context_.words.text("class.no_value"));
    } else {
      position = add_class(color_of(kind, turn++),
                           context_.words.has(key) ? context_.words.text(key) : kind);
    }
  }
  std::vector<std::uint16_t> classes;
  for (const std::string& kind : kinds) classes.push_back(known.at(kind));
  add_shapes(shapes, classes);
}

void ToolPicture::groups(const io::MetricShapes& shapes, std::span<const std::int64_t> groups,
                         const std::string& none) {
  if (!wanted()) return;
  const std::uint16_t outside = add_class(kNoValue, none);
  const auto first = static_cast<std::uint16_t>(picture_.classes.size());
  for (const char* color : kGroups) add_class(color, "");
  std::vector<std::uint16_t> classes;
  for (const std::int64_t group : groups) {
    const auto turn = static_cast<std::size_t>(group) % kGroups.size();
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

void ToolPicture::borders(std::span<const Polygon> areas, const std::vector<std::string>& labels,
                          const std::vector<std::string>& names) {
  if (!wanted()) return;
  std::map<std::string, std::uint16_t> known;
  io::PictureShapes<Polyline> rings;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const auto [found, is_new] = known.emplace(labels[i], io::kNoClass);
    if (is_new) {
      found->second = add_class(kGrays[std::min(known.size(), kGrays.size()) - 1], labels[i]);
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

void ToolPicture::write(ToolSummary& summary) {
  if (wanted()) output_.write(io::picture_as_svg(picture_), "picture", summary);
}

}  // namespace rawan::engine
