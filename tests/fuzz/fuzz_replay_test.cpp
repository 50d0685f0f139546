#include "rawan/algorithms/random.h"
#include "targets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace rawan::fuzz {
namespace {

namespace fs = std::filesystem;
using Input = std::vector<std::uint8_t>;

std::vector<Input> corpus_of(std::string_view target) {
  std::vector<fs::path> files;
  for (const auto& entry :
       fs::directory_iterator(fs::path(RAWAN_SOURCE_DIR) / "tests" / "fuzz" / "corpus" / target)) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<Input> inputs;
  for (const fs::path& path : files) {
    std::ifstream file(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

/// Of each corpus: as many as RAWAN_MUTATIONS says.
std::size_t mutations() {
  const char* wanted = std::getenv("RAWAN_MUTATIONS");
  return wanted == nullptr ? 60 : std::strtoul(wanted, nullptr, 10);
}

constexpr std::size_t kCuts = 500;   ///< Ends are cut at every such part of the length.
constexpr std::size_t kPage = 4096;  ///< Of a database; of what is smaller, an eighth is a page.

/// The n-th mutation: a few bits flipped, the end cut off, a page emptied, or on as another input
/// goes on from there.
Input mutated(Input input, const Input& other, std::size_t n, Stream& stream) {
  if (input.empty()) return other;
  const std::size_t size = input.size();
  const std::size_t at = stream.below(size);
  const std::size_t page = size < 8 * kPage ? size / 8 + 1 : kPage;
  const auto begin = [](auto& bytes, std::size_t where) {
    return bytes.begin() + static_cast<std::ptrdiff_t>(std::min(where, bytes.size()));
  };
  switch (n % 4) {
    case 0:
      for (std::size_t flips = 1 + stream.below(4); flips > 0; --flips) {
        input[stream.below(size)] ^= static_cast<std::uint8_t>(1U << stream.below(8));
      }
      break;
    case 1:
      // Spread over the length, however few are made; each once in 2,000 mutations.
      input.resize(size * (n / 4 * 309 % kCuts) / kCuts);
      break;
    case 2:
      std::fill(begin(input, at / page * page), begin(input, (at / page + 1) * page),
                std::uint8_t{0});
      break;
    default:
      input.resize(at);
      input.insert(input.end(), begin(other, at), other.end());
  }
  return input;
}

class Replay : public ::testing::TestWithParam<Target> {};

TEST_P(Replay, TakesEveryInputOfItsCorpusAndMutationsOfThem) {
  const std::vector<Input> inputs = corpus_of(GetParam().name);
  ASSERT_FALSE(inputs.empty());
  for (const Input& input : inputs) GetParam().run(input);
  Stream stream(20261122, 0);
  for (std::size_t n = 0; n < mutations(); ++n) {
    const Input& input = inputs[stream.below(inputs.size())];
    const Input& other = inputs[stream.below(inputs.size())];
    GetParam().run(mutated(input, other, n, stream));
  }
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Replay, ::testing::ValuesIn(kTargets),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace rawan::fuzz
