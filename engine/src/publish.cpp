#include "publish.h"

#include "rawan/algorithms/control.h"
#include "rawan/io/release.h"

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

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
