#include "config_codecs.h"

namespace rawan::engine {
namespace {

constexpr double kMillion = 1e6;
constexpr std::size_t kNameLength = 200;  // Letters of what stands at the head of every page.
using Count = Integer<std::uint32_t>;

Section project() {
  return one_section(
      "project", [](auto& config, std::size_t) -> auto& { return config.project; },
      key("name", Text{true, kNameLength}, &ProjectConfig::name, true),
      key("organization", Text{false, kNameLength}, &ProjectConfig::organization),
      key("regency", Text{}, &ProjectConfig::regency),
      key("per_regency", Boolean{}, &ProjectConfig::per_regency),
      key("language", Choice<Language>{{{"id", Language::id}, {"en", Language::en}}},
          &ProjectConfig::language),
      key("seed", Integer<std::uint64_t>{{0, 9.2e18}}, &ProjectConfig::seed),
      key("synthetic", Boolean{}, &ProjectConfig::synthetic));
}

Section period() {
  return one_section(
      "period", [](auto& config, std::size_t) -> auto& { return config.period; },
      key("from", Date{}, &PeriodConfig::from, true), key("to", Date{}, &PeriodConfig::to, true));
}

Section validation() {
  using V = ValidationConfig;
  return one_section(
      "validation", [](auto& config, std::size_t) -> auto& { return config.validation; },
      key("max_rejected_share", Real<double>{{0, 1}}, &V::max_rejected_share),
      key("gap_tolerance_m", Real<Meters>{{0, 5000}}, &V::gap_tolerance),
      key("low_accuracy_m", Real<double>{{0, 10000, true}}, &V::low_accuracy_m),
      key("pile_size", Count{{2, kMillion}}, &V::pile_size),
      key("accept_fuzzy_names", Boolean{}, &V::accept_fuzzy_names));
}

Section analysis() {
  using A = AnalysisConfig;
  return one_section(
      "analysis", [](auto& config, std::size_t) -> auto& { return config.analysis; },
      key("kernel", Choice<Kernel>{{{"quartic", Kernel::quartic}, {"gaussian", Kernel::gaussian}}},
          &A::kernel),
      key("bandwidth_rule",
          Choice<BandwidthRule>{{{"likelihood", BandwidthRule::likelihood},
                                 {"scott", BandwidthRule::scott},
                                 {"fixed", BandwidthRule::fixed}}},
          &A::bandwidth_rule),
      key("bandwidth_m", Real<Meters>{{0, 100000, true}}, &A::bandwidth),
      key("density_cell_m", Real<Meters>{{10, 10000}}, &A::density_cell),
      key("cell_m", Real<Meters>{{10, 10000}}, &A::cell),
      key("exposure_radius_m", Real<Meters>{{1, 50000}}, &A::exposure_radius),
      key("cluster_radius_m", Real<Meters>{{1, 50000}}, &A::cluster_radius),
      key("cluster_min_points", Count{{2, kMillion}}, &A::cluster_min_points),
      key("stability_runs", Count{{20, 100000}}, &A::stability_runs),
      key("min_women", Count{{1, kMillion}}, &A::min_women),
      key("min_dialogues", Count{{1, kMillion}}, &A::min_dialogues),
      key("min_marks_for_hours", Count{{1, kMillion}}, &A::min_marks_for_hours),
      key("risk_hours_share", Real<double>{{0, 1, true}}, &A::risk_hours_share),
      key("rank_draws", Count{{100, kMillion}}, &A::rank_draws),
      key("interval", Real<double>{{0.5, 0.999}}, &A::interval),
      key("top_k", Count{{1, kMillion}}, &A::top_k));
}

Section evidence() {
  using E = EvidenceConfig;
  const Real<double> share{{0, 1}};
  return one_section(
      "evidence", [](auto& config, std::size_t) -> auto& { return config.evidence; },
      key("asked", share, &E::asked), key("volunteered", share, &E::volunteered),
      key("third_hand", share, &E::third_hand),
      key("reports_per_week", Count{{1, kMillion}}, &E::reports_per_week),
      key("use_discovered_without_effort", Boolean{}, &E::use_discovered_without_effort));
}

Section priority() {
  return one_section(
      "priority", [](auto& config, std::size_t) -> auto& { return config.priority; },
      key("krppa_bonus", Real<double>{{0, 20}}, &PriorityConfig::krppa_bonus),
      key("stale_bonus", Real<double>{{0, 100}}, &PriorityConfig::stale_bonus),
      key("stale_full_days", Integer<std::int32_t>{{1, 3650}}, &PriorityConfig::stale_full_days),
      key("environment_bonus", Real<double>{{0, 10}}, &PriorityConfig::environment_bonus));
}

Section allocation() {
  using A = AllocationConfig;
  const Real<double> share{{0, 1}};
  const Real<double> weight{{0, 1000}};
  return one_section(
      "allocation", [](auto& config, std::size_t) -> auto& { return config.allocation; },
      key("memory", Real<double>{{0.5, 1}}, &A::memory), key("floor", share, &A::floor),
      key("max_gap_weeks", Count{{0, 520}}, &A::max_gap_weeks),
      key("visits_per_shift", Count{{0, 100}}, &A::visits_per_shift),
      key("controls", share, &A::controls), key("findings", weight, &A::findings),
      key("marks", weight, &A::marks), key("detection", Real<double>{{0, 100}}, &A::detection),
      key("resume", Text{}, &A::resume));
}

/// The audiences a run writes releases for.
struct Tiers {
  static std::vector<std::string_view> names() {
    std::vector<std::string_view> all;
    for (const Tier tier : kTiers) all.push_back(code_of(tier));
    return all;
  }
  std::optional<Complaint> read(const Scalar& value, std::vector<Tier>& member) const {
    std::vector<std::size_t> chosen;
    auto complaint = read_choices(value, names(), chosen);
    if (complaint) return complaint;
    member.clear();
    for (const Tier tier : kTiers) {
      if (std::ranges::count(chosen, static_cast<std::size_t>(tier)) > 0) member.push_back(tier);
    }
    return complaint;
  }
  std::optional<Scalar> write(const std::vector<Tier>& member) const {
    std::vector<std::string> texts;
    for (const Tier tier : member) texts.emplace_back(code_of(tier));
    return Scalar(texts);
  }
};

Section output() {
  using O = OutputConfig;
  return one_section(
      "output", [](auto& config, std::size_t) -> auto& { return config.output; },
      key("tiers", Tiers{}, &O::tiers), key("policy", Text{true}, &O::policy),
      key("policy_key", Text{}, &O::policy_key),
      key("sharing_agreement", Text{}, &O::sharing_agreement),
      key("accept_unencrypted", Text{}, &O::accept_unencrypted));
}

Section simulate() {
  using S = SimulateConfig;
  const Real<double> positive{{0, 1000, true}};
  const Integer<std::int64_t> people{{0, 1e9}};
  return one_section(
      "simulate", [](auto& config, std::size_t) -> auto& { return config.simulate; },
      key("months", Integer<std::int32_t>{{1, 240}}, &S::months),
      key("mean_rate", Real<double>{{0, 10, true}}, &S::mean_rate),
      key("rate_shape", positive, &S::rate_shape),
      key("dialogue_shape", positive, &S::dialogue_shape),
      key("dialogues_per_village", positive, &S::dialogues_per_village),
      key("effort_shape", positive, &S::effort_shape),
      key("unvisited_share", Real<double>{{0, 0.9}}, &S::unvisited_share),
      key("women_per_dialogue", Real<double>{{1, 1000}}, &S::women_per_dialogue),
      key("hotspots", Count{{0, 10000}}, &S::hotspots),
      key("hotspot_share", Real<double>{{0, 1}}, &S::hotspot_share),
      key("dirty_share", Real<double>{{0, 0.5}}, &S::dirty_share),
      key("women_total", people, &S::women_total), key("men_total", people, &S::men_total),
      key("squads", Count{{1, 1000}}, &S::squads));
}

}  // namespace

std::vector<Section> choice_sections() {
  std::vector<Section> sections{project(),  period(),   validation(), analysis(),
                                evidence(), priority(), allocation()};
  for (Section& section : patrol_sections()) sections.push_back(std::move(section));
  sections.push_back(output());
  sections.push_back(simulate());
  return sections;
}

}  // namespace rawan::engine
