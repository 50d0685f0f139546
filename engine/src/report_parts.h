#pragma once

#include "layers.h"
#include "rawan/io/page.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Chapters of the report for planners.
namespace rawan::engine {

using Blocks = std::vector<io::Block>;

// Each adds its blocks.
void add_front(const PlanningContext& context, Blocks& blocks);
void add_ranking(const PlanningContext& context, Blocks& blocks);
void add_known(const PlanningContext& context, Blocks& blocks);
void add_remedies(const PlanningContext& context, Blocks& blocks);
void add_voices(const PlanningContext& context, Blocks& blocks);
void add_zones(const PlanningContext& context, Blocks& blocks);
void add_quality(const PlanningContext& context, Blocks& blocks);
void add_method(const PlanningContext& context, Blocks& blocks);

/// The page around a report, without a chapter.
io::Document start_report(Tier tier, const PageContext& page);

/// That visits are even until a person resumes the ranking, in the words of the summary.
void add_suspension(const PageContext& page, Blocks& blocks);

/// What the numbers cannot say, and where to find help.
void add_limits(const Registers& registers, const PageContext& page, Blocks& blocks);

/// Villages by class, those without a band and those without data told apart, D/KRPPA outlined.
/// @param is_masked a village without a band has one that is not shown, not too little data.
io::MapFigure class_map(const Sites& sites, const std::vector<PriorityClass>& classes,
                        bool is_masked, const Catalogue& words);

/// Of domain.md 7; of a village without a band gray.
std::string band_color(PriorityClass band);

/// "12 sampai 40".
std::string interval_words(double low, double high, const Catalogue& words);

/// A sentence of the catalogue about counts.
io::Paragraph sentence_of(std::string_view key,
                          const std::vector<std::pair<std::string_view, std::string>>& values,
                          const Catalogue& words);

/// "triwulan 3 2026" for "2026-Q3".
std::string window_text(const std::string& window, const Catalogue& words);

std::string whole_number(std::uint64_t value, const Catalogue& words);

/// How many villages stand how.
struct VillageTally {
  std::uint32_t all = 0;
  std::uint32_t visited = 0;
  std::uint32_t banded = 0;
  std::uint32_t urgent = 0;  ///< Of the two highest bands.
  std::uint32_t masked = 0;
  std::uint32_t unknown = 0;
};
VillageTally tally_of(const std::vector<std::uint32_t>& sites, const PlanningView& view);
VillageTally tally_of(const PlanningView& view);

}  // namespace rawan::engine
