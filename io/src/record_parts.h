#pragma once

#include "rawan/io/records.h"

#include <type_traits>

/// What records consist of, told once for the archives of record_bytes.h that write and read them.
namespace rawan::io {

/// `T` or `const T`.
template <class Own, class T>
concept Like = std::is_same_v<std::remove_const_t<Own>, T>;

template <class Archive, Like<RecordRef> R>
void parts_of(Archive& all, R& r) {
  all(r.source, r.row);
}

template <class Archive, Like<GeoPoint> P>
void parts_of(Archive& all, P& p) {
  all(p.lon, p.lat);
}

template <class Archive, Like<Report> R>
void parts_of(Archive& all, R& r) {
  all(r.source, r.id, r.type, r.org, r.source_system, r.patrol_id, r.squad_id, r.reported_at,
      r.occurred_on, r.occurred_time, r.time_band, r.weekdays, r.location, r.accuracy_m,
      r.coord_method, r.coord_quality, r.village, r.assigned_nearest, r.place, r.place_name,
      r.issues, r.factors, r.severity, r.dialogue_id, r.women_consulted, r.men_consulted,
      r.women_declined, r.women_aware_service, r.reporter_sex, r.reporter, r.involves_child,
      r.consent, r.status, r.referred, r.statement);
}

template <class Archive, Like<PatrolVisit> V>
void parts_of(Archive& all, V& v) {
  all(v.source, v.patrol_id, v.dialogue_id, v.date, v.shift_code, v.squad_id, v.village,
      v.minutes_on_site, v.km, v.women_consulted, v.men_consulted, v.women_declined, v.cards_given);
}

}  // namespace rawan::io
