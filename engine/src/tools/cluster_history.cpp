#include "tools/cluster_history.h"

#include "rawan/algorithms/polygons.h"
#include "rawan/io/error.h"
#include "tools/values.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace rawan::engine {
namespace {

using Kind = ClusterEvent::Kind;

/// Clusters of the previous run, numbered by rising id.
struct Previous {
  std::vector<std::uint64_t> ids;
  std::vector<std::int32_t> label;  ///< By record; negative: in no cluster.
  std::uint64_t next_id = 1;
};

/// An id as written by any format: "3", or "3.0" by one that knows only reals.
std::uint64_t parse_id(std::string_view text, const ClusterRequest& request) {
  const auto number = parse_number(text);
  constexpr double kLargest = 9e15;
  if (!number || *number < 1.0 || *number > kLargest || std::floor(*number) != *number) {
    throw io::InputError("previous_ids", {.file = request.previous});
  }
  return static_cast<std::uint64_t>(*number);
}

Previous previous_of(const io::PackedTexts& written_ids, const io::PackedTexts& written_next,
                     const ClusterRequest& request) {
  std::map<std::uint64_t, std::int32_t> place;
  std::vector<std::uint64_t> by_record(written_ids.size(), 0);
  Previous previous;
  for (std::size_t i = 0; i < written_ids.size(); ++i) {
    if (!written_next[i].empty()) {
      previous.next_id = std::max(previous.next_id, parse_id(written_next[i], request));
    }
    if (written_ids[i].empty()) continue;
    by_record[i] = parse_id(written_ids[i], request);
    place[by_record[i]];
  }
  for (auto& [id, label] : place) {
    label = static_cast<std::int32_t>(previous.ids.size());
    previous.ids.push_back(id);
    previous.next_id = std::max(previous.next_id, id + 1);
  }
  for (const std::uint64_t id : by_record) {
    previous.label.push_back(id == 0 ? kNoise : place[id]);
  }
  return previous;
}

io::FeatureSet read_previous(const ClusterRequest& request, const io::FeatureSet& main,
                             const ToolContext& context, ToolSummary& summary) {
  const bool by_key = !request.input.key.empty();
  io::FeatureRequest asked{.accepted = {.areas = !by_key, .none = by_key}};
  asked.texts = {"cluster_id", "cluster_next_id"};
  if (by_key) asked.texts.push_back(request.input.key);
  return read_beside(main, request.previous, std::move(asked), "previous", context, summary);
}

/// Numbers for keys, the same number for the same key.
std::vector<std::uint64_t> numbered(const io::PackedTexts& keys,
                                    std::map<std::string_view, std::uint64_t>& known) {
  std::vector<std::uint64_t> numbers;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    numbers.push_back(known.emplace(keys[i], known.size()).first->second);
  }
  return numbers;
}

ClusterIdentity follow_keys(const Previous& previous, const io::PackedTexts& previous_keys,
                            const FoundClusters& found, const io::PackedTexts& keys) {
  std::map<std::string_view, std::uint64_t> known;
  const std::vector<std::uint64_t> before = numbered(previous_keys, known);
  const std::vector<std::uint64_t> now = numbered(keys, known);
  std::vector<double> sizes_before(previous.ids.size(), 0.0);
  for (const std::int32_t label : previous.label) {
    if (label >= 0) sizes_before[static_cast<std::size_t>(label)] += 1.0;
  }
  const std::vector<double> sizes(found.size.begin(), found.size.end());
  return keep_ids(previous.ids, sizes_before, sizes,
                  overlaps_by_key(before, previous.label, now, found.label), previous.next_id);
}

ClusterIdentity follow_areas(const Previous& previous, const std::vector<Polygon>& areas,
                             std::span<const Polygon> outlines) {
  std::vector<Polygon> before(previous.ids.size());
  for (std::size_t i = 0; i < areas.size(); ++i) {
    if (previous.label[i] < 0) continue;
    Polygon& whole = before[static_cast<std::size_t>(previous.label[i])];
    whole.insert(whole.end(), areas[i].begin(), areas[i].end());
  }
  const auto sizes = [](std::span<const Polygon> polygons) {
    std::vector<double> areas_of;
    for (const Polygon& polygon : polygons) areas_of.push_back(area(polygon).value);
    return areas_of;
  };
  return keep_ids(previous.ids, sizes(before), sizes(outlines), overlaps_by_area(before, outlines),
                  previous.next_id);
}

std::string list_of(const std::vector<std::uint64_t>& ids) {
  std::string text;
  for (const std::uint64_t id : ids) text += (text.empty() ? "" : ", ") + std::to_string(id);
  return text;
}

/// "3 -> 3, 8; 5 -> 5, 9": for people; programs get the lists.
void tell(const ClusterIdentity& identity, const std::string& fact, Kind kind,
          ToolSummary& summary) {
  std::string text;
  ToolSummary::Json list = ToolSummary::Json::array();
  for (const ClusterEvent& event : identity.events) {
    if (event.kind != kind) continue;
    const bool both = !event.before.empty() && !event.after.empty();
    text += (text.empty() ? "" : "; ") + list_of(event.before) + (both ? " \u2192 " : "") +
            list_of(event.after);
    list.push_back({{"before", event.before}, {"after", event.after}});
  }
  if (list.empty()) return summary.detail(fact, std::move(list));
  summary.word(fact, text);
  summary.detail(fact, std::move(list));
}

ClusterIdentity fresh(std::size_t clusters) {
  ClusterIdentity identity;
  for (std::uint64_t id = 1; id <= clusters; ++id) identity.id.push_back(id);
  identity.next_id = clusters + 1;
  return identity;
}

}  // namespace

ClusterIdentity identify_clusters(const ClusterRequest& request, const FoundClusters& found,
                                  const io::PackedTexts& keys, std::span<const Polygon> outlines,
                                  const io::FeatureSet& main, const ToolContext& context,
                                  ToolSummary& summary) {
  if (request.previous.empty()) return fresh(found.size.size());
  const io::FeatureSet before = read_previous(request, main, context, summary);
  const Previous previous = previous_of(before.texts[0], before.texts[1], request);
  const ClusterIdentity identity = request.input.key.empty()
                                       ? follow_areas(previous, before.areas(), outlines)
                                       : follow_keys(previous, before.texts[2], found, keys);
  tell(identity, "clusters_began", Kind::began, summary);
  tell(identity, "clusters_ended", Kind::ended, summary);
  tell(identity, "clusters_split", Kind::split, summary);
  tell(identity, "clusters_merged", Kind::merged, summary);
  return identity;
}

}  // namespace rawan::engine
