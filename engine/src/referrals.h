#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/engine/views.h"

#include <string>
#include <vector>

/// Whom to turn to, as it may be printed: a wrong number is worse than none.
namespace rawan::engine {

/// National numbers, and local ones that somebody called within 180 days before `day`, in the
/// order of the register.
std::vector<io::Contact> printable_contacts(const Registers& registers, Day day);

/// The printable contacts of a village's own jurisdiction, the nearest first: its village, its
/// kecamatan, its kabupaten, its province. National ones are not among them.
std::vector<io::Contact> local_contacts(io::VillageId village, const Registers& registers, Day day);

/// "129, WhatsApp 08111-129-129, 24 jam".
std::string reach_text(const io::Contact& contact, const Catalogue& words);

}  // namespace rawan::engine
