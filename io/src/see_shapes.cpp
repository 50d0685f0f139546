#include "see_parts.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace rawan::io {
namespace {

/// Walks through well-known binary; `good` turns false at the first byte that cannot be.
class Walk {
 public:
  explicit Walk(std::string_view bytes) : bytes_(bytes) {}

  std::vector<std::vector<GeoPoint>> positions() {
    geometry(0);
    return good_ ? std::move(lists_) : std::vector<std::vector<GeoPoint>>{};
  }

 private:
  template <class T>
  T take() {
    T value{};
    if (at_ + sizeof(T) > bytes_.size()) {
      good_ = false;
      return value;
    }
    std::memcpy(&value, bytes_.data() + at_, sizeof(T));
    at_ += sizeof(T);
    return value;
  }

  std::uint32_t count() {
    const auto n = take<std::uint32_t>();
    if (n > bytes_.size()) good_ = false;
    return good_ ? n : 0;
  }

  void line(std::uint32_t n, unsigned extra) {
    std::vector<GeoPoint> points;
    for (std::uint32_t i = 0; i < n && good_; ++i) {
      const auto lon = take<double>();
      const auto lat = take<double>();
      for (unsigned k = 0; k < extra; ++k) take<double>();
      points.push_back({lon, lat});
    }
    lists_.push_back(std::move(points));
  }

  void geometry(int depth) {
    constexpr int kDeepest = 8;
    if (depth > kDeepest || take<std::uint8_t>() != 1) good_ = false;
    const auto type = take<std::uint32_t>();
    const unsigned extra = type / 1000 == 3 ? 2 : (type / 1000 > 0 ? 1 : 0);
    if (!good_) return;
    switch (type % 1000) {
      case 1:
        return line(1, extra);
      case 2:
        return line(count(), extra);
      case 3:
        for (std::uint32_t n = count(); n > 0 && good_; --n) line(count(), extra);
        return;
      default:
        for (std::uint32_t n = count(); n > 0 && good_; --n) geometry(depth + 1);
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
  std::vector<std::vector<GeoPoint>> lists_;
};

}  // namespace

std::vector<std::vector<GeoPoint>> positions_of_blob(std::string_view blob) {
  constexpr std::size_t kHeader = 8;
  constexpr std::array<std::size_t, 5> kEnvelope{0, 32, 48, 48, 64};
  if (blob.size() < kHeader || !blob.starts_with("GP")) return {};
  const auto flags = static_cast<unsigned char>(blob[3]);
  const std::size_t envelope = (flags >> 1U) & 7U;
  if (envelope >= kEnvelope.size() || blob.size() < kHeader + kEnvelope[envelope]) return {};
  if ((flags & 0x10U) != 0) return {};
  return Walk(blob.substr(kHeader + kEnvelope[envelope])).positions();
}

}  // namespace rawan::io
