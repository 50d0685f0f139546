#include "qgis_project.h"

#include "acceptance/sample_layers.h"
#include "rawan/algorithms/contract.h"
#include "xml_template.h"

#include <cpl_minixml.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

namespace rawan::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using XmlTree = std::unique_ptr<CPLXMLNode, decltype(&CPLDestroyXMLNode)>;

XmlTree parse(const std::string& text) {
  return {CPLParseXMLString(text.c_str()), CPLDestroyXMLNode};
}

ProjectLook look() {
  return {.title = "Peta <Saba'u> & \"kawan\"",
          .subtitle = "baris",
          .abstract = "isi",
          .sources = "BIG & kawan",
          .density = {.file = "density.tif", .epsg = 32649},
          .synthetic = true,
          .epsg = 32649,
          .extent = {{0.0, 0.0}, {1000.0, 500.0}}};
}

std::string project_in(Language language, const ProjectLook& own = look()) {
  const Catalogue words(language);
  return qgis_project(io::pieces_of(sample_layers(words)), own, words);
}

class InEachLanguage : public ::testing::TestWithParam<Language> {};

TEST_P(InEachLanguage, EveryStyleIsWellFormedAndFullyWorded) {
  const Catalogue words(GetParam());
  for (const io::LayerStyle& style : layer_styles(io::pieces_of(sample_layers(words)), words)) {
    EXPECT_THAT(style.qml, Not(HasSubstr("{{"))) << style.layer;
    EXPECT_NE(parse(style.qml), nullptr) << style.layer;
  }
}

TEST_P(InEachLanguage, TheRasterStyleWritesNumbersAsTheReaderDoes) {
  const std::string qml = layer_style("density", Catalogue(GetParam()));
  EXPECT_NE(parse(qml), nullptr);
  EXPECT_THAT(qml, HasSubstr(GetParam() == Language::id ? "0,03 – 0,1" : "0.03 – 0.1"));
}

TEST_P(InEachLanguage, TheProjectIsWellFormedAndFullyWorded) {
  const std::string project = project_in(GetParam());
  EXPECT_THAT(project, Not(HasSubstr("{{")));
  EXPECT_NE(parse(project), nullptr);
}

TEST_P(InEachLanguage, EveryDocumentedColumnHasAnAlias) {
  const Catalogue words(GetParam());
  for (const io::LayerStyle& style : layer_styles(io::pieces_of(sample_layers(words)), words)) {
    const auto docs = documented_tables();
    for (const auto& column :
         std::ranges::find(docs, style.layer, &DocumentedTable::name)->columns) {
      EXPECT_THAT(style.qml,
                  HasSubstr("<alias field=\"" + column + "\" name=\"" +
                            escape_xml(column_alias(style.layer, column, words)) + "\"/>"));
    }
  }
}

std::string language_name(const ::testing::TestParamInfo<Language>& info) {
  return info.param == Language::id ? "Indonesian" : "English";
}

INSTANTIATE_TEST_SUITE_P(QgisProject, InEachLanguage, ::testing::Values(Language::id, Language::en),
                         language_name);

TEST(QgisProject, IsTheSameEachTime) {
  EXPECT_EQ(project_in(Language::id), project_in(Language::id));
}

TEST(QgisProject, EscapesTheTitle) {
  EXPECT_THAT(project_in(Language::id),
              HasSubstr("<title>Peta &lt;Saba&apos;u&gt; &amp; &quot;kawan&quot;</title>"));
}

TEST(QgisProject, PointsToTheGeoPackageBesideItself) {
  const std::string project = project_in(Language::id);
  for (const DocumentedTable& table : documented_tables()) {
    EXPECT_THAT(project,
                HasSubstr("<datasource>./rawan.gpkg|layername=" + table.name + "</datasource>"));
  }
}

TEST(QgisProject, ShowsTheRasterOnlyWhereThereIsOne) {
  ProjectLook bare = look();
  bare.density = {};
  EXPECT_THAT(project_in(Language::id), HasSubstr("<datasource>./density.tif</datasource>"));
  EXPECT_THAT(project_in(Language::id, bare), Not(HasSubstr("density")));
}

