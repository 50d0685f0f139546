#include "orienteering_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>
#include <string>

namespace rawan::bench {
namespace {

Instance read(const std::string& text) {
  std::istringstream file(text);
  return read_instance(file);
}

/// What is wrong with a file.
std::string fault_of(const std::string& text) {
  try {
    read(text);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "nothing";
}

constexpr const char* kTop = "n 4\nm 2\ntmax 7.5\n0 0 0\n3 4 10\n1 1 20\n6 8 0\n";
constexpr const char* kToptw =
    "4 10 2 1\n0 200\n"
    " 0 0 0 0 0 0 0 0 100\n"
    " 1 3.00 4.00 10.00 30.00 1 1 1 12 20\n"
    " 2 1 1 2 12 4 3 1 4 15 35 50.25\n";
constexpr const char* kOp = "20 1\r\n0 0 0\r\n6 8 0\r\n3 4 10\r\n";

TEST(OrienteeringFile, ReadsTeamOrienteering) {
  const Instance instance = read(kTop);
  EXPECT_EQ(instance.tours, 2U);
  EXPECT_DOUBLE_EQ(instance.budget, 7.5);
  EXPECT_EQ(instance.start, 0U);
  EXPECT_EQ(instance.end, 3U);
  EXPECT_EQ(stop_vertices(instance), (std::vector<std::uint32_t>{1, 2}));
  EXPECT_DOUBLE_EQ(instance.vertices[1].score, 10.0);
  EXPECT_FALSE(instance.vertices[1].open);
}

TEST(OrienteeringFile, ReadsTimeWindowsFromTheLastTwoColumns) {
  const Instance instance = read(kToptw);
  EXPECT_EQ(instance.end, 0U);
  EXPECT_DOUBLE_EQ(instance.budget, 100.0);
  EXPECT_DOUBLE_EQ(instance.vertices[1].service, 10.0);
  EXPECT_DOUBLE_EQ(instance.vertices[2].open.value(), 35.0);
  EXPECT_DOUBLE_EQ(instance.vertices[2].close.value(), 50.25);
}

TEST(OrienteeringFile, ReadsOrienteeringWhoseSecondPointIsTheEnd) {
  const Instance instance = read(kOp);
  EXPECT_EQ(instance.end, 1U);
  EXPECT_EQ(instance.tours, 1U);
  EXPECT_EQ(stop_vertices(instance), (std::vector<std::uint32_t>{2}));
}

TEST(OrienteeringFile, RoundsDownOnlyWhenAsked) {
  const Instance instance = read(kToptw);
  const auto leg = [&](Rounding rounding) {
    return problem_of(instance, 1, rounding).travel[0].time(0, 2);
  };
  EXPECT_EQ(leg(Rounding::floor1), 14);
  EXPECT_EQ(leg(Rounding::floor2), 141);
  const auto exact = problem_of(instance, 1, Rounding::exact);
  const double parts = exact.shifts[0].end.count() / 100.0;
  EXPECT_GE(parts, 1e4);
  EXPECT_GE(exact.travel[0].time(0, 2), std::sqrt(2.0) * parts);
  EXPECT_LE(exact.travel[0].time(0, 2), std::sqrt(2.0) * parts + 1.0);
  EXPECT_EQ(exact.travel[0].time(0, 1), 5.0 * parts);
}

TEST(OrienteeringFile, ScalesServiceAndWindowsAsDistances) {
  const auto problem = problem_of(read(kToptw), 3, Rounding::floor1);
  EXPECT_EQ(problem.shifts.size(), 3U);
  EXPECT_EQ(problem.stops[0].dwell, Seconds(100));
  EXPECT_EQ(problem.stops[1].windows[0].open, Seconds(350));
  EXPECT_EQ(problem.stops[1].windows[0].close, Seconds(502));
}

TEST(OrienteeringFile, SaysWhichLineIsWrong) {
  EXPECT_EQ(fault_of(""), "the file is empty");
  EXPECT_EQ(fault_of("hello\n"), "line 1: is the beginning of no known format");
  EXPECT_EQ(fault_of("n 3\nm 2\n"), "line 2: the file ends before its points");
  EXPECT_EQ(fault_of("n 3\nk 2\ntmax 5\n0 0 0\n"), "line 2: should begin with m");
  EXPECT_EQ(fault_of("n 3\nm 2\ntmax 5\n0 0 0\n1 x 0\n"), "line 5: column 2 is no number");
  EXPECT_EQ(fault_of("n 3\nm 2\ntmax 5\n0 0 0\n1 1 0\n"),
            "line 1: announces 3 points, there are 2");
  EXPECT_EQ(fault_of("n 2\nm 2\ntmax 5\n0 0 0\n1 1\n"), "line 5: has 2 columns, needs 3");
  EXPECT_EQ(fault_of("n 2\nm 2\ntmax 5\n0 0 -1\n1 1 0\n"), "line 4: a score below 0");
  EXPECT_EQ(fault_of("4 10 2 1\n0 200\n0 0 0 0 0 0 0 0 9\n2 0 0 0 0 0 0 0 9\n"),
            "line 4: vertices are not numbered from 0 on");
  EXPECT_EQ(fault_of("4 10 2.5 1\n"), "line 1: column 3 is no count");
}

TEST(OrienteeringFile, RefusesTimesThatDoNotFit) {
  const Instance instance = read("n 2\nm 1\ntmax 1e9\n0 0 0\n1 1 0\n");
  EXPECT_THROW(problem_of(instance, 1, Rounding::floor2), FormatError);
}

}  // namespace
}  // namespace rawan::bench
