#include "hotspot_stability.h"

#include "rawan/algorithms/cluster_recurrence.h"
#include "rawan/algorithms/dbscan.h"
#include "rawan/algorithms/hdbscan.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/random.h"
#include "rawan/algorithms/resampled_dbscan.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <numeric>
#include <set>
#include <tuple>

namespace rawan::engine {
namespace {

constexpr double kSameCluster = 0.5;  ///< Jaccard index from which a cluster is the same.
constexpr double kCore = 0.8;         ///< Shares of the runs in which it recurs.
constexpr double kLikely = 0.6;
constexpr double kOnTheGround = 0.8;        ///< Whatever the positions' own errors.
constexpr std::uint32_t kMostVariants = 2;  ///< Of three: enough for a core.
constexpr std::uint64_t kBootstrapStreams = 0x5AB1E000000ULL;
constexpr std::uint64_t kPositionStreams = 0x5AB1F000000ULL;

/// The marks in an order of their own, so that no run depends on the order of rows, and the units
/// that are drawn together: dialogues, and each mark without one.
struct Sample {
  std::vector<Point> point;
  std::vector<Meters> deviation;
  std::vector<std::int32_t> label;
  std::vector<std::vector<std::uint32_t>> unit;
};

Sample sample_of(const Exposure& exposure, std::span<const std::int32_t> label) {
  constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  const auto rank = [&](std::uint32_t m) {
    const Mark& mark = exposure.marks[m];
    return std::tuple(mark.dialogue.value_or(kNone), mark.position.x, mark.position.y,
                      mark.deviation, label[m]);
  };
  std::vector<std::uint32_t> order(exposure.marks.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, rank);
  Sample sample;
  std::optional<std::uint32_t> last;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const Mark& mark = exposure.marks[order[i]];
    sample.point.push_back(mark.position);
    sample.deviation.push_back(mark.deviation);
    sample.label.push_back(label[order[i]]);
    if (!mark.dialogue || mark.dialogue != last) sample.unit.emplace_back();
    sample.unit.back().push_back(i);
    last = mark.dialogue;
  }
  return sample;
}

/// Counts the clusters that a run finds again.
void count_recurrence(const Sample& sample, std::span<const std::int32_t> other,
                      std::span<const std::uint8_t> present, std::vector<std::uint32_t>& times) {
  const std::vector<double> jaccard = best_jaccard(sample.label, times.size(), other, present);
  for (std::size_t c = 0; c < times.size(); ++c) times[c] += jaccard[c] >= kSameCluster ? 1 : 0;
}

/// As many units as there are, drawn with replacement: how often each mark lies there.
std::vector<std::uint32_t> draw_marks(const Sample& sample, Stream stream) {
  std::vector<std::uint32_t> times(sample.point.size(), 0);
  for (std::size_t u = 0; u < sample.unit.size(); ++u) {
    for (const std::uint32_t m : sample.unit[stream.below(sample.unit.size())]) ++times[m];
  }
  return times;
}

/// In how many of the runs each cluster recurs.
/// @param recur (run, times) counts the clusters that a run finds again.
template <class Run>
std::vector<std::uint32_t> count_runs(std::uint32_t runs, std::size_t clusters, const Run& recur) {
  std::vector<std::uint32_t> times(clusters, 0);
  parallel_for(runs, [&](std::size_t run) {
    std::vector<std::uint32_t> own(clusters, 0);
    recur(run, own);
    for (std::size_t c = 0; c < clusters; ++c) std::atomic_ref(times[c]) += own[c];
  });
  return times;
}

std::vector<std::uint32_t> bootstrap_dialogues(const Sample& sample, std::size_t clusters,
                                               const DbscanOptions& options, const Config& config,
                                               const Control& control) {
  const ResampledDbscan resampled(sample.point, options, control);
  const auto recur = [&](std::size_t run, std::vector<std::uint32_t>& times) {
    control.check();
    const auto drawn = draw_marks(sample, Stream(config.project.seed, kBootstrapStreams + run));
    std::vector<std::uint8_t> present(drawn.size());
    std::ranges::transform(drawn, present.begin(), [](std::uint32_t n) { return n > 0 ? 1 : 0; });
    count_recurrence(sample, resampled.labels(drawn, control), present, times);
  };
  return count_runs(config.analysis.stability_runs, clusters, recur);
}

std::vector<std::uint32_t> move_positions(const Sample& sample, std::size_t clusters,
                                          const DbscanOptions& options, const Config& config,
                                          const Control& control) {
  const auto recur = [&](std::size_t run, std::vector<std::uint32_t>& times) {
    Stream stream(config.project.seed, kPositionStreams + run);
    std::vector<Point> points = sample.point;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto [east, north] = stream.two_normals();
      points[i].x += sample.deviation[i].value * east;
      points[i].y += sample.deviation[i].value * north;
    }
    count_recurrence(sample, dbscan(points, {}, options, control).label, {}, times);
  };
  return count_runs(config.analysis.stability_runs, clusters, recur);
}

/// HDBSCAN, and DBSCAN of half and of twice the radius.
std::vector<std::uint32_t> vary_method(const Sample& sample, std::size_t clusters,
                                       const DbscanOptions& options, const Control& control) {
  std::vector<std::uint32_t> times(clusters, 0);
  count_recurrence(sample,
                   hdbscan(sample.point, {}, {.min_points = options.min_points}, control).label, {},
                   times);
  for (const double factor : {0.5, 2.0}) {
    const Clustering found =
        dbscan(sample.point, {},
               {.radius = factor * options.radius, .min_points = options.min_points}, control);
    count_recurrence(sample, found.label, {}, times);
  }
  return times;
}

/// Units that each cluster has marks of: one tells nothing of other dialogues.
std::vector<std::uint32_t> units_behind(const Sample& sample, std::size_t clusters) {
  std::vector<std::uint32_t> count(clusters, 0);
  for (const auto& unit : sample.unit) {
    std::set<std::int32_t> seen;
    for (const std::uint32_t m : unit) seen.insert(sample.label[m]);
    seen.erase(kNoise);
    for (const std::int32_t cluster : seen) ++count[static_cast<std::size_t>(cluster)];
  }
  return count;
}

Stability verdict_of(const HotspotStability& found, std::uint32_t units) {
  if (units < 2 || found.positions < kOnTheGround || found.dialogues < kLikely) {
    return Stability::fragile;
  }
  const bool is_core = found.dialogues >= kCore && found.variants >= kMostVariants;
  return is_core ? Stability::core : Stability::likely;
}

}  // namespace

std::vector<HotspotStability> judge_stability(const Exposure& exposure,
                                              std::span<const std::int32_t> label,
                                              std::size_t clusters, const Config& config,
                                              const Control& control) {
  std::vector<HotspotStability> stability(clusters);
  if (clusters == 0) return stability;
  const DbscanOptions options{.radius = config.analysis.cluster_radius,
                              .min_points = config.analysis.cluster_min_points};
  const Sample sample = sample_of(exposure, label);
  const auto dialogues = bootstrap_dialogues(sample, clusters, options, config, control);
  const auto positions = move_positions(sample, clusters, options, config, control);
  const auto variants = vary_method(sample, clusters, options, control);
  const auto units = units_behind(sample, clusters);
  const double runs = config.analysis.stability_runs;
  for (std::size_t c = 0; c < clusters; ++c) {
    HotspotStability& own = stability[c];
    own.dialogues = dialogues[c] / runs;
    own.positions = positions[c] / runs;
    own.variants = variants[c];
    own.verdict = verdict_of(own, units[c]);
  }
  return stability;
}

}  // namespace rawan::engine
