#include "tools/neighbor_links.h"

#include "tools/neighbor_options.h"
#include "tools/refusal.h"

#include <cmath>
#include <utility>

namespace rawan::engine {
namespace {

/// The key of each end, or the number of its record.
io::Attribute ends(const std::string& name, const std::vector<std::size_t>& sites,
                   const io::FeatureSet& set) {
  if (set.texts.empty()) {
    std::vector<std::int64_t> records;
    for (const std::size_t site : sites) {
      records.push_back(static_cast<std::int64_t>(set.record[site]));
    }
    return io::integers(name, "", records);
  }
  io::PackedTexts keys;
  for (const std::size_t site : sites) keys.push_back(set.texts.front()[site]);
  return {.name = name, .values = std::move(keys)};
}

std::vector<double> lengths(const std::vector<Polyline>& lines) {
  std::vector<double> lengths;
  for (const Polyline& line : lines) {
    lengths.push_back(std::hypot(line[1].x - line[0].x, line[1].y - line[0].y));
  }
  return lengths;
}

}  // namespace

void add_links(OptionSet& options, std::string& path) {
  options.result("--links", path);
}

NeighborLinks::NeighborLinks(const std::string& path, const OutputOptions& beside,
                             std::span<const std::string> inputs, const ToolContext& context)
    : context_(context), path_(path) {
  if (path.empty()) return;
  if (path == beside.path) refuse(context, "usage_links_file");
  output_.emplace(OutputOptions{.path = path, .overwrite = beside.overwrite},
                  ToolOutput::Holds::tables, inputs, context);
}

void NeighborLinks::take(const Weights& weights, const io::FeatureSet& set) {
  if (!wanted()) return;
  const std::vector<Point> sites = sites_of(set);
  for (Eigen::Index row = 0; row < weights.rows(); ++row) {
    for (Weights::InnerIterator link(weights, row); link; ++link) {
      const bool mutual = weights.coeff(link.col(), row) != 0.0;
      if (mutual && link.col() < row) continue;
      from_.push_back(static_cast<std::size_t>(row));
      to_.push_back(static_cast<std::size_t>(link.col()));
      mutual_.push_back(mutual ? 1 : 0);
      lines_.push_back({sites[from_.back()], sites[to_.back()]});
    }
  }
}

void NeighborLinks::write(const io::FeatureSet& set, ToolSummary& summary) {
  if (!wanted()) return;
  io::FeatureTable table = result_table(set, "links", context_);
  table.shapes = io::reprojected(lines_, set.metric.system, set.stored);
  const auto add = [&](io::Attribute column) {
    add_column(table, std::move(column), context_, summary);
  };
  add(ends("link_from", from_, set));
  add(ends("link_to", to_, set));
  add(io::reals("link_m", "", lengths(lines_)));
  add({.name = "link_mutual", .values = mutual_, .kind = io::Attribute::Kind::boolean});
  output_->write_tables(std::span(&table, 1), summary);
  summary.word("links_file", path_);
}

}  // namespace rawan::engine
