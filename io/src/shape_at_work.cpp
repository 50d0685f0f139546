#include "rawan/io/shape_at_work.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <string>
#include <sys/mman.h>

namespace rawan::io {
namespace {

/// As many as there may be threads at shapes.
constexpr std::size_t kSlots = 64;
constexpr std::size_t kNone = kSlots;

/// Of Slot::since; what is larger is the turn in which a shape was noted.
constexpr std::uint64_t kFree = 0;
constexpr std::uint64_t kTaken = 1;

template <std::size_t Size>
void keep(std::array<char, Size>& kept, const std::string& text) {
  const std::size_t size = std::min(text.size(), Size - 1);
  std::memcpy(kept.data(), text.data(), size);
  kept[size] = '\0';
}

struct Slot {
  std::atomic<std::uint64_t> since;
  std::uint64_t row;  ///< 0: none.
  std::array<char, 4096> file;
  std::array<char, 1024> layer;
};

/// Lies in memory that processes share, zeroed by the system.
struct Board {
  std::atomic<std::uint64_t> turn;
  std::array<Slot, kSlots> slots;
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "processes share no other locks");

Board* board = nullptr;

std::size_t take_slot() {
  for (std::size_t i = 0; board != nullptr && i < kSlots; ++i) {
    std::uint64_t free = kFree;
    if (board->slots[i].since.compare_exchange_strong(free, kTaken)) return i;
  }
  return kNone;
}

Place place_in(const Slot& slot) {
  Place place{.file = slot.file.data(), .layer = slot.layer.data()};
  if (slot.row != 0) place.row = slot.row;
  return place;
}

}  // namespace

void share_shapes_at_work() {
  if (board != nullptr) return;
  void* memory =
      ::mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  board = static_cast<Board*>(memory);
}

std::optional<Place> shape_at_work() {
  const Slot* first = nullptr;
  std::uint64_t earliest = 0;
  for (std::size_t i = 0; board != nullptr && i < kSlots; ++i) {
    const std::uint64_t since = board->slots[i].since.load();
    if (since <= kTaken || (first != nullptr && since > earliest)) continue;
    first = &board->slots[i];
    earliest = since;
  }
  return first == nullptr ? std::nullopt : std::optional(place_in(*first));
}

ShapeAtWork::ShapeAtWork(const Place& place) : slot_(take_slot()) {
  if (slot_ == kNone) return;
  Slot& slot = board->slots[slot_];
  slot.row = place.row.value_or(0);
  keep(slot.file, place.file);
  keep(slot.layer, place.layer);
  slot.since.store(kTaken + 1 + board->turn.fetch_add(1));
}

ShapeAtWork::~ShapeAtWork() {
  if (slot_ != kNone) board->slots[slot_].since.store(kFree);
}

}  // namespace rawan::io
