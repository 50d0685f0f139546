#include "desk.h"
#include "rawan/io/error.h"
#include "support/text_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

using test::day;
using test::Rows;
using test::text_table;
using test::village;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

TEST(KrppaRegister, IsReadAsOfItsDates) {
  Desk desk;
  const TextTable table = text_table(
      "krppa",
      {"village_code", "village_name", "district_name", "status", "scheme", "sk_number", "sk_date",
       "valid_from", "valid_to", "source"},
      {{"61.07.12.2004", "Siding", "Siding", "ditetapkan", "kabupaten", "1/2025", "2025-12-09",
        "2025-12-09", "", "SK"},
       {"", "Sungkung 2", "Siding", "ditetapkan", "kabupaten", "1/2025", "2025-12-09", "", "", ""},
       {"", "Tanggui", "Siding", "ditetapkan", "kabupaten", "1/2025", "2025-12-09", "2025-12-09",
        "", ""},
       {"61.07.04.1001", "Sebalo", "Bengkayang", "rintisan", "", "", "", "2025-01-01", "2024-01-01",
        ""},
       {"61.07.04.1010", "", "", "entah", "", "", "", "2025-01-01", "", ""},
       {"61.02.01.2001", "", "", "rintisan", "", "", "", "2025-01-01", "", ""},
       {"61.07.04.1010", "", "", "ditetapkan", "", "", "", "2025-01-01", "", ""}});
  const auto entries = judge_krppa(table, desk.context(), desk.ledger);
  desk.ledger.prove_complete();
  ASSERT_THAT(entries, SizeIs(3));
  EXPECT_EQ(entries[0].village, village("61.07.12.2004"));
  EXPECT_EQ(entries[0].status, KrppaStatus::ditetapkan);
  EXPECT_EQ(entries[1].village, village("61.07.12.2007"));
  EXPECT_EQ(entries[1].valid_from, day(2025, 12, 9));
  EXPECT_THAT(desk.reasons(3), Contains("valid_from_sk_date"));
  EXPECT_THAT(desk.reasons(4), ElementsAre("name_candidates"));
  EXPECT_THAT(desk.reasons(5), ElementsAre("interval_invalid", "name_mismatch"));
  EXPECT_THAT(desk.reasons(6), Contains("unknown_code"));
  EXPECT_THAT(desk.reasons(7), ElementsAre("other_regency"));
  EXPECT_EQ(desk.count(Outcome::excluded), 1U);
  EXPECT_THAT(desk.reasons(8), ElementsAre("missing_sk"));
}

TEST(KrppaRegister, TakesNoNumberOfADecreeForADate) {
  Desk desk;
  const TextTable table = text_table("krppa", {"village_code", "status", "sk_number", "valid_from"},
                                     {{"61.07.12.2004", "ditetapkan", "12/25/2025", "09/12/2025"}});
  EXPECT_THAT(judge_krppa(table, desk.context(), desk.ledger), SizeIs(1));
}

TEST(KrppaRegister, OffersCandidatesByTheirCodes) {
  Desk desk;
  const TextTable table =
      text_table("krppa", {"village_name", "district_name", "status", "valid_from"},
                 {{"Sungkong 2", "Siding", "ditetapkan", "2025-12-09"}});
  EXPECT_THAT(judge_krppa(table, desk.context(), desk.ledger), IsEmpty());
  EXPECT_EQ(desk.detail("name_candidates"), "61.07.12.2007");
  TableContext lenient = desk.context();
  lenient.rules.accept_fuzzy = true;
  EXPECT_THAT(judge_krppa(table, lenient, desk.ledger), SizeIs(1));
}

