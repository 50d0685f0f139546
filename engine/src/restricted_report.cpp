#include "evidence_words.h"
#include "layer_words.h"
#include "report_parts.h"
#include "reports.h"
#include "summary_quality.h"

#include <algorithm>

namespace rawan::engine {
namespace {

constexpr std::size_t kFirst = 5;

std::string per_thousand(double rate, const Catalogue& words) {
  return words.number(1000.0 * rate);
}

class StewardReport {
 public:
  explicit StewardReport(const RestrictedContext& context)
      : context_(context),
        words_(context.words),
        results_(context.results),
        sites_(results_.study.sites),
        listed_(listed_villages(results_.ranking)) {}

  io::Document write() {
    io::Document document = start_report(Tier::restricted, context_.page);
    add_front();
    add_ranking();
    add_hotspots();
    add_evidence();
    add_quality();
    add_limits(*context_.cleared.view().registers, context_.page, blocks_);
    document.blocks = std::move(blocks_);
    return document;
  }

 private:
  void add_heading(const char* key) { blocks_.push_back(io::Heading{.text = words_.text(key)}); }

  void add_front() {
    const PeriodConfig& period = context_.config.period;
    blocks_.push_back(sentence_of("report.lead",
                                  {{"organization", context_.config.project.organization},
                                   {"from", words_.date(period.from)},
                                   {"to", words_.date(period.to)}},
                                  words_));
    blocks_.push_back(key_figures());
    add_suspension(context_.page, blocks_);
    add_heading("report.first");
    io::Bullets first;
    for (std::size_t i = 0; i < std::min(kFirst, listed_.size()); ++i) {
      first.items.push_back(place_text(listed_[i]));
    }
    if (first.items.empty()) {
      blocks_.push_back(io::Paragraph{words_.text("class.insufficient") + "."});
    } else {
      blocks_.push_back(std::move(first));
    }
    blocks_.push_back(io::Paragraph{words_.text("report.caution"), io::Tone::note});
    blocks_.push_back(class_map(sites_, classes(), false, words_));
    blocks_.push_back(io::PageBreak{});
  }

  std::vector<PriorityClass> classes() const {
    std::vector<PriorityClass> all;
    for (const VillagePriority& village : results_.ranking.villages)
      all.push_back(village.priority);
    return all;
  }

  std::string count_of(PriorityClass first, PriorityClass second) const {
    return whole_number(
        static_cast<std::uint64_t>(std::ranges::count_if(results_.ranking.villages,
                                                         [&](const VillagePriority& village) {
                                                           return village.priority == first ||
                                                                  village.priority == second;
                                                         })),
        words_);
  }

  io::Facts key_figures() const {
    double women = 0.0;
    for (const VillageEffort& effort : results_.exposure.village) women += effort.women;
    using enum PriorityClass;
    return {
        {{words_.text("report.fact.women"), words_.number(women)},
         {words_.text("report.dialogues"),
          whole_number(results_.exposure.dialogues.size(), words_)},
         {words_.text("column.jumlah_laporan"),
          whole_number(results_.study.reports.size(), words_)},
         {words_.text("report.fact.urgent"), count_of(high, very_high)},
         {words_.text("class.insufficient"), count_of(insufficient, insufficient)},
         {words_.text("report.fact.unknown"), count_of(no_data, no_data)},
         {words_.text("layer.hotspot"), whole_number(results_.findings.hotspots.size(), words_)}}};
  }

  /// A village of the front page, with how sure its rate is.
  std::string place_text(std::uint32_t site) const {
    const VillagePriority& village = results_.ranking.villages[site];
    const Portrait& portrait = results_.findings.villages[site];
    return words_.text(
        "report.place",
        {{"village", sites_.name[site]},
         {"district", sites_.district[site]},
         {"class", class_text(village.priority, words_)},
         {"rate", per_thousand(village.rate->mean, words_)},
         {"low", per_thousand(village.rate->interval.low, words_)},
         {"high", per_thousand(village.rate->interval.high, words_)},
         {"hours", hours_text(portrait.hours, words_).value_or(words_.text("class.insufficient"))},
         {"factor", factor_text(portrait, words_).value_or(words_.text("value.none"))}});
  }

