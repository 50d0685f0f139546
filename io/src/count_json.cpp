#include "count_features.h"
#include "gdal_session.h"
#include "rawan/io/error.h"
#include "read_bytes.h"

#include <nlohmann/json.hpp>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kNamedLevels = 4;  // Down to the members of a geometry.

/// Whether the parser stopped at NaN, nan, Infinity, inf, or one of them with a minus: it gives the
/// text up to the first letter that cannot be.
bool ends_in_no_number(std::string_view text) {
  constexpr std::array<std::string_view, 5> ends{"N", "I", "i", "na", "-n"};
  return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

/// What the JSON text is: one collection of features, or one feature.
enum class Whole : std::uint8_t { collection, feature };

/// Counts the elements of the top-level array "features" as the tokens pass by, and looks at what
/// GDAL would change without a word. Returning false stops the parser.
class FeatureCounter : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit FeatureCounter(Whole whole) : feature_(whole == Whole::collection ? 2 : 0) {}

  bool null() override { return value() && no_coordinate(); }
  bool boolean(bool /*v*/) override { return value() && no_coordinate(); }
  bool number_integer(number_integer_t /*v*/) override { return value(); }
  bool number_unsigned(number_unsigned_t /*v*/) override { return value(); }
  bool number_float(number_float_t /*v*/, const string_t& /*s*/) override { return value(); }
  bool binary(binary_t& /*v*/) override { return value(); }

  bool string(string_t& text) override {
    if (levels_.size() == 1 && levels_[0].key == "type") type_ = text;
    if (levels_.size() == 2 && levels_[0].key == "crs" && levels_[1].key == "type") {
      link_ = link_ || text == "link";
    }
    if (levels_.size() == 3 && levels_[0].key == "crs" && levels_[2].key == "name") system_ = text;
    return value() && no_coordinate();
  }
  bool start_object(std::size_t /*n*/) override {
    if (in_features()) ++count_;
    return no_coordinate() && push();
  }
  bool start_array(std::size_t /*n*/) override {
    if (levels_.size() == 1 && levels_[0].key == "features") listed_ = true;
    return value() && push();
  }
  bool end_object() override { return pop(); }
  bool end_array() override { return pop(); }

  bool key(string_t& name) override {
    Level& level = levels_.back();
    const std::size_t hash = std::hash<std::string>{}(name);
    for (const std::size_t seen : level.keys) {
      if (seen == hash) return stop("key_twice");
    }
    level.keys.push_back(hash);
    if (levels_.size() <= kNamedLevels) level.key = name;
    return true;
  }
  bool parse_error(std::size_t /*position*/, const std::string& token,
                   const nlohmann::detail::exception& error) override {
    constexpr int kNumberOverflow = 406;
    const bool names_no_number = in_coordinates() && ends_in_no_number(token);
    return stop(error.id == kNumberOverflow || names_no_number ? "not_finite" : "damaged");
  }

  std::uint64_t count() const { return count_; }
  bool is_collection() const { return listed_ && type_ == "FeatureCollection"; }
  bool is_feature() const { return type_ == "Feature"; }
  bool has_crs_link() const { return link_; }
  const std::string& system() const { return system_; }
  /// The code of the error that stopped the parser.
  const char* fault() const { return fault_; }
  /// The feature in which it stopped, counted from 1; none outside of features.
  std::optional<std::uint64_t> faulty_feature() const {
    return in_feature() && count_ > 0 ? std::optional(count_) : std::nullopt;
  }

 private:
  struct Level {
    std::string key = {};
    std::vector<std::size_t> keys = {};
  };

  bool in_features() const {
    return listed_ && levels_.size() == 2 && levels_[0].key == "features";
  }
  bool in_feature() const {
    return levels_.size() > feature_ && (feature_ == 0 || levels_[0].key == "features");
  }
  bool in_coordinates() const {
    return in_feature() && levels_.size() > feature_ + 2 && levels_[feature_].key == "geometry" &&
           levels_[feature_ + 1].key == "coordinates";
  }
  /// Elements of "features" are objects and nothing else.
  bool value() { return !in_features() || feature_ == 0 || stop("not_geojson"); }
  bool no_coordinate() { return !in_coordinates() || stop("coordinate_type"); }
  bool stop(const char* fault) {
    fault_ = fault;
    return false;
  }
  bool push() {
    levels_.emplace_back();
    return levels_.size() <= kDeepest || stop("nesting");
  }
  bool pop() {
    levels_.pop_back();
    return true;
  }

  std::size_t feature_;  ///< Level of a feature's own members.
  std::vector<Level> levels_;
  std::string type_;
  std::string system_;
  const char* fault_ = "damaged";
  bool listed_ = false;
  bool link_ = false;
  std::uint64_t count_ = 0;
};

std::string_view without_mark(std::string_view text) {
  return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text;
}

/// GDAL says "damaged" where it does not know the name, and must not follow one that leads away.
void expect_known_system(const std::string& name, const std::string& path) {
  if (name.empty()) return;
  start_gdal();
  const GdalErrors silence;
  OGRSpatialReference crs;
  const auto* const limits = OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS;
  if (crs.SetFromUserInput(name.c_str(), limits) != OGRERR_NONE) {
    throw InputError("crs_unknown", {.file = path});
  }
}

}  // namespace

std::uint64_t count_geojson(const std::string& path) {
  const WipedBytes bytes = read_bytes(path);
  const std::string_view text = without_mark(as_text(bytes));
  FeatureCounter counter(Whole::collection);
  const bool whole = nlohmann::json::sax_parse(text.begin(), text.end(), &counter);
  if (!whole) throw InputError(counter.fault(), {.file = path, .row = counter.faulty_feature()});
  if (counter.has_crs_link()) throw InputError("crs_link_refused", {.file = path});
  if (!counter.is_collection()) throw InputError("not_geojson", {.file = path});
  expect_known_system(counter.system(), path);
  return counter.count();
}

std::uint64_t count_geojson_lines(const std::string& path) {
  const WipedBytes bytes = read_bytes(path);
  std::string_view text = without_mark(as_text(bytes));
  std::uint64_t count = 0;
  std::uint64_t line = 0;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    ++line;
    if (one.find_first_not_of(" \t\r\x1e") == std::string_view::npos) continue;
    const std::string_view json = one.front() == '\x1e' ? one.substr(1) : one;
    FeatureCounter counter(Whole::feature);
    const bool whole = nlohmann::json::sax_parse(json.begin(), json.end(), &counter);
    if (!whole) throw InputError(counter.fault(), {.file = path, .row = line});
    if (!counter.is_feature()) throw InputError("not_geojson", {.file = path, .row = line});
    ++count;
  }
  return count;
}

}  // namespace rawan::io
