#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/engine/views.h"

#include <string>
#include <vector>

/// Whom to turn to, as it may be printed: a wrong number is worse than none.
namespace rawan::engine {

/// A number that is not listed for the country, and that nobody called within 180 days before the
/// day. What a file calls national without being listed is held to the same.
bool is_stale(const io::Contact& contact, Day day);

/// Listed national numbers, and others that somebody called within 180 days before `day`, in the
/// order of the register.
std::vector<io::Contact> printable_contacts(const Registers& registers, Day day);

/// The printable contacts of a village's own jurisdiction, the nearest first: its village, its
/// kecamatan, its kabupaten, its province. National ones are not among them.
std::vector<io::Contact> local_contacts(io::VillageId village, const Registers& registers, Day day);

/// "129, WhatsApp 08111-129-129, 24 jam".
std::string reach_text(const io::Contact& contact, const Catalogue& words);

}  // namespace rawan::engine
