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
  constexpr std::array<std::string_view, 3> names{"NetworkLink", "href", "link"};
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
            .text = [this](std::string_view piece) { take(piece); }};
  }

 private:
  /// What the text of an open element is.
  struct Value {
    std::string header = {};  ///< Empty: nothing that is kept.
    bool is_point = false;
    bool has_children = false;
    WipedBytes text = {};

    bool is_kept() const { return is_point || !header.empty(); }
  };

  bool in_place() const { return depth_ > 0; }

  void open(std::string_view name, const XmlAttributes& attributes) {
    if (is_link(name)) sinks_.link();
    if (name == dialect_.place && !in_place()) open_place(attributes);
    if (!values_.empty()) values_.back().has_children = true;
    path_.emplace_back(name, attributes["name"]);
    values_.push_back(in_place() ? value_of(name) : Value{});
  }

  Value value_of(std::string_view name) const {
    const std::span<const XmlDialect::Element> inside = std::span(path_).subspan(depth_ - 1);
    if (name == "coordinates" && inside.size() == 3 && inside[1].first == "Point") {
      return {.is_point = true};
    }
    std::string header = dialect_.header(inside);
    return !header.empty() && sinks_.wants(header) ? Value{.header = std::move(header)} : Value{};
  }

  void take(std::string_view piece) {
    if (!values_.empty() && values_.back().is_kept()) append(values_.back().text, piece);
  }

  void open_place(const XmlAttributes& attributes) {
    place_ = {};
    has_point_ = false;
    depth_ = path_.size() + 1;
    store_point(attributes["lat"], attributes["lon"]);
  }

  void store_point(std::string_view lat, std::string_view lon) {
    has_point_ = has_point_ || !lat.empty() || !lon.empty();
    if (sinks_.wants(kLatitude)) place_.values[kLatitude] = std::string(trim(lat));
    if (sinks_.wants(kLongitude)) place_.values[kLongitude] = std::string(trim(lon));
  }

  /// "109.5,0.85" or "109.5,0.85,12".
  void store_tuple(std::string_view text) {
    const auto comma = std::min(text.find(','), text.size());
    const std::string_view rest = text.substr(std::min(comma + 1, text.size()));
    store_point(rest.substr(0, rest.find(',')), text.substr(0, comma));
  }

  void store(const Value& value) {
    const std::string_view text = trim(as_text(value.text));
    if (text.empty()) return;
    if (value.has_children) return refuse("nested_value");
    if (value.is_point) return store_tuple(text);
    const bool is_axis = value.header == kLatitude || value.header == kLongitude;
    if (is_axis && has_point_) return;
    std::string& stored = place_.values[value.header];
    if (!stored.empty() && stored != text) return refuse("value_twice");
    stored = text;
  }

  void refuse(std::string_view flaw) {
    if (place_.flaw.empty()) place_.flaw = flaw;
  }

  void close() {
    if (values_.back().is_kept()) store(values_.back());
    values_.pop_back();
    path_.pop_back();
    if (!in_place() || path_.size() >= depth_) return;
    depth_ = 0;
    sinks_.place(place_);
  }

  const XmlDialect& dialect_;
  Sinks sinks_;
  std::vector<XmlDialect::Element> path_;
  std::vector<Value> values_;  ///< One per element of the path.
  std::size_t depth_ = 0;      ///< Elements open down to the place; 0 outside of places.
  XmlPlace place_;
  bool has_point_ = false;
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

std::string kml_header(std::span<const XmlDialect::Element> path) {
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
std::string gpx_header(std::span<const XmlDialect::Element> path) {
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
