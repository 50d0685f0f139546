#include "simulated_rows.h"

#include "layer_words.h"
#include "rawan/algorithms/polygons.h"

#include <fmt/format.h>

namespace rawan::engine {
namespace {

/// The village a position lies in: that of the dialogue, as marks never leave it.
SimulatedRow row_for(const WorldDialogue& dialogue, std::size_t index, io::RecordType type,
                     const WorldMark* mark, const io::Projector& projector) {
  SimulatedRow row{.type = type,
                   .dialogue = &dialogue,
                   .mark = mark,
                   .dialogue_number = index,
                   .patrol_id = patrol_name(dialogue),
                   .dialogue_id = dialogue_name(index),
                   .site = dialogue.site};
  if (mark != nullptr) row.position = projector.to_degrees(mark->position);
  return row;
}

std::string quoted(const std::string& cell, bool always) {
  if (!always && cell.find_first_of(";\"\r\n") == std::string::npos) return cell;
  std::string text = "\"";
  for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

std::string line_of(const std::vector<std::string>& cells, const Dialect& dialect) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += (i > 0 ? ";" : "") + quoted(cells[i], dialect.quote_all);
  }
  return line + dialect.line_end;
}

std::string record_of(const SimulatedRow& row, const Dialect& dialect,
                      const SimulatedInputs& inputs, Dirt dirt) {
  std::vector<std::string> cells;
  for (const DialectColumn& column : dialect.columns) {
    cells.push_back(column.cell(row, inputs, dirt));
  }
  return line_of(cells, dialect);
}

Dirt draw_dirt(const Dialect& dialect, double share, Stream& random) {
  if (random.uniform() >= share) return Dirt::none;
  return dialect.dirt[random.below(dialect.dirt.size())];
}

}  // namespace

std::string patrol_name(const WorldDialogue& dialogue) {
  std::string day = iso_date(dialogue.day);
  std::erase(day, '-');
  return fmt::format("P-{}-R{}-{}", day, dialogue.squad + 1, dialogue.site + 1);
}

std::string dialogue_name(std::size_t index) {
  return fmt::format("D-{:04}", index + 1);
}

std::vector<SimulatedRow> rows_of(const World& world, const SimulatedInputs& inputs) {
  const io::Projector projector(inputs.records.crs.crs);
  std::vector<SimulatedRow> rows;
  for (std::size_t d = 0; d < world.dialogues.size(); ++d) {
    const WorldDialogue& dialogue = world.dialogues[d];
    const auto add = [&](io::RecordType type, const WorldMark* mark) {
      rows.push_back(row_for(dialogue, d, type, mark, projector));
      rows.back().number = static_cast<std::uint32_t>(rows.size());
    };
    for (const WorldMark& mark : dialogue.marks) add(io::RecordType::persepsi, &mark);
    for (const WorldMark& mark : dialogue.private_places) add(io::RecordType::persepsi, &mark);
    for (const WorldMark& mark : dialogue.findings) add(io::RecordType::temuan, &mark);
    if (dialogue.marks.empty() && dialogue.findings.empty()) add(io::RecordType::nihil, nullptr);
  }
  return rows;
}

std::string_view code_of(Dirt dirt) {
  constexpr std::array<std::string_view, 25> kCodes{"none",
                                                    "swapped",
                                                    "mirrored",
                                                    "thousands",
                                                    "dms",
                                                    "null_island",
                                                    "no_coordinates",
                                                    "far_away",
                                                    "low_accuracy",
                                                    "future_date",
                                                    "impossible_date",
                                                    "serial_date",
                                                    "month_name",
                                                    "two_digit_year",
                                                    "odd_time",
                                                    "no_consent",
                                                    "duplicate",
                                                    "rejected_status",
                                                    "synonym",
                                                    "unknown_code",
                                                    "unit_in_number",
                                                    "negative_number",
                                                    "odd_sex",
                                                    "scientific_code",
                                                    "test_row"};
  return kCodes[static_cast<std::size_t>(dirt)];
}

SpoiltTable write_table(const Dialect& dialect, std::span<const SimulatedRow> rows,
                        const SimulatedInputs& inputs, double dirty_share, std::uint64_t seed) {
  SpoiltTable table{.text = dialect.byte_order_mark, .dirt = {}};
  std::vector<std::string> header;
  for (const DialectColumn& column : dialect.columns) header.push_back(column.header);
  for (const std::string& line : dialect.title) table.text += line + dialect.line_end;
  table.text += line_of(header, dialect);
  for (const SimulatedRow& row : rows) {
    Stream random(seed, row.number);
    const Dirt dirt = draw_dirt(dialect, dirty_share, random);
    const std::string record = record_of(row, dialect, inputs, dirt);
    table.text += record;
    if (dirt == Dirt::duplicate) table.text += record;
    if (dirt != Dirt::none) table.dirt.emplace_back(row.number, dirt);
  }
  if (!dialect.total_header.empty()) {
    std::vector<std::string> total;
    for (const DialectColumn& column : dialect.columns) {
      total.push_back(column.header == dialect.total_header ? "Jumlah" : "");
    }
    table.text += line_of(total, dialect);
  }
  return table;
}

}  // namespace rawan::engine