  void add_ranking() {
    if (listed_.empty()) return;
    io::Table table{.caption = words_.text("report.rates.caption"),
                    .columns = {{words_.text("column.desa"), false, 2.2},
                                {words_.text("column.kecamatan"), false, 2.0},
                                {words_.text("column.kelas_teks"), false, 2.2},
                                {words_.text("summary.rank_interval"), true, 1.2},
                                {words_.text("column.angka_per_1000"), true, 1.2}}};
    for (const std::uint32_t site : listed_) {
      const VillagePriority& village = results_.ranking.villages[site];
      table.rows.push_back({sites_.name[site], sites_.district[site],
                            class_text(village.priority, words_), rank_text(*village.rate),
                            per_thousand(village.rate->mean, words_)});
      table.groups.push_back(sites_.district[site]);
    }
    table.intervals = rates_column();
    table.notes = {words_.text("report.rates.note",
                               {{"level", words_.number(100.0 * context_.config.analysis.interval)},
                                {"mean", per_thousand(results_.ranking.rates.overall, words_)}})};
    add_heading("report.rates");
    blocks_.push_back(sentence_of("report.ranking.text", {}, words_));
    blocks_.push_back(std::move(table));
  }

  std::string rank_text(const SiteRate& rate) const {
    return words_.number(rate.rank.low) + "–" + words_.number(rate.rank.high);
  }

  io::IntervalColumn rates_column() const {
    io::IntervalColumn column{.title = words_.text("summary.interval"),
                              .high = 1000.0 * results_.ranking.rates.overall,
                              .lines = {1000.0 * results_.ranking.rates.overall},
                              .share = 2.6};
    for (const std::uint32_t site : listed_) {
      const VillagePriority& village = results_.ranking.villages[site];
      const SiteRate& rate = *village.rate;
      const double low = 1000.0 * rate.interval.low;
      const double high = 1000.0 * rate.interval.high;
      column.rows.push_back(io::RowInterval{.low = low,
                                            .high = high,
                                            .middle = std::clamp(1000.0 * rate.mean, low, high),
                                            .color = band_color(village.priority),
                                            .words = interval_words(low, high, words_)});
      column.high = std::max(column.high, high);
    }
    return column;
  }

  void add_hotspots() {
    io::Table table{.caption = words_.text("layer.hotspot"),
                    .columns = {{words_.text("column.id_area"), false, 1.6},
                                {words_.text("column.desa"), false, 2.0},
                                {words_.text("column.jumlah_laporan"), true},
                                {words_.text("column.masalah_utama"), false, 2.6},
                                {words_.text("column.jam_rawan"), false, 1.6}}};
    for (const Hotspot& hotspot : results_.findings.hotspots) {
      const Portrait& portrait = hotspot.portrait;
      table.rows.push_back(
          {hotspot.id, sites_.name[hotspot.site], words_.number(portrait.marks),
           issue_text(portrait, words_).value_or(words_.text("value.none")),
           hours_text(portrait.hours, words_).value_or(words_.text("class.insufficient"))});
      table.groups.push_back(sites_.district[hotspot.site]);
    }
    add_heading("summary.hotspots");
    if (table.rows.empty()) {
      blocks_.push_back(io::Paragraph{words_.text("summary.hotspots.none")});
    } else {
      blocks_.push_back(std::move(table));
    }
  }

  void add_evidence() {
    add_heading("summary.evidence");
    blocks_.push_back(io::Bullets{evidence_sentences(results_, words_)});
  }

  void add_quality() {
    io::Table table{.caption = words_.text("summary.quality"), .columns = {}};
    const std::vector<std::string_view> titles = quality_columns();
    for (std::size_t i = 0; i < titles.size(); ++i) {
      table.columns.push_back({words_.text(titles[i]), i >= 2, i < 2 ? 2.0 : 1.2});
    }
    table.rows = quality_rows(results_.records.ledger, words_);
    add_heading("summary.quality");
    blocks_.push_back(std::move(table));
  }

  const RestrictedContext& context_;
  const Catalogue& words_;
  const Results& results_;
  const Sites& sites_;
  std::vector<std::uint32_t> listed_;
  Blocks blocks_;
};

}  // namespace

io::Document restricted_report(const RestrictedContext& context) {
  return StewardReport(context).write();
}

}  // namespace rawan::engine
