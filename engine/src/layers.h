#pragma once

#include "layer_style.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/stages.h"
#include "rawan/io/layer.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::engine {

/// What every layer needs to be written.
struct LayerContext {
  const Results& results;
  const Config& config;
  const Catalogue& words;
  const io::Projector& projector;
};

/// The tables of docs/output_layers.md, in the order of the file.
std::vector<io::Layer> make_layers(const LayerContext& context);

/// Those of them that patrols need.
std::vector<io::Layer> make_patrol_layers(const LayerContext& context);

io::Layer village_layer(const LayerContext& context);
io::Layer district_layer(const LayerContext& context);
io::Layer krppa_layer(const LayerContext& context);
io::Layer hotspot_layer(const LayerContext& context);
io::Layer cell_layer(const LayerContext& context);
io::Layer stop_layer(const LayerContext& context);
io::Layer route_layer(const LayerContext& context);
io::Layer post_layer(const LayerContext& context);
io::Layer service_layer(const LayerContext& context);
io::Layer schedule_table(const LayerContext& context);
io::Layer unserved_table(const LayerContext& context);
io::Layer fairness_table(const LayerContext& context);
io::Layer quality_table(const LayerContext& context);
io::Layer issue_table(const LayerContext& context);
io::Layer metadata_table(const LayerContext& context);

/// The way of a tour from its post to its post.
io::GeoLine tour_path(std::size_t tour, const Results& results);

/// An empty layer with title and description from the catalogue, the origin of the boundaries and
/// the mark of synthetic data.
io::Layer start_layer(std::string table, const LayerContext& context);

/// Adds a column with its alias from the catalogue.
template <class T>
void add_column(io::Layer& layer, const Catalogue& words, std::string name,
                std::vector<std::optional<T>> values, int decimals = -1,
                io::Column::Kind kind = io::Column::Kind::plain) {
  std::string alias = column_alias(layer.name, name, words);
  layer.columns.push_back({.name = std::move(name),
                           .alias = std::move(alias),
                           .values = std::move(values),
                           .kind = kind,
                           .decimals = decimals});
}

/// A column made by asking `value(row)` for each row; it returns T or std::optional<T>.
template <class T, class Value>
void fill_column(io::Layer& layer, const Catalogue& words, std::string name, std::size_t rows,
                 Value&& value, int decimals = -1,
                 io::Column::Kind kind = io::Column::Kind::plain) {
  std::vector<std::optional<T>> values;
  values.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) values.push_back(value(row));
  add_column<T>(layer, words, std::move(name), std::move(values), decimals, kind);
}

using Text = std::string;
using Whole = std::int64_t;

}  // namespace rawan::engine
