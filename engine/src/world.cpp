#include "world.h"

#include "rawan/algorithms/polygons.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rawan::engine {
namespace {

constexpr double kSettlementSpread = 1500.0;  // meters; marks away from any hotspot
constexpr double kHotspotSpread = 120.0;      // meters
constexpr double kHotspotDistance = 1200.0;   // meters from the middle of the village
constexpr double kMenShare = 0.06;            // of marks that men add
constexpr double kPrivateShare = 0.05;        // of marks about private places
constexpr double kFindingsPerVisit = 0.35;

/// Streams of one seed: one family per purpose, one stream per site or hotspot.
enum class Purpose : std::uint64_t { rate, effort, hotspot, dialogue };

Stream stream_for(std::uint64_t seed, Purpose purpose, std::uint64_t index) {
  return {seed, (static_cast<std::uint64_t>(purpose) << 40U) | index};
}

/// Around a place, by a spread that narrows until it finds its way into a small or slender area:
/// many marks on one point would be no world, they would be a pile.
Point inside_near(const Polygon& area, Point center, double spread, Stream& random) {
  for (int attempt = 1; attempt <= 120; ++attempt) {
    const Point p{center.x + spread * random.normal(), center.y + spread * random.normal()};
    if (covers(area, p)) return p;
    if (attempt >= 30 && attempt % 10 == 0) spread /= 2.0;
  }
  return center;
}

template <class Code, std::size_t Size>
Code pick(const std::array<Code, Size>& codes, Stream& random) {
  return codes[random.below(Size)];
}

using io::EnvFactor;
using io::IssueType;
using io::PlaceType;

constexpr std::array kPlaces{
    PlaceType::jalan_umum,      PlaceType::jalan_umum,      PlaceType::jalan_kebun,
    PlaceType::gang_lorong,     PlaceType::jembatan_sungai, PlaceType::pasar,
    PlaceType::terminal_halte,  PlaceType::taman_lapangan,  PlaceType::warung_kafe,
    PlaceType::bangunan_kosong, PlaceType::sekitar_sekolah};
constexpr std::array kPrivatePlaces{PlaceType::rumah, PlaceType::kos_penginapan,
                                    PlaceType::tempat_kerja, PlaceType::sekolah};
constexpr std::array kIssues{IssueType::pelecehan_verbal,     IssueType::pelecehan_verbal,
                             IssueType::penguntitan,          IssueType::gelap_sepi,
                             IssueType::gelap_sepi,           IssueType::mabuk_miras,
                             IssueType::nongkrong_mengganggu, IssueType::balap_liar,
                             IssueType::begal_jambret,        IssueType::pelecehan_fisik};
constexpr std::array kFactors{EnvFactor::gelap,       EnvFactor::lampu_rusak, EnvFactor::sepi,
                              EnvFactor::semak,       EnvFactor::tongkrongan, EnvFactor::jual_miras,
                              EnvFactor::jalan_rusak, EnvFactor::tanpa_sinyal};

/// Women name evenings most.
double evening(Stream& random) {
  return std::fmod(19.5 + 2.5 * random.normal() + 48.0, 24.0);
}

WorldHotspot make_hotspot(std::uint32_t site, const Sites& sites, Stream& random) {
  return {.site = site,
          .position = inside_near(sites.area[site], sites.center[site], kHotspotDistance, random),
          .place = pick(kPlaces, random),
          .issue = pick(kIssues, random),
          .factor = pick(kFactors, random),
          .hour = evening(random)};
}

std::vector<WorldHotspot> make_hotspots(const Sites& sites, const std::vector<double>& rate,
                                        const SimulateConfig& config, std::uint64_t seed) {
  std::vector<WorldHotspot> hotspots;
  for (std::uint32_t h = 0; h < config.hotspots; ++h) {
    Stream random = stream_for(seed, Purpose::hotspot, h);
    const auto site = static_cast<std::uint32_t>(random.categorical(rate));
    hotspots.push_back(make_hotspot(site, sites, random));
  }
  return hotspots;
}

std::int32_t minute_of(double hour) {
  return static_cast<std::int32_t>(std::fmod(hour + 48.0, 24.0) * 60.0) % 1440;
}

WorldMark mark_at(const WorldHotspot& hotspot, const Polygon& area, Stream& random) {
  return {.position = inside_near(area, hotspot.position, kHotspotSpread, random),
          .place = hotspot.place,
          .issue = random.uniform() < 0.7 ? hotspot.issue : pick(kIssues, random),
          .factor = random.uniform() < 0.7 ? hotspot.factor : pick(kFactors, random),
          .minute = minute_of(hotspot.hour + 1.2 * random.normal())};
}

WorldMark mark_anywhere(const Polygon& area, Point center, Stream& random) {
  return {.position = inside_near(area, center, kSettlementSpread, random),
          .place = pick(kPlaces, random),
          .issue = pick(kIssues, random),
          .factor = pick(kFactors, random),
          .minute = minute_of(evening(random))};
}

/// What one site's dialogues draw from.
struct SiteWorld {
  std::uint32_t site = 0;
  const Polygon& area;
  Point center;
  double rate = 0.0;
  std::vector<const WorldHotspot*> hotspots;

