#include "rawan/io/issue.h"

namespace rawan::io {

const std::vector<Reason>& all_reasons() {
  static const std::vector<Reason> reasons{
      {"after_total", Outcome::excluded},
      {"bad_quote", Outcome::rejected},
      {"blank_lines", Outcome::accepted},
      {"bom_removed", Outcome::accepted},
      {"cell_error", Outcome::rejected},
      {"choice_column", Outcome::accepted},
      {"code_format", Outcome::rejected},
      {"column_numbers", Outcome::excluded},
      {"date_invalid", Outcome::rejected},
      {"dialect", Outcome::accepted},
      {"duplicate_code", Outcome::rejected},
      {"empty_sheets", Outcome::accepted},
      {"encoding", Outcome::rejected},
      {"epoch_1904", Outcome::accepted},
      {"extra_separators", Outcome::accepted},
      {"field_too_long", Outcome::rejected},
      {"filled_down", Outcome::accepted},
      {"formula_no_value", Outcome::rejected},
      {"geometry_type", Outcome::rejected},
      {"header_row", Outcome::accepted},
      {"hidden_sheet", Outcome::accepted},
      {"line_ends", Outcome::accepted},
      {"long_row", Outcome::rejected},
      {"macros_ignored", Outcome::accepted},
      {"merged_cell", Outcome::rejected},
      {"nameless_column", Outcome::accepted},
      {"no_consent", Outcome::excluded},
      {"no_final_line_end", Outcome::accepted},
      {"no_rows", Outcome::accepted},
      {"not_finite", Outcome::rejected},
      {"nul_byte", Outcome::rejected},
      {"out_of_range", Outcome::rejected},
      {"placeholder_code", Outcome::excluded},
      {"repeated_header", Outcome::excluded},
      {"short_row", Outcome::rejected},
      {"total_row", Outcome::excluded},
      {"transcoded", Outcome::accepted},
      {"two_header_rows", Outcome::accepted},
  };
  return reasons;
}

}  // namespace rawan::io
