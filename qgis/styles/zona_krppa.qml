<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" readOnly="1" labelsEnabled="0" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" simplifyDrawingHints="1" simplifyAlgorithm="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1">
 <flags>
  <Identifiable>1</Identifiable>
  <Removable>1</Removable>
  <Searchable>1</Searchable>
 </flags>
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
  <rules key="root">
   <rule key="rule0" symbol="0" filter="&quot;status&quot; = 'rintisan'" label="{{krppa.legend_rintisan}}"/>
   <rule key="rule1" symbol="1" filter="&quot;status&quot; = 'dicabut'" label="{{krppa.legend_dicabut}}"/>
   <rule key="rule2" symbol="2" filter="ELSE" label="{{krppa.legend_active}}"/>
  </rules>
  <symbols>
    <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleLine" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="line_color" value="255,255,255,200"/>
       <Option type="QString" name="line_style" value="solid"/>
       <Option type="QString" name="line_width" value="1.5"/>
       <Option type="QString" name="line_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="capstyle" value="round"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
      </Option>
     </layer>
     <layer class="SimpleLine" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="line_color" value="84,39,136,255"/>
       <Option type="QString" name="line_style" value="solid"/>
       <Option type="QString" name="line_width" value="0.9"/>
       <Option type="QString" name="line_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="capstyle" value="flat"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
       <Option type="QString" name="use_custom_dash" value="1"/>
       <Option type="QString" name="customdash" value="2.4;1.2"/>
       <Option type="QString" name="customdash_unit" value="MM"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleLine" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="line_color" value="255,255,255,200"/>
       <Option type="QString" name="line_style" value="solid"/>
       <Option type="QString" name="line_width" value="0.8"/>
       <Option type="QString" name="line_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="capstyle" value="round"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
      </Option>
     </layer>
     <layer class="SimpleLine" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="line_color" value="128,115,172,255"/>
       <Option type="QString" name="line_style" value="solid"/>
       <Option type="QString" name="line_width" value="0.4"/>
       <Option type="QString" name="line_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="capstyle" value="flat"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
       <Option type="QString" name="use_custom_dash" value="1"/>
       <Option type="QString" name="customdash" value="0.8;1"/>
       <Option type="QString" name="customdash_unit" value="MM"/>
      </Option>
     </layer>
    </symbol>
    <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleLine" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="line_color" value="255,255,255,200"/>
       <Option type="QString" name="line_style" value="solid"/>
       <Option type="QString" name="line_width" value="1.5"/>
       <Option type="QString" name="line_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="capstyle" value="round"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
      </Option>
     </layer>
     <layer class="SimpleLine" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="line_color" value="84,39,136,255"/>
       <Option type="QString" name="line_style" value="solid"/>
       <Option type="QString" name="line_width" value="0.9"/>
       <Option type="QString" name="line_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="capstyle" value="round"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
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
