#include "remedies.h"

namespace rawan::engine {

std::optional<Remedy> remedy_of(io::EnvFactor factor) {
  using enum io::EnvFactor;
  switch (factor) {
    case gelap:
      return Remedy::lamp;
    case lampu_rusak:
      return Remedy::lamp_repair;
    case sepi:
    case tanpa_pos:
      return Remedy::guard_post;
    case tanpa_cctv:
    case titik_buta:
      return Remedy::camera;
    case semak:
    case bangunan_kosong:
      return Remedy::clearing;
    case jalan_rusak:
      return Remedy::road;
    case mck_terbuka:
    case toilet_campur:
      return Remedy::toilet;
    case transport_minim:
    case jauh_permukiman:
      return Remedy::transport;
    case tanpa_sinyal:
      return Remedy::board;
    case tongkrongan:
      return Remedy::training;
    default:  // Sale of alcohol is a matter of enforcement.
      return std::nullopt;
  }
}

io::EnvFactors factors_of(Remedy remedy) {
  io::EnvFactors factors;
  for (std::size_t i = 0; i < io::kEnvFactors; ++i) {
    factors[i] = remedy_of(static_cast<io::EnvFactor>(i)) == remedy;
  }
  return factors;
}

}  // namespace rawan::engine
