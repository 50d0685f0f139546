#include "xlsform.h"

#include "column_title.h"
#include "rawan/algorithms/contract.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/version.h"
#include "rawan/io/records.h"
#include "rawan/io/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rawan::engine {
namespace {

const io::Field& report_field(std::string_view name) {
  const io::TableSchema* reports = io::find_schema("reports");
  expects(reports != nullptr, "there is a schema of reports");
  const auto found = std::ranges::find(reports->fields, name, &io::Field::name);
  expects(found != reports->fields.end(), "the form asks for columns of the schema");
  return *found;
}

/// The answer of another question in an expression: "${jenis_laporan}".
std::string answer(std::string_view field) {
  return "${" + column_title(report_field(field)) + "}";
}

std::string is(std::string_view field, std::string_view code) {
  return fmt::format("{} = '{}'", answer(field), code);
}

std::string both(const std::string& a, const std::string& b) {
  return fmt::format("({}) and ({})", a, b);
}

std::string either(const std::string& a, const std::string& b) {
  return fmt::format("({}) or ({})", a, b);
}

/// Holds once a place was chosen that is open to everybody.
std::string is_public_place() {
  const auto places = io::code_list(report_field("place_type").code_list).entries;
  std::string closed;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!io::is_private(static_cast<io::PlaceType>(i))) continue;
    closed += (closed.empty() ? "" : " ") + std::string(places[i].code);
  }
  const std::string place = answer("place_type");
  return fmt::format("{0} != '' and not(selected('{1}', {0}))", place, closed);
}

/// Builds the form question by question, with the words of both languages.
class FormBuilder {
 public:
  XlsForm build() {
    form_.title = text("form.title");
    form_.id = "rawan_laporan";
    form_.version = version();
    form_.survey.push_back({"today", "today"});
    form_.survey.push_back({.type = "note", .name = "penjelasan", .label = text("form.intro")});
    ask("consent").required = "yes";
    add_activity();
    add_participants();
    add_place();
    add_problem();
    add_help();
    add_choices();
    return std::move(form_);
  }

 private:
  BothTexts text(const std::string& key) const {
    if (!indonesian_.has(key)) return {};
    return {indonesian_.text(key), english_.text(key)};
  }

  std::string type_of(const io::Field& field) const {
    switch (field.type) {
      case io::FieldType::code:
        return "select_one " + std::string(field.code_list);
      case io::FieldType::codes:
        return "select_multiple " + std::string(field.code_list);
      case io::FieldType::integer:
        return "integer";
      case io::FieldType::date:
        return "date";
      case io::FieldType::time:
        return "time";
      default:
        return "text";
    }
  }

  /// A question for a column of the reports. One that is not read lands in a row that is thrown
  /// away: nobody is asked for it.
  FormRow& ask(const std::string& field_name) {
    const io::Field& field = report_field(field_name);
    FormRow row{.type = type_of(field),
                .name = column_title(field),
                .label = text("form." + field_name),
                .hint = text("form." + field_name + ".hint"),
                .constraint_message = text("form." + field_name + ".rule")};
    auto& rows = field.is_read ? form_.survey : unread_;
    if (field.type == io::FieldType::integer) row.constraint = ". >= 0";
    rows.push_back(std::move(row));
    return rows.back();
  }

  void begin_group(const std::string& name, const std::string& relevant) {
    form_.survey.push_back({.type = "begin_group",
                            .name = name,
                            .label = text("form.group." + name),
                            .relevant = relevant});
  }
  void end_group() { form_.survey.push_back({"end_group"}); }

  FormRow& ask_code(const std::string& field, const std::string& pattern) {
    FormRow& row = ask(field);
    row.constraint = fmt::format("regex(., '{}')", pattern);
    return row;
  }

