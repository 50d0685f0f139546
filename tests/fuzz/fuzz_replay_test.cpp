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

/// Of each input: as many as RAWAN_MUTATIONS says.
std::size_t mutations() {
  const char* wanted = std::getenv("RAWAN_MUTATIONS");
  return wanted == nullptr ? 12 : std::strtoul(wanted, nullptr, 10);
}

/// Flips a bit, cuts the end off, empties a page, or goes on as another input does.
Input mutated(Input input, const Input& other, Stream& stream) {
  if (input.empty()) return other;
  const std::size_t at = stream.below(input.size());
  switch (stream.below(4)) {
    case 0:
      input[at] ^= static_cast<std::uint8_t>(1U << stream.below(8));
      break;
    case 1:
      input.resize(at);
      break;
    case 2:
      std::fill(input.begin() + static_cast<std::ptrdiff_t>(at),
                input.begin() + static_cast<std::ptrdiff_t>(std::min(input.size(), at + 64)),
                std::uint8_t{0});
      break;
    default:
      input.resize(at);
      if (at < other.size()) {
        input.insert(input.end(), other.begin() + static_cast<std::ptrdiff_t>(at), other.end());
      }
  }
  return input;
}

class Replay : public ::testing::TestWithParam<Target> {};

TEST_P(Replay, TakesEveryInputOfItsCorpusAndMutationsOfThem) {
  const std::vector<Input> inputs = corpus_of(GetParam().name);
  ASSERT_FALSE(inputs.empty());
  Stream stream(20261122, 0);
  for (const Input& input : inputs) {
    GetParam().run(input);
    for (std::size_t n = 0; n < mutations(); ++n) {
      const Input& other = inputs[stream.below(inputs.size())];
      GetParam().run(mutated(input, other, stream));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Replay, ::testing::ValuesIn(kTargets),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace rawan::fuzz
