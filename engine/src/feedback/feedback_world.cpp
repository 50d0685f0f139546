#include "feedback_world.h"

#include "rawan/algorithms/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace rawan::engine::feedback {
namespace {

constexpr std::array<std::string_view, 8> kCodes{"W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8"};
constexpr double kMeanRate = 2.0;
constexpr double kVoice = 0.3;
constexpr double kLeastVoice = 0.05;
constexpr double kMostVoice = 0.6;
constexpr double kChange = 3.0;

/// Streams of random numbers of a seed.
constexpr std::uint64_t kRates = 1;
constexpr std::uint64_t kVoices = 2;

/// Log-normal with sigma 1, scaled to the mean.
std::vector<double> draw_rates(const WorldTerms& terms, std::uint64_t seed) {
  Stream random(seed, kRates);
  std::vector<double> rates(terms.areas, kMeanRate);
  if (terms.world == World::equal) return rates;
  for (double& rate : rates) rate = std::exp(random.normal());
  const double sum = std::accumulate(rates.begin(), rates.end(), 0.0);
  for (double& rate : rates) rate *= kMeanRate * static_cast<double>(terms.areas) / sum;
  return rates;
}

std::vector<double> draw_voices(const WorldTerms& terms, std::uint64_t seed) {
  const double everywhere = terms.world == World::two_areas ? 0.0 : kVoice;
  std::vector<double> voices(terms.areas, everywhere);
  if (terms.world != World::unequal_voices) return voices;
  Stream random(seed, kVoices);
  for (double& voice : voices) voice = kLeastVoice + (kMostVoice - kLeastVoice) * random.uniform();
  return voices;
}

}  // namespace

std::string_view code_of(World world) {
  return kCodes[static_cast<std::size_t>(world)];
}

std::string_view code_of(Depth depth) {
  constexpr std::string_view codes[] = {"allocation", "banding", "pipeline"};
  return codes[static_cast<std::size_t>(depth)];
}

std::optional<World> world_named(std::string_view code) {
  const auto found = std::ranges::find(kCodes, code);
  if (found == kCodes.end()) return std::nullopt;
  return static_cast<World>(found - kCodes.begin());
}

WorldTerms terms_of(World world) {
  WorldTerms terms{.world = world};
  if (world == World::two_areas) {
    terms.areas = 2;
    terms.rounds = 1000;
    terms.slots = 1;
    terms.detection = 0.0;
    terms.start_rounds = 0;
    terms.favored = 1;
    terms.rates = {1.0, 1.0};
    terms.start_counts = {4.0, 1.0};
  }
  if (world == World::double_visits) {
    terms.slots = 10;
    terms.detection = 2.0;
  }
  return terms;
}

double Truth::rate_in(std::size_t area, std::uint32_t round) const {
  const bool is_changed = change_at && round >= *change_at && std::ranges::count(changed, area) > 0;
  return is_changed ? kChange * rate[area] : rate[area];
}

std::vector<double> Truth::shares_in(std::uint32_t round) const {
  std::vector<double> shares;
  double sum = 0.0;
  for (std::size_t area = 0; area < rate.size(); ++area) {
    shares.push_back(rate_in(area, round));
    sum += shares.back();
  }
  for (double& share : shares) share /= sum;
  return shares;
}

Truth draw_truth(const WorldTerms& terms, std::uint64_t seed) {
  Truth truth;
  truth.rate = terms.rates.empty() ? draw_rates(terms, seed) : terms.rates;
  truth.voice = draw_voices(terms, seed);
  if (terms.world == World::change) {
    truth.change_at = terms.rounds / 2;
    // Rates are drawn alike: the next four after the favored ones are any four.
    truth.changed = {4, 5, 6, 7};
  }
  return truth;
}

}  // namespace rawan::engine::feedback
