#include "xml_places.h"

#include "raw_record.h"
#include "rawan/io/error.h"
#include "wiped.h"
#include "xml_stream.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

namespace rawan::io {
namespace {

constexpr std::size_t kPiece = 65536;

void stream_file(const std::string& path, const std::function<void(std::string_view)>& sink) {
  std::ifstream file(path, std::ios::binary);
  WipedBytes piece(kPiece);
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    sink({piece.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (!file.eof()) throw InputError("not_readable", {.file = path});
}

constexpr const char* kLatitude = "lintang";
constexpr const char* kLongitude = "bujur";

bool is_link(std::string_view name) {
  constexpr std::array<std::string_view, 4> names{"NetworkLink", "href", "link", "schemaLocation"};
  return std::ranges::find(names, name) != names.end();
}

/// Follows the elements of a file and tells what stands in its places.
class PlaceFollower {
 public:
  struct Sinks {
    std::function<bool(const std::string& header)> wants;
    std::function<void(const XmlPlace&)> place;
    std::function<void()> link;
  };
  PlaceFollower(const XmlDialect& dialect, Sinks sinks)
      : dialect_(dialect), sinks_(std::move(sinks)) {}

  XmlHandler handler() {
    return {.open = [this](std::string_view name,
                           const XmlAttributes& attributes) { open(name, attributes); },
            .close = [this](std::string_view /*name*/) { close(); },
            .text =
                [this](std::string_view piece) {
                  if (takes_text_) append(text_, piece);
                }};
  }

 private:
  bool in_place() const { return depth_ > 0; }

  void open(std::string_view name, const XmlAttributes& attributes) {
    if (is_link(name)) sinks_.link();
    if (name == dialect_.place && !in_place()) open_place(attributes);
    path_.emplace_back(name, attributes["name"]);
    text_.clear();
    takes_text_ = false;
    if (!in_place()) return;
    const auto first = path_.begin() + static_cast<std::ptrdiff_t>(depth_) - 1;
    header_ = dialect_.header({first, path_.end()});
    is_point_ = name == "coordinates" && path_.size() == depth_ + 2 &&
                path_[path_.size() - 2].first == "Point";
    takes_text_ = is_point_ || (!header_.empty() && sinks_.wants(header_));
  }

  void open_place(const XmlAttributes& attributes) {
    place_.clear();
    depth_ = path_.size() + 1;
    store_point(attributes["lat"], attributes["lon"]);
  }

  void store_point(std::string_view lat, std::string_view lon) {
    if (sinks_.wants(kLatitude)) place_[kLatitude] = std::string(trim(lat));
    if (sinks_.wants(kLongitude)) place_[kLongitude] = std::string(trim(lon));
  }

  /// "109.5,0.85" or "109.5,0.85,12".
  void store_tuple(std::string_view text) {
    const auto comma = std::min(text.find(','), text.size());
    const std::string_view rest = text.substr(std::min(comma + 1, text.size()));
    store_point(rest.substr(0, rest.find(',')), text.substr(0, comma));
  }

  void close() {
    if (takes_text_ && is_point_) store_tuple(as_text(text_));
    if (takes_text_ && !is_point_) place_[header_] = std::string(trim(as_text(text_)));
    takes_text_ = false;
    path_.pop_back();
    if (!in_place() || path_.size() >= depth_) return;
    depth_ = 0;
    sinks_.place(place_);
  }

  const XmlDialect& dialect_;
  Sinks sinks_;
  std::vector<XmlDialect::Element> path_;
  std::size_t depth_ = 0;  ///< Elements open down to the place; 0 outside of places.
  XmlPlace place_;
  std::string header_;
  WipedBytes text_;
  bool takes_text_ = false;
  bool is_point_ = false;
};

void follow(const std::string& path, const XmlDialect& dialect, PlaceFollower::Sinks sinks) {
  PlaceFollower follower(dialect, std::move(sinks));
  XmlStream xml(follower.handler());
  const auto refuse = [&] { throw InputError("damaged", {.file = path}); };
  stream_file(path, [&](std::string_view piece) {
    if (!xml.feed(piece)) refuse();
  });
  if (!xml.finish()) refuse();
}

/// Looks at tags and nothing else, piece by piece.
class TagCounter {
 public:
  explicit TagCounter(std::string_view name) : name_(name) {}

  void take(std::string_view piece) {
    for (const char c : piece) take(c);
  }
  std::uint64_t count() const { return count_; }

 private:
  static constexpr std::string_view kComment = "!--";
  static constexpr std::string_view kData = "![CDATA[";

  void take(char c) {
    if (!in_tag_) {
      in_tag_ = c == '<';
      tag_.clear();
      return;
    }
    tag_.push_back(c);
    const bool comment = tag_.starts_with(kComment);
    const bool data = tag_.starts_with(kData);
    if (comment || data) {
      const std::string_view end = comment ? "-->" : "]]>";
      in_tag_ = !tag_.ends_with(end) || tag_.size() < (comment ? kComment : kData).size() + 3;
      if (tag_.size() > kLongestTag) tag_.erase(kData.size(), tag_.size() - kData.size() - 3);
    } else if (c == '>') {
      in_tag_ = false;
      count_ += is_wanted() ? 1 : 0;
    } else if (tag_.size() > kLongestTag) {
      tag_.pop_back();
    }
  }

  bool is_wanted() const {
    std::string_view name = tag_;
    name = name.substr(0, name.find_first_of(" \t\r\n/>"));
    const auto colon = name.find(':');
    return (colon == std::string_view::npos ? name : name.substr(colon + 1)) == name_;
  }

  static constexpr std::size_t kLongestTag = 256;
  std::string_view name_;
  std::string tag_;
  bool in_tag_ = false;
  std::uint64_t count_ = 0;
};

std::string kml_header(const std::vector<XmlDialect::Element>& path) {
  if (path.size() < 2) return {};
  const auto& [name, label] = path.back();
  const auto& [parent, parent_label] = path[path.size() - 2];
  if (name == "SimpleData") return label;
  if (name == "value" && parent == "Data") return parent_label;
  const bool is_own = path.size() == 2 && (name == "name" || name == "description");
  return is_own ? name : std::string();
}

/// A waypoint's time is the time of the report: `waktu_lapor`, while `time` alone would be the time
/// of the event.
std::string gpx_header(const std::vector<XmlDialect::Element>& path) {
  if (path.size() < 2) return {};
  const std::string& name = path.back().first;
  if (path[1].first == "extensions") return path.size() > 2 ? name : std::string();
  if (path.size() > 2 || name == "link") return {};
  return name == "time" ? "waktu_lapor" : name;
}

}  // namespace

const XmlDialect& kml_dialect() {
  static const XmlDialect dialect{.place = "Placemark", .header = kml_header};
  return dialect;
}

const XmlDialect& gpx_dialect() {
  static const XmlDialect dialect{.place = "wpt", .header = gpx_header};
  return dialect;
}

XmlOverview overview_of(const std::string& path, const XmlDialect& dialect) {
  XmlOverview overview;
  const auto note = [&](const std::string& header) {
    const bool known = std::ranges::find(overview.headers, header) != overview.headers.end();
    if (!known) overview.headers.push_back(header);
    return false;
  };
  follow(path, dialect,
         {.wants = note,
          .place = [](const XmlPlace& /*place*/) {},
          .link = [&] { overview.has_links = true; }});
  return overview;
}

void read_places(const std::string& path, const XmlDialect& dialect,
                 const std::vector<std::string>& headers,
                 const std::function<void(const XmlPlace&)>& sink) {
  const auto wants = [&](const std::string& header) {
    return std::ranges::find(headers, header) != headers.end();
  };
  follow(path, dialect, {.wants = wants, .place = sink, .link = [] {}});
}

std::uint64_t count_tags(const std::string& path, std::string_view name) {
  TagCounter counter(name);
  stream_file(path, [&](std::string_view piece) { counter.take(piece); });
  return counter.count();
}

}  // namespace rawan::io
