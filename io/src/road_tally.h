#pragma once

#include "rawan/io/roads.h"

#include <map>
#include <string_view>

namespace rawan::io {

/// Counts roads that were found and those refused, by reason.
class RoadTally {
 public:
  void found() { ++read_; }
  void refuse(std::string_view reason, std::uint64_t record) {
    Rejection& rejection = rejections_[reason];
    if (rejection.count++ == 0) rejection.first = record;
  }

  void tell(RoadSource& source) const {
    source.read += read_;
    source.used = source.read;
    for (const auto& [reason, rejection] : rejections_) {
      source.rejections.push_back({std::string(reason), rejection.count, rejection.first});
      source.used -= rejection.count;
    }
  }

 private:
  std::uint64_t read_ = 0;
  std::map<std::string_view, Rejection> rejections_;
};

}  // namespace rawan::io
