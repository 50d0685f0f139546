#include "rawan/algorithms/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

namespace rawan {
namespace {

std::string failure_of(const std::function<void()>& first, const std::function<void()>& second) {
  try {
    side_by_side(first, second);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

void wait_a_little() {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

TEST(SideBySide, DoesBoth) {
  std::atomic<int> sum = 0;
  EXPECT_EQ(failure_of([&] { sum += 1; }, [&] { sum += 2; }), "");
  EXPECT_EQ(sum, 3);
}

TEST(SideBySide, TellsTheFirstFailureWhicheverComesSooner) {
  const auto fail = [](const char* name) { throw std::runtime_error(name); };
  const auto late = [&](const char* name) { wait_a_little(), fail(name); };
  EXPECT_EQ(failure_of([&] { late("first"); }, [&] { fail("second"); }), "first");
  EXPECT_EQ(failure_of([&] { fail("first"); }, [&] { late("second"); }), "first");
  EXPECT_EQ(failure_of([&] { fail("first"); }, [] {}), "first");
  EXPECT_EQ(failure_of([] {}, [&] { late("second"); }), "second");
}

TEST(SideBySide, EndsTheFirstWhereTheSecondFails) {
  std::atomic<bool> is_done = false;
  const auto first = [&] {
    wait_a_little();
    is_done = true;
  };
  EXPECT_EQ(failure_of(first, [] { throw std::runtime_error("second"); }), "second");
  EXPECT_TRUE(is_done);
}

TEST(Turns, LetOneThreadThroughAtATime) {
  Turns turns;
  std::size_t count = 0;
  parallel_for(100'000, [&](std::size_t) { turns.take([&] { ++count; }); });
  EXPECT_EQ(count, 100'000U);
}

}  // namespace
}  // namespace rawan
