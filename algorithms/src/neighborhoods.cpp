#include "neighborhoods.h"

#include "position_tree.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>

namespace rawan {
namespace {

// Distances closer than this, relatively, differ by rounding only.
constexpr double kRounding = 1e-9;

using Found = PositionTree::Found;

/// At least `least` sites with all that are as far as the last of them.
std::vector<Found> find_nearest(const PositionTree& tree, const Position& center, std::size_t least,
                                std::size_t all) {
  double squared_radius = tree.squared_extent() / static_cast<double>(all);
  std::vector<Found> found;
  for (;; squared_radius = std::max(2.0 * squared_radius, 1e-300)) {
    found.clear();
    tree.within(center, squared_radius, found);
    if (found.size() >= least) break;
  }
  std::ranges::sort(found, {}, &Found::squared_distance);
  squared_radius = found[least - 1].squared_distance * (1.0 + kRounding);
  found.clear();
  tree.within(center, squared_radius, found);
  return found;
}

/// By distance; of those at one distance by index.
void sort_by_distance(std::vector<Found>& found) {
  std::ranges::sort(found, {},
                    [](const Found& f) { return std::pair(f.squared_distance, f.index); });
  for (std::size_t begin = 0; begin < found.size();) {
    std::size_t end = begin + 1;
    while (end < found.size() &&
           found[end].squared_distance <= found[end - 1].squared_distance * (1.0 + kRounding)) {
      ++end;
    }
    std::ranges::sort(std::span(found).subspan(begin, end - begin), {}, &Found::index);
    begin = end;
  }
}

void put_nearest(const PositionTree& tree, std::span<const Position> sites, std::uint32_t site,
                 std::span<std::uint32_t> members) {
  std::vector<Found> found = find_nearest(tree, sites[site], members.size(), sites.size());
  sort_by_distance(found);
  members[0] = site;
  std::size_t taken = 1;
  for (const Found& f : found) {
    if (taken == members.size()) break;
    if (f.index != site) members[taken++] = f.index;
  }
}

std::uint64_t links_of(const Weights& adjacency, std::span<const std::uint32_t> members,
                       std::size_t member) {
  std::uint64_t links = 0;
  for (Weights::InnerIterator link(adjacency, members[member]); link; ++link) {
    if (link.value() == 0.0) continue;
    const auto at = std::ranges::find(members, static_cast<std::uint32_t>(link.col()));
    if (at != members.end()) links |= std::uint64_t{1} << (at - members.begin());
  }
  return links & ~(std::uint64_t{1} << member);
}

void make_mutual(std::span<std::uint64_t> links) {
  for (std::size_t a = 0; a < links.size(); ++a) {
    for (std::size_t b = 0; b < links.size(); ++b) {
      if ((links[a] >> b & 1U) != 0) links[b] |= std::uint64_t{1} << a;
    }
  }
}

}  // namespace

Neighborhoods::Neighborhoods(std::span<const Position> sites, const Weights& adjacency,
                             std::uint32_t nearest)
    : first_(sites.size() + 1) {
  const std::size_t each = std::min<std::size_t>(nearest, sites.size());
  for (std::size_t i = 0; i <= sites.size(); ++i) first_[i] = i * each;
  members_.resize(first_.back());
  links_.resize(first_.back());
  const PositionTree tree(sites);
  parallel_for(sites.size(), [&](std::size_t i) {
    const std::span mine = std::span(members_).subspan(first_[i], each);
    const std::span links = std::span(links_).subspan(first_[i], each);
    put_nearest(tree, sites, static_cast<std::uint32_t>(i), mine);
    for (std::size_t k = 0; k < each; ++k) links[k] = links_of(adjacency, mine, k);
    make_mutual(links);
  });
}

}  // namespace rawan
