#include "checkins.h"
#include "gathered.h"
#include "national_contacts.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/engine/stages.h"
#include "rawan/io/crs.h"
#include "rawan/io/error.h"
#include "rawan/io/read_inputs.h"
#include "rawan/io/sensitive_sites.h"
#include "shift_pattern.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace rawan::engine {
namespace {

/// Villages in meters, ready to be asked which of them holds a position.
struct Locator {
  mutable tbb::enumerable_thread_specific<io::Projector> projectors;
  AreaIndex index;
  Meters tolerance;

  Locator(io::MetricCrs crs, std::vector<Polygon> areas, Meters gap_tolerance)
      : projectors([crs] { return io::Projector(crs); }),
        index(std::move(areas)),
        tolerance(gap_tolerance) {}

  std::optional<io::Located> find(const std::vector<io::VillageId>& ids,
                                  io::GeoPoint position) const {
    using How = io::Located::How;
    const Placement placement = index.locate(projectors.local().to_meters(position), tolerance);
    if (placement.how == Placement::How::outside) return std::nullopt;
    How how = placement.how == Placement::How::nearest ? How::nearest : How::inside;
    if (placement.how == Placement::How::overlap) how = How::border;
    return io::Located{how, ids[placement.site]};
  }
};

std::shared_ptr<const Locator> make_locator(const std::vector<io::Village>& villages,
                                            io::MetricCrs crs, Meters tolerance) {
  constexpr std::size_t kBlock = 4096;
  std::vector<Polygon> areas(villages.size());
  parallel_for((villages.size() + kBlock - 1) / kBlock, [&](std::size_t block) {
    const io::Projector projector(crs);
    const std::size_t end = std::min(villages.size(), (block + 1) * kBlock);
    for (std::size_t i = block * kBlock; i < end; ++i) {
      areas[i] = projector.to_meters(villages[i].area);
    }
  });
  return std::make_shared<Locator>(crs, std::move(areas), tolerance);
}

/// A box wide enough that every point within the gap tolerance of a village lies in it.
bool roughly_contains(const io::GeoBox& box, io::GeoPoint p, Meters tolerance) {
  const double margin = tolerance.value / 100'000.0 + 1e-3;
  return p.lon >= box.low.lon - margin && p.lon <= box.high.lon + margin &&
         p.lat >= box.low.lat - margin && p.lat <= box.high.lat + margin;
}

io::Region make_region(const std::vector<io::Village>& villages, io::MetricCrs crs,
                       const Config& config) {
  io::Region region;
  region.regency = config.project.regency;
  region.box = io::bounding_box(villages);
  for (const io::Village& village : villages) {
    region.villages.push_back(village.id);
    region.names.push_back(village.name);
    region.districts.push_back(village.district);
  }
  const Meters tolerance = config.validation.gap_tolerance;
  const auto locator = make_locator(villages, crs, tolerance);
  region.locate = [locator, box = region.box, ids = region.villages,
                   tolerance](io::GeoPoint p) -> std::optional<io::Located> {
    if (!roughly_contains(box, p, tolerance)) return std::nullopt;
    return locator->find(ids, p);
  };
  region.contains = [locate = region.locate](io::GeoPoint p) { return locate(p).has_value(); };
  return region;
}

io::ReadRules rules_of(const Config& config, const std::function<std::string()>& reporter_key) {
  return {.as_of = as_of(config),
          .accept_fuzzy = config.validation.accept_fuzzy_names,
          .low_accuracy_m = config.validation.low_accuracy_m,
          .pile_size = config.validation.pile_size,
          .reporter_key = reporter_key};
}

/// A squad that names a post or a shift that is not there would silently patrol nowhere.
void check_squads(const Records& records, const Config& config) {
  for (const io::Squad& squad : records.squads) {
    const bool has_post =
        std::ranges::find(records.posts, squad.post_id, &io::Post::id) != records.posts.end();
    const bool has_shift = knows_shift(squad.shift_code, config.patrol);
    if (has_post && has_shift) continue;
    const io::SourceCount& source = records.ledger.source(squad.source.source);
    throw io::InputError(has_post ? "unknown_shift" : "unknown_post",
                         {.file = source.file,
                          .layer = source.layer,
                          .row = squad.source.row,
                          .column = has_post ? "shift_code" : "post_id"});
  }
}

/// Posts are shown to everybody; none may show where a shelter is.
void check_posts(const Records& records) {
  constexpr double kSamePlace = 50.0;
  const io::Projector projector(records.crs.crs);
  for (const io::Post& post : records.posts) {
    const Point at = projector.to_meters(post.location);
    const bool at_shelter =
        std::ranges::any_of(records.protected_places, [&](const io::ProtectedPlace& place) {
          const Point p = projector.to_meters(place.location);
          return place.kind == io::ProtectedKind::rumah_aman &&
                 std::hypot(p.x - at.x, p.y - at.y) <= kSamePlace;
        });
    if (!at_shelter) continue;
    const io::SourceCount& source = records.ledger.source(post.source.source);
    throw io::InputError("shelter_at_post",
                         {.file = source.file, .layer = source.layer, .row = post.source.row});
  }
}

/// Ascending, as the villages are.
std::vector<io::RegencyId> regencies_of(const std::vector<io::Village>& villages) {
  std::vector<io::RegencyId> regencies;
  for (const io::Village& village : villages) {
    const io::RegencyId own = io::regency_of(village.id);
    if (regencies.empty() || regencies.back() != own) regencies.push_back(own);
  }
  return regencies;
}

/// The log with the visits that scans tell of. Scans may change any line of it: it is unpacked
/// whole.
io::VisitStore with_checkins(const io::VisitStore& log, const Config& config,
                             const io::Region& region, const io::ReadRules& rules,
                             Records& records) {
  for (std::size_t drawer = 0; drawer < rules.store.drawers(); ++drawer) {
    const auto own = log.of(drawer);
    records.visits.insert(records.visits.end(), own.begin(), own.end());
  }
  add_checkins(config, region, rules, records);
  io::VisitStore all(rules.store);
  for (const io::PatrolVisit& visit : std::exchange(records.visits, {})) all.add(visit);
  all.close();
  return all;
}

}  // namespace

