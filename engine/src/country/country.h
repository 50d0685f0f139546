#pragma once

#include "gathered.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace rawan::engine {

/// The records of many kabupaten, cut into those of each: nothing that is read by one of them needs
/// another. What belongs to no village is the first's, so that nothing is lost.
class Country {
 public:
  explicit Country(Gathered all);

  /// Codes in order.
  const std::vector<std::string>& codes() const { return codes_; }
  /// What belongs to a kabupaten, once, with the metric system that lies best over it and the
  /// sources of the country's ledger, without their issues. Several may be taken at a time.
  Records take(std::size_t regency);
  /// Its reports, effort without consent and visits, into records that had let go of them. Again
  /// and again, several at a time.
  void fill(Records& records, std::size_t regency) const { all_.fill(records, regency); }
  std::vector<io::Report> reports_of(std::size_t regency) const {
    return all_.reports.of(regency).reports;
  }

 private:
  using Rows = std::vector<std::vector<std::uint32_t>>;
  template <class Row, class Village>
  Rows rows_of(const std::vector<Row>& table, Village&& village) const;

  Gathered all_;
  std::vector<std::string> codes_;
  std::map<io::RegencyId, std::size_t> position_;
  Rows villages_;
  Rows krppa_;
  Rows population_;
};

}  // namespace rawan::engine
