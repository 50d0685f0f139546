#pragma once

#include "layer_metadata.h"
#include "layers.h"
#include "qgis_project.h"
#include "rawan/io/manifest.h"
#include "rawan/io/writers.h"

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rawan {
class Control;
}

/// What the releases of all audiences have in common.
namespace rawan::engine {

inline constexpr const char* kGeoPackage = "rawan.gpkg";

/// Takes steps one after the other, and none once a stop was requested. @throws Cancelled
void take_steps(const Control& control, std::initializer_list<std::function<void()>> steps);

/// What the map of a release says below its title: for whom and when it was made, and what it
/// cannot show.
std::string map_subtitle(Tier tier, std::span<const io::LayerPieces> layers,
                         const PageContext& page);

/// Writes the layers with their styles, a map of them, and their metadata in the file and beside
/// it (`metadata/<layer>.xml`).
void write_map(const std::filesystem::path& dir, std::span<const io::LayerPieces> layers,
               const MetadataFacts& facts, const RasterFile& density = {});

/// Writes `metadata/<layer>.xml`.
void write_metadata(const std::filesystem::path& dir,
                    const std::vector<io::LayerMetadata>& metadata);

const io::Layer& layer_named(const std::vector<io::Layer>& layers, std::string_view name);
const io::LayerPieces& layer_named(std::span<const io::LayerPieces> layers, std::string_view name);

/// Only the attributes: what a table for people and for joins holds.
io::Layer without_shapes(const io::Layer& layer);
io::Layer without_shapes(const io::LayerPieces& layer);

/// Writes `<name>.csv` for each of some layers.
void write_table_files(const std::filesystem::path& dir, const std::vector<io::Layer>& layers,
                       std::span<const std::string_view> names);

/// A workbook with a sheet of contents; every sheet carries the mark of synthetic data.
void write_workbook(const std::filesystem::path& file, std::vector<io::Layer> sheets,
                    const PageContext& page);

/// A manifest with what every audience may know: program, audience, policy, layers.
io::Manifest start_manifest(Tier tier, std::span<const io::LayerPieces> layers,
                            const Registers& registers, const PolicyStamp& policy,
                            const PageContext& page);

}  // namespace rawan::engine
