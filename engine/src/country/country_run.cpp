#include "country_run.h"

#include "audiences.h"
#include "border.h"
#include "country.h"
#include "country_release.h"
#include "input_hashes.h"
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
Exposure told_in(const std::vector<Results>& regencies) {
  Exposure all;
  const auto append = [](const auto& from, auto& to) {
    to.insert(to.end(), from.begin(), from.end());
  };
  for (const Results& regency : regencies) {
    append(regency.exposure.dialogues, all.dialogues);
    append(regency.exposure.marks, all.marks);
    append(regency.exposure.placeless, all.placeless);
    append(regency.exposure.findings, all.findings);
    all.findings_without_effort += regency.exposure.findings_without_effort;
  }
  return all;
}

/// The parts of a country, as they come to be.
class Workshop {
 public:
  Workshop(const Config& config, const Policy& policy, const PartStore& store, InputHashes inputs,
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
    Records records = read_and_tell(config_, context_, key, inputs_);
    judge(records.ledger);
    base_ = base_of(records, config_, context_.words);
    Country country(std::move(records));
    base_->codes = country.codes();
    store_.keep(*base_);
    parts_.resize(base_->codes.size());
    context_.announce("stage.regencies");
    std::vector<Results> regencies = survey_all(std::move(country));
    analyze_missing(base_->codes, regencies);
    // A year of reports is let go of sooner by all threads than by one.
    parallel_for(regencies.size(), [&](std::size_t i) { std::exchange(regencies[i], {}); });
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
    CountryFindings findings{.base = std::move(*base_), .parts = {}, .inputs = inputs_};
    for (std::optional<Part>& part : parts_) findings.parts.push_back(std::move(*part));
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
  std::vector<Results> survey_all(Country country) const {
    std::vector<Results> regencies(country.codes().size());
    parallel_for(regencies.size(), [&](std::size_t i) {
      regencies[i].records = country.take(i);
      survey(regencies[i], config_);
    });
    pass_statistics_gate(told_in(regencies), config_.evidence);
    for (std::size_t i = 0; i < regencies.size(); ++i) {
      pass_bandwidth_gate(regencies[i].study.sites, config_.analysis, country.codes()[i]);
    }
    return regencies;
  }

  void analyze_missing(const std::vector<std::string>& codes,
                       const std::vector<Results>& regencies) {
    const auto clusters = clusters_across(regencies, config_.analysis, context_.control);
    const auto asked = asked_villages(regencies);
    const Neighborhood country{.regencies = regencies, .clusters = clusters, .asked = asked};
    std::vector<std::uint32_t> missing;
    for (std::uint32_t i = 0; i < parts_.size(); ++i) {
      if (is_ours(i) && !parts_[i]) missing.push_back(i);
    }
    const RunContext quiet{{}, context_.control, context_.words, [](std::string_view) {}};
    parallel_for(missing.size(), [&](std::size_t m) {
      const std::uint32_t i = missing[m];
      Results own = regencies[i];
      const Surroundings around = surroundings_of(i, country, config_.analysis, own.records);
      parts_[i] = make_part(codes[i], std::move(own), around, config_, policy_, quiet);
      store_.keep(*parts_[i]);
    });
  }

  const Config& config_;
  const Policy& policy_;
  const PartStore& store_;
  InputHashes inputs_;
  const RunContext& context_;
  std::optional<CountryBase> base_;
  std::vector<std::optional<Part>> parts_;
};

}  // namespace

int run_country(const Config& config, const RunContext& context) {
  const Policy policy = policy_of(config);
  KeptMemory kept(context.options.out);
  expect_encrypted(context.options.out, policy);
  InputHashes inputs = hash_inputs(config);
  const PartStore store(context.options.out, key_of(config, policy, kept, inputs));
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