Day as_of(const Config& config) {
  return std::max(config.period.to, config.patrol.start);
}

Gathered gather(const Config& config, const Control& control, Cut cut,
                const std::function<std::string()>& reporter_key) {
  const InputsConfig& inputs = config.inputs;
  Records records;
  io::Ledger& ledger = records.ledger;
  std::vector<io::CrosswalkEntry> crosswalk;
  if (inputs.crosswalk) crosswalk = io::read_crosswalk(*inputs.crosswalk, ledger);

  records.villages =
      io::read_villages(inputs.villages, crosswalk, config.project.regency, ledger, control);
  const auto& villages = records.villages.villages;
  if (villages.empty()) {
    throw io::InputError("no_villages",
                         {.file = inputs.villages.path, .layer = inputs.villages.layer});
  }
  records.crs = io::choose_metric_crs(io::bounding_box(villages));
  const io::Region region = make_region(villages, records.crs.crs, config);
  io::ReadRules rules = rules_of(config, reporter_key);
  if (cut == Cut::by_regency) rules.store.regencies = regencies_of(villages);
  rules.store.keeps_rows = cut != Cut::none;

  io::ReportStore reports =
      io::read_reports(inputs.reports, region, crosswalk, rules, ledger, control);
  io::VisitStore visits(rules.store);
  if (inputs.patrol_log) {
    visits = io::read_patrol_log(*inputs.patrol_log, region, crosswalk, rules, ledger);
  }
  if (inputs.checkins) visits = with_checkins(visits, config, region, rules, records);
  if (inputs.krppa) {
    records.krppa = io::read_krppa(*inputs.krppa, region, crosswalk, rules, ledger);
  }
  if (inputs.population) {
    records.population = io::read_population(*inputs.population, region, crosswalk, rules, ledger);
  }
  if (inputs.posts) records.posts = io::read_posts(*inputs.posts, region, rules, ledger);
  if (inputs.squads) records.squads = io::read_squads(*inputs.squads, rules, ledger);
  if (inputs.contacts) records.contacts = io::read_contacts(*inputs.contacts, rules, ledger);
  records.contacts = with_national(std::move(records.contacts));
  if (inputs.sensitive_sites) {
    records.protected_places =
        io::read_sensitive_sites(*inputs.sensitive_sites, region, rules, ledger);
  }
  ledger.prove_complete();
  check_squads(records, config);
  check_posts(records);
  return {std::move(records), std::move(reports), std::move(visits)};
}

void Gathered::fill(Records& target, std::size_t drawer) const {
  io::ReportTable table = reports.of(drawer);
  target.reports = std::move(table.reports);
  target.unconsented = std::move(table.effort);
  target.visits = visits.of(drawer);
}

Records unpacked(Gathered all) {
  all.fill(all.records, 0);
  return std::move(all.records);
}

Records read(const Config& config, const Control& control,
             const std::function<std::string()>& reporter_key) {
  return unpacked(gather(config, control, Cut::whole, reporter_key));
}

}  // namespace rawan::engine