TEST(QgisProject, SaysThatDataAreSyntheticOnlyWhereTheyAre) {
  const Catalogue words(Language::id);
  ProjectLook real = look();
  real.synthetic = false;
  EXPECT_THAT(qgis_project({}, look(), words), HasSubstr("DATA SINTETIS"));
  EXPECT_THAT(qgis_project({}, real, words), Not(HasSubstr("DATA SINTETIS")));
}

TEST(QgisProject, CarriesEveryDisclaimer) {
  const Catalogue words(Language::id);
  const std::string project = project_in(Language::id);
  for (const char* key : {"d.disclaimer_boundary", "d.disclaimer_scope", "d.disclaimer_zero"}) {
    EXPECT_THAT(project, HasSubstr(words.text(key)));
  }
}

TEST(QgisProject, DrawsBoundariesAboveVillagesAndListsTablesLast) {
  const std::string project = project_in(Language::id);
  const auto at = [&](const char* table) {
    return project.find(std::string("<layer-tree-layer id=\"rawan_table_") + table + "\"");
  };
  EXPECT_LT(at("titik_singgah"), at("kecamatan_ringkas"));
  EXPECT_LT(at("kecamatan_ringkas"), at("desa_prioritas"));
  EXPECT_LT(at("desa_prioritas"), at("density"));
  EXPECT_LT(at("density"), at("metadata"));
}

TEST(QgisProject, ListsATableItDoesNotKnow) {
  const Catalogue words(Language::id);
  io::Layer layer;
  layer.name = "tabel_baru";
  layer.title = "Baru & lain";
  const std::string project = qgis_project(io::pieces_of(std::span(&layer, 1)), look(), words);
  EXPECT_NE(parse(project), nullptr);
  EXPECT_THAT(project, HasSubstr("<layername>Baru &amp; lain</layername>"));
}

TEST(LayerStyle, NamesSquadsOfStopsAndRoutesInOneOrder) {
  EXPECT_THAT(squads_of(io::pieces_of(sample_layers(Catalogue(Language::id)))),
              ElementsAre("R<1> & \"co\"", "R<2> & \"co\"", "R<3> & \"co\""));
}

TEST(LayerStyle, GivesEachSquadAClassThatKeepsItsName) {
  const std::string qml = layer_style("rute_patroli", Catalogue(Language::id),
                                      std::vector<std::string>{"A<&", "REGU 2"});
  EXPECT_THAT(qml, HasSubstr("value=\"A&lt;&amp;\" label=\"Regu A&lt;&amp;\""));
  EXPECT_THAT(qml, HasSubstr("value=\"REGU 2\" label=\"REGU 2\""));
}

TEST(LayerStyle, DrawsEverySquadAlikeWhereNoneIsKnown) {
  EXPECT_THAT(layer_style("titik_singgah", Catalogue(Language::id)),
              HasSubstr("value=\"\" label=\"Semua regu\""));
}

TEST(LayerStyle, UsesThePublishedColorsOfTheClasses) {
  const std::string qml = layer_style("desa_prioritas", Catalogue(Language::id));
  for (const char* color : {"215,48,31,255", "252,141,89,255", "253,204,138,255", "254,240,217,255",
                            "217,217,217,255"}) {
    EXPECT_THAT(qml, HasSubstr(color));
  }
}

TEST(LayerStyle, RefusesATableWithoutStyle) {
  EXPECT_THROW(layer_style("metadata", Catalogue(Language::id)), ContractViolation);
}

TEST(LayerStyle, PrefersTheAliasOfTheTable) {
  const Catalogue words(Language::id);
  EXPECT_EQ(column_alias("pos", "jenis", words), "Jenis pos");
  EXPECT_EQ(column_alias("desa_prioritas", "jenis", words), "Jenis (desa/kelurahan)");
}

}  // namespace
}  // namespace rawan::engine
