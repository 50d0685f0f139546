#pragma once

#include "rawan/engine/config.h"

#include <string>

namespace rawan::engine {

/// Calls `visit(std::string&)` for the path of every input that is named.
template <class Visit>
void for_each_path(InputsConfig& inputs, Visit&& visit) {
  visit(inputs.villages.path);
  if (!inputs.villages.names.empty()) visit(inputs.villages.names);
  for (io::ReportSource& source : inputs.reports) visit(source.path);
  for (auto* table :
       {&inputs.patrol_log, &inputs.krppa, &inputs.population, &inputs.posts, &inputs.squads,
        &inputs.contacts, &inputs.sensitive_sites, &inputs.crosswalk}) {
    if (*table) visit((*table)->path);
  }
  if (inputs.checkins) {
    visit(inputs.checkins->path);
    visit(inputs.checkins->schedule);
  }
  for (auto* file : {&inputs.roads, &inputs.speeds, &inputs.travel_matrix, &inputs.overrides}) {
    if (*file) visit((*file)->path);
  }
}

}  // namespace rawan::engine
