#include "rawan/io/schema.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/records.h"

#include <gtest/gtest.h>

#include <set>

namespace rawan::io {
namespace {

std::string matched(std::string_view header, std::string_view table = "reports") {
  const TableSchema& schema = *find_schema(table);
  const HeaderMatch match = match_header(schema, header);
  if (match.kind == HeaderMatch::Kind::forbidden) return "forbidden";
  if (match.kind == HeaderMatch::Kind::unknown) return "unknown";
  const std::string name(schema.fields[match.field].name);
  return match.kind == HeaderMatch::Kind::unread ? "unread " + name : name;
}

TEST(Header, MatchesNamesAndAliasesWhateverTheirForm) {
  EXPECT_EQ(matched("report_id"), "report_id");
  EXPECT_EQ(matched("Tgl. Lapor"), "reported_at");
  EXPECT_EQ(matched("KODE DESA"), "village_code");
  EXPECT_EQ(matched("Desa/Kelurahan"), "village_name");
  EXPECT_EQ(matched("Jml Laki-laki"), "men_consulted");
  EXPECT_EQ(matched("L/P"), "reporter_sex");
  EXPECT_EQ(matched("\xEF\xBB\xBFid_laporan"), "report_id");
  EXPECT_EQ(matched("Hari/Tanggal"), "occurred_on");
}

TEST(Header, FindsItsFieldBehindGroups) {
  EXPECT_EQ(matched("lokasi/titik"), "geopoint");
  EXPECT_EQ(matched("lokasi-titik-Latitude"), "lat");
  EXPECT_EQ(matched("lokasi-titik-Longitude"), "lon");
  EXPECT_EQ(matched("lokasi-titik-Accuracy"), "coord_accuracy_m");
  EXPECT_EQ(matched("lokasi-titik-Altitude"), "unknown");
  EXPECT_EQ(matched("grup.kategori"), "issue_code");
}

TEST(Header, KnowsTheToolsOwnColumns) {
  EXPECT_EQ(matched("_titik_latitude"), "lat");
  EXPECT_EQ(matched("lokasi/_titik_longitude"), "lon");
  EXPECT_EQ(matched("_titik_precision"), "coord_accuracy_m");
  EXPECT_EQ(matched("_titik_altitude"), "unknown");
  EXPECT_EQ(matched("_submission_time"), "reported_at");
  EXPECT_EQ(matched("SubmissionDate"), "reported_at");
  EXPECT_EQ(matched("_uuid"), "report_id");
  EXPECT_EQ(matched("KEY"), "report_id");
  EXPECT_EQ(matched("PARENT_KEY"), "dialogue_id");
  EXPECT_EQ(matched("ReviewState"), "status");
  EXPECT_EQ(matched("_validation_status"), "status");
  EXPECT_EQ(matched("_status"), "unknown");
  EXPECT_EQ(matched("_submitted_by"), "unread officer_ref");
  EXPECT_EQ(matched("SubmitterName"), "unread officer_ref");
}

TEST(Header, WithARemarkDoesNotMatchByTheRemark) {
  EXPECT_EQ(matched("Jenis Kelamin (L/P)"), "reporter_sex");
  EXPECT_EQ(matched("Jumlah Perempuan (orang)"), "women_consulted");
  EXPECT_EQ(matched("Sesuatu lain/p"), "unknown");
}

TEST(Header, CutByAShapefileMatches) {
  EXPECT_EQ(matched("women_cons"), "women_consulted");
}

TEST(Header, OfOneChoiceMatchesItsQuestion) {
  EXPECT_EQ(matched("env_factors/gelap"), "env_factors");
  EXPECT_EQ(matched("faktor_lingkungan/semak"), "env_factors");
  EXPECT_EQ(matched("env_factors/bukan_kode"), "unknown");
}

TEST(Header, WithPersonalDataIsForbidden) {
  for (const char* header : {"nama",
                             "Nama Korban",
                             "nama_pelapor",
                             "NAMA LENGKAP",
                             "namakorban",
                             "nama_petugas",
                             "nip",
                             "NIK",
                             "no_kk",
                             "alamat",
                             "Alamat Rumah",
                             "no_hp",
                             "No. Telp",
                             "telepon",
                             "wa",
                             "whatsapp",
                             "kontak_darurat",
                             "email",
                             "tgl_lahir",
                             "Tempat/Tgl Lahir",
                             "ttl",
                             "foto",
                             "photo_1",
                             "lampiran",
                             "bukti",
                             "dokumen",
                             "ttd",
                             "foto_URL",
                             "kronologi",
                             "Kronologis Kejadian",
                             "uraian",
                             "deskripsi",
                             "catatan",
                             "keterangan",
                             "nama_sekolah",
                             "agama",
                             "suku",
                             "nopol",
                             "nama_pelaku",
                             "pelaku_umur",
                             "ciri_pelaku",
                             "orang_tua",
                             "nama_ibu",
                             "ip",
                             "DeviceID",
                             "imei",
                             "identitas/nik",
                             "victim_name",
                             "phone",
                             "username",
                             "_notes",
                             "notes"}) {
    EXPECT_EQ(matched(header), "forbidden") << header;
  }
}

TEST(Header, WithTheNameOfAPlaceIsNotPersonal) {
  EXPECT_EQ(matched("nama_desa"), "village_name");
  EXPECT_EQ(matched("Nama Desa/Kelurahan"), "village_name");
  EXPECT_EQ(matched("Nama Kecamatan"), "district_name");
  EXPECT_EQ(matched("nama_lokasi"), "place_name");
  EXPECT_EQ(matched("hubungan_pelaku"), "unread victim_relation");
  EXPECT_EQ(matched("village_name"), "village_name");
}

TEST(Header, OfPublicContactsMayBeATelephone) {
  EXPECT_EQ(matched("telepon", "contacts"), "phone");
  EXPECT_EQ(matched("nama", "contacts"), "name");
  EXPECT_EQ(matched("telepon", "posts"), "phone_public");
  EXPECT_EQ(matched("nama_petugas", "patrol_log"), "forbidden");
}

TEST(Schema, IsFoundByName) {
  EXPECT_EQ(find_schema("nothing"), nullptr);
  for (const char* name : {"reports", "villages", "patrol_log", "krppa", "population", "posts",
                           "squads", "contacts", "sensitive_sites", "crosswalk"}) {
    ASSERT_NE(find_schema(name), nullptr) << name;
  }
}

TEST(Schema, GivesEveryNameAndAliasItsOwnField) {
  for (const TableSchema& schema : all_schemas()) {
    for (const Field& field : schema.fields) {
      for (const std::string_view alias : field.aliases) {
        if (field.privacy == PrivacyClass::p3) continue;
        const HeaderMatch match = match_header(schema, alias);
        ASSERT_NE(match.kind, HeaderMatch::Kind::unknown) << schema.name << " " << alias;
        EXPECT_EQ(schema.fields[match.field].name, field.name) << schema.name << " " << alias;
      }
      if (field.code_list.empty()) continue;
      EXPECT_FALSE(code_list(field.code_list).entries.empty());
    }
  }
}

TEST(CodeList, FindsCodesLabelsAndSynonyms) {
  const CodeList& issues = code_list("issue_code");
  const auto verbal = static_cast<std::size_t>(IssueType::pelecehan_verbal);
  EXPECT_EQ(find_code(issues, "pelecehan_verbal"), verbal);
  EXPECT_EQ(find_code(issues, "PELECEHAN VERBAL"), verbal);
  EXPECT_EQ(find_code(issues, "pelecehan "), verbal);
  EXPECT_EQ(find_code(issues, "Catcalling"), verbal);
  EXPECT_EQ(find_code(issues, "Pelecehan verbal/siulan/komentar"), verbal);
  EXPECT_EQ(find_code(issues, "bukan kode"), std::nullopt);
  EXPECT_EQ(find_code(issues, ""), std::nullopt);
}

TEST(CodeList, ReadsTheSexAsTheFieldWritesIt) {
  const CodeList& sexes = code_list("sex");
  for (const char* text : {"P", "Pr", "Perempuan", "Wanita", "F"}) {
    EXPECT_EQ(find_code(sexes, text), static_cast<std::size_t>(Sex::perempuan)) << text;
  }
  for (const char* text : {"L", "Lk", "Laki-laki", "Pria", "M"}) {
    EXPECT_EQ(find_code(sexes, text), static_cast<std::size_t>(Sex::laki_laki)) << text;
  }
  EXPECT_EQ(find_code(sexes, "1"), std::nullopt);
}

TEST(CodeList, FollowsTheEnumerations) {
  const auto size = [](std::string_view name) { return code_list(name).entries.size(); };
  EXPECT_EQ(size("issue_code"), kIssueTypes);
  EXPECT_EQ(size("env_factors"), kEnvFactors);
  EXPECT_EQ(code_list("place_type").entries[static_cast<std::size_t>(PlaceType::rumah)].code,
            "rumah");
  EXPECT_EQ(code_list("place_type").entries[static_cast<std::size_t>(PlaceType::lainnya)].code,
            "lainnya");
  EXPECT_EQ(code_list("issue_code").entries[static_cast<std::size_t>(IssueType::gelap_sepi)].code,
            "gelap_sepi");
  EXPECT_EQ(code_list("time_band").entries[static_cast<std::size_t>(TimeBand::malam)].code,
            "malam");
  EXPECT_EQ(code_list("source_org").entries[static_cast<std::size_t>(SourceOrg::uptd_ppa)].code,
            "uptd_ppa");
  EXPECT_EQ(code_list("status").entries[static_cast<std::size_t>(ReportStatus::ditolak)].code,
            "ditolak");
  EXPECT_EQ(
      code_list("coord_quality").entries[static_cast<std::size_t>(CoordQuality::diperbaiki)].code,
      "diperbaiki");
}

TEST(CodeList, NamesNoCodeTwice) {
  for (const CodeList& list : all_code_lists()) {
    std::set<std::string_view> codes;
    for (std::size_t i = 0; i < list.entries.size(); ++i) {
      const CodeEntry& entry = list.entries[i];
      EXPECT_TRUE(codes.insert(entry.code).second) << list.name << " " << entry.code;
      EXPECT_EQ(find_code(list, entry.code), i) << list.name << " " << entry.code;
      EXPECT_EQ(find_code(list, entry.label_id), i) << list.name << " " << entry.label_id;
      EXPECT_EQ(find_code(list, entry.label_en), i) << list.name << " " << entry.label_en;
      for (const auto synonym : entry.synonyms) {
        EXPECT_EQ(find_code(list, synonym), i) << list.name << " " << synonym;
      }
    }
  }
  EXPECT_THROW(code_list("nothing"), ContractViolation);
}

TEST(PlaceType, IsPrivateUnlessListedAsPublic) {
  for (const PlaceType place : {PlaceType::rumah, PlaceType::sekolah, PlaceType::tempat_ibadah,
                                PlaceType::tempat_kerja, PlaceType::kos_penginapan,
                                PlaceType::lembaga_kilat, PlaceType::daring, PlaceType::lainnya}) {
    EXPECT_TRUE(is_private(place));
  }
  EXPECT_FALSE(is_private(PlaceType::jalan_umum));
  EXPECT_FALSE(is_private(PlaceType::kantor_layanan));
  EXPECT_TRUE(is_private(static_cast<PlaceType>(99)));
}

TEST(IssueType, OfTheHouseholdIsReferredAndNeverScored) {
  EXPECT_TRUE(is_referral(IssueType::kdrt));
  EXPECT_TRUE(is_referral(IssueType::kekerasan_seksual));
  EXPECT_FALSE(is_referral(IssueType::pelecehan_verbal));
  EXPECT_EQ(default_severity(IssueType::kdrt), 4);
  EXPECT_EQ(default_severity(IssueType::gelap_sepi), 1);
  EXPECT_EQ(default_severity(IssueType::begal_jambret), 3);
}

}  // namespace
}  // namespace rawan::io
