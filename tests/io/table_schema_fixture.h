#pragma once

#include "rawan/io/schema.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace rawan::io::fixture {

inline constexpr std::array<std::string_view, 3> kId{"id_laporan", "key", "uuid"};
inline constexpr std::array<std::string_view, 1> kDate{"tanggal"};
inline constexpr std::array<std::string_view, 2> kDistrict{"kecamatan", "kec"};
inline constexpr std::array<std::string_view, 3> kVillage{"desa", "kelurahan", "nama_desa"};
inline constexpr std::array<std::string_view, 2> kLat{"lintang", "latitude"};
inline constexpr std::array<std::string_view, 2> kLon{"bujur", "longitude"};
inline constexpr std::array<std::string_view, 3> kIssue{"jenis_gangguan", "jenis_1", "jenis_2"};
inline constexpr std::array<std::string_view, 2> kWomen{"peserta_p", "p"};
inline constexpr std::array<std::string_view, 2> kMen{"peserta_l", "l"};
inline constexpr std::array<std::string_view, 1> kPlace{"lokasi"};

inline constexpr std::array<Field, 11> kFields{{
    {"report_id", kId, FieldType::text, Requirement::required},
    {"reported_at", kDate, FieldType::datetime, Requirement::required},
    {"district_name", kDistrict},
    {"village_name", kVillage},
    {"lat", kLat, FieldType::real},
    {"lon", kLon, FieldType::real},
    {"issue_code", kIssue, FieldType::codes, Requirement::required},
    {"women_consulted", kWomen, FieldType::integer},
    {"men_consulted", kMen, FieldType::integer},
    {"place_name", kPlace},
    {"drppa_flag", {}, FieldType::boolean, Requirement::optional, PrivacyClass::p0, "", false},
}};
inline constexpr TableSchema kSchema{"reports", kFields};

inline std::string plain(std::string_view header) {
  std::string name;
  for (const unsigned char c : header) {
    if (c == ' ' && !name.empty()) name.push_back('_');
    if (std::isalnum(c) != 0 || c == '_') name.push_back(static_cast<char>(std::tolower(c)));
  }
  name.erase(0, name.find_first_not_of('_'));
  return name;
}

inline bool matches(const Field& field, const std::string& name) {
  return field.name == name || std::ranges::find(field.aliases, name) != field.aliases.end() ||
         (name.ends_with("_latitude") && field.name == "lat") ||
         (name.ends_with("_longitude") && field.name == "lon");
}

/// A rule for headers small enough to see through; the real one has its own tests.
inline HeaderMatch match(const TableSchema& schema, std::string_view header) {
  const auto prefix = header.find_last_of("/-.");
  const std::string name =
      plain(prefix == std::string_view::npos ? header : header.substr(prefix + 1));
  const bool secret = (name.starts_with("nama") && name != "nama_desa") || name == "nik" ||
                      name == "no_hp" || name == "alamat";
  if (secret) return {HeaderMatch::Kind::forbidden, 0};
  for (std::size_t i = 0; i < schema.fields.size(); ++i) {
    if (!matches(schema.fields[i], name)) continue;
    return {schema.fields[i].is_read ? HeaderMatch::Kind::field : HeaderMatch::Kind::unread, i};
  }
  return {};
}

}  // namespace rawan::io::fixture
