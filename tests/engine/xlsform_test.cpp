#include "xlsform.h"

#include "rawan/io/records.h"
#include "rawan/io/schema.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace rawan::engine {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

const XlsForm& form() {
  static const XlsForm form = report_form();
  return form;
}

const FormRow* find_row(const std::string& name) {
  const auto found = std::ranges::find(form().survey, name, &FormRow::name);
  return found == form().survey.end() ? nullptr : &*found;
}

const io::TableSchema& reports() {
  return *io::find_schema("reports");
}

/// The question that fills a column of the reports.
const FormRow& question(std::string_view field) {
  for (const FormRow& row : form().survey) {
    const auto match = io::match_header(reports(), row.name);
    const bool fits =
        match.kind == io::HeaderMatch::Kind::field && reports().fields[match.field].name == field;
    if (fits && row.name != "today") return row;
  }
  throw std::runtime_error("no question for " + std::string(field));
}

bool is_group(const FormRow& row) {
  return row.type == "begin_group" || row.type == "end_group";
}

std::set<std::string> choices_of(const std::string& list) {
  std::set<std::string> names;
  for (const FormChoice& choice : form().choices) {
    if (choice.list == list) names.insert(choice.name);
  }
  return names;
}

/// Names in ${...}.
std::vector<std::string> references(const std::string& expression) {
  static const std::regex pattern(R"re(\$\{([^}]*)\})re");
  std::vector<std::string> names;
  for (std::sregex_iterator m(expression.begin(), expression.end(), pattern), end; m != end; ++m) {
    names.push_back((*m)[1]);
  }
  return names;
}

TEST(XlsForm, UsesOnlyTypesEveryToolKnows) {
  for (const FormRow& row : form().survey) {
    const std::string type = row.type.substr(0, row.type.find(' '));
    EXPECT_THAT(type,
                AnyOf("today", "note", "begin_group", "end_group", "select_one", "select_multiple",
                      "integer", "text", "date", "time", "geopoint", "acknowledge", "calculate"));
  }
}

TEST(XlsForm, GivesEveryQuestionANameOfItsOwn) {
  std::set<std::string> names;
  const std::regex valid("[a-z][a-z0-9_]*");
  for (const FormRow& row : form().survey) {
    if (row.type == "end_group") continue;
    EXPECT_TRUE(std::regex_match(row.name, valid)) << row.name;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
  }
}

TEST(XlsForm, LabelsEverythingAPersonSeesInBothLanguages) {
  for (const FormRow& row : form().survey) {
    if (row.type == "end_group" || row.type == "calculate" || row.type == "today") continue;
    EXPECT_FALSE(row.label[0].empty()) << row.name;
    EXPECT_FALSE(row.label[1].empty()) << row.name;
  }
}

TEST(XlsForm, ClosesEveryGroupItOpens) {
  int open = 0;
  for (const FormRow& row : form().survey) {
    open += row.type == "begin_group" ? 1 : 0;
    open -= row.type == "end_group" ? 1 : 0;
    EXPECT_GE(open, 0);
  }
  EXPECT_EQ(open, 0);
}

TEST(XlsForm, HasTheChoicesOfEveryList) {
  for (const FormRow& row : form().survey) {
    if (!row.type.starts_with("select_")) continue;
    const std::string list = row.type.substr(row.type.find(' ') + 1);
    EXPECT_EQ(choices_of(list).size(), io::code_list(list).entries.size()) << row.name;
  }
}

TEST(XlsForm, GivesEveryChoiceANameWithoutSpacesAndBothLabels) {
  std::set<std::string> seen;
  for (const FormChoice& choice : form().choices) {
    EXPECT_EQ(choice.name.find(' '), std::string::npos);
    EXPECT_TRUE(seen.insert(choice.list + "/" + choice.name).second) << choice.name;
    EXPECT_FALSE(choice.label[0].empty());
    EXPECT_FALSE(choice.label[1].empty());
  }
}

