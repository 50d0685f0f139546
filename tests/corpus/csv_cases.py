"""A: tables of text."""

from cases import case
from world import CANARY, ROWS, csv_text, good_rows


def lines(count=ROWS, **dialect):
    return csv_text(good_rows(count), **dialect).splitlines(keepends=True)


def with_lines(world, found):
    world.write("laporan.csv", "".join(found))


@case("A01")
def empty_file(world):
    """Empty file."""
    world.write("laporan.csv", "")


@case("A02")
def header_only(world):
    """Header and no row."""
    with_lines(world, lines()[:1])


@case("A02b")
def header_only_analyzed(world):
    """Header and no row, in an analysis."""
    with_lines(world, lines()[:1])
    world.command = ("run",)


@case("A03")
def no_header(world):
    """The first row holds data."""
    with_lines(world, lines()[1:])


@case("A04")
def byte_order_mark(world):
    """UTF-8 with a byte order mark."""
    world.write("laporan.csv", b"\xef\xbb\xbf" + "".join(lines()).encode())


@case("A05")
def utf_16(world):
    """UTF-16 with a byte order mark."""
    world.write("laporan.csv", "".join(lines()).encode("utf-16"))


@case("A06")
def latin_1(world):
    """The whole file in Windows-1252."""
    rows = good_rows()
    for row in rows:
        row["nama_tempat"] = "Désa"
    world.write("laporan.csv", csv_text(rows).encode("cp1252"))


@case("A07")
def mixed_encodings(world):
    """UTF-8, and one row in Windows-1252."""
    rows = good_rows(ROWS + 1)
    for row in rows:
        row["nama_tempat"] = "Désa"
    found = csv_text(rows).encode().splitlines(keepends=True)
    found[-1] = found[-1].decode().encode("cp1252")
    world.write("laporan.csv", b"".join(found))


@case("A08")
def zero_byte(world):
    """A zero byte in a cell."""
    found = lines(ROWS + 1)
    found[-1] = found[-1].replace("persepsi", "per\0sepsi")
    with_lines(world, found)


@case("A09")
def unclosed_quote(world):
    """A quote opened in the first row of 10,000 and never closed."""
    found = lines(10_000)
    found[1] = found[1].replace("persepsi", '"persepsi')
    with_lines(world, found)


@case("A10")
def quote_inside(world):
    """A quote inside of an unquoted cell."""
    found = lines(ROWS + 1)
    found[-1] = found[-1].replace("persepsi", 'perse"psi')
    with_lines(world, found)


@case("A11")
def too_few_cells(world):
    """A row cut off in the middle of the table."""
    found = lines(ROWS + 1)
    found[20] = ",".join(found[20].split(",")[:5]) + "\n"
    with_lines(world, found)


@case("A12")
def too_many_cells(world):
    """A row longer than the header."""
    found = lines(ROWS + 1)
    found[20] = found[20].rstrip("\n") + f",{CANARY}\n"
    with_lines(world, found)


@case("A13")
def two_columns_of_one_name(world):
    """Two columns with the same header."""
    found = lines()
    found[0] = found[0].replace("akurasi", "lintang")
    with_lines(world, found)


@case("A14")
def column_without_name(world):
    """A column that holds data and has no header."""
    found = lines()
    found[0] = found[0].replace("akurasi", "")
    with_lines(world, found)


@case("A14b")
def empty_column_without_name(world):
    """An empty column without a header."""
    with_lines(world, [line.replace("id_laporan,", "id_laporan,,", 1) if number == 0
                       else line.replace(",", ",,", 1) for number, line in enumerate(lines())])


@case("A15")
def semicolons_and_decimal_commas(world):
    """Semicolons between cells, commas in numbers."""
    rows = good_rows()
    for row in rows:
        row["lintang"] = row["lintang"].replace(".", ",")
        row["bujur"] = row["bujur"].replace(".", ",")
    world.rows(rows, separator=";")


@case("A16")
def tabs(world):
    """Tabs between cells in a file called .csv."""
    world.rows(good_rows(), separator="\t")


@case("A17")
def carriage_returns(world):
    """Lines that end in a carriage return alone."""
    world.rows(good_rows(), line_end="\r")


