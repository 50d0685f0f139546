#include "layer_words.h"
#include "planned_effort.h"
#include "planning_tables.h"
#include "remedies.h"
#include "row_table.h"

#include <fmt/format.h>

#include <cmath>

namespace rawan::engine {
namespace {

/// domain.md 3.6: below 5, 5 to 9, 10 to 19, 20 and more.
std::string band_of(std::uint32_t count) {
  if (count < 5) return "<5";
  if (count < 10) return "5–9";
  return count < 20 ? "10–19" : "20+";
}

/// The forum meets in January after the period.
int year_of(const PeriodConfig& period) {
  return static_cast<int>(std::chrono::year_month_day(period.to).year()) + 1;
}

std::string digits_of(const std::string& dotted) {
  std::string digits = dotted;
  std::erase(digits, '.');
  return digits;
}

/// A village's own point, to about 100 meters: no place that anybody told of.
double rounded(double degrees) {
  return std::round(degrees * 1000.0) / 1000.0;
}

std::string grounds_text(const Proposal& proposal, const Catalogue& words) {
  std::string text;
  for (std::size_t i = 0; i < io::kEnvFactors; ++i) {
    if (!proposal.factors[i]) continue;
    text += (text.empty() ? "" : ", ") + label_of("env_factors", i, words);
  }
  return text.empty() ? words.text("class.masked") : text;
}

std::string place_text(const Proposal& proposal, const std::string& village,
                       const Catalogue& words) {
  const std::string place =
      proposal.place ? label_of("place_type", static_cast<std::size_t>(*proposal.place), words)
                     : words.text("proposal.public_place");
  return fmt::format("{}, {}", place, village);
}

class Proposals {
 public:
  explicit Proposals(const PlanningContext& context)
      : context_(context),
        words_(context.page.words),
        sites_(context.registers().sites),
        year_(year_of(context.page.config.period)),
        table_("usulan_musrenbang", context.view().proposals, context.page) {}

  io::Layer table() {
    add_place();
    add_remedy();
    add_evidence();
    add_agency();
    return table_.take();
  }

 private:
  std::string village_code(const Proposal& row) const { return io::to_dotted(sites_.id[row.site]); }

  void add_place() {
    table_.put("usulan_id", [&](const Proposal& row) {
      return fmt::format("U{}-{}-{}", year_, digits_of(village_code(row)),
                         facts_of(row.remedy).code);
    });
    table_.whole("tahun", [&](const Proposal&) { return year_; });
    table_.put("kode_desa", [&](const Proposal& row) { return village_code(row); });
    table_.put("desa", [&](const Proposal& row) { return sites_.name[row.site]; });
    table_.put("kecamatan", [&](const Proposal& row) { return sites_.district[row.site]; });
    table_.put("lokasi_publik",
               [&](const Proposal& row) { return place_text(row, sites_.name[row.site], words_); });
    const auto center = [&](const Proposal& row) {
      return context_.page.projector.to_degrees(sites_.center[row.site]);
    };
    table_.real("lat_desa", 3, [&](const Proposal& row) { return rounded(center(row).lat); });
    table_.real("lon_desa", 3, [&](const Proposal& row) { return rounded(center(row).lon); });
  }

  void add_remedy() {
    table_.put("jenis", [](const Proposal& row) { return Text(facts_of(row.remedy).code); });
    table_.put("jenis_teks", [&](const Proposal& row) {
      return words_.text("remedy_kind." + std::string(facts_of(row.remedy).code));
    });
    table_.whole("volume", [](const Proposal& row) -> std::optional<Whole> {
      const bool counted = facts_of(row.remedy).unit != "meter" && row.places > 0;
      return counted ? std::optional<Whole>(row.places) : std::nullopt;
    });
    table_.put("satuan", [&](const Proposal& row) { return Text(facts_of(row.remedy).unit); });
    table_.put("dasar", [&](const Proposal& row) { return grounds_text(row, words_); });
  }

  void add_evidence() {
    table_.put("bukti_jumlah", [&](const Proposal& row) {
      return row.women ? fmt::format("{}+", *row.women) : words_.text("class.masked");
    });
    table_.put("temuan_petugas", [&](const Proposal& row) {
      return row.findings > 0 ? band_of(row.findings) : words_.text("proposal.no_finding");
    });
    table_.put("perempuan_dikonsultasi", [&](const Proposal& row) {
      return band_of(context_.view().villages[row.site].effort.women);
    });
    table_.whole("prioritas", [](const Proposal& row) { return row.urgency; });
  }

  void add_agency() {
    table_.put("opd_usulan", [&](const Proposal& row) {
      return words_.text("agency." + std::string(facts_of(row.remedy).agency));
    });
    table_.put("urusan", [](const Proposal& row) { return Text(facts_of(row.remedy).affair); });
    table_.put("sumber_dana", [](const Proposal& row) { return Text(facts_of(row.remedy).fund); });
    table_.put("periode",
               [&](const Proposal&) { return period_name(context_.page.config.period); });
    table_.put("catatan", [&](const Proposal&) { return words_.text("proposal.note"); });
  }

  const PlanningContext& context_;
  const Catalogue& words_;
  const Sites& sites_;
  int year_;
  RowTable<Proposal> table_;
};

}  // namespace

io::Layer proposal_table(const PlanningContext& context) {
  return Proposals(context).table();
}

}  // namespace rawan::engine
