#pragma once

#include "raw_features.h"

#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// A column as values, with a reason where there is none.
struct ValueColumn {
  std::vector<double> values;
  std::vector<std::string_view> flaws;  ///< "missing_value", "not_finite", or what was asked for.
};

struct TimeColumn {
  std::vector<std::int64_t> values;     ///< Seconds since 1970 by the clock on the wall.
  std::vector<std::string_view> flaws;  ///< "missing_value", "date_invalid".
};

const Attribute& column_of(const RawFeatures& raw, const std::string& name);

/// @param unreadable the reason for a text that is no number.
ValueColumn numbers_of(const RawFeatures& raw, const std::string& name,
                       std::string_view unreadable);
/// ISO dates with or without a clock, and those of Indonesian tables (day first). A zone is
/// ignored: all clocks of one table are taken for one zone's.
TimeColumn times_of(const RawFeatures& raw, const std::string& name);
PackedTexts texts_of(const RawFeatures& raw, const std::string& name);

/// Rows without a key are refused.
void refuse_without(RawFeatures& raw, const std::string& key);
/// Numbers by size, texts by their bytes. @throws InputError "key_repeated".
void sort_by_key(std::vector<std::uint32_t>& rows, const RawFeatures& raw,
                 const FeatureRequest& request);

}  // namespace rawan::io