@case("A18")
def mixed_line_ends(world):
    """Both line ends, a line break in a quoted cell, and a fault on line 23 of the file."""
    found = lines(ROWS + 1)
    found[3] = found[3].replace("\n", "\r\n")
    found[5] = found[5].replace(f"{CANARY} NAMA", f'"{CANARY}\nNAMA').replace("\n", '"\n', 2) \
        .replace('"\nNAMA', "\nNAMA")
    found[21] = found[21].replace("2026-03", "2026-13")
    with_lines(world, found)


@case("A19")
def blank_lines(world):
    """Blank lines between rows."""
    found = lines()
    with_lines(world, [*found[:10], "\n", "\n", *found[10:]])


@case("A19b")
def sums_between_rows(world):
    """Sums between rows, signatures below the last, in a table of columns nobody knows or fills."""
    unknown = {f"kolom {number}": "" for number in range(25)}
    first, *found = csv_text([{**row, **unknown} for row in good_rows()]).splitlines(keepends=True)

    def alone(words):
        return words + "," * first.count(",") + "\n"
    for number in (30, 20, 10):
        found.insert(number, alone("Jumlah"))
    with_lines(world, [first, *found, alone("Jumlah"), alone(f"{CANARY} danru")])


@case("A20")
def long_cell(world):
    """A cell of 12 MB."""
    world.spoilt(persetujuan="x" * 12_000_000)


@case("A21")
def many_columns(world):
    """20,000 columns."""
    extra = "".join(f",k{number}" for number in range(20_000))
    found = lines()
    with_lines(world, [found[0].rstrip("\n") + extra + "\n",
                       *(line.rstrip("\n") + "," * 20_000 + "\n" for line in found[1:])])


@case("A22")
def single_column(world):
    """A file of one column."""
    world.write("laporan.csv", "id_laporan\n" + "".join(f"L-{n}\n" for n in range(ROWS)))


@case("A23")
def last_line_not_ended(world):
    """The last line is whole but has no end."""
    world.write("laporan.csv", "".join(lines()).rstrip("\n"))


@case("A23b")
def last_line_cut(world):
    """The last line is cut."""
    world.write("laporan.csv", "".join(lines(ROWS + 1))[:-80])


@case("A24")
def degrees_minutes_seconds(world):
    """One pair of coordinates in degrees, minutes and seconds."""
    rows = good_rows(ROWS + 1)
    for axis, mark in (("lintang", "LU"), ("bujur", "BT")):
        seconds = round(float(rows[-1][axis]) * 3600)
        rows[-1][axis] = f"{seconds // 3600}°{seconds // 60 % 60}'{seconds % 60}\" {mark}"
    world.rows(rows)


@case("A25")
def thousand_dots(world):
    """Dots between thousands, that fit in no place of the district."""
    world.spoilt(lintang="-6.200.000", bujur="106.800.000")


@case("A26")
def not_a_number(world):
    """nan, inf and 1e400 as coordinates."""
    rows = good_rows(80)
    for row, bad in zip(rows[-3:], ("nan", "inf", "1e400")):
        row["lintang"] = bad
    world.rows(rows)


@case("A27")
def trailing_space(world):
    """A coordinate with a space behind it."""
    rows = good_rows(ROWS + 1)
    rows[-1]["lintang"] += " "
    world.rows(rows)


@case("A28")
def blank_coordinates(world):
    """No coordinates, but the code of the village."""
    world.spoilt(lintang="", bujur="")


@case("A29")
def null_island(world):
    """Coordinates 0,0."""
    world.spoilt(lintang="0", bujur="0")


@case("A30")
def axes_swapped(world):
    """Latitude and longitude swapped in every row."""
    rows = good_rows()
    for row in rows:
        row["lintang"], row["bujur"] = row["bujur"], row["lintang"]
    world.rows(rows)


@case("A30b")
def axes_swapped_once(world):
    """Latitude and longitude swapped in one row."""
    rows = good_rows(ROWS + 1)
    rows[-1]["lintang"], rows[-1]["bujur"] = rows[-1]["bujur"], rows[-1]["lintang"]
    world.rows(rows)
