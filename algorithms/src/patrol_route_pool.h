#pragma once

#include "patrol_solution.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace rawan::patrol {

struct PooledRoute {
  std::vector<std::uint32_t> stops;
  std::int64_t points = 0;
  std::int64_t travel = 0;
};

/// Shifts whose routes any of them could drive carry the same number: that of the first.
std::vector<std::uint32_t> kinds_of_shifts(const Model& model);

/// Good routes seen by a search, by kind of shift: of those with the same stops the shortest.
class RoutePool {
 public:
  RoutePool(const Model& model, std::size_t most);

  void add(const Solution& solution);
  void add(const RoutePool& other);
  /// In the order in which they came.
  const std::vector<PooledRoute>& of(std::uint32_t kind) const { return routes_[kind]; }
  std::uint32_t kind(std::uint32_t shift) const { return kinds_[shift]; }

 private:
  void offer(std::uint32_t kind, const std::uint32_t* first, std::size_t count,
             const PooledRoute& values);

  const Model* model_;
  std::size_t most_;  ///< Of a kind.
  std::vector<std::uint32_t> kinds_;
  std::vector<std::vector<PooledRoute>> routes_;
  std::vector<std::unordered_map<std::uint64_t, std::uint32_t>> index_;
  std::vector<std::size_t> next_;    ///< To be replaced in a full pool.
  std::vector<std::uint64_t> seen_;  ///< Version last added, by shift.
};

}  // namespace rawan::patrol
