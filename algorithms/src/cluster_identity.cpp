#include "rawan/algorithms/cluster_identity.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace rawan {
namespace {

constexpr std::uint64_t kNoId = std::numeric_limits<std::uint64_t>::max();

class Matching {
 public:
  Matching(std::span<const std::uint64_t> ids, std::span<const double> previous,
           std::span<const double> current, std::span<const ClusterOverlap> overlaps,
           const IdentityOptions& options)
      : ids_(ids),
        previous_(previous),
        current_(current),
        overlaps_(overlaps.begin(), overlaps.end()),
        options_(options) {
    std::ranges::sort(overlaps_, {}, [&](const ClusterOverlap& o) {
      return std::tuple(-jaccard(o), ids_[o.previous], o.current);
    });
  }

  ClusterIdentity run(std::uint64_t next_id) {
    result_.id.assign(current_.size(), kNoId);
    result_.next_id = next_id;
    keep();
    for (std::uint64_t& id : result_.id) {
      if (id == kNoId) id = result_.next_id++;
    }
    tell_events();
    return std::move(result_);
  }

 private:
  using Ids = std::map<std::uint64_t, std::vector<std::uint64_t>>;

  double jaccard(const ClusterOverlap& o) const {
    return o.shared / (previous_[o.previous] + current_[o.current] - o.shared);
  }
  bool kin(const ClusterOverlap& o) const {
    return o.shared >= options_.min_kinship * std::min(previous_[o.previous], current_[o.current]);
  }

  void keep() {
    std::vector<std::uint8_t> taken(ids_.size(), 0);
    for (const ClusterOverlap& o : overlaps_) {
      if (jaccard(o) < options_.min_jaccard) continue;
      if (taken[o.previous] != 0 || result_.id[o.current] != kNoId) continue;
      taken[o.previous] = 1;
      result_.id[o.current] = ids_[o.previous];
    }
  }

  void tell_events() {
    Ids after;   // by the id before
    Ids before;  // by the id after
    for (const std::uint64_t id : ids_) after[id];
    for (const std::uint64_t id : result_.id) before[id];
    for (const ClusterOverlap& o : overlaps_) {
      const std::uint64_t id = result_.id[o.current];
      if (!kin(o) && id != ids_[o.previous]) continue;
      after[ids_[o.previous]].push_back(id);
      before[id].push_back(ids_[o.previous]);
    }
    for (auto& [id, kin] : before) {
      if (kin.empty()) tell(ClusterEvent::Kind::began, {}, {id});
    }
    for (auto& [id, kin] : after) {
      if (kin.empty()) tell(ClusterEvent::Kind::ended, {id}, {});
    }
    for (auto& [id, kin] : after) {
      if (kin.size() > 1) tell(ClusterEvent::Kind::split, {id}, kin);
    }
    for (auto& [id, kin] : before) {
      if (kin.size() > 1) tell(ClusterEvent::Kind::merged, kin, {id});
    }
  }

  void tell(ClusterEvent::Kind kind, std::vector<std::uint64_t> before,
            std::vector<std::uint64_t> after) {
    std::ranges::sort(before);
    std::ranges::sort(after);
    result_.events.push_back({kind, std::move(before), std::move(after)});
  }

  std::span<const std::uint64_t> ids_;
  std::span<const double> previous_;
  std::span<const double> current_;
  std::vector<ClusterOverlap> overlaps_;
  IdentityOptions options_;
  ClusterIdentity result_;
};

void check(std::span<const double> previous, std::span<const double> current,
           const ClusterOverlap& o) {
  expects(o.previous < previous.size() && o.current < current.size(), "overlaps of clusters given");
  // Areas of intersections carry rounding.
  const double smaller = std::min(previous[o.previous], current[o.current]);
  expects(o.shared > 0.0 && o.shared <= smaller * (1.0 + 1e-9), "no more shared than there is");
}

}  // namespace

std::vector<ClusterOverlap> overlaps_by_key(std::span<const std::uint64_t> previous_keys,
                                            std::span<const std::int32_t> previous_labels,
                                            std::span<const std::uint64_t> current_keys,
                                            std::span<const std::int32_t> current_labels) {
  expects(previous_keys.size() == previous_labels.size(), "one label per key");
  expects(current_keys.size() == current_labels.size(), "one label per key");
  std::vector<std::pair<std::uint64_t, std::int32_t>> before;
  for (std::size_t i = 0; i < previous_keys.size(); ++i) {
    if (previous_labels[i] >= 0) before.emplace_back(previous_keys[i], previous_labels[i]);
  }
  std::ranges::sort(before);
  std::map<std::pair<std::int32_t, std::int32_t>, double> shared;
  for (std::size_t i = 0; i < current_keys.size(); ++i) {
    if (current_labels[i] < 0) continue;
    const auto found = std::ranges::lower_bound(before, current_keys[i], {},
                                                [](const auto& b) { return b.first; });
    if (found == before.end() || found->first != current_keys[i]) continue;
    shared[{found->second, current_labels[i]}] += 1.0;
  }
  std::vector<ClusterOverlap> overlaps;
  for (const auto& [pair, count] : shared) {
    overlaps.push_back(
        {static_cast<std::uint32_t>(pair.first), static_cast<std::uint32_t>(pair.second), count});
  }
  return overlaps;
}

ClusterIdentity keep_ids(std::span<const std::uint64_t> previous_ids,
                         std::span<const double> previous_sizes,
                         std::span<const double> current_sizes,
                         std::span<const ClusterOverlap> overlaps, std::uint64_t next_id,
                         const IdentityOptions& options) {
  expects(previous_ids.size() == previous_sizes.size(), "one size per previous id");
  expects(options.min_jaccard > 0.0 && options.min_jaccard <= 1.0, "min_jaccard in (0, 1]");
  expects(options.min_kinship > 0.0 && options.min_kinship <= 1.0, "min_kinship in (0, 1]");
  for (const std::uint64_t id : previous_ids) expects(id < next_id, "next_id above all ids");
  for (const ClusterOverlap& overlap : overlaps) check(previous_sizes, current_sizes, overlap);
  return Matching(previous_ids, previous_sizes, current_sizes, overlaps, options).run(next_id);
}

}  // namespace rawan
