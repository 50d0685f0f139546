#include "country_run.h"

#include "audiences.h"
#include "border.h"
#include "country.h"
#include "country_release.h"
#include "free_memory.h"
#include "input_hashes.h"
#include "join_parts.h"
#include "part_store.h"
#include "prepare.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/engine/gates.h"
#include "rawan/engine/version.h"
#include "rawan/io/error.h"
#include "rawan/io/release.h"
#include "report_run.h"

#include <fmt/core.h>

#include <algorithm>

namespace rawan::engine {
namespace {

/// Everything a part depends on.
std::string key_of(const Config& config, const Policy& policy, const KeptMemory& kept,
                   const InputHashes& inputs) {
  std::string text = version() + print_config(config) + policy.sha256 + kept.key();
  for (const auto& [path, hash] : inputs) text += hash;
  return io::sha256(text);
}

/// All but the codes.
CountryBase base_of(const Records& records, const Config& config, const Catalogue& words) {
  CountryBase base{.codes = {},
                   .box = io::bounding_box(records.villages.villages),
                   .services = {},
                   .ledger = records.ledger};
  const io::Projector projector(records.crs.crs);
  Registers registers;
  registers.contacts = records.contacts;
  base.services =
      service_layer(registers, {.config = config, .words = words, .projector = projector});
  return base;
}

/// What the gate of statistics asks for, of all kabupaten: one where nobody was asked yet does not
/// hold up the others.
EvidenceSums sums_of_all(const std::vector<Results>& regencies) {
  EvidenceSums all;
  for (const Results& regency : regencies) all += sums_of(regency.exposure);
  return all;
}

/// Its memory, too: assigning `{}` would keep that.
template <class Row>
void let_go(std::vector<Row>& rows) {
  std::vector<Row>().swap(rows);
}

/// Keeps what neighbors may ask for: rows of large tables are unpacked again when the turn of their
/// kabupaten comes.
void keep_exposure(Results& regency) {
  let_go(regency.records.reports);
  let_go(regency.records.unconsented);
  let_go(regency.records.visits);
  regency.study.reports.shrink_to_fit();
  regency.study.visits.shrink_to_fit();
  regency.exposure.dialogues.shrink_to_fit();
  regency.exposure.dialogue_day.shrink_to_fit();
  regency.exposure.visits.shrink_to_fit();
  regency.exposure.marks.shrink_to_fit();
  regency.exposure.placeless.shrink_to_fit();
}

/// The parts of a country, as they come to be.
class Workshop {
 public:
  Workshop(const Config& config, const Policy& policy, PartStore& store, InputHashes inputs,
           const RunContext& context)
      : config_(config),
        policy_(policy),
        store_(store),
        inputs_(std::move(inputs)),
        context_(context) {}

  /// Takes what was kept, and analyzes what is missing.
  /// @param key by which reporters are told apart.
  void complete(const std::function<std::string()>& key) {
    take_kept();
    if (is_complete()) return judge(base_->ledger);
    Gathered all = gather_and_tell(config_, context_, Cut::by_regency, key, inputs_);
    judge(all.records.ledger);
    base_ = base_of(all.records, config_, context_.words);
    Country country(std::move(all));
    base_->codes = country.codes();
    store_.keep(*base_);
    parts_.resize(base_->codes.size());
    give_back_memory();
    context_.announce("stage.regencies");
    std::vector<Results> regencies = survey_all(country);
    give_back_memory();
    analyze_missing(country, regencies);
    // A year of reports is let go of sooner by all threads than by one.
    parallel_for(regencies.size(), [&](std::size_t i) { std::exchange(regencies[i], {}); });
    give_back_memory();
  }

