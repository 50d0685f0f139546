#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// Worlds in which patrols write down what they find and are sent by what was written down: does
/// a policy chase its own records? All of it synthetic (docs/validation.md).
namespace rawan::engine::feedback {

enum class World : std::uint8_t {
  two_areas,       ///< W1: no reports, one visit a round.
  forty_areas,     ///< W2: rates differ, a fixed share of women's reports arrives without patrols.
  equal,           ///< W3: W2 with the same rate everywhere.
  double_visits,   ///< W4: W2 with half the visits, each of twice the effort.
  unequal_voices,  ///< W5: W2 where women of different areas tell between 5 % and 60 %.
  change,          ///< W6: W2, four areas become three times as bad halfway.
  deterrence,      ///< W7: W2, a visit lowers the rate of its round by up to 30 %.
  compliance       ///< W8: W2, only 60 % of the visits are made.
};

/// How much of the program chooses in a world.
enum class Depth : std::uint8_t {
  allocation,  ///< The stage that draws visits, on everything that was recorded.
  banding,     ///< The same on what the gate lets commanders know of the women.
  pipeline     ///< Tables in, schedule out: every stage of `rawan run` but the writing of files.
};

/// "W1" ... "W8".
std::string_view code_of(World world);
std::optional<World> world_named(std::string_view code);

/// "allocation", "banding", "pipeline".
std::string_view code_of(Depth depth);

/// What holds for all seeds of a world.
struct WorldTerms {
  World world = World::forty_areas;
  Depth depth = Depth::allocation;
  std::size_t areas = 40;
  std::uint32_t rounds = 104;
  std::uint32_t slots = 20;          ///< Visits of a round.
  double detection = 1.0;            ///< v visits find 1 - exp(-detection v); 0: all that v allow.
  std::uint32_t start_rounds = 12;   ///< In these the policy under test does not choose.
  std::size_t favored = 4;           ///< The first areas, which get 80 % of the start.
  bool fair_start = false;           ///< The start is even instead.
  std::vector<double> rates;         ///< Of W1; empty: drawn.
  std::vector<double> start_counts;  ///< Of W1: found before the first round, one visit each.
};

WorldTerms terms_of(World world);

/// The truth of one seed.
struct Truth {
  std::vector<double> rate;   ///< True events per round, at the start.
  std::vector<double> voice;  ///< Share of them that women report without patrols.
  /// From this round on areas `changed` are three times as bad; none: never.
  std::optional<std::uint32_t> change_at;
  std::vector<std::size_t> changed;

  double rate_in(std::size_t area, std::uint32_t round) const;
  /// Of all true events of a round, one share per area.
  std::vector<double> shares_in(std::uint32_t round) const;
};

Truth draw_truth(const WorldTerms& terms, std::uint64_t seed);

}  // namespace rawan::engine::feedback
