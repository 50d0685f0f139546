#include "planning_counts.h"

#include "area_code.h"
#include "failure.h"
#include "layer_words.h"
#include "rawan/engine/gates.h"
#include "residents.h"

#include <algorithm>
#include <map>
#include <set>

namespace rawan::engine {
namespace {

using disclosure::Showing;

struct Area {
  std::string code;
  AreaLevel level = AreaLevel::village;
  std::vector<std::uint32_t> sites;
  std::vector<std::uint32_t> parts;  ///< Finest areas in it.
};

/// The areas of a level by code: whole numbers of sites.
std::vector<Area> areas_of(const Sites& sites, AreaLevel level) {
  std::map<std::string, Area> by_code;
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    const std::string village = io::to_dotted(sites.id[site]);
    Area& area = by_code[area_code(village, level)];
    area.level = level;
    area.sites.push_back(site);
  }
  std::vector<Area> areas;
  for (auto& [code, area] : by_code) {
    area.code = code;
    areas.push_back(std::move(area));
  }
  return areas;
}

/// The areas from the finest level up; those of the finest are their own parts.
std::vector<Area> all_areas(const Sites& sites, AreaLevel finest) {
  std::vector<Area> all = areas_of(sites, finest);
  const std::size_t parts = all.size();
  std::vector<std::uint32_t> part_of(sites.size());
  for (std::uint32_t part = 0; part < parts; ++part) {
    all[part].parts = {part};
    for (const std::uint32_t site : all[part].sites) part_of[site] = part;
  }
  for (int level = static_cast<int>(finest) + 1; level <= 2; ++level) {
    for (Area& area : areas_of(sites, static_cast<AreaLevel>(level))) {
      std::set<std::uint32_t> inside;
      for (const std::uint32_t site : area.sites) inside.insert(part_of[site]);
      area.parts.assign(inside.begin(), inside.end());
      all.push_back(std::move(area));
    }
  }
  return all;
}

/// A window with the quarters it consists of.
struct Span {
  Window window;
  std::vector<std::uint32_t> quarters;
};

std::vector<Span> spans_of(const PeriodConfig& period) {
  std::vector<Span> spans;
  const std::vector<Window> quarters = complete_quarters(period);
  for (std::uint32_t q = 0; q < quarters.size(); ++q) spans.push_back({quarters[q], {q}});
  for (const Window& year : complete_years(period)) {
    Span span{year, {}};
    for (std::uint32_t q = 0; q < quarters.size(); ++q) {
      if (quarters[q].from >= year.from && quarters[q].to <= year.to) span.quarters.push_back(q);
    }
    spans.push_back(std::move(span));
  }
  return spans;
}

bool is_counted(const Testimony& testimony, const std::string& measure) {
  if (!counts(testimony) || !testimony.site || !testimony.about_person) return false;
  return testimony.is_referral == (measure == kReferrals);
}

/// An area in a window: what is published or masked.
struct Unit {
  std::uint32_t area = 0;
  std::uint32_t span = 0;
  Group group;
  std::vector<std::uint64_t> people;
  const io::LedgerCell* before = nullptr;
  bool repeated = false;
};

class Counting {
 public:
  Counting(const std::string& measure, AreaLevel finest, const std::vector<Testimony>& all,
           const std::vector<bool>& doubtful, const Results& results, const Config& config,
           const TierPolicy& policy, const Memory& memory)
      : measure_(measure),
        all_(all),
        doubtful_(doubtful),
        results_(results),
        config_(config),
        policy_(policy),
        households_(households_of(results)),
        areas_(all_areas(results.study.sites, finest)),
        spans_(spans_of(config.period)),
        quarters_(complete_quarters(config.period).size()),
        parts_(static_cast<std::size_t>(std::ranges::count(areas_, finest, &Area::level))) {
    for (const Span& span : spans_) {
      effort_.push_back(logged_effort(results, span.window.from, span.window.to));
    }
    const std::vector<Group> atoms = atoms_of();
    for (std::uint32_t area = 0; area < areas_.size(); ++area) {
      for (std::uint32_t span = 0; span < spans_.size(); ++span) {
        units_.push_back(unit_of(area, span, atoms, memory));
      }
    }
    freeze();
    told_of_ = told_of();
  }

  PlanningCounts decide(const Control& control) const {
    const disclosure::Table table = table_of();
    const disclosure::SuppressionOptions options{.classes = policy_.classes,
                                                 .least = policy_.unit.min_reporters};
    const auto showing =
        disclosure::suppress_from_classes(table, options, showing_before(table), control);
    if (!disclosure::audit(table, showing, options, control).empty()) {
      throw GateRefusal(exit_code::kPrivacy, "gate_determined", {});
    }
    return written(table, showing);
  }

 private:
  std::size_t atom(std::uint32_t part, std::uint32_t quarter) const {
    return part * quarters_ + quarter;
  }

  std::vector<std::uint32_t> atoms_of_unit(const Unit& unit) const {
    std::vector<std::uint32_t> atoms;
    for (const std::uint32_t part : areas_[unit.area].parts) {
      for (const std::uint32_t quarter : spans_[unit.span].quarters) {
        atoms.push_back(static_cast<std::uint32_t>(atom(part, quarter)));
      }
    }
    std::ranges::sort(atoms);
    return atoms;
  }

