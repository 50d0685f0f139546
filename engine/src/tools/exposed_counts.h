#pragma once

#include "rawan/io/feature_set.h"

#include <cstddef>
#include <span>
#include <string>

namespace rawan::engine {

/// The numbers a command on cases and exposure asks of each record; the exposure may be 0.
std::vector<io::NumberColumn> exposed_columns(const std::string& cases,
                                              const std::string& exposure);

/// @throws InputError "cases_without_exposure" naming the first record with cases where there is
///         no exposure.
void expect_exposed(const io::FeatureSet& set, std::span<const double> cases,
                    std::span<const double> exposure, const std::string& file);

bool all_whole(std::span<const double> cases);

}  // namespace rawan::engine
