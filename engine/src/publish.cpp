#include "publish.h"

#include "rawan/algorithms/control.h"
#include "rawan/io/release.h"

#include <algorithm>
#include <cstdint>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

/// No release is smaller: a map of a village is not.
constexpr std::uint64_t kLeastRelease = std::uint64_t{256} << 10;

std::uint64_t bytes_below(const fs::path& directory) {
  std::uint64_t bytes = 0;
  std::error_code error;
  fs::recursive_directory_iterator walk(directory, error);
  while (!error && walk != fs::recursive_directory_iterator()) {
    const std::uintmax_t size = walk->is_regular_file(error) ? walk->file_size(error) : 0;
    if (!error) bytes += size;
    walk.increment(error);
  }
  return bytes;
}

/// What these releases will take, as far as it is known before they are written: no less than the
/// former ones.
std::uint64_t expected_bytes(std::span<const TierFiles> tiers, const fs::path& out) {
  std::uint64_t bytes = 0;
  for (const TierFiles& files : tiers) {
    bytes += std::max(kLeastRelease, bytes_below(out / code_of(files.tier) / "current"));
  }
  return bytes;
}

/// A release with its files written.
struct Written {
  io::SealedRelease sealed;
  std::string content_hash;
};

Written write_and_seal(const TierFiles& files, io::ReleaseSet& set) {
  const std::string tier(code_of(files.tier));
  const bool private_files = files.tier == Tier::restricted;
  io::Manifest manifest =
      files.write(set.add(tier, private_files ? io::Readers::owner : io::Readers::group));
  manifest.artifacts = set.seal(tier);
  const std::string hash = io::content_hash(manifest);
  return {{tier, io::to_json(manifest), hash.substr(0, 12)}, hash};
}

}  // namespace

std::vector<PublishedRelease> publish(
    std::span<const TierFiles> tiers, const RunOptions& options, const Control& control,
    const std::function<void(std::span<const PublishedRelease>)>& before) {
  io::ReleaseSet set(options.out);
  set.require_space(expected_bytes(tiers, options.out));
  std::vector<io::SealedRelease> sealed;
  std::vector<PublishedRelease> releases;
  for (const TierFiles& files : tiers) {
    Written written = write_and_seal(files, set);
    releases.push_back({written.sealed.tier, {}, written.content_hash});
    sealed.push_back(std::move(written.sealed));
    control.check();
  }
  const std::vector<fs::path> paths = set.publish(sealed, options.utc, [&] { before(releases); });
  for (std::size_t i = 0; i < releases.size(); ++i) releases[i].path = paths[i];
  return releases;
}

}  // namespace rawan::engine
