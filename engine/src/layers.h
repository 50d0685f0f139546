#pragma once

#include "district_areas.h"
#include "layer_style.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/cleared.h"
#include "rawan/io/layer_pieces.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::engine {

/// What every layer needs to be written, whoever reads it.
struct PageContext {
  const Config& config;
  const Catalogue& words;
  const io::Projector& projector;
  std::span<const DistrictArea> districts = {};  ///< By code; none where no layer shows them.
  bool ranking_suspended = false;  ///< Visits are even until a person resumes the ranking.
};

/// The release of the data steward.
struct RestrictedContext {
  const Cleared<Tier::restricted>& cleared;
  PageContext page;
  const Config& config = page.config;
  const Catalogue& words = page.words;
  const io::Projector& projector = page.projector;
  const Results& results = cleared.view().results;
};

/// The release of the commanders of patrols. The schedule was made from the same view.
struct PatrolContext {
  const Cleared<Tier::operational>& cleared;
  const Schedule& schedule;
  PageContext page;
  const Config& config = page.config;
  const Catalogue& words = page.words;
  const io::Projector& projector = page.projector;

  const OperationalView& view() const { return cleared.view(); }
  const Registers& registers() const { return *cleared.view().registers; }
};

/// The release of those who plan services and budgets.
struct PlanningContext {
  const Cleared<Tier::planning>& cleared;
  PageContext page;

  const PlanningView& view() const { return cleared.view(); }
  const Registers& registers() const { return *cleared.view().registers; }
};

/// The release for anyone.
struct OpenContext {
  const Cleared<Tier::open>& cleared;
  PageContext page;

  const OpenView& view() const { return cleared.view(); }
  const Registers& registers() const { return *cleared.view().registers; }
};

/// The tables of docs/output_layers.md, in the order of the file.
std::vector<io::Layer> restricted_layers(const RestrictedContext& context);
std::vector<io::Layer> operational_layers(const PatrolContext& context);
std::vector<io::Layer> planning_layers(const PlanningContext& context);
std::vector<io::Layer> open_layers(const OpenContext& context);

io::Layer village_layer(const RestrictedContext& context);
io::Layer district_layer(const RestrictedContext& context);
io::Layer hotspot_layer(const RestrictedContext& context);
io::Layer cell_layer(const RestrictedContext& context);
io::Layer report_point_layer(const RestrictedContext& context);
io::Layer report_table(const RestrictedContext& context);
io::Layer metadata_table(const RestrictedContext& context);
io::Layer quality_table(const io::Ledger& ledger, const PageContext& page);
io::Layer issue_table(const io::Ledger& ledger, const PageContext& page);
/// The same in pieces, with the issues out of the ledger. What the page refers to has to live as
/// long.
io::LayerPieces take_issue_table(io::Ledger& ledger, const PageContext& page);

io::Layer band_layer(const PatrolContext& context);
io::Layer safe_hotspot_layer(const PatrolContext& context);
io::Layer safe_cell_layer(const PatrolContext& context);
io::Layer stop_layer(const PatrolContext& context);
io::Layer route_layer(const PatrolContext& context);
io::Layer schedule_table(const PatrolContext& context);
io::Layer unserved_table(const PatrolContext& context);
io::Layer fairness_table(const PatrolContext& context);
/// What visits took by the scans of their codes.
io::Layer dwell_table(const PatrolContext& context);
/// Of a schedule that has a follow-up.
io::Layer follow_up_table(const PatrolContext& context);
io::Layer metadata_table(const PatrolContext& context);
io::Layer metadata_table(const PlanningContext& context);
io::Layer metadata_table(const OpenContext& context);

// From registers alone: the same for everybody.
io::Layer district_boundary_layer(const Registers& registers, const PageContext& page);
io::Layer krppa_layer(const Registers& registers, const PageContext& page);
io::Layer post_layer(const Registers& registers, const PageContext& page);
io::Layer service_layer(const Registers& registers, const PageContext& page);

/// The columns that name a village, of every village.
void add_identity(io::Layer& layer, const Registers& registers, const Catalogue& words);

/// The column by which every village says whether the ranking steers the patrols.
void add_ranking_state(io::Layer& layer, const PageContext& page, std::size_t rows);

/// The way of a tour from its post to its post.
io::GeoLine tour_path(std::size_t tour, const PatrolContext& context);

/// An empty layer with title and description from the catalogue, the origin of the boundaries and
/// the mark of synthetic data.
io::Layer start_layer(std::string table, const PageContext& page);

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
