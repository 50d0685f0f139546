#include "attack/attack_command.h"

#include "attack/attack.h"
#include "attack/attack_table.h"
#include "failure.h"
#include "nearest.h"
#include "rawan/engine/config_error.h"
#include "rawan/engine/tier.h"
#include "sentence.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    if (comma > at) names.push_back(list.substr(at, comma - at));
    at = comma + 1;
  }
  return names;
}

[[noreturn]] void refuse_attack(const std::string& name, const Catalogue& words) {
  const auto attacks = attack::all_attacks();
  const auto near = std::ranges::min_element(attacks, {}, [&](const attack::Attack& known) {
    return edit_distance(name, std::string(known.name));
  });
  const std::string id = "usage_attack";
  throw ConfigError(
      sentence(words, id, {}, {{"argument", name}, {"nearest", std::string(near->name)}}), id);
}

/// Those that were asked for, in the order of the table.
std::vector<attack::Attack> chosen(const std::string& only, const Catalogue& words) {
  const auto attacks = attack::all_attacks();
  const std::vector<std::string> names = split(only);
  for (const std::string& name : names) {
    const bool known = std::ranges::any_of(attacks, [&](auto& a) { return a.name == name; });
    if (!known) refuse_attack(name, words);
  }
  std::vector<attack::Attack> list(attacks.begin(), attacks.end());
  if (names.empty()) return list;
  std::erase_if(list, [&](const attack::Attack& a) {
    return std::ranges::find(names, a.name) == names.end();
  });
  return list;
}

/// A folder with audiences stands for what may leave the office: the restricted release shows
/// places on purpose.
std::vector<fs::path> releases_in(const fs::path& path) {
  std::vector<fs::path> releases;
  for (const Tier tier : kTiers) {
    const fs::path release = path / code_of(tier) / "current";
    if (tier != Tier::restricted && fs::exists(release)) releases.push_back(release);
  }
  return releases.empty() ? std::vector{path} : releases;
}

attack::Scene scene_of(const AttackRequest& request, const std::optional<Config>& truth,
                       const Control& control) {
  attack::Scene scene{
      .releases = {}, .truth = {}, .seed = request.seed, .samples = request.samples};
  for (const auto& path : request.releases) {
    for (const fs::path& release : releases_in(path)) {
      scene.releases.push_back(io::see_release(release));
    }
  }
  if (truth) scene.truth = attack::learn_truth(*truth, control);
  return scene;
}

}  // namespace

int run_attack(const AttackRequest& request, const std::optional<Config>& truth,
               const Catalogue& words, const Control& control) {
  const std::vector<attack::Attack> attacks = chosen(request.only, words);
  const attack::Scene scene = scene_of(request, truth, control);
  std::vector<attack::Line> lines;
  for (const attack::Attack& one : attacks) one.run(scene, control, lines);
  fmt::print("{}",
             request.json ? attack::lines_as_json(lines) : attack::lines_as_text(lines, words));
  const bool learned = std::ranges::any_of(lines, [](const auto& line) { return line.found > 0; });
  return learned ? exit_code::kPrivacy : exit_code::kDone;
}

}  // namespace rawan::engine
