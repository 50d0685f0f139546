// A program of somebody else: finds the installed library and computes a density with it.
#include <cmath>
#include <rawan/algorithms/kde.h>
#include <rawan/io/crs.h>
#include <vector>

int main() {
  const rawan::io::CrsChoice metric = rawan::io::choose_metric_crs({109.0, 0.5, 110.0, 1.5});
  const rawan::Point place = rawan::io::Projector(metric.crs).to_meters({109.5, 0.9});
  const rawan::GridFrame frame{
      {place.x - 5000.0, place.y + 5000.0}, rawan::Meters{100.0}, 100, 100};
  const rawan::Grid<double> density = rawan::kernel_density(std::vector{place}, {}, {frame, {}},
                                                            {.bandwidth = rawan::Meters{1000.0}});
  double mass = 0.0;
  for (const double value : density.values) mass += value * 100.0 * 100.0;
  return std::abs(mass - 1.0) < 1e-9 ? 0 : 1;
}
