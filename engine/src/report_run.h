#pragma once

#include "layers.h"

#include <filesystem>

namespace rawan::engine {

/// Counts of every input and what became of its records, to stdout.
void print_quality(const io::Ledger& ledger, const Catalogue& words);

/// What was found, and where each output lies, to stdout.
void print_findings(const LayerContext& context, const std::filesystem::path& out,
                    const std::filesystem::path& release);

/// The ledger as two tables in a directory: qc_ringkas.csv and qc_catatan.csv.
/// @throws io::OutputError
void write_ledger(const Records& records, const Config& config, const Catalogue& words,
                  const std::filesystem::path& dir);

}  // namespace rawan::engine