  /// @throws io::InputError "part_missing"
  void expect_all() {
    take_kept();
    if (!base_) throw io::InputError("part_missing", {.file = store_.file_of("country").string()});
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i]) continue;
      throw io::InputError("part_missing", {.file = store_.file_of(base_->codes[i]).string()});
    }
    judge(base_->ledger);
  }

  CountryFindings take() {
    std::vector<KeptPart> kept;
    for (std::optional<KeptPart>& part : parts_) kept.push_back(std::move(*part));
    CountryFindings findings{.base = std::move(*base_),
                             .parts = {},
                             .layers = join_layers(kept, store_),
                             .inputs = inputs_};
    for (KeptPart& part : kept) findings.parts.push_back(std::move(part.part));
    return findings;
  }

 private:
  void judge(const io::Ledger& ledger) const {
    pass_quality_gate(ledger, config_.validation, context_.options.strict);
  }

  bool is_ours(std::size_t regency) const {
    const auto& share = context_.options.share;
    return !share || regency % share->of == share->number - 1;
  }

  void take_kept() {
    base_ = store_.base();
    if (!base_) return;
    parts_.resize(base_->codes.size());
    parallel_for(parts_.size(), [&](std::size_t i) {
      if (is_ours(i)) parts_[i] = store_.part(base_->codes[i]);
    });
  }

  bool is_complete() const {
    if (!base_) return false;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (is_ours(i) && !parts_[i]) return false;
    }
    return true;
  }

  /// What was told in each kabupaten: all of them, for hotspots know no borders.
  std::vector<Results> survey_all(Country& country) const {
    std::vector<Results> regencies(country.codes().size());
    parallel_for(regencies.size(), [&](std::size_t i) {
      regencies[i].records = country.take(i);
      survey(regencies[i], config_);
      keep_exposure(regencies[i]);
    });
    pass_statistics_gate(sums_of_all(regencies), config_.evidence);
    for (std::size_t i = 0; i < regencies.size(); ++i) {
      pass_bandwidth_gate(regencies[i].study.sites, config_.analysis, country.codes()[i]);
    }
    return regencies;
  }

  void analyze_missing(const Country& country, const std::vector<Results>& regencies) {
    const auto clusters = clusters_across(regencies, config_.analysis, context_.control);
    const auto asked = asked_villages(regencies);
    give_back_memory();
    const Neighborhood neighbors{
        .regencies = regencies,
        .clusters = clusters,
        .asked = asked,
        .reports_of = [&](std::uint32_t regency) { return country.reports_of(regency); }};
    std::vector<std::uint32_t> missing;
    for (std::uint32_t i = 0; i < parts_.size(); ++i) {
      if (is_ours(i) && !parts_[i]) missing.push_back(i);
    }
    const RunContext quiet{{}, context_.control, context_.words, [](std::string_view) {}};
    parallel_for(missing.size(), [&](std::size_t m) {
      const std::uint32_t i = missing[m];
      Results own = regencies[i];
      country.fill(own.records, i);
      const Surroundings around = surroundings_of(i, neighbors, config_.analysis, own.records);
      parts_[i] = store_.keep(
          make_part(country.codes()[i], std::move(own), around, config_, policy_, quiet));
    });
  }

  const Config& config_;
  const Policy& policy_;
  PartStore& store_;
  InputHashes inputs_;
  const RunContext& context_;
  std::optional<CountryBase> base_;
  std::vector<std::optional<KeptPart>> parts_;
};

}  // namespace

int run_country(const Config& config, const RunContext& context) {
  const Policy policy = policy_of(config);
  KeptMemory kept(context.options.out);
  expect_encrypted(context.options.out, policy);
  InputHashes inputs = hash_inputs(config);
  PartStore store(context.options.out, key_of(config, policy, kept, inputs));
  Workshop workshop(config, policy, store, std::move(inputs), context);
  if (context.options.merge) {
    workshop.expect_all();
  } else {
    workshop.complete([&] { return kept.key(); });
  }
  if (context.options.share) return 0;
  CountryFindings findings = workshop.take();
  const auto paths = send_out({.files = {country_files(findings, config, policy, context)},
                               .record = {},
                               .inputs = findings.inputs},
                              "run", kept, policy, config, context);
  store.clear();
  context.announce("");
  if (!context.options.quiet) print_releases(paths, context.words);
  return 0;
}

}  // namespace rawan::engine
