#pragma once

#include "district_areas.h"
#include "layers.h"

namespace rawan::engine {

/// What all layers and pages of one set of results share.
struct ResultsPage {
  ResultsPage(const Results& results, const Config& config, const Catalogue& words)
      : projector(results.records.crs.crs),
        districts(district_areas(results.study.sites, results.records.villages.villages)),
        page{config, words, projector, districts, results.allocation.suspended} {}
  ResultsPage(const ResultsPage&) = delete;
  ResultsPage& operator=(const ResultsPage&) = delete;

  const io::Projector projector;
  const std::vector<DistrictArea> districts;
  const PageContext page;
};

}  // namespace rawan::engine
