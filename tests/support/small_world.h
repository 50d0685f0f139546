#pragma once

#include "rawan/engine/gate.h"

namespace rawan::testing {

/// Two square villages side by side near Bengkayang, 10 km wide, and nothing else.
struct SmallWorld {
  engine::Config config;
  engine::Records records;

  SmallWorld();

  io::VillageId village(std::size_t i) const { return records.villages.villages[i].id; }

  /// A woman's mark in a village, told in a dialogue.
  io::Report& add_mark(std::size_t village, const std::string& dialogue);

  /// A visit of the patrol log with a dialogue.
  io::PatrolVisit& add_visit(std::size_t village, const std::string& dialogue, int women);

  engine::Study study() const { return engine::project(records, config); }
  engine::Exposure exposure() const { return engine::measure_exposure(records, study(), config); }
};

/// What the stages found in it.
struct Analyzed {
  engine::Study study;
  engine::Exposure exposure;
  engine::Findings findings;
  engine::Ranking ranking;
};
Analyzed analyzed(const SmallWorld& world);

/// What commanders of patrols may know of it, before anything was analysed.
engine::Cleared<engine::Tier::operational> cleared_for_patrols(const SmallWorld& world);

}  // namespace rawan::testing
