<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" hasScaleBasedVisibilityFlag="0" minScale="1e+08" maxScale="0">
 <flags>
  <Identifiable>1</Identifiable>
  <Removable>1</Removable>
  <Searchable>1</Searchable>
 </flags>
 <pipe>
  <provider>
   <resampling enabled="false" maxOversampling="2" zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour"/>
  </provider>
  <rasterrenderer type="singlebandpseudocolor" band="1" opacity="1" alphaBand="-1" nodataColor="" classificationMin="0" classificationMax="10">
   <rasterTransparency/>
   <minMaxOrigin>
    <limits>None</limits>
    <extent>WholeRaster</extent>
    <statAccuracy>Estimated</statAccuracy>
   </minMaxOrigin>
   <rastershader>
    <colorrampshader colorRampType="DISCRETE" classificationMode="1" clip="0" minimumValue="0" maximumValue="10">
     <item value="0.01" color="#FFFFFF" alpha="0" label="{{density.below}} {{=0.01}}"/>
     <item value="0.03" color="#E5F5F0" alpha="255" label="{{=0.01}} – {{=0.03}}"/>
     <item value="0.1" color="#C7E9E4" alpha="255" label="{{=0.03}} – {{=0.1}}"/>
     <item value="0.3" color="#8FD3C7" alpha="255" label="{{=0.1}} – {{=0.3}}"/>
     <item value="1" color="#4DB3B3" alpha="255" label="{{=0.3}} – {{=1}}"/>
     <item value="3" color="#2A8CA8" alpha="255" label="{{=1}} – {{=3}}"/>
     <item value="10" color="#1F5F93" alpha="255" label="{{=3}} – {{=10}}"/>
     <item value="inf" color="#1B2F6B" alpha="255" label="{{density.above}} {{=10}}"/>
     <rampLegendSettings useContinuousLegend="0"/>
    </colorrampshader>
   </rastershader>
  </rasterrenderer>
  <brightnesscontrast brightness="0" contrast="0" gamma="1"/>
  <huesaturation saturation="0" grayscaleMode="0" colorizeOn="0" invertColors="0"/>
  <rasterresampler maxOversampling="2"/>
 </pipe>
 <blendMode>0</blendMode>
 <mapTip></mapTip>
</qgis>
