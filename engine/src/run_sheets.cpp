#include "run_sheets.h"

#include "layer_words.h"
#include "national_contacts.h"
#include "page_words.h"
#include "rawan/io/crs.h"
#include "referrals.h"
#include "route_map.h"
#include "stop_card.h"

#include <fmt/format.h>

#include <algorithm>

namespace rawan::engine {
namespace {

class SheetWriter {
 public:
  explicit SheetWriter(const PatrolContext& context)
      : context_(context), rows_(list_patrols(context)), maps_(context) {}

  io::Document write() {
    const Catalogue& words = context_.words;
    const Config& config = context_.config;
    io::Document page{.language = config.project.language == Language::id ? "id" : "en",
                      .title = words.text("sheet.title", {{"area", config.project.name}}),
                      .label = label(),
                      .footer = words.text("sheet.footer", {{"unit", config.project.organization}}),
                      .words = page_words(words),
                      .blocks = {}};
    add_front(page.blocks);
    for (std::size_t i = 0; i < rows_.tours.size(); ++i) add_sheet(i, page.blocks);
    return page;
  }

 private:
  std::string label() const {
    const Catalogue& words = context_.words;
    const std::string text =
        words.text("sheet.label", {{"audience", words.text("tier.operational")}});
    return context_.config.project.synthetic ? text + " · " + words.text("mark.synthetic") : text;
  }

  std::string name_of(std::size_t tour) const {
    return context_.words.text("sheet.name",
                               {{"squad", squad_of(tour, context_).id},
                                {"weekday", context_.words.weekday(day_of(tour, context_))},
                                {"date", context_.words.date(day_of(tour, context_))},
                                {"shift", shift_code_of(tour, context_)}});
  }

  std::vector<StopRow> stops_of(std::size_t tour) const {
    std::vector<StopRow> stops;
    std::ranges::copy_if(rows_.stops, std::back_inserter(stops),
                         [&](const StopRow& row) { return row.tour == tour; });
    return stops;
  }

  void add_front(std::vector<io::Block>& blocks) const {
    const Catalogue& words = context_.words;
    if (rows_.tours.empty()) {
      blocks.emplace_back(io::Paragraph{words.text("summary.patrol.none")});
      return;
    }
    blocks.emplace_back(io::Paragraph{words.text("sheet.about")});
    io::Links list{words.text("sheet.choose"), {}};
    for (std::size_t i = 0; i < rows_.tours.size(); ++i) {
      list.links.push_back({name_of(rows_.tours[i]), "#" + anchor_of(i)});
    }
    blocks.emplace_back(std::move(list));
  }

  static std::string anchor_of(std::size_t sheet) { return fmt::format("lembar-{}", sheet + 1); }

  void add_sheet(std::size_t sheet, std::vector<io::Block>& blocks) const {
    const std::size_t tour = rows_.tours[sheet];
    const std::vector<StopRow> stops = stops_of(tour);
    blocks.emplace_back(io::PageBreak{});
    blocks.emplace_back(io::Heading{2, name_of(tour), anchor_of(sheet)});
    blocks.emplace_back(facts_of(tour, stops));
    blocks.emplace_back(maps_.map_of(tour, stops));
    add_contacts(blocks);
    blocks.emplace_back(io::Heading{3, context_.words.text("sheet.rules")});
    blocks.emplace_back(rules());
    blocks.emplace_back(io::Heading{3, context_.words.text("sheet.stops")});
    for (const StopRow& row : stops) blocks.emplace_back(stop_card(row, context_));
  }

  io::Facts facts_of(std::size_t tour, const std::vector<StopRow>& stops) const {
    const Catalogue& words = context_.words;
    const patrol::Tour& plan = context_.schedule.plan.tours[tour];
    const io::Squad& squad = squad_of(tour, context_);
    io::Facts facts;
    const auto add = [&](const char* column, std::string value) {
      facts.facts.push_back({words.text(std::string("column.") + column), std::move(value)});
    };
    add("pos", post_of(tour, context_).name);
    if (!squad.vehicle.empty()) add("kendaraan", label_of("vehicle", squad.vehicle, words));
    add("jam_mulai", clock_of(plan.start, words));
    add("jam_selesai", clock_of(plan.end, words));
    if (plan.pause) add("istirahat", break_text(tour));
    add("jumlah_singgah", std::to_string(stops.size()));
    add("jarak_km", words.number(plan.meters / 1000.0, 1));
    return facts;
  }

  std::string break_text(std::size_t tour) const {
    const Seconds from = *context_.schedule.plan.tours[tour].pause;
    const Seconds length = context_.schedule.problem.shifts[tour].pause->length;
    return context_.words.text("sheet.time.value",
                               {{"from", clock_of(from, context_.words)},
                                {"to", clock_of(from + length, context_.words)},
                                {"minutes", std::to_string(length.count() / 60)}});
  }

  void add_contacts(std::vector<io::Block>& blocks) const {
    const Catalogue& words = context_.words;
    const Registers& registers = context_.registers();
    const auto contacts = printable_contacts(registers, context_.config.patrol.start);
    blocks.emplace_back(io::Heading{3, words.text("sheet.numbers")});
    io::Facts numbers;
    for (const io::Contact& contact : contacts) {
      if (contact.scope != "nasional") continue;
      numbers.facts.push_back({contact.name, reach_text(contact, words)});
    }
    blocks.emplace_back(std::move(numbers));
    blocks.emplace_back(io::Paragraph{
        words.text("sheet.national", {{"date", words.date(national_contacts_day())}})});
    const std::size_t left_out = registers.contacts.size() - contacts.size();
    if (left_out == 0) return;
    blocks.emplace_back(io::Paragraph{
        words.text("sheet.stale", {{"count", std::to_string(left_out)}}), io::Tone::warning});
  }

  io::Bullets rules() const {
    io::Bullets bullets;
    for (const char* rule : {"sheet.rule.names", "sheet.rule.refer", "sheet.rule.photo",
                             "sheet.rule.home", "sheet.rule.women"}) {
      bullets.items.push_back(context_.words.text(rule));
    }
    return bullets;
  }

  const PatrolContext& context_;
  PatrolRows rows_;
  RouteMaps maps_;
};

}  // namespace

io::Document run_sheets(const PatrolContext& context) {
  return SheetWriter(context).write();
}

}  // namespace rawan::engine
