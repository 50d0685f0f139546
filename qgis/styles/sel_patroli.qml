<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" readOnly="1" labelsEnabled="0" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" simplifyDrawingHints="1" simplifyAlgorithm="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1">
 <flags>
  <Identifiable>1</Identifiable>
  <Removable>1</Removable>
  <Searchable>1</Searchable>
 </flags>
 <renderer-v2 type="singleSymbol" symbollevels="0" forceraster="0" enableorderby="0">
  <symbols>
    <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="33,113,181,215"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="8,48,107,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.15"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
  </symbols>
 </renderer-v2>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerOpacity>1</layerOpacity>
 <fieldConfiguration>
 </fieldConfiguration>
 <aliases>
 </aliases>
 <editable>
 </editable>
 <previewExpression>"desa"</previewExpression>
 <mapTip></mapTip>
</qgis>
