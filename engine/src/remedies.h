#pragma once

#include "rawan/engine/planning_facts.h"
#include "rawan/io/report_codes.h"

#include <array>
#include <optional>
#include <string_view>

namespace rawan::engine {

/// What a kind of remedy is called, and who can bring it about (domain.md 3.5, 3.6).
struct RemedyFacts {
  Remedy remedy;
  std::string_view code;    ///< "pju"; its words are remedy.<code>.
  std::string_view agency;  ///< "dishub"; its words are agency.<agency>.
  std::string_view affair;  ///< Urusan of Permendagri 90/2019: "2.15".
  std::string_view fund;    ///< "dana_desa", "apbd", "csr".
  std::string_view unit;    ///< "unit", "meter", "paket".
};

inline constexpr std::array kRemedies{
    RemedyFacts{Remedy::lamp, "pju", "dishub", "2.15", "apbd", "unit"},
    RemedyFacts{Remedy::lamp_repair, "perbaikan_pju", "dishub", "2.15", "apbd", "unit"},
    RemedyFacts{Remedy::guard_post, "pos_kamling", "desa", "1.05", "dana_desa", "unit"},
    RemedyFacts{Remedy::camera, "cctv", "satpol_pp", "1.05", "apbd", "unit"},
    RemedyFacts{Remedy::clearing, "pembersihan_semak", "desa", "1.03", "dana_desa", "paket"},
    RemedyFacts{Remedy::road, "perbaikan_jalan", "pupr", "1.03", "apbd", "meter"},
    RemedyFacts{Remedy::toilet, "toilet_terpisah", "pupr", "1.03", "dana_desa", "unit"},
    RemedyFacts{Remedy::transport, "transportasi", "dishub", "2.15", "apbd", "paket"},
    RemedyFacts{Remedy::board, "papan_informasi", "dp3a", "2.08", "apbd", "unit"},
    RemedyFacts{Remedy::training, "pelatihan", "satpol_pp", "1.05", "dana_desa", "paket"}};

constexpr const RemedyFacts& facts_of(Remedy remedy) {
  return kRemedies[static_cast<std::size_t>(remedy)];
}

/// What would mend a place where a factor is named; nothing: no public work would.
std::optional<Remedy> remedy_of(io::EnvFactor factor);

/// The factors that a remedy mends.
io::EnvFactors factors_of(Remedy remedy);

}  // namespace rawan::engine
