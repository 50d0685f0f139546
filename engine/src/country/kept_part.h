#pragma once

#include "part.h"
#include "rawan/io/layer_pieces.h"

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace rawan::engine {

/// A layer of a part that was kept. Its rows are in memory or else only in the part's file.
struct KeptLayer {
  std::string code;  ///< Of the part.
  LayerPlace place;  ///< In its file.
  io::Layer head;    ///< Without rows.
  std::size_t rows = 0;
  io::GeoBox box = {};
  std::map<std::string, std::set<std::string>> lists = {};  ///< Of columns that hold some.
  std::shared_ptr<const io::Layer> layer = {};  ///< Nothing where its rows were let go of.
};

/// A part that was kept.
struct KeptPart {
  Part part;  ///< Without its layers.
  std::vector<KeptLayer> layers;
};

}  // namespace rawan::engine
