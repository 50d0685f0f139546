#include "attack/attack_table.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace rawan::engine::attack {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kShownLeaks = 8;

/// Columns of a printed table, as wide as their widest cell.
class Rows {
 public:
  void add(std::vector<std::string> cells) {
    widths_.resize(std::max(widths_.size(), cells.size()));
    for (std::size_t c = 0; c < cells.size(); ++c) {
      widths_[c] = std::max(widths_[c], letters(cells[c]));
    }
    rows_.push_back(std::move(cells));
  }

  std::string text() const {
    std::string all;
    for (const auto& row : rows_) {
      std::string line;
      for (std::size_t c = 0; c < row.size(); ++c) {
        line += row[c] + std::string(widths_[c] - letters(row[c]) + 2, ' ');
      }
      line.erase(line.find_last_not_of(' ') + 1);
      all += line + "\n";
    }
    return all;
  }

 private:
  static std::size_t letters(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0U) != 0x80U; }));
  }

  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

/// "+0.02 (<= 0.05)": the advantage and its upper limit.
std::string shown(const std::optional<reconstruction::Advantage>& advantage,
                  const Catalogue& words) {
  if (!advantage) return "-";
  return words.text("attack.advantage", {{"value", words.number(advantage->value, 2)},
                                         {"limit", words.number(advantage->upper, 2)}});
}

std::string baseline_of(const Line& line, const Catalogue& words) {
  return line.near ? words.number(line.near->baseline, 2) : "-";
}

std::string verdict_of(const Line& line, const Catalogue& words) {
  if (line.found > 0) return words.text("attack.verdict.learned");
  if (line.needs_truth) return words.text("attack.verdict.needs_truth");
  return words.text(line.tried > 0 ? "attack.verdict.nothing" : "attack.verdict.untried");
}

std::vector<std::string> heading(const Catalogue& words) {
  return {words.text("attack.column.attack"),   words.text("attack.column.release"),
          words.text("attack.column.tried"),    words.text("attack.column.found"),
          words.text("attack.column.near"),     words.text("attack.column.far"),
          words.text("attack.column.baseline"), words.text("attack.column.verdict")};
}

/// Each kind of finding once, with the first places it was found at.
std::string leaks_of(const Line& line, const Catalogue& words) {
  std::string text;
  std::vector<std::string> told;
  for (const Leak& leak : line.leaks) {
    if (std::ranges::count(told, leak.code) > 0) continue;
    told.push_back(leak.code);
    text += fmt::format("{} {}: {}\n", line.attack, line.subject,
                        words.text("attack.leak." + leak.code));
    std::size_t shown_places = 0;
    for (const Leak& same : line.leaks) {
      if (same.code != leak.code || ++shown_places > kShownLeaks) continue;
      text += fmt::format("  {}\n", same.where);
    }
    if (shown_places > kShownLeaks) {
      const auto more = static_cast<double>(shown_places - kShownLeaks);
      text += fmt::format("  {}\n", words.text("attack.more", {{"count", words.number(more)}}));
    }
  }
  return text;
}

double share_of(const Moved& moved) {
  return moved.of == 0 ? 0.0 : static_cast<double>(moved.changed) / static_cast<double>(moved.of);
}

std::string moved_of(const Line& line, const Catalogue& words) {
  std::string text;
  for (const Moved& moved : line.moved) {
    const auto number = [&](std::uint64_t n) { return words.number(static_cast<double>(n)); };
    text += fmt::format(
        "{} {}: {}\n", line.attack, line.subject,
        words.text("attack.moved", {{"what", words.text("attack.moved." + moved.what)},
                                    {"changed", number(moved.changed)},
                                    {"of", number(moved.of)},
                                    {"percent", words.number(100.0 * share_of(moved), 2)},
                                    {"people", number(moved.people)}}));
  }
  return text;
}

Json as_json(const Moved& moved) {
  return {{"what", moved.what},
          {"changed", moved.changed},
          {"of", moved.of},
          {"share", share_of(moved)},
          {"people", moved.people}};
}

Json as_json(const reconstruction::Advantage& advantage) {
  return {{"attack", advantage.attack},
          {"baseline", advantage.baseline},
          {"value", advantage.value},
          {"upper", advantage.upper},
          {"lower", advantage.lower}};
}

}  // namespace

std::string lines_as_text(const std::vector<Line>& lines, const Catalogue& words) {
  Rows rows;
  rows.add(heading(words));
  std::string leaks;
  bool learned = false;
  for (const Line& line : lines) {
    rows.add({line.attack, line.subject, words.number(static_cast<double>(line.tried)),
              words.number(static_cast<double>(line.found)), shown(line.near, words),
              shown(line.far, words), baseline_of(line, words), verdict_of(line, words)});
    leaks += leaks_of(line, words) + moved_of(line, words);
    learned = learned || line.found > 0;
  }
  const std::string end = words.text(learned ? "attack.end.learned" : "attack.end.nothing");
  return rows.text() + (leaks.empty() ? "" : "\n" + leaks) + "\n" + end + "\n";
}

std::string lines_as_json(const std::vector<Line>& lines) {
  Json all = Json::array();
  for (const Line& line : lines) {
    Json one{{"attack", line.attack},
             {"subject", line.subject},
             {"tried", line.tried},
             {"found", line.found},
             {"leaks", Json::array()}};
    for (const Moved& moved : line.moved) one["moved"].push_back(as_json(moved));
    if (line.needs_truth) one["needs_truth"] = true;
    if (line.near) one["advantage_100_m"] = as_json(*line.near);
    if (line.far) one["advantage_250_m"] = as_json(*line.far);
    for (const Leak& leak : line.leaks) {
      one["leaks"].push_back({{"code", leak.code}, {"where", leak.where}});
    }
    all.push_back(std::move(one));
  }
  const bool learned = std::ranges::any_of(lines, [](const Line& line) { return line.found > 0; });
  return Json{{"learned", learned}, {"attacks", std::move(all)}}.dump(
             2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace rawan::engine::attack
