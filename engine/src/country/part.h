#pragma once

#include "layers.h"
#include "rawan/engine/pipeline.h"
#include "rawan/engine/policy.h"
#include "rawan/io/issue.h"
#include "surroundings.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// Neighboring cells of one row of the national grid, from west to east: marks per km2.
struct DensityRun {
  std::int32_t row = 0;
  std::int32_t column = 0;  ///< Of the first.
  std::vector<float> values;
};

/// What was found in one kabupaten, ready to be laid beside the others.
struct Part {
  std::string code;
  io::CrsChoice crs;
  std::vector<io::Layer>
      layers;                    ///< Of the restricted release; what is the country's is not there.
  std::vector<io::Issue> notes;  ///< On rows of the country's sources.
  std::vector<DensityRun> density;              ///< By row, column.
  std::map<std::string, std::int64_t> figures;  ///< That add up over the country.
};

/// Analyzes what a kabupaten was told as `rawan run` does for its own project, with its hotspots
/// from the surroundings.
Part make_part(std::string code, Results results, const Surroundings& around, const Config& config,
               const Policy& policy, const RunContext& context);

/// Where a layer of a part lies in its file.
struct LayerPlace {
  std::uint64_t from = 0;
  std::uint64_t bytes = 0;
  std::string sha256;  ///< Of these bytes.
};

/// A part and where its layers lie in its file.
struct PlacedPart {
  Part part;
  std::vector<LayerPlace> places;
};

struct PartFile {
  std::string bytes;
  std::vector<LayerPlace> places;
};

/// Nothing rounded: reading gives what was written. `key` names what the part was made from. The
/// layers come first, so that each may be read alone.
PartFile part_as_bytes(const Part& part, const std::string& key);

/// @return nothing where the bytes are damaged or were made from something else.
std::optional<PlacedPart> part_from_bytes(std::string_view bytes, const std::string& key);

/// @param bytes of the place. @return nothing where they are damaged.
std::optional<io::Layer> layer_from_bytes(std::string_view bytes, const LayerPlace& place);

}  // namespace rawan::engine
