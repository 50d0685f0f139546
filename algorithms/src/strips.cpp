#include "strips.h"

#include <array>
#include <bit>
#include <utility>

namespace rawan {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;

struct Entry {
  std::uint64_t key = 0;
  std::uint32_t position = 0;
};

/// A number in the order of the value: the sign bit flipped, or all bits of a negative one.
std::uint64_t sortable(double value) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);  // one zero, not two
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

double unsortable(std::uint64_t key) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
  return std::bit_cast<double>((key & kSign) != 0 ? key & ~kSign : ~key);
}

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

std::vector<Entry> sorted(std::span<const double> values) {
  std::vector<Entry> entries(values.size());
  for (std::uint32_t i = 0; i < values.size(); ++i) entries[i] = {sortable(values[i]), i};
  std::vector<Entry> spare;
  for (unsigned shift = 0; shift < 64; shift += kDigitBits) {
    pass(entries, spare, [&](const Entry& e) { return (e.key >> shift) % kDigits; });
  }
  return entries;
}

}  // namespace

Strips cut_into_strips(std::span<const double> values, double width) {
  Strips strips;
  strips.of.resize(values.size());
  double begin = 0.0;
  for (const Entry& entry : sorted(values)) {
    const double value = unsortable(entry.key);
    if (strips.count == 0 || value - begin > width) {
      begin = value;
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