TEST(PopulationTable, AddsUpAndCountsPeople) {
  Desk desk;
  const TextTable table =
      text_table("population", {"village_code", "year", "pop_total", "pop_f", "pop_m", "source"},
                 {{"61.07.04.1001", "2025", "2.500", "1.200", "1.300", "dukcapil_dkb"},
                  {"61.07.04.1001", "2025", "2500", "1200", "1300", "dukcapil_dkb"},
                  {"61.07.04.1010", "2020", "", "100", "110", "BPS"},
                  {"61.07.04.1010", "2025", "300", "100", "110", "dukcapil_dkb"},
                  {"61.07.12.2004", "2025", "", "-5", "110", "dukcapil_dkb"},
                  {"61.07.12.2004", "2025", "", "1e12", "110", "dukcapil_dkb"},
                  {"61.07.12.2004", "2025", "", "1000000000000", "110", "dukcapil_dkb"},
                  {"61.07.12.2004", "2025", "", "10,5", "110", "dukcapil_dkb"},
                  {"61.07.12.2004", "1990", "", "10", "11", "dukcapil_dkb"}});
  const auto people = judge_population(table, desk.context(), desk.ledger);
  desk.ledger.prove_complete();
  ASSERT_THAT(people, SizeIs(2));
  EXPECT_EQ(people[0].women, 1200);
  EXPECT_EQ(people[0].total, 2500);
  EXPECT_EQ(people[1].total, 210);
  EXPECT_EQ(people[1].origin, "bps_proyeksi");
  EXPECT_THAT(desk.reasons(3), ElementsAre("duplicate_key"));
  EXPECT_THAT(desk.reasons(4), Contains("population_year"));
  EXPECT_THAT(desk.reasons(5), ElementsAre("count_contradiction"));
  EXPECT_THAT(desk.reasons(6), ElementsAre("count_negative"));
  EXPECT_THAT(desk.reasons(7), ElementsAre("number_format"));
  EXPECT_THAT(desk.reasons(8), ElementsAre("count_absurd"));
  EXPECT_THAT(desk.reasons(9), ElementsAre("number_format"));
  EXPECT_THAT(desk.reasons(10), ElementsAre("year_invalid"));
}

TEST(PopulationTable, KnowsHouseholdsWhereTheyAreTold) {
  Desk desk;
  const TextTable table =
      text_table("population", {"village_code", "year", "pop_f", "pop_m", "jumlah_kk", "source"},
                 {{"61.07.04.1001", "2025", "1200", "1300", "610", "dukcapil_dkb"},
                  {"61.07.04.1010", "2025", "100", "110", "", "dukcapil_dkb"},
                  {"61.07.12.2004", "2025", "100", "110", "211", "dukcapil_dkb"}});
  const auto people = judge_population(table, desk.context(), desk.ledger);
  ASSERT_THAT(people, SizeIs(2));
  EXPECT_EQ(people[0].households, 610);
  EXPECT_FALSE(people[1].households);
  EXPECT_THAT(desk.reasons(4), ElementsAre("count_contradiction")) << "more than residents";
}

TEST(PopulationTable, GivenInBpsCodesIsRefusedAsAWhole) {
  Desk desk;
  const TextTable table = text_table("population", {"village_code", "year", "pop_f", "pop_m"},
                                     {{"6102012001", "2025", "1", "1"}});
  EXPECT_THROW(judge_population(table, desk.context(), desk.ledger), InputError);
  desk.source.codes = CodeSystem::bps;
  Ledger ledger;
  EXPECT_EQ(judge_population(table, desk.context(), ledger).at(0).village,
            village("61.07.15.2001"));
}

TEST(Posts, StandWhereTheyAre) {
  Desk desk;
  const TextTable table =
      text_table("posts", {"post_id", "nama", "jenis", "lat", "lon", "instansi", "telepon"},
                 {{"M", "Mako", "mako", "0,8512", "109,1512", "satpol_pp", "0562-1"},
                  {"M", "Pos", "pos_kecamatan", "0,8512", "109,1512", "satpol_pp", ""},
                  {"N", "Pos", "pos_kecamatan", "", "", "satpol_pp", ""}});
  const auto posts = judge_posts(table, desk.context(), desk.ledger);
  desk.ledger.prove_complete();
  ASSERT_THAT(posts, SizeIs(1));
  EXPECT_EQ(posts[0].village, village("61.07.04.1010"));
  EXPECT_EQ(posts[0].phone_public, "0562-1");
  EXPECT_THAT(desk.reasons(3), ElementsAre("duplicate_key"));
  EXPECT_THAT(desk.reasons(4), ElementsAre("no_location"));
}

TEST(Posts, MayGiveTheirPointInOneColumn) {
  Desk desk;
  const TextTable table = text_table("posts", {"post_id", "name", "type", "titik"},
                                     {{"M", "Mako", "mako", "0.8512 109.1512 0 0"}});
  EXPECT_EQ(judge_posts(table, desk.context(), desk.ledger).at(0).village,
            village("61.07.04.1010"));
}

