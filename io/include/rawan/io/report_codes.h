#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>

namespace rawan::io {

// Code lists of a report (domain.md 2.2, 2.5); the order is that of the tables in code_lists_*.cpp.

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

}  // namespace rawan::io
