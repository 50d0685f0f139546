#pragma once

#include "rate_cells.h"
#include "rawan/algorithms/control.h"
#include "rawan/algorithms/exposure.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// The dialogues of the assessed sites, site by site.
struct SiteDialogues {
  std::vector<std::uint32_t> site;  ///< The assessed sites, in order.
  std::vector<std::size_t> first;   ///< Where the dialogues of each begin; one more at the end.
  std::vector<Dialogue> dialogue;   ///< In the order given, within a site.

  std::size_t size() const { return site.size(); }
  std::span<const Dialogue> of(std::size_t i) const {
    return std::span(dialogue).subspan(first[i], first[i + 1] - first[i]);
  }
};

SiteDialogues group_by_site(std::span<const Dialogue> dialogues, std::size_t sites);

/// Cells fine enough for the best known site and wide enough for the most extreme one.
RateCells cells_for(const SiteDialogues& data, double overall);

/// Likelihood of one site at each node, up to a factor; the highest is 1. `log_scale` +
/// log(likelihood) is the true one up to a constant that depends on neither the rate nor the
/// relative variance between dialogues.
struct SiteLikelihood {
  std::vector<double> value;
  double log_scale = 0.0;
};

/// Adds the marginal likelihoods of one site under several priors.
/// @param least rates with a smaller likelihood are left out. > 0.
/// @param table prior masses, cells x priors.
void add_marginals(const SiteLikelihood& likelihood, double least, std::span<const double> table,
                   std::span<double> marginal);

/// Likelihoods of sites at one relative variance between dialogues.
class DialogueModel {
 public:
  /// @param data whose numbers of women are worked out once for all sites.
  DialogueModel(const SiteDialogues& data, const RateCells& cells, double between_dialogues);

  SiteLikelihood likelihood_of(std::span<const Dialogue> dialogues) const;

 private:
  void work_out(double women, std::span<double> logs) const;
  double constant_of(double marks) const;

  std::span<const double> node_;
  double v_;
  double log_gamma_;              ///< Of 1 / v.
  std::vector<double> constant_;  ///< Of dialogues with 0, 1, ... marks.
  std::vector<double> log_node_;
  std::vector<double> women_;  ///< Rising.
  std::vector<double> logs_;  ///< log(1 + theta v women) at each node, one row per number of women.
};

/// What is believed about the three numbers above the sites: a weighted list.
struct Hyper {
  double mean = 0.0;           ///< mu
  double between_sites = 0.0;  ///< s, relative variance.
  std::size_t dispersion = 0;  ///< Position in `HyperPosterior::dispersion`.
  double weight = 0.0;
};
struct HyperPosterior {
  std::vector<double> dispersion;  ///< Values of v.
  std::vector<Hyper> point;        ///< Without those of negligible weight; weights sum to 1.
};

HyperPosterior infer_hypers(const SiteDialogues& data, const RateCells& cells, double overall,
                            const Control& control);

}  // namespace rawan
