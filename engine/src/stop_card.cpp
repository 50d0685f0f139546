#include "stop_card.h"

#include "rawan/io/crs.h"
#include "rawan/io/stop_code.h"
#include "referrals.h"

#include <fmt/format.h>

#include <algorithm>

namespace rawan::engine {
namespace {

constexpr std::size_t kMostContacts = 2;

std::string referral_text(const StopRow& row, const PatrolContext& context) {
  const Registers& registers = context.registers();
  const auto contacts =
      local_contacts(registers.sites.id[row.stop->site], registers, context.config.patrol.start);
  std::string text;
  for (std::size_t i = 0; i < std::min(kMostContacts, contacts.size()); ++i) {
    text += (i > 0 ? "; " : "") + contacts[i].name + ": " + reach_text(contacts[i], context.words);
  }
  return text.empty() ? context.words.text("sheet.empty") : text;
}

std::vector<io::Fact> facts_of(const StopRow& row, const PatrolContext& context) {
  const Catalogue& words = context.words;
  const Sites& sites = context.registers().sites;
  const auto minutes = (row.visit->departure - row.visit->start).count() / 60;
  std::vector<io::Fact> facts{
      {words.text("sheet.time"),
       words.text("sheet.time.value", {{"from", clock_of(row.visit->start, words)},
                                       {"to", clock_of(row.visit->departure, words)},
                                       {"minutes", std::to_string(minutes)}})},
      {words.text("column.desa"),
       sites.name[row.stop->site] + ", " + sites.district[row.stop->site]},
      {words.text("column.kegiatan"), activity_text(row.stop->activity, words)},
      {words.text("column.alasan"),
       reasons_text(row, context) + " (" + ground_text(row, context) + ")"},
      {words.text("column.jam_rawan"), hours_of(row, context)}};
  if (row.stop->activity == Activity::dialogue) {
    facts.push_back({words.text("sheet.meet"), words.text("group.target")});
  }
  facts.push_back({words.text("sheet.referral"), referral_text(row, context)});
  facts.push_back({words.text("column.perkiraan"), leg_text(row.estimated, words)});
  return facts;
}

std::vector<std::string> tasks_of(Activity activity, const Catalogue& words) {
  switch (activity) {
    case Activity::dialogue:
      return {words.text("todo.dialogue.meet"), words.text("todo.dialogue.listen"),
              words.text("todo.dialogue.cards")};
    case Activity::patrol:
      return {words.text("todo.patrol.walk"), words.text("todo.patrol.note")};
    case Activity::lighting_check:
      return {words.text("todo.lighting.lamps"), words.text("todo.lighting.note")};
  }
  return {};
}

}  // namespace

std::string stop_code(const StopRow& row, const PatrolContext& context) {
  const io::GeoPoint place = context.projector.to_degrees(row.stop->position);
  const std::string at = fmt::format("{:.5f},{:.5f}", place.lat, place.lon);
  const io::StopCode code{context.schedule.code, day_of(row.tour, context), row.stop->id};
  return "geo:" + at + "?q=" + at + "(" + io::stop_code_text(code) + ")";
}

io::Card stop_card(const StopRow& row, const PatrolContext& context) {
  const Catalogue& words = context.words;
  const io::GeoPoint place = context.projector.to_degrees(row.stop->position);
  const std::string code = stop_code(row, context);
  return {.number = std::to_string(row.order),
          .title = place_name(*row.stop, context),
          .facts = facts_of(row, context),
          .items = tasks_of(row.stop->activity, words),
          .links = {{words.text("sheet.open_map", {{"lat", words.number(place.lat, 5)},
                                                   {"lon", words.number(place.lon, 5)}}),
                     code}},
          .code = code,
          .code_words = words.text("sheet.scan", {{"visit", visit_id(row, context)}}),
          .boxes = {words.text("column.catatan_petugas"), words.text("sheet.arrived"),
                    words.text("sheet.left"), words.text("column.paraf")}};
}

}  // namespace rawan::engine
