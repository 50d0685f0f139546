#include "dialogue_model.h"

#include "grid_posterior.h"
#include "rawan/algorithms/parallel.h"
#include "row_sums.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rawan {
namespace {

constexpr std::size_t kMostSitesForHypers = 4096;

/// Few sites leave a posterior that is wide and far from normal: a finer grid, at little cost.
std::size_t cells_per_axis(std::size_t sites) {
  return sites < 50 ? 15 : 9;
}

/// Relative variances as shares: the part of the variance of a count with mean `typical` that the
/// level above explains.
double relative_variance(double share, double typical) {
  return share / (1.0 - share) / typical;
}

double sum_of_marks(std::span<const Dialogue> dialogues) {
  double marks = 0.0;
  for (const Dialogue& d : dialogues) marks += d.marks;
  return marks;
}

double sum_of_women(std::span<const Dialogue> dialogues) {
  double women = 0.0;
  for (const Dialogue& d : dialogues) women += d.women;
  return women;
}

/// The numbers of women that dialogues had, rising; not more than so many.
std::vector<double> numbers_of_women(const SiteDialogues& data) {
  constexpr std::size_t kMost = 256;
  std::vector<double> women;
  for (const Dialogue& d : data.dialogue) women.push_back(d.women);
  std::ranges::sort(women);
  const auto repeated = std::ranges::unique(women);
  women.erase(repeated.begin(), repeated.end());
  women.resize(std::min(women.size(), kMost));
  return women;
}

SiteDialogues every_kth(const SiteDialogues& data) {
  if (data.size() <= kMostSitesForHypers) return data;
  SiteDialogues sample;
  sample.first.push_back(0);
  for (std::size_t k = 0; k < kMostSitesForHypers; ++k) {
    const std::size_t i = k * data.size() / kMostSitesForHypers;
    const auto dialogues = data.of(i);
    sample.site.push_back(data.site[i]);
    sample.dialogue.insert(sample.dialogue.end(), dialogues.begin(), dialogues.end());
    sample.first.push_back(sample.dialogue.size());
  }
  return sample;
}

/// Prior masses of all pairs (mean, relative variance), cell by cell: pairs are contiguous.
std::vector<double> prior_table(const RateCells& cells, std::span<const double> means,
                                std::span<const double> variances) {
  const std::size_t pairs = means.size() * variances.size();
  std::vector<double> table(cells.size() * pairs);
  parallel_for(pairs, [&](std::size_t p) {
    const std::vector<double> masses =
        cells.gamma_masses(means[p / variances.size()], variances[p % variances.size()]);
    for (std::size_t g = 0; g < cells.size(); ++g) table[g * pairs + p] = masses[g];
  });
  return table;
}

/// Log marginal likelihood of all sites for each pair of the table, at one v.
std::vector<double> log_marginals(const SiteDialogues& data, const RateCells& cells, double v,
                                  std::span<const double> table) {
  const std::size_t pairs = table.size() / cells.size();
  const DialogueModel model(data, cells, v);
  std::vector<double> sum(pairs, 0.0);
  std::vector<double> marginal(pairs);
  for (std::size_t i = 0; i < data.size(); ++i) {
    const SiteLikelihood likelihood = model.likelihood_of(data.of(i));
    std::fill(marginal.begin(), marginal.end(), 1e-300);
    add_marginals(likelihood, 1e-15, table, marginal);
    for (std::size_t p = 0; p < pairs; ++p) sum[p] += std::log(marginal[p]) + likelihood.log_scale;
  }
  return sum;
}

/// From the grid's coordinates to the model's numbers.
struct Scale {
  double marks_per_site = 0.0;
  double marks_per_dialogue = 0.0;

  Axes<3> numbers(Axes<3> axes) const {
    for (double& x : axes[0]) x = std::exp(x);
    for (double& x : axes[1]) x = relative_variance(x, marks_per_site);
    for (double& x : axes[2]) x = relative_variance(x, marks_per_dialogue);
    return axes;
  }
};

std::vector<double> log_density(const SiteDialogues& data, const RateCells& cells,
                                const Axes<3>& numbers) {
  const std::vector<double> table = prior_table(cells, numbers[0], numbers[1]);
  const std::size_t pairs = numbers[0].size() * numbers[1].size();
  const std::size_t count = numbers[2].size();
  std::vector<double> density(pairs * count);
  parallel_for(count, [&](std::size_t k) {
    const std::vector<double> logs = log_marginals(data, cells, numbers[2][k], table);
    for (std::size_t p = 0; p < pairs; ++p) density[p * count + k] = logs[p];
  });
  return density;
}

HyperPosterior without_negligible(const Axes<3>& numbers, std::span<const double> weight) {
  constexpr double kNegligible = 1e-3;
  const double least = kNegligible * *std::max_element(weight.begin(), weight.end());
  const std::size_t count = numbers[2].size();
  HyperPosterior posterior{.dispersion = numbers[2], .point = {}};
  double kept = 0.0;
  for (std::size_t p = 0; p < weight.size(); ++p) {
    if (weight[p] < least) continue;
    posterior.point.push_back({.mean = numbers[0][p / count / numbers[1].size()],
                               .between_sites = numbers[1][p / count % numbers[1].size()],
                               .dispersion = p % count,
                               .weight = weight[p]});
    kept += weight[p];
  }
  for (Hyper& hyper : posterior.point) hyper.weight /= kept;
  return posterior;
}

}  // namespace

