#include "layers.h"

#include "country_layers.h"
#include "layers_burden.h"

#include <iterator>

namespace rawan::engine {

io::Layer start_layer(std::string table, const PageContext& page) {
  const Catalogue& words = page.words;
  const Config& config = page.config;
  std::string about = words.text("layer." + table + ".about");
  if (!config.inputs.villages_attribution.empty()) {
    about += " " + words.text("layer.origin", {{"origin", config.inputs.villages_attribution}});
  }
  if (config.project.synthetic) about = words.text("mark.synthetic") + ". " + about;
  std::string title = layer_title(table, words);
  return {.name = std::move(table),
          .title = std::move(title),
          .description = std::move(about),
          .shapes = {},
          .columns = {}};
}

void add_ranking_state(io::Layer& layer, const PageContext& page, std::size_t rows) {
  const char* state = page.ranking_suspended ? "ranking.suspended.short" : "ranking.in_force";
  fill_column<Text>(layer, page.words, "status_peringkat", rows,
                    [&](std::size_t) { return page.words.text(state); });
}

std::vector<io::Layer> layers_of_areas(const RestrictedContext& context) {
  return {village_layer(context),
          district_layer(context),
          hotspot_layer(context),
          cell_layer(context),
          report_point_layer(context),
          report_table(context),
          krppa_layer(*context.cleared.view().registers, context.page),
          burden_layer(context)};
}

std::vector<io::Layer> restricted_layers(const RestrictedContext& context) {
  const io::Ledger& ledger = context.results.records.ledger;
  std::vector<io::Layer> layers = layers_of_areas(context);
  const auto before_burden = std::prev(layers.end());
  layers.insert(before_burden, service_layer(*context.cleared.view().registers, context.page));
  layers.push_back(quality_table(ledger, context.page));
  layers.push_back(issue_table(ledger, context.page));
  layers.push_back(metadata_table(context));
  return layers;
}

std::vector<io::Layer> operational_layers(const PatrolContext& context) {
  const Registers& registers = context.registers();
  std::vector<io::Layer> layers{band_layer(context),
                                safe_hotspot_layer(context),
                                safe_cell_layer(context),
                                district_boundary_layer(registers, context.page),
                                krppa_layer(registers, context.page),
                                stop_layer(context),
                                route_layer(context),
                                post_layer(registers, context.page),
                                service_layer(registers, context.page),
                                schedule_table(context),
                                unserved_table(context),
                                fairness_table(context),
                                metadata_table(context)};
  if (!context.schedule.checkins.visits.empty()) layers.push_back(dwell_table(context));
  if (context.schedule.follow_up) layers.push_back(follow_up_table(context));
  return layers;
}

}  // namespace rawan::engine
