#include "area_names.h"
#include "field_rules.h"
#include "parse_angle.h"
#include "parse_date.h"
#include "parse_number.h"
#include "personal_words.h"
#include "support/small_region.h"

#include <gtest/gtest.h>

namespace rawan::io {
namespace {

using test::day;

TEST(Number, ReadsBothDecimalMarks) {
  EXPECT_EQ(parse_real("0.8512", DecimalMark::point), 0.8512);
  EXPECT_EQ(parse_real("0,8512", DecimalMark::point), 0.8512);
  EXPECT_EQ(parse_real("1.234,5", DecimalMark::point), 1234.5);
  EXPECT_EQ(parse_real("1,234.5", DecimalMark::comma), 1234.5);
  EXPECT_EQ(parse_real(" -6.2 ", DecimalMark::point), -6.2);
}

TEST(Number, ReadsThousandsByTheMarkOfItsColumn) {
  EXPECT_EQ(parse_real("1.234", DecimalMark::comma), 1234.0);
  EXPECT_EQ(parse_real("1.234", DecimalMark::point), 1.234);
  EXPECT_EQ(parse_real("125.000.000", DecimalMark::comma), 125e6);
  EXPECT_EQ(decimal_mark_of({"1,5", "2", "3,25"}), DecimalMark::comma);
  EXPECT_EQ(decimal_mark_of({"1.5", "2"}), DecimalMark::point);
  EXPECT_EQ(decimal_mark_of({}), DecimalMark::point);
}

TEST(Number, RefusesWhatIsNotOne) {
  for (const char* text : {"", "abc", "1.2.3,4,5", "--1", "1,2,3", "nan", "inf", "1e400", "0x10"}) {
    EXPECT_EQ(parse_real(text, DecimalMark::point), std::nullopt) << text;
  }
  EXPECT_TRUE(is_not_finite("nan"));
  EXPECT_TRUE(is_not_finite("-inf"));
  EXPECT_TRUE(is_not_finite("1e400"));
  EXPECT_FALSE(is_not_finite("1.5"));
  EXPECT_FALSE(is_not_finite("info"));
}

TEST(WholeNumber, MayCarryItsUnit) {
  EXPECT_EQ(parse_whole("3 orang"), 3);
  EXPECT_EQ(parse_whole("20"), 20);
  EXPECT_EQ(parse_whole("3.0"), 3);
  EXPECT_EQ(parse_whole("1.250"), 1250);
  EXPECT_EQ(parse_whole("12.345.678"), 12345678);
  EXPECT_EQ(parse_whole("-4"), -4);
  for (const char* text : {"", "tiga", "3,5", "3-5", "1e12", "3 atau 5", "2.5 orang"}) {
    EXPECT_EQ(parse_whole(text), std::nullopt) << text;
  }
}

std::optional<Day> date(std::string_view text, DateOrder order = DateOrder::dmy) {
  const auto moment = parse_moment(text, order);
  return moment ? std::optional(moment->day) : std::nullopt;
}

TEST(Date, ReadsTheDeclaredOrder) {
  EXPECT_EQ(date("05/03/2024"), day(2024, 3, 5));
  EXPECT_EQ(date("05/03/2024", DateOrder::mdy), day(2024, 5, 3));
  EXPECT_EQ(date("2024-03-05"), day(2024, 3, 5));
  EXPECT_EQ(date("2024-03-05", DateOrder::mdy), day(2024, 3, 5));
  EXPECT_EQ(date("24/03/05", DateOrder::ymd), day(2024, 3, 5));
  EXPECT_EQ(date("5.3.2024"), day(2024, 3, 5));
  EXPECT_EQ(date("5-3-24"), day(2024, 3, 5));
  EXPECT_EQ(date("20240305"), day(2024, 3, 5));
}

TEST(Date, ReadsMonthNamesInBothLanguages) {
  for (const char* text : {"5 Maret 2024", "5 Mar 2024", "March 5, 2024", "5-mar-24",
                           "Selasa, 5 Maret 2024", "Jum'at, 5 Maret 2024"}) {
    EXPECT_EQ(date(text), day(2024, 3, 5)) << text;
  }
  for (const char* text : {"17 Agustus 2024", "17 Agt 2024", "17 Ags 2024", "17 Agu 2024"}) {
    EXPECT_EQ(date(text), day(2024, 8, 17)) << text;
  }
  EXPECT_EQ(date("1 Pebruari 2024"), day(2024, 2, 1));
  EXPECT_EQ(date("1 Nopember 2024"), day(2024, 11, 1));
  EXPECT_EQ(date("1 Mei 2024"), day(2024, 5, 1));
  EXPECT_EQ(parse_moment("5 Maret 2024", DateOrder::dmy)->reason, "date_month_name");
}

TEST(Date, ReadsSerialNumbersOfSpreadsheets) {
  EXPECT_EQ(date("45352"), day(2024, 3, 1));
  const auto noon = parse_moment("45352.5", DateOrder::dmy);
  ASSERT_TRUE(noon && noon->clock);
  EXPECT_EQ(*noon->clock, std::chrono::hours(12));
  EXPECT_EQ(noon->reason, "date_serial");
  EXPECT_EQ(date("19999"), std::nullopt);
  EXPECT_EQ(date("60001"), std::nullopt);
}

TEST(Date, RefusesDaysThatDoNotExist) {
  for (const char* text :
       {"30/02/2024", "31/04/2024", "29/02/2023", "13/13/2024", "2024-02-30", "5 Foo 2024", "05/03",
        "", "kemarin", "05/03/2024 25.00", "005/03/2024", "05/003/2024", "Mei Maret 2024"}) {
    EXPECT_EQ(date(text), std::nullopt) << text;
  }
}

TEST(Date, KeepsClockAndOffset) {
  const auto kobo = parse_moment("2024-03-05T08:30:00.000+07:00", DateOrder::dmy);
  ASSERT_TRUE(kobo && kobo->clock && kobo->offset);
  EXPECT_EQ(*kobo->clock, std::chrono::minutes(510));
  EXPECT_EQ(*kobo->offset, std::chrono::hours(7));
  const auto zulu = parse_moment("2024-03-05T01:30:00Z", DateOrder::dmy);
  ASSERT_TRUE(zulu && zulu->offset);
  EXPECT_EQ(*zulu->offset, std::chrono::hours(0));
  const auto dotted = parse_moment("2024-03-05 08.30", DateOrder::dmy);
  ASSERT_TRUE(dotted && dotted->clock);
  EXPECT_FALSE(dotted->offset);
  const auto wita = parse_moment("05/03/2024 08.30 WITA", DateOrder::dmy);
  ASSERT_TRUE(wita && wita->offset);
  EXPECT_EQ(*wita->offset, std::chrono::hours(8));
}

TEST(DateColumn, ContradictsTheDeclaredOrderOnlyByProof) {
  EXPECT_EQ(contradiction({"05/03/2024", "03/25/2024"}, DateOrder::dmy), 1U);
  EXPECT_EQ(contradiction({"25/03/2024", "03/25/2024"}, DateOrder::dmy), std::nullopt);
  EXPECT_EQ(contradiction({"05/03/2024"}, DateOrder::dmy), std::nullopt);
  EXPECT_EQ(contradiction({"05/12/2024"}, DateOrder::dmy), std::nullopt) << "December";
  EXPECT_EQ(contradiction({"12/13/2024"}, DateOrder::dmy), 0U);
  EXPECT_EQ(contradiction({"25/03/2024"}, DateOrder::mdy), 0U);
  EXPECT_EQ(contradiction({"2024-03-25", "45352", "3 Mei 2024"}, DateOrder::dmy), std::nullopt);
}

std::optional<std::int64_t> clock_minutes(std::string_view text) {
  const auto clock = parse_clock(text);
  return clock ? std::optional<std::int64_t>(clock->since_midnight.count() / 60) : std::nullopt;
}

TEST(Clock, ReadsDotsColonsAndSpans) {
  for (const char* text :
       {"08.30", "08:30", "8.30 WIB", "pukul 08.30", "8:30 AM", "08:30:15", "08.30.15",
        "08.30 s.d. 22.00", "08.30-22.00", "0.354166", "08:30:00.000+07:00"}) {
    EXPECT_EQ(clock_minutes(text), 510) << text;
  }
  EXPECT_EQ(clock_minutes("8:30 PM"), 1230);
  EXPECT_EQ(clock_minutes("20.00 s/d selesai"), 1200);
  EXPECT_EQ(clock_minutes("24.00"), 0);
  EXPECT_EQ(clock_minutes("0.35416666666666667"), 510) << "as many digits as a number has";
  for (const char* text : {"", "malam", "25.00", "08.61", "8", "13:00 PM", "08.30 kira-kira",
                           "0.354166666666666666"}) {
    EXPECT_EQ(clock_minutes(text), std::nullopt) << text;
  }
}

TEST(Clock, ThatASpreadsheetMadeANumberIsNotGuessed) {
  for (const char* text : {"19.3", "8.3", "8.5", "19:3", "1.035", "1.0", "0.3 WIB", "00.5", "0.",
                           "0,30", "0.75 WIB", "20.3 s.d. 22.00"}) {
    EXPECT_EQ(clock_minutes(text), std::nullopt) << text;
  }
}

TEST(Clock, BelowOneIsAShareOfTheDayWhereItIsNoClock) {
  EXPECT_EQ(clock_minutes("0.75"), 1080);
  EXPECT_EQ(clock_minutes("pukul 0,75"), 1080);
  EXPECT_EQ(clock_minutes("0.60"), 864);
  EXPECT_EQ(clock_minutes("0.7"), 1008);
  EXPECT_EQ(clock_minutes("0.125"), 180);
  EXPECT_EQ(clock_minutes("0.00"), 0) << "midnight as both";
  for (const char* either : {"0.5", "0,5", "0.3", "0.25", "0.30", "0.59"}) {
    EXPECT_EQ(clock_minutes(either), std::nullopt) << either;
  }
  EXPECT_EQ(clock_minutes("00.30"), 30);
  EXPECT_EQ(clock_minutes("0:30"), 30);
  EXPECT_EQ(clock_minutes("0.30 WIB"), 30);
}

TEST(Zone, FollowsTheProvince) {
  using std::chrono::hours;
  EXPECT_EQ(zone_of_province(61), hours(7));
  EXPECT_EQ(zone_of_province(11), hours(7));
  EXPECT_EQ(zone_of_province(63), hours(8));
  EXPECT_EQ(zone_of_province(73), hours(8));
  for (const int middle : {51, 53, 65, 71, 76}) EXPECT_EQ(zone_of_province(middle), hours(8));
  for (const int west : {36, 54, 62, 66, 77}) EXPECT_EQ(zone_of_province(west), hours(7));
  for (const int east : {82, 91, 97}) EXPECT_EQ(zone_of_province(east), hours(9));
  EXPECT_EQ(zone_of_province(81), hours(9));
  EXPECT_EQ(zone_of_province(94), hours(9));
}

TEST(Angle, ReadsDegreesMinutesSecondsByAStrictGrammar) {
  const auto value = [](std::string_view text) {
    const auto angle = parse_angle(text);
    return angle ? angle->value : -999.0;
  };
  EXPECT_DOUBLE_EQ(value("0°49'12\" LU"), 0.82);
  EXPECT_DOUBLE_EQ(value("0º49’12” LU"), 0.82);
  EXPECT_DOUBLE_EQ(value("0° 49′ 12″ N"), 0.82);
  EXPECT_DOUBLE_EQ(value("0°49'12'' LS"), -0.82);
  EXPECT_DOUBLE_EQ(value("S 0 49 12"), -0.82);
  EXPECT_DOUBLE_EQ(value("0°49.2'"), 0.82);
  EXPECT_DOUBLE_EQ(value("109 29 06 BT"), 109.485);
  EXPECT_DOUBLE_EQ(value("109,485° E"), 109.485);
  EXPECT_DOUBLE_EQ(value("6°12'S"), -6.2);
  for (const char* text : {"0°61'12\"", "0°49'61\"", "0.5°49'12\"", "0°49'12\" LU LS",
                           "-0°49'12\" LS", "109 29", "12 34 56 78", "lat", "", "°", "1e3"}) {
    EXPECT_EQ(value(text), -999.0) << text;
  }
}

TEST(NameKey, BringsSpellingsTogether) {
  EXPECT_EQ(name_key("Ds. Sungkung 2"), name_key("SUNGKUNG II"));
  EXPECT_EQ(name_key("Kel. Bumi  Emas"), name_key("bumi-emas"));
  EXPECT_EQ(name_key("Bumi\xC2\xA0"
                     "Emas"),
            name_key("BumiEmas"));
  EXPECT_EQ(name_key("D\xC3\xA9sa Baru"), name_key("Baru"));
  EXPECT_EQ(name_key("Desa"), "DESA");
  EXPECT_NE(name_key("Sungai Jaga A"), name_key("Sungai Jaga B"));
  EXPECT_EQ(old_spelling_key("TANDJOENG"), "TANJUNG");
}

TEST(NameKey, IsSimilarWithinALetterButNeverAcrossNumbers) {
  EXPECT_TRUE(is_similar("TANGGUI", "TANGGUH"));
  EXPECT_TRUE(is_similar("SUNGKONG2", "SUNGKUNG2"));
  EXPECT_FALSE(is_similar("SUNGKONG2", "SUNGKUNG1"));
  EXPECT_FALSE(is_similar("SIDING", "SEKIDA"));
  EXPECT_EQ(edit_distance("abcd", "acbd"), 1U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_TRUE(has_foreign_letters("Sungk\xD0\xBEng"));
  EXPECT_FALSE(has_foreign_letters("Sungk\xC3\xB3ng"));
}

TEST(PersonalWords, AreFoundInNamesOfPlaces) {
  for (const char* text :
       {"rumah Pak Budi", "depan rumah bu Siti", "Bpk. Ahmad", "dekat rumah", "hub 0812-3456-7890",
        "6107040101900001", "+62 812 3456 789", "warung Ibu Ani", "kediaman kades", "6281234567",
        "628123456789012", "kebun milik Udin", "tanah milik", "tanah an. Udin",
        "0812345678901234"}) {
    EXPECT_TRUE(has_personal_words(text)) << text;
  }
  for (const char* text :
       {"Pasar Bengkayang", "depan rumah sakit", "rumah makan Padang", "Jalan Sanggau Ledo km 12",
        "ibu kota kecamatan", "Simpang 3", "", "rumah kosong dekat sungai", "SDN 08", "An Nur",
        "628123456", "kebun an", "ibu kotanya", "tanah milik desa", "lahan milik pemda",
        "hutan milik negara", "08123456", "081234567890123"}) {
    EXPECT_FALSE(has_personal_words(text)) << text;
  }
}

TEST(TestWord, IsTheWholeCell) {
  EXPECT_TRUE(is_test_word("tes"));
  EXPECT_TRUE(is_test_word("ASDF"));
  EXPECT_TRUE(is_test_word("  coba coba "));
  EXPECT_FALSE(is_test_word("tes jalan"));
  EXPECT_FALSE(is_test_word("Tesik"));
}

TEST(Rules, JudgeSingleValues) {
  EXPECT_EQ(check_day(day(1999, 12, 31), day(2024, 1, 1)), "date_before_2000");
  EXPECT_EQ(check_day(day(2024, 1, 2), day(2024, 1, 1)), "date_future");
  EXPECT_EQ(check_day(day(2024, 1, 1), day(2024, 1, 1)), "");
  EXPECT_EQ(check_order(day(2024, 1, 2), day(2024, 1, 1)), "occurred_after_report");
  EXPECT_EQ(check_order(day(2024, 1, 1), day(2024, 1, 1)), "");
  EXPECT_EQ(check_count(-1), "count_negative");
  EXPECT_EQ(check_count(1001), "count_absurd");
  EXPECT_EQ(check_count(0), "");
  EXPECT_EQ(check_minutes(1800), "effort_range");
  EXPECT_EQ(check_minutes(20), "");
  EXPECT_EQ(check_offset(std::chrono::hours(10)), "zone_offset");
  EXPECT_EQ(check_offset(std::chrono::minutes(450)), "zone_offset");
  EXPECT_EQ(check_offset(std::chrono::hours(9)), "");
  Report report;
  report.type = RecordType::persepsi;
  report.women_consulted = 0;
  EXPECT_EQ(check_effort(report), "no_effort");
  report.men_consulted = 4;
  EXPECT_EQ(check_effort(report), "");
}

TEST(TimeBand, CoversTheDay) {
  EXPECT_EQ(band_of(Minutes(0)), TimeBand::dini_hari);
  EXPECT_EQ(band_of(Minutes(5 * 60)), TimeBand::pagi);
  EXPECT_EQ(band_of(Minutes(11 * 60)), TimeBand::siang);
  EXPECT_EQ(band_of(Minutes(15 * 60)), TimeBand::sore);
  EXPECT_EQ(band_of(Minutes(18 * 60)), TimeBand::malam);
  EXPECT_EQ(band_of(Minutes(23 * 60 + 59)), TimeBand::malam);
}

}  // namespace
}  // namespace rawan::io
