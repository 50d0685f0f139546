"""D17: what a GeoPackage would do or compute."""

from cases import case
from geopackage_cases import boundaries, changed, without_triggers


@case("D17")
def triggers_and_views(world):
    """A trigger and a view more, which write or call a function when they are used."""
    changed(boundaries(world),
            "CREATE VIEW lain AS SELECT load_extension('x') AS kode, nama FROM desa",
            "CREATE TRIGGER t AFTER UPDATE ON desa BEGIN SELECT writefile('x', 'y'); END")


@case("D17b")
def layer_is_a_view(world):
    """The layer that is listed is a view."""
    changed(boundaries(world), "ALTER TABLE desa RENAME TO asal",
            "CREATE VIEW desa AS SELECT fid, geom, kode, nama FROM asal")


@case("D17c")
def column_is_computed(world):
    """A column of the layer is computed: hundreds of megabytes for each village."""
    changed(boundaries(world), "ALTER TABLE desa ADD COLUMN luas TEXT NOT NULL "
            "GENERATED ALWAYS AS (hex(zeroblob(400000000)))")


@case("D17d")
def shape_is_computed(world):
    """The shapes of the layer are computed."""
    changed(without_triggers(boundaries(world)), "ALTER TABLE desa RENAME COLUMN geom TO asal",
            "ALTER TABLE desa ADD COLUMN geom POLYGON GENERATED ALWAYS AS (asal)")


@case("D17e")
def rule_is_computed(world):
    """A rule of a table that is not listed computes hundreds of megabytes."""
    changed(boundaries(world), "CREATE TABLE aturan (a CHECK (hex(zeroblob(400000000)) > ''))",
            "PRAGMA ignore_check_constraints=ON", "INSERT INTO aturan VALUES (1)")
