#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// A release of one audience, by the name of its directory.
struct DatedRelease {
  std::string tier;
  std::string name;  ///< "20261121T183000Z-0123456789ab".
  friend bool operator==(const DatedRelease&, const DatedRelease&) = default;
};

/// Destroys the releases chosen: takes them out of sight in one step, overwrites each file, then
/// removes it. Where `current` points to one it goes as well. Completes what a killed purge began.
/// @param tiers the folders below OUT.
/// @return what was destroyed, by tier and date.
/// @throws OutputError "locked" while a run writes to OUT | ...
std::vector<DatedRelease> purge_releases(const std::filesystem::path& out,
                                         const std::vector<std::string>& tiers,
                                         const std::function<bool(const DatedRelease&)>& chosen);

/// Destroys in the same way what runs left behind for later ones: folders of OUT/.rawan/<kind>.
/// @param chosen by the time of the last change to any file of a folder.
/// @return how many were destroyed.
/// @throws OutputError "locked" while a run writes to OUT | ...
std::size_t purge_leftovers(const std::filesystem::path& out, std::string_view kind,
                            const std::function<bool(std::chrono::sys_seconds)>& chosen);

}  // namespace rawan::io
