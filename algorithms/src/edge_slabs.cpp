#include "edge_slabs.h"

#include "edges.h"

#include <algorithm>
#include <cstddef>

namespace rawan {
namespace {

constexpr std::size_t kEdgesPerSlab = 4;
constexpr std::uint64_t kMostCopies = 3;

}  // namespace

EdgeSlabs::EdgeSlabs(const Polygon& polygon) {
  const Box box = bounding_box(polygon);
  bottom_ = box.low.y;
  height_ = box.high.y - box.low.y;
  std::size_t edges = 0;
  for_each_ring(polygon, [&](const Ring& ring) {
    rings_.push_back(&ring);
    edges += ring.size();
  });
  slabs_ = std::max<std::size_t>(1, height_ > 0.0 ? edges / kEdgesPerSlab : 1);
  // A comb of long vertical teeth would put every edge into every slab.
  while (slabs_ > 1 && copies() > kMostCopies * edges) slabs_ /= 2;
  sort_into_slabs();
}

/// Does not decrease with y, so an edge is in the slab of each of its points.
std::size_t EdgeSlabs::slab(double y) const {
  if (!(y > bottom_)) return 0;
  const double share = (y - bottom_) / height_ * static_cast<double>(slabs_);
  return share < static_cast<double>(slabs_ - 1) ? static_cast<std::size_t>(share) : slabs_ - 1;
}

template <class Visit>
void EdgeSlabs::for_each_edge_and_slab(const Visit& visit) const {
  for (std::uint32_t r = 0; r < rings_.size(); ++r) {
    std::uint32_t from = 0;
    for_each_edge(*rings_[r], [&](Point a, Point b) {
      visit(EdgeRef{r, from++}, slab(std::min(a.y, b.y)), slab(std::max(a.y, b.y)));
    });
  }
}

std::uint64_t EdgeSlabs::copies() const {
  std::uint64_t total = 0;
  for_each_edge_and_slab(
      [&](EdgeRef, std::size_t low, std::size_t high) { total += high - low + 1; });
  return total;
}

void EdgeSlabs::sort_into_slabs() {
  first_.assign(slabs_ + 1, 0);
  for_each_edge_and_slab([&](EdgeRef, std::size_t low, std::size_t high) {
    for (std::size_t s = low; s <= high; ++s) ++first_[s + 1];
  });
  for (std::size_t s = 0; s < slabs_; ++s) first_[s + 1] += first_[s];
  edges_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for_each_edge_and_slab([&](EdgeRef edge, std::size_t low, std::size_t high) {
    for (std::size_t s = low; s <= high; ++s) edges_[next[s]++] = edge;
  });
}

}  // namespace rawan
