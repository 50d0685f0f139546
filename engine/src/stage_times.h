#pragma once

#include "rawan/engine/catalogue.h"

#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// What the stages of a command took: for people who wonder where the time goes, and for
/// benchmarks. Never part of an output.
class StageTimes {
 public:
  explicit StageTimes(bool wanted) : wanted_(wanted) {}

  /// A stage begins, by its key in the catalogue, and the one before it ends.
  void begin(std::string_view stage_key);

  /// On stderr: stage, seconds by the clock, seconds of processors, most memory in MB so far.
  void print(const Catalogue& words);

 private:
  struct Stage {
    std::string key;
    double clock = 0.0;
    double processors = 0.0;
    double megabytes = 0.0;
  };
  Stage now() const;

  bool wanted_;
  std::string key_;
  Stage begun_;
  std::vector<Stage> stages_;
};

}  // namespace rawan::engine
