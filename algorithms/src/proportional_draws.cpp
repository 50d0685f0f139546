#include "proportional_draws.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <array>

namespace rawan {

ProportionalDraws::ProportionalDraws(std::span<const double> weights) : places_(weights.size()) {
  double sum = 0.0;
  for (const double w : weights) sum += w;
  expects(sum > 0.0, "something has a weight");
  const double scale = static_cast<double>(weights.size()) / sum;
  std::vector<double> left;
  std::vector<std::uint32_t> poor;
  std::vector<std::uint32_t> rich;
  for (std::uint32_t i = 0; i < weights.size(); ++i) {
    left.push_back(weights[i] * scale);
    (left[i] < 1.0 ? poor : rich).push_back(i);
  }
  while (!poor.empty() && !rich.empty()) {
    const std::uint32_t small = poor.back();
    const std::uint32_t large = rich.back();
    poor.pop_back();
    places_[small] = {left[small], large};
    left[large] -= 1.0 - left[small];
    if (left[large] >= 1.0) continue;
    rich.pop_back();
    poor.push_back(large);
  }
  // Rounding may leave places that lack next to nothing; those without weight never stay.
  for (const std::uint32_t i : poor) {
    const auto some =
        static_cast<std::uint32_t>(std::ranges::max_element(weights) - weights.begin());
    places_[i] = weights[i] > 0.0 ? Place{1.0, i} : Place{0.0, some};
  }
  for (const std::uint32_t i : rich) places_[i] = {1.0, i};
}

void ProportionalDraws::deal(std::uint64_t count, std::uint64_t seed, std::uint64_t stream,
                             std::span<double> dealt) const {
  std::ranges::fill(dealt, 0.0);
  const auto places = static_cast<double>(places_.size());
  std::array<std::uint32_t, 1024> words;
  for (std::uint64_t done = 0; done < count;) {
    const std::uint64_t now = std::min<std::uint64_t>(count - done, words.size() / 2);
    // Two words per thing and four per block.
    philox_words(seed, stream, done / 2, std::span(words).first((now + 1) / 2 * 4));
    for (std::size_t k = 0; k < now; ++k) {
      const std::uint64_t bits = (std::uint64_t{words[2 * k + 1]} << 32U) | words[2 * k];
      const double at = static_cast<double>(bits >> 11U) * 0x1p-53 * places;
      const auto place = std::min(static_cast<std::size_t>(at), places_.size() - 1);
      const bool stays = at - static_cast<double>(place) < places_[place].keep;
      dealt[stays ? place : places_[place].other] += 1.0;
    }
    done += now;
  }
}

}  // namespace rawan
