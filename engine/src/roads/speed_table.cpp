#include "roads/speed_table.h"

#include "embedded.h"
#include "nearest.h"
#include "rawan/engine/config_error.h"
#include "sentence.h"
#include "settings_text.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace rawan::engine {
namespace {

constexpr double kFastest = 200.0;
constexpr double kSlowest = 1.0;  ///< Slower is walking, or a mistake.

/// Words that are known where a misspelt one would silently close a road or lift a cap.
const std::vector<std::string_view> kClasses{
    "motorway",    "trunk",         "primary", "secondary", "tertiary", "unclassified",
    "residential", "living_street", "service", "track",     "path",     "ferry"};
const std::vector<std::string_view> kVehicleNames{"car", "motorcycle"};

struct Fault {
  std::string id;
  std::uint64_t line = 0;
  std::string key = {};
  std::string nearest = {};
};

std::string nearest_of(std::string_view word, const std::vector<std::string_view>& known) {
  return std::string(*std::ranges::min_element(
      known, {}, [&](std::string_view name) { return edit_distance(word, name); }));
}

/// Fills a table from a parsed file; the first thing wrong is thrown as a Fault.
class SpeedReader {
 public:
  SpeedTable read(const toml::table& root) {
    SpeedTable table;
    for (auto&& [key, node] : root) read_section(table, std::string(key.str()), node);
    for (std::size_t v = 0; v < io::kVehicles; ++v) {
      if (table.by_class[v].empty()) throw Fault{"speeds_missing", 0, name_of(v)};
    }
    return table;
  }

 private:
  static std::string name_of(std::size_t vehicle) { return std::string(kVehicleNames[vehicle]); }
  static std::uint64_t line_of(const toml::node& node) { return node.source().begin.line; }

  static void read_section(SpeedTable& table, const std::string& name, const toml::node& node) {
    const toml::table* section = node.as_table();
    if (name == "car") return read_speeds(table.by_class[0], section, name, &kClasses, node);
    if (name == "motorcycle") return read_speeds(table.by_class[1], section, name, &kClasses, node);
    if (name == "surface") return read_speeds(table.surface, section, name, nullptr, node);
    if (name == "tracktype") return read_speeds(table.tracktype, section, name, nullptr, node);
    if (name == "smoothness") return read_speeds(table.smoothness, section, name, nullptr, node);
    if (name == "night") return read_factors(table.night, section, name, node);
    if (name == "rain_paved") return read_factors(table.rain_paved, section, name, node);
    if (name == "rain_unpaved") return read_factors(table.rain_unpaved, section, name, node);
    static const std::vector<std::string_view> kSections{"car",        "motorcycle",  "surface",
                                                         "tracktype",  "smoothness",  "night",
                                                         "rain_paved", "rain_unpaved"};
    throw Fault{"speeds_unknown", line_of(node), name, nearest_of(name, kSections)};
  }

  static double number(const toml::node& node, double least, double most, const std::string& key,
                       const std::string& id) {
    const std::optional<double> value = node.value<double>();
    const bool fits = node.is_number() && value && *value >= least && *value <= most;
    if (!fits) throw Fault{id, line_of(node), key};
    return *value;
  }

  static void read_speeds(Speeds& speeds, const toml::table* section, const std::string& name,
                          const std::vector<std::string_view>* known, const toml::node& node) {
    if (section == nullptr) throw Fault{"speeds_section", line_of(node), name};
    for (auto&& [word, value] : *section) {
      const std::string key = name + "." + std::string(word.str());
      if (known != nullptr && std::ranges::find(*known, word.str()) == known->end()) {
        throw Fault{"speeds_unknown", line_of(value), key, nearest_of(word.str(), *known)};
      }
      const double speed = number(value, 0.0, kFastest, key, "speeds_value");
      if (speed > 0.0 && speed < kSlowest) throw Fault{"speeds_value", line_of(value), key};
      speeds.emplace(word.str(), speed);
    }
  }

  static void read_factors(std::array<double, io::kVehicles>& factors, const toml::table* section,
                           const std::string& name, const toml::node& node) {
    if (section == nullptr) throw Fault{"speeds_section", line_of(node), name};
    for (auto&& [word, value] : *section) {
      const std::string key = name + "." + std::string(word.str());
      const auto found = std::ranges::find(kVehicleNames, word.str());
      if (found == kVehicleNames.end()) {
        throw Fault{"speeds_unknown", line_of(value), key, nearest_of(word.str(), kVehicleNames)};
      }
      const auto vehicle = static_cast<std::size_t>(found - kVehicleNames.begin());
      factors[vehicle] = number(value, 0.01, 1.0, key, "speeds_factor");
    }
  }
};

[[noreturn]] void fail(const std::filesystem::path& file, const Catalogue& words,
                       const Fault& fault) {
  io::Place place{file.string()};
  if (fault.line > 0) place.row = fault.line;
  throw ConfigError(
      sentence(words, fault.id, place, {{"key", fault.key}, {"nearest", fault.nearest}}), fault.id);
}

double cap_of(const Speeds& caps, const std::string& word) {
  const auto found = caps.find(word);
  return word.empty() || found == caps.end() ? kFastest : found->second;
}

/// What is not said is guessed by the class: tracks and paths are of earth.
bool is_paved(const io::RoadTraits& road) {
  static const std::vector<std::string_view> kPaved{
      "paved",           "asphalt",        "concrete", "cement",
      "concrete:plates", "chipseal",       "metal",    "bricks",
      "paving_stones",   "concrete:lanes", "sett",     "wood"};
  if (!road.surface.empty()) return std::ranges::find(kPaved, road.surface) != kPaved.end();
  if (!road.tracktype.empty()) return road.tracktype == "grade1";
  return road.road_class != "track" && road.road_class != "path";
}

}  // namespace

const SpeedTable& default_speeds() {
  static const SpeedTable kTable =
      SpeedReader().read(toml::parse(embedded("data/speeds/patroli.toml")));
  return kTable;
}

SpeedTable read_speeds(const std::filesystem::path& file, const Catalogue& words) {
  const auto content = settings_text(file);
  if (!content) fail(file, words, {"speeds_unreadable"});
  try {
    return SpeedReader().read(parse_settings(*content, file.string()));
  } catch (const SettingsExcess& excess) {
    fail(file, words, {excess.id, excess.line});
  } catch (const toml::parse_error& fault) {
    fail(file, words, {"speeds_syntax", fault.source().begin.line});
  } catch (const Fault& fault) {
    fail(file, words, fault);
  }
}

double speed_on(const io::RoadTraits& road, const SpeedTable& speeds,
                const TravelProfile& profile) {
  const auto vehicle = static_cast<std::size_t>(profile.vehicle);
  const auto& by_class = speeds.by_class[vehicle];
  const auto found = by_class.find(road.road_class);
  double speed = found == by_class.end() ? 0.0 : found->second;
  if (speed > 0.0 && road.speed > 0.0) speed = road.speed;
  if (speed <= 0.0 || road.road_class == "ferry") return speed;
  if (road.max_speed > 0.0) speed = std::min(speed, road.max_speed);
  speed = std::min({speed, cap_of(speeds.surface, road.surface),
                    cap_of(speeds.tracktype, road.tracktype),
                    cap_of(speeds.smoothness, road.smoothness)});
  if (speed <= 0.0) return 0.0;
  if (profile.night) speed *= speeds.night[vehicle];
  if (profile.rain) speed *= (is_paved(road) ? speeds.rain_paved : speeds.rain_unpaved)[vehicle];
  return std::max(speed, kSlowest);
}

}  // namespace rawan::engine
