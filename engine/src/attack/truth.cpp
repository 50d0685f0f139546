#include "attack/truth.h"

#include "audiences.h"
#include "evidence.h"
#include "layer_words.h"
#include "rawan/engine/stages.h"
#include "rawan/io/seen_release.h"

#include <algorithm>
#include <set>

namespace rawan::engine::attack {
namespace {

constexpr std::size_t kShortestKey = 6;

/// What the public companions say anyway: a name of a squad's leader may be a reporter's too.
std::set<std::string> public_words(const Records& records) {
  std::set<std::string> words;
  for (const io::Village& village : records.villages.villages) {
    words.insert({village.name, village.district, village.regency, village.province});
  }
  for (const io::Contact& contact : records.contacts) {
    words.insert({contact.name, contact.phone, contact.whatsapp});
  }
  return words;
}

void add_keys(const Records& records, std::vector<std::string>& words) {
  for (const io::Report& report : records.reports) {
    for (const std::string& key : {report.id, report.patrol_id, report.dialogue_id}) {
      if (key.size() >= kShortestKey) words.push_back(key);
    }
  }
}

}  // namespace

Truth learn_truth(const Config& config, const Control& control) {
  Records records = read(config, control);
  Truth truth{.crs = records.crs.crs};
  for (const io::Report& report : records.reports) {
    if (!report.location) continue;
    truth.points.push_back(*report.location);
    truth.days.push_back(iso_date(told_day(report)));
  }
  const Study study = project(records, config);
  for (std::size_t site = 0; site < study.sites.size(); ++site) {
    const auto women = study.sites.women[site];
    if (women) truth.women.emplace_back(study.sites.area[site], *women);
  }
  add_keys(records, truth.words);
  for (const io::ReportSource& source : config.inputs.reports) {
    const auto texts = io::private_texts(source.path);
    truth.words.insert(truth.words.end(), texts.begin(), texts.end());
  }
  const std::set<std::string> known = public_words(records);
  std::erase_if(truth.words, [&](const std::string& word) { return known.contains(word); });
  std::ranges::sort(truth.words);
  truth.words.erase(std::unique(truth.words.begin(), truth.words.end()), truth.words.end());
  truth.inputs =
      std::make_shared<const Inputs>(Inputs{config, policy_of(config), std::move(records)});
  return truth;
}

}  // namespace rawan::engine::attack
