#include "planned_villages.h"

#include "layer_words.h"
#include "residents.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rawan::engine {
namespace {

constexpr int kQuarters = 4;

/// Everything that people told of a village, private matters apart.
std::vector<Group> groups_of(const std::vector<Testimony>& all, std::size_t sites) {
  std::vector<Group> groups(sites);
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const bool told = all[i].about_person && !all[i].is_referral && counts(all[i]);
    if (told && all[i].site) groups[*all[i].site].push_back(i);
  }
  return groups;
}

/// The quarter of the list that holds a rank, 1 the highest.
int quarter_of(double rank, std::size_t ranked) {
  const double share = (rank - 1.0) / static_cast<double>(std::max<std::size_t>(ranked, 1));
  return std::clamp(static_cast<int>(share * kQuarters) + 1, 1, kQuarters);
}

bool is_band(PriorityClass priority) {
  return priority != PriorityClass::insufficient && priority != PriorityClass::no_data;
}

std::string text_of(const PlannedVillage& village) {
  if (!village.band) return "";
  const auto [highest, lowest] = *village.rank_quarters;
  return fmt::format("{} {} {}", code_of(*village.band), highest, lowest);
}

/// The inverse of text_of().
void repeat(const std::string& text, PlannedVillage& village) {
  for (const PriorityClass band :
       {PriorityClass::low, PriorityClass::medium, PriorityClass::high, PriorityClass::very_high}) {
    const std::string code(code_of(band));
    if (!text.starts_with(code + " ")) continue;
    std::array<int, 2> numbers{};
    std::size_t at = code.size();
    for (int& number : numbers) {
      std::size_t read = 0;
      number = std::stoi(text.substr(at), &read);
      at += read;
    }
    village.band = band;
    village.rank_quarters = {numbers[0], numbers[1]};
  }
}

void show(const VillagePriority& priority, std::size_t ranked, PlannedVillage& village) {
  village.band = priority.priority;
  const RankSummary& rank = priority.rate->rank;
  village.rank_quarters = {quarter_of(rank.low, ranked), quarter_of(rank.high, ranked)};
}

}  // namespace

std::vector<PlannedVillage> planned_villages(const std::vector<Testimony>& all,
                                             const std::vector<bool>& doubtful,
                                             const Results& results, const Config& config,
                                             const TierPolicy& policy, const Memory& memory,
                                             const std::vector<std::optional<RateRange>>& rates,
                                             std::vector<io::LedgerCell>& record) {
  const std::vector<Group> groups = groups_of(all, results.study.sites.size());
  const auto households = households_of(results);
  const auto effort = logged_effort(results, config.period.from, config.period.to);
  std::vector<PlannedVillage> villages;
  for (std::size_t site = 0; site < groups.size(); ++site) {
    const VillagePriority& priority = results.ranking.villages[site];
    const std::string unit = io::to_dotted(results.study.sites.id[site]);
    const auto* before =
        memory.ledger.last(std::string(code_of(Tier::planning)), unit, kRunning, "prioritas");
    auto people = ledger_reporters(groups[site], all, memory.key);
    PlannedVillage village{.has_data = effort[site].visits > 0, .effort = effort[site]};
    if (must_repeat(before, people, policy.unit.min_reporters)) {
      repeat(before->shown, village);
      people = before->reporters;
    } else if (is_band(priority.priority) &&
               disclosure::is_safe(
                   evidence_of(without(groups[site], doubtful), all, households[site]),
                   policy.unit)) {
      show(priority, results.ranking.rates.site.size(), village);
    }
    if (village.band) village.rate = rates[site];
    village.has_data = village.has_data || village.band.has_value();
    if (!people.empty() || before != nullptr) {
      record.push_back({.unit = unit,
                        .window = kRunning,
                        .measure = "prioritas",
                        .shown = text_of(village),
                        .since = iso_date(config.period.to),
                        .reporters = std::move(people)});
    }
    villages.push_back(std::move(village));
  }
  return villages;
}

std::string sources_in_classes(const std::vector<Testimony>& all, const TierPolicy& policy) {
  constexpr std::array<std::string_view, 4> kCodes{"asked", "volunteered", "seen", "third_hand"};
  std::array<Group, 4> groups;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (counts(all[i])) groups[static_cast<std::size_t>(all[i].origin)].push_back(i);
  }
  std::string text;
  for (std::size_t origin = 0; origin < groups.size(); ++origin) {
    const std::uint32_t people = evidence_of(groups[origin], all).reporters;
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", kCodes[origin],
                        class_text(people, policy.classes).value_or("disamarkan"));
  }
  return text;
}

}  // namespace rawan::engine
