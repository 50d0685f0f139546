#include "summary.h"

#include "evidence_words.h"
#include "layer_words.h"
#include "summary_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace rawan::engine {
namespace {

constexpr std::size_t kListed = 10;

std::string effort_text(const RestrictedContext& context) {
  const Catalogue& words = context.words;
  const Results& results = context.results;
  double women = 0.0;
  std::uint32_t asked = 0;
  for (const VillageEffort& effort : results.exposure.village) {
    women += effort.women;
    asked += effort.dialogues > 0 ? 1 : 0;
  }
  const std::size_t villages = results.study.sites.size();
  return heading("summary.asked", words) +
         words.text("summary.asked.text",
                    {{"dialogues", whole(double(results.exposure.dialogues.size()), words)},
                     {"women", whole(women, words)},
                     {"asked", whole(asked, words)},
                     {"villages", whole(double(villages), words)},
                     {"unknown", whole(double(villages - asked), words)}}) +
         "\n";
}

std::string villages_text(const RestrictedContext& context) {
  const Catalogue& words = context.words;
  const Results& results = context.results;
  const std::vector<std::uint32_t> sites = listed_villages(results.ranking);
  std::string text = heading("summary.villages", words);
  if (sites.empty()) return text + words.text("class.insufficient") + ".\n";
  text +=
      table_head({"column.peringkat", "column.desa", "column.kecamatan", "column.angka_per_1000",
                  "summary.interval", "summary.rank_interval", "column.kelas_teks"},
                 words);
  for (std::size_t i = 0; i < std::min(kListed, sites.size()); ++i) {
    const VillagePriority& village = results.ranking.villages[sites[i]];
    const SiteRate& rate = *village.rate;
    text +=
        row_of({whole(*village.position, words), results.study.sites.name[sites[i]],
                results.study.sites.district[sites[i]], whole(1000.0 * rate.mean, words),
                fmt::format("{} - {}", whole(1000.0 * rate.interval.low, words),
                            whole(1000.0 * rate.interval.high, words)),
                fmt::format("{} - {}", whole(rate.rank.low, words), whole(rate.rank.high, words)),
                class_text(village.priority, words)});
  }
  return text + "\n" + words.text("summary.villages.note") + "\n";
}

std::string hotspots_text(const RestrictedContext& context) {
  const Catalogue& words = context.words;
  const std::vector<Hotspot>& hotspots = context.results.findings.hotspots;
  std::string text = heading("summary.hotspots", words);
  if (hotspots.empty()) return text + words.text("summary.hotspots.none") + "\n";
  std::vector<std::size_t> order(hotspots.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto& score = context.results.ranking.hotspot_score;
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });
  text += words.text("summary.hotspots.text", {{"count", whole(double(hotspots.size()), words)}}) +
          "\n\n" +
          table_head({"column.id_area", "column.desa", "column.jumlah_laporan",
                      "column.masalah_utama", "column.jam_rawan"},
                     words);
  for (std::size_t i = 0; i < std::min(kListed, order.size()); ++i) {
    const Hotspot& hotspot = hotspots[order[i]];
    text += row_of(
        {hotspot.id, context.results.study.sites.name[hotspot.site],
         whole(hotspot.portrait.marks, words),
         issue_text(hotspot.portrait, words).value_or(words.text("value.none")),
         hours_text(hotspot.portrait.hours, words).value_or(words.text("class.insufficient"))});
  }
  return text;
}

std::string evidence_section(const RestrictedContext& context) {
  std::string text = heading("summary.evidence", context.words);
  for (const std::string& sentence : evidence_sentences(context.results, context.words)) {
    text += "- " + sentence + "\n";
  }
  return text;
}

}  // namespace

std::string summary_text(const RestrictedContext& context) {
  return summary_title(Tier::restricted, context.page) + effort_text(context) +
         villages_text(context) + hotspots_text(context) + evidence_section(context) +
         quality_section(context.results.records.ledger, context.words) + limits_text(context.page);
}

}  // namespace rawan::engine
