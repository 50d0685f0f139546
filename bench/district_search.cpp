// What longer searches of a district-shaped problem find (tests/support/districts.h):
//   district_search UNITS DAYS STOPS SEED SECONDS...
// One line per time limit, then the shortest against the longest. On one thread.
#include "rawan/algorithms/patrol_search.h"
#include "support/districts.h"

#include <tbb/global_control.h>

#include <ctime>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

namespace {

using rawan::patrol::Plan;
using rawan::patrol::Problem;

struct Outcome {
  std::size_t faults = 0;
  double score = 0.0;
};

Outcome search_for(std::int64_t seconds, const Problem& problem) {
  const std::clock_t begin = std::clock();
  const auto result = search_plan(
      problem,
      {.seed = 1, .iterations = 1'000'000'000, .time_limit = std::chrono::seconds(seconds)});
  const double used = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  const Outcome outcome{faults(result.best, problem).size(), result.best.score};
  std::cout << seconds << " s: score " << outcome.score << ", faults " << outcome.faults << ", "
            << result.iterations << " iterations, " << used << " s of the processor" << std::endl;
  return outcome;
}

int run(const std::vector<std::string>& args) {
  rawan::testing::DistrictSize size;
  size.units = std::stoul(args[0]);
  size.days = std::stoi(args[1]);
  size.stops = std::stoul(args[2]);
  size.villages = 1 + size.stops / 4;
  const Problem problem = rawan::testing::district(size, std::stoull(args[3]));
  std::vector<Outcome> outcomes;
  for (std::size_t k = 4; k < args.size(); ++k) {
    outcomes.push_back(search_for(std::stoll(args[k]), problem));
  }
  const double lost = 1.0 - outcomes.front().score / outcomes.back().score;
  std::cout << "lost by the first: " << 100.0 * lost << " %\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() < 5) {
    std::cerr << "district_search UNITS DAYS STOPS SEED SECONDS...\n";
    return 2;
  }
  const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
  std::cout << std::fixed << std::setprecision(3);
  return run(args);
}