  WorldMark mark(double hotspot_share, Stream& random) const {
    if (hotspots.empty() || random.uniform() >= hotspot_share) {
      return mark_anywhere(area, center, random);
    }
    return mark_at(*hotspots[random.below(hotspots.size())], area, random);
  }
};

Day draw_day(const SimulateConfig& config, const PeriodConfig& period, Stream& random) {
  const Day first = std::max(period.from, period.to - std::chrono::days(30 * config.months));
  const auto days = static_cast<std::uint64_t>((period.to - first).count() + 1);
  return first + std::chrono::days(random.below(days));
}

void add_marks(WorldDialogue& dialogue, const SiteWorld& site, const SimulateConfig& config,
               Stream& random) {
  const double mood = random.gamma(config.dialogue_shape) / config.dialogue_shape;
  const std::uint64_t marks = random.poisson(site.rate * dialogue.women * mood);
  for (std::uint64_t m = 0; m < marks; ++m) {
    dialogue.marks.push_back(site.mark(config.hotspot_share, random));
    if (random.uniform() < kMenShare) {
      dialogue.marks.push_back(site.mark(config.hotspot_share, random));
      dialogue.marks.back().by_man = true;
    }
    if (random.uniform() >= kPrivateShare) continue;
    dialogue.private_places.push_back(site.mark(0.0, random));
    dialogue.private_places.back().place = pick(kPrivatePlaces, random);
  }
  const std::uint64_t findings = random.poisson(kFindingsPerVisit);
  for (std::uint64_t f = 0; f < findings; ++f) {
    dialogue.findings.push_back(site.mark(config.hotspot_share, random));
  }
}

std::vector<WorldDialogue> dialogues_at(const SiteWorld& site, std::uint32_t squad,
                                        const SimulateConfig& config, const PeriodConfig& period,
                                        std::uint64_t seed) {
  Stream effort = stream_for(seed, Purpose::effort, site.site);
  if (effort.uniform() < config.unvisited_share) return {};
  const double mean =
      config.dialogues_per_village * effort.gamma(config.effort_shape) / config.effort_shape;
  const std::uint64_t count = std::max<std::uint64_t>(1, effort.poisson(mean));
  Stream random = stream_for(seed, Purpose::dialogue, site.site);
  std::vector<WorldDialogue> dialogues;
  for (std::uint64_t d = 0; d < count; ++d) {
    WorldDialogue dialogue{.site = site.site, .squad = squad};
    dialogue.day = draw_day(config, period, random);
    dialogue.women = std::max<std::int32_t>(
        3, static_cast<std::int32_t>(random.poisson(config.women_per_dialogue)));
    dialogue.men = static_cast<std::int32_t>(random.poisson(3.0));
    add_marks(dialogue, site, config, random);
    dialogues.push_back(std::move(dialogue));
  }
  std::ranges::stable_sort(dialogues, {}, &WorldDialogue::day);
  return dialogues;
}

}  // namespace

World make_world(const Sites& sites, std::span<const std::uint32_t> squad_of,
                 const SimulateConfig& config, const PeriodConfig& period, std::uint64_t seed) {
  World world;
  for (std::size_t site = 0; site < sites.size(); ++site) {
    Stream random = stream_for(seed, Purpose::rate, site);
    world.rate.push_back(config.mean_rate * random.gamma(config.rate_shape) / config.rate_shape);
  }
  world.hotspots = make_hotspots(sites, world.rate, config, seed);
  for (std::uint32_t i = 0; i < sites.size(); ++i) {
    SiteWorld site{.site = i,
                   .area = sites.area[i],
                   .center = sites.center[i],
                   .rate = world.rate[i],
                   .hotspots = {}};
    for (const WorldHotspot& hotspot : world.hotspots) {
      if (hotspot.site == i) site.hotspots.push_back(&hotspot);
    }
    for (WorldDialogue& dialogue : dialogues_at(site, squad_of[i], config, period, seed)) {
      world.dialogues.push_back(std::move(dialogue));
    }
  }
  return world;
}

std::vector<Dialogue> dialogues_of(const World& world) {
  std::vector<Dialogue> dialogues;
  for (const WorldDialogue& talk : world.dialogues) {
    const auto women_marks = std::ranges::count(talk.marks, false, &WorldMark::by_man);
    dialogues.push_back({.site = talk.site,
                         .women = static_cast<double>(talk.women),
                         .marks = static_cast<double>(women_marks)});
  }
  return dialogues;
}

}  // namespace rawan::engine