TEST(XlsForm, RefersOnlyToQuestionsItAsksBefore) {
  std::set<std::string> asked;
  for (const FormRow& row : form().survey) {
    for (const auto& text : {row.relevant, row.required, row.constraint, row.calculation}) {
      for (const std::string& name : references(text)) {
        EXPECT_TRUE(asked.contains(name)) << row.name << " refers to " << name;
      }
    }
    asked.insert(row.name);
  }
}

TEST(XlsForm, ComparesOnlyWithCodesThereAre) {
  static const std::regex pattern(R"re(\$\{([a-z_0-9]+)\} !?= '([a-z_]+)')re");
  for (const FormRow& row : form().survey) {
    for (const std::string& text : {row.relevant, row.required}) {
      for (std::sregex_iterator m(text.begin(), text.end(), pattern), end; m != end; ++m) {
        const std::string type = find_row((*m)[1])->type;
        EXPECT_TRUE(choices_of(type.substr(type.find(' ') + 1)).contains((*m)[2])) << text;
      }
    }
  }
}

TEST(XlsForm, AsksForConsentBeforeAnythingElse) {
  const auto first = std::ranges::find_if(
      form().survey, [](const FormRow& row) { return row.type != "today" && row.type != "note"; });
  EXPECT_EQ(first->name, question("consent").name);
  EXPECT_EQ(first->required, "yes");
}

TEST(XlsForm, AsksForNothingPersonalAndNothingUnread) {
  const std::set<std::string> own{"nomor_dialog", "siap_rujukan", "penjelasan"};
  for (const FormRow& row : form().survey) {
    if (is_group(row) || own.contains(row.name)) continue;
    EXPECT_EQ(io::match_header(reports(), row.name).kind, io::HeaderMatch::Kind::field) << row.name;
  }
}

TEST(XlsForm, LetsNobodyWriteFreely) {
  for (const FormRow& row : form().survey) {
    if (row.type == "text") {
      EXPECT_THAT(row.constraint, HasSubstr("regex(., '^[")) << row.name;
    }
  }
}

/// The groups around a question, outermost first.
std::string groups_of(const std::string& name) {
  std::vector<std::string> open;
  for (const FormRow& row : form().survey) {
    if (row.type == "begin_group") open.push_back(row.name);
    if (row.type == "end_group") open.pop_back();
    if (row.name == name) break;
  }
  std::string path;
  for (const std::string& group : open) path += group + "/";
  return path;
}

TEST(XlsForm, IsRecognizedUnderTheColumnNamesOfKoboAndOdk) {
  for (const FormRow& row : form().survey) {
    const auto plain = io::match_header(reports(), row.name);
    if (is_group(row) || plain.kind != io::HeaderMatch::Kind::field) continue;
    const std::string path = groups_of(row.name);
    std::string odk = path + row.name;
    std::ranges::replace(odk, '/', '-');
    for (const std::string& header : {path + row.name, odk}) {
      EXPECT_EQ(io::match_header(reports(), header).field, plain.field) << header;
    }
  }
}

TEST(XlsForm, ExportsItsPointAsColumnsTheReaderKnows) {
  const std::string name = question("geopoint").name;
  const std::string path = groups_of(name);
  const std::map<std::string, std::string> expected{
      {path + "_" + name + "_latitude", "lat"},
      {path + "_" + name + "_longitude", "lon"},
      {path + "_" + name + "_precision", "coord_accuracy_m"},
      {"tempat-" + name + "-Latitude", "lat"},
      {"tempat-" + name + "-Longitude", "lon"},
      {"tempat-" + name + "-Accuracy", "coord_accuracy_m"}};
  for (const auto& [header, field] : expected) {
    const auto match = io::match_header(reports(), header);
    ASSERT_EQ(match.kind, io::HeaderMatch::Kind::field) << header;
    EXPECT_EQ(reports().fields[match.field].name, field) << header;
  }
}

