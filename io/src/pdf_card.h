#pragma once

#include "pdf_pages.h"

namespace rawan::io {

/// A card in one piece, unless it is taller than a page.
void put_card(const Card& card, PdfPages& pages);

/// Labels and values side by side, `width` wide.
void put_facts(const std::vector<Fact>& facts, double left, double width, PdfPages& pages);

/// Items with their dots.
void put_items(const std::vector<std::string>& items, double left, double width, PdfPages& pages);

void put_link(const Link& link, double left, double width, PdfPages& pages);

}  // namespace rawan::io
