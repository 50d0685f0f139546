#pragma once

#include "rawan/algorithms/units.h"
#include "rawan/io/geo.h"
#include "rawan/io/issue.h"

#include <array>
#include <bitset>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// A Kemendagri village code as its ten digits: 61.07.04.1001 is 6107041001. Never arithmetic.
enum class VillageId : std::int64_t {};
/// Its first six digits: a kecamatan.
enum class DistrictId : std::int32_t {};

/// "61.07.04.1001" to an id. Only the dotted form: bare digits are ambiguous (domain.md 1.2).
std::optional<VillageId> parse_village_code(std::string_view dotted);
std::optional<DistrictId> parse_district_code(std::string_view dotted);
std::string to_dotted(VillageId id);
std::string to_dotted(DistrictId id);
DistrictId district_of(VillageId id);

enum class VillageKind : std::uint8_t { kelurahan, desa, desa_adat };
VillageKind kind_of(VillageId id);
/// Local time less UTC in the village's province: +7 (WIB), +8 (WITA) or +9 (WIT). No summer time.
std::chrono::hours utc_offset(VillageId id);

struct Village {
  RecordRef source;
  VillageId id{};
  std::string name;
  std::string district;  ///< Kecamatan, as named in the source or the district table; may be empty.
  std::string regency;
  std::string province;
  GeoArea area;
  double area_m2 = 0.0;         ///< On the ellipsoid.
  double repaired_share = 0.0;  ///< |area after - before| / before, 0 where nothing was done.
  std::string edition;          ///< Vintage from METADATA or the project file; may be empty.
};

// --- code lists (domain.md 2.2, 2.5); the order is that of the tables in code_lists.cpp --------

enum class RecordType : std::uint8_t { persepsi, temuan, kejadian, nihil };
enum class TimeBand : std::uint8_t {
  dini_hari,
  pagi,
  siang,
  sore,
  malam,
  sepanjang_hari,
  tidak_tahu
};
enum class PlaceType : std::uint8_t {
  jalan_umum,
  gang_lorong,
  jalan_kebun,
  jembatan_sungai,
  pasar,
  terminal_halte,
  angkutan,
  pelabuhan_dermaga,
  taman_lapangan,
  wisata,
  warung_kafe,
  bangunan_kosong,
  sekitar_sekolah,
  sekolah,
  lembaga_kilat,
  tempat_ibadah,
  tempat_kerja,
  kantor_layanan,
  kos_penginapan,
  rumah,
  daring,
  lainnya
};
enum class IssueType : std::uint8_t {
  pelecehan_verbal,
  pelecehan_fisik,
  pamer_kelamin,
  penguntitan,
  kekerasan_seksual,
  kekerasan_fisik,
  ancaman_intimidasi,
  kdrt,
  penelantaran,
  eksploitasi,
  tppo_indikasi,
  ksbe,
  begal_jambret,
  pencurian,
  mabuk_miras,
  narkoba,
  perjudian,
  tawuran_geng,
  balap_liar,
  nongkrong_mengganggu,
  gelap_sepi,
  hewan_lalu_lintas,
  lainnya
};
inline constexpr std::size_t kIssueTypes = 23;
enum class EnvFactor : std::uint8_t {
  gelap,
  lampu_rusak,
  sepi,
  semak,
  bangunan_kosong,
  tanpa_sinyal,
  jalan_rusak,
  jauh_permukiman,
  tanpa_pos,
  tanpa_cctv,
  transport_minim,
  tongkrongan,
  jual_miras,
  mck_terbuka,
  toilet_campur,
  titik_buta,
  lainnya
};
inline constexpr std::size_t kEnvFactors = 17;
enum class Sex : std::uint8_t { perempuan, laki_laki, tidak_tahu };
enum class Consent : std::uint8_t { agregat, operasional, tidak };
enum class ReportStatus : std::uint8_t { baru, diverifikasi, duplikat, ditolak, selesai };
enum class CoordMethod : std::uint8_t { gps, peta, alamat, pusat_desa, tidak_ada };
enum class CoordQuality : std::uint8_t { baik, cukup, rendah, diperbaiki, ditolak };
enum class SourceOrg : std::uint8_t {
  satpol_pp,
  polres,
  polsek,
  bhabinkamtibmas,
  polisi_rw,
  linmas,
  desa,
  uptd_ppa,
  lainnya
};

using IssueTypes = std::bitset<kIssueTypes>;
using EnvFactors = std::bitset<kEnvFactors>;

/// Private places never become a point, a cell or a stop (domain.md 2.5a). Fails closed.
bool is_private(PlaceType place);
/// Issue types that never raise a place's score: they feed the referral counter (domain.md 2.5b).
bool is_referral(IssueType issue);
/// Default severity 1 ... 4 of an issue type (domain.md 2.5b).
int default_severity(IssueType issue);