TEST(XlsForm, TakesNoPointOfAPrivatePlace) {
  const FormRow& point = question("geopoint");
  EXPECT_EQ(point.type, "geopoint");
  EXPECT_THAT(point.constraint, HasSubstr("<= 30"));
  const auto places = io::code_list("place_type").entries;
  const std::string closed = point.relevant.substr(point.relevant.find("selected('") + 10);
  const std::string listed = " " + closed.substr(0, closed.find('\'')) + " ";
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool hidden = listed.find(" " + std::string(places[i].code) + " ") != std::string::npos;
    EXPECT_EQ(hidden, io::is_private(static_cast<io::PlaceType>(i))) << places[i].code;
  }
}

TEST(XlsForm, AsksForEachKindOfReportWhatItNeeds) {
  const auto group = [](std::string_view field) {
    const std::string path = groups_of(question(field).name);
    return find_row(path.substr(0, path.size() - 1))->relevant;
  };
  EXPECT_THAT(group("women_consulted"), HasSubstr("= 'persepsi'"));
  EXPECT_THAT(group("place_type"), HasSubstr("!= 'nihil'"));
  EXPECT_THAT(group("issue_code"), HasSubstr("= 'kejadian'"));
  EXPECT_THAT(group("referred"), HasSubstr("= 'kejadian'"));
  EXPECT_THAT(question("env_factors").required, HasSubstr("= 'temuan'"));
  EXPECT_EQ(find_row("siap_rujukan")->type, "acknowledge");
}

/// A sheet as GDAL reads it: rows of cells, the header first.
std::vector<std::vector<std::string>> sheet(GDALDataset& book, const char* name) {
  std::vector<std::vector<std::string>> rows;
  OGRLayer* layer = book.GetLayerByName(name);
  if (layer == nullptr) return rows;
  rows.emplace_back();
  const OGRFeatureDefn* columns = layer->GetLayerDefn();
  for (int i = 0; i < columns->GetFieldCount(); ++i) {
    rows.back().emplace_back(columns->GetFieldDefn(i)->GetNameRef());
  }
  for (const auto& feature : layer) {
    rows.emplace_back();
    for (int i = 0; i < columns->GetFieldCount(); ++i) {
      rows.back().emplace_back(feature->GetFieldAsString(i));
    }
  }
  return rows;
}

TEST(WriteXlsForm, WritesTheSheetsAndHeadersOfAnXlsForm) {
  const rawan::testing::TempDir directory;
  const auto path = directory.path() / "form.xlsx";
  write_xlsform(path, form());
  GDALAllRegister();
  CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
  const GDALDatasetUniquePtr book(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR));
  ASSERT_NE(book, nullptr);

  const auto survey = sheet(*book, "survey");
  ASSERT_EQ(survey.size(), form().survey.size() + 1);
  EXPECT_THAT(survey[0], IsSupersetOf({"type", "name", "label::Indonesia (id)",
                                       "label::English (en)", "hint::Indonesia (id)", "required",
                                       "relevant", "constraint", "calculation", "default"}));
  for (std::size_t i = 0; i < form().survey.size(); ++i) {
    EXPECT_EQ(survey[i + 1][0], form().survey[i].type);
    EXPECT_EQ(survey[i + 1][1], form().survey[i].name);
    EXPECT_EQ(survey[i + 1][7], form().survey[i].relevant);
  }
  const auto choices = sheet(*book, "choices");
  EXPECT_THAT(choices[0],
              ElementsAre("list_name", "name", "label::Indonesia (id)", "label::English (en)"));
  EXPECT_EQ(choices.size(), form().choices.size() + 1);
  const auto settings = sheet(*book, "settings");
  ASSERT_EQ(settings.size(), 2U);
  EXPECT_THAT(settings[1], Contains("rawan_laporan"));
}

TEST(WriteXlsForm, WritesTheSameBytesTwice) {
  const rawan::testing::TempDir directory;
  write_xlsform(directory.path() / "a.xlsx", form());
  write_xlsform(directory.path() / "b.xlsx", form());
  EXPECT_EQ(rawan::testing::content_of(directory.path() / "a.xlsx"),
            rawan::testing::content_of(directory.path() / "b.xlsx"));
}

}  // namespace
}  // namespace rawan::engine
