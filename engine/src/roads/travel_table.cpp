#include "rawan/io/error.h"
#include "rawan/io/feature_set.h"
#include "roads/travel.h"

#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace rawan::engine {
namespace {

constexpr double kMostSeconds = 1e9;

/// Places by name; names that no row has are found out.
class Names {
 public:
  explicit Names(std::span<const std::string> ids) {
    for (std::uint32_t i = 0; i < ids.size(); ++i) place_.emplace(ids[i], i);
  }

  std::optional<std::uint32_t> place(std::string_view name) {
    const auto found = place_.find(name);
    if (found == place_.end()) return std::nullopt;
    seen_.insert(found->second);
    return found->second;
  }

  bool all_seen() const { return seen_.size() == place_.size(); }

 private:
  std::map<std::string, std::uint32_t, std::less<>> place_;
  std::set<std::uint32_t> seen_;
};

patrol::TravelMatrix nowhere(std::size_t places) {
  patrol::TravelMatrix matrix{places, std::vector<std::int32_t>(places * places, -1),
                              std::vector<double>(places * places, -1.0)};
  return matrix;
}

void stay_at_home(patrol::TravelMatrix& matrix) {
  for (std::size_t i = 0; i < matrix.places; ++i) {
    const std::size_t self = i * matrix.places + i;
    if (matrix.seconds[self] >= 0) continue;
    matrix.seconds[self] = 0;
    matrix.meters[self] = 0.0;
  }
}

}  // namespace

patrol::TravelMatrix read_travel_matrix(const std::string& path, std::span<const std::string> ids) {
  io::FeatureSet set;
  try {
    set = io::read_feature_set(
        {.path = path,
         .accepted = {.none = true},
         .numbers = {{.name = "seconds", .lowest = 0.0}, {.name = "meters", .lowest = 0.0}},
         .texts = {"from", "to"}});
  } catch (const io::InputError& error) {
    if (error.code() != "no_records") throw;
    throw io::InputError("matrix_value", {.file = path});
  }
  io::Place place{.file = path};
  if (set.rejected() > 0) {
    place.row = set.rejections.front().first;
    throw io::InputError("matrix_value", place);
  }
  Names names(ids);
  patrol::TravelMatrix matrix = nowhere(ids.size());
  for (std::size_t row = 0; row < set.size(); ++row) {
    place.row = set.record[row];
    const auto from = names.place(set.texts[0][row]);
    const auto to = names.place(set.texts[1][row]);
    if (!from || !to) continue;
    const std::size_t leg = *from * ids.size() + *to;
    if (matrix.seconds[leg] >= 0) throw io::InputError("matrix_repeated", place);
    if (set.numbers[0][row] > kMostSeconds) throw io::InputError("matrix_value", place);
    matrix.seconds[leg] = static_cast<std::int32_t>(std::ceil(set.numbers[0][row]));
    matrix.meters[leg] = set.numbers[1][row];
  }
  if (!names.all_seen()) throw io::InputError("matrix_place", {.file = path});
  stay_at_home(matrix);
  return matrix;
}

}  // namespace rawan::engine
