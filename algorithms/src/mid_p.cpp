#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/flexible_scan.h"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <cmath>

namespace rawan {
namespace {

/// P(N >= n).
double poisson_reaches(double n, double expected) {
  return n == 0.0 ? 1.0 : boost::math::gamma_p(n, expected);
}

double binomial_reaches(double n, double members, double share) {
  if (n == 0.0) return 1.0;
  return n > members ? 0.0 : boost::math::ibeta(n, members - n + 1.0, share);
}

}  // namespace

double poisson_mid_p(std::uint32_t cases, double expected) {
  expects(std::isfinite(expected) && expected >= 0.0, "an expected number of cases");
  const double n = cases;
  return 0.5 * (poisson_reaches(n, expected) + poisson_reaches(n + 1.0, expected));
}

double binomial_mid_p(std::uint32_t cases, std::uint64_t members, double share) {
  expects(share >= 0.0 && share <= 1.0, "a probability");
  const double n = cases;
  const auto most = static_cast<double>(members);
  return 0.5 * (binomial_reaches(n, most, share) + binomial_reaches(n + 1.0, most, share));
}

}  // namespace rawan
