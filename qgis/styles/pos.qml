<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" readOnly="1" labelsEnabled="1" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" simplifyDrawingHints="1" simplifyAlgorithm="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1">
 <flags>
  <Identifiable>1</Identifiable>
  <Removable>1</Removable>
  <Searchable>1</Searchable>
 </flags>
 <renderer-v2 type="singleSymbol" symbollevels="0" forceraster="0" enableorderby="0">
  <symbols>
    <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="name" value="square"/>
       <Option type="QString" name="color" value="26,26,26,255"/>
       <Option type="QString" name="size" value="4.6"/>
       <Option type="QString" name="size_unit" value="MM"/>
       <Option type="QString" name="outline_color" value="255,255,255,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.4"/>
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
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &gt; 150000 THEN 4.6 ELSE 7.4 END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
     </layer>
     <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="name" value="star"/>
       <Option type="QString" name="color" value="255,217,47,255"/>
       <Option type="QString" name="size" value="3.2"/>
       <Option type="QString" name="size_unit" value="MM"/>
       <Option type="QString" name="outline_color" value="26,26,26,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.1"/>
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
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="nama" isExpression="0" fontSize="7.5" fontSizeUnit="Point" fontWeight="63" fontItalic="0" textColor="26,26,26,255" textOpacity="1" capitalization="0" multilineHeight="0.9" fontLetterSpacing="0" useSubstitutions="0">
    <text-buffer bufferDraw="1" bufferSize="0.9" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1" bufferJoinStyle="128" bufferNoFill="0"/>
    <background shapeDraw="0"/>
    <shadow shadowDraw="0"/>
   </text-style>
   <text-format autoWrapLength="18" useMaxLineLengthForAutoWrap="1" multilineAlign="1"/>
   <placement placement="6" predefinedPositionOrder="R,L,TR,BR,TL,BL,T,B" dist="1.2" distUnits="MM" quadOffset="4" xOffset="0" yOffset="0" offsetUnits="MM" offsetType="1" priority="7"/>
   <rendering scaleVisibility="1" scaleMin="0" scaleMax="500000" obstacle="1" obstacleType="1" displayAll="0" drawLabels="1" fontLimitPixelSize="0" mergeLines="0" labelPerPart="0" minFeatureSize="0" limitNumLabels="0" maxNumLabels="2000"/>
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
 <previewExpression>"nama"</previewExpression>
 <mapTip></mapTip>
</qgis>
