#include "top_places.h"

#include "aligned_text.h"
#include "layer_words.h"

#include <algorithm>
#include <span>

namespace rawan::engine {
namespace {

constexpr std::size_t kListed = 5;

}  // namespace

std::string top_places_text(const Results& results, const Catalogue& words) {
  const std::vector<std::uint32_t> sites = listed_villages(results.ranking);
  if (sites.empty()) return {};
  std::vector<std::vector<std::string>> rows{
      {words.text("column.desa"), words.text("column.kecamatan"), words.text("column.kelas_teks"),
       words.text("column.jam_rawan"), words.text("column.faktor_utama")}};
  for (const std::uint32_t site : std::span(sites).first(std::min(kListed, sites.size()))) {
    const Portrait& portrait = results.findings.villages[site];
    rows.push_back({results.study.sites.name[site], results.study.sites.district[site],
                    class_text(results.ranking.villages[site].priority, words),
                    hours_text(portrait.hours, words).value_or(words.text("class.insufficient")),
                    factor_text(portrait, words).value_or(words.text("value.none"))});
  }
  return words.text("top_places") + "\n" + aligned_text(rows, rows.front().size());
}

}  // namespace rawan::engine
