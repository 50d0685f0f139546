<!DOCTYPE qgis>
<qgis version="3.22.16" styleCategories="AllStyleCategories" readOnly="1" labelsEnabled="1" hasScaleBasedVisibilityFlag="0" minScale="100000000" maxScale="0" simplifyDrawingHints="1" simplifyAlgorithm="0" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1">
 <flags>
  <Identifiable>1</Identifiable>
  <Removable>1</Removable>
  <Searchable>1</Searchable>
 </flags>
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
  <rules key="root">
   <rule key="rule0" symbol="0" filter="&quot;skor&quot; &gt;= 67" label="{{risk.high}}"/>
   <rule key="rule1" symbol="1" filter="&quot;skor&quot; &gt;= 34" label="{{risk.mid}}"/>
   <rule key="rule2" symbol="2" filter="ELSE" label="{{risk.low}}"/>
  </rules>
  <symbols>
    <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="8,48,107,70"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="8,48,107,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.6"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option type="Map" name="properties">
         <Option type="Map" name="fillStyle">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &lt;= 120000 THEN 'solid' ELSE 'no' END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
         <Option type="Map" name="outlineStyle">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &lt;= 120000 THEN 'solid' ELSE 'no' END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
     </layer>
     <layer class="CentroidFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="point_on_surface" value="1"/>
       <Option type="QString" name="point_on_all_parts" value="0"/>
       <Option type="QString" name="clip_points" value="0"/>
      </Option>
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option type="Map" name="properties">
         <Option type="Map" name="enabled">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="@map_scale &gt; 120000 OR @map_scale IS NULL"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
      <symbol type="marker" name="@0@1" alpha="1" clip_to_extent="1" force_rhr="0">
       <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
        <Option type="Map">
         <Option type="QString" name="name" value="triangle"/>
         <Option type="QString" name="color" value="8,48,107,255"/>
         <Option type="QString" name="size" value="4.6"/>
         <Option type="QString" name="size_unit" value="MM"/>
         <Option type="QString" name="outline_color" value="255,255,255,255"/>
         <Option type="QString" name="outline_style" value="solid"/>
         <Option type="QString" name="outline_width" value="0.35"/>
         <Option type="QString" name="outline_width_unit" value="MM"/>
         <Option type="QString" name="joinstyle" value="round"/>
         <Option type="QString" name="offset" value="0,0"/>
         <Option type="QString" name="offset_unit" value="MM"/>
         <Option type="QString" name="angle" value="180"/>
         <Option type="QString" name="horizontal_anchor_point" value="1"/>
         <Option type="QString" name="vertical_anchor_point" value="1"/>
         <Option type="QString" name="scale_method" value="diameter"/>
        </Option>
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option type="Map" name="properties">
           <Option type="Map" name="offset">
            <Option type="bool" name="active" value="true"/>
            <Option type="QString" name="expression" value="CASE WHEN &quot;id_area&quot; IS NULL THEN '0,0' ELSE '0,2.6' END"/>
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
    <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="33,113,181,70"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="33,113,181,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.6"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option type="Map" name="properties">
         <Option type="Map" name="fillStyle">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &lt;= 120000 THEN 'solid' ELSE 'no' END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
         <Option type="Map" name="outlineStyle">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &lt;= 120000 THEN 'solid' ELSE 'no' END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
     </layer>
     <layer class="CentroidFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="point_on_surface" value="1"/>
       <Option type="QString" name="point_on_all_parts" value="0"/>
       <Option type="QString" name="clip_points" value="0"/>
      </Option>
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option type="Map" name="properties">
         <Option type="Map" name="enabled">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="@map_scale &gt; 120000 OR @map_scale IS NULL"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
      <symbol type="marker" name="@1@1" alpha="1" clip_to_extent="1" force_rhr="0">
       <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
        <Option type="Map">
         <Option type="QString" name="name" value="triangle"/>
         <Option type="QString" name="color" value="33,113,181,255"/>
         <Option type="QString" name="size" value="3.8"/>
         <Option type="QString" name="size_unit" value="MM"/>
         <Option type="QString" name="outline_color" value="255,255,255,255"/>
         <Option type="QString" name="outline_style" value="solid"/>
         <Option type="QString" name="outline_width" value="0.35"/>
         <Option type="QString" name="outline_width_unit" value="MM"/>
         <Option type="QString" name="joinstyle" value="round"/>
         <Option type="QString" name="offset" value="0,0"/>
         <Option type="QString" name="offset_unit" value="MM"/>
         <Option type="QString" name="angle" value="180"/>
         <Option type="QString" name="horizontal_anchor_point" value="1"/>
         <Option type="QString" name="vertical_anchor_point" value="1"/>
         <Option type="QString" name="scale_method" value="diameter"/>
        </Option>
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option type="Map" name="properties">
           <Option type="Map" name="offset">
            <Option type="bool" name="active" value="true"/>
            <Option type="QString" name="expression" value="CASE WHEN &quot;id_area&quot; IS NULL THEN '0,0' ELSE '0,2.6' END"/>
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
    <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="color" value="107,174,214,70"/>
       <Option type="QString" name="style" value="solid"/>
       <Option type="QString" name="outline_color" value="107,174,214,255"/>
       <Option type="QString" name="outline_style" value="solid"/>
       <Option type="QString" name="outline_width" value="0.6"/>
       <Option type="QString" name="outline_width_unit" value="MM"/>
       <Option type="QString" name="joinstyle" value="round"/>
      </Option>
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option type="Map" name="properties">
         <Option type="Map" name="fillStyle">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &lt;= 120000 THEN 'solid' ELSE 'no' END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
         <Option type="Map" name="outlineStyle">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="CASE WHEN @map_scale &lt;= 120000 THEN 'solid' ELSE 'no' END"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
     </layer>
     <layer class="CentroidFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option type="QString" name="point_on_surface" value="1"/>
       <Option type="QString" name="point_on_all_parts" value="0"/>
       <Option type="QString" name="clip_points" value="0"/>
      </Option>
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" name="name" value=""/>
        <Option type="Map" name="properties">
         <Option type="Map" name="enabled">
          <Option type="bool" name="active" value="true"/>
          <Option type="QString" name="expression" value="@map_scale &gt; 120000 OR @map_scale IS NULL"/>
          <Option type="int" name="type" value="3"/>
         </Option>
        </Option>
        <Option type="QString" name="type" value="collection"/>
       </Option>
      </data_defined_properties>
      <symbol type="marker" name="@2@1" alpha="1" clip_to_extent="1" force_rhr="0">
       <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
        <Option type="Map">
         <Option type="QString" name="name" value="triangle"/>
         <Option type="QString" name="color" value="107,174,214,255"/>
         <Option type="QString" name="size" value="3.2"/>
         <Option type="QString" name="size_unit" value="MM"/>
         <Option type="QString" name="outline_color" value="255,255,255,255"/>
         <Option type="QString" name="outline_style" value="solid"/>
         <Option type="QString" name="outline_width" value="0.35"/>
         <Option type="QString" name="outline_width_unit" value="MM"/>
         <Option type="QString" name="joinstyle" value="round"/>
         <Option type="QString" name="offset" value="0,0"/>
         <Option type="QString" name="offset_unit" value="MM"/>
         <Option type="QString" name="angle" value="180"/>
         <Option type="QString" name="horizontal_anchor_point" value="1"/>
         <Option type="QString" name="vertical_anchor_point" value="1"/>
         <Option type="QString" name="scale_method" value="diameter"/>
        </Option>
        <data_defined_properties>
         <Option type="Map">
          <Option type="QString" name="name" value=""/>
          <Option type="Map" name="properties">
           <Option type="Map" name="offset">
            <Option type="bool" name="active" value="true"/>
            <Option type="QString" name="expression" value="CASE WHEN &quot;id_area&quot; IS NULL THEN '0,0' ELSE '0,2.6' END"/>
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
  </symbols>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="jam_rawan" isExpression="0" fontSize="7.5" fontSizeUnit="Point" fontWeight="63" fontItalic="0" textColor="8,48,107,255" textOpacity="1" capitalization="0" multilineHeight="0.9" fontLetterSpacing="0" useSubstitutions="0">
    <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1" bufferJoinStyle="128" bufferNoFill="0"/>
    <background shapeDraw="0"/>
    <shadow shadowDraw="0"/>
   </text-style>
   <text-format autoWrapLength="0" useMaxLineLengthForAutoWrap="1" multilineAlign="1"/>
   <placement placement="4" polygonPlacementFlags="3" fitInPolygonOnly="0" dist="1" distUnits="MM" quadOffset="4" xOffset="0" yOffset="0" offsetUnits="MM" offsetType="1" priority="6"/>
   <rendering scaleVisibility="1" scaleMin="0" scaleMax="400000" obstacle="0" obstacleType="1" displayAll="0" drawLabels="1" fontLimitPixelSize="0" mergeLines="0" labelPerPart="0" minFeatureSize="0" limitNumLabels="0" maxNumLabels="2000"/>
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
 <previewExpression>"desa"</previewExpression>
 <mapTip></mapTip>
</qgis>
