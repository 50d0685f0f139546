#pragma once

#include "rawan/engine/study.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace rawan::engine {

/// The records of many kabupaten, cut into those of each: nothing that is read by one of them needs
/// another. What belongs to no village is the first's, so that nothing is lost.
class Country {
 public:
  explicit Country(Records records);

  /// Codes in order.
  const std::vector<std::string>& codes() const { return codes_; }
  /// What belongs to a kabupaten, once, with the metric system that lies best over it and the
  /// sources of the country's ledger, without their issues. Several may be taken at a time.
  Records take(std::size_t regency);

 private:
  using Rows = std::vector<std::vector<std::uint32_t>>;
  template <class Row, class Village>
  Rows rows_of(const std::vector<Row>& table, Village&& village) const;

  Records records_;
  std::vector<std::string> codes_;
  std::map<io::RegencyId, std::size_t> position_;
  Rows villages_;
  Rows reports_;
  Rows unconsented_;
  Rows visits_;
  Rows krppa_;
  Rows population_;
};

}  // namespace rawan::engine
