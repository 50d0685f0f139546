#include "density_file.h"

#include "rawan/io/writers.h"
#include "release_files.h"

namespace rawan::engine {
namespace {

std::string about(const PageContext& page) {
  const std::string text = page.words.text("layer.density.about");
  return page.config.project.synthetic ? page.words.text("mark.synthetic") + ". " + text : text;
}

}  // namespace

RasterFile density_file(const Grid<double>& density, io::MetricCrs crs) {
  if (density.values.empty()) return {};
  return {.file = "density.tif", .epsg = static_cast<int>(crs)};
}

RasterFile write_density(const std::filesystem::path& dir, const Grid<double>& density,
                         io::MetricCrs crs, const MetadataFacts& facts) {
  const RasterFile raster = density_file(density, crs);
  if (density.values.empty()) return raster;
  const std::string text = about(facts.page);
  io::write_geotiff((dir / raster.file).string(), density, crs, text, "1/km2");
  write_metadata(dir, {{"density", raster_metadata("density", text, raster.epsg, facts)}});
  return raster;
}

}  // namespace rawan::engine
