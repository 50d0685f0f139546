#include "stage_times.h"

#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <sys/resource.h>

namespace rawan::engine {
namespace {

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

}  // namespace

StageTimes::Stage StageTimes::now() const {
  constexpr double kKilobytesPerMegabyte = 1000.0;
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto clock = std::chrono::steady_clock::now().time_since_epoch();
  return {.key = key_,
          .clock = std::chrono::duration<double>(clock).count(),
          .processors = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          .megabytes = static_cast<double>(usage.ru_maxrss) / kKilobytesPerMegabyte};
}

void StageTimes::begin(std::string_view stage_key) {
  if (!wanted_) return;
  Stage stage = now();
  if (!key_.empty()) {
    stages_.push_back({.key = key_,
                       .clock = stage.clock - begun_.clock,
                       .processors = stage.processors - begun_.processors,
                       .megabytes = stage.megabytes});
  }
  begun_ = std::move(stage);
  key_ = stage_key;
}

void StageTimes::print(const Catalogue& words) {
  if (!wanted_) return;
  begin("");
  std::fprintf(stderr, "%s\n", words.text("timings.columns").c_str());
  for (const Stage& stage : stages_) {
    fmt::print(stderr, "{};{:.2f};{:.2f};{:.0f}\n", words.text(stage.key), stage.clock,
               stage.processors, stage.megabytes);
  }
}

}  // namespace rawan::engine