  std::vector<Group> atoms_of() const {
    std::vector<std::uint32_t> part_of(results_.study.sites.size());
    for (std::uint32_t part = 0; part < parts_; ++part) {
      for (const std::uint32_t site : areas_[part].sites) part_of[site] = part;
    }
    std::vector<Group> atoms(parts_ * quarters_);
    for (std::uint32_t i = 0; i < all_.size(); ++i) {
      if (!is_counted(all_[i], measure_)) continue;
      const Day day = told_day(results_.records.reports[all_[i].report]);
      for (std::uint32_t q = 0; q < quarters_; ++q) {
        const Window& window = spans_[q].window;
        if (day >= window.from && day <= window.to)
          atoms[atom(part_of[*all_[i].site], q)].push_back(i);
      }
    }
    return atoms;
  }

  Unit unit_of(std::uint32_t area, std::uint32_t span, const std::vector<Group>& atoms,
               const Memory& memory) const {
    Unit unit{.area = area, .span = span};
    for (const std::uint32_t a : atoms_of_unit(unit)) {
      unit.group.insert(unit.group.end(), atoms[a].begin(), atoms[a].end());
    }
    unit.people = ledger_reporters(unit.group, all_, memory.key);
    unit.before = memory.ledger.last(std::string(code_of(Tier::planning)), areas_[area].code,
                                     spans_[span].window.name, measure_);
    return unit;
  }

  bool changed_too_little(const Unit& unit) const {
    if (unit.before == nullptr) return false;
    const std::size_t change = difference_of(unit.before->reporters, unit.people);
    return change > 0 && change < policy_.unit.min_reporters;
  }

  /// A window is replaced as a whole or not at all: what was audited together stays together.
  void freeze() {
    std::set<std::uint32_t> frozen;
    for (const Unit& unit : units_) {
      if (!changed_too_little(unit)) continue;
      frozen.insert(spans_[unit.span].quarters.begin(), spans_[unit.span].quarters.end());
    }
    for (Unit& unit : units_) {
      const auto& quarters = spans_[unit.span].quarters;
      unit.repeated = was_published(unit.span) &&
                      std::ranges::any_of(quarters, [&](auto q) { return frozen.contains(q); });
      if (!unit.repeated) continue;
      unit.people = unit.before != nullptr ? unit.before->reporters : std::vector<std::uint64_t>();
    }
  }

  bool was_published(std::uint32_t span) const {
    return std::ranges::any_of(
        units_, [&](const Unit& unit) { return unit.span == span && unit.before != nullptr; });
  }

  bool is_safe(const Unit& unit) const {
    if (unit.repeated) {
      return unit.before != nullptr && (!unit.before->shown.empty() || unit.before->complementary);
    }
    const auto households = sum_over(areas_[unit.area].sites, households_);
    return disclosure::is_safe(evidence_of(without(unit.group, doubtful_), all_, households),
                               policy_.unit);
  }

  bool is_atom(const Unit& unit) const { return unit.area < parts_ && unit.span < quarters_; }

  /// Atoms that may hold somebody for all that readers know: readers take it that nobody told where
  /// no patrol asked and nothing is shown. The log says so whatever the tables say.
  std::vector<bool> told_of() const {
    std::vector<bool> told(parts_ * quarters_, false);
    for (const Unit& unit : units_) {
      if (is_atom(unit)) told[atoms_of_unit(unit)[0]] = has_visits(unit) || is_safe(unit);
    }
    return told;
  }

  bool is_told_of(const Unit& unit) const { return !only_told_of(atoms_of_unit(unit)).empty(); }

  std::vector<std::uint32_t> only_told_of(std::vector<std::uint32_t> atoms) const {
    std::erase_if(atoms, [&](std::uint32_t a) { return !told_of_[a]; });
    return atoms;
  }

  /// Counts as they are, sums as readers take them; a sum of nobody of whom they think ties
  /// nothing.
  disclosure::Table table_of() const {
    disclosure::Table table;
    table.count.resize(parts_ * quarters_);
    for (const Unit& unit : units_) {
      if (!is_atom(unit)) continue;
      table.count[atoms_of_unit(unit)[0]] = static_cast<std::uint32_t>(unit.people.size());
    }
    table.atom_safe.resize(table.count.size());
    for (const Unit& unit : units_) {
      std::vector<std::uint32_t> atoms = only_told_of(atoms_of_unit(unit));
      table.safe.push_back(is_safe(unit) && !atoms.empty());
      if (is_atom(unit)) table.atom_safe[atoms_of_unit(unit)[0]] = table.safe.back();
      table.units.push_back(atoms.empty() ? atoms_of_unit(unit) : std::move(atoms));
    }
    table.siblings = siblings();
    return table;
  }

  /// Whether the class of a sum hangs on people of whom readers do not think.
  bool is_moved_by_others(const Unit& unit, const disclosure::Table& table) const {
    const std::vector<std::uint32_t> atoms = atoms_of_unit(unit);
    return class_of(only_told_of(atoms), table) != class_of(atoms, table);
  }

