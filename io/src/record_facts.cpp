#include "rawan/io/records.h"

#include <array>

namespace rawan::io {

bool is_private(PlaceType place) {
  switch (place) {
    case PlaceType::jalan_umum:
    case PlaceType::gang_lorong:
    case PlaceType::jalan_kebun:
    case PlaceType::jembatan_sungai:
    case PlaceType::pasar:
    case PlaceType::terminal_halte:
    case PlaceType::angkutan:
    case PlaceType::pelabuhan_dermaga:
    case PlaceType::taman_lapangan:
    case PlaceType::wisata:
    case PlaceType::warung_kafe:
    case PlaceType::bangunan_kosong:
    case PlaceType::sekitar_sekolah:
    case PlaceType::kantor_layanan:
      return false;
    default:
      return true;
  }
}

bool is_referral(IssueType issue) {
  switch (issue) {
    case IssueType::kdrt:
    case IssueType::penelantaran:
    case IssueType::eksploitasi:
    case IssueType::tppo_indikasi:
    case IssueType::kekerasan_seksual:
      return true;
    default:
      return false;
  }
}

int default_severity(IssueType issue) {
  // In the order of IssueType.
  constexpr std::array<int, kIssueTypes> kSeverities{2, 3, 3, 3, 4, 3, 2, 4, 3, 4, 4, 3,
                                                     3, 2, 2, 3, 1, 3, 2, 1, 1, 1, 1};
  return kSeverities[static_cast<std::size_t>(issue)];
}

bool has_usable_point(const Report& report) {
  const bool measured =
      report.coord_method == CoordMethod::gps || report.coord_method == CoordMethod::peta;
  const bool good = report.coord_quality == CoordQuality::baik ||
                    report.coord_quality == CoordQuality::cukup ||
                    report.coord_quality == CoordQuality::diperbaiki;
  return report.location.has_value() && measured && good;
}

}  // namespace rawan::io
