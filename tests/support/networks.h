#pragma once

#include "rawan/algorithms/line_network.h"
#include "rawan/algorithms/random.h"
#include "support/patterns.h"

#include <algorithm>
#include <vector>

namespace rawan::testing {

/// `arms` straight roads of one length that meet in the origin.
inline std::vector<Polyline> star_of_roads(int arms, double length) {
  std::vector<Polyline> lines;
  for (int i = 0; i < arms; ++i) {
    const double angle = 6.283185307179586 * double(i) / double(arms);
    lines.push_back({{0.0, 0.0}, {length * std::cos(angle), length * std::sin(angle)}});
  }
  return lines;
}

/// Crooked roads between some pairs of a few towns; some pairs have two, some towns a road that
/// leads back to themselves, some none.
inline std::vector<Polyline> random_roads(std::size_t towns, std::size_t roads, double side,
                                          Stream& random) {
  const std::vector<Point> place = random_points(towns, side, random);
  std::vector<Polyline> lines;
  for (std::size_t i = 0; i < roads; ++i) {
    Polyline line{place[random.below(towns)]};
    for (std::size_t bend = random.below(3) + 1; bend > 0; --bend) {
      line.push_back(random_points(1, side, random).front());
    }
    line.push_back(place[random.below(towns)]);
    lines.push_back(line);
  }
  return lines;
}

/// (n + 1)^2 crossings with crooked streets of some 100 m between them.
inline std::vector<Polyline> street_mesh(std::size_t n, Stream& random) {
  std::vector<Point> node;
  const std::size_t side = n + 1;
  for (std::size_t i = 0; i < side * side; ++i) {
    node.push_back({100.0 * double(i % side) + 40.0 * random.uniform(),
                    100.0 * double(i / side) + 40.0 * random.uniform()});
  }
  std::vector<Polyline> lines;
  for (std::size_t i = 0; i < side * side; ++i) {
    if (i % side < n) lines.push_back({node[i], node[i + 1]});
    if (i / side < n) lines.push_back({node[i], node[i + side]});
  }
  return lines;
}

inline std::vector<NetworkPosition> random_positions(const LineNetwork& network, std::size_t n,
                                                     Stream& random) {
  std::vector<NetworkPosition> result;
  for (std::size_t i = 0; i < n; ++i) {
    const auto edge = static_cast<std::uint32_t>(random.below(network.edges().size()));
    result.push_back({edge, random.uniform() * network.edges()[edge].length});
  }
  return result;
}

inline std::vector<NetworkPosition> centers(const std::vector<Lixel>& lixels) {
  std::vector<NetworkPosition> result;
  for (const Lixel& lixel : lixels) result.push_back(lixel.center());
  return result;
}

/// Lines in another order, each other one turned round.
inline std::vector<Polyline> redrawn(std::vector<Polyline> lines, std::uint64_t seed) {
  Stream(seed, 3).shuffle(std::span(lines));
  for (std::size_t i = 0; i < lines.size(); i += 2) std::ranges::reverse(lines[i]);
  return lines;
}

}  // namespace rawan::testing
