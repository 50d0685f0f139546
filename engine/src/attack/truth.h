#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/engine/policy.h"
#include "rawan/engine/study.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rawan::engine::attack {

/// What the program was given, for attacks that run it again.
struct Inputs {
  Config config;
  Policy policy;
  Records records;
};

/// What only the owner of the restricted inputs knows.
struct Truth {
  std::vector<io::GeoPoint> points;    ///< Where reports are, private places included.
  std::vector<std::string> days = {};  ///< Of the points, ISO; empty: not known.
  io::MetricCrs crs{};
  std::vector<std::pair<Polygon, double>> women;  ///< Open data: villages and who lives there.
  std::vector<std::string> words;                 ///< Names, telephones, keys: sorted, none public.
  std::shared_ptr<const Inputs> inputs = {};      ///< Null: the program is not run again.
};

/// @throws as `read` does.
Truth learn_truth(const Config& config, const Control& control);

}  // namespace rawan::engine::attack
