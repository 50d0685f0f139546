#include "simulated_inputs.h"

#include "rawan/engine/stages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rawan::engine {
namespace {

double distance(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

std::uint32_t most_central(const std::vector<Point>& centers) {
  Point mean;
  for (const Point p : centers) mean = {mean.x + p.x, mean.y + p.y};
  mean = {mean.x / static_cast<double>(centers.size()),
          mean.y / static_cast<double>(centers.size())};
  const auto nearest =
      std::ranges::min_element(centers, {}, [&](Point p) { return distance(p, mean); });
  return static_cast<std::uint32_t>(nearest - centers.begin());
}

constexpr int kRounds = 20;

/// The first post in the middle, each further one farthest from those before it.
std::vector<std::uint32_t> farthest_first(const std::vector<Point>& centers, std::uint32_t count) {
  std::vector<std::uint32_t> posts{most_central(centers)};
  std::vector<double> nearest(centers.size(), std::numeric_limits<double>::infinity());
  while (posts.size() < std::min<std::size_t>(count, centers.size())) {
    for (std::size_t i = 0; i < centers.size(); ++i) {
      nearest[i] = std::min(nearest[i], distance(centers[i], centers[posts.back()]));
    }
    const auto farthest = std::ranges::max_element(nearest);
    posts.push_back(static_cast<std::uint32_t>(farthest - nearest.begin()));
  }
  return posts;
}

std::vector<std::uint32_t> nearest_posts(const std::vector<Point>& centers,
                                         const std::vector<std::uint32_t>& posts) {
  std::vector<std::uint32_t> squads;
  for (const Point center : centers) {
    const auto best = std::ranges::min_element(
        posts, {}, [&](std::uint32_t post) { return distance(center, centers[post]); });
    squads.push_back(static_cast<std::uint32_t>(best - posts.begin()));
  }
  return squads;
}

/// The most central of the villages that are nearest to a post.
std::uint32_t middle_of(std::uint32_t squad, const std::vector<Point>& centers,
                        const std::vector<std::uint32_t>& squads) {
  std::vector<Point> own;
  std::vector<std::uint32_t> site;
  for (std::uint32_t i = 0; i < centers.size(); ++i) {
    if (squads[i] != squad) continue;
    own.push_back(centers[i]);
    site.push_back(i);
  }
  return site[most_central(own)];
}

/// Posts in the middle of the villages they serve: farthest first, then moved until they rest.
std::vector<std::uint32_t> spread_posts(const std::vector<Point>& centers, std::uint32_t count) {
  std::vector<std::uint32_t> posts = farthest_first(centers, count);
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<std::uint32_t> squads = nearest_posts(centers, posts);
    std::vector<std::uint32_t> moved;
    for (std::uint32_t p = 0; p < posts.size(); ++p) moved.push_back(middle_of(p, centers, squads));
    if (moved == posts) break;
    posts = moved;
  }
  return posts;
}

}  // namespace

SimulatedInputs simulated_inputs(const Config& config, const Control& control) {
  Config villages_only = config;
  villages_only.inputs.reports.clear();
  villages_only.inputs.patrol_log.reset();
  villages_only.inputs.krppa.reset();
  villages_only.inputs.population.reset();
  villages_only.inputs.posts.reset();
  villages_only.inputs.squads.reset();
  villages_only.inputs.contacts.reset();

  SimulatedInputs inputs;
  inputs.records = read(villages_only, control);
  inputs.sites = project(inputs.records, config).sites;
  const auto posts = spread_posts(inputs.sites.center, std::max(1U, config.simulate.squads));
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const std::string& district = inputs.sites.district[posts[i]];
    inputs.posts.push_back(
        {.id = fmt::format("POS-{:02}", i + 1),
         .name = i == 0 ? "Mako Satpol PP (contoh)" : "Pos Kecamatan " + district + " (contoh)",
         .type = i == 0 ? "mako" : "pos_kecamatan",
         .site = posts[i]});
  }
  inputs.squad_of = nearest_posts(inputs.sites.center, posts);
  return inputs;
}

}  // namespace rawan::engine
