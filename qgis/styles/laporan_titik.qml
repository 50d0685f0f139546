<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" readOnly="1" labelsEnabled="0" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" simplifyDrawingHints="1" simplifyAlgorithm="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1">
 <flags>
  <Identifiable>1</Identifiable>
  <Removable>1</Removable>
  <Searchable>1</Searchable>
 </flags>
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
  <rules key="root">
   <rule key="rule0" symbol="0" filter="&quot;jenis_laporan&quot; = 'persepsi'" label="{{reports.women}}"/>
   <rule key="rule1" symbol="1" filter="&quot;jenis_laporan&quot; = 'temuan'" label="{{reports.officers}}"/>
   <rule key="rule2" symbol="2" filter="ELSE" label="{{reports.other}}"/>
  </rules>
  <symbols>
    <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="name" value="circle"/>
       <Option type="QString" name="color" value="8,48,107,255"/>
       <Option type="QString" name="size" value="2.4"/>
       <Option type="QString" name="size_unit" value="MM"/>
       <Option type="QString" name="outline_color" value="255,255,255,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.25"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="offset" value="0,0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
       <Option type="QString" name="angle" value="0"/>
       <Option type="QString" name="horizontal_anchor_point" value="1"/>
       <Option type="QString" name="vertical_anchor_point" value="1"/>
       <Option type="QString" name="scale_method" value="diameter"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="name" value="square"/>
       <Option type="QString" name="color" value="122,82,40,255"/>
       <Option type="QString" name="size" value="2.4"/>
       <Option type="QString" name="size_unit" value="MM"/>
       <Option type="QString" name="outline_color" value="255,255,255,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.25"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="offset" value="0,0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
       <Option type="QString" name="angle" value="0"/>
       <Option type="QString" name="horizontal_anchor_point" value="1"/>
       <Option type="QString" name="vertical_anchor_point" value="1"/>
       <Option type="QString" name="scale_method" value="diameter"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="name" value="diamond"/>
       <Option type="QString" name="color" value="110,110,110,255"/>
       <Option type="QString" name="size" value="2.4"/>
       <Option type="QString" name="size_unit" value="MM"/>
       <Option type="QString" name="outline_color" value="255,255,255,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.25"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="offset" value="0,0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
       <Option type="QString" name="angle" value="0"/>
       <Option type="QString" name="horizontal_anchor_point" value="1"/>
       <Option type="QString" name="vertical_anchor_point" value="1"/>
       <Option type="QString" name="scale_method" value="diameter"/>
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
 <previewExpression>"jenis_lokasi"</previewExpression>
 <mapTip></mapTip>
</qgis>
