#pragma once

#include "rawan/algorithms/geometry.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// How much of a previous and of a current cluster is the same: members or square meters.
/// Clusters are named by their place in the lists of sizes.
struct ClusterOverlap {
  std::uint32_t previous = 0;
  std::uint32_t current = 0;
  double shared = 0.0;  ///< > 0.
};

/// Overlaps by members: how many keys lie in both.
/// @param previous_keys distinct; `previous_labels` one each, negative for noise; so `current_...`.
std::vector<ClusterOverlap> overlaps_by_key(std::span<const std::uint64_t> previous_keys,
                                            std::span<const std::int32_t> previous_labels,
                                            std::span<const std::uint64_t> current_keys,
                                            std::span<const std::int32_t> current_labels);

/// Overlaps by area, for runs whose keys differ: square meters in both outlines.
/// @param previous valid areas, as `current`; an empty one overlaps with nothing.
std::vector<ClusterOverlap> overlaps_by_area(std::span<const Polygon> previous,
                                             std::span<const Polygon> current);

struct IdentityOptions {
  /// A cluster keeps an id if the shared part of what both have together is at least this much
  /// (Jaccard's index). At most one cluster can share more than half.
  double min_jaccard = 0.3;
  /// Two clusters are kin, for splits and merges, if they share this much of the smaller one.
  double min_kinship = 0.5;
};

/// What became of clusters between two runs.
struct ClusterEvent {
  enum class Kind : std::uint8_t {
    began,   ///< No kin before.
    ended,   ///< No kin now.
    split,   ///< One id before, several kin now.
    merged,  ///< Several ids before, one kin now.
  } kind = Kind::began;
  std::vector<std::uint64_t> before;  ///< Ids, rising.
  std::vector<std::uint64_t> after;   ///< Ids, rising.
  friend bool operator==(const ClusterEvent&, const ClusterEvent&) = default;
};

struct ClusterIdentity {
  std::vector<std::uint64_t> id;  ///< One per current cluster.
  std::vector<ClusterEvent> events;
  std::uint64_t next_id = 0;  ///< The first never given; to be kept for the next run.
};

/// Ids that persist: pairs of clusters by falling Jaccard index (ties: the lower previous id, then
/// the lower current cluster); a pair is taken if neither has a partner yet. Clusters without a
/// partner get new ids in their order, so an id is never given twice. After a split the part most
/// like the whole keeps the id, after a merger the whole keeps the id of the part most like it.
///
/// @param previous_ids   distinct, one per size.
/// @param previous_sizes members or square meters, as in the overlaps; so `current_sizes`.
/// @param next_id above all ids ever given.
/// @throws ContractViolation if sizes differ, an overlap names no cluster or exceeds one, an id is
///         not below `next_id`, or an option is not in (0, 1].
ClusterIdentity keep_ids(std::span<const std::uint64_t> previous_ids,
                         std::span<const double> previous_sizes,
                         std::span<const double> current_sizes,
                         std::span<const ClusterOverlap> overlaps, std::uint64_t next_id,
                         const IdentityOptions& options = {});

}  // namespace rawan
