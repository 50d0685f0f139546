#include "publish.h"

#include "rawan/algorithms/control.h"
#include "rawan/io/release.h"

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

io::SealedRelease write_and_seal(const TierFiles& files, io::ReleaseSet& set) {
  const std::string tier(code_of(files.tier));
  const bool private_files = files.tier == Tier::restricted;
  io::Manifest manifest =
      files.write(set.add(tier, private_files ? io::Readers::owner : io::Readers::group));
  manifest.artifacts = set.seal(tier);
  return {tier, io::to_json(manifest), io::content_hash(manifest).substr(0, 12)};
}

}  // namespace

std::vector<fs::path> publish(std::span<const TierFiles> tiers, const RunOptions& options,
                              const Control& control, const std::function<void()>& before) {
  io::ReleaseSet set(options.out);
  std::vector<io::SealedRelease> sealed;
  for (const TierFiles& files : tiers) {
    sealed.push_back(write_and_seal(files, set));
    control.check();
  }
  return set.publish(sealed, options.utc, before);
}

}  // namespace rawan::engine
