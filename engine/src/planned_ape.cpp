#include "planned_ape.h"

#include "followed_marks.h"
#include "planned_effort.h"

#include <algorithm>
#include <array>

namespace rawan::engine {
namespace {

constexpr double kPercent = 100.0;

/// A share in percent of a part in a whole; without a whole there is no data.
ApeFigure share(std::string key, std::string detail, std::optional<double> part,
                std::optional<double> whole) {
  ApeFigure figure{.key = std::move(key), .detail = std::move(detail)};
  if (!part || !whole || *whole <= 0.0) return figure;
  figure.value = kPercent * *part / *whole;
  figure.part = part;
  figure.whole = whole;
  figure.status = FigureStatus::provisional;
  return figure;
}

ApeFigure number(std::string key, std::string detail, std::optional<double> value) {
  return {.key = std::move(key),
          .detail = std::move(detail),
          .value = value,
          .status = value ? FigureStatus::provisional : FigureStatus::no_data};
}

ApeFigure class_of(std::string key, std::string detail, const std::optional<std::string>& shown) {
  return {.key = std::move(key),
          .detail = std::move(detail),
          .shown = shown.value_or(""),
          .status = shown ? FigureStatus::provisional : FigureStatus::masked};
}

std::optional<double> as_number(const std::optional<std::int32_t>& told) {
  if (!told) return std::nullopt;
  return *told;
}

/// The effort of the whole period in all villages, and in those of a D/KRPPA zone.
struct Zones {
  LoggedEffort all;
  LoggedEffort zone;
  std::uint32_t villages = 0;  ///< In a zone.
  std::uint32_t visited = 0;
  bool has_log = false;
};

Zones zones_of(const Results& results, const Config& config,
               const std::vector<AreaEffort>& efforts) {
  Zones zones{.has_log = !efforts.empty()};
  const Sites& sites = results.study.sites;
  for (const auto& entry : sites.krppa) zones.villages += entry ? 1 : 0;
  for (const AreaEffort& row : efforts) {
    if (row.level != AreaLevel::village || row.window != period_name(config.period)) continue;
    zones.all += row.effort;
    const auto site = sites.find(*io::parse_village_code(row.area));
    if (!sites.krppa[*site]) continue;
    zones.zone += row.effort;
    zones.visited += row.effort.visits > 0 ? 1 : 0;
  }
  return zones;
}

using Figures = std::vector<ApeFigure>;

void add_patrols(const Zones& zones, Figures& figures) {
  if (!zones.has_log) {
    for (const char* key : {"ape_01", "ape_02", "ape_03", "ape_04"}) {
      figures.push_back(number(key, "", std::nullopt));
    }
    return;
  }
  figures.push_back(share("ape_01", "", zones.visited, zones.villages));
  figures.push_back(share("ape_02", "",
                          zones.villages > 0 ? std::optional(zones.zone.hours) : std::nullopt,
                          zones.all.hours));
  figures.push_back(number("ape_03", "", zones.all.dialogues));
  figures.push_back(number("ape_04", "perempuan", zones.all.women));
  figures.push_back(number("ape_04", "laki_laki", zones.all.men));
  figures.push_back(share("ape_04", "persen_perempuan", zones.all.women,
                          static_cast<double>(zones.all.women) + zones.all.men));
}

void add_marks(const FollowedMarks& marks, Figures& figures) {
  constexpr std::array<const char*, 3> kCounts{"dilaporkan", "diverifikasi", "ditindaklanjuti"};
  constexpr std::array<const char*, 3> kShares{"", "persen_diverifikasi", "persen_ditindaklanjuti"};
  for (std::size_t i = 0; i < kCounts.size(); ++i) {
    figures.push_back(class_of("ape_05", kCounts[i], marks.shown[i]));
  }
  for (std::size_t i = 1; i < kShares.size(); ++i) {
    const auto& range = marks.share[i];
    std::optional<std::string> text;
    if (range) text = std::to_string(range->first) + "-" + std::to_string(range->second);
    figures.push_back(class_of("ape_05", kShares[i], text));
  }
}

/// Referrals of the regency in each window, as planners see them.
void add_referrals(const std::vector<AreaCount>& counts, Figures& figures) {
  bool any = false;
  for (const AreaCount& count : counts) {
    if (count.level != AreaLevel::regency || count.measure != kReferrals) continue;
    ApeFigure figure = class_of("ape_07", count.area, count.shown);
    if (!count.has_data) figure.status = FigureStatus::no_data;
    if (figure.status == FigureStatus::provisional) figure.status = FigureStatus::final;
    figure.window = count.window;
    figures.push_back(std::move(figure));
    any = true;
  }
  if (!any) figures.push_back(number("ape_07", "", std::nullopt));
}

/// Rows of the log in which women and men were both counted.
void add_completeness(const Results& results, Figures& figures) {
  double filled = 0.0;
  for (const std::uint32_t row : results.study.visits) {
    const io::PatrolVisit& visit = results.records.visits[row];
    filled += visit.women_consulted && visit.men_consulted ? 1.0 : 0.0;
  }
  figures.push_back(share("ape_09", "", filled, static_cast<double>(results.study.visits.size())));
}

void add_squads(const std::vector<io::Squad>& squads, Figures& figures) {
  for (const char* detail : {"perempuan", "terlatih_pug"}) {
    for (const io::Squad& squad : squads) {
      const bool women = std::string_view(detail) == "perempuan";
      ApeFigure figure = share("ape_10", std::string(detail) + " " + squad.id,
                               as_number(women ? squad.officers_women : squad.trained_pug),
                               as_number(squad.officers));
      figures.push_back(std::move(figure));
    }
  }
  if (squads.empty()) figures.push_back(number("ape_10", "", std::nullopt));
}

}  // namespace

std::vector<ApeFigure> ape_figures(const std::vector<Testimony>& all,
                                   const std::vector<bool>& doubtful, const Results& results,
                                   const Config& config, const TierPolicy& policy,
                                   const Memory& memory, const std::vector<AreaEffort>& efforts,
                                   const std::vector<AreaCount>& counts,
                                   std::vector<io::LedgerCell>& record) {
  const Zones zones = zones_of(results, config, efforts);
  Figures figures;
  add_patrols(zones, figures);
  add_marks(followed_marks(all, doubtful, results, policy, memory, record), figures);
  // No input tells when something was followed up.
  figures.push_back(number("ape_06", "", std::nullopt));
  add_referrals(counts, figures);
  figures.push_back(number(
      "ape_08", "", zones.all.cards ? std::optional<double>(*zones.all.cards) : std::nullopt));
  add_completeness(results, figures);
  add_squads(results.records.squads, figures);
  for (ApeFigure& figure : figures) {
    if (figure.window.empty()) figure.window = period_name(config.period);
  }
  return figures;
}

}  // namespace rawan::engine
