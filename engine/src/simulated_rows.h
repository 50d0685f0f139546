#pragma once

#include "rawan/algorithms/random.h"
#include "simulated_inputs.h"
#include "world.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// One row of a synthetic report table before a dialect writes it down. What is clean here may be
/// spoilt on the way.
struct SimulatedRow {
  std::uint32_t number = 0;  ///< 1 ... n over both tables.
  io::RecordType type = io::RecordType::persepsi;
  const WorldDialogue* dialogue = nullptr;
  const WorldMark* mark = nullptr;  ///< Null for `nihil`.
  std::size_t dialogue_number = 0;
  std::string patrol_id;
  std::string dialogue_id;
  std::uint32_t site = 0;  ///< Village of the mark, or of the visit.
  io::GeoPoint position;
};

/// Every report of a world, by dialogue: marks, private places, findings, or `nihil`.
std::vector<SimulatedRow> rows_of(const World& world, const SimulatedInputs& inputs);

/// The names by which dialogues and patrols of a world are known: "D-0001", "P-20260105-R2".
std::string patrol_name(const WorldDialogue& dialogue);
std::string dialogue_name(std::size_t index);

/// Ways in which rows of real tables are spoilt (domain.md 2.6). `none` is a clean row.
enum class Dirt : std::uint8_t {
  none,
  swapped,
  mirrored,
  thousands,
  dms,
  null_island,
  no_coordinates,
  far_away,
  low_accuracy,
  future_date,
  impossible_date,
  serial_date,
  month_name,
  two_digit_year,
  odd_time,
  no_consent,
  duplicate,
  rejected_status,
  synonym,
  unknown_code,
  unit_in_number,
  negative_number,
  odd_sex,
  scientific_code,
  test_row
};

std::string_view code_of(Dirt dirt);

/// A column of a table and how a clean or spoilt row fills it.
struct DialectColumn {
  std::string header;
  std::string (*cell)(const SimulatedRow& row, const SimulatedInputs& inputs, Dirt dirt);
};

/// How one source writes its table.
struct Dialect {
  std::string file;
  std::string byte_order_mark;
  std::vector<std::string> title;  ///< Lines before the header.
  bool quote_all = false;
  std::string line_end;
  std::vector<DialectColumn> columns;
  std::vector<Dirt> dirt;    ///< What may happen to its rows.
  std::string total_header;  ///< Column of the word "Jumlah"; empty: no total row.
};

/// KoboToolbox: `;`, every field quoted, decimal point, UTC submission time, group prefixes.
Dialect kobo_dialect();
/// Excel in Indonesia: title rows, `;`, byte order mark, decimal comma, labels, a total row.
Dialect excel_dialect();

/// The table as text, and what was done to which row (by number).
struct SpoiltTable {
  std::string text;
  std::vector<std::pair<std::uint32_t, Dirt>> dirt;
};

SpoiltTable write_table(const Dialect& dialect, std::span<const SimulatedRow> rows,
                        const SimulatedInputs& inputs, double dirty_share, std::uint64_t seed);

}  // namespace rawan::engine
