#include "qgis_project.h"

#include "embedded.h"
#include "print_layout.h"
#include "rawan/algorithms/contract.h"
#include "xml_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <variant>
#include <vector>

namespace rawan::engine {
namespace {

/// A layer as the project lists it.
struct Sheet {
  std::string table;
  std::string title;
  std::string description;
  std::string source;
  std::string provider;
  std::string geometry;  ///< As QGIS names it; empty for a raster.
  std::string style;     ///< A whole QML text.
  bool visible = false;
  int epsg = 4326;
  bool is_empty = false;
};

struct Group {
  std::string_view title_key;
  bool expanded = true;
  std::vector<Sheet> sheets;
};

constexpr int kLayers = 6;  // The most a group of the map holds.

struct Place {
  std::string_view group;
  std::array<std::string_view, kLayers> tables;  ///< From top to bottom.
};

/// The tree is the drawing order. Boundaries lie above the villages, or these would hide them.
constexpr std::array<Place, 3> kPlaces{
    {{"group.patrol", {"titik_singgah", "pos", "rute_patroli"}},
     {"group.boundaries", {"zona_krppa", "batas_kecamatan", "kecamatan_ringkas"}},
     {"group.priority",
      {"laporan_titik", "area_konsentrasi", "sel_patroli", "sel_kerawanan", "desa_prioritas",
       "kecamatan_tahun"}}}};

constexpr std::array<std::string_view, 3> kHidden{"laporan_titik", "sel_kerawanan", "sel_patroli"};

struct Theme {
  std::string_view title_key;
  std::string_view about;  ///< The table without which the theme is about nothing.
  std::array<std::string_view, 8> shown;
};

constexpr std::array<Theme, 3> kThemes{
    {{"theme.priority",
      "desa_prioritas",
      {"pos", "zona_krppa", "batas_kecamatan", "kecamatan_ringkas", "area_konsentrasi",
       "desa_prioritas"}},
     {"theme.patrol",
      "titik_singgah",
      {"titik_singgah", "pos", "rute_patroli", "zona_krppa", "batas_kecamatan", "kecamatan_ringkas",
       "area_konsentrasi", "desa_prioritas"}},
     {"theme.density", "density", {"pos", "kecamatan_ringkas", "density"}}}};

std::string geometry_name(const io::Shapes& shapes) {
  constexpr std::array<const char*, 4> kNames{"No geometry", "Point", "Line", "Polygon"};
  return kNames[shapes.index()];
}

/// QGIS replaces identifiers of ten characters and fewer by random ones.
std::string layer_id(const Sheet& sheet) {
  return "rawan_table_" + sheet.table;
}

Sheet vector_sheet(const io::LayerPieces& pieces, const std::string& style,
                   const ProjectLook& look) {
  const io::Layer& layer = pieces.head;
  const bool shown =
      has_style(layer.name) && std::ranges::find(kHidden, layer.name) == kHidden.end();
  return {layer.name,
          layer.title,
          layer.description,
          fmt::format("./{}|layername={}", look.geopackage, layer.name),
          "ogr",
          geometry_name(layer.shapes),
          style,
          shown,
          4326,
          pieces.rows == 0};
}

Sheet density_sheet(const ProjectLook& look, const Catalogue& words) {
  const std::string title = layer_title("density", words);
  return {"density",
          title,
          title,
          "./" + look.density.file,
          "gdal",
          "",
          layer_style("density", words),
          false,
          look.density.epsg};
}

/// Takes the sheet of a table out of the list and puts it into the group.
void move_sheet(std::string_view table, std::vector<Sheet>& from, Group& to) {
  const auto found = std::ranges::find(from, table, &Sheet::table);
  if (found == from.end()) return;
  to.sheets.push_back(std::move(*found));
  from.erase(found);
}

std::vector<Group> arrange(std::vector<Sheet> sheets, const ProjectLook& look,
                           const Catalogue& words) {
  std::vector<Group> groups;
  for (const Place& place : kPlaces) {
    Group group{place.group, true, {}};
    for (const std::string_view table : place.tables) move_sheet(table, sheets, group);
    groups.push_back(std::move(group));
  }
  if (!look.density.file.empty())
    groups.push_back({"group.density", true, {density_sheet(look, words)}});
  groups.push_back({"group.tables", false, std::move(sheets)});
  std::erase_if(groups, [](const Group& group) { return group.sheets.empty(); });
  return groups;
}

/// What a legend calls the layer, where its title says more than a symbol needs.
std::string legend_title(const Sheet& sheet, const Catalogue& words) {
  std::string key = "legend." + sheet.table;
  if (sheet.is_empty && words.has(key + ".empty")) key += ".empty";
  if (!words.has(key)) return "";
  return fmt::format(
      "    <customproperties>\n     <Option type=\"Map\">\n"
      "      <Option type=\"QString\" name=\"legend/title-label\" value=\"{}\"/>\n"
      "     </Option>\n    </customproperties>\n",
      escape_xml(words.text(key)));
}

std::string node_of(const Sheet& sheet, const Catalogue& words) {
  return fmt::format(
      "   <layer-tree-layer id=\"{}\" name=\"{}\" source=\"{}\" providerKey=\"{}\""
      " checked=\"{}\" expanded=\"{:d}\">\n{}   </layer-tree-layer>\n",
      escape_xml(layer_id(sheet)), escape_xml(sheet.title), escape_xml(sheet.source),
      sheet.provider, sheet.visible ? "Qt::Checked" : "Qt::Unchecked", sheet.visible,
      legend_title(sheet, words));
}

std::string tree_of(const Group& group, const Catalogue& words) {
  std::string tree =
      fmt::format("  <layer-tree-group name=\"{}\" checked=\"Qt::Checked\" expanded=\"{:d}\">\n",
                  escape_xml(words.text(group.title_key)), group.expanded);
  for (const Sheet& sheet : group.sheets) tree += node_of(sheet, words);
  return tree + "  </layer-tree-group>\n";
}

/// The attributes of a QML's root that belong to the layer; a project has its own version.
std::string root_attributes(std::string_view tag) {
  constexpr std::string_view kVersion = " version=\"3.22.16\"";
  expects(tag.starts_with(kVersion), "a style is written for QGIS 3.22.16");
  return std::string(tag.substr(kVersion.size()));
}

/// A style's content between its root tags, and the attributes of the root.
struct Inlined {
  std::string attributes;
  std::string content;
};

Inlined inline_style(std::string_view qml) {
  constexpr std::string_view kRoot = "<qgis";
  const std::size_t open = qml.find(kRoot) + kRoot.size();
  const std::size_t close = qml.find('>', open);
  const std::size_t end = qml.rfind("</qgis>");
  return {root_attributes(qml.substr(open, close - open)),
          std::string(qml.substr(close + 2, end - close - 2))};
}

std::string layer_xml(const Sheet& sheet) {
  const Inlined style = inline_style(sheet.style);
  const bool is_raster = sheet.geometry.empty();
  return fill_template(
      embedded("qgis/project_layer.xml.in"),
      {{"attributes", style.attributes},
       {"type", is_raster ? "raster" : "vector"},
       {"geometry", is_raster ? "" : fmt::format(" geometry=\"{}\"", sheet.geometry)},
       {"id", layer_id(sheet)},
       {"source", sheet.source},
       {"title", sheet.title},
       {"description", sheet.description},
       {"epsg", std::to_string(sheet.epsg)},
       {"provider", sheet.provider},
       {"style", style.content}});
}

/// The groups as a legend of the sheet has them: only what the map draws, without group names.
std::string legend_tree(const std::vector<Group>& groups, const Catalogue& words) {
  std::string tree;
  for (const Group& group : groups) {
    std::string nodes;
    for (const Sheet& sheet : group.sheets) {
      if (sheet.visible) nodes += node_of(sheet, words);
    }
    if (nodes.empty()) continue;
    tree += fmt::format(
        "  <layer-tree-group name=\"{}\" checked=\"Qt::Checked\" expanded=\"1\">\n"
        "   <customproperties>\n    <Option type=\"Map\">\n     <Option type=\"QString\""
        " name=\"legend/title-style\" value=\"hidden\"/>\n    </Option>\n"
        "   </customproperties>\n{}  </layer-tree-group>\n",
        escape_xml(words.text(group.title_key)), nodes);
  }
  return tree;
}

std::string theme_xml(const Theme& theme, const std::vector<Group>& groups,
                      const Catalogue& words) {
  std::string xml = fmt::format(
      "  <visibility-preset name=\"{}\" has-expanded-info=\"0\" has-checked-group-info=\"0\">\n",
      escape_xml(words.text(theme.title_key)));
  for (const Group& group : groups) {
    for (const Sheet& sheet : group.sheets) {
      if (std::ranges::find(theme.shown, sheet.table) == theme.shown.end()) continue;
      xml += fmt::format("   <layer id=\"{}\" visible=\"1\" style=\"default\"/>\n",
                         escape_xml(layer_id(sheet)));
    }
  }
  return xml + "  </visibility-preset>\n";
}

bool holds(const std::vector<Group>& groups, std::string_view table) {
  return std::ranges::any_of(groups, [&](const Group& group) {
    return std::ranges::find(group.sheets, table, &Sheet::table) != group.sheets.end();
  });
}

std::string themes_xml(const std::vector<Group>& groups, const Catalogue& words) {
  std::string xml;
  for (const Theme& theme : kThemes) {
    if (holds(groups, theme.about)) xml += theme_xml(theme, groups, words);
  }
  return xml;
}

/// A font of the decorations. It names no family: each computer takes the one of its desktop.
std::string decoration_font(int points, int weight) {
  return fmt::format(
      "<text-style fontSize=\"{}\" fontSizeUnit=\"Point\" fontWeight=\"{}\""
      " textColor=\"26,26,26,255\" textOpacity=\"1\"><text-buffer bufferDraw=\"1\""
      " bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\""
      " bufferOpacity=\"0.85\"/></text-style>",
      points, weight);
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    if (line.empty()) continue;
    text += text.empty() ? line : "\n" + line;
  }
  return text;
}

/// The district with some room around it, more above: the title lies over the map.
Box roomy(const Box& box) {
  constexpr double kShare = 0.04;
  constexpr double kTitleShare = 0.12;
  const double height = box.high.y - box.low.y;
  const double room = kShare * std::max(box.high.x - box.low.x, height);
  return {{box.low.x - room, box.low.y - room},
          {box.high.x + room, box.high.y + std::max(room, kTitleShare * height)}};
}

std::string disclaimers(const Catalogue& words, std::string_view between) {
  return fmt::format("{1}{0}{2}{0}{3}", between, words.text("d.disclaimer_boundary"),
                     words.text("d.disclaimer_scope"), words.text("d.disclaimer_zero"));
}

std::string layouts_xml(const std::vector<Group>& groups, const ProjectLook& look,
                        const Catalogue& words) {
  const PrintedMap map{.title = look.title,
                       .subtitle = look.subtitle,
                       .mark = look.synthetic ? words.text("mark.synthetic") : "",
                       .classification = look.classification,
                       .notes = joined({disclaimers(words, " · "), look.sources, look.facts}),
                       .legend = words.text("map.legend"),
                       .north = words.text("map.north"),
                       .tree = legend_tree(groups, words),
                       .extent = look.extent};
  return print_layout(map, Paper::a4, words.text("layout.a4")) +
         print_layout(map, Paper::a3, words.text("layout.a3"));
}

TemplateValues texts_of(const ProjectLook& look, const Catalogue& words) {
  const std::string mark = look.synthetic ? words.text("mark.synthetic") : "";
  const std::string warnings = disclaimers(words, "\n");
  return {{"title", look.title},
          {"heading", joined({look.title, look.subtitle, mark})},
          {"title_font", decoration_font(14, 75)},
          {"notes", joined({warnings, look.sources})},
          {"notes_font", decoration_font(8, 50)},
          {"language", words.language() == Language::id ? "IND" : "ENG"},
          {"abstract",
           joined({look.abstract, mark, look.classification, warnings, look.sources, look.facts})}};
}

TemplateValues extent_of(const ProjectLook& look) {
  const Box box = roomy(look.extent);
  return {{"epsg", std::to_string(look.epsg)},
          {"xmin", fmt::format("{:.1f}", box.low.x)},
          {"ymin", fmt::format("{:.1f}", box.low.y)},
          {"xmax", fmt::format("{:.1f}", box.high.x)},
          {"ymax", fmt::format("{:.1f}", box.high.y)}};
}

std::vector<Sheet> sheets_of(std::span<const io::LayerPieces> layers, const ProjectLook& look,
                             const Catalogue& words) {
  std::vector<Sheet> sheets;
  const std::vector<io::LayerStyle> styles = layer_styles(layers, words);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    sheets.push_back(vector_sheet(layers[i], styles[i].qml, look));
  }
  return sheets;
}

}  // namespace

std::string qgis_project(std::span<const io::LayerPieces> layers, const ProjectLook& look,
                         const Catalogue& words) {
  expects(!look.extent.empty(), "a project shows an area");
  const std::vector<Group> groups = arrange(sheets_of(layers, look, words), look, words);
  std::string tree;
  std::string maplayers;
  for (const Group& group : groups) {
    tree += tree_of(group, words);
    for (const Sheet& sheet : group.sheets) maplayers += layer_xml(sheet);
  }
  TemplateValues values = texts_of(look, words);
  std::ranges::copy(extent_of(look), std::back_inserter(values));
  values.insert(values.end(), {{"tree", tree},
                               {"layers", maplayers},
                               {"themes", themes_xml(groups, words)},
                               {"layouts", layouts_xml(groups, look, words)}});
  return fill_template(embedded("qgis/project.qgs.in"), values);
}

}  // namespace rawan::engine
