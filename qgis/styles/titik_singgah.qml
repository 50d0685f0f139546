<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" readOnly="1" labelsEnabled="1" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" simplifyDrawingHints="1" simplifyAlgorithm="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1">
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
    <symbol type="marker" name="{{squad.index}}" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="name" value="circle"/>
       <Option type="QString" name="color" value="{{squad.color}}"/>
       <Option type="QString" name="size" value="4.2"/>
       <Option type="QString" name="size_unit" value="MM"/>
       <Option type="QString" name="outline_color" value="255,255,255,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.35"/>
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
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &gt; 400000 THEN 1.7 WHEN @map_scale &gt; 150000 THEN 2.4 ELSE 4.6 END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
         <Option type="Map" name="outlineWidth">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &gt; 150000 THEN 0.2 ELSE 0.35 END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
     </layer>
    </symbol>
    {{/squads}}
  </symbols>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="urutan" isExpression="0" fontSize="7" fontSizeUnit="Point" fontWeight="75" fontItalic="0" textColor="255,255,255,255" textOpacity="1" capitalization="0" multilineHeight="0.9" fontLetterSpacing="0" useSubstitutions="0">
    <text-buffer bufferDraw="0" bufferSize="0" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1" bufferJoinStyle="128" bufferNoFill="0"/>
    <background shapeDraw="0"/>
    <shadow shadowDraw="0"/>
   </text-style>
   <text-format autoWrapLength="0" useMaxLineLengthForAutoWrap="1" multilineAlign="1"/>
   <placement placement="1" dist="0" distUnits="MM" quadOffset="4" xOffset="0" yOffset="0" offsetUnits="MM" offsetType="1" priority="9"/>
   <rendering scaleVisibility="1" scaleMin="0" scaleMax="150000" obstacle="1" obstacleType="1" displayAll="1" drawLabels="1" fontLimitPixelSize="0" mergeLines="0" labelPerPart="0" minFeatureSize="0" limitNumLabels="0" maxNumLabels="2000"/>
  </settings>
 </labeling>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerOpacity>1</layerOpacity>
 <fieldConfiguration>
 </fieldConfiguration>
 <aliases>
 </aliases>
 <editable>
 </editable>
 <previewExpression>"lokasi_publik"</previewExpression>
 <mapTip></mapTip>
</qgis>