using Instant = std::chrono::sys_seconds;

/// One row of a report table after reading and judging: typed, located, in UTC.
struct Report {
  RecordRef source;
  std::string id;
  RecordType type = RecordType::nihil;
  SourceOrg org = SourceOrg::lainnya;
  std::string source_system;
  std::string patrol_id;
  std::string squad_id;
  Instant reported_at{};
  std::optional<Day> occurred_on;        ///< Local calendar day.
  std::optional<Minutes> occurred_time;  ///< Local minutes after midnight.
  TimeBand time_band = TimeBand::tidak_tahu;
  std::bitset<7> weekdays;  ///< Bit 0 is Monday; none set: not told.

  std::optional<GeoPoint> location;
  std::optional<double> accuracy_m;
  CoordMethod coord_method = CoordMethod::tidak_ada;
  CoordQuality coord_quality = CoordQuality::ditolak;
  std::optional<VillageId> village;  ///< Where it belongs, after rule D14 and B3.
  bool assigned_nearest = false;

  PlaceType place = PlaceType::lainnya;
  std::string place_name;  ///< Scanned for personal words; empty if any was found.
  IssueTypes issues;
  EnvFactors factors;
  int severity = 0;  ///< 1 ... 4; 0 where there is none.

  std::string dialogue_id;
  std::optional<std::int32_t> women_consulted;
  std::optional<std::int32_t> men_consulted;
  std::optional<std::int32_t> women_declined;
  std::optional<std::int32_t> women_aware_service;
  Sex reporter_sex = Sex::tidak_tahu;
  Consent consent = Consent::agregat;
  ReportStatus status = ReportStatus::baru;
  bool referred = false;  ///< `referred` is ditawarkan, diterima or darurat.
  friend bool operator==(const Report&, const Report&) = default;
};

/// Whether the report's position may stand as a point: a measured place of good enough quality, not
/// a village's center or a pile. Says nothing about privacy: see `is_private`.
bool has_usable_point(const Report& report);

/// One visit of a patrol to a village: the effort behind the reports (domain.md 2.7).
struct PatrolVisit {
  RecordRef source;
  std::string patrol_id;
  std::string dialogue_id;  ///< Default: patrol, village and date.
  Day date{};
  std::string shift_code;
  std::string squad_id;
  VillageId village{};
  std::optional<std::int32_t> minutes_on_site;
  std::optional<double> km;
  std::optional<std::int32_t> women_consulted;
  std::optional<std::int32_t> men_consulted;
  std::optional<std::int32_t> women_declined;
  std::optional<std::int32_t> cards_given;
};

enum class KrppaStatus : std::uint8_t { rintisan, ditetapkan, ruang_bersama, dicabut };

struct KrppaEntry {
  RecordRef source;
  VillageId village{};
  KrppaStatus status = KrppaStatus::rintisan;
  std::string scheme;
  std::string sk_number;
  std::optional<Day> sk_date;
  Day valid_from{};
  std::optional<Day> valid_to;
};

struct Population {
  RecordRef source;
  VillageId village{};
  int year = 0;
  std::int64_t total = 0;
  std::int64_t women = 0;
  std::int64_t men = 0;
  std::string origin;  ///< "dukcapil_dkb", "bps_proyeksi", "sintetis".
};

struct Post {
  RecordRef source;
  std::string id;
  std::string name;
  std::string type;
  GeoPoint location;
  std::optional<VillageId> village;
  std::string org;
  std::string phone_public;
};

struct Squad {
  RecordRef source;
  std::string id;
  std::string org;
  std::string post_id;
  std::string shift_code;
  std::int32_t officers = 0;
  std::int32_t officers_women = 0;
  std::int32_t trained_pug = 0;
  std::string vehicle;
  Minutes max_minutes{};
  double max_km = 0.0;
  double speed_kmh = 0.0;
  std::vector<DistrictId> districts;  ///< Kecamatan it serves; empty: all.
  std::bitset<7> days;                ///< Bit 0 is Monday.
  std::optional<Day> active_from;
  std::optional<Day> active_to;
};

struct Contact {
  RecordRef source;
  std::string name;
  std::string role;
  std::string phone;
  std::string whatsapp;
  std::string hours;
  std::vector<std::string> coverage;  ///< Dotted codes of any level; empty: the whole area.
  std::string scope;                  ///< nasional, provinsi, kabupaten, desa.
  std::optional<Day> verified_on;
  std::optional<GeoPoint> location;
};

/// A BPS code and the Kemendagri code it stands for.
struct CrosswalkEntry {
  std::string bps;
  VillageId village{};
};

}  // namespace rawan::io
