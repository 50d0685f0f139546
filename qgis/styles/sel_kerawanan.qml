<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" readOnly="1" labelsEnabled="0" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" simplifyDrawingHints="1" simplifyAlgorithm="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1">
 <flags>
  <Identifiable>1</Identifiable>
  <Removable>1</Removable>
  <Searchable>1</Searchable>
 </flags>
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
  <rules key="root">
   <rule key="rule0" symbol="0" filter="&quot;jumlah_laporan&quot; &gt;= 10" label="{{count.10}}"/>
   <rule key="rule1" symbol="1" filter="&quot;jumlah_laporan&quot; &gt;= 5 AND &quot;jumlah_laporan&quot; &lt; 10" label="{{count.5}}"/>
   <rule key="rule2" symbol="2" filter="&quot;jumlah_laporan&quot; &gt;= 3 AND &quot;jumlah_laporan&quot; &lt; 5" label="{{count.3}}"/>
   <rule key="rule3" symbol="3" filter="ELSE" label="{{count.1}}"/>
  </rules>
  <symbols>
    <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="8,48,107,215"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="8,48,107,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.15"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
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
    <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="107,174,214,215"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="8,48,107,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.15"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="198,219,239,215"/>
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
