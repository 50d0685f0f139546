#pragma once

#include "rawan/algorithms/histogram.h"
#include "rawan/io/chart.h"
#include "rawan/io/feature_set.h"
#include "tools/option_set.h"
#include "tools/svg_output.h"

#include <span>
#include <string>
#include <vector>

namespace rawan::engine {

/// --chart FILE.svg; the caption is that of --caption.
void add_chart(OptionSet& options, PictureOptions& picture);

/// The result as a diagram to look at, beside the file with the result.
class ToolChart {
 public:
  /// @param name the title is "chart.<name>" of the catalogue, the axes "chart.<name>.x" and ".y".
  ToolChart(const PictureOptions& options, const OutputOptions& beside,
            std::span<const std::string> inputs, const std::string& name,
            const ToolContext& context);

  bool wanted() const { return output_.wanted(); }
  io::Chart& chart() { return chart_; }

  /// Bars over named positions.
  void bars(std::vector<std::string> names, std::vector<double> values);

  /// What replicates gave ("chart.<name>.drawn"), and an observed value among them
  /// ("chart.<name>.observed").
  void distribution(const Histogram& drawn, const std::vector<double>& observed);

  void write(ToolSummary& summary);

 private:
  const Catalogue& words_;
  std::string name_;
  SvgOutput output_;
  io::Chart chart_;
};

/// 0, 1, ... n - 1: the positions of names.
std::vector<double> positions(std::size_t n);

/// The key of a record, if it was read as the first text, or its number.
std::string record_name(const io::FeatureSet& set, std::size_t i);

inline constexpr const char* kChartColor = "#0072b2";
inline constexpr const char* kChosenColor = "#d55e00";

}  // namespace rawan::engine
