#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <stop_token>

namespace rawan {

/// Thrown at a checkpoint after a stop was requested.
class Cancelled : public std::exception {
 public:
  const char* what() const noexcept override { return "cancelled"; }
};

/// Two counters a long computation adds to and whoever is curious reads.
class Progress {
 public:
  void expect(std::uint64_t steps) { expected_.fetch_add(steps, std::memory_order_relaxed); }
  void step() { done_.fetch_add(1, std::memory_order_relaxed); }

  /// Steps done as a share of steps announced so far; 0 before any was announced.
  double fraction() const {
    const auto expected = expected_.load(std::memory_order_relaxed);
    if (expected == 0) return 0.0;
    return static_cast<double>(done_.load(std::memory_order_relaxed)) /
           static_cast<double>(expected);
  }

 private:
  std::atomic<std::uint64_t> expected_{0};
  std::atomic<std::uint64_t> done_{0};
};

/// What a long computation may ask of the world: "shall I stop?" and "note this step".
/// The default one never stops and notes nothing.
class Control {
 public:
  Control() = default;
  Control(std::stop_token stop, Progress& progress)
      : stop_(std::move(stop)), progress_(&progress) {}

  /// Announces work, once, before it starts.
  void expect(std::uint64_t steps) const {
    if (progress_ != nullptr) progress_->expect(steps);
  }

  /// Notes one step. @throws Cancelled if a stop was requested.
  void step() const {
    check();
    if (progress_ != nullptr) progress_->step();
  }

  /// @throws Cancelled if a stop was requested.
  void check() const {
    if (stop_.stop_requested()) throw Cancelled();
  }

 private:
  std::stop_token stop_;
  Progress* progress_ = nullptr;
};

}  // namespace rawan
