#include "oracles/dbscan_faults.h"

#include "oracles/neighbors.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace rawan::oracle {
namespace {

struct Judge {
  const Clustering& clustering;
  std::span<const Point> points;
  std::span<const std::uint64_t> keys;
  const DbscanOptions& options;
  std::vector<std::string> found;

  std::uint64_t key(std::size_t i) const { return keys.empty() ? i : keys[i]; }
  std::int32_t label(std::size_t i) const { return clustering.label[i]; }
  bool core(std::size_t i) const { return clustering.is_core[i] != 0; }
  void say(std::size_t i, const char* what) {
    found.push_back("point " + std::to_string(i) + " " + what);
  }
  std::vector<std::uint32_t> neighbors(std::size_t i) const {
    return within(points, points[i], options.radius.value);
  }

  void judge_cores() {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const bool dense = neighbors(i).size() >= options.min_points;
      if (dense != core(i)) say(i, dense ? "should be core" : "should not be core");
      if (core(i) && label(i) == kNoise) say(i, "is core and noise");
    }
  }

  /// Labels of cores are right if each label is exactly one component; a component is walked from
  /// its first core point.
  void judge_components() {
    std::vector<std::int32_t> component(points.size(), kNoise);
    std::int32_t components = 0;
    std::map<std::int32_t, std::int32_t> label_of;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (!core(i) || component[i] != kNoise) continue;
      std::vector<std::size_t> pending{i};
      component[i] = components;
      while (!pending.empty()) {
        const std::size_t at = pending.back();
        pending.pop_back();
        if (label(at) != label(i)) say(at, "is parted from a core point it is connected with");
        for (const std::uint32_t next : neighbors(at)) {
          if (!core(next) || component[next] != kNoise) continue;
          component[next] = components;
          pending.push_back(next);
        }
      }
      if (!label_of.emplace(label(i), components).second) say(i, "shares a label across a gap");
      ++components;
    }
    if (components != clustering.clusters) found.push_back("wrong number of clusters");
  }

  void judge_borders() {
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (core(i)) continue;
      std::tuple best{1e300, std::uint64_t{0}, kNoise};
      for (const std::uint32_t j : neighbors(i)) {
        if (core(j)) {
          best = std::min(best, {squared_distance(points[i], points[j]), key(j), label(j)});
        }
      }
      if (label(i) != std::get<2>(best)) say(i, "is not where its nearest core point is");
    }
  }

  void judge_numbers() {
    std::map<std::int32_t, std::uint64_t> lowest;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (label(i) == kNoise) continue;
      const auto [at, fresh] = lowest.emplace(label(i), key(i));
      if (!fresh) at->second = std::min(at->second, key(i));
    }
    std::int32_t expected = 0;
    std::uint64_t previous = 0;
    for (const auto& [label, key] : lowest) {
      if (label != expected) found.push_back("labels are not 0, 1, 2, ...");
      if (expected > 0 && key <= previous) found.push_back("labels are not in order of keys");
      previous = key;
      ++expected;
    }
  }
};

}  // namespace

std::vector<std::string> faults(const Clustering& clustering, std::span<const Point> points,
                                std::span<const std::uint64_t> keys, const DbscanOptions& options) {
  if (clustering.label.size() != points.size() || clustering.is_core.size() != points.size()) {
    return {"one label and one flag per point"};
  }
  Judge judge{clustering, points, keys, options, {}};
  judge.judge_cores();
  judge.judge_components();
  judge.judge_borders();
  judge.judge_numbers();
  return judge.found;
}

}  // namespace rawan::oracle
