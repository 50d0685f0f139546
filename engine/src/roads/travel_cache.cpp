#include "roads/travel_cache.h"

#include "rawan/io/error.h"
#include "rawan/io/feature_table.h"
#include "rawan/io/release.h"
#include "rawan/io/writers.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <sys/time.h>
#include <type_traits>
#include <utility>
#include <vector>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFormat = "rawan travel 1\n";
constexpr std::size_t kHashLength = 64;
constexpr const char* kExtension = ".travel";

template <class Number>
void put(std::string& bytes, Number number) {
  static_assert(std::is_arithmetic_v<Number>);
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void put_speeds(std::string& bytes, const Speeds& speeds) {
  put(bytes, speeds.size());
  for (const auto& [word, speed] : speeds) {
    put(bytes, word.size());
    bytes += word;
    put(bytes, speed);
  }
}

/// Takes numbers from the front of a text; `sound` turns false where there are none left.
struct Source {
  std::string_view bytes;
  bool sound = true;

  template <class Number>
  Number take() {
    Number number{};
    if (bytes.size() < sizeof number) {
      sound = false;
      return number;
    }
    std::memcpy(&number, bytes.data(), sizeof number);
    bytes.remove_prefix(sizeof number);
    return number;
  }
};

std::string packed(const Travel& travel) {
  std::string bytes;
  put(bytes, std::uint64_t{travel.matrix.places});
  for (const std::int32_t s : travel.matrix.seconds) put(bytes, s);
  for (const double m : travel.matrix.meters) put(bytes, m);
  for (const bool e : travel.estimated) put(bytes, static_cast<std::uint8_t>(e));
  for (const PlaceOnRoads& place : travel.places) {
    put(bytes, static_cast<std::uint8_t>(place.state));
    put(bytes, place.meters);
    put(bytes, place.island);
  }
  return bytes;
}

std::optional<Travel> unpacked(std::string_view bytes) {
  Source source{bytes};
  Travel travel{.from_cache = true};
  const auto places = source.take<std::uint64_t>();
  if (!source.sound || places > bytes.size()) return std::nullopt;
  travel.matrix.places = places;
  const std::size_t legs = places * places;
  if (source.bytes.size() != legs * 13 + places * 13) return std::nullopt;
  for (std::size_t i = 0; i < legs; ++i) {
    travel.matrix.seconds.push_back(source.take<std::int32_t>());
  }
  for (std::size_t i = 0; i < legs; ++i) travel.matrix.meters.push_back(source.take<double>());
  for (std::size_t i = 0; i < legs; ++i) {
    travel.estimated.push_back(source.take<std::uint8_t>() != 0);
  }
  for (std::size_t i = 0; i < places; ++i) {
    PlaceOnRoads& place = travel.places.emplace_back();
    place.state = static_cast<PlaceOnRoads::State>(source.take<std::uint8_t>());
    place.meters = source.take<double>();
    place.island = source.take<std::int32_t>();
  }
  return source.sound ? std::optional(std::move(travel)) : std::nullopt;
}

fs::path file_of(const fs::path& folder, const std::string& key) {
  return folder / (key + kExtension);
}

/// Only the files used last stay: every set of places, season and vehicle leaves one.
void forget_unused(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> kept;
  std::error_code ignored;  // Whoever runs beside us may have been faster.
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().extension() == kExtension) {
      kept.emplace_back(entry.last_write_time(ignored), entry.path());
    }
  }
  std::ranges::sort(kept, std::greater<>());
  for (std::size_t i = kMostTravelFiles; i < kept.size(); ++i) {
    fs::remove(kept[i].second, ignored);
  }
}

}  // namespace

std::string travel_key(std::span<const io::GeoPoint> places, const RoadNetwork& network,
                       const SpeedTable& speeds, const TravelProfile& profile,
                       const TravelOptions& options) {
  std::string bytes(kFormat);
  bytes += network.hash;
  for (const io::GeoPoint p : places) {
    put(bytes, p.lon);
    put(bytes, p.lat);
  }
  for (const Speeds* table : {&speeds.by_class[0], &speeds.by_class[1], &speeds.surface,
                              &speeds.tracktype, &speeds.smoothness}) {
    put_speeds(bytes, *table);
  }
  for (const auto* factors : {&speeds.night, &speeds.rain_paved, &speeds.rain_unpaved}) {
    for (const double factor : *factors) put(bytes, factor);
  }
  put(bytes, static_cast<std::uint8_t>(profile.vehicle));
  put(bytes, profile.night);
  put(bytes, profile.rain);
  for (const double d : {options.snap.value, options.detour, options.straight_kmh}) put(bytes, d);
  return io::sha256(bytes);
}

std::optional<Travel> cached_travel(const fs::path& folder, const std::string& key) {
  std::ifstream stream(file_of(folder, key), std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  const std::string head = std::string(kFormat) + key + '\n';
  if (!bytes.starts_with(head) || bytes.size() < head.size() + kHashLength) return std::nullopt;
  const auto payload = std::string_view(bytes).substr(head.size() + kHashLength);
  if (io::sha256(payload) != bytes.substr(head.size(), kHashLength)) return std::nullopt;
  auto travel = unpacked(payload);
  // Its time says when it was used last.
  if (travel) ::utimes(file_of(folder, key).c_str(), nullptr);
  return travel;
}

void keep_travel(const fs::path& folder, const std::string& key, const Travel& travel) {
  std::error_code error;
  const bool fresh = fs::create_directories(folder, error);
  if (error) throw io::OutputError("no_permission", {.file = folder.string()});
  if (fresh) fs::permissions(folder, fs::perms::owner_all, error);
  const std::string payload = packed(travel);
  io::PrivateFile file(file_of(folder, key), {}, true);
  io::write_text(file.path().string(),
                 std::string(kFormat) + key + '\n' + io::sha256(payload) + payload);
  file.publish();
  forget_unused(folder);
}

}  // namespace rawan::engine
