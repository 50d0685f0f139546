#pragma once

#include "burden_rows.h"
#include "layers.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// How an audience may read the number of reports of an area.
struct ShownReports {
  /// A number or a class; nothing: suppressed.
  std::function<std::optional<std::string>(const BurdenRow&)> text;
  /// Whether hours per report may stand beside it: with the hours it tells the number.
  bool ratios = false;
};

/// The table `beban_patroli` of rows that an audience may see.
io::Layer burden_layer(const std::vector<BurdenRow>& rows, const ShownReports& reports,
                       const PageContext& page);

/// All areas, villages too, with numbers.
io::Layer burden_layer(const RestrictedContext& context);

}  // namespace rawan::engine
