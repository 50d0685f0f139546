#include "part.h"
#include "sealed_bytes.h"

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

Part read_part(io::ByteReader& in) {
  Part part;
  part.code = in.get_text();
  part.crs = get_crs(in);
  for (std::size_t left = in.get_count(); left > 0; --left) part.layers.push_back(in.get_layer());
  for (std::size_t left = in.get_count(); left > 0; --left) part.notes.push_back(get_issue(in));
  for (std::size_t left = in.get_count(); left > 0; --left) part.density.push_back(get_run(in));
  for (std::size_t left = in.get_count(); left > 0; --left) {
    std::string name = in.get_text();
    part.figures.emplace(std::move(name), in.get<std::int64_t>());
  }
  return part;
}

}  // namespace

std::string part_as_bytes(const Part& part, const std::string& key) {
  io::ByteWriter out;
  out.put_text(part.code);
  put_crs(out, part.crs);
  out.put(std::uint64_t{part.layers.size()});
  for (const io::Layer& layer : part.layers) out.put_layer(layer);
  out.put(std::uint64_t{part.notes.size()});
  for (const io::Issue& issue : part.notes) put_issue(out, issue);
  out.put(std::uint64_t{part.density.size()});
  for (const DensityRun& run : part.density) put_run(out, run);
  out.put(std::uint64_t{part.figures.size()});
  for (const auto& [name, value] : part.figures) {
    out.put_text(name);
    out.put(value);
  }
  return sealed(out.take(), key);
}

std::optional<Part> part_from_bytes(std::string_view bytes, const std::string& key) {
  const auto content = unsealed(bytes, key);
  if (!content) return std::nullopt;
  io::ByteReader in(*content);
  return read_part(in);
}

}  // namespace rawan::engine
