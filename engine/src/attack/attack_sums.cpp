#include "attack/attack.h"
#include "attack/claims.h"
#include "attack/published_counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace rawan::engine::attack {
namespace {

/// What is shown as it is: a class below k must be the whole class from 0 to k - 1.
void judge_shown(const io::SeenRelease& release, double least, Line& line) {
  for (const PublishedCount& count : published_counts(release)) {
    if (count.bounds.hidden || count.bounds.no_data) continue;
    ++line.tried;
    const bool whole_class = count.bounds.low <= 0.0 && count.bounds.high >= least - 1.0;
    if (count.bounds.high < least && !whole_class) {
      line.leak("small", fmt::format("{} {} {}", count.measure, count.unit, count.window));
    }
  }
}

std::string place_of(const Claim& claim) {
  std::string place;
  for (const auto& [measure, unit, window] : claim.members) {
    place += fmt::format("{}{} {} {}", place.empty() ? "" : " + ", measure, unit, window);
  }
  return place;
}

}  // namespace

void attack_sums(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  Line line{.attack = "linear"};
  double least = std::numeric_limits<double>::infinity();
  for (const io::SeenRelease& release : scene.releases) {
    if (release.tier == "public" || release.tier == "restricted") continue;
    line.subject += (line.subject.empty() ? "" : " + ") + release.title;
    least = std::min<double>(least, least_of(release));
    judge_shown(release, least_of(release), line);
  }
  const Claims claims = claims_of(scene, least, control);
  line.tried += claims.asked;
  for (const Claim& claim : claims.list) {
    if (!gives_away(claim, least)) continue;
    line.leak(claim.members.size() == 1 ? "determined" : "determined_together", place_of(claim));
  }
  lines.push_back(std::move(line));
}

}  // namespace rawan::engine::attack
