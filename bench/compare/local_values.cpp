/// Local and global statistics of a table, for comparison with other programs:
///
///     local_values SITES.csv FOLDER          one file of numbers per statistic
///     local_values SITES.csv REPLICATES      "seconds" of Gi* by conditional permutation
///
/// The table has the columns x, y, cases and exposure; neighbors are the 6 nearest.
#include "rawan/algorithms/geary.h"
#include "rawan/algorithms/getis_ord.h"
#include "rawan/algorithms/local_empirical_bayes.h"
#include "rawan/algorithms/moran.h"
#include "rawan/algorithms/permutation.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <span>
#include <string>
#include <vector>

namespace rawan {
namespace {

struct Sites {
  std::vector<Point> position;
  std::vector<double> cases;
  std::vector<double> exposure;
};

Sites read_sites(const std::string& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  Sites sites;
  char comma = ',';
  for (double x, y, cases, exposure;
       stream >> x >> comma >> y >> comma >> cases >> comma >> exposure;) {
    sites.position.push_back({x, y});
    sites.cases.push_back(cases);
    sites.exposure.push_back(exposure);
  }
  return sites;
}

void write(const std::filesystem::path& file, std::span<const double> numbers) {
  std::ofstream stream(file);
  stream << std::setprecision(17);
  for (const double number : numbers) stream << number << '\n';
}

std::vector<double> means(std::span<const Gamma> gammas) {
  std::vector<double> result;
  for (const Gamma& gamma : gammas) result.push_back(gamma.mean());
  return result;
}

std::vector<double> of(const Autocorrelation& found) {
  return {found.value, found.expected, found.variance_randomized};
}

void write_all(const Sites& sites, const std::filesystem::path& folder) {
  const Weights binary = nearest_weights(sites.position, 6);
  const Weights standardized = row_standardized(binary);
  const std::vector<double>& y = sites.cases;
  const std::vector<double>& n = sites.exposure;
  write(folder / "gi", getis_ord_gi(binary, y));
  write(folder / "gi_star", getis_ord_gi_star(with_self(binary), y));
  const LocalAutocorrelation moran = local_moran(standardized, y);
  write(folder / "local_moran", moran.value);
  write(folder / "local_moran_z", moran.z);
  write(folder / "local_geary", local_geary(standardized, y).value);
  write(folder / "moran", of(global_moran(standardized, y)));
  write(folder / "geary", of(global_geary(standardized, y)));
  const GeneralG g = getis_ord_general_g(binary, y);
  write(folder / "general_g", std::vector<double>{g.value, g.expected, g.variance});
  write(folder / "eb", means(shrink(y, n, fit_gamma_prior(y, n))));
  write(folder / "eb_local", means(shrink_locally(y, n, local_gamma_priors(binary, y, n))));
  write(folder / "eb_moran", std::vector<double>{eb_moran(binary, y, n).value});
}

void time_permutation(const Sites& sites, std::uint32_t replicates) {
  const Weights weights = nearest_weights(sites.position, 6);
  const auto begin = std::chrono::steady_clock::now();
  const auto p = conditional_permutation(weights, sites.cases, LocalStatistic::getis_ord,
                                         {.replicates = replicates});
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  std::cout << "p of the first site " << p.two_sided.front() << "\nseconds " << seconds.count()
            << '\n';
}

}  // namespace
}  // namespace rawan

int main(int argc, char** argv) {
  const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
  if (arguments.size() != 3) {
    std::cerr << "local_values SITES.csv FOLDER|REPLICATES\n";
    return 2;
  }
  const rawan::Sites sites = rawan::read_sites(arguments[1]);
  const auto replicates = static_cast<std::uint32_t>(std::strtoul(arguments[2], nullptr, 10));
  if (replicates > 0) {
    rawan::time_permutation(sites, replicates);
  } else {
    rawan::write_all(sites, arguments[2]);
  }
}
