#pragma once

#include "rawan/algorithms/units.h"
#include "rawan/io/geo.h"
#include "rawan/io/issue.h"
#include "rawan/io/village_id.h"

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rawan::io {

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
  std::optional<std::int64_t> households;  ///< Nothing where not told.
  std::string origin;                      ///< "dukcapil_dkb", "bps_proyeksi", "sintetis".
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
  std::optional<std::int32_t> officers;
  std::optional<std::int32_t> officers_women;
  std::optional<std::int32_t> trained_pug;  ///< In gender mainstreaming.
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

enum class ProtectedKind : std::uint8_t { rumah_aman, klinik, sekolah };

/// A place near which nothing is shown outside of restricted. Its name is not read, and where it
/// lies leaves no run.
struct ProtectedPlace {
  ProtectedKind kind = ProtectedKind::rumah_aman;
  GeoPoint location;
};

/// A BPS code and the Kemendagri code it stands for.
struct CrosswalkEntry {
  std::string bps;
  VillageId village{};
};

}  // namespace rawan::io