  std::optional<std::size_t> class_of(const std::vector<std::uint32_t>& atoms,
                                      const disclosure::Table& table) const {
    return disclosure::class_of(sum_of(atoms, table), policy_.classes);
  }

  /// The finest areas of one area above, in one quarter, and the quarters of one of them in a year.
  std::vector<std::vector<std::uint32_t>> siblings() const {
    std::vector<std::vector<std::uint32_t>> groups;
    for (const Unit& unit : units_) {
      if (unit.area < parts_ && unit.span >= quarters_) {
        groups.push_back(only_told_of(atoms_of_unit(unit)));
      }
    }
    for (const Area& area : areas_) {
      const bool is_parent = static_cast<int>(area.level) == static_cast<int>(areas_[0].level) + 1;
      for (std::uint32_t q = 0; is_parent && q < quarters_; ++q) {
        std::vector<std::uint32_t> group;
        for (const std::uint32_t part : area.parts) {
          group.push_back(static_cast<std::uint32_t>(atom(part, q)));
        }
        groups.push_back(only_told_of(std::move(group)));
      }
    }
    return groups;
  }

  /// What earlier releases showed. Beside it, a sum that is moved by others is not shown; and what
  /// no patrol asked about is not hidden for the sake of others, for readers would take it for
  /// nobody and be sure of the others.
  std::vector<Showing> showing_before(const disclosure::Table& table) const {
    std::vector<Showing> before(units_.size(), Showing::primary);
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const Unit& unit = units_[u];
      const bool was_shown = unit.before != nullptr && !unit.before->shown.empty();
      const bool was_hidden = unit.before != nullptr && unit.before->complementary;
      const bool is_new = unit.before == nullptr && is_atom(unit) && !has_visits(unit) &&
                          class_of(atoms_of_unit(unit), table);
      if (was_hidden || is_moved_by_others(unit, table)) before[u] = Showing::complementary;
      if (table.safe[u] && (was_shown || is_new)) before[u] = Showing::shown;
    }
    return before;
  }

  static std::uint32_t sum_of(const std::vector<std::uint32_t>& atoms,
                              const disclosure::Table& table) {
    std::uint32_t sum = 0;
    for (const std::uint32_t a : atoms) sum += table.count[a];
    return sum;
  }

  /// Without a log nobody knows who was asked: then it may have been everybody.
  bool has_visits(const Unit& unit) const {
    if (results_.records.visits.empty()) return true;
    const std::vector<LoggedEffort>& effort = effort_[unit.span];
    return std::ranges::any_of(areas_[unit.area].sites,
                               [&](std::uint32_t site) { return effort[site].visits > 0; });
  }

  PlanningCounts written(const disclosure::Table& table,
                         const std::vector<Showing>& showing) const {
    PlanningCounts result;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const Unit& unit = units_[u];
      const bool shown = showing[u] == Showing::shown;
      AreaCount count{.area = areas_[unit.area].code,
                      .level = areas_[unit.area].level,
                      .window = spans_[unit.span].window.name,
                      .measure = measure_,
                      .has_data = shown || is_told_of(unit),
                      .as_of = iso_date(config_.period.to)};
      const bool unchanged =
          unit.before != nullptr && difference_of(unit.before->reporters, unit.people) == 0;
      if (unchanged) count.as_of = unit.before->since;
      if (shown) count.shown = class_text(sum_of(atoms_of_unit(unit), table), policy_.classes);
      result.primary += showing[u] == Showing::primary ? 1 : 0;
      result.complementary += showing[u] == Showing::complementary ? 1 : 0;
      if (!unit.people.empty() || unit.before != nullptr) {
        result.record.push_back({.unit = count.area,
                                 .window = count.window,
                                 .measure = measure_,
                                 .shown = count.shown.value_or(""),
                                 .complementary = showing[u] == Showing::complementary,
                                 .since = count.as_of,
                                 .reporters = unit.people});
      }
      result.counts.push_back(std::move(count));
    }
    return result;
  }

  std::string measure_;
  const std::vector<Testimony>& all_;
  const std::vector<bool>& doubtful_;
  const Results& results_;
  const Config& config_;
  const TierPolicy& policy_;
  std::vector<std::optional<double>> households_;
  std::vector<Area> areas_;
  std::vector<Span> spans_;
  std::size_t quarters_;
  std::size_t parts_;
  std::vector<std::vector<LoggedEffort>> effort_;  ///< Per span and site.
  std::vector<Unit> units_;
  std::vector<bool> told_of_;  ///< Per atom.
};

}  // namespace

PlanningCounts count_people(const std::string& measure, AreaLevel finest,
                            const std::vector<Testimony>& all, const std::vector<bool>& doubtful,
                            const Results& results, const Config& config, const TierPolicy& policy,
                            const Memory& memory, const Control& control) {
  if (complete_quarters(config.period).empty()) return {};
  return Counting(measure, finest, all, doubtful, results, config, policy, memory).decide(control);
}

}  // namespace rawan::engine
