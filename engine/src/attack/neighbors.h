#pragma once

#include "attack/truth.h"
#include "evidence.h"
#include "rawan/algorithms/control.h"
#include "rawan/engine/stages.h"
#include "rawan/engine/views.h"

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// The same inputs with one person more or less, through the program's own stages and gate, as if
/// nothing had been released before: what the ledger would hold back is not held back here.
namespace rawan::engine::attack {

using RemedyKey = std::pair<std::uint32_t, Remedy>;  ///< Site, remedy.

/// What commanders and planners would read. One per site where nothing else is said.
struct Answers {
  std::vector<std::string> commander_bands;  ///< Empty: masked.
  std::vector<bool> flagged;                 ///< As a burst, to commanders.
  std::vector<std::string> planner_bands;
  std::vector<std::string> rank_quarters;
  std::vector<std::string> rates;
  std::vector<AreaCount> counts;
  std::vector<std::string> proposals;  ///< What is proposed for each site, and for whose sake.
  std::set<RemedyKey> remedies;        ///< For which women are said to have asked.
  std::vector<std::string> figures;    ///< How many marks were told, verified, followed up.
};

using UnitKey = std::tuple<std::string, std::string, std::string>;  ///< Area, window, measure.

/// Marks that came at least to a step.
struct Step {
  std::uint32_t marks = 0;
  disclosure::Evidence undoubted;
};

/// Who really stands behind what is shown, counted without the gate's code.
struct Behind {
  std::vector<disclosure::Evidence> commander_bands;  ///< One per site.
  std::vector<disclosure::Evidence> planner_bands;    ///< One per site.
  std::map<UnitKey, disclosure::Evidence> counts;     ///< Where anybody does.
  /// Of those, who is not doubted as one of a burst: by them the gate decides what is safe.
  std::map<UnitKey, disclosure::Evidence> undoubted;
  std::map<RemedyKey, disclosure::Evidence> remedies;
  std::array<Step, 3> steps;  ///< Told, verified, followed up.
};

class Rerun {
 public:
  Rerun(const Inputs& inputs, Control control);

  /// Testimonies of the present reports.
  std::vector<Testimony> told() const;
  const Results& results() const { return results_; }

  /// Takes away what these people told, until restore().
  void remove(std::uint64_t reporter);
  void add(const io::Report& report);
  void restore();

  /// @throws GateRefusal where planners would get nothing.
  Answers answers();
  Behind behind() const;

 private:
  const Inputs& inputs_;
  Control control_;
  Results results_;
  std::vector<std::uint32_t> reports_;  ///< Of the study, as they were.
};

}  // namespace rawan::engine::attack
