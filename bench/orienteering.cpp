// Solves an orienteering problem of the literature and writes its routes:
//   orienteering INSTANCE [--tours M] [--seed S] (--seconds T | --iterations N)
//                [--rounding floor1|floor2|exact] [--method search|ils] [--walks W]
//                [-o ROUTES.json]
// Seconds are of the processor, on one thread. Routes are lists of the file's vertices without
// start and end.
#include "iterated_local_search.h"
#include "orienteering_file.h"
#include "rawan/algorithms/patrol_search.h"

#include <tbb/global_control.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <limits>
#include <stdexcept>
#include <string>

namespace rawan::bench {
namespace {

constexpr const char* kUsage =
    "orienteering INSTANCE [--tours M] [--seed S] (--seconds T | --iterations N)\n"
    "             [--rounding floor1|floor2|exact] [--method search|ils] [--walks W]\n"
    "             [-o ROUTES.json]\n";

class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Request {
  std::string instance;
  std::string routes;
  std::optional<std::size_t> tours;
  std::uint64_t seed = 1;
  std::optional<double> seconds;
  std::optional<std::uint64_t> iterations;
  Rounding rounding = Rounding::exact;
  std::uint32_t walks = 4;
  bool plain_local_search = false;
};

double number_of(const std::string& option, const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(value >= 0.0) || value > 1e15) {
    throw UsageError(option + " needs a number that is not negative");
  }
  return value;
}

std::uint64_t count_of(const std::string& option, const std::string& text) {
  const double value = number_of(option, text);
  const auto count = static_cast<std::uint64_t>(value);
  if (static_cast<double>(count) != value) throw UsageError(option + " needs a whole number");
  return count;
}

Rounding rounding_of(const std::string& name) {
  if (name == "exact") return Rounding::exact;
  if (name == "floor1") return Rounding::floor1;
  if (name == "floor2") return Rounding::floor2;
  throw UsageError("--rounding is floor1, floor2 or exact");
}

void set_option(const std::string& option, const std::string& value, Request& request) {
  if (option == "--tours") {
    request.tours = count_of(option, value);
  } else if (option == "--seed") {
    request.seed = count_of(option, value);
  } else if (option == "--seconds") {
    request.seconds = number_of(option, value);
  } else if (option == "--iterations") {
    request.iterations = count_of(option, value);
  } else if (option == "--walks") {
    request.walks = static_cast<std::uint32_t>(count_of(option, value));
  } else if (option == "--rounding") {
    request.rounding = rounding_of(value);
  } else if (option == "--method" && (value == "search" || value == "ils")) {
    request.plain_local_search = value == "ils";
  } else if (option == "-o") {
    request.routes = value;
  } else {
    throw UsageError("no such option: " + option + " " + value);
  }
}

Request request_of(int count, char** arguments) {
  Request request;
  for (int k = 1; k < count; ++k) {
    const std::string word = arguments[k];
    if (word.empty() || word.front() != '-') {
      if (!request.instance.empty()) throw UsageError("one instance at a time");
      request.instance = word;
      continue;
    }
    if (k + 1 == count) throw UsageError(word + " needs a value");
    set_option(word, arguments[++k], request);
  }
  if (request.instance.empty()) throw UsageError("which instance?");
  if (!request.seconds && !request.iterations) throw UsageError("--seconds or --iterations?");
  return request;
}

std::chrono::nanoseconds processor_time() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

LocalSearch search(const patrol::Problem& problem, const Request& request) {
  patrol::SearchOptions options{.seed = request.seed, .walks = request.walks, .pool_size = 1};
  options.iterations = request.iterations.value_or(std::numeric_limits<std::int64_t>::max());
  options.clock = processor_time;
  if (request.seconds) {
    const auto used = std::chrono::duration<double, std::milli>(processor_time()).count();
    options.time_limit = std::chrono::milliseconds(
        static_cast<std::int64_t>(std::max(1.0, 1000.0 * *request.seconds - used)));
  }
  const patrol::SearchResult result = patrol::search_plan(problem, options);
  LocalSearch found{{}, result.best.score, result.iterations};
  for (const patrol::Tour& tour : result.best.tours) {
    found.tours.emplace_back();
    for (const patrol::Visit& v : tour.visits) found.tours.back().push_back(v.stop);
  }
  return found;
}

LocalSearch local_search(const patrol::Problem& problem, const Request& request) {
  return iterated_local_search(problem, [&](std::uint64_t done) {
    if (request.iterations && done >= *request.iterations) return false;
    const double used = std::chrono::duration<double>(processor_time()).count();
    return !request.seconds || done == 0 || used < *request.seconds;
  });
}

void write(std::ostream& out, const LocalSearch& found,
           const std::vector<std::uint32_t>& vertices) {
  out << '[';
  for (std::size_t r = 0; r < found.tours.size(); ++r) {
    out << (r == 0 ? "[" : ", [");
    for (std::size_t k = 0; k < found.tours[r].size(); ++k) {
      out << (k == 0 ? "" : ", ") << vertices[found.tours[r][k]];
    }
    out << ']';
  }
  out << "]\n";
}

void save(const Request& request, const LocalSearch& found,
          const std::vector<std::uint32_t>& vertices) {
  if (request.routes.empty()) return;
  std::ofstream file(request.routes);
  write(file, found, vertices);
  file.flush();
  if (!file) throw std::runtime_error("cannot write " + request.routes);
}

int solve(const Request& request) {
  std::ifstream file(request.instance);
  if (!file) throw std::runtime_error("cannot read " + request.instance);
  const Instance instance = read_instance(file);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 1);
  const auto problem =
      problem_of(instance, request.tours.value_or(instance.tours), request.rounding);
  const LocalSearch found =
      request.plain_local_search ? local_search(problem, request) : search(problem, request);
  save(request, found, stop_vertices(instance));
  std::cout << "score " << found.score << "\niterations " << found.iterations << "\nseconds "
            << std::chrono::duration<double>(processor_time()).count() << '\n';
  return 0;
}

}  // namespace
}  // namespace rawan::bench

int main(int count, char** arguments) {
  try {
    return rawan::bench::solve(rawan::bench::request_of(count, arguments));
  } catch (const rawan::bench::UsageError& error) {
    std::cerr << error.what() << '\n' << rawan::bench::kUsage;
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "orienteering: " << error.what() << '\n';
    return 1;
  }
}
