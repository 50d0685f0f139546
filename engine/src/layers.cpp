#include "layers.h"

namespace rawan::engine {

io::Layer start_layer(std::string table, const LayerContext& context) {
  const Catalogue& words = context.words;
  std::string about = words.text("layer." + table + ".about");
  if (!context.config.inputs.villages_attribution.empty()) {
    about +=
        " " + words.text("layer.origin", {{"origin", context.config.inputs.villages_attribution}});
  }
  if (context.config.project.synthetic) about = words.text("mark.synthetic") + ". " + about;
  std::string title = layer_title(table, words);
  return {.name = std::move(table),
          .title = std::move(title),
          .description = std::move(about),
          .shapes = {},
          .columns = {}};
}

std::vector<io::Layer> make_layers(const LayerContext& context) {
  return {village_layer(context),  district_layer(context), hotspot_layer(context),
          cell_layer(context),     krppa_layer(context),    stop_layer(context),
          route_layer(context),    post_layer(context),     service_layer(context),
          schedule_table(context), unserved_table(context), fairness_table(context),
          quality_table(context),  issue_table(context),    metadata_table(context)};
}

std::vector<io::Layer> make_patrol_layers(const LayerContext& context) {
  return {stop_layer(context),     route_layer(context),    post_layer(context),
          service_layer(context),  schedule_table(context), unserved_table(context),
          fairness_table(context), metadata_table(context)};
}

}  // namespace rawan::engine
