#pragma once

#include "rawan/io/layer.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace rawan::io {

/// A layer whose rows need not be in memory all at once: they come piece by piece.
struct LayerPieces {
  Layer head;            ///< Without rows: names, and what kinds the columns and shapes are of.
  std::size_t rows = 0;  ///< Of all pieces.
  GeoBox box = {};       ///< Of the shapes of all pieces.
  /// The texts of some columns, so that nobody goes through the pieces for them: by column.
  std::map<std::string, std::set<std::string>> texts = {};
  std::size_t count = 0;  ///< Of pieces.
  /// Piece i with the rows that come after those of piece i - 1. Whoever asks, on whatever thread
  /// and however often, gets the same; what it throws reaches who asked.
  std::function<std::shared_ptr<const Layer>(std::size_t)> piece = {};
};

/// The same layer without its rows.
Layer head_of(const Layer& layer);

/// Of all shapes; empty where there are none.
GeoBox extent_of(const Layer& layer);

/// The different texts of a column that holds texts, as known or else in the pieces.
std::set<std::string> texts_in(const LayerPieces& layer, const std::string& column);
/// Adds those of one piece.
void add_texts(const Layer& piece, const std::string& column, std::set<std::string>& texts);

/// Nothing differs but the rows.
bool same_head(const Layer& a, const Layer& b);

/// Each layer as one piece, which is the layer itself: it has to live as long.
std::vector<LayerPieces> pieces_of(std::span<const Layer> layers);

/// One layer as one piece of its own.
LayerPieces whole_of(Layer layer);

}  // namespace rawan::io
