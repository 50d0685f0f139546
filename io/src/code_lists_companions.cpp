#include "code_tables.h"
#include "words.h"

#include <array>

namespace rawan::io {
namespace {

constexpr CodeEntry kSourceOrgs[] = {
    {"satpol_pp", "Satpol PP", "Satpol PP",
     kWords<"satpolpp|pol pp|satuan polisi pamong praja|satpol pp kabupaten">},
    {"polres", "Polres", "District police", kWords<"kepolisian resor">},
    {"polsek", "Polsek", "Sub-district police", kWords<"kepolisian sektor">},
    {"bhabinkamtibmas", "Bhabinkamtibmas", "Bhabinkamtibmas", kWords<"babinkamtibmas|bhabin">},
    {"polisi_rw", "Polisi RW", "Polisi RW", kWords<"pol rw">},
    {"linmas", "Linmas", "Community protection unit", kWords<"satlinmas|hansip">},
    {"desa", "Pemerintah desa", "Village government", kWords<"pemdes|kelurahan|kantor desa">},
    {"uptd_ppa", "UPTD PPA", "UPTD PPA", kWords<"uptdppa|p2tp2a|dp3a|dsp3a">},
    {"lainnya", "Lainnya", "Other", kWords<"lain|lain lain|others">},
};

constexpr CodeEntry kSourceSystems[] = {
    {"kobo", "KoboToolbox", "KoboToolbox", kWords<"kobocollect|kobo toolbox">},
    {"odk", "ODK", "ODK", kWords<"odk central|odk collect">},
    {"manual_csv", "Tabel manual", "Manual table", kWords<"excel|manual|csv|spreadsheet">},
    {"sp4n_lapor", "SP4N-LAPOR!", "SP4N-LAPOR!", kWords<"lapor|sp4n">},
    {"sapa129", "SAPA 129", "SAPA 129", kWords<"sapa">},
    {"simfoni_agg", "SIMFONI-PPA (agregat)", "SIMFONI-PPA (aggregate)", kWords<"simfoni">},
    {"polres", "Polres", "District police", kWords<"kepolisian">},
    {"lainnya", "Lainnya", "Other", kWords<"lain|lain lain|others">},
};

constexpr CodeEntry kKrppaStatuses[] = {
    {"rintisan", "Rintisan", "Pilot", kWords<"calon|percontohan">},
    {"ditetapkan", "Ditetapkan", "Established", kWords<"aktif|ditetapkan sk">},
    {"ruang_bersama", "Ruang Bersama Indonesia", "Ruang Bersama Indonesia",
     kWords<"ruang bersama">},
    {"dicabut", "Dicabut", "Revoked", kWords<"tidak aktif">},
};

constexpr CodeEntry kSchemes[] = {{"nasional", "Nasional", "National"},
                                  {"provinsi", "Provinsi", "Provincial"},
                                  {"kabupaten", "Kabupaten", "Regency", kWords<"kota|daerah">}};

constexpr CodeEntry kScopes[] = {{"nasional", "Nasional", "National"},
                                 {"provinsi", "Provinsi", "Provincial"},
                                 {"kabupaten", "Kabupaten", "Regency", kWords<"kota">},
                                 {"desa", "Desa", "Village", kWords<"kelurahan">}};

constexpr CodeEntry kPostTypes[] = {
    {"mako", "Markas komando", "Headquarters", kWords<"markas|kantor satpol pp">},
    {"pos_kecamatan", "Pos kecamatan", "Sub-district post", kWords<"pos satpol pp">},
    {"polres", "Polres", "District police"},
    {"polsek", "Polsek", "Sub-district police"},
    {"pospol", "Pos polisi", "Police post"},
    {"pos_kamling", "Pos kamling", "Neighborhood watch post", kWords<"poskamling|pos ronda">},
    {"kantor_camat", "Kantor camat", "Sub-district office"},
    {"kantor_desa", "Kantor desa", "Village office", kWords<"kantor lurah|balai desa">},
};

constexpr CodeEntry kVehicles[] = {
    {"jalan", "Jalan kaki", "On foot", kWords<"kaki">},
    {"sepeda", "Sepeda", "Bicycle"},
    {"r2", "Sepeda motor", "Motorcycle", kWords<"motor|roda dua|roda 2">},
    {"r4", "Mobil", "Car", kWords<"mobil patroli|roda empat|roda 4|truk|dalmas">},
    {"perahu", "Perahu", "Boat", kWords<"kapal|speedboat">},
};

constexpr CodeEntry kPatrolResults[] = {
    {"nihil", "Nihil", "Nothing to report", kWords<"aman|aman terkendali">},
    {"ada_temuan", "Ada temuan", "With findings", kWords<"temuan|insiden">},
};

constexpr CodeEntry kPopulationSources[] = {
    {"dukcapil_dkb", "Dukcapil (DKB)", "Civil registry", kWords<"dukcapil|dkb|disdukcapil">},
    {"bps_proyeksi", "BPS (proyeksi)", "BPS projection", kWords<"bps|proyeksi">},
    {"sintetis", "Sintetis", "Synthetic", kWords<"contoh">},
};

constexpr CodeEntry kSensitiveKinds[] = {
    {"rumah_aman", "Rumah aman", "Shelter", kWords<"shelter|rumah perlindungan|rpsa|safe house">},
    {"klinik", "Klinik", "Clinic",
     kWords<"puskesmas|pustu|polindes|poskesdes|rumah sakit|rs|rsud">},
    {"sekolah", "Sekolah", "School",
     kWords<"sd|smp|sma|smk|mi|mts|ma|paud|tk|pesantren|madrasah|asrama">},
};

constexpr std::array kLists{CodeList{"source_org", kSourceOrgs},
                            CodeList{"source_system", kSourceSystems},
                            CodeList{"krppa_status", kKrppaStatuses},
                            CodeList{"scheme", kSchemes},
                            CodeList{"scope", kScopes},
                            CodeList{"post_type", kPostTypes},
                            CodeList{"vehicle", kVehicles},
                            CodeList{"patrol_result", kPatrolResults},
                            CodeList{"population_source", kPopulationSources},
                            CodeList{"sensitive_kind", kSensitiveKinds}};

}  // namespace

std::span<const CodeList> companion_code_lists() {
  return kLists;
}

}  // namespace rawan::io
