<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" readOnly="1" labelsEnabled="0" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" simplifyDrawingHints="1" simplifyAlgorithm="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1">
 <flags>
  <Identifiable>1</Identifiable>
  <Removable>1</Removable>
  <Searchable>1</Searchable>
 </flags>
 <temporal enabled="1" mode="1" limitMode="0" startField="tanggal" endField="" durationField="" durationUnit="days" fixedDuration="1" accumulate="0" startExpression="" endExpression=""/>
 <renderer-v2 type="categorizedSymbol" attr="regu" symbollevels="0" forceraster="0" enableorderby="0">
  <categories>
   {{#squads}}
   <category symbol="{{squad.index}}" value="{{squad.id}}" label="{{squad.label}}" render="true"/>
   {{/squads}}
  </categories>
  <symbols>
    {{#squads}}
    <symbol type="line" name="{{squad.index}}" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleLine" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="line_color" value="255,255,255,255"/>
       <Option type="QString" name="line_style" value="solid"/>
       <Option type="QString" name="line_width" value="1.6"/>
       <Option type="QString" name="line_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="capstyle" value="round"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
      </Option>
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option type="Map" name="properties">
         <Option type="Map" name="outlineStyle">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &gt; 120000 THEN 'no' ELSE 'solid' END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
     </layer>
     <layer class="SimpleLine" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="line_color" value="{{squad.color}}"/>
       <Option type="QString" name="line_style" value="solid"/>
       <Option type="QString" name="line_width" value="0.6"/>
       <Option type="QString" name="line_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
       <Option type="QString" name="capstyle" value="round"/>
       <Option type="QString" name="offset" value="0"/>
       <Option type="QString" name="offset_unit" value="MM"/>
      </Option>
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option type="Map" name="properties">
         <Option type="Map" name="outlineWidth">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &gt; 400000 THEN 0.3 WHEN @map_scale &gt; 120000 THEN 0.5 ELSE 0.8 END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
     </layer>
     <layer class="MarkerLine" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="placement" value="interval"/>
       <Option type="QString" name="interval" value="28"/>
       <Option type="QString" name="interval_unit" value="MM"/>
       <Option type="QString" name="offset_along_line" value="14"/>
       <Option type="QString" name="offset_along_line_unit" value="MM"/>
       <Option type="QString" name="rotate" value="1"/>
      </Option>
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option type="Map" name="properties">
         <Option type="Map" name="enabled">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="@map_scale &lt;= 400000"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
      <symbol type="marker" name="@{{squad.index}}@2" alpha="1" clip_to_extent="1" force_rhr="0">
       <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
        <Option type="Map">
         <Option type="QString" name="name" value="filled_arrowhead"/>
         <Option type="QString" name="color" value="{{squad.color}}"/>
         <Option type="QString" name="size" value="2.6"/>
         <Option type="QString" name="size_unit" value="MM"/>
         <Option type="QString" name="outline_color" value="255,255,255,255"/>
         <Option type="QString" name="outline_style" value="solid"/>
         <Option type="QString" name="outline_width" value="0.15"/>
         <Option type="QString" name="outline_width_unit" value="MM"/>
         <Option type="QString" name="joinstyle" value="round"/>
         <Option type="QString" name="offset" value="0,0"/>
         <Option type="QString" name="offset_unit" value="MM"/>
         <Option type="QString" name="angle" value="0"/>
         <Option type="QString" name="horizontal_anchor_point" value="1"/>
         <Option type="QString" name="vertical_anchor_point" value="1"/>
         <Option type="QString" name="scale_method" value="diameter"/>
        </Option>
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option type="Map" name="properties">
           <Option type="Map" name="size">
            <Option type="bool" name="active" value="true"/>
            <Option type="QString" name="expression" value="CASE WHEN @map_scale &gt; 120000 THEN 1.9 ELSE 2.6 END"/>
            <Option type="int" name="type" value="3"/>
           </Option>
          </Option>
          <Option type="QString" name="type" value="collection"/>
         </Option>
        </data_defined_properties>
       </layer>
      </symbol>
     </layer>
    </symbol>
    {{/squads}}
  </symbols>
 </renderer-v2>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerOpacity>0.8</layerOpacity>
 <fieldConfiguration>
 </fieldConfiguration>
 <aliases>
 </aliases>
 <editable>
 </editable>
 <previewExpression>"regu"</previewExpression>
 <mapTip></mapTip>
</qgis>
