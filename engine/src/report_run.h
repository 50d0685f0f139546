#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/engine/study.h"

#include <filesystem>
#include <span>

namespace rawan::engine {

/// Counts of every input and what became of its records, to stdout.
void print_quality(const io::Ledger& ledger, const Catalogue& words);

/// For whom each release is and where each of its files lies, to stdout.
void print_releases(std::span<const std::filesystem::path> releases, const Catalogue& words);

/// The ledger as two tables in a directory: qc_ringkas.csv and qc_catatan.csv.
/// @throws io::OutputError
void write_ledger(const Records& records, const Config& config, const Catalogue& words,
                  const std::filesystem::path& dir);

}  // namespace rawan::engine
