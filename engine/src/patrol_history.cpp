#include "patrol_history.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {
namespace {

constexpr std::int32_t kWeek = 7;

/// Rounds x sites of zeros.
allocation::Stream empty_stream(std::size_t cells, double weight) {
  return {std::vector<double>(cells, 0.0), std::vector<double>(cells, 0.0), weight};
}

/// What a second visit in the same round finds, the first one has found in part.
double effort_of(double visits, double detection) {
  return detection > 0.0 ? 1.0 - std::exp(-detection * visits) : visits;
}

/// Places events and effort in their round.
class RoundTable {
 public:
  RoundTable(const Rounds& rounds, std::size_t sites) : rounds_(rounds), sites_(sites) {}

  std::size_t cells() const { return rounds_.count() * sites_; }
  void add(std::vector<double>& column, std::uint32_t site, Day day, double amount) const {
    if (const auto round = rounds_.of(day)) column[*round * sites_ + site] += amount;
  }

 private:
  const Rounds& rounds_;
  std::size_t sites_;
};

allocation::Stream findings_of(const Exposure& exposure, const RoundTable& table,
                               const AllocationConfig& config) {
  allocation::Stream stream = empty_stream(table.cells(), config.findings);
  for (const PatrolDay& visit : exposure.visits) {
    table.add(stream.effort, visit.site, visit.day, 1.0);
  }
  for (const Finding& finding : exposure.findings) {
    table.add(stream.events, finding.site, finding.day, 1.0);
  }
  for (double& effort : stream.effort) effort = effort_of(effort, config.detection);
  return stream;
}

allocation::Stream marks_of(const Exposure& exposure, const RoundTable& table,
                            const AllocationConfig& config) {
  allocation::Stream stream = empty_stream(table.cells(), config.marks);
  for (std::size_t i = 0; i < exposure.dialogues.size(); ++i) {
    const Dialogue& dialogue = exposure.dialogues[i];
    table.add(stream.effort, dialogue.site, exposure.dialogue_day[i], dialogue.women);
    table.add(stream.events, dialogue.site, exposure.dialogue_day[i], dialogue.marks);
  }
  return stream;
}

}  // namespace

Rounds::Rounds(const Config& config)
    : from_(config.period.from),
      to_(config.period.to),
      start_(config.patrol.start),
      days_(std::max(kWeek, config.patrol.days)) {
  const auto days = (start_ - from_).count();
  if (days > 0) count_ = static_cast<std::size_t>((days + days_ - 1) / days_);
}

std::optional<std::size_t> Rounds::of(Day day) const {
  if (day < from_ || day >= start_) return std::nullopt;
  const auto back = static_cast<std::size_t>(((start_ - day).count() - 1) / days_);
  return count_ - 1 - back;
}

std::optional<std::uint32_t> Rounds::since(const std::optional<Day>& visit) const {
  if (!visit) return std::nullopt;
  if (*visit >= start_) return 1;
  const auto round = of(*visit);
  return round ? std::optional(static_cast<std::uint32_t>(count_ - *round)) : std::nullopt;
}

std::uint64_t Rounds::coming() const {
  return static_cast<std::uint64_t>(start_.time_since_epoch().count() / days_);
}

bool Rounds::is_within_period(std::size_t round) const {
  const Day end = start_ - std::chrono::days(days_ * static_cast<std::int64_t>(count_ - round - 1));
  return end - std::chrono::days(days_) >= from_ && end - std::chrono::days(1) <= to_;
}

std::uint32_t Rounds::from_weeks(std::uint32_t weeks) const {
  if (weeks == 0) return 0;
  return std::max(1U, weeks * kWeek / static_cast<std::uint32_t>(days_));
}

allocation::History patrol_history(const Study& study, const Exposure& exposure,
                                   const Config& config) {
  const Rounds rounds(config);
  const RoundTable table(rounds, study.sites.size());
  allocation::History history{.sites = study.sites.size(), .rounds = rounds.count()};
  history.streams.push_back(findings_of(exposure, table, config.allocation));
  history.streams.push_back(marks_of(exposure, table, config.allocation));
  for (const VillageEffort& effort : exposure.village) {
    history.since_visit.push_back(rounds.since(effort.last_visit));
  }
  return history;
}

}  // namespace rawan::engine