SiteDialogues group_by_site(std::span<const Dialogue> dialogues, std::size_t sites) {
  std::vector<std::size_t> next(sites + 1, 0);
  for (const Dialogue& d : dialogues) ++next[d.site + 1];
  SiteDialogues data;
  for (std::size_t i = 0; i < sites; ++i) {
    if (next[i + 1] > 0) {
      data.site.push_back(static_cast<std::uint32_t>(i));
      data.first.push_back(next[i]);
    }
    next[i + 1] += next[i];
  }
  data.first.push_back(dialogues.size());
  data.dialogue.resize(dialogues.size());
  for (const Dialogue& d : dialogues) data.dialogue[next[d.site]++] = d;
  return data;
}

RateCells cells_for(const SiteDialogues& data, double overall) {
  double highest = 20.0 * overall;
  double most = 0.0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const double marks = sum_of_marks(data.of(i));
    most = std::max(most, marks);
    highest = std::max(highest, 3.0 * marks / sum_of_women(data.of(i)));
  }
  // No posterior is narrower than that of a Poisson count, 1 / sqrt(marks) on the log scale.
  const double step = std::clamp(1.0 / std::sqrt(most + 1.0), 0.03, 0.1);
  return RateCells(1e-3 * overall, highest, step);
}

// A likelihood rises and falls once: its log is concave in the log of the rate.
void add_marginals(const SiteLikelihood& likelihood, double least, std::span<const double> table,
                   std::span<double> marginal) {
  const std::vector<double>& value = likelihood.value;
  const auto counts = [least](double l) { return l >= least; };
  const auto first = std::ranges::find_if(value, counts) - value.begin();
  const auto last = std::find_if(value.rbegin(), value.rend(), counts).base() - value.begin();
  if (first >= last) return;
  add_rows(&value[first], last - first, &table[first * marginal.size()], marginal.size(),
           marginal.data());
}

DialogueModel::DialogueModel(const SiteDialogues& data, const RateCells& cells,
                             double between_dialogues)
    : node_(cells.nodes()),
      v_(between_dialogues),
      log_gamma_(boost::math::lgamma(1.0 / between_dialogues)),
      women_(numbers_of_women(data)),
      logs_(women_.size() * node_.size()) {
  constexpr int kMostMarks = 16;
  for (int marks = 0; marks < kMostMarks; ++marks) constant_.push_back(constant_of(marks));
  for (const double theta : node_) log_node_.push_back(std::log(theta));
  for (std::size_t w = 0; w < women_.size(); ++w) {
    work_out(women_[w], std::span(logs_).subspan(w * node_.size(), node_.size()));
  }
}

void DialogueModel::work_out(double women, std::span<double> logs) const {
  for (std::size_t g = 0; g < logs.size(); ++g) logs[g] = std::log(1.0 + node_[g] * v_ * women);
}

double DialogueModel::constant_of(double marks) const {
  const auto whole = static_cast<std::size_t>(marks);
  if (whole < constant_.size() && static_cast<double>(whole) == marks) return constant_[whole];
  return boost::math::lgamma(marks + 1.0 / v_) - log_gamma_ + marks * std::log(v_);
}

SiteLikelihood DialogueModel::likelihood_of(std::span<const Dialogue> dialogues) const {
  const double k = 1.0 / v_;
  const std::size_t cells = node_.size();
  SiteLikelihood likelihood{.value = std::vector<double>(cells)};
  double* const value = likelihood.value.data();
  const double marks = sum_of_marks(dialogues);
  for (std::size_t g = 0; g < cells; ++g) value[g] = marks * log_node_[g];
  std::vector<double> rare;
  for (const Dialogue& d : dialogues) {
    const auto known = std::ranges::lower_bound(women_, d.women);
    const double* logs = logs_.data() + (known - women_.begin()) * std::ptrdiff_t(cells);
    if (known == women_.end() || *known != d.women) {
      rare.resize(cells);
      work_out(d.women, rare);
      logs = rare.data();
    }
    add_scaled(-(d.marks + k), logs, cells, value);
  }
  const double highest = *std::ranges::max_element(likelihood.value);
  exponentiate(highest, cells, value);
  likelihood.log_scale = highest;
  for (const Dialogue& d : dialogues) likelihood.log_scale += constant_of(d.marks);
  return likelihood;
}

HyperPosterior infer_hypers(const SiteDialogues& data, const RateCells& cells, double overall,
                            const Control& control) {
  const SiteDialogues sample = every_kth(data);
  const double marks = overall * sum_of_women(data.dialogue);
  const Scale scale{marks / static_cast<double>(data.size()),
                    marks / static_cast<double>(data.dialogue.size())};
  const double center = std::log(overall);
  const Region<3> limits{{center - 3.0, 0.0, 0.0}, {center + 3.0, 1.0, 1.0}};
  const auto density = [&](const Axes<3>& axes) {
    control.check();
    return log_density(sample, cells, scale.numbers(axes));
  };
  const GridPosterior<3> grid = integrate_on_grid(limits, cells_per_axis(data.size()), density);
  return without_negligible(scale.numbers(grid.axes), grid.weight);
}

}  // namespace rawan
