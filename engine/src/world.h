#pragma once

#include "rawan/algorithms/exposure.h"
#include "rawan/engine/study.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace rawan::engine {

/// A place that is unsafe in the synthetic world, and why.
struct WorldHotspot {
  std::uint32_t site = 0;
  Point position;
  io::PlaceType place = io::PlaceType::jalan_umum;
  io::IssueType issue = io::IssueType::gelap_sepi;
  io::EnvFactor factor = io::EnvFactor::gelap;
  double hour = 20.0;  ///< When it is worst.
};

/// A place pointed out by a woman.
struct WorldMark {
  Point position;
  io::PlaceType place = io::PlaceType::jalan_umum;
  io::IssueType issue = io::IssueType::gelap_sepi;
  io::EnvFactor factor = io::EnvFactor::gelap;
  std::int32_t minute = 0;  ///< After midnight.
  bool by_man = false;      ///< Told by a man: no part of the women's rate.
};

struct WorldDialogue {
  std::uint32_t site = 0;
  std::uint32_t squad = 0;
  Day day{};
  std::int32_t women = 0;
  std::int32_t men = 0;
  std::vector<WorldMark> marks;
  std::vector<WorldMark> findings;        ///< Officers' own, on the same visit.
  std::vector<WorldMark> private_places;  ///< Told in confidence: never a place on a map.
};

/// A district whose truth is known (docs/simulation.md).
struct World {
  std::vector<double> rate;  ///< True marks per woman consulted, one per site.
  std::vector<WorldHotspot> hotspots;
  std::vector<WorldDialogue> dialogues;  ///< By site, day.
};

/// Draws a world. Every site has its own streams, so that one village does not move another.
/// @param squad_of the squad that patrols each site.
World make_world(const Sites& sites, std::span<const std::uint32_t> squad_of,
                 const SimulateConfig& config, const PeriodConfig& period, std::uint64_t seed);

/// The dialogues as the analysis sees them: women and women's marks.
std::vector<Dialogue> dialogues_of(const World& world);

}  // namespace rawan::engine
