#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Where the places of an XML format stand and what is said of them.
struct XmlDialect {
  std::string_view place;  ///< "Placemark" or "wpt".
  /// The header for the text of the innermost of these elements, empty if it is none: names from
  /// the outermost in, and what each calls itself in its attribute `name`.
  using Element = std::pair<std::string, std::string>;
  std::function<std::string(std::span<const Element>)> header;
};

const XmlDialect& kml_dialect();
const XmlDialect& gpx_dialect();

/// One Placemark or waypoint. Its point is told as the file tells it, in the columns `lintang` and
/// `bujur`, to be judged as those of any other table; data of these names do not count beside it.
struct XmlPlace {
  std::map<std::string, std::string, std::less<>> values;  ///< By header.
  std::string_view flaw;  ///< "value_twice" (two values of one header), "nested_value" (elements
                          ///< within a value), or nothing.
};

/// What a file has besides its places.
struct XmlOverview {
  std::vector<std::string> headers;  ///< In the order they first occur.
  bool has_links = false;            ///< To other files or the network; none is followed.
};

/// Passes through the file without keeping any text. @throws InputError "damaged" (also document
/// types, and elements too deep or too long), "not_readable".
XmlOverview overview_of(const std::string& path, const XmlDialect& dialect);

/// Passes through the file and gives its places one after the other; of their values only those
/// under these headers are ever kept. @throws as above.
void read_places(const std::string& path, const XmlDialect& dialect,
                 const std::vector<std::string>& headers,
                 const std::function<void(const XmlPlace&)>& sink);

/// Opening tags of this name, counted by the tags alone: no XML parser, nothing is decoded.
std::uint64_t count_tags(const std::string& path, std::string_view name);

}  // namespace rawan::io
