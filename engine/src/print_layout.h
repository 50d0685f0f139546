#pragma once

#include "rawan/algorithms/geometry.h"
#include "xml_template.h"

#include <string>

namespace rawan::engine {

/// What a printed map says and shows. Nothing in it depends on a computer or a clock.
struct PrintedMap {
  std::string title;
  std::string subtitle;        ///< Who and when: one line.
  std::string mark;            ///< "DATA SINTETIS"; empty for real data.
  std::string classification;  ///< Who may have the sheet.
  std::string notes;           ///< Disclaimers, sources, date and method: a few lines.
  std::string legend;          ///< The word over the legend.
  std::string north;           ///< The letter over the arrow.
  std::string tree;            ///< Groups and layers the legend explains, as QGIS writes them.
  Box extent;                  ///< What must be on the map, in meters of the project's system.
};

/// The paper a map is printed on, lying.
enum class Paper { a4, a3 };

/// A print layout of a QGIS 3.22 project named `name`: map, legend of what the map shows, scale
/// bar, north arrow and texts. A3 is A4 made larger, with text that grows less. The map shows the
/// layers that are visible in the project.
std::string print_layout(const PrintedMap& map, Paper paper, const std::string& name);

}  // namespace rawan::engine
