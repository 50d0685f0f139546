#include "part.h"
#include "rawan/io/release.h"
#include "sealed_bytes.h"

#include <utility>

namespace rawan::engine {
namespace {

void put_crs(io::ByteWriter& out, const io::CrsChoice& crs) {
  out.put(crs.crs);
  out.put_text(crs.name);
  out.put(crs.smallest_scale);
  out.put(crs.largest_scale);
  out.put(std::uint8_t{crs.distorted});
}

io::CrsChoice get_crs(io::ByteReader& in) {
  io::CrsChoice crs;
  crs.crs = in.get<io::MetricCrs>();
  crs.name = in.get_text();
  crs.smallest_scale = in.get<double>();
  crs.largest_scale = in.get<double>();
  crs.distorted = in.get<std::uint8_t>() != 0;
  return crs;
}

void put_run(io::ByteWriter& out, const DensityRun& run) {
  out.put(run.row);
  out.put(run.column);
  out.put(std::uint64_t{run.values.size()});
  for (const float value : run.values) out.put(value);
}

DensityRun get_run(io::ByteReader& in) {
  DensityRun run;
  run.row = in.get<std::int32_t>();
  run.column = in.get<std::int32_t>();
  run.values.resize(in.get_count());
  for (float& value : run.values) value = in.get<float>();
  return run;
}

void put_place(io::ByteWriter& out, const LayerPlace& place) {
  out.put(place.from);
  out.put(place.bytes);
  out.put_text(place.sha256);
}

LayerPlace get_place(io::ByteReader& in) {
  const auto from = in.get<std::uint64_t>();
  const auto bytes = in.get<std::uint64_t>();
  return {.from = from, .bytes = bytes, .sha256 = in.get_text()};
}

/// What follows the layers in the file of a part.
void put_rest(io::ByteWriter& out, const Part& part, const std::vector<LayerPlace>& places) {
  out.put_text(part.code);
  put_crs(out, part.crs);
  out.put(std::uint64_t{places.size()});
  for (const LayerPlace& place : places) put_place(out, place);
  out.put(std::uint64_t{part.notes.size()});
  for (const io::Issue& issue : part.notes) put_issue(out, issue);
  out.put(std::uint64_t{part.density.size()});
  for (const DensityRun& run : part.density) put_run(out, run);
  out.put(std::uint64_t{part.figures.size()});
  for (const auto& [name, value] : part.figures) {
    out.put_text(name);
    out.put(value);
  }
}

PlacedPart get_rest(io::ByteReader& in) {
  PlacedPart rest;
  Part& part = rest.part;
  part.code = in.get_text();
  part.crs = get_crs(in);
  for (std::size_t left = in.get_count(); left > 0; --left) rest.places.push_back(get_place(in));
  for (std::size_t left = in.get_count(); left > 0; --left) part.notes.push_back(get_issue(in));
  for (std::size_t left = in.get_count(); left > 0; --left) part.density.push_back(get_run(in));
  for (std::size_t left = in.get_count(); left > 0; --left) {
    std::string name = in.get_text();
    part.figures.emplace(std::move(name), in.get<std::int64_t>());
  }
  return rest;
}

/// The part without its layers. The rest says at its end where it begins, and its seal comes last.
std::optional<PlacedPart> rest_of(std::string_view bytes, const std::string& key) {
  constexpr std::size_t kEnd = sizeof(std::uint64_t) + kSealBytes;
  if (bytes.size() < kEnd) return std::nullopt;
  const auto from = io::ByteReader(bytes.substr(bytes.size() - kEnd)).get<std::uint64_t>();
  if (from > bytes.size() - kEnd) return std::nullopt;
  const auto content = unsealed(bytes.substr(from), key);
  if (!content) return std::nullopt;
  io::ByteReader in(*content);
  return get_rest(in);
}

}  // namespace

PartFile part_as_bytes(const Part& part, const std::string& key) {
  io::ByteWriter out;
  std::vector<LayerPlace> places;
  for (const io::Layer& layer : part.layers) {
    const std::uint64_t from = out.bytes().size();
    out.put_layer(layer);
    const std::string_view own = out.bytes().substr(from);
    places.push_back({.from = from, .bytes = own.size(), .sha256 = io::sha256(own)});
  }
  const std::uint64_t rest = out.bytes().size();
  put_rest(out, part, places);
  out.put(rest);
  const std::string seal = seal_of(out.bytes().substr(rest), key);
  return {.bytes = out.take() += seal, .places = std::move(places)};
}

std::optional<PlacedPart> part_from_bytes(std::string_view bytes, const std::string& key) {
  std::optional<PlacedPart> found = rest_of(bytes, key);
  if (!found) return std::nullopt;
  for (const LayerPlace& place : found->places) {
    auto layer = layer_from_bytes(bytes.substr(place.from, place.bytes), place);
    if (!layer) return std::nullopt;
    found->part.layers.push_back(std::move(*layer));
  }
  return found;
}

std::optional<io::Layer> layer_from_bytes(std::string_view bytes, const LayerPlace& place) {
  if (io::sha256(bytes) != place.sha256) return std::nullopt;
  return io::ByteReader(bytes).get_layer();
}

}  // namespace rawan::engine