TEST(ProtectedPlaces, AreReadWithoutTheirNames) {
  Desk desk;
  const TextTable table = text_table("sensitive_sites", {"nama", "jenis", "lintang", "bujur"},
                                     {{"rahasia", "Puskesmas", "0,8512", "109,1512"},
                                      {"rahasia", "entah apa", "1.5", "110.25"},
                                      {"rahasia", "", "1.5", "110.25"}});
  EXPECT_THAT(table.headers, ElementsAre("jenis", "lintang", "bujur"));
  EXPECT_EQ(table.cells.bytes().find("rahasia"), std::string_view::npos);
  const auto places = judge_sensitive_sites(table, desk.context(), desk.ledger);
  ASSERT_THAT(places, SizeIs(3));
  EXPECT_EQ(places[0].kind, ProtectedKind::klinik);
  EXPECT_DOUBLE_EQ(places[0].location.lon, 109.1512);
  // What nobody knows is protected most.
  EXPECT_EQ(places[1].kind, ProtectedKind::rumah_aman);
  EXPECT_EQ(places[2].kind, ProtectedKind::rumah_aman);
}

TEST(ProtectedPlaces, AreAllReadOrNone) {
  Desk desk;
  const TextTable table = text_table("sensitive_sites", {"jenis", "lintang", "bujur"},
                                     {{"sekolah", "0,8512", "109,1512"}, {"sekolah", "", ""}});
  EXPECT_THROW(judge_sensitive_sites(table, desk.context(), desk.ledger), InputError);
}

TEST(Squads, AreReadWithTheirLimits) {
  Desk desk;
  const TextTable table = text_table(
      "squads",
      {"squad_id", "org", "post_id", "officers", "officers_women", "vehicle", "max_minutes",
       "max_km", "speed_kmh", "kecamatan_codes", "days", "active_from", "active_to"},
      {{"A", "satpol_pp", "M", "10", "3", "mobil patroli", "480", "120,5", "40",
        "61.07.04 61.07.12", "Senin, Rabu", "2026-01-01", ""},
       {"B", "satpol_pp", "M", "2", "3", "r2", "", "", "", "", "", "", ""},
       {"C", "satpol_pp", "M", "", "", "", "", "", "", "6107", "", "", ""},
       {"D", "satpol_pp", "M", "", "", "", "", "", "", "", "", "2026-02-01", "2026-01-01"}});
  const auto squads = judge_squads(table, desk.context(), desk.ledger);
  desk.ledger.prove_complete();
  ASSERT_THAT(squads, SizeIs(1));
  EXPECT_EQ(squads[0].vehicle, "r4");
  EXPECT_EQ(squads[0].max_minutes, Minutes(480));
  EXPECT_EQ(squads[0].max_km, 120.5);
  EXPECT_THAT(squads[0].districts,
              ElementsAre(*parse_district_code("61.07.04"), *parse_district_code("61.07.12")));
  EXPECT_EQ(squads[0].days.to_ulong(), 0b101U);
  EXPECT_THAT(desk.reasons(3), ElementsAre("count_contradiction"));
  EXPECT_THAT(desk.reasons(4), ElementsAre("code_format"));
  EXPECT_THAT(desk.reasons(5), ElementsAre("interval_invalid"));
}

TEST(Contacts, HoldPublicNumbers) {
  Desk desk;
  const TextTable table = text_table(
      "contacts", {"name", "role", "phone", "whatsapp", "coverage_codes", "scope", "verified_on"},
      {{"SAPA 129", "pengaduan", "129", "08111-129-129", "", "nasional", ""},
       {"UPTD PPA", "layanan", "—belum diisi—", "", "61.07", "kabupaten", "2026-06-01"},
       {"Unit PPA", "polisi", "0562-4411", "", "61.07 61.07.04", "kabupaten", "2025-01-01"},
       {"Puskesmas", "", "telepon saja", "0812-3000", "6107", "desa", "2026-06-01"}});
  const auto contacts = judge_contacts(table, desk.context(), desk.ledger);
  desk.ledger.prove_complete();
  ASSERT_THAT(contacts, SizeIs(2));
  EXPECT_EQ(contacts[0].phone, "129");
  EXPECT_THAT(desk.reasons(2), IsEmpty());
  EXPECT_THAT(desk.reasons(3), ElementsAre("contact_empty"));
  EXPECT_THAT(desk.reasons(4), ElementsAre("contact_stale"));
  EXPECT_THAT(contacts[1].coverage, ElementsAre("61.07", "61.07.04"));
  EXPECT_THAT(desk.reasons(5), ElementsAre("code_format"));
}

