#include "print_layout.h"

#include "embedded.h"
#include "rawan/algorithms/contract.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace rawan::engine {
namespace {

// Millimeters on A4.
constexpr double kWidth = 297.0;
constexpr double kHeight = 210.0;
constexpr double kMargin = 8.0;
constexpr double kSide = 66.0;
constexpr double kHead = 20.0;
constexpr double kFoot = 14.0;

struct Area {
  double x;
  double y;
  double width;
  double height;
};

constexpr double kRight = kWidth - kMargin - kSide + 4.0;
constexpr double kBottom = kHeight - kMargin - kFoot;
constexpr Area kMap{kMargin, kMargin + kHead, kWidth - 2.0 * kMargin - kSide,
                    kBottom - kMargin - kHead};
constexpr Area kLegend{kRight, kMargin + kHead, kSide - 4.0, 100.0};
constexpr Area kScaleBar{kRight, kBottom - 11.0, 48.0, 10.0};
constexpr Area kNorth{kWidth - kMargin - 9.0, kBottom - 9.0, 5.0, 8.0};

/// A text of the sheet.
struct Label {
  std::string_view id;
  Area area;
  double points;
  bool bold;
  std::string_view color;  ///< The attributes of QGIS's element of a color.
  int align;               ///< Qt: 1 left, 2 right, 4 middle.
  bool on_red;
};

constexpr std::string_view kBlack = "red=\"26\" green=\"26\" blue=\"26\" alpha=\"255\"";
constexpr std::string_view kGray = "red=\"77\" green=\"77\" blue=\"77\" alpha=\"255\"";
constexpr std::string_view kWhite = "red=\"255\" green=\"255\" blue=\"255\" alpha=\"255\"";

constexpr std::array kLabels{
    Label{"title", {kMargin, kMargin - 2.0, 215.0, 10.0}, 16.0, true, kBlack, 1, false},
    Label{"subtitle", {kMargin, kMargin + 9.0, 200.0, 8.0}, 9.0, false, kGray, 1, false},
    Label{"classification", {kRight - 15.0, kMargin + 9.0, 77.0, 8.0}, 9.0, true, kBlack, 2, false},
    Label{"mark", {kRight, kMargin - 1.0, 62.0, 8.0}, 9.5, true, kWhite, 4, true},
    Label{"north", {kNorth.x - 2.5, kNorth.y - 6.0, 10.0, 6.0}, 10.0, true, kBlack, 4, false},
    Label{"notes",
          {kMargin, kBottom + 1.0, kWidth - 2.0 * kMargin, kFoot},
          7.0,
          false,
          kBlack,
          1,
          false}};

/// How much larger lengths and letters are than on A4.
struct Scale {
  double length;
  double text;
};

Scale scale_of(Paper paper) {
  return paper == Paper::a4 ? Scale{1.0, 1.0} : Scale{420.0 / 297.0, 1.25};
}

std::string at(const Area& area, Scale scale) {
  return fmt::format("{:.2f},{:.2f},mm", scale.length * area.x, scale.length * area.y);
}

std::string size(const Area& area, Scale scale) {
  return fmt::format("{:.2f},{:.2f},mm", scale.length * area.width, scale.length * area.height);
}

/// As Qt writes a font. Its family is what each computer takes for letters without serifs.
std::string font(double points, bool bold, Scale scale) {
  return fmt::format("Sans Serif,{:.1f},-1,5,{},0,0,0,0,0", scale.text * points, bold ? 75 : 50);
}

/// A name QGIS can tell apart; the same in every file.
std::string identity(Paper paper, std::size_t item) {
  return fmt::format("{{00000000-0000-4000-8000-0000000{}{:03}}}", paper == Paper::a4 ? "a4" : "a3",
                     item);
}

std::string text_of(std::string_view id, const PrintedMap& map) {
  if (id == "title") return map.title;
  if (id == "subtitle") return map.subtitle;
  if (id == "classification") return map.classification;
  if (id == "mark") return map.mark;
  return id == "north" ? map.north : map.notes;
}

std::string label_xml(const Label& label, std::size_t item, const std::string& text, Paper paper) {
  const Scale scale = scale_of(paper);
  return fmt::format(
      "   <LayoutItem type=\"65641\" uuid=\"{0}\" templateUuid=\"{0}\" id=\"{1}\" labelText=\"{2}\""
      " htmlState=\"0\" halign=\"{3}\" valign=\"{4}\" marginX=\"0\" marginY=\"0\" position=\"{5}\""
      " positionOnPage=\"{5}\" size=\"{6}\" itemRotation=\"0\" referencePoint=\"0\""
      " visibility=\"1\" zValue=\"{7}\" background=\"{8}\" frame=\"false\" opacity=\"1\""
      " excludeFromExports=\"0\">\n"
      "    <BackgroundColor red=\"178\" green=\"24\" blue=\"43\" alpha=\"255\"/>\n"
      "    <LabelFont description=\"{9}\" style=\"\"/>\n    <FontColor {10}/>\n"
      "   </LayoutItem>\n",
      identity(paper, 10 + item), label.id, escape_xml(text), label.align,
      label.id == "notes" ? 32 : 128, at(label.area, scale), size(label.area, scale), 5 + item,
      label.on_red, font(label.points, label.bold, scale), label.color);
}

std::string labels_xml(const PrintedMap& map, Paper paper) {
  std::string xml;
  for (std::size_t i = 0; i < kLabels.size(); ++i) {
    const std::string text = text_of(kLabels[i].id, map);
    if (!text.empty()) xml += label_xml(kLabels[i], i, text, paper);
  }
  return xml;
}

/// The extent widened to the proportions of the map on paper, with a little room.
Box on_paper(const Box& box) {
  constexpr double kRoom = 1.04;
  const double middle_x = 0.5 * (box.low.x + box.high.x);
  const double middle_y = 0.5 * (box.low.y + box.high.y);
  const double width =
      kRoom * std::max(box.high.x - box.low.x, (box.high.y - box.low.y) * kMap.width / kMap.height);
  const double height = width * kMap.height / kMap.width;
  return {{middle_x - 0.5 * width, middle_y - 0.5 * height},
          {middle_x + 0.5 * width, middle_y + 0.5 * height}};
}

/// A round length of at most about twenty millimeters on the sheet, in kilometers.
double segment_km(const Box& box, Scale scale) {
  constexpr std::array kSteps{50.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1};
  const double per_millimeter = (box.high.x - box.low.x) / (scale.length * kMap.width) / 1000.0;
  const auto step = std::ranges::find_if(
      kSteps, [&](double km) { return km <= 20.0 * scale.length * per_millimeter; });
  return step == kSteps.end() ? kSteps.back() : *step;
}

TemplateValues places(Scale scale) {
  return {{"at.map", at(kMap, scale)},
          {"size.map", size(kMap, scale)},
          {"at.legend", at(kLegend, scale)},
          {"size.legend", size(kLegend, scale)},
          {"at.scale_bar", at(kScaleBar, scale)},
          {"size.scale_bar", size(kScaleBar, scale)},
          {"at.north_arrow", at(kNorth, scale)},
          {"size.north_arrow", size(kNorth, scale)},
          {"page", size({0.0, 0.0, kWidth, kHeight}, scale)},
          {"symbol.width", fmt::format("{:.1f}", 6.0 * scale.text)},
          {"symbol.height", fmt::format("{:.1f}", 3.4 * scale.text)},
          {"font.scale", fmt::format("{:.1f}", 7.0 * scale.text)},
          {"font.legend_title", font(10.0, true, scale)},
          {"font.legend_layer", font(7.5, true, scale)},
          {"font.legend_symbol", font(7.0, false, scale)}};
}

TemplateValues identities(Paper paper) {
  return {{"id.page", identity(paper, 0)},
          {"id.map", identity(paper, 1)},
          {"id.legend", identity(paper, 2)},
          {"id.scale", identity(paper, 3)},
          {"id.north", identity(paper, 4)}};
}

}  // namespace

std::string print_layout(const PrintedMap& map, Paper paper, const std::string& name) {
  expects(!map.extent.empty(), "a printed map shows an area");
  const Scale scale = scale_of(paper);
  const Box box = on_paper(map.extent);
  TemplateValues values{{"name", name},
                        {"labels", labels_xml(map, paper)},
                        {"legend", map.legend},
                        {"tree", map.tree},
                        {"segment", fmt::format("{}", segment_km(box, scale))},
                        {"xmin", fmt::format("{:.1f}", box.low.x)},
                        {"ymin", fmt::format("{:.1f}", box.low.y)},
                        {"xmax", fmt::format("{:.1f}", box.high.x)},
                        {"ymax", fmt::format("{:.1f}", box.high.y)}};
  for (const TemplateValues& more : {places(scale), identities(paper)}) {
    values.insert(values.end(), more.begin(), more.end());
  }
  return fill_template(embedded("qgis/print_layout.xml.in"), values);
}

}  // namespace rawan::engine
