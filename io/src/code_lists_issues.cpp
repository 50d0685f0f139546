#include "code_tables.h"
#include "words.h"

namespace rawan::io {
namespace {

constexpr CodeEntry kIssueCodes[] = {
    {"pelecehan_verbal", "Pelecehan verbal/siulan/komentar", "Verbal harassment",
     kWords<"catcalling|cat calling|catcall|siulan|disiuli|komentar cabul|pelecehan|pelecehan kata|"
            "pelecehan ucapan|digoda|whistling|comments">},
    {"pelecehan_fisik", "Pelecehan fisik/rabaan", "Groping",
     kWords<"rabaan|diraba|meraba|dipegang|disentuh|colek|dicolek|begal payudara|physical "
            "harassment|touching">},
    {"pamer_kelamin", "Eksibisionisme", "Indecent exposure",
     kWords<"pamer alat kelamin|eksibisionis|ekshibisionisme|exhibitionism|flashing">},
    {"penguntitan", "Dibuntuti/diikuti", "Being followed, stalking",
     kWords<"dibuntuti|diikuti|dikuntit|menguntit|penguntit|stalking|being followed|followed">},
    {"kekerasan_seksual", "Kekerasan seksual (lain)", "Sexual violence (other)",
     kWords<"kekerasan seksual|perkosaan|pemerkosaan|pencabulan|sexual violence|rape">},
    {"kekerasan_fisik", "Kekerasan fisik", "Physical violence",
     kWords<"pemukulan|penganiayaan|dipukul|assault">},
    {"ancaman_intimidasi", "Ancaman/intimidasi", "Threats",
     kWords<"ancaman|intimidasi|diancam|pengancaman|premanisme|preman|threat|intimidation">},
    {"kdrt", "KDRT", "Domestic violence",
     kWords<"kekerasan dalam rumah tangga|kekerasan rumah tangga|k d r t">},
    {"penelantaran", "Penelantaran", "Neglect", kWords<"ditelantarkan|penelantaran anak">},
    {"eksploitasi", "Eksploitasi", "Exploitation",
     kWords<"exploitasi|eksploitasi seksual|eksploitasi anak">},
    {"tppo_indikasi", "Indikasi TPPO/perekrutan", "Suspected trafficking",
     kWords<"tppo|perdagangan orang|trafficking|perekrutan|human trafficking">},
    {"ksbe", "Kekerasan seksual berbasis elektronik", "Technology-facilitated sexual violence",
     kWords<"kbgo|kekerasan online|kekerasan daring|pelecehan online|tech facilitated">},
    {"begal_jambret", "Begal/jambret/perampasan", "Robbery, snatching",
     kWords<"begal|jambret|penjambretan|pembegalan|perampasan|perampokan|rampok|copet|pencopetan|"
            "robbery|snatching">},
    {"pencurian", "Pencurian", "Theft", kWords<"maling|curanmor|kemalingan|stealing">},
    {"mabuk_miras", "Orang mabuk/miras", "Drunkenness",
     kWords<"mabuk|miras|orang mabuk|mabuk mabukan|minuman keras|pesta miras|drunk|alcohol">},
    {"narkoba", "Dugaan narkoba", "Suspected drugs", kWords<"narkotika|sabu|lem|ngelem|drugs">},
    {"perjudian", "Perjudian", "Gambling", kWords<"judi|sabung ayam|judi kolok kolok">},
    {"tawuran_geng", "Tawuran/geng", "Brawl, gang",
     kWords<"tawuran|geng|geng motor|perkelahian|gang|brawl">},
    {"balap_liar", "Balap liar", "Street racing", kWords<"balapan liar|balapan|trek trekan">},
    {"nongkrong_mengganggu", "Tongkrongan mengganggu", "Intimidating loitering",
     kWords<"nongkrong|tongkrongan|pemuda nongkrong|anak nongkrong|loitering">},
    {"gelap_sepi", "Tempat gelap/sepi", "Dark or deserted place",
     kWords<"gelap|sepi|tempat gelap|tempat sepi|gelap dan sepi|jalan gelap|jalan sepi|"
            "tidak ada lampu|dark|deserted">},
    {"hewan_lalu_lintas", "Hewan liar/lalu lintas berbahaya", "Animals, traffic danger",
     kWords<"anjing liar|hewan liar|lalu lintas|kecelakaan|rawan kecelakaan|animals|traffic">},
    {"lainnya", "Lainnya", "Other", kWords<"lain|lain lain|lain2|others">},
};

constexpr CodeEntry kEnvFactors[] = {
    {"gelap", "Gelap", "Dark", kWords<"gelap gulita|minim penerangan|kurang penerangan|no light">},
    {"lampu_rusak", "Lampu rusak", "Broken lamp",
     kWords<"lampu mati|lampu padam|pju mati|pju rusak|tidak ada lampu|lampu jalan mati">},
    {"sepi", "Sepi", "Deserted", kWords<"sunyi|lengang|quiet">},
    {"semak", "Semak", "Bush", kWords<"semak belukar|rumput tinggi|ilalang|bushes">},
    {"bangunan_kosong", "Bangunan kosong", "Empty building",
     kWords<"rumah kosong|gedung kosong|bangunan terbengkalai">},
    {"tanpa_sinyal", "Tanpa sinyal telepon", "No phone signal",
     kWords<"tanpa sinyal|tidak ada sinyal|blank spot|blankspot|no signal">},
    {"jalan_rusak", "Jalan rusak", "Bad road", kWords<"jalan berlubang|jalan jelek|jalan licin">},
    {"jauh_permukiman", "Jauh dari permukiman", "Far from houses",
     kWords<"jauh dari pemukiman|jauh pemukiman|jauh dari rumah warga">},
    {"tanpa_pos", "Tanpa pos jaga", "No guard post",
     kWords<"tanpa pos|tidak ada pos|tidak ada pos jaga|tidak ada poskamling">},
    {"tanpa_cctv", "Tanpa CCTV", "No CCTV", kWords<"tidak ada cctv">},
    {"transport_minim", "Angkutan terbatas", "Scarce transport",
     kWords<"transportasi minim|transport terbatas|tidak ada angkutan">},
    {"tongkrongan", "Tempat nongkrong", "Loitering spot", kWords<"nongkrong|tempat tongkrongan">},
    {"jual_miras", "Penjualan minuman keras", "Alcohol sale",
     kWords<"jual miras|penjualan miras|warung miras">},
    {"mck_terbuka", "MCK terbuka", "Open washing place", kWords<"mck tidak tertutup">},
    {"toilet_campur", "Toilet campur", "Shared toilets", kWords<"wc campur|toilet bersama">},
    {"titik_buta", "Sudut tak terlihat", "Blind corner",
     kWords<"titik buta|blind spot|tikungan|tikungan buta">},
    {"lainnya", "Lainnya", "Other", kWords<"lain|lain lain|others">},
};

}  // namespace

std::span<const CodeEntry> issue_codes() {
  return kIssueCodes;
}
std::span<const CodeEntry> env_factors() {
  return kEnvFactors;
}

}  // namespace rawan::io