  void add_activity() {
    begin_group("kegiatan", "");
    ask("record_type").required = "yes";
    FormRow& org = ask("source_org");
    org.required = "yes";
    org.standard = "satpol_pp";
    ask_code("squad_id", "^[A-Za-z0-9-]{1,12}$");
    ask_code("patrol_id", "^[A-Za-z0-9/.-]{1,30}$");
    ask_code("village_code", "^[0-9]{2}[.][0-9]{2}[.][0-9]{2}[.][123][0-9]{3}$").required = "yes";
    form_.survey.push_back({.type = "integer",
                            .name = "nomor_dialog",
                            .label = text("form.dialogue_number"),
                            .hint = text("form.dialogue_number.hint"),
                            .required = "yes",
                            .relevant = is("record_type", "persepsi"),
                            .constraint = ". >= 1 and . <= 20",
                            .constraint_message = text("form.dialogue_number.rule")});
    FormRow& dialogue = ask("dialogue_id");
    dialogue.type = "calculate";
    dialogue.relevant = is("record_type", "persepsi");
    dialogue.calculation =
        fmt::format("concat({}, '-', {}, '-', ${{today}}, '-', ${{nomor_dialog}})",
                    answer("squad_id"), answer("village_code"));
    end_group();
  }

  void add_participants() {
    begin_group("peserta", is("record_type", "persepsi"));
    ask("women_declined");
    for (const char* field : {"women_consulted", "men_consulted"}) {
      FormRow& row = ask(field);
      row.required = "yes";
      row.relevant = agreed_;
    }
    FormRow& aware = ask("women_aware_service");
    aware.relevant = agreed_;
    aware.constraint = ". >= 0 and . <= " + answer("women_consulted");
    for (const char* field : {"girls_consulted", "boys_consulted", "disability_consulted",
                              "pekka_consulted", "group_type", "reporter_sex"}) {
      ask(field).relevant = agreed_;
    }
    end_group();
  }

  void add_place() {
    begin_group("tempat", both(agreed_, fmt::format("{} != 'nihil'", answer("record_type"))));
    ask("place_type").required = "yes";
    FormRow& point = ask("geopoint");
    point.type = "geopoint";
    point.required = "yes";
    point.relevant = is_public_place();
    point.constraint = "number(selected-at(., 3)) <= 30";
    const std::string seen = either(is("record_type", "persepsi"), is("record_type", "temuan"));
    FormRow& factors = ask("env_factors");
    factors.relevant = seen;
    factors.required = is("record_type", "temuan");
    ask("lighting").relevant = seen;
    end_group();
  }

  void add_problem() {
    const std::string marks = is("record_type", "persepsi");
    const std::string happened = is("record_type", "kejadian");
    begin_group("keamanan", both(agreed_, either(marks, happened)));
    ask("issue_code").required = "yes";
    ask("severity").constraint = ". >= 1 and . <= 4";
    for (const char* field : {"time_band", "day_pattern", "frequency"}) ask(field).relevant = marks;
    FormRow& day = ask("occurred_on");
    day.relevant = happened;
    day.required = "yes";
    day.constraint = ". <= today()";
    ask("occurred_time").relevant = happened;
    end_group();
  }

  void add_help() {
    begin_group("layanan", both(agreed_, is("record_type", "kejadian")));
    form_.survey.push_back({.type = "acknowledge",
                            .name = "siap_rujukan",
                            .label = text("form.referral_card"),
                            .hint = text("form.referral_card.hint"),
                            .required = "yes"});
    ask("referred").required = "yes";
    ask("referred_to").relevant =
        fmt::format("selected('ditawarkan diterima darurat', {})", answer("referred"));
    ask("card_given");
    end_group();
  }

  /// The lists the questions refer to.
  void add_choices() {
    std::set<std::string_view> used;
    for (const FormRow& row : form_.survey) {
      const std::string_view type = row.type;
      if (type.starts_with("select_")) used.insert(type.substr(type.find(' ') + 1));
    }
    for (const io::CodeList& list : io::all_code_lists()) {
      if (!used.contains(list.name)) continue;
      for (const io::CodeEntry& code : list.entries) {
        form_.choices.push_back({std::string(list.name),
                                 std::string(code.code),
                                 {std::string(code.label_id), std::string(code.label_en)}});
      }
    }
  }

  Catalogue indonesian_{Language::id};
  Catalogue english_{Language::en};
  std::string agreed_ = fmt::format("{} != 'tidak'", answer("consent"));
  XlsForm form_;
  std::vector<FormRow> unread_;
};

}  // namespace

XlsForm report_form() {
  return FormBuilder().build();
}

}  // namespace rawan::engine
