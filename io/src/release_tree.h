#pragma once

#include "rawan/io/release.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The directory of releases as the file system sees it.
namespace rawan::io {

/// "20261121T183000Z-0123456789ab", perhaps with "-2".
bool is_release_name(std::string_view name);

/// Names in a directory, sorted.
std::vector<std::string> names_in(const std::filesystem::path& directory);

/// What lies there, links not followed; `not_found` for nothing. @throws OutputError.
std::filesystem::file_type kind_of(const std::filesystem::path& path);

/// Names of the releases below OUT, oldest first.
std::vector<std::string> release_names(const std::filesystem::path& out);

/// Makes the directory with exactly this mode, or accepts one that is there.
/// @throws OutputError "is_a_link" | "not_a_directory" | ...
void make_directory(const std::filesystem::path& path, unsigned mode);

/// Files below a directory, relative to it, by name.
/// @throws OutputError "side_file" | "foreign_file": what may not be published.
std::vector<std::filesystem::path> publishable_files(const std::filesystem::path& directory);

/// Syncs every directory below and the directory itself.
void sync_directories(const std::filesystem::path& directory);

/// Takes the right to write from everything below a directory, not from the directory itself:
/// one that may not be written cannot be moved.
void make_contents_read_only(const std::filesystem::path& directory, Readers readers);
void make_directory_read_only(const std::filesystem::path& directory, Readers readers);

/// Removes a tree, read-only or not. @return whether it is gone.
bool remove_tree(const std::filesystem::path& directory) noexcept;

/// Where `current` points, if it exists. @throws OutputError "not_a_link".
std::optional<std::filesystem::path> current_target(const std::filesystem::path& out);

/// Swaps `current` in one step. @throws OutputError "no_links" | ...
void point_current(const std::filesystem::path& out, const std::filesystem::path& target);

}  // namespace rawan::io
