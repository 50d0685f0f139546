#include "column_title.h"
#include "planning_tables.h"
#include "row_table.h"

#include <fmt/format.h>

namespace rawan::engine {
namespace {

/// A row of MS-Var.
struct Variable {
  std::string name;
  std::string alias;
  std::string concept_of;
  std::string definition;
  std::string reference;
  std::string period;
  std::string type;
  std::string classes;
  std::string rule;
  std::string question;
};

std::string type_key(io::FieldType type) {
  using enum io::FieldType;
  switch (type) {
    case integer:
      return "variable.integer";
    case real:
      return "variable.real";
    case date:
    case time:
    case datetime:
      return "variable.date";
    case boolean:
      return "variable.boolean";
    case code:
    case codes:
      return "variable.code";
    default:
      return "variable.text";
  }
}

std::string codes_of(std::string_view list) {
  std::string text;
  if (list.empty()) return text;
  for (const io::CodeEntry& entry : io::code_list(list).entries) {
    text += (text.empty() ? "" : ", ") + std::string(entry.code);
  }
  return text;
}

class Variables {
 public:
  explicit Variables(const PlanningContext& context)
      : words_(context.page.words),
        period_(words_.date(context.page.config.period.from) + " - " +
                words_.date(context.page.config.period.to)) {}

  void add_input(std::string_view schema) {
    for (const io::Field& field : io::find_schema(schema)->fields) {
      if (!field.is_read || field.privacy == io::PrivacyClass::p3) continue;
      rows.push_back(asked(schema, field));
    }
  }

  void add_table(const io::Layer& table) {
    for (const io::Column& column : table.columns) rows.push_back(written(table, column));
  }

  std::vector<Variable> rows;

 private:
  Variable asked(std::string_view schema, const io::Field& field) const {
    const std::string question = "form." + std::string(field.name);
    return {.name = std::string(field.name),
            .alias = column_title(field),
            .concept_of = words_.text("variable.input." + std::string(schema)),
            .definition = words_.text(fmt::format("field.{}.{}", schema, field.name)),
            .reference = reference_of(column_title(field)),
            .period = period_,
            .type = words_.text(type_key(field.type)),
            .classes = codes_of(field.code_list),
            .rule = rule_of(column_title(field), type_key(field.type)),
            .question =
                words_.has(question) ? words_.text(question) : words_.text("variable.not_asked")};
  }

  Variable written(const io::Layer& table, const io::Column& column) const {
    const std::string type = type_key(column);
    return {
        .name = table.name + "." + column.name,
        .alias = column.alias,
        .concept_of = table.title,
        .definition =
            words_.text("variable.written", {{"column", column.alias}, {"table", table.title}}),
        .reference = reference_of(column.name),
        .period = period_,
        .type = words_.text(type),
        .classes = column.name == "status" ? "final, sementara, disamarkan, belum_ada_data" : "",
        .rule = rule_of(column.name, type),
        .question = words_.text("variable.not_asked")};
  }

  static std::string type_key(const io::Column& column) {
    if (column.kind == io::Column::Kind::date) return "variable.date";
    if (std::holds_alternative<io::Integers>(column.values)) return "variable.integer";
    return std::holds_alternative<io::Reals>(column.values) ? "variable.real" : "variable.text";
  }
  static std::string type_key(io::FieldType type) { return engine::type_key(type); }

  std::string reference_of(std::string_view column) const {
    return words_.text(column.starts_with("kode_") ? "variable.reference.codes"
                                                   : "variable.reference.own");
  }

  std::string rule_of(std::string_view column, const std::string& type) const {
    if (column.starts_with("kode_desa")) return "^\\d{2}\\.\\d{2}\\.\\d{2}\\.[123]\\d{3}$";
    if (column.starts_with("persen_")) return words_.text("variable.rule.percent");
    if (type == "variable.integer") return words_.text("variable.rule.count");
    if (type == "variable.date") return words_.text("variable.rule.date");
    return words_.text("value.none");
  }

  const Catalogue& words_;
  std::string period_;
};

}  // namespace

io::Layer variable_table(const std::vector<io::Layer>& tables, const PlanningContext& context) {
  Variables variables(context);
  for (const char* schema : {"reports", "patrol_log"}) variables.add_input(schema);
  for (const io::Layer& table : tables) variables.add_table(table);
  const Catalogue& words = context.page.words;
  RowTable<Variable> table("ms_var", variables.rows, context.page);
  table.put("nama", [](const Variable& row) { return row.name; });
  table.put("alias", [](const Variable& row) { return row.alias; });
  table.put("konsep", [](const Variable& row) { return row.concept_of; });
  table.put("definisi", [](const Variable& row) { return row.definition; });
  table.put("referensi_pemilihan", [](const Variable& row) { return row.reference; });
  table.put("referensi_waktu", [](const Variable& row) { return row.period; });
  table.put("tipe_data", [](const Variable& row) { return row.type; });
  table.put("klasifikasi_isian", [&](const Variable& row) {
    return row.classes.empty() ? words.text("value.none") : row.classes;
  });
  table.put("aturan_validasi", [](const Variable& row) { return row.rule; });
  table.put("kalimat_pertanyaan", [](const Variable& row) { return row.question; });
  table.put("aksesibilitas_publik", [&](const Variable&) { return words.text("variable.closed"); });
  return table.take();
}

io::Layer indicator_metadata_table(const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  std::vector<IndicatorFacts> rows(kAreaIndicators.begin(), kAreaIndicators.end());
  rows.insert(rows.end(), kApeIndicators.begin(), kApeIndicators.end());
  RowTable<IndicatorFacts> table("ms_ind", rows, context.page);
  const auto word = [&](const IndicatorFacts& row, const char* what) {
    return words.text(fmt::format("indicator.{}.{}", row.code, what));
  };
  table.put("kode_indikator", [](const IndicatorFacts& row) { return Text(row.code); });
  table.put("nama", [&](const IndicatorFacts& row) { return word(row, "name"); });
  table.put("konsep", [&](const IndicatorFacts& row) {
    return words.text(row.code.starts_with("ape_") ? "table.ape" : "table.indicator");
  });
  table.put("definisi", [&](const IndicatorFacts& row) { return word(row, "definition"); });
  table.put("interpretasi", [&](const IndicatorFacts& row) { return word(row, "meaning"); });
  table.put("rumus", [&](const IndicatorFacts& row) { return word(row, "formula"); });
  table.put("satuan",
            [&](const IndicatorFacts& row) { return words.text("unit." + std::string(row.unit)); });
  table.put("level_estimasi", [&](const IndicatorFacts& row) {
    return words.text(row.code.starts_with("ape_") ? "indicator.level.regency"
                                                   : "indicator.level.all");
  });
  table.put("produsen_data",
            [&](const IndicatorFacts&) { return context.page.config.project.organization; });
  table.put("aksesibilitas_publik",
            [&](const IndicatorFacts&) { return words.text("variable.closed"); });
  return table.take();
}

}  // namespace rawan::engine
