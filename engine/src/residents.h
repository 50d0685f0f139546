#pragma once

#include "rawan/engine/stages.h"

#include <optional>
#include <span>
#include <vector>

namespace rawan::engine {

/// How many live in each village, by the newest year told; nothing where nobody knows.
std::vector<std::optional<double>> residents_of(const Results& results);

/// How many households there are in each village, by the newest year in which they were told.
std::vector<std::optional<double>> households_of(const Results& results);

/// The sum over some sites; nothing where one of them is not known.
std::optional<double> sum_over(std::span<const std::uint32_t> sites,
                               const std::vector<std::optional<double>>& of_sites);

}  // namespace rawan::engine
