"""The program rawan as algorithms of QGIS Processing."""


def classFactory(iface):  # QGIS asks for it by this name.
    from .plugin import RawanPlugin

    return RawanPlugin(iface)
