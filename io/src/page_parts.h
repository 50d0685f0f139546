#pragma once

#include "rawan/io/page.h"

#include <string_view>

/// What both writers of documents share.
namespace rawan::io {

inline constexpr double kMapWidth = 480;   ///< Pixels of a map in a document.
inline constexpr double kMapHeight = 460;  ///< At most.
inline constexpr double kChartWidth = 480;
inline constexpr double kCodeSize = 96;

/// @throws ContractViolation as page_as_html() says.
void expect_sound(const Document& document);

/// "Halaman 2 dari 7".
std::string page_text(const PageWords& words, int page, int pages);

/// The look of the page and its behavior; hashes of these bytes allow them.
std::string_view page_style();
std::string_view page_script();

}  // namespace rawan::io
