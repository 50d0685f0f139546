#include "plan_code.h"

#include "layer_words.h"
#include "rawan/io/release.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace rawan::engine {

std::string plan_code(const Schedule& schedule, std::span<const io::Squad> squads, Day start) {
  constexpr std::size_t kDigits = 10;
  std::vector<std::string> lines;
  for (std::size_t tour = 0; tour < schedule.plan.tours.size(); ++tour) {
    const patrol::Shift& shift = schedule.problem.shifts[tour];
    for (const patrol::Visit& visit : schedule.plan.tours[tour].visits) {
      lines.push_back(
          fmt::format("{}|{}|{}|{}|{}|{}\n", iso_date(start + std::chrono::days(shift.day)),
                      squads[shift.unit].id, schedule.shift_codes[tour],
                      schedule.stops[visit.stop].id, visit.start.count(), visit.departure.count()));
    }
  }
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line;
  std::string code = "R" + io::sha256(text).substr(0, kDigits);
  std::ranges::transform(code, code.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return code;
}

}  // namespace rawan::engine
