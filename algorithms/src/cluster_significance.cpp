#include "rawan/algorithms/cluster_significance.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace rawan {
namespace {

std::vector<double> running_effort(const EffortPlaces& places) {
  expects(places.position.size() == places.effort.size(), "one effort per place");
  std::vector<double> running;
  double sum = 0.0;
  for (std::size_t i = 0; i < places.effort.size(); ++i) {
    expects(std::isfinite(places.position[i].x) && std::isfinite(places.position[i].y),
            "coordinates must be finite");
    expects(places.effort[i] >= 0.0 && std::isfinite(places.effort[i]), "effort of 0 or more");
    sum += places.effort[i];
    running.push_back(sum);
  }
  expects(sum > 0.0, "some effort");
  return running;
}

Point spread(Point center, double radius, Stream& random) {
  const double r = radius * std::sqrt(random.uniform());
  const double angle = 2.0 * std::numbers::pi * random.uniform();
  return {center.x + r * std::cos(angle), center.y + r * std::sin(angle)};
}

std::vector<Point> draw(const EffortPlaces& places, std::span<const double> running, std::size_t n,
                        Meters jitter, Stream random) {
  std::vector<Point> points;
  points.reserve(n);
  const auto last = std::ranges::lower_bound(running, running.back());
  for (std::size_t i = 0; i < n; ++i) {
    // The first place whose running sum exceeds the draw: places without effort are never it.
    const auto at =
        std::min(last, std::ranges::upper_bound(running, random.uniform() * running.back()));
    const Point center = places.position[static_cast<std::size_t>(at - running.begin())];
    points.push_back(jitter.value > 0.0 ? spread(center, jitter.value, random) : center);
  }
  return points;
}

}  // namespace

std::vector<Point> points_by_effort(const EffortPlaces& places, std::size_t n, Meters jitter,
                                    std::uint64_t seed, std::uint64_t replicate) {
  expects(jitter.value >= 0.0, "a jitter of 0 or more");
  return draw(places, running_effort(places), n, jitter, Stream(seed, replicate));
}

ClusterTest cluster_test(std::span<const std::uint32_t> sizes, std::size_t n,
                         const EffortPlaces& places, const LargestCluster& largest,
                         const ClusterTestOptions& options, const Control& control) {
  expects(options.replicates > 0, "at least one replicate");
  expects(options.jitter.value >= 0.0, "a jitter of 0 or more");
  const std::vector<double> running = running_effort(places);
  std::vector<std::uint32_t> maxima(options.replicates);
  control.expect(options.replicates);
  parallel_for(maxima.size(), [&](std::size_t r) {
    control.step();
    maxima[r] = largest(draw(places, running, n, options.jitter, Stream(options.seed, r)));
  });
  std::ranges::sort(maxima);
  ClusterTest result;
  for (const std::uint32_t size : sizes) {
    const auto as_large = maxima.end() - std::ranges::lower_bound(maxima, size);
    result.p_values.push_back((1.0 + static_cast<double>(as_large)) /
                              (1.0 + static_cast<double>(options.replicates)));
  }
  result.largest = std::move(maxima);
  return result;
}

std::vector<std::uint32_t> cluster_sizes(std::span<const std::int32_t> labels) {
  std::vector<std::uint32_t> sizes;
  for (const std::int32_t label : labels) {
    if (label < 0) continue;
    const auto cluster = static_cast<std::size_t>(label);
    if (cluster >= sizes.size()) sizes.resize(cluster + 1, 0);
    ++sizes[cluster];
  }
  return sizes;
}

}  // namespace rawan
