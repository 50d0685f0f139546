#include "planning_coverage.h"

#include "district_areas.h"
#include "layer_words.h"
#include "remedies.h"

#include <algorithm>
#include <map>

namespace rawan::engine {
namespace {

/// The newest complete year, else quarter; empty: there is none.
std::string newest_window(const PlanningView& view) {
  return view.windows.empty() ? "" : view.windows.back();
}

/// Classes of people who told in a window, by area.
std::map<std::string, const AreaCount*> counts_in(const std::string& window,
                                                  const PlanningView& view) {
  std::map<std::string, const AreaCount*> counts;
  for (const AreaCount& count : view.counts) {
    if (count.measure == kReporters && count.window == window) counts[count.area] = &count;
  }
  return counts;
}

/// Columns of people who told in the newest complete window.
void add_reporters(io::Layer& layer, const std::vector<std::string>& areas,
                   const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  const std::string window = newest_window(context.view());
  const auto counts = counts_in(window, context.view());
  fill_column<Text>(layer, words, "periode", areas.size(), [&](std::size_t) -> std::optional<Text> {
    if (window.empty()) return std::nullopt;
    return window;
  });
  fill_column<Text>(layer, words, "pelapor", areas.size(), [&](std::size_t i) {
    const auto found = counts.find(areas[i]);
    if (found == counts.end() || !found->second->has_data) return words.text("class.nodata");
    const auto& shown = found->second->shown;
    return shown ? class_in_words(*shown) : words.text("class.masked");
  });
}

/// What the proposals of a village rest on.
io::EnvFactors factors_of_site(std::uint32_t site, const PlanningView& view) {
  io::EnvFactors factors;
  for (const Proposal& proposal : view.proposals) {
    if (proposal.site == site) factors |= proposal.factors;
  }
  return factors;
}

std::string factor_list(io::EnvFactors factors, const Catalogue& words) {
  std::string text;
  for (std::size_t i = 0; i < io::kEnvFactors; ++i) {
    if (factors[i]) text += (text.empty() ? "" : ", ") + label_of("env_factors", i, words);
  }
  return text;
}

}  // namespace

void add_village_coverage(io::Layer& layer, const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  std::vector<std::string> areas;
  for (const io::VillageId id : context.registers().sites.id) areas.push_back(io::to_dotted(id));
  add_reporters(layer, areas, context);
  fill_column<Text>(
      layer, words, "faktor_lingkungan", areas.size(), [&](std::size_t i) -> std::optional<Text> {
        const auto factors = factors_of_site(static_cast<std::uint32_t>(i), context.view());
        if (factors.none()) return std::nullopt;
        return factor_list(factors, words);
      });
}

void add_district_coverage(io::Layer& layer, std::span<const DistrictArea> districts,
                           const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  const auto& villages = context.view().villages;
  const auto share = [&](const char* name, auto holds) {
    fill_column<double>(
        layer, words, name, districts.size(),
        [&](std::size_t i) {
          const auto& sites = districts[i].sites;
          const auto count =
              std::ranges::count_if(sites, [&](std::uint32_t s) { return holds(villages[s]); });
          return 100.0 * static_cast<double>(count) / static_cast<double>(sites.size());
        },
        1);
  };
  share("persen_desa_dikunjungi", [](const PlannedVillage& v) { return v.effort.visits > 0; });
  share("persen_desa_belum_ada_data", [](const PlannedVillage& v) { return !v.has_data; });
  fill_column<Whole>(layer, words, "desa_disamarkan", districts.size(), [&](std::size_t i) {
    return Whole(std::ranges::count_if(districts[i].sites, [&](std::uint32_t s) {
      return villages[s].has_data && !villages[s].band;
    }));
  });
  std::vector<std::string> areas;
  for (const DistrictArea& district : districts) areas.push_back(io::to_dotted(district.id));
  add_reporters(layer, areas, context);
}

}  // namespace rawan::engine
