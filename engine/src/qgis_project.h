#pragma once

#include "layer_style.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/engine/catalogue.h"
#include "rawan/io/layer_pieces.h"

#include <span>
#include <string>

namespace rawan::engine {

/// A raster beside the GeoPackage; no name: none.
struct RasterFile {
  std::string file;
  int epsg = 0;
};

/// What a QGIS project says about itself.
struct ProjectLook {
  std::string title;                      ///< "Peta prioritas patroli Kabupaten Bengkayang".
  std::string subtitle;                   ///< Who and when: one line.
  std::string abstract;                   ///< Contents and method in a few sentences.
  std::string classification;             ///< "Klasifikasi keamanan: Terbatas. Perencanaan ...".
  std::string facts;                      ///< Date of the data, system, version: one line.
  std::string sources;                    ///< Origin and licence of the boundaries and the data.
  std::string geopackage = "rawan.gpkg";  ///< File name of the GeoPackage that keeps the project.
  RasterFile density;
  bool synthetic = false;  ///< Marks the map DATA SINTETIS.
  int epsg = 0;            ///< The study's metric CRS.
  Box extent;              ///< Of the district, in meters of that CRS.
};

/// The project's name inside the GeoPackage (`qgis_projects`): ASCII, so that it fits in a URI.
inline constexpr const char* kProjectName = "peta_rawan";

/// A complete QGIS 3.22 project (.qgs) over the layers of one GeoPackage: groups, order, default
/// visibility, map themes, styles inlined, title, disclaimers and scale bar on the map, and print
/// layouts A4 and A3. Sources
/// are relative to the GeoPackage. Holds no action, macro, script, address, path or user's name.
/// Equal input gives equal text.
std::string qgis_project(std::span<const io::LayerPieces> layers, const ProjectLook& look,
                         const Catalogue& words);

}  // namespace rawan::engine
