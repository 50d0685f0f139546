#include "layers.h"

#include "layers_burden.h"

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

std::vector<io::Layer> restricted_layers(const RestrictedContext& context) {
  const io::Ledger& ledger = context.results.records.ledger;
  const Registers& registers = *context.cleared.view().registers;
  return {village_layer(context),
          district_layer(context),
          hotspot_layer(context),
          cell_layer(context),
          report_point_layer(context),
          report_table(context),
          krppa_layer(registers, context.page),
          service_layer(registers, context.page),
          burden_layer(context),
          quality_table(ledger, context.page),
          issue_table(ledger, context.page),
          metadata_table(context)};
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
