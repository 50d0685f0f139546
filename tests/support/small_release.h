#pragma once

#include <filesystem>
#include <string>

namespace rawan::testing {

/// Publishes a release with a GeoPackage of two layers of so many rows and a text.
std::filesystem::path publish_release(const std::filesystem::path& out, int rows,
                                      const std::string& utc);

/// The bytes of a file.
std::string content(const std::filesystem::path& path);

void make_writable(const std::filesystem::path& path);

/// Gives a published file another content and takes the right to write again.
void replace(const std::filesystem::path& path, const std::string& text);

}  // namespace rawan::testing
