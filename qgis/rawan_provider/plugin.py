"""The plugin: nothing but the provider of the algorithms."""

from qgis.core import QgsApplication

from .provider import RawanProvider


class RawanPlugin:
    """As QGIS loads it, with or without windows (`iface` is None in qgis_process)."""

    def __init__(self, iface=None):
        self.iface = iface
        self.provider = None

    def initProcessing(self):
        self.provider = RawanProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        self.initProcessing()

    def unload(self):
        QgsApplication.processingRegistry().removeProvider(self.provider)
