#include "restricted_facts.h"

#include "config_paths.h"
#include "rawan/io/release.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

/// The share of the reports that lie in a gap between villages, in percent.
double nearest_share(const io::Ledger& ledger, std::uint64_t reports) {
  const std::vector<io::Issue>& issues = ledger.noted();
  const auto nearest = std::ranges::count(issues, "assigned_nearest", &io::Issue::reason);
  return reports == 0 ? 0.0 : 100.0 * static_cast<double>(nearest) / static_cast<double>(reports);
}

}  // namespace

std::string hash_of(const std::string& file, const InputHashes& hashes) {
  const auto known = hashes.find(file);
  return known == hashes.end() ? io::sha256_of_file(file) : known->second;
}

std::string portable_parameters(const Config& config) {
  Config portable = config;
  const fs::path base = fs::absolute(config.file).parent_path();
  for_each_path(portable.inputs, [&](std::string& path) {
    const std::string below = fs::path(path).lexically_relative(base).string();
    if (below.empty() || below.starts_with(".."))
      path = (base / fs::path(path).filename()).string();
  });
  return print_config(portable);
}

std::vector<io::ManifestInput> inputs_of(const io::Ledger& ledger, const InputHashes& hashes) {
  std::vector<io::ManifestInput> inputs;
  for (const io::SourceCount& source : ledger.sources()) {
    io::ManifestInput input{.count = source,
                            .bytes = fs::file_size(source.file),
                            .sha256 = hash_of(source.file, hashes)};
    input.count.file = fs::path(source.file).filename().string();
    inputs.push_back(std::move(input));
  }
  return inputs;
}

std::string quality_sentence(const io::Ledger& ledger, const Catalogue& words) {
  std::array<std::uint64_t, 4> outcomes{};
  std::uint64_t total = 0;
  for (const io::SourceCount& source : ledger.sources()) {
    if (source.role != "reports") continue;
    for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i] += source.outcomes[i];
    total += source.total();
  }
  const auto whole = [&](std::uint64_t n) { return words.number(static_cast<double>(n)); };
  return words.text("iso.quality", {{"accepted", whole(outcomes[0])},
                                    {"repaired", whole(outcomes[1])},
                                    {"rejected", whole(outcomes[2])},
                                    {"excluded", whole(outcomes[3])},
                                    {"nearest", words.number(nearest_share(ledger, total), 1)}});
}

}  // namespace rawan::engine
