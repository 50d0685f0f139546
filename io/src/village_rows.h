#pragma once

#include "code_system.h"
#include "rawan/algorithms/control.h"
#include "rawan/io/issue.h"
#include "rawan/io/records.h"
#include "village_layer.h"

#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// One feature of a village layer on its way to a village or out.
struct VillageRow {
  Village village;
  CodeText code;
  std::string type;           ///< TIPADM.
  std::string district_code;  ///< As the layer claims, against the village's own code.
  std::string regency_code;
  std::vector<Issue> issues;
  bool is_joined = false;  ///< Its polygons went to another row of the same village.

  /// Adds an issue with the effect all_reasons() gives it.
  void add(std::string_view reason, std::string_view column = {});
  bool is_out() const;
};

/// Which rows a layer has, without geometry. Row numbers count features from 1.
std::vector<VillageRow> read_village_rows(const ChosenLayer& chosen, const VillageSource& source,
                                          SourceId id, const Control& control);

/// Gives every row its village id or the reason why it has none, and names where they lack.
void judge_codes(std::vector<VillageRow>& rows, const CodeResolver& resolver,
                 const ChosenLayer& chosen);
void fill_names(std::vector<VillageRow>& rows, const std::map<std::string, std::string>& names);

/// "TASWIL1000020230928_DATA..." and "2023/09/28" to "2023-09-28"; "" if there is no such date.
std::string parse_edition(std::string_view text);

}  // namespace rawan::io
