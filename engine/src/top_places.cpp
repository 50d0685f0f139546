#include "top_places.h"

#include "aligned_text.h"
#include "layer_words.h"

#include <algorithm>

namespace rawan::engine {
namespace {

constexpr std::size_t kListed = 5;

std::vector<std::uint32_t> first_villages(const Ranking& ranking) {
  std::vector<std::uint32_t> sites;
  for (std::uint32_t site = 0; site < ranking.villages.size(); ++site) {
    if (ranking.villages[site].position) sites.push_back(site);
  }
  std::ranges::sort(sites, {}, [&](std::uint32_t s) { return *ranking.villages[s].position; });
  sites.resize(std::min(kListed, sites.size()));
  return sites;
}

}  // namespace

std::string top_places_text(const Results& results, const Catalogue& words) {
  const std::vector<std::uint32_t> sites = first_villages(results.ranking);
  if (sites.empty() || results.ranking.rates.overall <= 0.0) return {};
  std::vector<std::vector<std::string>> rows{
      {words.text("column.desa"), words.text("column.kecamatan"), words.text("column.kelas_teks"),
       words.text("column.jam_rawan"), words.text("column.faktor_utama")}};
  for (const std::uint32_t site : sites) {
    const Portrait& portrait = results.findings.villages[site];
    rows.push_back({results.study.sites.name[site], results.study.sites.district[site],
                    class_text(results.ranking.villages[site].priority, words),
                    hours_text(portrait.hours, words).value_or(words.text("class.insufficient")),
                    factor_text(portrait, words).value_or(words.text("value.none"))});
  }
  return words.text("top_places") + "\n" + aligned_text(rows, rows.front().size());
}

}  // namespace rawan::engine
