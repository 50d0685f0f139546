#include "wkb.h"

#include <bit>
#include <cstring>

namespace rawan::io {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t kHead = 5;
constexpr std::uint32_t kPoint = 1;

}  // namespace

std::uint32_t wkb_type(std::string_view wkb) {
  std::uint32_t code = 0;
  std::memcpy(&code, wkb.data() + 1, sizeof(code));
  return code;
}

std::string wkb_of(Point p) {
  std::string wkb(kHead + sizeof(p), '\1');
  std::memcpy(wkb.data() + 1, &kPoint, sizeof(kPoint));
  std::memcpy(wkb.data() + kHead, &p, sizeof(p));
  return wkb;
}

std::optional<Point> point_of_wkb(std::string_view wkb) {
  Point p;
  if (wkb.size() < kHead + sizeof(p) || wkb_type(wkb) % 1000 != kPoint) return std::nullopt;
  std::memcpy(&p, wkb.data() + kHead, sizeof(p));
  return p;
}

}  // namespace rawan::io
