#include "rawan/algorithms/allocation.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan::allocation {
namespace {

constexpr int kMostSteps = 200;
constexpr double kStill = 1e-10;
/// Variance between sites: below, a hundred events would move a site by 1 %; above, one event
/// found at once would make a site four times the mean.
constexpr double kLeastVariance = 0.01;
constexpr double kMostVariance = 4.0;
/// Streams that disagree more than this inform nothing but their order of magnitude.
constexpr double kMostDisagreement = 4.0;

/// Events and effort of one stream at each site, faded with age.
struct Faded {
  std::vector<double> events;
  std::vector<double> effort;
  double weight = 1.0;
};

Faded fade(const Stream& stream, const History& history, double memory) {
  const std::size_t cells = history.rounds * history.sites;
  expects(stream.events.size() == cells && stream.effort.size() == cells,
          "a stream has one number per round and site");
  expects(stream.weight >= 0.0 && std::isfinite(stream.weight), "a weight is not negative");
  Faded faded{std::vector<double>(history.sites, 0.0), std::vector<double>(history.sites, 0.0),
              stream.weight};
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const std::size_t site = cell % history.sites;
    const double events = stream.events[cell];
    const double effort = stream.effort[cell];
    expects(events >= 0.0 && effort >= 0.0 && std::isfinite(events) && std::isfinite(effort),
            "events and effort are not negative");
    faded.events[site] = memory * faded.events[site] + (effort > 0.0 ? events : 0.0);
    faded.effort[site] = memory * faded.effort[site] + effort;
  }
  return faded;
}

/// What is estimated together.
struct Model {
  std::vector<double> risk;   ///< theta, mean 1.
  std::vector<double> total;  ///< Information of all streams at a site, in events.
  std::vector<double> scale;  ///< c_k.
  double variance = 1.0;      ///< t.
  double disagreement = 0.0;  ///< v.
};

double information(const Faded& stream, double scale, std::size_t site, const Model& model) {
  const double expected = stream.weight * scale * stream.effort[site];
  return expected / (1.0 + model.disagreement * expected * model.risk[site]);
}

void update_scales(const std::vector<Faded>& streams, Model& model) {
  for (std::size_t k = 0; k < streams.size(); ++k) {
    double events = 0.0;
    double exposure = 0.0;
    for (std::size_t i = 0; i < model.risk.size(); ++i) {
      events += streams[k].events[i];
      exposure += model.risk[i] * streams[k].effort[i];
    }
    model.scale[k] = exposure > 0.0 ? events / exposure : 0.0;
  }
}

/// The square of the streams' differences beyond chance, in units of theta squared; sites count by
/// what both streams know.
void update_disagreement(const std::vector<Faded>& streams, Model& model) {
  double excess = 0.0;
  double scale = 0.0;
  for (std::size_t k = 0; k < streams.size(); ++k) {
    for (std::size_t l = k + 1; l < streams.size(); ++l) {
      for (std::size_t i = 0; i < model.risk.size(); ++i) {
        const double a = model.scale[k] * streams[k].effort[i];
        const double b = model.scale[l] * streams[l].effort[i];
        if (a <= 0.0 || b <= 0.0) continue;
        const double both = a * b / (a + b);
        const double apart = streams[k].events[i] / a - streams[l].events[i] / b;
        excess += both * apart * apart - model.risk[i];
        scale += 2.0 * both * model.risk[i] * model.risk[i];
      }
    }
  }
  const double found = scale > 0.0 ? excess / scale : 0.0;
  model.disagreement = std::clamp(found, 0.0, kMostDisagreement);
}

/// One step towards the posterior means; returns the largest move.
double update_risk(const std::vector<Faded>& streams, Model& model) {
  const double prior = 1.0 / model.variance;
  std::vector<double> next(model.risk.size());
  double sum = 0.0;
  for (std::size_t i = 0; i < next.size(); ++i) {
    double events = prior;
    double known = prior;
    for (std::size_t k = 0; k < streams.size(); ++k) {
      const double expected = model.scale[k] * streams[k].effort[i];
      if (expected <= 0.0) continue;
      const double informs = information(streams[k], model.scale[k], i, model);
      events += informs * (streams[k].events[i] / expected);
      known += informs;
    }
    model.total[i] = known - prior;
    next[i] = events / known;
    sum += next[i];
  }
  const double mean = sum / static_cast<double>(next.size());
  double moved = 0.0;
  for (std::size_t i = 0; i < next.size(); ++i) {
    next[i] /= mean;
    moved = std::max(moved, std::abs(next[i] - model.risk[i]));
  }
  model.risk = std::move(next);
  return moved;
}

/// Clayton & Kaldor's moment equation for the variance between sites.
void update_variance(Model& model) {
  const double prior = 1.0 / model.variance;
  double squares = 0.0;
  double informed = 0.0;
  for (std::size_t i = 0; i < model.risk.size(); ++i) {
    if (model.total[i] <= 0.0) continue;
    const double off = model.risk[i] - 1.0;
    squares += (1.0 + prior / model.total[i]) * off * off;
    informed += 1.0;
  }
  const double found = informed > 1.0 ? squares / (informed - 1.0) : 0.0;
  model.variance = std::clamp(found, kLeastVariance, kMostVariance);
}

}  // namespace

std::vector<double> joint_risk(const History& history, double memory) {
  expects(memory > 0.0 && memory <= 1.0, "memory lies above 0 and not above 1");
  expects(history.since_visit.empty() || history.since_visit.size() == history.sites,
          "one last visit per site");
  std::vector<Faded> streams;
  for (const Stream& stream : history.streams) streams.push_back(fade(stream, history, memory));
  Model model{.risk = std::vector<double>(history.sites, 1.0),
              .total = std::vector<double>(history.sites, 0.0),
              .scale = std::vector<double>(streams.size(), 0.0)};
  if (history.sites == 0) return model.risk;
  double moved = 1.0;
  for (int step = 0; step < kMostSteps && moved > kStill; ++step) {
    update_scales(streams, model);
    update_disagreement(streams, model);
    moved = update_risk(streams, model);
    update_variance(model);
  }
  return model.risk;
}

}  // namespace rawan::allocation
