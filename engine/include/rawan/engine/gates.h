#pragma once

#include "rawan/engine/config.h"
#include "rawan/engine/study.h"
#include "rawan/io/error.h"
#include "rawan/io/issue.h"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace rawan::engine {

/// A gate of the program refuses to go on: nothing is published. `code` is a key of the catalogue
/// ("error.<code>").
class GateRefusal : public std::runtime_error {
 public:
  GateRefusal(int exit_code, std::string code, io::Place place, std::string detail = {})
      : std::runtime_error(code),
        exit_code_(exit_code),
        code_(std::move(code)),
        place_(std::move(place)),
        detail_(std::move(detail)) {}

  int exit_code() const { return exit_code_; }
  const std::string& code() const { return code_; }
  const io::Place& place() const { return place_; }
  const std::string& detail() const { return detail_; }

 private:
  int exit_code_;
  std::string code_;
  io::Place place_;
  std::string detail_;
};

/// Whether too many rejected records of the source end the run. Not those of scans: a telephone
/// keeps every code it ever saw, and nothing that is published rests on the rejected ones.
bool is_held_to_share(const io::SourceCount& source);

/// Ends the run (exit 4) at the first source whose share of rejected records is above the limit and
/// that has more than one, unless the limit is 0;
/// with `strict` at the first with any repaired or rejected record. @throws GateRefusal
void pass_quality_gate(const io::Ledger& ledger, const ValidationConfig& rules, bool strict);

/// What is told and discovered of places, and whether anybody was asked.
struct EvidenceSums {
  std::uint64_t dialogues = 0;
  std::uint64_t told = 0;            ///< Of places, by women or others.
  std::uint64_t discovered = 0;      ///< By officers, on visits that the log knows,
  std::uint64_t without_effort = 0;  ///< and on others.

  EvidenceSums& operator+=(const EvidenceSums& other);
};

EvidenceSums sums_of(const Exposure& exposure);

/// Ends the run (exit 8) where nobody was asked, because without exposure there is no rate; and
/// where the project wants officers' findings used of visits that no log knows.
/// @throws GateRefusal
void pass_statistics_gate(const EvidenceSums& sums, const EvidenceConfig& evidence);

/// Ends the run (exit 8) where a fixed bandwidth is longer than the study area: the surface would
/// be the same everywhere and say nothing. Within a country each kabupaten is an area of its own.
/// @param code of that kabupaten, to be named.
/// @throws GateRefusal
void pass_bandwidth_gate(const Sites& sites, const AnalysisConfig& analysis,
                         const std::string& code = {});

}  // namespace rawan::engine
