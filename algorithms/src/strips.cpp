#include "strips.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rawan {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;

struct Entry {
  double value = 0.0;
  std::uint32_t bucket = 0;
  std::uint32_t position = 0;
};

/// One stable pass by one digit; nothing if all share it.
template <class Item, class Digit>
void pass(std::vector<Item>& items, std::vector<Item>& spare, const Digit& digit) {
  std::array<std::uint32_t, kDigits> place{};
  for (const Item& item : items) ++place[digit(item)];
  if (!items.empty() && place[digit(items.front())] == items.size()) return;
  std::uint32_t begin = 0;
  for (std::uint32_t& p : place) begin += std::exchange(p, begin);
  spare.resize(items.size());
  for (const Item& item : items) spare[place[digit(item)]++] = item;
  items.swap(spare);
}

/// Values by size. Those of a lower bucket, out of many between the least and the greatest, are
/// lower whatever was rounded, so that only values of one bucket are left to be compared.
std::vector<Entry> sorted(std::span<const double> values) {
  constexpr unsigned kBucketBits = 2 * kDigitBits;
  std::vector<Entry> entries(values.size());
  if (entries.empty()) return entries;
  const auto [least, greatest] = std::ranges::minmax(values);
  const double range = 0.5 * greatest - 0.5 * least;  // halves: no overflow
  const double last = static_cast<double>((1U << kBucketBits) - 1U);
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    const double share = range > 0.0 ? (0.5 * values[i] - 0.5 * least) / range : 0.0;
    entries[i] = {values[i], static_cast<std::uint32_t>(share * last), i};
  }
  std::vector<Entry> spare;
  for (unsigned shift = 0; shift < kBucketBits; shift += kDigitBits) {
    pass(entries, spare, [&](const Entry& e) { return (e.bucket >> shift) % kDigits; });
  }
  for (auto begin = entries.begin(); begin != entries.end();) {
    auto end = std::next(begin);
    while (end != entries.end() && end->bucket == begin->bucket) ++end;
    if (end - begin > 1)
      std::sort(begin, end, [](const Entry& a, const Entry& b) { return a.value < b.value; });
    begin = end;
  }
  return entries;
}

}  // namespace

Strips cut_into_strips(std::span<const double> values, double width) {
  Strips strips;
  strips.of.resize(values.size());
  double begin = 0.0;
  for (const Entry& entry : sorted(values)) {
    if (strips.count == 0 || entry.value - begin > width) {
      begin = entry.value;
      ++strips.count;
    }
    strips.of[entry.position] = strips.count - 1;
  }
  return strips;
}

void sort_by_number(std::span<const std::uint32_t> numbers, std::uint32_t count,
                    std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> spare;
  for (unsigned shift = 0; shift < 32 && (std::uint64_t{count} >> shift) > 0; shift += kDigitBits) {
    pass(order, spare, [&](std::uint32_t at) { return (numbers[at] >> shift) % kDigits; });
  }
}

}  // namespace rawan
