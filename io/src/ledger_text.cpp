#include "ledger_text.h"

#include "json_number.h"
#include "rawan/io/release.h"

#include <nlohmann/json.hpp>

namespace rawan::io {
namespace {

using Json = nlohmann::json;

Json to_json(const LedgerCell& cell) {
  Json json{{"unit", cell.unit},   {"window", cell.window}, {"measure", cell.measure},
            {"shown", cell.shown}, {"since", cell.since},   {"reporters", cell.reporters},
            {"atoms", cell.atoms}};
  if (cell.complementary) json["complementary"] = true;
  return json;
}

Json to_json(const LedgerRelease& release) {
  Json cells = Json::array();
  for (const LedgerCell& cell : release.cells) cells.push_back(to_json(cell));
  return {{"utc", release.utc},
          {"tier", release.tier},
          {"content_hash", release.content_hash},
          {"policy_sha256", release.policy_sha256},
          {"epsilon", release.epsilon},
          {"year", release.year},
          {"cells", std::move(cells)}};
}

std::vector<std::uint64_t> hashes_of(const Json& json) {
  std::vector<std::uint64_t> hashes;
  for (const Json& hash : json.get_ref<const Json::array_t&>()) {
    hashes.push_back(whole_number<std::uint64_t>(hash));
  }
  return hashes;
}

LedgerCell cell_of(const Json& json) {
  return {.unit = json.at("unit"),
          .window = json.at("window"),
          .measure = json.at("measure"),
          .shown = json.at("shown"),
          .complementary = json.value("complementary", false),
          .since = json.at("since"),
          .reporters = hashes_of(json.at("reporters")),
          .atoms = hashes_of(json.at("atoms"))};
}

LedgerRelease release_of(const Json& json) {
  LedgerRelease release{.utc = json.at("utc"),
                        .tier = json.at("tier"),
                        .content_hash = json.at("content_hash"),
                        .policy_sha256 = json.at("policy_sha256"),
                        .epsilon = json.at("epsilon"),
                        .year = json.at("year")};
  for (const Json& cell : json.at("cells")) release.cells.push_back(cell_of(cell));
  return release;
}

std::string end_line(std::size_t count, const std::string& last) {
  return Json{{"end", count}, {"previous", last}}.dump() + "\n";
}

std::optional<LedgerRelease> parse_line(std::string_view line, const std::string& previous) {
  const Json json = Json::parse(line, nullptr, false);
  try {
    if (json.at("previous").get<std::string>() != previous) return std::nullopt;
    return release_of(json);
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::string to_text(const std::vector<LedgerRelease>& releases) {
  std::string text;
  std::string last = sha256("");
  for (const LedgerRelease& release : releases) {
    Json json = to_json(release);
    json["previous"] = last;
    const std::string line = json.dump() + "\n";
    last = sha256(line);
    text += line;
  }
  return text + end_line(releases.size(), last);
}

std::optional<std::vector<LedgerRelease>> parse_ledger(std::string_view text) {
  std::vector<LedgerRelease> releases;
  std::string last = sha256("");
  while (true) {
    const std::string_view line = text.substr(0, text.find('\n') + 1);  // Empty without an end.
    if (line == end_line(releases.size(), last)) break;
    auto release = parse_line(line, last);
    if (!release) return std::nullopt;
    releases.push_back(std::move(*release));
    last = sha256(line);
    text.remove_prefix(line.size());
  }
  if (text.size() != text.find('\n') + 1) return std::nullopt;
  return releases;
}

}  // namespace rawan::io