/// What is found of one contact of the whole country.
auto reasons_of(const std::string& number) {
  Desk desk;
  judge_contacts(text_table("contacts", {"name", "phone", "scope"}, {{"X", number, "nasional"}}),
                 desk.context(), desk.ledger);
  return desk.reasons(2);
}

TEST(Contacts, AreCalledUnderNumbersAsTheyAreWritten) {
  for (const char* number :
       {"110", "129", "0812", "14045", "021500", "1500771", "1500-771", "1 500 771",
        "08111-129-129", "0562-441110", "(0562) 441-110", "0562/441110", "0562.441.110",
        "+62 812-3456-7890", "(+62) 812 3456 7890", "6281234567890", "+62 (0) 562 441110",
        "0800-1-222-333", "+673 2 345678"}) {
    EXPECT_THAT(reasons_of(number), IsEmpty()) << number;
  }
}

TEST(Contacts, AreNotCalledUnderWhatNobodyCanDial) {
  for (const char* number :
       {"81234567890.0", "081234567890.0", "6281234567890.00", "081234.0", "8.1E+10", "81234567890",
        "+62 (812) 34567890123456789", "0812345678901234", "( . ) 1 - 2 - 3", "1-2-3", "12",
        "1 1 0", "+129", "562-441110", "0812+3456789", "++62 812 3456789", "ext 5 lantai 2"}) {
    EXPECT_THAT(reasons_of(number), ElementsAre("phone_format")) << number;
  }
}

TEST(Contacts, AreFreshForHalfAYear) {
  Desk desk;
  ASSERT_EQ(desk.context().rules.as_of, day(2026, 1, 1) + std::chrono::days(180));
  const TextTable table = text_table("contacts", {"name", "phone", "scope", "verified_on"},
                                     {{"UPTD PPA", "0562-4411", "kabupaten", "2026-01-01"},
                                      {"Unit PPA", "0562-4412", "kabupaten", "2025-12-31"}});
  judge_contacts(table, desk.context(), desk.ledger);
  EXPECT_THAT(desk.reasons(2), IsEmpty());
  EXPECT_THAT(desk.reasons(3), ElementsAre("contact_stale"));
}

TEST(Crosswalk, IsSortedAndFreeOfRepetition) {
  Ledger ledger;
  const TextTable table = text_table("crosswalk", {"kode_kemendagri", "nama_bps", "kode_bps"},
                                     {{"61.07.04.1010", "x", "6102040018"},
                                      {"6107041001", "x", "6102040014"},
                                      {"61.07.04.1010", "x", "6102040018"},
                                      {"61.07.04", "x", "6102040018"},
                                      {"61.07.04.1001", "x", "61020400"},
                                      {"", "x", "6102040014"}});
  const auto entries = judge_crosswalk(table, ledger);
  ledger.prove_complete();
  ASSERT_THAT(entries, SizeIs(2));
  EXPECT_EQ(entries[0].bps, "6102040014");
  EXPECT_EQ(entries[0].village, village("61.07.04.1001"));
  EXPECT_EQ(ledger.source(SourceId{}).outcomes[2], 3U);
}

TEST(Crosswalk, NamesTheCodeThatIsMissing) {
  Ledger ledger;
  const TextTable table =
      text_table("crosswalk", {"kode_kemendagri", "kode_bps"},
                 {{"", "6102040014"}, {"61.07.04.1001", ""}, {"61.07.04.1001", "61020400"}});
  EXPECT_THAT(judge_crosswalk(table, ledger), IsEmpty());
  std::vector<std::pair<std::string, std::string>> told;
  for (const Issue& issue : ledger.issues()) told.emplace_back(issue.reason, issue.column);
  EXPECT_THAT(
      told, ElementsAre(Pair("missing_value", "kode_kemendagri"), Pair("missing_value", "kode_bps"),
                        Pair("code_format", "kode_bps")));
}

TEST(SmallTables, NameTheColumnsTheyMiss) {
  Desk desk;
  try {
    judge_population(text_table("population", {"village_code"}, {}), desk.context(), desk.ledger);
    FAIL() << "a population table without numbers cannot be read";
  } catch (const InputError& error) {
    EXPECT_EQ(error.code(), "missing_columns");
    EXPECT_EQ(error.detail(), "year, pop_f, pop_m");
  }
}

}  // namespace
}  // namespace rawan::io
