#pragma once

#include "rawan/engine/run_options.h"
#include "rawan/engine/tier.h"
#include "rawan/io/manifest.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace rawan {
class Control;
}

namespace rawan::engine {

struct OpenContext;
struct PatrolContext;
struct PlanningContext;
struct Policy;
struct RestrictedContext;

/// The release of one audience before it is written: who gets it and what writes its files into a
/// directory.
struct TierFiles {
  Tier tier;
  std::function<io::Manifest(const std::filesystem::path& dir)> write;
};

/// A text that goes with a release of patrols.
struct ExtraFile {
  std::string name;
  std::string text;
};

// Each refers to its context and to the policy it was cleared by, which must outlive it.
TierFiles restricted_files(const RestrictedContext& context, const Policy& policy,
                           const Control& control);
TierFiles operational_files(const PatrolContext& context, const Policy& policy,
                            std::span<const ExtraFile> extra, const Control& control);
TierFiles planning_files(const PlanningContext& context, const Policy& policy,
                         const Control& control);
TierFiles open_files(const OpenContext& context, const Policy& policy);

struct PublishedRelease {
  std::string tier;
  std::filesystem::path path;
  std::string content_hash;
};

/// Writes the releases below `options.out` and makes them current, all or none.
/// @param before the last that may refuse, when all files are sealed; paths are still empty.
/// @throws io::OutputError; then nothing changed below OUT.
std::vector<PublishedRelease> publish(
    std::span<const TierFiles> tiers, const RunOptions& options, const Control& control,
    const std::function<void(std::span<const PublishedRelease>)>& before);

}  // namespace rawan::engine
